"""The one Jinja environment: strict, and escaping every value so that text from data is only ever text."""

import re
from collections.abc import Iterable
from functools import cache, partial
from pathlib import Path
from typing import Any

import jinja2
from jinja2 import Environment, FileSystemBytecodeCache, FileSystemLoader, StrictUndefined
from jinja2.compiler import CodeGenerator
from markupsafe import Markup, escape

from macros import links
from macros.graph import Plan
from macros.identifiers import slug
from macros.mentions import mentions, terms
from macros.model import Term
from macros.site import Site
from macros.words import Words

__all__ = ["Markup", "compiled", "is_spelled", "lines", "link_to", "render", "say", "text", "words"]

_SPECIAL = {character: f"&#{ord(character)};" for character in "&<>\"'`*_{}[]#|~^\\=!$@"}
"""What HTML, Markdown, its attribute lists and Jinja read as more than a character."""
_SPACES = dict.fromkeys("\r\n\t\x0b\x0c\u2028\u2029\x85", " ")
_HARMLESS = str.maketrans({**_SPECIAL, **_SPACES})
_HARM = re.compile(f"[{re.escape(''.join([*_SPECIAL, *_SPACES]))}]")
_HOLE = re.compile("\0(\\w+)\0")

_HERE = Path(__file__).parent


@cache
def words() -> Words:
    """Everything that the site itself says."""
    return Words.load(_HERE / "words" / "en.yml")


def text(value: object) -> Markup:
    """A value as text that nothing downstream can take for markup. Markup stays as it is."""
    if isinstance(value, Markup):
        return value
    said = str(value)
    # Most texts hold nothing of the kind, and to search is much faster than to translate.
    return _marked(said.translate(_HARMLESS) if _HARM.search(said) else said)


def _marked(html: str) -> Markup:
    """What is known to be markup already. Markup's own way to make one asks first, a million times a site."""
    return str.__new__(Markup, html)


def _joined(pieces: Iterable[Markup], between: str = "") -> Markup:
    return _marked(between.join(pieces))


def lines(value: object) -> Markup:
    """A text of several lines as it is, for a block that keeps them."""
    return _joined(map(text, str(value).splitlines()), "\n")


def code(value: object) -> Markup:
    """A value as code in a Markdown table: nothing there is a link, a picture or somebody's name."""
    # No escape keeps a bar from ending the cell where backslashes stand before it.
    line = " ".join(str(value).split()).replace("|", "¦")
    fence = "`" * (max(map(len, re.findall("`+", line)), default=0) + 1)
    return Markup(f"{fence} {line} {fence}")


def say(key: str, count: Any = None, **values: Any) -> Markup:
    """Words of the site, with values put in. Raises KeyError for a key or a value that isn't there."""
    shape, names = _sentence(key, count if count is None else 1 if count == 1 else 2)
    values["count"] = count
    return _marked(shape % {name: text(values[name]) for name in names})


@cache
def _sentence(key: str, count: int | None) -> tuple[str, frozenset[str]]:
    """A sentence with a place for each value, and their names."""
    pieces = words().pieces(key, count)
    shape = _shape("".join(f"\0{name}\0" if name else text(literal) for literal, name in pieces))
    return shape, frozenset(name for _, name in pieces if name)


def _shape(html: str) -> str:
    """For `%`: HTML with a place for each value that is named between null bytes."""
    return _HOLE.sub(r"%(\1)s", html.replace("%", "%%"))


def day(date: str, until: str | None = None) -> Markup:
    """A day, a month or a year in words, without what the day that it lasts until says as well.

    >>> day("2025-03-10"), day("2019-02"), day("2025-03-10", "2025-03-20")
    (Markup('10 March 2025'), Markup('February 2019'), Markup('10'))
    """
    year, month, number = [*date.split("-"), "", ""][:3]
    last_year, last_month, last_number = [*(until or "").split("-"), "", ""][:3]
    same_year = year == last_year
    same_month = same_year and month == last_month and last_number
    if number and same_month:
        return Markup(int(number))
    named = say(f"date.month_{int(month)}") if month else ""
    key = "date.day" if number else "date.month" if month else "date.year"
    said = say(key, day=int(number or 0), month=named, year="" if same_year and month else year)
    return Markup(said.strip())


def _address(here: str, target: links.Target) -> Markup:
    return escape(links.relative(here, target.address, target.anchor))


def link_to(here: str, target: links.Target, shown: object = None) -> Markup:
    """A link to a record; its code and title unless other words are given."""
    shown = target.name if shown is None else shown
    return _filled("link.html.j2", address=_address(here, target), words=shown)


def _filled(template: str, **values: object) -> Markup:
    """A small template that has places for values, and nothing to decide."""
    return _marked(_outline(template, *values) % {name: text(value) for name, value in values.items()})


@cache
def _outline(template: str, *names: str) -> str:
    holes = {name: Markup(f"\0{name}\0") for name in names}
    return _shape(_environment().get_template(template).render(holes))


class _Prose:
    """Our prose on one page: links on what it names, and what a term means where it first stands."""

    def __init__(self, here: str, site: Site | None) -> None:
        self._here = here
        self._plans = tuple(site.plans.values()) if site else ()
        self._site = site
        self._explained: set[str] = set()

    def linked(self, plan: Plan | Iterable[Plan], prose: str) -> Markup:
        """With a link on every record that it names, other than the page's own."""
        own = (plan,) if isinstance(plan, Plan) else plan
        return _joined(
            link_to(self._here, target, words)
            if target and target.address != self._here
            else self._with_terms(words)
            for words, target in mentions((*own, *self._plans), prose)
        )

    def _with_terms(self, words: str) -> Markup:
        if self._site is None:
            return text(words)
        return _joined(
            self._term(shown, term) if term and term.term not in self._explained else text(shown)
            for shown, term in terms(self._site, words)
        )

    def _term(self, shown: str, term: Term) -> Markup:
        self._explained.add(term.term)
        address = _address(self._here, links.term_target(term))
        return _filled("term.html.j2", address=address, words=shown, meaning=term.meaning)


def is_spelled(expression: str) -> bool:
    """Whether what a page asks between double braces can be understood."""
    try:
        _environment().compile_expression(expression)
    except jinja2.TemplateSyntaxError:
        return False
    return True


def compiled(whose: str) -> FileSystemBytecodeCache | None:
    """Keeps templates compiled from build to build, by what they say: compiling takes a tenth of a build."""
    folder = _HERE.parent / ".cache" / "templates" / f"{whose}-{jinja2.__version__}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:  # Where nothing can be kept, nothing is.
        return None
    return FileSystemBytecodeCache(str(folder))


class _Compiler(CodeGenerator):
    """Of what is put into a page `text` makes markup; to escape that once more would take as long again."""

    def _output_child_pre(self, *_: object) -> None:
        self.write("environment.finalize(")

    def _output_child_post(self, *_: object) -> None:
        self.write(")")


class _Environment(Environment):
    code_generator_class = _Compiler


@cache
def _environment() -> Environment:
    environment = _Environment(
        loader=FileSystemLoader(_HERE / "templates"),
        undefined=StrictUndefined,
        autoescape=True,
        finalize=text,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=False,
        # It would ask the disk at every use, of which there are thousands; an edit makes a new environment.
        auto_reload=False,
        bytecode_cache=compiled("texts"),
    )
    environment.globals.update(say=say, day=day)
    environment.filters.update(slug=slug, capital=links.capital, amount="{:,}".format, lines=lines)
    environment.filters.update(code=code)
    environment.filters.update(number="{:.5g}".format)
    return environment


def render(template: str, here: str, *, site: Site | None = None, **values: Any) -> Markup:
    """A template's text. `here` is the address of the page that it becomes part of.

    With a `site`, prose explains the site's terms and names records of all its plans.
    """
    bound = {
        "link": partial(link_to, here),
        "address": partial(_address, here),
        "linked": _Prose(here, site).linked,
        "here": here,
    }
    return Markup(_environment().get_template(template).render(bound, **values))
