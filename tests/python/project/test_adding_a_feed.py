"""docs/adding-a-feed.md does what it says: its blocks, written into a copy of the project, are a working feed."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

PROJECT = Path(__file__).parents[3]
BLOCK = re.compile(r"^```(?:yaml|sql|csv) ([^\n]+)\n(.*?)^```$", flags=re.MULTILINE | re.DOTALL)
PARTS = ("models", "macros", "seeds", "python", "tests/data", "dbt_project.yml", "profiles.yml")


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the project with the feed that the page adds, taken in and staged."""
    project = tmp_path_factory.mktemp("project")
    for part in PARTS:
        source, target = PROJECT / part, project / part
        target.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, target)
    page = (PROJECT / "docs" / "adding-a-feed.md").read_text(encoding="utf-8")
    blocks = dict(BLOCK.findall(page))
    line = blocks.pop("staged_feeds")
    macros = project / "macros" / "staging" / "sources.sql"
    text = macros.read_text(encoding="utf-8")
    macros.write_text(text.replace('        "survey_items",\n', f'{line}        "survey_items",\n'), encoding="utf-8")
    for name, content in blocks.items():
        path = project / ("data" if name.startswith("inbox/") else "") / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    _run(project, "-m", "customer_segmentation.intake")
    _run(project, "-m", "dbt.cli.main", "build", "--quiet", "--exclude-resource-type", "test", "unit_test",
         "--select", "+data_quality", "+feed_completeness")  # fmt: skip
    _run(project, "-m", "dbt.cli.main", "test", "--quiet", "--select", "stg_site_visits", "stg_site_visits__checked",
         "every_row_that_came_in_is_accepted_rejected_or_set_aside")  # fmt: skip
    return project


def _run(project: Path, *arguments: str) -> None:
    foreign = ("DATA_DIR", "INBOX_DIR", "DBT_", "PYTHONPATH")
    environment = {name: value for name, value in os.environ.items() if not name.startswith(foreign)}
    environment |= {
        "DATA_DIR": str(project / "data"),
        "PYTHONPATH": str(project / "python"),
        "PYTHONUTF8": "1",
        "DBT_PROFILES_DIR": str(project),
        "DBT_PROJECT_DIR": str(project),
    }
    command = [sys.executable, *arguments]
    done = subprocess.run(command, cwd=project, env=environment, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def rows(project: Path, query: str) -> list[tuple[object, ...]]:
    """Return what a query finds in the copy's warehouse."""
    with duckdb.connect(str(project / "data" / "dev.duckdb"), read_only=True) as connection:
        return connection.execute(query).fetchall()


def test_the_visits_count_as_the_page_says(copy: Path) -> None:
    """The first and the third row count, the third without its bad cells."""
    visits = "select visit_number, cast(visited_on as varchar), juristic_id, visitors from staging.stg_site_visits"
    assert rows(copy, f"{visits} order by all") == [
        ("ย-1", "2024-02-29", "0105999000016", 3),
        ("ย-3", "2024-03-15", None, None),
    ]


def test_what_is_wrong_goes_back_and_the_unknown_column_is_named(copy: Path) -> None:
    """One row and two cells, to the unit whose folder it is; nothing else had to be written for that."""
    rejects = "select sender, source_row, reason_code, severity from staging.stg_rejects where feed = 'site_visits'"
    assert rows(copy, f"{rejects} order by all") == [
        ("ฝตล.", 4, "date_not_readable", "row"),
        ("ฝตล.", 5, "integer_not_readable", "cell"),
        ("ฝตล.", 5, "juristic_id_check_digit", "cell"),
    ]
    quality = "select rows_in, accepted, rejected, set_aside, unknown_columns from marts.data_quality"
    assert rows(copy, quality) == [(5, 2, 1, 2, "หมายเหตุผู้เยี่ยม")]


def test_completeness_counts_the_new_feed(copy: Path) -> None:
    """Its fields are there, for the fiscal year of the visits."""
    fields = "select distinct period, rows_current from marts.feed_completeness where feed = 'site_visits'"
    assert rows(copy, fields) == [("2567", 2)]
