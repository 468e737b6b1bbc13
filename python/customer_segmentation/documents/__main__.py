"""`python -m customer_segmentation.documents rejects|feed-guide`: writes what the units get into the outbox."""

import argparse
import sys

from customer_segmentation.declarations import load_feeds
from customer_segmentation.documents.feed_guide import write_examples, write_guides
from customer_segmentation.documents.rejects import write_rejects
from customer_segmentation.runs import find_warehouse
from customer_segmentation.settings import Settings


def main(arguments: list[str] | None = None) -> int:
    """Write the asked-for documents; return 0, or 2 with one sentence when there is nothing to write them from."""
    parser = argparse.ArgumentParser(prog="customer_segmentation.documents", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("rejects", help="rejected rows, a workbook per unit and file")
    commands.add_parser("feed-guide", help="what each feed must look like, with an example file")
    options = parser.parse_args(arguments)
    settings = Settings.from_environment()
    return _feed_guide(settings) if options.command == "feed-guide" else _rejects(settings)


def _feed_guide(settings: Settings) -> int:
    feeds = load_feeds(settings.project_dir / "models")
    pages = write_guides(feeds, settings.project_dir / "docs" / "feeds")
    examples = write_examples(feeds, settings.outbox_dir / "feed-guide")
    for path in [*pages, *examples]:
        print(path)
    return 0


def _rejects(settings: Settings) -> int:
    warehouse = find_warehouse(settings)
    if warehouse is None:
        print(
            "ยังไม่มีคลังข้อมูล ให้สั่ง make cycle หรือ dbt build ก่อน / There is no warehouse yet: run make cycle or dbt build.",
            file=sys.stderr,
        )
        return 2
    written = write_rejects(settings, warehouse, load_feeds(settings.project_dir / "models"))
    for path in written:
        print(path)
    if not written:
        print("ไม่มีแถวที่ต้องส่งกลับ / Nothing has to be sent back.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
