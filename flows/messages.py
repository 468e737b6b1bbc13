"""What people are told when a year does not end with a publication, in words for a marketing officer."""

from collections.abc import Mapping, Sequence
from typing import Any

from customer_segmentation.attempts import Account
from flows.ending import GATE_CLOSED, NOT_APPROVED, NOT_STARTED, Ending


def no_data(fiscal_year: int | None) -> Ending:
    """Tell that the files hold no customer for the year."""
    if fiscal_year is None:
        return Ending(
            NOT_STARTED,
            "ไฟล์ในกล่องรับข้อมูลไม่ระบุปีงบประมาณ และไม่มีทะเบียนลูกค้า โปรดตรวจไฟล์ที่ส่ง",
            "The files in the inbox name no fiscal year and hold no customer register; check what was sent.",
        )
    return Ending(
        NOT_STARTED,
        f"ไม่มีข้อมูลลูกค้าสำหรับปีงบประมาณ {fiscal_year} โปรดตรวจปีที่สั่งและไฟล์ทะเบียนลูกค้า",
        f"There is no customer data for fiscal year {fiscal_year}; check the year asked for and the customer register.",
    )


def gate_closed(fiscal_year: int, books: Account, closest: Sequence[Mapping[str, Any]]) -> Ending:
    """Tell that no attempt gave groups whose needs differ, which needs came closest, and what can be done."""
    tried = ", ".join(str(row["approach"]) for row in books.started) or "-"
    thai = [
        f"ปีงบประมาณ {fiscal_year}: ไม่เผยแพร่ผลการจำแนก เพราะความต้องการของแต่ละกลุ่มลูกค้าไม่แตกต่างกันอย่างมีนัยสำคัญทางสถิติ",
        f"ใช้แนวทางครบแล้ว ({tried}) จาก {books.allowed} ครั้งที่กำหนดไว้ก่อนเริ่ม ผลที่เผยแพร่อยู่เดิมไม่เปลี่ยนแปลง",
        "ทดสอบใหม่ได้เมื่อมีผลสำรวจรอบใหม่ หรือเมื่อกำหนดแนวทางใหม่ในปีถัดไป",
    ]
    english = [
        f"Fiscal year {fiscal_year}: nothing is published, "
        "because the needs of the groups do not differ significantly.",
        f"All approaches are used ({tried}) of {books.allowed} attempts fixed beforehand; "
        "what was published stays as it is.",
        "The next chance is a new survey, or a new approach in the year to come.",
    ]
    if closest:
        thai.append(f"ความต้องการที่ใกล้เคียงว่าต่างกันที่สุด: {_needs(closest)}")
        english.append(f"The needs that came closest: {_needs(closest)}")
    else:
        thai.append("ไม่มีความต้องการข้อใดที่มีข้อมูลพอสำหรับการทดสอบ")
        english.append("No need had enough answers to be tested.")
    return Ending(GATE_CLOSED, "\n".join(thai), "\n".join(english))


def not_approved(step: str, decision: Mapping[str, Any]) -> Ending:
    """Tell that a recorded decision says no."""
    reason = f" ({decision['reason']})" if decision["reason"] else ""
    return Ending(
        NOT_APPROVED,
        f"ไม่เผยแพร่ เพราะมติของขั้นตอน {step} วันที่ {decision['decided_on']} โดย {decision['unit']} คือไม่เห็นชอบ{reason}",
        f"Nothing is published: the decision on step {step} of {decision['decided_on']} "
        f"by {decision['unit']} says no{reason}.",
    )


def _needs(closest: Sequence[Mapping[str, Any]]) -> str:
    return "; ".join(f"{row['item_wording']} (p = {row['p_value']:.3f})" for row in closest)
