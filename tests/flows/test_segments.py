"""Segments on a real run: SQL places as the reference does, and no answer of the survey moves anyone."""

import shutil
import subprocess
import sys
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd
import pytest

from customer_segmentation.methods.approaches import place
from tests.conftest import PROJECT, World

MADE_BEFORE_THE_TEST = (
    "int_basis_values",
    "int_segmentation_choice",
    "int_segmentation_rule",
    "int_customer_placement",
)


def table(warehouse: Path, name: str) -> pd.DataFrame:
    """Return an intermediate table with its rows in order."""
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        return connection.execute(f"from intermediate.{name} order by all").df()


def test_sql_places_every_customer_as_the_reference_does(published: World) -> None:
    warehouse = published.current / "warehouse.duckdb"
    rule = table(warehouse, "int_segmentation_rule")
    values = table(warehouse, "int_basis_values")
    placement = table(warehouse, "int_customer_placement")
    for attempt, rows in rule.groupby("attempt"):
        by_sql = placement[placement["attempt"] == attempt].set_index("customer_id")
        expected = place(values, rows).set_index("customer_id")
        assert len(by_sql) == len(expected) > 0
        by_sql = by_sql.loc[expected.index]
        for column in ("segment_no", "missing_variables"):
            assert by_sql[column].tolist() == expected[column].tolist()
        for column in ("distance", "second_distance", "confidence"):
            np.testing.assert_allclose(by_sql[column], expected[column].astype(float), atol=1e-7)


@pytest.mark.long
def test_no_answer_of_the_survey_moves_a_customer(published: World, tmp_path: Path) -> None:
    """The answers change hands in landing; all that comes before the test stays, to the last digit."""
    world = World(tmp_path / "data")
    for folder in ("landing", "ledger"):
        shutil.copytree(published.data_dir / folder, world.data_dir / folder)
    for file in sorted((world.data_dir / "landing" / "survey_responses").glob("*.parquet")):
        landed = pd.read_parquet(file)
        landed["answer"] = np.random.default_rng(1).permutation(landed["answer"].to_numpy())
        landed.to_parquet(file)
    warehouse = tmp_path / "permuted.duckdb"
    command = [sys.executable, "-m", "dbt.cli.main", "build", "--quiet", "--exclude-resource-type", "test", "unit_test"]
    command += ["--select", "+int_customer_placement", "+int_need_scores", "--project-dir", str(PROJECT)]
    command += ["--profiles-dir", str(PROJECT), "--target-path", str(tmp_path), "--log-path", str(tmp_path)]
    environment = world.environment(DBT_DUCKDB_PATH=str(warehouse))
    done = subprocess.run(command, cwd=PROJECT, env=environment, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    before = published.current / "warehouse.duckdb"
    assert not table(warehouse, "int_need_scores").equals(table(before, "int_need_scores"))
    for name in MADE_BEFORE_THE_TEST:
        pd.testing.assert_frame_equal(table(warehouse, name), table(before, name), check_exact=True)
