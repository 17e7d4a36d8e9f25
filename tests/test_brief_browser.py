"""The brief: records collected from pages and lists, as one page that prints and can be mailed."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.browser import OF_COLOURS, axe, axe_of_new_looks, open_page, serve
from tests.building import GARDEN, build_site
from tests.looks import SEEN, barriers, choose_dark, narrow, sticks_out

COMMITMENT, OLDER, CLAUSE, AREA = "outputs/4", "deliverables/3.2", "building-blocks/a-5", "action-areas/2"
WITHDRAWN, PARAGRAPH = "deliverables/9-2-2016", "reports/final-report-2022:para-35"
ALL = [COMMITMENT, OLDER, CLAUSE, PARAGRAPH, AREA, WITHDRAWN]
SHIFT = """() => new Promise(resolve => {
  let sum = 0
  new PerformanceObserver(list => list.getEntries().forEach(one => sum += one.hadRecentInput ? 0 : one.value))
    .observe({type: 'layout-shift', buffered: true})
  setTimeout(() => resolve(sum), 100)
})"""


def brief_of(*records: str, title: str = "") -> str:
    return "brief/?" + (f"t={title}&" if title else "") + "r=" + ",".join(records)


def asked(page: Page) -> list[str]:
    """The records that the address names."""
    return parse_qs(urlsplit(page.url).query).get("r", [""])[0].split(",")


def listed(page: Page) -> list[str]:
    found = page.locator(".brief__list [data-record]")
    return [one.get_attribute("data-record") or "" for one in found.all()]


def settled(page: Page, said: str) -> None:
    expect(page.locator(".brief__status")).to_have_text(re.compile(said))


@pytest.fixture
def page(browser: Browser, site_url: str) -> Iterator[Page]:
    """A brief of one record of each kind that came as a link."""
    with open_page(browser, site_url + brief_of(*ALL, title="Board+meeting"), until="load") as visit:
        settled(visit.page, f"Records in this brief: {len(ALL)}")
        yield visit.page
        visit.assert_quiet()


def test_records_are_collected_from_pages_and_lists_and_stay_for_the_next_visit(
    browser: Browser, site_url: str
) -> None:
    with open_page(browser, f"{site_url}{COMMITMENT}/", until="load") as visit:
        page = visit.page
        page.get_by_role("button", name="Add to brief").press("Enter")
        expect(page.locator("[data-brief-in]")).to_have_text("Added. Records in your brief: 1")
        assert page.evaluate("document.activeElement.innerText").strip() == "Take out of brief"
        page.goto(f"{site_url}deliverables/?text=social+dialogue", wait_until="load")
        page.get_by_role("button", name="Choose for a brief").click()
        page.locator(".brief-pick:visible").first.wait_for()
        shown = page.locator(".brief-pick:visible").count()
        assert 1 < shown < 20
        page.get_by_role("checkbox", name="Deliverable 3.2").check()
        expect(page.locator("[data-brief-chosen] [aria-live]")).to_have_text("Brief 2")
        page.get_by_role("button", name="Add all shown").click()
        expect(page.locator("[data-brief-chosen] [aria-live]")).to_have_text(f"Brief {shown + 1}")
        page.goto(f"{site_url}reports/final-report-2022/?text=convention+no+144", wait_until="load")
        page.get_by_role("button", name="Choose for a brief").click()
        page.get_by_role("checkbox", name="Para. 35").check()
        page.locator("[data-brief-chosen] a").click()
        settled(page, f"Records in this brief: {shown + 2}")
        assert asked(page) == listed(page)
        assert [asked(page)[at] for at in (0, 1, -1)] == [COMMITMENT, OLDER, PARAGRAPH]
        visit.assert_quiet()


def test_what_is_taken_out_on_its_page_is_gone_from_the_brief_on_the_way_back(
    browser: Browser, site_url: str
) -> None:
    with open_page(browser, f"{site_url}{COMMITMENT}/", until="load") as visit:
        page = visit.page
        page.get_by_role("button", name="Add to brief").click()
        page.get_by_role("link", name="Brief 1").click()
        settled(page, "Records in this brief: 1")
        page.locator("#outputs-4 h2 a").click()
        page.get_by_role("button", name="Take out of brief").click()
        page.go_back()
        expect(page.get_by_text("This brief is empty")).to_be_visible()
        visit.assert_quiet()


def test_a_brief_shows_of_each_record_what_its_page_says(page: Page) -> None:
    assert page.title().startswith("Board meeting")
    assert page.locator("h1").inner_text().startswith("Board meeting")
    record = page.locator("#outputs-4")
    assert record.locator("h2 a").get_attribute("href") == "/outputs/4/"
    assert record.locator(".facts").inner_text().count("2023–2027") == 1
    assert record.locator(".lede").is_visible()
    assert record.locator(".diagram svg:visible").count() == 1
    assert record.locator("table").inner_text().count("Terms of reference") == 1
    assert [one.lower() for one in record.locator("h3").all_inner_texts()] == [
        "phases",
        "building blocks it answers",
        "what came of it",
    ]
    assert page.locator("#deliverables-3\\.2 .activities li").count() == 6
    assert page.locator("#reports-final-report-2022-para-35 dd").inner_text().count("Convention No. 144") > 0
    assert page.locator("#action-areas-2 h3", has_text="Resource estimate").count() == 1
    assert page.locator("#deliverables-9-2-2016 .remark--withdrawn").count() == 1
    assert (
        "No paragraph of the report speaks of this deliverable" in page.locator(".brief__gaps").inner_text()
    )
    marks = page.locator(".brief__records .mark").evaluate_all("all => all.map(it => it.className)")
    explained = page.locator(".key dt .mark").evaluate_all("all => all.map(it => it.className)")
    assert len(explained) == len(set(explained))
    assert set(explained) <= set(marks)
    assert "mark mark--presumed" in explained


def test_ids_are_there_once_and_links_lead_where_they_led(page: Page, site_dir: Path) -> None:
    ids = page.locator("article [id]").evaluate_all("all => all.map(it => it.id)")
    assert len(ids) == len(set(ids)) > 20
    links = page.locator(".brief a[href]").evaluate_all("all => all.map(it => it.getAttribute('href'))")
    inner = {link[1:] for link in links if link.startswith("#")}
    assert inner <= set(ids)
    assert {"outputs-4", "reports-final-report-2022-para-35"} <= inner
    paths = {urlsplit(link).path for link in links if link.startswith("/")}
    assert len(paths) > 10
    assert not [path for path in paths if not Path(site_dir, path[1:], "index.html").exists()
                and not Path(site_dir, path[1:]).is_file()]  # fmt: skip
    named = page.locator("article [aria-labelledby], article [aria-describedby]").evaluate_all(
        "all => all.flatMap(it => [it.getAttribute('aria-labelledby'), it.getAttribute('aria-describedby')])"
    )
    assert {one for one in named if one} <= set(ids)


def test_order_and_choice_are_changed_by_keyboard_and_can_be_undone(page: Page) -> None:
    page.locator(f"[data-record='{OLDER}'] [data-do=up]").press("Enter")
    settled(page, f"Deliverable 3.2.*: place 1 of {len(ALL)}")
    assert asked(page) == listed(page) == [OLDER, COMMITMENT, *ALL[2:]]
    sections = page.locator(".brief__record").evaluate_all("all => all.map(it => it.id)")
    assert sections[:2] == ["deliverables-3.2", "outputs-4"]
    page.keyboard.press("Enter")
    assert asked(page)[0] == OLDER
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    settled(page, "place 2 of")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    settled(page, "Taken out: Deliverable 3.2")
    assert asked(page) == [one for one in ALL if one != OLDER]
    assert page.evaluate("document.activeElement.dataset.do") == "remove"
    page.get_by_role("button", name="Undo").press("Enter")
    assert sorted(asked(page)) == sorted(ALL)
    page.get_by_role("button", name="Take out everything").click()
    assert listed(page) == []
    page.keyboard.press("Enter")
    assert sorted(asked(page)) == sorted(ALL)


def test_the_title_stands_in_the_address_and_the_link_can_be_mailed(page: Page) -> None:
    page.get_by_label("Title of the brief").fill("What’s next? (100 %) & more.")
    page.keyboard.press("Tab")
    assert page.get_by_label("Address of this brief").input_value() == page.url
    assert page.title().startswith("What’s next? (100 %) & more. – ")
    page.evaluate("() => { navigator.clipboard.writeText = async text => { window.copied = text } }")
    page.get_by_role("button", name="Copy the address").click()
    settled(page, "The address is copied")
    assert page.evaluate("window.copied") == page.url
    assert re.search(r"[\w/]$", page.url)
    assert not re.search(r"[\s()'<>\"]", page.url)
    mail = parse_qs(
        urlsplit(page.get_by_role("link", name="Write an email").get_attribute("href") or "").query
    )
    assert mail["subject"] == ["What’s next? (100 %) & more."]
    assert page.url in mail["body"][0].split("\r\n")
    assert "Output 4: Map regulatory and non-regulatory initiatives" in mail["body"][0]
    page.reload()
    settled(page, "Records in this brief")
    assert page.get_by_label("Title of the brief").input_value() == "What’s next? (100 %) & more."
    page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject() }")
    page.get_by_role("button", name="Copy the address").click()
    settled(page, "The address is selected")
    assert page.evaluate("getSelection().toString()") == page.url


def test_a_brief_that_came_as_a_link_leaves_the_readers_own_alone(page: Page) -> None:
    own = page.evaluate("import('/assets/js/brief/kept.js').then(it => it.put(['outputs/5'], true))")
    assert own
    page.reload()
    settled(page, f"Records in this brief: {len(ALL)}")
    page.locator(f"[data-record='{OLDER}'] [data-do=remove]").click()
    page.get_by_role("button", name="Open mine").click()
    settled(page, "Records in this brief: 1")
    assert asked(page) == ["outputs/5"]
    page.goto(page.url.partition("?")[0] + "?r=" + CLAUSE, wait_until="load")
    page.get_by_role("button", name="Keep this one as mine").click()
    settled(page, "yours now")
    page.goto(page.url.partition("?")[0], wait_until="load")
    settled(page, "Records in this brief: 1")
    assert asked(page) == [CLAUSE]
    assert not page.get_by_role("button", name="Open mine").is_visible()


HOSTILE = """<!doctype html><article><h1>Output 4: <img src=x onerror="ran = 1">Title</h1><div class="record">
<p class="lede" onclick="ran = 1" style="color: red">Safe<script>ran = 1</script>
<a href=" javascript:ran = 1">a</a>
<a href="../5/#x">b</a><svg onload="ran = 1"><a xlink:href="javascript:ran = 1"><text>c</text></a></svg>
<iframe srcdoc="<script>parent.ran = 1</script>"></iframe>
<img src="https://elsewhere.example/x.png" onerror="ran = 1">
</p><figure class="diagram"><div class="diagram__wide"><div class="mermaid">gantt</div></div>
<details><summary>The same as a table</summary><p>Table</p></details></figure></div></article>"""


def test_nothing_runs_that_is_fetched_and_what_is_unknown_is_named(browser: Browser, site_url: str) -> None:
    def hostile(route: Route) -> None:
        route.fulfill(body=HOSTILE, content_type="text/html")

    strange = [
        "outputs/99",
        "../secret",
        "//elsewhere.example/x",
        "%3Cimg src=x onerror=ran=1%3E",
        "glossary",
    ]
    with open_page(browser, f"{site_url}about:blank", until="load") as visit:
        page = visit.page
        page.route("**/outputs/4/", hostile)
        page.goto(site_url + brief_of(COMMITMENT, *strange), wait_until="networkidle")
        settled(page, "Records in this brief: 1. Not found: outputs/99, ")
        assert page.evaluate("typeof ran") == "undefined"
        assert page.locator(".brief__record .lede").inner_text().startswith("Safe")
        assert (
            page.locator(".brief :is(script, iframe, [style], [onclick], [onload], [onerror])").count() == 0
        )
        assert "javascript:" not in page.locator(".brief").inner_html()
        # What a browser would have to draw it doesn't draw here: the table is open in its place.
        assert page.locator(".brief .mermaid").count() == 0
        assert page.get_by_text("Table", exact=True).is_visible()
        tidied = ["outputs/99", "../secret", "elsewhere.example/x", "img src=x onerror=ran=1", "glossary"]
        assert listed(page) == [COMMITMENT, *tidied]
        assert (
            page.locator(".brief__list", has_text="No record of this site has exactly this address").count()
            == 1
        )
        assert not [one for one in visit.requests if urlsplit(one).path.endswith("secret/")]
        # The page's policy would have stopped it as well.
        assert [said for said in visit.console_errors if "inline event handler violates" in said]
        visit.console_errors.clear()
        page.unroute_all()


@pytest.fixture(scope="module")
def renamed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the garden's site, where task 3 was once called 7."""
    folder = tmp_path_factory.mktemp("renamed")
    shutil.copytree(GARDEN, folder / "garden")
    task = folder / "garden/data/plans/garden-2031/tasks/3.yml"
    task.write_text(task.read_text("utf-8") + 'former_ids: ["7"]\n', "utf-8")
    data, docs = folder / "garden/data", folder / "garden/docs"
    with serve(build_site(folder / "site", {"DATA_DIR": str(data), "DOCS_DIR": str(docs)})) as address:
        yield address


def test_a_record_with_another_id_today_is_found_under_its_old_one(browser: Browser, renamed: str) -> None:
    with open_page(browser, renamed + brief_of("tasks/7", "tasks/3", "tasks/2.10"), until="load") as visit:
        settled(visit.page, "Records in this brief: 2")
        assert listed(visit.page) == asked(visit.page) == ["tasks/3", "tasks/2.10"]
        assert "named “tasks/7”" in visit.page.locator("#tasks-3 .remark").first.inner_text()
        visit.assert_quiet()


def test_on_paper_there_are_the_records_and_no_tools(page: Page) -> None:
    page.emulate_media(media="print")
    for gone in (
        ".brief__tools",
        ".brief__status",
        "[data-do]",
        ".brief__lists",
        ".printed",
        ".diagram__source",
    ):
        assert page.locator(f"{gone}:visible").count() == 0, gone
    assert page.url in unquote(page.locator(".brief__where").inner_text()).replace(" ", "+")
    assert page.locator(".brief__list li:visible").count() == len(ALL)
    breaks = page.locator(".brief__record").evaluate_all(
        "all => all.map(it => getComputedStyle(it).breakBefore)"
    )
    assert breaks == ["auto", "page", "auto", "auto", "page", "auto"]
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    foot = page.evaluate("document.documentElement.style.getPropertyValue('--printed-from')")
    assert re.fullmatch(r'"Board meeting · \d{4}-\d\d-\d\d"', foot)
    page.evaluate("dispatchEvent(new Event('afterprint'))")


def test_a_full_brief_has_no_barrier_and_does_not_jump(browser: Browser, site_url: str) -> None:
    with open_page(browser, site_url + brief_of(OLDER, PARAGRAPH, WITHDRAWN), until="load") as visit:
        page = visit.page
        settled(page, "Records in this brief")
        assert page.evaluate(SHIFT) <= 0.05
        assert not barriers(page, within="article")
        choose_dark(page)
        assert not axe_of_new_looks(page, SEEN)
        narrow(page, 320)
        assert not axe(page, within=".brief__tools", without=OF_COLOURS)
        assert sticks_out(page) <= 0
        visit.assert_quiet()


@pytest.mark.parametrize(("path", "item"), [("outputs/", "li"), ("reports/final-report-2022/", "dt")])
def test_a_list_to_choose_from_has_no_barrier(browser: Browser, site_url: str, path: str, item: str) -> None:
    with open_page(browser, site_url + path, 320, until="load") as visit:
        page = visit.page
        page.get_by_role("button", name="Choose for a brief").click()
        page.locator(".brief-pick:visible").first.wait_for()
        assert page.locator(f"{item} > .brief-pick:visible").count() > 15
        assert sticks_out(page) <= 0
        assert not barriers(page, within="section:nth-of-type(1)")
        box = page.locator(".brief-pick").first.bounding_box()
        assert box is not None
        assert min(box["width"], box["height"]) >= 24
        page.get_by_role("button", name="Choose for a brief").click()
        page.locator(".brief-pick").first.wait_for(state="hidden")
        visit.assert_quiet()


def test_where_the_browser_keeps_nothing_the_button_leads_to_a_brief_of_the_record(
    browser: Browser, site_url: str
) -> None:
    with open_page(browser, f"{site_url}{COMMITMENT}/", until="load") as visit:
        page = visit.page
        page.evaluate("() => { Storage.prototype.setItem = () => { throw new Error('full') } }")
        page.get_by_role("button", name="Add to brief").click()
        page.wait_for_url("**/brief/?r=outputs**")
        settled(page, "Records in this brief: 1")
        assert listed(page) == [COMMITMENT]
        visit.assert_quiet()


def test_without_scripts_the_page_says_so_and_offers_the_lists(browser: Browser, site_url: str) -> None:
    with open_page(browser, site_url + brief_of(*ALL), javascript=False, until="load") as visit:
        page = visit.page
        assert page.get_by_text("your browser runs none").is_visible()
        assert page.locator(".brief__lists a:visible").count() == 7
        assert page.locator(".brief :is(button, input):visible").count() == 0
        page.goto(f"{site_url}{COMMITMENT}/")
        assert page.locator(".brief-add").count() == 1
        assert not page.locator(".brief-add").is_visible()


def test_every_record_can_be_added_and_marks_what_goes_into_a_brief(site_dir: Path) -> None:
    pages = [file for name in ("outputs", "deliverables", "building-blocks", "conclusions", "action-areas")
             for file in site_dir.glob(f"{name}/*/index.html")]  # fmt: skip
    records = [html for file in pages if 'class="record"' in (html := file.read_text("utf-8"))]
    assert len(records) > 100
    for html in records:
        assert html.count('class="brief-add"') == 1
        assert re.search(r"<h2 data-brief ", html)
    report = Path(site_dir, "reports/final-report-2022/index.html").read_text("utf-8")
    assert 'class="brief-add"' not in report
