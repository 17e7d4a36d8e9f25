"""The real site as its readers meet it: in a browser, wide and narrow, light and dark, without scripts."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import axe, gzipped_weight, open_page

Scheme = Literal["light", "dark"]

KINDS = {
    "home": "",
    "plan": "strategy/",
    "timeline": "strategy/timeline/",
    "matrix": "strategy/matrix/",
    "map": "strategy/map/",
    "areas": "action-areas/",
    "area": "action-areas/2/",
    "commitments": "outputs/",
    "commitment": "outputs/4/",
    "clauses": "building-blocks/",
    "clause": "building-blocks/part1-1/",
    "item": "building-blocks/d-1-a/",
    "chapeau": "building-blocks/e/",
    "documents": "documents/",
    "discrepancies": "discrepancies/",
    "glossary": "glossary/",
    "data": "data/",
    "changes": "changes/",
    "contribute": "contribute/",
    "macros": "contribute/macros/",
    "design": "contribute/design/",
    "accessibility": "accessibility/",
}
WIDTHS = (1280, 375)
SCHEMES: tuple[Scheme, ...] = ("light", "dark")
KILOBYTE = 1000


@pytest.mark.parametrize("kind", KINDS)
def test_axe_finds_nothing_in_both_palettes_at_both_widths(
    browser: Browser, site_url: str, kind: str
) -> None:
    findings = []
    for scheme in SCHEMES:
        with open_page(browser, site_url + KINDS[kind], scheme=scheme, until="load") as visit:
            for width in WIDTHS:
                visit.page.set_viewport_size({"width": width, "height": 900})
                findings += [f"{width} px, {scheme}: {finding}" for finding in axe(visit.page)]
            visit.assert_quiet()
    assert not findings


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_sticks_out_of_a_phone(browser: Browser, site_url: str, kind: str) -> None:
    with open_page(browser, site_url + KINDS[kind], 375, until="load") as visit:
        wider = visit.page.evaluate("document.documentElement.scrollWidth - innerWidth")
    assert wider <= 0


@pytest.mark.parametrize(
    ("kind", "limit"), [(kind, 110 if kind in ("timeline", "matrix") else 100) for kind in KINDS]
)
def test_a_page_weighs_no_more_than_its_limit(
    browser: Browser, site_url: str, site_dir: Path, kind: str, limit: int
) -> None:
    with open_page(browser, site_url + KINDS[kind]) as visit:
        weight = gzipped_weight(site_dir, visit.requests)
    print(f"{kind}: {weight / KILOBYTE:.1f} kB")
    assert 0 < weight < limit * KILOBYTE


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


@pytest.mark.parametrize(
    ("words", "address"),
    [
        ("output 4", "outputs/4/"),
        ("output 12", "outputs/12/"),
        ("A.5", "building-blocks/a-5/"),
        ("action area 3", "action-areas/3/"),
    ],
)
def test_the_search_finds_a_record_by_its_number(
    browser: Browser, site_url: str, words: str, address: str
) -> None:
    with open_page(browser, site_url) as visit:
        _search(visit.page, words)
        # Results come while somebody types: those of the last letter count.
        first = visit.page.locator(".md-search-result__item a").first
        expect(first).to_have_attribute("href", re.compile(rf"/{re.escape(address)}(\?|#|$)"))
        visit.assert_quiet()


def _search(page: Page, words: str) -> None:
    box = page.locator("[data-md-component=search-query]")
    box.click()
    box.press_sequentially(words)


def test_axe_finds_nothing_while_the_search_is_open(browser: Browser, site_url: str) -> None:
    for scheme in SCHEMES:
        with open_page(browser, site_url, scheme=scheme) as visit:
            _search(visit.page, "remedy")
            visit.page.locator(".md-search-result__item").first.wait_for()
            assert not axe(visit.page)


LEGIBLE = """() => {
  const shown = [...document.querySelectorAll('.diagram svg')].filter(svg => svg.checkVisibility())
  const channel = value => (value /= 255) <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
  const light = ([r, g, b]) => 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b)
  const colour = text => text.match(/[\\d.]+/g).slice(0, 3).map(Number)
  const ratio = (one, other) => {
    const [low, high] = [light(one), light(other)].sort((a, b) => a - b)
    return (high + 0.05) / (low + 0.05)
  }
  const ground = colour(getComputedStyle(document.body).backgroundColor)
  const texts = svg => [...svg.querySelectorAll('text')].filter(text => text.textContent.trim())
  return shown.flatMap(svg => texts(svg).map(text => {
    const frame = svg.getBoundingClientRect()
    const box = text.getBoundingClientRect()
    const bars = [...svg.querySelectorAll('rect')].filter(rect => {
      const bar = rect.getBoundingClientRect(), style = getComputedStyle(rect)
      return style.fill.startsWith('rgb(') && bar.width
        && bar.left <= box.left + 1 && bar.right >= box.left + 4
        && bar.top <= box.top + box.height / 2 && bar.bottom >= box.top + box.height / 2
    })
    const behind = bars.length ? colour(getComputedStyle(bars.at(-1)).fill) : ground
    const scale = frame.width / svg.viewBox.baseVal.width
    return {
      words: text.textContent,
      size: parseFloat(getComputedStyle(text).fontSize) * scale,
      contrast: ratio(colour(getComputedStyle(text).fill), behind),
      overlap: box.left < frame.left - 1 || box.right > frame.right + 1,
    }
  }))
}"""


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("address", ["strategy/timeline/", "action-areas/1/", "outputs/14/", "strategy/map/"])
def test_every_text_of_a_diagram_is_legible(
    browser: Browser, site_url: str, address: str, scheme: Scheme, width: int
) -> None:
    with open_page(browser, site_url + address, width, scheme, until="load") as visit:
        texts = visit.page.evaluate(LEGIBLE)
    assert texts
    assert not [text for text in texts if text["size"] < 12]
    assert not [text for text in texts if text["contrast"] < 4.5]
    assert not [text for text in texts if text["overlap"]]


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
    page.get_by_role("link", name="The matrix").click()
    assert page.locator("#a-5--4 a").is_visible()
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
        visit.page.locator("label[for^=__palette]:visible").click()
        assert visit.page.evaluate(scheme) == "default"


def test_an_address_of_a_record_opens_at_its_section(browser: Browser, site_url: str) -> None:
    with open_page(browser, site_url + "strategy/#para-5") as visit:
        assert visit.page.locator("#para-5").is_visible()
        top = visit.page.locator("#para-5").evaluate("it => it.getBoundingClientRect().top")
        assert 0 <= top < 400
