"""Writes what a published site says about itself: its run, the fingerprint of its figures, and every file."""

import hashlib
import json
from collections.abc import Iterable, Sequence
from pathlib import Path

from customer_segmentation.exports import ExportedTable, fingerprint

PUBLISHED = "published.json"


def write_publication(site: Path, run: str, fiscal_year: int, tables: Sequence[ExportedTable]) -> Path:
    """Write `published.json` into a finished site and return its path.

    Parameters
    ----------
    site
        The site as it will be served; it changes no more after this.
    run
        Name of the run; the ledger and the run's folder have it too.
    fiscal_year
        Buddhist era.
    tables
        What was exported for the site's edition; the same figures have the same fingerprint in every run.
    """
    target = site / PUBLISHED
    target.unlink(missing_ok=True)
    content = {
        "run": run,
        "fiscal_year": fiscal_year,
        "fingerprint": fingerprint(tables),
        "tables": {table.name: {"rows": table.rows, "sha256": table.checksum} for table in tables},
        "files": checksums(site, (path for path in site.rglob("*") if path.is_file())),
    }
    target.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")
    return target


def checksums(folder: Path, paths: Iterable[Path]) -> dict[str, str]:
    """Return the SHA-256 of files below a folder by their paths in it, in order."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(paths)
    }
