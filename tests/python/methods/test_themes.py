"""Themes by whole words: overlaps go to the first, what has no word of the dictionary has no theme."""

import pandas as pd
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pythainlp.corpus import thai_words
from pythainlp.tokenize import word_tokenize
from pythainlp.util import dict_trie

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
        ("feeble", None, None),
        ("low pressures", None, None),
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


# blanks, letters that case folding changes, numbers that the tokeniser joins, words that hold one another, one letter
DECLARED = {
    "fees": ["ค่าน้ำค่าไฟ", "ค่าบริการ", "Fee"],
    "air": ["air pollution", "เหม็น  ควัน", "มลพิษ ทางอากาศ", "e-PP", "straße"],
    "water": ["น้ำ", "ประปา", "12:30 น.", "m"],
}
WORDS = {word.casefold().strip() for of_theme in DECLARED.values() for word in of_theme}
EVERY_WORD = dict_trie(set(thai_words()) | {word for word in WORDS if not word.isascii()})
PIECES = [
    "ค่า",
    "น้ำมัน",
    "ไฟ",
    "เหม็น",
    "ควัน",
    "มลพิษทาง",
    "อากาศ",
    "air",
    "STRASSE",
    "coffee",
    "e-",
    "pp",
    "12",
    ":",
    "30",
    ".",
]
BLANKS = [" ", "  ", "\t", "\n", "\u00a0", "\u200b", "\U0001f620"]


def cut(text: str) -> list[str]:
    """Cut a text with every word that is known, as the definition says."""
    line = " ".join(text.casefold().split())
    tokens = word_tokenize(line, custom_dict=EVERY_WORD, engine="newmm", keep_whitespace=False)
    return [token.strip() for token in tokens if token.strip()]


def themes_by_definition(text: str) -> list[str]:
    """Name every theme that has a word whose tokens stand in a row in the text."""
    tokens = cut(text)
    rows = {tuple(tokens[a:b]) for a in range(len(tokens)) for b in range(a + 1, len(tokens) + 1)}
    return [theme for theme, words in DECLARED.items() if any(tuple(cut(word)) in rows for word in words)]


@example(["เหม็นควัน", "12:30น."])
@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.lists(
            st.sampled_from([*sorted(WORDS), *PIECES])
            | st.sampled_from(BLANKS)
            | st.sampled_from(sorted(thai_words()))
            | st.text("กขคงนมยรลวสหอ่้็ะัาิีืุูเแโไำ์ abefilpostu-1:.", max_size=6),
            max_size=7,
        ).map("".join),
        max_size=4,
    )
)
def test_what_is_not_cut_and_not_looked_up_changes_no_theme(texts: list[str]) -> None:
    found = themes_of(texts, DECLARED).astype(object)
    themes = [[] if pd.isna(row.theme) else [row.theme] for row in found.itertuples()]
    others = [[] if pd.isna(row.other_themes) else row.other_themes.split("+") for row in found.itertuples()]
    assert [first + rest for first, rest in zip(themes, others, strict=True)] == [
        themes_by_definition(text) for text in texts
    ]
