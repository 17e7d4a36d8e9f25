"""That the policy bites: what somebody smuggled into a page neither runs, loads, nor changes its looks."""

import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route

from tests.browser import open_page
from tests.test_policy import META

SMUGGLED = """
<script>ran.push("a script")</script>
<script type="module">ran.push("a module")</script>
<script src="data:text/javascript,ran.push('a script in an address')"></script>
<script src="https://elsewhere.example/a.js"></script>
<svg><script>ran.push("a script in a drawing")</script></svg>
<img src="nowhere.png" onerror="ran.push('a handler')">
<details open ontoggle="ran.push('a second handler')"></details>
<iframe src="https://elsewhere.example/"></iframe>
<iframe srcdoc="<script>parent.ran.push('a frame')</script>"></iframe>
<a id="smuggled" href="javascript:ran.push('a link')">link</a>
<style>h1 { color: rgb(1, 2, 3) }</style>
<h2 id="styled" style="color: rgb(1, 2, 3)">styled</h2>
<link rel="stylesheet" href="https://elsewhere.example/a.css">
<img src="https://elsewhere.example/a.png">
<object data="https://elsewhere.example/a"></object>
<video src="https://elsewhere.example/a.mp4"></video>
<form id="form" action="https://elsewhere.example/"><button>Send</button></form>
<base href="https://elsewhere.example/">
"""
RUNS = {
    "a script",
    "a module",
    "a script in an address",
    "a script in a drawing",
    "a handler",
    "a second handler",
    "a frame",
    "a link",
}
REFUSED = {
    *("script-src-elem", "script-src-attr", "style-src-elem", "style-src-attr"),
    *("img-src", "frame-src", "object-src", "media-src", "connect-src", "form-action", "base-uri"),
}
WATCH = """
globalThis.ran = []
globalThis.refused = []
addEventListener("securitypolicyviolation", ({ effectiveDirective }) => refused.push(effectiveDirective))
"""
TRY = """async () => {
  document.getElementById("smuggled").click()
  await fetch("https://elsewhere.example/").catch(() => 0)
  document.getElementById("form").requestSubmit()
  await new Promise((done) => setTimeout(done, 200))
  const colour = (it) => getComputedStyle(document.querySelector(it)).color
  const own = getComputedStyle(document.querySelector("header")).position
  return { ran, refused, own, colours: [colour("h1"), colour("#styled")] }
}"""


def tried(browser: Browser, url: str, *, guarded: bool) -> tuple[dict[str, Any], list[str]]:
    """What a page does in which everything of the above stands, and which other hosts it asks."""
    page: Page = browser.new_page()
    asked: list[str] = []

    def smuggle(route: Route) -> None:
        answer = route.fetch()
        html = answer.text().replace("</article>", f"{SMUGGLED}</article>")
        route.fulfill(response=answer, body=html if guarded else META.sub("", html))

    def elsewhere(route: Route) -> None:
        asked.append(route.request.url)
        route.fulfill(status=204)

    try:
        page.add_init_script(WATCH)
        page.route(url, smuggle)
        page.route(re.compile(r"//elsewhere\.example/"), elsewhere)
        page.goto(url, wait_until="load")
        return page.evaluate(TRY), asked
    finally:
        page.close()


def test_what_is_smuggled_into_a_page_does_nothing(browser: Browser, site_url: str) -> None:
    found, asked = tried(browser, f"{site_url}glossary/", guarded=True)
    assert asked == []
    assert found["ran"] == []
    assert "rgb(1, 2, 3)" not in found["colours"]
    assert set(found["refused"]) == REFUSED
    assert found["own"] == "sticky"


def test_without_the_policy_it_would_do_all_of_it(browser: Browser, site_url: str) -> None:
    """Or the test above would find nothing because nothing was tried."""
    found, asked = tried(browser, f"{site_url}glossary/", guarded=False)
    assert set(found["ran"]) == RUNS
    assert found["refused"] == []
    assert "rgb(1, 2, 3)" in found["colours"]
    assert {"https://elsewhere.example/a.js", "https://elsewhere.example/a.png"} <= set(asked)


def test_a_page_from_a_disk_keeps_to_the_policy_with_its_looks_and_its_scripts(
    browser: Browser, site_dir: Path
) -> None:
    with open_page(browser, (site_dir / "outputs/4/index.html").as_uri(), until="load") as visit:
        page = visit.page
        assert page.evaluate("getComputedStyle(document.querySelector('header')).position") == "sticky"
        # The theme's script within the page, and its file.
        assert page.evaluate("String(__md_scope)") == f"{site_dir.as_uri()}/"
        assert page.evaluate("document.documentElement.classList.contains('js')")


ANOTHERS = """() => new Promise((done) => {
  addEventListener("securitypolicyviolation", () => done())
  document.body.append(Object.assign(new Image(), { src: "https://elsewhere.example/a.png" }))
})"""


def test_every_test_that_opens_a_page_fails_where_the_policy_refuses_something(
    browser: Browser, site_url: str
) -> None:
    with (
        pytest.raises(AssertionError, match=r"elsewhere\.example.* violates"),
        open_page(browser, f"{site_url}glossary/", until="load") as visit,
    ):
        visit.page.evaluate(ANOTHERS)
