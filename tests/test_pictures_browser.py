"""The pictures as readers see them: text that keeps its size, shapes that stand out, rows that light up."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import open_page
from tests.looks import SMALLEST_TEXT, sticks_out

PAGES = ("strategy/", "programme/coverage/", "strategy/map/")
SHAPES = ".chart :is(.network__arc:not(.network__arc--arrives), .is-full, .is-half, .ranges__bar rect)"
LOOK = """() => {
  const channel = value => (value /= 255) <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
  const light = ([r, g, b]) => 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b)
  const colour = text => text.match(/[\\d.]+/g).slice(0, 3).map(Number)
  const ground = light(colour(getComputedStyle(document.body).backgroundColor))
  const contrast = text => {
    const [low, high] = [light(colour(text)), ground].sort((a, b) => a - b)
    return (high + 0.05) / (low + 0.05)
  }
  const painted = shape => {
    const { fill, stroke } = getComputedStyle(shape)
    return contrast(fill.startsWith('rgb') ? fill : stroke)
  }
  const texts = [...document.querySelectorAll('.chart :is(a, span, strong, text, p, figcaption)')]
    .filter(one => one.checkVisibility() && one.textContent.trim())
  return {
    smallest: Math.min(...texts.map(one => parseFloat(getComputedStyle(one).fontSize))),
    palest: Math.min(...[...document.querySelectorAll(SHAPES)].map(painted)),
    targets: [...document.querySelectorAll('.cell, .network__name > a')]
      .map(one => one.getBoundingClientRect()).map(({ width, height }) => Math.min(width, height)),
  }
}""".replace("SHAPES", repr(SHAPES))


@pytest.mark.parametrize("address", PAGES)
def test_texts_keep_their_size_and_shapes_stand_out_at_every_width_and_in_both_palettes(
    browser: Browser, site_url: str, address: str
) -> None:
    with open_page(browser, site_url + address, until="load") as visit:
        for scheme in ("light", "dark"):
            visit.page.emulate_media(color_scheme=scheme)
            visit.page.reload(wait_until="load")
            for width in (1280, 768, 375, 320):
                visit.page.set_viewport_size({"width": width, "height": 900})
                found = visit.page.evaluate(LOOK)
                assert found["smallest"] >= SMALLEST_TEXT, (scheme, width)
                assert found["palest"] >= 3, (scheme, width)
                assert min(found["targets"], default=24) >= 24, (scheme, width)
                assert sticks_out(visit.page) <= 0, (scheme, width)
        visit.assert_quiet()


def seen(page: Page, selector: str) -> int:
    return int(
        page.locator(selector).evaluate_all(
            "all => all.filter(one => getComputedStyle(one).visibility === 'visible').length"
        )
    )


@pytest.mark.parametrize("width", [1280, 320])
def test_arcs_end_at_their_lines_and_a_row_shows_its_own_on_focus(
    browser: Browser, site_url: str, width: int
) -> None:
    with open_page(browser, site_url + "strategy/map/", width, until="load") as visit:
        page = visit.page
        row = page.locator(".network__row", has=page.locator("a[href='../../outputs/11/']"))
        top, height = page.locator(".network").evaluate(
            "it => [it.getBoundingClientRect().y, it.clientHeight]"
        )
        drawn = page.locator(".network__arcs").first.bounding_box()
        assert drawn
        assert (drawn["y"], drawn["height"]) == pytest.approx((top, height), abs=1)
        assert seen(page, ".network__arc--arrives") == 0
        row.get_by_role("link").focus()
        # It names one and is named by nine.
        assert seen(page, ".network__arc--arrives") == 9
        assert seen(page, ".network__end") == 10


@pytest.mark.parametrize("anchor", ["milestone-technical-meeting-held", "para-4"])
def test_the_address_of_what_is_folded_opens_it(browser: Browser, site_url: str, anchor: str) -> None:
    with open_page(browser, f"{site_url}programme/#{anchor}", until="load", javascript=False) as visit:
        expect(visit.page.locator(f"#{anchor}")).to_be_in_viewport()
