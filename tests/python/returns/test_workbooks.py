"""Nothing that leaves runs where it is opened: text that looks like a formula stays text in every workbook and CSV."""

import ast
import zipfile
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from customer_segmentation.declarations import Feed
from customer_segmentation.documents.feed_guide import write_examples
from customer_segmentation.documents.rejects import write_rejects
from customer_segmentation.documents.workbooks import Cell, Sheet, write_workbook
from customer_segmentation.exports import write_csv
from customer_segmentation.settings import PROJECT_DIR
from tests.python.returns.conftest import Warehouse

FORMULAS = [
    "=cmd|' /C calc'!A0",
    '=HYPERLINK("http://x.invalid","y")',
    "+1+1",
    "-1+1",
    "@SUM(A1)",
    "\t=1",
    "http://x.invalid",
]


def active_parts(path: Path) -> list[str]:
    """Return the parts of a workbook that hold a formula, a link or a macro."""
    with zipfile.ZipFile(path) as book:
        return [
            name
            for name in book.namelist()
            if name.endswith(".bin")
            or "externalLink" in name
            or any(mark in book.read(name) for mark in (b"<f>", b"<f ", b"hyperlink", b"ddeLink"))
        ]


def calls(path: Path) -> set[str]:
    """Return the dotted names that a module calls."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return {ast.unparse(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}


def test_a_workbook_keeps_formulas_as_text(tmp_path: Path) -> None:
    """In every style of cell."""
    styles = ("plain", "prose", "heading", "header", "bad", "advice", "reference")
    rows = [[Cell(text, style) for text in FORMULAS] for style in styles]
    write_workbook(tmp_path / "a.xlsx", [Sheet("ก", rows)])
    assert active_parts(tmp_path / "a.xlsx") == []
    found = CalamineWorkbook.from_path(tmp_path / "a.xlsx").get_sheet_by_name("ก").to_python()
    assert found == [FORMULAS] * len(styles)


@pytest.mark.parametrize("text", FORMULAS[:-1])
def test_a_csv_gets_an_apostrophe(tmp_path: Path, text: str) -> None:
    """In the header too."""
    write_csv(tmp_path / "a.csv", [text], [[text], [-1.5]])
    content = (tmp_path / "a.csv").read_text(encoding="utf-8-sig")
    assert content.lstrip('"').startswith(f"'{text[:2]}") and content.count(f"'{text[:2]}") == 2 and "\n-1.5" in content


def test_only_these_modules_write_workbooks_and_csv_files() -> None:
    """What is proved of them is proved of all that leaves; the demo's files play what units send."""
    modules = [path for folder in ("python", "flows") for path in (PROJECT_DIR / folder).rglob("*.py")]
    writers = {path.name: calls(path) & {"xlsxwriter.Workbook", "csv.writer", "csv.DictWriter"} for path in modules}
    assert {name: used for name, used in writers.items() if used} == {
        "workbooks.py": {"xlsxwriter.Workbook"},
        "exports.py": {"csv.writer"},
    }


def test_the_examples_of_the_guide_are_harmless(tmp_path: Path, feeds: dict[str, Feed]) -> None:
    """A workbook for each feed."""
    paths = write_examples(feeds, tmp_path)
    assert len(paths) == len(feeds)
    assert [path.name for path in paths if active_parts(path)] == []


def test_a_rejected_row_with_formulas_goes_home_as_text(warehouse: Warehouse, feeds: dict[str, Feed]) -> None:
    """The sender's own cells, his unknown columns and their headers."""
    lines = [
        "เลขที่สัญญา,เลขทะเบียนนิติบุคคล,เนื้อที่,\"=cmd|' /C calc'!A0\"",
        "=1+1,0105999000016,9-9-9,@SUM(A1)",
        "กนอ.99/2566,0105999000016,-9-9-9,+1",
    ]
    (warehouse.settings.inbox_dir / "อันตราย.csv").write_text("\n".join(lines), encoding="utf-8")
    assert warehouse.take_in().returncode == 0
    warehouse.build("path:models/staging", "path:seeds")
    paths = write_rejects(warehouse.settings, warehouse.path, feeds)
    [home] = [path for path in paths if "อันตราย" in path.name]
    assert [path.name for path in paths if active_parts(path)] == []
    header, *rows = CalamineWorkbook.from_path(home).get_sheet_by_name("ข้อมูล").to_python()
    assert "=cmd|' /C calc'!A0" in header
    assert {"=1+1", "@SUM(A1)", "-9-9-9", "+1"} <= {cell for row in rows for cell in row}
