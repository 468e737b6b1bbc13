"""Which theme a short text is about, by a declared dictionary of words: Thai cut into words, English as it stands."""

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain

import pandas as pd
from pythainlp.corpus import thai_words
from pythainlp.tokenize import word_tokenize
from pythainlp.util import Trie

from customer_segmentation.methods.arrays import typed_frame

THEME_TYPES = {"text": "string", "theme": "string", "other_themes": "string"}
# a word of the tokeniser is looked for by this many of its first letters
FIRST_LETTERS = 3
# Latin letters are a word from blank to blank without being told; as a known word "power" would be cut off "powerful"
LATIN = re.compile(r"[-a-z ]+")


def themes_of(texts: Iterable[str], dictionary: Mapping[str, Sequence[str]]) -> pd.DataFrame:
    """Give every text the first theme of the dictionary whose words it holds.

    Parameters
    ----------
    texts : iterable of str
        Distinct texts, in any language; one without a word of the dictionary has no theme.
    dictionary : mapping of theme to words
        In the order in which themes win. A word counts only as a whole word, a phrase as its words in a row; the
        Thai words of the dictionary are words to the tokeniser, too. Case does not count.

    Returns
    -------
    DataFrame
        One row a text: text, theme (null when none), other_themes (those that lost, joined by +; null when none).
    """
    words = {word.casefold().strip() for of_theme in dictionary.values() for word in of_theme}
    letters = {_letters(word) for word in words} - {""}
    lines = [(text, _plain(text)) for text in texts]
    # cutting costs most: a text in which the letters of no word stand in a row can't hold one
    to_cut = {line for line in {line for _, line in lines} if _any_within(letters, _letters(line))}
    known = _words_within(to_cut | {_plain(word) for word in words}, words)
    phrases = {theme: [_tokens(_plain(word), known) for word in of_theme] for theme, of_theme in dictionary.items()}
    rows: list[dict[str, object]] = []
    for text, line in lines:
        tokens = _tokens(line, known) if line in to_cut else []
        found = [theme for theme, of_theme in phrases.items() if any(_holds(tokens, phrase) for phrase in of_theme)]
        rows.append({"text": text, "theme": found[0] if found else None, "other_themes": "+".join(found[1:]) or None})
    return typed_frame(rows, THEME_TYPES)


def _plain(text: str) -> str:
    """Write a text in small letters, with one blank between words."""
    return " ".join(text.casefold().split())


def _letters(text: str) -> str:
    """Leave the blanks out of a text: the tokeniser leaves them out, too."""
    return "".join(text.split())


def _any_within(words: Iterable[str], text: str) -> bool:
    """Whether one of the words stands in the text."""
    return any(word in text for word in words)


def _words_within(lines: Iterable[str], words: set[str]) -> Trie:
    """Give the tokeniser those words of Thai and of the dictionary that can stand in one of the lines.

    It asks for no other: 62,000 words would take longer to enter than a year's subjects to cut.
    """
    beginnings = {
        line[start : start + size]
        for line in lines
        for start in range(len(line))
        for size in range(1, FIRST_LETTERS + 1)
    }
    declared = (word for word in words if not LATIN.fullmatch(word))
    return Trie(word for word in chain(thai_words(), declared) if word[:FIRST_LETTERS] in beginnings)


def _tokens(line: str, known: Trie) -> list[str]:
    """Cut a line into words (the longest match over the dictionary, newmm), without blanks."""
    tokens = word_tokenize(line, custom_dict=known, engine="newmm", keep_whitespace=False)
    return [token.strip() for token in tokens if token.strip()]


def _holds(tokens: list[str], phrase: list[str]) -> bool:
    """Whether the words of a phrase stand in a row among the tokens."""
    size = len(phrase)
    return size > 0 and any(tokens[start : start + size] == phrase for start in range(len(tokens) - size + 1))
