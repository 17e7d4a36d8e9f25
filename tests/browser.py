"""Look at a built site as its readers do: serve it, open a page in Chromium, see what the page did."""

import gzip
import json
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache, partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from importlib.resources import files
from io import BytesIO
from pathlib import Path
from typing import Any, Literal
from urllib.parse import unquote, urlsplit

from playwright.sync_api import Browser, ConsoleMessage, Error, Page, Request, sync_playwright

from tests.find_browser import find_browser

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
OF_COLOURS = ("color-contrast", "link-in-text-block")
"""The rules of axe-core that can find something in one palette and nothing in the other, and the slowest."""
REFUSED = "Content Security Policy"
"""Stands in whatever Chromium says on the console when a page's policy forbids something."""

ARGUMENTS = [
    "--no-sandbox",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # A page that asks another host gets no answer, so what the tests see doesn't hang on a network.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
    # Two browsers share few processors: what they do beside the page costs more than it gains.
    "--disable-gpu",
    "--js-flags=--single-threaded",
]


class _Handler(SimpleHTTPRequestHandler):
    """Serves a folder as a plain host would: index pages, the site's own page for what isn't there."""

    protocol_version = "HTTP/1.1"
    # Or else each answer waits for the browser to acknowledge its headers, some 40 ms.
    disable_nagle_algorithm = True

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 the parent's name
        """Be quiet."""

    def list_directory(self, path: Any) -> BytesIO | None:  # noqa: ARG002 the parent's
        self.send_error(HTTPStatus.NOT_FOUND)
        return None

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        # A site may stand below a path of its host, and has a page of its own for what it lacks.
        below = {page.parent.name: page for page in Path(self.directory).glob("*/404.html")}
        page = below.get(self.path.split("/")[1], Path(self.directory, "404.html"))
        if code != HTTPStatus.NOT_FOUND or not page.is_file():
            super().send_error(code, message, explain)
            return
        body = page.read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A browser that hangs up early is no fault of the site."""


@contextmanager
def serve(folder: Path) -> Iterator[str]:
    """The address, with a slash at its end, under which the folder is served meanwhile."""
    with _Server(("127.0.0.1", 0), partial(_Handler, directory=str(folder))) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/"
        finally:
            server.shutdown()
            thread.join()


@contextmanager
def start_browser() -> Iterator[Browser]:
    """Raises BrowserMissing, which says what to do."""
    path = find_browser()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        try:
            yield browser
        finally:
            browser.close()


@dataclass
class Visit:
    """A page, and what it did since it was opened."""

    page: Page
    requests: list[str] = field(default_factory=list)
    """The address of every request, in order, the page's own first."""
    console_errors: list[str] = field(default_factory=list)
    page_errors: list[str] = field(default_factory=list)

    def assert_allowed(self) -> None:
        """It tried nothing that its policy refuses."""
        refused = [text for text in self.console_errors if REFUSED in text]
        assert not refused, f"{self.page.url}:\n" + "\n".join(refused)

    def outside_requests(self) -> list[str]:
        """Requests for another host than the page's own."""
        return [address for address in self.requests if not same_origin(address, self.requests[0])]

    def assert_quiet(self) -> None:
        """No request left for another host, no script failed, nothing was said on the console."""
        said = [
            *(f"a request for another host: {address}" for address in self.outside_requests()),
            *(f"an error on the console: {text}" for text in self.console_errors),
            *(f"a script failed: {text}" for text in self.page_errors),
        ]
        assert not said, f"{self.page.url}:\n" + "\n".join(said)


def same_origin(address: str, other: str) -> bool:
    """Addresses that carry their content in themselves have no host."""
    one, two = urlsplit(address), urlsplit(other)
    return one.scheme in {"about", "blob", "data"} or (one.scheme, one.netloc) == (two.scheme, two.netloc)


@contextmanager
def open_page(
    browser: Browser,
    url: str,
    width: int = 1280,
    scheme: Literal["light", "dark"] = "light",
    javascript: bool = True,
    *,
    until: Literal["load", "networkidle"] = "networkidle",
) -> Iterator[Visit]:
    """A reader who comes for the first time: nothing is stored, and nothing cached.

    Waiting for the network to fall idle takes half a second, and is what shows every request.
    """
    page = _take(browser, javascript)
    visit = Visit(page)
    try:
        with _recorded(visit):
            page.set_viewport_size({"width": width, "height": 900})
            # What is in motion has no colour to measure and no place to click.
            page.emulate_media(
                media="null", color_scheme=scheme, reduced_motion="reduce", forced_colors="none"
            )
            page.goto(url, wait_until=until)
            yield visit
        visit.assert_allowed()
        _give_back(browser, page, javascript)
    except BaseException:
        page.context.close()
        raise


_FREE: dict[tuple[Browser, bool], list[Page]] = {}
"""Pages that readers take in turn, with and without JavaScript. A new one costs three times as much."""


def _take(browser: Browser, javascript: bool) -> Page:
    free = _FREE.setdefault((browser, javascript), [])
    return free.pop() if free else browser.new_context(java_script_enabled=javascript).new_page()


def _give_back(browser: Browser, page: Page, javascript: bool) -> None:
    """As good as new: nothing stored, cached or left open, no page to go back to, the pointer away."""
    for other in page.context.pages:
        if other != page:
            other.close()
    page.unroute_all()
    page.evaluate("() => { localStorage.clear(); sessionStorage.clear() }")
    page.goto("about:blank")
    page.mouse.move(0, 0)
    session = page.context.new_cdp_session(page)
    session.send("Network.clearBrowserCache")
    session.send("Page.resetNavigationHistory")
    session.detach()
    _FREE[browser, javascript].append(page)


@contextmanager
def _recorded(visit: Visit) -> Iterator[None]:
    def note_request(request: Request) -> None:
        visit.requests.append(request.url)

    def note(message: ConsoleMessage) -> None:
        if message.type == "error":
            visit.console_errors.append(f"{message.text} ({message.location.get('url', '')})")

    def note_error(error: Error) -> None:
        visit.page_errors.append(str(error))

    visit.page.on("request", note_request)
    visit.page.on("console", note)
    visit.page.on("pageerror", note_error)
    try:
        yield
    finally:
        visit.page.remove_listener("request", note_request)
        visit.page.remove_listener("console", note)
        visit.page.remove_listener("pageerror", note_error)


LOOKS = """(() => {
  const grounds = new WeakMap()
  const look = (style) => `${style.color} ${style.fontSize} ${style.fontWeight} ${style.opacity}`
  const ground = (style) => `${style.backgroundColor} ${style.backgroundImage} ${style.opacity}`
  const place = (it) => {
    if (!it) return ""
    if (!grounds.has(it)) {
      const kind = `${it.localName}.${it.getAttribute("class")} ${ground(getComputedStyle(it))}`
      grounds.set(it, `${place(it.parentElement)}>${kind}`)
    }
    return grounds.get(it)
  }
  const speaks = (it) => it.matches("input, select, textarea")
    || [...it.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim())
  const seen = (it) => it.checkVisibility({ visibilityProperty: true, opacityProperty: true })
  window.__looks = new Map()
  for (const it of document.body.querySelectorAll("*")) {
    if (!speaks(it) || !seen(it)) continue
    const key = `${place(it)} ${look(getComputedStyle(it))}`
    if (!window.__looks.has(key)) window.__looks.set(key, it)
  }
  return [...window.__looks.keys()]
})()"""
"""The looks of what has words on the page. Elements that look alike, stand alike and are on alike grounds
have one, and the first of them stands for it."""


def axe(
    page: Page, within: str | None = None, only: Sequence[str] = (), without: Sequence[str] = ()
) -> list[str]:
    """What axe-core finds against WCAG 2.2 A and AA and its own best practice, a line for each element."""
    asked = {"type": "rule", "values": list(only)} if only else {"type": "tag", "values": RULES}
    left_out = {rule: {"enabled": False} for rule in without}
    return _axe(page, json.dumps(within) if within else "document", {"runOnly": asked, "rules": left_out})


def axe_of_new_looks(page: Page, seen: set[str]) -> list[str]:
    """What the rules of colours find in looks that weren't seen before; they are from now on.

    They take longest, and what they say of one element holds for all that look like it, on any page.
    """
    new = [look for look in page.evaluate(LOOKS) if look not in seen]
    if not new:
        return []
    seen.update(new)
    elements = f"{{ include: {json.dumps(new)}.map((look) => window.__looks.get(look)) }}"
    return _axe(page, elements, {"runOnly": {"type": "rule", "values": list(OF_COLOURS)}})


def _axe(page: Page, within: str, options: dict[str, Any]) -> list[str]:
    session = page.context.new_cdp_session(page)

    def evaluate(expression: str) -> Any:
        # Over the protocol, for a page's Content-Security-Policy forbids it in any other way.
        answer = session.send(
            "Runtime.evaluate", {"expression": expression, "awaitPromise": True, "returnByValue": True}
        )
        if "exceptionDetails" in answer:
            raise AssertionError(f"axe-core failed on {page.url}: {answer['exceptionDetails']}")
        return answer["result"].get("value")

    if not evaluate("matchMedia('(scripting: enabled)').matches"):
        # It would wait for ever.
        raise ValueError("axe-core is a script: open the page with javascript=True")
    try:
        if not evaluate("'axe' in window"):
            evaluate(_axe_core() + "\n;0")
        asked = json.dumps({**options, "resultTypes": ["violations"]})
        violations = evaluate(f"axe.run({within}, {asked}).then((found) => found.violations)")
    finally:
        session.detach()
    return [_finding(rule, node) for rule in violations for node in rule["nodes"]]


@cache
def _axe_core() -> str:
    return (files("axe_playwright_python") / "axe.min.js").read_text("utf-8")


def _finding(rule: dict[str, Any], node: dict[str, Any]) -> str:
    checks = [*node["any"], *node["all"], *node["none"]]
    reasons = "; ".join(check["message"] for check in checks)
    return f"{rule['id']} at {' '.join(map(str, node['target']))}: {reasons} {node['html'][:200]}"


def gzipped_weight(site_dir: Path, requests: Iterable[str]) -> int:
    """Bytes that a host which compresses sends for these requests, the first one's origin only.

    Each address counts once: a browser asks again for what it keeps only in tests.
    """
    addresses = list(dict.fromkeys(requests))
    ours = [address for address in addresses if same_origin(address, addresses[0])]
    return sum(_weight(_file(site_dir, address)) for address in ours if address.startswith("http"))


def _file(site_dir: Path, address: str) -> Path:
    file = site_dir / unquote(urlsplit(address).path).lstrip("/")
    if file.is_dir():
        file /= "index.html"
    return file if file.is_file() else site_dir / "404.html"


def _weight(file: Path) -> int:
    """Pictures and fonts are compressed already: no host makes them longer."""
    content = file.read_bytes() if file.is_file() else b""
    return min(len(content), len(gzip.compress(content, compresslevel=6, mtime=0)))
