"""Takes a file back that should never have been sent: it stays landed and on record, and no longer counts."""

from dataclasses import dataclass
from typing import Any

from customer_segmentation.intake.reasons import RefusedError
from customer_segmentation.ledger import Ledger

MIN_PREFIX = 6


class WithdrawalError(RefusedError):
    """The file to withdraw is unknown, not clear or withdrawn already."""


@dataclass(frozen=True)
class Withdrawn:
    """The file that was withdrawn."""

    file: str
    file_hash: str


def withdraw(ledger: Ledger, wanted: str, reason: str) -> Withdrawn:
    """Record that a file no longer counts.

    Parameters
    ----------
    ledger
        The books of the warehouse.
    wanted
        Path of the file inside the inbox, its bare name, or at least six signs of its SHA-256.
    reason
        Why; a person will read it years later.

    Raises
    ------
    WithdrawalError
        If no file or more than one is meant, the reason is blank, or the file is withdrawn already.
    """
    if not reason.strip():
        raise WithdrawalError("โปรดระบุเหตุผลที่ถอนไฟล์ (REASON=…)", "Say why the file is withdrawn (REASON=…).")
    events = ledger.read("files")
    meant = _meant([event for event in events if event["event"] == "file_seen"], wanted)
    if not meant:
        raise WithdrawalError(f"ไม่พบไฟล์ {wanted} ในบันทึกการรับไฟล์", f"No file {wanted} has been taken in.")
    if len(meant) > 1:
        which = ", ".join(f"{file} ({file_hash[:12]})" for file_hash, file in sorted(meant.items()))
        raise WithdrawalError(
            f"{wanted} หมายถึงได้หลายไฟล์ โปรดระบุรหัสในวงเล็บ: {which}",
            f"{wanted} may mean several files; name one by the sign in brackets: {which}.",
        )
    [(file_hash, file)] = meant.items()
    if any(event["event"] == "file_withdrawn" and event["file_hash"] == file_hash for event in events):
        raise WithdrawalError(f"ไฟล์ {file} ถอนไปแล้ว", f"{file} is withdrawn already.")
    ledger.append("files", "file_withdrawn", file=file, file_hash=file_hash, reason=reason.strip())
    return Withdrawn(file, file_hash)


def _meant(seen: list[dict[str, Any]], wanted: str) -> dict[str, str]:
    """Return name by hash: files of that whole path, else of that bare name, else of that hash."""
    whole = [event for event in seen if event["file"] == wanted]
    bare = [event for event in seen if event["file"].rsplit("/", 1)[-1] == wanted]
    signs = wanted.casefold() if len(wanted) >= MIN_PREFIX else None
    hashed = [event for event in seen if signs and event["file_hash"].startswith(signs)]
    return {event["file_hash"]: event["file"] for event in whole or bare or hashed}
