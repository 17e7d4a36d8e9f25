"""The page of one clause of the negotiated text, and the index of them all."""

from collections.abc import Iterator
from dataclasses import dataclass

from macros.citing import wording
from macros.finder import Choice, Finder, Marks, finder, other_words, record_choices
from macros.graph import Plan, notes_of
from macros.identifiers import slug
from macros.links import (
    Target,
    clause_target,
    commitment_target,
    data_file,
    discrepancy_target,
    paragraph_target,
    part_target,
    plan_target,
)
from macros.model import Clause, Part, Relation
from macros.render import render, say
from macros.site import Site
from macros.vocabulary import vocabulary


def clause_page(site: Site, plan: Plan, identifier: str) -> str:
    """Markdown with the page's title."""
    clause = plan.clauses[identifier]
    target = clause_target(plan, clause)
    within = plan.clauses[clause.within] if clause.within else None
    chapeau = plan.chapeau_of(clause)
    found = site.discrepancies_of(plan.id, "clauses", identifier)
    return render(
        "clause.md.j2",
        target.address,
        site=site,
        clause=clause,
        target=target,
        plan=plan,
        v=vocabulary(plan),
        part_target=part_target(plan, plan.parts[clause.part]),
        within=clause_target(plan, within) if within else None,
        chapeau=clause_target(plan, chapeau) if chapeau else None,
        places=[wording(site, clause.source)],
        notes=notes_of(clause),
        discrepancies=[discrepancy_target(one) for one in found],
        answers=list(_answers(plan, clause)),
        inherited=[one for _, _, targets in _answers(plan, within) for one in targets] if within else [],
        items=[clause_target(plan, one) for one in plan.introduced_by(clause)],
        data=data_file(plan, "clauses"),
    )


def _answers(plan: Plan, clause: Clause) -> Iterator[tuple[Relation, bool, list[Target]]]:
    """By relation, and whether the reference is shared: what answers the clause."""
    found: dict[tuple[str, bool], list[Target]] = {}
    for answer in clause.linkages:
        targets = found.setdefault((answer.relation, answer.shared), [])
        targets += [commitment_target(plan, plan.every_commitment[one]) for one in answer.commitments]
        targets += [paragraph(plan, number) for number in answer.paragraphs]
    for (relation, shared), targets in found.items():
        yield plan.relations[relation], shared, targets


def paragraph(plan: Plan, number: str) -> Target:
    """Where a paragraph is described, called by its number."""
    found = paragraph_target(plan, number)
    code = say("clause.paragraph", number=number, **vocabulary(plan)).unescape()
    return Target(found.address, code, "", found.anchor)


@dataclass(frozen=True)
class Row:
    clause: Clause
    target: Target
    marks: Marks
    answers: list[Target]
    is_gap: bool


@dataclass(frozen=True)
class Group:
    """A part with its own clauses; the parts within it are groups of their own."""

    part: Part
    anchor: str
    rows: list[Row]
    groups: "list[Group]"


def clauses_index(site: Site, plan: Plan, here: str, title: str) -> str:
    """Markdown with the page's title: the clauses by part, each with what answers it."""
    rows = {one.id: _row(site, plan, one) for one in plan.clauses.values()}
    outer = [part for part in plan.parts.values() if not part.within]
    return render(
        "clauses.md.j2",
        here,
        title=title,
        plan=plan,
        plan_target=plan_target(plan),
        v=vocabulary(plan),
        answered=len(plan.plain_clauses) - len(plan.unanswered_clauses),
        finder=_finder(plan, rows),
        jumps=[(f"part-{slug(part.id)}", *_named(part)) for part in outer],
        groups=[_group(plan, part, rows) for part in outer],
    )


def _named(part: Part) -> tuple[str, str]:
    """Its label, and its title where that says more."""
    label = part.label or part.id
    return label, "" if part.title == label else part.title


def _row(site: Site, plan: Plan, clause: Clause) -> Row:
    answers = [one for _, _, targets in _answers(plan, clause) for one in targets]
    is_gap = clause in plan.unanswered_clauses
    marks = {
        "part": tuple(_around(plan, plan.parts[clause.part])),
        "answer": ("gap",) if is_gap else ("answered",) if answers else (),
        "commitment": tuple(one.commitment for one in plan.linkages_of[clause.id] if plan.counts(one)),
        "kind": (clause.kind,),
        "words": other_words(site, clause.title),
    }
    return Row(clause, clause_target(plan, clause), marks, answers, is_gap)


def _around(plan: Plan, part: Part) -> Iterator[str]:
    """The part and those that it stands in."""
    yield part.id
    if part.within:
        yield from _around(plan, plan.parts[part.within])


def _group(plan: Plan, part: Part, rows: dict[str, Row]) -> Group:
    return Group(
        part,
        f"part-{slug(part.id)}",
        [rows[one.id] for one in plan.clauses_in[part.id]],
        [_group(plan, one, rows) for one in plan.parts.values() if one.within == part.id],
    )


def _finder(plan: Plan, rows: dict[str, Row]) -> Finder | None:
    v = vocabulary(plan)
    plain = len(plan.plain_clauses) == len(plan.clauses)
    return finder(
        v["clauses"] if plain else say("index.entries"),
        [row.marks for row in rows.values()],
        [
            ("part", say("facts.part"), (Choice(one.id, one.name) for one in plan.parts.values())),
            (
                "answer",
                say("index.answered"),
                (Choice(one, say(f"index.{one}")) for one in ("answered", "gap")),
            ),
            ("commitment", v["Commitment"], record_choices(plan.commitments.values())),
            (
                "kind",
                say("facts.kind"),
                (Choice(one, say(f"kind.{one}")) for one in ("clause", "chapeau", "item")),
            ),
        ],
    )
