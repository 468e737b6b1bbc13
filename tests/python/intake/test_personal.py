"""Personal columns: keys in the landing, values in their own store, and a purge that holds."""

import hashlib
import hmac
import io
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pyarrow.parquet as pq
import pytest

from customer_segmentation.declarations import DeclarationError, Feed, load_feeds
from customer_segmentation.documents.workbooks import Cell, Sheet, write_workbook
from customer_segmentation.intake import take_in
from customer_segmentation.intake.personal_keys import Keys, PersonalKeyError
from customer_segmentation.intake.personal_store import PersonalStore
from customer_segmentation.intake.purge import Purge, PurgeError, Wish, purge
from customer_segmentation.intake.purged import spans
from customer_segmentation.ledger import Ledger
from customer_segmentation.settings import Settings

from .conftest import PROJECT, Landed, Undeclared

HEADER = "เลขรับ,วันที่รับ,เรื่อง,รายละเอียด,ผู้แจ้ง,โทรศัพท์"
CASES = [
    "1/2567,2024-01-05,ไฟดับ,ดับทั้งคืน,นายสมชาย ใจดี,081-234-5678",
    "2/2567,2024-01-06,น้ำ,คุณสมชาย  ใจดี แจ้งว่าน้ำขุ่น,สมหญิง มีสุข,02 123 4567",
    "3/2567,2024-01-07,ถนน,เป็นหลุม,สมหญิง มีสุข,-",
]
TODAY = date(2024, 6, 1)


def put(settings: Settings, *cases: str, name: str = "a.csv") -> Path:
    """Put complaints into the inbox."""
    path = settings.inbox_dir / name
    path.write_text("\n".join([HEADER, *cases]) + "\n", encoding="utf-8")
    return path


def stored(settings: Settings) -> list[tuple[Any, ...]]:
    """Return what the store holds of the complaints: row, column, value."""
    query = "select source_row, column_name, value from read_parquet($1) where feed = 'voice_of_customer' order by all"
    with duckdb.connect() as connection:
        return connection.execute(query, [str(settings.personal_dir / "*" / "*.parquet")]).fetchall()


def keys_of(texts: list[str], kind: str, secret: str = "s") -> list[str]:
    """Return what lands for each text."""
    keys = Keys(secret, PROJECT / "macros")
    query = f"select {keys.key('text', 'clean', kind)} from (select text, {keys.cleaned('text')} as clean"
    with duckdb.connect() as connection:
        found = connection.execute(f"{query} from (select unnest($1::varchar[]) as text))", [texts]).fetchall()
    return [key for (key,) in found]


def purged(settings: Settings, feeds: dict[str, Feed], person: str | None = None, as_of: date = TODAY) -> Purge:
    """Purge a person, or what is over."""
    return purge(settings, feeds, None, Wish(as_of, person))


def test_a_key_is_the_keyed_hash_of_the_cleaned_value() -> None:
    """HMAC-SHA256 by another library, of the address in small letters."""
    expected = hmac.new(hashlib.sha256(b"s").digest(), b"a@x.com", hashlib.sha256).hexdigest()
    assert keys_of([" A@x.com "], "email") == [f"p:{expected[:32]}"]


@pytest.mark.parametrize(
    ("kind", "spellings"),
    [
        ("email", ["A@x.com", "a@X.com ", "\u00a0a@x.com", "mailto:a@x.com", "ก ข <A@x.com>", "a@x.com."]),
        ("name", ["นาย ก ข", "นาย  ก ข", "นาย ก\u200b ข", "นายก ข"]),
        ("phone", ["081-234-5678", "๐๘๑ ๒๓๔ ๕๖๗๘", "(081) 2345678", "+66812345678", "812345678", "โทร. 0812345678"]),
        ("phone", ["0 2709 3450-3", "02 709 3450 ต่อ 12", "0-2709-3450", "+66 2709 3450"]),
        ("text", ["ผู้จัดการ  โรงงาน", "ผู้จัดการ โรงงาน "]),
    ],
)
def test_spellings_of_one_value_share_a_key(kind: str, spellings: list[str]) -> None:
    assert len(set(keys_of(spellings, kind))) == 1
    assert set(keys_of(spellings, kind)) != set(keys_of(spellings, kind, secret="another"))


def test_telephones_without_a_digit_are_what_was_written() -> None:
    assert len(set(keys_of(["x", "y", "0"], "phone"))) == 3


@pytest.mark.parametrize("text", ["-", "ไม่ระบุ", "N/A", "p:" + "0" * 32])
def test_what_says_nothing_and_what_is_a_key_lands_as_it_is(text: str) -> None:
    assert keys_of([text], "name") == [text]


def test_a_purged_cell_that_comes_back_is_its_old_key() -> None:
    """The workbook of rejects writes so; the respondent stays the same."""
    key = "p:" + "ab" * 16
    assert keys_of([f"ลบแล้ว (PDPA) {key}"], "email") == [key]


def test_no_personal_value_is_in_the_landing(settings: Settings, feeds: dict[str, Feed]) -> None:
    """Neither in the feed nor in the book of rows set aside, however the file was read."""
    put(settings, *CASES, "รวม 3 เรื่อง ผู้จัดทำ นายสมชาย ใจดี,,,,,")
    workbook = settings.inbox_dir / "b.xlsx"
    write_workbook(workbook, [Sheet("ก", [[Cell(text) for text in line.split(",")] for line in (HEADER, *CASES)])])
    (settings.inbox_dir / "no table.csv").write_text("ชื่อ,โทร\nนายสมชาย ใจดี,081-234-5678\n", encoding="utf-8")
    take_in(settings, feeds)
    landed = [str(pq.read_table(path).to_pylist()) for path in sorted(settings.landing_dir.rglob("*.parquet"))]
    for person in ("สมชาย", "5678", "ดับทั้งคืน", "สมหญิง"):
        assert not any(person in text for text in landed), person
    assert [value for _, column, value in stored(settings) if column == "contact_phone"] == [
        *["081-234-5678"] * 2,
        *["02 123 4567"] * 2,
    ]


def test_what_nobody_declared_is_kept_apart_too(
    settings: Settings, feeds: dict[str, Feed], landed: Landed, undeclared: Undeclared
) -> None:
    """Headers, dashes and references stay readable; a person goes from such a column, and time does the rest."""
    header = "นิคม,ชื่อ,เลขทะเบียนนิติบุคคล,ประเภทอุตสาหกรรม,ผู้ติดต่อ,โน้ต,อ้างอิงแถวเดิม"
    reference = "0123456789ab|แผ่น 1|4|"
    lines = [
        f'บางปู,ก จำกัด,0105999000016,อาหาร,สมหญิง มีสุข,"โทร ""02""",{reference}',
        "บางปู,ข จำกัด,0105999000024,อาหาร,สมชาย ใจดี,-,สมศรี",
    ]
    (settings.inbox_dir / "a.csv").write_text("\n".join([header, *lines]) + "\n", encoding="utf-8")
    take_in(settings, feeds)
    first, second = landed("customers")
    assert undeclared(first) == {"ผู้ติดต่อ": "สมหญิง มีสุข", "โน้ต": 'โทร "02"', "อ้างอิงแถวเดิม": reference}
    assert undeclared(second) == {"ผู้ติดต่อ": "สมชาย ใจดี", "โน้ต": "-", "อ้างอิงแถวเดิม": "สมศรี"}
    assert not any(word in str((first, second)) for word in ("สมหญิง", "สมชาย", "โทร", "สมศรี"))
    assert reference in first["_extra"] and "ผู้ติดต่อ" in first["_extra"]
    assert purged(settings, feeds, "สมชาย ใจดี").values == 1
    assert undeclared(landed("customers")[1])["ผู้ติดต่อ"].startswith("p:")
    assert landed("customers") == [first, second]
    # no retention is declared for this feed, so the shortest of all counts
    day = date.fromisoformat(Ledger(settings.ledger_dir).read("files")[0]["at"][:10])
    shortest = min(feed.retention.months for feed in feeds.values() if feed.retention)
    assert feeds["customers"].retention is None
    assert purged(settings, feeds, as_of=day.replace(day=1, year=day.year + shortest // 12)).values == 0
    assert purged(settings, feeds, as_of=day.replace(day=1, year=day.year + shortest // 12 + 1)).values == 3 + 1


def test_a_person_goes_with_all_that_stands_in_their_rows_and_where_others_name_them(
    settings: Settings, feeds: dict[str, Feed], landed: Landed
) -> None:
    """Row 2 is the person's own; in row 3 only the words that name him go."""
    put(settings, *CASES)
    take_in(settings, feeds)
    before = landed("voice_of_customer")
    assert purged(settings, feeds, "สมชาย ใจดี") == Purge(4, ("a.csv",))
    assert stored(settings) == [
        (3, "contact_name", "สมหญิง มีสุข"),
        (3, "contact_phone", "02 123 4567"),
        (4, "contact_name", "สมหญิง มีสุข"),
        (4, "details", "เป็นหลุม"),
    ]
    assert landed("voice_of_customer") == before
    [event] = Ledger(settings.ledger_dir).read("purges")
    assert (event["scope"], event["values"], event["feeds"]) == ("person", 4, ["voice_of_customer"])
    assert not any(text in str(event) for text in ("สมชาย", "5678", "ดับ"))
    assert purged(settings, feeds, as_of=TODAY) == Purge(0, ())


@pytest.mark.parametrize("person", ["0812345678", "๐๘๑-๒๓๔-๕๖๗๘", "นายสมชาย ใจดี"])
def test_a_person_is_found_by_any_spelling_of_a_telephone_or_name(
    settings: Settings, feeds: dict[str, Feed], person: str
) -> None:
    put(settings, CASES[0])
    take_in(settings, feeds)
    assert purged(settings, feeds, person).values == 3


def test_a_person_is_found_by_the_key(settings: Settings, feeds: dict[str, Feed], landed: Landed) -> None:
    put(settings, *CASES)
    take_in(settings, feeds)
    assert purged(settings, feeds, landed("voice_of_customer")[0]["contact_name"]).values == 3


def test_half_a_name_purges_nobody(settings: Settings, feeds: dict[str, Feed]) -> None:
    """Other people are called Somchai too."""
    put(settings, *CASES)
    take_in(settings, feeds)
    with pytest.raises(PurgeError, match="Nobody"):
        purged(settings, feeds, "สมชาย")
    assert Ledger(settings.ledger_dir).read("purges") == []


def test_the_same_bytes_and_other_bytes_do_not_bring_a_person_back(settings: Settings, feeds: dict[str, Feed]) -> None:
    """The landing is made again from the inbox; then a new file comes with the same telephone number."""
    put(settings, CASES[0])
    take_in(settings, feeds)
    purged(settings, feeds, "081-234-5678")
    for path in [*settings.landing_dir.rglob("*.parquet"), *settings.personal_dir.rglob("*.parquet")]:
        path.unlink()
    put(settings, "9/2567,2024-02-05,ไฟดับ,อีกแล้ว,สมชาย,0812345678", name="b.csv")
    take_in(settings, feeds)
    assert stored(settings) == []


def test_what_is_kept_long_enough_goes_by_the_day_its_file_came(settings: Settings, feeds: dict[str, Feed]) -> None:
    """Without a warehouse nothing else is known; complaints are kept 36 months."""
    put(settings, *CASES)
    take_in(settings, feeds)
    day = date.fromisoformat(Ledger(settings.ledger_dir).read("files")[0]["at"][:10]).replace(day=1)
    assert purged(settings, feeds, as_of=day.replace(year=day.year + 3)).values == 0
    assert purged(settings, feeds, as_of=day.replace(year=day.year + 4)).values == 8 + 1
    assert stored(settings) == []
    [event] = Ledger(settings.ledger_dir).read("purges")
    assert list(event["rows"].values()) == [[["", 1, 4]]]


def test_a_wave_needs_a_warehouse(settings: Settings, feeds: dict[str, Feed]) -> None:
    with pytest.raises(PurgeError, match="make cycle"):
        purge(settings, feeds, None, Wish(TODAY, wave=2566))


def test_rows_are_named_as_spans() -> None:
    """Rows without a personal value between two purged ones join them; a row that is kept parts them."""
    rows = [("f", "s", 2, True), ("f", "s", 5, True), ("f", "s", 6, False), ("f", "s", 9, True), ("g", "s", 1, True)]
    assert spans(rows) == {"f": [("s", 2, 5), ("s", 9, 9)], "g": [("s", 1, 1)]}


def test_a_landing_from_before_the_store_gets_keys_where_it_lies(
    settings: Settings, feeds: dict[str, Feed], landed: Landed, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its file has left the inbox, so it can't land again."""
    path = put(settings, *CASES)
    with monkeypatch.context() as patch:
        patch.setattr("customer_segmentation.intake.personal_store.personal_kinds", lambda columns: {})
        take_in(settings, feeds)
    for stored_file in settings.personal_dir.glob("voice_of_customer/*.parquet"):
        stored_file.unlink()
    assert landed("voice_of_customer")[0]["contact_name"] == "นายสมชาย ใจดี"
    path.unlink()
    put(settings, "9/2567,2024-02-05,ไฟดับ,อีกแล้ว,นาย สมชาย ใจดี,-", name="b.csv")
    take_in(settings, feeds)
    names = {row["_file"]: row["contact_name"] for row in landed("voice_of_customer") if row["_row"] == 2}
    assert names["a.csv"].startswith("p:") and names["a.csv"] == names["b.csv"]
    assert (2, "contact_name", "นายสมชาย ใจดี") in stored(settings)


def test_the_secret_is_for_its_owner_alone_and_not_replaced_after_a_purge(
    settings: Settings, feeds: dict[str, Feed], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("PERSONAL_SECRET")
    put(settings, *CASES)
    take_in(settings, feeds)
    secret = settings.personal_dir / "secret"
    assert secret.stat().st_mode & 0o777 == 0o600
    purged(settings, feeds, "สมหญิง มีสุข")
    secret.unlink()
    with pytest.raises(PersonalKeyError, match="backup"):
        take_in(settings, feeds)
    monkeypatch.setenv("PERSONAL_SECRET", "another")
    with pytest.raises(PersonalKeyError, match="PERSONAL_SECRET"):
        take_in(settings, feeds)


def test_a_purge_cut_short_is_finished_by_the_next(
    settings: Settings, feeds: dict[str, Feed], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The event is written first; the kill comes before a value is gone."""
    put(settings, *CASES)
    take_in(settings, feeds)
    sweep, calls = PersonalStore.sweep, io.StringIO()

    def killed(store: PersonalStore, wanted: Any) -> None:
        calls.write("x")
        if len(calls.getvalue()) == 2:
            raise KeyboardInterrupt
        sweep(store, wanted)

    with monkeypatch.context() as patch:
        patch.setattr(PersonalStore, "sweep", killed)
        with pytest.raises(KeyboardInterrupt):
            purged(settings, feeds, "สมหญิง มีสุข")
    assert len(stored(settings)) == 8
    assert purged(settings, feeds, as_of=TODAY).values == 0
    assert [value for _, _, value in stored(settings)] == ["นายสมชาย ใจดี", "081-234-5678", "ดับทั้งคืน"]


def test_a_personal_column_needs_a_retention(feeds: dict[str, Feed], tmp_path: Path) -> None:
    """All feeds that hold persons say how long; a declaration that does not is refused."""
    kept = {name for name, feed in feeds.items() if feed.retention}
    assert kept == {name for name, feed in feeds.items() if any(column.personal for column in feed.columns)}
    source = (PROJECT / "models/staging/decisions/_decisions__sources.yml").read_text(encoding="utf-8")
    folder = tmp_path / "staging" / "decisions"
    folder.mkdir(parents=True)
    without = source.replace("              retention_months: 120\n", "")
    assert without != source
    (folder / "_decisions__sources.yml").write_text(without, encoding="utf-8")
    with pytest.raises(DeclarationError, match="retention_months"):
        load_feeds(tmp_path)


def test_how_long_a_value_is_kept_does_not_land_a_file_again(feeds: dict[str, Feed], tmp_path: Path) -> None:
    """Retention is no part of the fingerprint of a declaration; whether a column is personal is."""
    source = (PROJECT / "models/staging/decisions/_decisions__sources.yml").read_text(encoding="utf-8")
    folder = tmp_path / "staging" / "decisions"
    folder.mkdir(parents=True)
    declared = {}
    for old, new in (("months: 120", "months: 240"), ("personal: true", "personal: false")):
        (folder / "_decisions__sources.yml").write_text(source.replace(old, new), encoding="utf-8")
        declared[new] = load_feeds(tmp_path)["decisions"]
    retention = declared["months: 240"].retention
    assert retention is not None and retention.months == 240
    assert declared["months: 240"].fingerprint == feeds["decisions"].fingerprint
    assert declared["personal: false"].fingerprint != feeds["decisions"].fingerprint
