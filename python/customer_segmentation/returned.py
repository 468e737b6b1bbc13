"""Names of the sheets of our own workbooks that hold no data; intake knows them when such a workbook comes back."""

GUIDE = "คำแนะนำ"
UNUSED = "ส่วนที่ไม่ได้ใช้"
SHEETS = frozenset({GUIDE, UNUSED})
