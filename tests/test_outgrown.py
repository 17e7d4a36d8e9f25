"""A plan that is too large for one page: what stands there instead, and where old addresses lead."""

from pathlib import Path

import pytest

from macros.build import build
from macros.graph import Plan
from macros.identifiers import cell, slug
from macros.keeping import Keeping
from macros.landing import Landing
from macros.outgrown import CELLS, matrix_is_cut, part_of_matrix
from macros.pages import Publication, publication
from macros.site import Site
from macros.views.matrix import matrix, matrix_of_part
from tests.bench.invented import written
from tests.garden import garden
from tests.pages import Element, parsed
from tests.test_matrix import AROUND, marks, synthetic

COMMITMENTS = 320
MATRIX, TIMELINE = "measured/matrix/", "measured/timeline/"


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(tmp_path_factory.mktemp("large") / "data", COMMITMENTS)


@pytest.fixture(scope="module")
def made(data: Path) -> Publication:
    return publication(build(data), "build")


@pytest.fixture(scope="module")
def plan(made: Publication) -> Plan:
    return made.site.plan("measured-2031")


def page(made: Publication, address: str) -> Element:
    return parsed(made.by_address[address.rstrip("/")].text())


def parts(plan: Plan) -> list[str]:
    return [part_of_matrix(plan, one).address for one in plan.parts.values()]


def lines(root: Element) -> dict[str, list[str]]:
    """The table in brief: each line's name, and what its cells say."""
    (table,) = [one for one in root.all("table") if "overview" in one.classes]
    rows = table.all("tbody")[0].all("tr")
    return {row.all("th")[0].text: [one.text for one in row.all("td")] for row in rows}


def test_a_matrix_that_fits_is_whole_and_has_no_pages_below_it() -> None:
    site = garden()
    small = site.plan("garden-2031")
    assert not matrix_is_cut(small)
    addresses = publication(site, "build").by_address
    assert not [one for one in addresses if one.startswith("garden/matrix/")]


def test_in_brief_the_matrix_counts_every_mark_and_every_gap(made: Publication, plan: Plan) -> None:
    found = lines(page(made, MATRIX))
    assert list(found) == [part.name for part in plan.parts.values()]
    assert sum(int(number or 0) for row in found.values() for number in row[2:]) == len(plan.linkages)
    assert sum(int(row[0]) for row in found.values()) == len(plan.clauses)
    assert sum(int(row[1]) for row in found.values()) == len(plan.unanswered_clauses)


def test_with_very_many_parts_and_areas_the_lines_are_only_summed_up(
    made: Publication, plan: Plan, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("macros.overviews.MOST", 10)
    root = parsed(str(matrix(made.site, plan, MATRIX)))
    assert {len(row) for row in lines(root).values()} == {2}
    assert len(root.all("thead")[0].all("th")) == 3


def test_each_number_leads_to_its_area_on_the_page_of_the_part(made: Publication, plan: Plan) -> None:
    links = [one for one in page(made, MATRIX).all("td") if one.all("a")]
    assert links
    there = {address: page(made, address).anchors for address in parts(plan)}
    for one in links:
        address, _, anchor = one.all("a")[0]["href"].partition("#")
        assert anchor in there[f"{MATRIX}{address}"]


def test_the_pages_of_the_parts_hold_every_mark_once(made: Publication, plan: Plan) -> None:
    found = [anchor for address in parts(plan) for anchor in marks(page(made, address))]
    assert sorted(found) == sorted(cell(one.clause, one.commitment) for one in plan.linkages)


def test_a_page_of_a_part_has_only_columns_with_a_mark_and_says_so(made: Publication, plan: Plan) -> None:
    root = page(made, parts(plan)[0])
    columns = root.all("thead")[0].all("tr")[1].all("th")
    filled = {anchor.partition("--")[2] for anchor in marks(root)}
    assert len(columns) == len(filled) < COMMITMENTS
    assert f"{len(filled)} of {COMMITMENTS}" in root.text
    assert "../" in [one["href"] for one in root.all("a")]


def test_the_page_of_a_part_stands_below_the_matrix_beside_the_other_parts(
    made: Publication, plan: Plan
) -> None:
    pages = [made.by_address[address.rstrip("/")] for address in parts(plan)]
    assert len({one.group for one in pages}) == 1
    assert pages[0].trail[-1].address == MATRIX
    shown = {one.address for _, those in made.sections for one in those}
    assert not shown & {one.address for one in pages}


def test_a_part_that_is_too_large_for_a_table_is_a_list_with_the_same_anchors() -> None:
    large = synthetic([f"Clause {at}" for at in range(100)], [f"Promise {at}" for at in range(90)])
    assert len(large.clauses) * len(large.commitments) > CELLS
    (part,) = large.parts.values()
    root = parsed(str(matrix_of_part(AROUND, large, part, "plan/matrix/p/")))
    assert not root.all("table")
    anchors = {one["id"]: one["href"] for one in root.all("a") if one["id"]}
    assert set(anchors) == {cell(one.clause, one.commitment) for one in large.linkages}
    assert anchors["c-0--25"] == "../../../promises/25/#clauses"
    assert len(root.all("li")) == len(large.clauses)


def test_a_part_that_nothing_answers_is_a_list_of_gaps() -> None:
    large = synthetic([f"Clause {at}" for at in range(100)], [f"Promise {at}" for at in range(90)], every=999)
    (part,) = large.parts.values()
    root = parsed(str(matrix_of_part(AROUND, large, part, "plan/matrix/p/")))
    gaps = [one for one in root.all("span") if "gap" in one.classes]
    assert len(gaps) == len(large.unanswered_clauses) > 0


def test_what_stands_on_a_page_by_hand_is_the_matrix_in_brief(made: Publication, plan: Plan) -> None:
    text = str(matrix(made.site, plan, ""))
    assert 'class="plain overview"' in text
    assert 'href="measured/matrix/p1/"' in text


@pytest.fixture
def landing(made: Publication) -> Landing:
    return made.landing


def test_the_old_address_of_a_cell_leads_to_the_page_of_its_part(landing: Landing, plan: Plan) -> None:
    linkage = plan.linkages[0]
    targets = landing.elsewhere(MATRIX, cell(linkage.clause, linkage.commitment), plan.id)
    part = plan.parts[plan.clauses[linkage.clause].part]
    assert targets == (part_of_matrix(plan, part),)


def test_a_cell_that_is_gone_from_the_page_of_its_part_leads_to_the_record(
    landing: Landing, plan: Plan
) -> None:
    here = parts(plan)[0]
    linkage = plan.linkages[0]
    (target,) = landing.elsewhere(here, cell(linkage.clause, linkage.commitment), plan.id) or ()
    assert target.address == f"wishes/{slug(linkage.clause)}/"
    assert landing.elsewhere(MATRIX, "p1-1--nobody", plan.id) != (part_of_matrix(plan, plan.parts["P1"]),)


def test_every_cell_that_was_published_is_listed_with_the_page_that_has_it(
    tmp_path: Path, made: Publication, plan: Plan
) -> None:
    cells = [cell(clause, "4") for clause in plan.clauses]
    ledger = "".join(f"/{MATRIX}#{one}\n" for one in cells)
    (tmp_path / "published-addresses.txt").write_text(ledger, "utf-8")
    mended = Keeping(made, tmp_path, "data").mend(MATRIX, made.by_address[MATRIX.rstrip("/")].text(), {})
    assert not mended.problems
    (gone,) = [one for one in parsed(mended.content).all("aside") if "gone" in one.classes]
    found = {span["id"]: item.all("a")[0]["href"] for item in gone.all("li") for span in item.all("span")}
    assert found == {cell(one.id, "4"): f"{slug(one.part)}/" for one in plan.clauses.values()}


def test_in_brief_the_timeline_counts_what_is_planned_and_leads_to_the_areas(
    made: Publication, plan: Plan
) -> None:
    root = page(made, TIMELINE)
    found = lines(root)
    planned = sum(len(plan.periods_of[one]) for one in plan.commitments)
    assert sum(int(number or 0) for row in found.values() for number in row[1:]) == planned
    assert sum(int(row[0]) for row in found.values()) == COMMITMENTS
    assert not [one for one in root.all("figure") if one["id"] == "figure-timeline"]
    (head, *_) = [one.all("th")[0].all("a")[0]["href"] for one in root.all("tbody")[0].all("tr")]
    assert head == "../../fields/1/#phases"
    area = page(made, "fields/1/")
    assert [one for one in area.all("figure") if one["id"] == "figure-timeline"]
    assert "{ #phases" in made.by_address["fields/1"].text()


def test_the_timeline_of_an_area_that_is_too_large_is_a_table() -> None:
    large = synthetic(["a"], [f"Promise {at}" for at in range(130)], areas=1)
    made = publication(Site({large.id: large}, AROUND.documents), "build")
    root = page(made, "areas/0/")
    assert not [one for one in root.all("figure") if one["id"] == "figure-timeline"]
    assert any(len(one.all("tr")) > len(large.commitments) for one in root.all("table"))


def test_in_brief_coverage_counts_every_record_and_lists_the_gaps(made: Publication, plan: Plan) -> None:
    root = page(made, "measured/coverage/")
    found = lines(root)
    assert sum(int(number) for row in found.values() for number in row) == COMMITMENTS
    assert [row[1] for row in found.values()] == ["0"] * len(plan.areas)
