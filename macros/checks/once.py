"""Lists that name one thing twice. What is said of them elsewhere, with more to say, is left out here."""

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Any

from pydantic import BaseModel

from macros.checks.draft import Path
from macros.checks.shared import About, Shared, shared_rule
from macros.model import (
    Area,
    Commitment,
    Concern,
    Discrepancy,
    Mention,
    Phase,
    ReportConcern,
    ReportParagraph,
    Revision,
    Source,
)
from macros.problems import Problem

_NAMES: dict[type[BaseModel], tuple[str, ...]] = {
    Source: ("paragraphs",),
    Phase: ("presumed",),
    Revision: ("ids", "areas", "changes"),
    Concern: ("areas", "commitments", "clauses"),
    ReportConcern: ("paragraphs",),
    ReportParagraph: ("documents",),
}
_ENTRIES: dict[type[BaseModel], tuple[str, ...]] = {
    Area: ("introduction",),
    Commitment: ("refers_to",),
    Discrepancy: ("concerns", "reports"),
}
"""Lists of groups, each with a name for what it is about."""


@shared_rule
def lists_name_a_thing_once(shared: Shared) -> Iterator[Problem]:
    for about in _every_record(shared):
        for path, part in _parts(about.record):
            for name in _NAMES.get(type(part), ()):
                listed = getattr(part, name) or ()
                for position in _again(listed):
                    fact = f"'{listed[position]}' is named twice in one list"
                    yield about.problem((*path, name, position), fact, "Take one out.")


@shared_rule
def entries_are_each_about_something_else(shared: Shared) -> Iterator[Problem]:
    for about in _every_record(shared):
        for name in _ENTRIES.get(type(about.record), ()):
            subjects = [_subject(entry) for entry in getattr(about.record, name)]
            for position in _again(subjects):
                if said := subjects[position]:
                    fact = f"two entries of the list are about {said}"
                    yield about.problem((name, position), fact, "Make one of them.")


def _subject(entry: Mention | Concern | ReportConcern) -> str:
    """What an entry is about, in words; nothing where it doesn't say so."""
    if isinstance(entry, Concern):
        return f"the plan {entry.plan}"
    if isinstance(entry, ReportConcern):
        return f"the report {entry.report}"
    paragraph, activity = entry.paragraph, entry.activity
    return f"paragraph {paragraph}" if paragraph else f"activity {activity}" if activity else ""


def _again(listed: Sequence[str]) -> Iterator[int]:
    return (position for position, one in enumerate(listed) if one in listed[:position])


def _every_record(shared: Shared) -> Iterator[About[Any]]:
    own: list[Iterator[About[Any]]] = [shared.terms(), shared.discrepancies(), shared.reports()]
    return chain(shared.of_plans(), *own, shared.successions())


def _parts(record: BaseModel, path: Path = ()) -> Iterator[tuple[Path, BaseModel]]:
    """A record and every group of fields in it."""
    yield path, record
    for name, value in record:
        if isinstance(value, BaseModel):
            yield from _parts(value, (*path, name))
        elif isinstance(value, tuple):
            for position, item in enumerate(value):
                if isinstance(item, BaseModel):
                    yield from _parts(item, (*path, name, position))
