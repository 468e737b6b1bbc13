"""The cycle's own books: append-only JSON lines, one stream a file, each line on disk before the next act."""

import json
import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

SCHEMA_VERSION = 1
STREAMS = ("files", "attempts", "steps", "runs", "publications", "evaluations", "purges")


class Ledger:
    """Event streams of one warehouse. Opening it makes the streams that are missing, so that dbt can read them."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        for stream in STREAMS:
            _repair(folder / f"{stream}.jsonl")

    def append(self, stream: str, event: str, **fields: Any) -> None:
        """Write one event and wait until the disk has it.

        Raises
        ------
        ValueError
            If the stream is not one of `STREAMS`.
        """
        if stream not in STREAMS:
            raise ValueError(f"the ledger has no stream {stream!r}; it has {', '.join(STREAMS)}")
        line = {
            "schema_version": SCHEMA_VERSION,
            "event": event,
            "at": datetime.now(UTC).isoformat(timespec="microseconds"),
            **fields,
        }
        with (self._folder / f"{stream}.jsonl").open("a", encoding="utf-8") as file:
            file.write(json.dumps(line, ensure_ascii=False) + "\n")
            file.flush()
            os.fsync(file.fileno())

    def read(self, stream: str) -> list[dict[str, Any]]:
        """Return the events of a stream in the order they were written."""
        text = (self._folder / f"{stream}.jsonl").read_text(encoding="utf-8")
        return [json.loads(line) for line in text.splitlines() if line.strip()]


def _repair(path: Path) -> None:
    """Make the stream if it is missing, and drop a last line that a kill cut short: its event never came to be."""
    if not path.exists():
        path.touch()
        return
    content = path.read_bytes()
    whole = content[: content.rfind(b"\n") + 1]
    if whole != content:
        with path.open("r+b") as file:
            file.truncate(len(whole))
