"""The real site as its readers meet it: in a browser, wide and narrow, light and dark, without scripts."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import axe_of_new_looks, open_page
from tests.looks import (
    SCHEMES,
    SEEN,
    WIDTHS,
    barriers,
    search_for,
)


def test_a_mark_of_the_matrix_opens_the_commitment_at_its_clauses(browser: Browser, site_url: str) -> None:
    with open_page(browser, site_url + "strategy/matrix/") as visit:
        visit.page.locator("#a-5--4 a").click()
        visit.page.wait_for_url("**/outputs/4/#clauses")
        assert visit.page.locator("h1").inner_text().startswith("Output 4")
        visit.page.go_back()
        visit.page.locator("thead a", has_text="12").first.click()
        visit.page.wait_for_url("**/outputs/12/")


def test_a_filtered_matrix_can_be_shared_by_its_address(browser: Browser, site_url: str) -> None:
    with open_page(browser, site_url + "strategy/matrix/") as visit:
        visit.page.get_by_label("Action area").select_option("2")
        visit.page.get_by_label("Part of the text").select_option("B")
        visit.page.get_by_label("Words or number").fill("remedy")
        visit.page.wait_for_url("**text=remedy**")
        shared, before = visit.page.url, _visible_rows(visit.page)
    assert "area=2" in shared
    assert "part=B" in shared
    assert before == ["B.4", "B.5"]
    with open_page(browser, shared) as visit:
        assert _visible_rows(visit.page) == before
        assert visit.page.get_by_label("Action area").input_value() == "2"
        assert visit.page.get_by_label("Words or number").input_value() == "remedy"


def _visible_rows(page: Page) -> list[str]:
    heads = page.locator("tbody th[scope=row]:visible a").all_inner_texts()
    return [head.split()[0] for head in heads]


def test_axe_finds_nothing_while_the_search_is_open(browser: Browser, site_url: str) -> None:
    for scheme in SCHEMES:
        with open_page(browser, site_url, scheme=scheme) as visit:
            search_for(visit.page, "remedy")
            visit.page.locator(".md-search-result__item").first.wait_for()
            # Only colours depend on the palette.
            assert not (barriers(visit.page) if scheme == "light" else axe_of_new_looks(visit.page, SEEN))


@pytest.mark.parametrize("width", WIDTHS)
def test_exactly_one_drawing_of_a_timeline_is_shown(browser: Browser, site_url: str, width: int) -> None:
    with open_page(browser, site_url + "strategy/timeline/", width, until="load") as visit:
        shown = visit.page.evaluate(
            "[...document.querySelectorAll('.diagram svg')].filter(svg => svg.checkVisibility()).length"
        )
        assert shown == 1
        assert visit.page.locator(".diagram svg:visible a[href*='outputs/4/']").count() > 0


@pytest.fixture
def without_scripts(browser: Browser, site_url: str) -> Iterator[Page]:
    with open_page(browser, site_url, javascript=False, until="load") as visit:
        yield visit.page


def test_without_javascript_a_reader_goes_from_home_to_a_clause(without_scripts: Page) -> None:
    page = without_scripts
    page.get_by_role("link", name="Which promise answers which clause?").click()
    expect(page.locator("#a-5--4 a")).to_be_visible()
    page.locator("#a-5--4 a").click()
    assert page.locator("h1").inner_text().startswith("Output 4")
    page.locator("article").get_by_role("link", name="Building block A.5").click()
    assert page.locator("h1").inner_text().startswith("Building block A.5")
    page.locator("article").get_by_role("link", name="Output 5").first.click()
    assert page.locator("h1").inner_text().startswith("Output 5")


def test_without_javascript_the_timeline_is_drawn_and_no_dead_filter_is_shown(
    without_scripts: Page, site_url: str
) -> None:
    page = without_scripts
    page.goto(site_url + "strategy/timeline/")
    assert page.locator(".diagram svg:visible").count() == 1
    assert page.locator(".timeline-table").is_visible()
    page.goto(site_url + "strategy/matrix/")
    assert page.get_by_label("Words or number").is_visible() is False
    assert page.locator("tbody th[scope=row]:visible").count() > 40


def test_the_palette_follows_the_reader_and_can_be_changed(browser: Browser, site_url: str) -> None:
    with open_page(browser, site_url, scheme="dark") as visit:
        scheme = "document.body.getAttribute('data-md-color-scheme')"
        assert visit.page.evaluate(scheme) == "slate"
        visit.page.locator(".palette-next:visible").click()
        assert visit.page.evaluate(scheme) == "default"


def test_an_address_of_a_record_opens_at_its_section(browser: Browser, site_url: str) -> None:
    with open_page(browser, site_url + "strategy/#para-5") as visit:
        assert visit.page.locator("#para-5").is_visible()
        top = visit.page.locator("#para-5").evaluate("it => it.getBoundingClientRect().top")
        assert 0 <= top < 400


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("outputs/?text=remedy#100%", "[data-item]:visible"),
        ("strategy/matrix/#100%", ".matrix__filter"),
        ("discrepancies/#%E9", "[data-fold]"),
    ],
)
def test_a_stray_percent_sign_in_an_address_stops_no_script(
    browser: Browser, site_url: str, address: str, shown: str
) -> None:
    with open_page(browser, site_url + address, until="load") as visit:
        expect(visit.page.locator(shown).first).to_be_visible()
        visit.page.evaluate("dispatchEvent(new Event('beforeprint'))")
        assert visit.page.evaluate("document.documentElement.style.getPropertyValue('--printed-from')")
        if "text=" in address:
            assert visit.page.locator("[data-item]:visible").count() < 20
        visit.assert_quiet()
