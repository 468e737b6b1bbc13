"""From the bytes of a text file to rows of cells: encoding, separator, quotes. Judges no value."""

import csv
import io
import re
from itertools import chain
from os import SEEK_END
from pathlib import Path

from customer_segmentation.intake.reasons import UnreadableError, reason

Row = list[str | None]

# what is no part of a cell's text at its ends
SPACES = " \t\r\n\u00a0\u200b\ufeff"
SEPARATORS = (",", ";", "\t", "|")
MAX_FIELD = 1_000_000
TAIL_BYTES = 400
_THAI = re.compile(r"[\u0e01-\u0e5b]")
_MARKUP = re.compile(r"\s*<(!doctype|html|\?xml|table|meta|script)", flags=re.IGNORECASE)
_END = "\x04"
_LOST = re.compile(r"\?{3,}|\ufffd")


def plain(cell: str) -> str | None:
    """Return a cell's text without the blanks at its ends; None if nothing is left."""
    return cell.strip(SPACES) or None


def candidate_encodings(start: bytes) -> tuple[str, ...]:
    """Return the encodings to try, in order, for a file that starts so: its mark, else UTF-8, then Thai Windows."""
    if start[:4] in (b"\xff\xfe\0\0", b"\0\0\xfe\xff"):
        return ("utf-32",)
    if start[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return ("utf-16",)
    if start[:3] == b"\xef\xbb\xbf":
        return ("utf-8-sig",)
    pairs = start[: len(start) // 2 * 2][:400]
    if pairs and pairs.count(0):
        low, high = pairs[0::2].count(0), pairs[1::2].count(0)
        # separators and digits are half zero in UTF-16; no other text holds a zero byte
        return ("utf-16-le",) if high > low == 0 else ("utf-16-be",) if low > high == 0 else ()
    return ("utf-8", "cp874")


def decode(data: bytes) -> tuple[str, str]:
    """Return the text and its encoding.

    Raises
    ------
    UnreadableError
        If no encoding fits, the text is damaged, or it was decoded wrongly before it was saved.
    """
    for encoding in candidate_encodings(data[:400]):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError as error:
            if encoding.startswith("utf-8") and _nearly_utf8(data):
                raise UnreadableError(reason("text_damaged", found=str(error.start + 1))) from error
            continue
        check_letters(text)
        return text, encoding
    raise UnreadableError(reason("encoding_unknown"))


def check_letters(text: str) -> None:
    """Look at the beginning of a text.

    Raises
    ------
    UnreadableError
        If it is a page of markup, or Thai that was decoded wrongly and saved again, or whose letters are lost.
    """
    sample = text[:20_000]
    if _MARKUP.match(sample):
        raise UnreadableError(reason("markup"))
    if decoded_twice(sample):
        raise UnreadableError(reason("mojibake"))
    if len(_LOST.findall(sample)) >= 3 and not _THAI.search(sample):
        raise UnreadableError(reason("letters_lost"))


def decoded_twice(sample: str) -> bool:
    """Recognise Thai that was read in the wrong encoding and saved again.

    UTF-8 read as Thai Windows repeats "เธ" and "เน", for its Thai letters all start with the bytes of these two.
    Thai Windows read as Latin makes words of accented letters and signs only.
    """
    thai = len(_THAI.findall(sample))
    utf8_as_cp874 = sample.count("เธ") + sample.count("เน")
    if thai and utf8_as_cp874 >= 5 and utf8_as_cp874 * 2 > 0.3 * thai:
        return True
    latin = sum("\u00a1" <= letter <= "\u00fb" for letter in sample)
    letters = sum(letter.isalpha() for letter in sample)
    return not thai and latin >= 10 and latin > 0.3 * max(letters, 1)


def _nearly_utf8(data: bytes) -> bool:
    """Tell whether bytes are UTF-8 Thai but for a few: then they are a damaged file, not another encoding."""
    text = data.decode("utf-8", errors="replace")
    thai = len(_THAI.findall(text))
    return thai >= 5 and text.count("\ufffd") < 0.02 * thai + 2


def ends_open(tail: bytes) -> bool:
    """Tell from a text's last bytes, in any encoding, whether its last line lacks its end, as where a file was cut."""
    end = tail.rstrip(b"\0 \t\x1a")[-2:]
    # two Thai letters hold the byte of a line end in UTF-16
    return end[-1:] not in (b"\n", b"\r") or end[:-1] == b"\x0e"


def file_ends_open(path: Path) -> bool:
    """Tell the same of a file without reading all of it."""
    with path.open("rb") as file:
        file.seek(-min(path.stat().st_size, TAIL_BYTES), SEEK_END)
        return ends_open(file.read())


def split(text: str, separator: str) -> list[Row]:
    """Return the rows of a separated text; row 1 of the file is the first.

    Raises
    ------
    UnreadableError
        If a quotation mark is never closed, for all rows below it would be one cell, or if a cell is too long.
    """
    csv.field_size_limit(MAX_FIELD)
    # behind an open quotation mark the end is no row of its own
    lines = csv.reader(chain(io.StringIO(text, newline=""), [_END]), delimiter=separator)
    rows: list[Row] = []
    try:
        rows.extend([plain(cell) for cell in line] for line in lines)
    except csv.Error as error:
        raise UnreadableError(reason("cell_too_long", found=str(len(rows) + 1), expected=str(MAX_FIELD))) from error
    if rows.pop() != [_END]:
        raise UnreadableError(reason("quote_open", found=str(len(rows) + 1)))
    return rows


def find_separator(text: str) -> str:
    """Return the separator that splits most of the first lines into the same number of cells."""
    head = text[:50_000]
    best, best_score = ",", 0.0
    for separator in SEPARATORS:
        try:
            widths = [len(row) for row in csv.reader(io.StringIO(head, newline=""), delimiter=separator) if row]
        except csv.Error:
            continue
        widths = widths[:-1] if len(head) < len(text) and len(widths) > 1 else widths
        usual = max(set(widths), key=lambda width: (widths.count(width), width), default=1)
        score = widths.count(usual) / len(widths) * (usual - 1 > 0) + usual / 1000 if widths else 0.0
        if score > best_score:
            best, best_score = separator, score
    return best
