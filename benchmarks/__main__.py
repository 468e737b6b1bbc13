"""The command `python -m benchmarks`: makes files, measures intake on them, prints a table, leaves nothing behind."""

import argparse
import os
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from benchmarks.inputs import rows_of, write_csv, write_workbook
from benchmarks.measuring import Summary, alternate
from customer_segmentation.intake.taking_in import SHORT_WAY_BYTES, SHORT_WAY_ROWS

LONG_AGO = 1_700_000_000
MEMORY_MIB = 1024
NOT_REACHED = 1


@dataclass(frozen=True)
class Figure:
    """A figure to reach: what it is, what was found, the limit, and whether more is better."""

    what: str
    found: float
    limit: float
    at_least: bool

    @property
    def reached(self) -> bool:
        """Tell whether the figure keeps its limit."""
        return self.found >= self.limit if self.at_least else self.found <= self.limit

    def line(self) -> str:
        """Return the figure's line of the table."""
        sign, verdict = "≥" if self.at_least else "≤", "yes" if self.reached else "**no**"
        return f"| {self.what} | {self.found:,.2f} | {sign} {self.limit:g} | {verdict} |"


def main() -> int:
    """Measure and print; return 0, or 1 if a figure is not reached."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--megabytes", type=int, default=1000, help="size of the CSV file in UTF-8")
    parser.add_argument("--rows", type=int, default=200_000, help="rows of the workbook")
    parser.add_argument("--repeats", type=int, default=5)
    given = parser.parse_args()
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1024**3
    print(f"{os.cpu_count()} cores, {memory:.0f} GiB of memory; median of {given.repeats} runs, taken in turn.\n")
    print("| job | rows | MB | median s | min–max s | peak MiB |\n| --- | --- | --- | --- | --- | --- |")
    with tempfile.TemporaryDirectory(prefix="benchmarks-") as folder:
        figures = _texts(Path(folder), rows_of(given.megabytes * 10**6), given.repeats)
        figures += _workbooks(Path(folder), given.rows, given.repeats)
    print("\n| figure | found | limit | reached |\n| --- | --- | --- | --- |")
    print("\n".join(figure.line() for figure in figures))
    return 0 if all(figure.reached for figure in figures) else NOT_REACHED


def _texts(folder: Path, rows: int, repeats: int) -> list[Figure]:
    """Measure a text file in two encodings, beside DuckDB on the one that it can read, and a tenth of it."""
    utf8, utf8_size = _made(folder / "utf-8" / "usage.csv", lambda path: write_csv(path, "utf-8", rows))
    thai, thai_size = _made(folder / "cp874" / "usage.csv", lambda path: write_csv(path, "cp874", rows))
    tenth, tenth_size = _made(folder / "tenth" / "usage.csv", lambda path: write_csv(path, "utf-8", rows // 10))
    jobs = {"DuckDB": ("duckdb", utf8), "UTF-8": ("intake", utf8), "cp874": ("intake", thai), "1/10": ("intake", tenth)}
    first, _ = _made(
        folder / "first" / "usage.csv", lambda path: write_csv(path, "utf-8", rows_of(2 * SHORT_WAY_BYTES))
    )
    found = alternate(jobs, first, repeats)
    print(_line("DuckDB's `read_csv` to Parquet, UTF-8", rows, utf8_size, found["DuckDB"]))
    print(_line("intake, CSV in UTF-8", rows, utf8_size, found["UTF-8"]))
    print(_line("intake, CSV in cp874", rows, thai_size, found["cp874"]))
    print(_line("intake, CSV in UTF-8, a tenth", rows // 10, tenth_size, found["1/10"]))
    reference = found["DuckDB"].median
    return [
        Figure("UTF-8: throughput as a share of DuckDB's", reference / found["UTF-8"].median, 0.40, at_least=True),
        Figure("cp874: throughput in rows as a share of DuckDB's", reference / found["cp874"].median, 0.15, True),
        Figure("UTF-8: peak memory in MiB", found["UTF-8"].memory, MEMORY_MIB, at_least=False),
        Figure("CSV: time for ten times the rows", found["UTF-8"].median / found["1/10"].median, 11, at_least=False),
    ]


def _workbooks(folder: Path, rows: int, repeats: int) -> list[Figure]:
    """Measure a workbook beside python-calamine's bare read of it, and a tenth of it."""
    book, size = _made(folder / "book" / "usage.xlsx", lambda path: write_workbook(path, rows))
    tenth, tenth_size = _made(folder / "book-tenth" / "usage.xlsx", lambda path: write_workbook(path, rows // 10))
    first, _ = _made(folder / "book-first" / "usage.xlsx", lambda path: write_workbook(path, SHORT_WAY_ROWS + 1))
    jobs = {"calamine": ("calamine", book), "all": ("intake", book), "1/10": ("intake", tenth)}
    found = alternate(jobs, first, repeats)
    print(_line("python-calamine's bare read, XLSX", rows, size, found["calamine"]))
    print(_line("intake, XLSX", rows, size, found["all"]))
    print(_line("intake, XLSX, a tenth", rows // 10, tenth_size, found["1/10"]))
    return [
        Figure("XLSX: time as a multiple of calamine's", found["all"].median / found["calamine"].median, 2, False),
        Figure("XLSX: time for ten times the rows", found["all"].median / found["1/10"].median, 11, at_least=False),
    ]


def _made(path: Path, make: Callable[[Path], int]) -> tuple[Path, int]:
    """Make a file in an inbox of its own, old enough to be whole; return it and its size in bytes."""
    path.parent.mkdir()
    size = make(path)
    os.utime(path, (LONG_AGO, LONG_AGO))
    return path, size


def _line(what: str, rows: int, size: int, found: Summary) -> str:
    times = f"{found.median:.2f} | {found.least:.2f}–{found.most:.2f}"
    return f"| {what} | {rows:,} | {size / 10**6:,.0f} | {times} | {found.memory:,.0f} |"


if __name__ == "__main__":
    sys.exit(main())
