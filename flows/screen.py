"""The last screen of a run: what each step cost, how it ended, and where the result is."""

import sys
from collections.abc import Sequence

from customer_segmentation.figures import Figures
from customer_segmentation.settings import Settings
from flows.ending import PUBLISHED, Ending

HEADER = ("ขั้นตอน / stage", "วินาที / seconds", "แถว / rows", "หน่วยความจำ / peak MB")


def print_figures(figures: Figures, files_left_out: Sequence[str]) -> None:
    """Print one line per stage, the orchestration's own time and the whole, and which files were left out."""
    lines = [
        (
            stage.name,
            f"{stage.seconds:,.1f}",
            "" if stage.rows is None else f"{stage.rows:,}",
            stage.peak_memory_mb,
        )
        for stage in figures.stages
    ]
    print("\n" + " | ".join(HEADER))
    for name, seconds, rows, memory in lines:
        print(f"{name:16} {seconds:>10} {rows:>12} {memory:>8,}")
    print(f"{'orchestration':16} {figures.orchestration_seconds:>10,.1f}   (start-up, parsing, Prefect, books)")
    print(f"{'total':16} {figures.total_seconds:>10,.1f}", flush=True)
    for sentence in files_left_out:
        print(f"\n{sentence}", flush=True)


def print_ending(ending: Ending, settings: Settings) -> None:
    """Print how it ended; what is published also says where it lies and how to open it."""
    stream = sys.stdout if ending.exit_code == PUBLISHED else sys.stderr
    print(f"\n{ending.thai}\n{ending.english}", file=stream, flush=True)
    if ending.exit_code == PUBLISHED:
        print(f"เปิดดูด้วย / open it with: make site   ({settings.current / 'site'})", flush=True)
