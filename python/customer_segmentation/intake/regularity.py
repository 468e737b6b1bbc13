"""Whether every row below a header is data beyond doubt: what the short ways of intake rest on.

A row in doubt (without a key, like a total, a note or a header) sends its file the long way through `tables`, which
decides; so too much doubt costs time and nothing else. SQL looks at every row cheaply, Python at the few left.
"""

import re
from collections.abc import Sequence
from functools import lru_cache

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from customer_segmentation.intake.headers import rough_form
from customer_segmentation.intake.tables import NOTE, TOTAL, Layout, TableFinder, key_positions
from customer_segmentation.intake.texts import Row

_WORDS = f"{TOTAL}|{NOTE}"
_BEGINS = re.compile(_WORDS, flags=re.IGNORECASE)
_LETTERS = [chr(code) for code in (*range(0x80), *range(0xE00, 0xE80))]
# enough to keep headers and data apart as a rule; a pattern of whole headers takes long to compile
_FIRST_LETTERS = 6
_OTHER_LETTERS = r"[^\x00-\x7f\x{e00}-\x{e7f}]"


def _class(letters: Sequence[str]) -> str:
    """Return the pattern of a run of these letters: it stands between all letters of all headers."""
    return _ranges([ord(letter) for letter in letters], r"\x{{{:x}}}") + "*"


def _ranges(codes: Sequence[int], spelling: str) -> str:
    """Return a pattern's class of these codes, as ranges."""
    starts = [code for code in sorted(codes) if code - 1 not in codes]
    ends = [code for code in sorted(codes) if code + 1 not in codes]
    spelt = [(spelling.format(start), spelling.format(end)) for start, end in zip(starts, ends, strict=True)]
    return "[" + "".join(start if start == end else f"{start}-{end}" for start, end in spelt) + "]"


_GAP = _class([letter for letter in _LETTERS if not rough_form(letter)])


class IrregularError(Exception):
    """A file that looked regular holds a row in doubt, or one that can't be read so."""


def look(layout: Layout, finder: TableFinder) -> str:
    """Return the SQL expression that is false only where `in_doubt` is; cells are `c0`, `c1`, …, null when blank."""
    cells = [f"c{position}" for position in sorted(layout.named)]
    keys = [f"c{position}" for position in key_positions(layout)]
    no_key = " and ".join(f"{key} is null" for key in keys) or "true"
    present = " + ".join(f"cast({cell} is not null as integer)" for cell in cells)
    pattern = quoted(_doubtful_text(finder))
    # most cells are ids, dates and quantities, and no header begins with a digit
    clear = "" if any(form[0].isdigit() for form in finder.required_forms) else "or ({0} >= '0' and {0} < ':')"
    speaks = " or ".join(
        f"case when {cell} is null {clear.format(cell)} then false else regexp_matches({cell}, {pattern}) end"
        for cell in cells
    )
    return f"({no_key}) or ({present}) <= 1 or {speaks}"


def _doubtful_text(finder: TableFinder) -> str:
    """Return the pattern of a cell's text that `in_doubt` may go by."""
    forms = "|".join(_spellings(form) for form in sorted(finder.required_forms))
    return f"(?i){_WORDS}|^{_GAP}({forms})$|{_OTHER_LETTERS}"


def is_beyond_doubt(cells: pa.Table, keys: list[str], finder: TableFinder) -> bool:
    """Tell whether no row can be in doubt; values repeat, so each is looked at once. False proves nothing."""
    pattern = _doubtful_text(finder)
    return is_filled(cells, keys) and not any(
        pc.any(pc.match_substring_regex(pc.unique(column), pattern)).as_py() for column in cells.columns
    )


def is_filled(cells: pa.Table, keys: list[str]) -> bool:
    """Tell whether each row has a value in one of the columns `keys` and in two columns; nulls are blanks."""
    blanks = {name: cells.column(name).null_count for name in cells.column_names}
    keyed = any(not blanks[key] for key in keys) or (bool(keys) and _least_filled(cells, keys) >= 1)
    return keyed and (list(blanks.values()).count(0) >= 2 or _least_filled(cells, cells.column_names) >= 2)


def _least_filled(cells: pa.Table, names: list[str]) -> int:
    """Return how many of these columns the emptiest row has a value in."""
    filled = sum(np.asarray(cells.column(name).is_valid(), dtype=np.int64) for name in names)
    return int(np.min(filled))


def doubtful_bytes(finder: TableFinder, end: str) -> str:
    """Return a pattern over UTF-8 bytes: how a cell of ASCII and Thai letters begins if `in_doubt` may go by it.

    Headers are looked for by their first letters; `end` is the pattern of what ends a cell.
    """
    begins = {form[:_FIRST_LETTERS] for form in finder.required_forms if len(form) > _FIRST_LETTERS}
    whole = finder.required_forms - {form for form in finder.required_forms if len(form) > _FIRST_LETTERS}
    ways = [_in_bytes("|".join(_spellings(form) for form in sorted(forms))) for forms in (begins, whole)]
    return f"(?i:{_WORDS.replace('^', '')}|{_in_bytes(_GAP)}(?:{ways[0]}|(?:{ways[1]}){end}))"


def _in_bytes(pattern: str) -> str:
    """Return a pattern whose classes of letters are alternatives of bytes; a Thai letter is three of them."""
    return re.sub(r"\[([^]]*)\]", lambda match: _class_in_bytes(match[1]), pattern)


@lru_cache
def _class_in_bytes(letters: str) -> str:
    spelt: str = re.sub(r"\\x\{([0-9a-f]+)\}", lambda match: "\\u" + match[1].rjust(4, "0"), letters)
    wanted = re.compile(f"[{spelt}]")
    found = [letter.encode() for letter in _LETTERS if wanted.fullmatch(letter)]
    starts = sorted({letter[:-1] for letter in found})
    ways = [
        "".join(rf"\x{byte:02x}" for byte in start)
        + _ranges([letter[-1] for letter in found if letter[:-1] == start], r"\x{:02x}")
        for start in starts
    ]
    return f"(?:{'|'.join(ways)})"


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
