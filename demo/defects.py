"""The defects planted: each one is noted with its place, so that a test can look for it in the result."""

from dataclasses import asdict, dataclass, field
from pathlib import Path

from demo import sheets
from demo.design import CHEMICAL


@dataclass(frozen=True)
class Defect:
    """One planted defect; `row` as a person counts it, 0 for a whole file."""

    file: str
    sheet: str
    row: int
    column: str
    kind: str
    found: str


@dataclass
class Defects:
    """The list of what was planted."""

    planted: list[Defect] = field(default_factory=list)

    def note(self, file: str, sheet: str, row: int, column: str, kind: str, found: str) -> None:
        """Note one defect."""
        self.planted.append(Defect(file, sheet, row, column, kind, found))

    def rows(self) -> list[dict[str, str | int]]:
        """Return the defects, sorted by place."""
        ordered = sorted(self.planted, key=lambda d: (d.file, d.sheet, d.row, d.column, d.kind))
        return [asdict(defect) for defect in ordered]


def write_defective_files(inbox: Path, defects: Defects) -> None:
    """Write the files that can't be used: cut off, double-decoded, of no feed."""
    cut = "ฝปก.1/ปริมาณการใช้ ต.ค.66-ธ.ค.66.xlsx"
    whole = inbox / cut
    sheets.simple_workbook(whole, "น้ำประปา", [["เลขทะเบียนนิติบุคคล", "ผู้ประกอบการ", "ต.ค. 66"]])
    whole.write_bytes(whole.read_bytes()[:2800])
    defects.note(cut, "", 0, "", "truncated", "")

    garbled = "ฝตล/ทะเบียนเพิ่มเติม.csv"
    text = sheets.csv_text(
        [
            ["ผู้ประกอบการ", "เลขทะเบียนนิติบุคคล", "ประเภทอุตสาหกรรม"],
            ["บริษัท ตัวอย่างไร้ชื่อ จำกัด", "0115999990009", CHEMICAL],
        ]
    )
    twice = text.encode("utf-8").decode("cp874", errors="replace").replace("\ufffd", "?")
    (inbox / garbled).write_bytes(twice.encode("utf-8"))
    defects.note(garbled, "", 0, "", "mojibake", "")

    memo = "ฝตล/บันทึกการประชุม.csv"
    sheets.write_csv(inbox / memo, [["วันที่ประชุม", "สิบโมง"], ["ห้อง", "2"]], "utf-8")
    defects.note(memo, "", 0, "", "no_feed", "")
