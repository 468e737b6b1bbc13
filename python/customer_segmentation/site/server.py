"""What shows a published site: nginx's configuration for an installation, and a small server for this machine.

The configuration is for nginx as Debian packages it: headers, caching, who may see an edition. The site is what the
symlink `current` points at, and earlier years are found in the archive by their address, so a new publication needs
no reload.
"""

import functools
import http.server
import re
from pathlib import Path
from string import Template
from typing import Any

# what a page's own policy can't say, and what keeps a browser from guessing
HEADERS = {
    "Content-Security-Policy": "frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
EARLIER = re.compile(r"/years/(?P<year>[0-9]{4}(?:-restated-[0-9]+)?)(?=/|$)")
FOR_EVER, ASK_FIRST = "public, max-age=31536000, immutable", "no-cache"

ACCESS = Template("""\
    auth_basic "customer segmentation";
    auth_basic_user_file "$users";
""")

CONFIGURATION = Template("""\
# The published site for nginx; written by `make server-config`. Put it where nginx reads its sites from.
server {
    listen $listen;
    root "$root";
    index index.html;
    server_tokens off;
    absolute_redirect off;
    charset utf-8;
    gzip on;
    gzip_types text/css text/javascript application/javascript application/json application/wasm image/svg+xml;
$access
    # an earlier year links years by their place beside it: a copy of the page without scripts asks below itself
    rewrite ^/years/[^/]+(/years/.*)$$ $$1 redirect;
    location ~ /\\. { return 404; }
    # names of these files change with their content
    location ~ "^/years/(?<year>[0-9]{4}(?:-restated-[0-9]+)?)(?<script>/_app/immutable/.*)$$" {
        root "$archive";
        try_files /$$year/site$$script =404;
$immutable
    }
    location ~ "^/years/(?<year>[0-9]{4}(?:-restated-[0-9]+)?)(?<page>/[^.]*[^/.])?$$" {
        rewrite ^(.*)$$ $$1/ permanent;
    }
    location ~ "^/years/(?<year>[0-9]{4}(?:-restated-[0-9]+)?)(?<page>/.*)$$" {
        root "$archive";
        try_files /$$year/site$$page /$$year/site$${page}index.html =404;
$pages
    }
    location /_app/immutable/ {
$immutable
    }
    location / {
        try_files $$uri $$uri/ =404;
$pages
    }
}
""")


def server_configuration(root: Path, archive: Path, listen: str, users: Path | None = None) -> str:
    """Return the configuration of one edition and of the earlier years beside it.

    Parameters
    ----------
    root
        The site's folder as the server sees it: `current/site` below the data folder.
    archive
        The folder of the archived years; their public sites are served below `/years/`.
    listen
        Address and port, as "127.0.0.1:8080" behind another server that speaks TLS.
    users
        A password file (htpasswd); with it nothing is served to strangers, and no cache keeps a page for others.

    Raises
    ------
    ValueError
        A path or an address holds what would end a line of the configuration.
    """
    for text in (str(root), str(archive), listen, str(users or "")):
        if any(letter in text for letter in '"\\;{}\n$'):
            raise ValueError(f"expected a path or an address without quotes, semicolons, braces and $, found {text!r}")
    access = ACCESS.substitute(users=users) if users else ""
    kept = (FOR_EVER, ASK_FIRST) if users is None else (FOR_EVER.replace("public", "private"), "no-store")
    immutable, pages = (_headers(HEADERS | {"Cache-Control": value}) for value in kept)
    return CONFIGURATION.substitute(
        listen=listen, root=root, archive=archive, access=access, immutable=immutable, pages=pages
    )


def _headers(headers: dict[str, str]) -> str:
    # nginx takes none of a server's headers into a location that has its own
    return "\n".join(f'        add_header {name} "{value}" always;' for name, value in headers.items())


class SiteHandler(http.server.SimpleHTTPRequestHandler):
    """The files of a site, and below `/years/` those of the archive. Every file is asked for anew."""

    def __init__(self, *arguments: Any, site: Path, archive: Path, **named: Any) -> None:
        self.archive = archive
        super().__init__(*arguments, directory=str(site), **named)

    def translate_path(self, path: str) -> str:
        """Return the file that an address means; the class above takes care of addresses that lead out."""
        year = EARLIER.match(path)
        if not year:
            return super().translate_path(path)
        folder, self.directory = self.directory, str(self.archive / year["year"] / "site")
        found = super().translate_path(path[year.end() :] or "/")
        self.directory = folder
        return found

    def end_headers(self) -> None:
        """Let no browser keep a page of an earlier publication."""
        self.send_header("Cache-Control", ASK_FIRST)
        super().end_headers()


def serve(site: Path, archive: Path, port: int) -> http.server.ThreadingHTTPServer:
    """Return a server of a site for this machine alone; the caller lets it run."""
    handler = functools.partial(SiteHandler, site=site, archive=archive)
    return http.server.ThreadingHTTPServer(("127.0.0.1", port), handler)
