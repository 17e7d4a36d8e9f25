"""What narrows a list: fields that offer what occurs and no more, and the marks that its items carry."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby

from macros.asked import remembered
from macros.graph import Plan
from macros.mentions import terms
from macros.model import Area, Clause, Commitment, Term
from macros.render import Markup, say
from macros.site import Site

Marks = Mapping[str, tuple[str, ...]]
"""By the name of a field: the values that an item answers to. Ids, so that an address of them lasts."""


@dataclass(frozen=True)
class Choice:
    value: str
    label: str | Markup
    heading: str = ""
    """Choices that follow one another under one heading are shown below it."""


@dataclass(frozen=True)
class Field:
    name: str
    label: str | Markup
    choices: tuple[Choice, ...]

    @property
    def groups(self) -> list[tuple[str, list[Choice]]]:
        return [(heading, [*those]) for heading, those in groupby(self.choices, lambda one: one.heading)]


@dataclass(frozen=True)
class Finder:
    """The form above a list."""

    things: str | Markup
    """What the list holds, in the plural."""
    count: int
    fields: tuple[Field, ...]


def finder(
    things: str | Markup, items: Iterable[Marks], fields: Iterable[tuple[str, str | Markup, Iterable[Choice]]]
) -> Finder | None:
    """None for a list of one. A field from which there is nothing to choose is left out."""
    marked = list(items)
    if len(marked) < 2:
        return None
    occurring = {(name, value) for marks in marked for name, values in marks.items() for value in values}
    offered = (
        Field(name, label, tuple(one for one in choices if (name, one.value) in occurring))
        for name, label, choices in fields
    )
    return Finder(things, len(marked), tuple(field for field in offered if len(field.choices) > 1))


def other_words(site: Site, *texts: str) -> tuple[str, ...]:
    """What a reader may type for an item and its texts don't say: short for long, and long for short."""
    said = " ".join(texts)
    folded = said.casefold()
    abbreviated = {term.term for _, term in terms(site, said) if term}
    found = (
        term.meaning if term.term in abbreviated else term.term
        for term in _abbreviations(site)
        if (term.term in abbreviated) != (_singular(term.meaning) in folded)
    )  # fmt: skip
    return tuple(dict.fromkeys(found))


@remembered
def _abbreviations(site: Site) -> tuple[Term, ...]:
    """The terms whose letters begin the words of what they stand for."""
    return tuple(term for term in site.terms if _spells_out(term))


def _spells_out(term: Term) -> bool:
    letters = [letter.casefold() for letter in term.term if letter.isupper()]
    initials = iter([word[0] for word in term.meaning.casefold().replace("-", " ").split()])
    return len(letters) > 1 and all(letter in initials for letter in letters)


def _singular(meaning: str) -> str:
    return meaning.casefold().removesuffix("s")


def area_choices(areas: Iterable[Area]) -> Iterable[Choice]:
    return (Choice(one.id, f"{one.id} {one.title}") for one in areas)


def record_choices(records: Iterable[Commitment] | Iterable[Clause]) -> Iterable[Choice]:
    return (Choice(one.id, f"{one.id} {one.title}") for one in records)


def period_choices(plan: Plan) -> Iterable[Choice]:
    """Every year; below it, its quarters or months where the plan counts in those."""
    if plan.unit.in_a_year == 1:
        yield from (Choice(period, period) for period in plan.periods)
        return
    for year, periods in groupby(plan.periods, _year):
        yield Choice(year, say("finder.whole_year", year=year), year)
        yield from (Choice(period, period, year) for period in periods)


def period_marks(periods: Iterable[str]) -> tuple[str, ...]:
    """The periods and their years, for a year fits whatever lies in it."""
    known = list(periods)
    return tuple(dict.fromkeys([*map(_year, known), *known]))


def _year(period: str) -> str:
    return period[:4]
