"""What all plans share, as lists: statuses, abbreviations, published files."""

from dataclasses import dataclass
from itertools import groupby
from unicodedata import normalize

from macros.citing import Wording, wording
from macros.finder import finder
from macros.identifiers import name_anchor
from macros.links import Target
from macros.model import Term
from macros.render import Markup, render, say
from macros.site import Site


def statuses_list(site: Site, here: str) -> Markup:
    return render("statuses.html.j2", here, statuses=site.statuses.values())


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


def files_list(here: str, files: dict[str, bytes]) -> Markup:
    """Every published file that isn't one record's own."""
    shared = [Target(path, path.rpartition("/")[2], "") for path in files if path.startswith("data/")]
    return render("files.html.j2", here, files=[(one, len(files[one.address])) for one in shared])
