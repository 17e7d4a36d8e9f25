"""A change in plain words, in the vocabulary of its plan, with the old value and the new one."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache

from macros.change import Change, Subject
from macros.links import capital
from macros.render import day, say, words
from macros.site import Site
from macros.vocabulary import article, vocabulary

SHORT = 90
"""Letters. A longer value stands below its sentence, not in it."""
_DAYS = {"as_of", "date", "until", "updates"}


@dataclass(frozen=True)
class Piece:
    """A run of words that the other side has too, or hasn't."""

    text: str
    same: bool


@dataclass(frozen=True)
class Said:
    sentence: str
    before: tuple[Piece, ...] = ()
    """What is too long for the sentence; empty where it says it."""
    after: tuple[Piece, ...] = ()


class Speaker:
    """Says changes between two sites, or those of one site's history."""

    def __init__(self, *sites: Site) -> None:
        plans = {name: plan for site in sites for name, plan in site.plans.items()}
        self._titles = {name: plan.record.short_title for name, plan in plans.items()}
        self._vocabularies = {name: vocabulary(plan) for name, plan in plans.items()}

    def vocabulary(self, plan: str) -> Mapping[str, str]:
        return self._vocabularies.get(plan) or _no_plans_words()

    def named(self, subject: Subject) -> str:
        """A record as a sentence names it: output 4."""
        identifier = self._titles.get(subject.id, subject.id) if subject.kind in _OF_PLANS else subject.id
        v = self.vocabulary(subject.plan)
        return say(f"difference.kind.{subject.kind}", **{**v, "id": identifier}).unescape()

    def say(self, change: Change) -> Said:
        key, long = self._key(change)
        own = key.startswith("difference.own.")
        values = self._values(change, long=long)
        if change.field and not own:
            values["field"] = say(f"difference.field.{change.field}", **values).unescape()
        said = say(key, **values).unescape()
        around = () if own else self._items(change, change.at if change.field else change.at[:-2])
        for item in reversed([*around]):
            said = say("difference.within", item=item, sentence=said).unescape()
        said = f"{capital(said)}."
        return Said(said, *_compared(change.before, change.after)) if long else Said(said)

    def _key(self, change: Change) -> tuple[str, bool]:
        """Which sentence says it, and whether its values are too long to stand in it."""
        own = f"difference.own.{change.subject.kind}_{change.path}_{change.how}"
        long = max(len(change.before), len(change.after)) > SHORT
        if own in words().sentences:
            return own, False
        if change.is_whole:
            return f"difference.{change.how}", False
        if not change.field:
            empty = not change.before and not change.after
            return f"difference.{_ITEM[change.how][long or empty]}", long
        kind = "value_" if change.how in _ITEM else ""
        return f"difference.{_LONG[change.how] if long else kind + change.how}", long

    def _values(self, change: Change, *, long: bool) -> dict[str, str]:
        v, at = self.vocabulary(change.subject.plan), change.at
        items = list(self._items(change, at))
        others = [self.named(one) for one in change.touches]
        return {
            **v,
            "field": items[-1] if items else "",
            "item": items[-1] if items else "",
            "around": items[-2] if len(items) > 1 else "",
            "name": at[-1] if at else "",
            "subject": self.named(change.subject),
            "other": others[0] if others else "",
            "second": others[-1] if others else "",
            "before": "" if long else self._value(change, change.before),
            "after": "" if long else self._value(change, change.after),
        }

    def _items(self, change: Change, at: tuple[str, ...]) -> Iterator[str]:
        """Where in the record, from outside in: version 2, activity 3."""
        v = self.vocabulary(change.subject.plan)
        for field, name in zip(at[::2], at[1::2], strict=True):
            shown = day(name).unescape() if field in _DAYS and name else name
            yield say(f"difference.item.{field}", **{**v, "name": shown}).unescape()

    def _value(self, change: Change, value: str) -> str:
        if change.field in _DAYS and value and change.how != "order":
            return day(value).unescape()
        return say("difference.quoted", text=value).unescape() if value else value


_OF_PLANS = {"plan", "succession"}
"""Kinds of record whose id is a plan's."""
_ITEM = {"new": ("item_new", "item_came"), "gone": ("item_gone", "item_went")}
_LONG = {
    "new": "came",
    "gone": "went",
    "changed": "worded",
    "set": "came",
    "unset": "went",
    "order": "rearranged",
}


@cache
def _no_plans_words() -> dict[str, str]:
    """For a plan that is no longer there."""
    plain = {
        kind: say(f"difference.words.{kind}").unescape()
        for kind in (
            "area",
            "areas",
            "clause",
            "clauses",
            "commitment",
            "commitments",
            "phase",
            "phases",
            "plan",
        )
    }
    counted = {article(kind).replace(" ", "_"): article(word) for kind, word in plain.items()}
    return {**plain, **counted, **{capital(kind): capital(word) for kind, word in plain.items()}}


def _compared(before: str, after: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """Both texts, word by word, with what each has alone."""
    old, new = (re.findall(r"\S+\s*|\s+", text) for text in (before, after))
    if not old or not new:
        return _pieces([(before, True)]), _pieces([(after, True)])
    blocks = SequenceMatcher(
        None, [*map(str.strip, old)], [*map(str.strip, new)], autojunk=False
    ).get_opcodes()
    left = [("".join(old[first:last]), kind == "equal") for kind, first, last, _, _ in blocks]
    right = [("".join(new[first:last]), kind == "equal") for kind, _, _, first, last in blocks]
    return _pieces(left), _pieces(right)


def _pieces(texts: list[tuple[str, bool]]) -> tuple[Piece, ...]:
    return tuple(Piece(text, same) for text, same in texts if text)
