"""What a header says, whatever its spelling: normal forms to compare; headers that are months, quarters, items."""

import re
import unicodedata
from functools import lru_cache

from pythainlp.util import normalize as normalize_thai

_DIGITS = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")
_MONTHS = (
    "มค|มกราคม|กพ|กุมภาพันธ์|มีค|มีนาคม|เมย|เมษายน|พค|พฤษภาคม|มิย|มิถุนายน|กค|กรกฎาคม|สค|สิงหาคม|กย|กันยายน|ตค|ตุลาคม|พย|พฤศจิกายน|ธค|ธันวาคม"
    "|january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec"
)
_MONTH = re.compile(
    rf"(เดือน)?({_MONTHS})(พศ|คศ)?(\d{{2}}|\d{{4}})?|(0?[1-9]|1[0-2])[/-]\d{{4}}|\d{{4}}[/-](0?[1-9]|1[0-2])(-01)?"
)
_QUARTER = re.compile(r"(ไตรมาส|ไตรมาสที่|quarter|q|ไตรมาสท)[1-4]((ปีงบประมาณ|ปีงบ|ปี|fy)?\d{2,4})?")
_MATRIX = re.compile(r"(?P<stem>.*?)\s*\[(?P<item>.*)\]\s*", flags=re.DOTALL)


@lru_cache(maxsize=100_000)
def normal_form(text: str) -> str:
    """Return letters, marks and digits only, in one order and one spelling, lower case."""
    plain = unicodedata.normalize("NFKC", text.translate(_DIGITS).replace("เเ", "แ"))
    ordered = normalize_thai(plain.replace("ํา", "ำ")).replace("ํา", "ำ")
    return "".join(letter for letter in ordered.casefold() if unicodedata.category(letter)[0] in "LMN")


@lru_cache(maxsize=100_000)
def rough_form(text: str) -> str:
    """Return a cheap key for finding candidates: no marks, spaces or punctuation. Equality here proves nothing."""
    plain = text.translate(_DIGITS).replace("เเ", "แ").replace("ำ", "า")
    kept = (letter for letter in plain.casefold() if letter.isalnum())
    return "".join(kept)


def is_month(header: str) -> bool:
    """Tell whether a header names a month, with or without its year."""
    text = header.translate(_DIGITS).strip()
    return bool(_MONTH.fullmatch(re.sub(r"[\s.]", "", text).casefold()) or _MONTH.fullmatch(normal_form(text)))


def is_quarter(header: str) -> bool:
    """Tell whether a header names a quarter of a fiscal year."""
    return bool(_QUARTER.fullmatch(normal_form(header)))


def matrix_parts(header: str) -> tuple[str, str] | None:
    """Split "question [item]" as forms write it; None if the header is no such thing."""
    match = _MATRIX.fullmatch(header)
    return (match["stem"].strip(), match["item"].strip()) if match else None
