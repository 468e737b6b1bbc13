"""Letters, slides and pages that come with the tables of a unit: known by their bytes, so that the refusal names them.

Many are archives or compound files as workbooks are; the reader of workbooks would only call them broken.
"""

import io
import zipfile

_STARTS = {b"%PDF": "PDF", b"{\\rtf": "RTF"}
_OFFICE_PARTS = {"word/": "Word", "ppt/": "PowerPoint", "visio/": "Visio"}
_OPEN_DOCUMENT = "application/vnd.oasis.opendocument."
_COMPOUND_STREAMS = {"WordDocument": "Word", "PowerPoint Document": "PowerPoint"}
_COMPOUND_WORKBOOKS = ("Workbook", "Book")


def document_kind(data: bytes) -> str | None:
    """Return what kind of document the bytes are; None if they may be a table."""
    if data.startswith(b"PK\x03\x04"):
        return _in_archive(data)
    if data.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return _in_compound_file(data)
    return next((kind for start, kind in _STARTS.items() if data.startswith(start)), None)


def _in_archive(data: bytes) -> str | None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
            declared = _mimetype(archive) if "mimetype" in names else ""
    except (zipfile.BadZipFile, ValueError, OSError, EOFError, NotImplementedError, RuntimeError):
        return None
    if any(name.startswith("xl/") for name in names):
        return None
    if declared.startswith(_OPEN_DOCUMENT) and "spreadsheet" not in declared:
        return f"OpenDocument {declared.removeprefix(_OPEN_DOCUMENT)}"
    return next((kind for part, kind in _OFFICE_PARTS.items() if any(name.startswith(part) for name in names)), None)


def _mimetype(archive: zipfile.ZipFile) -> str:
    with archive.open("mimetype") as file:
        return file.read(100).decode("ascii", errors="replace")


def _in_compound_file(data: bytes) -> str | None:
    """Look for the names of streams; a workbook may hold a letter, so it must hold no workbook."""
    if any(_stream(name) in data for name in _COMPOUND_WORKBOOKS):
        return None
    return next((kind for name, kind in _COMPOUND_STREAMS.items() if _stream(name) in data), None)


def _stream(name: str) -> bytes:
    return f"{name}\0".encode("utf-16-le")
