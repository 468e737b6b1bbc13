"""Takes in the inbox: reads each new file, lands its tables, books every row, and goes on when one can't be used."""

import hashlib
import logging
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

import pyarrow as pa

from customer_segmentation import returned
from customer_segmentation.declarations import Feed, load_feeds
from customer_segmentation.intake import landing, texts
from customer_segmentation.intake.clean_sheet import CleanSheet, recognise_sheet
from customer_segmentation.intake.clean_text import CleanText, batches, recognise
from customer_segmentation.intake.files import Arrival, Limits, arrivals
from customer_segmentation.intake.grids import NO_TEXT, Grid, read_content
from customer_segmentation.intake.inbox_documents import take_stock
from customer_segmentation.intake.landing import Record
from customer_segmentation.intake.personal_store import PersonalStore
from customer_segmentation.intake.reasons import Reason, UnreadableError, on_sheet, reason
from customer_segmentation.intake.regularity import IrregularError
from customer_segmentation.intake.spotless import SpotlessText, recognise_spotless, spotless_batches
from customer_segmentation.intake.tables import (
    Header,
    SetAsideRow,
    Table,
    TableFinder,
    end_hints,
    hints,
    unknown_headers,
)
from customer_segmentation.ledger import Ledger
from customer_segmentation.settings import Settings

INTAKE_VERSION = "11"
# what is smaller is read the long way sooner than the short ways are made ready; all land the same to the byte
SHORT_WAY_BYTES = 256 * 1024
SHORT_WAY_ROWS = 5_000
_LOG = logging.getLogger(__name__)


class EmptyInboxError(Exception):
    """There is no file to take in."""


@dataclass(frozen=True)
class FileReport:
    """What became of one file; `new` is False for bytes that had landed before, `deferred` True if it waits."""

    file: str
    new: bool
    feeds: tuple[str, ...]
    rows: int
    set_aside: int
    reasons: tuple[Reason, ...]
    deferred: bool = False


@dataclass
class IntakeResult:
    """What became of every file of the inbox."""

    reports: list[FileReport] = field(default_factory=list)

    @property
    def files(self) -> int:
        """Number of files met, members of archives counted one by one."""
        return len(self.reports)

    @property
    def rows(self) -> int:
        """Number of data rows in them."""
        return sum(report.rows for report in self.reports)


@dataclass
class _Books:
    """The records of one file while it is read."""

    source: Record
    feeds: dict[str, list[tuple[Grid, Table]]] = field(default_factory=dict)
    tables: list[Record] = field(default_factory=list)
    aside: list[Record] = field(default_factory=list)


def take_in(settings: Settings, feeds: Mapping[str, Feed] | None = None) -> IntakeResult:
    """Land every file of the inbox that has not landed under the present declarations.

    Parameters
    ----------
    settings
        Where the inbox, the landing zone and the ledger lie.
    feeds
        The declared feeds; read from the project's models when None.

    Raises
    ------
    EmptyInboxError
        If the inbox holds no file.
    """
    declared = load_feeds(settings.project_dir / "models") if feeds is None else feeds
    landing.declare(settings.landing_dir, declared)
    take_stock(settings.inbox_dir, settings.landing_dir)
    ledger = Ledger(settings.ledger_dir)
    known = _known(ledger)
    store = PersonalStore(settings, declared, ledger)
    store.declare()
    store.key_older()
    taker, result, new = _Taker(settings.landing_dir, declared, store), IntakeResult(), dict[str, _Seen]()
    # what a file lands as depends on these and its bytes alone, so they make its key
    marks = "".join(feed.fingerprint for _, feed in sorted(declared.items()))
    marks += INTAKE_VERSION + repr(taker.limits) + store.keys.fingerprint
    with TemporaryDirectory(prefix="intake-") as folder:
        for arrival in arrivals(settings.inbox_dir, taker.limits, Path(folder)):
            if arrival.later and arrival.refused:
                result.reports.append(FileReport(arrival.name, False, (), 0, 0, (arrival.refused,), deferred=True))
                continue
            key = hashlib.sha256(f"{arrival.file_hash}{marks}".encode()).hexdigest()[:16]
            is_new = (arrival.file_hash, key) not in known and key not in new
            taker.take(arrival, key, Path(folder))
            if is_new:
                new[key] = _Seen(known.order(arrival.file_hash), arrival, key)
            result.reports.append(_report(settings.landing_dir, arrival.name, key, is_new))
    if not result.reports:
        raise EmptyInboxError
    _book_seen(ledger, known, list(new.values()))
    return result


@dataclass(frozen=True)
class _Known:
    """What the ledger knows: landings, and the place of each file in the order of arrival."""

    landings: frozenset[tuple[str, str]]
    orders: Mapping[str, int]
    last: int

    def __contains__(self, landing: tuple[str, str]) -> bool:
        return landing in self.landings

    def order(self, file_hash: str) -> int:
        """Return when the file first arrived; one never seen comes after all others."""
        return self.orders.get(file_hash, self.last + 1)


@dataclass(frozen=True)
class _Seen:
    order: int
    arrival: Arrival
    key: str


def _known(ledger: Ledger) -> _Known:
    events = [event for event in ledger.read("files") if event["event"] == "file_seen"]
    orders = {event["file_hash"]: int(event["sequence"]) for event in events}
    return _Known(
        landings=frozenset((event["file_hash"], event["landing_key"]) for event in events),
        orders=orders,
        last=max(orders.values(), default=0),
    )


def _book_seen(ledger: Ledger, known: _Known, seen: list[_Seen]) -> None:
    """Write one event a file. Files that landed before, under older declarations, keep their order of arrival."""
    for sequence, file in enumerate(sorted(seen, key=lambda file: file.order), start=known.last + 1):
        ledger.append(
            "files",
            "file_seen",
            sequence=sequence,
            file=file.arrival.name,
            file_hash=file.arrival.file_hash,
            landing_key=file.key,
            size=file.arrival.size,
        )


class _Taker:
    """Lands files, each under its key."""

    def __init__(self, folder: Path, feeds: Mapping[str, Feed], store: PersonalStore) -> None:
        self.limits = Limits.from_environment()
        self._store = store
        self._folder = folder
        self._feeds = feeds
        self._finder = TableFinder(feeds)

    def take(self, arrival: Arrival, key: str, scratch: Path) -> None:
        """Land a file unless it has landed already."""
        if (self._folder / "_tables" / f"{key}.parquet").exists():
            return
        source = {"_file": arrival.name, "_file_hash": arrival.file_hash, "_landing_key": key}
        if arrival.refused or not self._land_text(arrival, source, scratch):
            self._land(self._read(arrival, source))

    def _land_text(self, arrival: Arrival, source: Record, scratch: Path) -> bool:
        """Land a text file the shortest way that each of its rows can go; return whether there was one."""
        if arrival.size < SHORT_WAY_BYTES:
            return False
        with arrival.path.open("rb") as file:
            if file.read(8).startswith(NO_TEXT):
                return False
        finder, rows = self._finder, landing.BATCH_ROWS
        found = recognise_spotless(arrival.path, finder)
        if found and self._land_clean(source, found, spotless_batches(found, finder, rows)):
            return True
        clean = recognise(arrival.path, finder, scratch)
        return clean is not None and self._land_clean(source, clean, batches(clean, finder, rows))

    def _land_clean_sheet(self, books: _Books, clean: CleanSheet, encoding: str) -> None:
        """Land a workbook's only sheet the short way."""
        feed = clean.table.header.layout.feed
        schema = landing.feed_schema(feed)
        place = {**books.source, "_sheet": clean.head.sheet, "_title": clean.table.title or None}
        self._write(feed.name, schema, books.source, landing.clean_tables(place, schema, clean.rows.to_batches()))
        _book_table(books, clean.head, clean.table, clean.set_aside, encoding, [])
        books.feeds.clear()

    def _land_clean(self, source: Record, clean: CleanText | SpotlessText, rows: Iterator[pa.RecordBatch]) -> bool:
        """Land a text file's rows a short way; return whether each of them could go it."""
        feed = clean.layout.feed
        schema = landing.feed_schema(feed)
        tables = landing.clean_tables({**source, "_sheet": ""}, schema, rows)
        try:
            written = self._write(feed.name, schema, source, tables)
        except IrregularError:
            return False
        books = _Books(source)
        header = Header(0, 0, clean.layout)
        aside = [SetAsideRow(0, "header", reason("header"))]
        table = Table(number=1, header=header, title="", rows=range(1, written + 1))
        ends = [reason("line_open", found=str(written + 1))] if texts.file_ends_open(clean.path) else []
        _book_table(books, Grid(sheet="", rows=[clean.header]), table, aside, clean.encoding, ends)
        books.feeds.clear()
        self._land(books)
        return True

    def _land(self, books: _Books) -> None:
        """Write the data first and the book of tables last: its presence says that the file has landed whole."""
        for feed, tables in sorted(books.feeds.items()):
            schema = landing.feed_schema(self._feeds[feed])
            self._write(feed, schema, books.source, landing.tables_of(schema, _records(books.source, tables)))
        for name, records in (("_set_aside", books.aside), ("_tables", books.tables)):
            schema = landing.BOOKS[name]
            self._write(name, schema, books.source, landing.tables_of(schema, records))

    def _write(self, folder: str, schema: pa.Schema, source: Record, tables: Iterable[pa.Table]) -> int:
        """Write what landed of one file, personal values apart from it; return the number of rows."""
        key = source["_landing_key"]
        with self._store.keyed(folder, key, tables) as keyed:
            return landing.write_tables(self._folder / folder / f"{key}.parquet", schema, keyed)

    def _read(self, arrival: Arrival, source: Record) -> _Books:
        """Read a file the long way; what can't be read, for whatever reason, must not stop the others."""
        books = _Books(source)
        if arrival.refused:
            _book_file(books, arrival.refused)
            return books
        try:
            content = read_content(arrival.name, arrival.path.read_bytes(), self.limits)
            large = len(content.sheets) == 1 and len(content.sheets[0].values) >= SHORT_WAY_ROWS
            clean = recognise_sheet(content.sheets[0], self._finder) if large else None
            if clean:
                self._land_clean_sheet(books, clean, content.encoding)
                return books
            for grid in content.grids:
                self._book_grid(books, grid, content.encoding)
        except UnreadableError as error:
            books = _Books(source)
            _book_file(books, error.reason)
        except OSError:
            raise
        except BaseException as error:
            # the workbook reader's own crash is no Exception
            if not isinstance(error, Exception) and type(error).__name__ != "PanicException":
                raise
            # the sender reads a sentence, the maintainers the cause
            _LOG.warning("%s could not be read: %s: %s", arrival.name, type(error).__name__, error)
            books = _Books(source)
            _book_file(books, reason("not_understood"))
        if not books.tables:
            _book_file(books, reason("file_empty"))
        return books

    def _book_grid(self, books: _Books, grid: Grid, encoding: str) -> None:
        if grid.hidden:
            _book_sheet(books, grid, reason("sheet_hidden"), encoding)
            return
        booked: list[Table] = []
        for part in self._finder.parts(grid):
            findings = self._finder.find(part)
            if findings.why_none:
                why = reason("guide") if part.sheet in returned.SHEETS else findings.why_none
                _book_sheet(books, part, why, encoding)
            for rows, why in findings.unclear:
                _book_sheet(books, part, why, encoding, rows)
            for table in findings.tables:
                aside = findings.set_aside[table.number]
                if booked and not any(row.kind == "title" for row in aside):
                    # a title over both tables stands in a cell above the left one
                    table.title = booked[-1].title
                table.number = len(booked) + 1
                booked.append(table)
                _book_table(books, part, table, aside, encoding, end_hints(part, table, aside))


def _book_file(books: _Books, why: Reason) -> None:
    """Book a file that could not be read: nothing is known of its rows."""
    books.tables.append(_table_record(books, "", 0, "unreadable", why))
    books.aside.append(_aside_record(books, "", None, "file", None, why))


def _book_sheet(books: _Books, grid: Grid, why: Reason, encoding: str, part: list[int] | None = None) -> None:
    """Book a sheet without a usable table, or a part of it, row by row."""
    rows = [number for number, row in enumerate(grid.rows) if any(row)] if part is None else part
    if not rows and grid.sheet:
        return
    why = on_sheet(why, grid.sheet)
    record = _table_record(books, grid.sheet, 0, "set_aside", why)
    books.tables.append({**record, "set_aside": len(rows), "rows_in": len(rows), "encoding": encoding})
    books.aside += [
        _aside_record(
            books,
            grid.sheet,
            number + 1,
            "sheet" if grid.sheet and part is None else "table",
            landing.raw_text(grid.rows[number]),
            why,
        )
        for number in rows
    ]


def _book_table(
    books: _Books, grid: Grid, table: Table, aside: list[SetAsideRow], encoding: str, ends: list[Reason]
) -> None:
    layout = table.header.layout
    near = [reason("header_hint", found=found, expected=header) for found, header in hints(layout)]
    near += ends if table.rows else [reason("no_rows")]
    record = _table_record(books, grid.sheet, table.number, "read", None)
    books.tables.append(
        {
            **record,
            "feed": layout.feed.name,
            "title": table.title or None,
            "header_row": table.header.last + 1,
            "rows": len(table.rows),
            "set_aside": len(aside),
            "rows_in": len(table.rows) + len(aside),
            "encoding": encoding,
            "unknown_columns": "; ".join(unknown_headers(layout)) or None,
            "hint_codes": " ".join(hint.code for hint in near) or None,
            "hints_th": " ".join(hint.thai for hint in near) or None,
            "hints_en": " ".join(hint.english for hint in near) or None,
        }
    )
    books.aside += [_aside_row(books, grid, row) for row in sorted(aside, key=lambda row: row.row)]
    books.feeds.setdefault(layout.feed.name, []).append((grid, table))


def _table_record(books: _Books, sheet: str, number: int, status: str, why: Reason | None) -> Record:
    return {
        **books.source,
        "_sheet": sheet,
        "_table": number,
        "feed": None,
        "title": None,
        "header_row": None,
        "rows": 0,
        "set_aside": 0,
        "rows_in": 0,
        "status": status,
        "reason_code": why.code if why else None,
        "reason_th": why.thai if why else None,
        "reason_en": why.english if why else None,
        "encoding": None,
        "unknown_columns": None,
        "hint_codes": None,
        "hints_th": None,
        "hints_en": None,
    }


def _aside_row(books: _Books, grid: Grid, row: SetAsideRow) -> Record:
    return _aside_record(books, grid.sheet, row.row + 1, row.kind, landing.raw_text(grid.rows[row.row]), row.why)


def _aside_record(books: _Books, sheet: str, row: int | None, kind: str, raw: str | None, why: Reason) -> Record:
    return {
        **books.source,
        "_sheet": sheet,
        "_row": row,
        "kind": kind,
        "raw": raw,
        "reason_code": why.code,
        "reason_th": why.thai,
        "reason_en": why.english,
    }


def _records(source: Record, tables: list[tuple[Grid, Table]]) -> Iterator[Record]:
    for grid, table in tables:
        yield from landing.table_records(source, grid, table)


def _report(folder: Path, file: str, key: str, new: bool) -> FileReport:
    tables = landing.read_tables(folder, key)
    return FileReport(
        file=file,
        new=new,
        feeds=tuple(dict.fromkeys(table["feed"] for table in tables if table["feed"])),
        rows=sum(table["rows"] for table in tables),
        set_aside=sum(table["set_aside"] for table in tables),
        reasons=tuple(
            why
            for table in tables
            for why in (
                Reason(table["reason_code"], table["reason_th"], table["reason_en"]),
                Reason("header_hint", table["hints_th"], table["hints_en"]),
                reason("unknown_columns", found=table["unknown_columns"]) if table["unknown_columns"] else None,
            )
            if why and why.thai
        ),
    )
