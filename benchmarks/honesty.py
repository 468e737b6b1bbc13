"""How often does the loop find segments whose needs differ where nothing differs? (make bench-honesty)

Each (kind of null, approaches, seed) is one line of a JSONL file; a rerun does what is missing.
"""

import argparse
import json
import math
import os
import sys
import time
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from itertools import islice
from pathlib import Path

import numpy as np

from benchmarks.loop import Attempt, attempts, fewer_starts
from benchmarks.models import Models, active_approaches
from benchmarks.populations import ESTATES, NULLS

K_VALUES = (4, 5, 6)
RESAMPLES = 5
STARTS = (2, 1)
"""Starts of the final fit and of a resample."""
SETS = {"kmeans": 500, "all": 100}
OUTCOMES = ("passed", "passed_unstable_too", "any_need_differs")
"""An attempt passed; one passed though its segments were not eligible; a need differs in any attempt."""

Task = tuple[str, str, int]
Line = dict[str, object]


@cache
def _models() -> Models:
    return Models()


def run_one(task: Task) -> Line:
    """Run the loop on one data set: did an attempt pass, and did one when nobody asked for stable segments?"""
    kind, approaches, seed = task
    began = time.perf_counter()
    names = active_approaches() if approaches == "all" else (approaches,)
    population = NULLS[kind](np.random.default_rng([seed, sorted(NULLS).index(kind)]))
    with fewer_starts(*STARTS):
        made = attempts(_models(), population, names, K_VALUES, seed, RESAMPLES)
    return {
        "kind": kind,
        "approaches": approaches,
        "seed": seed,
        "passed": any(deceived(kind, attempt) and attempt.chosen for attempt in made),
        "passed_unstable_too": any(deceived(kind, attempt) for attempt in made),
        "any_need_differs": any(attempt.differing for attempt in made),
        "seconds": round(time.perf_counter() - began, 3),
    }


def deceived(kind: str, attempt: Attempt) -> bool:
    """Tell whether the gate opened for nothing; where estates are the cause, a light that says so deceives nobody."""
    return attempt.passed and not (kind == ESTATES and "differs_by_place" in attempt.reasons)


def missing(done: Iterable[Line], sets: dict[str, int]) -> Iterator[Task]:
    """Yield what is still to run, all kinds in step, so that a run cut short has something of each."""
    known = {(line["kind"], line["approaches"], line["seed"]) for line in done}
    for approaches, number in sets.items():
        for seed in range(number):
            for kind in NULLS:
                if (kind, approaches, seed) not in known:
                    yield kind, approaches, seed


def read(path: Path) -> list[Line]:
    """Return the lines of earlier runs; one that a kill cut short is left out and run again."""
    lines: list[Line] = []
    for text in path.read_text(encoding="utf-8").splitlines() if path.exists() else ():
        try:
            lines.append(json.loads(text))
        except json.JSONDecodeError:
            continue
    return lines


def run_missing(path: Path, sets: dict[str, int], processes: int, hours: float) -> list[Line]:
    """Run what is missing until it is done or the time is up, and return all lines."""
    lines = read(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    ends = time.monotonic() + hours * 3600
    tasks = missing(lines, sets)
    with path.open("a", encoding="utf-8") as file, ProcessPoolExecutor(processes) as pool:
        if lines and not path.read_bytes().endswith(b"\n"):
            file.write("\n")
        while time.monotonic() < ends and (chunk := list(islice(tasks, 8 * processes))):
            for line in pool.map(run_one, chunk):
                lines.append(line)
                print(json.dumps(line), file=file, flush=True)
    return lines


def table(lines: list[Line]) -> str:
    """Return the table of docs/benchmarks.md: data sets and, per outcome, rate and standard error."""
    rows = [
        "| null | approaches | data sets | passed | ... with unstable segments too | a need differs |",
        "| --- | --- | --- | --- | --- | --- |",
    ]
    groups = {(str(line["approaches"]), str(line["kind"])) for line in lines}
    for approaches, kind in sorted(groups, key=lambda group: (group[0] == "all", list(NULLS).index(group[1]))):
        found = [line for line in lines if (line["approaches"], line["kind"]) == (approaches, kind)]
        rows.append(_row(kind, approaches, found))
    return "\n".join([*rows, _row("all of these", "", lines)])


def _row(kind: str, approaches: str, lines: list[Line]) -> str:
    n = len(lines)
    rates = [sum(bool(line[outcome]) for line in lines) / n for outcome in OUTCOMES]
    shown = [f"{rate:.3f} ± {math.sqrt(rate * (1 - rate) / n):.3f}" for rate in rates]
    return f"| {kind} | {approaches} | {n} | {' | '.join(shown)} |"


def main() -> int:
    """Run and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folder", type=Path, default=Path(os.environ.get("DATA_DIR", "data")) / "benchmarks")
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--hours", type=float, default=3)
    parser.add_argument("--approaches", choices=sorted(SETS), nargs="*", default=list(SETS))
    arguments = parser.parse_args()
    sets = {name: SETS[name] for name in arguments.approaches}
    path = arguments.folder / "honesty.jsonl"
    print(table(run_missing(path, sets, arguments.processes, arguments.hours)))
    left = sum(1 for _ in missing(read(path), sets))
    if left:
        print(f"{left} data sets are still to run: run again, {path} keeps what is done", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
