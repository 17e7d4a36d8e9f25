"""Addresses that mail programs, hands and memory got wrong lead to the page that was meant, or near it."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from macros.build import build
from macros.pages import publication
from tests.browser import Visit, axe_of_new_looks, open_page, serve
from tests.building import GARDEN_FOLDERS, build_site
from tests.garden import PLAN, copied_both, edited
from tests.looks import SEEN, barriers, choose_dark, narrow, sticks_out

LED = {
    # As people say it.
    "output/4": "outputs/4/",
    "Outputs/4": "outputs/4/",
    "OUTPUTS/4/": "outputs/4/",
    "outputs/04/": "outputs/4/",
    "output-4": "outputs/4/",
    "Output%204": "outputs/4/",
    "output_4": "outputs/4/",
    "outputs4": "outputs/4/",
    "o4": "outputs/4/",
    "o/4": "outputs/4/",
    "O04": "outputs/4/",
    "d2.1": "deliverables/2.1/",
    "Deliverable/2.1": "deliverables/2.1/",
    "deliverables/2-1/": "deliverables/2.1/",
    "deliverables/2/1/": "deliverables/2.1/",
    "2.1": "deliverables/2.1/",
    "bb/A.5": "building-blocks/a-5/",
    "bbA5": "building-blocks/a-5/",
    "building-block/a.5": "building-blocks/a-5/",
    "building_blocks/A-5": "building-blocks/a-5/",
    "BuildingBlocks/A5": "building-blocks/a-5/",
    "buildingblock/a5": "building-blocks/a-5/",
    "building-blocks/a5/": "building-blocks/a-5/",
    "A.5": "building-blocks/a-5/",
    "block/D.1.a": "building-blocks/d-1-a/",
    "conclusions/23(b)": "conclusions/23-b/",
    "conclusion/23b/": "conclusions/23-b/",
    "c23(b)": "conclusions/23-b/",
    "action_area/03": "action-areas/3/",
    "aoa3": "areas-of-action/3/",
    "Glossary": "glossary/",
    "How-To-Read": "how-to-read/",
    # A plan, with and without its name.
    "programme/timeline/2018Q3/": "programme/timeline/2018q3/",
    "programmes/timeline/2018-q3": "programme/timeline/2018q3/",
    "Programme-2017/Timeline/2018Q3": "programme/timeline/2018q3/",
    "timeline/2018Q3": "programme/timeline/2018q3/",
    "2018Q3": "programme/timeline/2018q3/",
    "Q3-2018": "programme/timeline/2018q3/",
    "strategy-2023-27/Matrix": "strategy/matrix/",
    "strategy/outputs/4/": "outputs/4/",
    "programme/deliverables/2.1": "deliverables/2.1/",
    # A code that had another meaning in an older version, and one that has none today.
    "d9.3": "deliverables/9.3/",
    "Deliverables/09.3": "deliverables/9.3/",
    "deliverable/9.2(2016)": "deliverables/9-2-2016/",
    # As programs of old servers, and of this one, call a page.
    "Outputs/4/index.html": "outputs/4/",
    "output/4/Index.HTM": "outputs/4/",
    "outputs/4.htm": "outputs/4/",
    "outputs/4.html": "outputs/4/",
    "outputs/4.md": "outputs/4/",
    "index.htm": "",
    "outputs/04.JSON": "outputs/4.json",
    "Data/Plans.json).": "data/plans.json",
    # What mail programs leave at an end or put in the middle.
    "outputs/4.": "outputs/4/",
    "outputs/4,": "outputs/4/",
    "outputs/4/)": "outputs/4/",
    "outputs/4/).": "outputs/4/",
    "outputs/4]": "outputs/4/",
    "outputs/4%22": "outputs/4/",
    "outputs/4/%E2%80%9D": "outputs/4/",
    "outputs/4’s": "outputs/4/",
    "“outputs/4”": "outputs/4/",
    "%3Coutputs/4/%3E": "outputs/4/",
    "outputs/4/%20": "outputs/4/",
    "%20outputs/%204": "outputs/4/",
    "outputs/4/%20(see%20there)": "outputs/4/",
    "outputs/4%2520": "outputs/4/",
    "outputs/4&gt;": "outputs/4/",
    "outputs/4/&gt": "outputs/4/",
    "outputs/4&amp;utm_source=mail": "outputs/4/",
    "outputs/4%3Futm_source=mail": "outputs/4/",
    "outputs/4/=20": "outputs/4/",
    "outputs/4=": "outputs/4/",
    "outp=uts/4/": "outputs/4/",
    "outputs=2F4": "outputs/4/",
    "out%0D%0Aputs/4/": "outputs/4/",
    "build=%0Aing-blocks/a-5/": "building-blocks/a-5/",
    "building%C2%AD-blocks/a-5%E2%80%8B": "building-blocks/a-5/",
    "outputs//4//": "outputs/4/",
    "//outputs/4": "outputs/4/",
    "outputs%2F4%2F": "outputs/4/",
    "outputs%5C4": "outputs/4/",
    "outputs/%EF%BC%94": "outputs/4/",
    "outputs/4/%A0": "outputs/4/",
    "outputs/4%zz": "outputs/4/",
    ")": "",
    "%20": "",
    # One address behind another.
    "https://promises.example/outputs/4/": "outputs/4/",
    "outputs/5/https://promises.example/outputs/4/": "outputs/4/",
    "https:/promises.example/project/outputs/4": "outputs/4/",
    "promises.example/outputs/4": "outputs/4/",
    "deliverables/2.1/outputs/4/": "outputs/4/",
    # A place that became a part of the path.
    "outputs/4/%23phases": "outputs/4/#phases",
    "outputs/4%23phases": "outputs/4/#phases",
    "outputs/4/Evidence": "outputs/4/#evidence",
    "strategy/matrix/a-5--4/": "strategy/matrix/#a-5--4",
    "strategy/matrix/A.5/4": "strategy/matrix/#a-5--4",
    "documents/GB.347/INS/8": "documents/#gb-347-ins-8",
    "reports/final-report-2022/para-35": "reports/final-report-2022/#para-35",
}
"""Where only one page can be meant."""

OFFERED = {
    "outptus/4": "outputs/4/",
    "ouput/14/": "outputs/14/",
    "outputs/44/": "outputs/4/",
    "outputs/4x": "outputs/4/",
    "outputs/4/what-it-is-all-about-in-many-words/": "outputs/4/",
    "promise/4": "outputs/4/",
    "4": "outputs/4/",
    "aa/3": "areas-of-action/3/",
    "area/3": "areas-of-action/3/",
    "matrix": "strategy/matrix/",
    "deliverables/21": "deliverables/2.1/",
    "deliverable/2.01.1": "deliverables/2.1/",
    "bilding-bloks/a-5": "building-blocks/a-5/",
    "building-blo": "building-blocks/",
    "glosary": "glossary/",
    "about/glossary": "glossary/",
    "programme/timline/2018q3": "programme/timeline/2018q3/",
    "outputs/44.json": "outputs/4.json",
}
"""Where several can be meant, or none quite."""

NOTHING = ["wp-login.php", "xyzzy", "a" * 2000, "<script>document.title='x'</script>"]
"""What has nothing in common with any page."""

ANSWER = """async (addresses) => {
  const root = new URL(document.querySelector("script[src*='/missing.js']").src)
  const { answer, asked } = await import(new URL("missing/answer.js", root))
  const found = addresses.map(async (one) => {
    const { certain, anchor, near } = await answer(asked(new URL(new URL("../../", root) + one)))
    const led = certain && certain.address + (anchor ? `#${anchor}` : "")
    return [one, { led, near: near.map(({ address }) => address) }]
  })
  return Object.fromEntries(await Promise.all(found))
}"""

Answers = dict[str, dict[str, Any]]


@pytest.fixture(scope="module")
def answers(browser: Browser, site_url: str) -> Answers:
    """To every address of the corpus, by the scripts that the page for missing addresses has loaded."""
    with open_page(browser, f"{site_url}404.html", until="load") as visit:
        found: Answers = visit.page.evaluate(ANSWER, [*LED, *OFFERED, *NOTHING])
        visit.assert_quiet()
        return found


@pytest.mark.parametrize("asked", LED)
def test_an_address_that_can_mean_one_page_alone_leads_there(answers: Answers, asked: str) -> None:
    assert answers[asked]["led"] == LED[asked]


@pytest.mark.parametrize("asked", OFFERED)
def test_what_was_meant_is_among_three(answers: Answers, asked: str) -> None:
    assert answers[asked]["led"] in {None, ""}
    assert OFFERED[asked] in answers[asked]["near"]
    assert len(answers[asked]["near"]) <= 3


@pytest.mark.parametrize("asked", NOTHING)
def test_what_is_like_nothing_is_led_nowhere_and_offered_nothing(answers: Answers, asked: str) -> None:
    assert answers[asked] == {"led": None, "near": []}


@pytest.mark.parametrize(
    ("asked", "address", "title"),
    [
        ("Output/04.", "outputs/4/", "Output 4: "),
        ("bb/A.5?from=mail#Source,", "building-blocks/a-5/?from=mail#source", "Building block A.5: "),
        ("outputs/4/&#62;", "outputs/4/", "Output 4: "),
        ("d2.1%23Evidence%20", "deliverables/2.1/#evidence", "Deliverable 2.1: "),
        ("//elsewhere.invalid/Outputs/4#phases", "outputs/4/#phases", "Output 4: "),
        ("outputs/4/#Phases).", "outputs/4/#phases", "Output 4: "),
        ("strategy/matrix/#A.5--4", "strategy/matrix/#a-5--4", "Building blocks by outputs"),
    ],
)
def test_a_reader_stands_at_the_right_place_of_the_right_page(
    opened: Visit, site_url: str, asked: str, address: str, title: str
) -> None:
    opened.page.goto(site_url + asked)
    expect(opened.page).to_have_url(site_url + address)
    expect(opened.page.locator("h1")).to_contain_text(title)
    assert not opened.outside_requests()


@pytest.fixture(scope="module")
def opened(browser: Browser, site_url: str) -> Iterator[Visit]:
    with open_page(browser, f"{site_url}glossary/", until="load") as visit:
        yield visit
        assert not visit.page_errors


def near(page: Page) -> list[str]:
    expect(page.locator(".missing__near")).to_be_visible()
    return [str(link.get_attribute("href")) for link in page.locator(".missing__near a").all()]


def test_the_missing_address_is_no_step_on_the_way_back(opened: Visit, site_url: str) -> None:
    opened.page.goto(f"{site_url}glossary/")
    opened.page.goto(f"{site_url}o4")
    opened.page.wait_for_url(f"{site_url}outputs/4/")
    opened.page.go_back()
    expect(opened.page).to_have_url(f"{site_url}glossary/")


def test_the_nearest_are_links_that_keep_the_place_and_are_spoken_of(opened: Visit, site_url: str) -> None:
    page = opened.page
    page.goto(f"{site_url}outptus/4/?from=mail#phases")
    assert near(page)[0] == f"{site_url}outputs/4/?from=mail#phases"
    expect(page.get_by_role("status").filter(has_text="Nearest is Output 4: ")).to_have_count(1)
    expect(page.locator(".missing__asked code")).to_have_text("/outptus/4/")
    for width in (375, 1280):
        narrow(page, width)
        assert barriers(page, within="article") == []
        assert sticks_out(page) <= 0
    choose_dark(page)
    assert axe_of_new_looks(page, SEEN) == []
    page.locator(".missing__near a").first.click()
    expect(page.locator("h1")).to_contain_text("Output 4: ")


def test_what_is_asked_for_is_only_ever_text(opened: Visit, site_url: str) -> None:
    page = opened.page
    page.goto(f"{site_url}<img alt onerror>{'x' * 400}")
    expect(page.locator(".missing__asked code")).to_contain_text("/<img alt onerror>")
    assert page.locator(".missing img").count() == 0
    assert sticks_out(page) <= 0
    expect(page.locator(".missing__near")).to_be_hidden()


def test_the_words_of_a_lost_address_can_be_searched_for(opened: Visit, site_url: str) -> None:
    page = opened.page
    page.goto(f"{site_url}old/living-wage/")
    page.get_by_role("link", name="Search for “old living wage”").click()
    expect(page.locator("[data-md-component=search-query]")).to_have_value("old living wage")


def test_a_page_that_the_list_has_and_the_host_has_not_is_no_trap(
    opened: Visit, site_url: str, site_dir: Path
) -> None:
    page = opened.page
    lost = (site_dir / "404.html").read_text("utf-8")
    page.route("**/outputs/4/", lambda route: route.fulfill(status=404, content_type="text/html", body=lost))
    page.goto(f"{site_url}outputs/4/")
    assert f"{site_url}outputs/4/" not in near(page)
    page.unroute_all()


def test_without_javascript_the_lists_are_there_and_it_says_what_does_not_work(
    browser: Browser, site_url: str
) -> None:
    with open_page(browser, f"{site_url}outputs/04/deep/", javascript=False, until="load") as visit:
        page = visit.page
        expect(page.locator("noscript")).to_be_visible()
        expect(page.locator(".missing__asked, .missing__near, .missing__search")).to_have_count(3)
        for hidden in page.locator(".missing__asked, .missing__near, .missing__search").all():
            expect(hidden).to_be_hidden()
        lists = page.locator(".missing__lists")
        for name in ("Home", "Outputs", "Deliverables", "Building blocks", "Timeline", "Documents"):
            expect(lists.get_by_role("link", name=name).first).to_be_visible()
        lists.get_by_role("link", name="Outputs").click()
        expect(page.locator("h1")).to_contain_text("Outputs")


@pytest.fixture(scope="module")
def project_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The garden, which has other words, below a path of its host."""
    host = tmp_path_factory.mktemp("host")
    build_site(host / "project", {**GARDEN_FOLDERS, "SITE_URL": "http://127.0.0.1/project/"})
    with serve(host) as address:
        yield f"{address}project/"


def test_below_a_path_and_with_other_words_an_address_is_understood_too(
    browser: Browser, project_url: str
) -> None:
    with open_page(browser, f"{project_url}deep/below/task/02.2.", until="load") as visit:
        page = visit.page
        page.wait_for_url(f"{project_url}tasks/2.2/")
        for asked, address in {
            "t2.2": "tasks/2.2/",
            "W/a.2(a)": "wishes/a-2-a/",
            "2031-4": "garden/timeline/2031-04/",
        }.items():
            page.goto(project_url + asked)
            page.wait_for_url(project_url + address)
        page.goto(f"{project_url}tsk/2.2")
        assert near(page)[0] == f"{project_url}tasks/2.2/"
        assert not visit.outside_requests()


def test_the_list_of_addresses_is_made_of_the_plans_own_words(tmp_path: Path) -> None:
    made = publication(build(copied_both(tmp_path)), "build")
    known = json.loads(made.files["search/addresses.json"])
    assert {page.address for page in made.pages.values()} <= {address for address, *_ in known["pages"]}
    assert set(known["files"]) < set(made.files)
    assert known["called"]["tasks"] == ["task", "tasks", "t"]
    assert {"tasks", "wishes", "beds", "garden", "chores"} <= set(known["called"])


def test_a_former_code_is_as_good_as_one_of_today(tmp_path: Path) -> None:
    data = edited(tmp_path, f"{PLAN}/tasks/3.yml", '\nid: "3"\n', '\nid: "3"\nformer_ids: ["7"]\n')
    known = json.loads(publication(build(data), "build").files["search/addresses.json"])
    assert ["tasks/7/", "Task 3: Paint the shed"] in known["pages"]
    assert {"tasks/3.json", "tasks/7.json"} <= set(known["files"])
