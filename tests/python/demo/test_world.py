"""The demo maker never touches what it did not make, and loses nothing."""

import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from demo.world import InboxInUseError, Wish, checksums, make_demo

PROJECT = Path(__file__).parents[3]


def test_the_same_arguments_do_nothing(wish: Wish) -> None:
    before = {path: path.stat().st_mtime_ns for path in wish.inbox.rglob("*")}
    assert "nothing to do" in make_demo(wish)
    assert {path: path.stat().st_mtime_ns for path in wish.inbox.rglob("*")} == before


def test_the_marker_names_every_file(wish: Wish) -> None:
    marker = json.loads((wish.truth / "demo.json").read_text(encoding="utf-8"))
    assert marker["arguments"] == {"size": "small", "scenario": "planted", "seed": wish.seed}
    assert marker["files"] == checksums(wish.inbox)


def test_an_inbox_that_is_in_use_is_refused(tmp_path: Path) -> None:
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    (inbox / "ทะเบียน.csv").write_text("x", encoding="utf-8")
    with pytest.raises(InboxInUseError, match="ทะเบียน"):
        make_demo(Wish(inbox, tmp_path / "truth", tmp_path, "small", "planted", 1))
    assert [path.name for path in inbox.iterdir()] == ["ทะเบียน.csv"]


def test_a_file_added_to_the_demo_is_refused(wish: Wish) -> None:
    (wish.inbox / "ของจริง.csv").write_text("x", encoding="utf-8")
    with pytest.raises(InboxInUseError, match="ของจริง"):
        make_demo(replace(wish, scenario="null"))
    assert not (wish.data_dir / "set-aside-demo-1").exists()


def test_a_ledger_of_another_inbox_is_refused(tmp_path: Path) -> None:
    ledger = tmp_path / "ledger"
    ledger.mkdir()
    (ledger / "files.jsonl").write_text('{"event": "file_seen"}\n', encoding="utf-8")
    with pytest.raises(InboxInUseError, match="another inbox"):
        make_demo(Wish(tmp_path / "inbox", tmp_path / "truth", tmp_path, "small", "planted", 1))


def test_another_demo_moves_the_earlier_world_aside(wish: Wish) -> None:
    for name in ("landing", "ledger", "runs", "archive"):
        (wish.data_dir / name).mkdir()
        (wish.data_dir / name / "kept").write_text(name, encoding="utf-8")
    (wish.data_dir / "current").symlink_to("runs")
    earlier = checksums(wish.inbox)
    assert "set-aside-demo-1" in make_demo(replace(wish, scenario="null"))
    aside = wish.data_dir / "set-aside-demo-1"
    assert checksums(aside / "inbox") == earlier
    assert (aside / "truth" / "demo.json").exists()
    assert [(aside / name / "kept").read_text() for name in ("landing", "ledger")] == ["landing", "ledger"]
    assert not (wish.data_dir / "landing").exists()
    assert [(wish.data_dir / name / "kept").read_text() for name in ("runs", "archive")] == [
        "runs",
        "archive",
    ]
    assert (wish.data_dir / "current").is_symlink()
    assert checksums(wish.inbox) != earlier
    make_demo(wish)
    assert (wish.data_dir / "set-aside-demo-2" / "inbox").exists()
    assert checksums(wish.inbox) == earlier


def test_an_inbox_cut_off_half_way_is_completed(wish: Wish) -> None:
    whole = checksums(wish.inbox)
    for name in list(whole)[::2]:
        (wish.inbox / name).unlink()
    make_demo(wish)
    assert checksums(wish.inbox) == whole


def test_an_emptied_inbox_is_filled_again(wish: Wish) -> None:
    whole = checksums(wish.inbox)
    for name in whole:
        (wish.inbox / name).unlink()
    make_demo(wish)
    assert checksums(wish.inbox) == whole


@pytest.mark.parametrize("truth", ["inbox/truth", "."])
def test_the_truth_must_be_apart(tmp_path: Path, truth: str) -> None:
    with pytest.raises(InboxInUseError, match="--truth"):
        make_demo(Wish(tmp_path / "inbox", tmp_path / truth, tmp_path, "small", "planted", 1))


def test_the_command_says_why_it_refuses(tmp_path: Path) -> None:
    (tmp_path / "inbox").mkdir()
    (tmp_path / "inbox" / "a.csv").write_text("x", encoding="utf-8")
    command = [sys.executable, "-m", "demo", "--inbox", "inbox", "--truth", "truth", "--size", "small"]
    environment = {**os.environ, "PYTHONPATH": str(PROJECT)}
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "a.csv" in done.stderr
