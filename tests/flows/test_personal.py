"""No person leaves the store: not into a table, an archive, an export, a log or the ledger; a purge changes no mart."""

import subprocess
import sys
from pathlib import Path
from typing import Any

import duckdb
import pytest

from customer_segmentation.intake.personal_keys import IDENTITIES
from tests.conftest import PROJECT, World
from tests.flows.test_form import build_marts, read_marts

# what the organisation's own tables and files are made of
TABLES = "select table_schema, table_name from information_schema.tables where table_type = 'BASE TABLE' order by all"


def people(world: World) -> set[str]:
    """Return who is in the store: names, addresses and telephone numbers."""
    columns = {"email": "email", "person": "name", "contact_name": "name", "contact_phone": "phone"}
    assert set(columns.values()) <= set(IDENTITIES)
    store = str(world.data_dir / "personal" / "*" / "*.parquet")
    with duckdb.connect() as connection:
        found = connection.execute("select column_name, value from read_parquet($1)", [store]).fetchall()
    names = {value for column, value in found if column in columns}
    # two invented names are everyday words of the demo as well
    return {name for name in names if len(name) >= 8}


def named_in(text: str, names: set[str]) -> list[str]:
    """Return who is named in a text."""
    return sorted(name for name in names if name in text)


def texts_of(path: Path) -> str:
    """Return what a reader could find in a file."""
    if path.suffix == ".parquet":
        with duckdb.connect() as connection:
            return str(connection.execute("from read_parquet($1)", [str(path)]).fetchall())
    return path.read_bytes().decode("utf-8", errors="ignore")


def test_nobody_is_in_the_archive_the_exports_the_logs_the_ledger_or_the_site(published: World) -> None:
    """Every file that a year leaves behind, but the inbox, the store and the warehouse."""
    names = people(published)
    assert len(names) > 100
    folders = [published.data_dir / "archive", published.data_dir / "ledger", published.data_dir / "landing"]
    folders += [published.current / name for name in ("exports", "logs", "site", "site-intranet")]
    paths = [path for folder in folders for path in folder.resolve().rglob("*") if path.is_file()]
    paths += [published.current / "log.jsonl"]
    assert any(path.parent.parent.name == "archive" for path in paths)
    found = {str(path): named_in(texts_of(path), names) for path in paths}
    assert {path: named for path, named in found.items() if named} == {}


def test_nobody_is_in_a_table_of_the_warehouse(published: World) -> None:
    """Only the view on the store names who signed, and only while the name is kept."""
    names = people(published)
    with duckdb.connect(str(published.current / "warehouse.duckdb"), read_only=True) as connection:
        found = {
            f"{schema}.{table}": named_in(str(connection.execute(f'from "{schema}"."{table}"').fetchall()), names)
            for schema, table in connection.execute(TABLES).fetchall()
        }
        signed = connection.execute("select person from personal.step_signatories").fetchall()
    assert len(found) > 50
    assert {table: named for table, named in found.items() if named} == {}
    assert {name for (name,) in signed} & names


@pytest.mark.long
def test_a_purge_changes_no_mart(published: World, tmp_path: Path) -> None:
    """The survey and a signatory are purged, the landing made again from the inbox, every mart built again."""
    world = published.copy(tmp_path)
    before = read_marts(published.current / "warehouse.duckdb")
    [had] = _column(world, "select count(*) from personal.personal_values where feed = 'survey_responses'")
    [signatory] = _column(world, "select distinct value from personal.personal_values where feed = 'decisions' limit 1")
    for arguments in (["--wave", "2566"], ["--person", signatory]):
        _run(world, "purge", *arguments)
    for path in (world.data_dir / "landing").rglob("*.parquet"):
        path.unlink()
    build_marts(world, tmp_path / "again.duckdb")
    after = read_marts(tmp_path / "again.duckdb")
    assert before.keys() == after.keys() and before["customer_segments"]
    for name, rows in before.items():
        assert after[name] == rows, name
    with duckdb.connect(str(tmp_path / "again.duckdb"), read_only=True) as connection:
        left = connection.execute("select feed, count(*) from personal.personal_values group by all").fetchall()
        signed = connection.execute("select person from personal.step_signatories").fetchall()
    # the wave of 2567 stays
    assert 0 < dict(left)["survey_responses"] < had and "voice_of_customer" in dict(left)
    assert ("ลบแล้ว (PDPA)",) in signed and (signatory,) not in signed


def test_without_the_secret_that_a_purge_used_nothing_starts(tmp_path: Path) -> None:
    """Exit code 2 and one sentence in each language, of the cycle, of `make dev` and of intake; nothing comes back."""
    world = World(tmp_path)
    world.inbox.mkdir()
    cases = "เลขรับ,วันที่รับ,เรื่อง,รายละเอียด,ผู้แจ้ง,โทรศัพท์\n1/2567,2024-01-05,ไฟดับ,ดับ,สมหญิง มีสุข,02 123 4567\n"
    (world.inbox / "เรื่องร้องเรียน.csv").write_text(cases, encoding="utf-8")
    _run(world)
    _run(world, "purge", "--person", "สมหญิง มีสุข")
    secret = world.data_dir / "personal" / "secret"
    secret.unlink()
    for module, *arguments in (["flows", "cycle"], ["flows", "intake"], ["customer_segmentation.intake"]):
        done = _done(world, module, *arguments)
        assert done.returncode == 2, done.stdout + done.stderr
        said = done.stderr.replace(" / The", "\nThe").strip().splitlines()
        thai, english = said[-2:]
        assert thai.startswith(f"รหัสลับของข้อมูลส่วนบุคคล ({secret})")
        assert english.startswith(f"The secret of the personal data ({secret}) is gone")
        assert "Traceback" not in done.stderr
    assert not secret.exists()
    store = str(world.data_dir / "personal" / "*" / "*.parquet")
    with duckdb.connect() as connection:
        values = connection.execute("select value from read_parquet($1)", [store]).fetchall()
    assert named_in(str(values), {"สมหญิง", "123 4567"}) == []


def _column(world: World, query: str) -> list[Any]:
    with duckdb.connect(str(world.current / "warehouse.duckdb"), read_only=True) as connection:
        return [value for (value,) in connection.execute(query).fetchall()]


def _run(world: World, *arguments: str) -> None:
    done = _done(world, "customer_segmentation.intake", *arguments)
    assert done.returncode == 0, done.stdout + done.stderr


def _done(world: World, module: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    command, environment = [sys.executable, "-m", module, *arguments], world.environment()
    return subprocess.run(command, cwd=PROJECT, env=environment, capture_output=True, encoding="utf-8", check=False)
