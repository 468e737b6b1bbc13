"""The estimator keeps scikit-learn's conventions, and the page that shows it runs and prints the known answers."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from sklearn.base import clone
from sklearn.datasets import load_iris, load_wine
from sklearn.exceptions import NotFittedError
from sklearn.metrics import adjusted_rand_score
from sklearn.utils.estimator_checks import parametrize_with_checks

from customer_segmentation.methods.approaches import APPROACHES
from customer_segmentation.methods.estimator import Segmentation

PAGE = Path(__file__).parents[3] / "docs" / "methods-alone.md"


@parametrize_with_checks([Segmentation(n_segments=2)])
def test_scikit_learns_own_checks(estimator: Segmentation, check: Callable[[Any], None]) -> None:
    check(estimator)


def test_the_page_runs_and_finds_the_known_answers(capsys: pytest.CaptureFixture[str]) -> None:
    (code,) = re.findall(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    names: dict[str, Any] = {}
    exec(compile(code, str(PAGE), "exec"), names)
    for fitted, data, inertia, agreement in (
        (names["by_size"], load_iris(), 78.8514, 0.7302),
        (names["by_chemistry"], load_wine(), 1277.9285, 0.8975),
    ):
        assert fitted.inertia_ == pytest.approx(inertia, rel=1e-4)
        assert adjusted_rand_score(data.target, fitted.labels_) == pytest.approx(agreement, abs=0.02)
    assert "True" in capsys.readouterr().out.splitlines()[-1]


def mixed(n: int) -> tuple[pd.DataFrame, list[int]]:
    """Make three segments in two numeric columns and one of text, with gaps."""
    rng = np.random.default_rng(5)
    segment = rng.integers(3, size=n)
    frame = pd.DataFrame({"use": 100 + 40 * segment + rng.normal(0, 5, n), "staff": rng.normal(10 * segment, 3, n)})
    frame["place"] = np.array(["east", "north", "west"])[segment]
    return frame.mask(rng.random(frame.shape) < 0.05), segment.tolist()


@pytest.mark.parametrize("approach", sorted(APPROACHES))
def test_every_approach_takes_mixed_frames_with_gaps(approach: str) -> None:
    frame, truth = mixed(300)
    segmentation = clone(Segmentation(n_segments=3, approach=approach, random_state=2))
    labels = segmentation.fit_predict(frame)
    assert adjusted_rand_score(truth, labels) > 0.9
    assert (np.diff(np.bincount(labels)) <= 0).all()
    assert segmentation.predict(frame).tolist() == labels.tolist()
    assert clone(segmentation).fit(frame).labels_.tolist() == labels.tolist()
    assert list(segmentation.feature_names_in_) == ["use", "staff", "place"]
    unknown = pd.DataFrame({"use": [np.nan], "staff": [np.nan], "place": [None]})
    assert segmentation.predict(unknown).tolist() == [0]


def test_candidates_leave_the_fitted_segments_alone() -> None:
    frame, _ = mixed(200)
    segmentation = Segmentation(n_segments=3).fit(frame)
    table = segmentation.candidates(frame.head(120), [2, 3], resamples=5)
    assert table["k"].tolist() == [2, 3]
    assert len(segmentation.labels_) == 200


def test_what_can_not_be_segmented_is_named() -> None:
    frame, _ = mixed(50)
    with pytest.raises(ValueError, match="scaling: expected one of"):
        Segmentation(scaling="log").fit(frame)
    with pytest.raises(ValueError, match="approach: expected one of"):
        Segmentation(approach="magic").fit(frame)
    with pytest.raises(ValueError, match="infinite"):
        Segmentation().fit(frame.assign(use=np.inf))
    with pytest.raises(ValueError, match=r"found the shape \(1, 3\)"):
        Segmentation().fit(frame.head(1))
    with pytest.raises(ValueError, match="expected k from 2 to the 0 customers"):
        Segmentation().fit(np.ones((20, 2)))
    with pytest.raises(NotFittedError):
        Segmentation().predict(frame)
    with pytest.raises(ValueError, match="missing:\n- place"):
        Segmentation(n_segments=2).fit(frame).predict(frame[["use", "staff"]])
