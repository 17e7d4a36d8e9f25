"""A change in plain words, in the vocabulary of its plan, with the old value and the new one."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, reduce

from macros.asked import remembered
from macros.change import Change, Subject
from macros.differences import subjects
from macros.differences.keepsakes import ENDS, TIMED, TITLED, Kept, is_period, read_back, title_at
from macros.differences.pairing import name_of
from macros.differences.wordings import Pieces, side_by_side
from macros.links import capital
from macros.model import Record
from macros.render import day, say, words
from macros.site import Site
from macros.vocabulary import article, vocabulary

SHORT = 90
"""Letters. A longer value stands below its sentence, not in it."""
_DAYS = {"as_of", "date", "until", "updates"}


@dataclass(frozen=True)
class Said:
    sentence: str
    before: Pieces = ()
    """What is too long for the sentence; empty where it says it."""
    after: Pieces = ()


class Speaker:
    """Says changes between two sites, or those of one site's history."""

    def __init__(self, *sites: Site) -> None:
        self._sites = sites
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
        kept = self._kept(change)
        items = [*self._items(change, kept)]
        if kept:
            change = change.model_copy(update={"after" if change.how == "new" else "before": kept.text})
        key, long = self._key(change)
        own = key.startswith("difference.own.")
        values = self._values(change, items, kept, long=long)
        if change.field and not own:
            values["field"] = say(f"difference.field.{change.field}", **values).unescape()
        said = say(key, **values).unescape()
        around = [] if own else items if change.field else items[:-1]
        for item in reversed(around):
            said = say("difference.within", item=item, sentence=said).unescape()
        said = f"{capital(said)}."
        return Said(said, *side_by_side(change.before, change.after)) if long else Said(said)

    def _key(self, change: Change) -> tuple[str, bool]:
        """Which sentence says it, and whether its values are too long to stand in it."""
        own = f"difference.own.{change.subject.kind}_{change.path}_{change.how}"
        of_field = f"difference.of_field.{change.field}_{change.how}"
        before, after = change.before, change.after
        # In a sentence no quotation ends with a full stop: where one differs by that alone, it stands below.
        long = max(len(before), len(after)) > SHORT or (before != after and _closed(before) == _closed(after))
        for key in (f"{own}_touching" if change.touches else own, own, of_field):
            if key in words().sentences:
                return key, False
        if change.is_whole:
            return f"difference.{change.how}", False
        if not change.field:
            empty = not before and not after
            return f"difference.{_ITEM[change.how][long or empty]}", long
        kind = "value_" if change.how in _ITEM else ""
        return f"difference.{_LONG[change.how] if long else kind + change.how}", long

    def _values(self, change: Change, items: list[str], kept: Kept | None, *, long: bool) -> dict[str, str]:
        v, at = self.vocabulary(change.subject.plan), change.at
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
            "others": reduce(_and, others) if others else "",
            "sure": say(f"confidence.{kept.kind}").unescape() if kept and change.at[-2] == "evidence" else "",
            "before": "" if long else self._value(change, change.before),
            "after": "" if long else self._value(change, change.after),
        }

    def _kept(self, change: Change) -> Kept | None:
        """What an item held that came or went."""
        if change.field or not change.at:
            return None
        title = self._title(change.subject, change.at)
        return read_back(change.at[-2], change.after or change.before, title)

    def _title(self, subject: Subject, at: tuple[str, ...]) -> str:
        found = (title_at(_records(site).get(subject), at) for site in reversed(self._sites))
        return next(filter(None, found), "")

    def _items(self, change: Change, kept: Kept | None) -> Iterator[str]:
        """Where in the record, from outside in: version 2, activity 3."""
        v, at = self.vocabulary(change.subject.plan), change.at
        for end in range(2, len(at) + 1, 2):
            field, name = at[end - 2 : end]
            last = kept if end == len(at) else None
            title = last.title if last else self._title(change.subject, at[:end])
            shown = day(name).unescape() if field in _DAYS and name else _quoted(title) or name
            if field == "phases":
                item = self._phase(change.subject.plan, name, last)
            else:
                key = "refers_to_activity" if self._is_activity(change.subject, field, name) else field
                item = say(f"difference.item.{key}", **{**v, "name": shown}).unescape()
            yield _noted(item, last) if last else item

    def _is_activity(self, subject: Subject, field: str, name: str) -> bool:
        """An activity names others there, and no paragraph."""
        found = (getattr(_records(site).get(subject), "refers_to", ()) for site in self._sites)
        mentions = [one for those in found for one in those if field == "refers_to" and name_of(one) == name]
        return bool(mentions) and not any(one.paragraph for one in mentions)

    def _phase(self, plan: str, name: str, kept: Kept | None) -> str:
        """Known by what is planned; where that isn't said, by when."""
        v = self.vocabulary(plan)
        if not is_period(name):
            return say("difference.item.phases", **{**v, "name": _quoted(_cut(name))}).unescape()
        if kept:
            return say("difference.item.phases", **{**v, "name": kept.periods or name}).unescape()
        return say("difference.item.phases_from", **{**v, "name": name}).unescape()

    def _value(self, change: Change, value: str) -> str:
        listed = value.split(", ")
        if change.field in _ENDS:
            return ", ".join(say(f"difference.field.{end}").unescape() for end in listed if end)
        if change.at[-2:-1] and change.at[-2] in TIMED and change.field in ENDS:
            return value
        if change.field in TITLED and change.how == "order":
            titles = (self._title(change.subject, (*change.at, change.field, one)) or one for one in listed)
            return ", ".join(map(_quoted, titles))
        if change.field in _DAYS and value and change.how != "order":
            return day(value).unescape()
        return _quoted(value)


def _quoted(value: str) -> str:
    return say("difference.quoted", text=_closed(value)).unescape() if value else ""


def _cut(name: str) -> str:
    """It only says which one is meant."""
    return name if len(name) <= SHORT else f"{name[: SHORT - 1]}…"


def _closed(value: str) -> str:
    """Without the full stop: the sentence around a quotation has one."""
    return value.removesuffix(".")


def _and(first: str, second: str) -> str:
    return say("difference.and", first=first, second=second).unescape()


def _noted(item: str, kept: Kept) -> str:
    """What came or went, with what readers know of it beside its name."""
    if kept.periods and kept.periods not in item:
        item = say("difference.noted.planned_for", item=item, periods=kept.periods).unescape()
    if kept.presumed:
        ends = reduce(_and, (say(f"difference.field.{end}").unescape() for end in kept.presumed))
        return say("difference.noted.presumed", item=item, ends=ends).unescape()
    noted = f"difference.noted.{kept.kind}"
    known = noted in words().sentences
    return say(noted, item=item, days=_days(*kept.days)).unescape() if known else item


def _days(first: str = "", last: str = "") -> str:
    return "–".join(day(*those).unescape() for those in ((first, last), (last,)) if those[0])


@remembered
def _records(site: Site) -> dict[Subject, Record]:
    return subjects(site)


_ENDS = {"presumed"}
"""Fields that name ends of a period."""
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
