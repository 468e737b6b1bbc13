"""Puts the documents that action plans name beside an edition's tables, as they came, and nothing that is no plain PDF.

Which documents those are, the export `plan_documents` says; what it does not list is not looked at. What a document
tells of persons is for the unit to judge that names it in its plan.
"""

import shutil
from pathlib import Path

import duckdb

from customer_segmentation.intake.inbox_documents import documents, refusal

FOLDER = "documents"
TABLE = "plan_documents.parquet"


class DocumentError(Exception):
    """A document was there when the year's books were made and is not any more; Thai and English for who runs it."""

    def __init__(self, document: str) -> None:
        self.thai = f"เอกสารแผน “{document}” หายไปหรือเปลี่ยนระหว่างการประมวลผล โปรดสั่งใหม่อีกครั้ง"
        super().__init__(f"{document}: it left the inbox or changed while the year was being published; start again")


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
        A document that is listed is not in the inbox as it was.
    """
    wanted = listed(tables)
    found = {file_hash: path for path, file_hash in documents(inbox)} if wanted else {}
    placed = []
    for address, (checksum, document) in sorted(wanted.items()):
        if checksum not in found or refusal(found[checksum]):
            raise DocumentError(document)
        target = tables / address
        target.parent.mkdir(exist_ok=True)
        shutil.copyfile(found[checksum], target)
        placed.append(target)
    return placed
