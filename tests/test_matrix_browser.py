"""The matrix in the hands of a reader: what the filter leaves, where an address leads, what is lit."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Literal

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import Visit, axe, open_page

MATRIX = "strategy/matrix/"

VISIBLE = """() => {
  const seen = (cells) => [...cells].filter((cell) => cell.checkVisibility());
  const code = (cell) => cell.querySelector("b").lastChild.textContent;
  const table = document.querySelector(".matrix table");
  return {
    rows: seen(table.querySelectorAll("th[scope=row]")).map(code),
    columns: seen(table.tHead.rows[1].cells).map(code),
    areas: seen(table.querySelectorAll("th[scope=colgroup]")).map((cell) => [code(cell), cell.colSpan]),
    parts: seen(table.tBodies).map((body) => body.dataset.parts.split(" ").at(-1)),
    paragraphs: table.tHead.rows[0].lastElementChild.checkVisibility(),
    width: table.rows[2].cells[0].colSpan,
  };
}"""

COVERED = """() => {
  const link = document.activeElement;
  const { x, y, width, height } = link.getBoundingClientRect();
  const found = document.elementFromPoint(x + width / 2, y + height / 2);
  return link.contains(found) ? "" : `${link.getAttribute("href")} by ${found?.className || found?.tagName}`;
}"""


@contextmanager
def matrix(
    browser: Browser,
    site_url: str,
    address: str = "",
    width: int = 1280,
    scheme: Literal["light", "dark"] = "light",
    *,
    javascript: bool = True,
) -> Iterator[Page]:
    """The page, which must have made no noise when it is left."""
    visit: Visit
    with open_page(browser, f"{site_url}{MATRIX}{address}", width, scheme, javascript, until="load") as visit:
        yield visit.page
        visit.assert_quiet()


def seen(page: Page) -> Any:
    return page.evaluate(VISIBLE)


def status(page: Page) -> str:
    return page.get_by_role("status").inner_text().strip()


def test_without_javascript_every_cell_is_there_and_no_filter(browser: Browser, site_url: str) -> None:
    with matrix(browser, site_url, "?area=2", javascript=False) as page:
        expect(page.get_by_role("search", name="Filter")).to_be_hidden()
        assert page.locator(".matrix td[id]:visible").count() == 48 * 20
        assert page.locator(".matrix__reading").is_hidden()


def test_a_screen_reader_finds_a_named_table_with_named_marks(browser: Browser, site_url: str) -> None:
    with matrix(browser, site_url) as page:
        caption = "Building blocks by outputs of the strategy"
        table = page.get_by_role("table", name=caption)
        mark = table.get_by_role("link", name="A.5 implemented through Output 4", exact=True)
        mark.click()
        assert page.url == f"{site_url}outputs/4/#clauses"


def test_an_area_leaves_its_columns_and_every_row(browser: Browser, site_url: str) -> None:
    with matrix(browser, site_url) as page:
        page.get_by_label("Action area").select_option("2")
        found = seen(page)
        assert found["columns"] == ["6", "7", "8", "9"]
        assert found["areas"] == [["2", 4]]
        assert len(found["rows"]) == 48
        assert not found["paragraphs"]
        assert found["width"] == 5
        assert status(page) == "48 of 48 rows and 4 of 20 columns shown"


def test_only_where_there_is_a_mark_leaves_the_rows_that_the_area_answers(
    browser: Browser, site_url: str
) -> None:
    with matrix(browser, site_url, "?area=2") as page:
        page.get_by_label("Only where there is a mark").check()
        found = seen(page)
        assert found["rows"] == ["B.1", "B.2", "B.3", "B.4", "B.5"]
        assert found["parts"] == ["B"]
        assert page.url == f"{site_url}{MATRIX}?area=2&linked=1"


def test_a_part_leaves_its_rows_and_those_of_the_parts_in_it(browser: Browser, site_url: str) -> None:
    with matrix(browser, site_url, "?part=C") as page:
        assert seen(page)["rows"] == ["C"]
        assert len(seen(page)["columns"]) == 20
        page.get_by_label("Part of the text").select_option("Part3")
        assert seen(page)["parts"] == ["Part3", *"ABCDEF"]


def test_words_leave_what_they_name_and_what_is_linked_to_it(browser: Browser, site_url: str) -> None:
    with matrix(browser, site_url) as page:
        page.get_by_label("Words or number").fill("remedy")
        found = seen(page)
        assert found["rows"] == ["B.4", "B.5", "D.1.c"]
        assert found["columns"] == ["9"]
        assert found["areas"] == [["2", 1]]


@pytest.mark.parametrize("words", ["COMPANY-UNION", "Cômpäny–unión", "  union   company "])
def test_words_are_found_whatever_their_case_accents_dashes_and_order(
    browser: Browser, site_url: str, words: str
) -> None:
    with matrix(browser, site_url) as page:
        page.get_by_label("Words or number").fill(words)
        assert (seen(page)["rows"], seen(page)["columns"]) == (["B.3"], ["8"])


@pytest.mark.parametrize(
    ("number", "rows", "columns"),
    [
        ("4", ["A.4", "A.5", "A.6"], ["4"]),
        ("output 4", ["A.4", "A.5", "A.6"], ["4"]),
        ("a.5", ["A.5"], ["4", "5"]),
        ("Building block A.5", ["A.5"], ["4", "5"]),
        ("D.1", ["D.1", "D.1.a", "D.1.b", "D.1.c", "D.1.d"], ["11"]),
    ],
)
def test_a_number_means_the_record_that_has_it(
    browser: Browser, site_url: str, number: str, rows: list[str], columns: list[str]
) -> None:
    with matrix(browser, site_url) as page:
        page.get_by_label("Words or number").fill(number)
        assert (seen(page)["rows"], seen(page)["columns"]) == (rows, columns)


def test_a_clause_that_a_paragraph_answers_keeps_the_column_of_paragraphs(
    browser: Browser, site_url: str
) -> None:
    with matrix(browser, site_url, "?text=Part2.1&linked=1") as page:
        found = seen(page)
        assert (found["rows"], found["columns"], found["paragraphs"]) == (["Part2.1"], [], True)
        assert page.locator(".matrix td a:visible").inner_text() == "para. 3"


def test_where_nothing_fits_the_page_says_so(browser: Browser, site_url: str) -> None:
    with matrix(browser, site_url) as page:
        page.get_by_label("Words or number").fill("no such words")
        assert status(page) == "0 of 48 rows and 0 of 20 columns shown Nothing fits this filter."
        expect(page.get_by_role("table")).to_have_count(0)
        page.get_by_role("button", name="Clear the filter").click()
        assert status(page) == "48 of 48 rows and 20 of 20 columns shown"
        assert page.url == f"{site_url}{MATRIX}"
        assert len(seen(page)["areas"]) == 7


def test_an_address_brings_the_filter_with_it(browser: Browser, site_url: str) -> None:
    with matrix(browser, site_url, "?area=6&part=F&text=trade&linked=1") as page:
        assert page.get_by_label("Action area").input_value() == "6"
        assert page.get_by_label("Part of the text").input_value() == "F"
        assert page.get_by_label("Words or number").input_value() == "trade"
        assert page.get_by_label("Only where there is a mark").is_checked()
        assert (seen(page)["rows"], seen(page)["columns"]) == (["F.3", "F.4"], ["16", "17", "18"])


def test_an_address_that_names_no_area_or_part_filters_nothing(browser: Browser, site_url: str) -> None:
    with matrix(browser, site_url, "?area=99&part=<b>&linked=yes&other=1") as page:
        assert status(page) == "48 of 48 rows and 20 of 20 columns shown"
        page.get_by_label("Action area").select_option("1")
        assert page.url == f"{site_url}{MATRIX}?other=1&area=1"


def test_back_and_forward_go_from_filter_to_filter(browser: Browser, site_url: str) -> None:
    with matrix(browser, site_url) as page:
        page.get_by_label("Action area").select_option("3")
        page.get_by_label("Words or number").press_sequentially("rights")
        assert page.url == f"{site_url}{MATRIX}?text=rights&area=3"
        page.go_back()
        assert page.url == f"{site_url}{MATRIX}?area=3"
        assert page.get_by_label("Words or number").input_value() == ""
        page.go_back()
        assert len(seen(page)["columns"]) == 20
        page.go_forward()
        assert seen(page)["columns"] == ["10"]


@pytest.mark.parametrize("width", [1280, 375])
@pytest.mark.parametrize("anchor", ["a-5--4", "preamble-1--1", "part4-4--20", "d-1-a--12"])
def test_the_address_of_a_cell_shows_it_lit_below_the_head(
    browser: Browser, site_url: str, anchor: str, width: int
) -> None:
    with matrix(browser, site_url, f"#{anchor}", width) as page:
        cell, head = page.locator(f"#{anchor}").bounding_box(), page.locator(".matrix thead").bounding_box()
        names = page.locator(f"tr:has(> #{anchor}) th").bounding_box()
        assert cell
        assert head
        assert names
        assert head["y"] >= page.locator(".md-header").evaluate("it => it.getBoundingClientRect().bottom") - 1
        assert cell["y"] >= head["y"] + head["height"] - 1
        assert cell["x"] >= names["x"] + names["width"] - 1
        assert cell["y"] + cell["height"] <= 900
        assert cell["x"] + cell["width"] <= width
        assert page.locator(f"#{anchor}").evaluate("it => getComputedStyle(it).outlineStyle") == "solid"
        assert page.locator(f"tr.is-here > #{anchor}").count() == 1
        assert page.locator(".matrix col.is-here").count() == 1


def test_without_javascript_the_address_of_a_cell_shows_it_too(browser: Browser, site_url: str) -> None:
    with matrix(browser, site_url, "#a-5--4", javascript=False) as page:
        cell, head = page.locator("#a-5--4").bounding_box(), page.locator(".matrix thead").bounding_box()
        assert cell
        assert head
        assert head["y"] + head["height"] - 1 <= cell["y"] <= 800


def lit(page: Page) -> Any:
    return page.locator(".matrix :is(tr, th).is-here").evaluate_all(
        "all => all.map((it) => (it.cells?.[0] ?? it).querySelector('b').textContent)"
    )


def test_pointer_and_keyboard_light_a_row_and_a_column(browser: Browser, site_url: str) -> None:
    with matrix(browser, site_url, "?part=A") as page:
        reading = page.locator(".matrix__reading")
        page.hover("#a-5--7")
        assert lit(page) == ["Output 7", "A.5"]
        assert reading.inner_text().startswith("A.5 × Output 7")
        page.locator("#a-6--4 a").focus()
        assert lit(page) == ["Output 4", "A.6"]
        assert reading.inner_text().startswith("A.6 implemented through Output 4")
        page.locator("th[scope=colgroup]:visible a").nth(2).focus()
        assert reading.inner_text().split("\n") == ["Action area 3", "Enabling rights"]
        page.get_by_label("Words or number").focus()
        assert lit(page) == []


@pytest.mark.parametrize("width", [1280, 375])
def test_what_the_keyboard_reaches_is_never_covered(browser: Browser, site_url: str, width: int) -> None:
    with matrix(browser, site_url, width=width) as page:
        links = page.locator(".matrix tbody a")
        links.last.focus()
        covered = []
        for _ in range(links.count() - 1):
            page.keyboard.press("Shift+Tab")
            covered.append(page.evaluate(COVERED))
        assert (
            page.evaluate("document.activeElement.textContent") == "Preamble.1 Origin of the building blocks"
        )
        assert [one for one in covered if one] == []


@pytest.mark.parametrize("width", [1280, 375])
def test_every_link_is_large_enough_to_hit(browser: Browser, site_url: str, width: int) -> None:
    with matrix(browser, site_url, width=width) as page:
        sizes = page.locator(".matrix a").evaluate_all(
            "all => all.map((it) => it.getBoundingClientRect()).map(({ width, height }) => [width, height])"
        )
        assert min(min(size) for size in sizes) >= 24


@pytest.mark.parametrize(
    ("address", "width", "scheme"),
    [
        ("", 1280, "light"),
        ("", 375, "dark"),
        ("?area=2&linked=1#b-1--6", 1280, "dark"),
        ("?text=no+such+words", 375, "light"),
    ],
)
def test_axe_finds_nothing(
    browser: Browser, site_url: str, address: str, width: int, scheme: Literal["light", "dark"]
) -> None:
    with matrix(browser, site_url, address, width, scheme) as page:
        assert axe(page, ".matrix") == []


def test_nothing_beside_the_region_scrolls_sideways(browser: Browser, site_url: str) -> None:
    with matrix(browser, site_url, width=320) as page:
        assert page.evaluate("document.documentElement.scrollWidth") == 320


def test_on_landscape_paper_all_columns_have_room(browser: Browser, site_url: str) -> None:
    a4_without_margins = round(277 / 25.4 * 96)
    with matrix(browser, site_url, width=a4_without_margins) as page:
        page.emulate_media(media="print")
        box = page.locator(".matrix table").bounding_box()
        assert box
        assert box["x"] + box["width"] <= a4_without_margins
        assert page.locator(".matrix td[id]:visible").count() == 48 * 20
        expect(page.get_by_role("search", name="Filter")).to_be_hidden()


def test_on_a_page_without_a_matrix_the_script_does_nothing(browser: Browser, site_url: str) -> None:
    with open_page(browser, f"{site_url}outputs/4/?area=1", until="load") as visit:
        assert visit.page.url.endswith("?area=1")
        visit.assert_quiet()
