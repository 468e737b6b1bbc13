"""The editions of the site: which schemas of exports each stands on, and where it lies in a run's folder."""

from pathlib import Path

EDITIONS = ("public", "intranet")
"""For everybody, and for the organisation's own network behind a password."""

SCHEMAS = {"public": ("public_edition",), "intranet": ("public_edition", "intranet_edition")}
"""The intranet edition is the public one and what only colleagues may see, so it holds the tables of both."""


def exports_of(exports: Path, edition: str) -> Path:
    """Return the folder of an edition's tables below the exports of a run."""
    return exports / f"{edition}_edition"


def site_of(run: Path, edition: str) -> Path:
    """Return the folder of an edition's site below a run's folder."""
    return run / ("site" if edition == "public" else f"site-{edition}")
