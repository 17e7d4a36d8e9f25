"""What is asked of every kind of page in a browser."""

from functools import cache
from typing import Any, Literal, NamedTuple

from playwright.sync_api import Browser, Page

from tests.browser import axe, open_page

Scheme = Literal["light", "dark"]
WIDTHS = (1280, 375)
NARROW = (375, 320)
"""Phones, the smallest among them; 320 px is also what 400 % of zoom leaves of 1280."""
SCHEMES: tuple[Scheme, ...] = ("light", "dark")
KILOBYTE = 1000
SMALLEST_TEXT = 12
"""Pixels."""
LEAST_CONTRAST = 4.5
OF_COLOURS = ("color-contrast", "link-in-text-block")
"""The rules of axe-core that can find something in one palette and nothing in the other."""

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


class Look(NamedTuple):
    """What a page shows to one who opens it once in each palette, and turns and narrows it."""

    requests: tuple[str, ...]
    """What it asked for until the network fell idle."""
    findings: tuple[str, ...]
    """Of axe-core: everything at both widths, and what depends on colours in both palettes."""
    overflow: dict[int, int]
    """By the width of the window: by how many pixels the page is wider."""


@cache
def look_at(browser: Browser, url: str) -> Look:
    """The page is opened once in each palette, and asked many questions. It must make no noise."""
    findings: list[str] = []
    overflow: dict[int, int] = {}
    with open_page(browser, url) as visit:
        requests = tuple(visit.requests)
        findings += [f"1280 px, light: {finding}" for finding in axe(visit.page)]
        for width in NARROW:
            visit.page.set_viewport_size({"width": width, "height": 900})
            overflow[width] = sticks_out(visit.page)
        visit.page.set_viewport_size({"width": WIDTHS[1], "height": 900})
        # Colours are the same at every width, and the slowest to look at.
        findings += [f"375 px, light: {finding}" for finding in axe(visit.page, without=OF_COLOURS)]
        visit.assert_quiet()
    with open_page(browser, url, scheme="dark", until="load") as visit:
        findings += [f"1280 px, dark: {finding}" for finding in axe(visit.page, only=OF_COLOURS)]
        visit.assert_quiet()
    return Look(requests, tuple(findings), overflow)


def sticks_out(page: Page) -> int:
    """By how many pixels the page is wider than the window."""
    return int(page.evaluate("document.documentElement.scrollWidth - innerWidth"))


def texts_of_diagrams(page: Page) -> list[dict[str, Any]]:
    """Each text of the drawings that are shown: its size, its contrast, and whether it sticks out."""
    found: list[dict[str, Any]] = page.evaluate(LEGIBLE)
    return found


def assert_legible(page: Page) -> None:
    """Every text of the drawings that are shown is large, clear and whole; and there are some."""
    texts = texts_of_diagrams(page)
    assert texts
    assert not [text for text in texts if text["size"] < SMALLEST_TEXT]
    assert not [text for text in texts if text["contrast"] < LEAST_CONTRAST]
    assert not [text for text in texts if text["overlap"]]


def search_for(page: Page, words: str) -> None:
    box = page.locator("[data-md-component=search-query]")
    box.click()
    box.press_sequentially(words)
