"""What every page tells browsers that it may load and run, and that it keeps to it."""

import gzip
import re
from base64 import b64encode
from collections.abc import Iterator
from hashlib import sha256
from html import unescape
from pathlib import Path

import pytest

from macros.policy import guarded, policy, refused, without_starter
from tests.kinds import KINDS
from tests.later import HOME

META = re.compile(r'<meta (?=[^<>]*http-equiv="Content-Security-Policy")[^<>]*content="([^"]*)"[^<>]*>')
"""Mermaid's plugin puts attributes in the order of their names."""
SCRIPT = re.compile(r"<script\b([^>]*)>(.*?)</script>", re.DOTALL)
INLINE = re.compile(
    r"<style\b|<base\b|<[a-z][^<>]*\s(?:style|on[a-z]+|srcdoc)=|=\s*[\"']?\s*(?:java|vb)script:",
    re.IGNORECASE,
)
LINK = re.compile(r"<(?:a|area)\s[^<>]*>")
LEAVES = re.compile(r'\s(?:xlink:)?href="(?:https?:)?//')
LEAST = {
    "default-src": "'none'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "connect-src": "'self'",
    "worker-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
}
"""What is allowed to every page, beside its own scripts."""
MOST_WEIGHT = 400
"""Bytes that a policy may add to a page as hosts send it."""


@pytest.fixture(scope="module", params=["as it is", "as it may be one day"])
def pages(request: pytest.FixtureRequest, site_dir: Path) -> dict[str, str]:
    """Two sites: the real one, and one with pages at old addresses and drawings left to browsers."""
    later = request.param != "as it is"
    folder = request.getfixturevalue("later_folder") / "site" if later else site_dir
    return {file.relative_to(folder).as_posix(): file.read_text("utf-8") for file in folder.rglob("*.html")}


def directives(html: str) -> dict[str, str]:
    """Of a page's policy, which is the first thing within its head."""
    head = html.partition("<head>")[2].lstrip()
    (said,) = META.findall(html)
    assert META.match(head)
    return dict(directive.split(" ", 1) for directive in unescape(said).split("; "))


def hashed(script: str) -> str:
    return f"'sha256-{b64encode(sha256(script.encode()).digest()).decode()}'"


def inline(html: str) -> Iterator[str]:
    """The scripts that stand in a page; what has a type of its own is data, or a file."""
    for attributes, script in SCRIPT.findall(html):
        if "src=" not in attributes and "application/" not in attributes:
            yield script


def test_every_page_begins_with_a_policy_that_allows_its_own_files_and_no_script_but_the_themes(
    pages: dict[str, str],
) -> None:
    for name, html in pages.items():
        allowed = directives(html)
        scripts = " ".join(["'self'", *map(hashed, inline(html))])
        styles = "'self' 'unsafe-inline'" if '<div class="mermaid">' in html else "'self'"
        assert allowed == LEAST | {"script-src": scripts, "style-src": styles}, name


def test_no_page_holds_what_its_policy_would_refuse(pages: dict[str, str]) -> None:
    found = {name: INLINE.findall(SCRIPT.sub("", html)) for name, html in pages.items()}
    assert {name: what for name, what in found.items() if what} == {}


def test_the_encoding_is_said_early_enough_to_be_heard(pages: dict[str, str]) -> None:
    assert [name for name, html in pages.items() if b'charset="utf-8"' not in html.encode()[:1024]] == []


def test_a_page_whose_link_leaves_the_site_gives_no_hold_on_itself(pages: dict[str, str]) -> None:
    links = [link for html in pages.values() for link in LINK.findall(html)]
    leaving = [link for link in links if LEAVES.search(link) and f'href="{HOME}' not in link]
    opening = [link for link in links if "target=" in link]
    assert len(leaving) > 100
    assert [link for link in leaving + opening if not re.search(r'\srel="[^"]*\bnoopener\b', link)] == []


@pytest.mark.parametrize("kind", KINDS)
def test_a_policy_weighs_little(site_dir: Path, kind: str) -> None:
    address = KINDS[kind].example
    html = (site_dir / (address if address.endswith(".html") else f"{address}index.html")).read_text("utf-8")
    with_it, without = (len(gzip.compress(text.encode())) for text in (html, META.sub("", html)))
    assert 0 < with_it - without <= MOST_WEIGHT


def test_a_drawing_by_the_browser_loosens_nothing_but_the_looks() -> None:
    theme = "<p></p><script>one()</script><script>two()</script>"
    strict, drawing = str(policy(theme)), str(policy(theme, draws=True))
    assert drawing == strict.replace("style-src 'self'", "style-src 'self' 'unsafe-inline'")
    assert f"script-src 'self' {hashed('one()')} {hashed('two()')};" in strict


def test_a_script_that_starts_mermaid_is_taken_out_at_the_end_of_a_page_alone() -> None:
    start = "<script>mermaid.initialize({\n  securityLevel: 'strict'\n});</script>"
    assert without_starter(f"<body>{start}<p>{start}\n</body>") == f"<body>{start}<p>\n</body>"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('<a class="x" href="http://a.example/">', '<a rel="noopener" class="x" href="http://a.example/">'),
        ('<a\nhref="//a.example/">', '<a rel="noopener"\nhref="//a.example/">'),
        ('<a href=".." target="_blank">', '<a rel="noopener" href=".." target="_blank">'),
        ('<a href="//a.example/" rel="license">', '<a href="//a.example/" rel="license noopener">'),
        ('<a rel="noopener" href="//a.example/">', '<a rel="noopener" href="//a.example/">'),
        ('<a href="../a/">', '<a href="../a/">'),
        ('<abbr title="a">', '<abbr title="a">'),
        ('<code>&lt;a href="//a.example/"&gt;</code>', '<code>&lt;a href="//a.example/"&gt;</code>'),
    ],
)
def test_links_by_hand_that_leave_the_site_are_guarded_and_no_others(before: str, after: str) -> None:
    assert guarded(before) == after


@pytest.mark.parametrize(
    "tag",
    [
        '<img alt="" src="https://a.example/a.png">',
        '<script src="//a.example/a.js">',
        '<script type="module">',
        '<iframe src="../a/">',
        "<style>",
        '<p class="a" style="color: red">',
        "<p onclick='a()'>",
    ],
)
def test_what_browsers_will_refuse_in_a_page_by_hand_is_said_to_its_author(tag: str) -> None:
    (problem,) = refused(f"<h1>Peas</h1>{tag}<p>on=1</p>", "peas.md")
    assert str(problem).startswith(f"peas.md:1:1: the pages' policy makes browsers refuse {tag}")


@pytest.mark.parametrize(
    "html",
    [
        '<img alt="" src="../assets/a.png">',
        '<script src="../assets/a.js">',
        '<script type="application/json">',
        '<a href="https://a.example/">',
        "<code>&lt;p style=1&gt;</code>",
        '<td align="right">',
    ],
)
def test_what_browsers_allow_in_a_page_by_hand_is_no_fault(html: str) -> None:
    assert list(refused(html, "peas.md")) == []
