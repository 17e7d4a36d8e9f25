"""Ids for new records: the next one that nothing has, or the one that the editor asks for."""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from macros.beginning.asking import Asked, RefusedError
from macros.graph import Plan
from macros.identifiers import PATTERN, family, following, name_anchor, order, slug
from macros.model import Area, Clause, Commitment, Word
from macros.problems import shown
from macros.site import Site


@dataclass(frozen=True)
class Ids:
    """Those of a plan's commitments, clauses or areas."""

    site: Site
    plan: Plan
    kind: Literal["commitment", "clause", "area"]

    def free(self, near: str, asked: str, first: str = "1") -> tuple[str, str]:
        """The id, and what to say of it. `near`: of a record beside it; without one, `first` is the first."""
        if asked:
            return self._asked(asked), ""
        counted = sorted((one for one in self._records if family(one) == family(near)), key=order)
        last = counted[-1] if near else ""
        found = self._untaken(following(last) if last else first)
        if not found:
            raise RefusedError("Nothing says which id is the next. Say it yourself: --id …")
        said = f"The next that is free after {last}." if last else "The first."
        return found, f"{said} If the document prints another, write that{self._besides}."

    def never_used(self, identifier: str) -> list[str]:
        """An id that could be the former one of a new record; none where nothing can be counted on."""
        found = self._untaken(following(identifier))
        return [found] if found else []

    def _untaken(self, identifier: str) -> str:
        while identifier and slug(identifier) in self._taken:
            identifier = following(identifier)
        return identifier

    @property
    def _besides(self) -> str:
        return ", also as the name of this file" if self.kind == "commitment" else ""

    @property
    def _word(self) -> Word:
        words = self.plan.words
        return {"commitment": words.commitment, "clause": words.clause, "area": words.area}[self.kind]

    @property
    def _records(self) -> Mapping[str, Area | Clause | Commitment]:
        if self.kind == "commitment":
            return self.plan.every_commitment
        return self.plan.clauses if self.kind == "clause" else self.plan.areas

    def _asked(self, identifier: str) -> str:
        if not re.fullmatch(PATTERN, identifier):
            way_out = "Use letters and digits, joined by full stops: A.5, 2.1, 23(a)."
            raise RefusedError(f"'{shown(identifier)}' can't be an id. {way_out}")
        if slug(identifier) in self._taken:
            fact = f"The id '{identifier}' is taken, or was once, among the {self._word.many}."
            raise RefusedError(f"{fact} Choose another.")
        return identifier

    @cached_property
    def _taken(self) -> set[str]:
        return set(map(slug, self._meant()))

    def _meant(self) -> Iterator[str]:
        """Every id that means something today, or did once: old links and documents go on naming it."""
        for one in self._records.values():
            yield from (one.id, *one.former_ids)
            for revision in one.revisions if isinstance(one, Commitment) else ():
                yield from revision.ids or ()
        for moved in self.site.moved:
            if found := re.fullmatch(rf"/{self._word.address}/([^/#]+)/", moved.from_):
                yield found[1]


def free_name(asked: Asked, usual: str, known: Collection[str]) -> str:
    """For what has no number: the name asked for, or one that is plainly to be replaced."""
    taken = set(map(name_anchor, known))
    if asked.identifier:
        if name_anchor(asked.identifier) in taken:
            raise RefusedError(f"'{shown(asked.identifier)}' stands there already. Choose another: --id …")
        return asked.identifier
    name, count = usual, 1
    while name_anchor(name) in taken:
        count += 1
        name = f"{usual}-{count}"
    return name
