"""Runs dbt under Prefect, one task run per node, and reads the few rows that the flow itself must know."""

import contextlib
import functools
import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
from dbt.adapters.duckdb.connections import DuckDBConnectionManager
from dbt.cli.main import dbtRunner

from customer_segmentation.runs import RunFolder, building_warehouse
from customer_segmentation.settings import Settings
from flows.node_runs import RED, NodeRuns


@dataclass(frozen=True)
class Red:
    """A node that failed: its name, for a generic test the test's own name, and what dbt says."""

    name: str
    test: str
    message: str


@dataclass(frozen=True)
class Built:
    """What one dbt invocation did: seconds spent in nodes, and the nodes that ended red."""

    seconds: float
    red: tuple[Red, ...]


class Project:
    """The dbt project as the cycle uses it: parsed once, then given to every build of the cycle."""

    def __init__(self, settings: Settings, variables: Mapping[str, Any]) -> None:
        # the same folder in every cycle, so that dbt parses only what changed
        self._target = settings.data_dir / "dbt-target"
        self._options = ["--project-dir", str(settings.project_dir), "--profiles-dir", str(settings.project_dir)]
        self._options += ["--target-path", str(self._target), "--log-level", "none", "--log-level-file", "warn"]
        given = {name: value for name, value in variables.items() if value is not None}
        if given:
            self._options += ["--vars", json.dumps(given)]
        database = building_warehouse(settings.runs_dir)
        self._logs = database.parent / "logs"
        os.environ["DATA_DIR"] = str(settings.data_dir)
        # from where the cycle stands, so that dbt need not parse again what a copy of the data folder holds parsed
        os.environ["DBT_DUCKDB_PATH"] = os.path.relpath(database)

    @functools.cached_property
    def manifest(self) -> Any:
        """The parsed project, as dbt takes it back."""
        outcome = dbtRunner().invoke(["parse", *self._options, "--log-path", str(self._target / "logs")])
        if outcome.exception:
            raise RuntimeError(f"dbt: {outcome.exception}") from outcome.exception
        return outcome.result

    def prepare(self) -> None:
        """Parse the project ahead of its use; what is wrong with it is raised where it is used."""
        with contextlib.suppress(RuntimeError):
            _ = self.manifest

    def description(self) -> dict[str, Any]:
        """Return dbt's own description of the project, the manifest as a document."""
        _ = self.manifest
        text = Path(self._target, "manifest.json").read_text(encoding="utf-8")
        document: dict[str, Any] = json.loads(text)
        return document

    def build(self, arguments: Sequence[str]) -> Any:
        """Run `dbt build` inside a flow run and return dbt's results."""
        nodes = NodeRuns()
        try:
            # artifacts are for people who run dbt by hand; the flow has the results themselves
            runner = dbtRunner(manifest=self.manifest, callbacks=[nodes])
            options = [*self._options, "--log-path", str(self._logs)]
            outcome = runner.invoke(["--no-write-json", "build", *options, *arguments])
        finally:
            nodes.close()
            _give_back_database()
        if outcome.exception:
            raise RuntimeError(f"dbt: {outcome.exception}") from outcome.exception
        return outcome.result


@functools.cache
def project(settings: Settings, fiscal_year: int | None, as_of: str | None) -> Project:
    """Return the project for a year and a day; parsing takes seconds, so one process does it once."""
    return Project(settings, {"fiscal_year": fiscal_year, "as_of": as_of})


class Warehouse:
    """The DuckDB file of one run, built by dbt."""

    def __init__(self, run: RunFolder, dbt: Project) -> None:
        self._run = run
        self._dbt = dbt

    def build(self, select: Sequence[str] = (), exclude: Sequence[str] = ()) -> Built:
        """Build a part of the project with its data tests; unit tests belong to the project's own tests.

        A test is run by the build that makes the last of its parents.
        """
        arguments = ["--exclude-resource-type", "unit_test", "--indirect-selection", "buildable"]
        if select:
            arguments += ["--select", *select]
        if exclude:
            arguments += ["--exclude", *exclude]
        outcome = self._dbt.build(arguments)
        red = tuple(_red(result) for result in outcome.results if result.status in RED)
        return Built(float(outcome.elapsed_time), red)

    def rows(self, query: str, parameters: Sequence[object] = ()) -> list[dict[str, Any]]:
        """Return the rows of a query over what is built so far."""
        with duckdb.connect(str(self._run.warehouse), read_only=True) as connection:
            result = connection.execute(query, parameters)
            names = [column[0] for column in result.description or []]
            return [dict(zip(names, row, strict=True)) for row in result.fetchall()]

    def row(self, query: str, parameters: Sequence[object] = ()) -> dict[str, Any]:
        """Return the one row of a query."""
        rows = self.rows(query, parameters)
        if len(rows) != 1:
            raise RuntimeError(f"expected one row and found {len(rows)}: {query}")
        return rows[0]

    def holds(self, schema: str, table: str) -> bool:
        """Return whether a table has been built."""
        query = "select 1 from information_schema.tables where table_schema = $1 and table_name = $2"
        return bool(self.rows(query, [schema, table]))

    def manifest(self) -> dict[str, Any]:
        """Return dbt's own description of the project."""
        return self._dbt.description()


def _red(result: Any) -> Red:
    """Read what the flow needs of a dbt result."""
    metadata = getattr(result.node, "test_metadata", None)
    return Red(result.node.name, metadata.name if metadata else result.node.name, str(result.message))


def _give_back_database() -> None:
    """Close the file that dbt keeps open for a next invocation, so that the flow can read it in between."""
    connections: Any = DuckDBConnectionManager  # the adapter declares no types
    with contextlib.suppress(Exception):  # there is none when dbt failed before it connected
        connections.env().close()
    connections.close_all_connections()
