"""The last screen of a cycle names the files that were left out, and why they were."""

from typing import Any, cast

import pytest

from customer_segmentation.figures import Figures
from flows.readings import documents_left_out, files_left_out
from flows.screen import print_figures
from flows.warehouse import Warehouse


class Found:
    """A warehouse that holds files of which nothing was used, or documents of plans that are not published."""

    def __init__(self, *files: str) -> None:
        self._files = files

    def rows(self, query: str) -> list[dict[str, Any]]:
        """Return them."""
        assert "stg_unused_parts" in query or "document_problem is not null" in query
        return [{"source_file": file, "document": file} for file in self._files]


def test_files_that_were_left_out_are_counted_and_named_last(capsys: pytest.CaptureFixture[str]) -> None:
    """Four that could not be used, one that may not be opened yet."""
    warehouse = cast(Warehouse, Found("ก.xlsx", "ข.pdf", "ค.csv", "ง.zip"))
    print_figures(Figures(0.0), files_left_out(warehouse, ["จ.csv"]))
    *_, unusable, blank, deferred = capsys.readouterr().out.splitlines()
    assert "ใช้ไม่ได้ทั้งไฟล์ 4 ไฟล์" in unusable and "ก.xlsx, ข.pdf, ค.csv … (+1)" in unusable
    assert not blank and "จ.csv" in deferred and "no permission" in deferred


def test_documents_of_plans_that_are_not_published_are_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    """Two that are named by plans that count; nothing where all are published."""
    print_figures(Figures(0.0), documents_left_out(cast(Warehouse, Found("ก.pdf", "ข.pdf"))))
    line = capsys.readouterr().out.splitlines()[-1]
    assert "เอกสารแผนที่ยังไม่เผยแพร่ 2 รายการ" in line and "ก.pdf, ข.pdf / 2 documents of plans" in line
    assert not documents_left_out(cast(Warehouse, Found()))


def test_where_every_file_was_used_nothing_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    """The total stays the last line."""
    print_figures(Figures(0.0), files_left_out(cast(Warehouse, Found()), []))
    assert capsys.readouterr().out.splitlines()[-1].startswith("total")
