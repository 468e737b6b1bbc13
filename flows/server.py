"""Prefect's server for the time of one command: started, used and stopped here, so that none outlives the command.

Left to itself Prefect starts a server when one is first needed, and once more while the interpreter ends and the last
events of task runs are still to be sent; that second one would stay behind.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from prefect.events.worker import EventsWorker
from prefect.logging.handlers import APILogWorker
from prefect.server.api.server import SubprocessASGIServer
from prefect.settings import PREFECT_API_URL, temporary_settings


@contextmanager
def temporary_server() -> Iterator[None]:
    """Run a Prefect server beside the command; what was booked is sent before it stops."""
    server = SubprocessASGIServer()
    server.start()
    try:
        with temporary_settings({PREFECT_API_URL: server.api_url}):
            try:
                yield
            finally:
                APILogWorker.drain_all(timeout=10)
                EventsWorker.drain_all(timeout=10)
    finally:
        server.stop()
