"""A plan as read, before it is known to hold together, and the list of rules that it must keep."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from pydantic import BaseModel

from macros.checks.published import bring_back, was_published
from macros.graph import Plan
from macros.identifiers import order
from macros.load import Node, place_of
from macros.model import Area, Clause, Commitment, Word
from macros.problems import Place, Problem, called_now, did_you_mean

Path = tuple[str | int, ...]
"""From a record to a value in it."""


class Places:
    """Where each record stands in its file."""

    def __init__(self) -> None:
        self._nodes: dict[int, tuple[BaseModel, Node]] = {}

    def add(self, record: BaseModel, node: Node) -> None:
        self._nodes[id(record)] = (record, node)

    def __call__(self, record: BaseModel, *path: str | int) -> Place:
        return place_of(self._nodes[id(record)][1], path)


@dataclass(frozen=True)
class Draft:
    """A plan as read, before it is known to hold together."""

    plan: Plan
    places: Places
    areas: list[Area]
    commitments: list[Commitment]
    clauses: list[Clause]
    broken: dict[str, set[str]] = field(default_factory=dict)
    """From areas, commitments, clauses to the ids of records that are there but can't be read."""
    unread: set[str] = field(default_factory=set)
    """Kinds whose file can't be read, so that nothing is known of them."""
    misplaced: set[str] = field(default_factory=set)
    """What files may be meant to be that stand in the wrong place, or under a wrong name, in any folder."""
    promised: frozenset[str] = frozenset()
    """Every address that was ever published from this folder of data."""

    def word(self, kind: str) -> str:
        """What readers call one of the areas, commitments or clauses."""
        return self._word(kind).one

    def _word(self, kind: str) -> Word:
        words = self.plan.words
        return {"areas": words.area, "commitments": words.commitment, "clauses": words.clause}[kind]

    def name(self, record: BaseModel) -> str:
        for kind, model in (("areas", Area), ("commitments", Commitment), ("clauses", Clause)):
            if isinstance(record, model):
                return f"{self.word(kind)} {record.id}"
        return self.plan.words.plan.one

    def _table(self, kind: str) -> Mapping[str, object]:
        tables: dict[str, Mapping[str, object]] = {
            "areas": self.plan.areas,
            "commitments": self.plan.every_commitment,
            "clauses": self.plan.clauses,
        }
        return tables[kind]

    def is_known(self, kind: str, identifier: str) -> bool:
        misplaced = self.misplaced if kind == "commitments" else ()
        said = self._table(kind), self.broken.get(kind, ()), misplaced
        return kind in self.unread or any(identifier in ids for ids in said)

    def known(self, kind: str) -> list[str]:
        """Sorted, so that a message names them in the same order each time."""
        return sorted({*self._table(kind), *self.broken.get(kind, ())}, key=order)

    def unknown(self, kind: str, identifier: str) -> tuple[str, str]:
        """The fact and the way out for an id that leads nowhere."""
        fact = f"there is no {self.word(kind)} '{identifier}'"
        records: dict[str, Sequence[Area | Commitment | Clause]] = {
            "areas": self.areas,
            "commitments": self.commitments,
            "clauses": self.clauses,
        }
        today = [one.id for one in records[kind] if identifier in one.former_ids]
        if not today and was_published(self.promised, self._word(kind), identifier):
            return fact, bring_back(self._word(kind), can_be_withdrawn=kind == "commitments")
        return fact, called_now(today) or near_id(identifier, self.known(kind))

    def problem(self, record: BaseModel, path: Path, fact: str, way_out: str) -> Problem:
        return Problem(self.places(record, *path), self.name(record), fact, way_out)


def near_id(identifier: str, known: Sequence[str]) -> str:
    """As did_you_mean; but another number is another thing, and no misspelling.

    >>> near_id("4", [str(number) for number in range(10, 30)]), near_id("A5", ["A.5"])
    ('', "Did you mean 'A.5'?")
    """
    has_letters = any(sign.isalpha() for sign in identifier)
    return did_you_mean(identifier if has_letters else "", known)


Rule = Callable[[Draft], Iterator[Problem]]
RULES: list[Rule] = []


def rule(function: Rule) -> Rule:
    RULES.append(function)
    return function


def broken_rules(draft: Draft) -> list[Problem]:
    return [problem for check in RULES for problem in check(draft)]
