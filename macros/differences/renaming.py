"""What a record was called → what it is called today. Who only names it didn't change."""

from collections.abc import Iterable, Mapping
from typing import TypeVar

from macros.change import Kind, Subject
from macros.model import Commitment, Concern, Continuation, Record, Revision

Spoken = TypeVar("Spoken", bound=Record)
Renamed = Mapping[Subject, Subject]
"""By what it was: what it is today."""

NAMES: dict[tuple[str, str], Kind] = {
    ("Answer", "commitments"): "commitment",
    ("Clause", "within"): "clause",
    ("Commitment", "area"): "area",
    ("Concern", "areas"): "area",
    ("Concern", "clauses"): "clause",
    ("Concern", "commitments"): "commitment",
    ("Continuation", "from_"): "commitment",
    ("Continuation", "to"): "commitment",
    ("Evidence", "commitments"): "commitment",
    ("Mention", "commitments"): "commitment",
    ("Paragraph", "commitments"): "commitment",
    ("ReportParagraph", "documents"): "document",
    ("ReportSection", "area"): "area",
    ("Revision", "areas"): "area",
    ("Revision", "document"): "document",
    ("Source", "document"): "document",
    ("Version", "document"): "document",
    ("Withdrawal", "replaced_by"): "commitment",
}
"""By the model's and the field's name: the kind of record that it names."""


def renamed(old: Iterable[Subject], new: Mapping[Subject, Record]) -> Renamed:
    """Records that once had another id, and still had it before."""
    known, found = {*old}, dict[Subject, Subject]()
    for subject, record in new.items():
        for identifier in getattr(record, "former_ids", ()) if subject not in known else ():
            former = subject.model_copy(update={"id": identifier})
            if former in known and former not in new:
                found[former] = subject
    return found


def translated(record: Spoken, subject: Subject, today: Renamed) -> Spoken:
    """With all that it names called as it is called today."""
    values = {field: _translated(record, field, value, subject, today) for field, value in record}
    other = {field: value for field, value in values.items() if value is not getattr(record, field)}
    return record.model_copy(update=other) if other else record


def _translated(record: Record, field: str, value: object, subject: Subject, today: Renamed) -> object:
    kind = NAMES.get((type(record).__name__, field))
    if isinstance(value, Record):
        return translated(value, subject, today)
    if isinstance(value, tuple):
        those = tuple(_translated(record, field, one, subject, today) for one in value)
        return those if those != value else value
    if kind and isinstance(value, str):
        named = Subject(kind=kind, id=value, plan=_plan(record, field, kind, subject))
        return today[named].id if named in today else value
    return value


def _plan(record: Record, field: str, kind: Kind, subject: Subject) -> str:
    if kind == "document":
        return ""
    if isinstance(record, Concern):
        return record.plan
    if isinstance(record, Continuation) and field == "to":
        return subject.id  # what continues is known by the later plan
    return subject.plan


def with_own_codes(before: Record, after: Record) -> Record:
    """A version has to say a record's code where that is no longer the record's own."""
    if not (isinstance(before, Commitment) and isinstance(after, Commitment)) or before.id == after.id:
        return before
    said = {one.document for one in after.revisions if one.ids == (before.id,)}
    return before.model_copy(
        update={"revisions": tuple(_with_code(one, before.id, said) for one in before.revisions)}
    )


def _with_code(revision: Revision, code: str, said: set[str]) -> Revision:
    says_so = revision.ids is None and revision.document in said
    return revision.model_copy(update={"ids": (code,)}) if says_so else revision
