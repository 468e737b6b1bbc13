"""Prefect's server for the time of one command: started before all else, so that it is ready when the imports are done.

Left to itself Prefect starts a server when one is first needed, which a cycle would wait for, and once more while the
interpreter ends and the last events of task runs are still to be sent; that second one would stay behind. This one
ends with the command, however that ends: it reads from a pipe that closes when the command is gone.

Nothing here imports Prefect: that alone takes seconds.
"""

import contextlib
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

START_SECONDS = 120
# Prefect's tables without a row: making them takes ten seconds, so that is done once, with the environment
EMPTY_DATABASE = Path(sys.prefix) / "prefect-empty.db"


@dataclass(frozen=True)
class Server:
    """A server that may still be starting."""

    process: "subprocess.Popen[bytes]"
    api_url: str

    def wait(self) -> None:
        """Return when the server answers; raise RuntimeError when it ended or never does."""
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline and self.process.poll() is None:
            with contextlib.suppress(OSError), urllib.request.urlopen(f"{self.api_url}/health", timeout=5):
                return
            time.sleep(0.1)
        raise RuntimeError("Prefect's server did not start")

    def stop(self) -> None:
        """End the server; one that does not listen is killed."""
        self.process.terminate()
        try:
            self.process.wait(timeout=5)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


@contextmanager
def temporary_server() -> Iterator[Server]:
    """Start a server beside the command and name it to Prefect, which must not be imported yet."""
    database = Path(os.environ["PREFECT_HOME"]) / "prefect.db"
    if EMPTY_DATABASE.exists() and not database.exists():
        database.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(EMPTY_DATABASE, database)
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "flows.server_process", "serve", str(port)]
    server = Server(subprocess.Popen(command, stdin=subprocess.PIPE), f"http://127.0.0.1:{port}/api")
    os.environ["PREFECT_API_URL"] = server.api_url
    try:
        yield server
    finally:
        server.stop()
