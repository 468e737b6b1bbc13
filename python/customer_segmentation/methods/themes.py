"""Which theme a short text is about, by a declared dictionary of words: Thai cut into words, English as it stands."""

from collections.abc import Iterable, Mapping, Sequence

import pandas as pd
from pythainlp.corpus import thai_words
from pythainlp.tokenize import word_tokenize
from pythainlp.util import Trie, dict_trie

from customer_segmentation.methods.arrays import typed_frame

THEME_TYPES = {"text": "string", "theme": "string", "other_themes": "string"}


def themes_of(texts: Iterable[str], dictionary: Mapping[str, Sequence[str]]) -> pd.DataFrame:
    """Give every text the first theme of the dictionary whose words it holds.

    Parameters
    ----------
    texts : iterable of str
        Distinct texts, in any language; one without a word of the dictionary has no theme.
    dictionary : mapping of theme to words
        In the order in which themes win. A word counts only as a whole word, a phrase as its words in a row; the
        words of the dictionary are words to the tokeniser, too. Case does not count.

    Returns
    -------
    DataFrame
        One row a text: text, theme (null when none), other_themes (those that lost, joined by +; null when none).
    """
    words = {word.casefold().strip() for of_theme in dictionary.values() for word in of_theme}
    known = dict_trie(set(thai_words()) | words)
    phrases = {theme: [_tokens(word, known) for word in of_theme] for theme, of_theme in dictionary.items()}
    rows: list[dict[str, object]] = []
    for text in texts:
        tokens = _tokens(text, known)
        found = [theme for theme, of_theme in phrases.items() if any(_holds(tokens, phrase) for phrase in of_theme)]
        rows.append({"text": text, "theme": found[0] if found else None, "other_themes": "+".join(found[1:]) or None})
    return typed_frame(rows, THEME_TYPES)


def _tokens(text: str, known: Trie) -> list[str]:
    """Cut a text into words (the longest match over the dictionary, newmm), without blanks."""
    tokens = word_tokenize(" ".join(text.casefold().split()), custom_dict=known, engine="newmm", keep_whitespace=False)
    return [token.strip() for token in tokens if token.strip()]


def _holds(tokens: list[str], phrase: list[str]) -> bool:
    """Whether the words of a phrase stand in a row among the tokens."""
    size = len(phrase)
    return size > 0 and any(tokens[start : start + size] == phrase for start in range(len(tokens) - size + 1))
