"""Which pages and files of two built sites differ: for a terminal, for Markdown, for programs."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, replace
from itertools import groupby

from macros.built import HOWS, Turned, Turns
from macros.inert import inert
from macros.render import Markup, render, say

MOST = 80
"""How many pages, and how many files, are named; the others are counted."""


def as_text(found: Turns) -> str:
    return _laid_out("turned.txt.j2", found).unescape().strip()


def as_markdown(found: Turns) -> str:
    """Safe wherever GitHub shows it: what editors wrote makes no markup, no link and calls nobody."""
    pages = (replace(one, title=inert(one.title), section=inert(one.section)) for one in found.pages)
    return f"{_laid_out('turned.md.j2', replace(found, pages=tuple(pages)))}".strip()


def _laid_out(template: str, found: Turns) -> Markup:
    pages, files = (sorted(those, key=_is_changed) for those in (found.pages, found.files))
    places = {name: place for place, name in enumerate(dict.fromkeys(one.section for one in found.pages))}
    named = sorted(pages[:MOST], key=lambda one: places[one.section])
    sections = groupby(named, key=lambda one: one.section)
    return render(
        template,
        "",
        counted=[*_counted("pages", found.pages), *_counted("files", found.files)],
        sections=[(name, [*those]) for name, those in sections],
        pages_left=len(pages[MOST:]),
        files=files[:MOST],
        files_left=len(files[MOST:]),
    )


def _is_changed(one: Turned) -> bool:
    """What is new or gone is said first: it is rarer, and has to be seen."""
    return one.how == "changed"


def _counted(what: str, those: tuple[Turned, ...]) -> Iterator[str]:
    counts = Counter(one.how for one in those)
    return (say(f"compared.{what}_{how}", counts[how]).unescape() for how in HOWS if counts[how])


def as_values(found: Turns) -> dict[str, object]:
    pages = [asdict(one) for one in found.pages]
    return {"pages": pages, "files": [{"how": one.how, "address": one.address} for one in found.files]}
