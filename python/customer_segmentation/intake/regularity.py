"""Whether every row below a header is data beyond doubt: what the short ways of intake rest on.

A row in doubt (without a key, like a total, a note or a header) sends its file the long way through `tables`, which
decides; so too much doubt costs time and nothing else. SQL looks at every row cheaply, Python at the few left.
"""

import re
from collections.abc import Sequence

from customer_segmentation.intake.headers import rough_form
from customer_segmentation.intake.tables import NOTE, TOTAL, Layout, TableFinder, key_positions
from customer_segmentation.intake.texts import Row

_WORDS = f"{TOTAL}|{NOTE}"
_BEGINS = re.compile(_WORDS, flags=re.IGNORECASE)
_LETTERS = [chr(code) for code in (*range(0x80), *range(0xE00, 0xE80))]
_OTHER_LETTERS = r"[^\x00-\x7f\x{e00}-\x{e7f}]"


def _class(letters: Sequence[str]) -> str:
    """Return the pattern of a run of these letters, as ranges: it stands between all letters of all headers."""
    codes = sorted(map(ord, letters))
    starts = [code for code in codes if code - 1 not in codes]
    ends = [code for code in codes if code + 1 not in codes]
    return "[" + "".join(f"\\x{{{start:x}}}-\\x{{{end:x}}}" for start, end in zip(starts, ends, strict=True)) + "]*"


_GAP = _class([letter for letter in _LETTERS if not rough_form(letter)])


class IrregularError(Exception):
    """A file that looked regular holds a row in doubt, or one that can't be read so."""


def look(layout: Layout, finder: TableFinder) -> str:
    """Return the SQL expression that is false only where `in_doubt` is; cells are `c0`, `c1`, …, null when blank."""
    cells = [f"c{position}" for position in sorted(layout.named)]
    keys = [f"c{position}" for position in key_positions(layout)]
    no_key = " and ".join(f"{key} is null" for key in keys) or "true"
    present = " + ".join(f"cast({cell} is not null as integer)" for cell in cells)
    forms = "|".join(_spellings(form) for form in sorted(finder.required_forms))
    pattern = quoted(f"(?i){_WORDS}|^{_GAP}({forms})$|{_OTHER_LETTERS}")
    # most cells are ids, dates and quantities, and no header begins with a digit
    clear = "" if any(form[0].isdigit() for form in finder.required_forms) else "or ({0} >= '0' and {0} < ':')"
    speaks = " or ".join(
        f"case when {cell} is null {clear.format(cell)} then false else regexp_matches({cell}, {pattern}) end"
        for cell in cells
    )
    return f"({no_key}) or ({present}) <= 1 or {speaks}"


def in_doubt(cells: Row, keys: list[int], finder: TableFinder) -> bool:
    """Tell whether a row may be no data; `keys` are the positions of its key."""
    filled = [cells[position] or "" for position in keys if cells[position]]
    texts = [cell for cell in cells if cell]
    return (
        not filled
        or len(texts) <= 1
        or any(_BEGINS.match(cell) for cell in (texts if len(filled) == 1 else filled))
        or any(rough_form(cell) in finder.required_forms for cell in texts)
    )


def quoted(text: str) -> str:
    """Return a text as SQL writes it."""
    return "'" + text.replace("'", "''") + "'"


def _spellings(form: str) -> str:
    """Return a pattern of the Thai and ASCII texts that have this rough form."""
    ways = {"า": "[าำ]", "แ": "(?:แ|เเ)", **{str(digit): f"[{digit}{chr(0xE50 + digit)}]" for digit in range(10)}}
    return "".join(ways.get(letter, letter) + _GAP for letter in form)
