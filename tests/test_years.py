"""The years, the line of time and the home page gather all plans, and leave nothing out."""

import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from macros.build import build
from macros.checks.shared import OF_THE_SITE
from macros.chronicle import events
from macros.graph import Plan
from macros.identifiers import slug
from macros.line.across import ROOMS, across
from macros.line.down import down
from macros.line.shapes import Box, Drawing
from macros.model import Milestone, Update
from macros.pages import publication
from macros.render import say
from macros.site import Site
from tests.garden import GARDEN, PLAN, copied_both, edited, problems
from tests.pages import Element, article, page, parsed

ROOT = Path(__file__).resolve().parent.parent
YEARS = tuple(map(str, range(2016, 2028)))
ORCHARD = "plans/orchard-2032"


@pytest.fixture(scope="module")
def site() -> Site:
    return build(ROOT / "data", "data")


def last_step(address: str) -> str:
    return address.partition("#")[0].strip("/").rpartition("/")[2]


def year_of(site_dir: Path, year: str) -> Element:
    return article(site_dir, f"years/{year}")


def rows_of(shown: Element, plan: Plan) -> dict[str, Element]:
    """By the last step of its address: the row of each commitment in the plan's table of a year's page."""
    heading = f"plan-{plan.record.address}"
    if heading not in shown.anchors:
        return {}
    (table,) = shown.section(heading).all("table")
    rows = [row for body in table.all("tbody") for row in body.all("tr") if row.all("th", scope="row")]
    return {last_step(row.links[0]): row for row in rows}


def milestones(site: Site) -> Iterator[Milestone]:
    return (one for plan in site.plans.values() for one in plan.record.milestones)


def spanned(one: Milestone) -> list[str]:
    return [str(year) for year in range(int(one.date[:4]), int((one.until or one.date)[:4]) + 1)]


def updates_of(plan: Plan, year: str) -> list[tuple[str, Update]]:
    return [
        (one.id, update)
        for one in plan.commitments.values()
        for update in one.updates
        if update.date.startswith(year)
    ]


# The pages


def test_there_is_a_page_for_every_year_from_the_first_to_the_last_that_a_plan_names(
    site_dir: Path, site: Site
) -> None:
    named = {period[:4] for plan in site.plans.values() for period in plan.periods}
    named |= {year for one in milestones(site) for year in spanned(one)}
    assert (min(named), max(named)) == (YEARS[0], YEARS[-1])
    assert sorted(path.name for path in (site_dir / "years").iterdir() if path.is_dir()) == list(YEARS)
    assert {f"{year}/" for year in YEARS} <= set(article(site_dir, "years").links)


def test_every_commitment_stands_on_the_pages_of_its_years_and_on_no_other(
    site_dir: Path, site: Site
) -> None:
    for plan in site.plans.values():
        for year in YEARS:
            planned = {
                slug(one)
                for one in plan.commitments
                if any(period.startswith(year) for period in plan.periods_of[one])
            }
            assert rows_of(year_of(site_dir, year), plan).keys() == planned, (plan.id, year)


def test_a_year_shows_for_which_quarters_each_commitment_is_planned(site_dir: Path, site: Site) -> None:
    plan = next(one for one in site.plans.values() if one.unit.in_a_year > 1)
    crossed = set()
    for year in YEARS:
        shown = year_of(site_dir, year)
        rows = rows_of(shown, plan)
        if not rows:
            continue
        heads = [last_step(one) for one in shown.section(f"plan-{plan.record.address}").all("thead")[0].links]
        for identifier, row in rows.items():
            marks = [bool(cell.all("b")) for cell in row.all("td") if "is-text" not in cell.classes]
            crossed |= {(identifier, head) for head, mark in zip(heads, marks, strict=True) if mark}
    assert crossed == {
        (slug(one), slug(period)) for one in plan.commitments for period in plan.periods_of[one]
    }


def test_a_year_says_what_is_planned_and_which_ends_are_presumed(site_dir: Path, site: Site) -> None:
    marked = 0
    for plan in site.plans.values():
        for one in plan.commitments.values():
            for phase in one.phases:
                for year in range(int(phase.from_[:4]), int(phase.to[:4]) + 1):
                    row = rows_of(year_of(site_dir, str(year)), plan)[slug(one.id)]
                    assert (phase.text or "") in row.text
                    marked += bool(phase.presumed)
                    assert bool(phase.presumed) is bool(row.of_class("mark--presumed")) or len(one.phases) > 1
    assert marked


def test_every_milestone_and_every_paper_stands_on_the_page_of_its_year(site_dir: Path, site: Site) -> None:
    for year in YEARS:
        due = [one for one in milestones(site) if year in spanned(one)]
        shown = year_of(site_dir, year)
        entries = shown.section("milestones").all("dd") if "milestones" in shown.anchors else []
        linked = [last_step(entry.links[0]) + entry.links[0].rpartition("#")[2] for entry in entries]
        assert [one for one in linked if one.startswith("timelinemilestone-")] == [
            f"timelinemilestone-{one.id}" for one in sorted(due, key=lambda one: one.date)
        ], year
    texts = year_of(site_dir, "2017").section("milestones").text
    assert "Version: March 2017" in texts
    assert say("milestone.planned") in texts
    assert "Text of the strategy" in year_of(site_dir, "2023").section("milestones").text


def test_a_paper_whose_date_is_a_milestone_is_told_once(site_dir: Path) -> None:
    entries = [one.text for one in year_of(site_dir, "2022").section("milestones").all("dd")]
    assert len([one for one in entries if "Final report 2022" in one]) == 1


def test_every_dated_step_stands_on_the_page_of_its_year_with_how_sure_we_are(
    site_dir: Path, site: Site
) -> None:
    for year in YEARS:
        due = [(plan, *one) for plan in site.plans.values() for one in updates_of(plan, year)]
        shown = year_of(site_dir, year)
        items = shown.section("reported").all("li")
        silent = "Our sources report no dated step" in shown.section("reported").text
        assert silent is not bool(due)
        for (plan, identifier, update), item in zip(due, items, strict=True):
            assert last_step(item.links[0]) == slug(identifier)
            assert update.date in [one["datetime"] for one in item.all("time")]
            sure = site.confidence_in(plan.id, identifier, update.source)
            assert not sure or say(f"confidence.{sure}") in item.text


@pytest.mark.parametrize(
    ("year", "said"),
    [
        ("2016", ["begins with 2017Q1, after this time", "begins with 2023, after this time"]),
        ("2018", ["30 of 30 deliverables are planned", "begins with 2023, after this time"]),
        ("2022", ["ended with 2021Q4, before this time", "begins with 2023, after this time"]),
        ("2025", ["ended with 2021Q4, before this time", "19 of 20 outputs are planned"]),
    ],
)
def test_a_year_says_of_each_plan_how_much_it_foresees_or_why_nothing(
    site_dir: Path, year: str, said: list[str]
) -> None:
    shown = [one.text for one in year_of(site_dir, year).of_class("years__short")[0].all("li")]
    assert len(shown) == len(said)
    assert all(words in line for words, line in zip(said, shown, strict=True))


def test_years_follow_one_another_and_lead_to_the_pages_of_the_plans_and_back(
    site_dir: Path, site: Site
) -> None:
    for before, after in pairwise(YEARS):
        assert f'<link rel="next" href="../{after}/">' in page(site_dir, f"years/{before}")
        assert f'<link rel="prev" href="../{before}/">' in page(site_dir, f"years/{after}")
    for plan in site.plans.values():
        for period in plan.periods:
            address = f"{plan.record.address}/timeline/{slug(period)}"
            assert f"../../{address}/" in year_of(site_dir, period[:4]).links
            assert f"../../../years/{period[:4]}/" in article(site_dir, address).links


def test_a_period_of_one_plan_says_what_the_others_foresee(site_dir: Path, site: Site) -> None:
    for plan in site.plans.values():
        others = [one.record.short_title for one in site.plans.values() if one is not plan]
        for period in plan.periods:
            shown = article(site_dir, f"{plan.record.address}/timeline/{slug(period)}").section("other-plans")
            said = [one.text for one in shown.children if one.tag == "p" and one.links]
            assert [words.partition(":")[0] for words in said] == others
            assert all(", after this time." in words or ", before this time." in words for words in said)


def test_the_tab_of_the_years_stands_after_home(site_dir: Path) -> None:
    html = page(site_dir, "years/2018")
    begin = html.index('<ul class="md-tabs__list">')
    items = parsed(html[begin : html.index("</ul>", begin) + len("</ul>")]).of_class("md-tabs__item")
    assert [one.text for one in items[:2]] == ["Home", say("nav.years")]
    assert "md-tabs__item--active" in items[1].classes


# Plans that overlap


@pytest.fixture(scope="module")
def overlapping(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Element]:
    """The pages of the garden with an orchard that begins while the garden's plan still runs."""
    return pages_of(overlap(tmp_path_factory.mktemp("overlap")))


def overlap(folder: Path) -> Site:
    data = copied_both(folder)
    plan = data / ORCHARD / "plan.yml"
    plan.write_text(plan.read_text("utf-8").replace('from: "2032Q1"', 'from: "2031Q3"'), "utf-8")
    chore = data / ORCHARD / "chores" / "P1.yml"
    phase = 'phases: [{from: "2031Q3", to: "2031Q3", text: Dig a hole, presumed: [to], reason: Known.}]\n'
    chore.write_text(chore.read_text("utf-8") + phase, "utf-8")
    return build(data)


def pages_of(site: Site) -> dict[str, Element]:
    made = publication(site, "build").pages.values()
    wanted = [one for one in made if re.search(r"^years/|/timeline/.", one.address)]
    # Headings are Markdown: what counts here are the lists and tables, which are HTML.
    return {one.address: parsed(one.text()) for one in wanted}


def links_in(shown: Element) -> set[str]:
    return {last_step(link) for one in shown.of_class("records") for link in one.links}


def test_a_year_gathers_plans_in_months_and_in_quarters(overlapping: dict[str, Element]) -> None:
    garden, orchard = overlapping["years/2031/"].all("table")
    assert {"2.2", "2.10"} <= {last_step(link) for link in garden.links}
    assert "p1" in {last_step(link) for link in orchard.links}
    assert [len(one.all("thead")[0].links) for one in (garden, orchard)] == [12, 2]
    assert "Dig a hole" in orchard.text
    assert orchard.of_class("mark--presumed")


def test_a_month_gathers_what_a_plan_in_quarters_foresees_and_the_other_way_round(
    overlapping: dict[str, Element],
) -> None:
    july, june = (overlapping[f"garden/timeline/2031-0{month}/"] for month in (7, 6))
    assert "p1" in links_in(july)
    assert "2031Q3" in july.text
    assert "p1" not in links_in(june)
    assert "begins with 2031Q3, after this time" in june.text
    third, fourth = (overlapping[f"orchard/timeline/2031q{quarter}/"] for quarter in (3, 4))
    assert "2.2" in links_in(third)
    assert "2.10" not in links_in(third)
    assert "2031-07 2031-08 2031-09" in third.text
    assert "no chore is planned" in overlapping["garden/timeline/2031-11/"].text
    assert "Garden 2031" in fourth.text


def test_plans_that_overlap_stand_in_lanes_of_their_own(tmp_path: Path) -> None:
    for drawing in drawings(overlap(tmp_path)):
        one, other = drawing.bars
        assert apart(one.box, other.box), drawing.room


def test_a_plan_alone_has_its_years_and_no_word_of_others() -> None:
    pages = pages_of(build(GARDEN))
    assert {"years/", "years/2030/", "years/2031/"} == {one for one in pages if one.startswith("years")}
    assert len(pages["years/2031/"].of_class("years__short")[0].all("li")) == 1
    assert "Other plans" not in pages["garden/timeline/2031-03/"].text


def test_a_plan_can_not_take_the_address_of_the_years(tmp_path: Path) -> None:
    folder = edited(tmp_path, f"{PLAN}/plan.yml", "\naddress: garden\n", "\naddress: years\n")
    assert any("the address 'years' is taken by a page of the site itself" in one for one in problems(folder))


def test_no_plan_can_take_the_address_of_a_page_written_by_hand() -> None:
    written = {path.stem for path in (ROOT / "docs").glob("*.md")} - {"index"}
    assert written <= set(OF_THE_SITE)


# The line of time


def drawings(site: Site) -> list[Drawing]:
    years = tuple(sorted({year for one in events(site) for year in one.years} | _years_of_plans(site)))
    span = tuple(map(str, range(int(years[0]), int(years[-1]) + 1)))
    return [*(across(site, span, events(site), room) for room in ROOMS), down(site, span, events(site))]


def _years_of_plans(site: Site) -> set[str]:
    return {period[:4] for plan in site.plans.values() for period in plan.periods}


def apart(one: Box, other: Box) -> bool:
    return (
        one.x + one.width <= other.x + 0.01
        or other.x + other.width <= one.x + 0.01
        or one.y + one.height <= other.y + 0.01
        or other.y + other.height <= one.y + 0.01
    )


def test_everything_dated_is_drawn_once_within_the_frame_and_apart_from_the_rest(site: Site) -> None:
    told = events(site)
    for drawing in drawings(site):
        dots = [dot for year in drawing.years for dot in year.dots]
        assert len(dots) + len(drawing.flags) == len(told)
        assert sum(dot.held for dot in dots) == sum(one.held for one in told if not one.paper)
        marks = [*(dot.box for dot in dots), *(flag.square for flag in drawing.flags)]
        for place, one in enumerate(marks):
            assert one.x >= 0
            assert one.y >= 0
            assert one.x + one.width <= drawing.width
            assert one.y + one.height <= drawing.height
            assert all(apart(one, other) for other in marks[place + 1 :]), drawing.room
        for place, flag in enumerate(drawing.flags):
            assert all(apart(flag.box, other.box) for other in drawing.flags[place + 1 :]), drawing.room


def test_no_stem_of_a_paper_runs_through_the_name_of_another(site: Site) -> None:
    for drawing in drawings(site)[:-1]:
        for flag in drawing.flags:
            x, _, end = flag.stem
            for other in drawing.flags:
                crossed = other.box.x < x < other.box.x + other.box.width and other.box.y < end
                assert other is flag or not crossed, (drawing.room, flag.spoken, other.spoken)


def test_a_bar_is_as_long_as_its_plan_and_as_full_as_its_periods(site: Site) -> None:
    for drawing in drawings(site)[:-1]:
        year = drawing.years[1].box.x - drawing.years[0].box.x
        for bar, plan in zip(drawing.bars, site.plans.values(), strict=True):
            assert bar.box.width == pytest.approx(year * len(plan.periods) / plan.unit.in_a_year)
            heights = [step.box.height for step in bar.steps]
            counts = [len(plan.planned_in[period]) for period in plan.periods]
            assert [height / max(heights) for height in heights] == pytest.approx(
                [count / max(counts) for count in counts]
            )


@pytest.mark.parametrize("address", ["", "years"])
def test_the_line_leads_to_every_year_and_plan_and_says_the_same_as_a_list(
    site_dir: Path, site: Site, address: str
) -> None:
    (line,) = article(site_dir, address).of_class("line")
    svgs = [one for one in line.all("svg") if one["role"]]
    assert len(svgs) == len(ROOMS) + 1
    for svg in svgs:
        steps = [last_step(one) for one in svg.links]
        assert set(YEARS) <= set(steps)
        assert {plan.record.address for plan in site.plans.values()} <= set(steps)
    (twin,) = line.of_class("events")
    assert [last_step(one.links[0]) for one in twin.all("dt")] == list(YEARS)
    for one in milestones(site):
        assert one.title in twin.text
        assert one.date in [time["datetime"] for time in twin.all("time")]


# Home

JOURNEYS = {
    "What did output 12 promise for 2025?": (["years/2025", "outputs/12"], "Data collection expanded"),
    "Which outputs answer clause F.4?": (["building-blocks", "building-blocks/f-4"], "output"),
    "What became of deliverable 2016's 9.2?": (["programme/versions", "deliverables/9-2-2016"], "no longer"),
    "What does the strategy cost?": (["strategy"], "our sum"),
    "What was planned on export processing zones, and what was reported?": (
        ["deliverables", "deliverables/7.1"],
        "high confidence",
    ),
}


@pytest.mark.parametrize("question", JOURNEYS)
def test_a_readers_question_is_answered_within_three_steps_from_home(site_dir: Path, question: str) -> None:
    steps, answer = JOURNEYS[question]
    here = ""
    assert len(steps) <= 3
    for step in steps:
        linked = {_resolved(here, link) for link in article(site_dir, here).links}
        assert step in linked, (here, step)
        here = step
    assert answer.lower() in article(site_dir, here).text.lower()


def _resolved(here: str, link: str) -> str:
    """The address without its last slash that a relative link of a page leads to."""
    parts = here.split("/") if here else []
    for part in link.partition("#")[0].split("/"):
        if part == "..":
            parts.pop()
        elif part not in ("", "."):
            parts.append(part)
    return "/".join(parts)
