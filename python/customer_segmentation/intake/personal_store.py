"""The store of personal values: which value stands behind a key, where it was written, and nothing that was purged.

One file per feed and landed file, beside the landing. A landing without its file here is older than the store, or its
writer was killed: `PersonalStore.key_older` puts keys into it where it lies.
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from customer_segmentation.declarations import Feed
from customer_segmentation.intake import landing
from customer_segmentation.intake.personal_keys import IDENTITIES, is_key, open_keys, personal_kinds
from customer_segmentation.intake.purged import Purged
from customer_segmentation.ledger import Ledger
from customer_segmentation.settings import Settings

# rows that belong to no feed and columns that nobody declared may hold anybody; their text is kept apart too
ASIDE, EXTRA = "_set_aside", "_extra"
# how the workbook of rejects refers to the row that a corrected one replaces: file, sheet, row
REFERENCE = "^[0-9a-f]{12}[|][^|]*[|][0-9]+[|]"
CELL = "cell['value']"
VALUES = pa.schema(
    [
        ("feed", pa.string()),
        ("column_name", pa.string()),
        ("key", pa.string()),
        ("value", pa.string()),
        ("file_hash", pa.string()),
        ("source_key", pa.string()),
        ("source_sheet", pa.string()),
        ("source_row", pa.int32()),
    ]
)


class PersonalStore:
    """The personal values of one data folder."""

    def __init__(self, settings: Settings, feeds: Mapping[str, Feed], ledger: Ledger) -> None:
        """Open the store.

        Raises
        ------
        PersonalKeyError
            If the secret is not the one that earlier purges used.
        """
        self._folder = settings.personal_dir
        self._landing = settings.landing_dir
        self.kinds = {name: {**personal_kinds(feed.columns), EXTRA: "text"} for name, feed in feeds.items()}
        self.kinds[ASIDE] = {"raw": "text"}
        self.purged = Purged.from_events(ledger.read("purges"))
        self.keys = open_keys(settings, self.purged.secrets)

    @property
    def empty(self) -> Path:
        """The file without rows."""
        return self._path(landing.DECLARED, landing.DECLARED)

    def declare(self) -> None:
        """Write a file without rows, so that the store can be read before anybody is in it."""
        if not self.empty.exists():
            landing.write(self.empty, VALUES, [])

    @contextmanager
    def keyed(self, folder: str, key: str, tables: Iterable[pa.Table]) -> Iterator[Iterable[pa.Table]]:
        """Give landing tables with keys in the place of personal values; the values lie in the store at the end.

        Parameters
        ----------
        folder
            A feed, or `ASIDE`.
        key
            Landing key of the file.
        tables
            Its landing rows, as many at a time as fit into memory.
        """
        kinds = self.kinds.get(folder)
        if kinds is None:
            yield tables
            return
        with landing.unfinished(self._path(folder, key), VALUES) as writer, duckdb.connect() as connection:
            yield self._split(connection, folder, kinds, tables, writer)

    def key_older(self) -> None:
        """Put keys into landings from before the store; nothing else in them changes, and their names stay."""
        for folder in self.kinds:
            for path in sorted((self._landing / folder).glob("*.parquet")):
                if path.stem == landing.DECLARED or self._path(folder, path.stem).exists():
                    continue
                older = pq.ParquetFile(path)
                batches = (pa.Table.from_batches([batch]) for batch in older.iter_batches(landing.BATCH_ROWS))
                with self.keyed(folder, path.stem, batches) as tables:
                    landing.write_tables(path, older.schema_arrow, tables)

    def sweep(self, purged: Purged) -> None:
        """Take out of every file what was purged; a sweep that was cut short is simply repeated."""
        with duckdb.connect() as connection:
            for path in self.files():
                values = pq.read_table(path)
                kept = _kept(connection, values, self._identities(path.parent.name), purged)
                if kept.num_rows < values.num_rows:
                    landing.write_tables(path, VALUES, [kept])

    def covered(self, purged: Purged) -> pa.Table:
        """Return the lines that a sweep would take out."""
        with duckdb.connect() as connection:
            lines = [VALUES.empty_table()]
            for path in self.files():
                values = pq.read_table(path)
                connection.register("kept", _kept(connection, values, self._identities(path.parent.name), purged))
                lines.append(connection.sql("from written except from kept").to_arrow_table().cast(VALUES))
            return pa.concat_tables(lines)

    def files(self) -> list[Path]:
        """Return the files of the store that can hold a value."""
        return sorted(path for path in self._folder.glob("*/*.parquet") if path.stem != landing.DECLARED)

    def _path(self, folder: str, key: str) -> Path:
        return self._folder / folder / f"{key}.parquet"

    def _split(
        self,
        connection: duckdb.DuckDBPyConnection,
        folder: str,
        kinds: Mapping[str, str],
        tables: Iterable[pa.Table],
        writer: pq.ParquetWriter,
    ) -> Iterator[pa.Table]:
        for table in tables:
            held = {
                name: kind
                for name, kind in kinds.items()
                if name in table.column_names and table.column(name).null_count < table.num_rows
            }
            if not held:
                yield table
                continue
            connection.register("landed", table)
            keys = connection.sql(self._keys_query(held)).to_arrow_table()
            connection.register("keys", keys)
            written = connection.sql(" union all ".join(_written_query(folder, name) for name in held)).to_arrow_table()
            writer.write_table(_kept(connection, written, self._identities(folder), self.purged))
            columns = [
                keys.column(name).cast(pa.string()) if name in held else table.column(name)
                for name in table.column_names
            ]
            yield pa.table(columns, schema=table.schema).combine_chunks()

    def _keys_query(self, held: Mapping[str, str]) -> str:
        """Return the query of what lands in the place of the personal columns of the table `landed`."""
        cleaned = [f"{self.keys.cleaned(name)} as clean_{name}" for name in held if name != EXTRA]
        keyed = [
            f"{self._keyed_extra() if name == EXTRA else self.keys.key(name, f'clean_{name}', kind)} as {name}"
            for name, kind in held.items()
        ]
        return f"select {', '.join(keyed)} from (select {', '.join(['*', *cleaned])} from landed)"

    def _keyed_extra(self) -> str:
        """Return the SQL of the undeclared cells with their keys, by header; a reference to an old row names nobody."""
        said, clean = "cell['said']", "cell['clean']"
        cells = (
            f"list_transform({_cells(EXTRA)}, lambda cell: struct_pack(header := cell['key'], said := cell['value'],"
            f" clean := {self.keys.cleaned(CELL)}))"
        )
        return (
            f"cast(to_json(map_from_entries(list_transform({cells}, lambda cell: struct_pack(header := cell['header'],"
            f" said := case when regexp_matches({said}, '{REFERENCE}') then {said}"
            f" else {self.keys.key(said, clean, 'text')} end)))) as varchar)"
        )

    def _identities(self, folder: str) -> list[str]:
        return [name for name, kind in self.kinds.get(folder, {}).items() if kind in IDENTITIES]


def _cells(extra: str) -> str:
    """Return the SQL of the undeclared cells of a row as a list of structs (key: the header, value)."""
    return f"map_entries(from_json({extra}, '\"MAP(VARCHAR, VARCHAR)\"'))"


def _written_query(folder: str, name: str) -> str:
    """Return the query of a line per personal cell of the table `landed`, whose keys stand in the table `keys`."""
    source = "_file_hash, _landing_key, _sheet, _row"
    pairs = (
        f"select unnest({_cells('landed._extra')})['value'] as said, unnest({_cells('keys._extra')})['value'] as key,"
        f" {source} from landed positional join keys"
        if name == EXTRA
        else f"select landed.{name} as said, keys.{name} as key, {source} from landed positional join keys"
    )
    return (
        f"select '{folder}' as feed, '{name}' as column_name, key,"
        f" case when not {is_key('said')} then said end as value, _file_hash as file_hash,"
        " _landing_key as source_key, _sheet as source_sheet, _row as source_row"
        f" from ({pairs}) where {is_key('key')}"
    )


def _kept(connection: duckdb.DuckDBPyConnection, values: pa.Table, identities: list[str], purged: Purged) -> pa.Table:
    """Return the lines that no purge covers, in the order of the sheet; a key that came as one has no value."""
    connection.register("written", values)
    purged.register(connection)
    kept = connection.sql(
        """
        select distinct feed, column_name, key, value, file_hash, source_key, source_sheet, source_row
        from written
        where value is not null
            and key not in (select key from purged_texts)
            and not exists (
                select 1 from purged_rows
                where purged_rows.file_hash = written.file_hash
                    and purged_rows.source_sheet = written.source_sheet
                    and written.source_row between purged_rows.first_row and purged_rows.last_row
            )
            and not exists (
                select 1 from written as other
                where other.file_hash = written.file_hash
                    and other.source_sheet = written.source_sheet
                    and other.source_row = written.source_row
                    and list_contains($identities, other.column_name)
                    and other.key in (select key from purged_persons)
            )
        order by source_sheet, source_row, column_name, value
        """,
        params={"identities": identities},
    )
    return kept.to_arrow_table().cast(VALUES)
