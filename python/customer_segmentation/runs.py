"""Run folders: a cycle builds its own beside what is published, and publishing swaps one symlink.

While it is built, and no longer, `runs/.building` points at the folder, so that dbt sees the same path in every cycle
and need not parse the project again; its name carries the fiscal year, which only the files tell.
"""

import os
import re
import shutil
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from customer_segmentation.settings import Settings

BUILDING = ".building"
# what a killed writer may leave in a data folder; a star, for without one a link to nowhere is not found
LEFTOVERS = (f"runs/{BUILDING}*", "current.new*", "archive/.new*", "landing/*/*.tmp", "personal/*/*.tmp")


@dataclass
class RunFolder:
    """One run's folder; `path` changes once, when the fiscal year becomes known."""

    path: Path

    @property
    def name(self) -> str:
        """Name of the run, as the ledger knows it."""
        return self.path.name

    @property
    def fiscal_year(self) -> int | None:
        """The Buddhist-era year in the name; None while the year is not known."""
        named = re.match(r"FY([0-9]+)-", self.name)
        return int(named[1]) if named else None

    @property
    def warehouse(self) -> Path:
        """The run's DuckDB file, by the stable path."""
        return building_warehouse(self.path.parent)

    @property
    def exports(self) -> Path:
        """Where the exported tables lie."""
        return self.path / "exports"

    @property
    def evidence(self) -> Path:
        """What the test rests on, for the unit that signs it; small cells, so never part of an edition."""
        return self.path / "evidence"

    @property
    def profile_database(self) -> Path:
        """The Customer Segment Profile for other processes; customer-level, so never part of an edition."""
        return self.path / "profile-database"

    @property
    def logs(self) -> Path:
        """What the tools said."""
        return self.path / "logs"

    def name_after(self, fiscal_year: int) -> None:
        """Give the folder its final name: the Buddhist-era fiscal year and the start in UTC."""
        named = self.path.with_name(f"FY{fiscal_year}-{self.name.rsplit('-', 1)[-1]}")
        self.path.rename(named)
        self.path = named
        _point(self.path.parent / BUILDING, named.name)

    def close(self) -> None:
        """Say that nothing is built any more, however it ended."""
        (self.path.parent / BUILDING).unlink(missing_ok=True)


def building_warehouse(runs_dir: Path) -> Path:
    """Return the stable path to the DuckDB file of the run that is being built."""
    return runs_dir / BUILDING / "warehouse.duckdb"


def find_warehouse(settings: Settings) -> Path | None:
    """Return the warehouse to read: the one that DBT_DUCKDB_PATH names, the published one, or the developer's."""
    named = os.environ.get("DBT_DUCKDB_PATH")
    candidates = [
        *([Path(named)] if named else []),
        settings.current / "warehouse.duckdb",
        settings.data_dir / "dev.duckdb",
    ]
    return next((path for path in candidates if path.exists()), None)


def new_run(runs_dir: Path) -> RunFolder:
    """Make the folder of a run that starts now; two starts in one second get two folders."""
    runs_dir.mkdir(parents=True, exist_ok=True)
    while True:
        stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%fZ")
        folder = runs_dir / f"unnamed-{stamp}"
        if not folder.exists():
            break
    (folder / "logs").mkdir(parents=True)
    _point(runs_dir / BUILDING, folder.name)
    return RunFolder(folder)


def sweep(data_dir: Path) -> None:
    """Remove what a killed writer left; the caller holds the lock, so nobody is writing."""
    for path in [path for pattern in LEFTOVERS for path in data_dir.glob(pattern)]:
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink()


def publish(run: RunFolder, current: Path) -> None:
    """Make this run the published one; a reader sees the old run or the new one, never neither."""
    _point(current, os.path.relpath(run.path, current.parent))


def _point(link: Path, target: str) -> None:
    """Swap a symlink in one step and put the change on the disk."""
    fresh = link.with_name(f"{link.name}.new")
    fresh.unlink(missing_ok=True)
    fresh.symlink_to(target)
    fresh.replace(link)
    folder = os.open(link.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
