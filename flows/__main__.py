"""The commands behind the Makefile: `flows cycle` runs the year, `flows intake` only takes files in."""

import argparse
import os
import sys
from importlib import import_module

from customer_segmentation import intake
from customer_segmentation.intake.reasons import RefusedError
from customer_segmentation.runs import sweep
from customer_segmentation.settings import Settings
from flows.ending import PUBLISHED, CycleStoppedError, Ending
from flows.messages import refused
from flows.preflight import check_space, check_start, sole_writer
from flows.screen import print_ending
from flows.server import temporary_server


def main(arguments: list[str] | None = None) -> int:
    """Run a command and return its exit code."""
    parser = argparse.ArgumentParser(prog="flows", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    cycle = commands.add_parser("cycle", help="run the annual cycle")
    cycle.add_argument("--fiscal-year", type=int, help="Buddhist era, for example 2567")
    cycle.add_argument("--as-of", help="ISO date: use only what was received until then")
    commands.add_parser("intake", help="take in the files of the inbox")
    options = parser.parse_args(arguments)
    settings = Settings.from_environment()
    try:
        if options.command == "intake":
            return _take_in(settings)
        ending = _run_cycle(settings, options.fiscal_year, options.as_of)
    except CycleStoppedError as stopped:
        ending = stopped.ending
    print_ending(ending, settings)
    return ending.exit_code


def _take_in(settings: Settings) -> int:
    """Fill the landing folder, so that dbt can be run by hand."""
    with sole_writer(settings):
        check_space(settings.data_dir)
        sweep(settings.data_dir)
        try:
            taken = intake.take_in(settings)
        except intake.EmptyInboxError:
            print(f"The inbox {settings.inbox_dir} is empty; every feed has no rows.")
        except RefusedError as error:
            raise CycleStoppedError(refused(error)) from error
        else:
            print(f"{taken.files} files with {taken.rows:,} rows are in {settings.landing_dir}")
    return PUBLISHED


def _run_cycle(settings: Settings, fiscal_year: int | None, as_of: str | None) -> Ending:
    """Check before Prefect starts, which takes seconds; the flow checks again when it holds the lock."""
    with sole_writer(settings):
        check_start(settings)
    with temporary_server() as server:
        # imported only now, for the server starts meanwhile
        ending: Ending = import_module("flows.run_cycle").run_cycle(settings, server, fiscal_year, as_of)
        return ending


if __name__ == "__main__":
    code = main()
    sys.stdout.flush()
    sys.stderr.flush()
    # not sys.exit: Prefect's threads outlive the flow and can abort the interpreter while it is taken down
    os._exit(code)
