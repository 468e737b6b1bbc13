"""The policy of a page stops what is not its own, and nginx serves a site with its headers and its doors."""

import os
import shutil
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from customer_segmentation.site.policy import content_security_policy, with_policy
from customer_segmentation.site.server import serve, server_configuration
from tests.conftest import World
from tests.reports.reading import Site, read

OWN = "<script>document.title = 'own'</script>"
PAGE = f"<!doctype html><html lang='th'><head></head><body>{OWN}<p>ข้อความ</p></body></html>"
NGINX = shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin")


def test_the_policy_of_an_inline_script_is_its_hash() -> None:
    """`printf "let x" | openssl dgst -sha256 -binary | base64` gives the same."""
    hashed = subprocess.run(
        "printf 'let x' | openssl dgst -sha256 -binary | openssl base64",
        shell=True,
        capture_output=True,
        check=True,
        text=True,
    ).stdout.strip()
    policy = content_security_policy('<script>let x</script><script type="application/json">{"a": 1}</script>')
    assert f"script-src 'self' 'wasm-unsafe-eval' 'sha256-{hashed}';" in policy
    assert "'unsafe-eval'" not in policy


def test_a_page_without_a_head_before_its_scripts_gets_no_policy_too_late() -> None:
    for html in ("<p>no head</p>", f"{OWN}<head></head>"):
        with pytest.raises(ValueError, match="no head"):
            with_policy(html)


def test_a_browser_runs_a_page_s_own_scripts_and_no_other(browser: Browser, tmp_path: Path) -> None:
    evil = "<script>document.title = 'evil'</script><script>document.title = eval(\"'evil'\")</script>"
    for name, html, title in (
        ("own", with_policy(PAGE), "own"),
        ("changed later", with_policy(PAGE).replace("<p>", f"{evil}<p>"), "own"),
        ("without a policy", PAGE.replace("<p>", f"{evil}<p>"), "evil"),
    ):
        path = tmp_path / "page.html"
        path.write_text(html, encoding="utf-8")
        page = browser.new_page()
        page.goto(path.as_uri())
        assert page.title() == title, name
        page.close()


def test_a_path_that_would_end_a_line_of_the_configuration_is_refused() -> None:
    with pytest.raises(ValueError, match="without quotes"):
        server_configuration(Path('/srv/a"; include /etc/passwd; #'), Path("/srv/archive"), "127.0.0.1:1")


@pytest.mark.parametrize(
    ("arguments", "finding"),
    [
        (["--edition", "intranet"], "give --users"),
        (["--year", "2500"], "no site of 2500"),
        (["--year", "2500", "--edition", "intranet", "--users", "u"], "only the public edition is archived"),
    ],
)
def test_a_server_that_would_show_too_much_or_nothing_is_not_configured(
    tmp_path: Path, arguments: list[str], finding: str
) -> None:
    done = configure(World(tmp_path), *arguments)
    assert done.returncode == 1
    assert finding in done.stderr
    assert done.stdout == ""


def test_each_edition_and_an_archived_year_has_its_own_server(tmp_path: Path) -> None:
    (tmp_path / "archive" / "2566" / "site").mkdir(parents=True)
    for arguments, root in (
        ([], "current/site"),
        (["--edition", "intranet", "--users", "/etc/users"], "current/site-intranet"),
        (["--year", "2566"], "archive/2566/site"),
    ):
        assert f'root "{tmp_path / root}";' in configure(World(tmp_path), *arguments).stdout


def test_the_years_before_stand_beside_the_site_on_this_machine(tmp_path: Path) -> None:
    """And nothing else of the archive, nor of what lies around the site."""
    for name, text in (
        ("site/index.html", "now"),
        ("archive/2566/site/test/index.html", "then"),
        ("archive/2566-restated-1/site/index.html", "corrected"),
        ("archive/2566/secret.parquet", "inside"),
    ):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    with serve(tmp_path / "site", tmp_path / "archive", 0) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        address = f"127.0.0.1:{server.server_port}"
        found = {
            "/": (200, b"now"),
            "/years/2566/test/": (200, b"then"),
            "/years/2566-restated-1/": (200, b"corrected"),
        }
        assert {path: (get(address, path).status, body(address, path)) for path in found} == found
        assert get(address, "/years/2566/test").getheader("Location") == "/years/2566/test/"
        for path in ("/years/2565/", "/years/2566/../secret.parquet", "/years/2566/%2e%2e/secret.parquet", "/years/"):
            assert get(address, path).status == 404, path
        server.shutdown()


def configure(world: World, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Ask for a configuration as make does."""
    command = [sys.executable, "-m", "customer_segmentation.site", "server-config", *arguments]
    return subprocess.run(
        command, env=world.environment(), cwd=world.data_dir, capture_output=True, check=False, encoding="utf-8"
    )


@contextmanager
def nginx(folder: Path, root: Path, archive: Path, users: Path | None = None) -> Iterator[str]:
    """Run nginx with the configuration that is handed to an installation; give its address."""
    assert NGINX, "the long tests need nginx; make nginx installs it"
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"127.0.0.1:{port}"
    configuration = folder / "nginx.conf"
    places = "".join(
        f'{kind}_temp_path "{folder}/{kind}";\n' for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    configuration.write_text(
        f'daemon off;\npid "{folder}/nginx.pid";\nerror_log stderr;\nevents {{}}\nhttp {{\n'
        f"include /etc/nginx/mime.types;\naccess_log off;\n{places}"
        f"{server_configuration(root, archive, address, users)}}}\n",
        encoding="utf-8",
    )
    # an unprivileged worker must reach what pytest made for its user only
    if os.geteuid() == 0:
        configuration.write_text(f"user root;\n{configuration.read_text(encoding='utf-8')}", encoding="utf-8")
    process = subprocess.Popen([NGINX, "-c", str(configuration)], stdin=subprocess.DEVNULL)
    try:
        for _ in range(100):
            with socket.socket() as probe:
                if not probe.connect_ex(("127.0.0.1", port)):
                    break
            time.sleep(0.1)
        yield address
    finally:
        process.terminate()
        process.wait(timeout=20)


def body(address: str, path: str) -> bytes:
    """What an address answers."""
    connection = HTTPConnection(address, timeout=20)
    connection.request("GET", path)
    return connection.getresponse().read()


def get(address: str, path: str, **headers: str) -> HTTPResponse:
    """Ask for a path once."""
    connection = HTTPConnection(address, timeout=20)
    connection.request("GET", path, headers=headers)
    response = connection.getresponse()
    response.read()
    return response


@pytest.mark.long
def test_nginx_serves_the_published_site_with_its_headers(
    published: World, site: Site, browser: Browser, tmp_path: Path
) -> None:
    """Every page opens in a browser without one refusal; nothing outside the site is to be had."""
    root = published.current / "site"
    with nginx(tmp_path, root, published.data_dir / "archive") as address:
        page = browser.new_page()
        said: list[str] = []
        page.on("console", lambda message: said.append(message.text) if message.type in ("error", "warning") else None)
        for path in site.paths:
            answer = page.goto(f"http://{address}{path}", wait_until="networkidle")
            assert answer is not None
            assert answer.status == 200
            assert answer.headers["content-security-policy"] == "frame-ancestors 'none'"
            assert answer.headers["x-content-type-options"] == "nosniff"
            assert answer.headers["cache-control"] == "no-cache"
        page.close()
        assert said == []
        script = next(root.resolve().glob("_app/immutable/**/*.js")).relative_to(root.resolve())
        assert "immutable" in str(get(address, f"/{script.as_posix()}").getheader("Cache-Control"))
        engine = next(root.resolve().rglob("*.wasm")).relative_to(root.resolve())
        assert get(address, f"/{engine.as_posix()}").getheader("Content-Type") == "application/wasm"
        inside = ("/customers/", "/site-intranet/", "/../site-intranet/", "/%2e%2e/site-intranet/customers/")
        for path in ("/../warehouse.duckdb", "/%2e%2e/warehouse.duckdb", "/.hidden", "/gone/", *inside):
            assert get(address, path).status in (400, 404), path


@pytest.mark.long
def test_nginx_serves_the_years_before_beside_the_site(
    published: World, site: Site, browser: Browser, tmp_path: Path
) -> None:
    """An archived site says that it is one and leads to the newest; nothing else of the archive is to be had."""
    year = published.current.resolve().name[2:6]
    archive = tmp_path / "archive"
    shutil.copytree(published.data_dir / "archive" / year, archive / "2500")
    shutil.copytree(published.data_dir / "archive" / year / "site", archive / "2500-restated-1" / "site")
    with nginx(tmp_path, published.current / "site", archive) as address:
        for folder in ("2500", "2500-restated-1"):
            earlier = Site(site.folder, site.exports, f"http://{address}/years/{folder}")
            reading = read(browser, earlier, "/en/test/", 1280)
            assert reading.troubles == []
            assert "a newer year has been published" in reading.text
        page = browser.new_page()
        page.goto(f"http://{address}/years/2500/en/test/", wait_until="networkidle")
        page.get_by_role("link", name="Go to the newest year").click()
        page.wait_for_url(f"http://{address}/")
        page.close()
        assert get(address, "/years/2500/test").getheader("Location") == "/years/2500/test/"
        assert get(address, "/years/2500").getheader("Location") == "/years/2500/"
        assert get(address, "/years/2500/years/2499/").getheader("Location") == "/years/2499/"
        script = next(site.folder.glob("_app/immutable/**/*.js")).relative_to(site.folder).as_posix()
        assert "immutable" in str(get(address, f"/years/2500/{script}").getheader("Cache-Control"))
        assert get(address, "/years/2500/").getheader("Content-Security-Policy") == "frame-ancestors 'none'"
        for path in (
            "/years/",
            "/years/2499/",
            "/years/2500/../customer_segments.parquet",
            "/years/2500/checksums.json",
        ):
            assert get(address, path).status in (403, 404), path


@pytest.mark.long
def test_nginx_lets_nobody_into_the_intranet_edition_without_a_password(
    published: World, browser: Browser, tmp_path: Path
) -> None:
    """Neither to a page nor to a table; with the password the look-up answers, and no cache keeps it."""
    root, users = published.current / "site-intranet", tmp_path / "users"
    made = subprocess.run(
        ["openssl", "passwd", "-apr1", "-stdin"], input="secret\n", capture_output=True, check=True, text=True
    )
    users.write_text(f"reader:{made.stdout}", encoding="utf-8")
    table = next(root.resolve().rglob("customers.parquet")).relative_to(root.resolve()).as_posix()
    with nginx(tmp_path, root, published.data_dir / "archive", users) as address:
        for path in ("/", "/customers/", f"/{table}", "/published.json"):
            assert get(address, path).status == 401, path
            assert get(address, path, Authorization="Basic cmVhZGVyOndyb25n").status == 401, path
            answer = get(address, path, Authorization="Basic cmVhZGVyOnNlY3JldA==")
            assert answer.status == 200, path
            assert answer.getheader("Cache-Control") == "no-store"
        page = browser.new_page(http_credentials={"username": "reader", "password": "secret"})
        page.goto(f"http://{address}/en/customers/", wait_until="networkidle")
        page.get_by_role("searchbox").fill("nobody is called that")
        expect(page.locator("p.count")).to_contain_text("No such customer", timeout=30_000)
        page.close()
