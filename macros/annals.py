"""The history of the data as readers meet it: by record and by day, with where each record stands today."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from macros.asked import remembered
from macros.change import Change, Entry, Subject
from macros.differences import subjects
from macros.graph import Plan
from macros.links import (
    CHANGES,
    Target,
    area_target,
    clause_target,
    commitment_target,
    continued_target,
    discrepancy_target,
    document_target,
    plan_target,
    report_target,
    term_target,
)
from macros.model import (
    Area,
    Clause,
    Commitment,
    Discrepancy,
    Document,
    PlanRecord,
    Report,
    Succession,
    Term,
)
from macros.released import Batch, batches, net
from macros.render import say
from macros.saying import Said, Speaker
from macros.site import Site
from macros.vocabulary import article


@dataclass(frozen=True)
class Told:
    """What one commit changed in one record."""

    entry: Entry
    said: tuple[Said, ...]
    release: Target | None = None
    """The first release that has it."""

    @property
    def anchor(self) -> str:
        return f"change-{self.entry.anchor}"


@dataclass(frozen=True)
class RecordHistory:
    since: str
    """The day on which it came in; empty where that isn't recorded yet."""
    is_new: bool
    """It came in after the history had begun."""
    told: tuple[Told, ...]
    """Newest first, without its coming in."""


def record_history(site: Site, subject: Subject) -> RecordHistory:
    came: Entry | None = None
    told: list[Told] = []
    names = [subject, *_former(site, subject)]
    speaker = Speaker(site)
    for entry, changes in _by_subject(site).get(subject, {}).values():
        if any(one.is_whole and one.how == "new" and one.subject in names for one in changes):
            came = entry
        else:
            release = _release_of(site).get(entry.commit)
            told.append(Told(entry, tuple(map(speaker.say, changes)), release))
    return RecordHistory(came.day if came else "", came not in site.history[:1], tuple(reversed(told)))


@remembered
def _by_subject(site: Site) -> dict[Subject, dict[str, tuple[Entry, list[Change]]]]:
    """By the commit, under a record's id of today, whatever it was called when it changed."""
    today = {former: subject for subject in subjects(site) for former in _former(site, subject)}
    found: dict[Subject, dict[str, tuple[Entry, list[Change]]]] = {}
    for entry in site.history:
        for change in entry.changes:
            for one in dict.fromkeys(today.get(each, each) for each in (change.subject, *change.touches)):
                _, those = found.setdefault(one, {}).setdefault(entry.commit, (entry, []))
                those.append(change)
    return found


@remembered
def _release_of(site: Site) -> dict[str, Target]:
    """By the commit: its place among the releases."""
    return {
        entry.commit: Target(CHANGES.address, "", batch.release.name, batch.anchor)
        for batch in batches(site.history)
        if batch.release
        for entry in batch.entries
    }


def _former(site: Site, subject: Subject) -> Iterator[Subject]:
    for former in getattr(_records(site)[subject], "former_ids", ()):
        yield subject.model_copy(update={"id": former})


@remembered
def _records(site: Site) -> dict[Subject, object]:
    return dict(subjects(site))


def target(site: Site, subject: Subject) -> Target | None:
    """Where the site shows a record; None where it is no longer there, or nowhere by itself."""
    record, plan = _records(site).get(subject), site.plans.get(subject.plan)
    if isinstance(record, Succession) and plan:
        return continued_target(plan, site.plans[record.later])
    if isinstance(record, Report):
        return report_target(subject.id, record)
    if isinstance(record, PlanRecord) and plan:
        return plan_target(plan)
    own, shared = _OF_PLAN.get(type(record)), _SHARED.get(type(record))
    return own(plan, record) if own and plan else shared(record) if shared else None


_OF_PLAN: dict[type, Callable[[Plan, Any], Target]] = {
    Area: area_target,
    Commitment: commitment_target,
    Clause: clause_target,
}
_SHARED: dict[type, Callable[[Any], Target]] = {
    Document: document_target,
    Term: term_target,
    Discrepancy: discrepancy_target,
}


def subjects_of_pages(site: Site) -> dict[str, Subject]:
    """By the address: the record that a page is about, where it is about one."""
    places = ((target(site, subject), subject) for subject in subjects(site))
    return {place.address: subject for place, subject in places if place and not place.anchor}


def last_changed(site: Site) -> dict[str, str]:
    """By the address of a page of a record: the day of its last change, or since when it is known."""
    found: dict[str, str] = {}
    for address, subject in subjects_of_pages(site).items() if site.history else ():
        if days := [entry.day for entry, _ in _by_subject(site).get(subject, {}).values()]:
            found[address] = max(days)
    return found


@dataclass(frozen=True)
class Gathered:
    """One commit's changes: in few words, then record by record."""

    entry: Entry
    summary: tuple[str, ...]
    """Empty for the first, with which everything came in."""
    came: tuple[tuple[Target | None, str], ...]
    records: tuple[tuple[Target | None, str, tuple[Said, ...]], ...]

    @property
    def anchor(self) -> str:
        return f"change-{self.entry.anchor}"


@dataclass(frozen=True)
class GatheredRelease:
    """What a release was the first to hold: all in few words, then commit by commit."""

    batch: Batch
    summary: tuple[str, ...]
    """Empty where nothing changed, and for the first, with which everything came in."""
    gathered: tuple[Gathered, ...]
    """Newest first."""


def gathered_releases(site: Site) -> tuple[GatheredRelease, ...]:
    """Newest first, and what is in no release yet before all others. Empty where no history is kept."""
    return tuple(_gathered_release(site, one) for one in batches(site.history) if site.history)


def _gathered_release(site: Site, batch: Batch) -> GatheredRelease:
    changes = tuple(net(change for entry in batch.entries for change in entry.changes))
    said = () if site.history[0] in batch.entries else tuple(summary(Speaker(site), changes))
    return GatheredRelease(batch, said, tuple(_gathered(site, entry) for entry in reversed(batch.entries)))


def _gathered(site: Site, entry: Entry) -> Gathered:
    speaker = Speaker(site)
    by_subject: dict[Subject, list[Change]] = {}
    for change in entry.changes:
        by_subject.setdefault(change.subject, []).append(change)
    came, records = [], []
    for subject, changes in by_subject.items():
        place = target(site, subject)
        if [(one.how, one.is_whole) for one in changes] == [("new", True)]:
            came.append((place, place.name if place else speaker.say(changes[0]).sentence))
        else:
            name = place.name if place else speaker.named(subject)
            records.append((place, name, tuple(map(speaker.say, changes))))
    said = () if entry in site.history[:1] else tuple(summary(speaker, entry.changes))
    return Gathered(entry, said, tuple(came), tuple(records))


_WHOLE = {"new": "added", "gone": "removed"}
_OWN = {
    ("unanswered", "on"): "newly_unanswered",
    ("unlinked", "on"): "newly_unlinked",
    ("withdrawal", "new"): "withdrawn",
}


def summary(speaker: Speaker, changes: tuple[Change, ...]) -> Iterator[str]:
    """How many of what, in the order of the changes: 1 output added, 2 building blocks newly unanswered."""
    counted: Counter[tuple[str, str, str]] = Counter()
    for subject, plan, kind, key in dict.fromkeys(map(_counted, changes)):
        del subject
        counted[plan, kind, key] += 1
    for (plan, kind, key), count in counted.items():
        v = {**speaker.vocabulary(plan)}
        one, many = (v[kind], v[f"{kind}s"]) if f"{kind}s" in v else _thing(kind)
        a_clause = v.get("a_clause") or v.get("an_clause") or article(v["clause"])
        yield say(
            f"history.{key}", count, **{**v, "thing": one, "things": many, "a_clause": a_clause}
        ).unescape()


def _thing(kind: str) -> tuple[str, str]:
    return say(f"history.thing.{kind}", 1).unescape(), say(f"history.thing.{kind}", 2).unescape()


def _counted(change: Change) -> tuple[Subject, str, str, str]:
    whole = _WHOLE.get(change.how) if change.is_whole else None
    key = whole or _OWN.get((change.path, change.how)) or "changed_records"
    return change.subject, change.subject.plan, change.subject.kind, key
