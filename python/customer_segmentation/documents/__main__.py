"""`python -m customer_segmentation.documents rejects|duplicates|feed-guide`: writes what goes back to the units."""

import argparse
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from customer_segmentation.declarations import Feed, load_feeds
from customer_segmentation.documents.duplicates import write_duplicates
from customer_segmentation.documents.feed_guide import write_examples, write_guides
from customer_segmentation.documents.rejects import write_rejects
from customer_segmentation.runs import find_warehouse
from customer_segmentation.settings import Settings

Writer = Callable[[Settings, Path, Mapping[str, Feed]], list[Path]]


def main(arguments: list[str] | None = None) -> int:
    """Write the asked-for documents; return 0, or 2 with one sentence when there is nothing to write them from."""
    parser = argparse.ArgumentParser(prog="customer_segmentation.documents", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("rejects", help="rejected rows, a workbook per unit and file")
    commands.add_parser("duplicates", help="customers that may be one, a workbook to answer in")
    commands.add_parser("feed-guide", help="what each feed must look like, with an example file")
    options = parser.parse_args(arguments)
    settings = Settings.from_environment()
    if options.command == "feed-guide":
        return _feed_guide(settings)
    if options.command == "duplicates":
        return _from_warehouse(
            settings, write_duplicates, "ไม่มีลูกค้าคู่ที่รอคำตอบ / No pair of customers waits for an answer."
        )
    return _from_warehouse(settings, write_rejects, "ไม่มีแถวที่ต้องส่งกลับ / Nothing has to be sent back.")


def _feed_guide(settings: Settings) -> int:
    feeds = load_feeds(settings.project_dir / "models")
    pages = write_guides(feeds, settings.project_dir / "docs" / "feeds")
    examples = write_examples(feeds, settings.outbox_dir / "feed-guide")
    for path in [*pages, *examples]:
        print(path)
    return 0


def _from_warehouse(settings: Settings, write: Writer, nothing: str) -> int:
    """Write workbooks of what a warehouse holds, or say `nothing`."""
    warehouse = find_warehouse(settings)
    if warehouse is None:
        print(
            "ยังไม่มีคลังข้อมูล ให้สั่ง make cycle หรือ dbt build ก่อน / There is no warehouse yet: run make cycle or dbt build.",
            file=sys.stderr,
        )
        return 2
    written = write(settings, warehouse, load_feeds(settings.project_dir / "models"))
    for path in written:
        print(path)
    if not written:
        print(nothing)
    return 0


if __name__ == "__main__":
    sys.exit(main())
