"""What all plans share, as lists: statuses, abbreviations, published files."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain, groupby
from unicodedata import normalize

from macros.citing import Wording, wording
from macros.finder import finder
from macros.identifiers import name_anchor
from macros.links import CALENDAR, FEED, PACKAGE, WORKBOOK, Target, plan_calendar
from macros.model import Term
from macros.render import Markup, render, say
from macros.sheets import Table, all_tables
from macros.site import Site


def statuses_list(site: Site, here: str) -> Markup:
    return render("statuses.html.j2", here, statuses=site.statuses.values())


WHOLE = {"workbook": WORKBOOK, "package": PACKAGE, "everything": CALENDAR, "news": FEED.address}
"""What holds all plans at once, by its name among the words."""
FORMS = {"ics": "iCalendar", "xml": "Atom"}
"""What a form is called, where that isn't how its files end."""


@dataclass(frozen=True)
class Letter:
    """The terms that begin with it."""

    letter: str
    anchor: str
    terms: list[tuple[str, Term, Wording]]


def glossary_list(site: Site, here: str) -> Markup:
    terms = sorted(site.terms, key=lambda term: (_initial(term), term.term.casefold()))
    letters = [_letter(site, letter, [*those]) for letter, those in groupby(terms, _initial)]
    return render(
        "glossary.html.j2",
        here,
        letters=letters,
        jumps=[(one.anchor, one.letter, "") for one in letters],
        finder=finder(say("index.terms"), [{} for _ in terms], []),
    )


def _letter(site: Site, letter: str, terms: list[Term]) -> Letter:
    shown = [(name_anchor(term.term), term, wording(site, term.source)) for term in terms]
    # A full stop, which no term's own anchor has.
    return Letter(letter, f"terms.{name_anchor(letter) or ord(letter)}", shown)


def _initial(term: Term) -> str:
    """The first letter without its accents; one name for all that begin with a figure."""
    first = normalize("NFKD", term.term.strip())[:1].casefold().upper()[:1]
    return "0–9" if first.isdigit() else first


@dataclass(frozen=True)
class Form:
    """A published file, and what it is spelled in."""

    target: Target
    name: str
    kilobytes: int


@dataclass(frozen=True)
class Holding:
    """What some files hold, and the files: the same in several forms."""

    title: str
    forms: list[Form]


def files_list(site: Site, here: str, files: Mapping[str, bytes]) -> Markup:
    """Every published file that isn't one record's own."""
    tables = all_tables(site)
    groups = [(name, list(those)) for name, those in _groups(site, tables, files)]
    tabular = {path for table in tables for path in _paths(table)}
    rest = [path for path in files if path.startswith("data/") and path not in tabular]
    whole = [_holding(say(f"data.{key}"), files, path) for key, path in WHOLE.items() if path in files]
    whole += [_holding(path, files, path) for path in rest if path not in WHOLE.values()]
    return render("files.html.j2", here, groups=[(say("data.whole"), whole), *groups])


def _groups(
    site: Site, tables: Iterable[Table], files: Mapping[str, bytes]
) -> Iterator[tuple[str, Iterator[Holding]]]:
    """A table without rows is a file all the same, and nobody looks for it."""
    filled = [table for table in tables if table.rows]
    for plan in site.plans.values():
        own = [table for table in filled if table.plan == plan.id]
        calendar = _holding(say("data.calendar"), files, plan_calendar(plan).address)
        yield plan.record.short_title, chain((_table(files, one) for one in own), [calendar])
    yield say("data.shared"), (_table(files, one) for one in filled if not one.plan)


def _table(files: Mapping[str, bytes], table: Table) -> Holding:
    return _holding(table.title, files, *(path for path in _paths(table) if path in files))


def _paths(table: Table) -> tuple[str, ...]:
    return tuple(f"data/{table.path}.{form}" for form in ("json", "csv"))


def _holding(title: str, files: Mapping[str, bytes], *paths: str) -> Holding:
    return Holding(title, [_form(path, len(files[path])) for path in paths])


def _form(path: str, size: int) -> Form:
    ending = path.rpartition(".")[2]
    return Form(Target(path, "", path), FORMS.get(ending, ending.upper()), -(-size // 1000))
