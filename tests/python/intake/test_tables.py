"""Where a table lies on a sheet: titles, headers of several rows, totals, notes, several tables, strangers."""

import io
from collections.abc import Callable
from datetime import date, datetime

import pytest
import xlsxwriter
import xlwt

from customer_segmentation.declarations import Feed
from customer_segmentation.intake import take_in
from customer_segmentation.settings import Settings

from .conftest import Landed, Undeclared

Cell = str | float | date | None
CONTRACT = ["เลขที่สัญญา", "เลขทะเบียนนิติบุคคล", "แปลงที่", "เนื้อที่"]
ROWS = [["กนอ.1", "0115999000016", "A-1", "8 ไร่"], ["กนอ.2", "0115999000024", "A-2", "9 ไร่"]]


@pytest.fixture
def take(settings: Settings, feeds: dict[str, Feed]) -> Callable[[list[list[str]]], int]:
    """Take in rows as one CSV; return the number of data rows."""

    def rows_of(rows: list[list[str]]) -> int:
        text = "\n".join(",".join(row) for row in rows)
        (settings.inbox_dir / "table.csv").write_text(text, encoding="utf-8")
        return take_in(settings, feeds).rows

    return rows_of


def kinds(landed: Landed) -> list[tuple[int, str]]:
    """Return the rows set aside, each with its kind."""
    return [(row["_row"], row["kind"]) for row in landed("_set_aside")]


def workbook(sheets: dict[str, list[list[Cell]]]) -> bytes:
    """Make an XLSX file."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, [cell for cell in row])
    return target.getvalue()


def test_titles_totals_notes_and_second_headers_are_set_aside(take: Callable[..., int], landed: Landed) -> None:
    rows = [
        ["ทะเบียนสัญญา"], ["ข้อมูล ณ วันที่ 30 กันยายน 2567"], [], CONTRACT, ROWS[0], ["รวมหน้า 1", "", "", "8"],
        CONTRACT, ROWS[1], ["รวมทั้งสิ้น", "", "", "17"], [], ["หมายเหตุ: ตัวเลขเบื้องต้น"],
    ]  # fmt: skip
    assert take(rows) == 2
    assert kinds(landed) == [
        (1, "title"), (2, "title"), (4, "header"), (6, "total"), (7, "header"), (9, "total"), (11, "note"),
    ]  # fmt: skip
    assert [row["_row"] for row in landed("contracts")] == [5, 8]
    # of a title lands what staging reads from it
    assert landed("contracts")[0]["_title"] == "ณ วันที่ 30 กันยายน 2567"


def test_a_header_without_rows_says_so(take: Callable[..., int], landed: Landed) -> None:
    assert take([CONTRACT]) == 0
    [booked] = landed("_tables")
    assert (booked["feed"], booked["status"], booked["hints_en"]) == (
        "contracts",
        "read",
        "The table has a header and no row.",
    )


def test_a_row_of_more_cells_than_headers_goes_back(take: Callable[..., int], landed: Landed) -> None:
    """A number with a comma and no quotation marks is two cells: what would land of its row may be wrong."""
    assert take([CONTRACT, ROWS[0], [*ROWS[0], "200"], [*ROWS[0], ""]]) == 2
    assert [(row["_row"], row["reason_code"]) for row in landed("_set_aside")] == [(1, "header"), (3, "more_cells")]


def test_a_total_below_a_table_is_no_title_of_the_next(take: Callable[..., int], landed: Landed) -> None:
    voices = [["เลขรับ", "วันที่รับเรื่อง", "เรื่อง"], ["1/2567", "1/10/2566", "กลิ่น"]]
    contracts = [["สัญญา ปี 2566"], CONTRACT, ROWS[0], ["รวม 1 รายการ"]]
    assert take([*contracts, [], ["เรื่องร้องเรียน ปี 2567"], *voices]) == 2
    assert kinds(landed) == [(1, "title"), (2, "header"), (4, "total"), (6, "title"), (7, "header")]
    assert [landed(feed)[0]["_title"] for feed in ("contracts", "voice_of_customer")] == ["ปี 2566", "ปี 2567"]


@pytest.mark.parametrize("name", ["รวมทรัพย์ จำกัด", "Total Solutions Co."])
def test_a_customer_named_like_a_total_is_data(take: Callable[..., int], landed: Landed, name: str) -> None:
    header = ["ผู้ประกอบการ", *CONTRACT]
    assert take([header, [name, *ROWS[0]]]) == 1
    assert landed("contracts")[0]["customer_name"] == name


def test_headers_of_two_rows_without_merged_cells(take: Callable[..., int], landed: Landed) -> None:
    rows = [
        ["นิคมอุตสาหกรรม", "ผู้ประกอบการ", "", "ประเภทอุตสาหกรรม", "จำนวนคนงาน"],
        ["", "ชื่อ", "เลขทะเบียนนิติบุคคล", "", "(คน)"],
        ["บางปู", "ก จำกัด", "0115999000016", "ยานยนต์", "5"],
        ["", "ข จำกัด", "0115999000024", "อาหาร", "6"],
    ]
    assert take(rows) == 2
    first, second = landed("customers")
    assert (first["customer_name"], first["juristic_id"], first["employees"]) == ("ก จำกัด", "0115999000016", "5")
    assert second["estate"] == "บางปู"
    assert kinds(landed) == [(1, "header"), (2, "header")]


def test_merged_headers_of_three_rows(settings: Settings, feeds: dict[str, Feed], landed: Landed) -> None:
    """A group over a group over the columns, beside columns whose header takes all three rows."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        sheet = book.add_worksheet("ทะเบียน")
        for cells, text in (("A1:A3", "นิคม"), ("B1:D1", "ผู้ประกอบการ"), ("B2:C2", "ข้อมูล"), ("D2:D3", "อุตสาหกรรม")):
            sheet.merge_range(cells, text)
        sheet.write_row("B3", ["ชื่อ", "เลขทะเบียนนิติบุคคล"])
        sheet.write_row("A4", ["บางปู", "ก จำกัด", "0115999000016", "ยาง"])
    (settings.inbox_dir / "a.xlsx").write_bytes(target.getvalue())
    assert take_in(settings, feeds).rows == 1
    [row] = landed("customers")
    assert [row[name] for name in ("estate", "customer_name", "juristic_id", "industry")] == [
        "บางปู", "ก จำกัด", "0115999000016", "ยาง",
    ]  # fmt: skip
    assert kinds(landed) == [(1, "header"), (2, "header"), (3, "header")]


def test_a_column_below_a_shared_header_is_not_taken_for_its_neighbour(
    take: Callable[..., int], landed: Landed, undeclared: Undeclared
) -> None:
    rows = [
        ["นิคม", "ผู้ประกอบการ", "", "", "ประเภทอุตสาหกรรม"],
        ["", "โทรศัพท์", "ชื่อ", "เลขทะเบียนนิติบุคคล", ""],
        ["บางปู", "02", "ก จำกัด", "0115999000016", "ยานยนต์"],
    ]
    assert take(rows) == 1
    assert landed("customers")[0]["customer_name"] == "ก จำกัด"
    assert undeclared(landed("customers")[0]) == {"ผู้ประกอบการ โทรศัพท์": "02"}


def test_months_below_their_year_are_completed(take: Callable[..., int], landed: Landed) -> None:
    rows = [
        ["เลขทะเบียนนิติบุคคล", "2566", "", "2567", "รวม"],
        ["", "พ.ย.", "ธ.ค.", "ม.ค.", ""],
        ["0115999000016", "1", "2", "3", "6"],
    ]
    assert take(rows) == 1
    assert [(row["month"], row["quantity"]) for row in landed("service_usage")] == [
        ("พ.ย. 2566", "1"), ("ธ.ค. 2566", "2"), ("ม.ค. 2567", "3"),
    ]  # fmt: skip
    assert landed("service_usage")[0]["_check"] == '{"รวม": "6"}'


@pytest.mark.parametrize(
    "header",
    ["ต.ค. 66", "ต.ค.66", "ตค 66", "ตุลาคม 2566", "ต.ค. ๖๖", "10/2566", "2023-10", "Oct 2023", "Oct-23", "October 2023",
     "ต.ค.\n2566", "ต . ค . 66"],
)  # fmt: skip
def test_a_month_in_any_spelling_is_a_cell(
    settings: Settings, feeds: dict[str, Feed], landed: Landed, header: str
) -> None:
    (settings.inbox_dir / "a.csv").write_text(f'เลขทะเบียนนิติบุคคล,"{header}"\n0115999000016,5\n', encoding="utf-8")
    assert take_in(settings, feeds).rows == 1
    assert [(row["month"], row["_column"], row["quantity"]) for row in landed("service_usage")] == [
        (header, header, "5")
    ]


@pytest.mark.parametrize("header", ["ไตรมาส 1", "ไตรมาสที่ ๑", "Q1", "Quarter 1", "ไตรมาส 1/2567"])
def test_a_quarter_in_any_spelling_is_a_cell(take: Callable[..., int], landed: Landed, header: str) -> None:
    assert take([["พื้นที่", header, "ข้อมูล ณ วันที่", "แหล่งที่มา"], ["EEC", "500", "1 ต.ค. 2566", "แผน"]]) == 1
    assert [(row["quarter"], row["target_rai"]) for row in landed("area_targets")] == [(header, "500")]


def test_what_no_declaration_knows_is_kept_beside(
    take: Callable[..., int], landed: Landed, undeclared: Undeclared
) -> None:
    assert take([[*CONTRACT, "ผู้ดูแล", "ผู้ดูแล", ""], [*ROWS[0], "ก", "ข", "ค"]]) == 1
    assert undeclared(landed("contracts")[0]) == {"ผู้ดูแล": "ก", "ผู้ดูแล (F)": "ข", "G": "ค"}


def test_a_table_of_no_feed_is_set_aside_with_the_nearest_feed_and_a_hint(
    take: Callable[..., int], landed: Landed
) -> None:
    assert take([["เลขที่สัญญา", "เลขทะเบียนนิติบุคล", "แปลงที่", "เนื้อที่"], ROWS[0]]) == 0
    booked = [row for row in landed("_tables")]
    assert (booked[0]["status"], booked[0]["reason_code"], booked[0]["rows_in"]) == ("set_aside", "no_feed", 2)
    assert "สัญญาซื้อขาย-เช่าที่ดิน" in booked[0]["reason_th"] and "เลขทะเบียนนิติบุคล" in booked[0]["reason_th"]
    assert "did you mean" in booked[0]["reason_en"]


def test_a_title_is_no_header_when_the_header_below_it_is_misspelt(take: Callable[..., int], landed: Landed) -> None:
    title = ["รายงานปริมาณการใช้น้ำประปา"]
    header = ["เลขทะเบียนนิติบคคล", "ผู้ประกอบการรายนี้", "ต.ค. 66", "พ.ย. 66"]
    assert take([title, header, ["0515999000136", "ก", "5", "6"]]) == 0
    [booked] = landed("_tables")
    assert "แถว 2" in booked["reason_th"] and 'พบ "เลขทะเบียนนิติบคคล"' in booked["reason_th"]


def test_an_unknown_header_near_a_declared_one_is_suggested_and_kept(take: Callable[..., int], landed: Landed) -> None:
    assert take([[*CONTRACT, "วันที่ทำสัญา", "ผู้ดูแล"], [*ROWS[0], "1 ต.ค. 66", "ก"]]) == 1
    [booked] = landed("_tables")
    assert booked["unknown_columns"] == "วันที่ทำสัญา; ผู้ดูแล"
    assert '"วันที่ทำสัญา" is unknown: did you mean "วันที่ทำสัญญา"' in booked["hints_en"]
    assert landed("contracts")[0]["contract_date"] is None


TARGETS: list[list[Cell]] = [
    ["ปีงบประมาณ 2567"],
    ["พื้นที่", "ณ วันที่", "ที่มา", "ไตรมาส 1", None, "พื้นที่", "ประเภทสัญญา", "ณ วันที่", "ไตรมาส 1", None, "โน้ต"],
    ["EEC", "1 ต.ค. 66", "แผน", 100, None, "EEC", "ขาย", "31 ธ.ค. 66", 90, None, "ร่าง"],
]


def test_two_tables_side_by_side_are_two_tables(
    settings: Settings, feeds: dict[str, Feed], landed: Landed, undeclared: Undeclared
) -> None:
    """The title stands above the left one and is meant for both; a stray column stays with its left neighbour."""
    (settings.inbox_dir / "a.xlsx").write_bytes(workbook({"s": TARGETS}))
    assert take_in(settings, feeds).rows == 2
    [target], [actual] = landed("area_targets"), landed("area_actuals")
    assert (target["target_rai"], target["_extra"], actual["actual_rai"]) == ("100", None, "90")
    assert undeclared(actual) == {"โน้ต": "ร่าง"}
    assert target["_title"] == actual["_title"] == "s | ปีงบประมาณ 2567"
    assert [(row["_table"], row["rows_in"]) for row in landed("_tables")] == [(1, 3), (2, 2)]


def test_a_spacer_column_does_not_cut_a_table(take: Callable[..., int], landed: Landed) -> None:
    assert take([[*CONTRACT[:2], "", *CONTRACT[2:]], [*ROWS[0][:2], "", *ROWS[0][2:]]]) == 1
    assert landed("contracts")[0]["area"] == "8 ไร่"


def test_a_merged_cell_of_the_body_counts_for_each_of_its_rows_unless_it_is_an_amount(
    settings: Settings, feeds: dict[str, Feed], landed: Landed
) -> None:
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        sheet = book.add_worksheet("s")
        for number, row in enumerate([CONTRACT, ROWS[0], [ROWS[1][0], None, ROWS[1][2]]]):
            sheet.write_row(number, 0, row)
        sheet.merge_range("B2:B3", ROWS[0][1])
        sheet.merge_range("D2:D3", "8 ไร่")
    (settings.inbox_dir / "a.xlsx").write_bytes(target.getvalue())
    take_in(settings, feeds)
    found = [(row["plot"], row["juristic_id"], row["area"]) for row in landed("contracts")]
    assert found == [("A-1", ROWS[0][1], "8 ไร่"), ("A-2", ROWS[0][1], None)]


def test_a_table_of_two_feeds_is_not_guessed(take: Callable[..., int], landed: Landed) -> None:
    both = ["ปีงบประมาณ", "เลขทะเบียนนิติบุคคล", "รหัสกลุ่ม", "เลขที่สัญญา", "เนื้อที่"]
    assert take([both, ["2566", "0115999000016", "A", "กนอ.1", "8 ไร่"]]) == 0
    assert landed("_tables")[0]["reason_code"] == "two_feeds"


def test_cells_have_one_text_form_and_keep_their_type(
    settings: Settings, feeds: dict[str, Feed], landed: Landed
) -> None:
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        sheet = book.add_worksheet("สัญญา")
        sheet.write_row(0, 0, [*CONTRACT, "วันที่ทำสัญญา", "มูลค่าสัญญา (บาท)", "สถานะ", "นิคม"])
        sheet.write_row(1, 0, ["กนอ.1", 115999000016, 1.0, 0.1])
        sheet.write_datetime(1, 4, datetime(2023, 3, 15), book.add_format({"num_format": "dd/mm/yyyy"}))
        sheet.write_number(1, 5, 12_500_000)
        sheet.write_boolean(1, 6, True)
        sheet.write_formula(1, 7, "=1/0", None, "#DIV/0!")
    (settings.inbox_dir / "a.xlsx").write_bytes(target.getvalue())
    take_in(settings, feeds)
    row = landed("contracts")[0]
    assert [row[name] for name in ("juristic_id", "plot", "area", "contract_date", "value_baht")] == [
        "115999000016", "1", "0.1", "2023-03-15", "12500000",
    ]  # fmt: skip
    assert (row["contract_status"], row["estate"]) == ("true", "#DIV/0!")
    assert row["_types"] and '"estate": "error"' in row["_types"] and '"contract_date": "date"' in row["_types"]
    assert '"contract_number"' not in row["_types"] and '"contract_status": "bool"' in row["_types"]


def test_a_formula_saved_without_its_value_is_an_error_not_a_blank(
    settings: Settings, feeds: dict[str, Feed], landed: Landed
) -> None:
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        for name in ("เปล่า", "สัญญา"):
            sheet = book.add_worksheet(name)
        sheet.write_row(0, 0, CONTRACT)
        sheet.write_row(1, 0, ROWS[0][:3])
        sheet.write_formula(1, 3, "=4+4", None, "")
    (settings.inbox_dir / "a.xlsx").write_bytes(target.getvalue())
    take_in(settings, feeds)
    assert (landed("contracts")[0]["area"], landed("contracts")[0]["_types"]) == ("=4+4", '{"area": "error"}')


def test_a_stray_cell_far_away_is_refused_before_it_fills_the_memory(
    settings: Settings, feeds: dict[str, Feed], landed: Landed
) -> None:
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        sheet = book.add_worksheet("สัญญา")
        sheet.write_row(0, 0, CONTRACT)
        sheet.write(1_048_575, 16_383, "x")
    (settings.inbox_dir / "a.xlsx").write_bytes(target.getvalue())
    assert take_in(settings, feeds).rows == 0
    assert landed("_tables")[0]["reason_code"] == "sheet_too_large"
    assert "XFD1048576" in landed("_tables")[0]["reason_en"]


def test_several_sheets_land_each_with_its_name(settings: Settings, feeds: dict[str, Feed], landed: Landed) -> None:
    sheets: dict[str, list[list[Cell]]] = {
        "น้ำประปา": [["เลขทะเบียนนิติบุคคล", "ม.ค. 67"], ["0115999000016", 5]],
        "ว่าง": [],
        "ไฟฟ้า": [["เลขทะเบียนนิติบุคคล", "ม.ค. 67"], ["0115999000016", 7.5]],
    }
    (settings.inbox_dir / "a.xlsx").write_bytes(workbook(sheets))
    assert take_in(settings, feeds).rows == 2
    assert [(row["_sheet"], row["quantity"]) for row in landed("service_usage")] == [("น้ำประปา", "5"), ("ไฟฟ้า", "7.5")]


def test_a_legacy_workbook_lands(settings: Settings, feeds: dict[str, Feed], landed: Landed) -> None:
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("สัญญา")
    for number, row in enumerate([CONTRACT, *ROWS]):
        for column, cell in enumerate(row):
            sheet.write(number, column, cell)
    book.save(str(settings.inbox_dir / "a.xls"))
    assert take_in(settings, feeds).rows == 2
    assert landed("_tables")[0]["encoding"] == "workbook"


def test_a_workbook_without_a_cell_is_empty(settings: Settings, feeds: dict[str, Feed], landed: Landed) -> None:
    (settings.inbox_dir / "a.xlsx").write_bytes(workbook({"ว่าง": []}))
    take_in(settings, feeds)
    assert landed("_tables")[0]["reason_code"] == "file_empty"


def test_a_table_of_two_feeds_beside_a_clear_one_is_set_aside_alone(take: Callable[..., int], landed: Landed) -> None:
    both = ["ปีงบประมาณ", "เลขทะเบียนนิติบุคคล", "รหัสกลุ่ม", "เลขที่สัญญา", "เนื้อที่"]
    assert take([CONTRACT, *ROWS, [], ["อีกตาราง"], both, ["2566", "0115999000016", "A", "กนอ.1", "8 ไร่"]]) == 2
    booked = {row["_table"]: (row["reason_code"], row["rows_in"]) for row in landed("_tables")}
    assert booked == {0: ("two_feeds", 3), 1: (None, 3)}


def test_a_small_table_of_no_feed_below_a_table_is_not_taken_for_its_rows(
    take: Callable[..., int], landed: Landed
) -> None:
    header = [*CONTRACT, "ประเภทสัญญา", "วันที่ทำสัญญา"]
    rows = [[*row, "ขาย", "1 ต.ค. 66"] for row in ROWS]
    assert take([header, *rows, [], rows[0], [], ["ประเภท", "จำนวน"], ["ขาย", "2"]]) == 3
    assert [(row["_row"], row["kind"]) for row in landed("_set_aside")] == [(1, "header"), (7, "table"), (8, "table")]


def test_a_table_of_no_feed_above_a_table_is_no_title_and_goes_home(take: Callable[..., int], landed: Landed) -> None:
    """A row of words side by side is a title still; three rows are a header with its rows."""
    above = [["ไตรมาส", "ขาย", "เช่า"], ["1", "120", "80"], ["2", "90", "60"], []]
    assert take([*above, ["รวบรวมโดย", "ฝตล.", "ชุดที่", "1"], [], CONTRACT, *ROWS]) == 2
    assert kinds(landed) == [(1, "table"), (2, "table"), (3, "table"), (5, "title"), (7, "header")]


def test_raised_limits_give_a_refused_file_another_chance(
    settings: Settings, feeds: dict[str, Feed], monkeypatch: pytest.MonkeyPatch
) -> None:
    (settings.inbox_dir / "a.csv").write_text("\n".join(",".join(row) for row in [CONTRACT, *ROWS]), encoding="utf-8")
    monkeypatch.setenv("INTAKE_MAX_FILE_BYTES", "10")
    assert take_in(settings, feeds).rows == 0
    monkeypatch.delenv("INTAKE_MAX_FILE_BYTES")
    assert take_in(settings, feeds).rows == 2
