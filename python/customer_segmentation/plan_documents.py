"""Puts the documents that action plans name beside an edition's tables, as they came, and nothing that is no plain PDF.

Which documents those are, the export `plan_documents` says; what it does not list is not looked at. What a document
tells of persons is for the unit to judge that names it in its plan.
"""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import duckdb

from customer_segmentation.intake.files import digest, inbox_files

FOLDER = "documents"
TABLE = "plan_documents.parquet"
LARGEST = 15_000_000

# what runs or carries other files; a compressed part of a document could hide it, so this is no virus scanner
ACTIVE = re.compile(rb"/(JavaScript|Launch|EmbeddedFile|RichMedia|XFA)(?![A-Za-z])")


class DocumentError(Exception):
    """A document that a plan names can't be published; Thai for the unit, English for engineers."""

    def __init__(self, thai: str, english: str) -> None:
        self.thai, self.english = thai, english
        super().__init__(english)


def listed(tables: Path) -> dict[str, tuple[str, str]]:
    """Return the documents that an edition offers: place in the site to checksum and the name that the plan uses."""
    table = tables / TABLE
    if not table.is_file():
        return {}
    query = "select address, min(sha256), min(document) from read_parquet(?) where address is not null group by address"
    with duckdb.connect() as connection:
        rows = connection.execute(query, [str(table)]).fetchall()
    return {address: (checksum, document) for address, checksum, document in rows}


def place_documents(tables: Path, inbox: Path) -> list[Path]:
    """Copy the listed documents from the inbox into the folder of an edition's tables; return where they lie.

    Raises
    ------
    DocumentError
        A document has left the inbox, is no PDF, is too large, or holds scripts or other files.
    """
    wanted = listed(tables)
    if not wanted:
        return []
    found = {digest(path): path for path in inbox_files(inbox) if path.suffix.casefold() == ".pdf"}
    placed = []
    for address, (checksum, document) in sorted(wanted.items()):
        if checksum not in found:
            raise DocumentError(
                f"เอกสารแผน “{document}” ไม่อยู่ในกล่องรับข้อมูลแล้ว โปรดใส่ไฟล์เดิมกลับ หรือเพิกถอนไฟล์ด้วย make withdraw",
                f"{document}: named by a plan and no longer in the inbox; put the same file back, or make withdraw",
            )
        for thai, english in faults(found[checksum].read_bytes()):
            raise DocumentError(f"เอกสารแผน “{document}” {thai}", f"{document}: {english}")
        target = tables / address
        target.parent.mkdir(exist_ok=True)
        shutil.copyfile(found[checksum], target)
        placed.append(target)
    return placed


def faults(content: bytes) -> Iterator[tuple[str, str]]:
    """Say what keeps a document from being published, in Thai and English."""
    if not content.startswith(b"%PDF-") or b"%%EOF" not in content[-1024:]:
        yield "ไม่ใช่ไฟล์ PDF ที่สมบูรณ์ โปรดส่งใหม่", "no whole PDF; send it again"
    if len(content) > LARGEST:
        yield f"ใหญ่เกิน {LARGEST:,} ไบต์ โปรดลดขนาด", f"larger than {LARGEST:,} bytes; make it smaller"
    active = ACTIVE.search(content)
    if active:
        what = active.group(1).decode()
        yield (
            f"มีสคริปต์หรือไฟล์แนบ ({what}) โปรดบันทึกเป็น PDF ธรรมดา",
            f"holds scripts or other files ({what}); save it as a plain PDF",
        )
