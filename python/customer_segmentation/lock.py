"""One writer at a time: a lock on the data folder that says who holds it."""

import fcntl
import json
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path


class LockHeldError(Exception):
    """Another process writes into this data folder; the attributes say which one and since when."""

    def __init__(self, holder: dict[str, str]) -> None:
        self.process = holder.get("process", "?")
        self.host = holder.get("host", "?")
        self.since = holder.get("since", "?")
        super().__init__(f"process {self.process} on {self.host} since {self.since}")


@contextmanager
def cycle_lock(data_dir: Path) -> Iterator[None]:
    """Hold the data folder's lock; the kernel gives it back when the process ends, however it ends."""
    data_dir.mkdir(parents=True, exist_ok=True)
    with (data_dir / "cycle.lock").open("a+", encoding="utf-8") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise LockHeldError(_holder(data_dir)) from None
        file.truncate(0)
        holder = {
            "process": str(os.getpid()),
            "host": socket.gethostname(),
            "since": datetime.now(UTC).strftime("%Y-%m-%d %H:%M:%S UTC"),
        }
        file.write(json.dumps(holder))
        file.flush()
        yield


def _holder(data_dir: Path) -> dict[str, str]:
    """Who wrote the lock file; empty when the holder has not yet got round to writing it."""
    try:
        holder = json.loads((data_dir / "cycle.lock").read_text(encoding="utf-8"))
    except ValueError:
        return {}
    return {str(key): str(value) for key, value in holder.items()}
