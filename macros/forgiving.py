"""What the page for missing addresses knows: every address, its name, and what people call its beginning.

It comes to no more than that: how an address is compared with these is the browser's business.
"""

import json
from collections.abc import Iterable, Iterator

from macros.graph import Plan
from macros.landing import Move
from macros.model import Word
from macros.page import Page
from macros.site import Site

ADDRESS = "search/addresses.json"


def forgiving_file(
    site: Site, pages: Iterable[Page], moves: Iterable[Move], files: Iterable[str]
) -> dict[str, bytes]:
    """`moves`: old addresses, which are as good as others, for each has a page that leads on."""
    here = [[page.address, page.target.name, *page.aliases] for page in pages]
    old = [[one.old.address, _now(one)] for one in moves if one.old.address.endswith("/")]
    known = {
        "called": {beginning: [*spellings] for beginning, spellings in _called(site)},
        "pages": here + [one for one in old if one[0] not in {address for address, *_ in here}],
        "files": list(files),
    }
    content = json.dumps(known, ensure_ascii=False, separators=(",", ":"))
    return {ADDRESS: f"{content}\n".encode()}


def _now(move: Move) -> str:
    """What an old address leads to, where that is one thing."""
    return move.new[0].name if len(move.new) == 1 else move.old.name


def _called(site: Site) -> Iterator[tuple[str, Iterable[str]]]:
    """The first step of addresses, and what people write in its place."""
    for plan in site.plans.values():
        yield plan.record.address, _names(plan)
        for word in (plan.words.area, plan.words.commitment, plan.words.clause):
            yield word.address, spellings(word)


def _names(plan: Plan) -> Iterable[str]:
    return dict.fromkeys((plan.id, plan.record.short_title, plan.words.plan.one, plan.words.plan.many))


def spellings(word: Word) -> Iterable[str]:
    """The word, its plural, its initials, with small words and without, and each of its longer words.

    >>> list(spellings(Word(one="area of action", many="areas of action", address="areas-of-action")))
    ['area of action', 'areas of action', 'aoa', 'aa', 'area', 'action']
    """
    steps = word.one.split()
    longer = [step for step in steps if len(step) > 3]
    initials = ("".join(step[0] for step in those) for those in (steps, longer))
    return dict.fromkeys(filter(None, (word.one, word.many, *initials, *longer)))
