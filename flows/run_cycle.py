"""Runs the annual cycle against a server that is still starting. Importing this takes seconds: Prefect and dbt."""

from prefect.events.worker import EventsWorker
from prefect.logging.handlers import APILogWorker

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
        return annual_cycle(fiscal_year, as_of)
    finally:
        APILogWorker.drain_all(timeout=10)
        EventsWorker.drain_all(timeout=10)
