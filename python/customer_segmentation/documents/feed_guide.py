"""The contract of each feed for its sender, in Thai, made from the declaration alone; with an example workbook.

The words for types, with spellings that staging takes, are the only texts here; everything else is declared.
"""

from collections.abc import Mapping
from pathlib import Path

from customer_segmentation.declarations import Column, Feed
from customer_segmentation.documents.workbooks import Cell, Sheet, write_workbook

# per type: what it is called, spellings that are taken (the example file holds each of them), and what to know
_TYPES: dict[str, tuple[str, tuple[str, ...], str]] = {
    "text": ("ข้อความ", ("ตัวอย่าง",), ""),
    "name": ("ชื่อ", ("บริษัท ตัวอย่าง จำกัด", "บจก. ตัวอย่าง"), ""),
    "juristic_id": ("เลข 13 หลัก", ("0105999000016", "๐๑๐๕๙๙๙๐๐๐๐๑๖"), "ตั้งช่องเป็นข้อความ มิฉะนั้น Excel จะย่อตัวเลข"),
    "date": ("วันที่", ("15/03/2567", "15 มี.ค. 2567", "๑๕ มีนาคม ๒๕๖๗", "2024-03-15"), ""),
    "timestamp": ("วันและเวลา", ("2023/11/05 9:14:03", "05/11/2566 09:14:03"), ""),
    "month": ("เดือนและปี", ("ต.ค. 66", "ตุลาคม 2566", "10/2566", "2023-10"), ""),
    "year": ("ปี พ.ศ. หรือ ค.ศ.", ("2567", "๒๕๖๗", "2024"), ""),
    "quarter": ("ไตรมาสของปีงบประมาณ", ("ไตรมาส 1", "1"), ""),
    "integer": ("จำนวนเต็ม", ("1,250", "๑๒๕๐", "-"), "ขีดและช่องว่างหมายถึงไม่ทราบ"),
    "decimal": (
        "จำนวน",
        ("1,234.50", "(250,000)", "-"),
        "วงเล็บคือค่าลบ ช่องว่างหมายถึงไม่ทราบ ขีดหมายถึงศูนย์ในช่องมูลค่าสัญญา ปริมาณ เป้าหมาย และผล ช่องอื่นหมายถึงไม่ทราบ",
    ),
    "area": (
        "เนื้อที่",
        ("12-2-45.5", "12 ไร่ 2 งาน 45.5 ตร.ว.", "20,182 ตร.ม."),
        "ตั้งช่องเป็นข้อความ มิฉะนั้น Excel จะเปลี่ยนเป็นวันที่",
    ),
    "likert": ("คำตอบตามมาตรวัด", ("5 มากที่สุด", "มาก", "3", "ไม่มีความเห็น"), "ไม่มีความเห็นนับเป็นไม่ตอบ"),
    "email": ("อีเมล", ("name@example.com",), ""),
    "phone": ("โทรศัพท์", ("02 123 4567", "081-234-5678"), ""),
    "unit": ("อักษรย่อหน่วยงาน", ("ฝตล.", "ฝปก.1"), ""),
}
_CELLS = {
    "month": "เดือน เช่น ต.ค. 66",
    "quarter": "ไตรมาส เช่น ไตรมาส 1",
    "matrix": "คำถาม [ข้อย่อย] ตามที่แบบฟอร์มส่งออก",
    "other": "ชื่อที่ต้องการเทียบกัน",
}


def write_guides(feeds: Mapping[str, Feed], folder: Path) -> list[Path]:
    """Write one Markdown page per feed; return the paths."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for name, feed in sorted(feeds.items()):
        paths.append(folder / f"{name}.md")
        paths[-1].write_text(guide(feed), encoding="utf-8")
    return paths


def write_examples(feeds: Mapping[str, Feed], folder: Path) -> list[Path]:
    """Write one example workbook per feed; return the paths."""
    paths = []
    for name, feed in sorted(feeds.items()):
        paths.append(folder / f"{name}.xlsx")
        write_workbook(paths[-1], [_example(feed)])
    return paths


def guide(feed: Feed) -> str:
    """Return a feed's contract as Markdown, in Thai."""
    lines = [
        "<!-- สร้างจากคำประกาศของข้อมูลชุดนี้ด้วย make feed-guide ห้ามแก้ในไฟล์นี้ -->",
        f"# {feed.title_th}",
        "",
        f"{feed.title_en} (`{feed.name}`, หมวด {feed.category}) · ผู้ส่ง: **{feed.sender}**",
        "",
        "| คอลัมน์ | หัวตารางที่รับ | ชนิดและตัวอย่างที่รับ | ต้องมีคอลัมน์ | ต้องมีค่า | ข้อมูลส่วนบุคคล |",
        "| --- | --- | --- | --- | --- | --- |",
        *(_column_line(column) for column in feed.columns if column.headers),
        "",
        f"แถวเดียวกันคือแถวที่ตรงกันทุกค่าใน: **{_key_in_words(feed)}** ไฟล์ที่มาทีหลังแทนแถวเดิม แถวที่ไม่ได้ส่งซ้ำคงอยู่",
        "",
        "ถ้าไฟล์ใหม่แทนข้อมูลของทั้งงวด ให้เขียนว่า **แทนทั้งงวด** ในชื่อไฟล์หรือแถวเหนือหัวตาราง แถวเดิมของงวดนั้นที่ไม่ได้ส่งซ้ำจะไม่นับ",
        "",
        *_cells_lines(feed),
        *_title_lines(feed),
        *_retention_lines(feed),
        *_published_lines(feed),
        "รับไฟล์ CSV XLSX XLS หรือ ZIP จะเรียงคอลัมน์อย่างไรก็ได้ คอลัมน์อื่นเก็บไว้แต่ไม่ใช้ แถวที่มีปัญหาจะส่งกลับพร้อมเหตุผล",
        "",
        f"ไฟล์ตัวอย่าง: `outbox/feed-guide/{feed.name}.xlsx` (สร้างด้วย `make feed-guide`)",
        "",
    ]
    return "\n".join(lines)


def _column_line(column: Column) -> str:
    title, _, note = _TYPES[column.type]
    taken = f"{title} เช่น {' หรือ '.join(f'`{text}`' for text in _spellings(column))}"
    marks = ("ใช่" if mark else "-" for mark in (column.header_required, column.value_required, column.personal))
    headers = " · ".join(column.headers)
    return f"| {column.headers[0]} | {headers} | {taken}{f' ({note})' if note else ''} | {' | '.join(marks)} |"


def _spellings(column: Column) -> tuple[str, ...]:
    return column.examples or _TYPES[column.type][1]


def _key_in_words(feed: Feed) -> str:
    known = {column.name: column.headers[0] for column in feed.columns if column.headers}
    derived = {
        "fiscal_year": "ปีงบประมาณ",
        "customer_id": "เลขทะเบียนนิติบุคคล (ไม่มีให้ใช้รหัสลูกค้า)",
        "register_as_of": "วันที่ของทะเบียน",
        "wave": "ปีที่สำรวจ",
        "respondent_key": "ผู้ตอบ",
    }
    return " + ".join(known.get(key) or derived.get(key, key) for key in feed.business_key)


def _cells_lines(feed: Feed) -> list[str]:
    if feed.cells is None:
        return []
    lines = [f"หนึ่งคอลัมน์ต่อหนึ่งค่าก็ได้ โดยหัวคอลัมน์เป็น{_CELLS[feed.cells.kind]}"]
    if feed.check_columns:
        lines.append(f"คอลัมน์ {', '.join(feed.check_columns)} ใช้ตรวจผลรวมเท่านั้น ไม่นับเป็นข้อมูล")
    if feed.cells.groups:
        lines += ["", "คำถามที่รู้จัก:", *(f"- {group}" for group in feed.cells.groups)]
    return [*lines, ""]


def _title_lines(feed: Feed) -> list[str]:
    return [f"แถวเหนือหัวตารางต้องบอก: {feed.title_example}", ""] if feed.title_example else []


def _retention_lines(feed: Feed) -> list[str]:
    if feed.retention is None:
        return []
    years, months = divmod(feed.retention.months, 12)
    kept = " ".join([*([f"{years} ปี"] if years else []), *([f"{months} เดือน"] if months else [])])
    end = "ปีงบประมาณ" if feed.retention.by == "fiscal_year" else "ปีที่สำรวจ"
    return [f"ข้อมูลส่วนบุคคลเก็บแยกไว้ {kept} หลังสิ้น{end} แล้วลบ ผลการวิเคราะห์ไม่มีชื่อบุคคล", ""]


def _published_lines(feed: Feed) -> list[str]:
    published = [column.headers[0] for column in feed.columns if column.published and column.headers]
    if not published:
        return []
    return [f"เผยแพร่ต่อสาธารณะตามที่เขียน จึงห้ามมีชื่อบุคคลหรือชื่อลูกค้า: **{', '.join(published)}**", ""]


def _example(feed: Feed) -> Sheet:
    """Return a sheet with a row for each spelling; survey items stand in columns, other cells in the long form."""
    columns = [column for column in feed.columns if column.headers]
    headers = [column.headers[0] for column in columns]
    spellings = [_spellings(column) for column in columns]
    if feed.cells and feed.cells.kind == "matrix":
        headers += [f"{group} [ข้อย่อยตัวอย่าง]" for group in feed.cells.groups]
        spellings += [_TYPES["likert"][1] for _ in feed.cells.groups]
    title = [[Cell(feed.title_example)]] if feed.title_example else []
    rows = [
        [Cell(texts[row % len(texts)]) for texts in spellings] for row in range(max(len(texts) for texts in spellings))
    ]
    above = [*title, [Cell(header, "header") for header in headers]]
    return Sheet("ตัวอย่าง", [*above, *rows], len(above), [max(14, min(40, len(header) + 2)) for header in headers])
