"""The few facts that the flow reads from the warehouse to decide and to report."""

from collections.abc import Sequence
from typing import Any

from customer_segmentation.attempts import Plan
from customer_segmentation.intake.completeness import MISSING, missing_sentences
from customer_segmentation.intake.unused import (
    DOCUMENTS_LEFT_OUT,
    UNUSABLE,
    deferred_sentence,
    documents_sentence,
    unusable_sentence,
)
from flows.warehouse import Warehouse

Row = dict[str, Any]

KEEP = "keep"
"""The approach that applies last year's rule unchanged."""

DECISION_PROBLEMS = {
    "no_reason": "ไม่ระบุเหตุผล",
    "no_candidate_named": "เรื่องต้องระบุแนวทางและจำนวนกลุ่ม เช่น kmeans 5",
    "k_outside_the_objectives": "จำนวนกลุ่มอยู่นอกช่วงที่วัตถุประสงค์กำหนด",
    "no_such_segment": "ไม่มีกลุ่มหมายเลขนั้น",
    "fewer_than_two_segments": "การรวมกลุ่มต้องระบุอย่างน้อยสองกลุ่ม เช่น kmeans 5: 2+4",
    "no_segment_named": "ต้องระบุกลุ่มที่คงไว้ เช่น kmeans 5: 3",
}


def fiscal_year(warehouse: Warehouse) -> int | None:
    """Return the fiscal year (Buddhist era) that the files are about, None when they name none."""
    rows = warehouse.rows("select fiscal_year from intermediate.int_cycle")
    return rows[0]["fiscal_year"] if rows else None


def customers(warehouse: Warehouse) -> int:
    """Return how many customers the register of the year holds; one of another time is not the year's register."""
    return int(
        warehouse.row(
            "select count(*) as n from intermediate.int_customers"
            " where exists (select 1 from intermediate.int_feed_periods as periods cross join intermediate.int_cycle"
            " where periods.feed = 'customers'"
            " and periods.period_end between starts_on - interval 1 year and ends_on)"
        )["n"]
    )


def landed(warehouse: Warehouse) -> Row:
    """Return how many tables and data rows were taken in."""
    return warehouse.row(
        "select count(*) as tables, cast(coalesce(sum(rows), 0) as bigint) as rows"
        " from landing.tables where status = 'read'"
    )


def input_files(warehouse: Warehouse) -> list[dict[str, str]]:
    """Return the files that count, with their checksums."""
    return warehouse.rows(
        "select distinct files.file, files.file_hash as checksum"
        " from ledger.files inner join landing.active_files"
        " on files.file_hash = active_files.file_hash and files.sequence = active_files.sequence"
        " order by all"
    )


def missing(warehouse: Warehouse) -> list[str]:
    """Return what has not come, a line per feed in both languages, and whether the year can go on without it."""
    return [f"{thai} / {english}" for thai, english in missing_sentences(warehouse.rows(MISSING))]


def files_left_out(warehouse: Warehouse, deferred: Sequence[str]) -> list[str]:
    """Return, in both languages, which files could not be used at all and which could not be opened yet."""
    unusable = [row["source_file"] for row in warehouse.rows(UNUSABLE)]
    sentences = [(unusable, unusable_sentence), (deferred, deferred_sentence)]
    return [say(files) for files, say in sentences if files]


def documents_left_out(warehouse: Warehouse) -> list[str]:
    """Return, in both languages, which documents of the year's plans are not published; nothing if all are."""
    documents = [row["document"] for row in warehouse.rows(DOCUMENTS_LEFT_OUT)]
    return [documents_sentence(documents)] if documents else []


def objectives(warehouse: Warehouse) -> list[Row]:
    """Return the year's objectives, the numbers of segments that they allow, and whether the strategy knows each."""
    return warehouse.rows(
        "select objective_th, objective_en, k_min, k_max, is_valid, reason_th, reason_en, expected_th, expected_en"
        " from marts.segmentation_objectives_checked order by objective"
    )


def approaches(warehouse: Warehouse, rule_is_archived: bool) -> list[str]:
    """Return the active approaches in the order in which they are attempted.

    To keep last year's rule takes a decision of S1 and the rule: then it comes first, else it is not attempted.
    """
    rows = warehouse.rows("select approach, is_active from seeds.approaches order by attempt_order")
    active = [str(row["approach"]) for row in rows if row["is_active"] and row["approach"] != KEEP]
    is_known = any(row["approach"] == KEEP for row in rows)
    decided = decision(warehouse, "S1")
    keeps = is_known and rule_is_archived and decided is not None and decided["outcome"] == "keep"
    return [KEEP, *active] if keeps else active


def decided_plans(warehouse: Warehouse) -> list[Plan]:
    """Return the candidates that decisions put in the place of the rule's choice, in the order of the decisions."""
    rows = warehouse.rows(
        "select approach, k, segments from intermediate.int_segmentation_decisions"
        " where problem is null and outcome in ('override', 'merge') order by decision_no"
    )
    return [Plan(row["approach"], row["k"], row["segments"]) for row in rows]


def decisions_without_effect(warehouse: Warehouse) -> list[str]:
    """Return the decisions on segments that can't be carried out, a line each in both languages."""
    rows = warehouse.rows(
        "select subject, problem from intermediate.int_segmentation_decisions"
        " where problem is not null order by decision_no"
    )
    return [
        f"มติ “{row['subject'] or ''}” ไม่มีผล: {DECISION_PROBLEMS[row['problem']]} / no effect: {row['problem']}"
        for row in rows
    ]


def needs_fingerprint(warehouse: Warehouse) -> str:
    """Return the checksum of the answers that the test reads."""
    return str(warehouse.row("select needs_fingerprint from intermediate.int_needs_fingerprint")["needs_fingerprint"])


def chosen_k(warehouse: Warehouse, attempt: int) -> int | None:
    """Return the number of segments that an attempt chose, None when no candidate is eligible."""
    rows = warehouse.rows("select k from marts.segmentation_candidates where attempt = $1 and chosen", [attempt])
    return rows[0]["k"] if rows else None


def placed(warehouse: Warehouse, attempt: int) -> Row:
    """Return how many customers an attempt placed, and in how many segments after those that are merged."""
    return warehouse.row(
        "select count(*) as customers, count(distinct segment_no) as segments"
        " from intermediate.int_customer_placement where attempt = $1",
        [attempt],
    )


def segments_fingerprint(warehouse: Warehouse, attempt: int) -> str:
    """Return the checksum of which customer an attempt placed in which segment."""
    row = warehouse.row(
        "select md5(string_agg(customer_id || ' ' || segment_no, '|' order by customer_id)) as fingerprint"
        " from intermediate.int_customer_placement where attempt = $1",
        [attempt],
    )
    return str(row["fingerprint"])


def verdict(warehouse: Warehouse, attempt: int) -> Row:
    """Return what the gate says about an attempt."""
    return warehouse.row(
        "select approach, needs_testable, needs_differing, light, reasons, reasons_th, reasons_en, to_quote_th,"
        " segments_awaiting, next_step_th, passed from marts.test_verdicts where attempt = $1",
        [attempt],
    )


def closest_needs(warehouse: Warehouse) -> list[Row]:
    """Return the needs that came closest to differing in any attempt; none if none came to a test."""
    if not warehouse.holds("marts", "segment_tests"):
        return []
    return warehouse.rows(
        "select item_wording, welch_p_holm as p_value, omega_squared, n_customers, n_needed from marts.segment_tests"
        " where status = 'tested'"
        " qualify row_number() over (partition by item_id order by welch_p_holm, attempt) = 1"
        " order by p_value, item_wording limit 3"
    )


def untestable_needs(warehouse: Warehouse) -> Row:
    """Return how many needs the last attempt could not test for want of answers, and how many answers they took."""
    if not warehouse.holds("marts", "segment_tests"):
        return {"needs": 0, "n_needed": None}
    return warehouse.row(
        "select count(*) as needs, max(n_needed) as n_needed from marts.segment_tests"
        " where status = 'not_enough_data' and attempt = (select max(attempt) from marts.segment_tests)"
    )


def segments(warehouse: Warehouse) -> Row:
    """Return how many customers and segments passed the gate."""
    return warehouse.row(
        "select count(*) as customers, count(distinct segment_key) as segments from marts.customer_segments"
    )


def scores(warehouse: Warehouse) -> list[Row]:
    """Return the year's indicators as they stand."""
    return warehouse.rows(
        "select kpi, aspect, cast(actual as double) as actual, cast(target as double) as target, status"
        " from marts.kpi_scoreboard order by kpi, aspect nulls first"
    )


def decision(warehouse: Warehouse, step: str) -> Row | None:
    """Return the year's decision on a step; who took it stays in the warehouse."""
    rows = warehouse.rows(
        "select outcome, outcome_th, outcome_en, unit, decided_on, reason"
        " from intermediate.int_step_decisions where step = $1",
        [step],
    )
    return rows[0] if rows else None


def decision_note(warehouse: Warehouse, step: str) -> str:
    """Return the decision on a step as a phrase in both languages."""
    found = decision(warehouse, step)
    if found is None:
        return "ไม่มีมติที่บันทึกไว้ / no decision recorded"
    return f"มติ{found['outcome_th']} / {found['outcome_en']} ({found['unit']} {found['decided_on']})"
