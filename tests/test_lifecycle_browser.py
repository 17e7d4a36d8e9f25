"""An output is renamed, one is withdrawn, two are merged: every address ever published still answers."""

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Route

from macros.ledger import LEDGER, addresses_in, parted
from tests.browser import open_page, serve
from tests.building import ROOT
from tests.later import HEIR, HOME, MERGED, RENAMED, WITHDRAWN
from tests.old_addresses import arrive
from tests.pages import page
from tests.test_unfurl import head_of


@pytest.fixture(scope="module")
def ledger() -> list[str]:
    """Every address that was ever published."""
    return sorted(addresses_in((ROOT / "data" / LEDGER).read_text("utf-8")))


@pytest.fixture(scope="module")
def later(later_folder: Path) -> Path:
    return later_folder / "site"


@pytest.fixture(scope="module")
def later_url(later: Path) -> Iterator[str]:
    with serve(later) as address:
        yield address


def test_every_address_ever_published_still_answers(later: Path, ledger: list[str]) -> None:
    assert len(ledger) > 3000
    lost = []
    for line in ledger:
        try:
            arrive(later, line)
        except AssertionError as fault:
            lost.append(str(fault))
    assert lost == []


def test_old_addresses_lead_to_what_the_records_are_today(later: Path) -> None:
    expected = {
        f"/outputs/{RENAMED}/": ("outputs/4a/", ""),
        f"/outputs/{RENAMED}/#phases": ("outputs/4a/", "phases"),
        f"/outputs/{MERGED}/": ("outputs/12/", ""),
        f"/outputs/{MERGED}/#clauses": ("outputs/12/", "clauses"),
        f"/outputs/{WITHDRAWN}/#phases": ("outputs/7/", "phases"),
        # A cell of the matrix is at the cell of today, or leads to what says what became of it.
        f"/strategy/matrix/#a-5--{RENAMED}": ("strategy/matrix/", f"a-5--{RENAMED}"),
        f"/strategy/matrix/#a-5--{MERGED}": ("strategy/matrix/", f"a-5--{MERGED}"),
        f"/strategy/matrix/#a-5--{WITHDRAWN}": ("outputs/7/", ""),
    }
    assert {line: arrive(later, line)[:2] for line in expected} == expected


def test_what_pages_by_hand_link_to_is_found_at_its_address_of_today(later: Path) -> None:
    for name, link in (("data", "../outputs/4a/"), ("contribute/macros", "../../outputs/4a/")):
        html = (later / name / "index.html").read_text("utf-8")
        assert f'href="{link}"' in html
        assert not re.search(r'href="[^"]*outputs/4/"', html)


def test_a_former_cell_of_the_matrix_is_in_the_cell_of_today(later: Path) -> None:
    html = (later / "strategy" / "matrix" / "index.html").read_text("utf-8")
    for old, now in ((RENAMED, "4a"), (MERGED, HEIR)):
        (within,) = re.findall(rf'<td [^>]*id="([^"]+)"[^>]*><span class="former">[^/]*id="a-5--{old}"', html)
        assert within == f"a-5--{now}"


def test_files_at_old_addresses_are_those_of_today(later: Path) -> None:
    for old, now in ((RENAMED, "4a"), (MERGED, HEIR)):
        copies = {path.suffix: path.read_bytes() for path in (later / "outputs").glob(f"{old}.*")}
        assert ".json" in copies
        assert copies == {
            path.suffix: path.read_bytes() for path in (later / "outputs").glob(f"{now}.*") if path.is_file()
        }


def test_a_page_that_leads_on_is_previewed_as_what_it_leads_to(later: Path) -> None:
    shown = ("og:", "twitter:", "description")
    for old, now in ((RENAMED, "4a"), (MERGED, HEIR)):
        before, after = (head_of(page(later, f"outputs/{one}")) for one in (old, now))
        tags = [[meta for meta in head.metas if meta[0].startswith(shown)] for head in (before, after)]
        assert len(tags[1]) > 5
        assert tags[0] == tags[1]
        assert before.titles == after.titles
        assert before.canonical == [f"{HOME}outputs/{now}/"]
        assert before["robots"] == "noindex"


def test_a_withdrawn_page_stays_and_is_left_out_by_search_engines(later: Path) -> None:
    html = page(later, f"outputs/{WITHDRAWN}")
    assert "Somebody changed their mind." in html
    assert head_of(html)["robots"].startswith("noindex")
    sitemap = (later / "sitemap.xml").read_text("utf-8")
    assert f"{HOME}outputs/{HEIR}/<" in sitemap
    assert not [one for one in (RENAMED, MERGED, WITHDRAWN) if f"{HOME}outputs/{one}/<" in sitemap]


def test_a_search_for_the_old_code_finds_the_record_of_today(later: Path) -> None:
    text = (later / "search" / "exact.json").read_text("utf-8")
    assert '"It was Output 4 before"' in text
    assert '"It was Output 13 before"' in text
    assert '"outputs/13/"' not in text


def samples(ledger: list[str]) -> list[str]:
    """Of every kind of page some, and what the changes touched."""
    touched = [
        f"/{page}{one}"
        for page in ("outputs/4/", "outputs/13/", "outputs/7/")
        for one in ("", "#phases", "#history")
    ]
    cells = ["#a-5--4", "#a-5--13", "#a-5--7", "#f-2--7", "#a-5--12"]
    kinds: dict[str, str] = {}
    for line in ledger:
        if "#" in line and "." not in line.partition("#")[0]:
            kinds.setdefault(re.sub(r"[0-9].*?/", "N/", line.partition("#")[0]), line)
    return [*touched, *(f"/strategy/matrix/{cell}" for cell in cells), *list(kinds.values())[:11]]


LOOKS = re.compile(r"/assets/(javascripts|stylesheets|css|vendor)/|/diagrams-browser\.js")


def leave_out(route: Route) -> None:
    if urlsplit(route.request.url).path.endswith(".css"):
        route.fulfill(content_type="text/css", body="")
    else:
        route.fulfill(content_type="text/javascript", body="var mermaid = { initialize() {} }")


@pytest.mark.parametrize("javascript", [True, False])
def test_old_addresses_answer_in_a_browser(
    later: Path, later_url: str, browser: Browser, ledger: list[str], *, javascript: bool
) -> None:
    lines = samples(ledger)
    assert len(lines) >= 25
    wrong = []
    with open_page(browser, later_url, javascript=javascript, until="load") as visit:
        page = visit.page
        # Where an address leads hangs neither on the theme's script nor on looks and drawings.
        page.route(LOOKS, leave_out)
        for line in lines:
            address, anchor = parted(line)
            there = arrive(later, line)
            page.goto("about:blank")
            page.goto(later_url + line[1:], wait_until="commit")
            leads = javascript and line.startswith(("/outputs/4/", "/outputs/13/"))
            place = there.anchor if leads else anchor
            page.wait_for_url(f"{later_url}{there.address if leads else address}{place and f'#{place}'}")
            page.wait_for_load_state("domcontentloaded")
            found = page.title(), page.locator(":target").count()
            if found != (unescape(there.title), int(bool(place))):
                wrong.append((line, found))
        visit.assert_quiet()
    assert wrong == []


def test_a_query_goes_on_with_the_reader(later_url: str, browser: Browser) -> None:
    with open_page(browser, f"{later_url}outputs/4/?from=mail#%", until="load") as visit:
        visit.page.wait_for_url(f"{later_url}outputs/4a/?from=mail#%")
        visit.assert_quiet()


def test_the_list_of_places_shows_which_one_was_meant(later_url: str, browser: Browser) -> None:
    with open_page(browser, f"{later_url}outputs/13/#clauses", javascript=False, until="load") as visit:
        meant = visit.page.locator("li:target")
        assert meant.inner_text() == "Building blocks it answers"
        assert meant.evaluate("one => getComputedStyle(one).outlineStyle") == "solid"
        meant.get_by_role("link").click()
        visit.page.wait_for_url(f"{later_url}outputs/12/#clauses")
