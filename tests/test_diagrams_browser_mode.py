"""Who draws the diagrams: the build by itself, or the reader's browser where that is chosen."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page

from macros.build import build
from macros.graph import Plan
from macros.views.timeline import milestones_in_sight
from tests.browser import open_page, serve
from tests.crawl import broken_links, outside_requests
from tests.later import HOME

Scheme = Literal["light", "dark"]
WIDE = ".diagram__wide .mermaid svg"
BARS = f"{WIDE} rect.task[id*='bar-']:not([id*='bar-milestone-'])"
MILESTONES = f"{WIDE} rect.task[id*='bar-milestone-']"
BY_HAND = "contribute/macros/"
NODES = ["YAML file", "Checks", "Page"]


@pytest.fixture(scope="module")
def left_to_browsers(later_folder: Path) -> Path:
    return later_folder / "site"


@pytest.fixture(scope="module")
def url(left_to_browsers: Path) -> Iterator[str]:
    with serve(left_to_browsers) as address:
        yield address


@pytest.fixture(scope="module", params=["strategy-2023", "programme-2017"])
def plan(request: pytest.FixtureRequest, later_folder: Path) -> Plan:
    return build(later_folder / "data").plan(request.param)


def fill(page: Page, selector: str) -> str:
    return str(page.locator(selector).first.evaluate("element => getComputedStyle(element).fill"))


def luminance(colour: str) -> float:
    """Of a colour as a browser spells it, from 0 to 1."""
    channels = [int(number) / 255 for number in re.findall(r"\d+", colour)[:3]]
    linear = [one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_browser_draws_the_timeline_with_every_bar_and_asks_no_other_host(
    browser: Browser, url: str, plan: Plan, scheme: Scheme
) -> None:
    with open_page(browser, f"{url}{plan.record.address}/timeline/", 1600, scheme) as visit:
        page = visit.page
        page.locator(WIDE).wait_for()
        assert page.locator(BARS).count() == sum(len(one.phases) for one in plan.commitments.values())
        assert page.locator(MILESTONES).count() == len(milestones_in_sight(plan))
        assert any("mermaid.min.js" in address for address in visit.requests)
        ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
        assert contrast(fill(page, BARS), ground) > 3
        assert contrast(fill(page, f"{WIDE} text.sectionTitle"), ground) > 4.5
        visit.assert_quiet()


def test_a_diagram_is_drawn_again_when_the_reader_chooses_other_colours(browser: Browser, url: str) -> None:
    with open_page(browser, f"{url}strategy/timeline/", 1600, "light") as visit:
        page = visit.page
        page.locator(WIDE).wait_for()
        before = fill(page, BARS)
        page.get_by_role("button", name="Dark colours").click()
        page.wait_for_function(
            "([bars, before]) => document.querySelector(bars) && "
            "getComputedStyle(document.querySelector(bars)).fill !== before",
            arg=[BARS, before],
            timeout=10_000,
        )
        visit.assert_quiet()


def test_a_diagram_by_hand_is_drawn_by_the_browser_in_browser_mode(browser: Browser, url: str) -> None:
    with open_page(browser, url + BY_HAND) as visit:
        drawing = visit.page.locator(".mermaid svg[aria-roledescription^=flowchart]")
        drawing.wait_for()
        said = " ".join(drawing.locator(".nodes").all_text_contents())
        assert [node for node in NODES if node not in said] == []
        visit.assert_quiet()


def test_a_diagram_by_hand_is_drawn_by_the_build_otherwise(browser: Browser, site_url: str) -> None:
    with open_page(browser, site_url + BY_HAND, javascript=False, until="load") as visit:
        said = " ".join(visit.page.locator(".diagram--by-hand svg text").all_text_contents())
        assert [node for node in NODES if node not in said] == []
        visit.assert_quiet()


def test_the_map_of_references_is_drawn_by_the_build_all_the_same(
    left_to_browsers: Path, site_dir: Path, programme: Plan
) -> None:
    address = f"{programme.record.address}/map"
    drawn = [figure_of(folder, address) for folder in (left_to_browsers, site_dir)]
    assert "network__arc" in drawn[0]
    assert drawn[0] == drawn[1]


def figure_of(folder: Path, address: str) -> str:
    html = (folder / address / "index.html").read_text("utf-8")
    return html[html.index("<figure") : html.index("</figure>")]


def test_a_page_without_a_diagram_does_not_load_what_draws_diagrams(browser: Browser, url: str) -> None:
    with open_page(browser, f"{url}documents/") as visit:
        assert not [address for address in visit.requests if "mermaid.min" in address]
        visit.assert_quiet()


def test_browser_mode_breaks_no_link_and_loads_nothing_from_elsewhere(left_to_browsers: Path) -> None:
    assert broken_links(left_to_browsers, site_url=HOME) == []
    assert outside_requests(left_to_browsers, site_url=HOME) == []


def test_a_site_that_is_drawn_by_the_build_has_no_file_and_no_script_for_diagrams(site_dir: Path) -> None:
    names = [file.relative_to(site_dir).as_posix() for file in site_dir.rglob("*")]
    assert not [name for name in names if "mermaid" in name.lower() or "diagrams-browser" in name]
    script = re.compile(r"<script\b[^>]*>[^<]*", re.IGNORECASE)
    for file in site_dir.rglob("*.html"):
        html = file.read_text("utf-8")
        assert not [tag for tag in script.findall(html) if "mermaid" in tag.lower()], file
        assert 'class="mermaid"' not in html, file
