"""Every figure of S5 again, from the exported counts alone and by other libraries: `make reproduce-test`.

The counts are laid out as one row a customer and given to SciPy and statsmodels, which never see the warehouse.
Within estates there are only sums, so each cell becomes customers with the same mean and the same squares.
"""

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow.parquet as pq
import scipy.stats
from scipy.optimize import brentq
from statsmodels.regression.linear_model import OLS
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.oneway import anova_oneway

from customer_segmentation.methods.arrays import FloatArray
from customer_segmentation.settings import Settings

# name of the evidence file -> table of the warehouse
EVIDENCE = {
    "test_counts": "intermediate.int_need_counts",
    "test_cells": "intermediate.int_need_cells",
    "test_figures": "marts.segment_tests",
    "test_checks": "intermediate.int_need_checks",
    "test_pairs": "intermediate.int_need_pairs",
}
TOLERANCE = 1e-9
RANGE_TOLERANCE = 1e-6
"""For p of the studentized range, which scipy integrates to fewer digits."""
MIN_CUSTOMERS = 20
Figures = dict[str, float]


@dataclass(frozen=True)
class Comparison:
    """One figure of one need: ours, theirs, and how far apart (p absolute, others relative)."""

    attempt: int
    item_id: str
    figure: str
    ours: float
    theirs: float

    @property
    def difference(self) -> float:
        """Absolute for a p, relative otherwise."""
        apart = abs(self.ours - self.theirs)
        is_p = "p_value" in self.figure or "p_holm" in self.figure
        return apart if is_p else apart / max(abs(self.theirs), 1e-12)

    @property
    def agrees(self) -> bool:
        """Whether both say the same; NaN agrees with nothing."""
        from_range = self.figure.startswith("pair") and self.figure.endswith("p_value")
        return self.difference <= (RANGE_TOLERANCE if from_range else TOLERANCE)


def main() -> int:
    """Print what is written beside what other libraries find; return 1 if a figure differs, 2 if there is none."""
    settings = Settings.from_environment()
    folder = find_evidence(settings)
    if folder is None:
        print(
            "ยังไม่มีหลักฐานการทดสอบ ให้สั่ง make cycle ก่อน / There is no evidence of a test yet: run make cycle.",
            file=sys.stderr,
        )
        return 2
    compared = list(compare(folder))
    print(f"{folder}\n{'attempt':>7} {'need':12} {'figure':26} {'ours':>24} {'theirs':>24} {'difference':>11}")
    for row in compared:
        mark = "" if row.agrees else "  DIFFERS"
        print(
            f"{row.attempt:>7} {row.item_id:12} {row.figure:26} {row.ours:>24.15g} {row.theirs:>24.15g}"
            f" {row.difference:>11.1e}{mark}"
        )
    differing = sum(not row.agrees for row in compared)
    print(f"{len(compared)} figures, {differing} differ / ตัวเลข {len(compared):,} ค่า ต่างกัน {differing:,} ค่า")
    return 1 if differing or not compared else 0


def find_evidence(settings: Settings) -> Path | None:
    """Return the evidence of the published run, else of the newest run that came to a test."""
    published = settings.current / "evidence"
    runs = sorted(settings.runs_dir.glob("FY*/evidence"), key=lambda path: path.parent.name.rsplit("-", 1)[-1])
    return published if published.is_dir() else runs[-1] if runs else None


def compare(folder: Path) -> Iterator[Comparison]:
    """Yield every figure of the evidence beside what other libraries make of the counts."""
    tables = {name: pq.read_table(folder / f"{name}.parquet").to_pandas() for name in EVIDENCE}
    figures, checks, pairs = tables["test_figures"], tables["test_checks"], tables["test_pairs"]
    for attempt in sorted(figures["attempt"].unique()):
        tested = figures[(figures["attempt"] == attempt) & (figures["status"] == "tested")].set_index("item_id")
        counts, cells = (_by_need(tables[name], attempt) for name in ("test_counts", "test_cells"))
        yield from _same(
            attempt, tested, {item: _test(_customers(counts[item])) for item in tested.index}, "welch_p_holm"
        )
        for question, ask in (("within_places", _within_places), ("centred", _centred)):
            asked = checks[(checks["attempt"] == attempt) & (checks["question"] == question)].set_index("item_id")
            found = {item: ask(cells[item]) for item in asked[asked["status"] == "tested"].index}
            yield from _same(attempt, asked, found, "p_holm", f"{question}: ")
        for row in pairs[pairs["attempt"] == attempt].itertuples():
            segments = _customers(counts[row.item_id])
            yield from _pair(attempt, row, segments)


def _by_need(table: pd.DataFrame, attempt: int) -> dict[str, pd.DataFrame]:
    of_attempt = table[table["attempt"] == attempt]
    return {str(item): rows for item, rows in of_attempt.groupby("item_id")}


def _customers(counts: pd.DataFrame) -> dict[int, FloatArray]:
    """Lay the counts of a need out as one score a customer, for the segments that are large enough."""
    scores = {}
    for segment in sorted(set(counts["segment_no"].tolist())):
        own = counts[counts["segment_no"] == segment]
        values = own["answer_sum"].to_numpy(dtype=float) / own["respondents"].to_numpy(dtype=float)
        scores[segment] = np.repeat(values, own["customers"].to_numpy(dtype=int))
    return {segment: values for segment, values in scores.items() if len(values) >= MIN_CUSTOMERS}


def _test(segments: dict[int, FloatArray]) -> Figures:
    """Test one need with SciPy, NumPy and statsmodels; Welch needs variation in every segment."""
    groups = list(segments.values())
    every = np.concatenate(groups)
    total = float(((every - every.mean()) ** 2).sum())
    within = float(sum(((group - group.mean()) ** 2).sum() for group in groups))
    df1, df2 = len(groups) - 1, len(every) - len(groups)
    classic, kruskal = scipy.stats.f_oneway(*groups), scipy.stats.kruskal(*groups)
    figures = {
        "ss_between": total - within,
        "df_between": df1,
        "ms_between": (total - within) / df1,
        "ss_within": within,
        "df_within": df2,
        "ms_within": within / df2,
        "f": float(classic.statistic),
        "f_p_value": float(classic.pvalue),
        "levene_p_value": float(scipy.stats.levene(*groups, center="median").pvalue),
        "kruskal_h": float(kruskal.statistic),
        "kruskal_p_value": float(kruskal.pvalue),
        "eta_squared": 1 - within / total,
        "omega_squared": (total - within - df1 * within / df2) / (total + within / df2),
        "effect_lower": _share_at(0.95, float(classic.statistic), df1, df2),
        "effect_upper": _share_at(0.05, float(classic.statistic), df1, df2),
    }
    return figures | (_welch(groups, "welch_") if all(np.ptp(group) > 0 for group in groups) else {})


def _welch(groups: list[FloatArray], prefix: str) -> Figures:
    welch = anova_oneway(groups, use_var="unequal")
    values = {"f": welch.statistic, "df1": welch.df_num, "df2": welch.df_denom, "p_value": welch.pvalue}
    return {prefix + name: float(value) for name, value in values.items()}


def _share_at(quantile: float, f: float, df1: int, df2: int) -> float:
    """Find the share of variance at which SciPy's noncentral F puts the F found at this quantile."""

    def excess(share: float) -> float:
        return float(scipy.stats.ncf.cdf(f, df1, df2, share / (1 - share) * (df1 + df2 + 1))) - quantile

    return float(brentq(excess, 0, 1 - 1e-6, xtol=1e-14)) if excess(0) > 0 else 0.0


def _laid_out(cells: pd.DataFrame, prefix: str) -> list[tuple[int, str, FloatArray]]:
    """Make customers for each cell that have its number, mean and sum of squares."""
    rows = []
    customers = "customers" if prefix == "score" else "centred_customers"
    large = cells.groupby("segment_no")[customers].transform("sum") >= MIN_CUSTOMERS
    columns = ["segment_no", "place", customers, f"{prefix}_sum", f"{prefix}_squares"]
    for segment, place, n, total, raw in cells.loc[large & (cells[customers] > 0), columns].to_numpy(dtype=object):
        squares = float(raw - total * total / n)
        values = np.full(n, float(total / n))
        if n > 1:
            values[:2] += np.array([1, -1]) * np.sqrt(max(0.0, squares) / 2)
        rows.append((int(segment), str(place), values))
    return rows


def _within_places(cells: pd.DataFrame) -> Figures:
    """Fit estates and segments by least squares and test the segments with the HC3 covariance of statsmodels."""
    rows = _laid_out(cells, "score")
    y = np.concatenate([values for _, _, values in rows])
    frame = pd.DataFrame([(segment, place) for segment, place, values in rows for _ in values], columns=["s", "p"])
    shared = (frame.groupby("p")["s"].transform("nunique") > 1).to_numpy()
    frame, y = frame[shared], y[shared]
    places = pd.get_dummies(frame["p"], dtype=float)
    segments = pd.get_dummies(frame["s"], dtype=float).iloc[:, 1:]
    fit = OLS(y, np.column_stack([places, segments])).fit(cov_type="HC3", use_t=True)
    contrast = np.eye(places.shape[1] + segments.shape[1])[places.shape[1] :]
    test = fit.f_test(contrast)
    return {"f": float(test.fvalue), "df1": test.df_num, "df2": test.df_denom, "p_value": float(test.pvalue)}


def _centred(cells: pd.DataFrame) -> Figures:
    groups: dict[int, list[FloatArray]] = {}
    for segment, _, values in _laid_out(cells, "centred"):
        groups.setdefault(segment, []).append(values)
    return _welch([np.concatenate(values) for _, values in sorted(groups.items())], "")


def _same(
    attempt: int, ours: pd.DataFrame, theirs: dict[str, Figures], p_holm: str, prefix: str = ""
) -> Iterator[Comparison]:
    """Compare the figures of every need, and Holm's p over the family."""
    p_value = p_holm.replace("holm", "value")
    for item, figures in theirs.items():
        for name, value in figures.items():
            yield Comparison(attempt, item, prefix + name, float(ours[name].to_dict()[item]), float(value))
    family = ours[p_value].astype(float)
    family.update(
        pd.Series({item: figures[p_value] for item, figures in theirs.items() if p_value in figures}, dtype=float)
    )
    if len(family):
        for item, value in zip(family.index, multipletests(family.fillna(1.0), method="holm")[1], strict=True):
            yield Comparison(attempt, item, prefix + p_holm, float(ours[p_holm].to_dict()[item]), float(value))


def _pair(attempt: int, row: Any, segments: dict[int, FloatArray]) -> Iterator[Comparison]:
    """Compare two segments by Games-Howell, with SciPy's Welch t and its studentized range."""
    first, second = segments[row.segment_no], segments[row.other_segment_no]
    if np.ptp(first) == 0 or np.ptp(second) == 0:
        return
    welch = scipy.stats.ttest_ind(first, second, equal_var=False)
    tail: Callable[..., float] = scipy.stats.studentized_range.sf
    p_value = tail(abs(welch.statistic) * np.sqrt(2), len(segments), welch.df)
    name = f"pair {row.segment_no}-{row.other_segment_no}"
    yield Comparison(attempt, row.item_id, f"{name} t", row.t, float(welch.statistic))
    yield Comparison(attempt, row.item_id, f"{name} df", row.df, float(welch.df))
    yield Comparison(attempt, row.item_id, f"{name} p_value", row.p_value, float(p_value))


if __name__ == "__main__":
    sys.exit(main())
