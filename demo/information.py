"""What the information review looks at beyond customers: outside factors, competitors, tools, who uses the result."""

from pathlib import Path

from demo.design import AUTOMOTIVE, CHEMICAL, ELECTRONICS, ENERGY, FOOD, LOGISTICS, MEDICAL
from demo.sheets import Cell, simple_workbook, write_csv

OUTLOOK, AGENCY = "รายงานแนวโน้มตัวอย่าง", "หน่วยงานตัวอย่าง"
FACTORS: tuple[tuple[Cell, ...], ...] = (
    (
        "เศรษฐกิจ",
        "เศรษฐกิจประเทศคู่ค้าชะลอตัว",
        "Trading partners' economies slow down",
        f"{AUTOMOTIVE}; {ELECTRONICS}",
        "ลบ",
        OUTLOOK,
        "15/09/2566",
    ),
    (
        "การค้า",
        "ความต้องการอาหารแปรรูปในตลาดโลกเพิ่มขึ้น",
        "World demand for processed food grows",
        FOOD,
        "บวก",
        OUTLOOK,
        "15/09/2566",
    ),
    (
        "การลงทุน",
        "การย้ายฐานการผลิตมายังภูมิภาค",
        "Production moves to the region",
        f"{ELECTRONICS}; {MEDICAL}",
        "บวก",
        AGENCY,
        "1 ก.ย. 2566",
    ),
    (
        "กฎหมาย",
        "มาตรการปรับคาร์บอนก่อนข้ามพรมแดน",
        "Carbon border adjustment",
        f"{CHEMICAL}; เหล็กและโลหะ",
        "ลบ",
        AGENCY,
        "1 ต.ค. 2566",
    ),
    (
        "เทคโนโลยี",
        "ยานยนต์ไฟฟ้าแทนเครื่องยนต์สันดาป",
        "Electric vehicles replace combustion engines",
        AUTOMOTIVE,
        "ลบ",
        OUTLOOK,
        "15/09/2566",
    ),
    ("เทคโนโลยี", "ระบบอัตโนมัติในคลังสินค้า", "Automation of warehouses", LOGISTICS, "บวก", OUTLOOK, "15/09/2566"),
    (
        "แนวโน้มอุตสาหกรรม",
        "ความต้องการพลังงานสะอาดเพิ่มขึ้น",
        "Demand for clean energy grows",
        f"{ENERGY}; อวกาศ",
        "บวก",
        AGENCY,
        "30 ส.ค. 2566",
    ),
    ("เศรษฐกิจ", "อัตราดอกเบี้ยทรงตัว", "Interest rates stay level", "ทุกอุตสาหกรรม", "ทรงตัว", OUTLOOK, "15/09/2566"),
)
TOOLS: tuple[tuple[Cell, ...], ...] = (
    (
        2567,
        "แบบสำรวจความต้องการและความพึงพอใจ",
        "Survey of needs and satisfaction",
        "ลูกค้าปัจจุบัน",
        1,
        1,
        "คลังข้อมูลลูกค้า",
        "การทดสอบเอฟและถดถอย",
        "จำแนกลูกค้าและวัดผล",
        "ฝตล.",
    ),
    (
        2567,
        "เยี่ยมลูกค้าในนิคม",
        "Visits in the estates",
        "ลูกค้าปัจจุบัน",
        4,
        3,
        "บันทึกการเยี่ยม",
        "สรุปประเด็น",
        "ปรับปรุงบริการ",
        "ฝปก.1",
    ),
    (
        2567,
        "ศูนย์บริการและข้อร้องเรียน",
        "Service and complaint centre",
        "ลูกค้าปัจจุบัน",
        12,
        12,
        "ทะเบียนข้อร้องเรียน",
        "จัดกลุ่มเรื่อง",
        "แก้ปัญหารายกรณี",
        "ฝตล.",
    ),
    (2567, "สัมภาษณ์ลูกค้าที่ย้ายออก", "Interviews of customers who left", "ลูกค้าในอดีต", 2, 0, "", "", "หาสาเหตุที่ย้าย", "ฝตล."),
    (
        2567,
        "สัมมนาชักชวนการลงทุน",
        "Investment seminars",
        "ลูกค้าในอนาคต",
        4,
        5,
        "ทะเบียนผู้สนใจ",
        "นับผู้สนใจรายอุตสาหกรรม",
        "หาลูกค้าเป้าหมาย",
        "ฝตล.",
    ),
)
RIVALS = ("คู่แข่ง ก", "คู่แข่ง ข", "คู่แข่ง ค")


def write_information(inbox: Path) -> None:
    """Write the files of the information review."""
    header: list[Cell] = [
        "ประเภทปัจจัย", "สาระสำคัญ", "สาระสำคัญ (อังกฤษ)", "อุตสาหกรรมที่เกี่ยวข้อง", "ทิศทางผลกระทบ", "แหล่งที่มา", "วันที่ของข้อมูล",
    ]  # fmt: skip
    title: list[Cell] = ["ปัจจัยภายนอกที่เกี่ยวข้องกับลูกค้า ปีงบประมาณ 2567"]
    simple_workbook(inbox / "ฝตล/ปัจจัยภายนอก ปีงบ 2567.xlsx", "ปัจจัย", [title, header, *(list(row) for row in FACTORS)])
    tools: list[Cell] = [
        "ปีงบประมาณ", "เครื่องมือหรือช่องทาง", "เครื่องมือหรือช่องทาง (อังกฤษ)", "กลุ่มผู้ให้ข้อมูล", "ความถี่ที่กำหนด (ครั้ง/ปี)",
        "ความถี่ที่ทำจริง (ครั้ง)", "ที่จัดเก็บข้อมูล", "เครื่องมือวิเคราะห์", "การนำไปใช้", "หน่วยงานเจ้าของ",
    ]  # fmt: skip
    simple_workbook(
        inbox / "ฝตล/เครื่องมือรวบรวมสารสนเทศ ปีงบ 2567.xlsx", "เครื่องมือ", [tools, *(list(row) for row in TOOLS)]
    )
    _write_competitors(inbox)
    users: list[list[Cell]] = [
        ["ระบบหรือกระบวนการที่ใช้ข้อมูล", "หน่วยงานผู้ใช้", "ตารางที่ใช้", "คอลัมน์ที่ใช้", "วัตถุประสงค์การใช้"],
        ["ระบบลูกค้าสัมพันธ์", "ฝตล.", "customer_segments", "segment_key", "มอบหมายผู้ดูแลลูกค้า"],
        ["แผนสาธารณูปโภค", "ฝปก.1", "segment_profiles", "median_water_per_month", "ประมาณความต้องการใช้น้ำ"],
    ]
    simple_workbook(inbox / "ฝตล/ผู้ใช้ข้อมูลผลการจำแนก.xlsx", "ผู้ใช้", users)


def _write_competitors(inbox: Path) -> None:
    """Write how competitors segment and what they offer: a CSV in the old Thai code page, and a workbook."""
    segments: list[list[Cell]] = [
        ["คู่แข่งหรือคู่เทียบ", "กลุ่มลูกค้าของคู่แข่ง", "ตัวแปรที่ใช้จำแนก", "อุตสาหกรรมหลัก", "แหล่งที่มา", "ข้อมูล ณ วันที่"],
        [RIVALS[0], "ผู้ผลิตชิ้นส่วนส่งออก", "อุตสาหกรรมและตลาด", AUTOMOTIVE, "เว็บไซต์คู่แข่ง", "30/09/2566"],
        [RIVALS[0], "ผู้ประกอบการรายย่อย", "ขนาดกิจการ", "", "เว็บไซต์คู่แข่ง", "30/09/2566"],
        [RIVALS[1], "ศูนย์กระจายสินค้า", "การใช้พื้นที่", LOGISTICS, "รายงานประจำปี", "30/09/2566"],
    ]
    write_csv(inbox / "ฝตล/การจำแนกลูกค้าของคู่แข่ง.csv", segments, "cp874")
    products: list[list[Cell]] = [
        ["คู่แข่งหรือคู่เทียบ", "ผลิตภัณฑ์หรือบริการของคู่แข่ง", "ผลิตภัณฑ์ที่เทียบเคียงของหน่วยงาน", "ราคา", "แหล่งที่มา", "ข้อมูล ณ วันที่"],
        [RIVALS[0], "โรงงานสำเร็จรูปให้เช่า", "โรงงานมาตรฐาน", "190 บาท/ตร.ม./เดือน", "เว็บไซต์คู่แข่ง", "30/09/2566"],
        [RIVALS[1], "คลังสินค้าห้องเย็นให้เช่า", "", "230 บาท/ตร.ม./เดือน", "เว็บไซต์คู่แข่ง", "30/09/2566"],
        [RIVALS[2], "บริการขออนุญาตแทนลูกค้า", "ศูนย์บริการเบ็ดเสร็จ", "", "รายงานประจำปี", "30/09/2566"],
    ]
    simple_workbook(inbox / "ฝตล/ผลิตภัณฑ์ของคู่แข่ง.xlsx", "ผลิตภัณฑ์", products)
