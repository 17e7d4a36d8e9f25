"""What all plans foresee in one year, and what is told of it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from macros.chronicle import Event, Foreseen, events_in, foreseen
from macros.citing import Wording, wording
from macros.graph import Plan, presumed
from macros.line.shapes import paper_name
from macros.links import (
    Target,
    area_target,
    commitment_target,
    commitment_targets,
    document_target,
    period_target,
    plan_target,
    year_target,
)
from macros.model import Commitment, Update
from macros.periods import UNITS
from macros.render import Markup, render
from macros.site import Site
from macros.vocabulary import vocabulary

YEAR = UNITS["year"]


@dataclass(frozen=True)
class Row:
    """A commitment in one year."""

    target: Target
    crosses: tuple[bool, ...]
    """Of the plan's periods in the year: those for which it is planned."""
    phases: tuple[tuple[str, str], ...]
    """What is planned, and which end of the phase is presumed."""
    spoken: str
    """All the time that it is planned for."""


@dataclass(frozen=True)
class Section:
    """What one plan foresees."""

    found: Foreseen
    target: Target
    v: Mapping[str, str]
    columns: tuple[tuple[Target, str, int], ...]
    """Each of its periods, what it is called within the year, and how many commitments are planned then.
    None where a period is a year.
    """
    pages: tuple[Target, ...]
    """Of the periods."""
    groups: tuple[tuple[Target, tuple[Row, ...]], ...]
    idle: tuple[Target, ...]
    any_words: bool


def year_page(site: Site, years: tuple[str, ...], year: str, title: str) -> str:
    """Markdown with the page's title."""
    here = year_target(year).address
    found = [foreseen(plan, YEAR, year) for plan in site.plans.values()]
    return render(
        "year.md.j2",
        here,
        site=site,
        title=title,
        year=year,
        years=[year_target(one) for one in years],
        several=len(site.plans) > 1,
        sections=[_section(one) for one in found],
        events=[_event(site, one) for one in events_in(site, year)],
        steps=[step for one in found for step in _steps(site, one)],
        documents=[document_target(one) for one in site.documents.values() if (one.date or "")[:4] == year],
    )


def years_index(site: Site, years: tuple[str, ...], here: str, title: str, line: Markup) -> str:
    """Markdown with the page's title: a row for each year, a column for each plan."""
    rows = [
        (
            year_target(year),
            [_in_short(foreseen(plan, YEAR, year)) for plan in site.plans.values()],
            len(events_in(site, year)),
        )
        for year in years
    ]
    plans = [(plan_target(plan), vocabulary(plan)) for plan in site.plans.values()]
    return render("years.md.j2", here, title=title, line=line, rows=rows, plans=plans)


def _in_short(found: Foreseen) -> tuple[str, int, int]:
    return found.standing, len(found.commitments), len(found.updates)


def _section(found: Foreseen) -> Section:
    plan = found.plan
    at_work = {one.id for one in found.commitments}
    rows = {one.id: _row(found, one) for one in found.commitments}
    groups = tuple(
        (area_target(plan, area), tuple(rows[one.id] for one in those))
        for area, those in plan.by_area(found.commitments)
    )
    pages = tuple(period_target(plan, one) for one in found.periods)
    names = [(plan.unit.within_year(one), len(plan.planned_in[one])) for one in found.periods]
    return Section(
        found,
        plan_target(plan),
        vocabulary(plan),
        tuple((page, name, count) for page, (name, count) in zip(pages, names, strict=True) if name),
        pages,
        groups,
        tuple(one for name, one in commitment_targets(plan).items() if name not in at_work),
        any(text or end for row in rows.values() for text, end in row.phases),
    )


def _row(found: Foreseen, commitment: Commitment) -> Row:
    plan, unit = found.plan, found.plan.unit
    first, last = (unit.count(found.periods[end]) for end in (0, -1))
    planned = plan.periods_of[commitment.id]
    phases = [
        (one.text or "", presumed(one))
        for one in commitment.phases
        if unit.count(one.from_) <= last and unit.count(one.to) >= first
    ]
    return Row(
        commitment_target(plan, commitment),
        tuple(one in planned for one in found.periods),
        tuple(phases),
        plan.spoken_period(commitment.id),
    )


def _event(site: Site, one: Event) -> tuple[Event, str, Target, Wording]:
    return one, paper_name(one), plan_target(one.plan), wording(site, one.source)


def _steps(site: Site, found: Foreseen) -> Iterator[tuple[Plan, Target, Update, Wording, str | None]]:
    for commitment, update in found.updates:
        yield (
            found.plan,
            commitment_target(found.plan, commitment),
            update,
            wording(site, update.source),
            site.confidence_in(found.plan.id, commitment.id, update.source),
        )
