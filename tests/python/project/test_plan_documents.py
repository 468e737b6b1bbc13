"""A document that a plan names reaches the site as it came; what can't be published is booked with the reason."""

import hashlib
from pathlib import Path

import duckdb
import pytest

from customer_segmentation.intake.inbox_documents import STOCK, take_stock
from customer_segmentation.plan_documents import DocumentError, place_documents
from demo.documents import write_document

NAME = "แผน 1.pdf"


def listing(tables: Path, document: Path) -> str:
    """Write the export that lists one document; return where it has to lie."""
    checksum = hashlib.sha256(document.read_bytes()).hexdigest()
    file = f"documents/{checksum[:16]}.pdf"
    tables.mkdir(exist_ok=True)
    duckdb.sql(
        f"select '{NAME}' as document, '{checksum}' as sha256, '{file}' as address union all select null, null, null"
    ).write_parquet(str(tables / "plan_documents.parquet"))
    return file


def stock(inbox: Path, landing: Path) -> dict[str, str | None]:
    """Return the documents that lie in the inbox now, each with what keeps it from being published."""
    take_stock(inbox, landing)
    return dict(duckdb.sql(f"select file, refusal from read_parquet('{landing / STOCK}')").fetchall())


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    """An inbox with the document of a plan, one that no plan names, and a table."""
    folder = tmp_path / "inbox"
    write_document(folder / "ฝตล" / NAME, ["plan"])
    write_document(folder / "letter.PDF", ["letter"])
    (folder / "a.csv").write_text("a\n1\n", encoding="utf-8")
    return folder


def test_only_what_is_listed_is_placed_to_the_byte(inbox: Path, tmp_path: Path) -> None:
    tables = tmp_path / "tables"
    file = listing(tables, inbox / "ฝตล" / NAME)
    assert place_documents(tables, inbox) == [tables / file]
    assert (tables / file).read_bytes() == (inbox / "ฝตล" / NAME).read_bytes()
    assert [path.name for path in (tables / "documents").iterdir()] == [Path(file).name]


def test_without_a_listing_nothing_is_placed(inbox: Path, tmp_path: Path) -> None:
    assert place_documents(tmp_path, inbox) == []


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        (b"MZ\x90\x00 a program", "document_broken"),
        (b"%PDF-1.7 cut off", "document_broken"),
        (b"%PDF-1.7 << /S /JavaScript /JS (app.alert(1)) >>\n%%EOF\n", "document_active"),
        (b"%PDF-1.7 << /S /Launch /F (cmd.exe) >>\n%%EOF\n", "document_active"),
        (b"%PDF-1.7 " + b"0" * 15_000_000 + b"\n%%EOF\n", "document_too_large"),
    ],
)
def test_what_is_no_plain_document_is_booked_with_why_and_never_placed(
    inbox: Path, tmp_path: Path, content: bytes, refusal: str
) -> None:
    (inbox / NAME).write_bytes(content)
    assert stock(inbox, tmp_path) == {f"ฝตล/{NAME}": None, "letter.PDF": None, NAME: refusal}
    listing(tmp_path / "tables", inbox / NAME)
    with pytest.raises(DocumentError, match="changed"):
        place_documents(tmp_path / "tables", inbox)
    assert not (tmp_path / "tables" / "documents").exists()


def test_a_document_that_has_left_the_inbox_is_in_the_book_no_more(inbox: Path, tmp_path: Path) -> None:
    """One that leaves between the book and the site is named to whoever runs the year."""
    assert set(stock(inbox, tmp_path)) == {f"ฝตล/{NAME}", "letter.PDF"}
    listing(tmp_path / "tables", inbox / "ฝตล" / NAME)
    (inbox / "ฝตล" / NAME).unlink()
    assert set(stock(inbox, tmp_path)) == {"letter.PDF"}
    with pytest.raises(DocumentError) as caught:
        place_documents(tmp_path / "tables", inbox)
    assert NAME in caught.value.thai and NAME in str(caught.value)
