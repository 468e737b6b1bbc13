"""What each segment of the demo complains of is found again by the declared words."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from customer_segmentation.methods.themes import themes_of
from customer_segmentation.settings import PROJECT_DIR
from demo.design import THEMES
from demo.population import Population
from demo.voices import PERIODS, write_voices


@pytest.fixture(scope="module")
def found(full: Population, tmp_path_factory: pytest.TempPathFactory) -> pd.DataFrame:
    """Cases by true segment (rows) and theme found (columns), of both periods."""
    inbox: Path = tmp_path_factory.mktemp("voices")
    write_voices(full, inbox)
    files = [pd.read_csv(inbox / file, sep="\t", encoding="utf-16", dtype=str) for file, *_ in PERIODS]
    cases = pd.concat(files, ignore_index=True)
    seed = pd.read_csv(PROJECT_DIR / "seeds" / "voice_themes.csv").dropna(subset="words").sort_values("sort_order")
    dictionary = {row.theme: row.words.split("|") for row in seed.itertuples()}
    themes = themes_of(sorted(set(cases["เรื่อง"])), dictionary).set_index("text")["theme"].fillna("other")
    # a register may write an id without its leading zero
    segments = full.firms.assign(key=full.firms["customer_id"].str.lstrip("0")).set_index("key")["segment_2566"]
    rows = cases["เลขทะเบียนนิติบุคคล"].str.lstrip("0").map(segments)
    return pd.crosstab(rows, cases["เรื่อง"].map(themes)).reindex(columns=[*THEMES], fill_value=0)


def test_the_share_of_every_theme_is_the_planted_one_within_its_error(full: Population, found: pd.DataFrame) -> None:
    """Within 3.5 standard errors of a share of so many cases; the mean error over all cells is below .03."""
    planted = full.design.theme_shares()
    n = found.sum(axis=1).to_numpy()[:, None]
    assert n.sum() > 500 and n.min() >= 30
    errors = np.abs(found.to_numpy() / n - planted)
    assert (errors <= 3.5 * np.sqrt(planted * (1 - planted) / n)).all()
    assert errors.mean() < 0.03


def test_the_theme_that_sets_a_segment_apart_is_a_planted_one(full: Population, found: pd.DataFrame) -> None:
    """Its planted share lies above that of everybody else by the threshold of the product, .10."""
    planted = full.design.theme_shares()
    for segment, counts in enumerate(found.to_numpy()):
        others = found.to_numpy().sum(axis=0) - counts
        lead = counts / counts.sum() - others / others.sum()
        weights = np.delete(found.sum(axis=1).to_numpy(), segment)
        planted_lead = planted[segment] - np.average(np.delete(planted, segment, axis=0), axis=0, weights=weights)
        assert lead.max() >= 0.10
        assert planted_lead[lead.argmax()] >= 0.10
