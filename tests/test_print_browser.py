"""What comes out of the printer: the whole page, with its address and the date on every sheet."""

import re
from datetime import date
from io import BytesIO

import pytest
from playwright.sync_api import Browser
from pypdf import PdfReader

from tests.browser import open_page
from tests.kinds import KINDS

PRINTED = ("commitment", "timeline", "area", "discrepancies")
HEADINGS = "[...document.querySelectorAll('article h2')].map((it) => it.textContent.replace('¶', ''))"
FOLDED = "[...document.querySelectorAll('article details')].map((it) => it.open)"


def printed(browser: Browser, url: str, *, javascript: bool = True) -> tuple[list[str], list[str]]:
    """The words of each sheet, and the headings of the page's sections. Somebody with dark colours prints."""
    with open_page(browser, url, 1280, "dark", javascript, until="load") as visit:
        headings = visit.page.evaluate(HEADINGS)
        before = visit.page.evaluate(FOLDED)
        pdf = visit.page.pdf(format="A4", prefer_css_page_size=True)
        assert visit.page.evaluate(FOLDED) == before
        assert not javascript or visit.page.evaluate("document.body.dataset.mdColorScheme") == "slate"
        visit.assert_quiet()
    sheets = [squeezed(sheet.extract_text()) for sheet in PdfReader(BytesIO(pdf)).pages]
    return sheets, [squeezed(heading) for heading in headings]


def squeezed(text: str) -> str:
    """Without spaces, which a printed line doesn't have where it ends."""
    return re.sub(r"\s+", "", text)


@pytest.mark.parametrize("kind", PRINTED)
def test_every_sheet_has_the_address_the_date_and_its_number(
    browser: Browser, site_url: str, kind: str
) -> None:
    address = site_url + KINDS[kind].example
    sheets, headings = printed(browser, f"{address}?h=remedy")
    for number, sheet in enumerate(sheets, 1):
        assert squeezed(f"{address} · {date.today().isoformat()}") in sheet  # noqa: DTZ011 the reader's day
        assert f"{number}/{len(sheets)}" in sheet
    whole = "".join(sheets)
    assert len(headings) > 1
    assert not [heading for heading in headings if heading not in whole]
    assert not [words for words in ("Skiptocontent", "Tableofcontents", "Openthemenu") if words in whole]


def test_without_javascript_the_address_stands_at_the_end(browser: Browser, site_url: str) -> None:
    sheets, _ = printed(browser, site_url + KINDS["commitment"].example, javascript=False)
    assert f"Thispage:/{KINDS['commitment'].example}" in sheets[-1]
    assert f"1/{len(sheets)}" in sheets[0]


def test_no_sheet_of_a_timeline_is_nearly_empty(browser: Browser, site_url: str) -> None:
    """The drawing is as high as a sheet: it must not leave one half empty, nor be cut."""
    sheets, _ = printed(browser, site_url + KINDS["older timeline"].example)
    assert min(len(sheet) for sheet in sheets[:-1]) > 500
    assert "plannedquarters" in sheets[-1]


def test_links_that_leave_the_site_say_where_to(browser: Browser, site_url: str) -> None:
    sheets, _ = printed(browser, site_url + KINDS["commitment"].example)
    whole = "".join(sheets)
    assert "(https://www.ilo.org/" in whole
    assert "../" not in whole
