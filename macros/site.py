"""All plans, and what stands between them: reports, evidence, what carries on what, discrepancies."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from macros import model
from macros.asked import Source
from macros.change import Entry
from macros.facts import Witness
from macros.graph import Plan
from macros.model import (
    CONFIDENCES,
    Continuation,
    Discrepancy,
    Document,
    Moved,
    Report,
    Status,
    Succession,
    Term,
)


@dataclass(frozen=True, eq=False)
class Site(Source):
    """All plans, and what they share."""

    plans: dict[str, Plan]
    documents: dict[str, Document]
    terms: tuple[Term, ...] = ()
    discrepancies: dict[str, Discrepancy] = field(default_factory=dict)
    statuses: dict[str, Status] = field(default_factory=dict)
    reports: dict[str, Report] = field(default_factory=dict)
    """By the name of their files."""
    successions: tuple[Succession, ...] = ()
    moved: tuple[Moved, ...] = ()
    """Addresses that lead elsewhere now, besides those of records."""

    history: tuple[Entry, ...] = ()
    """What changed in the data, oldest first, as far as it is recorded."""

    def plan(self, identifier: str) -> Plan:
        return self.plans[identifier]

    def discrepancies_of(self, plan: str, kind: str, identifier: str) -> tuple[Discrepancy, ...]:
        """The discrepancies that touch a record; `kind` is areas, commitments or clauses."""
        return self._touching.get((plan, kind, identifier), ())

    def discrepancies_of_plan(self, plan: str) -> tuple[Discrepancy, ...]:
        """Those that touch a plan and none of its records."""
        return self._touching.get((plan, "", ""), ())

    def discrepancies_of_paragraph(self, report: str, number: str) -> tuple[Discrepancy, ...]:
        return self._touching.get((report, "paragraphs", number), ())

    @cached_property
    def _touching(self) -> dict[tuple[str, str, str], tuple[Discrepancy, ...]]:
        found: dict[tuple[str, str, str], list[Discrepancy]] = defaultdict(list)
        for discrepancy in self.discrepancies.values():
            for key in dict.fromkeys(_touched(discrepancy)):
                found[key].append(discrepancy)
        return {key: tuple(those) for key, those in found.items()}

    def reports_on(self, plan: str) -> dict[str, Report]:
        return {name: report for name, report in self.reports.items() if report.plan == plan}

    def evidence_for(self, plan: str, commitment: str) -> tuple[Witness, ...]:
        """What reports say of a commitment, by report and paragraph."""
        return self._evidence.get((plan, commitment), ())

    @cached_property
    def _evidence(self) -> dict[tuple[str, str], tuple[Witness, ...]]:
        found: dict[tuple[str, str], list[Witness]] = defaultdict(list)
        for name, report in self.reports.items():
            for paragraph in report.paragraphs:
                for one in paragraph.evidence:
                    for commitment in one.commitments:
                        witness = Witness(name, paragraph.number, commitment, one.confidence, one.reason)
                        found[report.plan, commitment].append(witness)
        return {key: tuple(those) for key, those in found.items()}

    def confidence_in(self, plan: str, commitment: str, source: model.Source) -> str | None:
        """How sure we are that a step is the commitment's own; None where no report of ours tells of it."""
        found = [
            witness.confidence
            for witness in self.evidence_for(plan, commitment)
            if self.reports[witness.report].source.document == source.document
            and witness.paragraph in source.paragraphs
        ]
        return min(found, key=CONFIDENCES.index) if found else None

    def later(self, plan: str, commitment: str) -> tuple[tuple[Plan, Continuation], ...]:
        """What carries a commitment on, and the plan that has it."""
        return self._links.get(("later", plan, commitment), ())

    def earlier(self, plan: str, commitment: str) -> tuple[tuple[Plan, Continuation], ...]:
        """What a commitment carries on, and the plan that had it."""
        return self._links.get(("earlier", plan, commitment), ())

    @cached_property
    def _links(self) -> dict[tuple[str, str, str], tuple[tuple[Plan, Continuation], ...]]:
        """By the direction, and plan and commitment at this end: the plan at the other end, and the link."""
        found: dict[tuple[str, str, str], list[tuple[Plan, Continuation]]] = defaultdict(list)
        for one in self.successions:
            for link in one.links:
                found["later", one.earlier, link.from_].append((self.plans[one.later], link))
                found["earlier", one.later, link.to].append((self.plans[one.earlier], link))
        return {key: tuple(those) for key, those in found.items()}


def _touched(discrepancy: Discrepancy) -> Iterable[tuple[str, str, str]]:
    for concern in discrepancy.concerns:
        named = [
            (concern.plan, kind, identifier)
            for kind in ("areas", "commitments", "clauses")
            for identifier in getattr(concern, kind)
        ]
        yield from named or [(concern.plan, "", "")]
    for report in discrepancy.reports:
        yield from ((report.report, "paragraphs", number) for number in report.paragraphs)
