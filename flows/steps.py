"""The nine steps of the manual for one fiscal year, each on the tools that do the work."""

import sys
from collections.abc import Sequence

from customer_segmentation import intake
from customer_segmentation.archive import archive_year, last_rule
from customer_segmentation.attempts import Account, Attempt, Plan, account
from customer_segmentation.declarations import load_feeds
from customer_segmentation.documents.rejects import write_rejects
from customer_segmentation.editions import EDITIONS, SCHEMAS, exports_of, site_of
from customer_segmentation.exports import ExportedTable, export_schemas, export_tables, fingerprint
from customer_segmentation.figures import Figures
from customer_segmentation.intake.inbox_documents import take_stock
from customer_segmentation.intake.reasons import RefusedError
from customer_segmentation.leash import leashed
from customer_segmentation.ledger import Ledger
from customer_segmentation.plan_documents import DocumentError, place_documents
from customer_segmentation.profile_database import write_database
from customer_segmentation.publication import write_publication
from customer_segmentation.reproduction import EVIDENCE
from customer_segmentation.runs import new_run, publish
from customer_segmentation.settings import Settings
from flows import messages, readings
from flows.ending import CycleStoppedError
from flows.logbook import Logbook, StepReport, manual_step
from flows.warehouse import Built, Warehouse, project

# the one test that may be red: it says that an attempt did not pass, not that the project is wrong
GATE = "groups_differ"

# parts of the dbt project, by what they descend from
ATTEMPT = "source:ledger.attempts+"
PROCESS = ["source:ledger.steps+", "source:ledger.runs+", "source:ledger.publications+"]
EXPORTS = ["path:models/exports"]
DOCUMENTS = ["stg_plan_documents"]
SEGMENTATION = [f"{ATTEMPT},+int_customer_placement", f"{ATTEMPT},+segmentation_candidates"]
TESTING = [f"{ATTEMPT},+segment_tests", f"{ATTEMPT},+test_verdicts", f"{ATTEMPT},+segment_need_pairs"]

LIGHTS = {
    "pass": ("ผ่าน", "passed"),
    "weak": ("ผ่านอย่างมีเงื่อนไข", "weak"),
    "fail": ("ไม่ผ่าน กลับไป S3", "gate closed, back to S3"),
}


class Year:
    """One run of the annual cycle: its folder, its warehouse, its books and the attempt under way."""

    def __init__(self, settings: Settings, fiscal_year: int | None, as_of: str | None, started: float) -> None:
        self.settings = settings
        self.ledger = Ledger(settings.ledger_dir)
        self.run = new_run(settings.runs_dir)
        self.figures = Figures(started)
        self.logbook = Logbook(self.ledger, self.run, self.figures)
        self.warehouse = Warehouse(self.run, project(settings, fiscal_year, as_of))
        if fiscal_year is not None:
            self._name_run(fiscal_year)
        self._attempt: Attempt | None = None
        self.files_left_out: list[str] = []

    @property
    def fiscal_year(self) -> int:
        """The year that S1 found in the files, or the one asked for."""
        if self.logbook.fiscal_year is None:
            raise ValueError("the fiscal year is known only after S1")
        return self.logbook.fiscal_year

    @property
    def attempt(self) -> Attempt:
        """The attempt that S3 chose."""
        if self._attempt is None:
            raise ValueError("there is no attempt before S3")
        return self._attempt

    @manual_step("S1")
    def review_information(self, report: StepReport) -> None:
        """Take in the files, type every row, build all that rests on no attempt: the information review."""
        report.used("intake, dbt, DuckDB", "duckdb")
        with report.stage.work():
            deferred = self._take_in()
        self._build(report, exclude=[ATTEMPT, *PROCESS, *EXPORTS])
        # before the year may stop for want of data: what could not be used is why
        self.files_left_out = readings.files_left_out(self.warehouse, deferred)
        sent_back = self._send_back()
        self._name_year()
        counts = readings.landed(self.warehouse)
        report.stage.rows = counts["rows"]
        report.inputs = readings.input_files(self.warehouse)
        report.says(
            f"{counts['tables']} ตาราง {counts['rows']:,} แถว",
            f"{counts['tables']} tables with {counts['rows']:,} rows",
            *readings.missing(self.warehouse),
            *self.files_left_out,
            sent_back,
            readings.decision_note(self.warehouse, "S1"),
        )

    @manual_step("S2")
    def set_objectives(self, report: StepReport) -> None:
        """Read the objectives of the year; without one that the year's strategy knows, S3 does not open."""
        report.used("seeds/segmentation_objectives.csv, strategy_objectives")
        found = readings.objectives(self.warehouse)
        rows = [row for row in found if row["is_valid"]]
        report.stage.rows = len(rows)
        if not rows:
            report.was_not_done("ไม่มีวัตถุประสงค์ที่สอดคล้องกับยุทธศาสตร์ของปี", "no objective serves the year's strategy")
            raise CycleStoppedError(messages.no_objective(self.fiscal_year, found))
        report.says(
            "; ".join(f"{row['objective_th']} ({row['k_min']}–{row['k_max']} กลุ่ม)" for row in rows),
            "; ".join(f"{row['objective_en']} ({row['k_min']}–{row['k_max']} segments)" for row in rows),
            *(
                f"ส่งกลับ {row['objective_th']}: {row['reason_th']} / sent back: {row['reason_en']}"
                for row in found
                if not row["is_valid"]
            ),
            readings.decision_note(self.warehouse, "S2"),
        )

    @manual_step("S3")
    def choose_approach(self, report: StepReport) -> None:
        """Take the next approach and write the attempt into the ledger before anything of it runs."""
        report.used("seeds/approaches.csv")
        answers = readings.needs_fingerprint(self.warehouse)
        report.inputs = [{"file": "int_needs_fingerprint", "checksum": answers}]
        books = self._account()
        # the same answers again go on where the ledger stands; a gate closed just now asks for a new attempt
        attempt = (books.standing(answers) if self._attempt is None else None) or books.new(answers)
        if attempt is None:
            raise self._without_attempt(report, books.undone(answers))
        if not attempt.recorded:
            self.ledger.append("attempts", "attempt_started", **attempt.as_event())
        self._attempt = attempt
        number = f"{attempt.attempt} ({attempt.plan})"
        report.says(
            f"ครั้งที่ {number} ระดับนัยสำคัญ {attempt.alpha:.4f} ({attempt.attempts_allowed} ครั้ง)",
            f"attempt {number} at alpha {attempt.alpha:.4f}, {attempt.attempts_allowed} allowed",
            *readings.decisions_without_effect(self.warehouse),
            readings.decision_note(self.warehouse, "S3"),
        )

    @manual_step("S4")
    def segment_customers(self, report: StepReport) -> bool:
        """Fit the candidates, choose on the basis alone, place every customer; False: no k is eligible."""
        report.used(f"{self.attempt.approach} (scikit-learn, DuckDB)", "scikit-learn")
        self._build(report, select=SEGMENTATION)
        k = readings.chosen_k(self.warehouse, self.attempt.attempt)
        if k is None:
            self._book_attempt("attempt_closed")
            report.says(
                "ไม่มีจำนวนกลุ่มที่คงตัวและใหญ่พอ ปิดครั้งนี้โดยไม่ใช้ระดับนัยสำคัญ",
                "no number of segments is stable and large enough; closed without spending significance",
            )
            return False
        placed = readings.placed(self.warehouse, self.attempt.attempt)
        customers, segments = placed["customers"], placed["segments"]
        report.stage.rows = customers
        report.says(
            f"จัดลูกค้า {customers:,} รายลง {segments} กลุ่ม", f"{customers:,} customers placed in {segments} segments"
        )
        return True

    @manual_step("S5")
    def groups_differ(self, report: StepReport) -> bool:
        """Test whether the needs differ between the segments: the gate. False: they don't, back to S3."""
        report.used("ANOVA, Welch, Holm (SciPy)", "scipy")
        report.inputs = [{"file": "int_needs_fingerprint", "checksum": self.attempt.needs_fingerprint}]
        books = self._account()
        segments = readings.segments_fingerprint(self.warehouse, self.attempt.attempt)
        if books.spends(self.attempt, segments) and books.left_on(self.attempt.needs_fingerprint) < 1:
            raise self._without_attempt(report)
        self._book_attempt("attempt_tested", segments)
        built = self._build(report, TESTING, [*SEGMENTATION, *PROCESS], may_be_red=[GATE])
        export_tables(self.run.warehouse, EVIDENCE, self.run.evidence)
        verdict = readings.verdict(self.warehouse, self.attempt.attempt)
        passed = bool(verdict["passed"])
        if passed == any(red.test == GATE for red in built.red):
            raise RuntimeError(f"test_verdicts and {GATE} disagree about attempt {self.attempt.attempt}")
        report.stage.rows = verdict["needs_testable"]
        differing = f"{verdict['needs_differing']}/{verdict['needs_testable']}"
        thai, english = LIGHTS[verdict["light"]]
        report.says(
            f"ความต้องการต่างกัน {differing} ข้อ: {thai}",
            f"{differing} needs differ: {english}",
            *([f"{verdict['reasons_th']} / {verdict['reasons_en']}"] if verdict["reasons"] else []),
            readings.decision_note(self.warehouse, "S5"),
        )
        if verdict["light"] == "fail":
            self._book_attempt("attempt_failed", segments)
        return bool(verdict["light"] != "fail")

    def require_sign_off(self) -> None:
        """Stop at a weak result until its sign-off, or a decision on its segments, is there."""
        verdict = readings.verdict(self.warehouse, self.attempt.attempt)
        if verdict["passed"]:
            return
        decision = readings.decision(self.warehouse, "S5")
        if decision and decision["outcome"] == "rejected":
            raise CycleStoppedError(messages.not_approved("S5", decision))
        raise CycleStoppedError(messages.not_signed(self.fiscal_year, verdict))

    @manual_step("S6")
    def build_profile_database(self, report: StepReport) -> None:
        """Build the segments that passed and everything that describes them: the Customer Segment Profile."""
        report.used("dbt", "dbt-core")
        # hours may have passed since S1: a document is offered only if it still lies in the inbox
        take_stock(self.settings.inbox_dir, self.settings.landing_dir)
        self._build(report, [ATTEMPT, *DOCUMENTS], [*SEGMENTATION, *TESTING, *PROCESS, *EXPORTS])
        counts = readings.segments(self.warehouse)
        if not counts["customers"]:
            raise RuntimeError("the attempt passed and customer_segments is empty")
        write_database(self.run.warehouse, self.warehouse.manifest(), self.run.profile_database)
        report.stage.rows = counts["customers"]
        documents_left_out = readings.documents_left_out(self.warehouse)
        self.files_left_out += documents_left_out
        report.says(
            f"ลูกค้า {counts['customers']:,} ราย {counts['segments']} กลุ่ม",
            f"{counts['customers']:,} customers in {counts['segments']} segments",
            *documents_left_out,
            self._send_back(),
        )

    @manual_step("S7")
    def communicate_result(self, report: StepReport) -> None:
        """Export and build the site of every edition, audit them all, and only then swap what is published."""
        report.used("dbt, Evidence", "dbt-core")
        self._stop_if_refused(report)
        self._build(report, select=[*PROCESS, *EXPORTS])
        manifest = self.warehouse.manifest()
        with report.stage.work():
            tables = {
                edition: export_schemas(
                    self.run.warehouse, SCHEMAS[edition], manifest, exports_of(self.run.exports, edition)
                )
                for edition in EDITIONS
            }
            for edition in EDITIONS:
                self._place_documents(edition)
            for edition in EDITIONS:
                self._build_site(edition)
        for edition in EDITIONS:
            write_publication(site_of(self.run.path, edition), self.run.name, self.fiscal_year, tables[edition])
        publish(self.run, self.settings.current)
        self._book_publication(report, tables["public"])

    @manual_step("S8")
    def put_to_use(self, report: StepReport) -> None:
        """Say that the units have not reported; the step is theirs and begins after publication."""
        report.was_not_done("ยังไม่ได้รับรายงานผลการนำไปปฏิบัติจากหน่วยงาน", "no unit has sent an implementation report yet")

    @manual_step("S9")
    def evaluate(self, report: StepReport) -> None:
        """Record the indicators of the year as they stand at publication."""
        report.used("dbt", "dbt-core")
        scores = readings.scores(self.warehouse)
        for score in scores:
            self.ledger.append("evaluations", "evaluation", run=self.run.name, fiscal_year=self.fiscal_year, **score)
        report.stage.rows = len(scores)
        reached = sum(score["status"] == "reached" for score in scores)
        report.says(f"บรรลุ {reached} จาก {len(scores)} ตัวชี้วัด", f"{reached} of {len(scores)} indicators reached")

    def refresh_evidence(self) -> None:
        """Let the process table of the run's warehouse show S7 to S9 as they ended."""
        with self.figures.stage("process evidence") as stage:
            stage.work_seconds += self.warehouse.build(select=PROCESS, exclude=EXPORTS).seconds

    def _send_back(self) -> str:
        """Write what goes back to the units into the outbox, of which S6 knows more than S1, and say how much."""
        feeds = load_feeds(self.settings.project_dir / "models")
        workbooks = len(write_rejects(self.settings, self.run.warehouse, feeds))
        return f"ส่งกลับหน่วยงานให้แก้ไข {workbooks} แฟ้ม / {workbooks} workbooks go back to the units"

    def _take_in(self) -> list[str]:
        """Take in the inbox; return the files that wait for the next time."""
        try:
            taken = intake.take_in(self.settings)
        except RefusedError as error:
            raise CycleStoppedError(messages.refused(error)) from error
        return [report.file for report in taken.reports if report.deferred]

    def _build(
        self,
        report: StepReport,
        select: Sequence[str] = (),
        exclude: Sequence[str] = (),
        may_be_red: Sequence[str] = (),
    ) -> Built:
        """Build a part of the warehouse; any red node but an expected one is a bug."""
        built = self.warehouse.build(select, exclude)
        report.stage.work_seconds += built.seconds
        unexpected = [f"{red.name}: {red.message}" for red in built.red if red.test not in may_be_red]
        if unexpected:
            more = f" (and {len(unexpected) - 1} more)" if len(unexpected) > 1 else ""
            raise RuntimeError(f"dbt: {unexpected[0]}{more}")
        return built

    def _name_year(self) -> None:
        """Name the run after the year that the files are about; stop when they hold nothing for it."""
        fiscal_year = readings.fiscal_year(self.warehouse)
        if fiscal_year is not None and self.logbook.fiscal_year is None:
            self._name_run(fiscal_year)
        if fiscal_year is None or not readings.customers(self.warehouse):
            raise CycleStoppedError(messages.no_data(fiscal_year))

    def _name_run(self, fiscal_year: int) -> None:
        self.run.name_after(fiscal_year)
        self.logbook.open(fiscal_year)

    def _account(self) -> Account:
        archived = last_rule(self.settings.archive_dir, self.fiscal_year) is not None
        approaches = readings.approaches(self.warehouse, archived)
        decided = readings.decided_plans(self.warehouse)
        return account(self.ledger.read("attempts"), self.fiscal_year, approaches, decided)

    def _book_attempt(self, event: str, segments: str | None = None) -> None:
        """Say in the ledger what became of the attempt with these segments, unless that stands there already."""
        known = [
            (row["event"], row.get("segments_fingerprint"))
            for row in self.ledger.read("attempts")
            if (row["fiscal_year"], row["attempt"]) == (self.fiscal_year, self.attempt.attempt)
        ]
        if (event, segments) not in known:
            found = {"segments_fingerprint": segments} if segments else {}
            self.ledger.append("attempts", event, **self.attempt.as_event(), **found)

    def _without_attempt(self, report: StepReport, decided: Plan | None = None) -> CycleStoppedError:
        """End the year at the closed gate: approaches or significance are used up, also for what was decided."""
        report.was_not_done("ไม่เหลือครั้งที่ทดสอบได้", "no attempt is left")
        if decided:
            return CycleStoppedError(messages.no_attempt_for(self.fiscal_year, self._account(), decided))
        closest, untestable = readings.closest_needs(self.warehouse), readings.untestable_needs(self.warehouse)
        return CycleStoppedError(messages.gate_closed(self.fiscal_year, self._account(), closest, untestable))

    def _stop_if_refused(self, report: StepReport) -> None:
        """Obey a decision that says no to the test or to the publication; an absent one is only shown."""
        for step in ("S5", "S7"):
            decision = readings.decision(self.warehouse, step)
            if decision and decision["outcome"] == "rejected":
                report.was_not_done(f"ไม่เห็นชอบ {step}", f"{step} was not approved")
                raise CycleStoppedError(messages.not_approved(step, decision))

    def _place_documents(self, edition: str) -> None:
        """Put the documents of the year's plans beside the edition's tables."""
        try:
            place_documents(exports_of(self.run.exports, edition), self.settings.inbox_dir)
        except DocumentError as error:
            raise CycleStoppedError(messages.document_refused(error)) from error

    def _build_site(self, edition: str) -> None:
        """Build and audit one edition; the tool's last line says what is wrong if something is."""
        site = site_of(self.run.path, edition)
        command = [sys.executable, "-m", "customer_segmentation.site", "build", "--edition", edition]
        command += ["--exports", str(self.run.exports), "--out", str(site)]
        log = self.run.logs / f"{site.name}.log"
        with (
            log.open("w", encoding="utf-8") as file,
            leashed(command, self.settings.project_dir, output=file) as process,
        ):
            code = process.wait()
        if code:
            lines = log.read_text(encoding="utf-8", errors="replace").strip().splitlines()
            raise RuntimeError(f"the site was not built: {lines[-1] if lines else 'no message'} (see {log})")

    def _book_publication(self, report: StepReport, tables: Sequence[ExportedTable]) -> None:
        """Book what was published and keep the year's archive."""
        self.ledger.append(
            "publications",
            "published",
            run=self.run.name,
            fiscal_year=self.fiscal_year,
            fingerprint=fingerprint(tables),
        )
        # the intranet edition names firms, and a firm's name can be a person's: an archive keeps the public one
        site = site_of(self.run.path, "public")
        archive_year(self.run.warehouse, site, self.settings.archive_dir, self.fiscal_year)
        report.stage.rows = sum(table.rows for table in tables)
        report.inputs = [{"file": f"{table.name}.parquet", "checksum": table.checksum} for table in tables]
        report.says(
            f"เผยแพร่เว็บไซต์สาธารณะ ฉบับอินทราเน็ต และ {len(tables)} ตาราง",
            f"the public and the intranet site and {len(tables)} tables published",
            readings.decision_note(self.warehouse, "S7"),
        )
