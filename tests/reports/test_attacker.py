"""The attacker: every figure of customers in the published Parquet files, put together to find a hidden one."""

import html
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pandas as pd
import pytest

from customer_segmentation.disclosure.attacker import pinned
from customer_segmentation.disclosure.publication import problem_of
from customer_segmentation.disclosure.rules import Thresholds
from customer_segmentation.disclosure.tables import BoolArray, Problem
from customer_segmentation.settings import PROJECT_DIR, disclosure_p
from tests.conftest import World

KEYS = ["measure", "row_key", "column_key"]

PUBLISHED = """
    select 'customers', segment_key, 'all', customers_text from segments
    union all select 'customers', 'all', 'all', customers_text from site_context
    union all select 'customers', 'all', 'all', customers_text from placement_confidence where kind = 'all'
    union all select 'customers', segment_key, variable || ': ' || category, customers_text
    from segment_mix inner join categories using (variable, category_th)
    union all select 'customers', 'all', stratification || ': ' || stratum, customers::varchar from response_rates
    union all select 'new customers', segment_key, 'all', new_customers_text from segments
    union all select 'new customers', 'all', 'all', customers_text from placement_confidence where kind = 'new'
    union all select 'kind: ' || kind, 'all', 'all', customers_text
    from placement_confidence where kind not in ('all', 'new')
    union all select 'path', path_no::varchar, 'all', customers_text from typing_rule
    union all select 'area', segment_key, 'all', coalesce(area_rai::varchar, 'x') from segments
    union all select 'area', 'all', 'all', max(area_rai / share_of_area)::varchar from segments
    union all select 'signed area', row_key, contract_type, coalesce(area_rai::varchar, 'x') from area_signed
    union all select 'known: ' || variable, segment_key, 'all', customers_text from segment_figures
    union all select 'satisfaction: ' || aspect, segment_key, 'all', customers_text from satisfaction
    union all select 'satisfaction: ' || aspect, 'all', 'all', customers_text from kpi_scoreboard where kpi = 'K4'
    union all select 'need: ' || item_id, segment_key, 'all', customers_text from segment_needs
    union all select 'drivers', segment_key, 'all', complete_text from segment_drivers
    union all select 'drivers', 'all', 'all', customers_text from segment_drivers where status = 'pooled'
    union all select 'driver score: ' || item_id, segment_key, 'all', answered_text from segment_drivers
    union all select 'voice', segment_key,
        case breakdown when 'rows' then 'all' else breakdown || ': ' || category_key end, cases_text from voice
"""
"""Where each cell is printed; a total that readers can work out counts as printed."""


@pytest.fixture(scope="module")
def truth(published: World) -> pd.DataFrame:
    """Every cell as it is, with what the rules need to know of it."""
    with duckdb.connect(str(published.current / "warehouse.duckdb"), read_only=True) as connection:
        cells = connection.execute(f"from intermediate.int_publication_cells order by {', '.join(KEYS)}").df()
    return cells.assign(is_published=True)


@pytest.fixture(scope="module")
def printed(published: World) -> dict[tuple[str, ...], set[str]]:
    """What is printed of each cell, over all tables."""
    folder = published.current / "exports" / "public_edition"
    with duckdb.connect(str(published.current / "warehouse.duckdb"), read_only=True) as connection:
        categories = connection.execute(
            "select distinct variable, category, category_th from intermediate.int_segment_mix"
        ).df()
    found: dict[tuple[str, ...], set[str]] = {}
    with duckdb.connect() as connection:
        connection.register("categories", categories)
        for path in sorted(folder.glob("*.parquet")):
            connection.execute(f"create view \"{path.stem}\" as from read_parquet('{path}')")
        for *key, text in connection.execute(PUBLISHED).fetchall():
            found.setdefault(tuple(key), set()).add(text.replace(",", ""))
    return found


@pytest.fixture(scope="module")
def problem(truth: pd.DataFrame) -> Problem:
    """What may not be told, by the rules of the project."""
    seed = pd.read_csv(PROJECT_DIR / "seeds" / "thresholds.csv").set_index("threshold")["value"]
    thresholds = Thresholds(seed["amount_min_n"], seed["survey_min_n"], seed["group_min_n"], disclosure_p())
    return problem_of(truth, thresholds)


@pytest.fixture(scope="module")
def hidden(truth: pd.DataFrame, printed: dict[tuple[str, ...], set[str]]) -> BoolArray:
    """Cells that no table prints: x, or a stratum that stands together with others. An unlisted category is empty."""
    flags = []
    for cell in truth.itertuples():
        texts = printed.get((cell.measure, cell.row_key, cell.column_key))
        unlisted = texts is None and cell.column_key != "all" and cell.row_key != "all" and cell.value == 0
        total_of_paths = cell.measure == "path" and cell.row_key == "all"
        flags.append(not (unlisted or total_of_paths) and (texts is None or texts == {"x"}))
    return np.array(flags)


def test_what_is_printed_is_true_and_never_both_hidden_and_shown(
    truth: pd.DataFrame, printed: dict[tuple[str, ...], set[str]], hidden: BoolArray
) -> None:
    for cell, is_hidden in zip(truth.itertuples(), hidden, strict=True):
        for text in printed.get((cell.measure, cell.row_key, cell.column_key), set()):
            if is_hidden or "–" in text:
                assert text == "x" or "–" in text
            else:
                assert float(text) == pytest.approx(cell.value), cell


def test_no_hidden_cell_can_be_worked_out_from_everything_published(problem: Problem, hidden: BoolArray) -> None:
    assert (problem.primary & hidden).sum() >= 5, "the demo has small cells, so this test has something to find"
    assert pinned(problem, hidden) == []


def test_the_attacker_finds_every_small_cell_that_stands_alone(problem: Problem, hidden: BoolArray) -> None:
    """Without complementary suppression the same tables give cells away; so does each printed small one."""
    assert pinned(problem, problem.primary) != []
    for cell in np.flatnonzero(problem.primary):
        shown = hidden.copy()
        shown[cell] = False
        assert cell in pinned(problem, shown)


def test_strata_that_stand_together_are_what_the_others_leave(published: World, truth: pd.DataFrame) -> None:
    """Their sum says nothing more than the total less the strata shown."""
    path = published.current / "exports" / "public_edition" / "response_rates.parquet"
    sums = duckdb.sql(f"select stratification, sum(customers) from '{path}' group by all").fetchall()
    everyone = truth.query("measure == 'customers' and row_key == 'all' and column_key == 'all'")["value"].item()
    assert dict(sums) == {"estate": everyone, "industry": everyone}


def test_a_hidden_cell_hides_its_figures_in_every_form(published: World) -> None:
    """Where the number of customers is x, so are share, mean and median, printed or not.

    The number of those with an area is another matter: see the next test.
    """
    folder = published.current / "exports" / "public_edition"
    for table, figures in FIGURES.items():
        rows: list[dict[str, Any]] = (
            duckdb.sql(f"from '{folder / table}.parquet' where customers_text = 'x'").df().to_dict("records")
        )
        for row in rows:
            if row.get("variable") == "area_rai":
                continue
            assert all(pd.isna(row[figure]) or row[figure] == "x" for figure in figures), row


def test_the_number_with_an_area_does_not_tell_who_has_no_contract(published: World) -> None:
    """Size less those with an area is those without a contract, which the contract mix may hide."""
    folder = published.current / "exports" / "public_edition"
    mix = duckdb.sql(f"select share_text from '{folder / 'segment_mix'}.parquet' where variable = 'contract_mix'")
    assert ("x",) in mix.fetchall()
    areas = duckdb.sql(f"select customers_text from '{folder / 'segment_figures'}.parquet' where variable = 'area_rai'")
    assert set(areas.fetchall()) == {("x",)}


FIGURES = {
    "segments": ["customers", "share_of_customers", "share_of_customers_text"],
    "segment_mix": ["share_of_segment", "share_text"],
    "segment_figures": ["median", "median_text"],
    "satisfaction": ["mean_score", "mean_score_text", "level_th", "level_en"],
    "segment_needs": ["mean", "mean_text", "difference", "rank_by_mean"],
}


def test_p_of_the_p_percent_rule_is_nowhere(published: World) -> None:
    """Neither the seed nor an exported table names it."""
    assert "p_percent" not in Path(PROJECT_DIR / "seeds" / "thresholds.csv").read_text(encoding="utf-8")
    for path in (published.current / "exports").rglob("*.csv"):
        assert "p_percent" not in path.read_text(encoding="utf-8-sig")


def test_no_customer_is_named_in_any_file_of_the_public_site(published: World) -> None:
    """Neither by name nor by id, in pages, data, scripts and tables; the same run's intranet edition has them all."""
    table = published.current / "exports" / "intranet_edition" / "customers.parquet"
    firms = duckdb.sql(f"select customer_id, customer_name from '{table}'").fetchall()
    named = [value for row in firms for value in row]
    assert len(firms) > 100
    assert named_in(published.current / "site", named) == set()
    assert named_in(published.current / "site-intranet", named) >= {name for _, name in firms}


def named_in(site: Path, names: list[str]) -> set[str]:
    """The names that stand in any file of a site, Parquet read as rows."""
    found: set[str] = set()
    for path in (path for path in site.resolve().rglob("*") if path.is_file() and path.suffix != ".wasm"):
        if path.suffix == ".parquet":
            text = "\n".join(
                str(value) for row in duckdb.sql(f"from '{path}'").fetchall() for value in row if value is not None
            )
        else:
            text = path.read_bytes().decode("utf-8", errors="ignore")
        found.update(name for name in names if name in text or html.escape(name) in text)
    return found
