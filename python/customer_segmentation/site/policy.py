"""What a browser may do with a page: run the page's own scripts, load from the page's own origin, and nothing else.

The policy stands in each page, so that it holds on a plain file server too. What a page can't say about itself
(that nobody may frame it) is the server's to say: see `server`.
"""

import base64
import hashlib
from html.parser import HTMLParser

# a script of another type is data, which no policy is about
RUN_BY_BROWSERS = {"", "module", "text/javascript", "application/javascript"}

# the query engine is WebAssembly in a worker made from a blob; charts and tables set styles on their elements
ALLOWED = (
    ("default-src", "'self'"),
    ("script-src", "'self' 'wasm-unsafe-eval'"),
    ("worker-src", "'self' blob:"),
    ("style-src", "'self' 'unsafe-inline'"),
    ("img-src", "'self' data: blob:"),
    ("font-src", "'self' data:"),
    ("connect-src", "'self' blob: data:"),
    ("object-src", "'none'"),
    ("base-uri", "'none'"),
    ("form-action", "'self'"),
)
HEAD = "<head>"


class _InlineScripts(HTMLParser):
    """The text of each script that stands in the page itself."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Remember whether what follows is the text of a script to run."""
        values = dict(attrs)
        self._inside = tag == "script" and "src" not in values and (values.get("type") or "") in RUN_BY_BROWSERS
        if self._inside:
            self.found.append("")

    def handle_data(self, data: str) -> None:
        """Collect the text of the script."""
        if self._inside:
            self.found[-1] += data

    def handle_endtag(self, tag: str) -> None:
        """End the script."""
        self._inside = self._inside and tag != "script"


def content_security_policy(html: str) -> str:
    """Return the policy of a page: its own inline scripts by their hashes, no other, and no evaluation of text.

    Source: W3C, Content Security Policy Level 3, 6.7.2 (hashes of inline scripts, 'wasm-unsafe-eval').
    """
    scripts = _InlineScripts()
    scripts.feed(html)
    hashes = [base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in scripts.found]
    said = " ".join(f"'sha256-{text}'" for text in sorted(set(hashes)))
    directives = [f"{name} {allowed}" for name, allowed in ALLOWED]
    return "; ".join(f"{line} {said}".strip() if line.startswith("script-src") else line for line in directives)


def with_policy(html: str) -> str:
    """Put the policy into the page before anything else in it can be run or loaded.

    Raises
    ------
    ValueError
        The page has no head, so that a policy would come too late.
    """
    before, head, after = html.partition(HEAD)
    if not head or "<script" in before:
        raise ValueError("the page has no head before its first script")
    policy = content_security_policy(html)
    return f'{before}{head}<meta http-equiv="Content-Security-Policy" content="{policy}" />{after}'
