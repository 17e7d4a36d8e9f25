"""What a site is about, as any system for requirements could hold it: commitments, clauses, linkages."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path
from typing import Literal

from macros.build import build
from macros.graph import Plan
from macros.model import Clause, Commitment

Kind = Literal["clause", "commitment"]


@dataclass(frozen=True)
class Record:
    kind: Kind
    key: str
    """CLAUSE_7, COMMITMENT_12: no system refuses it."""
    code: str
    """What the plan itself calls it by."""
    title: str
    text: str
    group: str
    """The part or the area that it belongs to."""
    schedule: tuple[str, ...] = ()
    answers: tuple[str, ...] = ()
    """Keys of clauses."""

    @property
    def heading(self) -> str:
        return f"{self.code} {self.title}"


def records(data: Path) -> tuple[Record, ...]:
    """Clauses first, as others link to them. Numbered through all plans."""
    plans = list(build(data, "data").plans.values())
    clauses = [(plan, clause) for plan in plans for clause in plan.clauses.values()]
    keys = {(plan.id, clause.id): f"CLAUSE_{number}" for number, (plan, clause) in enumerate(clauses, 1)}
    numbers = count(1)
    return (
        *(_clause(plan, clause, keys[plan.id, clause.id]) for plan, clause in clauses),
        *(
            _commitment(plan, one, f"COMMITMENT_{next(numbers)}", keys)
            for plan in plans
            for one in plan.commitments.values()
        ),
    )


def to_edit(those: tuple[Record, ...]) -> Record:
    """A commitment of the middle whose title is found as it is written in the text of any page."""
    plain = [one for one in those if one.kind == "commitment" and re.fullmatch(r"[\w ,-]+", one.title)]
    return plain[len(plain) // 2]


def edited(those: tuple[Record, ...]) -> tuple[Record, ...]:
    """The same records, one of them with another title: many pages show it."""
    one = to_edit(those)
    return tuple(replace(other, title=anew(other.title)) if other is one else other for other in those)


def anew(title: str) -> str:
    return f"{title} anew"


def _clause(plan: Plan, clause: Clause, key: str) -> Record:
    text = " ".join((clause.summary or clause.title).split())
    return Record("clause", key, clause.id, clause.title, text, f"{plan.record.short_title} {clause.part}")


def _commitment(plan: Plan, one: Commitment, key: str, keys: dict[tuple[str, str], str]) -> Record:
    answered = dict.fromkeys(keys[plan.id, link.clause] for link in plan.linkages_to[one.id])
    return Record(
        "commitment",
        key,
        one.id,
        one.title,
        " ".join((one.summary or one.title).split()),
        f"{plan.record.short_title} {one.area or ''}".strip(),
        tuple(_phases(one)),
        tuple(answered),
    )


def _phases(commitment: Commitment) -> Iterator[str]:
    for phase in commitment.phases:
        yield f"{phase.from_} to {phase.to}" + (f": {phase.text}" if phase.text else "")
