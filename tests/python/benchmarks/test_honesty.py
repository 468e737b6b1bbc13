"""A sample of make bench-honesty: where nothing differs the gate stays closed, and the measuring itself is sound."""

import json
from pathlib import Path

import pytest
from scipy.stats import binom

from benchmarks.honesty import missing, read, run_one, table
from benchmarks.populations import NULLS


def test_a_run_cut_short_goes_on_with_what_is_missing(tmp_path: Path) -> None:
    path, kind = tmp_path / "honesty.jsonl", next(iter(NULLS))
    line = {"kind": kind, "approaches": "kmeans", "seed": 0, "passed": True, "any_need_differs": True}
    line |= {"passed_unstable_too": True, "seconds": 0.1}
    path.write_text(json.dumps(line) + "\n" + '{"kind": "cut sh', encoding="utf-8")
    assert read(path) == [line]
    left = list(missing(read(path), {"kmeans": 2}))
    assert len(left) == 2 * len(NULLS) - 1
    assert (kind, "kmeans", 0) not in left and (kind, "kmeans", 1) in left
    assert f"| {kind} | kmeans | 1 | 1.000 ± 0.000 |" in table([line])


def test_the_same_seed_gives_the_same_result() -> None:
    first, second = (run_one((next(iter(NULLS)), "kmeans", 3)) for _ in range(2))
    assert first | {"seconds": 0} == second | {"seconds": 0}


@pytest.mark.long
@pytest.mark.parametrize(("approaches", "sets"), [("kmeans", 10), ("all", 3)])
def test_where_nothing_differs_the_gate_stays_closed(approaches: str, sets: int) -> None:
    lines = [run_one((kind, approaches, seed)) for kind in NULLS for seed in range(sets)]
    passed = sum(bool(line["passed_unstable_too"]) for line in lines)
    assert passed <= binom.ppf(0.999, len(lines), 0.05)
