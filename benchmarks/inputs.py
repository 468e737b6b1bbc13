"""The files that are measured: invented service usage in the declared long form, the same bytes for the same seed."""

import random
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import xlsxwriter

SEED = 2567
BLOCK_ROWS = 20_000
HEADER = ("เลขทะเบียนนิติบุคคล", "ผู้ประกอบการ", "บริการ", "เดือน", "ปริมาณ", "หน่วย")
SERVICES = (("น้ำประปา", "ลบ.ม."), ("น้ำเสีย", "ลบ.ม."), ("ไฟฟ้า", "kWh"), ("ขยะและกากอุตสาหกรรม", "ตัน"))
KINDS = ("อุตสาหกรรม", "ปิโตรเคมี", "อาหาร", "ยานยนต์", "พลาสติก", "โลจิสติกส์")
Row = tuple[str, str, str, str, int, str]


def rows() -> Iterator[Row]:
    """Yield rows without end: each firm's twelve months of one service after the other."""
    rng = random.Random(SEED)
    firm = 0
    while True:
        firm += 1
        identity, name = f"0{rng.randrange(10**12):012d}", f"บริษัท {rng.choice(KINDS)} {firm} จำกัด"
        for service, unit in SERVICES:
            level = rng.randrange(10, 50_000)
            for month in range(1, 13):
                yield identity, name, service, f"{month:02d}/2566", level + rng.randrange(1000), unit


def rows_of(size: int) -> int:
    """Return how many rows make a CSV file of about `size` bytes of UTF-8."""
    sample = sum(len(_line(row).encode()) for row in islice(rows(), BLOCK_ROWS))
    return size * BLOCK_ROWS // sample


def write_csv(path: Path, encoding: str, count: int) -> int:
    """Write a CSV file with `count` rows below its header, line by line; return its size in bytes."""
    with path.open("w", encoding=encoding, newline="") as file:
        file.write(_line(HEADER))
        file.writelines(_line(row) for row in islice(rows(), count))
    return path.stat().st_size


def _line(row: tuple[object, ...]) -> str:
    return ",".join(map(str, row)) + "\r\n"


def write_workbook(path: Path, count: int) -> int:
    """Write a workbook of one sheet with `count` rows below its header, row by row; return its size in bytes."""
    with xlsxwriter.Workbook(str(path), {"constant_memory": True}) as book:
        sheet = book.add_worksheet("ปริมาณการใช้")
        sheet.write_row(0, 0, HEADER)
        for number, row in enumerate(islice(rows(), count), start=1):
            for column, cell in enumerate(row):
                if isinstance(cell, int):
                    sheet.write_number(number, column, cell)
                else:
                    sheet.write_string(number, column, cell)
    return path.stat().st_size
