"""What is asked of every kind of page in a browser."""

from functools import cache
from typing import Any, Literal, NamedTuple

from playwright.sync_api import Browser, Page

from tests.browser import OF_COLOURS, axe, axe_of_new_looks, open_page

Scheme = Literal["light", "dark"]
WIDTHS = (1280, 375)
WIDTHS_OF_AXE = (1280, 320)
WIDTH_BETWEEN = 768
ALL_WIDTHS = (1280, 768, 375, 320)
"""Phones, the smallest among them; 320 px is also what 400 % of zoom leaves of 1280."""
SCHEMES: tuple[Scheme, ...] = ("light", "dark")
SMALLEST_TEXT = 12
"""Pixels."""
LEAST_CONTRAST = 4.5
SAID = """() => {
  const byScript = ".matrix__filter, .matrix__reading, .finder, .brief, .brief-add, [role=status], noscript"
  document.querySelectorAll(byScript).forEach((it) => it.remove())
  return document.querySelector("article").innerText.replace(/\\s+/g, " ").trim()
}"""

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
  const filled = svg => [...svg.querySelectorAll('rect')].map(rect => (
    { box: rect.getBoundingClientRect(), fill: getComputedStyle(rect).fill }
  )).filter(({ box, fill }) => box.width && fill.startsWith('rgb('))
  const texts = svg => [...svg.querySelectorAll('text')].filter(text => text.textContent.trim())
  return shown.flatMap(svg => {
    const frame = svg.getBoundingClientRect()
    const scale = frame.width / svg.viewBox.baseVal.width
    const bars = filled(svg)
    return texts(svg).map(text => {
      const box = text.getBoundingClientRect(), style = getComputedStyle(text)
      const under = bars.filter(({ box: bar }) => bar.left <= box.left + 1 && bar.right >= box.left + 4
        && bar.top <= box.top + box.height / 2 && bar.bottom >= box.top + box.height / 2)
      const behind = under.length ? colour(under.at(-1).fill) : ground
      return {
        words: text.textContent,
        size: parseFloat(style.fontSize) * scale,
        contrast: ratio(colour(style.fill), behind),
        overlap: box.left < frame.left - 1 || box.right > frame.right + 1,
      }
    })
  })
}"""


SEEN: set[str] = set()
"""The looks of words whose colours were measured, on whichever page."""


class Look(NamedTuple):
    """What a page shows to one who opens it once, narrows the window, and then changes the palette."""

    requests: tuple[str, ...]
    """What it asked for until the network fell idle."""
    findings: tuple[str, ...]
    """Of axe-core, at every width and in both palettes."""
    overflow: dict[int, int]
    """By the width of the window: by how many pixels the page is wider."""
    words: str
    """What its article says, but for what works by script alone."""
    drawings: dict[str, int]
    """By width and palette: how many texts stand in its drawings."""
    illegible: tuple[str, ...]
    """Those among them that are small, pale or cut off."""


@cache
def look_at(browser: Browser, url: str) -> Look:
    """The page is opened once and asked many questions. It must make no noise."""
    findings: list[str] = []
    texts: dict[str, list[dict[str, Any]]] = {}
    overflow: dict[int, int] = {}
    with open_page(browser, url, until="load") as visit:
        page = visit.page
        for width in ALL_WIDTHS:
            narrow(page, width)
            overflow[width] = sticks_out(page)
            texts[f"{width} px, light"] = texts_of_diagrams(page)
            if width in WIDTHS_OF_AXE:
                # Only colours depend on the palette.
                findings += [f"{width} px, light: {finding}" for finding in barriers(page)]
        page.wait_for_load_state("networkidle")
        requests = tuple(visit.requests)
        choose_dark(page)
        for width in reversed(WIDTHS_OF_AXE):
            narrow(page, width)
            texts[f"{width} px, dark"] = texts_of_diagrams(page)
            findings += [f"{width} px, dark: {finding}" for finding in axe_of_new_looks(page, SEEN)]
        visit.assert_quiet()
        words = said_by(page)
    drawings = {when: len(found) for when, found in texts.items()}
    illegible = [f"{when}: {text}" for when, found in texts.items() for text in found if _is_poor(text)]
    return Look(requests, tuple(findings), overflow, words, drawings, tuple(illegible))


def barriers(page: Page, within: str | None = None) -> list[str]:
    """What axe-core finds as the page stands now; of colours, whatever looks new, wherever it is."""
    return [*axe(page, within, without=OF_COLOURS), *axe_of_new_looks(page, SEEN)]


def _is_poor(text: dict[str, Any]) -> bool:
    return bool(text["size"] < SMALLEST_TEXT or text["contrast"] < LEAST_CONTRAST or text["overlap"])


def narrow(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})


def choose_dark(page: Page) -> None:
    page.locator(".palette-next:visible").dispatch_event("click")
    assert page.evaluate("document.body.dataset.mdColorScheme") == "slate"


def said_by(page: Page) -> str:
    """What an article says, but for what works by script alone. It is taken out of the page."""
    words: str = page.evaluate(SAID)
    return words


def sticks_out(page: Page) -> int:
    """By how many pixels the page is wider than the window."""
    return int(page.evaluate("document.documentElement.scrollWidth - innerWidth"))


def texts_of_diagrams(page: Page) -> list[dict[str, Any]]:
    """Each text of the drawings that are shown: its size, its contrast, and whether it sticks out."""
    found: list[dict[str, Any]] = page.evaluate(LEGIBLE)
    return found


def search_for(page: Page, words: str) -> None:
    box = page.locator("[data-md-component=search-query]")
    box.click()
    box.press_sequentially(words)
