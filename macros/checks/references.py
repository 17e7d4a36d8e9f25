"""Who names whom: areas and commitments."""

from collections.abc import Iterator

from pydantic import BaseModel

from macros.checks.draft import Draft, Path, rule
from macros.problems import Problem


@rule
def commitments_stand_in_a_known_area(draft: Draft) -> Iterator[Problem]:
    for commitment in draft.commitments:
        if commitment.area is not None and not draft.is_known("areas", commitment.area):
            yield draft.problem(commitment, ("area",), *draft.unknown("areas", commitment.area))


@rule
def references_name_a_known_commitment(draft: Draft) -> Iterator[Problem]:
    for record, path, listed in _mentions(draft):
        for position, named in enumerate(listed):
            if not draft.is_known("commitments", named):
                unknown = draft.unknown("commitments", named)
                yield draft.problem(record, (*path, "commitments", position), *unknown)
            elif named in listed[:position]:
                fact = f"{draft.plan.words.commitment.one} {named} is named twice"
                yield draft.problem(record, (*path, "commitments", position), fact, "Take one out.")


@rule
def commitments_do_not_refer_to_themselves(draft: Draft) -> Iterator[Problem]:
    for commitment in draft.commitments:
        for position, mention in enumerate(commitment.refers_to):
            if commitment.id in mention.commitments:
                path = ("refers_to", position, "commitments", mention.commitments.index(commitment.id))
                yield draft.problem(commitment, path, "it refers to itself", "Take it out of the list.")


def _mentions(draft: Draft) -> Iterator[tuple[BaseModel, Path, tuple[str, ...]]]:
    """Every list of commitments that a paragraph names, with its record and its place there."""
    for commitment in draft.commitments:
        for position, mention in enumerate(commitment.refers_to):
            yield commitment, ("refers_to", position), mention.commitments
    for area in draft.areas:
        for position, mention in enumerate(area.introduction):
            yield area, ("introduction", position), mention.commitments
    for position, paragraph in enumerate(draft.plan.record.paragraphs):
        yield draft.plan.record, ("paragraphs", position), paragraph.commitments
