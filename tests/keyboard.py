"""A reader with a keyboard and nothing else, who must see at every step where they are."""

from typing import Any

from playwright.sync_api import Page

FURTHEST = 150
"""Nobody presses a key more often than that to get somewhere."""

STOP = """() => {
  const it = document.activeElement
  const words = it.getAttribute("aria-label") ?? it.labels?.[0]?.innerText ?? it.textContent
  const name = words.trim().replace(/\\s+/g, " ")
  const boxes = [...it.getClientRects()].filter(({ width, height }) => width && height)
  const inside = boxes.filter(({ left, right, top, bottom }) =>
    left + right > 0 && left + right < 2 * innerWidth && top >= 0 && bottom <= innerHeight)
  const uncovered = inside.some(({ left, right, top, bottom }) => {
    const found = document.elementFromPoint((left + right) / 2, (top + bottom) / 2)
    return it.contains(found) || [...(it.labels ?? [])].some((label) => label.contains(found))
  })
  const shown = (one) => {
    const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(one)
    return outlineStyle !== "none" && parseFloat(outlineWidth) >= 1 && !outlineColor.endsWith(", 0)")
  }
  const drawn = it.closest("svg") && [...it.querySelectorAll("*")].some((one) => {
    const { stroke, strokeWidth } = getComputedStyle(one)
    return stroke !== "none" && parseFloat(strokeWidth) >= 2
  })
  return {
    name, at: it.tagName.toLowerCase(), uncovered,
    inside: inside.length > 0, marked: shown(it) || shown(it.parentElement) || Boolean(drawn),
  }
}"""


def press(page: Page, key: str) -> str:
    """The name of what is focused then, which must be seen to be; empty where it is the page as a whole."""
    page.keyboard.press(key)
    stop: dict[str, Any] = page.evaluate(STOP)
    if stop["at"] == "body":
        return ""
    assert all(stop[what] for what in ("inside", "marked", "uncovered")), f"{key} on {page.url}: {stop}"
    return str(stop["name"])


def walk(page: Page, key: str) -> list[str]:
    """The names of all stops from one end of the page to the other."""
    names = []
    while name := press(page, key):
        names.append(name)
        assert len(names) < FURTHEST, f"{page.url} has no end: {names}"
    return names


def go_to(page: Page, name: str, key: str = "Tab") -> None:
    """Press the key until what has the name, or begins with it, is focused."""
    passed = []
    for _ in range(FURTHEST):
        passed.append(press(page, key))
        if passed[-1].startswith(name):
            return
    raise AssertionError(f"{key} doesn't lead to {name!r} on {page.url}, only to {passed}")


def follow(page: Page, name: str) -> None:
    """Go to the link and open it."""
    go_to(page, name)
    with page.expect_navigation(wait_until="load"):
        page.keyboard.press("Enter")
