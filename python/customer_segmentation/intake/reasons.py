"""Why something was set aside, in Thai for the unit that sent it and in English for the engineer."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Reason:
    """A reason's code and its sentence in both languages."""

    code: str
    thai: str
    english: str


def on_sheet(why: Reason, sheet: str) -> Reason:
    """Return a reason that begins with the sheet it is about."""
    return Reason(why.code, f"แผ่นงาน {sheet}: {why.thai}", f"Sheet {sheet}: {why.english}") if sheet else why


class RefusedError(Exception):
    """What a person asked for can't be done; says so in both languages."""

    def __init__(self, thai: str, english: str) -> None:
        super().__init__(english)
        self.thai = thai
        self.english = english


class UnreadableError(Exception):
    """A file that can't be read as a table; carries the reason in both languages."""

    def __init__(self, why: Reason) -> None:
        super().__init__(why.english)
        self.reason = why


_TEXTS = {
    "file_empty": ("ไฟล์ว่าง ไม่มีข้อมูล", "The file is empty."),
    "workbook_broken": (
        "เปิดไฟล์ Excel ไม่ได้ ไฟล์ไม่ครบ เสียหาย หรือไม่ใช่ไฟล์ Excel โปรดเปิดไฟล์ต้นฉบับแล้วบันทึกและส่งใหม่",
        "The workbook can't be opened: it is truncated, damaged, or no workbook at all. "
        "Save the original again and resend it.",
    ),
    "workbook_encrypted": (
        "ไฟล์ Excel ใส่รหัสผ่านไว้ โปรดบันทึกโดยไม่ใส่รหัสผ่านแล้วส่งใหม่",
        "The workbook is protected by a password. Save it without one and resend it.",
    ),
    "workbook_binary": (
        "เป็นไฟล์ Excel แบบไบนารี (.xlsb) จึงไม่เปิด โปรดบันทึกเป็น .xlsx แล้วส่งใหม่",
        "A binary workbook (.xlsb) is not opened. Save it as .xlsx and resend it.",
    ),
    "workbook_too_large": (
        "ไฟล์ Excel เมื่อคลายแล้วใหญ่เกินที่รับได้ ({found} ไบต์ รับได้ {expected} ไบต์)",
        "The workbook unpacks to {found} bytes; at most {expected} are read.",
    ),
    "sheet_too_large": (
        "แผ่นงาน {sheet} กินพื้นที่ถึงเซลล์ {found} เกินที่รับได้ {expected} เซลล์ โปรดลบเซลล์ที่หลงอยู่ไกลจากตารางแล้วส่งใหม่",
        "The sheet {sheet} reaches as far as cell {found}; at most {expected} cells are read. "
        "Delete the stray cells far from the table and resend it.",
    ),
    "markup": (
        "ไฟล์นี้เป็นหน้าเว็บหรือ XML ที่ใช้นามสกุลของตาราง โปรดเปิดใน Excel แล้วบันทึกเป็น .xlsx และส่งใหม่",
        "This is a web page or XML under a table's name. Open it in Excel, save it as .xlsx and resend it.",
    ),
    "text_damaged": (
        "ไฟล์เป็น UTF-8 แต่มีไบต์เสียที่ตำแหน่ง {found} ไฟล์อาจถูกตัดหรือคัดลอกไม่ครบ โปรดส่งไฟล์ต้นฉบับใหม่",
        "The text is UTF-8 with a broken byte at position {found}: it was cut short. Resend the original.",
    ),
    "letters_lost": (
        "ตัวอักษรไทยกลายเป็นเครื่องหมาย ? เพราะบันทึกด้วยรหัสที่ไม่มีอักษรไทย กู้คืนไม่ได้ โปรดเปิดไฟล์ต้นฉบับแล้วบันทึกเป็น CSV UTF-8 และส่งใหม่",
        "Thai letters became question marks when the file was saved in an encoding without them; they are lost. "
        "Save the original as CSV UTF-8 and resend it.",
    ),
    "not_understood": (
        "อ่านไฟล์ไม่ได้ด้วยเหตุที่ระบบไม่รู้จัก โปรดบันทึกใหม่เป็น .xlsx หรือ CSV UTF-8 แล้วส่งอีกครั้ง และแจ้งผู้ดูแลระบบ",
        "The file could not be read for a reason that is not known. Save it again as .xlsx or CSV UTF-8, "
        "and tell the maintainers.",
    ),
    "still_copied": (
        "ไฟล์ยังคัดลอกไม่เสร็จ จะรับในรอบถัดไป",
        "The file is still being copied; the next intake takes it.",
    ),
    "no_permission": (
        "ไม่มีสิทธิ์เปิดไฟล์ โปรดแก้สิทธิ์ของไฟล์ จะรับในรอบถัดไป",
        "The file may not be opened. Change its permissions; the next intake takes it.",
    ),
    "too_many_columns": (
        "แผ่นงานมี {found} คอลัมน์ เกินที่รับได้ {expected} คอลัมน์",
        "The sheet has {found} columns; at most {expected} are read.",
    ),
    "file_too_large": (
        "ไฟล์มีขนาด {found} ไบต์ เกินที่รับได้ {expected} ไบต์",
        "The file has {found} bytes; at most {expected} are read.",
    ),
    "mojibake": (
        "ตัวอักษรไทยเพี้ยน เพราะไฟล์ถูกเปิดผิดรหัสภาษาแล้วบันทึกทับ โปรดเปิดไฟล์ต้นฉบับแล้วบันทึกเป็น CSV UTF-8 และส่งใหม่ ระบบไม่เดาข้อความให้",
        "The Thai text was opened in the wrong encoding and saved again. Save the original as CSV UTF-8 and resend it; "
        "nothing was guessed.",
    ),
    "encoding_unknown": (
        "อ่านตัวอักษรในไฟล์ไม่ได้ (ไม่ใช่ UTF-8 UTF-16 หรือ cp874) โปรดบันทึกเป็น CSV UTF-8 แล้วส่งใหม่",
        "The text is neither UTF-8, UTF-16 nor cp874. Save it as CSV UTF-8 and resend it.",
    ),
    "quote_open": (
        "เครื่องหมายคำพูดที่เปิดไว้ในแถว {found} ไม่มีตัวปิด แถวถัดจากนั้นจึงกลายเป็นเซลล์เดียวและอ่านไม่ได้ โปรดแก้แล้วส่งใหม่",
        "A quotation mark opens in row {found} and is never closed, so the rows below it can't be told apart. "
        "Correct it and resend the file.",
    ),
    "cell_too_long": (
        "แถว {found} มีเซลล์ที่ยาวเกิน {expected} ตัวอักษร อาจเพราะเครื่องหมายคำพูดไม่มีตัวปิด โปรดแก้แล้วส่งใหม่",
        "Row {found} has a cell of more than {expected} letters; a quotation mark may be open. "
        "Correct it and resend the file.",
    ),
    "archive_broken": (
        "เปิดไฟล์ ZIP ไม่ได้ ไฟล์ไม่ครบหรือเสียหาย โปรดบีบอัดใหม่แล้วส่งอีกครั้ง",
        "The ZIP file can't be opened: it is truncated or damaged. Make it again and resend it.",
    ),
    "archive_encrypted": (
        "ไฟล์ใน ZIP ใส่รหัสผ่านไว้ โปรดส่งโดยไม่ใส่รหัสผ่าน",
        "The ZIP file is protected by a password. Send it without one.",
    ),
    "archive_unsafe": (
        "ชื่อไฟล์ใน ZIP ชี้ออกนอกโฟลเดอร์ ({found}) จึงไม่รับ",
        "A name inside the ZIP points outside its folder ({found}); it is refused.",
    ),
    "archive_too_large": (
        "ไฟล์ใน ZIP เมื่อคลายแล้วใหญ่เกินที่รับได้ ({found} ไบต์ รับได้ {expected} ไบต์)",
        "The ZIP unpacks to {found} bytes; at most {expected} are read.",
    ),
    "archive_too_many": (
        "ใน ZIP มี {found} ไฟล์ เกินที่รับได้ {expected} ไฟล์ โปรดแยกส่ง",
        "The ZIP holds {found} files; at most {expected} are read. Send it in parts.",
    ),
    "archive_empty": ("ไฟล์ ZIP ว่าง ไม่มีไฟล์ข้างใน", "The ZIP file holds no file."),
    "archive_nested": (
        "มีไฟล์ ZIP ซ้อนอยู่ใน ZIP ({found}) โปรดแยกออกมาแล้วส่งใหม่",
        "There is a ZIP inside the ZIP ({found}). Take it out and resend it.",
    ),
    "document": (
        "เป็นเอกสาร ({found}) ไม่ใช่ตาราง โปรดคัดตารางในเอกสารลง Excel แล้วส่งเป็น .xlsx",
        "This is a document ({found}), not a table. Copy its table into Excel and send it as .xlsx.",
    ),
    "kind_unknown": (
        "ไม่ใช่ไฟล์ตาราง ({found}) รับเฉพาะ CSV TXT XLSX XLS และ ZIP",
        "This is no table ({found}); CSV, TXT, XLSX, XLS and ZIP are read.",
    ),
    "sheet_hidden": (
        "แผ่นงานถูกซ่อนไว้ จึงไม่นำมาใช้ หากต้องการให้ใช้ โปรดเลิกซ่อนแล้วส่งใหม่",
        "The sheet is hidden, so it is not used. Unhide it and resend the file if it should be.",
    ),
    "no_feed": (
        "ไม่พบตารางที่รู้จัก {expected}",
        "No known table was found. {expected_en}",
    ),
    "header_hint": (
        'พบคอลัมน์ "{found}" ที่ไม่รู้จัก หมายถึง "{expected}" หรือไม่ (เก็บไว้แต่ยังไม่นำมาใช้)',
        'Column "{found}" is unknown: did you mean "{expected}"? It is kept and not used.',
    ),
    "unknown_columns": (
        "คอลัมน์ที่ข้อมูลชุดนี้ไม่มี เก็บไว้แต่ยังไม่นำมาใช้: {found}",
        "Columns that this feed does not have are kept and not used: {found}",
    ),
    "more_cells": (
        "แถวมีเซลล์มากกว่าหัวคอลัมน์ ค่าอาจเลื่อนช่อง เช่น ตัวเลข 1,200 ที่ไม่มีเครื่องหมายคำพูด โปรดแก้แล้วส่งใหม่",
        "Rows of more cells than the header: values may have moved, as with a number 1,200 without quotation marks. "
        "Correct and resend.",
    ),
    "line_cut": (
        "แถวสุดท้าย (แถว {found}) มีเซลล์น้อยกว่าแถวอื่นและไม่จบบรรทัด ไฟล์น่าจะถูกตัดขาด โปรดเทียบกับไฟล์ต้นฉบับ หากข้อมูลขาดให้ส่งใหม่",
        "The last row (row {found}) has fewer cells than the others and its line does not end: the file seems cut. "
        "Compare it with the original, and resend it if something is missing.",
    ),
    "line_open": (
        "บรรทัดสุดท้าย (แถว {found}) ไม่จบบรรทัด ไฟล์อาจถูกตัดขาด โปรดดูว่าแถวนี้ครบและเป็นแถวสุดท้ายจริง",
        "The last line (row {found}) does not end; perhaps the file was cut. See whether it is whole and the last one.",
    ),
    "no_rows": ("ตารางมีแต่หัวคอลัมน์ ไม่มีแถวข้อมูล", "The table has a header and no row."),
    "two_feeds": (
        "ตารางนี้เข้าได้กับข้อมูลมากกว่าหนึ่งชุด ({found}) จึงไม่เดาให้ โปรดเพิ่มคอลัมน์ที่บอกได้ว่าเป็นชุดใด",
        "The table fits more than one feed ({found}); nothing is guessed. Add the column that tells which it is.",
    ),
    "stranger": (
        "แถวของตารางอื่นเหนือหรือใต้ตารางนี้ ไม่มีค่าในคอลัมน์ที่จำเป็น โปรดแยกไปไว้อีกแผ่นงาน",
        "Rows of another table above or below this one, without the required values. Put it on its own sheet.",
    ),
    "title": ("แถวชื่อเรื่องเหนือตาราง", "A title above the table."),
    "header": ("แถวหัวตาราง", "A header row."),
    "total": ("แถวผลรวม", "A total row."),
    "note": ("แถวหมายเหตุ", "A note."),
    "guide": ("แผ่นงานของแฟ้มส่งกลับ ไม่ใช่ข้อมูล", "A sheet of a workbook that was sent back; it holds no data."),
}
_ONE_TABLE = (
    "หัวคอลัมน์ที่จำเป็นครบของข้อมูลชุดเดียว ตามคู่มือของข้อมูลชุดนั้น แผ่นงานที่ไม่ใช่ตารางข้อมูลไม่ต้องแก้",
    "All required headers of one feed, as its guide shows them; a sheet that is no table needs nothing.",
)
_READABLE = (
    "ไฟล์ CSV (UTF-8) XLSX หรือ XLS ที่เปิดได้โดยไม่ใส่รหัสผ่าน มีหัวคอลัมน์อยู่เหนือข้อมูล",
    "A CSV (UTF-8), XLSX or XLS file that opens without a password, with a header above its rows",
)
_ZIP = (
    "ไฟล์ ZIP ที่เปิดได้โดยไม่ใส่รหัสผ่าน มีไฟล์ตารางอยู่ข้างในโดยตรง",
    "A ZIP that opens without a password and holds the files themselves",
)
# what a sender should send instead, where it is not just a file that can be read
_EXPECTED = {
    "sheet_hidden": (
        "แผ่นงานที่ไม่ซ่อน หากต้องการให้ใช้ข้อมูลในแผ่นงานนี้",
        "A sheet that is not hidden, if its rows should be used",
    ),
    "no_feed": _ONE_TABLE,
    "two_feeds": _ONE_TABLE,
    "no_rows": (
        "แถวข้อมูลใต้หัวคอลัมน์ หากงวดนี้ไม่มีข้อมูลจริงไม่ต้องแก้",
        "Rows below the header; if there was nothing to report, nothing needs to be done",
    ),
    "stranger": ("ตารางละหนึ่งแผ่นงาน", "One table on each sheet"),
    "more_cells": (
        "เซลล์เท่ากับหัวคอลัมน์ ตัวเลขที่มีจุลภาคอยู่ในเครื่องหมายคำพูด",
        "As many cells as headers; a number with commas in quotation marks",
    ),
    **{code: _ZIP for code in _TEXTS if code.startswith("archive_")},
}


def reason(code: str, **details: str) -> Reason:
    """Return the reason of a code with its details filled in."""
    thai, english = _TEXTS[code]
    return Reason(code, thai.format(**details), english.format(**details))


def expected(code: str) -> tuple[str, str]:
    """Return what is expected in the place of what was not used, in Thai and in English."""
    return _EXPECTED.get(code, _READABLE)
