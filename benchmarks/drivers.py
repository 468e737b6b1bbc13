"""How long the drivers of satisfaction take: rows counted in SQL, shares and intervals from the counts in Python."""

from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from benchmarks.models import Models
from benchmarks.speed import seconds
from customer_segmentation.methods.drivers import Rules, driver_shares

DRIVERS, SEGMENTS = 8, 5
ANSWERING = 5
"""One customer in this many answers, as about in the demo."""

SCORES = f"""
create or replace table int_driver_scores as
with answers as (
    select
        customer,
        item,
        greatest(1, least(5, 3 + sqrt(-2 * ln(1 - random())) * cos(2 * pi() * random()))) as score
    from range({{customers}}) as customers (customer), range({DRIVERS} + 1) as items (item)
    where customer % {ANSWERING} = 0
)
select
    unnest(['all', 'S' || customer % {SEGMENTS * ANSWERING} // {ANSWERING}]) as segment_key,
    cast(1000000000000 + customer as varchar) as customer_id,
    if(item = {DRIVERS}, 'overall', 'q' || item) as item_id,
    cast(score as decimal(18, 9)) as score
from answers;
create or replace table int_driver_items as
select distinct segment_key, item_id, 'driver' as used_as from int_driver_scores where item_id <> 'overall';
"""


@dataclass(frozen=True)
class DriverTimes:
    """Seconds of all segments and `all`, and how many rows Python was given."""

    customers: int
    sql: float
    python: float
    rows: int


def time_drivers(customers: int, repeats: int, folder: Path) -> DriverTimes:
    """Time the drivers of SEGMENTS segments and of all customers, from scores in a file to shares with intervals."""
    models = Models(threads=2, file=folder / f"{customers}.duckdb")
    models.connection.execute("select setseed(0.5)")
    models.connection.execute(SCORES.format(customers=customers))
    moments: list[pd.DataFrame] = []
    sql = seconds(lambda: moments.append(models.run("int_driver_moments")), repeats)
    counted = moments[-1].rename(columns={"segment_key": "group_key"})
    python = seconds(lambda: driver_shares(counted, Rules(), reference="all"), repeats)
    models.connection.close()
    return DriverTimes(customers, sql, python, len(counted))
