"""A report on what was done: its paragraphs, and the commitments that each is evidence for."""

from collections.abc import Iterator
from dataclasses import dataclass

from macros.citing import wording
from macros.finder import Choice, Finder, Marks, area_choices, finder, record_choices
from macros.graph import Plan
from macros.identifiers import slug
from macros.links import (
    Target,
    area_target,
    commitment_target,
    discrepancy_target,
    document_target,
    paragraph_anchor,
    plan_target,
    report_file,
    report_target,
)
from macros.model import CONFIDENCES, Report, ReportParagraph, ReportSection
from macros.render import Markup, render, say
from macros.site import Site
from macros.vocabulary import vocabulary


@dataclass(frozen=True)
class Shown:
    """A paragraph with what it leads to."""

    paragraph: ReportParagraph
    anchor: str
    evidence: list[tuple[list[Target], str, str]]
    """Commitments, how sure we are, and why."""
    documents: list[Target]
    discrepancies: list[Target]
    marks: Marks


def report_page(site: Site, identifier: str) -> str:
    """Markdown with the page's title."""
    report = site.reports[identifier]
    plan = site.plans[report.plan]
    target = report_target(identifier, report)
    witnessed = [one for one in plan.commitments if site.evidence_for(plan.id, one)]
    return render(
        "report.md.j2",
        target.address,
        site=site,
        report=report,
        plan=plan,
        plan_target=plan_target(plan),
        v=vocabulary(plan),
        finder=_finder(plan, report),
        sections=[_section(site, identifier, section) for section in report.sections],
        witnessed=len(witnessed),
        low=sum(_is_doubtful(site, plan, one) for one in witnessed),
        silent=[
            commitment_target(plan, one)
            for one in plan.commitments.values()
            if not site.evidence_for(plan.id, one.id)
        ],
        places=[wording(site, report.source)],
        data=report_file(identifier),
    )


def _is_doubtful(site: Site, plan: Plan, commitment: str) -> bool:
    """All that reports say of it is there with low confidence."""
    return {one.confidence for one in site.evidence_for(plan.id, commitment)} == {"low"}


def _section(
    site: Site, identifier: str, section: ReportSection
) -> tuple[str, ReportSection, Target | None, list[Shown]]:
    """Its anchor, itself, the area it is about, and its paragraphs."""
    plan = site.plans[site.reports[identifier].plan]
    return f"section-{slug(section.id)}", section, _area(plan, section), [*_shown(site, identifier, section)]


def _area(plan: Plan, section: ReportSection) -> Target | None:
    return area_target(plan, plan.areas[section.area]) if section.area else None


def _shown(site: Site, identifier: str, section: ReportSection) -> Iterator[Shown]:
    report = site.reports[identifier]
    plan = site.plans[report.plan]
    for one in report.paragraphs:
        if one.section == section.id:
            yield Shown(
                one,
                paragraph_anchor(one.number),
                [
                    (
                        [commitment_target(plan, plan.every_commitment[named]) for named in each.commitments],
                        each.confidence,
                        each.reason,
                    )
                    for each in one.evidence
                ],
                [document_target(site.documents[document]) for document in one.documents],
                [
                    discrepancy_target(found)
                    for found in site.discrepancies_of_paragraph(identifier, one.number)
                ],
                _marks(section, one),
            )


def _marks(section: ReportSection, paragraph: ReportParagraph) -> Marks:
    return {
        "area": (section.area,) if section.area else (),
        "commitment": tuple(dict.fromkeys(named for one in paragraph.evidence for named in one.commitments)),
        "confidence": tuple(dict.fromkeys(one.confidence for one in paragraph.evidence)),
    }


def _finder(plan: Plan, report: Report) -> Finder | None:
    v = vocabulary(plan)
    sections = {section.id: section for section in report.sections}
    return finder(
        say("index.paragraphs"),
        [_marks(sections[one.section], one) for one in report.paragraphs],
        [
            ("area", v["Area"], area_choices(plan.areas.values())),
            ("commitment", v["Commitment"], record_choices(plan.every_commitment.values())),
            (
                "confidence",
                say("index.confidence"),
                (Choice(one, say(f"confidence.{one}")) for one in CONFIDENCES),
            ),
        ],
    )


def reports_list(site: Site, here: str) -> Markup:
    """Every report, with the plan it is about."""
    reports: list[tuple[Target, Report, Target, Marks]] = [
        (
            report_target(name, report),
            report,
            plan_target(site.plans[report.plan]),
            {"plan": (report.plan,)},
        )
        for name, report in site.reports.items()
    ]
    plans = (Choice(plan.id, plan.record.short_title) for plan in site.plans.values())
    found = finder(
        say("index.reports"), [marks for *_, marks in reports], [("plan", say("index.plan"), plans)]
    )
    return render("reports.html.j2", here, reports=reports, finder=found)
