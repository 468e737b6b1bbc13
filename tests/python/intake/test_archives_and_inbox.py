"""What may stand in an inbox: archives with tricks, locks, half-copied files. One bad file never stops the others."""

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from customer_segmentation.declarations import Feed
from customer_segmentation.intake import EmptyInboxError, take_in
from customer_segmentation.intake.__main__ import main
from customer_segmentation.ledger import Ledger
from customer_segmentation.settings import Settings

Landed = Callable[[str], list[dict[str, Any]]]
GOOD = "ปีงบประมาณ,เลขทะเบียนนิติบุคคล,รหัสกลุ่ม\n2566,0115999000016,A\n".encode()


def archive(members: dict[str, bytes]) -> bytes:
    """Make a ZIP of members."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in members.items():
            file.writestr(name, data)
    return content.getvalue()


OPEN_LETTER = archive({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b"<x/>"})


def encrypted(data: bytes) -> bytes:
    """Set the flag that says that a member needs a password, in its local and in its central header."""
    changed = bytearray(data)
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        changed[changed.index(signature) + offset] |= 1
    return bytes(changed)


def codes(landed: Landed) -> dict[str, str | None]:
    """Return the reason code booked for each file."""
    return {row["_file"]: row["reason_code"] for row in landed("_tables")}


@pytest.mark.parametrize("name", ["../evil.csv", "/etc/evil.csv", "C:\\evil.csv", "a/../../evil.csv", "..\\evil.csv"])
def test_a_member_that_points_outside_is_refused_and_the_rest_read(
    settings: Settings, feeds: dict[str, Feed], landed: Landed, name: str
) -> None:
    (settings.inbox_dir / "a.zip").write_bytes(archive({name: GOOD, "good.csv": GOOD.replace(b",A", b",B")}))
    assert take_in(settings, feeds).rows == 1
    refused = [row for row in landed("_tables") if row["reason_code"] == "archive_unsafe"]
    assert len(refused) == 1 and refused[0]["status"] == "unreadable"
    written = {path.name for path in settings.data_dir.rglob("*evil*")}
    assert written == set()


def test_two_refused_members_are_both_booked(settings: Settings, feeds: dict[str, Feed], landed: Landed) -> None:
    inner = archive({"x.csv": GOOD})
    (settings.inbox_dir / "a.zip").write_bytes(archive({"one.zip": inner, "two.zip": inner + b" ", "../x.csv": GOOD}))
    take_in(settings, feeds)
    assert sorted(code or "" for code in codes(landed).values()) == [
        "archive_nested",
        "archive_nested",
        "archive_unsafe",
    ]
    assert len({row["_landing_key"] for row in landed("_tables")}) == 3


def test_an_encrypted_member_is_refused(settings: Settings, feeds: dict[str, Feed], landed: Landed) -> None:
    (settings.inbox_dir / "locked.zip").write_bytes(encrypted(archive({"x.csv": GOOD})))
    (settings.inbox_dir / "open.csv").write_bytes(GOOD)
    assert take_in(settings, feeds).rows == 1
    assert codes(landed) == {"locked.zip/x.csv": "archive_encrypted", "open.csv": None}


def test_a_bomb_is_refused_unread(
    settings: Settings, feeds: dict[str, Feed], landed: Landed, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("INTAKE_MAX_UNPACKED_BYTES", "100000")
    (settings.inbox_dir / "bomb.zip").write_bytes(archive({"zeros.csv": b"0" * 1_000_000}))
    (settings.inbox_dir / "bomb.xlsx").write_bytes(
        archive({"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": b" " * 1_000_000})
    )
    (settings.inbox_dir / "open.csv").write_bytes(GOOD)
    assert take_in(settings, feeds).rows == 1
    assert codes(landed) == {"bomb.zip": "archive_too_large", "bomb.xlsx": "workbook_too_large", "open.csv": None}


def test_too_many_members_are_refused(
    settings: Settings, feeds: dict[str, Feed], landed: Landed, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("INTAKE_MAX_MEMBERS", "3")
    (settings.inbox_dir / "many.zip").write_bytes(archive({f"{number}.csv": GOOD for number in range(4)}))
    take_in(settings, feeds)
    assert codes(landed) == {"many.zip": "archive_too_many"}


def test_a_member_whose_size_lies_is_refused(settings: Settings, feeds: dict[str, Feed], landed: Landed) -> None:
    data = bytearray(archive({"x.csv": GOOD * 10}))
    central = data.index(b"PK\x01\x02")
    data[central + 24 : central + 28] = (5).to_bytes(4, "little")
    (settings.inbox_dir / "lies.zip").write_bytes(bytes(data))
    take_in(settings, feeds)
    assert codes(landed) == {"lies.zip/x.csv": "archive_broken"}


def test_names_written_by_thai_windows_are_read(settings: Settings, feeds: dict[str, Feed], landed: Landed) -> None:
    raw, placeholder = "กลุ่ม.csv".encode("cp874"), "x" * len("กลุ่ม.csv".encode("cp874"))
    data = archive({placeholder: GOOD}).replace(placeholder.encode(), raw)
    (settings.inbox_dir / "a.zip").write_bytes(data)
    take_in(settings, feeds)
    assert list(codes(landed)) == ["a.zip/กลุ่ม.csv"]


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("empty.csv", b"", "file_empty"),
        ("blank.csv", b" \r\n\r\n", "file_empty"),
        ("broken.zip", b"PK\x03\x04 no zip", "archive_broken"),
        ("empty.zip", archive({}), "archive_empty"),
        ("picture.png", b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "kind_unknown"),
        ("letter.pdf", b"%PDF-1.7\n" + bytes(range(256)), "document"),
        ("letter.docx", archive({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<w/>"}), "document"),
        ("slides.xlsx", archive({"[Content_Types].xml": b"<Types/>", "ppt/presentation.xml": b"<p/>"}), "document"),
        ("letters.zip/letter.odt", archive({"letter.odt": OPEN_LETTER}), "document"),
        ("letter.odt", OPEN_LETTER, "document"),
        ("letter.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument\0".encode("utf-16-le"), "document"),
        ("parts.dat", archive({"[Content_Types].xml": b"<Types/>", "part.xml": b"<p/>"}), "workbook_broken"),
        ("fake.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "workbook_broken"),
        ("binary.csv", bytes(range(256)) * 4, "encoding_unknown"),
    ],
)
def test_what_is_no_table_is_booked_with_its_reason_and_stops_nothing(
    settings: Settings, feeds: dict[str, Feed], landed: Landed, name: str, data: bytes, code: str
) -> None:
    (settings.inbox_dir / name.partition("/")[0]).write_bytes(data)
    (settings.inbox_dir / "open.csv").write_bytes(GOOD)
    assert take_in(settings, feeds).rows == 1
    assert codes(landed) == {name: code, "open.csv": None}
    # what a library says is no Thai, and no part of the sentence
    said = [table["reason_th"] for table in landed("_tables") if table["reason_th"]]
    assert not [sentence for sentence in said if re.search("[a-z]+ [a-z]+ [a-z]+", sentence)]


def test_content_tells_the_kind_not_the_name(settings: Settings, feeds: dict[str, Feed]) -> None:
    (settings.inbox_dir / "table").write_bytes(GOOD)
    (settings.inbox_dir / "table.xls").write_bytes(GOOD.replace(b",A", b",B"))
    (settings.inbox_dir / "zip.dat").write_bytes(archive({"t.csv": GOOD.replace(b",A", b",C")}))
    assert take_in(settings, feeds).rows == 3


def test_locks_and_hidden_files_are_no_files(settings: Settings, feeds: dict[str, Feed]) -> None:
    for name in ("~$open.xlsx", ".DS_Store", "open.csv.part", "open.csv.crdownload"):
        (settings.inbox_dir / name).write_bytes(GOOD)
    with pytest.raises(EmptyInboxError):
        take_in(settings, feeds)


def test_a_file_that_still_grows_is_left_for_the_next_intake(
    settings: Settings, feeds: dict[str, Feed], landed: Landed, monkeypatch: pytest.MonkeyPatch
) -> None:
    growing, whole = settings.inbox_dir / "growing.csv", settings.inbox_dir / "whole.csv"
    growing.write_bytes(GOOD)
    whole.write_bytes(GOOD.replace(b",A", b",B"))

    def copy_on(seconds: float) -> None:
        growing.write_bytes(growing.read_bytes() + b"2566,0115999000024,A\n")

    monkeypatch.setattr("customer_segmentation.intake.files.sleep", copy_on)
    monkeypatch.setattr("customer_segmentation.intake.files.SETTLING_SECONDS", 60.0)
    result = take_in(settings, feeds)
    assert result.rows == 1 and list(codes(landed)) == ["whole.csv"]
    assert {report.file: [why.code for why in report.reasons] for report in result.reports} == {
        "growing.csv": ["still_copied"],
        "whole.csv": [],
    }
    assert [report.file for report in result.reports if report.deferred] == ["growing.csv"]
    assert [event["file"] for event in Ledger(settings.ledger_dir).read("files")] == ["whole.csv"]


def test_the_same_bytes_under_two_names_land_once(settings: Settings, feeds: dict[str, Feed], landed: Landed) -> None:
    (settings.inbox_dir / "a.csv").write_bytes(GOOD)
    (settings.inbox_dir / "b.csv").write_bytes(GOOD)
    result = take_in(settings, feeds)
    assert len(landed("published_segments")) == 1
    assert [report.new for report in result.reports] == [True, False]


def test_a_changed_declaration_lands_again_in_the_old_order(settings: Settings, feeds: dict[str, Feed]) -> None:
    (settings.inbox_dir / "z.csv").write_bytes(GOOD)
    take_in(settings, feeds)
    (settings.inbox_dir / "a.csv").write_bytes(GOOD.replace(b",A", b",B"))
    take_in(settings, feeds)
    fewer = {name: feed for name, feed in feeds.items() if name != "organisation"}
    take_in(settings, fewer)
    events = Ledger(settings.ledger_dir).read("files")
    assert [(event["sequence"], event["file"]) for event in events] == [
        (1, "z.csv"),
        (2, "a.csv"),
        (3, "z.csv"),
        (4, "a.csv"),
    ]


def test_landing_can_be_rebuilt_from_inbox_and_ledger(
    settings: Settings, feeds: dict[str, Feed], landed: Landed
) -> None:
    (settings.inbox_dir / "a.csv").write_bytes(GOOD)
    take_in(settings, feeds)
    before, events = landed("published_segments"), Ledger(settings.ledger_dir).read("files")
    for path in settings.landing_dir.rglob("*.parquet"):
        path.unlink()
    take_in(settings, feeds)
    assert landed("published_segments") == before
    assert Ledger(settings.ledger_dir).read("files") == events


def test_every_feed_and_book_has_a_file_without_rows(settings: Settings, feeds: dict[str, Feed]) -> None:
    (settings.inbox_dir / "a.csv").write_bytes(GOOD)
    take_in(settings, feeds)
    for folder in (*feeds, "_tables", "_set_aside"):
        assert (settings.landing_dir / folder / "0000-declared.parquet").exists()


@pytest.mark.parametrize("exists", [True, False])
def test_an_empty_or_missing_inbox_is_said_in_both_languages(
    tmp_path: Path, exists: bool, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    monkeypatch.setenv("INBOX_DIR", str(tmp_path / "in"))
    if exists:
        (tmp_path / "in").mkdir()
    assert main([]) == 2
    said = capsys.readouterr().err
    assert "กล่องรับข้อมูล" in said and "inbox" in said and said.count("\n") == 1


def test_the_command_says_a_line_for_each_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    monkeypatch.delenv("INBOX_DIR", raising=False)
    (tmp_path / "inbox").mkdir()
    (tmp_path / "inbox" / "a.csv").write_bytes(GOOD.replace("กลุ่ม\n".encode(), "กลุ่ม,ผู้ดูแล\n".encode()))
    assert main([]) == 0
    said = capsys.readouterr().out
    assert "a.csv: published_segments, 1 rows, 1 set aside" in said and "kept and not used: ผู้ดูแล" in said


def test_a_file_that_waits_is_not_said_to_have_landed(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DATA_DIR", str(settings.data_dir))
    monkeypatch.delenv("INBOX_DIR", raising=False)
    path = settings.inbox_dir / "a.csv"
    path.write_bytes(GOOD)
    monkeypatch.setattr("customer_segmentation.intake.files.sleep", lambda seconds: path.write_bytes(GOOD * 2))
    monkeypatch.setattr("customer_segmentation.intake.files.SETTLING_SECONDS", 60.0)
    assert main([]) == 0
    said = capsys.readouterr().out
    assert "ไฟล์ยังคัดลอกไม่เสร็จ" in said and "landed before" not in said
