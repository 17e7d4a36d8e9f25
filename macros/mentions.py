"""Records that our prose names, such as "outputs 15, 19 and 20": found, so that each can be a link."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from macros.asked import remembered
from macros.graph import Plan
from macros.links import Target, area_target, clause_target, commitment_target
from macros.model import Term, Word
from macros.site import Site

Piece = tuple[str, Target | None]
"""Words, and where they lead if they name a record."""

_ID = r"(?:(?=[A-Za-z.]*[0-9])[A-Za-z0-9]+(?:\.[A-Za-z0-9]+)*(?:\([a-z0-9]+\))?|[A-Z]\b)"
"""What can stand for an id in prose: something with a digit in it, or a single letter."""
_JOINT = r"(?:,\s+and\s+|,\s+or\s+|,\s+|\s+and\s+|\s+or\s+|\s+to\s+|–)"


def mentions(plans: Iterable[Plan], prose: str) -> Iterator[Piece]:
    """The prose in pieces. Only a number that stands in a plan is a mention; the first plan wins."""
    pieces: list[Piece] = [(prose, None)]
    for plan in dict.fromkeys(plans):
        pieces = [
            inner
            for words, target in pieces
            for inner in ([(words, target)] if target else _mentions(plan, words))
        ]
    return iter(pieces)


def terms(site: Site, prose: str) -> Iterator[tuple[str, Term | None]]:
    """The prose in pieces: words, and the term they are, if they are one."""
    by_spelling = _by_spelling(site)
    if not by_spelling:
        yield prose, None
        return
    position = 0
    for match in _terms_pattern(site).finditer(prose):
        yield prose[position : match.start()], None
        yield match[0], by_spelling[match[0]]
        position = match.end()
    yield prose[position:], None


@remembered
def _by_spelling(site: Site) -> dict[str, Term]:
    return {spelling: term for term in site.terms for spelling in _spellings(term)}


@remembered
def _terms_pattern(site: Site) -> re.Pattern[str]:
    spellings = sorted(_by_spelling(site), key=len, reverse=True)
    return re.compile(rf"(?<![\w/.])(?:{'|'.join(map(re.escape, spellings))})(?![\w/]|\.\w)")


def _spellings(term: Term) -> tuple[str, ...]:
    """An abbreviation stands in the singular and in the plural. Plain words aren't explained on the spot."""
    if term.term[1:] == term.term[1:].lower():
        return ()
    if re.fullmatch(r"[A-Z0-9/+]+s", term.term):
        return term.term, term.term[:-1]
    return (term.term, f"{term.term}s") if re.fullmatch(r"[A-Z0-9]+", term.term) else (term.term,)


def _mentions(plan: Plan, prose: str) -> Iterator[Piece]:
    targets = _targets(plan)
    position = 0
    for match in _pattern(plan.words.area, plan.words.commitment, plan.words.clause).finditer(prose):
        kind = match.lastgroup or ""
        for one in re.finditer(_ID, match[kind]):
            target = targets.get((kind, one[0]))
            if target is None:
                continue
            start = match.start(kind) + one.start()
            first = position <= match.start() and one.start() == 0
            begin = match.start() if first else start
            yield prose[position:begin], None
            end = match.start(kind) + one.end()
            yield prose[begin:end], target
            position = end
    yield prose[position:], None


@remembered
def _targets(plan: Plan) -> dict[tuple[str, str], Target]:
    return {
        **{("area", area.id): area_target(plan, area) for area in plan.areas.values()},
        **{("commitment", one.id): commitment_target(plan, one) for one in plan.every_commitment.values()},
        **{("clause", clause.id): clause_target(plan, clause) for clause in plan.clauses.values()},
    }


@lru_cache(maxsize=64)
def _pattern(area: Word, commitment: Word, clause: Word) -> re.Pattern[str]:
    kinds = []
    for kind, word in (("area", area), ("commitment", commitment), ("clause", clause)):
        names = "|".join(re.escape(name) for name in sorted({word.many, word.one}, key=len, reverse=True))
        kinds.append(rf"(?:{names})\s+(?P<{kind}>{_ID}(?:{_JOINT}{_ID})*)")
    return re.compile(rf"\b(?:{'|'.join(kinds)})", re.IGNORECASE)
