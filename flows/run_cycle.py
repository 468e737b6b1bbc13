"""Runs the annual cycle against a server that is still starting. Importing this takes seconds: Prefect and dbt."""

from prefect.events.worker import EventsWorker
from prefect.logging.handlers import APILogWorker
from prefect.settings import PREFECT_FLOWS_HEARTBEAT_FREQUENCY, temporary_settings

from customer_segmentation.settings import Settings
from flows.annual_cycle import annual_cycle
from flows.ending import Ending
from flows.server import Server
from flows.warehouse import project


def run_cycle(settings: Settings, server: Server, fiscal_year: int | None, as_of: str | None) -> Ending:
    """Parse the project while the server starts, run the flow, and send what was booked before the server stops."""
    project(settings, fiscal_year, as_of).prepare()
    server.wait()
    try:
        # nobody looks for silent runs on a server that lives as long as the command; each step would wait a second
        # for its last heartbeat
        with temporary_settings({PREFECT_FLOWS_HEARTBEAT_FREQUENCY: None}):
            return annual_cycle(fiscal_year, as_of)
    finally:
        APILogWorker.drain_all(timeout=10)
        EventsWorker.drain_all(timeout=10)
