"""A web server's configuration for a published site: headers, caching, and who may see an edition.

For nginx as Debian packages it. The site is what the symlink `current` points at, so a new publication needs no
reload.
"""

from pathlib import Path
from string import Template

# what a page's own policy can't say, and what keeps a browser from guessing
HEADERS = {
    "Content-Security-Policy": "frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
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
    charset utf-8;
    gzip on;
    gzip_types text/css text/javascript application/javascript application/json application/wasm image/svg+xml;
$access
    # names of these files change with their content
    location /_app/immutable/ {
$immutable
    }
    location / {
        try_files $$uri $$uri/index.html =404;
$pages
    }
    location ~ /\\. { return 404; }
}
""")


def server_configuration(root: Path, listen: str, users: Path | None = None) -> str:
    """Return the configuration of one edition.

    Parameters
    ----------
    root
        The site's folder as the server sees it: `current/site` below the data folder.
    listen
        Address and port, as "127.0.0.1:8080" behind another server that speaks TLS.
    users
        A password file (htpasswd); with it nothing is served to strangers, and no cache keeps a page for others.

    Raises
    ------
    ValueError
        A path or an address holds what would end a line of the configuration.
    """
    for text in (str(root), listen, str(users or "")):
        if any(letter in text for letter in '"\\;{}\n$'):
            raise ValueError(f"expected a path or an address without quotes, semicolons, braces and $, found {text!r}")
    access = ACCESS.substitute(users=users) if users else ""
    kept = (FOR_EVER, ASK_FIRST) if users is None else (FOR_EVER.replace("public", "private"), "no-store")
    immutable, pages = (_headers(HEADERS | {"Cache-Control": value}) for value in kept)
    return CONFIGURATION.substitute(listen=listen, root=root, access=access, immutable=immutable, pages=pages)


def _headers(headers: dict[str, str]) -> str:
    # nginx takes none of a server's headers into a location that has its own
    return "\n".join(f'        add_header {name} "{value}" always;' for name, value in headers.items())
