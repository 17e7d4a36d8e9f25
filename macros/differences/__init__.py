"""Two sites → every fact of their data that differs. A pure function: no files, no words, no clock."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from itertools import groupby

from macros.change import Change, Kind, Subject
from macros.differences.records import Difference, compared
from macros.differences.renaming import Renamed, renamed, translated, with_own_codes
from macros.graph import Plan
from macros.model import Clause, Commitment, Record
from macros.site import Site

__all__ = ["beginnings", "differences", "subjects"]

Records = dict[Subject, Record]

NAMING = {"linkages", "evidence", "commitments", "replaced_by"}
"""Fields that name commitments of the record's own plan."""
FINDINGS: dict[str, tuple[Kind, str]] = {
    "unanswered": ("clause", "unanswered_clauses"),
    "unlinked": ("commitment", "unlinked_commitments"),
}
"""What follows from a plan's records, and is worth as much as what they say."""


def subjects(site: Site) -> Records:
    """Every record of a site: plan by plan, then what plans share."""
    return dict(_subjects(site))


def _subjects(site: Site) -> Iterator[tuple[Subject, Record]]:
    for name, plan in site.plans.items():
        yield Subject(kind="plan", id=name, plan=name), plan.record
        yield from _known("area", plan.areas, name)
        yield from _known("commitment", plan.every_commitment, name)
        yield from _known("clause", plan.clauses, name)
    for name, report in site.reports.items():
        yield Subject(kind="report", id=name, plan=report.plan), report
    for one in site.successions:
        yield Subject(kind="succession", id=one.later, plan=one.earlier), one
    yield from _known("document", site.documents)
    yield from _known("term", {term.term: term for term in site.terms})
    yield from _known("discrepancy", site.discrepancies)
    yield from _known("status", site.statuses)
    yield from _known("moved", {moved.from_: moved for moved in site.moved})


def _known(kind: Kind, records: Mapping[str, Record], plan: str = "") -> Iterator[tuple[Subject, Record]]:
    return ((Subject(kind=kind, id=name, plan=plan), record) for name, record in records.items())


def differences(before: Site, after: Site) -> tuple[Change, ...]:
    """In the order of today's records; what is gone comes last."""
    then, new = subjects(before), subjects(after)
    today = renamed(then, new)
    old = {today.get(one, one): translated(record, one, today) for one, record in then.items()}
    changes: list[Change] = []
    for subject, record in new.items():
        changes += _of_record(subject, old.get(subject), record, (before, after))
    gone = [one for one in old if one not in new]
    changes += [Change(subject=one, how="gone", before=_called(old[one])) for one in gone]
    return (*changes, *_orders(new, list(old)), *_findings(before, after, today))


def beginnings(site: Site) -> tuple[Change, ...]:
    """Every record as one that came in."""
    return tuple(
        Change(subject=one, how="new", after=_called(record)) for one, record in subjects(site).items()
    )


def _of_record(
    subject: Subject, before: Record | None, after: Record, sites: tuple[Site, Site]
) -> Iterator[Change]:
    if before is None:
        yield Change(subject=subject, how="new", after=_called(after))
        return
    for one in compared(with_own_codes(before, after), after):
        values = asdict(one)
        if (one.at, one.field) == ((), "status"):
            titles = zip((one.before, one.after), sites, strict=True)
            values["before"], values["after"] = (_title(site, status) for status, site in titles)
        holder = before if one.how == "gone" else after
        yield Change(subject=subject, **values, touches=tuple(_touched(subject, one, holder)))


def _title(site: Site, status: str) -> str:
    return site.statuses[status].title if status in site.statuses else status


def _called(record: Record) -> str:
    """What readers know it by beside its id."""
    return str(getattr(record, "title", "") or getattr(record, "meaning", ""))


def _touched(subject: Subject, one: Difference, holder: Record) -> Iterator[Subject]:
    """`holder`: the record, as it was when it held what came or went."""
    field = one.field or one.at[-2]
    name = (one.after or one.before) if one.field else one.at[-1]
    around = one.at[-2:] if len(one.at) > 1 else ("", "")
    if subject.kind == "succession" and around[0] == "links":
        earlier, _, later = around[1].partition("/")
        yield Subject(kind="commitment", id=earlier, plan=subject.plan)
        yield Subject(kind="commitment", id=later, plan=subject.id)
    elif field == "concerns":
        plan, kind, identifier = one.at[-1].split("/")
        yield Subject.model_validate({"kind": kind, "id": identifier, "plan": plan})
    elif (one.at, one.field) == (("withdrawal", ""), "") and isinstance(holder, Commitment):
        for successor in holder.withdrawal.replaced_by if holder.withdrawal else ():
            yield Subject(kind="commitment", id=successor, plan=subject.plan)
    elif around[0] in NAMING:
        yield Subject(kind="commitment", id=around[1], plan=subject.plan)
    elif field in NAMING and one.how != "order":
        yield Subject(kind="commitment", id=name, plan=subject.plan)


def _orders(new: Iterable[Subject], old: list[Subject]) -> Iterator[Change]:
    """Areas and clauses stand in their documents' order, which is a fact of its own."""
    stayed = [one for one in new if one in old and one.kind in ("area", "clause")]
    for (plan, kind), group in groupby(stayed, key=lambda one: (one.plan, one.kind)):
        today = list(group)
        then = sorted(today, key=old.index)
        if today != then:
            was, now = (", ".join(one.id for one in those) for those in (then, today))
            subject = Subject(kind="plan", id=plan, plan=plan)
            yield Change(subject=subject, field=f"{kind}s", how="order", before=was, after=now)


def _findings(before: Site, after: Site, today: Renamed) -> Iterator[Change]:
    """Of records that stand on both sides: what began or ceased to be a gap."""
    for name, new in after.plans.items():
        if (old := before.plans.get(name)) is None:
            continue
        for field, (kind, finding) in FINDINGS.items():
            was = {today.get(one, one) for one in _found(old, kind, getattr(old, finding))}
            now = {*_found(new, kind, getattr(new, finding))}
            known = {today.get(one, one) for one in _found(old, kind, _known_in(old, kind))}
            both = known & {*_found(new, kind, _known_in(new, kind))}
            for subject in sorted((was ^ now) & both, key=lambda one: one.id):
                yield Change(subject=subject, field=field, how="on" if subject in now else "off")


def _known_in(plan: Plan, kind: Kind) -> Iterable[Clause | Commitment]:
    return plan.clauses.values() if kind == "clause" else plan.commitments.values()


def _found(plan: Plan, kind: Kind, records: Iterable[Clause | Commitment]) -> Iterator[Subject]:
    return (Subject(kind=kind, id=one.id, plan=plan.id) for one in records)
