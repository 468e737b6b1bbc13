"""The tables of a year that is hard to show, made from those of a published one; its figures mean nothing.

A segment with a name of 120 characters, one of which everything is hidden, no year before, an indicator without a
target, no plan at all, and forty estates in one list.
"""

import shutil
from pathlib import Path

import duckdb

LONG_TH = "ผู้ผลิตชิ้นส่วนยานยนต์และอิเล็กทรอนิกส์ขนาดกลางที่เช่าพื้นที่ระยะยาวในเขตพัฒนาพิเศษและใช้น้ำใช้ไฟฟ้าสูงกว่าค่าเฉลี่ยทุกปี"
LONG_EN = (
    "Medium manufacturers of vehicle parts and electronics with long leases in special zones "
    "and with high use of water and power"
)
ESTATES = 40

HIDDEN = {
    "segments": (
        "customers_text share_of_customers_text new_customers_text area_rai_text share_of_area_text",
        "share_of_customers area_rai share_of_area",
    ),
    "segment_sizes": ("customers_text", ""),
    "segment_profiles": ("satisfaction_text satisfaction_customers_text", ""),
    "segment_figures": ("customers_text median_text", "median"),
    "segment_mix": ("customers_text share_text", "share_of_segment"),
    "segment_needs": ("customers_text mean_text", "mean difference rank_by_mean"),
    "satisfaction": (
        "customers_text mean_score_text interval_text change_text paired_text",
        "mean_score level_th level_en",
    ),
    "segment_drivers": (
        "share_text interval_text complete_text customers_text answered_text mean_score_text r_squared_text",
        "driver_share share_lower share_upper rank_by_share importance_cut is_clear "
        "quadrant quadrant_th quadrant_en difference_th difference_en",
    ),
    "voice": ("cases_text share_text share_elsewhere_text days_text", "share_of_cases stands_out"),
    "external_factors": ("customers_text", ""),
}
"""What prints x in every row of the hidden segment, and the numbers that are not there then."""

NO_YEAR = ("'ยังไม่มีผลการจำแนกของปีก่อนให้เทียบ'", "'No earlier year to compare with'")


def make_hard(exports: Path, folder: Path) -> Path:
    """Copy the public tables of a run's exports and make them hard to show; return the new exports folder."""
    tables = Path(shutil.copytree(exports / "public_edition", folder / "public_edition"))
    query = f"select segment_key, name_th, name_en from '{tables}/segments.parquet' order by rank_by_size"
    (largest, *names), *_, (smallest, _, _) = duckdb.execute(query).fetchall()
    named, hidden = f"segment_key = '{largest}'", f"segment_key = '{smallest}'"
    _rename(tables, dict(zip(names, (LONG_TH, LONG_EN), strict=True)))
    for table, (texts, numbers) in HIDDEN.items():
        _change(tables, table, hidden, dict.fromkeys(texts.split(), "'x'") | dict.fromkeys(numbers.split(), "null"))
    words = {"status_th": "'ข้อมูลไม่พอ'", "status_en": "'Not enough data'"}
    _change(tables, "satisfaction", hidden, {"status": "'not_enough_data'"} | words)
    words = {f"satisfaction_{name}": word for name, word in words.items()}
    opening = {
        "paragraph_th": "split_part(paragraph_th, ' · ', 1)",
        "paragraph_en": "split_part(paragraph_en, '. ', 1)",
    }
    _change(tables, "segment_profiles", hidden, opening | words)
    words = {"status_th": "'ไม่ได้กำหนดเป้าหมาย'", "status_en": "'No target set'"}
    for table in ("kpi_scoreboard", "kpi_by_quarter"):
        _change(tables, table, "sort_order = 2", {"target_value_text": "'–'", "status": "'no_target'"} | words)
    new = {"continuity_th": "'กลุ่มใหม่ของปีนี้'", "continuity_en": "'New this year'"}
    _change(tables, "segments", "true", new)
    first = {"previous_fiscal_year": "null", "status": "'no_earlier_year'"}
    said = dict(zip(("sentence_th", "sentence_en"), NO_YEAR, strict=True))
    _change(tables, "segment_sizes", "true", first | said | {"previous_text": "'–'"})
    _change(tables, "segment_changes", "true", first | dict(zip(("origin_th", "origin_en"), NO_YEAR, strict=True)))
    _rewrite(tables, "segment_changes", "from old limit 1")
    nowhere = {"origin_order": "0", "segment_key": "null", "share_text": "'–'"}
    _change(
        tables,
        "segment_migration",
        "true",
        nowhere | said | dict(zip(("origin_th", "origin_en"), NO_YEAR, strict=True)),
    )
    _rewrite(tables, "segment_migration", "from old limit 1")
    for table in ("earlier_years", "action_plans", "plan_documents"):
        _rewrite(tables, table, "from old where false")
    shutil.rmtree(tables / "documents", ignore_errors=True)
    estates = {
        "category_th": "'นิคมอุตสาหกรรมตัวอย่างลำดับที่ ' || n",
        "category_en": "'Example industrial estate number ' || n",
        "variable": "'estate'",
        "variable_th": "'นิคมอุตสาหกรรม'",
        "variable_en": "'Estate'",
        "variable_order": "9",
        "rank_by_size": "n",
    }
    listed = f"select {_replaced('true', estates)} from old, range(1, {ESTATES + 1}) as numbers (n)"
    one = f"{named} and variable = 'zone' and rank_by_size = 1"
    _rewrite(tables, "segment_mix", f"from old union all by name select * exclude (n) from ({listed} where {one})")
    return folder


def _rename(tables: Path, names: dict[str, str]) -> None:
    """Give a segment another name wherever its name stands, sentences included."""
    for path in tables.glob("*.parquet"):
        columns = [name for name, kind, *_ in duckdb.execute(f"describe from '{path}'").fetchall() if kind == "VARCHAR"]
        for old, new in names.items():
            _change(tables, path.stem, "true", {name: f"replace({name}, '{old}', '{new}')" for name in columns})


def _change(tables: Path, table: str, where: str, values: dict[str, str]) -> None:
    """Give columns another value in some rows of a table."""
    _rewrite(tables, table, f"select {_replaced(where, values)} from old")


def _replaced(where: str, values: dict[str, str]) -> str:
    """Return all columns, some with another value where a condition holds."""
    columns = (f"case when {where} then {value} else {name} end as {name}" for name, value in values.items())
    return f"* replace ({', '.join(columns)})"


def _rewrite(tables: Path, table: str, query: str) -> None:
    """Put the result of a query over a table, `old`, in its place."""
    path = tables / f"{table}.parquet"
    with duckdb.connect() as connection:
        connection.execute("create table old as select * from read_parquet(?)", [str(path)])
        connection.execute(f"copy ({query}) to '{path}' (format parquet)")
