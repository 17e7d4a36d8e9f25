"""The one Jinja environment: strict, and escaping every value so that text from data is only ever text."""

from functools import cache, partial
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from macros import links
from macros.graph import Plan
from macros.mentions import mentions
from macros.words import Words

__all__ = ["Markup", "lines", "link_to", "render", "say", "text", "words"]

_SPECIAL = str.maketrans({character: f"&#{ord(character)};" for character in "&<>\"'`*_{}[]#|~^\\=!$@"})
"""What HTML, Markdown, its attribute lists and Jinja read as more than a character."""
_SPACES = str.maketrans(dict.fromkeys("\r\n\t\x0b\x0c\u2028\u2029\x85", " "))

_HERE = Path(__file__).parent


@cache
def words() -> Words:
    """Everything that the site itself says."""
    return Words.load(_HERE / "words" / "en.yml")


def text(value: object) -> Markup:
    """A value as text that nothing downstream can take for markup. Markup stays as it is."""
    if isinstance(value, Markup):
        return value
    return Markup(str(value).translate(_SPACES).translate(_SPECIAL))


def lines(value: object) -> Markup:
    """A text of several lines as it is, for a block that keeps them."""
    return Markup("\n").join(text(line) for line in str(value).splitlines())


def say(key: str, count: Any = None, **values: Any) -> Markup:
    """Words of the site, with values put in. Raises KeyError for a key or a value that isn't there."""
    pieces = words().pieces(key, count)
    known = {**values, "count": count}
    return Markup("").join(text(known[name]) if name else text(literal) for literal, name in pieces)


def _address(here: str, target: links.Target) -> Markup:
    return escape(links.relative(here, target.address, target.anchor))


def link_to(here: str, target: links.Target, shown: object = None) -> Markup:
    """A link to a record; its code and title unless other words are given."""
    shown = text(target.name if shown is None else shown)
    return Markup(
        _environment().get_template("link.html.j2").render(address=_address(here, target), words=shown)
    )


def _linked(here: str, plan: Plan, prose: str) -> Markup:
    """Our prose, with a link on every record that it names, other than the page's own."""
    pieces = mentions(plan, prose)
    return Markup("").join(
        link_to(here, target, words) if target and target.address != here else text(words)
        for words, target in pieces
    )


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_HERE / "templates"),
        undefined=StrictUndefined,
        autoescape=True,
        finalize=text,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=False,
    )
    environment.globals.update(say=say)
    environment.filters.update(capital=links.capital, amount="{:,}".format, lines=lines)
    return environment


def render(template: str, here: str, **values: Any) -> Markup:
    """A template's text. `here` is the address of the page that it becomes part of."""

    bound = {
        "link": partial(link_to, here),
        "address": partial(_address, here),
        "linked": partial(_linked, here),
        "here": here,
    }
    return Markup(_environment().get_template(template).render(bound, **values))
