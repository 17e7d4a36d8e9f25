"""A plan's own words, ready to be put into the site's sentences."""

from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

from macros.graph import Plan
from macros.links import capital
from macros.model import Words


def article(word: str) -> str:
    """
    >>> article("output"), article("deliverable")
    ('an output', 'a deliverable')
    """
    return f"{'an' if word[:1].lower() in 'aeiou' else 'a'} {word}"


def vocabulary(plan: Plan) -> Mapping[str, str]:
    """Each kind of thing as `area`, `areas`, `Area`, `Areas` and `an_area` or `a_clause`."""
    return _spoken(plan.words)


@lru_cache(maxsize=64)
def _spoken(words: Words) -> Mapping[str, str]:
    kinds = {
        "area": words.area,
        "commitment": words.commitment,
        "clause": words.clause,
        "phase": words.schedule,
    }
    spoken = {"plan": words.plan.one, "plans": words.plan.many, "Plan": capital(words.plan.one)}
    for kind, word in kinds.items():
        spoken[kind], spoken[f"{kind}s"] = word.one, word.many
        spoken[capital(kind)], spoken[f"{capital(kind)}s"] = capital(word.one), capital(word.many)
        spoken[article(kind).replace(" ", "_")] = article(word.one)
    return MappingProxyType(spoken)
