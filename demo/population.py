"""Draws the firms of both years from the design: who they are, what they hold, what they use."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from demo import design as d
from demo.design import Design, FloatArray, IntArray
from demo.names import STYLES, company_name, is_public, juristic_id


@dataclass(frozen=True)
class Population:
    """All firms of both years.

    `firms` has one row a firm: customer_id, name, segment_2565 and segment_2566 (-1: not there), estate
    (number), industry, nationality, zone, contract_kind, start_year (0: unknown). `values` holds per year the
    values (firms, NUMERIC) on the generator's scale as delivered: with outliers, NaN where missing.
    `estate_effects` is (estates, USAGE).
    """

    design: Design
    firms: pd.DataFrame
    values: dict[int, FloatArray]
    estate_effects: FloatArray

    @cached_property
    def records(self) -> list[dict[str, Any]]:
        """The rows of `firms`, for writers that go firm by firm."""
        return [{str(name): value for name, value in row.items()} for row in self.firms.to_dict("records")]

    def present(self, year: int) -> IntArray:
        """Return the row numbers of the firms in a year's register."""
        return np.flatnonzero(self.firms[f"segment_{year}"].to_numpy() >= 0)


def draw_population(design: Design) -> Population:
    """Draw the firms of both registers."""
    now, before = _segments_of_both_years(design)
    owner = np.where(now >= 0, now, before)  # the segment that shaped what a firm keeps for good
    firms = _lasting_traits(design, owner)
    firms["segment_2565"], firms["segment_2566"] = before, now
    rng = design.rng("estate effects")
    effects = rng.normal(0, d.ESTATE_SPREAD, (len(design.estates), len(d.USAGE)))
    latest = _values(design, owner, firms["estate"].to_numpy(), effects, "values")
    earlier = _values(design, np.where(before >= 0, before, owner), firms["estate"].to_numpy(), effects, "earlier")
    keep = before == owner
    drift = design.rng("drift").normal(-0.02, 0.06, latest.shape)
    earlier[keep] = (latest + drift)[keep]
    for lasting in (d.NUMERIC.index("age_years"), d.NUMERIC.index("area_rai")):
        earlier[:, lasting] = latest[:, lasting]
    values = {2565: _as_delivered(design, earlier, "2565"), 2566: _as_delivered(design, latest, "2566")}
    area = d.NUMERIC.index("area_rai")
    for year in d.YEARS:  # there is one contract file, so one area
        values[year][:, area] = np.where(firms["contract_kind"] == "none", np.nan, values[2566][:, area])
    age = values[2566][:, d.NUMERIC.index("age_years")]
    firms["start_year"] = 2024 - np.clip(np.round(np.expm1(np.nan_to_num(age, nan=0.0))), 0, 48).astype(int)
    firms.loc[np.isnan(age), "start_year"] = 0
    return Population(design, firms, values, effects)


def _segments_of_both_years(design: Design) -> tuple[IntArray, IntArray]:
    rng = design.rng("segments")
    now = rng.permutation(np.repeat(np.arange(len(design.counts)), design.counts))
    before = now.copy()
    joined = round(d.JOIN_SHARE * design.customers)
    staying = design.customers - joined
    changed = rng.choice(staying, round(d.CHANGE_SHARE * staying), replace=False)
    step = rng.integers(1, len(design.counts), len(changed))
    before[changed] = (now[changed] + step) % len(design.counts)
    before[staying:] = -1
    left = round(d.LEAVE_SHARE / (1 - d.LEAVE_SHARE) * staying)
    gone = rng.choice(len(design.counts), left, p=design.shares)
    return np.concatenate([now, np.full(left, -1)]), np.concatenate([before, gone])


def _lasting_traits(design: Design, owner: IntArray) -> pd.DataFrame:
    rng = design.rng("traits")
    n = len(owner)
    serials = rng.permutation(n) + 1
    styles = rng.choice(len(STYLES), n, p=[0.2, 0.2, 0.2, 0.15, 0.12, 0.06, 0.04, 0.03])
    estates = np.empty(n, dtype=np.int64)
    chosen: dict[str, list[str]] = {name: [""] * n for name in d.CATEGORICAL}
    for number, segment in enumerate(design.segments):
        rows = np.flatnonzero(owner == number)
        weights = [
            e.weight * (d.HOME_TILT if segment.home != "any" and e.kind == segment.home else 1.0)
            for e in design.estates
        ]
        estates[rows] = rng.choice(len(weights), len(rows), p=np.array(weights) / sum(weights))
        for name, levels, shares in category_shares(segment):
            picks = rng.choice(len(levels), len(rows), p=shares)
            for row, pick in zip(rows, picks, strict=True):
                chosen[name][row] = levels[pick]
    frame = pd.DataFrame({"estate": estates, **chosen})
    frame["customer_id"] = [
        juristic_id(design.estates[estate].province, is_public(style), int(serial))
        for estate, style, serial in zip(estates, styles, serials, strict=True)
    ]
    frame["name"] = [
        company_name(int(serial), industry, int(style))
        for serial, industry, style in zip(serials, frame["industry"], styles, strict=True)
    ]
    return frame


def category_shares(segment: d.Segment) -> list[tuple[str, tuple[str, ...], tuple[float, ...]]]:
    """Return, per categorical variable, its categories and their probabilities in a segment."""
    zones = (1 - segment.free_zone, segment.free_zone)
    return [
        ("industry", d.INDUSTRIES, segment.industry),
        ("nationality", d.NATIONALITIES, segment.nationality),
        ("zone", d.ZONES, zones),
        ("contract_kind", d.CONTRACT_KINDS, segment.contract_kind),
    ]


def _values(design: Design, owner: IntArray, estate: IntArray, effects: FloatArray, topic: str) -> FloatArray:
    rng = design.rng(topic)
    size = rng.normal(0, 1, (len(owner), 1))
    noise = rng.normal(0, 1, (len(owner), len(d.NUMERIC)))
    values = design.means()[owner] + design.spread * (np.array(d.LOADING) * size + np.array(d.SPREAD) * noise)
    first = d.NUMERIC.index(d.USAGE[0])
    values[:, first : first + len(d.USAGE)] += effects[estate]
    return np.asarray(values, dtype=np.float64)


def _as_delivered(design: Design, values: FloatArray, topic: str) -> FloatArray:
    rng = design.rng("as delivered " + topic)
    sign = rng.choice([-1.0, 1.0], values.shape)
    outlier = rng.random(values.shape) < d.OUTLIER_SHARE
    delivered = values + outlier * sign * np.array(d.OUTLIER_SHIFT)
    delivered[rng.random(values.shape) < np.array(d.MISSING_SHARE)] = np.nan
    return np.asarray(delivered, dtype=np.float64)
