"""The year of the work manual: S1 to S9 as subflows, with the one decision that leads back, S5 to S3.

Nothing that is published changes before the last check of S7 has passed; then one symlink is swapped.
"""

import traceback

from prefect import flow

from customer_segmentation.runs import sweep
from customer_segmentation.settings import Settings
from flows import STARTED
from flows.ending import FAILED, NOT_STARTED, PUBLISHED, CycleStoppedError, Ending
from flows.preflight import check_start, settle_publication, sole_writer
from flows.screen import print_figures
from flows.steps import Year


@flow(name="annual-cycle", validate_parameters=False)
def annual_cycle(fiscal_year: int | None = None, as_of: str | None = None) -> Ending:
    """Segment, test, publish and evaluate one fiscal year (Buddhist era; None: the one in the files)."""
    settings = Settings.from_environment()
    with sole_writer(settings):
        check_start(settings)
        sweep(settings.data_dir)
        settle_publication(settings)
        year = Year(settings, fiscal_year, as_of, STARTED)
        try:
            ending = nine_steps(year)
        except CycleStoppedError as stopped:
            ending = stopped.ending
        except Exception as error:
            ending = _failed(year, error)
        finally:
            year.run.close()
        year.logbook.book_ending(ending.outcome)
        print_figures(year.figures, year.files_left_out)
    if ending.exit_code in (FAILED, NOT_STARTED):
        raise CycleStoppedError(ending)
    return ending


def nine_steps(year: Year) -> Ending:
    """Go through the manual's steps; S5 sends the year back to S3 until an attempt passes or none is left."""
    year.review_information()
    year.set_objectives()
    while True:
        year.choose_approach()
        if year.segment_customers() and year.groups_differ():
            break
    year.require_sign_off()
    year.build_profile_database()
    year.communicate_result()
    year.put_to_use()
    year.evaluate()
    year.refresh_evidence()
    return Ending(
        PUBLISHED,
        f"เผยแพร่ผลปีงบประมาณ {year.fiscal_year} แล้ว",
        f"Fiscal year {year.fiscal_year} is published.",
    )


def _failed(year: Year, error: Exception) -> Ending:
    """Keep the traceback for an engineer and say in one sentence what broke and where to look."""
    details = year.run.logs / "error.txt"
    details.write_text("".join(traceback.format_exception(error)), encoding="utf-8")
    line = " ".join(str(error).split()) or type(error).__name__
    return Ending(
        FAILED,
        f"ขั้นตอน {year.logbook.last_step} ล้มเหลว สิ่งที่เผยแพร่อยู่ไม่เปลี่ยนแปลง โปรดแจ้งผู้ดูแลระบบพร้อมไฟล์ {details}",
        f"Step {year.logbook.last_step} failed: {line} What is published stays as it was; details: {details}",
    )
