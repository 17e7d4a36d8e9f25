"""The search: what somebody asks for comes first, by any of its names, and by keyboard alone."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import Visit, gzipped_weight, open_page
from tests.looks import barriers, search_for

ASK = """query => {
  const box = document.querySelector('[data-md-component=search-query]')
  box.value = query
  box.dispatchEvent(new InputEvent('input', { bubbles: true }))
  const root = new URL(document.querySelector('.md-logo').href).href
  return [...document.querySelectorAll('.search-exact a')].map(link => link.href.replace(root, ''))
}"""
"""The addresses of what is called so, in their order."""

QUESTIONS = {
    # By the code alone; promises first, then what else has the number.
    "4": ["outputs/4/", "areas-of-action/4/", "action-areas/4/"],
    "12": ["outputs/12/"],
    "2.1": ["deliverables/2.1/"],
    "23(b)": ["conclusions/23-b/"],
    "23b": ["conclusions/23-b/"],
    "23 (B)": ["conclusions/23-b/"],
    "A.5": ["building-blocks/a-5/"],
    "a5": ["building-blocks/a-5/"],
    "B": ["building-blocks/b/", "building-blocks/#part-b"],
    "Part1.1": ["building-blocks/part1-1/"],
    "D.1.a": ["building-blocks/d-1-a/"],
    # By an old code: what has it today, what had it, and the page of a code that nothing has.
    "9.2": ["deliverables/9.2/", "deliverables/9-2-2016/"],
    "9.2(2016)": ["deliverables/9-2-2016/"],
    "9.2 October 2016": ["deliverables/9-2-2016/"],
    "9.3": ["deliverables/9.3/", "deliverables/9.2/"],
    "deliverable 9.3": ["deliverables/9.3/", "deliverables/9.2/"],
    "6.3": ["deliverables/6.3/"],
    # By word and code, and by a part of the words.
    "output 4": ["outputs/4/"],
    "Outputs 12": ["outputs/12/"],
    "deliverable 2.1": ["deliverables/2.1/"],
    "building block A.5": ["building-blocks/a-5/"],
    "block A.5": ["building-blocks/a-5/"],
    "conclusion 23(b)": ["conclusions/23-b/"],
    "action area 3": ["action-areas/3/", "areas-of-action/3/"],
    "area of action 3": ["areas-of-action/3/"],
    "area 7": ["action-areas/7/"],
    # By a title.
    "Support access to effective remedy": ["outputs/9/", "building-blocks/b-4/"],
    # By an abbreviation, in the plural or not, and by what it stands for.
    "EPZ": ["glossary/#epzs"],
    "epzs": ["glossary/#epzs"],
    "export processing zones": ["glossary/#epzs"],
    "SDG": ["glossary/#sdgs"],
    "Sustainable Development Goals": ["glossary/#sdgs"],
    "MNE Declaration": ["glossary/#mne-declaration", "action-areas/2/"],
    "Tripartite Declaration of Principles concerning Multinational Enterprises and Social Policy": [
        "glossary/#mne-declaration"
    ],
    # By a time, however it is written.
    "2025": ["years/2025/", "strategy/timeline/2025/"],
    "2018Q3": ["programme/timeline/2018q3/"],
    "Q3 2018": ["programme/timeline/2018q3/"],
    "third quarter of 2018": ["programme/timeline/2018q3/"],
    # By a paragraph: the report's before the plans'.
    "para 35": ["reports/final-report-2022/#para-35", "outputs/18/"],
    "paragraph 35": ["reports/final-report-2022/#para-35", "outputs/18/"],
    "para. 35 of the final report": ["reports/final-report-2022/#para-35"],
    # By a document's number, or its name.
    "GB.347/INS/8": ["documents/#gb-347-ins-8"],
    "gb 347 ins 8": ["documents/#gb-347-ins-8"],
    "GB.328/INS/5/1(Add.1)": ["documents/#gb-328-ins-5-1-add-1"],
    "GB.328/INS/5/1": ["documents/#gb-328-ins-5-1"],
    "Durban Call to Action": ["documents/#durban-call-to-action"],
    # By the title of a discrepancy, of a page, and by what the navigation or the address calls a page.
    "Several names for one strategy": ["discrepancies/#name-of-the-strategy"],
    "theory of change": ["programme/theory-of-change/"],
    "strategy 2023-27": ["strategy/"],
    "outputs": ["outputs/"],
    "Abbreviations and short names": ["glossary/"],
    "glossary": ["glossary/"],
    # Nothing is called so.
    "remedy for nobody": [],
    "output 400": [],
    "4 outputs of nothing": [],
    "!?": [],
    "": [],
}
HIDDEN_STOPS = """() => [...document.querySelectorAll('.md-search :is([tabindex], input, a)')]
  .filter(it => it.tabIndex >= 0 && it.checkVisibility({ visibilityProperty: true }))
  .filter(it => { const box = it.getBoundingClientRect(); return box.width < 24 || box.height < 24 })
  .map(it => it.className)"""
"""What of the closed search takes the focus and can't be seen."""

FETCHED = ("search_index.json", "exact.json", "exact.js")
LARGEST_INDEX = 150_000
LARGEST_LIST = 20_000


@pytest.fixture(scope="module")
def asked(browser: Browser, site_url: str) -> Iterator[Visit]:
    with open_page(browser, site_url, until="load") as visit:
        search_for(visit.page, "4")
        visit.page.locator(".search-exact a").first.wait_for()
        yield visit
        visit.assert_quiet()


def test_what_is_called_so_comes_first(asked: Visit) -> None:
    found = {query: asked.page.evaluate(ASK, query) for query in QUESTIONS}
    begun = {
        query: found[query][: len(wanted)] if wanted else found[query] for query, wanted in QUESTIONS.items()
    }
    assert begun == QUESTIONS


def test_a_former_code_says_so(asked: Visit) -> None:
    asked.page.evaluate(ASK, "9.3")
    results = asked.page.locator(".search-exact li")
    expect(results.nth(1)).to_contain_text("Deliverable 9.2: ")
    expect(results.nth(1)).to_contain_text("It had the code 9.3 in October 2016")
    expect(results.nth(0)).not_to_contain_text("It had the code")


@pytest.mark.parametrize(
    ("words", "address"),
    [("remedy", "outputs/9/"), ("labour inspection", "outputs/14/")],
)
def test_words_lead_to_a_record_that_has_them_in_its_title_or_text(
    asked: Visit, words: str, address: str
) -> None:
    box = asked.page.locator("[data-md-component=search-query]")
    box.fill(words)
    box.press("End")
    first = asked.page.locator(".md-search-result a").first
    expect(first).to_have_attribute("href", f"{asked.page.url}{address}?h={words.replace(' ', '+')}")
    expect(asked.page.locator(".search-exact")).to_be_hidden()


def test_where_nothing_is_found_there_are_examples_and_lists(asked: Visit) -> None:
    box = asked.page.locator("[data-md-component=search-query]")
    help_ = asked.page.locator(".search-help")
    expect(help_).to_be_hidden()
    box.fill("zzqqxy")
    box.press("End")
    expect(help_.locator("a")).to_have_count(5)
    expect(help_.locator("a").first).to_have_attribute("href", f"{asked.page.url}deliverables/")
    assert barriers(asked.page, within=".md-search") == []
    examples = help_.locator("q").all_inner_texts()
    assert examples
    assert all(asked.page.evaluate(ASK, example.strip('“”"')) for example in examples)
    expect(help_).to_be_hidden()


def test_where_something_is_called_so_nothing_says_that_nothing_fits(asked: Visit) -> None:
    box = asked.page.locator("[data-md-component=search-query]")
    box.fill("23b")
    box.press("End")
    expect(asked.page.locator(".search-exact")).to_be_visible()
    # The theme's own answer comes when its engine has read the whole index.
    rest = asked.page.get_by_text("Nothing else fits.")
    expect(rest).to_be_visible(timeout=20_000)
    expect(asked.page.get_by_text("No matching documents")).to_be_hidden()
    box.fill("D.1.a")
    box.press("End")
    expect(asked.page.locator(".md-search-result__meta").first).to_contain_text("matching documents")
    expect(asked.page.locator(".search-exact")).to_be_visible()
    expect(rest).to_be_hidden()


def test_before_the_theme_has_searched_nothing_says_that_it_found_nothing(
    browser: Browser, site_url: str
) -> None:
    with open_page(browser, site_url, until="load") as visit:
        # Its engine never answers here.
        visit.page.route("**/search_index.json", lambda _: None)
        search_for(visit.page, "23b")
        visit.page.locator(".search-exact a").first.wait_for()
        expect(visit.page.get_by_text("Nothing else fits.")).to_be_hidden()
        expect(visit.page.get_by_text("No matching documents")).to_be_hidden()


def test_nothing_is_fetched_for_the_search_before_somebody_searches(
    browser: Browser, site_url: str, site_dir: Path
) -> None:
    with open_page(browser, site_url + "outputs/4/") as visit:
        assert not [address for address in visit.requests if address.endswith(FETCHED)]
        visit.page.keyboard.press("/")
        visit.page.keyboard.type("4")
        visit.page.locator(".md-search-result__list > li").first.wait_for()
        visit.page.locator(".search-exact li").first.wait_for()
        own = [address for address in visit.requests if address.endswith(FETCHED[1:])]
        assert len(own) == 2
        assert gzipped_weight(site_dir, own) < LARGEST_LIST
        index = [address for address in visit.requests if address.endswith(FETCHED[0])]
        assert 0 < gzipped_weight(site_dir, index) < LARGEST_INDEX


def test_the_search_works_on_a_small_screen_by_keyboard_alone(browser: Browser, site_url: str) -> None:
    with open_page(browser, site_url + "outputs/4/", width=320, scheme="dark", until="load") as visit:
        page = visit.page
        opener = page.get_by_role("button", name="Search", exact=True)
        assert page.evaluate(HIDDEN_STOPS) == []
        opener.focus()
        page.keyboard.press("Enter")
        expect(page.locator("[data-md-component=search-query]")).to_be_focused()
        page.keyboard.type("9.3")
        expect(page.get_by_role("region", name="Exact matches")).to_be_visible()
        expect(page.get_by_role("status").filter(has_text="Exact matches: Deliverable 9.3")).to_be_attached()
        page.wait_for_function("() => document.documentElement.scrollWidth === 320")
        assert barriers(page) == []
        page.keyboard.press("ArrowDown")
        assert focused(page).endswith("/deliverables/9.3/")
        page.keyboard.press("ArrowDown")
        assert focused(page).endswith("/deliverables/9.2/")
        page.keyboard.press("Escape")
        expect(opener).to_be_focused()
        page.keyboard.press("Enter")
        page.keyboard.press("Control+a")
        page.keyboard.type("output 12")
        expect(page.locator(".search-exact")).to_contain_text("Output 12: ")
        page.keyboard.press("Enter")
        page.wait_for_url("**/outputs/12/")
        visit.assert_quiet()


def test_escape_leads_back_to_where_the_search_was_called_from(browser: Browser, site_url: str) -> None:
    with open_page(browser, site_url + "outputs/4/", until="load") as visit:
        page = visit.page
        assert page.evaluate(HIDDEN_STOPS) == []
        link = page.locator("article .records a").first
        link.focus()
        page.keyboard.press("/")
        expect(page.locator("[data-md-component=search-query]")).to_be_focused()
        page.keyboard.type("building block A.5")
        page.locator(".search-exact a").first.wait_for()
        assert barriers(page) == []
        page.keyboard.press("Escape")
        expect(link).to_be_focused()


def test_without_scripts_there_is_no_search_that_does_nothing(browser: Browser, site_url: str) -> None:
    with open_page(browser, site_url, width=320, javascript=False, until="load") as visit:
        for control in (".md-search", ".search-open"):
            expect(visit.page.locator(control)).to_be_hidden()


def focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.href"))
