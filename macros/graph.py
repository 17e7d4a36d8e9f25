"""A plan: tables by id, linkages from both ends, references both ways. All of it follows from its records."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeVar

from macros.asked import Source
from macros.facts import Estimate, Linkage, ParagraphLinkage, Reference
from macros.identifiers import order
from macros.model import (
    Area,
    Clause,
    Commitment,
    Milestone,
    Note,
    Part,
    Phase,
    PlanRecord,
    Relation,
    Update,
    Words,
)
from macros.periods import UNITS, Unit

Value = TypeVar("Value")


@dataclass(frozen=True, eq=False)
class Plan(Source):
    """A set of promises over a period, with everything that can be asked of it."""

    id: str
    record: PlanRecord
    areas: dict[str, Area]
    commitments: dict[str, Commitment]
    """In the order of their areas, then of their ids."""
    clauses: dict[str, Clause]
    """In the order of the negotiated text."""
    withdrawn: dict[str, Commitment] = field(default_factory=dict)
    """Commitments that are no longer in the plan. They keep their pages, and nothing counts them."""

    @property
    def source_name(self) -> str:
        return f"plan {self.id}"

    @property
    def words(self) -> Words:
        return self.record.words

    @property
    def unit(self) -> Unit:
        return UNITS[self.record.unit]

    @cached_property
    def every_commitment(self) -> dict[str, Commitment]:
        """Those in the plan, then the withdrawn ones."""
        return {**self.commitments, **self.withdrawn}

    def heir_of(self, commitment: Commitment) -> Commitment | None:
        """The one that took its place, where its address leads there."""
        withdrawal = commitment.withdrawal
        return self.commitments.get(withdrawal.successor or "") if withdrawal else None

    @cached_property
    def periods(self) -> tuple[str, ...]:
        """Every period of the plan."""
        return self.unit.span(self.record.period.from_, self.record.period.to)

    @cached_property
    def parts(self) -> dict[str, Part]:
        return {part.id: part for part in self.record.parts}

    @cached_property
    def relations(self) -> dict[str, Relation]:
        return {relation.id: relation for relation in self.record.relations}

    @cached_property
    def linkages(self) -> tuple[Linkage, ...]:
        """What counts: in the order of the clauses, then of the commitments as written."""
        return tuple(one for one in self.every_linkage if self.counts(one))

    def counts(self, linkage: Linkage) -> bool:
        """Whether the commitment is in the plan, and the version followed here says that it answers."""
        relation = self.relations.get(linkage.relation)
        return linkage.commitment in self.commitments and not (relation and relation.former)

    @cached_property
    def every_linkage(self) -> tuple[Linkage, ...]:
        """To withdrawn commitments too, and what only an earlier version says."""
        return tuple(
            Linkage(clause.id, commitment, answer.relation, answer.shared)
            for clause in self.clauses.values()
            for answer in clause.linkages
            for commitment in answer.commitments
        )

    @cached_property
    def paragraph_linkages(self) -> tuple[ParagraphLinkage, ...]:
        return tuple(
            ParagraphLinkage(clause.id, paragraph, answer.relation, answer.shared)
            for clause in self.clauses.values()
            for answer in clause.linkages
            for paragraph in answer.paragraphs
        )

    @cached_property
    def linkages_of(self) -> dict[str, tuple[Linkage, ...]]:
        """By the clause's id, with what counts no more."""
        return _grouped(self.clauses, ((linkage.clause, linkage) for linkage in self.every_linkage))

    @cached_property
    def linkages_to(self) -> dict[str, tuple[Linkage, ...]]:
        """By the commitment's id; withdrawn ones have theirs."""
        return _grouped(
            self.every_commitment, ((linkage.commitment, linkage) for linkage in self.every_linkage)
        )

    @cached_property
    def paragraph_linkages_of(self) -> dict[str, tuple[ParagraphLinkage, ...]]:
        return _grouped(self.clauses, ((linkage.clause, linkage) for linkage in self.paragraph_linkages))

    @cached_property
    def commitments_in(self) -> dict[str, tuple[Commitment, ...]]:
        """By the area's id."""
        placed = ((one.area, one) for one in self.commitments.values() if one.area)
        return _grouped(self.areas, placed)

    @cached_property
    def clauses_in(self) -> dict[str, tuple[Clause, ...]]:
        """By the part's id; a part's sub-parts hold their own."""
        return _grouped(self.parts, ((clause.part, clause) for clause in self.clauses.values()))

    @cached_property
    def items_of(self) -> dict[str, tuple[Clause, ...]]:
        """By the clause's id: the items that stand within it."""
        inner = ((clause.within, clause) for clause in self.clauses.values() if clause.within)
        return _grouped(self.clauses, inner)

    def by_area(self, commitments: Iterable[Commitment]) -> list[tuple[Area, tuple[Commitment, ...]]]:
        """The areas that hold any of the commitments, each with those."""
        found = _grouped(self.areas, ((one.area, one) for one in commitments if one.area))
        return [(area, found[area.id]) for area in self.areas.values() if found[area.id]]

    def clauses_answered_in(self, area: str) -> tuple[Clause, ...]:
        """The clauses that the area's commitments answer."""
        return self._clauses_by_area[area]

    @cached_property
    def _clauses_by_area(self) -> dict[str, tuple[Clause, ...]]:
        areas = {one.id: one.area for one in self.commitments.values() if one.area}
        answered = ((areas[one.commitment], one.clause) for one in self.linkages if one.commitment in areas)
        found = _grouped(self.areas, dict.fromkeys(answered))
        return {area: tuple(self.clauses[one] for one in those) for area, those in found.items()}

    @cached_property
    def references(self) -> tuple[Reference, ...]:
        """Every mention of a commitment by number, whoever speaks."""
        return (
            *(
                Reference("commitment", record.id, named, mention.paragraph or "", mention.activity or "")
                for record in self.every_commitment.values()
                for mention in record.refers_to
                for named in mention.commitments
            ),
            *(
                Reference("area", area.id, named, mention.paragraph or "")
                for area in self.areas.values()
                for mention in area.introduction
                for named in mention.commitments
            ),
            *(
                Reference("paragraph", paragraph.number, named, paragraph.number)
                for paragraph in self.record.paragraphs
                for named in paragraph.commitments
            ),
        )

    @cached_property
    def references_to(self) -> dict[str, tuple[Reference, ...]]:
        """By the id of the commitment that is named."""
        return _grouped(
            self.every_commitment, ((reference.commitment, reference) for reference in self.references)
        )

    @cached_property
    def references_by(self) -> dict[str, tuple[Reference, ...]]:
        """By the id of the commitment that names another."""
        spoken = ((one.speaker, one) for one in self.references if one.kind == "commitment")
        return _grouped(self.every_commitment, spoken)

    @cached_property
    def periods_of(self) -> dict[str, tuple[str, ...]]:
        """By the commitment's id: every period in which work is planned, in full."""
        return {one.id: self.covered(one.phases) for one in self.every_commitment.values()}

    def covered(self, phases: Iterable[Phase]) -> tuple[str, ...]:
        """Every period of some phases, in order."""
        planned = {period for phase in phases for period in self.unit.span(phase.from_, phase.to)}
        return tuple(sorted(planned, key=self.unit.count))

    @cached_property
    def planned_in(self) -> dict[str, tuple[Commitment, ...]]:
        """By the period: the commitments that are worked on then."""
        worked = ((period, one) for one in self.commitments.values() for period in self.periods_of[one.id])
        return _grouped(self.periods, worked)

    @cached_property
    def milestone_numbers(self) -> dict[str, int]:
        """By the milestone's id: its place among all, from 1. Ours: no document numbers them."""
        return {one.id: number for number, one in enumerate(self.record.milestones, start=1)}

    @cached_property
    def milestones_in(self) -> dict[str, tuple[Milestone, ...]]:
        """By the period, those whose date lies in one alone."""
        placed = ((self.unit.period_of(one.date), one) for one in self.record.milestones)
        known = ((period, one) for period, one in placed if period in self.periods)
        return _grouped(self.periods, known)

    @cached_property
    def updates(self) -> tuple[tuple[Commitment, Update], ...]:
        """Every dated step that was reported, in the order of the commitments."""
        return tuple((one, update) for one in self.commitments.values() for update in one.updates)

    @cached_property
    def updates_in(self) -> dict[str, tuple[tuple[Commitment, Update], ...]]:
        """By the period: what was reported of it, where the date lies in one period alone."""
        placed = ((self.unit.period_of(pair[1].date), pair) for pair in self.updates)
        return _grouped(self.periods, ((period, pair) for period, pair in placed if period in self.periods))

    def spoken_period(self, commitment: str) -> str:
        """The periods as people write them: 2023–2024, 2026. Empty where no time is given."""
        return self.unit.spoken(self.periods_of[commitment])

    def period_is_presumed(self, commitment: str) -> bool:
        """Whether the first or the last period is one that the document doesn't print."""
        phases = self.every_commitment[commitment].phases
        return bool(phases) and ("from" in phases[0].presumed or "to" in phases[-1].presumed)

    @cached_property
    def _chapeaux(self) -> dict[str, str]:
        """By a clause's id: the chapeau last before it, in its part or in a part around it."""
        last: dict[str, str] = {}
        found: dict[str, str] = {}
        for clause in self.clauses.values():
            part = self.parts[clause.part].within if clause.kind == "chapeau" else clause.part
            while part and part not in last:
                part = self.parts[part].within
            if part and clause.kind != "item":
                found[clause.id] = last[part]
            if clause.kind == "chapeau":
                last[clause.part] = clause.id
        return found

    def chapeau_of(self, clause: Clause) -> Clause | None:
        """The chapeau that introduces a clause, or another chapeau."""
        found = self._chapeaux.get(clause.id)
        return self.clauses[found] if found else None

    def introduced_by(self, clause: Clause) -> tuple[Clause, ...]:
        """What a chapeau introduces, and the items of a clause."""
        return (*self._below_chapeaux[clause.id], *self.items_of[clause.id])

    @cached_property
    def _below_chapeaux(self) -> dict[str, tuple[Clause, ...]]:
        """By a clause's id: what it introduces as a chapeau."""
        pairs = ((self._chapeaux[one.id], one) for one in self.clauses.values() if one.id in self._chapeaux)
        return _grouped(self.clauses, pairs)

    @cached_property
    def unanswered_clauses(self) -> tuple[Clause, ...]:
        """Clauses that nothing answers: a finding, not a fault. Chapeaux and items answer through others."""
        return tuple(
            clause
            for clause in self.clauses.values()
            if clause.kind == "clause"
            and not any(map(self.counts, self.linkages_of[clause.id]))
            and not self.paragraph_linkages_of[clause.id]
        )

    @cached_property
    def unlinked_commitments(self) -> tuple[Commitment, ...]:
        """Commitments that answer no clause: a finding, not a fault."""
        return tuple(
            commitment
            for commitment in self.commitments.values()
            if not any(map(self.counts, self.linkages_to[commitment.id]))
        )

    @cached_property
    def plain_clauses(self) -> tuple[Clause, ...]:
        """The clauses that stand alone: neither chapeau nor item."""
        return tuple(clause for clause in self.clauses.values() if clause.kind == "clause")

    @cached_property
    def has_activities(self) -> bool:
        return any(one.activities for one in self.commitments.values())

    @cached_property
    def estimates(self) -> tuple[Estimate, ...]:
        """The areas' ranges added up, a sum for each currency."""
        ranges = [area.resource_estimate for area in self.areas.values() if area.resource_estimate]
        return tuple(
            Estimate(currency, sum(one.min for one in same), sum(one.max for one in same), len(same))
            for currency in sorted({one.currency for one in ranges})
            for same in [[one for one in ranges if one.currency == currency]]
        )


def in_order(commitments: Iterable[Commitment], areas: Iterable[str]) -> dict[str, Commitment]:
    """The commitments by id, in the order of their areas, then of their ids."""
    places: dict[str | None, int] = {area: position for position, area in enumerate(areas)}
    listed = sorted(commitments, key=lambda one: (places.get(one.area, len(places)), order(one.id)))
    return {commitment.id: commitment for commitment in listed}


def _grouped(keys: Iterable[str], pairs: Iterable[tuple[str, Value]]) -> dict[str, tuple[Value, ...]]:
    """The pairs' values by key, with an empty tuple for a key that has none."""
    found: dict[str, list[Value]] = defaultdict(list)
    for key, value in pairs:
        found[key].append(value)
    return {key: tuple(found[key]) for key in keys}


def notes_of(record: Area | Commitment | Clause) -> tuple[Note, ...]:
    """The record's remarks. What is unclear comes first."""
    return tuple(sorted(record.notes, key=lambda note: note.kind != "unclear"))


def say_more_than_time(phases: Iterable[Phase]) -> bool:
    """Whether any phase says what is planned, or has an end that the document doesn't print."""
    return any(phase.text or phase.presumed for phase in phases)


def presumed(phase: Phase) -> str:
    """Which ends the document doesn't print: from, to, both, or empty where it prints both."""
    ends = set(phase.presumed)
    return "both" if len(ends) > 1 else "".join(ends)
