"""Where an old address leads today: that of a page or a file, and a place on a page that is still there."""

import re
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import product
from typing import TypeVar

from macros.asked import Source, remembered
from macros.graph import Plan
from macros.identifiers import slug
from macros.ledger import parted, spelled
from macros.lifecycle import Became, became, milestone_anchor, renamed_places
from macros.links import (
    MATRIX,
    Target,
    area_target,
    below_plan,
    capital,
    clause_target,
    commitment_target,
    plan_target,
)
from macros.outgrown import pages_of_cells
from macros.site import Site

Content = TypeVar("Content")

SECTIONS = frozenset(
    (
        "activities", "answers", "areas", "begun", "by-year", "changes", "clauses", "codes", "commitments",
        "continues", "coverage", "discrepancies", "documents", "evidence", "goals", "history", "introduction",
        "items", "let-go", "milestones", "not-planned", "other-plans", "paragraphs", "periods", "principles",
        "reasons", "related", "reported", "resources", "revisions", "side-by-side", "silent", "source",
        "table", "timeline", "versions", "withdrawn",
    )
)  # fmt: skip
"""Sections that a page has while there is something to say. Where there is nothing, the page answers."""
PIECES = ("activity-", "terms.")
"""Begin the anchors of what a section is made of, and what isn't a record: the page answers for it."""

_HALVES = re.compile(r"(area-|code-|link-|part-|section-)?(.+)")
_OF_AN_ADDRESS = re.compile(r"(/.*|\.[a-z]+)?")
"""What follows an address in the names of the files that belong to it: `.json`, not the `.1.json` of 2.1."""


@dataclass(frozen=True)
class Move:
    """An old address that leads elsewhere."""

    old: Target
    new: tuple[Target, ...]
    """Empty where nothing took its place."""
    reason: str = ""
    date: str = ""
    renamed: bool = False
    """The same record under another id, so that nothing more is to be said."""


@dataclass(frozen=True, eq=False)
class Landing(Source):
    """Everything that the data say of old addresses."""

    site: Site = field(default_factory=lambda: Site({}, {}))

    @cached_property
    def of_records(self) -> dict[str, Move]:
        """By the old address of a record's page."""
        return {one.old.address: _move(one) for one in self._became}

    @cached_property
    def moves(self) -> dict[str, Move]:
        """By the old address, of pages and files."""
        found = dict(self.of_records)
        for moved in self.site.moved:
            address, anchor = parted(moved.from_)
            if not anchor:
                new = tuple(map(_place, moved.to))
                old = Target(address, "", spelled(address))
                found[address] = Move(old, new, moved.reason, moved.date)
        return found

    @cached_property
    def _became(self) -> tuple[Became, ...]:
        return tuple(one for plan in self.site.plans.values() for one in became(plan))

    def files(self, files: Mapping[str, Content]) -> dict[str, Content]:
        """With the files of what moved: at the old address stand the bytes of what it is today."""
        own = {path: file for path, file in files.items() if not self.is_below_old(path)}
        copied = {
            f"{_stem(move.old)}{path.removeprefix(_stem(move.new[0]))}": file
            for move in self.moves.values()
            if len(move.new) == 1 and _is_page(move.old) == _is_page(move.new[0])
            for path, file in own.items()
            if _is_below(path, move.new[0])
        }
        return dict(sorted((copied | own).items()))

    def is_below_old(self, path: str) -> bool:
        """Whether a file belonged to a record that has another address today."""
        return any(_is_below(path, move.old) for move in self.of_records.values())

    def on_page(self, address: str, anchor: str, there: Container[str]) -> str | None:
        """The place on the same page that an anchor stands for now; empty for its top, None where none does.

        `there`: the anchors that the page has.
        """
        told = self._told.get(spelled(address, anchor))
        if told and len(told) == 1 and told[0].address == address:
            return told[0].anchor
        for candidate in self._candidates(anchor):
            if candidate in there:
                return candidate
        schedules = {plan.words.schedule.address for plan in self.site.plans.values()}
        return "" if anchor in SECTIONS | schedules or anchor.startswith(PIECES) else None

    def elsewhere(self, address: str, anchor: str, plan: str = "") -> tuple[Target, ...] | None:
        """Where what an anchor stood for is now; None where nothing says so. `plan`: whose page it is."""
        told = self._told.get(spelled(address, anchor))
        if told is not None:
            return told
        if target := self._on_another_sheet(address, anchor):
            return (target,)
        plans = [self.site.plans[plan]] if plan else []
        for one in [*plans, *self.site.plans.values()]:
            if target := self._named(one, anchor):
                return (target,)
        return None

    def _on_another_sheet(self, address: str, anchor: str) -> Target | None:
        """The page with the row of a matrix's cell, where the matrix has outgrown the page that it was on."""
        clause, _, commitment = anchor.partition("--")
        for plan in self.site.plans.values() if commitment else ():
            if not address.startswith(below_plan(plan, MATRIX)):
                continue
            pages, known = pages_of_cells(plan), _slugs_in(plan)
            found = (pages[one] for one in self._renamed(clause) if one in pages)
            target = next(found, None) if known.intersection(self._renamed(commitment)) else None
            if target and target.address != address:
                return target
        return None

    @cached_property
    def _told(self) -> dict[str, tuple[Target, ...]]:
        """What stands in moved.yml of places on pages."""
        return {one.from_: tuple(map(_place, one.to)) for one in self.site.moved if "#" in one.from_}

    @cached_property
    def _slugs(self) -> dict[str, list[str]]:
        """From the slug of a former id to those that it has become, in whichever plan."""
        found: dict[str, list[str]] = {}
        for one in self._became:
            found.setdefault(slug(one.was), []).append(slug(one.now))
        return found

    def _candidates(self, anchor: str) -> Iterator[str]:
        """What the anchor may be called now, the likeliest first."""
        if anchor in (known := renamed_places(self.site)):
            yield known[anchor]
        choices = [list(self._renamed(part)) for part in anchor.split("--")]
        for parts in product(*choices):
            yield "--".join(parts)
        for parts in product(*choices):
            yield "--".join(parts).removeprefix("link-")

    def _renamed(self, part: str) -> Iterator[str]:
        """A piece of an anchor as it is, and with each id in it as it is today."""
        yield part
        yield from self._slugs.get(part, ())
        start, rest = _halves(part)
        yield from (f"{start}{now}" for now in self._slugs.get(rest, ()) if start)

    def _named(self, plan: Plan, anchor: str) -> Target | None:
        """The record of the plan that an anchor speaks of; what is gone from the plan before all else."""
        known = _by_anchor(plan)
        if anchor in known:
            return known[anchor]
        pieces = [piece for part in anchor.split("--") for piece in dict.fromkeys((part, _halves(part)[1]))]
        gone = {slug(one.id) for one in plan.withdrawn.values()}
        for piece in sorted(pieces, key=lambda piece: piece not in gone) if "--" in anchor else ():
            for kind in ("commitment", "clause"):
                if target := known.get(f"{kind}:{piece}"):
                    return target
        return None


@remembered
def _slugs_in(plan: Plan) -> frozenset[str]:
    return frozenset(map(slug, plan.commitments))


@remembered
def _by_anchor(plan: Plan) -> dict[str, Target]:
    """What a place on some page may speak of: by its whole anchor, or by its kind and slug."""
    return {
        **{f"area-{slug(one.id)}": area_target(plan, one) for one in plan.areas.values()},
        **{f"code-{slug(one.id)}": commitment_target(plan, one) for one in plan.every_commitment.values()},
        **{
            milestone_anchor(called): _at(plan, one.id, one.title)
            for one in plan.record.milestones
            for called in (one.id, *one.former_ids)
        },
        f"plan-{plan.record.address}": plan_target(plan),
        **{f"commitment:{slug(one.id)}": commitment_target(plan, one) for one in plan.withdrawn.values()},
        **{f"commitment:{slug(one.id)}": commitment_target(plan, one) for one in plan.commitments.values()},
        **{f"clause:{slug(one.id)}": clause_target(plan, one) for one in plan.clauses.values()},
    }


def _at(plan: Plan, milestone: str, title: str) -> Target:
    return Target(plan_target(plan).address, "", capital(title), milestone_anchor(milestone))


def _move(one: Became) -> Move:
    if one.withdrawn and one.withdrawn.withdrawal:
        return Move(one.old, (one.new,), one.withdrawn.withdrawal.reason, one.withdrawn.as_of or "")
    return Move(one.old, (one.new,), renamed=True)


def _place(line: str) -> Target:
    address, anchor = parted(line)
    return Target(address, "", spelled(address, anchor), anchor)


def _halves(part: str) -> tuple[str, str]:
    """What begins a piece of an anchor, and the id behind it.

    >>> _halves("link-2.1"), _halves("a-5"), _halves("4")
    (('link-', '2.1'), ('', 'a-5'), ('', '4'))
    """
    found = _HALVES.fullmatch(part)
    return (found[1] or "", found[2]) if found else ("", part)


def _is_page(target: Target) -> bool:
    return not target.address or target.address.endswith("/")


def _stem(target: Target) -> str:
    return target.address.rstrip("/")


def _is_below(path: str, target: Target) -> bool:
    """Whether a file belongs to an address: its own file, or below it."""
    stem = _stem(target)
    return path.startswith(stem) and bool(_OF_AN_ADDRESS.fullmatch(path.removeprefix(stem)))
