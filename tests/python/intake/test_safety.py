"""Files that would do harm are refused with a clear line, and limits are settings of the installation."""

import io
import zipfile

import pytest
import xlsxwriter
import xlwt

from customer_segmentation.declarations import Feed
from customer_segmentation.intake import take_in
from customer_segmentation.settings import Settings

from .conftest import Landed

HEADER = ["ปีงบประมาณ", "เลขทะเบียนนิติบุคคล", "รหัสกลุ่ม"]
ROW = ["2566", "0115999000016", "A"]


def workbook(*rows: list[str]) -> bytes:
    """Make an XLSX of one sheet."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        sheet = book.add_worksheet("ข้อมูล")
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    return target.getvalue()


def encrypted() -> bytes:
    """Make what Excel saves with a password: a compound file that holds a stream EncryptedPackage and no workbook."""
    book = xlwt.Workbook()
    book.add_sheet("ก")
    target = io.BytesIO()
    book.save(target)
    data = bytearray(target.getvalue())
    entry = data.index("Workbook".encode("utf-16-le"))
    name = "EncryptedPackage".encode("utf-16-le")
    data[entry : entry + len(name)] = name
    data[entry + 64 : entry + 66] = (len(name) + 2).to_bytes(2, "little")
    return bytes(data)


def with_part(data: bytes, name: str, content: bytes) -> bytes:
    """Add a part to a workbook."""
    target = io.BytesIO(data)
    with zipfile.ZipFile(target, "a") as archive:
        archive.writestr(name, content)
    return target.getvalue()


def refusal(landed: Landed) -> tuple[str, str]:
    """Return the code and the Thai sentence of the one file that was refused."""
    [row] = [row for row in landed("_tables") if row["status"] == "unreadable"]
    return row["reason_code"], row["reason_th"]


def test_a_sheet_of_a_million_columns_is_refused(settings: Settings, feeds: dict[str, Feed], landed: Landed) -> None:
    wide = ",".join([*HEADER, *["x"] * 999_997])
    (settings.inbox_dir / "wide.csv").write_text(f"{wide}\n{wide}\n", encoding="utf-8")
    take_in(settings, feeds)
    assert refusal(landed) == ("too_many_columns", "แผ่นงานมี 1000000 คอลัมน์ เกินที่รับได้ 2000 คอลัมน์")


@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
def test_the_number_of_columns_is_a_setting(
    settings: Settings, feeds: dict[str, Feed], landed: Landed, monkeypatch: pytest.MonkeyPatch, suffix: str
) -> None:
    """The same bytes land once the limit is raised."""
    rows = [[*HEADER, "หมายเหตุ"], [*ROW, "ก"]]
    text = "\n".join(",".join(row) for row in rows).encode()
    (settings.inbox_dir / f"a.{suffix}").write_bytes(text if suffix == "csv" else workbook(*rows))
    monkeypatch.setenv("INTAKE_MAX_COLUMNS", "3")
    assert take_in(settings, feeds).rows == 0
    assert refusal(landed)[0] == "too_many_columns"
    monkeypatch.setenv("INTAKE_MAX_COLUMNS", "4")
    assert take_in(settings, feeds).rows == 1


def test_the_size_of_a_sheet_is_a_setting(
    settings: Settings, feeds: dict[str, Feed], landed: Landed, monkeypatch: pytest.MonkeyPatch
) -> None:
    (settings.inbox_dir / "a.xlsx").write_bytes(workbook(HEADER, ROW))
    monkeypatch.setenv("INTAKE_MAX_CELLS", "5")
    assert take_in(settings, feeds).rows == 0
    assert refusal(landed)[0] == "sheet_too_large"
    monkeypatch.setenv("INTAKE_MAX_CELLS", "6")
    assert take_in(settings, feeds).rows == 1


def test_a_workbook_with_a_password_says_so(settings: Settings, feeds: dict[str, Feed], landed: Landed) -> None:
    (settings.inbox_dir / "locked.xlsx").write_bytes(encrypted())
    (settings.inbox_dir / "open.xlsx").write_bytes(workbook(HEADER, ROW))
    assert take_in(settings, feeds).rows == 1
    code, thai = refusal(landed)
    assert code == "workbook_encrypted" and "รหัสผ่าน" in thai


def open_document(rows: list[list[str]], last: str = "") -> bytes:
    """Make an ODS file of one sheet; `last` is the XML of what stands below the rows."""
    urn = "urn:oasis:names:tc:opendocument:xmlns"
    spaces = " ".join(f'xmlns:{name}="{urn}:{name}:1.0"' for name in ("office", "table", "text"))
    cell = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
    lines = ["".join(cell.format(text) for text in row) for row in rows]
    body = "".join(f"<table:table-row>{line}</table:table-row>" for line in lines) + last
    table = f'<office:spreadsheet><table:table table:name="ข้อมูล">{body}</table:table></office:spreadsheet>'
    content = f"<office:document-content {spaces}><office:body>{table}</office:body></office:document-content>"
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", f'<m:manifest xmlns:m="{urn}:manifest:1.0"/>')
    return target.getvalue()


def test_an_open_document_sheet_is_read_unless_one_cell_stands_for_too_many(
    settings: Settings, feeds: dict[str, Feed], landed: Landed
) -> None:
    """Blank cells repeated to the sheet's edge are usual and cost nothing; a value repeated there is a bomb."""
    row = '<table:table-row table:number-rows-repeated="1048574"><table:table-cell {} {}/></table:table-row>'
    wide, value = 'table:number-columns-repeated="16384"', 'office:value-type="float" office:value="1"'
    (settings.inbox_dir / "a.ods").write_bytes(open_document([HEADER, ROW], row.format(wide, "")))
    (settings.inbox_dir / "b.ods").write_bytes(open_document([HEADER, ROW], row.format(wide, value)))
    assert take_in(settings, feeds).rows == 1
    assert landed("published_segments")[0]["segment_key"] == "A"
    assert refusal(landed) == (
        "sheet_too_large",
        "แผ่นงาน ข้อมูล กินพื้นที่ถึงเซลล์ XFD1048576 เกินที่รับได้ 30000000 เซลล์ โปรดลบเซลล์ที่หลงอยู่ไกลจากตารางแล้วส่งใหม่",
    )


def test_a_binary_workbook_is_refused_with_what_to_do(
    settings: Settings, feeds: dict[str, Feed], landed: Landed
) -> None:
    """Nobody can say how large its sheets are before they fill the memory."""
    (settings.inbox_dir / "a.xlsb").write_bytes(with_part(workbook(HEADER, ROW), "xl/workbook.bin", b"\x83\x01\x00"))
    assert take_in(settings, feeds).rows == 0
    code, thai = refusal(landed)
    assert code == "workbook_binary" and ".xlsx" in thai


@pytest.mark.parametrize("part", [0.3, 0.9])
def test_a_truncated_workbook_says_so(settings: Settings, feeds: dict[str, Feed], landed: Landed, part: float) -> None:
    data = workbook(HEADER, ROW)
    (settings.inbox_dir / "cut.xlsx").write_bytes(data[: int(len(data) * part)])
    assert take_in(settings, feeds).rows == 0
    assert refusal(landed)[0] == "workbook_broken"


def test_a_text_cut_inside_a_letter_says_so(settings: Settings, feeds: dict[str, Feed], landed: Landed) -> None:
    text = "\n".join(",".join(row) for row in (HEADER, ROW, [*ROW[:2], "กลุ่ม"])).encode()
    (settings.inbox_dir / "cut.csv").write_bytes(text[:-1])
    assert take_in(settings, feeds).rows == 0
    assert refusal(landed)[0] == "text_damaged"


def test_macros_are_no_more_than_bytes(settings: Settings, feeds: dict[str, Feed], landed: Landed) -> None:
    """A workbook with macros is read for its cells; nothing of the macro lands."""
    macro = b'\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 Sub Auto_Open() Shell("calc") End Sub'
    data = with_part(workbook(HEADER, ROW), "xl/vbaProject.bin", macro)
    (settings.inbox_dir / "a.xlsm").write_bytes(data)
    assert take_in(settings, feeds).rows == 1
    assert landed("published_segments")[0]["segment_key"] == "A"
    assert "Auto_Open" not in str([landed(folder) for folder in (*feeds, "_tables", "_set_aside")])


def test_a_formula_is_read_as_the_value_that_was_saved_with_it(
    settings: Settings, feeds: dict[str, Feed], landed: Landed
) -> None:
    """Nothing is computed, and no other file is opened."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        sheet = book.add_worksheet("ข้อมูล")
        sheet.write_row(0, 0, HEADER)
        sheet.write_row(1, 0, ROW)
        sheet.write_formula(1, 2, "='file:///etc/[passwd]ก'!A1", None, "B")
    (settings.inbox_dir / "a.xlsx").write_bytes(target.getvalue())
    assert take_in(settings, feeds).rows == 1
    assert landed("published_segments")[0]["segment_key"] == "B"


def test_one_endless_line_is_refused_and_the_next_file_is_read(
    settings: Settings, feeds: dict[str, Feed], landed: Landed
) -> None:
    (settings.inbox_dir / "a.csv").write_bytes(b"a" * 3_000_000)
    (settings.inbox_dir / "b.xlsx").write_bytes(workbook(HEADER, ROW))
    assert take_in(settings, feeds).rows == 1
    assert [row["reason_code"] for row in landed("_set_aside") if row["_file"] == "a.csv"] == ["cell_too_long"]


def test_a_quotation_mark_left_open_swallows_no_row(settings: Settings, feeds: dict[str, Feed], landed: Landed) -> None:
    """What stands behind it would be one cell of one row: the file goes back, with the row where it opens."""
    lines = [",".join(row) for row in (HEADER, ROW, ROW, ROW)]
    (settings.inbox_dir / "a.csv").write_text("\n".join([*lines[:2], f'"{lines[2]}', lines[3]]), encoding="utf-8")
    assert take_in(settings, feeds).rows == 0
    code, thai = refusal(landed)
    assert code == "quote_open" and "แถว 3" in thai
