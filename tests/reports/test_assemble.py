"""A page written once comes out in every language, and what does not fit stops before the report tool starts."""

import json
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from customer_segmentation.site.assemble import AssembleError, assemble, columns_in, read_texts
from customer_segmentation.site.build import SiteBuildError, add_empty, build_site

TEXTS = """key,th,en
home.title,หน้าแรก,Home
home.count,มี {c.n} กลุ่ม,"Segments: {c.n}, all told"
table.name,ชื่อ,Name
edition.public,ฉบับเผยแพร่,Public edition
edition.intranet,ฉบับภายใน,Intranet edition
"""
PAGE = """---
title: "{{home.title}}"
editions: [public]
menu: 1
---
```sql rows
select {{columns.segments}} from edition.segments
```
{{home.count}}
<Table />
"""
COMPONENT = "<th>{$text('table.name')}</th>\n"


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    """The smallest folder of pages."""
    folder = tmp_path / "reports"
    files = {
        "texts.csv": TEXTS,
        "pages/index.md": PAGE,
        "pages/+layout.svelte": "<slot />\n",
        "queries/segments.sql": "select {{columns.segments}} from edition.segments\n",
        "components/Table.svelte": COMPONENT,
        "sources/edition/connection.yaml": "name: edition\n",
        "evidence.config.yaml": "",
        "package.json": "{}",
        "svelte.config.js": "export default {};\n",
        "node_modules/tool.js": "",
    }
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(content, encoding="utf-8")
    return folder


@pytest.fixture
def tables(tmp_path: Path) -> Path:
    """One exported table that the page reads and one that no page reads."""
    folder = tmp_path / "exports" / "public_edition"
    folder.mkdir(parents=True)
    duckdb.sql("select 1 as k, 'a' as status, 'ก' as status_th, 'A' as status_en").write_parquet(
        str(folder / "segments.parquet")
    )
    duckdb.sql("select 1 as k").write_parquet(str(folder / "unread.parquet"))
    return folder


def test_a_page_comes_out_in_both_languages(reports: Path, tables: Path, tmp_path: Path) -> None:
    assemble(reports, tables, tmp_path / "work", "public")
    thai = (tmp_path / "work/pages/index.md").read_text(encoding="utf-8")
    english = (tmp_path / "work/pages/en/index.md").read_text(encoding="utf-8")
    assert "มี {c.n} กลุ่ม" in thai and 'title: "หน้าแรก"' in thai
    assert "select k, status as status_key, status_th as status from edition.segments" in thai
    assert "Segments: {c.n}, all told" in english and "status_en as status from" in english
    assert "status_en as status" in (tmp_path / "work/queries/en/segments.sql").read_text(encoding="utf-8")


def test_components_get_the_texts_they_ask_for_and_the_menu(reports: Path, tables: Path, tmp_path: Path) -> None:
    assemble(reports, tables, tmp_path / "work", "public")
    texts = (tmp_path / "work/components/texts.js").read_text(encoding="utf-8")
    assert '"table.name"' in texts and "home.count" not in texts
    menu = (tmp_path / "work/components/site.js").read_text(encoding="utf-8")
    assert '"path": "/"' in menu and '"en": "Home"' in menu and '"en": "Public edition"' in menu


def test_only_a_table_that_a_page_reads_is_published(reports: Path, tables: Path, tmp_path: Path) -> None:
    assemble(reports, tables, tmp_path / "work", "public")
    assert [path.name for path in (tmp_path / "work/sources/edition").glob("*.sql")] == ["segments.sql"]


def _changed(name: str, old: str, new: str) -> Callable[[Path], object]:
    def change(reports: Path) -> None:
        text = (reports / name).read_text(encoding="utf-8")
        assert old in text
        (reports / name).write_text(text.replace(old, new), encoding="utf-8")

    return change


def _row(row: str) -> Callable[[Path], object]:
    return _changed("texts.csv", "table.name,ชื่อ,Name\n", f"{row}\ntable.name,ชื่อ,Name\n")


FAULTS: dict[str, tuple[Callable[[Path], object], str]] = {
    "a page asks for a text that is not there": (
        _changed("pages/index.md", "{{home.count}}", "{{home.gone}}"),
        "index.md: no text home.gone in texts.csv",
    ),
    "a component asks for one": (
        _changed("components/Table.svelte", "table.name", "table.gone"),
        "Table.svelte: no text table.gone",
    ),
    "a component makes up its key": (
        _changed("components/Table.svelte", "'table.name'", "key"),
        "Table.svelte: write the key itself",
    ),
    "nobody uses a text": (_row("home.old,เก่า,Old"), "no page and no component uses home.old"),
    "a key stands twice": (_row("home.title,อีก,Again"), "row 4: home.title stands there twice"),
    "a text has no English": (_row("home.more,มาก,"), "row 4: home.more has no text in en"),
    "a text is Thai in both columns": (_row("home.more,มาก,มาก"), "home.more has Thai letters in its English text"),
    "a value is filled in only once": (_row("home.more,{c.n} ราย,Many"), "does not fill in the same values"),
    "a quote would end a string": (_row("home.more,มาก,It's more"), "straight quote"),
    "a cell too many": (_row("home.more,มาก,More,and more"), "row 4: 4 cells instead of 3"),
    "a key is none": (_row("More,มาก,More"), "'More' is no key"),
    "the header is another": (_changed("texts.csv", "key,th,en", "key,en,th"), "first line must be key,th,en"),
    "Thai text in a page": (_changed("pages/index.md", "{{home.count}}", "{{home.count}} ไทย"), "index.md: Thai text"),
    "Thai text in a component": (_changed("components/Table.svelte", "<th>", "<th>ไทย"), "Table.svelte: Thai text in"),
    "a table of another edition": (
        _changed("pages/index.md", "edition.segments", "edition.customers"),
        "the edition has no table customers",
    ),
    "columns of one": (_changed("pages/index.md", "{{columns.segments}}", "{{columns.customers}}"), "no table custom"),
    "a page of no edition": (_changed("pages/index.md", "editions: [public]\n", ""), "must be a list of public"),
    "a page of an unknown edition": (_changed("pages/index.md", "[public]", "[secret]"), "must be a list of public"),
    "a page without front matter": (_changed("pages/index.md", "---\ntitle", "title"), "starts with its front matter"),
    "a title that is no text": (_changed("pages/index.md", '"{{home.title}}"', "Home {{home.title}}"), "one text of"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_planted_fault_stops_the_build(fault: str, reports: Path, tables: Path, tmp_path: Path) -> None:
    plant, finding = FAULTS[fault]
    plant(reports)
    with pytest.raises(AssembleError, match=finding):
        assemble(reports, tables, tmp_path / "work", "public")


def test_an_edition_takes_only_its_own_pages_components_and_words(reports: Path, tables: Path, tmp_path: Path) -> None:
    """A component that only an inner page shows, with a component and texts of its own, stays inside with them."""
    _row("inside.title,ลูกค้า,Customers\ninside.find,ค้นหา,Find")(reports)
    (reports / "pages/inside.md").write_text('---\neditions: [intranet]\ntitle: "{{inside.title}}"\n---\n<List />\n')
    _changed("pages/index.md", "editions: [public]", "editions: [public, intranet]")(reports)
    (reports / "components/List.svelte").write_text("<Find /><!-- edition.segments -->\n", encoding="utf-8")
    (reports / "components/Find.svelte").write_text("<p>{$text('inside.find')}</p>\n", encoding="utf-8")
    for edition, own in (("public", False), ("intranet", True)):
        assemble(reports, tables, tmp_path / edition, edition)
        written = tmp_path / edition
        assert (written / "pages/index.md").is_file() and (written / "components/Table.svelte").is_file()
        for name in ("pages/inside.md", "components/List.svelte", "components/Find.svelte"):
            assert (written / name).exists() is own, (edition, name)
        assert ("inside.find" in (written / "components/texts.js").read_text(encoding="utf-8")) is own
        assert ("ฉบับภายใน" in (written / "components/site.js").read_text(encoding="utf-8")) is own


TOOL = """
const fs = require("fs");
if (process.argv[2] === "sources") {
    fs.mkdirSync(".evidence/template/static/data", { recursive: true });
    fs.writeFileSync(".evidence/template/static/data/manifest.json", '{"renderedFiles": {}}');
}
if (process.argv[2] === "build:strict") {
    fs.mkdirSync("build");
    fs.writeFileSync("build/index.html", "<html><head></head><body></body></html>");
    console.error(SAID);
}
"""


def test_a_page_that_asks_what_can_not_be_answered_is_not_built(reports: Path, tables: Path, tmp_path: Path) -> None:
    """The tool itself goes on with an empty table and exit code 0."""
    tool = reports / "node_modules/@evidence-dev/evidence/cli.js"
    tool.parent.mkdir(parents=True)
    tool.write_text(TOOL.replace("SAID", '"all is well"'), encoding="utf-8")
    build_site(reports, tables.parent, tmp_path / "out")
    assert (tmp_path / "out/index.html").is_file()
    tool.write_text(TOOL.replace("SAID", '"rows | Error in Query! no column nme"'), encoding="utf-8")
    with pytest.raises(SiteBuildError, match=r"can not be answered: rows \| Error in Query! no column nme"):
        build_site(reports, tables.parent, tmp_path / "broken")
    assert not (tmp_path / "broken").exists()


def test_an_edition_that_is_not_there_is_named(reports: Path, tables: Path, tmp_path: Path) -> None:
    with pytest.raises(AssembleError, match="no edition secret: there is public"):
        assemble(reports, tables, tmp_path / "work", "secret")


def test_a_text_that_one_language_lacks_is_named() -> None:
    with pytest.raises(AssembleError, match="the table t has no column name_en"):
        columns_in("th", ["k", "name_th"], "t")


@given(st.sets(st.sampled_from(["name", "status", "why", "unit"])), st.sets(st.sampled_from(["k", "status", "n"])))
def test_every_language_sees_the_same_columns(translated: set[str], plain: set[str]) -> None:
    names = sorted(plain) + [f"{base}_{end}" for base in sorted(translated) for end in ("th", "en")]
    thai, english = (columns_in(language, names, "t") for language in ("th", "en"))
    assert [shown for _, shown in thai] == [shown for _, shown in english]
    assert len({shown for _, shown in thai}) == len(thai) == len(plain) + len(translated)
    assert not any(name.endswith("_en") for name, _ in thai) and not any(name.endswith("_th") for name, _ in english)


def test_the_texts_of_the_site_are_sound() -> None:
    texts = read_texts(Path(__file__).parents[2] / "reports" / "texts.csv")
    assert texts.get("language.code", "en", "here") == "en"


def test_a_table_without_a_row_is_written_with_its_columns(tmp_path: Path) -> None:
    """The report tool lists it and writes no file; what it wrote itself stays."""
    tables, template = tmp_path / "tables", tmp_path / "template"
    data = template / "static" / "data" / "edition"
    for folder in (tables, data / "full", data / "bare"):
        folder.mkdir(parents=True)
    duckdb.sql("select 1 as k, 'a' as name_th").write_parquet(str(tables / "full.parquet"))
    duckdb.sql("select 1 as k, 'a' as name_th where false").write_parquet(str(tables / "bare.parquet"))
    (data / "full" / "full.parquet").write_bytes(b"the tool's own")
    listed = [f"static/data/edition/{name}/{name}.parquet" for name in ("bare", "full")]
    manifest = template / "static" / "data" / "manifest.json"
    manifest.write_text(json.dumps({"renderedFiles": {"edition": listed}}), encoding="utf-8")
    add_empty(template, tables)
    assert (data / "full" / "full.parquet").read_bytes() == b"the tool's own"
    found = duckdb.read_parquet(str(data / "bare" / "bare.parquet"))
    assert (found.columns, found.fetchall()) == (["k", "name_th"], [])
