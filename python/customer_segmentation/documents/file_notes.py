"""The sheet of a returned workbook that says what was noticed in a file though it was taken in.

Only what is asked of the sender (a header that may be misspelt, a row that was cut, a register without its day) is a
reason to write a workbook; the other notes stand in it for information.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from customer_segmentation.documents.workbooks import Cell, Sheet
from customer_segmentation.returned import NOTES

TABLE = "staging.stg_file_notes"
OPEN = f"""
    select sender, source_file, source_sheet, note_th, note_en, expected_th, expected_en, times, first_row, is_asked
    from {TABLE}
    where not is_replaced
    order by source_file, is_asked desc, source_sheet, source_table, first_row, note_code
"""
ADVICE = f"แผ่นงาน {NOTES} บอกสิ่งที่พบในไฟล์ที่รับไว้แล้ว ช่องสีเหลืองคือข้อที่ขอให้ตรวจ หากต้องแก้ ให้แก้ในไฟล์เดิมแล้วส่งใหม่โดยใช้ชื่อเดิม"
HEADERS = ("แผ่นงาน", "แถวแรก", "จำนวนครั้ง", "สิ่งที่พบ", "สิ่งที่คาดไว้", "Noticed", "Expected")


def notes_sheet(notes: Sequence[Mapping[str, Any]]) -> Sheet:
    """Return the sheet of the notes of one file, what is asked first."""
    header = [Cell(text, "header") for text in HEADERS]
    return Sheet(NOTES, [header, *map(_line, notes)], frozen_rows=1, widths=(18, 10, 12, 60, 44, 60, 44))


def is_asked(notes: Sequence[Mapping[str, Any]]) -> bool:
    """Tell whether the sender is asked to look at one of them."""
    return any(note["is_asked"] for note in notes)


def _line(note: Mapping[str, Any]) -> list[Cell]:
    return [
        Cell(note["source_sheet"] or None, "prose"),
        Cell(note["first_row"]),
        Cell(note["times"]),
        Cell(note["note_th"], "advice" if note["is_asked"] else "prose"),
        Cell(note["expected_th"], "prose"),
        Cell(note["note_en"], "prose"),
        Cell(note["expected_en"], "prose"),
    ]
