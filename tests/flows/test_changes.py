"""Last year's rule on this year's data, on a real run: what changed in the customers, and what by the method."""

import shutil
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from tests.conftest import PROJECT, World

NODES = ("int_previous_segments", "int_kept_rule", "int_kept_values", "int_kept_placement", "segment_changes")
NODES += ("segment_sizes", "public_segment_sizes")
ADDS_UP = "changes_of_customers_and_of_method_add_up_to_the_change_of_size"


def archive_as_last_year(published: World, world: World) -> None:
    """Give the world the published year as its last: one customer was elsewhere, one not yet there, one has left."""
    (archived,) = (published.data_dir / "archive").iterdir()
    folder = world.data_dir / "archive" / str(int(archived.name) - 1)
    folder.mkdir(parents=True)
    shutil.copy(archived / "int_segmentation_rule.parquet", folder)
    segments = duckdb.read_parquet(str(archived / "customer_segments.parquet")).order("customer_id").df()
    elsewhere = segments.index[segments["segment_no"] == 2][0]
    columns = ["segment_no", "segment_key", "segment_name_th", "segment_name_en"]
    segments.loc[elsewhere, columns] = segments.loc[segments["segment_no"] == 1, columns].iloc[0]
    segments.loc[segments.index[segments["segment_no"] == 3][0], "customer_id"] = "gone"
    segments.to_parquet(folder / "customer_segments.parquet")


@pytest.fixture(scope="module")
def warehouse(published: World, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The published warehouse, in which another method puts one customer elsewhere, with a last year beside it."""
    folder = tmp_path_factory.mktemp("changes")
    world = World(folder / "data")
    for name in ("landing", "ledger", "personal"):
        shutil.copytree(published.data_dir / name, world.data_dir / name)
    archive_as_last_year(published, world)
    path = folder / "changes.duckdb"
    shutil.copy(published.current / "warehouse.duckdb", path)
    with duckdb.connect(str(path)) as connection:
        connection.execute(
            """
            update marts.customer_segments
            set segment_key = (select min(segment_key) from marts.customer_segments where segment_no = 4)
            where customer_id = (select max(customer_id) from marts.customer_segments where segment_no = 1)
            """
        )
    command = [sys.executable, "-m", "dbt.cli.main", "build", "--quiet", "--exclude-resource-type", "unit_test"]
    command += ["--select", *NODES, ADDS_UP, "--indirect-selection", "empty", "--project-dir", str(PROJECT)]
    command += ["--profiles-dir", str(PROJECT), "--target-path", str(folder), "--log-path", str(folder)]
    environment = world.environment(DBT_DUCKDB_PATH=str(path))
    done = subprocess.run(command, cwd=PROJECT, env=environment, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return path


def test_only_whoever_changed_moves_by_the_customers_and_the_others_by_the_method(warehouse: Path) -> None:
    """On the same data the kept rule finds last year's segments again, so that everyone else stayed."""
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        found = connection.execute(
            "select cause, sum(customers)::integer from marts.segment_changes group by cause"
        ).fetchall()
        customers = connection.execute("select count(*)::integer from marts.customer_segments").fetchall()[0][0]
    assert dict(found) == {
        "stayed": customers - 3,
        "customer_changed": 1,
        "method_changed": 1,
        "joined": 1,
        "left": 1,
    }


def test_the_ways_lead_from_the_old_segment_to_the_new(warehouse: Path) -> None:
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        names = "select segment_no, segment_key from intermediate.int_segment_names"
        keys = dict(connection.execute(names).fetchall())
        ways = connection.execute(
            "select cause, previous_segment_key, kept_segment_key, segment_key from marts.segment_changes"
            " where cause <> 'stayed'"
        ).fetchall()
    assert set(ways) == {
        ("customer_changed", keys[1], keys[2], keys[2]),
        ("method_changed", keys[1], keys[1], keys[4]),
        ("joined", None, keys[3], keys[3]),
        ("left", keys[3], None, None),
    }


def test_the_page_tells_both_steps_and_that_few_moved(warehouse: Path) -> None:
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        names = "select segment_no, segment_key from intermediate.int_segment_names"
        keys = dict(connection.execute(names).fetchall())
        steps = connection.execute(
            "select segment_key, changed_by_customers, changed_by_method from marts.segment_sizes"
            " where changed_by_customers <> 0 or changed_by_method <> 0"
        ).fetchall()
        sentences = connection.execute("select distinct sentence_en from public_edition.segment_sizes").fetchall()
    assert set(steps) == {(keys[1], -1, -1), (keys[2], 1, 0), (keys[4], 0, 1)}
    assert sentences == [
        ("Of last year’s customers ≥ 90% stayed in their segment, and less than 10% moved to another.",)
    ]


def test_a_published_year_without_an_archive_says_that_there_is_no_rule(published: World) -> None:
    with duckdb.connect(str(published.current / "warehouse.duckdb"), read_only=True) as connection:
        for table in ("marts.segment_changes", "public_edition.segment_changes"):
            assert connection.execute(f"select status from {table}").fetchall() == [("no_archived_rule",)]
