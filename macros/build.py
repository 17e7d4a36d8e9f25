"""Folder → Site, or a DataError with every problem there is."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import TypeVar

from macros import checks, recorded
from macros.checks import Shared
from macros.drafts import PLAN, PLANS, Layout, plan_folders, read_plan
from macros.ledger import LEDGER
from macros.load import Fields, Listing, Node, node_at
from macros.model import Discrepancy, Document, Moved, Record, Status, Succession, Term
from macros.problems import DataError, Place, Problem
from macros.reading import Listed, Reading, written
from macros.reports import REPORTS, read_reports
from macros.site import Site

Model = TypeVar("Model", bound=Record)
Identified = TypeVar("Identified", Document, Discrepancy, Status)

DOCUMENTS, GLOSSARY, DISCREPANCIES = "documents.yml", "glossary.yml", "discrepancies.yml"
STATUSES, SUCCESSIONS, MOVED = "statuses.yml", "continuations.yml", "moved.yml"
FILES = {DOCUMENTS, GLOSSARY, DISCREPANCIES, STATUSES, SUCCESSIONS, MOVED, LEDGER, recorded.HISTORY}
CHECK_NAME = "Check its name, and what DATA_DIR says, if you set it."
NOT_READ = {"schema"}
"""Folders beside the data that hold something else."""


def build(folder: Path, label: str | None = None) -> Site:
    """`label` is what messages call the folder. Raises DataError with every problem."""
    reading = Reading(folder, label or folder.as_posix())
    if not folder.is_dir():
        raise DataError([Problem(Place(reading.label), "", "there is no such folder", CHECK_NAME)])
    _refuse_what_is_no_plan(reading)
    reading.refuse_others(folder, FILES, {PLANS, REPORTS, *NOT_READ})
    if not plan_folders(folder):  # Without a plan nothing else can be read in its words.
        raise DataError(reading.problems)
    shared = _read(reading)
    for draft in shared.drafts.values():
        reading.problems += checks.broken_rules(draft)
    reading.problems += checks.broken_shared_rules(shared)
    if reading.problems:
        raise DataError(reading.problems)
    return shared.site


def _read(reading: Reading) -> Shared:
    folders = plan_folders(reading.folder)
    read = {folder.name: read_plan(reading, folder) for folder in folders}
    drafts = {name: draft for name, (_, draft) in read.items() if draft}
    layouts = {name: layout for name, (layout, _) in read.items()}
    documents = reading.records(reading.folder / DOCUMENTS, Document, "document", {})
    statuses = _optional(reading, STATUSES, Status, "status", {})
    reports = read_reports(reading, layouts)
    history, faults = recorded.read(reading.folder, reading.label)
    reading.problems += faults
    site = Site(
        plans={name: draft.plan for name, draft in drafts.items()},
        documents=_by_id(reading, documents.found, "document"),
        terms=tuple(_optional(reading, GLOSSARY, Term, "term", {}).found),
        discrepancies=_by_id(reading, _discrepancies(reading, layouts).found, "discrepancy"),
        statuses=_by_id(reading, statuses.found, "status"),
        reports=reports.found,
        successions=tuple(_optional(reading, SUCCESSIONS, Succession, "continuations", {}).found),
        moved=tuple(_optional(reading, MOVED, Moved, "moved", {}).found),
        history=history,
    )
    return Shared(
        site=site,
        drafts=drafts,
        places=reading.places,
        folders={folder.name for folder in folders},
        documents=_known(documents),
        statuses=_known(statuses),
        broken_reports=reports.broken | reading.refused,
    )


def _known(listed: Listed[Identified]) -> list[str] | None:
    """The ids, broken records' among them; None where the file can't be read."""
    return [*(record.id for record in listed.found), *sorted(listed.broken)] if listed.complete else None


def _refuse_what_is_no_plan(reading: Reading) -> None:
    folder, plans = reading.folder / PLANS, plan_folders(reading.folder)
    if plans:
        reading.refuse_others(folder, set(), {path.name for path in plans})
    else:
        reading.refuse(folder, "there is no plan here", f"Make a folder in it, with a {PLAN}.")


def _optional(
    reading: Reading, name: str, model: type[Model], word: str, aliases: dict[str, str]
) -> Listed[Model]:
    """The records of a file that may be missing; a link that leads nowhere is not the same as no file."""
    path = reading.folder / name
    return reading.records(path, model, word, aliases) if _is_there(path) else Listed()


def _is_there(path: Path) -> bool:
    return path.exists() or path.is_symlink()


def _discrepancies(reading: Reading, layouts: dict[str, Layout]) -> Listed[Discrepancy]:
    """They speak in the words of all plans, each of its own records."""
    path, besides = reading.folder / DISCREPANCIES, partial(_foreign_words, layouts)
    if not _is_there(path):
        return Listed()
    aliases = {written: own for layout in layouts.values() for written, own in layout.aliases.items()}
    return reading.records(path, Discrepancy, "discrepancy", aliases, besides)


def _foreign_words(layouts: dict[str, Layout], node: Node, record: str) -> Iterator[Problem]:
    """Where a discrepancy names what it concerns in one plan by the word of another."""
    concerns = node_at(node, ("concerns",))
    for concern in concerns.items if isinstance(concerns, Listing) else ():
        plan = written(concern, "plan")
        own = layouts[plan].aliases if plan in layouts else {}
        if not isinstance(concern, Fields) or not own or own.keys() & concern.entries.keys():
            continue
        others = {name for one in layouts.values() for name in one.aliases} - own.keys()
        for name in sorted(others & concern.entries.keys()):
            fact = f"'{name}' is the word of another plan than {plan}"
            way_out = f"Write `{next(iter(own))}:`, or name the other plan."
            yield Problem(concern.entries[name].place, record, fact, way_out)


def _by_id(reading: Reading, records: list[Identified], word: str) -> dict[str, Identified]:
    found: dict[str, Identified] = {}
    for record in records:
        if record.id in found:
            fact = f"the id stands twice; the first is at {reading.places(found[record.id], 'id')}"
            way_out = "Rename one, or take it out."
            place = reading.places(record, "id")
            reading.problems.append(Problem(place, f"{word} {record.id}", fact, way_out))
        found.setdefault(record.id, record)
    return found
