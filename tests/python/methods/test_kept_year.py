"""A year that keeps last year's rule, from the archive to the counts of the test, through the models as they are."""

from importlib.util import module_from_spec, spec_from_file_location
from types import SimpleNamespace
from typing import Any

import numpy as np
import pandas as pd
import pytest

from benchmarks.models import PROJECT, Models
from customer_segmentation.methods.approaches import RULE_TYPES

CENTRES = {1: -2.0, 2: 0.0, 3: 2.0, 4: 0.5}
"""Last year's segments on one variable; 4 is small, and a decision merged it with 2 before the year was published."""
SIZES = {1: 60, 2: 40, 3: 50, 4: 4}
CUSTOMERS = [f"{number}-{i:03d}" for number, size in SIZES.items() for i in range(size)]


def values(unit: float) -> pd.DataFrame:
    """This year's customers stand at last year's centres, measured in the unit that last year's rule divides by."""
    return pd.DataFrame(
        {
            "customer_id": CUSTOMERS,
            "variable": "x",
            "kind": "numeric",
            "weight": 1.0,
            "raw_value": [10 + unit * CENTRES[int(customer[0])] for customer in CUSTOMERS],
            "numeric_value": [CENTRES[int(customer[0])] / 2 for customer in CUSTOMERS],
            "category_value": pd.array([None] * len(CUSTOMERS), dtype="string"),
        }
    )


def started(year: int, attempt: int, approach: str, merged: str | None) -> dict[str, Any]:
    """An attempt as the ledger holds it."""
    own = {"fiscal_year": year, "attempt": attempt, "approach": approach, "merged": merged}
    shared = {"event": "attempt_started", "alpha": 0.025, "attempts_allowed": 2, "k": None, "needs_fingerprint": ""}
    return {**own, **shared, "at": pd.Timestamp(year - 543, 1, attempt)}


def archive() -> dict[str, pd.DataFrame]:
    """Last year's second attempt was published, with segments 2 and 4 merged; this year keeps its rule."""
    shared = {"archived_year": 2566, "restatement": 0, "attempt": 2}
    row = {"approach": "kmeans", "k": 4, "variable": "x", "weight": 1.0, "scale": 1.0}
    rule = pd.DataFrame([{**shared, **row, "segment_no": number, "centre": x} for number, x in CENTRES.items()])
    rule[["category", "transformation"]] = [None, "identity"]
    rule[["median", "spread", "segment_share"]] = [10.0, 5.0, None]
    attempts = [started(2566, 1, "kmeans", "1+2"), started(2566, 2, "kmeans", "2+4"), started(2567, 1, "keep", None)]
    return {
        "archive_customer_segments": pd.DataFrame([shared]),
        "archive_int_segmentation_rule": rule.astype({"category": "string"}),
        "ledger_attempts": pd.DataFrame(attempts).astype({"merged": "string", "k": "Int64"}),
        "int_cycle": pd.DataFrame({"fiscal_year": [2567]}),
    }


def candidates(models: Models) -> pd.DataFrame:
    """Run the model that judges candidates, as dbt does."""
    path = PROJECT / "models" / "intermediate" / "segmentation" / "int_segmentation_candidates.py"
    spec = spec_from_file_location(path.stem, path)
    assert spec is not None and spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    dbt = SimpleNamespace(config=lambda **_: None, ref=models.connection.table, is_incremental=False)
    table: pd.DataFrame = module.model(dbt, models.connection)
    return table


def keep(models: Models, name: str, frame: pd.DataFrame) -> None:
    """Make a table of a frame."""
    models.connection.register("frame", frame)
    models.connection.execute(f"create table {name} as select * from frame")


@pytest.fixture(scope="module")
def year() -> Models:
    """The models of S3 to S5 in their order, each on what the ones before it left."""
    models, this_year = Models(), values(5.0)
    given = archive() | {
        "int_customer_feature_values": this_year,
        "int_basis_values": this_year,
        "int_segmentation_sample": this_year.drop(columns="raw_value"),
        "int_house_segments": pd.DataFrame({"customer_id": CUSTOMERS, "cell": "all", "segment_no": 1}),
        "int_customers": pd.DataFrame({"customer_id": CUSTOMERS}),
        "int_variables": pd.DataFrame({"variable": ["x"], "transformation": ["identity"]}),
        "int_basis_scaling": pd.DataFrame({"variable": ["x"], "median": [10.0], "spread": [10.0]}),
        "int_fitted_rule": pd.DataFrame({name: [] for name in ("attempt", *RULE_TYPES)}).astype(
            {"attempt": "Int64", **RULE_TYPES}
        ),
        "int_need_scores": pd.DataFrame(
            {"customer_id": CUSTOMERS, "item_id": "n1", "sum_of_answers": 3, "respondents": 1}
        ),
    }
    for name, frame in given.items():
        keep(models, name, frame)
    # a frame's column without a value has no type that a database could read
    models.connection.execute("alter table ledger_attempts alter k type integer")
    models.connection.execute("alter table archive_int_segmentation_rule alter segment_share type double")
    path = str(PROJECT / "seeds" / "segmentation_objectives.csv")
    models.connection.execute("create table segmentation_objectives as select * from read_csv(?)", [path])
    models.connection.execute("alter table segmentation_objectives alter fiscal_year_to type integer")
    for name in (
        "int_attempts",
        "int_kept_rule",
        "int_kept_values",
        "int_segmentation_candidates",
        "int_segmentation_choice",
        "int_segmentation_rule",
        "int_placement_values",
        "int_placement_parts",
        "int_customer_placement",
        "int_need_counts",
    ):
        keep(models, name, candidates(models) if name == "int_segmentation_candidates" else models.run(name))
    return models


def test_a_segment_too_small_alone_does_not_stop_the_rule_that_was_published_with_it_merged(year: Models) -> None:
    choice = year.connection.table("int_segmentation_choice").df().set_index("approach").loc["keep"]
    assert (choice["k"], choice["smallest_n"], bool(choice["chosen"])) == (4, SIZES[2] + SIZES[4], True)
    assert choice["smallest_share"] == pytest.approx((SIZES[2] + SIZES[4]) / len(CUSTOMERS))


def test_customers_are_placed_and_counted_in_the_segments_as_published(year: Models) -> None:
    placed = year.connection.table("int_customer_placement").df()
    expected = [2 if customer[0] == "4" else int(customer[0]) for customer in sorted(CUSTOMERS)]
    assert placed.sort_values("customer_id")["segment_no"].tolist() == expected
    counted = year.connection.table("int_need_counts").df().set_index("segment_no")["customers"]
    assert counted.to_dict() == {1: SIZES[1], 2: SIZES[2] + SIZES[4], 3: SIZES[3]}
    np.testing.assert_allclose(placed["distance"], 0, atol=1e-9)
