"""Folder → Site, or a DataError with every problem there is."""

from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

from macros import checks
from macros.checks import Draft
from macros.drafts import PLAN, PLANS, plan_folders, read_plan
from macros.graph import Site
from macros.model import Discrepancy, Document, Record, Term
from macros.problems import DataError, Place, Problem
from macros.reading import Listed, Reading

Model = TypeVar("Model", bound=Record)
Identified = TypeVar("Identified", Document, Discrepancy)

DOCUMENTS, GLOSSARY, DISCREPANCIES = "documents.yml", "glossary.yml", "discrepancies.yml"
NOT_READ = {"schema"}
"""Folders beside the data that hold something else."""


def build(folder: Path, label: str | None = None) -> Site:
    """`label` is what messages call the folder. Raises DataError with every problem."""
    reading = Reading(folder, label or folder.as_posix())
    if not folder.is_dir():
        raise DataError([Problem(Place(reading.label), "", "there is no such folder", "Check DATA_DIR.")])
    _refuse_what_is_no_plan(reading)
    plans = [read_plan(reading, path) for path in plan_folders(reading.folder)]
    drafts = {draft.plan.id: draft for _, draft in plans if draft}
    aliases = {written: own for layout, _ in plans for written, own in layout.aliases.items()}
    documents = reading.records(folder / DOCUMENTS, Document, "document", {})
    discrepancies = _optional(reading, DISCREPANCIES, Discrepancy, "discrepancy", aliases)
    site = Site(
        plans={identifier: draft.plan for identifier, draft in drafts.items()},
        documents=_by_id(reading, documents.found, "document"),
        terms=tuple(_optional(reading, GLOSSARY, Term, "term", {})),
        discrepancies=_by_id(reading, discrepancies, "discrepancy"),
    )
    reading.refuse_others(folder, {DOCUMENTS, GLOSSARY, DISCREPANCIES}, {PLANS, *NOT_READ})
    reading.problems += _between(reading, site, drafts, documents)
    if reading.problems:
        raise DataError(reading.problems)
    return site


def _between(
    reading: Reading, site: Site, drafts: dict[str, Draft], documents: Listed[Document]
) -> Iterator[Problem]:
    """What is wrong between records, in every plan and between plans."""
    known = [*site.documents, *sorted(documents.broken)]
    for draft in drafts.values():
        yield from checks.broken_rules(draft)
        if documents.complete:
            yield from checks.sources_name_a_known_document(draft, known)
    if documents.complete:
        yield from checks.shared_sources_name_a_known_document(site, reading.places, known)
    yield from checks.documents_and_terms_have_anchors_of_their_own(site, reading.places)
    yield from checks.addresses_belong_to_one_thing(drafts.values())
    folders = {path.name for path in plan_folders(reading.folder)}
    yield from checks.concerns_name_known_records(site, drafts, reading.places, folders)


def _refuse_what_is_no_plan(reading: Reading) -> None:
    folder, plans = reading.folder / PLANS, plan_folders(reading.folder)
    if plans:
        reading.refuse_others(folder, set(), {path.name for path in plans})
    else:
        reading.refuse(folder, "there is no plan here", f"Make a folder in it, with a {PLAN}.")


def _optional(
    reading: Reading, name: str, model: type[Model], word: str, aliases: dict[str, str]
) -> list[Model]:
    """The records of a file that may be missing; a link that leads nowhere is not the same as no file."""
    path = reading.folder / name
    there = path.exists() or path.is_symlink()
    return reading.records(path, model, word, aliases).found if there else []


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
