"""What people are told when a year does not end with a publication, in words for a marketing officer."""

from collections.abc import Mapping, Sequence
from typing import Any

from customer_segmentation.attempts import Account, Plan
from customer_segmentation.intake.reasons import RefusedError
from customer_segmentation.plan_documents import DocumentError
from flows.ending import GATE_CLOSED, NOT_APPROVED, NOT_SIGNED, NOT_STARTED, Ending


def refused(error: RefusedError) -> Ending:
    """Intake can't start, and says why itself."""
    return Ending(NOT_STARTED, error.thai, error.english)


def document_refused(error: DocumentError) -> Ending:
    """A plan's document changed while the year was under way; the year stands and has only to be started again."""
    return Ending(NOT_STARTED, f"ยังไม่เผยแพร่: {error.thai}", f"Nothing is published: {error}")


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


def no_objective(fiscal_year: int, objectives: Sequence[Mapping[str, Any]]) -> Ending:
    """Tell that no objective of the segmentation serves one of the year's customer strategy, and what to send."""
    thai = [
        f"ปีงบประมาณ {fiscal_year}: เริ่มขั้นตอน S3 ไม่ได้ เพราะไม่มีวัตถุประสงค์ของการจำแนกที่สอดคล้องกับยุทธศาสตร์ด้านลูกค้าและตลาดของปี"
    ]
    english = [
        f"Fiscal year {fiscal_year}: S3 can't open, for no objective of the segmentation serves an objective of the "
        "year's customer and market strategy."
    ]
    for row in objectives:
        thai.append(f"  {row['objective_th']}: {row['reason_th']} (ต้องการ: {row['expected_th']})")
        english.append(f"  {row['objective_en']}: {row['reason_en']} (expected: {row['expected_en']})")
    thai.append(
        "โปรดส่งไฟล์วัตถุประสงค์เชิงยุทธศาสตร์ของปี (docs/feeds/strategy_objectives.md) หรือแก้รหัสในรายการวัตถุประสงค์ของการจำแนก"
    )
    english.append(
        "Send the year's objectives of the strategy (docs/feeds/strategy_objectives.md), or correct the key in "
        "seeds/segmentation_objectives.csv."
    )
    return Ending(NOT_STARTED, "\n".join(thai), "\n".join(english))


def gate_closed(
    fiscal_year: int, books: Account, closest: Sequence[Mapping[str, Any]], untestable: Mapping[str, Any]
) -> Ending:
    """Tell that no attempt gave groups whose needs differ, which needs came closest, and what can be done."""
    tried = _tried(books)
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
        thai += ["ความต้องการที่ใกล้เคียงว่าต่างกันที่สุด และจำนวนลูกค้าที่ต้องตอบจึงจะเห็นความต่างเท่านี้:"]
        english += ["The needs that came closest, and the customers it takes to see such a difference:"]
        thai += [f"  {_closest_th(row)}" for row in closest]
        english += [f"  {_closest_en(row)}" for row in closest]
    else:
        thai.append("ไม่มีความต้องการข้อใดที่มีข้อมูลพอสำหรับการทดสอบ")
        english.append("No need had enough answers to be tested.")
    if untestable["needs"]:
        thai.append(
            f"ครั้งล่าสุดข้อมูลไม่พอ {untestable['needs']} ข้อ แต่ละข้อต้องมีลูกค้าตอบอย่างน้อย {untestable['n_needed']:,} ราย "
            "กระจายทุกกลุ่ม"
        )
        english.append(
            f"In the last attempt {untestable['needs']} needs had too few answers; each takes "
            f"{untestable['n_needed']:,} customers, spread over all segments."
        )
    return Ending(GATE_CLOSED, "\n".join(thai), "\n".join(english))


def not_signed(fiscal_year: int, verdict: Mapping[str, Any]) -> Ending:
    """Tell that the result is weak, why, and which decision it waits for."""
    thai = [
        f"ปีงบประมาณ {fiscal_year}: ยังไม่เผยแพร่ ผลการทดสอบผ่านอย่างมีเงื่อนไข ({verdict['approach']})",
        f"เหตุผล: {verdict['reasons_th']}",
        f"ต้องทำ: {verdict['next_step_th']}",
        "เมื่อบันทึกมติในกล่องรับข้อมูลแล้ว ให้สั่งประมวลผลอีกครั้ง ผลที่เผยแพร่อยู่เดิมไม่เปลี่ยนแปลง",
    ]
    if verdict["segments_awaiting"]:
        wanted = (
            f"a decision on segment {verdict['segments_awaiting']}: outcome รวมกลุ่ม (merge, a new attempt) "
            "or คงกลุ่มไว้ (keep) with a reason"
        )
    else:
        wanted = f"an approval of S5 by its verifier whose reason quotes: {verdict['reasons']}"
    english = [
        f"Fiscal year {fiscal_year}: not published yet, the result is weak ({verdict['approach']}).",
        f"Why: {verdict['reasons_en']}",
        f"It waits for {wanted}.",
        "Put the decision into the inbox and run the cycle again; what was published stays as it is.",
    ]
    return Ending(NOT_SIGNED, "\n".join(thai), "\n".join(english))


def no_attempt_for(fiscal_year: int, books: Account, plan: Plan) -> Ending:
    """Tell that a decision asks for an attempt and the year has none left."""
    return Ending(
        GATE_CLOSED,
        f"ปีงบประมาณ {fiscal_year}: มติให้ใช้ {plan} ต้องทดสอบใหม่ แต่ใช้ครบ {books.allowed} ครั้งที่กำหนดไว้ก่อนเริ่มแล้ว "
        f"({_tried(books)})\n"
        "ทดสอบได้เมื่อมีผลสำรวจรอบใหม่ ถอนมตินี้หากต้องการใช้ผลเดิม ผลที่เผยแพร่อยู่เดิมไม่เปลี่ยนแปลง",
        f"Fiscal year {fiscal_year}: the decision for {plan} takes a test of its own, and the {books.allowed} attempts "
        f"fixed beforehand are used ({_tried(books)}).\nThe next chance is a new survey; withdraw the decision to "
        "go on with the earlier result. What was published stays as it is.",
    )


def not_approved(step: str, decision: Mapping[str, Any]) -> Ending:
    """Tell that a recorded decision says no."""
    reason = f" ({decision['reason']})" if decision["reason"] else ""
    return Ending(
        NOT_APPROVED,
        f"ไม่เผยแพร่ เพราะมติของขั้นตอน {step} วันที่ {decision['decided_on']} โดย {decision['unit']} คือไม่เห็นชอบ{reason}",
        f"Nothing is published: the decision on step {step} of {decision['decided_on']} "
        f"by {decision['unit']} says no{reason}.",
    )


def _tried(books: Account) -> str:
    return ", ".join(str(attempt.plan) for attempt in books.attempts) or "-"


def _closest_th(row: Mapping[str, Any]) -> str:
    needed = f"{row['n_needed']:,} ราย" if row["n_needed"] else "ความต่างเล็กเกินกว่าจะมีความหมาย ไม่ว่าจำนวนเท่าใด"
    figures = f"p = {row['p_value']:.3f}, ω² = {row['omega_squared']:.3f}"
    return f"{row['item_wording']} ({figures}): {needed} (ครั้งนี้ {row['n_customers']:,})"


def _closest_en(row: Mapping[str, Any]) -> str:
    needed = f"{row['n_needed']:,}" if row["n_needed"] else "too small to count at any number"
    return f"{row['item_wording']} (p = {row['p_value']:.3f}): {needed} (this time {row['n_customers']:,})"
