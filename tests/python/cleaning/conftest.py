"""Runs the cleaning macros as DuckDB expressions, each rendered once per session from the project's files."""

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import duckdb
import jinja2
import pytest

PROJECT = Path(__file__).parents[3]
Clean = Callable[[str, list[str | None]], list[Any]]


@cache
def rendered(call: str) -> str:
    """SQL of one macro call; the cleaning and engine macros need nothing of dbt but Jinja."""
    files = [path for folder in ("engine", "cleaning") for path in sorted((PROJECT / "macros" / folder).glob("*.sql"))]
    macros = "\n".join(path.read_text(encoding="utf-8") for path in files)
    return jinja2.Environment(autoescape=False).from_string(macros + "{{ " + call + " }}").render().strip()


@pytest.fixture(scope="session")
def clean() -> Clean:
    """Call a macro on the column `value`: one result per text, in order."""
    connection = duckdb.connect()

    def run(call: str, texts: list[str | None]) -> list[Any]:
        query = f"""
            select {rendered(call)}
            from (select unnest(?::varchar[]) as value, unnest(range(len(?::varchar[]))) as position)
            order by position
        """
        return [row[0] for row in connection.execute(query, [texts, texts]).fetchall()]

    return run
