"""A withdrawn file no longer counts, stays landed and stays on record; a file removed from the inbox counts on."""

from pathlib import Path

import pytest

from customer_segmentation.intake.withdrawal import WithdrawalError, withdraw
from customer_segmentation.ledger import Ledger
from tests.python.returns.conftest import Warehouse

CORRECTION = "ทะเบียนผู้ประกอบการ ปีงบ 2567 (แก้ไข).xlsx"
REGISTER = "select juristic_id, employees, nationality from staging.stg_customers order by all"


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    """Return books with three files, two of them of one name."""
    books = Ledger(tmp_path)
    for file, file_hash in (("ฝตล/ก.csv", "a" * 64), ("ฝปก.1/ก.csv", "b" * 64), ("ข.csv", "c" * 64)):
        books.append("files", "file_seen", sequence=1, file=file, file_hash=file_hash, landing_key="k", size=1)
    return books


@pytest.mark.parametrize("wanted", ["ข.csv", "cccccc"])
def test_a_name_or_the_first_signs_of_its_hash_name_a_file(ledger: Ledger, wanted: str) -> None:
    """The event keeps the file, its hash and the reason."""
    withdraw(ledger, wanted, "ส่งผิดปี")
    event = ledger.read("files")[-1]
    assert (event["event"], event["file"], event["reason"]) == ("file_withdrawn", "ข.csv", "ส่งผิดปี")


@pytest.mark.parametrize(
    ("wanted", "reason", "said"),
    [
        ("ก.csv", "x", "several files"),
        ("ค.csv", "x", "No file"),
        ("ccc", "x", "No file"),
        ("ข.csv", " ", "Say why"),
    ],
)
def test_what_is_not_clear_is_said_and_nothing_is_recorded(ledger: Ledger, wanted: str, reason: str, said: str) -> None:
    """Two files of one name, an unknown name, too few signs, no reason."""
    with pytest.raises(WithdrawalError, match=said):
        withdraw(ledger, wanted, reason)
    assert len(ledger.read("files")) == 3


def test_without_the_correction_the_register_is_what_it_was_before(warehouse: Warehouse) -> None:
    """The correction has left the inbox already and counts all the same, until it is withdrawn."""
    assert warehouse.take_in("withdraw", "ไม่มี.xlsx", "--reason", "x").returncode == 2
    [correction] = warehouse.settings.inbox_dir.rglob(CORRECTION)
    correction.unlink()
    assert warehouse.take_in().returncode == 0
    warehouse.build("+stg_customers")
    assert len(warehouse.rows(REGISTER)) == 23

    assert warehouse.take_in("withdraw", CORRECTION, "--reason", "ส่งผิดไฟล์").returncode == 0
    warehouse.build("+stg_customers")
    withdrawn = warehouse.rows(REGISTER)
    assert len(withdrawn) == 22
    ledger = warehouse.settings.ledger_dir / "files.jsonl"
    kept = [line for line in ledger.read_text(encoding="utf-8").splitlines() if CORRECTION not in line]
    ledger.write_text("\n".join(kept) + "\n", encoding="utf-8")
    warehouse.build("+stg_customers")
    assert warehouse.rows(REGISTER) == withdrawn
