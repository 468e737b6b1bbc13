"""Puts one demo into the inbox, and never touches what it did not make.

`<truth>/demo.json` records what was made: size, scenario, seed and the checksum of every file. It is written
before the files are moved in, so an inbox cut off half-way is known as one and completed.
"""

import hashlib
import json
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from demo.contracts import write_contracts
from demo.defects import Defects, write_defective_files
from demo.design import make_design
from demo.information import write_information
from demo.office import (
    write_areas,
    write_decisions,
    write_organisation,
    write_profile_checks,
    write_published_segments,
    write_segment_names,
)
from demo.plans import write_plans, write_strategy
from demo.population import Population, draw_population
from demo.registers import write_registers
from demo.survey import write_survey
from demo.truth import write_truth
from demo.usage import write_usage
from demo.voices import write_voices

MARKER = "demo.json"


class InboxInUseError(Exception):
    """The inbox, or the records of what was read, belong to somebody else."""


@dataclass(frozen=True)
class Wish:
    """What was asked for, and where."""

    inbox: Path
    truth: Path
    data_dir: Path
    size: str
    scenario: str
    seed: int

    @property
    def arguments(self) -> dict[str, str | int]:
        """What decides the content."""
        return {"size": self.size, "scenario": self.scenario, "seed": self.seed}


def make_demo(wish: Wish) -> str:
    """Make the demo inbox and return a sentence that says what was done.

    Raises
    ------
    InboxInUseError
        The inbox holds files that no earlier demo made, or the ledger knows files of another inbox.
    """
    _require_apart(wish)
    marker = _read_marker(wish.truth)
    found = checksums(wish.inbox)
    _require_ours(wish, marker, found)
    moved = ""
    if marker is not None:
        if marker["arguments"] == wish.arguments:
            if found == marker["files"]:
                return f"the inbox already holds this demo ({len(found)} files): nothing to do"
        else:
            moved = f"; the earlier demo is kept in {_set_aside(wish)}"
    wish.data_dir.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".demo-", dir=wish.data_dir) as scratch:
        made = Path(scratch) / "inbox"
        write_files(wish, made, wish.truth)
        files = checksums(made)
        _write_marker(wish, files)
        for name in sorted(files):
            target = wish.inbox / name
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.move(made / name, target)
    return f"{len(files)} demo files ({wish.size}, {wish.scenario}, seed {wish.seed}) are in {wish.inbox}{moved}"


def write_files(wish: Wish, inbox: Path, truth: Path) -> Population:
    """Write all files of the demo into `inbox` and what is planted into `truth`."""
    population = draw_population(make_design(wish.size, wish.scenario, wish.seed))
    defects = Defects()
    inbox.mkdir(parents=True, exist_ok=True)
    write_organisation(inbox)
    write_registers(population, inbox, defects)
    write_contracts(population, inbox, defects)
    write_usage(population, inbox, defects)
    write_survey(population, inbox, defects)
    write_areas(inbox, defects)
    write_decisions(wish.scenario, inbox, defects)
    write_published_segments(population, inbox)
    write_segment_names(population, inbox)
    write_profile_checks(population, inbox)
    write_voices(population, inbox)
    write_strategy(inbox)
    write_plans(inbox, defects)
    write_information(inbox)
    write_defective_files(inbox, defects)
    write_truth(population, truth, defects)
    return population


def checksums(folder: Path) -> dict[str, str]:
    """Return the sha256 of every file below a folder, by its path inside."""
    files = sorted(path for path in folder.rglob("*") if not path.is_dir()) if folder.exists() else []
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def _require_apart(wish: Wish) -> None:
    """The truth moves as a whole, so it must hold neither inbox nor data, and the inbox must not hold it."""
    truth, inbox, data_dir = (folder.resolve() for folder in (wish.truth, wish.inbox, wish.data_dir))
    if truth.is_relative_to(inbox) or inbox.is_relative_to(truth) or data_dir.is_relative_to(truth):
        raise InboxInUseError(f"--truth: expected a folder apart from inbox and data folder, found {wish.truth}")


def _require_ours(wish: Wish, marker: dict[str, Any] | None, found: dict[str, str]) -> None:
    known = marker["files"] if marker else {}
    foreign = [name for name, checksum in found.items() if known.get(name) != checksum]
    if foreign:
        raise InboxInUseError(
            f"{wish.inbox}: expected an empty inbox or an unchanged demo, found {len(foreign)} other files, "
            f"first {foreign[0]!r}. Empty the inbox, or choose another one with INBOX_DIR"
        )
    ledger = wish.data_dir / "ledger" / "files.jsonl"
    if marker is None and ledger.exists() and ledger.read_text(encoding="utf-8").strip():
        raise InboxInUseError(
            f"{ledger}: files of another inbox were read into this data folder; "
            "choose another one with DATA_DIR, so that invented and real firms never mix"
        )


def _set_aside(wish: Wish) -> Path:
    """Move the earlier demo world aside: inbox, landing, personal values, ledger and, last, the truth."""
    number = 1
    while (wish.data_dir / f"set-aside-demo-{number}").exists():
        number += 1
    place = wish.data_dir / f"set-aside-demo-{number}"
    place.mkdir(parents=True)
    for name in ("landing", "personal", "ledger"):
        if (wish.data_dir / name).exists():
            shutil.move(wish.data_dir / name, place / name)
    (place / "inbox").mkdir()
    for child in sorted(wish.inbox.iterdir()) if wish.inbox.exists() else []:
        shutil.move(child, place / "inbox" / child.name)
    shutil.move(wish.truth, place / "truth")
    return place


def _read_marker(truth: Path) -> dict[str, Any] | None:
    path = truth / MARKER
    if not path.exists():
        return None
    content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return content


def _write_marker(wish: Wish, files: dict[str, str]) -> None:
    content = {"arguments": wish.arguments, "files": files}
    path = wish.truth / MARKER
    unfinished = path.with_suffix(".unfinished")
    unfinished.write_text(json.dumps(content, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    unfinished.replace(path)
