"""`python -m customer_segmentation.intake`: takes in the inbox and says, a line a file, what became of it.

`… intake withdraw FILE --reason WHY` records that a file no longer counts. `… intake purge` takes personal values out:
those whose time is over, with `--person` those of a person, with `--wave` those of a survey.
"""

import argparse
import sys
from datetime import date

from customer_segmentation.declarations import load_feeds
from customer_segmentation.documents.rejects import refresh_rejects
from customer_segmentation.intake import EmptyInboxError, FileReport, take_in
from customer_segmentation.intake.purge import Wish, older_warehouses, purge
from customer_segmentation.intake.reasons import RefusedError
from customer_segmentation.intake.withdrawal import withdraw
from customer_segmentation.ledger import Ledger
from customer_segmentation.lock import LockHeldError, cycle_lock
from customer_segmentation.runs import find_warehouse
from customer_segmentation.settings import Settings


def main(arguments: list[str] | None = None) -> int:
    """Run a command; return 0, or 2 with one sentence when it can't be done."""
    parser = argparse.ArgumentParser(prog="customer_segmentation.intake", description=__doc__)
    commands = parser.add_subparsers(dest="command")
    withdrawal = commands.add_parser("withdraw", help="a file that should not have been sent no longer counts")
    withdrawal.add_argument("file", help="path inside the inbox, bare name, or first signs of its SHA-256")
    withdrawal.add_argument("--reason", default="", help="why; it stays on record")
    purging = commands.add_parser("purge", help="personal values whose time is over, of a person or of a wave")
    purging.add_argument("--person", help="name, e-mail address or telephone number as in the file, or its key")
    purging.add_argument("--wave", type=int, help="survey wave, Buddhist era")
    purging.add_argument("--as-of", type=date.fromisoformat, help="ISO date instead of today: what is over on that day")
    options = parser.parse_args(arguments)
    settings = Settings.from_environment()
    try:
        if options.command == "purge":
            return _purge(settings, Wish(options.as_of or date.today(), options.person, options.wave))
        if options.command == "withdraw":
            return _withdraw(settings, options.file, options.reason)
        return _take_in(settings)
    except RefusedError as error:
        print(f"{error.thai} / {error.english}", file=sys.stderr)
    except LockHeldError as held:
        print(f"กำลังประมวลผลอยู่ โปรดรอให้เสร็จก่อน / Wait for the cycle to end: {held}", file=sys.stderr)
    return 2


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
    with cycle_lock(settings.data_dir):
        withdrawn = withdraw(Ledger(settings.ledger_dir), file, reason)
    print(
        f"ถอนไฟล์ {withdrawn.file} ({withdrawn.file_hash[:12]}) แล้ว ผลจะเปลี่ยนเมื่อประมวลผลครั้งถัดไป / "
        f"{withdrawn.file} is withdrawn; results follow with the next run."
    )
    return 0


def _purge(settings: Settings, wish: Wish) -> int:
    feeds, warehouse = load_feeds(settings.project_dir / "models"), find_warehouse(settings)
    with cycle_lock(settings.data_dir):
        purged = purge(settings, feeds, warehouse, wish)
        rejects = refresh_rejects(settings, warehouse, feeds)
    if not purged.values:
        print("ไม่มีข้อมูลส่วนบุคคลที่ต้องลบ / There is nothing to purge.")
    else:
        print(f"ลบข้อมูลส่วนบุคคล {purged.values:,} ค่าแล้ว / {purged.values:,} personal values are purged.")
    for name in purged.inbox:
        print(f"ไฟล์ต้นฉบับยังมีข้อมูลที่ลบ โปรดลบออกจากกล่องรับข้อมูล / The file still holds them, delete it: {name}")
    for path in older_warehouses(settings):
        print(f"คลังข้อมูลรุ่นเก่ายังมีข้อมูลส่วนบุคคล โปรดลบ / An older warehouse holds personal data, delete it: {path}")
    for path in rejects:
        print(f"เขียนแฟ้มส่งกลับใหม่ / Written anew: {path}")
    return 0


def _line(report: FileReport) -> str:
    feeds = ", ".join(report.feeds) or "-"
    reasons = "".join(f"\n    {why.thai} / {why.english}" for why in dict.fromkeys(report.reasons))
    state = "" if report.new or report.deferred else " (landed before)"
    return f"{report.file}: {feeds}, {report.rows} rows, {report.set_aside} set aside{state}{reasons}"


if __name__ == "__main__":
    sys.exit(main())
