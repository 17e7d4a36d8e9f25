"""Calendars: one of everything, one of each plan, one of each commitment. Whole days, whose end is exclusive.

An event is known by ids alone: its record, and for a phase the period in which it begins. So another title,
text or end changes the event in the calendars that hold it, and adds none.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import partial

import icalendar

from macros.chronicle import followed_since
from macros.graph import Plan, presumed
from macros.identifiers import slug
from macros.links import (
    CALENDAR,
    TIMELINE,
    Target,
    area_target,
    below_plan,
    capital,
    commitment_target,
    document_target,
    plan_calendar,
    record_calendar,
)
from macros.model import Commitment, Milestone, Phase
from macros.periods import days
from macros.render import say
from macros.site import Site

MAKER = "supply-chain-promises"
"""Behind each event's id. Not the host: events stay themselves where the site moves."""
WEEK = timedelta(weeks=1)


def calendars(site: Site, home: str) -> dict[str, Callable[[], bytes]]:
    """From the path below the site's root to what makes the file. `home`: empty where that isn't known."""
    maker = _Maker(site, home)
    everything = say("calendar.everything").unescape()
    files = {CALENDAR: partial(maker.calendar, everything, "", maker.all_events)}
    for plan in site.plans.values():
        target, events = plan_calendar(plan), partial(maker.events_of, plan)
        files[target.address] = partial(maker.calendar, plan.record.title, target.address, events)
        for one in plan.every_commitment.values():
            record = commitment_target(plan, one)
            phases = partial(maker.phases_of, plan, one)
            address = record_calendar(record).address
            files[address] = partial(maker.calendar, record.name, record.address, phases)
    return {**files}


@dataclass(frozen=True)
class _Happening:
    """What there is to say of an event."""

    name: str
    """Made of ids, unlike any other of its plan."""
    summary: str
    span: tuple[date, date]
    """Its first day, and the day after its last."""
    target: Target
    said: tuple[str, ...]
    """Line by line; what is empty is left out."""


class _Maker:
    """Spells the events of a site."""

    def __init__(self, site: Site, home: str) -> None:
        self._site = site
        self._home = home
        self._spelled: dict[tuple[str, str], tuple[icalendar.Event, ...]] = {}
        """By plan and commitment: each event stands in three calendars."""

    def calendar(self, name: str, address: str, events: Callable[[], Iterable[icalendar.Event]]) -> bytes:
        made = icalendar.Calendar()
        made.add("prodid", f"-//{MAKER}//EN")
        made.add("version", "2.0")
        made.add("calscale", "GREGORIAN")
        # The first is the standard's name, the second what most programs read.
        # Spelled by hand: the library escapes neither.
        made.add("name", icalendar.vText(name))
        made.add("x-wr-calname", icalendar.vText(name))
        made.add("refresh-interval", WEEK, parameters={"VALUE": "DURATION"})
        made.add("x-published-ttl", icalendar.vDuration(WEEK))
        if self._home:
            made.add("url", self._home + address)
        for event in events():
            made.add_component(event)
        if not made.subcomponents:
            made.add_component(_nothing())
        return bytes(made.to_ical(sorted=False))

    def all_events(self) -> Iterator[icalendar.Event]:
        for plan in self._site.plans.values():
            yield from self.events_of(plan)

    def events_of(self, plan: Plan) -> Iterator[icalendar.Event]:
        for milestone in plan.record.milestones:
            yield self._milestone(plan, milestone)
        for commitment in plan.commitments.values():
            yield from self.phases_of(plan, commitment)

    def phases_of(self, plan: Plan, commitment: Commitment) -> tuple[icalendar.Event, ...]:
        key = (plan.id, commitment.id)
        if key not in self._spelled:
            self._spelled[key] = tuple(self._phase(plan, commitment, one) for one in commitment.phases)
        return self._spelled[key]

    def _phase(self, plan: Plan, commitment: Commitment, phase: Phase) -> icalendar.Event:
        unit, target = plan.unit, commitment_target(plan, commitment)
        first = unit.first_day(unit.count(phase.from_))
        after = unit.first_day(unit.count(phase.to) + 1)
        name = f"{plan.words.commitment.address}-{slug(commitment.id)}-{slug(phase.from_)}"
        said = (
            say("mark.withdrawn").unescape() if commitment.withdrawal else "",
            commitment.title if phase.text else "",
            say("calendar.planned", periods=unit.spoken(unit.span(phase.from_, phase.to))).unescape(),
            _presumed(phase),
            area_target(plan, plan.areas[commitment.area]).name if commitment.area else "",
            self._source(plan, commitment.source.document),
        )
        summary = f"{target.code}: {phase.text or commitment.title}"
        place = target.at(plan.words.schedule.address)
        event = self._event(plan, _Happening(name, summary, (first, after), place, said))
        if commitment.withdrawal:
            event.add("status", "CANCELLED")
        return event

    def _milestone(self, plan: Plan, milestone: Milestone) -> icalendar.Event:
        kind = say(f"milestone.{milestone.kind}").unescape()
        target = Target(below_plan(plan, TIMELINE), "", milestone.title, f"milestone-{milestone.id}")
        happening = _Happening(
            f"milestones-{milestone.id}",
            say("calendar.milestone", title=milestone.title, kind=kind).unescape(),
            days(milestone.date, milestone.until),
            target,
            (milestone.text or "", self._source(plan, milestone.source.document)),
        )
        return self._event(plan, happening)

    def _event(self, plan: Plan, one: _Happening) -> icalendar.Event:
        first, after = one.span
        event = icalendar.Event()
        event.add("uid", f"{one.name}.{plan.id}@{MAKER}")
        # When the plan's words were written: a build reads no clock.
        event.add("dtstamp", datetime.combine(followed_since(self._site, plan), time(), UTC))
        event.add("dtstart", first)
        event.add("dtend", after)
        event.add("summary", one.summary)
        event.add("description", "\n".join(filter(None, one.said)))
        event.add("categories", [plan.record.short_title])
        event.add("transp", "TRANSPARENT")  # a promise makes nobody busy
        if self._home:
            event.add("url", f"{self._home}{one.target.address}#{one.target.anchor}")
        return event

    def _source(self, plan: Plan, document: str) -> str:
        name = document_target(self._site.documents[document]).code
        return say("calendar.source", plan=plan.record.short_title, document=name).unescape()


def _presumed(phase: Phase) -> str:
    ends = presumed(phase)
    if not ends:
        return ""
    said = capital(say(f"timeline.presumed_{ends}").unescape())
    return say("calendar.presumed", ends=said, reason=phase.reason).unescape()


def _nothing() -> icalendar.Timezone:
    """A calendar without events: the standard asks for one component, and this one shows nowhere."""
    zone, standard = icalendar.Timezone(), icalendar.TimezoneStandard()
    zone.add("tzid", "UTC")
    standard.add("dtstart", datetime(1970, 1, 1))  # noqa: DTZ001 the zone's own time
    standard.add("tzoffsetfrom", timedelta())
    standard.add("tzoffsetto", timedelta())
    zone.add_component(standard)
    return zone
