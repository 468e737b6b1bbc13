"""What a file looks like changes no figure: the demo's inbox in another form gives the same marts to the byte."""

import csv
import io
import re
import subprocess
import sys
import zipfile
from datetime import date, datetime
from pathlib import Path
from typing import Any

import duckdb
import pytest
import xlsxwriter
from python_calamine import CalamineError, CalamineWorkbook, SheetVisibleEnum

from customer_segmentation.intake.workbook_xml import unread_cells
from tests.conftest import PROJECT, World

THAI_DIGITS = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")
# the topic of who did what when, and the table that names files and lines
NOT_COMPARED = ("process_evidence", "data_quality")
# when a file came, by name, and where in it a row stands are no figures
PLACES = re.compile("newest_arrival|row_reference|source_(file|key|sheet|table|row|column)")


def another_form(inbox: Path, changed: Path) -> int:
    """Write every file that can be read in another form; return how many changed their bytes."""
    count = 0
    for path in sorted(file for file in inbox.rglob("*") if file.is_file()):
        place = changed / path.relative_to(inbox)
        for name, content in _forms(path.name, path.read_bytes()):
            target = place.parent / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
            count += content != path.read_bytes()
    return count


def _forms(name: str, content: bytes) -> list[tuple[str, bytes]]:
    stem, _, suffix = name.rpartition(".")
    try:
        if suffix == "zip":
            with zipfile.ZipFile(io.BytesIO(content)) as archive:
                members = [(member, archive.read(member)) for member in archive.namelist()]
            return [(f"{stem}/{inner}", form) for member, bytes_ in members for inner, form in _forms(member, bytes_)]
        if suffix in ("xlsx", "xls"):
            return [(f"{stem}.xlsx", _workbook(content))]
        return [(name, _text(content))]
    except (ValueError, CalamineError, zipfile.BadZipFile, csv.Error) as error:
        assert str(error)  # a file that nobody can read stays as it is
        return [(name, content)]


def _text(content: bytes) -> bytes:
    """Turn the order of the columns, the encoding, the separator and the digits."""
    encoding = "utf-16" if content.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        encoding, text = "cp874", content.decode("cp874")
    separator = csv.Sniffer().sniff(text[:4000], ",;\t").delimiter
    rows = list(csv.reader(io.StringIO(text), delimiter=separator))
    width = max(len(row) for row in rows)
    turned = [[cell.translate(THAI_DIGITS) for cell in reversed(row + [""] * (width - len(row)))] for row in rows]
    out = io.StringIO()
    csv.writer(out, delimiter="\t" if separator != "\t" else ";", quoting=csv.QUOTE_ALL).writerows(turned)
    return out.getvalue().encode("utf-16" if encoding != "utf-16" else "utf-8")


def _workbook(content: bytes) -> bytes:
    """Turn the order of the sheets and make every cell text in Thai digits."""
    source = CalamineWorkbook.from_filelike(io.BytesIO(content))
    # cells with an error, which the reader gives as blank; a legacy workbook has none here
    errors = unread_cells(content) if content.startswith(b"PK") else {}
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        sheets = [(source.get_sheet_by_name(meta.name), meta) for meta in reversed(source.sheets_metadata)]
        for sheet, meta in sheets:
            target = book.add_worksheet(meta.name)
            if meta.visible != SheetVisibleEnum.Visible:
                target.hide()
            for start, end in sheet.merged_cell_ranges or []:
                target.merge_range(*start, *end, "")
            for row, cells in enumerate(sheet.to_python(skip_empty_area=False)):
                for column, cell in enumerate(cells):
                    if cell != "":
                        target.write_string(row, column, _as_text(cell))
            for (row, column), error in errors.get(meta.name, {}).items():
                target.write_string(row, column, error)
        next(
            book.get_worksheet_by_name(meta.name) for _, meta in sheets if meta.visible == SheetVisibleEnum.Visible
        ).activate()
    return buffer.getvalue()


def _as_text(cell: Any) -> str:
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    if isinstance(cell, datetime) and cell.time() == datetime.min.time():
        cell = cell.date()
    text = cell.isoformat() if isinstance(cell, date) else str(cell)
    # an error of Excel and a number cut to an exponent are what they are
    return text if text.startswith("#") or "E+" in text else text.translate(THAI_DIGITS)


def build_marts(world: World, warehouse: Path) -> None:
    """Take in the inbox and build every mart into a warehouse of its own."""
    environment = world.environment(DBT_DUCKDB_PATH=str(warehouse))
    intake = [sys.executable, "-m", "customer_segmentation.intake"]
    folder = str(warehouse.parent)
    dbt = [sys.executable, "-m", "dbt.cli.main", "build", "--quiet", "--exclude-resource-type", "test", "unit_test"]
    dbt += ["--select", "+path:models/marts", "--project-dir", str(PROJECT), "--profiles-dir", str(PROJECT)]
    dbt += ["--target-path", folder, "--log-path", folder]
    for command in (intake, dbt):
        done = subprocess.run(command, cwd=PROJECT, env=environment, capture_output=True, encoding="utf-8", check=False)
        assert done.returncode == 0, done.stdout + done.stderr


def read_marts(warehouse: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Return every mart that is no diary, sorted."""
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        names = connection.execute(
            "select table_name from information_schema.tables where table_schema = 'marts' order by all"
        ).fetchall()
        tables = {}
        for (name,) in names:
            if name not in NOT_COMPARED:
                columns = [row[0] for row in connection.execute(f"describe marts.{name}").fetchall()]
                kept = ", ".join(f'"{column}"' for column in columns if not PLACES.fullmatch(column))
                tables[name] = connection.execute(f"select {kept} from marts.{name} order by all").fetchall()
        return tables


@pytest.mark.long
def test_the_form_of_the_files_changes_no_figure(published: World, tmp_path: Path) -> None:
    """Encoding, separator, digits, order of columns and sheets, types of cells, archives: the marts stay the same."""
    world = World(tmp_path / "data")
    assert another_form(published.inbox, world.inbox) >= 20
    ledger = world.data_dir / "ledger"
    ledger.mkdir(parents=True)
    (ledger / "attempts.jsonl").write_bytes((published.data_dir / "ledger" / "attempts.jsonl").read_bytes())
    build_marts(world, tmp_path / "other.duckdb")
    before, after = read_marts(published.current / "warehouse.duckdb"), read_marts(tmp_path / "other.duckdb")
    assert before.keys() == after.keys()
    assert before["customer_segments"]
    for name, rows in before.items():
        assert after[name] == rows, name
