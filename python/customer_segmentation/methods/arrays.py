"""The array types that the methods pass to each other, and how frames with missing figures leave them."""

from collections.abc import Iterable, Mapping

import numpy as np
import pandas as pd
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]
Record = Mapping[str, object]


def typed_frame(records: Iterable[Record], types: Mapping[str, str]) -> pd.DataFrame:
    """Build a frame whose columns keep their type when they are empty or hold missing values.

    Parameters
    ----------
    records : iterable of mappings
        One mapping a row; a key that is absent is missing.
    types : mapping of column name to pandas type name
        The columns in order. Use the nullable types ("Float64", "Int64", "boolean", "string"), so that a
        missing figure reaches the database as null and never as NaN.

    Returns
    -------
    DataFrame
        One row a record, exactly the declared columns.

    Raises
    ------
    ValueError or TypeError
        A figure is not of its column's type.
    """
    rows = [[record.get(name) for name in types] for record in records]
    return pd.DataFrame(rows, columns=list(types), dtype="object").astype(dict(types))


def require_columns(frame: pd.DataFrame, columns: Iterable[str], what: str) -> None:
    """Refuse a frame that lacks a column or has one twice.

    Parameters
    ----------
    frame : DataFrame
        Any rows; more columns than asked for are welcome.
    columns : iterable of str
        The columns that must be there.
    what : str
        How the error calls the frame.

    Raises
    ------
    ValueError
        Names the columns that are missing, or stand there more than once.
    """
    missing = [name for name in columns if name not in frame.columns]
    if missing:
        raise ValueError(f"{what}: expected the columns {missing}, found {list(map(str, frame.columns))}")
    if frame.columns.has_duplicates:
        repeated = sorted(set(frame.columns[frame.columns.duplicated()].map(str)))
        raise ValueError(f"{what}: the columns {repeated} stand there more than once")
