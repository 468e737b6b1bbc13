"""S5 from the exported counts: another library finds every figure, and a wrong figure does not get through."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from customer_segmentation import reproduction
from customer_segmentation.methods import testing
from customer_segmentation.methods.beside import CELL_COLUMNS, check_needs
from tests.python.methods.test_beside import cells_of, clustered


@pytest.fixture
def evidence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Write the evidence of one attempt: four needs of which two differ, one that nobody asked enough of."""
    rng = np.random.default_rng(8)
    segment, place, answer = clustered(rng, (0.8, 1.0, 1.3))
    scores = np.column_stack(
        [
            answer,
            *(
                np.clip(np.rint(answer + effect * segment + rng.normal(size=600)), 1, 5)
                for effect in (0.0, 0.4, 0.7, 0.5)
            ),
        ]
    )
    scores[9:, 4] = np.nan
    counts = []
    for need in range(5):
        found = pd.DataFrame({"segment_no": segment, "answer_sum": scores[:, need]}).dropna().value_counts()
        counts += [(int(s), f"q{need}", int(a), 1, int(n)) for (s, a), n in found.items()]
    frame = pd.DataFrame(counts, columns=list(testing.COUNT_COLUMNS))
    figures = testing.test_needs(frame, 0.025)
    tested = figures[figures["status"] == "tested"]["item_id"]
    cells = cells_of(segment, place, scores)[list(CELL_COLUMNS)]
    tables = {
        "test_counts": frame,
        "test_cells": cells,
        "test_figures": figures,
        "test_checks": check_needs(cells, tested, 0.025),
        "test_pairs": testing.compare_pairs(frame, figures[figures["differs"].fillna(False)]["item_id"]),
    }
    folder = tmp_path / "runs" / "FY2567-20240101T000000000000Z" / "evidence"
    folder.mkdir(parents=True)
    for name, table in tables.items():
        table.assign(attempt=1).to_parquet(folder / f"{name}.parquet")
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    yield folder


def test_every_figure_comes_out_again(evidence: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert reproduction.main() == 0
    printed = capsys.readouterr().out
    for figure in (
        "welch_f",
        "welch_p_holm",
        "omega_squared",
        "effect_upper",
        "within_places: f",
        "centred: p_holm",
        "pair 0-1 p_value",
    ):
        assert figure in printed
    assert "q4" not in printed
    assert " 0 differ" in printed


@pytest.mark.parametrize(
    ("table", "column"),
    [("test_figures", "welch_p_holm"), ("test_figures", "ss_within"), ("test_checks", "f"), ("test_pairs", "df")],
)
def test_a_wrong_figure_is_named(evidence: Path, capsys: pytest.CaptureFixture[str], table: str, column: str) -> None:
    path = evidence / f"{table}.parquet"
    frame = pd.read_parquet(path)
    frame.loc[frame.index[0], column] += 1e-6
    frame.to_parquet(path)
    assert reproduction.main() == 1
    wrong = [line for line in capsys.readouterr().out.splitlines() if "DIFFERS" in line]
    assert wrong and all(column.removeprefix("welch_") in line for line in wrong)


def test_without_a_test_there_is_nothing_to_reproduce(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    assert reproduction.main() == 2
