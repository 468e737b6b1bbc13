"""The data folder: one writer, runs side by side, one symlink that is swapped, archives that stay."""

import multiprocessing
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb
import pytest

from customer_segmentation import archive
from customer_segmentation.ledger import Ledger
from customer_segmentation.lock import LockHeldError, cycle_lock
from customer_segmentation.runs import new_run, publish, sweep
from customer_segmentation.settings import Settings
from flows.preflight import settle_publication
from tests.conftest import everything_below


@contextmanager
def held_elsewhere(data_dir: Path) -> Iterator[str]:
    """Hold the lock in another process; gives that process's id."""
    context = multiprocessing.get_context("spawn")
    taken, done = context.Event(), context.Event()
    process = context.Process(target=_hold, args=(data_dir, taken, done))
    process.start()
    try:
        assert taken.wait(30)
        yield str(process.pid)
    finally:
        done.set()
        process.join()


def _hold(
    data_dir: Path, taken: "multiprocessing.synchronize.Event", done: "multiprocessing.synchronize.Event"
) -> None:
    with cycle_lock(data_dir):
        taken.set()
        done.wait(60)


def test_a_second_writer_learns_who_holds_the_lock(tmp_path: Path) -> None:
    """The message names the process; afterwards the lock is free again."""
    with held_elsewhere(tmp_path) as process, pytest.raises(LockHeldError) as held, cycle_lock(tmp_path):
        pass
    assert held.value.process == process
    with cycle_lock(tmp_path):
        pass


def test_a_run_is_named_after_its_year_and_published_by_one_symlink(tmp_path: Path) -> None:
    """The path that dbt sees stays valid when the folder gets its name."""
    run = new_run(tmp_path / "runs")
    run.warehouse.write_text("rows", encoding="utf-8")
    run.name_after(2567)
    assert run.name.startswith("FY2567-")
    assert run.warehouse.read_text(encoding="utf-8") == "rows"
    publish(run, tmp_path / "current")
    assert (tmp_path / "current").resolve() == run.path.resolve()
    later = new_run(tmp_path / "runs")
    publish(later, tmp_path / "current")
    assert (tmp_path / "current").resolve() == later.path.resolve()
    assert run.path.exists()


def test_what_a_killed_writer_left_is_swept_and_nothing_else(tmp_path: Path) -> None:
    """Links, half-written files and a half-made archive go, also links to nowhere; runs and what is published stay."""
    run = new_run(tmp_path / "runs")
    kept = [run.path / "warehouse.duckdb", *(tmp_path / name for name in ("landing/x/k.parquet", "archive/2567/a"))]
    left = [tmp_path / name for name in ("landing/x/k.7.tmp", "personal/decisions/k.7.tmp", "archive/.new/b")]
    for file in [*kept, *left]:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.touch()
    publish(run, tmp_path / "current")
    links = [tmp_path / "runs" / ".building", tmp_path / "runs" / ".building.new", tmp_path / "current.new"]
    for link in links[1:]:
        link.symlink_to("nowhere")
    sweep(tmp_path)
    assert all(file.exists() for file in [*kept, tmp_path / "current" / "warehouse.duckdb"])
    assert not any(file.exists() for file in left)
    assert not any(link.is_symlink() for link in links)


def test_the_ledger_books_what_current_points_at_if_it_does_not_know_it(tmp_path: Path) -> None:
    """A person goes back to the run before; the next cycle books that once, and what it booked itself never twice."""
    settings = Settings(tmp_path, tmp_path, tmp_path / "inbox")
    settle_publication(settings)
    ledger = Ledger(settings.ledger_dir)
    assert ledger.read("publications") == []
    runs = []
    for _ in range(2):
        runs.append(new_run(settings.runs_dir))
        runs[-1].name_after(2567)
        publish(runs[-1], settings.current)
        ledger.append("publications", "published", run=runs[-1].name, fiscal_year=2567, fingerprint="f")
    settle_publication(settings)
    assert [event["run"] for event in ledger.read("publications")] == [run.name for run in runs]
    publish(runs[0], settings.current)
    settle_publication(settings)
    settle_publication(settings)
    found = ledger.read("publications")[2:]
    assert [(event["event"], event["run"], event["fiscal_year"]) for event in found] == [
        ("found_published", runs[0].name, 2567)
    ]


@pytest.fixture
def warehouse(tmp_path: Path) -> Path:
    """A warehouse that holds one row of everything that is archived."""
    path = tmp_path / "warehouse.duckdb"
    with duckdb.connect(str(path)) as connection:
        for table, persons in archive.ARCHIVED.items():
            schema, _ = table.split(".")
            columns = ", ".join(f"'somebody' as {column}" for column in persons) or "1 as other"
            connection.execute(f"create schema if not exists {schema}")
            connection.execute(f"create table {table} as select 'seg-1' as segment_key, {columns}")
    return path


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site of one page in a folder."""
    page = tmp_path / "site" / "segments" / "index.html"
    page.parent.mkdir(parents=True)
    page.write_text("as first published", encoding="utf-8")
    return tmp_path / "site"


def test_an_archive_holds_no_person_and_is_never_changed(tmp_path: Path, warehouse: Path, site: Path) -> None:
    """The same year again changes nothing, though its site is another build; other figures stand beside it."""
    folder, page = tmp_path / "archive", Path("site/segments/index.html")
    first = archive.archive_year(warehouse, site, folder, 2567)
    assert first.name == "2567"
    for parquet in first.glob("*.parquet"):
        assert "somebody" not in str(duckdb.read_parquet(str(parquet)).fetchall())
    before = everything_below(first)
    (tmp_path / page).write_text("built again", encoding="utf-8")
    assert archive.archive_year(warehouse, site, folder, 2567) == first
    with duckdb.connect(str(warehouse)) as connection:
        connection.execute("update marts.segment_tests set segment_key = 'seg-2'")
    second = archive.archive_year(warehouse, site, folder, 2567)
    assert second.name == "2567-restated-1"
    assert (second / page).read_bytes() == b"built again"
    assert everything_below(first) == before
