"""Which files the inbox holds, archives opened. Limits keep a bomb or a path trick from doing harm.

What a file is, its first bytes say, not its name.
"""

import hashlib
import os
import re
import shutil
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from time import sleep, time

from customer_segmentation.intake.reasons import Reason, reason

ZIP_STARTS = (b"PK\x03\x04", b"PK\x05\x06")
SETTLING_SECONDS = 0.5
_WORKBOOK_NAMES = (".xlsx", ".xlsm", ".xlsb", ".ods")
_CORRECTION = re.compile(r"แก้ไข|ปรับปรุง|แทนทั้ง|correct|revis|replac", flags=re.IGNORECASE)
_SCRATCH = ("~$", ".", "__MACOSX")
_UNFINISHED = (".part", ".crdownload", ".download", ".tmp")


@dataclass(frozen=True)
class Limits:
    """How large a file may be; settings of the installation."""

    file_bytes: int
    unpacked_bytes: int
    members: int
    columns: int
    cells: int

    @classmethod
    def from_environment(cls) -> "Limits":
        """Read INTAKE_MAX_FILE_BYTES, …_UNPACKED_BYTES, …_MEMBERS, …_COLUMNS and …_CELLS (of a sheet)."""
        return cls(
            file_bytes=int(os.environ.get("INTAKE_MAX_FILE_BYTES") or 2 * 1024**3),
            unpacked_bytes=int(os.environ.get("INTAKE_MAX_UNPACKED_BYTES") or 1024**3),
            members=int(os.environ.get("INTAKE_MAX_MEMBERS") or 1000),
            columns=int(os.environ.get("INTAKE_MAX_COLUMNS") or 2000),
            cells=int(os.environ.get("INTAKE_MAX_CELLS") or 30_000_000),
        )


@dataclass(frozen=True)
class Arrival:
    """One file of the inbox, or one member of an archive.

    `path` holds its bytes until the next arrival is asked for. `refused` says why it is not read; with `later` it is
    not even booked, for the next intake may find it whole.
    """

    name: str
    path: Path
    file_hash: str
    size: int
    refused: Reason | None = None
    later: bool = False


@dataclass(frozen=True)
class _Entry:
    name: str
    path: Path
    member: zipfile.ZipInfo | None = None
    refused: Reason | None = None


def arrivals(inbox: Path, limits: Limits, scratch: Path) -> Iterator[Arrival]:
    """Yield the files below `inbox`, corrections last, otherwise by path.

    Members of archives are unpacked one at a time into `scratch`, under a name of our own.
    """
    paths = sorted(inbox_files(inbox))
    growing = _growing(paths)
    for path in growing:
        yield Arrival(inbox_name(inbox, path), path, "", 0, reason("still_copied"), later=True)
    entries = [entry for path in paths if path not in growing for entry in _entries(inbox, path, limits)]
    for entry in sorted(entries, key=lambda entry: arrival_order(entry.name)):
        yield _arrival(entry, scratch / "member")


def arrival_order(name: str) -> tuple[bool, str]:
    """Sort key of files met at the same time: what says that it corrects comes after what it corrects."""
    return bool(_CORRECTION.search(name)), name


def inbox_files(inbox: Path) -> Iterator[Path]:
    """Yield the files below `inbox` that a person put there, in no order."""
    for path in inbox.rglob("*"):
        parts = path.relative_to(inbox).parts
        scratch = any(part.startswith(_SCRATCH) for part in parts)
        unfinished = path.suffix.casefold() in _UNFINISHED
        if path.is_file() and not path.is_symlink() and not scratch and not unfinished:
            yield path


def inbox_name(inbox: Path, path: Path) -> str:
    """Return the path inside the inbox; a name that is no UTF-8 is a Thai Windows name."""
    raw = os.fsencode(path.relative_to(inbox).as_posix())
    return _decoded_name(raw)


def _decoded_name(raw: bytes) -> str:
    for encoding in ("utf-8", "cp874"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return raw.decode("utf-8", errors="replace")


def _growing(paths: Iterable[Path]) -> set[Path]:
    """Return the files that are still being copied: young ones whose size changes while we watch."""
    now = time()
    young = {path: path.stat().st_size for path in paths if abs(now - path.stat().st_mtime) < SETTLING_SECONDS * 4}
    if young:
        sleep(SETTLING_SECONDS)
    return {path for path, size in young.items() if not path.exists() or path.stat().st_size != size}


def _entries(inbox: Path, path: Path, limits: Limits) -> list[_Entry]:
    """Return what one file of the inbox brings: itself, or the members of an archive."""
    name, size = inbox_name(inbox, path), path.stat().st_size
    if size > limits.file_bytes:
        why = reason("file_too_large", found=str(size), expected=str(limits.file_bytes))
        return [_Entry(name, path, refused=why)]
    try:
        with path.open("rb") as file:
            start = file.read(4)
    except OSError:
        return [_Entry(name, path, refused=reason("no_permission"))]
    if start not in ZIP_STARTS and path.suffix.casefold() != ".zip":
        return [_Entry(name, path)]
    try:
        with zipfile.ZipFile(path) as archive:
            members = [member for member in archive.infolist() if not member.is_dir()]
    except (zipfile.BadZipFile, OSError, ValueError):
        workbook = path.suffix.casefold() in _WORKBOOK_NAMES
        return [_Entry(name, path, refused=None if workbook else reason("archive_broken"))]
    return _archive_entries(name, path, members, limits)


def _archive_entries(name: str, path: Path, members: list[zipfile.ZipInfo], limits: Limits) -> list[_Entry]:
    names = {member.filename for member in members}
    unpacked = sum(member.file_size for member in members)
    kept = [member for member in members if not _is_scratch(_member_name(member))]
    # a workbook or a document, whatever it is called
    if names & {"[Content_Types].xml", "content.xml"} or any(inside.startswith("xl/") for inside in names):
        return [_Entry(name, path)]
    why = None
    if unpacked > limits.unpacked_bytes:
        why = reason("archive_too_large", found=str(unpacked), expected=str(limits.unpacked_bytes))
    elif len(members) > limits.members:
        why = reason("archive_too_many", found=str(len(members)), expected=str(limits.members))
    elif not kept:
        why = reason("archive_empty")
    if why:
        return [_Entry(name, path, refused=why)]
    return [_Entry(f"{name}/{_member_name(member)}", path, member, _refusal(path, member)) for member in kept]


def _is_scratch(inside: str) -> bool:
    parts = PurePosixPath(inside.replace("\\", "/")).parts
    return any(part.startswith(_SCRATCH) and part != ".." for part in parts)


def _refusal(path: Path, member: zipfile.ZipInfo) -> Reason | None:
    """Say why a member is not read: it points outside, is locked, or is an archive itself."""
    inside = _member_name(member)
    parts = PurePosixPath(inside.replace("\\", "/"))
    if parts.is_absolute() or ".." in parts.parts or re.match(r"[A-Za-z]:", inside):
        return reason("archive_unsafe", found=inside)
    if member.flag_bits & 0x1:
        return reason("archive_encrypted")
    if parts.suffix.casefold() == ".zip":
        return reason("archive_nested", found=inside)
    return None


def _arrival(entry: _Entry, scratch: Path) -> Arrival:
    if entry.member is None:
        if entry.refused and entry.refused.code == "no_permission":
            return Arrival(entry.name, entry.path, "", 0, entry.refused, later=True)
        return Arrival(entry.name, entry.path, digest(entry.path), entry.path.stat().st_size, entry.refused)
    why = entry.refused
    if why is None:
        why = _unpack(entry.path, entry.member, scratch)
    if why is None and _is_archive(scratch):
        why = reason("archive_nested", found=_member_name(entry.member))
    if why is None:
        return Arrival(entry.name, scratch, digest(scratch), entry.member.file_size)
    # bytes that were not read can't name the member: its archive and its place in it do
    place = f"{digest(entry.path)}/{entry.member.header_offset}/{entry.name}"
    return Arrival(entry.name, entry.path, hashlib.sha256(place.encode()).hexdigest(), entry.member.file_size, why)


def _unpack(path: Path, member: zipfile.ZipInfo, target: Path) -> Reason | None:
    """Write a member to `target`; a size that lies fails the archive's own checksum."""
    try:
        with zipfile.ZipFile(path) as archive, archive.open(member) as packed, target.open("wb") as unpacked:
            shutil.copyfileobj(packed, unpacked, 1024 * 1024)
    except (zipfile.BadZipFile, OSError, EOFError, NotImplementedError, ValueError):
        return reason("archive_broken")
    return None


def _is_archive(path: Path) -> bool:
    """Tell an archive from a workbook, which is an archive too."""
    if not zipfile.is_zipfile(path):
        return False
    with path.open("rb") as file:
        if file.read(4) not in ZIP_STARTS:
            return False
    with zipfile.ZipFile(path) as archive:
        return "[Content_Types].xml" not in archive.namelist() and "content.xml" not in archive.namelist()


def digest(path: Path) -> str:
    """Return the SHA-256 of a file's bytes."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _member_name(member: zipfile.ZipInfo) -> str:
    """Names without the UTF-8 flag are Thai Windows in practice, where the standard reads them as cp437."""
    if member.flag_bits & 0x800:
        return member.filename
    try:
        return _decoded_name(member.filename.encode("cp437"))
    except UnicodeEncodeError:
        return member.filename
