"""What must hold before a cycle may start; what doesn't is said before anything is written."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from customer_segmentation.editions import exports_of
from customer_segmentation.exports import fingerprint_of
from customer_segmentation.ledger import Ledger
from customer_segmentation.lock import LockHeldError, cycle_lock
from customer_segmentation.runs import RunFolder
from customer_segmentation.settings import Settings, disclosure_p
from flows.ending import NOT_STARTED, CycleStoppedError, Ending

# a run of the full register with its site takes some 300 MB; the rest is room for the operating system
MIN_FREE_BYTES = 2 * 10**9


@contextmanager
def sole_writer(settings: Settings) -> Iterator[None]:
    """Hold the data folder's lock, or say who holds it."""
    try:
        with cycle_lock(settings.data_dir):
            yield
    except LockHeldError as held:
        raise _stop(
            f"มีการประมวลผลอีกรอบกำลังทำงานอยู่ (โพรเซส {held.process} บนเครื่อง {held.host} ตั้งแต่ {held.since}) "
            "โปรดรอให้เสร็จก่อน",
            f"Another cycle is running (process {held.process} on {held.host} since {held.since}); wait for it to end.",
        ) from held


def check_start(settings: Settings) -> None:
    """Stop when there is nothing to read, no room to write, or a setting that can't be read."""
    check_space(settings.data_dir)
    try:
        disclosure_p()
    except ValueError as wrong:
        raise _stop("ค่า DISCLOSURE_P ต้องเป็นตัวเลขมากกว่า 0 และไม่เกิน 100 (ร้อยละ) โปรดแก้ค่าแล้วสั่งใหม่", f"{wrong}.") from wrong
    if not shutil.which("node"):
        raise _stop(
            "ไม่พบโปรแกรม node ซึ่งใช้สร้างเว็บไซต์ โปรดติดตั้ง Node 20 ขึ้นไปแล้วสั่งใหม่",
            "node, which builds the site, is not found; install Node 20 or later and start again.",
        )
    if not any(path.is_file() and not path.name.startswith(".") for path in settings.inbox_dir.rglob("*")):
        raise _stop(
            f"ไม่มีไฟล์ในกล่องรับข้อมูล {settings.inbox_dir} โปรดวางไฟล์ของหน่วยงานแล้วสั่งใหม่",
            f"The inbox {settings.inbox_dir} holds no file; put the units' files there and start again.",
        )


def settle_publication(settings: Settings) -> None:
    """Book what `current` points at if the ledger's last word is another run, so that the two agree.

    They part when a cycle is killed between the swap and its book, when a person points `current` at an earlier run,
    and when the ledger was moved aside with an earlier inbox.
    """
    if not settings.current.exists():
        return
    run = RunFolder(settings.current.resolve())
    ledger = Ledger(settings.ledger_dir)
    booked = [event["run"] for event in ledger.read("publications")]
    if booked[-1:] != [run.name]:
        ledger.append(
            "publications",
            "found_published",
            run=run.name,
            fiscal_year=run.fiscal_year,
            fingerprint=fingerprint_of(exports_of(run.exports, "public")),
        )


def check_space(data_dir: Path) -> None:
    """Stop when the disk is nearly full; MIN_FREE_BYTES in the environment sets another limit."""
    wanted = os.environ.get("MIN_FREE_BYTES") or str(MIN_FREE_BYTES)
    if not wanted.isdecimal():
        raise _stop(
            f"ค่า MIN_FREE_BYTES ต้องเป็นจำนวนไบต์ เช่น {MIN_FREE_BYTES} แต่พบ {wanted!r}",
            f"MIN_FREE_BYTES is expected as a number of bytes, such as {MIN_FREE_BYTES}; found {wanted!r}.",
        )
    needed = int(wanted)
    free = shutil.disk_usage(data_dir).free
    if free < needed:
        raise _stop(
            f"พื้นที่ว่างของ {data_dir} เหลือ {free / 1e9:,.1f} GB ต้องมีอย่างน้อย {needed / 1e9:,.1f} GB",
            f"{data_dir} has {free / 1e9:,.1f} GB free and a cycle needs {needed / 1e9:,.1f} GB.",
        )


def _stop(thai: str, english: str) -> CycleStoppedError:
    return CycleStoppedError(Ending(NOT_STARTED, thai, english))
