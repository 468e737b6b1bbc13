"""Shows every node that dbt runs as a Prefect task run, alive as long as the node is and red when it is.

Prefect's own runner for dbt does the same and more (assets, every log line of dbt); on a project of hundreds of small
nodes that more takes longer than the nodes themselves, in the same interpreter (figures in docs/engineering.md).
"""

import contextvars
from concurrent.futures import Future
from typing import Any

from dbt_common.events.base_types import EventMsg
from prefect import task
from prefect.cache_policies import NO_CACHE

RED = {"error", "fail", "runtime error"}


class NodeFailedError(Exception):
    """A node ended red; the message is dbt's."""


@task(cache_policy=NO_CACHE, persist_result=False)
def run_node(end: "Future[str]") -> str:
    """Wait for dbt to end the node and return how it ended; raise what dbt says when it is red."""
    return end.result()


class NodeRuns:
    """A callback for dbt, made inside a flow run: dbt's events become task runs of that flow run."""

    def __init__(self) -> None:
        self._flow = contextvars.copy_context()
        self._ends: dict[str, Future[str]] = {}
        self._runs: list[Any] = []

    def __call__(self, event: EventMsg) -> None:
        """Start or end a task run; dbt calls this from the threads that build its nodes."""
        if event.info.name == "NodeStart":
            self._start(event.data.node_info)
        elif event.info.name == "NodeFinished":
            self._finish(event.data.node_info.unique_id, event.data.run_result)

    def close(self) -> None:
        """End what dbt left open and wait until Prefect knows how every node ended."""
        for end in self._ends.values():
            if not end.done():
                end.set_exception(NodeFailedError("dbt stopped before this node ended"))
        for run in self._runs:
            run.wait()

    def _start(self, node: Any) -> None:
        end: Future[str] = Future()
        self._ends[node.unique_id] = end
        named = run_node.with_options(name=f"dbt {node.resource_type}", task_run_name=node.node_name)
        # a context can be entered by one thread at a time, hence a copy for each node
        self._runs.append(self._flow.copy().run(named.submit, end))

    def _finish(self, node: str, result: Any) -> None:
        if result.status in RED:
            self._ends[node].set_exception(NodeFailedError(result.message))
        else:
            self._ends[node].set_result(result.status)
