"""Asks which customers are one: a workbook of the open pairs whose answers come back through the feed of decisions.

A row is a decision already but for the answer, who gave it and when; the columns that help to answer belong to no feed,
so intake keeps them aside.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path

import duckdb

from customer_segmentation.declarations import Feed
from customer_segmentation.documents.workbooks import Cell, Sheet, write_workbook
from customer_segmentation.returned import GUIDE
from customer_segmentation.settings import Settings

NAME = "ลูกค้าที่อาจซ้ำ"
_STEP = "S1"
# the columns of the feed that a person fills in, behind what is filled in already
_PREFILLED, _ASKED = ("step", "subject"), ("outcome", "person", "unit", "decided_on", "reason")
_HELP = ("รายที่หนึ่ง", "ที่ตั้งรายที่หนึ่ง", "รายที่สอง", "ที่ตั้งรายที่สอง", "สิ่งที่ตรงกัน")
_GUIDE = (
    "แฟ้มนี้มีลูกค้าคู่ที่ชื่อหรือรหัสลูกค้าตรงกัน ระบบไม่รวมลูกค้าเองจากชื่อ ต้องมีคนตอบ จนกว่าจะตอบทั้งสองนับเป็นคนละราย",
    "๑. เลือกคำตอบในช่องสีเหลือง {header} ของแต่ละแถว: {answers}",
    "๒. กรอกผู้พิจารณา และวันที่พิจารณา เช่น 15/03/2567 เหตุผลจะกรอกหรือไม่ก็ได้",
    "๓. อย่าแก้คอลัมน์เรื่อง ระบบใช้จับคู่คำตอบกับลูกค้า",
    "๔. แถวใดยังตอบไม่ได้ ลบทั้งแถวออก ระบบจะถามใหม่",
    "๕. บันทึกแล้วส่งแฟ้มนี้กลับ หรือวางในกล่องรับข้อมูล (inbox) ตอบใหม่ภายหลังได้ คำตอบที่วันที่ใหม่กว่าใช้แทนคำตอบเดิม",
)
_TABLE = "marts.possible_duplicates"
_OPEN = f"""
    select
        pairs.decision_subject,
        pairs.customer_name_1,
        coalesce(estate_1.name_th, pairs.estate_1),
        pairs.customer_name_2,
        coalesce(estate_2.name_th, pairs.estate_2),
        concat_ws(
            ', ',
            case when pairs.same_name then 'ชื่อ' end,
            case when pairs.same_customer_number then 'รหัสลูกค้า' end,
            case when pairs.same_estate then 'นิคม' end,
            case when pairs.same_province then 'จังหวัด' end
        )
    from {_TABLE} as pairs
    left join seeds.estates as estate_1 on pairs.estate_1 = estate_1.code
    left join seeds.estates as estate_2 on pairs.estate_2 = estate_2.code
    where pairs.decision is null
    order by pairs.customer_id_1, pairs.customer_id_2
"""
_ANSWERS = "select name_th from seeds.decision_outcomes where code in ('same', 'different') order by code desc"


def write_duplicates(settings: Settings, warehouse: Path, feeds: Mapping[str, Feed]) -> list[Path]:
    """Write the workbook of the open pairs for the unit that sends decisions; return its path, or none.

    A workbook of an earlier call goes when no pair is open any more.

    Parameters
    ----------
    settings
        Where the outbox lies.
    warehouse
        The DuckDB file with `marts.possible_duplicates`.
    feeds
        The declared feeds.
    """
    feed = feeds["decisions"]
    path = settings.outbox_dir / "duplicates" / feed.sender / f"{NAME}.xlsx"
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        known = "select true from information_schema.tables where table_schema || '.' || table_name = $1"
        is_built = connection.execute(known, [_TABLE]).fetchone()
        pairs = connection.execute(_OPEN).fetchall() if is_built else []
        answers = [answer for (answer,) in connection.execute(_ANSWERS).fetchall()] if is_built else []
    if not pairs:
        path.unlink(missing_ok=True)
        return []
    write_workbook(path, [_guide_sheet(feed, len(pairs), answers), _sheet(feed, pairs, answers)])
    return [path]


def _guide_sheet(feed: Feed, pairs: int, answers: Sequence[str]) -> Sheet:
    words = {"header": feed.main_header("outcome"), "answers": " หรือ ".join(answers)}
    lines = (f"รอคำตอบ {pairs} คู่", *(line.format(**words) for line in _GUIDE))
    heading = [Cell("ลูกค้าที่อาจเป็นรายเดียวกัน", "heading")]
    return Sheet(GUIDE, [heading, *([Cell(line, "prose")] for line in lines)], widths=(110,))


def _sheet(feed: Feed, pairs: Sequence[Sequence[str | None]], answers: Sequence[str]) -> Sheet:
    asked = {name: "answer" for name in _ASKED}
    headers = [*_HELP, *(feed.main_header(name) for name in (*_PREFILLED, *_ASKED))]
    rows = [
        [
            *(Cell(text) for text in helping),
            Cell(_STEP, "reference"),
            Cell(subject, "reference"),
            *(Cell(feed.sender if name == "unit" else None, style) for name, style in asked.items()),
        ]
        for subject, *helping in pairs
    ]
    return Sheet(
        NAME,
        [[Cell(header, "header") for header in headers], *rows],
        frozen_rows=1,
        widths=(36, 22, 36, 22, 24, 10, 40, 18, 24, 12, 16, 36),
        choices={headers.index(feed.main_header("outcome")): tuple(answers)},
    )
