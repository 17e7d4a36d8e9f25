"""Time, which all plans share: the years they span, what has a date, what each foresees for a while."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from macros.graph import Plan
from macros.links import TIMELINE, Target, below_plan, document_target, report_target
from macros.model import Commitment, Document, Milestone, Source, Update
from macros.periods import UNITS, Unit, days
from macros.site import Site

Standing = Literal["before", "after", "none", "planned"]


@dataclass(frozen=True)
class Paper:
    """A document that says what a plan promises, or what was done."""

    kind: Literal["text", "version", "report"]
    """The plan's only text, one of its versions, or a report on it."""
    name: str
    target: Target
    document: Document


@dataclass(frozen=True)
class Event:
    """Something with a date: a milestone, a paper, or a paper whose date is a milestone."""

    plan: Plan
    date: str
    until: str | None
    milestone: Milestone | None
    paper: Paper | None
    target: Target
    """Where the site says more of it."""
    source: Source

    @property
    def held(self) -> bool:
        """Whether a source says that it took place."""
        return self.milestone is None or self.milestone.kind == "held"

    @property
    def years(self) -> tuple[str, ...]:
        return UNITS["year"].span(self.date[:4], (self.until or self.date)[:4])


@dataclass(frozen=True)
class Foreseen:
    """What a plan foresees for a time that need not be one of its own periods."""

    plan: Plan
    standing: Standing
    """The time lies before the plan or after it, or the plan has nothing then, or something."""
    periods: tuple[str, ...]
    """The plan's own periods that share days with it."""
    commitments: tuple[Commitment, ...]
    updates: tuple[tuple[Commitment, Update], ...]
    """The dated steps whose date lies in this time alone."""


def foreseen(plan: Plan, unit: Unit, period: str) -> Foreseen:
    touching = plan.unit.touching(unit, period)
    periods = tuple(one for one in touching if one in plan.planned_in)
    at_work = {one.id for own in periods for one in plan.planned_in[own]}
    commitments = tuple(plan.commitments[one] for one in plan.commitments if one in at_work)
    updates = tuple(pair for pair in plan.updates if unit.period_of(pair[1].date) == period)
    return Foreseen(plan, _standing(plan, touching, at_work), periods, commitments, updates)


def _standing(plan: Plan, touching: tuple[str, ...], at_work: Collection[str]) -> Standing:
    count = plan.unit.count
    if count(touching[-1]) < count(plan.periods[0]):
        return "before"
    if count(touching[0]) > count(plan.periods[-1]):
        return "after"
    return "planned" if at_work else "none"


def events(site: Site) -> tuple[Event, ...]:
    """By date. What is dated by its year alone comes first in the year."""
    found = [event for plan in site.plans.values() for event in _events(site, plan)]
    return tuple(sorted(found, key=lambda event: event.date))


def events_in(site: Site, year: str) -> tuple[Event, ...]:
    return tuple(event for event in events(site) if year in event.years)


def _events(site: Site, plan: Plan) -> Iterator[Event]:
    """A paper is told with the milestone that has its date and rests on it."""
    timeline = below_plan(plan, TIMELINE)
    papers = {(one.document.id, one.document.date): one for one in _papers(site, plan)}
    for milestone in plan.record.milestones:
        place = (milestone.source.document, milestone.date)
        paper = papers.pop(place, None) if milestone.kind == "held" else None
        target = Target(timeline, "", milestone.title, f"milestone-{milestone.id}")
        yield Event(plan, milestone.date, milestone.until, milestone, paper, target, milestone.source)
    for paper in papers.values():
        if paper.document.date:
            source = Source(document=paper.document.id)
            yield Event(plan, paper.document.date, None, None, paper, paper.target, source)


def _papers(site: Site, plan: Plan) -> Iterator[Paper]:
    documents = site.documents
    for version in plan.record.versions:
        document = documents[version.document]
        yield Paper("version", version.title, document_target(document), document)
    own = documents[plan.record.source.document]
    if own.id not in {version.document for version in plan.record.versions}:
        yield Paper("text", own.name, document_target(own), own)
    for name, report in site.reports_on(plan.id).items():
        target = report_target(name, report)
        yield Paper("report", report.short_title, target, documents[report.source.document])


def followed_since(site: Site, plan: Plan) -> date:
    """The first day of the date of the document that the plan follows; of the plan, where it has none."""
    document = site.documents[plan.record.source.document]
    return days(document.date or plan.record.period.from_[:4])[0]


def years(site: Site) -> tuple[str, ...]:
    """Every year from the first to the last that a plan's time, an event or a dated step names."""
    named = {year for plan in site.plans.values() for year in _named(plan)}
    named |= {year for event in events(site) for year in event.years}
    return UNITS["year"].span(min(named), max(named)) if named else ()


def _named(plan: Plan) -> Iterator[str]:
    yield from (period[:4] for period in plan.periods)
    yield from (update.date[:4] for one in plan.commitments.values() for update in one.updates)
