"""The programme of action on the real site: its quarters, versions, report, and what ties them together."""

import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

from macros.graph import Plan
from macros.identifiers import cell, name_anchor, slug
from macros.lineage import stands
from macros.links import Target, area_target, clause_target, commitment_target, plan_target
from macros.model import Report
from macros.render import day, say
from macros.site import Site
from tests.pages import Element, article, page

ROOT = Path(__file__).resolve().parent.parent
TIMELINE, MATRIX, VERSIONS = "programme/timeline", "programme/matrix", "programme/versions"
CONTINUED, GLOSSARY = "programme/continued-by/strategy", "glossary"
REPORT = "final-report-2022"
ANCHORS = {"schedule", "clauses", "activities", "related", "revisions", "evidence", "source"}
ROOMS = ("wide", "medium", "narrow")
Row = dict[str, Any]


@pytest.fixture(scope="module")
def report(site: Site) -> Report:
    return site.reports[REPORT]


@pytest.fixture(scope="module")
def rows(site_dir: Path) -> dict[str, Row]:
    """By the deliverable's id: what commitments.json says of it."""
    return {row["id"]: row for row in published(site_dir, "programme-2017/commitments.json")}


def published(site_dir: Path, name: str) -> list[Row]:
    found: list[Row] = json.loads((site_dir / "data" / name).read_text(encoding="utf-8"))
    return found


def deliverable(site_dir: Path, identifier: str) -> Element:
    return article(site_dir, f"deliverables/{slug(identifier)}")


def output(site_dir: Path, identifier: str) -> Element:
    return article(site_dir, f"outputs/{identifier}")


def to(target: Target, anchor: str = "") -> str:
    """A link as it stands on a record's page, two levels below the root."""
    return f"../../{target.address}" + (f"#{anchor}" if anchor else "")


def words(key: str, **values: str) -> str:
    """What the site itself says, as a reader sees it."""
    return str(say(key, **values).unescape())


def plain(prose: str | None) -> str:
    return " ".join((prose or "").split())


# Quarters


def test_every_deliverable_keeps_the_anchors_of_the_contract(site_dir: Path, programme: Plan) -> None:
    missing = {one: ANCHORS - deliverable(site_dir, one).anchors for one in programme.every_commitment}
    assert not {one: anchors for one, anchors in missing.items() if anchors}


def test_the_periods_published_are_those_of_the_phases_published(
    rows: dict[str, Row], programme: Plan
) -> None:
    every = list(programme.periods)
    assert len(every) == 20
    for identifier, row in rows.items():
        ends = [(every.index(one["from"]), every.index(one["to"])) for one in row["phases"]]
        assert row["periods"] == [every[at] for first, last in ends for at in range(first, last + 1)], (
            identifier
        )


def test_the_grid_of_a_deliverable_has_a_cross_for_each_quarter_published(
    site_dir: Path, rows: dict[str, Row], programme: Plan
) -> None:
    for identifier in programme.commitments:
        cells = deliverable(site_dir, identifier).at("schedule-table").all("td")
        assert [quarter_of(one) for one in cells] == list(programme.periods)
        crossed = [quarter_of(one) for one in cells if one.all("b") and "×" in one.text]
        assert crossed == rows[identifier]["periods"], identifier
        heard = [one.of_class("heard")[0].text == "planned" for one in cells]
        assert heard == [period in crossed for period in programme.periods]


def quarter_of(one: Element) -> str:
    """The quarter that a cell leads to."""
    return one.links[0].strip("/").rpartition("/")[2].upper()


def test_the_grid_of_the_timeline_has_a_cross_for_each_quarter_published(
    site_dir: Path, rows: dict[str, Row], programme: Plan
) -> None:
    crossed = {
        identifier: [period for period, one in cells.items() if one.all("span")]
        for identifier, cells in cells_of_the_timeline(site_dir, programme).items()
    }
    assert crossed == {one: rows[one]["periods"] for one in programme.commitments}


def cells_of_the_timeline(site_dir: Path, plan: Plan) -> dict[str, dict[str, Element]]:
    """By the deliverable's id and the quarter above: the cell of the grid."""
    (table,) = article(site_dir, TIMELINE).of_class("period-grid")
    heads = [quarter_of(one) for one in table.all("thead")[0].all("tr")[1].all("th")]
    assert heads == list(plan.periods)
    return {
        last_step(row.all("th", scope="row")[0].links[0]): dict(zip(heads, row.all("td"), strict=False))
        for row in table.all("tr")
        if row.all("td")
    }


def test_the_grid_of_the_timeline_marks_the_quarter_in_which_a_step_is_reported(
    site_dir: Path, rows: dict[str, Row], programme: Plan
) -> None:
    marked = {
        (identifier, period)
        for identifier, cells in cells_of_the_timeline(site_dir, programme).items()
        for period, one in cells.items()
        if any(link == f"../../deliverables/{identifier}/#evidence" for link in one.links)
    }
    reported = {
        (identifier, programme.unit.period_of(update["date"]))
        for identifier in programme.commitments
        for update in rows[identifier]["updates"]
    }
    assert marked
    assert marked == {(one, period) for one, period in reported if period in programme.periods}


def test_the_bars_of_every_drawing_are_the_runs_of_quarters_published(
    site_dir: Path, rows: dict[str, Row], programme: Plan
) -> None:
    for room in ROOMS:
        drawn = dict(bars_by_row(article(site_dir, TIMELINE), room, programme))
        assert {one: drawn.get(one, []) for one in programme.commitments} == {
            one: stretches(rows[one]["periods"], programme) for one in programme.commitments
        }, room
        for identifier in programme.commitments:
            ((_, alone),) = bars_by_row(deliverable(site_dir, identifier), room, programme)
            assert alone == stretches(rows[identifier]["periods"], programme), (identifier, room)


def bars_by_row(shown: Element, room: str, plan: Plan) -> Iterator[tuple[str, list[list[str]]]]:
    """By the row's code: what each bar covers, measured on the drawing's own axis of years."""
    (drawing,) = shown.of_class(f"diagram__{room}")
    axis = drawing.of_class("grid")[0]
    begin = float(re.findall(r"\(([\d.]+)", axis["transform"])[0])
    ticks = [begin + float(re.findall(r"\(([\d.]+)", one["transform"])[0]) for one in axis.of_class("tick")]
    quarter = (ticks[-1] - ticks[0]) / len(plan.periods)
    for row in drawing.of_class("row"):
        code = row.of_class("sectionTitle")[0].all("tspan")[0].text
        bars = [one for one in row.all("rect") if one.classes == ["task"]]
        if code in plan.commitments:
            yield code, [_covered(bar, ticks[0], quarter, plan) for bar in bars]


def _covered(bar: Element, begin: float, quarter: float, plan: Plan) -> list[str]:
    left, width = float(bar["x"]), float(bar["width"])
    first, last = round((left - begin) / quarter), round((left + width - begin) / quarter)
    return list(plan.periods[first:last])


def stretches(periods: list[str], plan: Plan) -> list[list[str]]:
    found: list[list[str]] = []
    for period in periods:
        at = plan.periods.index(period)
        if found and plan.periods.index(found[-1][-1]) == at - 1:
            found[-1].append(period)
        else:
            found.append([period])
    return found


def test_a_gap_in_the_work_is_a_gap_to_the_eye_and_in_words(
    site_dir: Path, rows: dict[str, Row], programme: Plan
) -> None:
    with_gaps = {
        one: stretches(rows[one]["periods"], programme)
        for one in programme.commitments
        if len(stretches(rows[one]["periods"], programme)) > 1
    }
    assert {"2.2", "3.2", "5.1", "7.1"} <= with_gaps.keys()
    for identifier, expected in with_gaps.items():
        shown = deliverable(site_dir, identifier)
        spoken = ", ".join(one[0] if len(one) == 1 else f"{one[0]}–{one[-1]}" for one in expected)
        assert shown.of_class("period")[0].text == spoken
        ((_, bars),) = bars_by_row(shown, "wide", programme)
        assert len(bars) == len(expected)


@pytest.mark.parametrize("name", ["programme-2017", "strategy-2023"])
def test_the_address_of_a_period_leads_to_a_page_that_lists_exactly_what_is_planned_then(
    site_dir: Path, site: Site, name: str
) -> None:
    plan = site.plan(name)
    records = published(site_dir, f"{name}/commitments.json")
    timeline = article(site_dir, f"{plan.record.address}/timeline")
    for period in plan.periods:
        assert timeline.at(period).links == [f"{slug(period)}/"]
        shown = article(site_dir, f"{plan.record.address}/timeline/{slug(period)}")
        working = [one["id"] for one in records if period in one["periods"]]
        areas = [one for one in shown.all("h2") if one["id"].startswith("area-")]
        listed = [
            link for one in areas for item in shown.section(one["id"]).all("li") for link in item.links[:1]
        ]
        assert sorted(map(last_step, listed)) == sorted(working), period
        assert shown.of_class("lede")[0].text.startswith(f"{len(working)} of {len(plan.commitments)} ")
        assert f"{len(working)} " in timeline.at(period).text
        idle = shown.section("not-planned").links if len(working) < len(plan.commitments) else []
        assert sorted([*map(last_step, listed), *map(last_step, idle)]) == sorted(plan.commitments)


def last_step(address: str) -> str:
    return address.partition("#")[0].strip("/").rpartition("/")[2]


def test_the_quarter_of_the_contract_is_an_anchor_of_the_timeline(site_dir: Path) -> None:
    assert "2018Q3" in article(site_dir, TIMELINE).anchors


def test_every_quarter_of_a_deliverable_leads_to_the_page_of_that_quarter(
    site_dir: Path, programme: Plan
) -> None:
    for identifier in programme.commitments:
        cells = deliverable(site_dir, identifier).at("schedule-table").all("td")
        assert [one.links[0] for one in cells] == [
            f"../../{TIMELINE}/{slug(period)}/" for period in programme.periods
        ]


# Links both ways


def test_a_conclusion_and_a_deliverable_that_responds_to_it_link_to_each_other(
    site_dir: Path, programme: Plan
) -> None:
    assert {one.commitment for one in programme.every_linkage} >= programme.every_commitment.keys()
    for linkage in programme.every_linkage:
        clause = clause_target(programme, programme.clauses[linkage.clause])
        promised = commitment_target(programme, programme.every_commitment[linkage.commitment])
        assert to(clause) in deliverable(site_dir, linkage.commitment).section("clauses").links, linkage
        answers = article(site_dir, f"conclusions/{slug(linkage.clause)}").section("answers")
        assert to(promised) in answers.links, linkage


def test_the_matrix_tells_what_was_said_in_2016_only_from_what_holds(site_dir: Path, programme: Plan) -> None:
    marks = {
        one["id"]: one.all("a")[0]
        for one in article(site_dir, MATRIX).all("td")
        if one["id"] and one.all("a")
    }
    expected = {
        cell(one.clause, one.commitment): programme.relations[one.relation]
        for one in programme.every_linkage
        if one.commitment in programme.commitments
    }
    assert {anchor: "is-former" in mark.classes for anchor, mark in marks.items()} == {
        anchor: relation.former for anchor, relation in expected.items()
    }
    for anchor, relation in expected.items():
        assert relation.forward in marks[anchor]["aria-label"]
    assert any(relation.former for relation in expected.values())


def test_what_was_said_in_2016_only_is_no_linkage_that_counts(programme: Plan) -> None:
    assert programme.linkages
    assert len(programme.linkages) < len(programme.every_linkage)
    assert not [one for one in programme.linkages if programme.relations[one.relation].former]
    assert not [one for one in programme.linkages if one.commitment in programme.withdrawn]


def test_conclusions_and_deliverables_name_each_other_in_the_published_files(site_dir: Path) -> None:
    for plan in ("programme-2017", "strategy-2023"):
        clauses = published(site_dir, f"{plan}/clauses.json")
        commitments = published(site_dir, f"{plan}/commitments.json")
        assert {(row["id"], one) for row in clauses for one in row["commitments"]} == {
            (one, row["id"]) for row in commitments for one in row["clauses"]
        }


def test_a_deliverable_and_a_paragraph_of_the_report_that_speaks_of_it_link_to_each_other(
    site_dir: Path, rows: dict[str, Row], programme: Plan
) -> None:
    paragraphs = article(site_dir, f"reports/{REPORT}")
    evidence = [(identifier, one) for identifier, row in rows.items() for one in row["evidence"]]
    assert evidence
    for identifier, one in evidence:
        anchor = f"para-{one['paragraph']}"
        section = deliverable(site_dir, identifier).section("evidence")
        (item,) = linking(section, "li", f"../../reports/{REPORT}/#{anchor}")
        assert words(f"confidence.{one['confidence']}") in item.text, (identifier, one)
        assert plain(one["reason"]) in item.text, (identifier, one)
        assert words("mark.judgement") in section.text
        target = to(commitment_target(programme, programme.every_commitment[identifier]))
        witnesses = linking(paragraphs.at(anchor), "p", target, "witness")
        assert [w for w in witnesses if words(f"confidence.{one['confidence']}") in w.text], (identifier, one)
        (why,) = paragraphs.at(anchor).of_class("why")
        (reason,) = [said.text for said in why.all("p") if plain(one["reason"]) in said.text]
        assert len(why.all("p")) == 1 or f" {identifier}" in reason.partition(":")[0]


def linking(within: Element, tag: str, address: str, name: str = "") -> list[Element]:
    """The elements that hold a link to the address."""
    found = [one for one in within.all(tag) if address in one.links]
    return [one for one in found if name in one.classes] if name else found


def test_the_published_report_agrees_with_the_evidence_of_the_deliverables(
    site_dir: Path, rows: dict[str, Row], report: Report
) -> None:
    paragraphs = published(site_dir, f"reports/{REPORT}.json")
    assert len(paragraphs) == len(report.paragraphs) == 64
    from_report = sorted(
        (one["id"], paragraph["paragraph"], one["confidence"], one["reason"])
        for paragraph in paragraphs
        for one in paragraph["commitments"]
    )
    from_records = sorted(
        (identifier, one["paragraph"], one["confidence"], one["reason"])
        for identifier, row in rows.items()
        for one in row["evidence"]
    )
    assert from_report == from_records
    shown = article(site_dir, f"reports/{REPORT}")
    for paragraph in paragraphs:
        assert paragraph["url"] == f"/reports/{REPORT}/#para-{paragraph['paragraph']}"
        assert plain(paragraph["gist"]) in shown.at(f"para-{paragraph['paragraph']}").text


def test_a_deliverable_and_an_output_that_carries_it_on_link_to_each_other_with_the_reason(
    site_dir: Path, programme: Plan, strategy: Plan
) -> None:
    links = published(site_dir, "continuations.json")
    assert links
    for link in links:
        earlier = to(commitment_target(programme, programme.commitments[link["earlier"]]))
        later = to(commitment_target(strategy, strategy.commitments[link["later"]]))
        for shown, other in (
            (deliverable(site_dir, link["earlier"]), later),
            (output(site_dir, link["later"]), earlier),
        ):
            said = [one.text for one in linking(shown.section("continues"), "li", other)]
            assert [one for one in said if plain(link["reason"]) in one and words("mark.judgement") in one], (
                link
            )


def test_the_third_matrix_has_a_mark_for_each_continuation_that_leads_to_its_reason(site_dir: Path) -> None:
    shown = article(site_dir, CONTINUED)
    links = {cell(one["earlier"], one["later"]): one for one in published(site_dir, "continuations.json")}
    marks = {one["id"]: one.all("a")[0] for one in shown.all("td") if one["id"] and one.all("a")}
    assert marks.keys() == links.keys()
    for anchor, mark in marks.items():
        said = shown.at(mark["href"].removeprefix("#"))
        assert plain(links[anchor]["reason"]) in said.text
        if source := links[anchor]["source"]:
            assert f"../../../documents/#{name_anchor(source['document'])}" in said.links


def test_the_records_say_who_carries_on_whom_as_the_list_of_continuations_does(site_dir: Path) -> None:
    listed = {(one["earlier"], one["later"]) for one in published(site_dir, "continuations.json")}
    earlier = published(site_dir, "programme-2017/commitments.json")
    later = published(site_dir, "strategy-2023/commitments.json")
    assert {(row["id"], one["id"]) for row in earlier for one in row["continued_by"]} == listed
    assert {(one["id"], row["id"]) for row in later for one in row["continues"]} == listed


def test_what_nothing_carries_on_and_what_has_no_forerunner_is_listed(
    site_dir: Path, programme: Plan, strategy: Plan
) -> None:
    links = published(site_dir, "continuations.json")
    shown = article(site_dir, CONTINUED)
    for anchor, plan, end in (("let-go", programme, "earlier"), ("begun", strategy, "later")):
        linked = {one[end] for one in links}
        assert [last_step(one) for one in shown.section(anchor).links] == [
            one for one in plan.commitments if one not in linked
        ]


def test_a_document_and_a_paragraph_of_the_report_that_names_it_link_to_each_other(
    site_dir: Path, report: Report
) -> None:
    paragraphs, documents = article(site_dir, f"reports/{REPORT}"), article(site_dir, "documents")
    named = [(paragraph.number, one) for paragraph in report.paragraphs for one in paragraph.documents]
    assert named
    for number, document in named:
        anchor = name_anchor(document)
        assert f"../../documents/#{anchor}" in paragraphs.at(f"para-{number}").links, (number, document)
        assert f"../reports/{REPORT}/#para-{number}" in documents.at(anchor).links, (number, document)


def test_every_document_has_its_number_session_date_and_address(site_dir: Path, site: Site) -> None:
    shown = article(site_dir, "documents")
    for document in site.documents.values():
        one = shown.at(name_anchor(document.id))
        date = day(document.date) if document.date else ""
        for fact in (document.name, document.title, document.session, date):
            assert plain(fact) in one.text, document.id
        assert not document.url or document.url in one.links


def test_a_discrepancy_and_every_page_it_touches_link_to_each_other(site_dir: Path, site: Site) -> None:
    assert len(site.discrepancies) > 20
    records = article(site_dir, "discrepancies")
    for discrepancy in site.discrepancies.values():
        back = records.section(discrepancy.id).links
        touched = list(touched_pages(site, discrepancy.id))
        assert touched, discrepancy.id
        for address, place in touched:
            shown = article(site_dir, address)
            here = shown.at(place) if place else shown
            up = "../" * (address.count("/") + 1)
            assert f"{up}discrepancies/#{discrepancy.id}" in here.links, (discrepancy.id, address, place)
            assert f"../{address}/" + (f"#{place}" if place else "") in back, (discrepancy.id, address)


def touched_pages(site: Site, identifier: str) -> Iterator[tuple[str, str]]:
    """The address of each page that a discrepancy touches, and the place there."""
    discrepancy = site.discrepancies[identifier]
    for concern in discrepancy.concerns:
        plan = site.plan(concern.plan)
        targets = [
            *(area_target(plan, plan.areas[one]) for one in concern.areas),
            *(commitment_target(plan, plan.every_commitment[one]) for one in concern.commitments),
            *(clause_target(plan, plan.clauses[one]) for one in concern.clauses),
        ]
        for target in targets or [plan_target(plan)]:
            yield target.address.rstrip("/"), ""
    for concerned in discrepancy.reports:
        for number in concerned.paragraphs:
            yield f"reports/{concerned.report}", f"para-{number}"


def test_a_discrepancy_says_what_each_document_says_and_where_and_how_the_site_reads_it(
    site_dir: Path, site: Site
) -> None:
    records = article(site_dir, "discrepancies")
    for discrepancy in site.discrepancies.values():
        section = records.section(discrepancy.id)
        items = section.all("li")
        for saying, item in zip(discrepancy.statements, items, strict=True):
            assert plain(saying.says) in item.text
            assert f"../documents/#{name_anchor(saying.source.document)}" in item.links
        assert plain(discrepancy.reading) in section.text


# Versions


def test_a_withdrawn_deliverable_keeps_a_page_that_says_what_became_of_it(
    site_dir: Path, programme: Plan, rows: dict[str, Row]
) -> None:
    assert {"5.4", "6.2", "6.3", "9.2(2016)"} <= programme.withdrawn.keys()
    for identifier, record in programme.withdrawn.items():
        assert record.withdrawal
        shown = deliverable(site_dir, identifier)
        (said,) = shown.of_class("remark--withdrawn")
        assert words("mark.withdrawn") in said.text
        assert plain(record.withdrawal.reason) in said.text
        remarks = next(one for one in shown.of_class("remarks") if said in one.children)
        for successor in record.withdrawal.replaced_by:
            assert f"../{slug(successor)}/" in remarks.links, identifier
        assert rows[identifier]["status"] == "withdrawn"
        assert "../../glossary/#status-withdrawn" in shown.links


def test_a_withdrawn_deliverable_stands_in_no_count_matrix_or_timeline(
    site_dir: Path, programme: Plan
) -> None:
    gone = {slug(one) for one in programme.withdrawn}
    counted = dict(facts(article(site_dir, "programme")))
    assert counted["Deliverables"] == str(len(programme.commitments))
    for address in (MATRIX, CONTINUED):
        table = article(site_dir, address).all("table")[0]
        assert not gone & {last_step(link) for link in table.links}, address
    for address in (TIMELINE, *(f"{TIMELINE}/{slug(period)}" for period in programme.periods)):
        shown = article(site_dir, address)
        places = [
            *(shown.of_class("diagram") or []),
            *shown.of_class("period-grid"),
            *shown.of_class("records"),
        ]
        assert places, address
        assert not gone & {last_step(link) for one in places for link in one.links}, address
    for area in programme.areas:
        listed = article(site_dir, f"areas-of-action/{area}").section("commitments")
        titles = [one.links[0] for one in listed.of_class("entry__title")]
        assert not gone & set(map(last_step, titles)), area
    index = article(site_dir, "deliverables")
    assert {last_step(one.links[0]) for one in index.section("withdrawn").all("li")} == gone
    assert not gone & {last_step(link) for one in index.all("tbody") for link in one.links}


def facts(shown: Element) -> Iterator[tuple[str, str]]:
    for one in shown.of_class("facts")[0].children:
        yield one.all("dt")[0].text, one.all("dd")[0].text


def test_a_withdrawn_deliverable_is_published_last_and_in_no_area(site_dir: Path, programme: Plan) -> None:
    areas = published(site_dir, "programme-2017/areas.json")
    listed = [one for row in areas for one in row["commitments"]]
    assert sorted(listed) == sorted(programme.commitments)
    ids = [row["id"] for row in published(site_dir, "programme-2017/commitments.json")]
    assert ids == [*programme.commitments, *programme.withdrawn]


def test_the_page_of_the_present_owner_says_what_its_code_stood_for_before(
    site_dir: Path, rows: dict[str, Row], programme: Plan
) -> None:
    titles = {version.document: version.title for version in programme.record.versions}
    owners = owners_of_codes(rows)
    changed_hands = [
        (document, code, those)
        for (document, code), those in owners.items()
        if code in rows and code not in those
    ]
    assert {"1.5", "9.2"} <= {code for _, code, _ in changed_hands}
    for document, code, those in changed_hands:
        said = [
            one
            for one in deliverable(site_dir, code).of_class("remark--code")
            if titles[document] in one.text and code in one.text
        ]
        assert said, (document, code)
        assert {f"../{slug(one)}/" for one in those} <= set(said[0].links)
    silent = rows.keys() - {code for _, code, _ in changed_hands}
    assert not [one for one in silent if deliverable(site_dir, one).of_class("remark--code")]


def owners_of_codes(rows: dict[str, Row]) -> dict[tuple[str, str], list[str]]:
    """By the version and the code: the records that it stood for there.

    What later took in another had that one's code, too, in the version before: the code stood for the other.
    """
    found: dict[tuple[str, str], list[tuple[int, str]]] = {}
    for identifier, row in rows.items():
        for revision in row["revisions"]:
            if not was_merged(row, revision):
                for code in revision["ids"]:
                    found.setdefault((revision["document"], code), []).append(
                        (len(revision["ids"]), identifier)
                    )
    return {
        key: [one for codes, one in those if codes == min(codes for codes, _ in those)]
        for key, those in found.items()
    }


def was_merged(row: Row, revision: Row) -> bool:
    """Whether the version holds the record as a part of another only."""
    return row["status"] == "withdrawn" and "merged" in revision["changes"]


def test_every_code_that_changed_hands_or_went_stands_in_one_table(
    site_dir: Path, rows: dict[str, Row], programme: Plan
) -> None:
    (table,) = article(site_dir, VERSIONS).section("codes").all("table")
    shown = {
        row.all("th")[0].text: [list(map(last_step, one.links)) for one in row.all("td")]
        for row in table.all("tbody")[0].all("tr")
    }
    owners, documents = owners_of_codes(rows), [one.document for one in programme.record.versions]
    expected = {}
    for code in dict.fromkeys(code for _, code in owners):
        meanings = [owners.get((document, code), []) for document in documents]
        is_new_and_the_same_since = code in programme.commitments and all(
            those in ([], [code]) for those in meanings
        )
        if any(one != meanings[0] for one in meanings) and not is_new_and_the_same_since:
            ever = [one for those in meanings for one in those]
            expected[code] = [*([slug(one) for one in those] for those in meanings), today(rows, ever)]
    assert shown == expected
    assert {"1.5", "6.3", "9.2", "9.3"} <= shown.keys()
    assert shown["9.3"][-1] == ["9.2"]
    assert shown["6.3"][-1] == []


def today(rows: dict[str, Row], identifiers: list[str]) -> list[str]:
    """The records in the plan that have what these promised."""
    gone = {one: rows[one]["withdrawal"] for one in identifiers}
    heirs = [withdrawn["replaced_by"] if withdrawn else [one] for one, withdrawn in gone.items()]
    return list(dict.fromkeys(slug(one) for those in heirs for one in those))


def test_the_versions_of_a_deliverable_on_its_page_are_those_published(
    site_dir: Path, rows: dict[str, Row], programme: Plan
) -> None:
    for identifier, row in rows.items():
        said = {one["document"]: one for one in row["revisions"]}
        shown = deliverable(site_dir, identifier).section("revisions").of_class("version")
        assert len(shown) == len(programme.record.versions)
        for version, one in zip(programme.record.versions, shown, strict=True):
            assert one.of_class("version__title")[0].text.startswith(version.title)
            agrees_with_version(one, row, said.get(version.document))


def agrees_with_version(shown: Element, row: Row, said: Row | None) -> None:
    if said and was_merged(row, said):
        assert {f"../{slug(one)}/" for one in said["ids"]} <= set(shown.links)
        assert plain(said["change"]) in shown.text
        return
    if not said or not said["ids"]:
        assert words("versions.absent", commitment="deliverable") in shown.text
        return
    told = dict(facts(shown))
    assert told["Code"] == ", ".join(said["ids"])
    area = next(one for one in shown.of_class("facts")[0].children if "Area" in one.all("dt")[0].text)
    assert [last_step(link) for link in area.links] == said["areas"]
    assert plain(said["timing"]) in told["Time"]
    assert plain(said["wording"]) in told["Wording"]
    assert plain(said["change"]) in shown.text
    assert len(shown.of_class("mark--change")) == len(said["changes"])


def test_the_schedules_of_other_versions_on_its_page_are_those_published(
    site_dir: Path, rows: dict[str, Row], programme: Plan
) -> None:
    titles = {version.document: version.title for version in programme.record.versions}
    for identifier, row in rows.items():
        section = deliverable(site_dir, identifier).section("schedule")
        for one in row["schedules"]:
            if one["document"] == row["source"]["document"] and not one["text"]:
                assert one["periods"] == row["periods"], identifier
                continue
            (item,) = [item for item in section.all("li") if item.text.startswith(titles[one["document"]])]
            assert plain(one["text"]) in item.text
            spoken = programme.unit.spoken(one["periods"] or [])
            assert spoken in item.text
            assert (words("versions.time_unknown") in item.text) is (
                not one["text"] and not one["periods"]
            ), identifier


def test_the_versions_stand_side_by_side_with_what_changed(
    site_dir: Path, programme: Plan, rows: dict[str, Row]
) -> None:
    (table,) = article(site_dir, VERSIONS).of_class("versions-table")
    lines = {last_step(one.links[0]): one for one in table.all("tr") if one.all("td")}
    assert lines.keys() == set(map(slug, rows))
    for identifier, row in rows.items():
        line = lines[slug(identifier)]
        assert len(line.all("td")) == len(programme.record.versions)
        for revision in row["revisions"]:
            if revision["changes"]:
                assert plain(revision["change"]) in line.text, identifier


def test_what_a_version_does_not_say_for_certain_is_shown_as_unknown(site_dir: Path, programme: Plan) -> None:
    unknown = [
        one.id
        for one in programme.commitments.values()
        for stand in stands(programme, one)
        if stand.is_there and not stand.phases and not (stand.revision and stand.revision.timing)
    ]
    assert unknown
    for identifier in set(unknown):
        said = deliverable(site_dir, identifier).section("revisions").text
        assert said.count(words("versions.time_unknown")) == unknown.count(identifier), identifier


# What came of it


def test_a_deliverable_without_evidence_says_so_with_the_caveat(
    site_dir: Path, rows: dict[str, Row], programme: Plan, report: Report
) -> None:
    without = [one for one in programme.commitments if not rows[one]["evidence"]]
    assert without
    for identifier in programme.commitments:
        text = deliverable(site_dir, identifier).section("evidence").text
        assert plain(report.caveat) in text, identifier
        assert (words("evidence.none", commitment="deliverable") in text) is (identifier in without)
        assert (words("evidence.silence") in text) is (identifier in without)


def test_a_withdrawn_deliverable_says_that_no_report_speaks_of_it(
    site_dir: Path, rows: dict[str, Row], programme: Plan
) -> None:
    for identifier in programme.withdrawn:
        assert not rows[identifier]["evidence"]
        text = deliverable(site_dir, identifier).section("evidence").text
        assert words("evidence.none", commitment="deliverable") in text, identifier


def test_the_report_lists_the_deliverables_it_does_not_speak_of(
    site_dir: Path, rows: dict[str, Row], programme: Plan, report: Report
) -> None:
    shown = article(site_dir, f"reports/{REPORT}")
    silent = shown.section("silent")
    assert plain(report.caveat) in shown.text
    assert words("evidence.silence") in silent.text
    assert [last_step(one.links[0]) for one in silent.all("li")] == [
        one for one in programme.commitments if not rows[one]["evidence"]
    ]


def test_a_status_leads_to_its_definition_and_says_for_which_day_it_holds(site_dir: Path, site: Site) -> None:
    definitions = article(site_dir, GLOSSARY)
    for plan in site.plans.values():
        for record in plan.every_commitment.values():
            target = commitment_target(plan, record)
            shown = article(site_dir, target.address.rstrip("/"))
            (fact,) = [
                one
                for one in shown.of_class("facts")[0].children
                if one.all("dt")[0].text == words("facts.status")
            ]
            assert record.status, target.code
            status = site.statuses[record.status]
            assert fact.links == [f"../../{GLOSSARY}/#status-{status.id}"]
            assert words("facts.as_of", date=day(record.as_of or "")) in fact.text
            assert plain(status.definition) in definitions.at(f"status-{status.id}").text


def test_where_no_dated_step_is_reported_the_page_says_so(site_dir: Path, site: Site) -> None:
    silent = 0
    for plan in site.plans.values():
        for record in plan.every_commitment.values():
            shown = article(site_dir, commitment_target(plan, record).address.rstrip("/"))
            steps = shown.of_class("progress")[0]
            assert [one["datetime"] for one in steps.all("time")] == [one.date for one in record.updates]
            assert (words("progress.none", commitment=plan.words.commitment.one) in steps.text) is (
                not record.updates
            )
            silent += not record.updates
    assert silent


def test_every_milestone_is_listed_and_those_of_the_years_of_the_plan_are_drawn(
    site_dir: Path, site: Site
) -> None:
    for plan in site.plans.values():
        address = plan.record.address
        timeline = article(site_dir, f"{address}/timeline")
        drawn = {link for one in timeline.of_class("diagram") for link in one.links}
        years = range(int(plan.periods[0][:4]), int(plan.periods[-1][:4]) + 1)
        for milestone in plan.record.milestones:
            anchor = f"milestone-{milestone.id}"
            for shown in (timeline.section("milestones"), article(site_dir, address).section("milestones")):
                said = shown.at(anchor)
                assert milestone.date in [one["datetime"] for one in said.all("time")]
                assert plain(milestone.title) in said.text
                assert words(f"milestone.{milestone.kind}") in said.text
            ends = (milestone.date, milestone.until or milestone.date)
            assert (f"#{anchor}" in drawn) is all(int(one[:4]) in years for one in ends), anchor
        for period, those in plan.milestones_in.items():
            shown = article(site_dir, f"{address}/timeline/{slug(period)}")
            assert {f"milestone-{one.id}" for one in those} <= shown.anchors


def test_the_progress_report_of_2025_is_a_milestone_of_the_strategy(site_dir: Path) -> None:
    shown = article(site_dir, "strategy/timeline")
    (said,) = [one for one in shown.section("milestones").of_class("milestones")[0].children
               if "../../documents/#gb-353-ins-4" in one.links]  # fmt: skip
    assert said.all("time")[0]["datetime"].startswith("2025-03")
    assert "GB.353/INS/4" in said.text
    assert f"#{said['id']}" in shown.of_class("diagram__wide")[0].links


# Words


def test_a_term_is_explained_where_it_first_stands_on_a_page_and_not_again(
    site_dir: Path, site: Site
) -> None:
    meanings = {name_anchor(term.term): plain(term.meaning) for term in site.terms}
    explained = 0
    for file in sorted(site_dir.rglob("index.html")):
        address = file.parent.relative_to(site_dir).as_posix()
        shown = article(site_dir, "" if address == "." else address)
        anchors = [one["href"].rpartition("#")[2] for one in shown.of_class("term")]
        assert len(anchors) == len(set(anchors)), address
        for one in shown.of_class("term"):
            assert re.fullmatch(r"(\.\./)*glossary/#[\w-]+", one["href"]), address
            assert one.all("abbr")[0]["title"] == meanings[one["href"].rpartition("#")[2]]
        explained += len(anchors)
    assert explained > 100


def test_a_term_has_its_meaning_at_its_first_place_and_stands_plain_at_its_second(site_dir: Path) -> None:
    shown = deliverable(site_dir, "3.2")
    (explained,) = [one for one in shown.of_class("term") if one.text == "NTSDI"]
    assert explained["href"] == "../../glossary/#ntsdi"
    assert explained.all("abbr")[0]["title"] == "National Tripartite Social Dialogue institutions"
    assert shown.text.count("NTSDI") > 1
    assert explained in list(shown.of_class("lede")[0].below())
    assert "NTSDI" in shown.at("activity-4").text
    assert not shown.at("activity-4").of_class("term")


def test_no_abbreviation_stands_unexplained_before_the_place_that_explains_it(
    site_dir: Path, site: Site, programme: Plan
) -> None:
    short = {term.term for term in site.terms if re.fullmatch(r"[A-Z]{3,}", term.term)}
    addresses = [commitment_target(programme, one).address for one in programme.every_commitment.values()]
    late = []
    for address in addresses:
        known: set[str] = set()
        for words, term in prose(article(site_dir, address.rstrip("/"))):
            if term:
                known |= {term, term.removesuffix("s")}
            else:
                used = set(re.findall(r"(?<![\w/.-])[A-Z]{3,}(?![\w/-]|\.\w)", words)) & short
                late += [(address, word) for word in used - known]
    assert not late


def prose(shown: Element) -> Iterator[tuple[str, str]]:
    """The words of our prose in order, each with the term it is, if it is explained there."""
    for piece in shown.pieces:
        if isinstance(piece, str):
            yield piece, ""
        elif "term" in piece.classes:
            yield piece.text, piece.text
        # What is copied to be sent is a document's name as it stands.
        elif (
            piece.tag not in {"a", "h1", "h2", "svg", "pre", "nav", "figure"} and "share" not in piece.classes
        ):
            yield from prose(piece)


def labels(shown: Element) -> Iterator[str]:
    """What the site itself says on a page: headings, names of facts and columns, captions."""
    for one in shown.below():
        if one["aria-label"]:
            yield one["aria-label"]
        generated = one.tag in {"h2", "dt", "caption", "figcaption", "summary"} or one["scope"] == "col"
        if generated and not one.all("a", scope="row"):
            yield one.text
    yield from (
        one.text
        for name in ("linkages", "related", "schedules", "versions")
        for part in shown.of_class(name)
        for one in part.children
        if one.tag == "p"
    )


FOREIGN = {
    "programme-2017": r"\b(outputs?|building blocks?|action areas?|phases?|phasing|strategy)\b",
    "strategy-2023": r"\b(deliverables?|conclusions?|areas? of action|quarters?|programme)\b",
}


@pytest.mark.parametrize("name", FOREIGN)
def test_no_word_of_another_plan_is_said_on_the_pages_of_a_plan(
    site_dir: Path, site: Site, name: str
) -> None:
    plan = site.plan(name)
    targets = [
        *(commitment_target(plan, one) for one in plan.every_commitment.values()),
        *(clause_target(plan, one) for one in plan.clauses.values()),
        *(area_target(plan, one) for one in plan.areas.values()),
    ]
    addresses = [one.address.rstrip("/") for one in targets]
    addresses += [f"{plan.record.address}/{one}" for one in ("timeline", "matrix", "map", "coverage")]
    addresses += [f"{plan.record.address}/timeline/{slug(period)}" for period in plan.periods]
    own = titles_of(plan)
    said = [
        (address, words)
        for address in addresses
        for words in labels(article(site_dir, address))
        if re.search(FOREIGN[name], without(words, own), re.IGNORECASE)
    ]
    assert not said


def titles_of(plan: Plan) -> list[str]:
    """Titles are our prose, and may speak of what they like."""
    records: Iterable[Any] = [
        *plan.areas.values(),
        *plan.every_commitment.values(),
        *plan.clauses.values(),
        *plan.parts.values(),
    ]
    return sorted({plan.record.short_title, *(one.title for one in records)}, key=len, reverse=True)


def without(words: str, titles: Iterable[str]) -> str:
    for title in titles:
        words = words.replace(title, "")
    return words


# Published files

FIELDS = {
    "plans.json": {"id", "title", "address", "period", "unit", "words"},
    "areas.json": {"id", "title", "url", "commitments", "resource_estimate", "source"},
    "commitments.json": {
        *("id", "area", "title", "summary", "url", "status", "activities", "periods", "phases", "schedules"),
        *("refers_to", "clauses", "revisions", "evidence", "source"),
    },
    "clauses.json": {"id", "kind", "part", "title", "url", "commitments", "paragraphs", "shared", "source"},
}
NESTED = {
    "activities": {"number", "text"},
    "phases": {"from", "to", "text", "presumed"},
    "schedules": {"document", "periods", "text"},
    "revisions": {"document", "ids", "areas", "timing", "change"},
    "evidence": {"report", "paragraph", "confidence"},
}
REPORT_FIELDS = {"paragraph", "area", "gist", "url", "commitments", "documents"}


@pytest.mark.parametrize("plan", ["programme-2017", "strategy-2023"])
def test_the_published_files_have_the_fields_of_the_contract(site_dir: Path, plan: str) -> None:
    for name, fields in FIELDS.items():
        records = published(site_dir, name if name == "plans.json" else f"{plan}/{name}")
        assert records, name
        for record in records:
            assert fields <= record.keys(), (name, record["id"])
    for record in published(site_dir, f"{plan}/commitments.json"):
        assert {"document", "paragraphs"} <= record["source"].keys()
        for field, inner in NESTED.items():
            assert all(inner <= one.keys() for one in record[field]), (record["id"], field)
        word = "deliverables" if plan == "programme-2017" else "outputs"
        alone = json.loads((site_dir / word / f"{slug(record['id'])}.json").read_text(encoding="utf-8"))
        assert alone == record


def test_the_published_report_has_the_fields_of_the_contract(site_dir: Path) -> None:
    for record in published(site_dir, f"reports/{REPORT}.json"):
        assert record.keys() >= REPORT_FIELDS
        assert all({"id", "confidence", "reason"} <= one.keys() for one in record["commitments"])


def test_each_plan_is_published_in_its_own_unit_and_words(site_dir: Path) -> None:
    plans = {one["id"]: one for one in published(site_dir, "plans.json")}
    assert plans["programme-2017"]["unit"] == "quarter"
    assert plans["programme-2017"]["period"] == {"from": "2017Q1", "to": "2021Q4"}
    assert plans["strategy-2023"]["unit"] == "year"
    assert plans["strategy-2023"]["period"] == {"from": "2023", "to": "2027"}


def test_every_activity_is_on_the_page_with_its_number_in_order(
    site_dir: Path, rows: dict[str, Row], programme: Plan
) -> None:
    for identifier in programme.commitments:
        items = deliverable(site_dir, identifier).section("activities").all("li")
        assert [(one["id"], one.text) for one in items] == [
            (f"activity-{one['number']}", f"{one['number']} {plain(one['text'])}")
            for one in rows[identifier]["activities"]
        ], identifier


# The rest of the roadmap


def test_the_theory_of_change_is_drawn_and_told_in_words_stage_by_stage(
    site_dir: Path, programme: Plan
) -> None:
    theory = programme.record.theory
    assert theory
    assert [len(stage.ideas) for stage in theory.stages if stage.id in ("assumptions", "changes")] == [10, 12]
    shown = article(site_dir, "programme/theory-of-change")
    drawn = " ".join(" ".join(one.text.split()) for one in shown.all("svg")).replace("\u2060", "")
    for stage in theory.stages:
        section = shown.section(stage.id)
        for idea in stage.ideas:
            assert plain(idea.title) in section.text
            assert plain(idea.text) in section.text
            assert "".join(idea.title.split()) in "".join(drawn.split()), idea.title


def test_the_steps_the_budget_and_the_goals_stand_on_the_page_of_the_plan(
    site_dir: Path, programme: Plan
) -> None:
    shown = article(site_dir, "programme")
    for section in programme.record.sections:
        for statement in section.statements:
            assert plain(statement.summary) in shown.section(section.id).text
    for table in programme.record.tables:
        lines = shown.section(table.id).all("tbody")[0].all("tr")
        assert [[one.text for one in (*line.all("th"), *line.all("td"))] for line in lines] == [
            [row.name, *map(plain, row.cells)] for row in table.rows
        ]


def test_the_tabs_lead_to_both_plans_and_the_reports(site_dir: Path) -> None:
    html = page(site_dir, "")
    assert 'href="programme/"' in html
    assert 'href="strategy/"' in html
    assert 'href="reports/"' in html


def test_a_code_that_no_record_has_any_more_keeps_a_page_that_leads_on(
    site_dir: Path, rows: dict[str, Row]
) -> None:
    owners = owners_of_codes(rows)
    lost = {code for _, code in owners} - rows.keys()
    assert "9.3" in lost
    for code in lost:
        heirs = today(rows, [one for (_, known), those in owners.items() if known == code for one in those])
        assert {f"../{one}/" for one in heirs} <= set(deliverable(site_dir, code).links), code
