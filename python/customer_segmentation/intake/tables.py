"""Finds the tables in a grid: which rows are headers and of which feed, which are titles, totals or notes.

Headers are compared in their normal form and must be equal to a declared name; a near miss is suggested, never taken.
"""

import difflib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby, pairwise

from customer_segmentation import returned
from customer_segmentation.declarations import Column, Feed
from customer_segmentation.intake.grids import Grid
from customer_segmentation.intake.headers import is_month, is_quarter, matrix_parts, normal_form, rough_form
from customer_segmentation.intake.reasons import Reason, reason
from customer_segmentation.intake.texts import Row
from customer_segmentation.intake.titles import read_in_title
from customer_segmentation.intake.workbook_xml import column_letters

MAX_HEADER_ROWS = 3
TOTAL = "^(รวม|ยอดรวม|ผลรวม|grand ?total|sub ?total|total)"
_TOTAL = re.compile(TOTAL, flags=re.IGNORECASE)
_WHOLE_TOTAL = re.compile(r"(รวม|รวมทั้งสิ้น|รวมทั้งหมด|ยอดรวม|ผลรวม|รวมย่อย|grandtotal|subtotal|total)", flags=re.IGNORECASE)
_YEAR = re.compile(r"\s*(ปี|พ\.ศ\.|ค\.ศ\.|year)?\s*([0-9๐-๙]{4})\s*", flags=re.IGNORECASE)
_UNIT = re.compile(r"\(.*\)", flags=re.DOTALL)
NOTE = r"^(หมายเหตุ|ที่มา|แหล่งข้อมูล|note|source|remark|[*])"
_NOTE = re.compile(NOTE, flags=re.IGNORECASE)
# what adds up: a merged cell of these must not be counted once for each row
_AMOUNTS = frozenset({"integer", "decimal", "area"})
_COUNTERS = frozenset(normal_form(text) for text in ("ลำดับ", "ลำดับที่", "ที่", "no", "no.", "#"))


@dataclass
class Melted:
    """A column whose header is itself a value: a month, a quarter, a survey item."""

    position: int
    header: str
    name: str
    group: str | None


@dataclass
class Layout:
    """How a header's columns serve one feed."""

    feed: Feed
    named: dict[int, str] = field(default_factory=dict)
    melted: list[Melted] = field(default_factory=list)
    checks: dict[int, str] = field(default_factory=dict)
    unknown: dict[int, str] = field(default_factory=dict)

    @property
    def fits(self) -> bool:
        """Tell whether every required header is there, and the cells in one of their two forms."""
        present = set(self.named.values())
        if not self.feed.required_headers <= present:
            return False
        cells = self.feed.cells
        return cells is None or bool(self.melted) or {cells.name, cells.value} <= present


@dataclass
class Header:
    """Header rows that were recognised: first and last row from 0, and the layout; `unclear` if two feeds fit."""

    first: int
    last: int
    layout: Layout
    unclear: Reason | None = None


@dataclass
class SetAsideRow:
    """A row that is no data, and why."""

    row: int
    kind: str
    why: Reason


@dataclass
class Table:
    """One table of a sheet: its layout, what is read in the titles above it, and its data rows (from 0)."""

    number: int
    header: Header
    title: str
    rows: Sequence[int] = ()
    filled: dict[int, dict[int, str]] = field(default_factory=dict)


# rows that look like data and belong to no table
OF_NO_TABLE = ("stranger", "more_cells")


@dataclass
class Findings:
    """All that a sheet holds: tables, rows set aside for each table, and the reason if it has no table.

    `unclear` holds the rows of tables that fit two feeds, beside tables that fit one.
    """

    tables: list[Table] = field(default_factory=list)
    set_aside: dict[int, list[SetAsideRow]] = field(default_factory=dict)
    unclear: list[tuple[list[int], Reason]] = field(default_factory=list)
    why_none: Reason | None = None


class TableFinder:
    """Looks for the tables of the declared feeds."""

    def __init__(self, feeds: Mapping[str, Feed]) -> None:
        self._feeds = list(feeds.values())
        self._names = {feed.name: _names(feed) for feed in self._feeds}
        self._widest = max((len(feed.columns) for feed in self._feeds), default=0)
        self._rough = {
            rough_form(header)
            for feed in self._feeds
            for column in feed.columns
            for header in _all_levels(column.headers)
        }
        required = [[column for column in feed.columns if column.header_required] for feed in self._feeds]
        self.required_forms = {
            rough_form(header) for columns in required for column in columns for header in _all_levels(column.headers)
        }
        self._required_rough = [
            [{rough_form(header) for header in _all_levels(column.headers)} for column in columns]
            for columns in required
        ]
        self._checks = {feed.name: {normal_form(name) for name in feed.check_columns} for feed in self._feeds}
        self._groups = {
            feed.name: {normal_form(group) for group in (feed.cells.groups if feed.cells else ())}
            for feed in self._feeds
        }

    def find(self, grid: Grid) -> Findings:
        """Return the tables of a sheet and every row that is no data."""
        headers = self._headers(grid)
        unclear = next((header.unclear for header in headers if header.unclear), None)
        if not any(header.unclear is None for header in headers):
            return Findings(why_none=unclear or self._nearest(grid))
        findings = Findings()
        start = 0
        for header, following in zip(headers, [*headers[1:], None], strict=True):
            end = following.first if following else len(grid.rows)
            if following and not _same_layout(header, following):
                end = _before_title(grid, header.last + 1, end)
            if header.unclear:
                rows = [row for row in range(start, end) if _cells(grid.rows[row])]
                findings.unclear.append((rows, header.unclear))
            else:
                table, aside = self._table_of(grid, header, start, findings)
                self._sort_rows(grid, table, header.last + 1, end, aside)
            start = end
        return findings

    def _table_of(self, grid: Grid, header: Header, start: int, findings: Findings) -> tuple[Table, list[SetAsideRow]]:
        """Return the table that a header begins, or goes on with if it repeats the one before; book the rows above."""
        if findings.tables and _same_layout(findings.tables[-1].header, header):
            table = findings.tables[-1]
        else:
            above = [row for row in range(start, header.first) if _cells(grid.rows[row])]
            read = read_in_title(" | ".join(_joined(grid.rows[row]) for row in above))
            title = " | ".join(text for text in (grid.sheet, read) if text)
            table = Table(number=len(findings.tables) + 1, header=header, title=title)
            findings.tables.append(table)
            findings.set_aside[table.number] = _above(grid, above)
        aside = findings.set_aside[table.number]
        aside += [SetAsideRow(row, "header", reason("header")) for row in range(header.first, header.last + 1)]
        return table, aside

    def parts(self, grid: Grid) -> list[Grid]:
        """Return a grid for each of the tables that stand side by side with a blank column between; else the grid."""
        blocks = _column_blocks(grid)
        if len(blocks) < 2:
            return [grid]
        starts = [block.start for block in blocks if self._headers(_only_columns(grid, block))]
        # what belongs to no table stays with the table on its left, or with the first one
        borders = [0, *starts[1:], blocks[-1].stop]
        parts = [range(start, stop) for start, stop in pairwise(borders)]
        return [_only_columns(grid, columns) for columns in parts] if len(parts) > 1 else [grid]

    def layout_of(self, cells: Row) -> Layout | None:
        """Return the layout of a row if it is a header by itself, no wider than the widest feed."""
        if len(cells) > self._widest:
            return None
        header = self._header_at(Grid(sheet="", rows=[cells]), 0)
        return header.layout if header and not header.unclear else None

    def _headers(self, grid: Grid) -> list[Header]:
        headers: list[Header] = []
        row = 0
        while row < len(grid.rows):
            found = self._header_at(grid, row)
            if found:
                headers.append(found)
                row = found.last
            row += 1
        return headers

    def _header_at(self, grid: Grid, row: int) -> Header | None:
        cells = grid.rows[row]
        if not any(cell and len(cell) < 200 and (rough_form(cell) in self._rough) for cell in cells):
            return None
        if not self._may_hold_a_header(grid.rows[row : row + MAX_HEADER_ROWS]):
            return None
        least = _merged_depth(grid, row)
        for depth in range(least, max(least, MAX_HEADER_ROWS) + 1):
            if row + depth > len(grid.rows):
                break
            levels = _levels(grid, row, depth)
            fitting = [layout for feed in self._feeds if (layout := self._layout(feed, levels)).fits]
            best = _most_specific(fitting)
            if best:
                return Header(row, row + depth - 1, best)
            if fitting:
                feeds = ", ".join(layout.feed.title_th for layout in fitting)
                return Header(row, row + depth - 1, fitting[0], reason("two_feeds", found=feeds))
        return None

    def _may_hold_a_header(self, rows: Sequence[Row]) -> bool:
        """Tell cheaply whether some feed's required headers can all stand here; a value may look like one header."""
        forms = {rough_form(cell) for cells in rows for cell in cells if cell and len(cell) < 200}
        return any(all(names & forms for names in columns) for columns in self._required_rough)

    def _layout(self, feed: Feed, levels: Sequence[tuple[str, ...]]) -> Layout:
        names, layout = self._names[feed.name], Layout(feed)
        for position, texts in enumerate(levels):
            if not texts:
                continue
            header = " ".join(texts)
            name = next((names[form] for form in _forms(texts) if form in names), None)
            if name and name not in layout.named.values():
                layout.named[position] = name
            elif any(form in self._checks[feed.name] for form in _forms(texts)):
                layout.checks[position] = texts[-1]
            elif melted := self._melted(feed, position, texts):
                layout.melted.append(melted)
            else:
                twin = header in layout.unknown.values()
                layout.unknown[position] = f"{header} ({column_letters(position + 1)})" if twin else header
        if feed.cells and {feed.cells.name, feed.cells.value} <= set(layout.named.values()):
            # the long form holds a cell a row: what else looks like a cell is a column nobody declared
            layout.unknown.update({melted.position: melted.header for melted in layout.melted})
            layout.melted.clear()
        return layout

    def _melted(self, feed: Feed, position: int, texts: tuple[str, ...]) -> Melted | None:
        cells, header = feed.cells, texts[-1]
        if cells is None:
            return None
        if cells.kind == "matrix":
            parts = matrix_parts(" ".join(texts))
            if parts:
                return Melted(position, " ".join(texts), parts[1], parts[0])
            known = normal_form(header) in self._groups[feed.name]
            return Melted(position, header, "", header) if known else None
        recognised = {"month": is_month, "quarter": is_quarter, "other": _may_be_value}[cells.kind]
        for name in _with_year_above(texts) if cells.kind == "month" else [header]:
            if recognised(name):
                return Melted(position, " ".join(texts), name, None)
        return None

    def _sort_rows(self, grid: Grid, table: Table, start: int, end: int, aside: list[SetAsideRow]) -> None:
        layout = table.header.layout
        down = {position: "" for position, name in layout.named.items() if _column(layout.feed, name).fill_down}
        keys = key_positions(layout)
        merged = _merged_below(grid, layout)
        data = list(table.rows)
        strangers = _strangers(grid, layout, start, end)
        # a stray separator moves the values of a text; in a workbook what stands beside a table moves nothing
        width = None if grid.sheet else max(len(grid.rows[row]) for row in range(table.header.first, start))
        for row in range(start, end):
            cells = grid.rows[row]
            what = "stranger" if row in strangers else _kind(cells, keys, layout)
            if what == "data" and width and any(cells[width:]):
                what = "more_cells"
            if what == "data":
                data.append(row)
                table.filled[row] = {**(_fill_down(cells, down) if down else {}), **merged.get(row, {})}
            elif what:
                aside.append(SetAsideRow(row, "table" if what in OF_NO_TABLE else what, reason(what)))
        table.rows = data

    def _resemblance(self, feed: Feed, levels: Sequence[tuple[str, ...]]) -> int:
        """Count what a row has of a feed: its headers, cells across, and required headers that are nearly there."""
        layout = self._layout(feed, levels)
        known = len(layout.named) + bool(layout.melted)
        if not known:
            return 0
        missing = feed.required_headers - set(layout.named.values())
        return known + sum(bool(_suggest(_column(feed, name).headers, layout.unknown.values())) for name in missing)

    def _nearest(self, grid: Grid) -> Reason:
        """Say which feed came nearest, which headers it lacks and what may be meant."""
        best: tuple[int, Feed, int] | None = None
        for row in range(min(len(grid.rows), 50)):
            levels = _levels(grid, row, 1)
            for feed in self._feeds:
                matched = self._resemblance(feed, levels)
                if matched > (best[0] if best else 0):
                    best = (matched, feed, row)
        if best is None or best[0] < 2:
            # nothing is quoted: a row that is like no header may name a person
            return reason(
                "no_feed",
                expected="ไม่มีแถวใดคล้ายหัวคอลัมน์ ต้องมีหัวคอลัมน์ที่จำเป็นของข้อมูลชุดใดชุดหนึ่งครบ",
                expected_en="No row is like a header; a table needs all required headers of one feed.",
            )
        _, feed, row = best
        layout = self._layout(feed, _levels(grid, row, 1))
        missing = [
            _column(feed, name)
            for name in feed.column_names
            if name in feed.required_headers - set(layout.named.values())
        ]
        if feed.cells and not layout.melted:
            missing += [column for column in feed.columns if column.name in (feed.cells.name, feed.cells.value)]
        hints = [(column.headers[0], _suggest(column.headers, layout.unknown.values())) for column in missing]
        thai = ", ".join(
            f'"{header}"' + (f' (พบ "{near}" หมายถึงคอลัมน์นี้หรือไม่)' if near else "") for header, near in hints
        )
        english = ", ".join(
            f'"{header}"' + (f' (found "{near}": did you mean this?)' if near else "") for header, near in hints
        )
        found = ", ".join(_cells(grid.rows[row])[:12])
        return reason(
            "no_feed",
            expected=f"หัวคอลัมน์ที่พบ: {found} ใกล้เคียง {feed.title_th} (แถว {row + 1}) แต่ขาดคอลัมน์ {thai}",
            expected_en=f"Headers found: {found}. Nearest is {feed.title_en} (row {row + 1}), which lacks {english}.",
        )


def _names(feed: Feed) -> dict[str, str]:
    names: dict[str, str] = {}
    for column in feed.columns:
        for header in column.headers:
            names.setdefault(normal_form(header), column.name)
    return names


def _with_year_above(texts: tuple[str, ...]) -> list[str]:
    """Return what a month's header may say: itself, completed by a year in a row above it. A fiscal year is no year."""
    years = [match[2] for text in texts[:-1] if (match := _YEAR.fullmatch(text))]
    complete = any(letter.isdigit() for letter in texts[-1])
    return [texts[-1]] if complete or not years else [f"{texts[-1]} {years[-1]}"]


def _all_levels(headers: Sequence[str]) -> list[str]:
    return [part for header in headers for part in (header, *header.split("/"))]


def _forms(texts: tuple[str, ...]) -> list[str]:
    """Normal forms under which a header of several rows may be declared, the most precise first."""
    forms = [normal_form(" ".join(texts[-count:])) for count in range(len(texts), 0, -1)]
    # a unit below a header adds nothing to its name; any other word below makes it another column
    return [*forms, normal_form(texts[0])] if len(texts) > 1 and _UNIT.fullmatch(texts[-1].strip()) else forms


def _levels(grid: Grid, row: int, depth: int) -> list[tuple[str, ...]]:
    """Return, per column, the header's texts from top to bottom; a merged cell counts for each column below it."""
    width = max(len(grid.rows[line]) for line in range(row, row + depth))
    texts: list[list[str]] = [[] for _ in range(width)]
    for line in range(row, row + depth):
        cells = [*grid.rows[line], *[None] * (width - len(grid.rows[line]))]
        for (top, left), (_, right) in grid.merged:
            if top == line and right < width:
                cells[left + 1 : right + 1] = [cells[left]] * (right - left)
        if not grid.merged and line < row + depth - 1:
            cells = _spread(cells, grid.rows[line + 1])
        for position, cell in enumerate(cells):
            if cell and cell not in texts[position]:
                texts[position].append(cell)
    return [tuple(column) for column in texts]


def _spread(cells: Row, below: Row) -> Row:
    """Without knowledge of merged cells: a blank above a filled cell takes the text on its left."""
    spread: Row = []
    for position, cell in enumerate(cells):
        under = below[position] if position < len(below) else None
        spread.append(cell if cell or not under or not spread else spread[-1])
    return spread


def _merged_depth(grid: Grid, row: int) -> int:
    bottoms = [bottom for (top, left), (bottom, right) in grid.merged if top == row and (bottom > top or right == left)]
    return max([1, *(bottom - row + 1 for bottom in bottoms if bottom - row < MAX_HEADER_ROWS)])


def _most_specific(fitting: list[Layout]) -> Layout | None:
    """Return the one layout whose feed requires strictly more than the others', if there is such a one."""
    for layout in fitting:
        others = [other.feed.required_headers for other in fitting if other is not layout]
        if all(layout.feed.required_headers > required for required in others):
            return layout
    return None


def _same_layout(one: Header, other: Header) -> bool:
    return (
        one.layout.feed is other.layout.feed
        and one.layout.named == other.layout.named
        and one.layout.melted == other.layout.melted
        and one.unclear == other.unclear
    )


def _before_title(grid: Grid, start: int, end: int) -> int:
    """Return where the body ends: the title of the next table (blank or one-cell rows) is not part of it.

    A total that stands right below the data belongs to them, though it is one cell as well.
    """
    while end > start and len(_cells(grid.rows[end - 1])) <= 1 and not _is_total_below_data(grid, end - 1):
        end -= 1
    return end


def _is_total_below_data(grid: Grid, row: int) -> bool:
    cells = _cells(grid.rows[row])
    return bool(row and cells and _TOTAL.match(cells[0]) and len(_cells(grid.rows[row - 1])) > 1)


def key_positions(layout: Layout) -> list[int]:
    """Return the positions that tell a data row: the business key's, else the required columns'."""
    required = {column.name for column in layout.feed.columns if column.value_required}
    for names in (set(layout.feed.business_key), required):
        positions = [position for position, name in layout.named.items() if name in names]
        if positions:
            return positions
    return []


def _kind(cells: Row, keys: list[int], layout: Layout) -> str | None:
    """Tell what a row below a header is: data, total, note, or None for a blank one."""
    filled = [position for position, cell in enumerate(cells) if cell]
    if not filled:
        return None
    first = next((position for position in filled if re.search(r"[^\W\d]", cells[position] or "")), filled[0])
    text = cells[first] or ""
    others = [position for position in filled if position in keys and position != first]
    if _TOTAL.match(text) and _is_total(text, first, keys, others, layout):
        return "total"
    if _NOTE.match(text) and not others:
        return "note"
    if len(filled) == 1 and len(layout.named) + len(layout.melted) > 2 and not _is_complete(filled, layout):
        return "note"
    return "data"


def _is_total(text: str, first: int, keys: list[int], others: list[int], layout: Layout) -> bool:
    """Tell a total from a row whose first text only begins like one: a total has no key of its own."""
    if first not in keys:
        return not others
    if _WHOLE_TOTAL.fullmatch(normal_form(text)):
        return True
    is_name = _column(layout.feed, layout.named[first]).type in {"text", "name"}
    return not others and (len(keys) > 1 or not is_name)


def _is_complete(filled: list[int], layout: Layout) -> bool:
    """Tell whether a row holds every required value that its table has a column for."""
    required = {column.name for column in layout.feed.columns if column.value_required}
    return {name for position, name in layout.named.items() if position in filled} >= required & set(
        layout.named.values()
    )


def _above(grid: Grid, rows: Sequence[int]) -> list[SetAsideRow]:
    """Book the rows above a header: its titles, and tables of no feed, which are wide for three rows or more."""
    aside: list[SetAsideRow] = []
    neighbours = groupby(enumerate(rows), key=lambda at: (at[1] - at[0], len(_cells(grid.rows[at[1]])) >= 3))
    for (_, is_wide), at in neighbours:
        block = [row for _, row in at]
        is_table = is_wide and len(block) >= 3
        kind, why = ("table", "stranger") if is_table else ("title", "title")
        aside += [SetAsideRow(row, kind, reason(why)) for row in block]
    return aside


def _strangers(grid: Grid, layout: Layout, start: int, end: int) -> set[int]:
    """Return the rows of small tables of no feed that stand below a blank row: rows that miss most required values."""
    required = {column.name for column in layout.feed.columns if column.value_required}
    positions = [position for position, name in layout.named.items() if name in required]
    if len(positions) < 3:
        return set()
    strangers: set[int] = set()
    block: list[int] = []
    blocks: list[list[int]] = [block]
    for row in range(start, end):
        if _cells(grid.rows[row]):
            block.append(row)
        elif block:
            block = []
            blocks.append(block)
    for rows in blocks[1:]:
        missing = [sum(not _cell(grid, row, position) for position in positions) for row in rows]
        if len(rows) >= 2 and min(missing) * 2 >= len(positions):
            strangers.update(rows)
    return strangers


def _cell(grid: Grid, row: int, position: int) -> str | None:
    cells = grid.rows[row]
    return cells[position] if position < len(cells) else None


def _fill_down(cells: Row, down: dict[int, str]) -> dict[int, str]:
    """Remember the last value of blank-down columns; return what this row takes from above."""
    taken: dict[int, str] = {}
    for position, above in list(down.items()):
        cell = cells[position] if position < len(cells) else None
        if cell:
            down[position] = cell
        elif above:
            taken[position] = above
    return taken


def _merged_below(grid: Grid, layout: Layout) -> dict[int, dict[int, str]]:
    """Return, by row, what the rows of a merged cell take from it; not an amount, which stands for them together."""
    taken: dict[int, dict[int, str]] = {}
    for (top, left), (bottom, _) in grid.merged:
        text = _cell(grid, top, left) if top < len(grid.rows) else None
        name = layout.named.get(left)
        if text and name and bottom > top and _column(layout.feed, name).type not in _AMOUNTS:
            for row in range(top + 1, min(bottom + 1, len(grid.rows))):
                if not _cell(grid, row, left):
                    taken.setdefault(row, {})[left] = text
    return taken


def _column_blocks(grid: Grid) -> list[range]:
    """Return the blocks of columns that wholly blank columns part; none as soon as no column can be blank."""
    filled: set[int] = set()
    width = max((len(row) for row in grid.rows), default=0)
    for cells in grid.rows:
        filled.update(position for position, cell in enumerate(cells) if cell)
        if len(filled) == width:
            return []
    blocks: list[range] = []
    for position in sorted(filled):
        if blocks and blocks[-1].stop == position:
            blocks[-1] = range(blocks[-1].start, position + 1)
        else:
            blocks.append(range(position, position + 1))
    return blocks


def _only_columns(grid: Grid, columns: range) -> Grid:
    """Return the grid with all other columns blank, so that every cell keeps its place."""
    blank: Row = [None] * columns.start
    return Grid(
        sheet=grid.sheet,
        rows=[[*blank, *cells[columns.start : columns.stop]] for cells in grid.rows],
        types={place: kind for place, kind in grid.types.items() if place[1] in columns},
        merged=[merged for merged in grid.merged if merged[0][1] in columns],
        open_end=grid.open_end,
    )


def end_hints(grid: Grid, table: Table, aside: Sequence[SetAsideRow]) -> list[Reason]:
    """Say of a table that holds the last line of a text whether that line lacks its end, and whether it was cut."""
    last = len(grid.rows) - 1
    mine = bool(table.rows) and last in {table.rows[-1], *(row.row for row in aside)}
    if not (grid.open_end and mine and _cells(grid.rows[last])):
        return []
    others = [len(grid.rows[row]) for row in table.rows if row != last] or [len(grid.rows[table.header.last])]
    spoken = re.match(f"{TOTAL}|{NOTE}", _joined(grid.rows[last]), flags=re.IGNORECASE)
    is_cut = len(grid.rows[last]) < min(others) and not spoken
    return [reason("line_cut" if is_cut else "line_open", found=str(last + 1))]


def hints(layout: Layout) -> list[tuple[str, str]]:
    """Return the unknown headers that come near a declared column which the table lacks, each with that column's name.

    Nothing is taken for granted: the column stays unknown until its sender says what it is.
    """
    absent = [column for column in layout.feed.columns if column.name not in layout.named.values() and column.headers]
    near = [(_suggest(column.headers, layout.unknown.values()), column.headers[0]) for column in absent]
    return [(found, header) for found, header in near if found]


def unknown_headers(layout: Layout) -> list[str]:
    """Return the headers that no declaration knows, from left to right.

    A running number is no news, nor is what our own returned workbooks add.
    """
    unknown = (header for _, header in sorted(layout.unknown.items()))
    return [header for header in unknown if _may_be_value(header) and header not in returned.COLUMNS]


def _suggest(headers: Sequence[str], unknown: Iterable[str]) -> str | None:
    """Return the header that was found and comes near to one that was expected."""
    candidates = {normal_form(text): text for text in unknown}
    for header in headers:
        near = difflib.get_close_matches(normal_form(header), list(candidates), n=1, cutoff=0.7)
        if near:
            return candidates[near[0]]
    return None


def _may_be_value(header: str) -> bool:
    return normal_form(header) not in _COUNTERS


def _column(feed: Feed, name: str) -> Column:
    return next(column for column in feed.columns if column.name == name)


def _cells(row: Row) -> list[str]:
    return [cell for cell in row if cell]


def _joined(row: Row) -> str:
    return " ".join(_cells(row))
