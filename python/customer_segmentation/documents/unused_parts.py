"""The sheet of a returned workbook that says what of a file was not used at all, why, and what is expected instead."""

from collections.abc import Mapping, Sequence
from typing import Any

from customer_segmentation.documents.workbooks import Cell, Sheet
from customer_segmentation.intake.reasons import expected
from customer_segmentation.returned import UNUSED

TABLE = "staging.stg_unused_parts"
OPEN = f"""
    select sender, source_file, source_sheet, kind, row_count, first_row, reason_code, reason_th, reason_en
    from {TABLE}
    where replaced_by_file is null
    order by source_file, source_sheet, first_row, reason_th
"""
ADVICE = f"แผ่นงาน {UNUSED} บอกว่าส่วนใดของไฟล์ไม่ได้นำมาใช้ ให้แก้ในไฟล์เดิม แล้วส่งใหม่โดยใช้ชื่อและโฟลเดอร์เดิม (นามสกุลต่างได้)"
HEADERS = ("ไฟล์", "แผ่นงาน", "แถวแรก", "จำนวนแถว", "เหตุผลที่ไม่ได้ใช้", "สิ่งที่คาดว่าจะได้รับ", "Why it is not used", "Expected")
_WHOLE_FILE = "ทั้งไฟล์"


def unused_sheet(parts: Sequence[Mapping[str, Any]]) -> Sheet:
    """Return the sheet of the parts of one file; the file, the sheet and the first row say where each lies."""
    lines = [_line(part) for part in parts]
    header = [Cell(text, "header") for text in HEADERS]
    return Sheet(UNUSED, [header, *lines], frozen_rows=1, widths=(36, 18, 10, 12, 52, 44, 52, 44))


def _line(part: Mapping[str, Any]) -> list[Cell]:
    thai, english = expected(part["reason_code"])
    sheet = _WHOLE_FILE if part["kind"] == "file" else part["source_sheet"] or None
    return [
        Cell(part["source_file"], "prose"),
        Cell(sheet, "prose"),
        Cell(part["first_row"]),
        Cell(part["row_count"] or None),
        Cell(part["reason_th"], "advice"),
        Cell(thai, "advice"),
        Cell(part["reason_en"], "advice"),
        Cell(english, "advice"),
    ]
