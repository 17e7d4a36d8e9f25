"""What answers a clause."""

from collections.abc import Iterator

from macros.checks.draft import Draft, Path, rule
from macros.model import Answer, Clause
from macros.problems import Problem, did_you_mean


@rule
def linkages_name_a_known_commitment(draft: Draft) -> Iterator[Problem]:
    for clause, path, answer in _answers(draft):
        for position, named in enumerate(answer.commitments):
            if not draft.is_known("commitments", named):
                unknown = draft.unknown("commitments", named)
                yield draft.problem(clause, (*path, "commitments", position), *unknown)


@rule
def linkages_name_a_known_paragraph(draft: Draft) -> Iterator[Problem]:
    if draft.unread or any(draft.broken.values()) or draft.misplaced:
        return  # what can't be read may be what describes the paragraph
    known = _paragraphs(draft)
    way_out = "Check the number, or describe the paragraph under `paragraphs` in plan.yml."
    for clause, path, answer in _answers(draft):
        for position, named in enumerate(answer.paragraphs):
            if named not in known:
                fact = f"no record of this {draft.plan.words.plan.one} says what paragraph '{named}' holds"
                yield draft.problem(clause, (*path, "paragraphs", position), fact, way_out)


@rule
def linkages_lead_somewhere(draft: Draft) -> Iterator[Problem]:
    way_out = f"Give it `{draft.plan.words.commitment.address}:` or `paragraphs:`."
    for clause, path, answer in _answers(draft):
        if not answer.commitments and not answer.paragraphs:
            yield draft.problem(clause, path, "this linkage leads nowhere", way_out)


@rule
def linkages_stand_once(draft: Draft) -> Iterator[Problem]:
    for clause in draft.clauses:
        seen: set[tuple[str, str]] = set()
        for path, target in _targets(clause):
            kind = str(path[2])
            if (kind, target) in seen:
                word = draft.word(kind) if kind == "commitments" else "paragraph"
                yield draft.problem(
                    clause, path, f"the linkage to {word} {target} stands twice", "Take one out."
                )
            seen.add((kind, target))


@rule
def relations_are_known(draft: Draft) -> Iterator[Problem]:
    for clause, path, answer in _answers(draft):
        if answer.relation not in draft.plan.relations:
            fact = f"there is no relation '{answer.relation}'"
            way_out = did_you_mean(answer.relation, draft.plan.relations)
            yield draft.problem(clause, (*path, "relation"), fact, way_out)


def _answers(draft: Draft) -> Iterator[tuple[Clause, Path, Answer]]:
    for clause in draft.clauses:
        for position, answer in enumerate(clause.linkages):
            yield clause, ("linkages", position), answer


def _targets(clause: Clause) -> Iterator[tuple[Path, str]]:
    for index, answer in enumerate(clause.linkages):
        for kind, targets in (("commitments", answer.commitments), ("paragraphs", answer.paragraphs)):
            for position, target in enumerate(targets):
                yield ("linkages", index, kind, position), target


def _paragraphs(draft: Draft) -> set[str]:
    """The numbers of paragraphs that some record of the plan describes."""
    record = draft.plan.record
    described = {paragraph.number for paragraph in record.paragraphs}
    sources = [
        *(statement.source for statement in (*record.goals, *record.principles)),
        *(statement.source for section in record.sections for statement in section.statements),
        *(table.source for table in record.tables),
        *(area.source for area in draft.areas),
        *(commitment.source for commitment in draft.commitments),
    ]
    own = [source.paragraphs for source in sources if source.document == record.source.document]
    return described.union(*own)
