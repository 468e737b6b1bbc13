"""Segments keep their names by the customers they share; sample sizes agree with the published formulas."""

import pandas as pd
import pytest
from statsmodels.stats.power import FTestAnovaPower

from customer_segmentation.methods.continuity import match_segments
from customer_segmentation.methods.sample_size import customers_per_segment, one_way_power, yamane


def test_segments_continue_where_most_customers_are_shared() -> None:
    counts = pd.DataFrame(
        [(1, "b", 80), (1, "a", 10), (2, "a", 60), (2, "b", 10), (3, "a", 30), (3, None, 99), (4, None, 5)],
        columns=["segment_no", "previous_segment_key", "customers"],
    )
    found = match_segments(counts)
    assert found["continuity"].tolist() == ["continued", "continued", "new", "new"]
    assert found["previous_segment_key"].tolist() == ["b", "a", pd.NA, pd.NA]
    # 80 of 90 + 90 - 80; 60 of 70 + 100 - 60
    assert found["jaccard"].tolist()[:2] == pytest.approx([0.8, 60 / 110])
    assert match_segments(counts, min_jaccard=0.6)["continuity"].tolist() == [
        "continued",
        "new",
        "new",
        "new",
    ]


def test_without_a_previous_year_every_segment_is_new() -> None:
    counts = pd.DataFrame({"segment_no": [1, 2], "previous_segment_key": [None, None], "customers": [5, 5]})
    assert match_segments(counts)["continuity"].tolist() == ["new", "new"]
    assert match_segments(counts.head(0)).empty
    with pytest.raises(ValueError, match="a pair twice"):
        match_segments(pd.concat([counts, counts]))
    with pytest.raises(ValueError, match="numbers of customers"):
        match_segments(counts.assign(customers=[5.0, float("inf")]))


def test_power_and_size_agree_with_statsmodels() -> None:
    effect = (0.06 / 0.94) ** 0.5
    expected = FTestAnovaPower().power(effect, nobs=180, alpha=0.05, k_groups=5)
    assert one_way_power(0.06, 180, 5, 0.05) == pytest.approx(expected, rel=1e-9)
    n = customers_per_segment(0.06, 5, 0.05, 0.8)
    assert one_way_power(0.06, 5 * n, 5, 0.05) >= 0.8 > one_way_power(0.06, 5 * (n - 1), 5, 0.05)


def test_yamane_published_example() -> None:
    assert yamane(5_000) == 371  # 5000 / (1 + 5000 * 0.0025) = 370.4
    with pytest.raises(ValueError, match="population"):
        yamane(0)
