"""Books which PDF documents the inbox holds now, and what keeps each of them from being offered to readers.

Other files are booked once and for ever; a document is published from where it lies, so that it must still lie there.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from customer_segmentation.intake import landing
from customer_segmentation.intake.files import digest, inbox_files, inbox_name

LARGEST = 15_000_000
STOCK = Path("_inbox_documents", "stock.parquet")
SCHEMA = pa.schema([(name, pa.string()) for name in ("file", "file_hash", "refusal")])

# what runs or carries other files; a compressed part of a document could hide it, so this is no virus scanner
_ACTIVE = re.compile(rb"/(JavaScript|Launch|EmbeddedFile|RichMedia|XFA)(?![A-Za-z])")


def take_stock(inbox: Path, landing_dir: Path) -> None:
    """Write the book of documents, if it changed: each PDF's path in the inbox, its checksum, and why it is refused."""
    records = [
        {"file": inbox_name(inbox, path), "file_hash": file_hash, "refusal": refusal(path)}
        for path, file_hash in sorted(documents(inbox))
    ]
    book = landing_dir / STOCK
    if not book.exists() or pq.read_table(book).to_pylist() != records:
        landing.write(book, SCHEMA, records)


def documents(inbox: Path) -> Iterator[tuple[Path, str]]:
    """Yield the PDFs of the inbox that can be opened, each with its checksum, in no order."""
    for path in inbox_files(inbox):
        if path.suffix.casefold() != ".pdf":
            continue
        try:
            yield path, digest(path)
        except OSError:
            continue


def refusal(document: Path) -> str | None:
    """Return the code of what keeps a document from being published (`seeds/reject_reasons.csv`), None if nothing."""
    if document.stat().st_size > LARGEST:
        return "document_too_large"
    content = document.read_bytes()
    if not content.startswith(b"%PDF-") or b"%%EOF" not in content[-1024:]:
        return "document_broken"
    return "document_active" if _ACTIVE.search(content) else None
