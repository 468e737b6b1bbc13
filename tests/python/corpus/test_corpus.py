"""Files in every combination of container, layout and defect come through with exact accounting.

Values were drawn before they were written, so what staging reads is compared with what was meant, row by row.
"""

import os
from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from customer_segmentation.settings import PROJECT_DIR, Settings
from tests.python.corpus.making import Expected, Made, make_file
from tests.python.corpus.tables import KINDS
from tests.python.returns.conftest import Warehouse

SEED = 2567
LONG_AGO = 1_700_000_000
TYPED = {kind.feed: kind.typed for kind in KINDS} | {"service_usage": ("juristic_id", "service", "month", "quantity")}
NUMBERS = {"area_rai", "value_baht", "quantity"}


def corpus(folder: Path, files: int) -> tuple[Warehouse, list[Made]]:
    """Write the corpus into an inbox, take it in and stage it in one build."""
    data = folder / "data"
    made = [make_file(SEED, number) for number in range(files)]
    for file in made:
        path = data / "inbox" / file.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(file.content)
        # an empty file that is new may still be being copied, and waits for the next intake
        os.utime(path, (LONG_AGO, LONG_AGO))
    warehouse = Warehouse(Settings(PROJECT_DIR, data, data / "inbox"))
    taken = warehouse.take_in()
    assert taken.returncode == 0, taken.stderr
    feeds = [f"+stg_{feed}__checked" for feed in TYPED]
    warehouse.build(*feeds, "+data_quality", "+stg_rejects")
    return warehouse, made


def check_accounting(warehouse: Warehouse, made: Sequence[Made]) -> None:
    """Every table of every file has the rows, rejected rows and lines set aside that its manifest says."""
    query = (
        "select source_file, source_sheet, feed, sum(rows), sum(rejected), sum(set_aside), sum(rows_in)"
        " from marts.data_quality where feed is not null group by all"
    )
    found = {row[:3]: tuple(int(figure) for figure in row[3:]) for row in warehouse.rows(query)}
    meant: dict[tuple[str, str, str], Any] = {}
    for file in made:
        for table in file.tables:
            counts = (table.rows, table.rejected, table.set_aside, table.rows + table.set_aside)
            meant[file.source, table.sheet, table.feed] = counts
    assert found == meant


def check_values(warehouse: Warehouse, made: Sequence[Made]) -> None:
    """Staging reads the values that were meant, whatever the spelling; a bad cell is null and a bad row absent."""
    meant: dict[str, dict[str, Counter[tuple[str | None, ...]]]] = defaultdict(dict)
    for file, table in _tables(made):
        meant[table.feed].setdefault(file.source, Counter()).update(table.values)
    for feed, columns in TYPED.items():
        texts = [
            f"cast(cast({name} as decimal(18, 4)) as varchar)" if name in NUMBERS else f"cast({name} as varchar)"
            for name in columns
        ]
        query = f"select source_file, {', '.join(texts)} from staging.stg_{feed}__checked where is_accepted"
        found: dict[str, Counter[tuple[str | None, ...]]] = {}
        for source, *values in warehouse.rows(query):
            found.setdefault(source, Counter()).update([tuple(values)])
        assert found == {source: values for source, values in meant[feed].items() if values}


def check_problems(warehouse: Warehouse, made: Sequence[Made]) -> None:
    """Each planted defect is named by file, sheet and row with its reason, and nothing else is."""
    found = set(
        warehouse.rows(
            "select distinct source_file, source_sheet, source_row, reason_code, severity from staging.stg_rejects"
        )
    )
    assert found == {
        (file.source, table.sheet, row, reason, severity)
        for file, table in _tables(made)
        for row, reason, severity in table.problems
    }


def check_refusals(warehouse: Warehouse, made: Sequence[Made]) -> None:
    """A damaged file gives no row and says why in both languages."""
    said = defaultdict(list)
    for source, thai, english in warehouse.rows(
        "select source_file, reason_th, reason_en from marts.data_quality where feed is null"
    ):
        said[source].append((thai, english))
    refused = [file for file in made if file.refused]
    assert refused and set(said) == {file.source for file in refused}
    for file in refused:
        assert any(thai and file.refused in english for thai, english in said[file.source]), (file, said[file.source])


def _tables(made: Sequence[Made]) -> list[tuple[Made, Expected]]:
    return [(file, table) for file in made for table in file.tables]


@pytest.mark.parametrize("files", [60, pytest.param(320, marks=pytest.mark.long)])
def test_every_file_of_the_corpus_comes_through_as_its_manifest_says(tmp_path: Path, files: int) -> None:
    """Rows, values, problems and refusals, all of them exact."""
    warehouse, made = corpus(tmp_path, files)
    check_accounting(warehouse, made)
    check_values(warehouse, made)
    check_problems(warehouse, made)
    check_refusals(warehouse, made)
