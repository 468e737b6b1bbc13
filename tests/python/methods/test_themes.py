"""Themes by whole words: overlaps go to the first, what has no word of the dictionary has no theme."""

import pandas as pd
import pytest

from customer_segmentation.methods.themes import themes_of
from customer_segmentation.settings import PROJECT_DIR
from demo.voices import SUBJECTS

DICTIONARY = {"fees": ["ค่าบริการ", "fee"], "wastewater": ["น้ำเสีย"], "water": ["น้ำประปา", "low pressure", "น้ำ"]}


@pytest.mark.parametrize(
    ("text", "theme", "others"),
    [
        ("น้ำประปาไหลอ่อน", "water", None),
        ("ค่าบริการบำบัดน้ำเสียสูง", "fees", "wastewater"),
        ("ราคาน้ำมันแพง", None, None),
        ("A FEE of 5", "fees", None),
        ("coffee", None, None),
        ("Low  pressure", "water", None),
        ("pressure low", None, None),
        ("\U0001f64f", None, None),
        ("", None, None),
    ],
)
def test_a_text_has_the_first_theme_whose_whole_words_it_holds(
    text: str, theme: str | None, others: str | None
) -> None:
    row = themes_of([text], DICTIONARY).astype(object).where(lambda frame: frame.notna(), None).iloc[0]
    assert (row["theme"], row["other_themes"]) == (theme, others)


def test_the_declared_dictionary_finds_what_the_demo_plants() -> None:
    seed = pd.read_csv(PROJECT_DIR / "seeds" / "voice_themes.csv").dropna(subset="words").sort_values("sort_order")
    dictionary = {row.theme: row.words.split("|") for row in seed.itertuples()}
    planted = [(subject, theme) for theme, subjects in SUBJECTS.items() for subject in subjects]
    found = themes_of([subject for subject, _ in planted], dictionary)["theme"].fillna("other").to_list()
    assert found == [theme for _, theme in planted]
