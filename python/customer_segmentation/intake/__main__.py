"""`python -m customer_segmentation.intake`: takes in the inbox and says, a line a file, what became of it.

`… intake withdraw FILE --reason WHY` records that a file no longer counts.
"""

import argparse
import sys

from customer_segmentation.intake import EmptyInboxError, FileReport, take_in
from customer_segmentation.intake.withdrawal import WithdrawalError, withdraw
from customer_segmentation.ledger import Ledger
from customer_segmentation.lock import LockHeldError, cycle_lock
from customer_segmentation.settings import Settings


def main(arguments: list[str] | None = None) -> int:
    """Run a command; return 0, or 2 with one sentence when it can't be done."""
    parser = argparse.ArgumentParser(prog="customer_segmentation.intake", description=__doc__)
    commands = parser.add_subparsers(dest="command")
    withdrawal = commands.add_parser("withdraw", help="a file that should not have been sent no longer counts")
    withdrawal.add_argument("file", help="path inside the inbox, bare name, or first signs of its SHA-256")
    withdrawal.add_argument("--reason", default="", help="why; it stays on record")
    options = parser.parse_args(arguments)
    settings = Settings.from_environment()
    if options.command == "withdraw":
        return _withdraw(settings, options.file, options.reason)
    return _take_in(settings)


def _take_in(settings: Settings) -> int:
    try:
        result = take_in(settings)
    except EmptyInboxError:
        print(
            f"ไม่มีไฟล์ในกล่องรับข้อมูล {settings.inbox_dir} โปรดวางไฟล์ของหน่วยงานแล้วสั่งใหม่ / "
            f"The inbox {settings.inbox_dir} holds no file; put the units' files there and start again.",
            file=sys.stderr,
        )
        return 2
    for report in result.reports:
        print(_line(report))
    return 0


def _withdraw(settings: Settings, file: str, reason: str) -> int:
    try:
        with cycle_lock(settings.data_dir):
            withdrawn = withdraw(Ledger(settings.ledger_dir), file, reason)
    except WithdrawalError as error:
        print(f"{error.thai} / {error.english}", file=sys.stderr)
        return 2
    except LockHeldError as held:
        print(f"กำลังประมวลผลอยู่ โปรดรอให้เสร็จก่อน / Wait for the cycle to end: {held}", file=sys.stderr)
        return 2
    print(
        f"ถอนไฟล์ {withdrawn.file} ({withdrawn.file_hash[:12]}) แล้ว ผลจะเปลี่ยนเมื่อประมวลผลครั้งถัดไป / "
        f"{withdrawn.file} is withdrawn; results follow with the next run."
    )
    return 0


def _line(report: FileReport) -> str:
    feeds = ", ".join(report.feeds) or "-"
    reasons = "".join(f"\n    {why.thai} / {why.english}" for why in dict.fromkeys(report.reasons))
    state = "" if report.new else " (landed before)"
    return f"{report.file}: {feeds}, {report.rows} rows, {report.set_aside} set aside{state}{reasons}"


if __name__ == "__main__":
    sys.exit(main())
