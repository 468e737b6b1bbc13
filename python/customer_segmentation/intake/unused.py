"""Files of which nothing could be used, or that could not be opened yet, in a sentence for whoever runs the year."""

from collections.abc import Sequence

# those that no later file replaces
UNUSABLE = """
    select distinct source_file
    from staging.stg_unused_parts
    where is_nothing_used and replaced_by_file is null
    order by source_file
"""
FIRST = 3


def unusable_sentence(files: Sequence[str]) -> str:
    """Return how many files could not be used and the first of them, in both languages."""
    return (
        f"ใช้ไม่ได้ทั้งไฟล์ {len(files):,} ไฟล์ เหตุผลอยู่ในแฟ้มส่งกลับ: {_named(files)} / "
        f"{len(files):,} of the files could not be used at all; the returned workbooks say why"
    )


def deferred_sentence(files: Sequence[str]) -> str:
    """Return how many files are left for the next intake and the first of them, in both languages."""
    return (
        f"ยังเปิดไม่ได้ {len(files):,} ไฟล์ (ไม่มีสิทธิ์ หรือยังคัดลอกไม่เสร็จ) จะรับในรอบถัดไป: {_named(files)} / "
        f"{len(files):,} of the files could not be opened yet (no permission, or still being copied)"
    )


def _named(files: Sequence[str]) -> str:
    more = len(files) - FIRST
    return ", ".join(files[:FIRST]) + (f" … (+{more:,})" if more > 0 else "")
