"""Every address, and what a link to it is called. Both were published, and neither may change."""

from collections.abc import Iterator

import pytest

from macros import links
from macros.build import build
from macros.graph import Plan
from macros.links import Target
from macros.site import Site
from tests.conftest import Golden
from tests.garden import edited_both


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    folder = edited_both(
        tmp_path_factory.mktemp("links"),
        "plans/orchard-2032/plan.yml",
        "\nrelations: []\n",
        """
relations: []
principles:
  - {id: "1", title: Shade, summary: Is there., source: {document: harvest-letter, paragraphs: ["1"]}}
tables:
  - id: trees
    title: Trees
    columns: [Tree, Row]
    rows:
      - {name: Pear, cells: [P]}
    source: {document: harvest-letter, paragraphs: ["2"]}
""",
    )
    return build(folder)


def test_each_thing_has_its_address_and_is_called_by_its_words(site: Site, golden: Golden) -> None:
    golden("targets.txt", "".join(f"{_line(kind, one)}\n" for kind, one in _targets(site)))


def test_each_paragraph_of_a_plan_leads_to_what_says_it(site: Site, golden: Golden) -> None:
    pairs = [
        (f"{plan.id} {number}", target)
        for plan in site.plans.values()
        for number, target in links.paragraph_targets(plan).items()
    ]
    golden("paragraphs.txt", "".join(f"{_line(kind, one)}\n" for kind, one in sorted(pairs)))


def _line(kind: str, one: Target) -> str:
    assert one.at(one.anchor) == one
    return f"{kind}: /{one.address}#{one.anchor} {one.code!r} {one.title!r}: {one.name!r}, {one.short!r}"


def _targets(site: Site) -> Iterator[tuple[str, Target]]:
    yield "changes", links.CHANGES
    yield "feed", links.FEED
    yield from (("document", links.document_target(one)) for one in site.documents.values())
    yield from (("term", links.term_target(one)) for one in site.terms)
    yield from (("discrepancy", links.discrepancy_target(one)) for one in site.discrepancies.values())
    for name, report in site.reports.items():
        yield "report", links.report_target(name, report)
        yield "file of a report", links.report_file(name)
    yield "year", links.year_target("2031")
    for plan in site.plans.values():
        yield from _of_plan(site, plan)
    earlier, later = site.plans.values()
    yield "continued", links.continued_target(earlier, later)


def _of_plan(site: Site, plan: Plan) -> Iterator[tuple[str, Target]]:
    yield "plan", links.plan_target(plan)
    yield "calendar of a plan", links.plan_calendar(plan)
    yield "period", links.period_target(plan, plan.record.period.from_)
    yield "file", links.data_file(plan, "areas")
    yield "index", links.index_target(plan.words.clause)
    yield from (("part", links.part_target(plan, one)) for one in plan.record.parts)
    yield from (("area", links.area_target(plan, one)) for one in plan.areas.values())
    yield from (("clause", links.clause_target(plan, one)) for one in plan.clauses.values())
    for one in plan.every_commitment.values():
        target = links.commitment_target(plan, one)
        yield "commitment", target
        yield "file of a record", links.record_file(target)
        yield "calendar of a record", links.record_calendar(target)
        if status := links.status_target(site, one):
            yield "status", status


@pytest.mark.parametrize(
    ("here", "there", "said"),
    [
        ("", "tasks/3/", "tasks/3/"),
        ("tasks/3/", "", "../../"),
        ("tasks/3/", "tasks/", "../"),
        ("tasks/3/", "tasks/4.json", "../4.json"),
        ("a/b/c/", "a/b/d/e/", "../d/e/"),
        ("tasks/3/", "tasks/3/", "./"),
    ],
)
def test_a_link_leads_from_one_address_to_another(here: str, there: str, said: str) -> None:
    assert links.relative(here, there) == said
    assert links.relative(here, there, "x") == ("#x" if here == there else f"{said}#x")


def test_a_paragraph_that_nothing_says_has_no_place(site: Site) -> None:
    plan: Plan = next(iter(site.plans.values()))
    with pytest.raises(KeyError):
        links.paragraph_target(plan, "no such number")
