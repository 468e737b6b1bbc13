"""Writes an edition's pages in every language, from pages that are written once and one table of texts.

A page, query or component is the source of all languages. `{{key}}` in a page stands for a text of `texts.csv`,
`{{columns.table}}` for the columns of an exported table in the language of the page: of `name_th` and `name_en` it
takes one and calls it `name`; a code of that name becomes `name_key`. A component asks for its texts while it runs,
by `$text('key')`. What is missing, left over or in the wrong place stops the build here, before the report tool starts.
"""

import csv
import json
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import duckdb
import yaml

from customer_segmentation.editions import EDITIONS
from customer_segmentation.plan_documents import listed

LANGUAGES = {"th": "", "en": "en"}
"""The languages of the site and the folder of each below its root."""

COPIED = ("static", "sources")
SETTINGS = ("evidence.config.yaml", "package.json", "svelte.config.js")
SOURCES = Path("sources", "edition")
TABLES = {".md", ".svelte", ".sql"}

KEY = re.compile(r"[a-z_]+(?:\.[a-z0-9_]+)+")
TOKEN = re.compile(r"\{\{([^{}]*)\}\}")
COMPONENT = re.compile(r"<([A-Z][A-Za-z]*)\b")
CALL = re.compile(r"\$text\(\s*(?:'([^']*)')?")
PLACE = re.compile(r"\{[^{}]*\}")
TABLE = re.compile(r"\bedition\.([a-z_]+)\b")
FRONT_MATTER = re.compile(r"\A---\n(.*?)\n---\n", re.DOTALL)
THAI = re.compile(r"[\u0e00-\u0e7f]")
STRAIGHT = re.compile(r"['\"`\\]")


class AssembleError(RuntimeError):
    """The pages can not be written; the message is one line that names the place and what to do."""


@dataclass
class Texts:
    """The texts of the site by key and language, and which of them were asked for."""

    by_key: dict[str, dict[str, str]]
    used: set[str] = field(default_factory=set)

    def get(self, key: str, language: str, place: str) -> str:
        """Return one text and remember that it is used."""
        if key not in self.by_key:
            raise AssembleError(f"{place}: no text {key} in texts.csv: add a row with key, th and en")
        self.used.add(key)
        return self.by_key[key][language]


def assemble(reports: Path, tables: Path, folder: Path, edition: str) -> None:
    """Write one edition's project for the report tool into an empty folder.

    Parameters
    ----------
    reports
        The folder of the pages, with `texts.csv` and the installed tools.
    tables
        The folder of the edition's exported tables, `*.parquet`. Only those that a page reads become sources.
    folder
        Where to write.
    edition
        One of `EDITIONS`; a page names in its front matter the editions that it belongs to.

    Raises
    ------
    AssembleError
        A text that is missing, not used, or not the same sentence in both languages; Thai text outside `texts.csv`;
        a table that the edition does not hold; a column that only one language has.
    """
    texts = read_texts(reports / "texts.csv")
    columns = {path.stem: columns_of(path) for path in sorted(tables.glob("*.parquet"))}
    pages = _pages(reports, edition)
    _count_texts(reports, texts)
    for name in COPIED:
        if (reports / name).is_dir():
            shutil.copytree(reports / name, folder / name)
    for name in SETTINGS:
        shutil.copy2(reports / name, folder / name)
    shutil.copytree(reports / "pages", folder / "pages", ignore=shutil.ignore_patterns("*.md"))
    _copy_components(reports, pages, folder)
    for document in listed(tables):
        (folder / "static" / document).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(tables / document, folder / "static" / document)
    for language, below in LANGUAGES.items():
        for path, source in pages.items():
            _write(folder / "pages" / below / path, _in_language(source, path, language, texts, columns))
        for path in sorted((reports / "queries").glob("*.sql")):
            source = path.read_text(encoding="utf-8")
            _write(folder / "queries" / language / path.name, _in_language(source, path.name, language, texts, columns))
    names = {name: _text_in_all(texts, f"edition.{name}", "assemble") for name in EDITIONS}
    menu = _menu(pages, texts)
    keys = _keys_of_components(folder, texts)
    _refuse_thai(reports)
    unused = sorted(texts.by_key.keys() - texts.used)
    if unused:
        raise AssembleError(f"texts.csv: no page and no component uses {unused[0]}: remove the row")
    _write(folder / "components" / "texts.js", _module("TEXTS", {key: texts.by_key[key] for key in sorted(keys)}))
    _write(folder / "components" / "site.js", _module("MENU", menu) + _module("EDITION", names[edition]))
    _write_sources(folder, columns)
    (folder / "node_modules").symlink_to((reports / "node_modules").resolve(), target_is_directory=True)


def _count_texts(reports: Path, texts: Texts) -> None:
    """Count what pages and components of every edition say: a text of another edition is not left over."""
    for path in sorted((reports / "pages").rglob("*.md")):
        for token in TOKEN.finditer(path.read_text(encoding="utf-8")):
            if not token.group(1).startswith("columns."):
                texts.get(token.group(1), "th", path.name)
    _keys_of_components(reports, texts)


def _copy_components(reports: Path, pages: dict[Path, str], folder: Path) -> None:
    """Copy the components that the edition's pages show, those within them, and what all of them import."""
    own = {path.stem: path for path in sorted((reports / "components").glob("*.svelte"))}
    frames = [path.read_text(encoding="utf-8") for path in sorted((reports / "pages").rglob("*.svelte"))]
    needed: set[str] = set()
    waiting = [*pages.values(), *frames]
    while waiting:
        named = set(COMPONENT.findall(waiting.pop())) & own.keys() - needed
        needed |= named
        waiting += [own[name].read_text(encoding="utf-8") for name in sorted(named)]
    for path in sorted((reports / "components").iterdir()):
        if path.suffix != ".svelte" or path.stem in needed:
            _write(folder / "components" / path.name, path.read_text(encoding="utf-8"))


def read_texts(path: Path) -> Texts:
    """Read the table of texts and check that each row is one sentence in both languages."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    if not rows or rows[0] != ["key", *LANGUAGES]:
        raise AssembleError(f"{path.name}: the first line must be key,{','.join(LANGUAGES)}")
    by_key: dict[str, dict[str, str]] = {}
    for number, row in enumerate(rows[1:], start=2):
        place = f"{path.name}: row {number}"
        if len(row) != len(rows[0]):
            raise AssembleError(f"{place}: {len(row)} cells instead of {len(rows[0])}")
        if row[0] in by_key:
            raise AssembleError(f"{place}: {row[0]} stands there twice")
        by_key[row[0]] = dict(zip(LANGUAGES, row[1:], strict=True))
        for fault in _faults(row[0], by_key[row[0]]):
            raise AssembleError(f"{place}: {fault}")
    return Texts(by_key)


def _faults(key: str, words: dict[str, str]) -> Iterator[str]:
    """What is wrong with one row of the table of texts."""
    if not KEY.fullmatch(key):
        yield f"{key!r} is no key: write page.name in small letters"
    for language, sentence in words.items():
        if not sentence.strip():
            yield f"{key} has no text in {language}"
        if STRAIGHT.search(sentence):
            yield f"{key} ({language}) has a straight quote or backslash: write “ ” or ’"
    if THAI.search(words["en"]):
        yield f"{key} has Thai letters in its English text"
    if sorted(PLACE.findall(words["th"])) != sorted(PLACE.findall(words["en"])):
        yield f"{key} does not fill in the same values in both languages"


def columns_in(language: str, names: list[str], table: str) -> list[tuple[str, str]]:
    """Return the columns of a table for one language, each with the name that a page knows it by.

    >>> columns_in("en", ["k", "status", "status_th", "status_en"], "t")
    [('k', 'k'), ('status', 'status_key'), ('status_en', 'status')]
    """
    ends = tuple(f"_{code}" for code in LANGUAGES)
    bases = {name[:-3] for name in names if name.endswith(ends)}
    for base in sorted(bases):
        for end in ends:
            if base + end not in names:
                raise AssembleError(f"the table {table} has no column {base}{end}: every text needs all languages")
    chosen = []
    for name in names:
        if not name.endswith(ends):
            chosen.append((name, f"{name}_key" if name in bases else name))
        elif name.endswith(f"_{language}"):
            chosen.append((name, name[:-3]))
    return chosen


def columns_of(path: Path) -> list[str]:
    """Return the names of the columns of a Parquet file."""
    with duckdb.connect() as connection:
        described = connection.execute("describe select * from read_parquet(?)", [str(path)]).fetchall()
    return [row[0] for row in described]


def _pages(reports: Path, edition: str) -> dict[Path, str]:
    """Return the sources of the pages that belong to the edition, by their path."""
    if edition not in EDITIONS:
        raise AssembleError(f"no edition {edition}: there is {', '.join(EDITIONS)}")
    pages = {}
    for path in sorted((reports / "pages").rglob("*.md")):
        source = path.read_text(encoding="utf-8")
        named = _front_matter(source, path.name).get("editions")
        if not isinstance(named, list) or not named or set(named) - set(EDITIONS):
            raise AssembleError(f"{path.name}: editions in the front matter must be a list of {', '.join(EDITIONS)}")
        if edition in named:
            pages[path.relative_to(reports / "pages")] = source
    return pages


def _front_matter(source: str, place: str) -> dict[str, Any]:
    """Return what stands in the front matter of a page."""
    found = FRONT_MATTER.match(source)
    if not found:
        raise AssembleError(f"{place}: a page starts with its front matter between two lines of ---")
    return dict(yaml.safe_load(found.group(1)))


def _in_language(source: str, path: Path | str, language: str, texts: Texts, columns: dict[str, list[str]]) -> str:
    """Return a page or query with its tokens replaced."""
    place = str(path)

    def replaced(token: re.Match[str]) -> str:
        kind, _, table = token.group(1).partition(".")
        if kind != "columns":
            return texts.get(token.group(1), language, place)
        if table not in columns:
            raise AssembleError(f"{place}: the edition has no table {table}")
        named = columns_in(language, columns[table], table)
        return ", ".join(name if name == shown else f"{name} as {shown}" for name, shown in named)

    return TOKEN.sub(replaced, source)


def _menu(pages: dict[Path, str], texts: Texts) -> list[dict[str, Any]]:
    """Return address and titles of the pages that the menu names, in their order."""
    entries = []
    for path, source in pages.items():
        front = _front_matter(source, str(path))
        if "menu" not in front:
            continue
        token = TOKEN.fullmatch(str(front.get("title", "")))
        if not token:
            raise AssembleError(f"{path}: the title of a page is one text of texts.csv")
        below = path.parent.as_posix()
        titles = _text_in_all(texts, token.group(1), str(path))
        entries.append((front["menu"], {"path": "/" if below == "." else f"/{below}/", "title": titles}))
    return [entry for _, entry in sorted(entries, key=lambda numbered: int(numbered[0]))]


def _text_in_all(texts: Texts, key: str, place: str) -> dict[str, str]:
    """Return one text in every language."""
    return {language: texts.get(key, language, place) for language in LANGUAGES}


def _keys_of_components(folder: Path, texts: Texts) -> set[str]:
    """Return the keys of the texts that components and the layout ask for while they run."""
    keys = set()
    for path in sorted([*folder.glob("components/*.svelte"), *folder.glob("pages/**/*.svelte")]):
        for call in CALL.finditer(path.read_text(encoding="utf-8")):
            if not call.group(1):
                raise AssembleError(f"{path.name}: write the key itself into $text('…'), so that it can be checked")
            texts.get(call.group(1), "th", path.name)
            keys.add(call.group(1))
    return keys


def _refuse_thai(reports: Path) -> None:
    """Refuse Thai text in sources that serve every language."""
    for path in _sources_of_all_languages(reports):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            if THAI.search(line):
                name = path.relative_to(reports)
                raise AssembleError(f"{name}: Thai text in line {number}: move it to texts.csv")


def _sources_of_all_languages(reports: Path) -> Iterator[Path]:
    """Every file that people write for all languages at once."""
    for name in ("pages", "components", "queries"):
        yield from (path for path in sorted((reports / name).rglob("*")) if path.is_file())
    yield reports / "svelte.config.js"


def _write_sources(folder: Path, columns: dict[str, list[str]]) -> None:
    """Make a source of every table that a page reads; what no page reads is not published."""
    for path in sorted(path for path in folder.rglob("*") if path.suffix in TABLES and path.is_file()):
        for table in TABLE.findall(path.read_text(encoding="utf-8")):
            if table not in columns:
                raise AssembleError(f"{path.relative_to(folder)}: the edition has no table {table}")
            query = f"select * from read_parquet('${{data_dir}}/{table}.parquet')\n"
            _write(folder / SOURCES / f"{table}.sql", query)


def _module(name: str, value: Any) -> str:
    """Return a script that exports one value."""
    written = json.dumps(value, ensure_ascii=False, indent="\t")
    return f"export const {name} = {written};\n"


def _write(path: Path, content: str) -> None:
    """Write a file into a folder that may not be there yet."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content, encoding="utf-8")
