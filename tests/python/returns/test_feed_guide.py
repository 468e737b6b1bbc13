"""The senders' guide says what the declarations say, and the example files are taken in without a reject."""

from pathlib import Path

from customer_segmentation.declarations import Feed
from customer_segmentation.documents.feed_guide import guide, write_examples
from customer_segmentation.settings import PROJECT_DIR, Settings
from tests.python.returns.conftest import Warehouse


def test_the_pages_are_those_of_the_declarations(feeds: dict[str, Feed]) -> None:
    """After a change of a declaration: make feed-guide."""
    folder = PROJECT_DIR / "docs" / "feeds"
    written = {path.stem: path.read_text(encoding="utf-8") for path in folder.glob("*.md")}
    assert written == {name: guide(feed) for name, feed in feeds.items()}


def test_every_example_is_taken_in_whole(tmp_path: Path, feeds: dict[str, Feed]) -> None:
    """Each spelling that the guide names stands in a row of the example; none is rejected or even warned about."""
    warehouse = Warehouse(Settings(PROJECT_DIR, tmp_path, tmp_path / "inbox"))
    write_examples(feeds, tmp_path / "inbox")
    assert warehouse.take_in().returncode == 0
    warehouse.build("path:models/staging", "path:seeds")
    assert warehouse.rows("select feed, source_row, found, reason_code from staging.stg_rejects") == []
    accepted = warehouse.rows("select distinct feed from staging.stg_source_rows where is_accepted order by feed")
    assert [feed for (feed,) in accepted] == sorted(feeds)
