"""A page and each place on it are passed on: by mouse and by key, without scripts, from a disk, on paper."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import Browser, Locator, Page, expect

from macros.citations import Citation, Imprint
from macros.views.share import printed_code
from tests.browser import Visit, gzipped_weight, open_page
from tests.keyboard import go_to, press
from tests.looks import barriers
from tests.pages import parsed

TITLE = "Output 4: Map regulatory and non-regulatory initiatives"
LARGEST = 500
"""Bytes that a page pays for what nobody has asked for."""
COPIED = """async () => {
  const [item] = await navigator.clipboard.read()
  const all = await Promise.all(item.types.map(async type => [type, await (await item.getType(type)).text()]))
  return Object.fromEntries(all)
}"""
NO_CLIPBOARD = "Object.defineProperty(navigator, 'clipboard', { value: undefined })"


@contextmanager
def opened(browser: Browser, url: str, width: int = 1280) -> Iterator[Visit]:
    """A reader who lets the page copy."""
    with open_page(browser, url, width, "dark", until="load") as visit:
        visit.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        yield visit
        visit.assert_quiet()
        visit.page.context.clear_permissions()


def menu(page: Page) -> Locator:
    return page.locator("[role=dialog].share__panel")


def status(panel: Locator) -> Locator:
    return panel.locator("[role=status]")


def copied(page: Page) -> dict[str, str]:
    """What the clipboard holds, by its type. Chromium adds a style to what is rich."""
    found: dict[str, str] = page.evaluate(COPIED)
    return found


def mail(panel: Locator) -> dict[str, list[str]]:
    return parse_qs(urlsplit(panel.locator("[href^='mailto:']").get_attribute("href") or "").query)


def test_a_page_pays_little_until_somebody_passes_it_on(
    browser: Browser, site_url: str, site_dir: Path
) -> None:
    with opened(browser, f"{site_url}outputs/4/?h=initiatives") as visit:
        page = visit.page
        ours = [address for address in visit.requests if "/share" in address]
        assert [address.rpartition("/")[2] for address in ours] == ["share.js"]
        assert gzipped_weight(site_dir, ours) < LARGEST
        page.get_by_text("Share", exact=True).click()
        panel = page.locator(".share .share__panel")
        panel.get_by_text("Copy for an email").click()
        expect(status(panel)).to_have_text("Copied, ready for an email.")
        found = copied(page)
        address = f"{site_url}outputs/4/"
        lines = found["text/plain"].splitlines()
        assert (lines[0], lines[2], lines[-1]) == (TITLE, "Planned for: 2023–2027 (presumed)", address)
        rich = parsed(re.sub("<meta[^>]*>", "", found["text/html"]))
        assert [(link.text, link["href"]) for link in rich.all("a")] == [(TITLE, address)]
        assert mail(panel)["subject"] == [TITLE]
        assert mail(panel)["body"][0].split("\r\n") == lines
        page.mouse.click(5, 500)
        expect(panel).to_be_hidden()


def test_by_keyboard_alone_a_page_is_passed_on(browser: Browser, site_url: str) -> None:
    with opened(browser, f"{site_url}outputs/4/") as visit:
        page = visit.page
        go_to(page, "Share")
        page.keyboard.press("Enter")
        panel = page.locator(".share .share__panel")
        expect(panel.get_by_text("BibTeX")).to_be_visible()
        go_to(page, "Copy the citation")
        page.keyboard.press("Enter")
        expect(status(panel)).to_have_text("The citation is copied.")
        cited = copied(page)["text/plain"]
        assert cited.startswith(f"{TITLE}. ")
        assert "GB.347/INS/8, appendix, para. 11" in cited
        assert cited.endswith(f". {site_url}outputs/4/")
        page.keyboard.press("Escape")
        expect(panel).to_be_hidden()
        expect(page.locator(".share > summary")).to_be_focused()


def test_by_keyboard_alone_a_heading_is_passed_on(browser: Browser, site_url: str) -> None:
    with opened(browser, f"{site_url}outputs/4/") as visit:
        page = visit.page
        page.locator("#clauses .headerlink").focus()
        page.keyboard.press("Enter")
        expect(menu(page)).to_have_attribute("aria-label", f"Share: Building blocks it answers, in: {TITLE}")
        assert barriers(page, within="article") == []
        page.keyboard.press("Enter")
        expect(status(menu(page))).to_have_text("The link is copied.")
        assert copied(page) == {"text/plain": f"{site_url}outputs/4/#clauses"}
        assert mail(menu(page))["subject"] == [f"Building blocks it answers, in: {TITLE}"]
        page.keyboard.press("Escape")
        expect(menu(page)).to_be_hidden()
        expect(page.locator("#clauses .headerlink")).to_be_focused()


def test_whoever_goes_on_leaves_the_menu_behind(browser: Browser, site_url: str) -> None:
    with opened(browser, f"{site_url}outputs/4/", 375) as visit:
        page = visit.page
        page.locator("#clauses .headerlink").focus()
        page.keyboard.press("Enter")
        expect(menu(page)).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth") == 375
        go_to(page, "Write an email")
        assert press(page, "Tab").startswith("Building block A.4")
        expect(menu(page)).to_be_hidden()
        page.locator("h1 .headerlink").focus()
        page.keyboard.press("Enter")
        expect(page.locator(".share .share__panel")).to_be_visible()


def test_a_cell_of_a_matrix_has_its_address_below_the_table(browser: Browser, site_url: str) -> None:
    with opened(browser, f"{site_url}strategy/matrix/") as visit:
        page = visit.page
        link = page.locator(".matrix__share")
        expect(link).to_be_hidden()
        page.locator("#a-5--4 a").focus()
        expect(link).to_have_text("¶ A.5 × Output 4")
        press(page, "Tab")
        expect(link).to_be_focused()
        page.keyboard.press("Enter")
        expect(menu(page).get_by_text("Copy the link")).to_be_focused()
        page.keyboard.press("Enter")
        expect(status(menu(page))).to_have_text("The link is copied.")
        assert copied(page) == {"text/plain": f"{site_url}strategy/matrix/#a-5--4"}
        (subject,) = mail(menu(page))["subject"]
        assert subject.startswith("A.5 implemented through Output 4, in: ")
        menu(page).get_by_text("Copy the citation").press("Enter")
        expect(status(menu(page))).to_have_text("The citation is copied.")
        assert "Official wording: GB.347/INS/8, annex, A.5. " in copied(page)["text/plain"]
        page.keyboard.press("Escape")
        expect(link).to_be_focused()
        page.locator("#b-5--10").click()
        expect(link).to_have_text("¶ B.5 × Output 10")


def test_where_no_page_may_copy_the_text_is_there_to_be_copied(browser: Browser, site_url: str) -> None:
    with opened(browser, f"{site_url}reports/final-report-2022/", 375) as visit:
        page = visit.page
        page.evaluate(NO_CLIPBOARD)
        page.locator("#para-35 dt a").click()
        expect(menu(page).get_by_text("Copy the link")).to_be_focused()
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        field = menu(page).locator("textarea")
        expect(field).to_be_focused()
        expect(status(menu(page))).to_contain_text("copy it with Ctrl+C")
        chosen = page.evaluate("getSelection().toString()")
        assert chosen.startswith("Para. 35, in: ")
        assert "GB.346/INS/INF/3" in chosen
        assert chosen.endswith(f"{site_url}reports/final-report-2022/#para-35")
        page.keyboard.press("Escape")
        expect(page.locator("#para-35 dt a")).to_be_focused()


@pytest.mark.parametrize("address", ["outputs/4/", "reports/final-report-2022/"])
def test_without_scripts_everything_is_a_plain_link(browser: Browser, site_url: str, address: str) -> None:
    with open_page(browser, site_url + address, 375, javascript=False, until="load") as visit:
        page = visit.page
        page.locator(".share > summary").click()
        panel = page.locator(".share__panel")
        expect(panel).to_contain_text("Official wording: ")
        assert panel.locator("button:visible, [href^='mailto:']:visible").count() == 0
        links = panel.locator("a:visible").all_inner_texts()
        assert links == [f"/{address}", *(["BibTeX", "RIS"] if address.startswith("outputs") else [])]
        place = "#source" if address.startswith("outputs") else "#para-35"
        page.locator(f"{place} a[href='{place}']").focus()
        page.keyboard.press("Enter")
        expect(page.locator(place)).to_be_in_viewport()
        assert page.url == f"{site_url}{address}{place}"


def test_a_page_on_a_disk_can_be_passed_on_too(browser: Browser, site_dir: Path) -> None:
    page = browser.new_page()
    try:
        page.goto((site_dir / "outputs" / "4" / "index.html").as_uri())
        page.evaluate(NO_CLIPBOARD)
        page.locator(".share > summary").click()
        page.locator(".share [data-copy=link]").click()
        expect(page.locator("textarea")).to_have_value(page.url)
    finally:
        page.close()


def test_on_paper_a_phone_reads_the_address_and_no_text_is_covered(browser: Browser, site_url: str) -> None:
    home = "https://promises.example/"
    made = printed_code(Citation("", "outputs/4/"), Imprint("", home))
    with open_page(browser, f"{site_url}outputs/4/", 794, "dark", javascript=False, until="load") as visit:
        page = visit.page
        page.evaluate(
            "made => document.querySelector('.printed').insertAdjacentHTML('afterbegin', made)", made
        )
        expect(page.locator(".qr")).to_be_hidden()
        page.emulate_media(media="print", color_scheme="dark")
        printed = page.locator(".printed")
        picture = Image.open(BytesIO(printed.screenshot()))
        assert [one.text for one in zxingcpp.read_barcodes(picture)] == [f"{home}outputs/4/"]
        code, words = box(page.locator(".qr")), box(page.locator(".printed > span"))
        assert code["x"] + code["width"] <= words["x"]
        assert code["width"] >= 26 / 25.4 * 96 - 1
        expect(page.locator(".tools")).to_be_hidden()


def box(found: Locator) -> Any:
    placed = found.bounding_box()
    assert placed
    return placed
