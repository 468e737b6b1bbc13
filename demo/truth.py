"""Writes what is planted, outside the inbox: segments of all firms, parameters, oracle and defects."""

import json
from pathlib import Path

import numpy as np

from demo import design as d
from demo.defects import Defects
from demo.oracle import classify, oracle_ari
from demo.population import Population
from demo.sheets import Cell, write_csv


def write_truth(population: Population, truth: Path, defects: Defects) -> None:
    """Write customers.csv, parameters.json, oracle.json and defects.csv."""
    truth.mkdir(parents=True, exist_ok=True)
    write_csv(truth / "customers.csv", _customers(population), "utf-8")
    _write_json(truth / "parameters.json", population.design.as_json())
    last = d.YEARS[-1]
    counts = np.bincount(population.firms[f"segment_{last}"].to_numpy()[population.present(last)])
    figures = {
        "year": last,
        "adjusted_rand_index": round(oracle_ari(population, last), 6),
        "customers": {s.key: int(n) for s, n in zip(population.design.segments, counts, strict=True)},
    }
    _write_json(truth / "oracle.json", figures)
    rows = defects.rows()
    write_csv(truth / "defects.csv", [list(rows[0]), *[list(row.values()) for row in rows]], "utf-8")


def _customers(population: Population) -> list[list[Cell]]:
    keys = [segment.key for segment in population.design.segments]
    last = d.YEARS[-1]
    oracle = dict(zip(population.present(last).tolist(), classify(population, last).tolist(), strict=True))
    header: list[Cell] = ["customer_id", "segment_2565", "segment_2566", "oracle_segment_2566"]
    rows: list[list[Cell]] = []
    planted = [population.firms[name].tolist() for name in ("customer_id", "segment_2565", "segment_2566")]
    for number, (identity, before, now) in enumerate(zip(*planted, strict=True)):
        numbers = (before, now, oracle.get(number, -1))
        rows.append([identity, *[keys[n] if n >= 0 else "" for n in numbers]])
    return [header, *sorted(rows, key=lambda row: str(row[0]))]


def _write_json(path: Path, content: object) -> None:
    path.write_text(json.dumps(content, ensure_ascii=False, indent=2, sort_keys=True) + "\n", encoding="utf-8")
