"""What a search reads of a page: its sections and their text, and nothing of what the search passes over.

Material's search reads HTML with a slow parser. It gets as little as it makes the same entries of.
"""

import re
from dataclasses import dataclass, field
from html import escape, unescape
from math import inf

from macros.resting import searched as unexcluded

_TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)((?:[^<>\"']|\"[^\"]*\"|'[^']*')*)>")
_UNSURE = re.compile(r"<(?:[!?]|script\b|style\b|object\b|textarea\b|title\b)", re.IGNORECASE)
"""Where a parser would go by other rules."""
_ID = re.compile(r"\sid=\"([^\"]*)\"")
_PERMALINK = re.compile(r"\sclass=\"headerlink\"")
_EXCLUDED = re.compile(r"\sdata-search-exclude\b|\sclass=\"linenodiv\"")
_VOID = {
    *("area", "base", "br", "col", "embed", "hr", "img", "input", "link"),
    *("meta", "param", "source", "track", "wbr"),
}
_HEADINGS = {f"h{level}" for level in range(1, 7)}
_KEPT = {"p", "code", "pre", "li", "ol", "ul", "sub", "sup"}
_AROUND_NONE = {*_HEADINGS, *_KEPT, "a"}
"""Within these stands no heading, unless somebody wrote it so."""


class _UnsureError(ValueError):
    """Something that only a parser knows how to read."""


@dataclass
class _Section:
    """A heading, and what stands below it. What comes before any has none."""

    tag: str = ""
    id: str = ""
    depth: float = 0
    excluded: bool = False
    title: list[str] = field(default_factory=list)
    text: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        if not self.tag:  # An element that holds nothing makes the search begin a section without a heading.
            return f"<div></div>{''.join(self.text)}"
        if self.excluded:
            return f'<{self.tag} id="{self.id}" data-search-exclude></{self.tag}>'
        return f'<{self.tag} id="{self.id}">{"".join(self.title)}</{self.tag}>{"".join(self.text)}'


def searched(html: str) -> str:
    """HTML of which the search makes the same entries.

    >>> searched('<h1 id="a">Peas</h1>\\n<table><tr><td>and <b>beans</b></td></tr></table>')
    '<h1 id="a">Peas</h1> and beans'
    """
    html = unexcluded(html)
    try:
        return "".join(map(str, _Reader(html).sections))
    except _UnsureError:
        return html


class _Reader:
    """Goes by the rules of the search's own parser, as far as a page of this site needs them."""

    def __init__(self, html: str) -> None:
        if _UNSURE.search(html):
            raise _UnsureError
        self.sections: list[_Section] = []
        self._section = _Section()
        self._context: list[str] = []
        self._permalink = 0
        """How deep within elements the link stands that is open and leads to its own heading."""
        position = 0
        for tag in _TAG.finditer(html):
            self._said(html[position : tag.start()])
            position = tag.end()
            self._met(*tag.groups())
        self._said(html[position:])
        if self._context:
            raise _UnsureError

    @property
    def _held(self) -> list[str]:
        """What takes in what is said now: a title or a text."""
        return self._section.title if self._section.tag in self._context else self._section.text

    def _met(self, slash: str, tag: str, attributes: str) -> None:
        if slash:
            self._closed(tag)
        elif tag not in _VOID:
            self._opened(tag, attributes)
            if attributes.endswith("/"):
                self._closed(tag)

    def _opened(self, tag: str, attributes: str) -> None:
        excluded = bool(_EXCLUDED.search(attributes))
        self._context.append(tag)
        if tag in _HEADINGS and (found := _ID.search(attributes)):
            if not _AROUND_NONE.isdisjoint(self._context[:-1]):
                raise _UnsureError
            if tag != "h1" and not self.sections:
                self._begin(_Section())
            self._begin(_Section(tag, found[1], len(self._context), excluded))
        elif excluded:
            raise _UnsureError
        elif not self.sections:
            self._begin(_Section())
        if tag in _KEPT:
            self._held.append(f"<{tag}>")
        elif tag == "a" and self._section.tag in self._context and _PERMALINK.search(attributes):
            self._permalink = len(self._context)

    def _begin(self, section: _Section) -> None:
        self.sections.append(section)
        self._section = section

    def _closed(self, tag: str) -> None:
        if not self._context or self._context[-1] != tag:
            raise _UnsureError
        depth = len(self._context)
        if self._section.depth > depth:
            # A heading within an element: what follows belongs to the section before.
            self._section.depth = inf
            self._section = next(one for one in reversed(self.sections) if one.depth <= depth)
        self._context.pop()
        if self._permalink == depth:
            self._permalink = 0
        if tag in _KEPT:
            _close(self._held, tag)

    def _said(self, said: str) -> None:
        if not said:
            return
        if "<" in said:
            raise _UnsureError
        said = unescape(said) if "&" in said else said
        blank = said.isspace()
        if "pre" not in self._context:
            said = " " if blank else said.replace("\n", " ")
        if not self.sections:
            self._begin(_Section())
        self._take_in(said, blank=blank)

    def _take_in(self, said: str, *, blank: bool) -> None:
        held, is_title = self._held, self._section.tag in self._context
        doubled = blank and bool(held) and held[-1].isspace()
        if is_title and doubled:
            raise _UnsureError
        if (is_title and self._permalink) or (doubled and "pre" not in self._context):
            return
        held.append(escape(said, quote=False))


def _close(held: list[str], tag: str) -> None:
    """Ends an element, or takes it away with all that follows its like where the first of them is empty."""
    begin = held.index(f"<{tag}>")
    if all(one.isspace() for one in held[begin + 1 :]):
        del held[begin:]
    else:
        held.append(f"</{tag}>")
