"""Takes personal values out for good: of a person, of a survey wave, or whatever has been kept long enough.

What was purged stays purged: the ledger names keys and rows, and intake leaves them out when it meets the same bytes or
the same person again. The landing and every figure stay as they are, for they rest on keys.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import duckdb
import pyarrow as pa

from customer_segmentation.declarations import Feed
from customer_segmentation.intake.files import digest, inbox_files, inbox_name
from customer_segmentation.intake.personal_keys import IDENTITIES, KEY, is_key
from customer_segmentation.intake.personal_store import ASIDE, PersonalStore
from customer_segmentation.intake.purged import EVENT, Purged, spans
from customer_segmentation.intake.reasons import RefusedError
from customer_segmentation.ledger import Ledger
from customer_segmentation.settings import Settings

# a name of two words, an e-mail address or a telephone number: what can be looked for inside a sentence
_TELLING = re.compile(r"\S\s+\S|@|(\d[ -]?){8}")
# columns of the warehouse that held a person's words before the store did
_ONCE_PERSONAL = (("stg_decisions", "person"), ("stg_survey_responses", "position"))


class PurgeError(RefusedError):
    """What should be purged is not there or can't be known."""


@dataclass(frozen=True)
class Wish:
    """What to purge: a person, a wave, or without either what has been kept long enough on the day `as_of`."""

    as_of: date
    person: str | None = None
    wave: int | None = None

    @property
    def scope(self) -> str:
        """What the ledger calls it."""
        return "person" if self.person else "wave" if self.wave else "expired"


@dataclass(frozen=True)
class Purge:
    """What was purged: how many values, and the files of the inbox that still hold them."""

    values: int
    inbox: tuple[str, ...]


def purge(settings: Settings, feeds: Mapping[str, Feed], warehouse: Path | None, wish: Wish) -> Purge:
    """Purge, and book it; without anything to purge nothing is booked.

    Parameters
    ----------
    settings
        Where the store, the inbox and the ledger lie. The caller holds the lock of the data folder.
    feeds
        The declared feeds.
    warehouse
        A warehouse with staging, which knows the periods of the rows; a row that it does not know is as old as the
        arrival of its file.
    wish
        What to purge.

    Raises
    ------
    PurgeError
        If nobody of that name is in the store, or no warehouse knows the wave.
    PersonalKeyError
        If the secret is not the one that earlier purges used.
    """
    ledger = Ledger(settings.ledger_dir)
    store = PersonalStore(settings, feeds, ledger)
    store.declare()
    store.key_older()
    # a purge that was cut short after it was booked
    store.sweep(store.purged)
    with duckdb.connect(":memory:") as connection:
        _register(connection, store)
        if wish.person:
            wanted = _of_person(connection, store, wish.person)
        else:
            wanted = _of_rows(connection, _aged_rows(connection, feeds, ledger, warehouse, wish))
    wanted = replace(wanted, secrets=frozenset({store.keys.secret_fingerprint}))
    covered = store.covered(wanted)
    if not covered.num_rows:
        return Purge(0, ())
    files = frozenset(covered.column("file_hash").to_pylist())
    # a file that landed twice counts once; a row has several undeclared cells
    cell = ["feed", "file_hash", "source_sheet", "source_row", "column_name", "key"]
    values = covered.group_by(cell).aggregate([]).num_rows
    _book(ledger, wish, wanted, covered, values)
    store.sweep(wanted)
    return Purge(values, tuple(_still_in(settings.inbox_dir, ledger, files)))


def older_warehouses(settings: Settings) -> list[Path]:
    """Return the warehouses that were built before personal values were kept apart, and still hold them."""
    found = []
    for path in [*sorted(settings.runs_dir.glob("*/warehouse.duckdb")), settings.data_dir / "dev.duckdb"]:
        if path.exists() and not path.parent.is_symlink() and _holds_persons(path):
            found.append(path)
    return found


def _holds_persons(path: Path) -> bool:
    try:
        with duckdb.connect(str(path), read_only=True) as connection:
            for table, column in _ONCE_PERSONAL:
                query = f"select 1 from staging.{table} where {column} is not null and not {is_key(column)} limit 1"
                if connection.execute(query).fetchone():
                    return True
    except duckdb.Error:
        # half built, or open in somebody's editor: the next purge looks again
        return False
    return False


def _register(connection: duckdb.DuckDBPyConnection, store: PersonalStore) -> None:
    """Make the table `lines` of every value in the store, with whether its column says who somebody is."""
    connection.register(
        "kinds",
        pa.Table.from_pylist(
            [
                {"feed": feed, "column_name": name, "kind": kind, "is_identity": kind in IDENTITIES}
                for feed, kinds in store.kinds.items()
                for name, kind in kinds.items()
            ]
        ),
    )
    paths = [str(path) for path in [*store.files(), store.empty]]
    connection.execute(
        "create table lines as select * from read_parquet($1) inner join kinds using (feed, column_name)", [paths]
    )


def _of_person(connection: duckdb.DuckDBPyConnection, store: PersonalStore, person: str) -> Purged:
    keys = {person} if re.fullmatch(KEY, person) else _possible_keys(connection, store, person)
    is_told = bool(_TELLING.search(person))
    found = connection.execute(
        f"""
        select distinct key, is_identity
        from (select *, {store.keys.cleaned("value")} as said from lines)
        cross join (select {store.keys.cleaned("person")} as wanted from (select $person as person))
        where list_contains($keys, key)
            or ($told and (kind = 'name' or not is_identity) and contains({_squeezed("said")}, {_squeezed("wanted")}))
        """,
        {"keys": sorted(keys), "told": is_told, "person": person},
    ).fetchall()
    if not found:
        raise PurgeError(
            "ไม่พบบุคคลนี้ในข้อมูลส่วนบุคคลที่เก็บไว้ (สะกดตามที่เขียนในไฟล์ เช่น ชื่อและนามสกุล อีเมล หรือโทรศัพท์)",
            "Nobody of that name is in the store; write the name, e-mail address or telephone number as in the file.",
        )
    persons = {key for key, is_identity in found if is_identity}
    return Purged(frozenset(persons | keys), frozenset(key for key, is_identity in found if not is_identity))


def _possible_keys(connection: duckdb.DuckDBPyConnection, store: PersonalStore, person: str) -> set[str]:
    """Return the keys that the person's name would have in a column of any type."""
    kinds = ", ".join(store.keys.key("person", "clean", kind) for kind in (*IDENTITIES, "text"))
    query = f"select [{kinds}] from (select person, {store.keys.cleaned('person')} as clean from (select $1 as person))"
    row = connection.execute(query, [person]).fetchone()
    return {key for key in (row[0] if row else []) if re.fullmatch(KEY, key)}


def _squeezed(text: str) -> str:
    return f"regexp_replace(lower({text}), '[\\s()-]', '', 'g')"


def _of_rows(connection: duckdb.DuckDBPyConnection, chosen: str) -> Purged:
    """Return the rows that the query `chosen` (file_hash, source_sheet, source_row) finds."""
    rows = connection.execute(
        f"""
        select file_hash, source_sheet, source_row, bool_or(chosen.file_hash is not null) as is_purged
        from lines left join ({chosen}) as chosen using (file_hash, source_sheet, source_row)
        group by all order by all
        """
    ).fetchall()
    return Purged(spans=tuple((file, *span) for file, held in spans(rows).items() for span in held))


def _aged_rows(
    connection: duckdb.DuckDBPyConnection,
    feeds: Mapping[str, Feed],
    ledger: Ledger,
    warehouse: Path | None,
    wish: Wish,
) -> str:
    """Return the query of the rows of the wave, or of the rows whose time is over."""
    if wish.wave and warehouse is None:
        raise PurgeError(
            "ยังไม่มีคลังข้อมูล จึงไม่ทราบว่าแถวใดเป็นของปีใด ให้สั่ง make cycle ก่อน",
            "There is no warehouse yet that knows the waves: run make cycle first.",
        )
    retained = {name: feed.retention for name, feed in feeds.items() if feed.retention}
    shortest = min((retention.months for retention in retained.values()), default=0)
    connection.register(
        "retentions",
        pa.Table.from_pylist(
            [
                {"feed": name, "months": retained[name].months if name in retained else shortest}
                for name in (*feeds, ASIDE)
            ]
        ),
    )
    seen = [event for event in ledger.read("files") if event["event"] == "file_seen"]
    names = ("file_hash", "landing_key", "at")
    schema = pa.schema([(name, pa.string()) for name in names])
    events = [{name: event[name] for name in names} for event in seen]
    connection.register("seen", pa.Table.from_pylist(events, schema=schema))
    connection.execute(
        "create table periods (feed varchar, file_hash varchar, source_sheet varchar, source_row integer,"
        " ends_on date, is_wave boolean)"
    )
    if warehouse is not None:
        connection.execute(f"attach '{str(warehouse).replace(chr(39), chr(39) * 2)}' as warehouse (read_only)")
        for name, retention in retained.items():
            _read_periods(connection, name, retention.column, retention.by)
    if wish.wave:
        year = wish.wave - 543
        return f"select file_hash, source_sheet, source_row from periods where is_wave and year(ends_on) = {year}"
    return f"""
        select distinct lines.file_hash, lines.source_sheet, lines.source_row
        from lines
        inner join retentions using (feed)
        left join periods using (feed, file_hash, source_sheet, source_row)
        left join (
            select file_hash, min(cast("at" as date)) as arrived_on from seen group by file_hash
        ) as arrivals using (file_hash)
        where coalesce(periods.ends_on, arrivals.arrived_on) + to_months(retentions.months)
            <= date '{wish.as_of.isoformat()}'
    """


def _read_periods(connection: duckdb.DuckDBPyConnection, feed: str, column: str, by: str | None) -> None:
    """Add the last day of the period of each row of a feed: a calendar year, or the fiscal year of a date."""
    model = f"stg_{feed}__checked"
    known = "select 1 from duckdb_tables() where database_name = 'warehouse' and table_name = $1"
    if not connection.execute(known, [model]).fetchone():
        return
    end = (
        f"make_date(year({column}) + cast(month({column}) >= 10 as integer), 9, 30)"
        if by == "fiscal_year"
        else f"make_date({column} - 543, 12, 31)"
    )
    connection.execute(
        f"""
        insert into periods
        select '{feed}', seen.file_hash, staged.source_sheet, staged.source_row, max({end}), {by is None}
        from warehouse.staging.{model} as staged
        inner join (select distinct file_hash, landing_key from seen) as seen on staged.source_key = seen.landing_key
        where {column} is not null
        group by all
        """
    )


def _book(ledger: Ledger, wish: Wish, wanted: Purged, covered: pa.Table, values: int) -> None:
    """Write the event before the values go, so that a purge that is cut short is finished by the next one."""
    rows: dict[str, list[list[object]]] = {}
    for file, *span in wanted.spans:
        rows.setdefault(file, []).append(list(span))
    ledger.append(
        "purges",
        EVENT,
        scope=wish.scope,
        wave=wish.wave,
        as_of=wish.as_of.isoformat(),
        feeds=sorted(set(covered.column("feed").to_pylist())),
        values=values,
        person_keys=sorted(wanted.persons),
        text_keys=sorted(wanted.texts),
        rows=rows,
        secret_fingerprint=min(wanted.secrets),
    )


def _still_in(inbox: Path, ledger: Ledger, files: Iterable[str]) -> list[str]:
    """Return the files of the inbox, archives whole, with the bytes that the purged values came from."""
    seen = {(event["file_hash"], event["file"]) for event in ledger.read("files") if event["event"] == "file_seen"}
    wanted = {(file_hash, name) for file_hash, name in seen if file_hash in set(files)}
    found = []
    for path in inbox_files(inbox) if inbox.exists() else ():
        name = inbox_name(inbox, path)
        is_archive = any(member.startswith(f"{name}/") for _, member in wanted)
        if is_archive or digest(path) in {file_hash for file_hash, _ in wanted}:
            found.append(name)
    return sorted(found)
