"""What the short ways of text do with batches: read ahead, give blanks the value above them, number the rows."""

from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from customer_segmentation.intake.tables import Layout


def ahead(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """Yield batches; the next is made while one is worked on."""
    with ThreadPoolExecutor(1) as reading:
        coming = reading.submit(next, batches, None)
        while (batch := coming.result()) is not None:
            coming = reading.submit(next, batches, None)
            yield batch


def numbered(batches: Iterable[pa.RecordBatch], layout: Layout) -> Iterator[pa.RecordBatch]:
    """Yield the rows below a header in the first line: filled down where the feed says so, with `_row`."""
    above = {
        column.name: pa.scalar(None, type=pa.string())
        for column in layout.feed.columns
        if column.fill_down and column.name in layout.named.values()
    }
    row = 2
    for batch in batches:
        cells = batch
        for name, last in above.items():
            cells, above[name] = _filled_down(cells, name, last)
        numbers = np.arange(row, row + cells.num_rows, dtype=np.int32)
        row += cells.num_rows
        yield cells.append_column("_row", pa.array(numbers))


def _filled_down(cells: pa.RecordBatch, name: str, above: pa.Scalar) -> tuple[pa.RecordBatch, pa.Scalar]:
    """Give blanks of a column the value above them; return its last value for the rows that follow."""
    position = cells.schema.get_field_index(name)
    column = pc.fill_null_forward(pa.concat_arrays([pa.array([above.as_py()], pa.string()), cells.column(position)]))
    return cells.set_column(position, name, column.slice(1)), column[-1]
