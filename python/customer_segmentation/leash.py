"""Runs a command that ends with whoever started it, also when that is killed: `leashed(command)`.

In between stands a process of this module, whose standard input the starter holds and never writes to. When the
starter is gone, for whatever reason, the system closes it, and the command ends with all its children. A tool that was
left behind would go on writing into a folder that the next run has taken.
"""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO


class Leashed:
    """A command that runs: what it says, its exit code, and its end."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self._process = process
        self.output: IO[str] | None = process.stdout
        """Its output and errors, unless they go to a file."""

    def wait(self) -> int:
        """Return the exit code when it has ended; as a shell has it if a signal ended it."""
        code = self._process.wait()
        return code if code >= 0 else 128 - code

    def end(self) -> None:
        """End it and all its children now, if they still run."""
        if self._process.stdin:
            self._process.stdin.close()


@contextmanager
def leashed(
    command: Sequence[str], cwd: Path, output: IO[str] | None = None, environment: Mapping[str, str] | None = None
) -> Iterator[Leashed]:
    """Run a command that does not outlive this block, nor this process.

    Parameters
    ----------
    output
        A file for what it says; without one the caller reads `output` of what is returned.
    environment
        Instead of this process's own.
    """
    process = subprocess.Popen(
        [sys.executable, "-m", "customer_segmentation.leash", *command],
        cwd=cwd,
        env=environment,
        stdin=subprocess.PIPE,
        stdout=output or subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        start_new_session=True,
    )
    running = Leashed(process)
    try:
        yield running
    finally:
        running.end()
        process.wait()
        if process.stdout:
            process.stdout.close()


def _hold(command: Sequence[str]) -> int:
    """Run the command in our own group until it ends, or until whoever holds our standard input is gone."""
    process = subprocess.Popen(command, stdin=subprocess.DEVNULL)
    threading.Thread(target=_end_with_the_starter, daemon=True).start()
    code = process.wait()
    return code if code >= 0 else 128 - code


def _end_with_the_starter() -> None:
    os.read(sys.stdin.fileno(), 1)
    os.killpg(os.getpgrp(), signal.SIGKILL)


if __name__ == "__main__":
    sys.exit(_hold(sys.argv[1:]))
