"""Ids and addresses: each belongs to one thing."""

from collections.abc import Iterable, Iterator

from macros.checks.draft import Draft, Path, rule
from macros.identifiers import slug
from macros.problems import Problem

OF_THE_SITE = (
    "accessibility",
    "assets",
    "changes",
    "contribute",
    "data",
    "discrepancies",
    "documents",
    "glossary",
    "reports",
    "search",
)

OF_A_RECORD = (
    "activities",
    "clauses",
    "commitments",
    "evidence",
    "introduction",
    "related",
    "resources",
    "revisions",
    "source",
    "timeline",
)
"""Anchors of the sections of a record's page."""


@rule
def ids_stand_once(draft: Draft) -> Iterator[Problem]:
    way_out = "Give one of them another id, or take it out."
    for records in (draft.areas, draft.commitments, draft.clauses):
        first: dict[str, str] = {}
        for record in records:
            place = draft.places(record, "id")
            if record.id in first:
                fact = f"the id '{record.id}' stands twice; the first is at {first[record.id]}"
                yield draft.problem(record, ("id",), fact, way_out)
            first.setdefault(record.id, str(place))


@rule
def the_plans_own_ids_stand_once(draft: Draft) -> Iterator[Problem]:
    record, way_out = draft.plan.record, "Take one out, or give it another id."
    named = {"parts": "id", "relations": "id", "goals": "id", "principles": "id", "paragraphs": "number"}
    for name, key in named.items():
        seen: set[str] = set()
        for position, one in enumerate(getattr(record, name)):
            identifier = getattr(one, key)
            if identifier in seen:
                fact = f"'{identifier}' stands twice in {name}"
                yield draft.problem(record, (name, position, key), fact, way_out)
            seen.add(identifier)


@rule
def addresses_differ(draft: Draft) -> Iterator[Problem]:
    """Two ids may look different and still lead to one address."""
    for records in (draft.areas, draft.commitments, draft.clauses):
        seen = {"index": "the list of them all"}
        for record in records:
            other = seen.setdefault(slug(record.id), record.id)
            if other != record.id:
                fact = f"its address would be the same as that of {other}: '{slug(record.id)}'"
                yield draft.problem(record, ("id",), fact, "Give one of them another id.")


@rule
def the_schedule_has_an_anchor_of_its_own(draft: Draft) -> Iterator[Problem]:
    address = draft.plan.words.schedule.address
    if address in OF_A_RECORD:
        fact = f"the address '{address}' is the anchor of another section"
        way_out = "Choose another, such as phases or schedule."
        yield draft.problem(draft.plan.record, ("words", "schedule", "address"), fact, way_out)


def addresses_belong_to_one_thing(plans: Iterable[Draft]) -> Iterator[Problem]:
    """Addresses of plans and of their kinds of records share one root with the site's own pages."""
    seen = dict.fromkeys(OF_THE_SITE, "a page of the site itself")
    for draft in plans:
        for address, path, owner in _claims(draft):
            if address in seen:
                fact = f"the address '{address}' is taken by {seen[address]}"
                way_out = "Choose another; an address belongs to one thing."
                yield draft.problem(draft.plan.record, path, fact, way_out)
            seen.setdefault(address, owner)


def _claims(draft: Draft) -> Iterator[tuple[str, Path, str]]:
    """What a plan wants as addresses, where it says so, and for what."""
    words = draft.plan.words
    yield draft.plan.record.address, ("address",), f"the {words.plan.one} {draft.plan.id}"
    for kind, word in (("area", words.area), ("commitment", words.commitment), ("clause", words.clause)):
        yield word.address, ("words", kind, "address"), f"the {word.many} of {draft.plan.id}"
