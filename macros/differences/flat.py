"""Groups of ids taken apart. Editors write them together where they share a reason; a change is about one."""

from collections.abc import Callable

from macros.model import Answer, Concern, Evidence, Record, ReportConcern

Items = dict[str, tuple[Record, ...]]


class Linked(Record):
    """A clause's linkage to one commitment or paragraph."""

    name: str
    relation: str
    shared: bool


class Witnessed(Record):
    """What a paragraph of a report says of one commitment."""

    name: str
    confidence: str
    reason: str


class Concerned(Record):
    """One record that a discrepancy touches: plan, kind and id; or a report's paragraph."""

    name: str


def _linkages(answers: tuple[Answer, ...]) -> Items:
    def linked(ids: str) -> tuple[Linked, ...]:
        named = ((name, one) for one in answers for name in getattr(one, ids))
        return tuple(Linked(name=name, relation=one.relation, shared=one.shared) for name, one in named)

    return {"linkages": linked("commitments"), "paragraph_linkages": linked("paragraphs")}


def _evidence(evidence: tuple[Evidence, ...]) -> Items:
    named = ((name, one) for one in evidence for name in one.commitments)
    witnesses = (Witnessed(name=name, confidence=one.confidence, reason=one.reason) for name, one in named)
    return {"evidence": tuple(witnesses)}


def _concerns(concerns: tuple[Concern, ...]) -> Items:
    kinds = {"areas": "area", "commitments": "commitment", "clauses": "clause"}
    names = [
        f"{one.plan}/{kind}/{name}"
        for one in concerns
        for field, kind in kinds.items()
        for name in getattr(one, field)
    ]
    alone = [
        f"{one.plan}/plan/{one.plan}" for one in concerns if not any(getattr(one, each) for each in kinds)
    ]
    return {"concerns": tuple(Concerned(name=name) for name in dict.fromkeys((*names, *alone)))}


def _reports(concerns: tuple[ReportConcern, ...]) -> Items:
    names = [f"{one.report}/{number}" for one in concerns for number in (one.paragraphs or ("",))]
    return {"reports": tuple(Concerned(name=name) for name in dict.fromkeys(names))}


FLAT: dict[tuple[str, str], Callable[..., Items]] = {
    ("Clause", "linkages"): _linkages,
    ("ReportParagraph", "evidence"): _evidence,
    ("Discrepancy", "concerns"): _concerns,
    ("Discrepancy", "reports"): _reports,
}
"""By the model's and the field's name."""
