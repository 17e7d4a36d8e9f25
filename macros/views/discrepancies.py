"""Where documents contradict one another, as a list."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from macros.citing import Wording, wording
from macros.finder import Choice, Finder, Marks, finder, other_words
from macros.graph import Plan
from macros.identifiers import name_anchor
from macros.links import (
    Target,
    area_target,
    clause_target,
    commitment_target,
    paragraph_anchor,
    plan_target,
    report_target,
)
from macros.model import Concern, Discrepancy
from macros.render import render, say
from macros.site import Site


@dataclass(frozen=True)
class Entry:
    discrepancy: Discrepancy
    plans: list[Plan]
    statements: list[tuple[str, Wording]]
    concerned: list[Target]
    marks: Marks


def discrepancies_list(site: Site, here: str) -> str:
    """Markdown: each discrepancy has a heading, so that it can be found and linked."""
    entries = [_entry(site, one) for one in site.discrepancies.values()]
    return render("discrepancies.md.j2", here, site=site, entries=entries, finder=_finder(site, entries))


def _entry(site: Site, one: Discrepancy) -> Entry:
    plans = list(dict.fromkeys([*(concern.plan for concern in one.concerns), *_reported_on(site, one)]))
    said_in = dict.fromkeys(saying.source.document for saying in one.statements)
    return Entry(
        one,
        [site.plans[concern.plan] for concern in one.concerns],
        [(saying.says, wording(site, saying.source)) for saying in one.statements],
        list(_concerned(site, one)),
        {
            "plan": tuple(plans),
            "document": tuple(filter(None, map(name_anchor, said_in))),
            "words": other_words(site, one.title, one.reading, *(saying.says for saying in one.statements)),
        },
    )


def _reported_on(site: Site, one: Discrepancy) -> Iterator[str]:
    """The plans whose reports it touches."""
    yield from (site.reports[touched.report].plan for touched in one.reports)


def _finder(site: Site, entries: list[Entry]) -> Finder | None:
    return finder(
        say("index.discrepancies"),
        [entry.marks for entry in entries],
        [
            (
                "plan",
                say("index.plan"),
                (Choice(plan.id, plan.record.short_title) for plan in site.plans.values()),
            ),
            (
                "document",
                say("index.document"),
                (Choice(name_anchor(one.id), one.name) for one in site.documents.values()),
            ),
        ],
    )


def _concerned(site: Site, discrepancy: Discrepancy) -> Iterable[Target]:
    for concern in discrepancy.concerns:
        yield from _records(site, concern)
    for touched in discrepancy.reports:
        report = site.reports[touched.report]
        target = report_target(touched.report, report)
        for number in touched.paragraphs:
            spoken = say("report.paragraph", report=report.short_title, number=number).unescape()
            yield replace(target, code=spoken, anchor=paragraph_anchor(number))


def _records(site: Site, concern: Concern) -> Iterable[Target]:
    plan = site.plans[concern.plan]
    if not (concern.areas or concern.commitments or concern.clauses):
        yield replace(plan_target(plan), code=plan.record.short_title)
    yield from (area_target(plan, plan.areas[one]) for one in concern.areas)
    yield from (commitment_target(plan, plan.every_commitment[one]) for one in concern.commitments)
    yield from (clause_target(plan, plan.clauses[one]) for one in concern.clauses)
