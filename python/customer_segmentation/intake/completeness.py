"""What is missing at the start of a cycle, in a sentence per feed, and whether the year can go on without it."""

import duckdb

_MISSING = """
    select feed_th, feed_en, any_value(sender), bool_or(is_needed)
    from marts.feed_completeness
    where status = 'not_received'
    group by feed, feed_th, feed_en
    order by bool_or(is_needed) desc, feed
"""


def missing_sentences(connection: duckdb.DuckDBPyConnection) -> list[tuple[str, str]]:
    """Return a Thai and an English sentence per feed that never came, and one that says whether the year can go on.

    Parameters
    ----------
    connection
        Open on a warehouse that has `marts.feed_completeness`.
    """
    missing = connection.execute(_MISSING).fetchall()
    sentences = [
        (
            f"ยังไม่ได้รับข้อมูล {thai} จาก {sender} " + ("จำเป็นต่อการแบ่งกลุ่ม" if needed else "ทำต่อได้โดยไม่มี"),
            f"{english} from {sender} has not come; "
            + ("segmenting needs it." if needed else "the year goes on without it."),
        )
        for thai, english, sender, needed in missing
    ]
    if any(needed for *_, needed in missing):
        return [*sentences, ("ทำต่อไม่ได้จนกว่าจะได้รับข้อมูลที่จำเป็น", "The year can't go on until the needed files come.")]
    if missing:
        return [*sentences, ("ข้อมูลที่จำเป็นมีครบ ทำต่อได้", "All that is needed is there; the year goes on.")]
    return [("ได้รับข้อมูลครบทุกชุด ทำต่อได้", "Every declared feed has come; the year goes on.")]
