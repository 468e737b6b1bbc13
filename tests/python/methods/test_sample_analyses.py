"""The analyses of the sample agree with the methods: answers needed, non-response, weighted cells."""

from itertools import product

import pandas as pd
import pytest
from scipy.stats import chi2_contingency

from benchmarks.models import Models
from customer_segmentation.methods.sample_size import customers_per_segment
from customer_segmentation.methods.weighting import wald_test, weighted_means

MODELS = Models()


def segments(number: int, customers: int) -> pd.DataFrame:
    """Place so many customers into each of the segments, alternately."""
    rows = [(f"c{i:04d}", i % number + 1) for i in range(number * customers)]
    frame = pd.DataFrame(rows, columns=["customer_id", "segment_no"])
    names = {
        name: frame["segment_no"].map("s{}".format) for name in ("segment_key", "segment_name_th", "segment_name_en")
    }
    return frame.assign(attempt=1, estate="bang_pu", **names)


def needed(number: int, allowed: int, customers: int = 100) -> pd.DataFrame:
    """Run the analysis with every fourth customer answering."""
    placed = segments(number, customers)
    return MODELS.run(
        "answers_needed",
        customer_segments=placed,
        int_attempts=pd.DataFrame({"attempt": [1], "attempts_allowed": [allowed]}),
        int_need_scores=placed[["customer_id"]][:: 4 * number],
    )


def test_answers_needed_are_those_of_the_f_test_or_at_most_two_more() -> None:
    for number, allowed in product(range(2, 11), range(1, 6)):
        rows = needed(number, allowed, customers=8)
        assert len(rows) == 4 * number
        for row in rows.drop_duplicates("effect").itertuples():
            exact = customers_per_segment(row.omega_squared, number, 0.05 / allowed, 0.8)
            assert exact <= row.needed <= exact + 2


def test_more_are_asked_where_fewer_answer_and_never_more_than_there_are() -> None:
    found = needed(4, 1).set_index(["segment_key", "effect"])
    large = found.loc[("s1", "large")]
    assert (large["answered"], large["response_rate"]) == (25, 0.25)
    # 10.903 * .86 / .14 / 4 = 16.7, so 17 and 2 more
    assert (large["needed"], large["to_ask"], large["last_survey_had_enough"]) == (19, 76, True)
    small = found.loc[("s1", "small")]
    assert (small["to_ask"], small["segment_has_enough"]) == (100, False)
    assert pd.isna(found.loc[("s2", "large"), "to_ask"])  # nobody answered


def test_non_response_is_the_chi_squared_of_answering_by_stratum() -> None:
    strata = pd.DataFrame({"stratification": "industry", "customers": [200, 100, 50], "responded": [60, 20, 20]})
    strata["response_rate"] = strata["responded"] / strata["customers"]
    strata["weight"] = (strata["customers"] / 350) / (strata["responded"] / 100)
    found = MODELS.run("non_response", survey_response_rate=strata).iloc[0]
    table = [strata["responded"], strata["customers"] - strata["responded"]]
    assert found["chi_squared"] == pytest.approx(chi2_contingency(table).statistic)
    assert found["df"] == 2
    # weights .952, 1.429, .714: 100 * (60 * .907 + 20 * 2.041 + 20 * .510) / 100^2
    assert found["design_effect"] == pytest.approx(1.0544, abs=1e-4)
    assert found["effective_answers"] == pytest.approx(100 / 1.0544, abs=0.01)


def test_weighted_cells_are_what_the_methods_take() -> None:
    placed = segments(2, 60)
    placed["estate"] = ["own" if i % 3 else "joint" for i in range(len(placed))]
    scores = placed[["customer_id"]].assign(item_id="q", sum_of_answers=[i % 5 + 1 for i in range(120)], respondents=2)
    cells = MODELS.run(
        "weighted_need_cells",
        int_need_scores=scores,
        customer_segments=placed,
        estates=pd.DataFrame({"code": ["own", "joint"], "kind": ["own", "joint"], "is_eec": [True, False]}),
        survey_response_rate=pd.DataFrame(
            {"stratification": "estate", "stratum": ["own_eec", "joint_other"], "weight": [0.5, 2.0]}
        ),
    )
    assert cells["customers"].sum() == 120
    assert cells["score_sum"].sum() == scores["sum_of_answers"].sum() / 2
    weights = placed["estate"].map({"own": 0.5, "joint": 2.0})
    first = placed["segment_no"] == 1
    expected = (scores["sum_of_answers"] / 2 * weights)[first].sum() / weights[first].sum()
    assert weighted_means(cells)["mean"].iloc[0] == pytest.approx(expected)
    assert wald_test(cells)["status"].tolist() == ["tested"]
