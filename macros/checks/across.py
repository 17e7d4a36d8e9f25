"""Links between what plans share and the plans' own records: discrepancies, reports, continuations."""

from collections.abc import Iterable, Iterator
from typing import Any

from macros.checks.draft import Draft, Path, near_id
from macros.checks.shared import About, Shared, shared_rule, unknown_document
from macros.model import Concern, Evidence, Succession
from macros.problems import Problem, did_you_mean

Named = Iterable[tuple[Path, str]]
"""Ids, each with the path from the record to it."""


@shared_rule
def concerns_name_known_records(shared: Shared) -> Iterator[Problem]:
    for about in shared.discrepancies():
        for position, concern in enumerate(about.record.concerns):
            path: Path = ("concerns", position)
            yield from _no_such_plan(shared, about, (*path, "plan"), concern.plan)
            if draft := shared.drafts.get(concern.plan):
                yield from _concerned(draft, about, path, concern)


def _concerned(draft: Draft, about: About[Any], path: Path, concern: Concern) -> Iterator[Problem]:
    for kind in ("areas", "commitments", "clauses"):
        yield from _unknown(draft, about, kind, _listed((*path, kind), getattr(concern, kind)))


@shared_rule
def discrepancies_name_known_paragraphs_of_reports(shared: Shared) -> Iterator[Problem]:
    reports = shared.site.reports
    for about in shared.discrepancies():
        for position, concern in enumerate(about.record.reports):
            if concern.report in reports:
                known = [paragraph.number for paragraph in reports[concern.report].paragraphs]
                for path, number in _listed(("reports", position, "paragraphs"), concern.paragraphs):
                    if number not in known:
                        fact = f"report {concern.report} has no paragraph '{number}'"
                        yield about.problem(path, fact, near_id(number, known))
            elif concern.report not in shared.broken_reports:
                fact = f"there is no report '{concern.report}'"
                path = ("reports", position, "report")
                yield about.problem(path, fact, did_you_mean(concern.report, reports))


@shared_rule
def reports_name_known_records(shared: Shared) -> Iterator[Problem]:
    for about in shared.reports():
        report = about.record
        yield from _no_such_plan(shared, about, ("plan",), report.plan)
        if draft := shared.drafts.get(report.plan):
            areas: Named = [
                (("sections", position, "area"), section.area)
                for position, section in enumerate(report.sections)
                if section.area
            ]
            yield from _unknown(draft, about, "areas", areas)
            for position, paragraph in enumerate(report.paragraphs):
                named = _evidence(("paragraphs", position, "evidence"), paragraph.evidence)
                yield from _unknown(draft, about, "commitments", named)


@shared_rule
def paragraphs_are_evidence_once_for_a_commitment(shared: Shared) -> Iterator[Problem]:
    for about in shared.reports():
        for position, paragraph in enumerate(about.record.paragraphs):
            seen: set[str] = set()
            for path, commitment in _evidence(("paragraphs", position, "evidence"), paragraph.evidence):
                if commitment in seen:
                    draft = shared.drafts.get(about.record.plan)
                    name = f"{draft.word('commitments')} {commitment}" if draft else commitment
                    fact = f"paragraph {paragraph.number} is evidence for {name} twice"
                    yield about.problem(path, fact, "Take one out.")
                seen.add(commitment)


@shared_rule
def paragraphs_of_reports_stand_in_a_known_section(shared: Shared) -> Iterator[Problem]:
    for about in shared.reports():
        known = [section.id for section in about.record.sections]
        for position, paragraph in enumerate(about.record.paragraphs):
            if paragraph.section not in known:
                fact = f"there is no section '{paragraph.section}'"
                path = ("paragraphs", position, "section")
                yield about.problem(path, fact, near_id(paragraph.section, known))


@shared_rule
def reports_name_known_documents(shared: Shared) -> Iterator[Problem]:
    for about in shared.reports():
        for position, paragraph in enumerate(about.record.paragraphs):
            for path, document in _listed(("paragraphs", position, "documents"), paragraph.documents):
                yield from unknown_document(shared, about, path, document)


@shared_rule
def continuations_name_known_commitments(shared: Shared) -> Iterator[Problem]:
    for about in shared.successions():
        for side, plan in (("earlier", about.record.earlier), ("later", about.record.later)):
            yield from _no_such_plan(shared, about, (side,), plan)
            draft = shared.drafts.get(plan)
            if draft and about.record.earlier != about.record.later:
                yield from _unknown(draft, about, "commitments", _ends(about.record, side))


def _ends(succession: Succession, side: str) -> Named:
    for position, link in enumerate(succession.links):
        key, named = ("from", link.from_) if side == "earlier" else ("to", link.to)
        yield ("links", position, key), named


@shared_rule
def continuations_lead_from_one_plan_to_another(shared: Shared) -> Iterator[Problem]:
    pairs: set[tuple[str, str]] = set()
    for about in shared.successions():
        pair = about.record.earlier, about.record.later
        if pair[0] == pair[1]:
            yield about.problem(("later",), f"{pair[1]} can't come after itself", "Name another plan.")
        if pair in pairs:
            fact = "another record links these two plans already"
            yield about.problem(("later",), fact, "Put all their links into one record.")
        pairs.add(pair)


@shared_rule
def continuations_stand_once(shared: Shared) -> Iterator[Problem]:
    for about in shared.successions():
        seen: set[tuple[str, str]] = set()
        for position, link in enumerate(about.record.links):
            if (link.from_, link.to) in seen:
                fact = f"the link from {link.from_} to {link.to} stands twice"
                yield about.problem(("links", position), fact, "Take one out.")
            seen.add((link.from_, link.to))


def _no_such_plan(shared: Shared, about: About[Any], path: Path, plan: str) -> Iterator[Problem]:
    if plan not in shared.drafts and not shared.is_unreadable(plan):
        yield about.problem(path, f"there is no plan '{plan}'", did_you_mean(plan, shared.drafts))


def _unknown(draft: Draft, about: About[Any], kind: str, named: Named) -> Iterator[Problem]:
    for path, identifier in named:
        if not draft.is_known(kind, identifier):
            yield about.problem(path, *draft.unknown(kind, identifier))


def _listed(path: Path, identifiers: tuple[str, ...]) -> Named:
    return (((*path, index), identifier) for index, identifier in enumerate(identifiers))


def _evidence(path: Path, evidence: tuple[Evidence, ...]) -> Named:
    for position, one in enumerate(evidence):
        yield from _listed((*path, position, "commitments"), one.commitments)
