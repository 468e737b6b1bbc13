"""The process that is Prefect's server: `serve PORT`; and `prepare`, which makes its empty database once."""

import asyncio
import os
import signal
import sys
import threading

import uvicorn
from prefect.server.api.server import create_app
from prefect.server.database import provide_database_interface
from prefect.settings import PREFECT_API_DATABASE_CONNECTION_URL, temporary_settings

from flows.server import EMPTY_DATABASE


def serve(port: int) -> None:
    """Be the server until the command that started it is gone."""
    threading.Thread(target=_end_with_the_command, daemon=True).start()
    uvicorn.run(create_app(ephemeral=True, final=True), host="127.0.0.1", port=port, log_level="critical")


def prepare() -> None:
    """Make Prefect's tables in a file of their own, in one step."""
    fresh = EMPTY_DATABASE.with_suffix(".new")
    fresh.unlink(missing_ok=True)
    with temporary_settings({PREFECT_API_DATABASE_CONNECTION_URL: f"sqlite+aiosqlite:///{fresh}"}):
        asyncio.run(provide_database_interface().create_db())
    fresh.replace(EMPTY_DATABASE)


def _end_with_the_command() -> None:
    sys.stdin.buffer.read()
    os.kill(os.getpid(), signal.SIGTERM)


if __name__ == "__main__":
    if sys.argv[1] == "serve":
        serve(int(sys.argv[2]))
    else:
        prepare()
