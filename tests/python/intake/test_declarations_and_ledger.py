"""The declarations are complete and clear; the ledger survives a kill."""

import json
from pathlib import Path

import duckdb
import pytest

from customer_segmentation.declarations import DeclarationError, Feed, load_feeds
from customer_segmentation.intake.headers import normal_form
from customer_segmentation.ledger import STREAMS, Ledger

FEEDS = {
    "organisation", "customers", "contracts", "service_usage", "survey_items", "survey_responses", "area_targets",
    "area_actuals", "decisions", "published_segments", "voice_of_customer", "market_statistics", "positioning_ratings",
    "segment_names", "strategy_objectives", "action_plans", "external_factors", "competitor_segmentations",
    "competitor_products", "information_tools", "consumers", "profile_checks",
}  # fmt: skip


def test_every_feed_is_declared(feeds: dict[str, Feed]) -> None:
    assert set(feeds) == FEEDS


def test_every_feed_can_be_told_from_the_others(feeds: dict[str, Feed]) -> None:
    for feed in feeds.values():
        assert feed.required_headers, feed.name
        assert feed.title_th and feed.title_en and feed.description and feed.sender and feed.category
        names: dict[str, str] = {}
        for column in feed.columns:
            for header in column.headers:
                assert names.setdefault(normal_form(header), column.name) == column.name, (feed.name, header)


def test_a_declaration_without_a_key_names_file_and_feed(tmp_path: Path) -> None:
    folder = tmp_path / "staging" / "odd"
    folder.mkdir(parents=True)
    (folder / "_odd__sources.yml").write_text(
        "sources: [{name: landing, tables: [{name: odd, description: x, columns: [],"
        " config: {meta: {feed: {title: {th: a, en: b}, sender: c}}}}]}]",
        encoding="utf-8",
    )
    with pytest.raises(DeclarationError, match=r"_odd__sources\.yml.*odd.*category"):
        load_feeds(tmp_path)


def test_the_ledger_makes_its_streams_and_keeps_what_was_written(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path / "ledger")
    assert {path.stem for path in (tmp_path / "ledger").glob("*.jsonl")} == set(STREAMS)
    ledger.append("files", "file_seen", sequence=1, file="ก.csv")
    event = Ledger(tmp_path / "ledger").read("files")[0]
    assert (event["schema_version"], event["event"], event["sequence"], event["file"]) == (1, "file_seen", 1, "ก.csv")
    with pytest.raises(ValueError, match="stream"):
        ledger.append("diary", "dear")


def test_a_line_cut_by_a_kill_is_dropped_and_the_next_one_is_whole(tmp_path: Path) -> None:
    Ledger(tmp_path).append("files", "file_seen", sequence=1)
    with (tmp_path / "files.jsonl").open("a", encoding="utf-8") as file:
        file.write('{"schema_version": 1, "event": "file_se')
    ledger = Ledger(tmp_path)
    ledger.append("files", "file_seen", sequence=2)
    lines = (tmp_path / "files.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["sequence"] for line in lines] == [1, 2]


def test_duckdb_reads_the_moment_of_an_event(tmp_path: Path) -> None:
    Ledger(tmp_path).append("files", "file_seen", sequence=1)
    query = f"select \"at\" from read_json('{tmp_path}/files.jsonl', columns = {{'at': 'timestamp'}})"
    with duckdb.connect() as connection:
        row = connection.execute(query).fetchone()
    assert row is not None and row[0].year >= 2026
