"""The programme of action and its final report, as the data have them, against the second typing.

The second typing is in tests/double_entry. Where the two differ, one of them has misread a document.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

import pytest

from macros.build import build
from macros.graph import Plan
from macros.lineage import Stand, stands
from macros.model import Commitment, Milestone, Phase, Report, Section
from macros.site import Site
from tests.double_entry_tools import ROOT, by_field, compare, second_typing

MATRIX, ROADMAP, ANNEX, REPORT = "GB.328/INS/5/1", "GB.329/INS/3/2", "annex-i-2017-08", "GB.346/INS/INF/3"
MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)

Days = tuple[str, str]
"""The first day and the last. A month has 31 of them here: days are compared, never counted."""
Place = tuple[str, str]
"""A document and a paragraph of it, or its cover."""


def typed() -> dict[str, Any]:
    return second_typing("programme-2017")


def typed_deliverables() -> Mapping[str, Mapping[str, Any]]:
    deliverables: dict[str, dict[str, Any]] = typed()["deliverables"]
    return {f"deliverable {number}": row for number, row in deliverables.items()}


@pytest.fixture(scope="module")
def site() -> Site:
    return build(ROOT / "data")


@pytest.fixture(scope="module")
def plan(site: Site) -> Plan:
    return site.plan("programme-2017")


@pytest.fixture(scope="module")
def report(site: Site) -> Report:
    return site.reports["final-report-2022"]


def deliverables(plan: Plan) -> dict[str, Commitment]:
    return {f"deliverable {one.id}": one for one in plan.commitments.values()}


def runs(phases: Iterable[Phase]) -> list[str]:
    return [one.from_ if one.from_ == one.to else f"{one.from_}–{one.to}" for one in phases]


def stand(plan: Plan, one: Commitment, document: str) -> Stand:
    return next(each for each in stands(plan, one) if each.version.document == document)


def timing(plan: Plan, one: Commitment) -> str:
    revision = stand(plan, one, MATRIX).revision
    return (revision.timing if revision else None) or ""


def timing_as_one_line(row: Mapping[str, Any]) -> str:
    """The typing has a timing for each code. The data have one line, with codes only where they differ."""
    pairs = list(zip(row["codes_2016"], row["timing_2016"], strict=True))
    if len(set(row["timing_2016"])) > 1:
        return "; ".join(f"{code}: {words}" for code, words in pairs)
    return pairs[0][1] if pairs else ""


def conclusions(plan: Plan, one: Commitment, *, former: bool) -> list[str]:
    relations = {relation.id for relation in plan.record.relations if relation.former == former}
    return [linkage.clause for linkage in plan.linkages_to[one.id] if linkage.relation in relations]


def conclusion_of_2016(plan: Plan, one: Commitment) -> list[str]:
    """Only a conclusion that changed is written down twice; the others are those of 2016 too."""
    if not stand(plan, one, MATRIX).is_there:
        return []
    return conclusions(plan, one, former=True) or conclusions(plan, one, former=False)


def one_or_none(value: str | None) -> list[str]:
    return [] if value is None else [value]


def test_there_are_the_deliverables_that_the_roadmap_has_each_in_its_area(plan: Plan) -> None:
    compare(
        {item: row["area"] for item, row in typed_deliverables().items()},
        {item: one.area for item, one in deliverables(plan).items()},
    )


def test_each_deliverable_has_the_quarters_that_the_roadmap_crosses(plan: Plan) -> None:
    compare(
        {item: row["quarters"] for item, row in typed_deliverables().items()},
        {item: runs(one.phases) for item, one in deliverables(plan).items()},
    )


def test_every_end_of_a_run_of_quarters_is_printed(plan: Plan) -> None:
    assert not [one.id for one in plan.every_commitment.values() for each in one.phases if each.presumed]


def test_the_key_activities_are_numbered_as_in_the_roadmap_in_its_order(plan: Plan) -> None:
    compare(
        {
            item: [str(number) for number in range(1, row["activities"] + 1)]
            for item, row in typed_deliverables().items()
        },
        {item: [each.number for each in one.activities] for item, one in deliverables(plan).items()},
    )


def test_the_workplan_of_august_2017_has_as_many_key_activities_as_the_data_hold_for_both(plan: Plan) -> None:
    compare(
        {item: row["activities_2017_08"] for item, row in typed_deliverables().items()},
        {item: len(one.activities) for item, one in deliverables(plan).items()},
    )


def test_the_sums_of_key_activities_that_a_discrepancy_gives_are_those_of_the_two_workplans(
    site: Site,
) -> None:
    rows = typed_deliverables().values()
    sayings = site.discrepancies["number-of-key-activities"].statements
    said = {
        one.source.document: [int(number) for number in re.findall(r"\b9\d\b", one.says)] for one in sayings
    }
    second = {
        ROADMAP: [sum(row["activities"] for row in rows)],
        ANNEX: [sum(row["activities_2017_08"] for row in rows)],
    }
    compare(second, {document: said[document] for document in second})


def test_each_deliverable_responds_to_the_conclusion_that_annex_i_prints(plan: Plan) -> None:
    compare(
        {item: [row["conclusion"]] for item, row in typed_deliverables().items()},
        {item: conclusions(plan, one, former=False) for item, one in deliverables(plan).items()},
    )


def test_each_deliverable_stood_under_the_conclusion_that_the_matrix_of_2016_prints(plan: Plan) -> None:
    compare(
        {item: one_or_none(row["conclusion_2016"]) for item, row in typed_deliverables().items()},
        {item: conclusion_of_2016(plan, one) for item, one in deliverables(plan).items()},
    )


def test_only_a_conclusion_that_changed_is_linked_as_a_former_one(plan: Plan) -> None:
    compare(
        {
            item: [row["conclusion_2016"]] if row["conclusion_2016"] not in {None, row["conclusion"]} else []
            for item, row in typed_deliverables().items()
        },
        {item: conclusions(plan, one, former=True) for item, one in deliverables(plan).items()},
    )


def test_each_deliverable_has_the_codes_the_areas_and_the_timing_of_2016(plan: Plan) -> None:
    second = {
        item: {"codes": row["codes_2016"], "areas": row["areas_2016"], "timing": timing_as_one_line(row)}
        for item, row in typed_deliverables().items()
    }
    data = {
        item: {
            "codes": list(stand(plan, one, MATRIX).ids),
            "areas": list(stand(plan, one, MATRIX).areas),
            "timing": timing(plan, one),
        }
        for item, one in deliverables(plan).items()
    }
    compare(by_field("2016,", second), by_field("2016,", data))


def test_each_deliverable_has_its_own_code_and_area_in_both_workplans_of_2017(plan: Plan) -> None:
    second = {
        f"{item}, {document}": ([item.removeprefix("deliverable ")], [row["area"]])
        for item, row in typed_deliverables().items()
        for document in (ROADMAP, ANNEX)
    }
    data = {
        f"{item}, {document}": (
            list(stand(plan, one, document).ids),
            list(stand(plan, one, document).areas),
        )
        for item, one in deliverables(plan).items()
        for document in (ROADMAP, ANNEX)
    }
    compare(second, data)


def test_the_key_activities_that_name_deliverables_name_those_of_the_roadmap(plan: Plan) -> None:
    compare(
        {item: row.get("names_deliverables", {}) for item, row in typed_deliverables().items()},
        {
            item: {each.activity or "": list(each.commitments) for each in one.refers_to}
            for item, one in deliverables(plan).items()
        },
    )


def test_quarters_of_annex_i_are_recorded_where_its_grid_is_certain_and_nowhere_else(plan: Plan) -> None:
    compare(
        {item: row.get("annex_quarters", []) for item, row in typed_deliverables().items()},
        {item: runs(stand(plan, one, ANNEX).phases) for item, one in deliverables(plan).items()},
    )


def test_the_deliverables_that_went_are_withdrawn_or_merged_into_another(plan: Plan) -> None:
    rows = [*typed()["withdrawn"], *typed()["merged"]]
    second = {
        row["code_2016"]: {
            "area": one_or_none(row["area_2016"]),
            "timing": row["timing_2016"],
            "conclusion": [row["conclusion_2016"]],
            "into": one_or_none(row.get("into")),
            "codes in the roadmap": one_or_none(row.get("into")),
            "what the roadmap did": ["merged" if "into" in row else "dropped"],
        }
        for row in rows
    }
    data = {code: fields for one in plan.withdrawn.values() for code, fields in _gone(plan, one)}
    compare(by_field("2016, deliverable", second), by_field("2016, deliverable", data))


def _gone(plan: Plan, one: Commitment) -> Iterator[tuple[str, dict[str, object]]]:
    then, later = stand(plan, one, MATRIX), stand(plan, one, ROADMAP)
    for code in then.ids:
        yield (
            code,
            {
                "area": list(then.areas),
                "timing": timing(plan, one),
                "conclusion": conclusions(plan, one, former=True),
                "into": list(one.withdrawal.replaced_by) if one.withdrawal else None,
                "codes in the roadmap": list(later.ids or later.merged_into),
                "what the roadmap did": list(later.revision.changes) if later.revision else None,
            },
        )


def test_a_deliverable_of_2016_that_was_merged_is_told_of_where_it_went(plan: Plan) -> None:
    merged = {row["into"]: row["code_2016"] for row in typed()["merged"]}
    found = {
        one.id: code
        for one in plan.commitments.values()
        for code in stand(plan, one, MATRIX).ids[1:]
        if "merged" in getattr(stand(plan, one, ROADMAP).revision, "changes", ())
    }
    compare(merged, found)


def test_each_conclusion_has_its_follow_up_item_and_the_deliverables_that_respond_to_it(plan: Plan) -> None:
    second = {
        number: {"item": f"Follow-up item {row['item']}", "deliverables": row["deliverables"]}
        for number, row in typed()["conclusions"].items()
    }
    present = {one.id for one in plan.record.relations if not one.former}
    data = {
        clause.id: {
            "item": clause.known_as,
            "deliverables": [
                one.commitment for one in plan.linkages_of[clause.id] if one.relation in present
            ],
        }
        for clause in plan.clauses.values()
    }
    compare(by_field("conclusion", second), by_field("conclusion", data))


def test_each_conclusion_cites_the_row_of_its_follow_up_item(plan: Plan) -> None:
    compare(
        {number: f"follow-up item {row['item']}" for number, row in typed()["conclusions"].items()},
        {clause.id: clause.source.row for clause in plan.clauses.values()},
    )


def test_the_sections_of_the_final_report_begin_and_end_with_their_paragraphs(report: Report) -> None:
    second = [
        (row["title"], row.get("area"), row["first"], row["last"]) for row in typed()["report"]["sections"]
    ]
    inside = {
        section.id: [one.number for one in report.paragraphs if one.section == section.id]
        for section in report.sections
    }
    data = [(one.title, one.area, inside[one.id][0], inside[one.id][-1]) for one in report.sections]
    compare(dict(enumerate_from_one(second)), dict(enumerate_from_one(data)))


def enumerate_from_one(rows: Iterable[object]) -> Iterator[tuple[str, object]]:
    return ((f"section {number}", row) for number, row in enumerate(rows, start=1))


def test_the_final_report_has_the_paragraphs_that_it_has_in_their_order(report: Report) -> None:
    assert [one.number for one in report.paragraphs] == list(typed()["report"]["named"])


def test_each_paragraph_of_the_report_has_the_numbered_documents_that_it_names(
    report: Report, site: Site
) -> None:
    compare(
        {
            f"paragraph {number}": sorted(
                identifier(site, kind, printed) for kind, those in named.items() for printed in those
            )
            for number, named in typed()["report"]["named"].items()
        },
        {
            f"paragraph {one.number}": sorted(id_ for id_ in one.documents if by_number(site, id_))
            for one in report.paragraphs
        },
    )


def identifier(site: Site, kind: str, printed: str) -> str:
    """The id of what a document prints: No. 155 among the Conventions is convention-no-155."""
    number = re.fullmatch(r"No\. (\d+)", printed)
    if number:
        return f"{kind.removesuffix('s')}-no-{number[1]}"
    # A title may end with the short form in brackets: … Convention, 2006, as amended (MLC, 2006).
    short = [one.id for one in site.documents.values() if one.title.endswith(f"({printed})")]
    return short[0] if len(short) == 1 else printed


def by_number(site: Site, identifier_: str) -> bool:
    """An instrument, or a paper of the Governing Body, unless the report prints its number on its cover only.

    The data list a paper of the cover also at a paragraph that names it in words: the midterm report.
    """
    if not identifier_.startswith("GB."):
        return bool(re.search(r"\b(Convention|Recommendation)\b", site.documents[identifier_].title))
    typed_report = typed()["report"]
    in_text = {printed for named in typed_report["named"].values() for printed in named.get("documents", ())}
    return identifier_ in in_text or identifier_ not in typed_report["related_documents"]


def test_every_document_on_the_cover_of_the_report_is_listed_under_its_number_or_its_note_has_that_spelling(
    site: Site,
) -> None:
    missing = [
        printed
        for printed in typed()["report"]["related_documents"]
        if printed not in site.documents
        and not any(f" {printed}" in (one.note or "") for one in site.documents.values())
    ]
    assert not missing, missing


def test_a_document_said_to_be_on_the_cover_of_the_report_is_there(site: Site) -> None:
    claim = re.compile(r"final report lists? it among (its|their) related documents")
    said = {one.id for one in site.documents.values() if claim.search(one.note or "")}
    assert said
    assert said <= set(typed()["report"]["related_documents"])


def test_the_table_of_the_programme_and_budget_has_the_cells_of_the_roadmap(plan: Plan) -> None:
    table = next(one for one in plan.record.tables if one.id == "programme-and-budget")
    compare(typed()["programme_and_budget"], {row.name: list(row.cells) for row in table.rows})
    assert [row.name for row in table.rows] == list(typed()["programme_and_budget"])
    assert [column[-7:] for column in table.columns[1:]] == ["2016/17", "2018/19"]


def test_the_roadmap_names_the_goals_of_the_2030_agenda_that_the_data_have(plan: Plan) -> None:
    table = next(one for one in plan.record.tables if one.id == "the-2030-agenda")
    assert [row.name for row in table.rows] == [f"Goal {number}" for number in typed()["goals"]]


def test_the_theory_of_change_has_as_many_assumptions_and_changes_as_the_roadmap(plan: Plan) -> None:
    assert plan.record.theory
    ideas = {stage.id: [idea.id for idea in stage.ideas] for stage in plan.record.theory.stages}
    compare(
        {stage: [str(id_) for id_ in range(1, number + 1)] for stage, number in typed()["theory"].items()},
        {stage: ideas.get(stage) for stage in typed()["theory"]},
    )


def test_the_roadmap_has_as_many_steps_for_each_stretch_of_years_as_the_data(plan: Plan) -> None:
    compare(
        {f"Steps in {years}": number for years, number in typed()["steps"].items()},
        {section.title: len(section.statements) for section in plan.record.sections if is_steps(section)},
    )


def is_steps(section: Section) -> bool:
    return section.id.startswith("steps-")


def days_of(date: str) -> Days:
    """The first and the last day of a date of the data, which may be cut short: 2019-02."""
    return date + "-01-01"[len(date) - 4 :], date + "-12-31"[len(date) - 4 :]


def days_of_milestone(one: Milestone) -> Days:
    return days_of(one.date)[0], days_of(one.until or one.date)[1]


def days_printed(printed: str, year: str) -> Days:
    """The first and the last day of a date as printed. `year` is for a month without one."""
    year = (re.findall(r"\d{4}", printed) or [year])[0]
    if printed.startswith("last three months of "):
        return f"{year}-10-01", f"{year}-12-31"
    months = [f"{MONTHS.index(word) + 1:02}" for word in re.findall(r"[A-Za-z]+", printed) if word in MONTHS]
    day = re.match(r"\d{1,2} ", printed)
    if day and months:
        return (exact := f"{year}-{months[0]}-{int(day[0]):02}"), exact
    return (f"{year}-{months[0]}-01", f"{year}-{months[-1]}-31") if months else days_of(year)


def agree(one: Milestone, printed: Days) -> bool:
    """A printed month is the milestone’s. Where a year is printed, or it has days, it may be more exact."""
    first, last = days = days_of_milestone(one)
    if len(one.date) == len(one.until or "") == len("2016-10-27"):
        return first <= printed[1] and printed[0] <= last
    a_year = printed == days_of(printed[0][:4])
    return days == printed or (a_year and printed[0] <= first and last <= printed[1])


def places(one: Milestone) -> Iterator[Place]:
    """Every paragraph that a milestone cites, or the cover."""
    yield from ((one.source.document, paragraph) for paragraph in one.source.paragraphs)
    if one.source.part == "cover":
        yield one.source.document, "cover"


class Printed(NamedTuple):
    """A date that a document prints."""

    words: str
    days: Days
    event: str


def printed_dates() -> dict[Place, list[Printed]]:
    """By place. A month without a year has the year printed before it."""
    found: dict[Place, list[Printed]] = {}
    for row in typed()["milestones"]:
        if "row" not in row:
            there = found.setdefault((row["document"], row.get("paragraph") or row["part"]), [])
            year = there[-1].days[0][:4] if there else ""
            there.append(Printed(row["date"], days_printed(row["date"], year), row["event"]))
    return found


def speaks_of(event: str, text: str) -> bool:
    """The event is in words of the second typist's: its numbers have to be in ours, and a longer word."""
    words, ours = (set(re.findall(r"[\w/-]+(?:\.[\w/-]+)*", each.casefold())) for each in (event, text))
    numbered = {word for word in words if re.search(r"\d", word)}
    return numbered <= ours and any(len(word) > 4 for word in words & ours)


def dated_words(plan: Plan, report: Report, site: Site, place: Place, days: Days) -> list[str]:
    """What the data say of some days at a place: its milestones, documents it names, a cover’s session."""
    found = [
        f"{one.title} {one.text}"
        for one in plan.record.milestones
        if place in places(one) and agree(one, days)
    ]
    named = [id_ for one in report.paragraphs if place == (REPORT, one.number) for id_ in one.documents]
    found += [
        f"{one.title} {one.session}"
        for one in (site.documents[id_] for id_ in named)
        if one.date and days_of(one.date) == days
    ]
    session = site.documents[place[0]].session or ""
    if place[1] == "cover" and days_printed(session.split(", ")[-1], "") == days:
        found.append(session)
    return found


def test_every_date_that_a_paragraph_or_a_cover_prints_is_in_the_data_with_its_event(
    plan: Plan, report: Report, site: Site
) -> None:
    """A milestone of that place has it, a document that the paragraph names, or the session of the cover."""
    missing = [
        f"{document}, {part}: {printed.words}, {printed.event}"
        for (document, part), those in printed_dates().items()
        for printed in those
        if not any(
            speaks_of(printed.event, words)
            for words in dated_words(plan, report, site, (document, part), printed.days)
        )
    ]
    assert not missing, missing


def test_every_milestone_of_the_roadmap_and_the_report_has_a_date_that_its_places_print(plan: Plan) -> None:
    second = printed_dates()
    wrong = [
        f"{one.id}, {part}"
        for one in plan.record.milestones
        for document, part in places(one)
        if document in {ROADMAP, REPORT}
        and not any(agree(one, printed.days) for printed in second.get((document, part), []))
    ]
    assert not wrong, wrong


def test_the_session_on_the_cover_of_the_report_is_in_the_data(site: Site) -> None:
    session = next(row for row in typed()["milestones"] if row["event"] == "346th Session")
    assert session["document"] == REPORT
    assert (site.documents[REPORT].session or "").startswith(session["event"])
    assert (site.documents[REPORT].session or "").endswith(session["date"])


def test_the_key_activities_print_the_years_of_the_programme_that_the_roadmap_prints(plan: Plan) -> None:
    """An instrument may bear an earlier year: Recommendation No. 204 of 2015."""
    date = re.compile(rf"(?:(?:{'|'.join(MONTHS)}) )?\b20(?:1[6-9]|2\d)\b")
    rows = [row for row in typed()["milestones"] if "row" in row]
    dates = {
        (one.source.document, one.id, each.number): date.findall(each.text)
        for one in plan.commitments.values()
        for each in one.activities
    }
    compare(
        {str((row["document"], row["row"], row["activity"])): [row["date"]] for row in rows},
        {str(activity): printed for activity, printed in dates.items() if printed},
    )


def test_the_key_activities_that_print_a_year_are_about_what_the_roadmap_has_in_that_year(plan: Plan) -> None:
    texts = {(one.id, each.number): each.text for one in plan.commitments.values() for each in one.activities}
    rows = [row for row in typed()["milestones"] if "row" in row]
    wrong = [row for row in rows if not speaks_of(row["event"], texts[row["row"], row["activity"]])]
    assert not wrong, wrong


def test_every_milestone_of_the_workplan_has_the_date_of_a_key_activity_in_its_rows(plan: Plan) -> None:
    printed = {row["row"]: days_printed(row["date"], "") for row in typed()["milestones"] if "row" in row}
    cited = [
        (one, code)
        for one in plan.record.milestones
        if one.source.document == ROADMAP and one.source.row
        for code in re.findall(r"\d\.\d", one.source.row)
    ]
    assert {code for _, code in cited} <= set(printed)
    assert not [one.id for one, code in cited if not agree(one, printed[code])]


def test_the_matrix_of_2016_prints_the_single_dates_that_its_milestones_have(plan: Plan) -> None:
    """2017–21 is a stretch of years, and every three years no date."""
    gone = [*typed()["withdrawn"], *typed()["merged"]]
    timings = {row["code_2016"]: row["timing_2016"] for row in gone}
    for row in typed()["deliverables"].values():
        timings |= dict(zip(row["codes_2016"], row["timing_2016"], strict=True))
    second = {
        code: [days_printed(date, "") for date in re.findall(r"(?:[A-Z][a-z]+ )?\b\d{4}\b", words)]
        for code, words in timings.items()
        if "–" not in words
    }
    data: dict[str, list[Days]] = {}
    for one in plan.record.milestones:
        if one.source.document == MATRIX and one.source.row:
            for code in re.findall(r"\d\.\d", one.source.row):
                data.setdefault(code, []).append(days_of_milestone(one))
    compare({code: dates for code, dates in second.items() if dates}, data)
