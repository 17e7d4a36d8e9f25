"""Tables by id, linkages from both ends, references both ways. Everything here follows from the records."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeVar

from macros.facts import Estimate, Linkage, ParagraphLinkage, Reference
from macros.identifiers import order
from macros.model import (
    Area,
    Clause,
    Commitment,
    Discrepancy,
    Document,
    Note,
    Part,
    Phase,
    PlanRecord,
    Relation,
    Term,
    Words,
)
from macros.periods import UNITS, Unit

Value = TypeVar("Value")


@dataclass(frozen=True, eq=False)
class Plan:
    """A set of promises over a period, with everything that can be asked of it."""

    id: str
    record: PlanRecord
    areas: dict[str, Area]
    commitments: dict[str, Commitment]
    """In the order of their areas, then of their ids."""
    clauses: dict[str, Clause]
    """In the order of the negotiated text."""

    @property
    def words(self) -> Words:
        return self.record.words

    @property
    def unit(self) -> Unit:
        return UNITS[self.record.unit]

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
        """In the order of the clauses, then of the commitments as written."""
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
        """By the clause's id."""
        return _grouped(self.clauses, ((linkage.clause, linkage) for linkage in self.linkages))

    @cached_property
    def linkages_to(self) -> dict[str, tuple[Linkage, ...]]:
        """By the commitment's id."""
        return _grouped(self.commitments, ((linkage.commitment, linkage) for linkage in self.linkages))

    @cached_property
    def paragraph_linkages_of(self) -> dict[str, tuple[ParagraphLinkage, ...]]:
        return _grouped(self.clauses, ((linkage.clause, linkage) for linkage in self.paragraph_linkages))

    @cached_property
    def commitments_in(self) -> dict[str, tuple[Commitment, ...]]:
        """By the area's id."""
        return _grouped(
            self.areas, ((commitment.area, commitment) for commitment in self.commitments.values())
        )

    @cached_property
    def clauses_in(self) -> dict[str, tuple[Clause, ...]]:
        """By the part's id; a part's sub-parts hold their own."""
        return _grouped(self.parts, ((clause.part, clause) for clause in self.clauses.values()))

    @cached_property
    def items_of(self) -> dict[str, tuple[Clause, ...]]:
        """By the clause's id: the items that stand within it."""
        inner = ((clause.within, clause) for clause in self.clauses.values() if clause.within)
        return _grouped(self.clauses, inner)

    def clauses_answered_in(self, area: str) -> tuple[Clause, ...]:
        """The clauses that the area's commitments answer."""
        ids = {commitment.id for commitment in self.commitments_in[area]}
        answered = {linkage.clause for linkage in self.linkages if linkage.commitment in ids}
        return tuple(clause for clause in self.clauses.values() if clause.id in answered)

    @cached_property
    def references(self) -> tuple[Reference, ...]:
        """Every mention of a commitment by number, whoever speaks."""
        return (
            *(
                Reference("commitment", record.id, named, mention.paragraph)
                for record in self.commitments.values()
                for mention in record.refers_to
                for named in mention.commitments
            ),
            *(
                Reference("area", area.id, named, mention.paragraph)
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
            self.commitments, ((reference.commitment, reference) for reference in self.references)
        )

    @cached_property
    def references_by(self) -> dict[str, tuple[Reference, ...]]:
        """By the id of the commitment that names another."""
        spoken = ((one.speaker, one) for one in self.references if one.kind == "commitment")
        return _grouped(self.commitments, spoken)

    @cached_property
    def periods_of(self) -> dict[str, tuple[str, ...]]:
        """By the commitment's id: every period in which work is planned, in full."""
        return {commitment.id: self._planned(commitment) for commitment in self.commitments.values()}

    def _planned(self, commitment: Commitment) -> tuple[str, ...]:
        planned = {period for phase in commitment.phases for period in self.unit.span(phase.from_, phase.to)}
        return tuple(sorted(planned, key=self.unit.count))

    def spoken_period(self, commitment: str) -> str:
        """The periods as people write them: 2023–2024, 2026. Empty where no time is given."""
        return self.unit.spoken(self.periods_of[commitment])

    def period_is_presumed(self, commitment: str) -> bool:
        """Whether the first or the last period is one that the document doesn't print."""
        phases = self.commitments[commitment].phases
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
        inner = tuple(one for one in self.clauses.values() if self._chapeaux.get(one.id) == clause.id)
        return (*inner, *self.items_of[clause.id])

    @cached_property
    def unanswered_clauses(self) -> tuple[Clause, ...]:
        """Clauses that nothing answers: a finding, not a fault. Chapeaux and items answer through others."""
        return tuple(
            clause
            for clause in self.clauses.values()
            if clause.kind == "clause"
            and not self.linkages_of[clause.id]
            and not self.paragraph_linkages_of[clause.id]
        )

    @cached_property
    def unlinked_commitments(self) -> tuple[Commitment, ...]:
        """Commitments that answer no clause: a finding, not a fault."""
        return tuple(
            commitment for commitment in self.commitments.values() if not self.linkages_to[commitment.id]
        )

    @cached_property
    def plain_clauses(self) -> tuple[Clause, ...]:
        """The clauses that stand alone: neither chapeau nor item."""
        return tuple(clause for clause in self.clauses.values() if clause.kind == "clause")

    @cached_property
    def estimates(self) -> tuple[Estimate, ...]:
        """The areas' ranges added up, a sum for each currency."""
        ranges = [area.resource_estimate for area in self.areas.values() if area.resource_estimate]
        return tuple(
            Estimate(currency, sum(one.min for one in same), sum(one.max for one in same), len(same))
            for currency in sorted({one.currency for one in ranges})
            for same in [[one for one in ranges if one.currency == currency]]
        )


@dataclass(frozen=True, eq=False)
class Site:
    """All plans, and what they share."""

    plans: dict[str, Plan]
    documents: dict[str, Document]
    terms: tuple[Term, ...] = ()
    discrepancies: dict[str, Discrepancy] = field(default_factory=dict)

    def plan(self, identifier: str) -> Plan:
        return self.plans[identifier]

    def discrepancies_of(self, plan: str, kind: str, identifier: str) -> tuple[Discrepancy, ...]:
        """The discrepancies that touch a record; `kind` is areas, commitments or clauses."""
        return tuple(
            discrepancy
            for discrepancy in self.discrepancies.values()
            for concern in discrepancy.concerns
            if concern.plan == plan and identifier in getattr(concern, kind)
        )


def in_order(commitments: Iterable[Commitment], areas: Iterable[str]) -> dict[str, Commitment]:
    """The commitments by id, in the order of their areas, then of their ids."""
    places = {area: position for position, area in enumerate(areas)}
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


def presumed(phase: Phase) -> str:
    """Which ends the document doesn't print: from, to, both, or empty where it prints both."""
    ends = set(phase.presumed)
    return "both" if len(ends) > 1 else "".join(ends)
