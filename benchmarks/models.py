"""Single models of the warehouse, run on frames: a rule that lives in SQL is measured as it is, not written again."""

from functools import cache
from pathlib import Path

import duckdb
import jinja2
import pandas as pd

PROJECT = Path(__file__).parents[1]
MACROS = ("engine", "segmentation")


@cache
def query(name: str) -> str:
    """Return a model's SQL; `ref` gives bare names, and of dbt nothing else than Jinja is needed."""
    environment = jinja2.Environment(autoescape=False)
    environment.globals["ref"] = lambda relation: relation
    macros = [path for folder in MACROS for path in sorted((PROJECT / "macros" / folder).glob("*.sql"))]
    (model,) = (PROJECT / "models").rglob(f"{name}.sql")
    text = "\n".join(path.read_text(encoding="utf-8") for path in [*macros, model])
    return environment.from_string(text).render()


class Models:
    """A database with the project's thresholds, in which models run on the frames given or on its own tables."""

    def __init__(self, threads: int = 1) -> None:
        self.connection = duckdb.connect(config={"threads": threads})
        self.connection.execute(
            "create table thresholds as select * from read_csv(?)", [str(PROJECT / "seeds" / "thresholds.csv")]
        )

    def run(self, name: str, **inputs: pd.DataFrame) -> pd.DataFrame:
        """Return what the model makes of its inputs, one frame per model or seed that it refers to."""
        for table, frame in inputs.items():
            self.connection.register(table, frame)
        return self.connection.execute(query(name)).df()
