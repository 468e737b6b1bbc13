"""Small tables as frames of publication cells."""

from collections.abc import Mapping, Sequence

import pandas as pd

from customer_segmentation.disclosure.rules import Thresholds

THRESHOLDS = Thresholds(count=3, survey=5, group=10, p_percent=10)


def counts(
    values: Mapping[tuple[str, ...], int], rule: str = "count", kept: Sequence[tuple[str, ...]] = ()
) -> pd.DataFrame:
    """Cells of one table of counts by their keys (row, column, …); `all` is a total."""
    keys = pd.DataFrame(list(values), columns=dimensions(len(next(iter(values)))))
    number = pd.Series(list(values.values()))
    return keys.assign(
        measure="customers", breakdown="industry", rule=rule, n=number, value=number.astype(float),
        largest=None, second_largest=None, is_kept=[key in kept for key in values], is_published=True,
    )  # fmt: skip


def amounts(contributions: Mapping[str, Sequence[float]]) -> pd.DataFrame:
    """Cells of a list of amounts and its total, from what each customer contributes to each row."""
    everyone = {**contributions, "all": [x for row in contributions.values() for x in row]}
    ordered = {key: [*sorted(row, reverse=True), 0.0, 0.0] for key, row in everyone.items()}
    return pd.DataFrame(
        {
            "row_key": list(everyone),
            "measure": "area",
            "breakdown": "segment",
            "rule": "amount",
            "n": [len(row) for row in everyone.values()],
            "value": [float(sum(row)) for row in everyone.values()],
            "largest": [row[0] for row in ordered.values()],
            "second_largest": [row[1] for row in ordered.values()],
            "is_kept": [key == "all" for key in everyone],
            "is_published": True,
        }
    )


def dimensions(number: int) -> list[str]:
    """The names of so many dimensions."""
    return ["row_key", "column_key", "layer_key"][:number]


def with_margins(inner: Mapping[tuple[str, ...], int]) -> dict[tuple[str, ...], int]:
    """The cells of a table and all its margins."""
    table = dict(inner)
    for place in range(len(next(iter(inner)))):
        for key, value in list(table.items()):
            total = (*key[:place], "all", *key[place + 1 :])
            if key != total:
                table[total] = table.get(total, 0) + value
    return table
