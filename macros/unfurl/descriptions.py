"""A page in a sentence or two of plain text, as searches and mails show it. No two pages share one."""

import re
from collections import Counter
from collections.abc import Mapping

from macros.render import say

LEAST, MOST = 50, 200
"""Characters. Shorter says nothing, and longer is cut by whoever shows it."""
CALM = 100
"""A sentence that ends before this leaves too much unsaid: then a cut within the next one is better."""

_END = re.compile(r"[.!?][”’)]?(?=\s)")


def descriptions(pages: Mapping[str, tuple[str, str]]) -> dict[str, str]:
    """By the page's address, from its title and what is said of it, which may be long, short or the same."""
    said = {address: _said(title, text) for address, (title, text) in pages.items()}
    often = Counter(said.values())
    return {
        address: cut(_named(pages[address][0], text)) if often[text] > 1 else text
        for address, text in said.items()
    }


def _said(title: str, text: str) -> str:
    text = " ".join(text.split())
    return cut(text if len(text) >= LEAST else _named(title, text))


def _named(title: str, text: str) -> str:
    return say("preview_card.named", title=title, text=text).unescape()


def cut(text: str) -> str:
    """At the end of a sentence, or else of a word.

    >>> cut("Short."), cut("It is said. " * 20)[-18:], cut("word " * 50)[-11:]
    ('Short.', ' said. It is said.', ' word word…')
    """
    if len(text) <= MOST:
        return text
    ends = [found.end() for found in _END.finditer(text[: MOST + 1]) if found.end() <= MOST]
    if ends and ends[-1] >= CALM:
        return text[: ends[-1]]
    head = text[:MOST]
    return f"{(head.rpartition(' ')[0] or head[:-1]).rstrip(' ,;:–-')}…"
