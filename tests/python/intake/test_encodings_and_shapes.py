"""However a table is encoded, separated or headed, the same values land."""

import codecs
import csv
import io
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from customer_segmentation.declarations import Feed
from customer_segmentation.intake import take_in
from customer_segmentation.settings import Settings

PROJECT = Path(__file__).parents[3]
HEADERS = {
    "contract_number": "เลขที่สัญญา",
    "juristic_id": "เลขทะเบียนนิติบุคคล",
    "area": "เนื้อที่",
    "contract_type": "ประเภทสัญญา",
    "value_baht": "มูลค่าสัญญา (บาท)",
}
ENCODINGS = ("cp874", "utf-16", "utf-32", "utf-8", "utf-8-sig")
SEPARATORS = [",", ";", "\t", "|"]
# spellings that departments use for one and the same header
SPELLINGS = [
    lambda header: header,
    lambda header: f" {header} ",
    lambda header: header.replace(" ", "\u00a0"),
    lambda header: header.replace("ที่", "ท\u0e48\u0e35"),
    lambda header: header.replace(" (", "\n("),
    lambda header: header.replace("ทะเบียน", "ทะ\u200bเบียน"),
    lambda header: header.replace("เ", "เ").replace("สัญญา", "สัญญา:"),
]
# cells that any spreadsheet can hold; separators, quotes and line breaks included
CELL = st.text(alphabet=st.sampled_from("กขคงนมรอาิีู่้์ำเแ๐๒ aZ09-.,;|'\"()/\n\t"), min_size=1, max_size=12).map(str.strip)
ROW = st.tuples(
    st.integers(1, 999).map(lambda number: f"กนอ.{number:03}/2566"),
    st.integers(0, 9).map(lambda digit: f"011599900001{digit}"),
    st.sampled_from(["12-2-45.5", "8 ไร่", "๑๒ ไร่ ๒ งาน"]),
    CELL,
    CELL,
)


def encode(rows: list[tuple[str, ...]], header: list[str], encoding: str, separator: str) -> bytes:
    """Write a table as a program of that habit would."""
    text = io.StringIO()
    csv.writer(text, delimiter=separator, lineterminator="\r\n").writerows([header, *rows])
    if encoding == "utf-16":
        return codecs.BOM_UTF16_LE + text.getvalue().encode("utf-16-le")
    return text.getvalue().encode(encoding)


def values(folder: Path, content: bytes, feeds: dict[str, Feed]) -> list[tuple[Any, ...]]:
    """Take in one file in a warehouse of its own and return what landed of it."""
    warehouse = Settings(project_dir=PROJECT, data_dir=folder, inbox_dir=folder / "inbox")
    warehouse.inbox_dir.mkdir(parents=True)
    (warehouse.inbox_dir / "table.csv").write_bytes(content)
    take_in(warehouse, feeds)
    paths = sorted((warehouse.landing_dir / "contracts").glob("*.parquet"))
    rows = [row for path in paths for row in pq.read_table(path).to_pylist()]
    return [tuple(row[name] for name in [*HEADERS, "_row"]) for row in rows]


@given(
    rows=st.lists(ROW, min_size=1, max_size=6),
    encoding=st.sampled_from(ENCODINGS),
    separator=st.sampled_from(SEPARATORS),
    spellings=st.tuples(*[st.sampled_from(SPELLINGS)] * len(HEADERS)),
)
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_encoding_separator_and_spelling_do_not_matter(
    tmp_path_factory: pytest.TempPathFactory,
    feeds: dict[str, Feed],
    rows: list[tuple[str, ...]],
    encoding: str,
    separator: str,
    spellings: tuple[Any, ...],
) -> None:
    header = [spell(name) for spell, name in zip(spellings, HEADERS.values(), strict=True)]
    if encoding == "cp874":
        header = [name.replace("\u200b", "") for name in header]
    landed = values(tmp_path_factory.mktemp("any"), encode(rows, header, encoding, separator), feeds)
    expected = [(*(cell.strip() or None for cell in row), number) for number, row in enumerate(rows, start=2)]
    assert landed == expected


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_a_mark_is_read(
    tmp_path_factory: pytest.TempPathFactory, feeds: dict[str, Feed], encoding: str
) -> None:
    row = ("กนอ.1", "0115999000016", "8 ไร่", "ขาย", "1")
    content = encode([row], list(HEADERS.values()), encoding, "\t")
    assert values(tmp_path_factory.mktemp("any"), content, feeds) == [(*row, 2)]


def test_utf8_cut_within_a_letter_is_reported_as_damaged(settings: Settings, feeds: dict[str, Feed]) -> None:
    content = encode([("กนอ.1", "0115999000016", "8 ไร่", "ขาย", "1")] * 5, list(HEADERS.values()), "utf-8", ",")
    cut = content[: content.rindex("ข".encode()) + 2]
    (settings.inbox_dir / "cut.csv").write_bytes(cut)
    reasons = take_in(settings, feeds).reports[0].reasons
    assert [why.code for why in reasons] == ["text_damaged"]


@pytest.mark.parametrize(
    ("read_as", "expected"), [("cp874", "mojibake"), ("latin-1", "mojibake"), ("cp1252", "mojibake")]
)
def test_utf8_read_in_a_wrong_encoding_is_recognised(
    settings: Settings, feeds: dict[str, Feed], read_as: str, expected: str
) -> None:
    content = encode([("กนอ.1", "0115999000016", "8 ไร่", "ขาย", "1")], list(HEADERS.values()), "utf-8", ",")
    (settings.inbox_dir / "twice.csv").write_text(content.decode(read_as, errors="replace"), encoding="utf-8")
    assert [why.code for why in take_in(settings, feeds).reports[0].reasons] == [expected]


def test_thai_windows_text_read_as_latin_is_recognised(settings: Settings, feeds: dict[str, Feed]) -> None:
    content = encode([("กนอ.1", "0115999000016", "8 ไร่", "ขาย", "1")], list(HEADERS.values()), "cp874", ",")
    (settings.inbox_dir / "twice.csv").write_text(content.decode("latin-1"), encoding="utf-8")
    assert [why.code for why in take_in(settings, feeds).reports[0].reasons] == ["mojibake"]


def test_thai_letters_lost_as_question_marks_are_recognised(settings: Settings, feeds: dict[str, Feed]) -> None:
    content = encode([("กนอ.1", "0115999000016", "8 ไร่", "ขาย", "1")], list(HEADERS.values()), "utf-8", ",")
    (settings.inbox_dir / "lost.csv").write_bytes(content.decode().encode("ascii", errors="replace"))
    assert [why.code for why in take_in(settings, feeds).reports[0].reasons] == ["letters_lost"]


@pytest.mark.parametrize("word", ["เธอ", "เนื้อที่", "เนินเขา เนื่องจาก เธียร"])
def test_real_words_that_look_like_mojibake_are_text(settings: Settings, feeds: dict[str, Feed], word: str) -> None:
    content = encode([("กนอ.1", "0115999000016", "8 ไร่", word, "1")], list(HEADERS.values()), "utf-8", ",")
    (settings.inbox_dir / "words.csv").write_bytes(content)
    assert take_in(settings, feeds).rows == 1
