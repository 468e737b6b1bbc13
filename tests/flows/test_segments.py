"""Segments on real runs: by every approach SQL places as the reference does, and no answer moves anyone."""

import shutil
import subprocess
import sys
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd
import pytest

from customer_segmentation.ledger import Ledger
from customer_segmentation.methods.approaches import place
from tests.conftest import PROJECT, World

MADE_BEFORE_THE_TEST = (
    "int_basis_values",
    "int_house_segments",
    "int_segmentation_choice",
    "int_segmentation_rule",
    "int_customer_placement",
)
FURTHER = ("gower_kmedoids", "mixture", "keep", "house_rule")


def table(warehouse: Path, name: str) -> pd.DataFrame:
    """Return an intermediate table with its rows in order."""
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        return connection.execute(f"from intermediate.{name} order by all").df()


def build(world: World, warehouse: Path) -> None:
    """Build all that comes before the test, and the answers, into a warehouse of its own."""
    command = [sys.executable, "-m", "dbt.cli.main", "build", "--quiet", "--exclude-resource-type", "test", "unit_test"]
    command += ["--select", "+int_customer_placement", "+int_need_scores", "--project-dir", str(PROJECT)]
    command += ["--profiles-dir", str(PROJECT), "--target-path", str(warehouse.parent)]
    command += ["--log-path", str(warehouse.parent)]
    environment = world.environment(DBT_DUCKDB_PATH=str(warehouse))
    done = subprocess.run(command, cwd=PROJECT, env=environment, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture(scope="module")
def every_approach(published: World, tmp_path_factory: pytest.TempPathFactory) -> tuple[World, Path]:
    """A copy of the published year as if it were also last year's, with an attempt of every approach, built."""
    folder = tmp_path_factory.mktemp("approaches")
    world = World(folder / "data")
    for name in ("landing", "ledger", "personal"):
        if (published.data_dir / name).exists():
            shutil.copytree(published.data_dir / name, world.data_dir / name)
    (archived,) = (published.data_dir / "archive").iterdir()
    shutil.copytree(archived, world.data_dir / "archive" / str(int(archived.name) - 1))
    ledger = Ledger(world.data_dir / "ledger")
    first = next(row for row in ledger.read("attempts") if row["event"] == "attempt_started")
    fields = {key: first[key] for key in ("fiscal_year", "alpha", "attempts_allowed", "needs_fingerprint")}
    for number, approach in enumerate(FURTHER, start=2):
        ledger.append("attempts", "attempt_started", **fields, attempt=number, approach=approach)
    build(world, folder / "every.duckdb")
    return world, folder / "every.duckdb"


def assert_placed_as_by_the_reference(by_sql: pd.DataFrame, values: pd.DataFrame, rule: pd.DataFrame) -> None:
    expected = place(values, rule).set_index("customer_id")
    assert len(by_sql) == len(expected) > 0
    by_sql = by_sql.set_index("customer_id").loc[expected.index]
    for column in ("segment_no", "missing_variables"):
        assert by_sql[column].tolist() == expected[column].tolist()
    for column in ("distance", "second_distance", "confidence"):
        np.testing.assert_allclose(by_sql[column], expected[column].astype(float), atol=1e-7)


def test_sql_places_every_customer_as_the_reference_does(published: World) -> None:
    warehouse = published.current / "warehouse.duckdb"
    values = table(warehouse, "int_basis_values")
    placement = table(warehouse, "int_customer_placement")
    for attempt, rule in table(warehouse, "int_segmentation_rule").groupby("attempt"):
        assert_placed_as_by_the_reference(placement[placement["attempt"] == attempt], values, rule)


def test_the_name_that_a_unit_gave_is_published_and_the_others_keep_last_years(published: World) -> None:
    with duckdb.connect(str(published.current / "warehouse.duckdb"), read_only=True) as connection:
        names = connection.execute("select segment_key, name_th, named_by from marts.segment_profiles").fetchall()
        requests = connection.execute("select segment, status, goes_back from marts.segment_name_requests").fetchall()
    assert ("SEG-D", "โลจิสติกส์และผู้เช่ารายใหม่", "unit") in names
    assert {named_by for key, _, named_by in names if key != "SEG-D"} == {"last_year"}
    assert requests == [("SEG-D", "used", False)]


@pytest.mark.long
def test_every_approach_that_chose_places_everyone_as_the_reference_does(every_approach: tuple[World, Path]) -> None:
    _, warehouse = every_approach
    placement = table(warehouse, "int_customer_placement")
    values = table(warehouse, "int_placement_values")
    rules = table(warehouse, "int_segmentation_rule")
    kinds = {"house_cell": "categorical"} | {
        row.variable: row.kind for row in table(warehouse, "int_basis_values").itertuples()
    }
    values["kind"] = values["variable"].map(kinds)
    chosen = table(warehouse, "int_segmentation_choice").query("chosen")
    assert {"kmeans", "keep"} <= set(chosen["approach"])
    assert rules["attempt"].nunique() == len(chosen)
    for attempt, rule in rules.groupby("attempt"):
        mine = values[values["attempt"] == attempt]
        assert_placed_as_by_the_reference(placement[placement["attempt"] == attempt], mine, rule)


@pytest.mark.long
def test_last_years_rule_on_the_same_customers_gives_last_years_segments(every_approach: tuple[World, Path]) -> None:
    world, warehouse = every_approach
    (archived,) = (world.data_dir / "archive").iterdir()
    before = pd.read_parquet(archived / "customer_segments.parquet").set_index("customer_id")
    placement = table(warehouse, "int_customer_placement")
    kept = placement[placement["attempt"] == 2 + FURTHER.index("keep")].set_index("customer_id").loc[before.index]
    assert kept["segment_no"].tolist() == before["segment_no"].tolist()
    np.testing.assert_allclose(kept["distance"], before["distance"], atol=1e-7)


@pytest.mark.long
def test_no_answer_of_the_survey_moves_a_customer(every_approach: tuple[World, Path], tmp_path: Path) -> None:
    """The answers change hands in landing; all that comes before the test stays, to the last digit."""
    sealed, before = every_approach
    world = World(Path(shutil.copytree(sealed.data_dir, tmp_path / "data")))
    for file in sorted((world.data_dir / "landing" / "survey_responses").glob("*.parquet")):
        landed = pd.read_parquet(file)
        landed["answer"] = np.random.default_rng(1).permutation(landed["answer"].to_numpy())
        landed.to_parquet(file)
    warehouse = tmp_path / "permuted.duckdb"
    build(world, warehouse)
    assert not table(warehouse, "int_need_scores").equals(table(before, "int_need_scores"))
    for name in MADE_BEFORE_THE_TEST:
        pd.testing.assert_frame_equal(table(warehouse, name), table(before, name), check_exact=True)
    candidates = [table(path, "int_segmentation_candidates") for path in (before, warehouse)]
    assert candidates[0]["attempt"].nunique() == 1 + len(FURTHER)
    first, second = (frame.drop(columns="seconds") for frame in candidates)
    pd.testing.assert_frame_equal(first, second, check_exact=True)
