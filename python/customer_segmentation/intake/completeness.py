"""What is missing at the start of a cycle, in a sentence per feed, and whether the year can go on without it."""

from collections.abc import Mapping, Sequence
from typing import Any

# the feeds that never came, those that segmenting needs first
MISSING = """
    select feed_th, feed_en, any_value(sender) as sender, bool_or(is_needed) as is_needed
    from marts.feed_completeness
    where status = 'not_received'
    group by feed, feed_th, feed_en
    order by bool_or(is_needed) desc, feed
"""


def missing_sentences(missing: Sequence[Mapping[str, Any]]) -> list[tuple[str, str]]:
    """Return a Thai and an English sentence per feed that never came, and one that says whether the year can go on.

    Parameters
    ----------
    missing
        The rows of `MISSING`: feed_th, feed_en, sender, is_needed.
    """
    sentences = [
        (
            f"ยังไม่ได้รับข้อมูล {row['feed_th']} จาก {row['sender']} "
            + ("จำเป็นต่อการแบ่งกลุ่ม" if row["is_needed"] else "ทำต่อได้โดยไม่มี"),
            f"{row['feed_en']} from {row['sender']} has not come; "
            + ("segmenting needs it." if row["is_needed"] else "the year goes on without it."),
        )
        for row in missing
    ]
    if any(row["is_needed"] for row in missing):
        return [*sentences, ("ทำต่อไม่ได้จนกว่าจะได้รับข้อมูลที่จำเป็น", "The year can't go on until the needed files come.")]
    if missing:
        return [*sentences, ("ข้อมูลที่จำเป็นมีครบ ทำต่อได้", "All that is needed is there; the year goes on.")]
    return [("ได้รับข้อมูลครบทุกชุด ทำต่อได้", "Every declared feed has come; the year goes on.")]
