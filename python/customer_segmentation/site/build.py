"""Has an edition assembled in a fresh folder, runs the report tool there, and finishes its pages.

A fresh folder every time, because the tool never empties its own: what an earlier edition held would be
published with the next one.
"""

import json
import os
import re
import shutil
import tempfile
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from customer_segmentation.editions import exports_of
from customer_segmentation.leash import leashed
from customer_segmentation.site.assemble import LANGUAGES, AssembleError, assemble
from customer_segmentation.site.policy import with_policy

SECONDS_ALLOWED = 1800
FAILED_QUERY = "| Error in Query!"

# where the tool works, and where it lists what it read from the sources
TEMPLATE = Path(".evidence", "template")
MANIFEST = Path("static", "data", "manifest.json")

# the tool's own furniture: not ours, and not needed
LEFT_OUT = (
    "manifest.webmanifest",
    "fix-tprotocol-service-worker.js",
    "favicon.ico",
    "apple-touch-icon.png",
    "icon-192.png",
    "icon-512.png",
    "_app/immutable/assets/wordmark-*.png",
    # the styles of the frame once more, as only the build itself needs them
    "_app/immutable/assets/_layout.*.css",
)


class SiteBuildError(RuntimeError):
    """The site could not be built; the message is one line for the person who started it."""


def build_site(reports: Path, exports: Path, out: Path, work: Path | None = None, edition: str = "public") -> None:
    """Build one edition in every language from its exports and put the result into `out`, replacing what was there.

    Parameters
    ----------
    reports
        The folder of the pages; its `node_modules` must be installed.
    exports
        The exports folder of a run, with `<edition>_edition/*.parquet` in it. Other editions' tables are never read.
    work
        A folder to assemble in; empty or not there yet. Without it a temporary folder is used and removed.
    edition
        One of `EDITIONS`.
    """
    tables = exports_of(exports.resolve(), edition)
    if not any(tables.glob("*.parquet")):
        raise SiteBuildError(f"no exported tables in {tables}: run dbt and the export first")
    if not (reports / "node_modules").is_dir():
        raise SiteBuildError(f"the report tools are not installed in {reports}: run npm ci there")
    with _work_folder(work) as folder:
        try:
            assemble(reports.resolve(), tables, folder, edition)
        except AssembleError as error:
            raise SiteBuildError(str(error)) from error
        environment = _environment(tables)
        _run(["sources", "--strict"], folder, environment)
        add_empty(folder / TEMPLATE, tables)
        _run(["build:strict"], folder, environment)
        built = folder / "build"
        if not (built / "index.html").is_file():
            raise SiteBuildError(f"the report tool ended without a site in {built}")
        _finish(built)
        shutil.rmtree(out, ignore_errors=True)
        out.parent.mkdir(parents=True, exist_ok=True)
        shutil.copytree(built, out)


def add_empty(template: Path, tables: Path) -> None:
    """Write the tables without a row: the tool lists them among its files, writes none, and can't open them then."""
    listed = json.loads((template / MANIFEST).read_text(encoding="utf-8"))["renderedFiles"]
    for path in sorted(template / name for names in listed.values() for name in names):
        if path.exists():
            continue
        target = str(path).replace("'", "''")
        with duckdb.connect() as connection:
            connection.execute(
                f"copy (from read_parquet(?)) to '{target}' (format parquet, compression uncompressed)",
                [str(tables / path.name)],
            )


@contextmanager
def _work_folder(work: Path | None) -> Iterator[Path]:
    """Give an empty folder to assemble in."""
    if work is None:
        with tempfile.TemporaryDirectory(prefix="site-") as folder:
            yield Path(folder).resolve()
        return
    if work.exists() and any(work.iterdir()):
        raise SiteBuildError(f"the work folder is not empty: {work}")
    work.mkdir(parents=True, exist_ok=True)
    yield work.resolve()


def _environment(tables: Path) -> dict[str, str]:
    """Return the caller's environment with the edition's folder in it and every way home closed."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("EVIDENCE_")}
    return inherited | {
        "EVIDENCE_VAR__data_dir": str(tables),
        "SEND_ANONYMOUS_USAGE_STATS": "no",
        "DO_NOT_TRACK": "1",
        "npm_config_offline": "true",
        "npm_config_update_notifier": "false",
        "CI": "1",
        "TZ": "UTC",
    }


def _run(arguments: list[str], folder: Path, environment: dict[str, str]) -> None:
    """Run one command of the report tool; its output goes to ours, its failure becomes one line."""
    tool = folder / "node_modules" / "@evidence-dev" / "evidence" / "cli.js"
    with leashed(["node", str(tool), *arguments], folder, environment=environment) as process:
        late = threading.Timer(SECONDS_ALLOWED, process.end)
        late.start()
        started = time.monotonic()
        try:
            unanswered = _echo(process.output or ())
            code = process.wait()
        finally:
            late.cancel()
    if code and time.monotonic() - started >= SECONDS_ALLOWED:
        raise SiteBuildError(f"the report tool did not end within {SECONDS_ALLOWED} s: {arguments[0]}")
    if code:
        raise SiteBuildError(f"the report tool failed ({arguments[0]}, exit code {code}); its output is above")
    if unanswered:
        raise SiteBuildError(f"a page asks what can not be answered: {unanswered[0]}")


def _echo(output: Iterable[str]) -> list[str]:
    """Pass on what the tool says; return its lines on failed queries, after which it goes on with an empty page."""
    unanswered = []
    for line in output:
        print(line, end="", flush=True)
        if FAILED_QUERY in line:
            unanswered.append(line.strip())
    return unanswered


def _finish(site: Path) -> None:
    """Name language and policy, take the tool's splash screen and icons out of every page, drop its furniture."""
    for page in site.rglob("*.html"):
        language = language_of(page.relative_to(site))
        page.write_text(with_policy(finished(page.read_text(encoding="utf-8"), language)), encoding="utf-8")
    for pattern in LEFT_OUT:
        for path in site.glob(pattern):
            path.unlink()


def language_of(page: Path) -> str:
    """Return the language of a page by the folder that it lies in.

    >>> language_of(Path("en/test/index.html")), language_of(Path("test/index.html"))
    ('en', 'th')
    """
    below = {folder: language for language, folder in LANGUAGES.items()}
    return below.get(page.parts[0], below[""])


def finished(html: str, language: str) -> str:
    """Return a page as it is published.

    >>> finished('<html lang="de"><head><link rel="manifest" href="/manifest.webmanifest" /></head>', "en")
    '<html lang="en" data-theme="light"><head></head>'
    """
    html = re.sub(r'<html lang="[a-z]*"', f'<html lang="{language}" data-theme="light"', html, count=1)
    # the tool would follow the reader's dark mode, for which these pages are not made
    html = re.sub(r"<script>\s*try \{[^<]*?evidence-theme.*?</script>\s*", "", html, count=1, flags=re.DOTALL)
    html = re.sub(r'<link rel="(?:manifest|apple-touch-icon)"[^>]*>\s*', "", html)
    html = re.sub(r'<link rel="icon" href="[^"]*favicon\.ico"[^>]*>\s*', "", html)
    html = re.sub(r"<!-- SplashScreen -->\s*<div[^>]*>.*?</svg>\s*</div>", "", html, count=1, flags=re.DOTALL)
    return re.sub(r"<style>\s*#__evidence_project_splash.*?</style>", "", html, count=1, flags=re.DOTALL)
