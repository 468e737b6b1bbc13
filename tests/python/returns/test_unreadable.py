"""No cell is lost without a word: one that can't be read, or is missing where it must not, is a problem of its row."""

import re

import duckdb
import pytest

from customer_segmentation.declarations import Column, Feed, load_feeds
from customer_segmentation.settings import PROJECT_DIR
from tests.python.returns.conftest import Warehouse

FEEDS = load_feeds(PROJECT_DIR / "models")
ANYTHING_IS_READABLE = {"text", "name", "json", "email", "phone"}
NOISE = "☃ 7x7 ☃"


def problems(warehouse: Warehouse, feed: str, row: dict[str, str]) -> dict[str, str]:
    """Run a feed's checks, as dbt compiled them, on one landed row; return the reason by column."""
    path = warehouse.settings.data_dir / "target" / "compiled"
    (compiled,) = path.rglob(f"stg_{feed}__checked.sql")
    query = re.sub(rf'"\w+"\."landing"\."{feed}"', "landed_row", compiled.read_text(encoding="utf-8"))
    with duckdb.connect(str(warehouse.path), read_only=True) as connection:
        connection.execute(f"create temp table landed_row as from landing.{feed} limit 0")
        known = {"_row": "2", "_landing_key": "k", "_table": "1", "_sequence": "1", "_file": "f", "_sheet": "s"}
        names = {name for (name, *_) in connection.execute("describe landed_row").fetchall()}
        cells = {name: value for name, value in (known | row).items() if name in names}
        places = ", ".join("?" for _ in cells)
        connection.execute(f"insert into landed_row ({', '.join(cells)}) values ({places})", list(cells.values()))
        query = f"select found.column_name, found.reason_code from (select unnest(problems) as found from ({query}))"
        return dict(connection.execute(query).fetchall())


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ({}, "register_day_missing"),
        ({"_title": "ณ วันที่ 30 กันยายน 2567"}, None),
        ({"_file": "ฝตล./ทะเบียน ปีงบ 2567.xlsx"}, None),
    ],
    ids=["nowhere", "in the title", "the year in the file's name"],
)
def test_a_register_without_a_day_says_so(sampled: Warehouse, row: dict[str, str], reason: str | None) -> None:
    known = {"juristic_id": "0115999000016", "customer_name": "ก"}
    assert problems(sampled, "customers", known | row).get("ข้อมูล ณ วันที่") == reason


def typed(feed: Feed) -> list[Column]:
    """The columns in which not every text is a value."""
    return [column for column in feed.columns if column.type not in ANYTHING_IS_READABLE]


@pytest.mark.parametrize("feed", FEEDS.values(), ids=list(FEEDS))
def test_every_cell_that_can_not_be_read_is_named(sampled: Warehouse, feed: Feed) -> None:
    row = dict.fromkeys(feed.column_names, NOISE)
    named = problems(sampled, feed.name, row)
    missing = [column.name for column in typed(feed) if column.name not in named]
    assert not missing
    assert "value_missing" not in named.values()


@pytest.mark.parametrize("feed", FEEDS.values(), ids=list(FEEDS))
def test_every_required_cell_that_is_missing_is_named(sampled: Warehouse, feed: Feed) -> None:
    named = problems(sampled, feed.name, {})
    required = [column.name for column in feed.columns if column.value_required]
    assert [name for name in required if named.get(name) is None] == []
