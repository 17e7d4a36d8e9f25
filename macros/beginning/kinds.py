"""Which kind of record is meant, by the words that plans have for theirs."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from macros.beginning.asking import Asked, RefusedError, refused
from macros.graph import Plan
from macros.site import Site

Name = Literal["commitment", "clause", "area", "report", "document", "term", "discrepancy", "status"]

SHARED: dict[Name, tuple[str, ...]] = {
    "report": ("report", "reports"),
    "document": ("document", "documents"),
    "term": ("term", "terms", "abbreviation", "abbreviations", "glossary"),
    "discrepancy": ("discrepancy", "discrepancies", "disagreement", "disagreements"),
    "status": ("status", "statuses"),
}
"""What editors may call what plans share; the first name is the usual one."""
GENERAL: dict[Name, tuple[str, ...]] = {
    "commitment": ("commitment", "commitments"),
    "clause": ("clause", "clauses"),
    "area": ("area", "areas"),
}
"""What editors may call what plans have words of their own for."""


@dataclass(frozen=True)
class Kind:
    name: Name
    plan: Plan
    """The one it belongs to; the latest for what plans share."""


def kind_of(site: Site, asked: Asked) -> Kind:
    plans = [_plan(site, asked.plan)] if asked.plan else [*site.plans.values()]
    word = _folded(asked.kind)
    shared = next((name for name, words in SHARED.items() if word in words), None)
    own = [Kind(name, plan) for plan in plans for name in _meant(plan, word)]
    if shared and not (asked.plan and own):
        return Kind(shared, plans[-1])
    if not own:
        known = dict.fromkeys(words[0] for plan in plans for words in _words(plan).values())
        usual = [words[0] for words in SHARED.values()]
        raise refused(f"'{asked.kind}' is nothing that can be begun.", word, [*known, *usual])
    if len(own) > 1:
        ways = " or ".join(f"--plan {kind.plan.id}" for kind in own)
        raise RefusedError(f"More than one plan has something called '{asked.kind}'. Say which: {ways}.")
    return own[0]


def _meant(plan: Plan, word: str) -> list[Name]:
    """By the plan's own words; by the general ones where the plan calls nothing so."""
    return _named(_words(plan), word) or _named(GENERAL, word)


def _named(kinds: Mapping[Name, tuple[str, ...]], word: str) -> list[Name]:
    return [name for name, words in kinds.items() if word in words]


def _words(plan: Plan) -> dict[Name, tuple[str, ...]]:
    words = plan.words
    kinds: dict[Name, tuple[str, str, str]] = {
        "commitment": (words.commitment.one, words.commitment.many, words.commitment.address),
        "clause": (words.clause.one, words.clause.many, words.clause.address),
        "area": (words.area.one, words.area.many, words.area.address),
    }
    return {name: tuple(map(_folded, those)) for name, those in kinds.items()}


def _folded(word: str) -> str:
    return " ".join(word.casefold().replace("-", " ").split())


def _plan(site: Site, name: str) -> Plan:
    known = {key: plan for plan in site.plans.values() for key in (plan.id, plan.record.address)}
    if name not in known:
        raise refused(f"There is no plan '{name}'.", name, site.plans)
    return known[name]
