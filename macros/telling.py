"""What differs between two states of the data, record by record: for people and for programs."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate

from macros.annals import summary, target
from macros.build import DISCREPANCIES, DOCUMENTS, GLOSSARY, MOVED, STATUSES, SUCCESSIONS
from macros.change import Change, Kind, Subject
from macros.differences import differences
from macros.drafts import AREAS, PLAN, PLANS
from macros.graph import Plan
from macros.inert import inert
from macros.links import Target, capital
from macros.render import render
from macros.reports import REPORTS
from macros.saying import Said, Speaker
from macros.site import Site

MOST = 200
"""How many changes stand in Markdown, which is read at a glance and may not be long."""


@dataclass(frozen=True)
class Account:
    """What changed in one record."""

    subject: Subject
    name: str
    file: str
    """From the folder of data."""
    place: Target | None
    """Where it stands on the site."""
    is_published: bool
    """It stood there before, so a link to it leads somewhere."""
    changes: tuple[Change, ...]
    said: tuple[Said, ...]


@dataclass(frozen=True)
class Comparison:
    summary: tuple[str, ...]
    """How many of what."""
    accounts: tuple[Account, ...]
    base: str = ""
    """The commit before."""
    note: str = ""
    """Why it is another one than was asked for."""


def comparison(before: Site, after: Site) -> Comparison:
    changes = differences(before, after)
    speaker = Speaker(before, after)
    by_file: dict[tuple[Subject, Subject], list[Change]] = {}
    for one in changes:
        by_file.setdefault((one.subject, _listed(one)), []).append(one)
    accounts = (_account(before, after, speaker, *those) for those in by_file.items())
    return Comparison(tuple(summary(speaker, changes)), tuple(accounts))


def _listed(change: Change) -> Subject:
    """What a change's file is that of: the order of a plan's records is that of their own file."""
    kinds: dict[str, Kind] = {"areas": "area", "clauses": "clause"}
    in_order = change.subject.kind == "plan" and (change.at, change.how) == ((), "order")
    kind = kinds.get(change.field) if in_order else None
    return Subject(kind=kind, id="", plan=change.subject.plan) if kind else change.subject


def _account(
    before: Site, after: Site, speaker: Speaker, key: tuple[Subject, Subject], changes: list[Change]
) -> Account:
    subject, listed = key
    was, now = target(before, subject), target(after, subject)
    place = now or was
    name = place.name if place else capital(speaker.named(subject))
    file = file_of(after if now or subject.plan in after.plans else before, listed)
    said = tuple(map(speaker.say, changes))
    return Account(subject, name, file, place, was is not None, tuple(changes), said)


def file_of(site: Site, subject: Subject) -> str:
    """The file that holds a record, from the folder of data."""
    if subject.kind in _SHARED:
        return _SHARED[subject.kind]
    if subject.kind == "report":
        return f"{REPORTS}/{subject.id}.yml"
    plan = site.plans.get(subject.plan)
    return f"{PLANS}/{subject.plan}/{_own_file(plan, subject) if plan else PLAN}"


def _own_file(plan: Plan, subject: Subject) -> str:
    words = plan.words
    files = {
        "area": AREAS,
        "commitment": f"{words.commitment.address}/{subject.id}.yml",
        "clause": f"{words.clause.address}.yml",
    }
    return files.get(subject.kind, PLAN)


_SHARED = {
    "succession": SUCCESSIONS,
    "document": DOCUMENTS,
    "term": GLOSSARY,
    "discrepancy": DISCREPANCIES,
    "status": STATUSES,
    "moved": MOVED,
}


def as_text(found: Comparison, folder: str) -> str:
    """`folder`: what the folder of data is called."""
    return render("differences.txt.j2", "", found=found, folder=folder).unescape().strip()


def as_markdown(found: Comparison, folder: str, home: str) -> str:
    """Safe wherever GitHub shows it: what editors wrote makes no markup, no link and calls nobody.

    `home`: where the site is published, with the last slash; empty where that isn't known.
    """
    short, left = _shortened(found.accounts)
    records = [
        (
            inert(one.name),
            f"{home}{one.place.address}{'#' if one.place.anchor else ''}{one.place.anchor}"
            if home and one.place and one.is_published
            else "",
            one.file,
            [_inert(said) for said in one.said],
        )
        for one in short
    ]
    summary_ = [*map(inert, found.summary)]
    note = inert(found.note)
    text = render(
        "differences.md.j2", "", note=note, summary=summary_, records=records, left=left, folder=folder
    )
    return f"{text}".strip()


def _shortened(accounts: tuple[Account, ...]) -> tuple[list[Account], int]:
    """The first of them, whole, and how many changes the others have."""
    counts = accumulate(len(one.changes) for one in accounts)
    short = [one for one, count in zip(accounts, counts, strict=True) if count <= MOST] or [*accounts[:1]]
    return short, sum(len(one.changes) for one in accounts[len(short) :])


def _inert(said: Said) -> tuple[str, list[tuple[str, bool]], list[tuple[str, bool]]]:
    before, after = ([(inert(one.text), one.same) for one in side] for side in (said.before, said.after))
    return inert(said.sentence), before, after


def as_values(found: Comparison, folder: str) -> dict[str, object]:
    return {
        "base": found.base,
        "count": sum(len(one.changes) for one in found.accounts),
        "summary": list(found.summary),
        "records": [_values(one, folder) for one in found.accounts],
    }


def _values(one: Account, folder: str) -> dict[str, object]:
    return {
        "kind": one.subject.kind,
        "id": one.subject.id,
        "plan": one.subject.plan,
        "name": one.name,
        "file": f"{folder}/{one.file}",
        "url": f"/{one.place.address}{'#' if one.place.anchor else ''}{one.place.anchor}"
        if one.place
        else None,
        "changes": [*_changes(one)],
    }


def _changes(one: Account) -> Iterator[dict[str, object]]:
    for change, said in zip(one.changes, one.said, strict=True):
        yield {
            "sentence": said.sentence,
            "at": list(change.at),
            "field": change.field,
            "how": change.how,
            "before": change.before,
            "after": change.after,
        }
