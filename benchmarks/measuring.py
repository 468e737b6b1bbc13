"""Runs one job in a process of its own and says how long the work took and how much memory the process had at most."""

import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import duckdb
from python_calamine import CalamineWorkbook

from customer_segmentation.declarations import load_feeds
from customer_segmentation.intake import take_in
from customer_segmentation.settings import PROJECT_DIR, Settings

KIB_PER_MIB = 1024


@dataclass(frozen=True)
class Run:
    """One run: seconds of work once the libraries are loaded, and the process's peak memory in MiB."""

    seconds: float
    memory: float


@dataclass(frozen=True)
class Summary:
    """The runs of one job: median, least and most seconds, and the highest peak of memory in MiB."""

    median: float
    least: float
    most: float
    memory: float

    @classmethod
    def of(cls, runs: list[Run]) -> "Summary":
        """Summarise runs; there is at least one."""
        seconds = [run.seconds for run in runs]
        return cls(median(seconds), min(seconds), max(seconds), max(run.memory for run in runs))


def alternate(jobs: dict[str, tuple[str, Path]], first: Path, repeats: int) -> dict[str, Summary]:
    """Run the jobs (name: what, file) in turn, `repeats` times, so that a busy minute strikes all of them alike.

    Each does the small file `first` before the clock starts, which loads what is loaded on first use.
    """
    runs: dict[str, list[Run]] = {name: [] for name in jobs}
    for _ in range(repeats):
        for name, (job, path) in jobs.items():
            runs[name].append(_apart(job, first, path))
    return {name: Summary.of(found) for name, found in runs.items()}


def _apart(job: str, first: Path, path: Path) -> Run:
    with tempfile.TemporaryDirectory(dir=path.parent.parent) as scratch:
        command = [sys.executable, "-X", "utf8", "-m", "benchmarks.measuring", job, str(first), str(path), scratch]
        said = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, cwd=PROJECT_DIR).stdout
    return Run(**json.loads(said))


def _intake(path: Path, scratch: Path) -> Callable[[], object]:
    """Take in an inbox that holds this file alone; the declarations are read before the clock starts."""
    feeds = load_feeds(PROJECT_DIR / "models")
    settings = Settings(PROJECT_DIR, scratch, path.parent)

    def work() -> None:
        (report,) = take_in(settings, feeds).reports
        if report.feeds != ("service_usage",) or report.reasons:
            raise SystemExit(f"{path} did not land as service_usage: {report}")

    return work


def _duckdb(path: Path, scratch: Path) -> Callable[[], object]:
    """Read a CSV with DuckDB's own reader and write it as Parquet, compressed as the landing zone is."""
    query = (
        f"copy (select * from read_csv('{path}', all_varchar = true)) to '{scratch / 'out.parquet'}' "
        "(format parquet, compression zstd, compression_level 1)"
    )
    connection = duckdb.connect()
    return lambda: connection.execute(query)


def _calamine(path: Path, scratch: Path) -> Callable[[], object]:
    """Read every row of every sheet with python-calamine and do nothing with it."""

    def work() -> None:
        book = CalamineWorkbook.from_path(path)
        for name in book.sheet_names:
            book.get_sheet_by_name(name).to_python()

    return work


JOBS: dict[str, Callable[[Path, Path], Callable[[], object]]] = {
    "intake": _intake,
    "duckdb": _duckdb,
    "calamine": _calamine,
}


def main(job: str, first: Path, path: Path, scratch: Path) -> None:
    """Do one job and print its figures as JSON."""
    for name in ("first", "measured"):
        (scratch / name).mkdir()
    JOBS[job](first, scratch / "first")()
    work = JOBS[job](path, scratch / "measured")
    start = time.perf_counter()
    work()
    seconds = time.perf_counter() - start
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / KIB_PER_MIB
    print(json.dumps({"seconds": seconds, "memory": memory}))


if __name__ == "__main__":
    main(sys.argv[1], *map(Path, sys.argv[2:]))
