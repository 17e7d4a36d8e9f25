"""The programme of action as its readers meet it: every new kind of page, and the ways through them."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import open_page
from tests.looks import (
    WIDTHS,
    search_for,
)

GRIDS = ("programme/timeline/", "deliverables/3.2/")
FINGER = 24
"""Pixels across, at the least, of what can be hit (WCAG 2.5.8)."""


@pytest.mark.parametrize("width", WIDTHS)
def test_the_theory_of_change_is_seen_from_edge_to_edge(browser: Browser, site_url: str, width: int) -> None:
    with open_page(browser, site_url + "programme/theory-of-change/", width, until="load") as visit:
        drawing = visit.page.locator(".diagram svg:visible")
        expect(drawing).to_have_count(1)
        frame, box = visit.page.locator(".diagram").bounding_box(), drawing.bounding_box()
        assert frame
        assert box
        assert frame["x"] - 1 <= box["x"]
        assert box["x"] + box["width"] <= frame["x"] + frame["width"] + 1


@pytest.mark.parametrize("width", [1280, 375, 320])
@pytest.mark.parametrize("address", GRIDS)
def test_every_quarter_of_a_grid_is_large_enough_to_hit(
    browser: Browser, site_url: str, address: str, width: int
) -> None:
    with open_page(browser, site_url + address, width, until="load") as visit:
        quarters = visit.page.locator(".period-grid :is(thead, td) a:not(.is-status a)")
        sizes = quarters.evaluate_all(
            "all => all.map((it) => it.getBoundingClientRect()).map(({ width, height }) => [width, height])"
        )
    assert len(sizes) >= 20
    assert min(min(size) for size in sizes) >= FINGER


@pytest.mark.parametrize("width", WIDTHS)
def test_the_deliverable_stays_in_sight_while_its_quarters_scroll(
    browser: Browser, site_url: str, width: int
) -> None:
    with open_page(browser, site_url + "programme/timeline/", width, until="load") as visit:
        region = visit.page.get_by_role("region", name="The same as a table")
        region.evaluate("it => it.scrollLeft = it.scrollWidth")
        head = region.locator("tbody th[scope=row]").nth(5).bounding_box()
        frame = region.bounding_box()
        assert head
        assert frame
        assert frame["x"] - 1 <= head["x"] < frame["x"] + 20


# Journeys


@pytest.fixture(params=[True, False], ids=["with JavaScript", "without JavaScript"])
def home(browser: Browser, site_url: str, request: pytest.FixtureRequest) -> Iterator[Page]:
    with open_page(browser, site_url, javascript=request.param, until="load") as visit:
        yield visit.page


def follow(page: Page, within: str, name: str | re.Pattern[str]) -> None:
    page.locator(within).get_by_role("link", name=name).first.click()


THE_DELIVERABLE = re.compile(r"^Deliverable 3\.2\b")


def heading(page: Page) -> str:
    return (page.locator("h1").text_content() or "").removesuffix("¶")


def test_a_reader_finds_from_home_what_was_planned_in_the_third_quarter_of_2018(home: Page) -> None:
    follow(home, "article", "The programme 2017–21")
    follow(home, "article", "Timeline")
    expect(home.locator(".diagram svg:visible")).to_have_count(1)
    follow(home, "article", "2018Q3")
    assert heading(home).startswith("2018Q3: what was planned")
    listed = home.locator("article h2[id^=area-] + .listing li")
    assert listed.count() == 27
    assert home.locator("#not-planned + .listing").get_by_role("link").count() == 3
    follow(home, "article", "Deliverable 3.2")
    assert heading(home).startswith("Deliverable 3.2")


def test_the_address_of_a_quarter_on_the_timeline_shows_it(browser: Browser, site_url: str) -> None:
    with open_page(browser, site_url + "programme/timeline/#2018Q3", until="load") as visit:
        quarter = visit.page.locator('[id="2018Q3"]')
        expect(quarter).to_be_in_viewport()
        quarter.get_by_role("link").click()
        assert visit.page.url == f"{site_url}programme/timeline/2018q3/"


def test_a_reader_finds_what_became_of_the_deliverable_6_3_of_2016(home: Page) -> None:
    follow(home, "article", "What became of an old code?")
    row = home.locator("#codes ~ .scroll tr", has=home.get_by_role("rowheader", name="6.3", exact=True))
    expect(row.first).to_contain_text("no such code")
    row.first.get_by_role("link").first.click()
    assert heading(home) == "Deliverable 6.3: Clip on finding country information"
    said = home.locator(".remark--withdrawn")
    expect(said).to_contain_text("no longer in the plan")
    expect(said).to_contain_text("roadmap of March 2017")
    expect(home.locator(".facts").first).to_contain_text("Withdrawn as of March 2017")


def test_a_reader_goes_from_deliverable_3_2_to_what_carries_it_on_and_back(home: Page) -> None:
    follow(home, "article", re.compile("^deliverables$"))
    follow(home, "article", THE_DELIVERABLE)
    follow(home, "article #continues + .related", "Output 10")
    assert heading(home).startswith("Output 10")
    expect(home.locator("#continues + .related")).to_contain_text("our judgement")
    follow(home, "article #continues + .related", re.compile("^Deliverable 3.2"))
    assert heading(home).startswith("Deliverable 3.2")


def test_a_reader_goes_from_a_deliverable_to_the_paragraph_that_speaks_of_it_and_back(home: Page) -> None:
    follow(home, "article", re.compile("^deliverables$"))
    follow(home, "article", THE_DELIVERABLE)
    follow(home, "article .evidence", "Para. 22")
    paragraph = home.locator("#para-22")
    expect(paragraph).to_be_in_viewport()
    expect(paragraph).to_contain_text("medium confidence")
    paragraph.get_by_role("link", name=re.compile("^Deliverable 3.2")).click()
    assert heading(home).startswith("Deliverable 3.2")


def test_a_mark_of_the_third_matrix_leads_to_its_reason(browser: Browser, site_url: str) -> None:
    with open_page(browser, site_url + "programme/continued-by/strategy/", until="load") as visit:
        page = visit.page
        page.get_by_role("link", name="3.2 is carried on by Output 10").click()
        assert page.url.endswith("#link-3.2--10")
        expect(page.locator('[id="link-3.2--10"]')).to_be_in_viewport()
        visit.assert_quiet()


def test_a_milestone_of_the_timeline_leads_to_its_place_in_the_list(browser: Browser, site_url: str) -> None:
    with open_page(browser, site_url + "programme/timeline/", until="load") as visit:
        visit.page.locator(".diagram svg:visible a[href='#milestone-technical-meeting-held']").first.click()
        expect(visit.page.locator("#milestone-technical-meeting-held")).to_be_in_viewport()


def expect_first(page: Page, words: str, address: str) -> None:
    """Results come while somebody types: those of the last letter count."""
    search_for(page, words)
    first = page.locator(".md-search-result__item a").first
    expect(first).to_have_attribute("href", re.compile(rf"/{re.escape(address)}(\?|#|$)"))


def test_the_search_leads_from_a_code_that_is_gone_to_who_has_it_now(browser: Browser, site_url: str) -> None:
    with open_page(browser, site_url, until="load") as visit:
        expect_first(visit.page, "9.3", "deliverables/9.3/")
        visit.page.goto(site_url + "deliverables/9.3/")
        follow(visit.page, "article", re.compile("^Deliverable 9.2"))
        assert heading(visit.page).startswith("Deliverable 9.2")


def test_a_reader_reaches_a_paragraph_of_the_report_from_the_search(browser: Browser, site_url: str) -> None:
    with open_page(browser, site_url, until="load") as visit:
        page = visit.page
        search_for(page, "final report technical meeting standing orders")
        page.locator(".md-search-result__item a:visible[href*='/final-report-2022/']").first.click()
        page.wait_for_url("**/reports/final-report-2022/**")
        paragraph = page.locator("#para-6")
        paragraph.scroll_into_view_if_needed()
        expect(paragraph).to_contain_text("Technical Meeting on Achieving Decent Work")
        expect(paragraph.locator("mark").first).to_be_visible()
        visit.assert_quiet()
