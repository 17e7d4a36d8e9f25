"""Ids and addresses: each belongs to one thing."""

from collections.abc import Iterator

from macros.checks.draft import Draft, Path, rule
from macros.identifiers import slug
from macros.problems import Problem

OF_A_RECORD = (
    "activities",
    "clauses",
    "commitments",
    "continues",
    "evidence",
    "introduction",
    "related",
    "resources",
    "revisions",
    "source",
    "timeline",
)
"""Anchors of the sections of a record's page."""


OF_A_PLAN = (
    "areas",
    "coverage",
    "discrepancies",
    "goals",
    "milestones",
    "paragraphs",
    "principles",
    "source",
    "versions",
)
"""Anchors of the sections of a plan's page."""


OF_A_THEORY = ("source", "theory")
"""Anchors of the page of a theory of change that are no stage's."""


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
    named = {
        "parts": "id",
        "relations": "id",
        "goals": "id",
        "principles": "id",
        "paragraphs": "number",
        "versions": "document",
        "milestones": "id",
    }
    for name, key in named.items():
        seen: set[str] = set()
        for position, one in enumerate(getattr(record, name)):
            identifier = getattr(one, key)
            if identifier in seen:
                fact = f"'{identifier}' stands twice in {name}"
                yield draft.problem(record, (name, position, key), fact, way_out)
            seen.add(identifier)


@rule
def sections_of_the_plans_page_have_anchors_of_their_own(draft: Draft) -> Iterator[Problem]:
    record, seen = draft.plan.record, dict.fromkeys(OF_A_PLAN, "another section")
    for name in ("sections", "tables"):
        for position, one in enumerate(getattr(record, name)):
            if one.id in seen or one.id.startswith(("milestone-", "para-")):
                fact = f"the id '{one.id}' is taken on the page by {seen.get(one.id, 'something else')}"
                yield draft.problem(record, (name, position, "id"), fact, "Give it another id.")
            seen.setdefault(one.id, f"'{one.title}'")


@rule
def stages_have_anchors_of_their_own(draft: Draft) -> Iterator[Problem]:
    """On the page of the theory of change."""
    record, seen = draft.plan.record, dict.fromkeys(OF_A_THEORY, "another part of the page")
    for position, stage in enumerate(record.theory.stages if record.theory else ()):
        path: Path = ("theory", "stages", position)
        if stage.id in seen:
            fact = f"the id '{stage.id}' is taken on the page by {seen[stage.id]}"
            yield draft.problem(record, (*path, "id"), fact, "Give it another id.")
        seen[stage.id] = f"'{stage.title}'"
        seen |= {f"{stage.id}-{number}": f"an idea of '{stage.title}'" for number in _numbers(stage.ideas)}
        yield from _twice(draft, (*path, "ideas"), [idea.id for idea in stage.ideas], stage.title)


@rule
def statements_of_a_section_have_ids_of_their_own(draft: Draft) -> Iterator[Problem]:
    for position, section in enumerate(draft.plan.record.sections):
        path: Path = ("sections", position, "statements")
        yield from _twice(draft, path, [statement.id for statement in section.statements], section.title)


def _twice(draft: Draft, path: Path, ids: list[str], title: str) -> Iterator[Problem]:
    for position, identifier in enumerate(ids):
        if identifier in ids[:position]:
            fact = f"'{identifier}' stands twice in '{title}'"
            way_out = "Take one out, or give it another id."
            yield draft.problem(draft.plan.record, (*path, position, "id"), fact, way_out)


def _numbers(listed: tuple[object, ...]) -> range:
    return range(1, len(listed) + 1)


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
    if address in OF_A_RECORD or address.startswith("activity-"):
        fact = f"the address '{address}' is taken on the page by another section"
        way_out = "Choose another, such as phases or schedule."
        yield draft.problem(draft.plan.record, ("words", "schedule", "address"), fact, way_out)
