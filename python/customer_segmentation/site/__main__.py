"""Builds, audits and serves the site: `python -m customer_segmentation.site build --exports DIR --out DIR`."""

import argparse
import contextlib
import sys
from pathlib import Path

from customer_segmentation.editions import EDITIONS, site_of
from customer_segmentation.settings import Settings
from customer_segmentation.site.audit import AuditError, audit_site
from customer_segmentation.site.build import SiteBuildError, build_site
from customer_segmentation.site.server import serve, server_configuration


def _show(settings: Settings, edition: str, port: int) -> int:
    """Show what is published until somebody interrupts."""
    site = site_of(settings.current, edition)
    if not site.is_dir():
        raise ValueError("nothing is published yet: run make cycle first (ยังไม่มีการเผยแพร่ ให้สั่ง make cycle ก่อน)")
    with serve(site, settings.archive_dir, port) as server, contextlib.suppress(KeyboardInterrupt):
        print(f"http://127.0.0.1:{server.server_port}/   (Ctrl-C ends it)", flush=True)
        server.serve_forever()
    return 0


def _served(settings: Settings, arguments: argparse.Namespace) -> Path:
    """Return the folder that a server is asked to show."""
    if arguments.edition != "public" and not arguments.users:
        raise ValueError(f"the {arguments.edition} edition is for those in a password file: give --users")
    if arguments.year is None:
        return site_of(settings.current, arguments.edition)
    if arguments.edition != "public":
        raise ValueError("of an earlier year only the public edition is archived: leave out EDITION or YEAR")
    archived = site_of(settings.archive_dir / str(arguments.year), "public")
    if not archived.is_dir():
        raise ValueError(f"no site of {arguments.year} in {settings.archive_dir}: that year was not published here")
    return archived


def main() -> int:
    """Run one command; a failure is one line and a non-zero exit code."""
    parser = argparse.ArgumentParser(prog="customer_segmentation.site", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    build = commands.add_parser("build", help="build the site from the exports of a run and audit it")
    build.add_argument("--exports", type=Path, required=True, help="the run's exports folder")
    build.add_argument("--out", type=Path, required=True, help="where the site goes; replaced")
    build.add_argument("--work", type=Path, help="an empty folder to assemble in, kept for a look at it")
    audit = commands.add_parser("audit", help="audit a site that is there")
    audit.add_argument("--exports", type=Path, required=True)
    audit.add_argument("--out", type=Path, required=True)
    server = commands.add_parser("server-config", help="print the configuration of nginx for what is published")
    server.add_argument("--listen", default="127.0.0.1:8080", help="address and port")
    server.add_argument("--users", type=Path, help="password file (htpasswd): nobody else sees the site")
    server.add_argument("--year", type=int, help="an archived fiscal year (Buddhist era) instead of what is published")
    show = commands.add_parser("serve", help="show what is published, and the years before, on this machine")
    show.add_argument("--port", type=int, default=8000, help="0 takes a free one")
    for command in (build, audit, server, show):
        command.add_argument("--edition", choices=EDITIONS, default="public", help="which edition the site is")
    arguments = parser.parse_args()
    settings = Settings.from_environment()
    try:
        if arguments.command == "serve":
            return _show(settings, arguments.edition, arguments.port)
        if arguments.command == "server-config":
            site = _served(settings, arguments)
            print(server_configuration(site, settings.archive_dir, arguments.listen, arguments.users), end="")
            return 0
        if arguments.command == "build":
            reports = settings.project_dir / "reports"
            build_site(reports, arguments.exports, arguments.out, arguments.work, arguments.edition)
        audit_site(arguments.out, arguments.exports, arguments.edition)
    except (SiteBuildError, AuditError, ValueError, OSError) as error:
        print(f"site: {error}", file=sys.stderr)
        return 1
    print(f"site: {arguments.out}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
