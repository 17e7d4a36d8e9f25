"""The matrix in the hands of a reader: what the filter leaves, where an address leads, what is lit."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal

import pytest
from playwright.sync_api import Browser, Page, expect

from macros.views.matrix import whole_matrix as figure
from tests.browser import Visit, open_page, serve
from tests.looks import barriers
from tests.test_matrix import AROUND, synthetic

MATRIX = "strategy/matrix/"

VISIBLE = """() => {
  const seen = (cells) => [...cells].filter((cell) => cell.checkVisibility());
  const code = (cell) => cell.querySelector("b")?.lastChild.textContent;
  const table = document.querySelector(".matrix table");
  return {
    rows: seen(table.querySelectorAll("th[scope=row]")).map(code),
    columns: seen(table.tHead.rows[1].cells).map(code),
    areas: seen(table.querySelectorAll("th[scope=colgroup]")).map((cell) => [code(cell), cell.colSpan]),
    parts: seen(table.tBodies).map((body) => body.dataset.parts?.split(" ").at(-1)),
    paragraphs: table.tHead.rows[0].lastElementChild.checkVisibility(),
    width: table.rows[2].cells[0].colSpan,
  };
}"""

COVERED = """() => [...document.querySelectorAll(".matrix tbody a")].reverse().map((link) => {
  link.focus();
  const { x, y, width, height } = link.getBoundingClientRect();
  const found = document.elementFromPoint(x + width / 2, y + height / 2);
  return link.contains(found) ? "" : `${link.getAttribute("href")} by ${found?.className || found?.tagName}`;
})"""

SAID = """() => {
  const { tagName, ariaLabel, textContent } = document.activeElement;
  return tagName === "BODY" ? "" : (ariaLabel ?? textContent).trim();
}"""
"""What has the focus."""


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
    return page.locator(".matrix__status").inner_text().strip()


def test_without_javascript_every_cell_is_there_and_no_filter(browser: Browser, site_url: str) -> None:
    with matrix(browser, site_url, "?area=2", javascript=False) as page:
        expect(page.get_by_role("search", name="Filter")).to_be_hidden()
        assert page.locator(".matrix td[id]:visible").count() == 48 * 20
        assert page.locator(".matrix__reading").is_hidden()


def test_a_screen_reader_finds_a_named_table_with_named_marks(browser: Browser, site_url: str) -> None:
    with matrix(browser, site_url) as page:
        caption = "Building blocks by outputs of the strategy"
        table = page.get_by_role("grid", name=caption)
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
        assert status(page) == "48 of 48 rows and 4 of 20 columns shown."


def test_only_where_there_is_a_mark_leaves_the_rows_that_the_area_answers(
    browser: Browser, site_url: str
) -> None:
    with matrix(browser, site_url, "?area=2") as page:
        page.get_by_label("Rows and columns").select_option("linked")
        found = seen(page)
        assert found["rows"] == ["B.1", "B.2", "B.3", "B.4", "B.5"]
        assert found["parts"] == ["B"]
        assert page.url == f"{site_url}{MATRIX}?area=2&marks=linked"


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


WORDS = {
    "COMPANY-UNION": (["B.3"], ["8"]),
    "Cômpäny–unión": (["B.3"], ["8"]),
    "  union   company ": (["B.3"], ["8"]),
    "4": (["A.4", "A.5", "A.6"], ["4"]),
    "output 4": (["A.4", "A.5", "A.6"], ["4"]),
    "a.5": (["A.5"], ["4", "5"]),
    "Building block A.5": (["A.5"], ["4", "5"]),
    "D.1": (["D.1", "D.1.a", "D.1.b", "D.1.c", "D.1.d"], ["11"]),
}
"""Whatever their case, accents, dashes and order; a number means the record that has it."""


def test_words_and_numbers_leave_the_rows_and_columns_that_they_mean(browser: Browser, site_url: str) -> None:
    with matrix(browser, site_url) as page:
        for words, left in WORDS.items():
            page.get_by_label("Words or number").fill(words)
            assert (seen(page)["rows"], seen(page)["columns"]) == left, words


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
        assert status(page) == "0 of 48 rows and 0 of 20 columns shown. Nothing fits this filter."
        expect(page.get_by_role("table")).to_have_count(0)
        page.get_by_role("button", name="Show everything").click()
        assert status(page) == "48 of 48 rows and 20 of 20 columns shown."
        assert page.url == f"{site_url}{MATRIX}"
        assert len(seen(page)["areas"]) == 7


def test_an_address_brings_the_filter_with_it(browser: Browser, site_url: str) -> None:
    with matrix(browser, site_url, "?area=6&part=F&text=trade&linked=1") as page:
        assert page.get_by_label("Action area").input_value() == "6"
        assert page.get_by_label("Part of the text").input_value() == "F"
        assert page.get_by_label("Words or number").input_value() == "trade"
        assert page.get_by_label("Rows and columns").input_value() == "linked"
        assert (seen(page)["rows"], seen(page)["columns"]) == (["F.3", "F.4"], ["16", "17", "18"])


def test_an_address_that_names_no_area_or_part_filters_nothing(browser: Browser, site_url: str) -> None:
    with matrix(browser, site_url, "?area=99&part=<b>&linked=yes&other=1") as page:
        assert status(page) == "48 of 48 rows and 20 of 20 columns shown."
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


@pytest.mark.parametrize("anchor", ["preamble-1--1", "part4-4--20"])
def test_the_address_of_a_cell_shows_it_lit_below_the_head(
    browser: Browser, site_url: str, anchor: str
) -> None:
    with matrix(browser, site_url, f"#{anchor}") as page:
        cell, head = page.locator(f"#{anchor}").bounding_box(), page.locator(".matrix thead").bounding_box()
        names = page.locator(f"tr:has(> #{anchor}) th").bounding_box()
        assert cell
        assert head
        assert names
        assert head["y"] >= bottom_of_header(page) - 1
        assert cell["y"] >= head["y"] + head["height"] - 1
        assert cell["x"] >= names["x"] + names["width"] - 1
        assert cell["y"] + cell["height"] <= 900
        assert cell["x"] + cell["width"] <= 1280
        assert_lit(page, anchor)


def bottom_of_header(page: Page) -> float:
    return float(page.locator(".md-header").evaluate("it => it.getBoundingClientRect().bottom"))


def assert_lit(page: Page, anchor: str) -> None:
    assert page.locator(f"#{anchor}").evaluate("it => getComputedStyle(it).outlineStyle") == "solid"
    assert page.locator(f"tr.is-here > #{anchor}.is-here").count() == 1


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        ("?area=2#a-5--4", ""),
        ("?part=A&area=2&text=remedy#a-5--4", "?part=A"),
        ("?marks=linked#a-5--6", "?marks=linked"),
        ("?area=1&marks=linked#a-5--6", "?marks=linked"),
        ("?closed_area=1&closed_area=2&closed_part=A#a-5--4", "?closed_area=2"),
        ("?turned=1&area=2#a-5--4", "?turned=1"),
    ],
)
def test_a_cell_that_the_address_names_is_shown_whatever_the_filter_says(
    browser: Browser, site_url: str, address: str, kept: str
) -> None:
    with matrix(browser, site_url, address) as page:
        anchor = address.partition("#")[2]
        expect(page.locator(f"#{anchor}")).to_be_in_viewport()
        assert_lit(page, anchor)
        assert page.url == f"{site_url}{MATRIX}{kept}#{anchor}"
        loosened = "The filter was loosened to show the cell that the address names."
        assert (loosened in status(page)) is not address.startswith(f"{kept}#")


def test_without_javascript_the_address_of_a_cell_shows_it_too(browser: Browser, site_url: str) -> None:
    with matrix(browser, site_url, "#a-5--4", javascript=False) as page:
        cell, head = page.locator("#a-5--4").bounding_box(), page.locator(".matrix thead").bounding_box()
        assert cell
        assert head
        assert head["y"] + head["height"] - 1 <= cell["y"] <= 800


def lit(page: Page) -> Any:
    """The headings of the lines that are lit, and how many cells are lit one by one."""
    heads = page.locator(".matrix :is(tr, th).is-here").evaluate_all(
        "all => all.map((it) => (it.cells?.[0] ?? it).querySelector('b').textContent)"
    )
    return [*heads, page.locator(".matrix td.is-here").count()]


def test_pointer_and_keyboard_light_a_row_and_a_column(browser: Browser, site_url: str) -> None:
    with matrix(browser, site_url, "?part=A") as page:
        reading = page.locator(".matrix__reading")
        page.hover("#a-5--7")
        assert lit(page) == ["Output 7", "A.5", 48]
        assert reading.inner_text().startswith("A.5 by Output 7: no link")
        page.locator("#a-6--4 a").focus()
        assert lit(page) == ["Output 4", "A.6", 48]
        assert reading.inner_text().startswith("A.6 implemented through Output 4")
        page.locator("th[scope=colgroup]:visible a").nth(2).focus()
        assert reading.inner_text().split("\n") == ["Action area 3", "Enabling rights"]
        page.get_by_label("Words or number").focus()
        assert lit(page) == [0]


@pytest.mark.parametrize("width", [1280, 375])
def test_what_can_be_reached_is_large_enough_to_hit_and_never_covered(
    browser: Browser, site_url: str, width: int
) -> None:
    with matrix(browser, site_url, width=width) as page:
        sizes = page.locator(":is(.matrix a, .matrix button):visible").evaluate_all(
            "all => all.map((it) => it.getBoundingClientRect()).map(({ width, height }) => [width, height])"
        )
        assert len(sizes) > 100
        assert min(min(size) for size in sizes) >= 24
        assert [one for one in page.evaluate(COVERED) if one] == []


def press(page: Page, *keys: str) -> str:
    """What has the focus then, in the words of a screen reader."""
    for key in keys:
        page.keyboard.press(key)
    said: str = page.evaluate(SAID)
    return said


def test_the_table_is_one_stop_for_the_tab_key_and_is_left_by_it_or_by_escape(
    browser: Browser, site_url: str
) -> None:
    with matrix(browser, site_url) as page:
        page.get_by_role("button", name="Switch rows and columns").focus()
        assert press(page, "Tab") == "Preamble.1 Origin of the building blocks"
        assert press(page, "Tab") == "The linkages as CSV"
        assert press(page, "Shift+Tab", "ArrowRight") == "Preamble.1 by Output 1: no link"
        assert press(page, "Escape") == "Matrix, can be scrolled"
        assert lit(page) == [0]
        assert press(page, "Tab") == "Preamble.1 by Output 1: no link"


def test_the_keyboard_moves_from_cell_to_cell(browser: Browser, site_url: str) -> None:
    with matrix(browser, site_url) as page:
        page.locator("#a-5--4 a").focus()
        assert press(page, "ArrowRight") == "A.5 implemented through Output 5"
        assert press(page, "ArrowRight") == "A.5 by Output 6: no link"
        assert lit(page) == ["Output 6", "A.5", 48]
        assert press(page, "ArrowDown", "ArrowDown") == "A.7 by Output 6: no link"
        # A part's heading stands between, and is no cell of this column.
        assert press(page, "ArrowDown", "ArrowDown") == "B.1 implemented through Output 6"
        assert press(page, "Home") == "B.1 Facilitate national dialogues"
        assert press(page, "ArrowUp", "ArrowUp") == "Marks of " + part_heading(page, "B")
        assert press(page, "ArrowDown", "End") == "B by paragraph: no link"
        assert press(page, "Control+End") == "Part4.4 by paragraph: no link"
        assert press(page, "ArrowLeft") == "Part4.4 implemented through Output 20 (shared reference)"
        assert press(page, "PageUp", "PageDown").startswith("Part4.4 implemented")
        assert press(page, "Control+Home") == "Building block"
        assert press(page, "ArrowRight", "ArrowRight") == "Action area 1 International labour standards"
        assert press(page, "ArrowDown") == "Output 1 Promote and apply standards relevant to supply chains"
        assert press(page, "ArrowDown") == "Preamble.1 by Output 1: no link"
        assert barriers(page, ".matrix") == []
        page.locator("#a-5--4 a").focus()
        page.keyboard.press("Enter")
        page.wait_for_url("**/outputs/4/#clauses")


def rest_on(page: Page, cell: str) -> None:
    """In the middle of the window: at its end, what is read below the table lies on the cell."""
    page.locator(cell).evaluate("it => it.scrollIntoView({ block: 'center', behavior: 'instant' })")
    page.locator(cell).hover()


def part_heading(page: Page, part: str) -> str:
    text = page.locator(f"tbody[data-parts$=' {part}'] th[scope=rowgroup]").inner_text()
    return text.rpartition("› ")[2]


def test_a_collapsed_area_or_part_says_how_many_marks_it_holds(browser: Browser, site_url: str) -> None:
    with matrix(browser, site_url) as page:
        area = page.get_by_role("button", name="Marks of MNE Declaration", exact=True)
        assert area.get_attribute("aria-expanded") == "true"
        area.click()
        assert area.get_attribute("aria-expanded") == "false"
        assert page.locator("thead th.is-folded").inner_text().split()[-2:] == ["marks:", "6"]
        sums = {
            row.split()[0]: row.split()[-1]
            for row in page.locator("tr:has(.matrix__sum:not(:empty))").all_inner_texts()
        }
        assert sums == {"B.1": "1", "B.2": "1", "B.3": "1", "B.4": "1", "B.5": "2"}
        assert seen(page)["columns"] == [str(number) for number in range(1, 21) if not 6 <= number <= 9]
        page.get_by_role("button", name="Marks of Part 1. Reaffirming mandate").press("Enter")
        assert page.url == f"{site_url}{MATRIX}?closed_area=2&closed_part=Part1"
        # Six marks stand in the column of paragraphs.
        assert "marks: 6" in page.locator("tbody th.is-folded").inner_text()
        assert status(page) == "45 of 48 rows and 16 of 20 columns shown. Collapsed groups: 2."
        assert barriers(page, ".matrix") == []
        rest_on(page, "#b-5--10")
        expect(page.locator(".matrix__reading")).to_contain_text("B.5 by Output 10: no link")
        page.go_back()
        assert len(seen(page)["rows"]) == 48
        page.get_by_role("button", name="Show everything").click()
        assert len(seen(page)["columns"]) == 20
        assert page.locator(".matrix__sum").count() == 0


def test_only_gaps_leaves_what_has_no_mark(browser: Browser, site_url: str) -> None:
    with matrix(browser, site_url, "?area=2") as page:
        page.get_by_label("Rows and columns").select_option("gaps")
        found = seen(page)
        # Chapeaux and lettered items, which aren't counted, are no gaps.
        assert len(found["rows"]) == 41 - 5
        assert not {"B.1", "B.2", "B.3", "B.4", "B.5", "B", "D.1.a"} & set(found["rows"])
        assert found["columns"] == ["6", "7", "8", "9"]
        assert "Gaps, by row: 36; by column: 0." in status(page)
        assert page.url.endswith("?area=2&marks=gaps")
        page.get_by_label("Action area").select_option("")
        quiet = "Without a mark, yet no gap: 5 (chapeau or lettered item, not a building block of its own)."
        assert status(page) == f"0 of 48 rows and 0 of 20 columns shown. There are no gaps. {quiet}"
        page.get_by_label("Part of the text").select_option("A")
        assert (len(seen(page)["rows"]), seen(page)["columns"][0]) == (7, "6")
        assert "Gaps, by row: 0; by column: 15." in status(page)


def test_rows_and_columns_are_switched_and_back(browser: Browser, site_url: str) -> None:
    with matrix(browser, site_url, "?closed_area=7#a-5--4") as page:
        before = page.locator(".matrix table").evaluate("it => it.innerText")
        page.get_by_role("button", name="Switch rows and columns").click()
        found = seen(page)
        assert (len(found["rows"]), len(found["columns"])) == (19, 48)
        # The last row is the paragraphs', which have no code.
        assert [*found["rows"][:2], *found["rows"][-2:]] == ["1", "2", "18", None]
        assert found["columns"][-1] == "Part4.4"
        assert page.url == f"{site_url}{MATRIX}?closed_area=7&turned=1#a-5--4"
        assert status(page).startswith("18 of 20 rows and 48 of 48 columns shown.")
        assert_lit(page, "a-5--4")
        heads = page.evaluate("""() => {
          const cell = document.querySelector("#a-5--4"), { tHead, tBodies } = cell.closest("table");
          const row = cell.parentElement.cells[0], column = tHead.rows[1].cells[cell.cellIndex - 1];
          return [row, column, tBodies[0].rows[0].cells[0], tHead.rows[0].cells[1], tHead.rows[0].cells[0]]
            .map(({ scope, role, innerText }) => [scope, role, innerText.replace(/\\s+/g, " ").trim()]);
        }""")
        assert heads == [
            ["row", "rowheader", "Output 4 Map regulatory and non-regulatory initiatives"],
            ["col", "columnheader", "A.5 Assess regulatory initiatives and trends"],
            ["rowgroup", "rowheader", "Action area 1 International labour standards"],
            ["colgroup", "columnheader", "Preamble"],
            ["col", "columnheader", "Output"],
        ]
        assert (
            page.locator("tbody:last-of-type td a:visible").count()
            == page.locator(".matrix__paragraph a").count()
        )
        widths = page.locator(".matrix tbody tr:visible").evaluate_all(
            "all => all.map(({ cells }) => [...cells].reduce((sum, cell) => sum + cell.colSpan, 0))"
        )
        assert set(widths) == {49}
        assert barriers(page, ".matrix") == []
        page.locator("#a-5--4 a").focus()
        assert press(page, "ArrowDown") == "A.5 implemented through Output 5"
        assert press(page, "ArrowRight") == "A.6 by Output 5: no link"
        page.get_by_label("Words or number").fill("A.5")
        assert (seen(page)["rows"], seen(page)["columns"]) == (["4", "5"], ["A.5"])
        page.get_by_label("Words or number").fill("")
        page.get_by_role("button", name="Switch rows and columns").click()
        assert page.locator(".matrix table").evaluate("it => it.innerText") == before


def test_switched_axes_are_read_from_their_beginning(browser: Browser, site_url: str) -> None:
    with matrix(browser, site_url) as page:
        region = page.locator(".matrix__region")
        assert region.evaluate("it => (it.scrollTo(0, 400), it.scrollTop)")
        page.get_by_role("button", name="Switch rows and columns").click()
        assert region.evaluate("it => [it.scrollTop, it.scrollLeft]") == [0, 0]
        # A part, which has no code, is read by its name.
        page.locator("th[scope=colgroup] .matrix__group > span", has_text="Part 3").first.hover()
        part = "Part 3. Means of action to ensure decent work in supply chains"
        expect(page.locator(".matrix__reading")).to_contain_text(part)


@pytest.mark.parametrize(
    ("address", "width", "scheme"),
    [
        ("?area=2&linked=1#b-1--6", 1280, "dark"),
        ("?text=no+such+words", 375, "light"),
        ("?turned=1&closed_part=A&marks=linked", 375, "light"),
        ("?turned=1&closed_part=A", 1280, "dark"),
    ],
)
def test_axe_finds_nothing_in_a_matrix_in_use(
    browser: Browser, site_url: str, address: str, width: int, scheme: Literal["light", "dark"]
) -> None:
    with matrix(browser, site_url, address, width, scheme) as page:
        assert barriers(page, ".matrix") == []


@pytest.mark.parametrize("javascript", [True, False])
def test_a_phone_shows_the_whole_matrix_without_scrolling_sideways(
    browser: Browser, site_url: str, javascript: bool
) -> None:
    with matrix(browser, site_url, "#a-5--6", 320, javascript=javascript) as page:
        assert page.evaluate("document.documentElement.scrollWidth") == 320
        assert page.locator(".matrix__region").evaluate("it => it.scrollWidth - it.clientWidth") <= 0
        codes = page.locator(".matrix td[id] a").evaluate_all(
            "all => all.map((it) => getComputedStyle(it, '::after').content.slice(1, -1))"
        )
        anchors = page.locator(".matrix td[id]:has(a):visible").evaluate_all("all => all.map(({ id }) => id)")
        assert len(codes) == 41 == len(anchors)
        assert codes == [anchor.rpartition("--")[2] for anchor in anchors]
        lanes = page.evaluate("""() => [["#a-5--4", 0], ["#b-4--9", 1], ["#f-4--17", 5]].map(([id, lane]) =>
          document.querySelector(`${id} a`).getBoundingClientRect().x
          - document.querySelectorAll("th[scope=colgroup]")[lane].getBoundingClientRect().x)""")
        assert max(map(abs, lanes)) < 3
        # Above stay the numbers, and what they are of; the names are hidden by the page's header.
        top = bottom_of_header(page)
        ends = page.locator("thead th[scope=colgroup] a > span").evaluate_all(
            "all => all.map((it) => it.getBoundingClientRect().bottom)"
        )
        assert max(ends) <= top + 1
        kind = page.locator("thead b > span").first
        assert kind.evaluate("it => getComputedStyle(it).clipPath") == "none"
        assert page.evaluate(
            "([kind, top]) => kind.getBoundingClientRect().top >= top - 1", [kind.element_handle(), top]
        )
        # The empty cell that the address names is shown all the same.
        expect(page.locator("#a-5--6")).to_be_in_viewport()
        if javascript:
            expect(page.locator(".matrix__reading")).to_contain_text("A.5 by Output 6: no link")


@pytest.mark.parametrize("address", ["strategy/matrix/", "programme/matrix/", "strategy/matrix/?turned=1"])
def test_the_first_screen_of_a_phone_shows_marks(browser: Browser, site_url: str, address: str) -> None:
    with open_page(browser, site_url + address, 375, until="load") as visit:
        visit.page.set_viewport_size({"width": 375, "height": 667})
        expect(visit.page.locator(".matrix td a:visible").first).to_be_in_viewport(ratio=1)
        visit.page.get_by_role("button", name="Filter and legend").click()
        expect(visit.page.get_by_label("Words or number")).to_be_visible()
        expect(visit.page.get_by_role("list", name="Marks")).to_be_visible()
        assert barriers(visit.page, ".matrix") == []
        assert visit.page.evaluate("document.documentElement.scrollWidth") == 375


PAPER = round(269 / 25.4 * 96)
"""How wide A4 is across, without its margins, in pixels."""


@pytest.mark.parametrize(("address", "sheets"), [("strategy/matrix/", 3), ("strategy/matrix/?turned=1", 3)])
def test_the_whole_matrix_stands_on_landscape_paper(
    browser: Browser, site_url: str, address: str, sheets: int
) -> None:
    with open_page(browser, site_url + address, until="load") as visit:
        paper = visit.page.pdf(prefer_css_page_size=True)
        visit.page.emulate_media(media="print")
        visit.page.set_viewport_size({"width": PAPER, "height": 700})
        assert not visit.page.locator(":is(.matrix button, .matrix form, .matrix__reading):visible").count()
        assert visit.page.locator(".matrix__legend").is_visible()
        assert visit.page.locator(".matrix td[id]:visible").count() == 48 * 20
        box = visit.page.locator(".matrix table").bounding_box()
        assert box
        assert box["width"] <= PAPER
    # A link is an annotation of its sheet: the head's are on every sheet that the table takes.
    links = re.findall(rb"/URI \(([^)]*)\)", paper)
    assert sum(link.endswith(b"#clauses") for link in links) == 41
    assert sum(link.endswith(b"/a-1/" if "turned" in address else b"/outputs/1/") for link in links) == sheets
    assert {
        tuple(map(round, map(float, box.split()))) for box in re.findall(rb"/MediaBox \[([^]]*)\]", paper)
    } == {(0, 0, 842, 595)}


@pytest.fixture
def large(site_dir: Path, tmp_path: Path) -> Path:
    """A site with one page: the matrix of 300 by 200 in the page of the real one."""
    page = (site_dir / MATRIX / "index.html").read_text("utf-8")
    before, _, rest = page.partition('<div class="matrix"')
    plan = synthetic([f"Clause {at}" for at in range(300)], [f"Promise {at}" for at in range(200)])
    (tmp_path / MATRIX).mkdir(parents=True)
    made = f"{before}{figure(AROUND, plan, MATRIX)}<p><a href{rest.partition('<p><a href')[2]}"
    (tmp_path / MATRIX / "index.html").write_text(made, "utf-8")
    (tmp_path / "assets").symlink_to(site_dir / "assets")
    return tmp_path


STAYS = """async () => {
  const region = document.querySelector(".matrix__region"), table = region.querySelector("table");
  const far = document.getElementById("c-290--190");
  far.scrollIntoView();
  await new Promise(requestAnimationFrame);
  const box = (element) => element.getBoundingClientRect();
  const [frame, head, cell] = [box(region), box(table.tHead), box(far)];
  const [name, column] = [box(far.parentElement.cells[0]), box(table.tHead.rows[1].cells[190])];
  const group = box(document.querySelectorAll("th[scope=colgroup]")[9]);
  return {
    head: Math.abs(head.top - frame.top) < 2,
    name: Math.abs(name.left - frame.left) < 2 && Math.abs(name.top - cell.top) < 2,
    column: Math.abs(column.left - cell.left) < 1 && Math.abs(column.width - cell.width) < 1,
    group: Math.abs(group.left - box(table.tHead.rows[1].cells[180]).left) < 1,
    clear: cell.top >= head.bottom - 1 && cell.left >= name.right - 1,
  };
}"""

QUICK = """async () => {
  const field = document.querySelector(".matrix form").elements.text;
  const spent = [];
  for (const words of ["7", "clause 12", "promise 3", ""]) {
    const start = performance.now();
    field.value = words;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    spent.push(performance.now() - start);
    await new Promise(requestAnimationFrame);
  }
  return spent;
}"""


def test_with_300_rows_and_200_columns_the_heads_stay_and_the_filter_answers_at_once(
    browser: Browser, large: Path
) -> None:
    with serve(large) as url, open_page(browser, url + MATRIX, until="load") as visit:
        assert set(visit.page.evaluate(STAYS).items()) == {
            (what, True) for what in ("head", "name", "column", "group", "clear")
        }
        # The quickest of several: other work on the machine may hold up any of them.
        assert min(visit.page.evaluate(QUICK)) < 100
        visit.page.locator("#c-290--190").focus()
        visit.page.get_by_label("Words or number").fill("c.12")
        assert visit.page.locator("th[scope=row]:visible").count() == 1
        assert visit.page.locator("td[id]:visible").count() == 8


def test_the_old_address_of_a_cell_leads_on_to_it_where_its_matrix_was_cut(
    browser: Browser, site_dir: Path, tmp_path: Path
) -> None:
    (tmp_path / "assets").symlink_to(site_dir / "assets")
    (tmp_path / "part").mkdir()
    (tmp_path / "part" / "index.html").write_text('<!doctype html><p id="a--1">1</p>', "utf-8")
    listed = '<aside class="gone"><ul><li><span id="a--1"></span><a href="part/">Part</a></li></ul></aside>'
    script = '<script type="module" src="assets/js/parted.js"></script>'
    (tmp_path / "index.html").write_text(f"<!doctype html><p id=top>All</p>{listed}{script}", "utf-8")
    with serve(tmp_path) as url, open_page(browser, f"{url}#a--1", until="load") as visit:
        visit.page.wait_for_url(f"{url}part/#a--1")
    with serve(tmp_path) as url, open_page(browser, f"{url}#top", until="load") as visit:
        assert visit.page.url == f"{url}#top"


def test_with_48_rows_and_20_columns_the_heads_stay(browser: Browser, site_url: str) -> None:
    with matrix(browser, site_url) as page:
        page.set_viewport_size({"width": 800, "height": 700})
        found = page.evaluate(
            STAYS.replace("c-290--190", "part4-1--20")
            .replace("[190]", "[19]")
            .replace("[9]", "[6]")
            .replace("[180]", "[18]")
        )
        assert found["name"]
        assert found["column"]
        assert found["group"]
        assert found["clear"]


def test_forced_colours_leave_marks_and_an_area_of_24_pixels(browser: Browser, site_url: str) -> None:
    with matrix(browser, site_url, width=375) as page:
        page.emulate_media(forced_colors="active")
        full, shared = (
            page.locator(f"#{anchor} a").evaluate("it => getComputedStyle(it).backgroundColor")
            for anchor in ("a-5--4", "e-1--15")
        )
        assert full != shared
        page.set_viewport_size({"width": 1280, "height": 900})
        border = "it => getComputedStyle(it, '::before').borderTopWidth"
        assert page.locator("#a-5--4 a").evaluate(border) != page.locator("#e-1--15 a").evaluate(border)


def test_on_a_page_without_a_matrix_the_script_does_nothing(browser: Browser, site_url: str) -> None:
    with open_page(browser, f"{site_url}outputs/4/?area=1", until="load") as visit:
        assert visit.page.url.endswith("?area=1")
        visit.assert_quiet()
