"""Keeps what a published year rests on for later years: segments, rule, tests, decisions, its site, and no person."""

import json
import shutil
from pathlib import Path

import duckdb

from customer_segmentation.publication import checksums

# table of the warehouse -> columns that never enter an archive, for they can name a person
ARCHIVED = {
    "marts.customer_segments": ("customer_name",),
    "marts.segment_profiles": (),
    "marts.segment_tests": (),
    "marts.segmentation_candidates": (),
    "intermediate.int_need_counts": (),
    "intermediate.int_need_cells": (),
    "intermediate.int_segmentation_rule": (),  # with the scaling that its centres are in
    "staging.stg_decisions": ("person",),
}

RULE = "int_segmentation_rule.parquet"
CHECKSUMS = "checksums.json"


def archive_year(warehouse: Path, site: Path, archive_dir: Path, fiscal_year: int) -> Path:
    """Write the year's archive and return its folder.

    A published year is immutable: the same tables again change nothing; other ones (a restatement) go into a
    folder of its own beside it. Each holds the site as it was when these tables were first published.
    """
    archive_dir.mkdir(parents=True, exist_ok=True)
    fresh = archive_dir / ".new"
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir()
    with duckdb.connect(str(warehouse), read_only=True, config={"threads": 1}) as connection:
        for table, persons in ARCHIVED.items():
            columns = f"* exclude ({', '.join(persons)})" if persons else "*"
            target = str(fresh / f"{table.split('.')[1]}.parquet").replace("'", "''")
            query = f"select {columns} from {table} order by all"
            connection.execute(f"copy ({query}) to '{target}' (format parquet, compression zstd)")
    shutil.copytree(site, fresh / "site")
    content = json.dumps(checksums(fresh, fresh.glob("*.parquet")), indent=2)
    (fresh / CHECKSUMS).write_text(content + "\n", encoding="utf-8")
    return _keep(fresh, archive_dir / str(fiscal_year))


def last_rule(archive_dir: Path, fiscal_year: int) -> Path | None:
    """Return the rule of the newest year before this one in the archive, of a restatement rather than the first."""
    rules = {
        (int(year), int(restatement or 0)): path
        for path in archive_dir.glob(f"*/{RULE}")
        for year, _, restatement in [path.parent.name.partition("-restated-")]
        if year.isdigit() and int(year) < fiscal_year
    }
    return rules[max(rules)] if rules else None


def _keep(fresh: Path, wanted: Path) -> Path:
    """Move the new archive to its place, unless that place or a restatement already holds the same."""
    content = (fresh / CHECKSUMS).read_bytes()
    folder, restatement = wanted, 0
    while folder.exists():
        if (folder / CHECKSUMS).read_bytes() == content:
            shutil.rmtree(fresh)
            return folder
        restatement += 1
        folder = wanted.with_name(f"{wanted.name}-restated-{restatement}")
    fresh.rename(folder)
    return folder
