"""Single models and analyses of the warehouse, run on frames: a rule in SQL is measured as it is, not written again."""

import csv
from functools import cache
from pathlib import Path

import duckdb
import jinja2
import pandas as pd

PROJECT = Path(__file__).parents[1]
MACROS = ("cleaning", "engine", "segmentation", "review")
SEEDS = ("process_steps", "thresholds", "weak_reasons")


@cache
def query(name: str) -> str:
    """Return the SQL of a model or an analysis; `ref` gives bare names, a source is `schema_table`."""
    environment = jinja2.Environment(autoescape=False)
    environment.globals |= {
        "ref": lambda relation: relation,
        "source": lambda schema, table: f"{schema}_{table}",
        "config": lambda **_: "",
    }
    macros = [path for folder in MACROS for path in sorted((PROJECT / "macros" / folder).glob("*.sql"))]
    (model,) = [path for folder in ("models", "analyses") for path in (PROJECT / folder).rglob(f"{name}.sql")]
    text = "\n".join(path.read_text(encoding="utf-8") for path in [*macros, model])
    return environment.from_string(text).render()


@cache
def active_approaches() -> tuple[str, ...]:
    """Return the approaches that a year's loop takes, in their order."""
    with (PROJECT / "seeds" / "approaches.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["is_active"] == "true"]
    return tuple(row["approach"] for row in sorted(rows, key=lambda row: int(row["attempt_order"])))


class Models:
    """A database with the seeds that people may edit, in which models run on the frames given or on its own tables.

    In memory, or a new file as the warehouse is one.
    """

    def __init__(self, threads: int = 1, file: Path | None = None) -> None:
        self.connection = duckdb.connect(str(file or ":memory:"), config={"threads": threads})
        for seed in SEEDS:
            path = str(PROJECT / "seeds" / f"{seed}.csv")
            self.connection.execute(f"create table {seed} as select * from read_csv(?)", [path])

    def run(self, name: str, **inputs: pd.DataFrame) -> pd.DataFrame:
        """Return what the model or analysis makes of its inputs, one frame per model or seed that it refers to."""
        for table, frame in inputs.items():
            self.connection.register(table, frame)
        return self.connection.execute(query(name)).df()

    def run_exactly(self, name: str, **inputs: pd.DataFrame) -> pd.DataFrame:
        """Return the same with decimals as decimals, which a frame of floats would round."""
        for table, frame in inputs.items():
            self.connection.register(table, frame)
        found = self.connection.execute(query(name))
        return pd.DataFrame(found.fetchall(), columns=[column[0] for column in found.description or []])
