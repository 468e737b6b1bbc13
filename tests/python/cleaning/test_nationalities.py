"""A nationality in the words that units use, Thai or English, finds its code through the lists of the project."""

import csv

from .conftest import PROJECT, Clean

SPOKEN = {
    "thailand": ["ไทย", "Thai", "thai", "ชาวไทย", "สัญชาติไทย", "Thailand", "TH"],
    "japan": ["ญี่ปุ่น", "ชาวญี่ปุ่น", "Japanese", "ประเทศญี่ปุ่น"],
    "china": ["จีน", "ชาวจีน", "Chinese", "P.R.C.", "สาธารณรัฐประชาชนจีน"],
    "taiwan": ["ไต้หวัน", "ใต้หวัน", "ชาวไต้หวัน", "Taiwanese"],
    "united_states": ["อเมริกัน", "ชาวอเมริกัน", "สหรัฐฯ", "U.S.A.", "American"],
    "singapore": ["สิงคโปร์", "สิงค์โปร์", "Singaporean"],
    "south_korea": ["เกาหลี", "ชาวเกาหลีใต้", "Korean", "Republic of Korea"],
    "netherlands": ["ดัตช์", "ฮอลแลนด์", "Dutch"],
    "other": ["อื่นๆ", "อื่น ๆ", "Others"],
}


def test_a_nationality_in_words_finds_its_code(clean: Clean) -> None:
    """The lists say which name stands for what, the cleaning which spellings are one."""
    with (PROJECT / "seeds" / "nationalities.csv").open(encoding="utf-8") as file:
        names = [(text, row["code"]) for row in csv.DictReader(file) for text in row.values()]
    with (PROJECT / "seeds" / "aliases.csv").open(encoding="utf-8") as file:
        names += [(row["alias"], row["code"]) for row in csv.DictReader(file) if row["list"] == "nationality"]
    keys = clean("alias_key('value')", [name for name, _ in names])
    known = dict(zip(keys, (code for _, code in names), strict=True))
    for code, spoken in SPOKEN.items():
        found = [known.get(key) for key in clean("alias_key('value')", list(spoken))]
        assert dict(zip(spoken, found, strict=True)) == dict.fromkeys(spoken, code)
