"""What the organisation means to do: the objectives of its strategies, and the action plans of its units."""

from datetime import date
from pathlib import Path

from demo.defects import Defects
from demo.design import NEEDS, SEGMENTS
from demo.documents import write_document
from demo.sheets import Cell, simple_workbook

STRATEGY_FILE = "ฝตล/วัตถุประสงค์เชิงยุทธศาสตร์.xlsx"
PLANS_FILE = "ฝตล/แผนปฏิบัติการลูกค้าและตลาด ปีงบ 2567.xlsx"
CUSTOMERS: tuple[Cell, Cell, Cell] = ("ยุทธศาสตร์ด้านลูกค้าและตลาด", "Customer and market strategy", "ใช่")
UTILITIES: tuple[Cell, Cell, Cell] = ("ยุทธศาสตร์ด้านสาธารณูปโภค", "Utilities strategy", "ไม่ใช่")

STRATEGY_HEADER: tuple[Cell, ...] = (
    "ปีงบประมาณ", "รหัสวัตถุประสงค์เชิงยุทธศาสตร์", "วัตถุประสงค์เชิงยุทธศาสตร์", "วัตถุประสงค์เชิงยุทธศาสตร์ (อังกฤษ)", "ยุทธศาสตร์",
    "ยุทธศาสตร์ (อังกฤษ)", "ยุทธศาสตร์ด้านลูกค้าและตลาด", "หน่วยงานเจ้าของวัตถุประสงค์",
)  # fmt: skip
OBJECTIVES: tuple[tuple[Cell, ...], ...] = (
    (
        "CM1",
        "ยกระดับความพึงพอใจและความผูกพันของลูกค้าแต่ละกลุ่ม",
        "Raise the satisfaction and loyalty of every segment",
        *CUSTOMERS,
        "ฝตล.",
    ),
    ("CM2", "ขยายพื้นที่ขาย/เช่าในกลุ่มลูกค้าเป้าหมาย", "Sell and lease more area to target customers", *CUSTOMERS, "ฝตล."),
    ("CM3", "พัฒนาบริการดิจิทัลสำหรับลูกค้า", "Develop digital services for customers", *CUSTOMERS, "ฝพม."),
    ("UT1", "เพิ่มความมั่นคงของระบบน้ำและไฟฟ้า", "Make water and electricity more reliable", *UTILITIES, "ฝปก.1"),
)
LAST_YEARS_ONLY: tuple[Cell, ...] = (
    2566, "CM9", "ฟื้นฟูลูกค้าหลังการระบาด", "Help customers recover after the pandemic", *CUSTOMERS, "ฝตล.",
)  # fmt: skip

PLAN_HEADER: tuple[Cell, ...] = (
    "เลขที่แผน", "ชื่อแผนงาน/โครงการ", "ชื่อแผนงาน/โครงการ (อังกฤษ)", "หน่วยงานผู้รับผิดชอบ", "ตัวชี้วัด", "ตัวชี้วัด (อังกฤษ)", "เป้าหมาย",
    "เป้าหมาย (อังกฤษ)", "รายละเอียดการดำเนินงาน", "ปัญหา/อุปสรรค", "ระดับความสำเร็จ (%)", "ผู้กำกับตัวชี้วัด", "กลุ่มลูกค้า",
    "รหัสวัตถุประสงค์", "ความต้องการหรือด้านที่ตอบสนอง", "งบประมาณ (บาท)", "วันเริ่มต้น", "วันสิ้นสุด", "สถานะแผน", "ปีงบประมาณ",
    "ไฟล์แผน",
)  # fmt: skip

# number, plan, unit, indicator, target, progress, segment, objective, what it serves, budget, status
PLANS: tuple[tuple[Cell, ...], ...] = (
    (
        "ผ-01",
        "ประชุมแผนรองรับไฟฟ้าและน้ำร่วมกับโรงงาน",
        "Joint planning of water and power with factories",
        "ฝปก.1",
        "จำนวนครั้งที่ไฟฟ้าดับ",
        "Power cuts",
        "ไม่เกิน 4 ครั้ง",
        "At most 4",
        60,
        SEGMENTS[0].key,
        "CM1",
        NEEDS[5].wording,
        2_400_000,
        "กำลังดำเนินการ",
    ),
    (
        "ผ-02",
        "ศูนย์ฝึกอบรมบุคลากรในนิคม",
        "Training centre in the estate",
        "ฝพม.",
        "จำนวนผู้ผ่านอบรม",
        "Persons trained",
        "600 คน",
        "600 persons",
        35,
        SEGMENTS[1].name_th,
        "CM1",
        NEEDS[4].wording,
        5_800_000,
        "ล่าช้า",
    ),
    (
        "ผ-03",
        "ปรับอัตราค่าบริการสาธารณูปโภคสำหรับผู้ผลิตรายเล็ก",
        "Utility rates for small manufacturers",
        "ฝตล.",
        "คะแนนความพึงพอใจ",
        "Satisfaction score",
        "4.00",
        "4.00",
        100,
        SEGMENTS[2].name_en,
        "CM1",
        NEEDS[1].wording,
        900_000,
        "แล้วเสร็จ",
    ),
    (
        "ผ-04",
        "ที่ดินพร้อมใช้เชื่อมท่าเรือ",
        "Ready land with port links",
        "ฝปก.2",
        "พื้นที่เช่าใหม่",
        "Newly leased area",
        "120 ไร่",
        "120 rai",
        20,
        SEGMENTS[3].key,
        "CM2",
        NEEDS[7].wording,
        14_500_000,
        "กำลังดำเนินการ",
    ),
    (
        "ผ-05",
        "เพิ่มกำลังบำบัดน้ำเสีย",
        "More wastewater capacity",
        "ฝปก.3",
        "กำลังบำบัดเพิ่ม",
        "Added capacity",
        "8,000 ลบ.ม./วัน",
        "8,000 cubic metres a day",
        45,
        SEGMENTS[4].key,
        "CM1",
        NEEDS[6].wording,
        32_000_000,
        "กำลังดำเนินการ",
    ),
    (
        "ผ-06",
        "ติดตามข้อร้องเรียนให้ปิดภายใน 15 วัน",
        "Close complaints within 15 days",
        "ฝตล.",
        "ร้อยละที่ปิดทัน",
        "Closed in time",
        "ร้อยละ 90",
        "90 per cent",
        50,
        "ทุกกลุ่ม",
        "CM1",
        "การจัดการข้อร้องเรียน",
        350_000,
        "กำลังดำเนินการ",
    ),
    (
        "ผ-07",
        "ระบบติดตามคำขอออนไลน์",
        "Online tracking of requests",
        "ฝพม.",
        "คำขอที่ยื่นออนไลน์",
        "Requests made online",
        "ร้อยละ 70",
        "70 per cent",
        10,
        "ทุกกลุ่ม",
        "CM3",
        "",
        3_200_000,
        "ยังไม่เริ่ม",
    ),
    (
        "ผ-08",
        "เยี่ยมลูกค้าหลังการระบาด",
        "Visits after the pandemic",
        "ฝตล.",
        "จำนวนราย",
        "Customers visited",
        "40 ราย",
        "40",
        0,
        SEGMENTS[2].key,
        "CM9",
        "การจัดการความสัมพันธ์ลูกค้า",
        200_000,
        "ยังไม่เริ่ม",
    ),
    (
        "ผ-09",
        "ส่งเสริมการตลาดกลุ่มพลังงานใหม่",
        "Marketing to new energy",
        "ฝตล.",
        "จำนวนราย",
        "Customers won",
        "10 ราย",
        "10",
        5,
        "กลุ่มพลังงานใหม่",
        "CM2",
        "การสนับสนุนลูกค้า",
        700_000,
        "กำลังดำเนินการ",
    ),
    (
        "ผ-10",
        "ปรับปรุงภูมิทัศน์ทางเข้า 🌳",
        "",
        "ฝปก.1",
        "ร้อยละความก้าวหน้า",
        "Progress",
        "ร้อยละ 100",
        "100 per cent",
        80,
        SEGMENTS[0].key,
        "",
        "",
        1_100_000,
        "กำลังดำเนินการ",
    ),
)
BACK = ((8, "รหัสวัตถุประสงค์", "objective_of_another_year", "CM9"), (9, "กลุ่มลูกค้า", "segment_unknown", "กลุ่มพลังงานใหม่"))
"""Plans that go back: number, column, what is wrong, the cell."""


DOCUMENTS = {"ผ-01": "แผน ผ-01.pdf", "ผ-03": "แผน ผ-03.pdf", "ผ-06": "แผน ผ-06.docx"}
"""What plans name as their document: one that is sent, one that is not, and one that is no PDF."""


def write_strategy(inbox: Path) -> None:
    """Write the objectives of the strategies of two years under a title, one sheet."""
    rows: list[list[Cell]] = [["วัตถุประสงค์เชิงยุทธศาสตร์ กนอ."], [], [*STRATEGY_HEADER]]
    rows += [[year, *objective] for year in (2566, 2567) for objective in OBJECTIVES]
    rows.append([*LAST_YEARS_ONLY])
    simple_workbook(inbox / STRATEGY_FILE, "วัตถุประสงค์", rows)


def write_plans(inbox: Path, defects: Defects) -> None:
    """Write the plans of the year: two go back for their segment or objective, one names no objective at all."""
    rows: list[list[Cell]] = [["แผนปฏิบัติการด้านลูกค้าและตลาด ปีงบประมาณ 2567"], [*PLAN_HEADER]]
    for plan in PLANS:
        *first, progress, segment, objective, serves, budget, status = plan
        told: list[Cell] = ["ดำเนินการร่วมกับลูกค้า", "อยู่ระหว่างจัดซื้อ" if status == "ล่าช้า" else "", progress, "คุณตัวอย่าง"]
        dates: list[Cell] = [date(2023, 10, 1), date(2024, 9, 30)]
        document = DOCUMENTS.get(str(plan[0]), "")
        rows.append([*first, *told, segment, objective, serves, budget, *dates, status, 2567, document])
    for number, column, kind, found in BACK:
        defects.note(PLANS_FILE, "แผน", number + 2, column, kind, found)
    simple_workbook(inbox / PLANS_FILE, "แผน", rows)
    _, _, name, _, _, indicator, *_ = PLANS[0]
    lines = ["Demonstration document, not real", str(name), str(indicator)]
    write_document(inbox / "ฝปก.1" / DOCUMENTS["ผ-01"], lines)
