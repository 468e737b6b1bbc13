"""Real runs of the annual cycle on the small demo: what it publishes, and how each other end is told."""

import csv
import hashlib
import json
import os
from pathlib import Path

import duckdb
import pytest
from jsonschema import Draft202012Validator

from customer_segmentation.lock import cycle_lock
from tests.conftest import World, everything_below


def ledger(world: World, stream: str) -> list[dict[str, object]]:
    """The events of one ledger stream."""
    text = (world.data_dir / "ledger" / f"{stream}.jsonl").read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines()]


def last_run(world: World) -> Path:
    """The folder of the run that the ledger booked last."""
    return world.data_dir / "runs" / str(ledger(world, "runs")[-1]["run"])


def tables(warehouse: Path) -> dict[str, str]:
    """A checksum of the rows of every table, without what a clock gives: the topic `process`, and seconds."""
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        names = connection.execute(
            "select table_schema || '.' || table_name from information_schema.tables"
            " where table_schema in ('staging', 'intermediate', 'marts', 'public_edition')"
            " and table_type = 'BASE TABLE' and not regexp_matches(table_name, 'process|step_events')"
        ).fetchall()
        return {
            name: hashlib.sha256(
                repr(
                    connection.execute(f"select columns(lambda c: c <> 'seconds') from {name} order by all").fetchall()
                ).encode()
            ).hexdigest()
            for (name,) in names
        }


@pytest.fixture
def without_site_tools(tmp_path: Path) -> dict[str, str]:
    """An environment in which node and npm fail, as on a machine where an update broke them."""
    folder = tmp_path / "broken"
    folder.mkdir()
    for name in ("node", "npm", "npx"):
        tool = folder / name
        tool.write_text("#!/bin/sh\necho 'the tool is broken' >&2\nexit 1\n", encoding="utf-8")
        tool.chmod(0o755)
    return {"PATH": f"{folder}{os.pathsep}{os.environ['PATH']}"}


def test_every_step_is_booked_with_its_inputs_tool_and_output(published: World) -> None:
    """S1 to S9 are done, but S8, which waits for the units and says so."""
    ended = {str(row["step"]): row for row in ledger(published, "steps") if row["status"] != "started"}
    assert list(ended) == [f"S{number}" for number in range(1, 10)]
    assert {step: row["status"] for step, row in ended.items()} == {
        step: "not_done" if step == "S8" else "done" for step in ended
    }
    assert "no unit has sent" in str(ended["S8"]["note"])
    assert all(row["output"] and row["tool"] for step, row in ended.items() if step != "S8")
    files = ended["S1"]["inputs"]
    assert isinstance(files, list)
    in_inbox = {path.relative_to(published.inbox).as_posix() for path in published.inbox.rglob("*")}
    assert files and {file["file"].partition(".zip/")[0] for file in files} <= in_inbox | {
        name.removesuffix(".zip") for name in in_inbox
    }


def test_the_published_run_is_complete(published: World) -> None:
    """Site, exports in both forms, dictionary, figures, one log line per step, an archive without persons."""
    run = published.current.resolve()
    assert (run / "site" / "index.html").is_file()
    assert list((published.data_dir / "outbox" / "rejects").rglob("*.xlsx")), "the demo holds rows that must go back"
    assert (run / "site-intranet" / "customers" / "index.html").is_file()
    assert not any(path.is_symlink() for path in run.parent.iterdir())
    exports = run / "exports" / "public_edition"
    parquet = {path.stem for path in exports.glob("*.parquet")}
    assert parquet and parquet == {path.stem for path in exports.glob("*.csv")} - {"data_dictionary"}
    with (exports / "data_dictionary.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {row["table"] for row in rows} == parquet
    assert all(row["description"] and row["data_type"] for row in rows)
    log = [json.loads(line) for line in (run / "log.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [line["step"] for line in log] == [f"S{number}" for number in range(1, 10)]
    figures = json.loads((run / "figures.json").read_text(encoding="utf-8"))
    assert figures["orchestration_seconds"] < figures["total_seconds"]
    assert {"S1", "S4", "S7"} <= {stage["name"] for stage in figures["stages"]}
    archived = published.data_dir / "archive" / run.name[2:6]
    for name, checksum in json.loads((archived / "checksums.json").read_text(encoding="utf-8")).items():
        assert hashlib.sha256((archived / name).read_bytes()).hexdigest() == checksum
    columns = duckdb.read_parquet(str(archived / "customer_segments.parquet")).columns
    assert "customer_name" not in columns


@pytest.mark.parametrize("table", ["customer_segments", "segment_profiles"])
def test_the_profile_database_lies_there_in_every_form_and_keeps_its_schema(published: World, table: str) -> None:
    """Parquet and a CSV for Excel with the same rows, each as the schema beside them says; no page has them."""
    folder = published.current / "profile-database"
    schema = json.loads((folder / f"{table}.schema.json").read_text(encoding="utf-8"))
    parquet = duckdb.read_parquet(str(folder / f"{table}.parquet"))
    rows = [dict(zip(parquet.columns, row, strict=True)) for row in parquet.fetchall()]
    validator = Draft202012Validator(schema)
    assert rows and [error.message for row in rows for error in validator.iter_errors(row)] == []
    with (folder / f"{table}.csv").open(encoding="utf-8-sig", newline="") as file:
        listed = list(csv.DictReader(file))
    assert [row["segment_key"] for row in listed] == [row["segment_key"] for row in rows]
    assert list(listed[0]) == list(schema["properties"])
    inside, site = everything_below(folder), everything_below(published.current / "site")
    assert not set(inside.values()) & set(site.values())


def test_what_is_published_says_what_it_is(published: World) -> None:
    """Its run, the fingerprint that the ledger has, and the checksum of every file of the site."""
    site = published.current / "site"
    said = json.loads((site / "published.json").read_text(encoding="utf-8"))
    assert said["run"] == published.current.resolve().name
    assert said["fingerprint"] == ledger(published, "publications")[-1]["fingerprint"]
    assert said["tables"]["segments"]["rows"] > 1
    files = everything_below(site)
    del files["published.json"]
    assert said["files"] == files


def test_the_attempt_was_in_the_ledger_before_anything_of_it_ran(published: World) -> None:
    """S3 writes it; S4 starts later."""
    attempt = ledger(published, "attempts")[0]
    segmentation = next(row for row in ledger(published, "steps") if row["step"] == "S4")
    assert str(attempt["at"]) <= str(segmentation["at"])


def test_a_broken_site_tool_leaves_what_is_published_and_a_repeat_gives_the_same_tables(
    published: World, tmp_path: Path, without_site_tools: dict[str, str]
) -> None:
    """One line names S7; the second warehouse equals the first; the attempts are those of the first run."""
    world = published.copy(tmp_path)
    before = everything_below(world.current.resolve())
    done = world.cycle(**without_site_tools)
    assert done.returncode == 1, done.stdout + done.stderr
    assert "S7 failed: the site was not built" in done.stderr
    assert "Traceback" not in done.stderr
    assert world.current.resolve().name == published.current.resolve().name
    assert everything_below(world.current.resolve()) == before
    assert ledger(world, "steps")[-1]["status"] == "failed"
    assert ledger(world, "runs")[-1]["outcome"] == "failed"
    assert not any(path.is_symlink() for path in (world.data_dir / "runs").iterdir())
    assert ledger(world, "attempts") == ledger(published, "attempts")
    assert tables(last_run(world) / "warehouse.duckdb") == tables(published.current / "warehouse.duckdb")


def test_groups_that_do_not_differ_publish_nothing(published: World, tmp_path: Path) -> None:
    """Exit code 3, a reason for a marketing officer, and not a byte of what is published changes."""
    world = published.copy(tmp_path)
    before = everything_below(world.current.resolve())
    world.demo(scenario="null")
    done = world.cycle()
    assert done.returncode == 3, done.stdout + done.stderr
    assert "ไม่เผยแพร่" in done.stderr
    assert "nothing is published" in done.stderr
    assert everything_below(world.current.resolve()) == before
    assert ledger(world, "runs")[-1]["outcome"] == "gate_closed"
    # the planted world took its ledger along; what it published is still published, so the new ledger knows it
    (found,), (first,) = ledger(world, "publications"), ledger(published, "publications")
    assert (found["event"], found["run"]) == ("found_published", world.current.resolve().name)
    assert {**found, "event": "", "at": ""} == {**first, "event": "", "at": ""}
    started = [row for row in ledger(world, "attempts") if row["event"] == "attempt_started"]
    assert [row["attempt"] for row in started] == list(range(1, len(started) + 1))
    assert len(started) == started[0]["attempts_allowed"]
    with duckdb.connect(str(last_run(world) / "warehouse.duckdb"), read_only=True) as connection:
        assert connection.execute(
            "select table_schema from information_schema.tables where table_name = 'customer_segments'"
        ).fetchall() == [("archive",)]


def test_a_decision_that_says_no_is_obeyed(published: World, tmp_path: Path) -> None:
    """Exit code 4, and what is published stays."""
    world = published.copy(tmp_path)
    year = int(world.current.resolve().name[2:6])
    header = "ขั้นตอน,เรื่อง,ผลการพิจารณา,ผู้พิจารณา,ตำแหน่ง,หน่วยงาน,วันที่,เหตุผล,รหัสอ้างอิง"
    row = f"S7,เผยแพร่,ไม่เห็นชอบ,ผู้พิจารณา ง,รองผู้ว่าการ,ผู้บริหาร,30/09/{year},ขอทบทวน,"
    (world.inbox / "มติ (แก้ไข).csv").write_text(f"{header}\n{row}\n", encoding="utf-8")
    done = world.cycle()
    assert done.returncode == 4, done.stdout + done.stderr
    assert "ขอทบทวน" in done.stderr
    assert world.current.resolve().name == published.current.resolve().name
    assert ledger(world, "runs")[-1]["outcome"] == "not_approved"


def test_a_year_without_data_is_said(published: World, tmp_path: Path) -> None:
    """Exit code 2 with the year in the sentence."""
    done = published.copy(tmp_path).cycle("--fiscal-year", "2520")
    assert done.returncode == 2, done.stdout + done.stderr
    assert "2520" in done.stderr


def test_an_empty_inbox_is_said_before_anything_starts(tmp_path: Path) -> None:
    """Exit code 2, two sentences, no run folder."""
    done = World(tmp_path).cycle()
    assert done.returncode == 2, done.stdout + done.stderr
    assert "holds no file" in done.stderr
    assert not (tmp_path / "runs").exists()


def test_a_full_disk_is_said_before_anything_starts(tmp_path: Path) -> None:
    """The limit is a setting; this one is larger than any disk."""
    done = World(tmp_path).cycle(MIN_FREE_BYTES=str(10**18))
    assert done.returncode == 2, done.stdout + done.stderr
    assert "GB free" in done.stderr
    done = World(tmp_path).cycle(MIN_FREE_BYTES="2GB")
    assert done.returncode == 2, done.stdout + done.stderr
    assert "found '2GB'" in done.stderr


def test_a_second_cycle_says_who_runs_the_first(tmp_path: Path) -> None:
    """This process holds the lock; the command names it."""
    with cycle_lock(tmp_path):
        done = World(tmp_path).cycle()
    assert done.returncode == 2, done.stdout + done.stderr
    assert f"process {os.getpid()}" in done.stderr
