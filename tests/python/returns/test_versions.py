"""Versions of a table: a correction supersedes row by row, a replacement the whole period; an old day knows neither."""

import json
from pathlib import Path

import pytest

from demo.names import juristic_id
from tests.python.returns.conftest import Warehouse

ONE, TWO, THREE = (juristic_id("10", False, number) for number in (501, 502, 503))
USAGE = """
    select juristic_id, cast(month as varchar), cast(quantity as integer) from staging.stg_service_usage
    where source_file like '%ทดลอง%' order by all
"""
# each file with the day on which it came; the third only says in its name that it replaces
FILES = (
    ("2024-01-10", "ฝปก.1/ทดลอง น้ำ.csv", [(ONE, "ต.ค. 66", "10"), (TWO, "ต.ค. 66", "20"), (TWO, "พ.ย. 66", "30")]),
    ("2024-02-10", "ฝปก.1/ทดลอง น้ำ (แก้ไข).csv", [(ONE, "ต.ค. 66", "11")]),
    ("2024-03-10", "ฝปก.1/ทดลอง น้ำ แทนทั้งงวด.csv", [(ONE, "ต.ค. 66", "12")]),
    ("2024-03-10", "ฝปก.2/ทดลอง น้ำ.csv", [(THREE, "ต.ค. 66", "40")]),
)


@pytest.fixture
def corrected(warehouse: Warehouse) -> Warehouse:
    """Return the warehouse with four files that came on three days, booked as if they had come then."""
    for _, name, rows in FILES:
        path = warehouse.settings.inbox_dir / name
        path.parent.mkdir(parents=True, exist_ok=True)
        lines = ["เลขทะเบียนนิติบุคคล,บริการ,เดือน,ปริมาณ", *(f"{owner},น้ำ,{month},{q}" for owner, month, q in rows)]
        path.write_text("\n".join(lines), encoding="utf-8")
        assert warehouse.take_in().returncode == 0
    _redate(warehouse.settings.ledger_dir / "files.jsonl", {name: day for day, name, _ in FILES})
    return warehouse


def _redate(ledger: Path, days: dict[str, str]) -> None:
    events = [json.loads(line) for line in ledger.read_text(encoding="utf-8").splitlines()]
    lines = [json.dumps({**event, "at": f"{days.get(event['file'], '2024-01-01')}T03:00:00+00:00"}) for event in events]
    ledger.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _usage(warehouse: Warehouse, as_of: str) -> list[tuple[str, str, int]]:
    warehouse.build("+stg_service_usage", as_of=as_of)
    rows = warehouse.rows(USAGE)
    return [(str(owner), str(month), int(quantity)) for owner, month, quantity in rows]


def test_each_day_knows_what_had_come_by_then(corrected: Warehouse) -> None:
    """The correction changes its one row; the replacement leaves nothing else of its unit's October, but November."""
    october, november = "2023-10-01", "2023-11-01"
    assert _usage(corrected, "2024-02-28") == [(ONE, october, 11), (TWO, october, 20), (TWO, november, 30)]
    assert _usage(corrected, "2024-03-31") == [(ONE, october, 12), (TWO, november, 30), (THREE, october, 40)]
    kept = corrected.rows(f"select count(*) from staging.stg_service_usage__checked where juristic_id = '{ONE}'")
    assert kept == [(3,)]
