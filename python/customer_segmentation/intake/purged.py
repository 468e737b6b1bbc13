"""What purges have taken out for good, as the ledger tells it: keys of people and texts, and rows of files."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import Any

import duckdb
import pyarrow as pa

EVENT = "personal_purged"
# file, sheet, first row, last row
Span = tuple[str, str, int, int]
_KEYS = pa.schema([("key", pa.string())])
_SPANS = pa.schema(
    [
        ("file_hash", pa.string()),
        ("source_sheet", pa.string()),
        ("first_row", pa.int32()),
        ("last_row", pa.int32()),
    ]
)


@dataclass(frozen=True)
class Purged:
    """Everything that was purged. A person takes along whatever else stands in a row with their name."""

    persons: frozenset[str] = frozenset()
    texts: frozenset[str] = frozenset()
    spans: tuple[Span, ...] = ()
    secrets: frozenset[str] = frozenset()

    @classmethod
    def from_events(cls, events: Iterable[Mapping[str, Any]]) -> "Purged":
        """Read the ledger's stream of purges."""
        purges = [event for event in events if event["event"] == EVENT]
        return cls(
            persons=frozenset(key for event in purges for key in event["person_keys"]),
            texts=frozenset(key for event in purges for key in event["text_keys"]),
            spans=tuple((file, *span) for event in purges for file, held in event["rows"].items() for span in held),
            secrets=frozenset(event["secret_fingerprint"] for event in purges),
        )

    def register(self, connection: duckdb.DuckDBPyConnection) -> None:
        """Give the connection the tables purged_persons, purged_texts and purged_rows."""
        connection.register("purged_persons", pa.table([pa.array(sorted(self.persons), pa.string())], schema=_KEYS))
        connection.register("purged_texts", pa.table([pa.array(sorted(self.texts), pa.string())], schema=_KEYS))
        columns = list(zip(*self.spans, strict=True)) or [(), (), (), ()]
        arrays = [pa.array(column, field.type) for column, field in zip(columns, _SPANS, strict=True)]
        connection.register("purged_rows", pa.table(arrays, schema=_SPANS))


def spans(rows: Sequence[tuple[str, str, int, bool]]) -> dict[str, list[tuple[str, int, int]]]:
    """Return the purged rows of each file as spans.

    Parameters
    ----------
    rows
        Every row of the store's files: file, sheet, row, purged or not, sorted. Rows between two purged ones that hold
        no personal value join them.
    """
    found: dict[str, list[tuple[str, int, int]]] = {}
    for (file, sheet, is_purged), group in groupby(rows, key=itemgetter(0, 1, 3)):
        if is_purged:
            numbers = [row for _, _, row, _ in group]
            found.setdefault(file, []).append((sheet, numbers[0], numbers[-1]))
    return found
