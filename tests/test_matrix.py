"""The matrix as HTML: what a browser and a screen reader get before any script runs."""

import gzip
import time
from importlib import import_module
from pathlib import Path

import pytest

from macros.build import build
from macros.graph import Plan
from macros.identifiers import Quoted, cell
from macros.model import (
    Answer,
    Area,
    Clause,
    Commitment,
    Document,
    Noun,
    Part,
    PlanRecord,
    Relation,
    Source,
    Span,
    Word,
    Words,
)
from macros.site import Site
from macros.views.matrix import matrix, whole_matrix
from tests.pages import Element, parsed

HERE = "strategy/matrix/"
HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</table></div><b>",
    "{{ 7 * 7 }} {% raw %} {# gone #}",
    "*bold* _soft_ `code` [a](javascript:alert(1)) ![b](c)",
    "{: onmouseover=alert(1) } { #id .class }",
    "| a | b |",
    "--8<-- 'secret'",
    "&lt;b&gt; &amp; &",
    "# heading ~~~ $x$ \\",
]


SOURCE = Source(document="D")
AROUND = Site({}, {"D": Document(id="D", title="D")})
"""What stands around an invented plan."""


def invented() -> PlanRecord:
    def word(address: str) -> Word:
        return Word(one="thing", many="things", address=address)

    return PlanRecord(
        title="Plan",
        short_title="Plan",
        summary="Plan",
        address="plan",
        unit="year",
        period=Span.model_validate({"from": Quoted("2023"), "to": Quoted("2027")}),
        words=Words(
            plan=Noun(one="plan", many="plans"),
            area=word("areas"),
            commitment=word("promises"),
            clause=word("clauses"),
            schedule=word("phases"),
        ),
        relations=(Relation(id="answered by", forward="answered by", inverse="answers"),),
        parts=(Part(id=Quoted("P"), title="Part"),),
        source=SOURCE,
    )


def synthetic(clauses: list[str], commitments: list[str], *, every: int = 25, areas: int = 10) -> Plan:
    """A plan with these titles, in which one cell of `every` holds a mark."""
    names = [Quoted(str(at)) for at in range(areas)]
    numbers = [Quoted(str(at)) for at in range(len(commitments))]
    promised = [
        Commitment(id=number, area=names[at * areas // len(numbers)], title=title, summary="-", source=SOURCE)
        for at, (number, title) in enumerate(zip(numbers, commitments, strict=True))
    ]
    asked = [
        Clause(
            id=Quoted(f"C.{at}"),
            kind="clause",
            part=Quoted("P"),
            title=title,
            linkages=(Answer(commitments=tuple(numbers[at % every :: every]), relation="answered by"),),
            source=SOURCE,
        )
        for at, title in enumerate(clauses)
    ]
    return Plan(
        id="plan",
        record=invented(),
        areas={name: Area(id=name, title=f"Area {name}", summary="-", source=SOURCE) for name in names},
        commitments={one.id: one for one in promised},
        clauses={one.id: one for one in asked},
    )


@pytest.fixture(scope="module")
def site() -> Site:
    return build(Path(__file__).parent.parent / "data")


@pytest.fixture(scope="module")
def plan(site: Site) -> Plan:
    return site.plan("strategy-2023")


@pytest.fixture(scope="module")
def html(site: Site, plan: Plan) -> str:
    return str(matrix(site, plan, HERE))


@pytest.fixture(scope="module")
def root(html: str) -> Element:
    return parsed(html)


def marks(root: Element) -> dict[str, Element]:
    """The links in the cells that have an anchor, by it."""
    return {one["id"]: link for one in root.all("td") if one["id"] for link in one.all("a")}


def test_every_clause_meets_every_commitment_in_a_cell_with_its_own_anchor(plan: Plan, root: Element) -> None:
    expected = [cell(clause, commitment) for clause in plan.clauses for commitment in plan.commitments]
    assert [one["id"] for one in root.all("td") if one["id"]] == expected
    assert len(set(expected)) == len(expected)
    assert "a-5--4" in expected


def test_there_is_a_mark_where_there_is_a_linkage_and_nowhere_else(plan: Plan, root: Element) -> None:
    assert list(marks(root)) == [
        cell(clause.id, commitment)
        for clause in plan.clauses.values()
        for commitment in plan.commitments
        if any(linkage.commitment == commitment for linkage in plan.linkages_of[clause.id])
    ]


def test_an_empty_cell_is_nothing_but_its_anchor(html: str) -> None:
    assert '<td id="a-5--6"></td>' in html


def test_a_mark_says_its_linkage_in_words_and_leads_to_it(root: Element) -> None:
    found = marks(root)
    assert found["a-5--4"]["aria-label"] == "A.5 implemented through Output 4"
    assert found["a-5--4"]["href"] == "../../outputs/4/#clauses"
    assert found["e-1--15"]["aria-label"] == "E.1 implemented through Output 15 (shared reference)"


def test_a_shared_reference_has_a_mark_of_its_own(plan: Plan, root: Element) -> None:
    found = marks(root)
    for linkage in plan.linkages:
        assert (found[cell(linkage.clause, linkage.commitment)]["class"] == "is-shared") is linkage.shared


def test_a_paragraph_that_answers_stands_in_the_last_column(plan: Plan, root: Element) -> None:
    rows = {row.all("b")[0].text: row for row in root.all("tr") if row.all("th", scope="row")}
    links = rows["Part2.1"].all("td")[-1].all("a")
    assert [(one.text, one["aria-label"], one["href"]) for one in links] == [
        ("para. 3", "Part2.1 reflected in para. 3 (shared reference)", "../#goals")
    ]
    count = sum(len(row.all("td")[-1].all("a")) for row in rows.values())
    assert count == len(plan.paragraph_linkages)


def test_every_row_and_column_has_a_heading_that_leads_to_its_page(plan: Plan, root: Element) -> None:
    columns = [one.all("a")[0] for one in root.all("thead")[0].all("tr")[1].all("th", scope="col")]
    assert [one.text for one in columns] == [
        f"Output {one.id} {one.title}" for one in plan.commitments.values()
    ]
    assert columns[3]["href"] == "../../outputs/4/"
    rows = [one.all("a")[0] for one in root.all("th", scope="row")]
    assert [one.text for one in rows] == [f"{one.id} {one.title}" for one in plan.clauses.values()]
    assert rows[0]["href"] == "../../building-blocks/preamble-1/"


def test_an_area_stands_above_its_columns(plan: Plan, root: Element) -> None:
    headings = root.all("th", scope="colgroup")
    assert [int(one["colspan"]) for one in headings] == [
        len(plan.commitments_in[area]) for area in plan.areas if plan.commitments_in[area]
    ]
    assert headings[1].text == "Action area 2 MNE Declaration"
    assert headings[1].all("a")[0]["href"] == "../../action-areas/2/"


def test_a_part_has_its_own_body_and_names_the_part_around_it(plan: Plan, root: Element) -> None:
    bodies = {one["data-parts"]: one for one in root.all("tbody")}
    inner = [f"Part3 {letter}" for letter in "ABCDEF"]
    assert list(bodies) == ["Preamble", "Part1", "Part2", "Part3", *inner, "Part4"]
    heading = bodies["Part3 C"].all("th", scope="rowgroup")[0].text
    assert heading == f"{plan.parts['Part3'].name} › {plan.parts['C'].name}"
    assert bodies["Preamble"].all("th", scope="rowgroup")[0].text == "Preamble"


def test_chapeaux_and_items_are_told_from_clauses(plan: Plan, root: Element) -> None:
    kinds = [head["class"] for head in root.all("th", scope="row")]
    expected = {"clause": "", "chapeau": "is-chapeau", "item": "is-item"}
    assert kinds == [expected[clause.kind] for clause in plan.clauses.values()]


def test_every_row_is_as_wide_as_the_table(root: Element) -> None:
    width = len(root.all("col"))
    first, second, *rest = root.all("tr")
    spanning = [one for one in first.all("th") if one["rowspan"]]
    assert sum(int(one["colspan"] or 1) for one in first.all("th")) == width
    assert len(second.all("th")) + len(spanning) == width
    for row in rest:
        assert sum(int(one["colspan"] or 1) for one in (*row.all("th"), *row.all("td"))) == width


def test_the_table_is_named_and_can_be_reached_and_scrolled_by_keyboard(root: Element) -> None:
    (region,) = root.all("div", role="region")
    assert region["tabindex"] == "0"
    assert region["aria-label"]
    (caption,) = region.all("caption")
    assert caption.text == "Building blocks by outputs of the strategy"


def test_the_filter_is_hidden_until_a_script_shows_it(plan: Plan, root: Element) -> None:
    (form,) = root.all("form")
    assert "hidden" in form.attributes
    area, part, marks = form.all("select")
    assert [one["value"] for one in area.all("option")] == ["", *plan.areas]
    assert [one["value"] for one in part.all("option")] == ["", *plan.parts]
    assert [one["value"] for one in marks.all("option")] == ["", "linked", "gaps"]
    assert all("hidden" in one.attributes for one in root.all("table")[0].all("button"))
    status = form.all("div", role="status")[0].all("span")[0].text
    assert status == "48 of 48 rows and 20 of 20 columns shown."


def test_the_legend_names_the_marks(root: Element) -> None:
    words = [one.text for one in root.all("ul")[0].all("li")]
    assert words[0].startswith("implemented through; reflected in;")
    assert words[1].startswith("shared reference:")


def test_nothing_needs_a_loose_content_security_policy(html: str, root: Element) -> None:
    assert "<style" not in html
    assert "<script" not in html
    names = {name for element in root.below() for name in element.attributes}
    assert not {name for name in names if name == "style" or name.startswith("on")}


def test_the_whole_figure_is_light(html: str) -> None:
    assert len(gzip.compress(html.encode(), 6, mtime=0)) < 12_000


def test_markdown_leaves_the_figure_as_it_is(html: str) -> None:
    markdown = import_module("markdown").markdown
    page = markdown(f"# A\n\n{html}\n\n## B\n", extensions=["attr_list", "md_in_html", "tables", "toc"])
    assert html in page
    assert page.index('<h1 id="a">') < page.index(html) < page.index('<h2 id="b">')


def test_every_plan_of_the_site_has_a_matrix(site: Site) -> None:
    for plan in site.plans.values():
        root = parsed(str(matrix(site, plan, f"{plan.record.address}/matrix/")))
        shown = [one for one in plan.every_linkage if one.commitment in plan.commitments]
        assert len(marks(root)) == len(shown)


def test_without_paragraphs_there_is_no_column_for_them() -> None:
    root = parsed(str(matrix(AROUND, synthetic(["a", "b"], ["c", "d", "e"], areas=1), HERE)))
    assert len(root.all("col")) == 4
    assert len(root.all("td")) == 6


def test_an_area_without_commitments_takes_no_room() -> None:
    root = parsed(str(matrix(AROUND, synthetic(["a"], ["b"], areas=3), HERE)))
    assert [one["colspan"] for one in root.all("th", scope="colgroup")] == ["1"]


def test_hostile_titles_are_only_text() -> None:
    html = str(matrix(AROUND, synthetic(HOSTILE, HOSTILE, every=3, areas=2), HERE))
    calm = str(
        matrix(AROUND, synthetic(["calm"] * len(HOSTILE), ["calm"] * len(HOSTILE), every=3, areas=2), HERE)
    )
    root = parsed(html)
    assert [one.tag for one in root.below()] == [one.tag for one in parsed(calm).below()]
    columns = root.all("thead")[0].all("tr")[1].all("th")
    assert [one.all("span")[1].text for one in columns] == HOSTILE
    assert [one.all("span")[0].text for one in root.all("th", scope="row")] == HOSTILE
    assert not {"{{", "{%", "{#", "--8<--"} & set(html.split())


@pytest.mark.parametrize(("every", "seconds"), [(25, 2), (1, 6)], ids=["a few marks", "a mark in every cell"])
def test_a_large_matrix_is_written_quickly_and_compactly(every: int, seconds: float) -> None:
    clauses, commitments = [f"Clause {at}" for at in range(300)], [f"Promise {at}" for at in range(200)]
    plan = synthetic(clauses, commitments, every=every)
    start = time.process_time()
    html = str(whole_matrix(AROUND, plan, "plan/matrix/"))
    spent = time.process_time() - start
    assert html.count("<td id=") == 60_000
    assert spent < seconds
    filled = html.count("<a data-code=")
    assert len(html) < 60_000 * 26 + filled * 130 + 100_000


def test_a_row_says_where_its_official_wording_stands(html: str) -> None:
    wordings = [one["data-wording"] for one in parsed(html).all("th", scope="row")]
    assert "GB.347/INS/8, annex, A.5" in wordings
    assert all(wordings)
