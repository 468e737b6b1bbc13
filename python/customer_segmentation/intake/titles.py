"""What lands of the titles above a table: the year, day, service, unit or note of replacement that staging reads.

A title is typed text and may name a person ("ผู้จัดทำ: …"), so nothing else of it lands in clear; its rows are set aside
whole, and their text lies in the personal store.
"""

import re

from pythainlp.util import normalize as normalize_thai

from customer_segmentation.intake.headers import is_month

_DIGITS = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")
_INVISIBLE = re.compile("[\u200b-\u200f\u2060\ufeff\u00ad]")
_YEAR = r"ปี ?(?:งบประมาณ|งบฯ|งบ)? ?(?:พ[.]?ศ[.]?)? ?(?:[0-9]{4}|[0-9]{2})(?![0-9])"
_DAY = (
    r"(?:ณ|as of) ?(?:วันที่)? ?"
    r"(?:[0-9]{1,4}[-/][0-9]{1,2}[-/][0-9]{2,4}|[0-9]{1,2}(?P<month>[^0-9|]{1,20}(?:[0-9]{4}|[0-9]{2})))"
)
_SERVICE = r"การใช้ ?[^ |]+"
_UNIT = r"[(]หน่วย(?!งาน) ?:? ?[^)|]{1,40}[)]"
_REPLACES = (
    r"แทน(?:ที่)? ?(?:ข้อมูล|ไฟล์|ฉบับ)?(?:เดิม|เก่า)? ?ทั้ง(?:งวด|ปี|หมด|ฉบับ|ชุด|เดือน)"
    r"|(?i:replaces? (?:the )?(?:whole|entire) (?:period|year))"
)
_READ = re.compile("|".join((_REPLACES, _DAY, _YEAR, _SERVICE, _UNIT)))


def read_in_title(text: str) -> str:
    """Return the parts of a title that staging reads, each once; the macros of staging find in them what they find
    in the whole text.
    """
    plain = " ".join(_INVISIBLE.sub("", text.translate(_DIGITS)).split())
    ordered = normalize_thai(plain.replace("ํา", "ำ")) if plain else ""
    found = [match[0] for match in _READ.finditer(ordered) if not match["month"] or is_month(match["month"])]
    return " | ".join(dict.fromkeys(found))
