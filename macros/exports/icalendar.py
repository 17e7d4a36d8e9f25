"""Calendars: one of everything, one of each plan, one of each commitment. Whole days, whose end is exclusive.

An event is known by ids alone: its record, and for a phase the period in which it begins. So another title,
text or end changes the event in the calendars that hold it, and adds none.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial

from macros.asked import Memory
from macros.chronicle import followed_since
from macros.content_lines import component, day, text
from macros.digests import Named
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
WEEK = "P7D"


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
    cancelled: bool = False


class _Maker(Named):
    """Spells the events of a site."""

    def __init__(self, site: Site, home: str) -> None:
        self._site = site
        self._home = home
        self._spelled: Memory[tuple[str, str], bytes] = Memory()
        """By plan and commitment: each event stands in three calendars."""

    def calendar(self, name: str, address: str, events: Callable[[], bytes]) -> bytes:
        lines = [
            f"PRODID:-//{MAKER}//EN",
            "VERSION:2.0",
            "CALSCALE:GREGORIAN",
            # The first is the standard's name, the second what most programs read.
            f"NAME:{text(name)}",
            f"X-WR-CALNAME:{text(name)}",
            f"REFRESH-INTERVAL;VALUE=DURATION:{WEEK}",
            f"X-PUBLISHED-TTL:{WEEK}",
        ]
        if self._home:
            lines.append(f"URL:{self._home}{address}")
        return component("VCALENDAR", lines, events() or _nothing())

    def all_events(self) -> bytes:
        return b"".join(map(self.events_of, self._site.plans.values()))

    def events_of(self, plan: Plan) -> bytes:
        milestones = (self._milestone(plan, one) for one in plan.record.milestones)
        phases = (self.phases_of(plan, one) for one in plan.commitments.values())
        return b"".join((*milestones, *phases))

    def phases_of(self, plan: Plan, commitment: Commitment) -> bytes:
        def spelled() -> bytes:
            return b"".join(self._phase(plan, commitment, one) for one in commitment.phases)

        return self._spelled.of((plan.id, commitment.id), spelled)

    def _phase(self, plan: Plan, commitment: Commitment, phase: Phase) -> bytes:
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
        happening = _Happening(name, summary, (first, after), place, said, bool(commitment.withdrawal))
        return self._event(plan, happening)

    def _milestone(self, plan: Plan, milestone: Milestone) -> bytes:
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

    def _event(self, plan: Plan, one: _Happening) -> bytes:
        first, after = one.span
        said = "\n".join(filter(None, one.said))
        lines = [
            f"UID:{text(f'{one.name}.{plan.id}@{MAKER}')}",
            # When the plan's words were written: a build reads no clock.
            f"DTSTAMP:{day(followed_since(self._site, plan))}T000000Z",
            f"DTSTART;VALUE=DATE:{day(first)}",
            f"DTEND;VALUE=DATE:{day(after)}",
            f"SUMMARY:{text(one.summary)}",
            f"DESCRIPTION:{text(said)}",
            f"CATEGORIES:{text(plan.record.short_title)}",
            "TRANSP:TRANSPARENT",  # a promise makes nobody busy
        ]
        if self._home:
            lines.append(f"URL:{self._home}{one.target.address}#{one.target.anchor}")
        if one.cancelled:
            lines.append("STATUS:CANCELLED")
        return component("VEVENT", lines)

    def _source(self, plan: Plan, document: str) -> str:
        name = document_target(self._site.documents[document]).code
        return say("calendar.source", plan=plan.record.short_title, document=name).unescape()


def _presumed(phase: Phase) -> str:
    ends = presumed(phase)
    if not ends:
        return ""
    said = capital(say(f"timeline.presumed_{ends}").unescape())
    return say("calendar.presumed", ends=said, reason=phase.reason).unescape()


def _nothing() -> bytes:
    """What stands where there is no event: the standard asks for a component, and this one shows nowhere."""
    lines = ["DTSTART:19700101T000000", "TZOFFSETFROM:+0000", "TZOFFSETTO:+0000"]
    return component("VTIMEZONE", ["TZID:UTC"], component("STANDARD", lines))
