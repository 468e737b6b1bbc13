"""Juristic ids and names that no real firm has: registered in the year 999, named as an example."""

from demo.design import (
    AUTOMOTIVE,
    CHEMICAL,
    ELECTRONICS,
    ENERGY,
    FOOD,
    LOGISTICS,
    MACHINERY,
    MEDICAL,
    METAL,
    RUBBER,
)

SYLLABLES = (
    ("โซ", "So"), ("มิ", "mi"), ("กา", "ka"), ("เรน", "ren"), ("ทา", "ta"), ("ยู", "yu"), ("คอ", "kor"),
    ("วิ", "vi"), ("ลา", "la"), ("เน็ก", "nek"), ("ฟู", "fu"), ("จิ", "ji"), ("รา", "ra"), ("โต", "to"),
    ("เบ", "be"), ("ซัน", "san"), ("มา", "ma"), ("นิ", "ni"), ("โก", "go"),
)  # fmt: skip
TRADES = {
    AUTOMOTIVE: ("ออโต้พาร์ท", "Autoparts"),
    ELECTRONICS: ("อิเล็กทรอนิกส์", "Electronics"),
    CHEMICAL: ("เคมิคอล", "Chemical"),
    METAL: ("สตีล", "Steel"),
    FOOD: ("ฟู้ด", "Foods"),
    RUBBER: ("พลาสติก", "Plastics"),
    MACHINERY: ("แมชชีน", "Machinery"),
    LOGISTICS: ("โลจิสติกส์", "Logistics"),
    MEDICAL: ("เมดิคอล", "Medical"),
    ENERGY: ("เอนเนอร์ยี่", "Energy"),
}
STYLES = (
    "บริษัท {th} จำกัด",
    "บริษัท {th} จำกัด",
    "บจก. {th}",
    "บริษัท {th} (ประเทศไทย) จำกัด",
    "บริษัท {th} จำกัด",
    "{en} Co.,Ltd.",
    "บริษัท {th} จำกัด (มหาชน)",
    "บมจ.{th}",
)


def juristic_id(province: str, is_public: bool, serial: int) -> str:
    """Return a 13-digit id: 0, province, kind, year 999, serial of five digits, check digit."""
    digits = f"0{province}{'7' if is_public else '5'}999{serial:05d}"
    weighted = sum(int(digit) * weight for digit, weight in zip(digits, range(13, 1, -1), strict=True))
    return f"{digits}{(11 - weighted % 11) % 10}"


def company_name(serial: int, industry: str, style: int) -> str:
    """Return the invented name of the firm with that serial number, unique by it."""
    base = len(SYLLABLES)
    # a stride coprime to the number of words, so that neighbours don't rhyme
    word = serial * 2503 % base**3
    chosen = [SYLLABLES[word // base**place % base] for place in (2, 1, 0)]
    thai, english = "".join(th for th, _ in chosen), "".join(en for _, en in chosen).capitalize()
    trade_th, trade_en = TRADES[industry]
    return STYLES[style].format(th=f"ตัวอย่าง{thai} {trade_th}", en=f"Tua Yang {english} {trade_en}")


def is_public(style: int) -> bool:
    """Tell whether that style of name is a public company's."""
    return style >= 6
