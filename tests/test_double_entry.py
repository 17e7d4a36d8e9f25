"""The data say what the document says: every code, number, year and link was typed in twice, by two readers.

The second typing is in tests/double_entry. Where the two differ, one of them has misread the document.
"""

from collections.abc import Sequence
from typing import Any

import pytest

from macros.build import build
from macros.graph import Plan
from macros.model import Answer, Area, Clause, Mention, Phase, Statement
from macros.site import Site
from tests.double_entry_tools import ROOT, by_field, compare, second_typing

STRATEGY = "GB.347/INS/8"


def typed() -> dict[str, Any]:
    return second_typing("strategy-2023")


@pytest.fixture(scope="module")
def site() -> Site:
    return build(ROOT / "data")


@pytest.fixture(scope="module")
def plan(site: Site) -> Plan:
    return site.plan("strategy-2023")


def named(mentions: Sequence[Mention], paragraphs: Sequence[str] = ()) -> dict[str, str]:
    """The outputs that each paragraph names; `paragraphs` are there even if they name none."""
    none = dict.fromkeys(paragraphs, "")
    # A mention without a paragraph stands under no key of the typing, so it is a difference too.
    return none | {mention.paragraph or "": " ".join(mention.commitments) for mention in mentions}


def phase(record: Phase) -> str:
    if record.from_ == record.to and not record.presumed:
        return record.from_
    ends = (("from", record.from_), ("to", record.to))
    return "–".join(year + "?" * (end in record.presumed) for end, year in ends)


def clause(record: Clause) -> str:
    place = f", within {record.within}" if record.within else ""
    return f"{record.kind}, {record.part}{place}: {' and '.join(map(answer, record.linkages)) or 'nothing'}"


def answer(record: Answer) -> str:
    paragraphs = ["paras", *record.paragraphs] if record.paragraphs else []
    outputs = ["outputs", *record.commitments] if record.commitments else []
    return " ".join([record.relation, *paragraphs, *outputs]) + ", shared" * record.shared


def area_as_typed(area: Area) -> dict[str, object]:
    estimate = area.resource_estimate
    assert estimate is not None, f"area {area.id} has no range"
    return {
        "introduction": named(area.introduction),
        "currency": estimate.currency,
        "min": estimate.min,
        "max": estimate.max,
        "caveat": estimate.note is not None,
    }


def statements(records: Sequence[Statement]) -> dict[str, object]:
    paragraphs = {paragraph for record in records for paragraph in record.source.paragraphs}
    return {"paragraph": " ".join(sorted(paragraphs)), "ids": [record.id for record in records]}


def test_there_are_the_outputs_that_the_document_has_each_in_its_area(plan: Plan) -> None:
    compare(
        {f"output {number}": output["area"] for number, output in typed()["outputs"].items()},
        {f"output {one.id}": one.area for one in plan.commitments.values()},
    )


def test_each_output_cites_the_paragraphs_under_its_heading(plan: Plan) -> None:
    compare(
        {f"output {number}": list(output["paragraphs"]) for number, output in typed()["outputs"].items()},
        {f"output {one.id}": list(one.source.paragraphs) for one in plan.commitments.values()},
    )


def test_each_output_refers_to_the_outputs_that_its_paragraphs_name_by_number(plan: Plan) -> None:
    compare(
        {f"output {number}": output["paragraphs"] for number, output in typed()["outputs"].items()},
        {
            f"output {one.id}": named(one.refers_to, one.source.paragraphs)
            for one in plan.commitments.values()
        },
    )


def test_the_phases_begin_and_end_in_the_years_of_the_table_and_only_printed_ends_are_certain(
    plan: Plan,
) -> None:
    compare(
        {f"output {number}": output["phases"] for number, output in typed()["outputs"].items()},
        {f"output {one.id}": [phase(each) for each in one.phases] for one in plan.commitments.values()},
    )


def test_every_presumed_end_of_a_phase_has_its_reason_and_every_phase_its_words(plan: Plan) -> None:
    silent = [
        f"output {one.id}, {phase(each)}"
        for one in plan.commitments.values()
        for each in one.phases
        if bool(each.presumed) != bool(each.reason) or not each.text
    ]
    assert not silent, silent


def test_the_areas_have_the_introductions_the_ranges_and_the_caveats_of_the_document(plan: Plan) -> None:
    second = {number: {"currency": "USD"} | area for number, area in typed()["areas"].items()}
    data = {area.id: area_as_typed(area) for area in plan.areas.values()}
    compare(by_field("area", second), by_field("area", data))


def test_each_area_cites_its_introduction(plan: Plan) -> None:
    compare(
        {f"area {number}": list(area["introduction"]) for number, area in typed()["areas"].items()},
        {f"area {area.id}": list(area.source.paragraphs) for area in plan.areas.values()},
    )


def test_the_goals_and_the_principles_are_numbered_as_in_the_document(plan: Plan) -> None:
    compare(
        {kind: typed()[kind] for kind in ("goals", "principles")},
        {"goals": statements(plan.record.goals), "principles": statements(plan.record.principles)},
    )


def test_the_other_paragraphs_name_the_outputs_that_they_name_in_the_document(plan: Plan) -> None:
    compare(
        {f"paragraph {number}": outputs for number, outputs in typed()["paragraphs"].items()},
        {f"paragraph {one.number}": " ".join(one.commitments) for one in plan.record.paragraphs},
    )


def test_every_paragraph_of_the_appendix_belongs_to_one_record(plan: Plan) -> None:
    sources = [one.source for one in plan.commitments.values()]
    sources += [one.source for one in plan.areas.values()]
    statements_in = {one.source.paragraphs for one in (*plan.record.goals, *plan.record.principles)}
    of_records = [*(source.paragraphs for source in sources), *statements_in]
    found = [number for numbers in of_records for number in numbers]
    found += [one.number for one in plan.record.paragraphs]
    assert sorted(found, key=int) == [str(number) for number in range(1, 44)]


def test_the_building_blocks_stand_in_the_order_of_the_annex(plan: Plan) -> None:
    second = [identifier for row in typed()["building_blocks"] for identifier in row]
    assert list(plan.clauses) == second


def test_each_building_block_is_answered_by_what_the_annex_prints_beside_it(plan: Plan) -> None:
    second = {identifier: row for rows in typed()["building_blocks"] for identifier, row in rows.items()}
    compare(second, {one.id: clause(one) for one in plan.clauses.values()})


def test_the_documents_have_the_dates_and_the_addresses_of_the_sources(site: Site) -> None:
    second = typed()["documents"]
    data = {one.id: one for one in site.documents.values() if one.id in second}
    compare(
        {identifier: (row.get("date"), row.get("url")) for identifier, row in second.items()},
        {identifier: (one.date, one.url) for identifier, one in data.items()},
    )


@pytest.mark.parametrize("words", typed()["named"])
def test_a_document_that_the_strategy_names_in_words_is_listed(words: str, site: Site) -> None:
    titles = [one.title for one in site.documents.values()]
    assert any(words.casefold() in title.casefold() for title in titles), f"'{words}' is in none of {titles}"


def test_every_record_of_the_strategy_cites_the_strategy(plan: Plan) -> None:
    sources = {
        **{f"output {one.id}": one.source for one in plan.commitments.values()},
        **{f"area {one.id}": one.source for one in plan.areas.values()},
        **{f"building block {one.id}": one.source for one in plan.clauses.values()},
        **{f"goal {one.id}": one.source for one in plan.record.goals},
        **{f"principle {one.id}": one.source for one in plan.record.principles},
    }
    compare(dict.fromkeys(sources, STRATEGY), {item: source.document for item, source in sources.items()})


def test_each_building_block_cites_its_own_row_of_the_annex(plan: Plan) -> None:
    compare(
        {identifier: ("annex", identifier) for identifier in plan.clauses},
        {one.id: (one.source.part, one.source.row) for one in plan.clauses.values()},
    )
