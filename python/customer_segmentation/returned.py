"""What our own workbooks add to the data: intake knows these sheets and columns when such a workbook comes back."""

GUIDE = "คำแนะนำ"
UNUSED = "ส่วนที่ไม่ได้ใช้"
NOTES = "ข้อสังเกต"
SHEETS = frozenset({GUIDE, UNUSED, NOTES})
REASON, ADVICE, REFERENCE = "เหตุผลที่ส่งกลับ", "สิ่งที่ต้องแก้", "อ้างอิงแถวเดิม"
COLUMNS = (REASON, ADVICE, REFERENCE)
