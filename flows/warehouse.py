"""Runs dbt under Prefect, one task run per node, and reads the few rows that the flow itself must know."""

import contextlib
import json
import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
from dbt.adapters.duckdb.connections import DuckDBConnectionManager
from dbt_common.events.base_types import EventLevel, EventMsg
from prefect_dbt import PrefectDbtRunner, PrefectDbtSettings

from customer_segmentation.runs import RunFolder
from customer_segmentation.settings import Settings

RED = {"error", "fail", "runtime error"}


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


class Warehouse:
    """The DuckDB file of one run, built by dbt."""

    def __init__(self, settings: Settings, run: RunFolder, variables: Mapping[str, Any]) -> None:
        self._run = run
        self._variables = {name: value for name, value in variables.items() if value is not None}
        # the same folder in every cycle, so that dbt parses only what changed
        self._target = settings.data_dir / "dbt-target"
        os.environ["DATA_DIR"] = str(settings.data_dir)
        os.environ["DBT_DUCKDB_PATH"] = str(run.warehouse)
        self._runner = _one_task_per_node(
            PrefectDbtSettings(
                project_dir=settings.project_dir,
                profiles_dir=settings.project_dir,
                target_path=self._target,
                log_level=EventLevel.WARN,
            )
        )

    def build(self, select: Sequence[str] = (), exclude: Sequence[str] = ()) -> Built:
        """Build a part of the project with its data tests; unit tests belong to the project's own tests.

        A test is run by the build that makes the last of its parents.
        """
        arguments = ["build", "--exclude-resource-type", "unit_test", "--indirect-selection", "buildable"]
        arguments += ["--log-path", str(self._run.building / "logs")]
        if select:
            arguments += ["--select", *select]
        if exclude:
            arguments += ["--exclude", *exclude]
        if self._variables:
            arguments += ["--vars", json.dumps(self._variables)]
        try:
            outcome = self._runner.invoke(arguments).result
        except ValueError as error:
            # dbt could not run at all; the runner puts the whole command before the cause
            raise RuntimeError(f"dbt: {str(error).partition(chr(39) + ': ')[2] or error}") from error
        finally:
            _give_back_database()
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
        text = Path(self._target, "manifest.json").read_text(encoding="utf-8")
        manifest: dict[str, Any] = json.loads(text)
        return manifest


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


def _one_task_per_node(settings: PrefectDbtSettings) -> PrefectDbtRunner:
    """Return Prefect's runner, but for one thing: a node's task does not read all of Prefect's settings again.

    Left to itself it does so twice for every node, which takes 50 ms each time and slows down what dbt runs meanwhile.
    """
    runner: Any = PrefectDbtRunner(settings=settings, raise_on_failure=False, disable_assets=True)
    follow_nodes = runner._create_unified_callback

    def follow_without_settings(
        tracker: Any, log_level: EventLevel, context: dict[str, Any], **options: Any
    ) -> Callable[[EventMsg], None]:
        slim = {name: value for name, value in context.items() if name != "settings_context"}
        callback: Callable[[EventMsg], None] = follow_nodes(tracker, log_level, slim, **options)
        return callback

    runner._create_unified_callback = follow_without_settings
    return runner
