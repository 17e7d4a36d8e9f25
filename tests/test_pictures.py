"""The pictures of ranges, coverage and references show what the data say: as many shapes, every gap."""

from pathlib import Path

import pytest

from macros.answering import answered
from macros.build import build
from macros.covering import Way, ways
from macros.graph import Plan
from macros.identifiers import slug
from macros.model import CONFIDENCES
from macros.render import say
from macros.site import Site
from macros.views.resources import resources
from macros.vocabulary import vocabulary
from tests.building import ROOT
from tests.garden import copied, copied_both, edited
from tests.pages import Element, article, parsed

PLANS = ("programme-2017", "strategy-2023")


@pytest.fixture(scope="module")
def site() -> Site:
    return build(ROOT / "data")


@pytest.fixture(params=PLANS)
def plan(site: Site, request: pytest.FixtureRequest) -> Plan:
    return site.plan(request.param)


@pytest.fixture
def both(tmp_path: Path) -> Site:
    """The garden, which has gaps of every kind, and the orchard, which has nothing else."""
    return build(copied_both(tmp_path))


def shown(site_dir: Path, plan: Plan, page: str = "") -> Element:
    return article(site_dir, f"{plan.record.address}/{page}".rstrip("/"))


def last_steps(those: list[str]) -> list[str]:
    return [one.rstrip("/").rpartition("/")[2] for one in those]


def counts(way: Way) -> dict[str, int]:
    return {share.kind: share.count for share in way.shares}


def gaps(way: Way) -> list[list[str]]:
    return [[target.short for target in those] for _, those in way.gaps]


# Ranges


def test_each_estimate_is_a_bar_from_its_least_to_its_most_and_a_row_of_the_twin(
    site_dir: Path, plan: Plan
) -> None:
    page = shown(site_dir, plan)
    estimates = [one.resource_estimate for one in plan.areas.values() if one.resource_estimate]
    bars = [bar for one in page.of_class("ranges__bar") for bar in one.all("rect")]
    assert len(bars) == len(estimates)
    assert ("resources" in page.anchors) == bool(estimates)
    if not estimates:
        return
    spans = [(float(bar["x"][:-1]), float(bar["width"][:-1])) for bar in bars]
    scale = max(one.max for one in estimates) / max(x + width for x, width in spans)
    drawn = [(x * scale, width * scale) for x, width in spans]
    assert drawn == [pytest.approx((one.min, one.max - one.min), abs=scale / 100) for one in estimates]
    (twin,) = page.section("resources").all("table")
    said = [[cell.text for cell in row.all("td")] for row in twin.all("tr")[1:]]
    assert said[:-1] == [[f"{one.min:,}", f"{one.max:,}"] for one in estimates]
    (total,) = plan.estimates
    assert said[-1] == [f"{total.min:,}", f"{total.max:,}"]


def test_the_total_of_the_ranges_is_told_in_words_and_marked_as_our_sum(site_dir: Path, site: Site) -> None:
    strategy = site.plan("strategy-2023")
    section = shown(site_dir, strategy).section("resources")
    (said,) = section.of_class("ranges__total")
    assert "USD 18.5–25.0 million" in said.text
    assert say("mark.sum") in said.text
    notes = [one.resource_estimate.note for one in strategy.areas.values() if one.resource_estimate]
    assert len(section.of_class("ranges__caveats")[0].all("dd")) == len([one for one in notes if one])


def test_each_currency_has_a_picture_of_its_own_and_an_area_without_a_range_is_named(tmp_path: Path) -> None:
    second = "  summary: What we walk on.\n"
    money = (
        "  resource_estimate:\n    currency: CHF\n    min: 0\n    max: 7\n    considerations: Paint.\n"
        "    note: Nobody knows.\n    source: {document: minutes}\n"
    )
    found = parsed(resources(build(copied(tmp_path / "one")).plan("garden-2031"), "garden/"))
    assert len(found.all("figure")) == 1
    assert found.links[-1] == "../beds/2/"
    folder = edited(tmp_path, "plans/garden-2031/areas.yml", second, second + money)
    found = parsed(resources(build(folder).plan("garden-2031"), "garden/"))
    assert [one.text for one in found.of_class("ranges__value")] == ["CHF 0–7", "EUR 40–90"]
    assert "Nobody knows." in found.text


# Coverage


def test_each_numbered_clause_is_a_cell_with_a_block_for_each_answer(site_dir: Path, plan: Plan) -> None:
    cells = shown(site_dir, plan, "coverage").of_class("cell")
    assert last_steps([one["href"] for one in cells]) == [slug(one.id) for one in plan.plain_clauses]
    for clause, cell in zip(plan.plain_clauses, cells, strict=True):
        full = {one.commitment for one in plan.linkages if one.clause == clause.id}
        half = {one.paragraph for one in plan.paragraph_linkages_of[clause.id]}
        drawn = [one["class"] for one in cell.all("rect")]
        assert drawn == (["is-full"] * len(full) + ["is-half"] * len(half) or ["is-none"])
        assert clause.id in cell.text


def test_each_commitment_has_a_line_with_its_count_and_as_many_blocks(site_dir: Path, plan: Plan) -> None:
    lines = shown(site_dir, plan, "coverage").at("figure-commitments").of_class("tally")
    assert len(lines) == len(plan.commitments)
    for commitment, line in zip(plan.commitments.values(), lines, strict=True):
        count = len(answered(plan, commitment))
        assert count == len({one.clause for one in plan.linkages if one.commitment == commitment.id})
        assert line.of_class("tally__count")[0].text == str(count)
        assert len(line.all("rect")) == max(count, 1)


def test_what_was_reported_has_a_block_for_each_paragraph_the_surest_first(
    site_dir: Path, site: Site
) -> None:
    plan = site.plan("programme-2017")
    lines = shown(site_dir, plan, "coverage").at("figure-reported").of_class("tally")
    found = dict(zip(plan.commitments, lines, strict=True))
    for identifier, line in found.items():
        sure = [one.confidence for one in site.evidence_for(plan.id, identifier)]
        ranked = [f"is-{kind}" for kind in CONFIDENCES for _ in range(sure.count(kind))]
        assert [one["class"] for one in line.all("rect")] == (ranked or ["is-none"])
    silent = [one for one in plan.commitments if not site.evidence_for(plan.id, one)]
    section = shown(site_dir, plan, "coverage").section("reported")
    assert silent
    assert last_steps(section.of_class("gaps")[0].links) == silent


def test_a_plan_without_a_report_has_no_figure_of_what_was_reported_and_says_why(
    site_dir: Path, site: Site
) -> None:
    plan = site.plan("strategy-2023")
    page = shown(site_dir, plan, "coverage")
    assert "figure-reported" not in page.anchors
    assert " ".join((plan.record.reporting or "").split()) in page.section("reported").text
    assert len(ways(site, plan)) == 2


def test_the_shares_are_those_of_the_graph_and_add_up(site: Site, plan: Plan) -> None:
    clauses, commitments, *reported = ways(site, plan)
    assert clauses.total == len(plan.plain_clauses)
    assert counts(clauses)["none"] == len(plan.unanswered_clauses)
    assert counts(commitments)["none"] == len(plan.unlinked_commitments)
    assert {one.total for one in (commitments, *reported)} == {len(plan.commitments)}
    assert sum(block.width for block in clauses.bar) == pytest.approx(100)


def test_every_gap_of_the_garden_is_listed_and_the_orchard_has_nothing_else(both: Site) -> None:
    clauses, commitments, reported = ways(both, both.plan("garden-2031"))
    assert gaps(clauses)[0] == ["B.1"]
    assert gaps(commitments) == [["3"]]
    assert gaps(reported) == [["3"]]
    assert counts(reported) == {"high": 1, "medium": 0, "low": 1, "none": 1}
    clauses, commitments = ways(both, both.plan("orchard-2032"))
    assert gaps(clauses) == [["T1", "T2"]]
    assert gaps(commitments) == [["P1", "P2", "Q1"]]


def test_a_part_without_clauses_of_its_own_stands_above_the_first_that_has(both: Site) -> None:
    clauses = ways(both, both.plan("garden-2031"))[0]
    assert [(one.above, one.heading) for one in clauses.sections] == [
        ((), "A. Things to eat"),
        (("B. Things to look at",), "C. Roses"),
    ]


@pytest.mark.parametrize("page", ["", "matrix"])
def test_coverage_in_brief_stands_on_the_plans_page_and_below_the_matrix(
    site_dir: Path, site: Site, plan: Plan, page: str
) -> None:
    section = shown(site_dir, plan, page).section("coverage")
    assert len(section.of_class("shares")) == len(ways(site, plan))
    assert any(link.endswith("coverage/") for link in section.links)
    assert say("mark.sum") in section.text


# References


def test_each_reference_is_an_arc_of_the_one_that_names_and_ends_at_the_one_that_is_named(
    site_dir: Path, plan: Plan
) -> None:
    pairs = {(one.speaker, one.commitment) for one in plan.references if one.kind == "commitment"}
    page = shown(site_dir, plan, "map")
    rows = {last_steps(row.links)[0]: row for row in page.of_class("network__row")}
    places = {name: place for place, name in enumerate(lines_of(page)) if name}
    drawn = [
        (name, end_of(arc), arc)
        for name, row in rows.items()
        for arc in row.of_class("network__arc")
        if "network__arc--arrives" not in arc.classes
    ]
    assert len(drawn) == len(pairs)
    heights = {place: name for name, place in places.items()}
    assert {(name, heights[int(end // 30)]) for name, end, _ in drawn} == {
        (slug(one), slug(other)) for one, other in pairs
    }
    assert len(page.of_class("network__arc--arrives")) == len(pairs)
    assert rows.keys() == {slug(end) for pair in pairs for end in pair}


def lines_of(page: Element) -> list[str]:
    """The map from above: an empty line for each area, and each row's commitment."""
    (network,) = page.of_class("network")
    return [
        last_steps(one.links)[0] if "network__row" in one.classes else ""
        for one in network.below()
        if {"network__row", "network__area"} & {*one.classes}
    ]


def end_of(arc: Element) -> float:
    return float(arc["d"].split()[-1])


def test_what_neither_names_nor_is_named_is_listed_below_the_map(site_dir: Path, plan: Plan) -> None:
    named = {
        end for one in plan.references if one.kind == "commitment" for end in (one.speaker, one.commitment)
    }
    apart = [slug(one) for one in plan.commitments if one not in named]
    (note,) = shown(site_dir, plan, "map").of_class("chart__note")
    assert last_steps(note.links) == apart
    assert note.text.startswith(say("map.apart", len(apart), **vocabulary(plan)).unescape())


# The page of a plan


def test_the_page_of_a_plan_leads_to_every_page_below_it_and_says_what_for(
    site_dir: Path, plan: Plan
) -> None:
    (roads,) = shown(site_dir, plan).of_class("roads")
    below = {path.parent.name for path in (site_dir / plan.record.address).glob("*/index.html")}
    assert below <= {*last_steps(roads.links)} | {"continued-by"}
    assert all(one.all("span")[0].text for one in roads.all("li"))


def test_long_lists_fold_with_their_anchors_inside_and_short_ones_dont(site_dir: Path, site: Site) -> None:
    for plan in site.plans.values():
        page = shown(site_dir, plan)
        for anchor, those in (("milestones", plan.record.milestones), ("paragraphs", plan.record.paragraphs)):
            section = page.section(anchor)
            assert len(section.all("dl")[0].children) == len(those)
            folded = section.all("details")
            assert bool(folded) == (len(those) > 3)
            if folded:
                assert str(len(those)) in folded[0].all("summary")[0].text
                assert len([one for one in folded[0].anchors if one.startswith(anchor[:4])]) == len(those)
