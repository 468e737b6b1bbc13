"""Do the segments differ in their needs? One-way tests per need, from counts of customers by score.

Needs are never basis variables, so the tests are honest on all rows. Welch's p decides, after Holm over the
needs that the counts alone make testable; the classic F stands beside it as the figure that the work manual
names.
"""

from collections.abc import Iterable
from dataclasses import asdict
from decimal import Decimal
from fractions import Fraction

import pandas as pd

from customer_segmentation.methods.arrays import Record, require_columns, typed_frame
from customer_segmentation.methods.effects import variance_share_interval
from customer_segmentation.methods.one_way import (
    Scores,
    classic_f,
    games_howell,
    holm,
    kruskal_wallis,
    levene_by_medians,
    moments,
    welch_f,
)
from customer_segmentation.methods.sample_size import customers_per_segment, one_way_power

SMALL_EFFECT = 0.01
"""The least omega squared that counts as a difference (Cohen 1988: small)."""

COUNT_COLUMNS = ("segment_no", "item_id", "answer_sum", "respondents", "customers")
TEST_TYPES = {
    "item_id": "string",
    "status": "string",
    "n_customers": "Int64",
    "n_segments": "Int64",
    "ss_between": "Float64",
    "df_between": "Int64",
    "ms_between": "Float64",
    "ss_within": "Float64",
    "df_within": "Int64",
    "ms_within": "Float64",
    "f": "Float64",
    "f_p_value": "Float64",
    "welch_f": "Float64",
    "welch_df1": "Int64",
    "welch_df2": "Float64",
    "welch_p_value": "Float64",
    "welch_p_holm": "Float64",
    "levene_p_value": "Float64",
    "kruskal_h": "Float64",
    "kruskal_p_value": "Float64",
    "eta_squared": "Float64",
    "omega_squared": "Float64",
    "effect_lower": "Float64",
    "effect_upper": "Float64",
    "differs": "boolean",
    "classic_and_welch_agree": "boolean",
    "n_needed": "Int64",
    "n_per_segment": "Int64",
}
PAIR_TYPES = {
    "item_id": "string",
    "segment_no": "Int64",
    "other_segment_no": "Int64",
    "mean_difference": "Float64",
    "standard_error": "Float64",
    "t": "Float64",
    "df": "Float64",
    "p_value": "Float64",
}

Count = int | float | Decimal
Need = dict[int, dict[Fraction, int]]
"""Segment number to the scores of its customers."""


def test_needs(
    counts: pd.DataFrame,
    alpha: float,
    min_customers: int = 20,
    min_share: float = 0.8,
    effect: float = 0.06,
    power: float = 0.8,
) -> pd.DataFrame:
    """Test every need for differences between the segments.

    Parameters
    ----------
    counts : DataFrame
        Sufficient statistics, whole numbers: segment_no, item_id, answer_sum, respondents, customers. A
        customer's score on the item is answer_sum / respondents, the mean answer of its respondents.
    alpha : float
        Significance level of this attempt, for the family of testable needs.
    min_customers : int
        A segment is tested on a need when so many of its customers answered (at least 2).
    min_share : float
        A need is testable when the segments tested hold this share of all customers (a segment being as large as the
        need that most of its customers answered), ...
    effect, power : float
        ... and the classic F would find this omega squared with this power at alpha.

    Returns
    -------
    DataFrame
        One row a need, by item_id. status is 'tested', 'not_enough_data' or 'constant' (all customers have
        one score); figures of a need that is not tested are null. n_customers and n_segments count the
        segments large enough. f is null, with f_p_value 0, when nothing varies within the segments;
        effect_lower and effect_upper are the 90 % interval of the share of variance (null with f);
        levene_p_value is null when no distance to a median varies. differs: Holm's p < alpha and
        omega_squared >= SMALL_EFFECT.
        classic_and_welch_agree: after Holm both tests, or neither, are below alpha. n_needed: customers in
        all segments that would answer the question of a need that does not differ: with `power`, for the
        omega squared found (at the first step of Holm; null when it is below SMALL_EFFECT, for no number
        makes it count), or for `effect` where data were not enough. n_per_segment: customers of each
        segment that the test needs for `effect` with `power`, whatever was found.

    Raises
    ------
    ValueError
        A column is missing, a figure is no whole number, respondents or customers are not positive, or alpha,
        min_customers, effect or power are out of range.

    References
    ----------
    See `one_way` for each test, `effects` for the interval and `sample_size` for the power.
    """
    if not 0 < alpha < 1 or min_customers < 2:
        raise ValueError(f"expected 0 < alpha < 1 and min_customers >= 2, found {alpha} and {min_customers}")
    results: list[dict[str, object]] = []
    needs = _needs(counts)
    sizes = _sizes(needs.values())
    for item, need in needs.items():
        large = {number: scores for number, scores in need.items() if sum(scores.values()) >= min_customers}
        n, held = _customers(large), sum(sizes[number] for number in large)
        enough = len(large) >= 2 and held >= min_share * sum(sizes.values())
        enough = enough and one_way_power(effect, n, len(large), alpha) >= power
        segments = len(large) if enough else max(2, len(need))
        least = max(min_customers, customers_per_segment(effect, segments, alpha, power))
        result: dict[str, object] = {
            "item_id": item,
            "n_customers": n,
            "n_segments": len(large),
            "n_per_segment": least,
        }
        if not enough:
            result["status"] = "not_enough_data"
            result["n_needed"] = segments * least
        elif len({score for scores in large.values() for score in scores}) == 1:
            result["status"] = "constant"
        else:
            result |= {"status": "tested", **_figures(list(large.values()))}
        results.append(result)
    _decide([result for result in results if result["status"] == "tested"], alpha, power)
    return typed_frame(results, TEST_TYPES)


def compare_pairs(counts: pd.DataFrame, item_ids: Iterable[str], min_customers: int = 20) -> pd.DataFrame:
    """Tell which segments differ from each other, for needs that differ (Games-Howell).

    Parameters
    ----------
    counts : DataFrame
        As in `test_needs`.
    item_ids : iterable of str
        The needs that differ.
    min_customers : int
        As in `test_needs`.

    Returns
    -------
    DataFrame
        One row a need and pair, segment_no < other_segment_no: item_id, segment_no, other_segment_no,
        mean_difference (answer units, the first minus the other), standard_error, t, df, p_value (family-wise
        over the pairs of a need). A need with fewer than two segments large enough has no row.

    Raises
    ------
    ValueError
        The counts are not as `test_needs` expects, or min_customers is below 2.

    References
    ----------
    See `one_way.games_howell`.
    """
    if min_customers < 2:
        raise ValueError(f"expected min_customers >= 2, found {min_customers}")
    wanted, rows = set(item_ids), list[Record]()
    for item, need in _needs(counts).items():
        numbers = [number for number, scores in need.items() if sum(scores.values()) >= min_customers]
        if item not in wanted or len(numbers) < 2:
            continue
        for pair in games_howell([moments(need[number]) for number in numbers]):
            first, second = numbers[pair.first], numbers[pair.second]
            rows.append({**asdict(pair), "item_id": item, "segment_no": first, "other_segment_no": second})
    return typed_frame(rows, PAIR_TYPES)


def _needs(counts: pd.DataFrame) -> dict[str, Need]:
    """Read the counts into exact scores, items and segments ascending."""
    require_columns(counts, COUNT_COLUMNS, "need counts")
    needs: dict[str, Need] = {}
    columns = [counts[name].tolist() for name in COUNT_COLUMNS]
    for segment, item, answers, respondents, customers in sorted(zip(*columns, strict=True), key=_by_item):
        total, asked, people = (_whole(value, str(item)) for value in (answers, respondents, customers))
        if asked < 1 or people < 1:
            raise ValueError(f"need {item}: expected respondents and customers >= 1, found {asked} and {people}")
        scores = needs.setdefault(str(item), {}).setdefault(_whole(segment, str(item)), {})
        score = Fraction(total, asked)
        scores[score] = scores.get(score, 0) + people
    return needs


def _by_item(row: tuple[Count | str, ...]) -> tuple[str, int]:
    return str(row[1]), _whole(row[0], str(row[1]))


def _whole(value: Count | str, item: str) -> int:
    """Return a count as an int; databases hand sums over as floats or decimals."""
    try:
        exact = Fraction(value)
    except (TypeError, ValueError, OverflowError) as error:
        raise ValueError(f"need {item}: expected whole numbers in the counts, found {value!r}") from error
    if exact.denominator != 1:
        raise ValueError(f"need {item}: expected whole numbers in the counts, found {value!r}")
    return exact.numerator


def _sizes(needs: Iterable[Need]) -> dict[int, int]:
    """Count each segment's customers on the need that most of them answered."""
    sizes: dict[int, int] = {}
    for need in needs:
        for number, scores in need.items():
            sizes[number] = max(sizes.get(number, 0), sum(scores.values()))
    return sizes


def _customers(need: Need) -> int:
    return sum(sum(scores.values()) for scores in need.values())


def _figures(segments: list[Scores]) -> dict[str, object]:
    exact = [moments(scores) for scores in segments]
    f, df1, df2, p_value = welch_f(exact)
    h, kruskal_p = kruskal_wallis(segments)
    classic = classic_f(exact)
    interval: tuple[float | None, float | None] = (None, None)
    if classic.f is not None:
        interval = variance_share_interval(classic.f, classic.df_between, classic.df_within)
    return {
        **asdict(classic),
        "effect_lower": interval[0],
        "effect_upper": interval[1],
        "welch_f": f,
        "welch_df1": df1,
        "welch_df2": df2,
        "welch_p_value": p_value,
        "levene_p_value": levene_by_medians(segments),
        "kruskal_h": h,
        "kruskal_p_value": kruskal_p,
    }


def _decide(tested: list[dict[str, object]], alpha: float, power: float) -> None:
    """Add to the tested needs what depends on the whole family."""
    welch = holm([float(str(result["welch_p_value"])) for result in tested])
    classic = holm([float(str(result["f_p_value"])) for result in tested])
    for result, by_welch, by_classic in zip(tested, welch, classic, strict=True):
        effect, segments = float(str(result["omega_squared"])), int(str(result["n_segments"]))
        result["welch_p_holm"] = by_welch
        result["differs"] = by_welch < alpha and effect >= SMALL_EFFECT
        result["classic_and_welch_agree"] = (by_welch < alpha) == (by_classic < alpha)
        if not result["differs"] and SMALL_EFFECT <= effect < 1:
            result["n_needed"] = segments * customers_per_segment(effect, segments, alpha / len(tested), power)
