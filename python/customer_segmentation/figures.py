"""What a run cost: seconds, rows and peak memory per stage, and what orchestration added to the work."""

import json
import resource
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path


@dataclass
class Stage:
    """One stage; `work_seconds` is what its tools took themselves, without start-up, parsing and books."""

    name: str
    seconds: float = 0.0
    work_seconds: float = 0.0
    rows: int | None = None
    peak_memory_mb: int = 0

    @contextmanager
    def work(self) -> Iterator[None]:
        """Count the time inside as the stage's own work."""
        started = time.monotonic()
        try:
            yield
        finally:
            self.work_seconds += time.monotonic() - started


@dataclass
class Figures:
    """The stages of a run in order; the clock starts when the process does."""

    started: float
    stages: list[Stage] = field(default_factory=list)

    @contextmanager
    def stage(self, name: str) -> Iterator[Stage]:
        """Measure one stage; it is kept also when it fails."""
        stage = Stage(name)
        self.stages.append(stage)
        started = time.monotonic()
        try:
            yield stage
        finally:
            stage.seconds = time.monotonic() - started
            stage.peak_memory_mb = peak_memory_mb()

    @property
    def total_seconds(self) -> float:
        """Wall-clock seconds since the process started."""
        return time.monotonic() - self.started

    @property
    def orchestration_seconds(self) -> float:
        """Seconds outside the tools' own work: start-up, parsing, Prefect, book-keeping."""
        return self.total_seconds - sum(stage.work_seconds for stage in self.stages)

    def write(self, path: Path) -> None:
        """Write the figures beside the run, rounded to what they can tell."""
        rounded = [
            asdict(stage) | {"seconds": round(stage.seconds, 2), "work_seconds": round(stage.work_seconds, 2)}
            for stage in self.stages
        ]
        summary = {
            "total_seconds": round(self.total_seconds, 2),
            "orchestration_seconds": round(self.orchestration_seconds, 2),
            "peak_memory_mb": peak_memory_mb(),
            "stages": rounded,
        }
        path.write_text(json.dumps(summary, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def peak_memory_mb() -> int:
    """Return the largest resident memory so far, of this process or of any ended tool that it started."""
    unit = 2**20 if sys.platform == "darwin" else 2**10
    largest = max(
        resource.getrusage(resource.RUSAGE_SELF).ru_maxrss,
        resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss,
    )
    return largest // unit
