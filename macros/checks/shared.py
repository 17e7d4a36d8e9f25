"""What plans share: documents, and discrepancies that name their records."""

from collections.abc import Iterator

from pydantic import BaseModel

from macros.checks.draft import Draft, Path, Places
from macros.graph import Site
from macros.identifiers import name_anchor
from macros.model import Concern, Source
from macros.problems import Problem, did_you_mean


def sources_name_a_known_document(draft: Draft, documents: list[str]) -> Iterator[Problem]:
    for record in (draft.plan.record, *draft.areas, *draft.commitments, *draft.clauses):
        for path, source in sources(record):
            if source.document not in documents:
                fact = f"there is no document '{source.document}' in documents.yml"
                way_out = did_you_mean(source.document, documents)
                yield draft.problem(record, (*path, "document"), fact, way_out)


def shared_sources_name_a_known_document(
    site: Site, places: Places, documents: list[str]
) -> Iterator[Problem]:
    """The same for the records that all plans share."""
    shared: list[tuple[str, BaseModel]] = [(f"term {term.term}", term) for term in site.terms]
    shared += [(f"discrepancy {one.id}", one) for one in site.discrepancies.values()]
    for name, record in shared:
        for path, source in sources(record):
            if source.document not in documents:
                fact = f"there is no document '{source.document}' in documents.yml"
                way_out = did_you_mean(source.document, documents)
                yield Problem(places(record, *path, "document"), name, fact, way_out)


def documents_and_terms_have_anchors_of_their_own(site: Site, places: Places) -> Iterator[Problem]:
    """They share a page with their like, and are found there by a name from which most signs are dropped."""
    documents = [(f"document {one.id}", one, "id", one.id) for one in site.documents.values()]
    terms = [(f"term {one.term}", one, "term", one.term) for one in site.terms]
    for records in (documents, terms):
        taken: dict[str, str] = {}
        for name, record, field, known_by in records:
            other = taken.setdefault(name_anchor(known_by), name)
            if not name_anchor(known_by):
                way_out = "Put a letter or a digit in it."
                yield Problem(places(record, field), name, f"the {field} has no letter or digit", way_out)
            elif other is not name:
                fact = f"the {field} is too like that of {other}: both are found at #{name_anchor(known_by)}"
                yield Problem(places(record, field), name, fact, "Name it differently, or take one out.")


def concerns_name_known_records(
    site: Site, drafts: dict[str, Draft], places: Places, folders: set[str]
) -> Iterator[Problem]:
    for discrepancy in site.discrepancies.values():
        for position, concern in enumerate(discrepancy.concerns):
            name = f"discrepancy {discrepancy.id}"
            if concern.plan in folders - drafts.keys():
                continue  # its plan.yml can't be read, which is said already
            if concern.plan not in drafts:
                place = places(discrepancy, "concerns", position, "plan")
                fact = f"there is no plan '{concern.plan}'"
                yield Problem(place, name, fact, did_you_mean(concern.plan, drafts))
                continue
            for path, fact, way_out in _unknown_concerns(drafts[concern.plan], concern):
                yield Problem(places(discrepancy, "concerns", position, *path), name, fact, way_out)


def _unknown_concerns(draft: Draft, concern: Concern) -> Iterator[tuple[Path, str, str]]:
    for kind in ("areas", "commitments", "clauses"):
        for index, identifier in enumerate(getattr(concern, kind)):
            if not draft.is_known(kind, identifier):
                yield (kind, index), *draft.unknown(kind, identifier)


def sources(record: BaseModel, path: Path = ()) -> Iterator[tuple[Path, Source]]:
    """Every source in a record, with its path."""
    for name, value in record:
        if isinstance(value, Source):
            yield (*path, name), value
        elif isinstance(value, BaseModel):
            yield from sources(value, (*path, name))
        elif isinstance(value, tuple):
            for position, item in enumerate(value):
                if isinstance(item, BaseModel):
                    yield from sources(item, (*path, name, position))
