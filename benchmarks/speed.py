"""How long the test and a candidate's stability take, beside other libraries on the same work."""

import resource
import shutil
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd
import pingouin
import scipy.stats
from sklearn.cluster import KMeans
from threadpoolctl import threadpool_limits

from benchmarks.models import PROJECT, Models, active_approaches
from customer_segmentation.methods.approaches import APPROACHES
from customer_segmentation.methods.arrays import FloatArray
from customer_segmentation.methods.stability import bootstrap_stability, evaluate_candidates
from customer_segmentation.methods.testing import compare_pairs, test_needs

NEEDS, SEGMENTS = 40, 5
ALPHA = 0.05
Groups = dict[str, list[FloatArray]]

ANSWERS = f"""
create or replace table answers as
select
    cast(1000000000000 + customer as varchar) as customer_id,
    'q' || lpad(cast(need as varchar), 2, '0') as item_id,
    customer % {SEGMENTS} + 1 as segment_no,
    cast(greatest(1, least(5, round(3 + if(need % 2 = 0, .4, 0) * (customer % {SEGMENTS} - 2) / 2
        + sqrt(-2 * ln(1 - random())) * cos(2 * pi() * random())))) as integer) as answer
from range({{customers}}) as customers (customer), range({NEEDS}) as needs (need);
create or replace table int_need_scores as
select customer_id, item_id, answer as sum_of_answers, 1 as respondents from answers;
create or replace table int_customer_placement as
select distinct 1 as attempt, customer_id, segment_no from answers;
"""


@dataclass(frozen=True)
class Times:
    """Seconds of one test of all needs: ours is the pass over the rows and the exact finish; the others need the rows
    taken out of the database, one array per need and segment, before their work begins.
    """

    customers: int
    sql: float
    python: float
    taking_out: float
    scipy: float
    pingouin: float


def seconds(work: Callable[[], object], repeats: int = 1) -> float:
    """Return the least processor time of the repeats, of all threads: what else runs hardly counts."""
    least = np.inf
    for _ in range(repeats):
        began = time.process_time()
        work()
        least = min(least, time.process_time() - began)
    return float(least)


def time_test(customers: int, repeats: int, folder: Path) -> Times:
    """Time the test of NEEDS needs over SEGMENTS segments, pairs for the needs that differ, from rows to figures.

    The rows lie in a database file in the folder, as the warehouse's do; tables in memory are not compressed, and
    reading them takes twice as long.
    """
    models = Models(threads=2, file=folder / f"{customers}.duckdb")
    models.connection.execute("select setseed(0.5)")
    models.connection.execute(ANSWERS.format(customers=customers))
    counts: list[pd.DataFrame] = []
    sql = seconds(lambda: counts.append(models.run("int_need_counts")), repeats)
    python = seconds(lambda: ours(counts[-1]), repeats)
    groups: list[Groups] = []
    taking_out = seconds(lambda: groups.append(arrays(models.connection)))
    by_scipy = seconds(lambda: scipy_test(groups[-1]), repeats)
    by_pingouin = seconds(lambda: pingouin_test(groups[-1]))
    models.connection.close()
    return Times(customers, sql, python, taking_out, by_scipy, by_pingouin)


def ours(counts: pd.DataFrame) -> int:
    """Return how many needs differ, after all figures and the pairs of those needs."""
    tests = test_needs(counts, ALPHA)
    differing = tests.loc[tests["differs"], "item_id"].tolist()
    compare_pairs(counts, differing)
    return len(differing)


def arrays(connection: duckdb.DuckDBPyConnection) -> Groups:
    """Take the scores out, one array per need and segment."""
    groups: Groups = {}
    for need in range(NEEDS):
        rows = connection.execute(
            """
            select placement.segment_no, cast(scores.sum_of_answers / scores.respondents as double) as answer
            from int_need_scores as scores
            inner join int_customer_placement as placement on scores.customer_id = placement.customer_id
            where scores.item_id = ?
            """,
            [f"q{need:02d}"],
        ).fetchnumpy()
        answer, segment = np.asarray(rows["answer"], dtype=np.float64), np.asarray(rows["segment_no"])
        groups[f"q{need:02d}"] = [answer[segment == s + 1] for s in range(SEGMENTS)]
    return groups


def scipy_test(groups: Groups) -> None:
    """Do the same with scipy."""
    welch = {}
    for need, values in groups.items():
        scipy.stats.f_oneway(*values)
        welch[need] = scipy.stats.f_oneway(*values, equal_var=False).pvalue
        scipy.stats.levene(*values, center="median")
        scipy.stats.kruskal(*values)
    for need in groups:
        if welch[need] < ALPHA / NEEDS:
            _ = scipy.stats.tukey_hsd(*groups[need], equal_var=False).pvalue


def pingouin_test(groups: Groups) -> None:
    """Do the same with pingouin."""
    for values in groups.values():
        segment = np.repeat(np.arange(len(values)), [len(v) for v in values])
        frame = pd.DataFrame({"segment": segment, "score": np.concatenate(values)})
        pingouin.anova(frame, dv="score", between="segment", detailed=True)
        welch = pingouin.welch_anova(frame, dv="score", between="segment")["p_unc"].iloc[0]
        pingouin.homoscedasticity(frame, dv="score", group="segment")
        pingouin.kruskal(frame, dv="score", between="segment")
        if welch < ALPHA / NEEDS:
            pingouin.pairwise_gameshowell(frame, dv="score", between="segment")


CLUSTERBOOT = """
suppressMessages(library(fpc))
x <- as.matrix(read.csv("{data}", header = FALSE))
for (i in 1:3) {{
  taken <- system.time(found <- clusterboot(x, B = {resamples}, bootmethod = "boot", clustermethod = kmeansCBI,
    k = {k}, runs = {starts}, seed = i, count = FALSE))
  cat(taken["user.self"] + taken["sys.self"], sort(found$bootmean), "\\n")
}}
"""


def stability_data(n: int = 2_000, variables: int = 10, k: int = 5) -> FloatArray:
    """Return customers of k segments that overlap."""
    rng = np.random.default_rng(1)
    return np.asarray(rng.normal(size=(k, variables))[np.arange(n) % k] + rng.normal(size=(n, variables)))


def time_stability(k: int = 5, resamples: int = 100) -> tuple[float, FloatArray]:
    """Return seconds and the Jaccards, ascending, of one candidate: the first fit and its resamples."""
    approach, space = APPROACHES["kmeans"], stability_data()
    found: list[FloatArray] = []

    def work() -> None:
        with threadpool_limits(1):
            labels = KMeans(k, n_init=approach.resample_starts, random_state=1).fit(space).labels_ + 1
        found.append(bootstrap_stability(approach, space, labels.astype(np.int64), k, 1, resamples)[0])

    return seconds(work, 3), np.sort(found[-1])


def time_clusterboot(folder: Path, k: int = 5, resamples: int = 100) -> tuple[float, FloatArray] | None:
    """Return the same of R's fpc at equal starts; None where Rscript or fpc is absent."""
    rscript = shutil.which("Rscript")
    if rscript is None:
        return None
    data = folder / "stability.csv"
    np.savetxt(data, stability_data(), delimiter=",")
    starts = APPROACHES["kmeans"].resample_starts
    script = CLUSTERBOOT.format(data=data, resamples=resamples, k=k, starts=starts)
    done = subprocess.run([rscript, "-e", script], capture_output=True, encoding="utf-8", check=False)
    if done.returncode != 0:
        return None
    rows = np.array([[float(cell) for cell in line.split()] for line in done.stdout.splitlines()])
    return float(rows[:, 0].min()), rows[-1, 1:]


def time_attempts(warehouse: Path) -> list[tuple[str, float]]:
    """Return the seconds of an attempt of every approach on the sample of a finished run."""
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        sample = connection.execute("select * from intermediate.int_segmentation_sample").df()
        k_values = "select min(k_min), max(k_max) + 1 from read_csv(?)"
        objectives = str(PROJECT / "seeds" / "segmentation_objectives.csv")
        span = range(*connection.execute(k_values, [objectives]).fetchall()[0])
    return [(name, seconds(partial(evaluate_candidates, sample, name, span, 1))) for name in active_approaches()]


def peak_gigabytes() -> float:
    """Return the most memory that this process ever held."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2
