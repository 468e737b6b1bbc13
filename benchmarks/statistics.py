"""Speed, power and recovery of the statistics, as the tables of docs/benchmarks.md (make bench-statistics)."""

import argparse
import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.drivers import time_drivers
from benchmarks.models import Models
from benchmarks.power import first_attempts, recovery, weak_segments
from benchmarks.speed import peak_gigabytes, time_attempts, time_clusterboot, time_stability, time_test

SIZES = ((5_000, 3), (500_000, 2))
"""Customers, and how often the test is timed."""
POWER_SETS = {"medium": 200, "realistic": 100}
DIFFICULTIES = (0.7, 0.55, 0.4)


def main() -> int:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--part", choices=list(PARTS), action="append", help="one of the tables; default all")
    for part in parser.parse_args().part or PARTS:
        for line in PARTS[part]():
            print(line, flush=True)
        print()
    return 0


def test_lines() -> Iterator[str]:
    """Time the test of 40 needs over 5 segments."""
    yield "| customers | ours: SQL + Python | rows taken out | scipy | pingouin | scipy / ours | pingouin / ours |"
    yield "| --- | --- | --- | --- | --- | --- | --- |"
    for customers, repeats in SIZES:
        with tempfile.TemporaryDirectory() as folder:
            times = time_test(customers, repeats, Path(folder))
        ours = times.sql + times.python
        figures = (
            f"{times.sql:.2f} + {times.python:.2f} | {times.taking_out:.2f} | {times.scipy:.2f} | {times.pingouin:.1f}"
        )
        ratios = [
            f"{other / ours:.1f} ({(times.taking_out + other) / ours:.1f})" for other in (times.scipy, times.pingouin)
        ]
        yield f"| {customers:,} | {figures} | {' | '.join(ratios)} |"
    yield "in brackets: from the rows, as ours begins; before them: from arrays in memory"


def driver_lines() -> Iterator[str]:
    """Time the drivers of satisfaction."""
    yield "| customers | SQL | Python | rows that Python is given |"
    yield "| --- | --- | --- | --- |"
    for customers, repeats in SIZES:
        with tempfile.TemporaryDirectory() as folder:
            times = time_drivers(customers, repeats, Path(folder))
        yield f"| {customers:,} | {times.sql:.2f} | {times.python:.2f} | {times.rows:,} |"


def stability_lines() -> Iterator[str]:
    """Time one candidate's stability."""
    yield "| stability of one candidate | seconds | Jaccard per segment, ascending |"
    yield "| --- | --- | --- |"
    ours, jaccards = time_stability()
    yield f"| ours | {ours:.2f} | {' '.join(f'{value:.3f}' for value in jaccards)} |"
    with tempfile.TemporaryDirectory() as folder:
        reference = time_clusterboot(Path(folder))
    if reference is None:
        yield "Rscript with fpc is not installed, so nothing stands beside (Debian: r-base-core r-cran-fpc)"
    else:
        theirs, jaccards = reference
        yield f"| R fpc::clusterboot | {theirs:.2f} | {' '.join(f'{value:.3f}' for value in jaccards)} |"
        yield f"ratio {ours / theirs:.2f}"


def attempt_lines() -> Iterator[str]:
    """Time the attempts on the sample of what is published (or was built by hand)."""
    folder = Path(os.environ.get("DATA_DIR", "data"))
    made = [path for path in (folder / "current" / "warehouse.duckdb", folder / "dev.duckdb") if path.exists()]
    if not made:
        yield "no run is published, so attempts are not timed (make cycle first)"
        return
    yield "| attempt | seconds |"
    yield "| --- | --- |"
    for approach, taken in time_attempts(made[0]):
        yield f"| {approach} | {taken:.1f} |"
    yield f"most memory held: {peak_gigabytes():.2f} GB"


def power_lines() -> Iterator[str]:
    """Count how often the gate opens where needs differ."""
    yield "| needs | data sets | gate opens |"
    yield "| --- | --- | --- |"
    models = Models()
    for kind, sets in POWER_SETS.items():
        made = first_attempts(models, kind, sets)
        yield f"| {kind} | {sets} | {sum(a.passed and a.chosen for a in made) / sets:.3f} |"
    yield f"| weak segments (eta squared .065) refused as unstable | 50 | {weak_segments(models, 50):.3f} |"


def recovery_lines() -> Iterator[str]:
    """Compare with the classifier that knows the planted parameters."""
    yield "| share of variance between segments | oracle's adjusted Rand index | ours | ours / oracle |"
    yield "| --- | --- | --- | --- |"
    for eta_squared in DIFFICULTIES:
        found = recovery(eta_squared)
        yield f"| {eta_squared:.2f} | {found.oracle:.3f} | {found.ours:.3f} | {found.ours / found.oracle:.3f} |"


PARTS = {
    "attempts": attempt_lines,
    "test": test_lines,
    "drivers": driver_lines,
    "stability": stability_lines,
    "power": power_lines,
    "recovery": recovery_lines,
}

if __name__ == "__main__":
    sys.exit(main())
