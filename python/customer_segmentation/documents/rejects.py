"""Sends rejected rows home: per unit and file one workbook that can be corrected and dropped into the inbox again.

Each row carries a reference to the row it came from (the macro `reference_text` reads it), so that the warehouse knows
which rejects a corrected workbook closes. Sheets and titles are those of the sender's file, because staging reads the
service, the fiscal year or the day of the register from them. Personal values and those of columns that nobody
declared come from their store; one that was purged says so, with the key behind it, so that the row still belongs to
the same respondent when it comes back. A sheet beside them lists what of the file was not used at all, another what was
noticed in it.
"""

import json
import re
from collections import defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, count
from pathlib import Path, PurePosixPath
from typing import Any

import duckdb

from customer_segmentation.declarations import Feed
from customer_segmentation.documents import file_notes, unused_parts
from customer_segmentation.documents.workbooks import Cell, Sheet, sheet_name, write_workbook
from customer_segmentation.intake.personal_keys import KEY, REMOVED
from customer_segmentation.intake.personal_store import EXTRA
from customer_segmentation.returned import COLUMNS, GUIDE, NOTES, REFERENCE, UNUSED
from customer_segmentation.settings import Settings

CORRECTED = "(แก้ไข)"
_MAX_NAME_BYTES = 220
_NO_FILE_NAME = re.compile(r'[\x00-\x1f\\/:*?"<>|]')
_GUIDE = (
    "แผ่นงานอื่นมีเฉพาะแถวที่ระบบรับไม่ได้ทั้งแถว หรือรับได้แต่ต้องเว้นบางช่องว่างไว้",
    "๑. ดูช่องสีแดง ชี้เมาส์ที่ช่องเพื่ออ่านเหตุผล หรือดูสองคอลัมน์สีเหลืองท้ายตาราง",
    "๒. แก้ช่องสีแดงในแถวเดิม พิมพ์เลข ๑๓ หลัก วันที่ และเนื้อที่เป็นข้อความได้เลย ช่องตั้งไว้ไม่ให้ Excel เปลี่ยนรูปแบบ",
    "๓. อย่าลบหรือแก้คอลัมน์ " + REFERENCE + " ชื่อแผ่นงาน และแถวบนสุดเหนือหัวตาราง (ยกเว้นเป็นช่องสีแดง) ระบบใช้จับคู่กับแถวที่ส่งกลับ",
    "๔. แถวใดยังแก้ไม่ได้ ลบทั้งแถวออกได้ ระบบจะส่งกลับมาอีกครั้ง",
    "๕. บันทึกแล้วส่งแฟ้มนี้กลับ หรือวางในกล่องรับข้อมูล (inbox) การแก้แถวไม่ต้องส่งไฟล์เดิมซ้ำ",
)
_OPEN = """
    select feed, sender, source_file, source_key, source_sheet, source_table, source_row, source_column, source_cell,
        row_reference, found, reason_code, reason_th, expected_th
    from staging.stg_rejects
    where severity in ('row', 'cell') and returned_in_file is null
"""
# what only the segmentation finds wrong, by the mart that says so; a warehouse without an attempt has no such table
_OF_SEGMENTS = {
    "marts.segment_name_requests": """
    select 'segment_names', sender, source_file, source_key, source_sheet, source_table, source_row, source_column,
        null, row_reference, segment, 'segment_unknown', reason_th, expected_th
    from marts.segment_name_requests
    where goes_back
""",
    "marts.action_plans_by_segment": """
    select 'action_plans', plans.sender, plans.source_file, plans.source_key, plans.source_sheet, plans.source_table,
        plans.source_row, fields.field_th, null, plans.row_reference, plans.found, plans.code, reasons.reason_th,
        reasons.expected_th
    from (
        select *, 'segment' as field, segment_as_written as found, segment_problem as code
        from marts.action_plans_by_segment
        union all
        select *, 'objective_key', objective_key, objective_problem
        from marts.action_plans_by_segment
        union all
        select *, 'document', document, document_problem
        from marts.action_plans_by_segment
    ) as plans
    inner join seeds.reject_reasons as reasons on plans.code = reasons.code
    inner join staging.stg_declared_fields as fields
        on fields.feed = 'action_plans' and plans.field = fields.field
    where plans.goes_back
""",
}
_IN_ORDER = "order by sender, source_file, feed, source_sheet, source_table, source_row, source_column, reason_code"

Record = dict[str, Any]


@dataclass
class _Row:
    """One row of a returned table: its cells by header, its reference, and its problems by header."""

    cells: dict[str, str]
    reference: str
    problems: dict[str, list[Record]] = field(default_factory=dict)


def write_rejects(settings: Settings, warehouse: Path, feeds: Mapping[str, Feed]) -> list[Path]:
    """Write a workbook for each unit and file with open rejects, unused parts or an open question; return the paths.

    A workbook of an earlier call whose rejects have all come back since is removed.

    Parameters
    ----------
    settings
        Where the landing zone and the outbox lie.
    warehouse
        The DuckDB file with `staging.stg_rejects`.
    feeds
        The declared feeds.
    """
    folder = settings.outbox_dir / "rejects"
    written: list[Path] = []
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        known = _tables(connection)
        rejects = _by_file(_records(connection, f"{_open(known)} {_IN_ORDER}"))
        unused = _by_file(_records(connection, unused_parts.OPEN) if unused_parts.TABLE in known else [])
        noticed = _by_file(_records(connection, file_notes.OPEN) if file_notes.TABLE in known else [])
        asked = {place for place, notes in noticed.items() if file_notes.is_asked(notes)}
        for sender, file in sorted({*rejects, *unused, *asked}):
            problems, parts, notes = rejects[sender, file], unused[sender, file], noticed[sender, file]
            sheets = _sheets(connection, settings, feeds, problems)
            listed = [unused_parts.unused_sheet(parts)] if parts else []
            listed += [file_notes.notes_sheet(notes)] if notes else []
            path = _path(folder, sender, file, written)
            advice = [unused_parts.ADVICE] * bool(parts) + [file_notes.ADVICE] * bool(notes)
            write_workbook(path, [_guide_sheet(file, problems, advice), *listed, *sheets])
            written.append(path)
    for stale in sorted(folder.rglob(f"*{CORRECTED}.xlsx")):
        if stale not in written:
            stale.unlink()
    return written


def _by_file(records: Iterable[Record]) -> dict[tuple[str, str], list[Record]]:
    files: dict[tuple[str, str], list[Record]] = defaultdict(list)
    for record in records:
        files[record["sender"] or "ไม่ทราบหน่วยงาน", record["source_file"]].append(record)
    return files


def _tables(connection: duckdb.DuckDBPyConnection) -> set[str]:
    """Return the tables of the warehouse, each behind its schema."""
    found = connection.execute("select table_schema || '.' || table_name from information_schema.tables").fetchall()
    return {name for (name,) in found}


def _open(known: set[str]) -> str:
    """Return the query of the open rejects that a warehouse of these tables knows."""
    return " union all ".join([_OPEN, *(query for table, query in _OF_SEGMENTS.items() if table in known)])


def refresh_rejects(settings: Settings, warehouse: Path | None, feeds: Mapping[str, Feed]) -> list[Path]:
    """Write the workbooks of the outbox anew after a purge, for they may name whom it removed; return the paths.

    Without a warehouse to write them from they are deleted; `make rejects` makes them again.
    """
    workbooks = sorted((settings.outbox_dir / "rejects").rglob(f"*{CORRECTED}.xlsx"))
    for path in workbooks:
        path.unlink()
    return write_rejects(settings, warehouse, feeds) if workbooks and warehouse else []


def _guide_sheet(file: str, problems: Sequence[Record], listed: Sequence[str]) -> Sheet:
    rows = {(problem["source_sheet"], problem["source_row"]) for problem in problems}
    counted = [f"ส่งกลับ {len(rows)} แถว รวม {len(problems)} จุดที่ต้องแก้"] if problems else []
    advice = [*listed, *(_GUIDE if problems else ())]
    heading = [Cell("สิ่งที่ขอให้แก้ไขและส่งกลับ", "heading")]
    lines = [f"ไฟล์ที่ส่งมา: {file}", *counted, *advice]
    return Sheet(GUIDE, [heading, *([Cell(line, "prose")] for line in lines)], widths=(110,))


def _sheets(
    connection: duckdb.DuckDBPyConnection, settings: Settings, feeds: Mapping[str, Feed], problems: Sequence[Record]
) -> list[Sheet]:
    tables: dict[tuple[str, str, str, int], list[Record]] = defaultdict(list)
    for problem in problems:
        place = (problem["feed"], problem["source_key"], problem["source_sheet"], problem["source_table"])
        tables[place].append(problem)
    sheets: list[Sheet] = []
    for (name, key, sheet, table), found in tables.items():
        landed = _records(
            connection,
            "select * from read_parquet($1) where _sheet = $2 and _table = $3 and list_contains($4, _row)"
            " order by file_row_number",
            [
                str(settings.landing_dir / name / f"{key}.parquet"),
                sheet,
                table,
                sorted({problem["source_row"] for problem in found}),
            ],
        )
        _put_values(connection, settings.personal_dir / name / f"{key}.parquet", feeds[name], landed)
        taken = [GUIDE, UNUSED, NOTES, *(other.name for other in sheets)]
        sheets.append(_sheet(feeds[name], sheet_name(sheet or "ข้อมูล", taken), landed, found))
    return sheets


def _put_values(connection: duckdb.DuckDBPyConnection, stored: Path, feed: Feed, landed: Sequence[Record]) -> None:
    """Put personal values, and those of columns that nobody declared, into landed rows in the place of their keys."""
    if not stored.exists():
        return
    query = "select source_sheet, source_row, key, value from read_parquet($1) where list_contains($2, source_row)"
    lines = connection.execute(query, [str(stored), [record["_row"] for record in landed]]).fetchall()
    values = {tuple(place): value for *place, value in lines}

    def value_of(record: Record, text: str | None) -> str | None:
        if not re.fullmatch(KEY, text or ""):
            return text
        found: str = values.get((record["_sheet"], record["_row"], text), f"{REMOVED} {text}")
        return found

    personal = [column.name for column in feed.columns if column.personal]
    for record in landed:
        record |= {name: value_of(record, record[name]) for name in personal}
        extra = {header: value_of(record, text) for header, text in _unknown(record).items()}
        record[EXTRA] = json.dumps(extra) if extra else None


def _sheet(feed: Feed, name: str, landed: Sequence[Record], problems: Sequence[Record]) -> Sheet:
    wide = feed.cells is not None and feed.cells.kind == "matrix"
    rows = _wide_rows(feed, landed, problems) if wide else _long_rows(feed, landed, problems)
    headers = _headers(feed, rows, problems, wide=wide)
    sheet, title = landed[0]["_sheet"], landed[0]["_title"] or ""
    above = title.removeprefix(sheet).removeprefix(" | ") if sheet else title
    bad_title = any(column not in headers for row in rows for column in row.problems)
    lines = [[Cell(above, "bad" if bad_title else "plain")]] if above or bad_title else []
    lines.append([Cell(header, "header") for header in (*headers, *COLUMNS)])
    lines += [_line(headers, row) for row in rows]
    widths = [max(14, min(32, len(header) + 2)) for header in headers]
    return Sheet(name, lines, frozen_rows=len(lines) - len(rows), widths=(*widths, 44, 44, 28))


def _line(headers: Sequence[str], row: _Row) -> list[Cell]:
    cells = []
    for header in headers:
        problems = row.problems.get(header)
        comment = "\n".join(f"{problem['reason_th']}\n{problem['expected_th'] or ''}" for problem in problems or ())
        cells.append(Cell(row.cells.get(header), "bad" if problems else "plain", comment))
    every = [problem for problems in row.problems.values() for problem in problems]
    reasons = "\n".join(f"{problem['source_column']}: {problem['reason_th']}" for problem in every)
    advice = "\n".join(f"{problem['source_column']}: {problem['expected_th'] or '-'}" for problem in every)
    return [*cells, Cell(reasons, "advice"), Cell(advice, "advice"), Cell(row.reference, "reference")]


def _long_rows(feed: Feed, landed: Sequence[Record], problems: Sequence[Record]) -> list[_Row]:
    """Return one row per landed row that has a problem; of a melted row only the cells that have one."""
    rows = []
    for record in landed:
        own = [
            problem
            for problem in problems
            if problem["source_row"] == record["_row"] and problem["source_cell"] in (None, record["_column"])
        ]
        if not own:
            continue
        row = _Row(_declared_cells(feed, record), _reference(record, own[0], record["_column"] or ""))
        for problem in own:
            is_cell = problem["source_cell"] is not None and feed.cells is not None
            header = feed.main_header(feed.cells.value) if is_cell and feed.cells else problem["source_column"]
            row.problems.setdefault(header, []).append(problem)
        rows.append(row)
    return rows


def _wide_rows(feed: Feed, landed: Sequence[Record], problems: Sequence[Record]) -> list[_Row]:
    """Return one whole row per answer sheet: a later sheet replaces the earlier one, so no answer may be left out."""
    rows: dict[int, _Row] = {}
    for record in landed:
        own = [problem for problem in problems if problem["source_row"] == record["_row"]]
        if record["_row"] not in rows:
            rows[record["_row"]] = _Row(_declared_cells(feed, record), _reference(record, own[0], ""))
            for problem in own:
                rows[record["_row"]].problems.setdefault(problem["source_column"], []).append(problem)
        if record["_column"] and feed.cells:
            rows[record["_row"]].cells[record["_column"]] = record[feed.cells.value]
    return list(rows.values())


def _declared_cells(feed: Feed, record: Record) -> dict[str, str]:
    """Return the cells of the declared columns and of the unknown ones, by the header that the workbook gives them."""
    melted = {feed.cells.name, feed.cells.value, feed.cells.group} if feed.cells and feed.cells.group else set()
    cells = {
        feed.main_header(column.name): record[column.name]
        for column in feed.columns
        if column.name not in melted and record[column.name] is not None
    }
    unknown = {header: text for header, text in _unknown(record).items() if header not in COLUMNS}
    return unknown | cells


def _headers(feed: Feed, rows: Sequence[_Row], problems: Sequence[Record], *, wide: bool) -> list[str]:
    """Return the headers in declared order: what the rows hold, what the feed must have, and what was found wrong."""
    melted = {feed.cells.name, feed.cells.value, feed.cells.group} if feed.cells else set()
    filled = {header for row in rows for header in row.cells}
    filled |= {problem["source_column"] for problem in problems}
    headers = [
        header
        for column in feed.columns
        if (header := feed.main_header(column.name)) in filled
        or column.header_required
        or column.value_required
        or (column.name in melted and not wide)
        if not (wide and column.name in melted)
    ]
    others = dict.fromkeys(header for row in rows for header in row.cells if header not in headers)
    return [*headers, *others]


def _reference(record: Record, problem: Record, cell: str) -> str:
    """Return the row's reference, and the one it already carried if it comes back a second time."""
    earlier = _unknown(record).get(REFERENCE)
    return "; ".join(text for text in (problem["row_reference"] + cell, earlier) if text)


def _unknown(record: Record) -> dict[str, str]:
    return dict(json.loads(record[EXTRA])) if record[EXTRA] else {}


def _path(folder: Path, sender: str, file: str, taken: Container[Path]) -> Path:
    """Return a free place below the folder; the parts of a file's name, which may come from a ZIP, can't lead out."""
    source = PurePosixPath(file)
    inside = [part.removesuffix(".zip").removesuffix(".ZIP") for part in source.parent.parts]
    inside = inside[1:] if inside and _plain(inside[0]) == _plain(sender) else inside
    place = folder.joinpath(sender, *(_file_name(part) for part in inside if part.strip("./")))
    names = chain((source.stem, source.name), (f"{source.stem} {number}" for number in count(2)))
    paths = (place / f"{_file_name(name)} {CORRECTED}.xlsx" for name in names)
    return next(path for path in paths if path not in taken)


def _file_name(text: str) -> str:
    """Return a text as the name of a file: no sign that means a place, and no longer than file systems take."""
    return _NO_FILE_NAME.sub("_", text).encode()[:_MAX_NAME_BYTES].decode(errors="ignore")


def _plain(unit: str) -> str:
    return "".join(letter for letter in unit if letter.isalnum())


def _records(connection: duckdb.DuckDBPyConnection, query: str, values: Sequence[Any] = ()) -> list[Record]:
    cursor = connection.execute(query, list(values))
    names = [column[0] for column in cursor.description or ()]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
