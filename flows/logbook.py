"""Books every step of a run in one place: ledger, log line, figures and the line on the screen."""

import csv
import functools
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any, Protocol, TypeVar

from prefect import flow

from customer_segmentation.figures import Figures, Stage
from customer_segmentation.ledger import Ledger
from customer_segmentation.runs import RunFolder

PROCESS_STEPS = Path(__file__).parent.parent / "seeds" / "process_steps.csv"


@dataclass
class StepReport:
    """What a step tells an assessor: from which data, with which tool, and what came out."""

    stage: Stage
    inputs: list[dict[str, str]] = field(default_factory=list)
    tool: str = ""
    tool_version: str = ""
    output: str = ""
    output_th: str | None = None
    output_en: str | None = None
    note: str = ""
    status: str = "done"

    def used(self, tool: str, distribution: str = "") -> None:
        """Name the tool, with the version of the installed distribution that does the work."""
        self.tool = tool
        self.tool_version = version(distribution) if distribution else ""

    def says(self, thai: str, english: str, *more: str) -> None:
        """Say what came out, for readers of either language; what follows is in both already."""
        self.output_th, self.output_en = thai, english
        self.output = "; ".join([f"{thai} / {english}", *more])

    def was_not_done(self, thai: str, english: str) -> None:
        """Say why the step was not done."""
        self.status = "not_done"
        self.note = f"{thai} / {english}"


class Logbook:
    """The books of one run. What starts before the fiscal year is known is booked as soon as it is."""

    def __init__(self, ledger: Ledger, run: RunFolder, figures: Figures) -> None:
        self._ledger = ledger
        self._run = run
        self._figures = figures
        self._waiting: list[tuple[str, datetime]] = []
        self._is_open = False
        self.fiscal_year: int | None = None
        self.last_step = ""

    def open(self, fiscal_year: int | None) -> None:
        """Book the run under its final name, and the steps that have started."""
        self.fiscal_year = fiscal_year
        self._is_open = True
        self._ledger.append("runs", "run_started", run=self._run.name, fiscal_year=fiscal_year)
        for step, started in self._waiting:
            self._append_step(step, status="started", started=_text(started))

    @contextmanager
    def step(self, step: str) -> Iterator[StepReport]:
        """Book a step's start and its end; a step that raises is booked as failed."""
        self.last_step = step
        started = datetime.now(UTC)
        if self._is_open:
            self._append_step(step, status="started", started=_text(started))
        else:
            self._waiting.append((step, started))
        with self._figures.stage(step) as stage:
            report = StepReport(stage)
            try:
                yield report
            except BaseException as error:
                if report.status != "not_done":
                    report.status, report.note = "failed", str(error) or type(error).__name__
                raise
            finally:
                if not self._is_open:
                    self.open(None)
                self._book_end(step, started, report)

    def book_ending(self, outcome: str) -> None:
        """Book how the run ended and write its figures."""
        self._ledger.append("runs", "run_ended", run=self._run.name, fiscal_year=self.fiscal_year, outcome=outcome)
        self._figures.write(self._run.path / "figures.json")

    def _book_end(self, step: str, started: datetime, report: StepReport) -> None:
        finished = datetime.now(UTC)
        details: dict[str, Any] = {
            "status": report.status,
            "started": _text(started),
            "finished": _text(finished),
            "seconds": round((finished - started).total_seconds(), 3),
            "inputs": report.inputs,
            "tool": report.tool,
            "tool_version": report.tool_version,
            "output": report.output,
            "output_th": report.output_th,
            "output_en": report.output_en,
            "note": report.note,
        }
        self._append_step(step, **details)
        line = {"run": self._run.name, "fiscal_year": self.fiscal_year, "step": step, **details}
        line["rows"] = report.stage.rows
        with (self._run.path / "log.jsonl").open("a", encoding="utf-8") as log:
            log.write(json.dumps(line, ensure_ascii=False) + "\n")
        said = " ".join((report.output or report.note).split())
        print(f"   {report.status:9} {details['seconds']:7.1f} s  {said}", flush=True)

    def _append_step(self, step: str, **details: Any) -> None:
        self._ledger.append("steps", "step", run=self._run.name, fiscal_year=self.fiscal_year, step=step, **details)


class Booked(Protocol):
    """Whatever has the nine steps as methods and keeps a logbook."""

    @property
    def logbook(self) -> Logbook:
        """The books of the run."""
        ...


C = TypeVar("C", bound=Booked)
R = TypeVar("R")


def manual_step(step: str) -> Callable[[Callable[[C, StepReport], R]], Callable[[C], R]]:
    """Make a method a step of the manual: a Prefect subflow under the manual's name, booked."""

    def decorate(method: Callable[[C, StepReport], R]) -> Callable[[C], R]:
        @functools.wraps(method)
        def run_step(cycle: C) -> R:
            title = step_title(step)

            @flow(name=title)
            def subflow() -> R:
                with cycle.logbook.step(step) as report:
                    return method(cycle, report)

            print(title, flush=True)
            return subflow()

        return run_step

    return decorate


@functools.cache
def _step_names() -> dict[str, tuple[str, str]]:
    with PROCESS_STEPS.open(encoding="utf-8", newline="") as file:
        return {row["step"]: (row["name_th"], row["name_en"]) for row in csv.DictReader(file)}


def step_title(step: str) -> str:
    """Return the manual's name of a step in Thai and English."""
    thai, english = _step_names()[step]
    return f"{step} {thai} – {english}"


def _text(moment: datetime) -> str:
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")
