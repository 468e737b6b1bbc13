"""What the tests of intake share: an empty warehouse, the project's feeds, and a reader of what landed."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from customer_segmentation.declarations import Feed, load_feeds
from customer_segmentation.intake import take_in
from customer_segmentation.intake.tables import TableFinder
from customer_segmentation.settings import Settings

PROJECT = Path(__file__).parents[3]
Landed = Callable[[str], list[dict[str, Any]]]
Undeclared = Callable[[dict[str, Any]], dict[str, str]]
WAYS = ("recognise_spotless", "recognise", "recognise_sheet")
# feeds whose headers look like one another's; the fewer there are, the sooner the short ways are ready
FEW = ("area_targets", "contracts", "customers", "service_usage", "voice_of_customer")
AllWays = Callable[[str, bytes], list[dict[str, bytes]]]


@pytest.fixture(scope="session")
def feeds() -> dict[str, Feed]:
    """The feeds as the project declares them."""
    return load_feeds(PROJECT / "models")


@pytest.fixture(scope="session")
def finder(feeds: dict[str, Feed]) -> TableFinder:
    """Look for the tables of all declared feeds."""
    return TableFinder(feeds)


@pytest.fixture(scope="session", autouse=True)
def files_are_whole() -> Iterator[None]:
    """Don't wait for the files of a test to settle; the test of half-copied files waits in its own way.

    One secret for every folder of a session, so that what lands in two of them can be compared.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PERSONAL_SECRET", "secret of the tests")
        patch.setattr("customer_segmentation.intake.files.SETTLING_SECONDS", 0.0)
        yield


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """A warehouse without files; the inbox is there and empty."""
    (tmp_path / "inbox").mkdir()
    return Settings(project_dir=PROJECT, data_dir=tmp_path, inbox_dir=tmp_path / "inbox")


@pytest.fixture
def landed(settings: Settings) -> Landed:
    """Read the rows of a feed, of `_tables` or of `_set_aside`, in the order in which they were written."""

    def read(folder: str) -> list[dict[str, Any]]:
        paths = sorted((settings.landing_dir / folder).glob("*.parquet"))
        return [row for path in paths for row in pq.read_table(path).to_pylist()]

    return read


@pytest.fixture
def undeclared(settings: Settings) -> Undeclared:
    """Read the undeclared cells of a landed row by their headers; what was written stands in the personal store."""

    def read(row: dict[str, Any]) -> dict[str, str]:
        lines = [line for path in settings.personal_dir.glob("*/*.parquet") for line in pq.read_table(path).to_pylist()]
        values = {line["key"]: line["value"] for line in lines if line["column_name"] == "_extra"}
        return {header: values.get(key, key) for header, key in json.loads(row["_extra"]).items()}

    return read


@pytest.fixture
def all_ways(
    tmp_path_factory: pytest.TempPathFactory, feeds: dict[str, Feed], monkeypatch: pytest.MonkeyPatch
) -> AllWays:
    """Take in one file by each way, the shortest first; give all that landed of each, personal values with it."""

    def taken(name: str, content: bytes, short_ways: tuple[str, ...]) -> dict[str, bytes]:
        folder = tmp_path_factory.mktemp("way")
        warehouse = Settings(project_dir=PROJECT, data_dir=folder, inbox_dir=folder / "inbox")
        warehouse.inbox_dir.mkdir(parents=True)
        (warehouse.inbox_dir / name).write_bytes(content)
        with monkeypatch.context() as patch:
            for least in ("SHORT_WAY_BYTES", "SHORT_WAY_ROWS"):
                patch.setattr(f"customer_segmentation.intake.taking_in.{least}", 0)
            for way in short_ways:
                patch.setattr(f"customer_segmentation.intake.taking_in.{way}", lambda *_: None)
            take_in(warehouse, {name: feeds[name] for name in FEW})
        return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*.parquet"))}

    return lambda name, content: [taken(name, content, shut) for shut in (WAYS[:0], WAYS[:1], WAYS)]
