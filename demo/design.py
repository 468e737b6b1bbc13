"""What is planted: segments and their parameters, needs and their effects, sizes, estates.

Firms, figures and segments are invented; only the names of estates, industries and zones are real. Medians
are on the scale that a reader knows (persons, rai, cubic metres); the generator works on their logarithms.
"""

from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]

YEARS = (2565, 2566)
NUMERIC = (
    "employees",
    "investment_million_baht",
    "age_years",
    "area_rai",
    "water_per_month",
    "wastewater_per_month",
    "electricity_per_month",
    "usage_trend",
)
USAGE = ("water_per_month", "wastewater_per_month", "electricity_per_month")
CATEGORICAL = ("industry", "nationality", "zone", "contract_kind")
ZONES = ("เขตอุตสาหกรรมทั่วไป", "เขตประกอบการเสรี")
CONTRACT_KINDS = ("sale", "lease", "both", "none")

AUTOMOTIVE, ELECTRONICS = "ยานยนต์และชิ้นส่วน", "อิเล็กทรอนิกส์และเครื่องใช้ไฟฟ้า"
CHEMICAL, METAL = "ปิโตรเคมีและเคมีภัณฑ์", "เหล็กและโลหะ"
FOOD, RUBBER = "อาหารและเครื่องดื่ม", "ยางและพลาสติก"
MACHINERY, LOGISTICS = "เครื่องจักรและอุปกรณ์", "โลจิสติกส์และคลังสินค้า"
MEDICAL, ENERGY = "การแพทย์และเวชภัณฑ์", "พลังงาน"
INDUSTRIES = (
    AUTOMOTIVE, ELECTRONICS, CHEMICAL, METAL, FOOD, RUBBER, MACHINERY, LOGISTICS, MEDICAL, ENERGY,
)  # fmt: skip
NATIONALITIES = (
    "ไทย", "ญี่ปุ่น", "จีน", "สิงคโปร์", "สหรัฐอเมริกา", "ไต้หวัน", "เกาหลีใต้", "เยอรมนี", "เนเธอร์แลนด์",
)  # fmt: skip


@dataclass(frozen=True)
class Segment:
    """One planted segment. `medians` follow NUMERIC; the probabilities follow the lists of categories."""

    key: str
    name_th: str
    name_en: str
    medians: tuple[float, ...]
    industry: tuple[float, ...]
    nationality: tuple[float, ...]
    free_zone: float
    contract_kind: tuple[float, ...]
    home: str
    """The kind of estate where the segment is more frequent: heavy, port or any."""


SEGMENTS = (
    Segment(
        "SEG-A", "อุตสาหกรรมหนักใช้ทุนสูง", "Capital-intensive heavy industry",
        (90, 2200, 21, 42, 5200, 3300, 2_100_000, -0.02),
        (0.03, 0.02, 0.44, 0.24, 0.01, 0.06, 0.05, 0.01, 0.00, 0.14),
        (0.30, 0.31, 0.10, 0.07, 0.08, 0.04, 0.03, 0.04, 0.03), 0.08, (0.82, 0.09, 0.07, 0.02), "heavy",
    ),
    Segment(
        "SEG-B", "ผู้ประกอบชิ้นส่วนขนาดใหญ่", "Large assemblers and parts makers",
        (450, 640, 18, 17, 2300, 1600, 420_000, 0.11),
        (0.43, 0.34, 0.01, 0.04, 0.01, 0.05, 0.09, 0.01, 0.02, 0.00),
        (0.12, 0.46, 0.13, 0.06, 0.06, 0.07, 0.05, 0.03, 0.02), 0.24, (0.70, 0.16, 0.12, 0.02), "any",
    ),
    Segment(
        "SEG-C", "ผู้ผลิตขนาดกลางและเล็ก", "Small and medium manufacturers",
        (38, 58, 21, 4.6, 420, 290, 62_000, -0.06),
        (0.14, 0.08, 0.05, 0.17, 0.04, 0.23, 0.25, 0.02, 0.02, 0.00),
        (0.40, 0.27, 0.13, 0.06, 0.04, 0.06, 0.02, 0.01, 0.01), 0.08, (0.60, 0.32, 0.05, 0.03), "any",
    ),
    Segment(
        "SEG-D", "คลังสินค้าและผู้เช่ารายใหม่", "Logistics and new tenants",
        (18, 170, 4.5, 13, 130, 85, 30_000, 0.21),
        (0.04, 0.10, 0.01, 0.02, 0.02, 0.03, 0.06, 0.70, 0.02, 0.00),
        (0.26, 0.20, 0.19, 0.14, 0.07, 0.05, 0.04, 0.02, 0.03), 0.50, (0.10, 0.83, 0.04, 0.03), "port",
    ),
    Segment(
        "SEG-E", "อาหารและเวชภัณฑ์ใช้น้ำมาก", "Water-intensive food and medical makers",
        (140, 150, 10, 6.5, 21000, 15500, 110_000, 0.02),
        (0.01, 0.01, 0.03, 0.01, 0.68, 0.03, 0.01, 0.01, 0.21, 0.00),
        (0.46, 0.20, 0.08, 0.09, 0.08, 0.03, 0.02, 0.02, 0.02), 0.10, (0.78, 0.13, 0.06, 0.03), "any",
    ),
)  # fmt: skip

SPREAD = (0.66, 0.72, 0.48, 0.62, 0.78, 0.80, 0.74, 0.095)
"""Standard deviation within a segment, on the logarithm (the trend on its own scale)."""
LOADING = (0.30, 0.32, 0.0, 0.26, 0.28, 0.28, 0.30, 0.0)
"""How strongly a firm's own size factor moves each variable within its segment."""
ESTATE_SPREAD = 0.15
"""Standard deviation of an estate's effect on the logarithm of the usage of its customers."""
OUTLIER_SHIFT = (2.1, 2.1, 0.0, 1.8, 2.1, 2.1, 2.1, 0.0)
OUTLIER_SHARE = 0.012
MISSING_SHARE = (0.03, 0.04, 0.02, 0.0, 0.03, 0.03, 0.03, 0.0)

LEAVE_SHARE, JOIN_SHARE, CHANGE_SHARE = 0.06, 0.08, 0.03
PUBLISHED_NOISE = 0.10


@dataclass(frozen=True)
class Need:
    """One need item: the share of its variance that the segments explain, and in which direction (A to E)."""

    item_id: str
    wording: str
    wording_en: str
    level: float
    eta_squared: float
    pattern: tuple[float, ...]


NEEDS = (
    Need("N01", "ที่ดินพร้อมโครงสร้างพื้นฐาน", "Land with infrastructure in place", 3.5, 0.11, (0.2, 0.3, -0.9, 1.2, -0.2)),
    Need("N02", "ค่าบริการสาธารณูปโภคที่แข่งขันได้", "Competitive utility charges", 3.8, 0.12, (0.3, -0.5, 0.7, -1.1, 0.9)),
    Need("N03", "ความรวดเร็วในการอนุมัติอนุญาต", "Speed of permits and approvals", 3.7, 0.09, (0.6, -0.2, -0.8, 1.0, 0.2)),
    Need("N04", "พลังงานสะอาด", "Clean energy", 3.3, 0.12, (0.9, 0.8, -0.9, -0.5, 0.3)),
    Need("N05", "การพัฒนาบุคลากร", "Workforce development", 3.4, 0.07, (-0.3, 1.2, 0.1, -1.0, -0.2)),
    Need("N06", "ความมั่นคงของระบบน้ำและไฟฟ้า", "Reliable water and electricity", 4.0, 0.11, (1.1, 0.4, -0.5, -1.0, 1.0)),
    Need(
        "N07", "การบำบัดน้ำเสียและกากอุตสาหกรรม", "Wastewater and waste treatment", 3.6, 0.12, (0.9, -0.2, -0.1, -1.1, 1.5)
    ),
    Need("N08", "การเชื่อมต่อท่าเรือและโลจิสติกส์", "Links to ports and logistics", 3.4, 0.12, (0.2, 0.1, -0.9, 1.4, -0.4)),
    Need(
        "N09", "สิทธิประโยชน์ทางภาษีและเขตประกอบการเสรี", "Tax privileges, Free Zone", 3.5, 0.1, (-0.6, 0.7, -0.7, 1.1, -0.5)
    ),
    Need("N10", "การจัดหาแรงงาน", "Recruitment of workers", 3.5, 0.09, (-0.8, 1.0, 0.3, -1.1, 0.8)),
    Need("N11", "ระบบความปลอดภัยและการเฝ้าระวัง", "Safety and surveillance systems", 3.6, 0.0, (0.0, 0.0, 0.0, 0.0, 0.0)),
    Need("N12", "บริการดิจิทัลของนิคม", "Digital services of the estate", 3.3, 0.0, (0.0, 0.0, 0.0, 0.0, 0.0)),
)
HALO, COMPANY, PERSON = 0.35, 0.25, 0.72
"""Standard deviations of an answer: a respondent's style over all items, the firm's view, the rest."""
ESTATE_NEEDS = 0.08
"""Standard deviation of an estate's effect on an item; only where segments differ too."""


@dataclass(frozen=True)
class Satisfaction:
    """One satisfaction item, and the needs (numbers from 0) that it meets or fails to meet."""

    item_id: str
    aspect: str
    wording: str
    wording_en: str
    level: float
    needs: tuple[int, ...]


SATISFACTION = (
    Satisfaction("P01", "ผลิตภัณฑ์และบริการ", "ระบบน้ำประปา", "Water supply", 3.85, (1, 5)),
    Satisfaction("P02", "ผลิตภัณฑ์และบริการ", "ระบบบำบัดน้ำเสีย", "Wastewater treatment", 3.70, (6,)),
    Satisfaction("P03", "ผลิตภัณฑ์และบริการ", "ระบบไฟฟ้า", "Electricity supply", 3.90, (3, 5)),
    Satisfaction("P04", "การสนับสนุนลูกค้า", "การให้ข้อมูล", "Information given", 3.75, (0, 8)),
    Satisfaction("P05", "การสนับสนุนลูกค้า", "การให้บริการอนุมัติอนุญาต (e-PP)", "Permit services (e-PP)", 3.55, (2,)),
    Satisfaction("P06", "การจัดการความสัมพันธ์ลูกค้า", "กิจกรรมพบปะลูกค้า", "Customer meetings", 3.65, (4, 9)),
    Satisfaction("P07", "การจัดการข้อร้องเรียน", "ความรวดเร็วในการแก้ไข", "Speed of resolution", 3.30, (2, 6)),
    Satisfaction("P08", "การจัดการข้อร้องเรียน", "การแจ้งผลการแก้ไข", "Report on the resolution", 3.40, (11,)),
)
DRIVERS = (
    (0.10, 0.45, 0.25, 0.05, 0.10, 0.05, 0.0, 0.0),
    (0.05, 0.05, 0.40, 0.10, 0.10, 0.30, 0.0, 0.0),
    (0.15, 0.05, 0.10, 0.35, 0.30, 0.05, 0.0, 0.0),
    (0.05, 0.05, 0.10, 0.25, 0.45, 0.10, 0.0, 0.0),
    (0.50, 0.25, 0.10, 0.05, 0.05, 0.05, 0.0, 0.0),
)
"""How much each satisfaction item weighs in overall satisfaction, one row a segment, A to E."""
COMPLAINTS = "การจัดการข้อร้องเรียน"
COMPLAINT_SHARE = 0.18
FIT = 0.30
"""How much satisfaction falls for each point by which a need is stronger than usual."""


THEMES = ("odour", "wastewater", "water", "electricity", "permits", "roads", "fees", "other")
THEME_SHARES = (
    (0.24, 0.26, 0.06, 0.16, 0.08, 0.06, 0.06, 0.08),
    (0.06, 0.08, 0.08, 0.34, 0.12, 0.16, 0.08, 0.08),
    (0.08, 0.06, 0.12, 0.10, 0.20, 0.10, 0.26, 0.08),
    (0.04, 0.04, 0.06, 0.08, 0.32, 0.34, 0.04, 0.08),
    (0.06, 0.24, 0.40, 0.06, 0.04, 0.04, 0.08, 0.08),
)
"""How often each segment, A to E, complains about each theme."""


@dataclass(frozen=True)
class Estate:
    """An estate: name, province code of the ids registered there, operations unit, share, kind."""

    name: str
    province: str
    unit: str
    weight: float
    kind: str


ESTATES = (
    Estate("บางปู", "11", "ฝปก.1", 9.0, "any"),
    Estate("แหลมฉบัง", "20", "ฝปก.2", 7.0, "port"),
    Estate("มาบตาพุด", "21", "ฝปก.3", 6.0, "heavy"),
    Estate("ลาดกระบัง", "10", "ฝปก.1", 6.5, "port"),
    Estate("อมตะซิตี้ ชลบุรี", "20", "ฝปก.2", 12.0, "any"),
    Estate("ดับบลิวเอชเอ อีสเทิร์นซีบอร์ด", "21", "ฝปก.3", 6.0, "any"),
    Estate("ภาคเหนือ (ลำพูน)", "51", "ฝปก.1", 3.0, "any"),
    Estate("บางพลี", "11", "ฝปก.1", 3.5, "any"),
    Estate("บางชัน", "10", "ฝปก.1", 2.2, "any"),
    Estate("อมตะซิตี้ ระยอง", "21", "ฝปก.3", 7.5, "any"),
    Estate("ดับบลิวเอชเอ ชลบุรี", "20", "ฝปก.2", 3.0, "any"),
    Estate("ดับบลิวเอชเอ ตะวันออก (มาบตาพุด)", "21", "ฝปก.3", 3.0, "heavy"),
    Estate("อีสเทิร์นซีบอร์ด (ระยอง)", "21", "ฝปก.3", 4.0, "any"),
    Estate("ปิ่นทอง", "20", "ฝปก.2", 5.0, "any"),
    Estate("เอเซีย", "21", "ฝปก.3", 2.0, "heavy"),
    Estate("ผาแดง", "21", "ฝปก.3", 1.0, "heavy"),
    Estate("อาร์ไอแอล", "21", "ฝปก.3", 1.6, "heavy"),
    Estate("เกตเวย์ซิตี้", "24", "ฝปก.2", 2.8, "any"),
    Estate("เวลโกรว์", "24", "ฝปก.2", 3.2, "any"),
    Estate("ทีเอฟดี", "24", "ฝปก.2", 1.6, "port"),
    Estate("สมุทรสาคร", "74", "ฝปก.1", 2.2, "any"),
    Estate("สินสาคร", "74", "ฝปก.1", 1.8, "any"),
    Estate("บางปะอิน", "14", "ฝปก.1", 2.6, "any"),
    Estate("บ้านหว้า (ไฮเทค)", "14", "ฝปก.1", 3.0, "any"),
    Estate("สหรัตนนคร", "14", "ฝปก.1", 1.4, "any"),
    Estate("หนองแค", "19", "ฝปก.1", 1.8, "any"),
    Estate("แก่งคอย", "19", "ฝปก.1", 1.4, "any"),
    Estate("ราชบุรี", "70", "ฝปก.1", 1.2, "any"),
    Estate("บ่อทอง 33", "25", "ฝปก.2", 1.2, "any"),
    Estate("ภาคใต้ (สงขลา)", "90", "ฝปก.1", 1.0, "any"),
)
HOME_TILT = 3.0
OFFICES_WITH_LISTS = ("ลาดกระบัง", "แหลมฉบัง", "ปิ่นทอง", "อาร์ไอแอล")
"""Estate offices that send long lists in a ZIP instead of a workbook."""


@dataclass(frozen=True)
class Design:
    """One demo: what was asked for, and all that follows from it."""

    size: str
    scenario: str
    seed: int
    customers: int
    surveyed: int
    shares: tuple[float, ...]
    estates: tuple[Estate, ...]
    spread: float
    """Factor on SPREAD and LOADING."""

    @property
    def segments(self) -> tuple[Segment, ...]:
        """The segments planted."""
        return SEGMENTS[: len(self.shares)]

    @property
    def counts(self) -> IntArray:
        """How many customers of the last register belong to each segment."""
        counts = np.floor(np.array(self.shares) * self.customers).astype(np.int64)
        counts[np.argmax(counts)] += self.customers - counts.sum()
        return np.asarray(counts, dtype=np.int64)

    def rng(self, topic: str) -> np.random.Generator:
        """Return the random numbers of one topic; other topics, and the scenario, don't shift them."""
        return np.random.default_rng([self.seed, *topic.encode()])

    def means(self) -> FloatArray:
        """Return the means (segments, NUMERIC) on the scale of the generator."""
        medians = np.array([segment.medians for segment in self.segments], dtype=np.float64)
        logs = np.log(np.where(medians > 0, medians, 1.0))
        logs[:, -1] = medians[:, -1]
        return logs

    def need_shifts(self) -> FloatArray:
        """Return the shift of each need's mean (NEEDS, segments); all zero where nothing is planted."""
        shares = np.array(self.shares)
        patterns = np.array([need.pattern[: len(shares)] for need in NEEDS])
        if self.scenario == "null":
            return np.zeros_like(patterns)
        centred = patterns - (patterns * shares).sum(axis=1, keepdims=True)
        spread = np.sqrt((centred**2 * shares).sum(axis=1, keepdims=True))
        within = HALO**2 + COMPANY**2 + PERSON**2 + 1 / 12  # the last: answers are whole numbers
        eta_squared = np.array([[need.eta_squared] for need in NEEDS])
        target = np.sqrt(eta_squared / (1 - eta_squared) * within)
        return np.where(spread > 0, centred / np.where(spread > 0, spread, 1.0) * target, 0.0)

    def drivers(self) -> FloatArray:
        """Return the weight of each satisfaction item (segments, SATISFACTION); equal where nothing is planted."""
        weights = np.array(DRIVERS[: len(self.shares)])
        return np.full_like(weights, 1 / len(SATISFACTION)) if self.scenario == "null" else weights

    def theme_shares(self) -> FloatArray:
        """Return the share of each theme in the complaints (segments, THEMES); equal where nothing is planted."""
        shares = np.array(THEME_SHARES[: len(self.shares)])
        return np.full_like(shares, 1 / len(THEMES)) if self.scenario == "null" else shares

    def as_json(self) -> dict[str, Any]:
        """Return everything planted, for the truth."""
        return {
            **asdict(self),
            "segments": [asdict(segment) for segment in self.segments],
            "numeric": list(NUMERIC),
            "within_spread": [value * self.spread for value in SPREAD],
            "size_loading": [value * self.spread for value in LOADING],
            "outlier_shift": list(OUTLIER_SHIFT),
            "outlier_share": OUTLIER_SHARE,
            "missing_share": list(MISSING_SHARE),
            "leave_share": LEAVE_SHARE,
            "join_share": JOIN_SHARE,
            "change_share": CHANGE_SHARE,
            "published_noise": PUBLISHED_NOISE,
            "needs": [
                {"item_id": need.item_id, "wording": need.wording, "shifts": shifts.round(6).tolist()}
                for need, shifts in zip(NEEDS, self.need_shifts(), strict=True)
            ],
            "drivers": {"items": [item.item_id for item in SATISFACTION], "weights": self.drivers().tolist()},
            "voice": {"themes": list(THEMES), "shares": self.theme_shares().tolist()},
        }


def make_design(size: str, scenario: str, seed: int) -> Design:
    """Return the design of a size ('small', 'full') and scenario ('planted', 'null')."""
    if size == "small":
        return Design(size, scenario, seed, 250, 246, (0.18, 0.26, 0.33, 0.23), ESTATES[:6], 1.0)
    return Design(size, scenario, seed, 4828, 900, (0.17, 0.23, 0.33, 0.20, 0.07), ESTATES, 1.26)
