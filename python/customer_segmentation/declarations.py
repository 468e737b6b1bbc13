"""The declarations of the feeds: the one place that says which columns a feed has and what they are called.

They are the dbt source files `models/staging/<feed>/_<feed>__sources.yml`; dbt, intake and the guides read
the same text.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

CELL_KINDS = ("month", "quarter", "matrix", "other")
SOURCE_NAME = "landing"


class DeclarationError(ValueError):
    """A declaration that can't be used; the message names file, feed and key."""


@dataclass(frozen=True)
class Column:
    """One declared column of a feed."""

    name: str
    description: str
    type: str
    headers: tuple[str, ...]
    header_required: bool
    value_required: bool
    personal: bool
    fill_down: bool
    examples: tuple[str, ...] = ()
    published: bool = False


@dataclass(frozen=True)
class Cells:
    """Columns that repeat across a sheet (months, quarters, survey items): intake lands one row for each cell."""

    kind: str
    name: str
    value: str
    group: str | None
    groups: tuple[str, ...]


@dataclass(frozen=True)
class Retention:
    """How long personal values are kept: months after the period that a column of the staging model gives.

    `by` is "fiscal_year" where the column is a date, else None: the column is a Buddhist calendar year.
    """

    months: int
    column: str
    by: str | None


@dataclass(frozen=True)
class Feed:
    """One feed: what a table must look like to belong to it."""

    name: str
    title_th: str
    title_en: str
    description: str
    sender: str
    category: str
    business_key: tuple[str, ...]
    columns: tuple[Column, ...]
    cells: Cells | None
    check_columns: tuple[str, ...]
    fingerprint: str = field(compare=False)
    title_example: str = ""
    retention: Retention | None = None

    @property
    def column_names(self) -> list[str]:
        """Names of the declared columns, in declared order."""
        return [column.name for column in self.columns]

    @property
    def required_headers(self) -> frozenset[str]:
        """Names of the columns that a table must have to belong to this feed."""
        return frozenset(column.name for column in self.columns if column.header_required)

    def main_header(self, name: str) -> str:
        """Return the header that workbooks give a column; one that no sheet shows is called by its name."""
        return next((column.headers[0] for column in self.columns if column.name == name and column.headers), name)


def load_feeds(models_dir: Path) -> dict[str, Feed]:
    """Read every feed's declaration below `models_dir`.

    Raises
    ------
    DeclarationError
        If a declaration lacks a key, names a column that is not there, or a feed is declared twice.
    """
    feeds: dict[str, Feed] = {}
    for path in sorted(models_dir.glob("staging/*/_*__sources.yml")):
        content = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader) or {}
        for source in content.get("sources", []):
            for table in source.get("tables", []) if source.get("name") == SOURCE_NAME else []:
                meta = table.get("config", {}).get("meta", {}).get("feed")
                if meta is None:
                    continue
                feed = _feed(table, meta, path)
                if feed.name in feeds:
                    raise DeclarationError(f"{path}: feed {feed.name} is declared twice")
                feeds[feed.name] = feed
    return feeds


def _feed(table: Mapping[str, Any], meta: Mapping[str, Any], path: Path) -> Feed:
    try:
        columns = tuple(_column(column) for column in table["columns"])
        feed = Feed(
            name=table["name"],
            title_th=meta["title"]["th"],
            title_en=meta["title"]["en"],
            description=str(table["description"]).strip(),
            sender=meta["sender"],
            category=meta["category"],
            business_key=tuple(meta["business_key"]),
            columns=columns,
            cells=_cells(meta["cells"]) if "cells" in meta else None,
            check_columns=tuple(meta.get("check_columns", ())),
            fingerprint=_fingerprint(table),
            title_example=meta.get("title_example", ""),
            retention=_retention(meta) if any(column.personal for column in columns) else None,
        )
    except KeyError as missing:
        raise DeclarationError(f"{path}: feed {table.get('name')} lacks the key {missing}") from missing
    both = [column.name for column in feed.columns if column.personal and column.published]
    if both:
        raise DeclarationError(f"{path}: feed {feed.name}: {both[0]} is personal and can not be published")
    if feed.cells:
        needed = {feed.cells.name, feed.cells.value} | ({feed.cells.group} if feed.cells.group else set())
        if feed.cells.kind not in CELL_KINDS or not needed <= set(feed.column_names):
            raise DeclarationError(
                f"{path}: feed {feed.name}: cells need a kind of {', '.join(CELL_KINDS)} "
                f"and the declared columns {sorted(needed)}"
            )
        if any(column.personal and column.name in needed for column in feed.columns):
            raise DeclarationError(f"{path}: feed {feed.name}: no column of cells can be personal")
    return feed


def _column(column: Mapping[str, Any]) -> Column:
    meta = column.get("config", {}).get("meta", {})
    headers = meta.get("headers", {})
    return Column(
        name=column["name"],
        description=str(column["description"]).strip(),
        type=meta["type"],
        headers=tuple(headers.get("th", ())) + tuple(headers.get("en", ())),
        header_required=meta.get("header") == "required",
        value_required=meta.get("value") == "required",
        personal=bool(meta.get("personal", False)),
        fill_down=bool(meta.get("fill_down", False)),
        examples=tuple(meta.get("examples", ())),
        published=bool(meta.get("published", False)),
    )


def _cells(meta: Mapping[str, Any]) -> Cells:
    return Cells(
        kind=meta["kind"],
        name=meta["name"],
        value=meta["value"],
        group=meta.get("group"),
        groups=tuple(meta.get("groups", ())),
    )


def _retention(meta: Mapping[str, Any]) -> Retention:
    """Personal columns need to say how long they are kept, and from when."""
    return Retention(int(meta["retention_months"]), meta["period"]["column"], meta["period"].get("by"))


def _fingerprint(table: Mapping[str, Any]) -> str:
    """Checksum of what intake reads from a declaration; wording, examples and publication change nothing."""
    columns = [
        [column["name"], _without(column.get("config", {}).get("meta", {}), "examples", "published")]
        for column in table["columns"]
    ]
    feed = _without(
        table["config"]["meta"]["feed"], "title_example", "period", "needed", "replaces", "retention_months"
    )
    essence = json.dumps([feed, columns], ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(essence.encode()).hexdigest()[:16]


def _without(meta: Mapping[str, Any], *keys: str) -> dict[str, Any]:
    return {key: value for key, value in meta.items() if key not in keys}
