"""What browsers are told that a page may load and run: files of its own host, and the theme's scripts in it.

So even a text that became markup by a mistake would load nothing, run nothing and change no looks.
"""

import re
from base64 import b64encode
from collections.abc import Iterator
from functools import lru_cache
from hashlib import sha256

from macros.problems import Place, Problem
from macros.render import Markup

_INLINE = re.compile(r"<script>(.*?)</script>", re.DOTALL)
_STARTER = re.compile(r"<script>mermaid\.initialize\([^<]*</script>(?=\s*</body>)")
_REFUSED = re.compile(
    r"<(?:audio|base|embed|iframe|link|meta|object|style|video)\b[^<>]*>"
    r"|<(?:img|input|script|source)\b[^<>]*\ssrc(?:set)?\s*=\s*[\"']?(?:https?:)?//[^<>]*>"
    r"|<form\b[^<>]*\saction\s*=\s*[\"']?(?:https?:)?//[^<>]*>"
    r"|<a\b[^<>]*\shref\s*=\s*[\"']?javascript:[^<>]*>"
    r"|<script\b(?![^<>]*\s(?:src|type=.application/))[^<>]*>"
    r"|<[a-z][^<>]*\s(?:on[a-z]+|style)\s*=[^<>]*>",
    re.IGNORECASE,
)
_LINK = re.compile(r"(<(?:a|area|form))(?=\s)[^<>]*>", re.IGNORECASE)
_LEAVES = re.compile(r"\s(?:href\s*=\s*[\"']?(?:https?:)?//|target\s*=)", re.IGNORECASE)
_RELATION = re.compile(r'\srel="([^"]*)"')


@lru_cache
def policy(theme: str = "", *, draws: bool = False) -> Markup:
    """The policy of a page, for an attribute.

    `theme`: markup of the theme whose scripts may run as they stand. Never what a page says: whatever
    got in there would be allowed as well. `draws`: Mermaid draws in the browser, and styles its drawings.
    """
    hashes = "".join(f" 'sha256-{_hash(script)}'" for script in _INLINE.findall(theme))
    directives = {
        "default-src": "'none'",
        "script-src": f"'self'{hashes}",
        "style-src": "'self' 'unsafe-inline'" if draws else "'self'",
        "img-src": "'self' data:",  # The theme's stylesheet holds its icons.
        "connect-src": "'self'",
        "worker-src": "'self'",
        "form-action": "'self'",
        "base-uri": "'none'",
    }
    return Markup("; ".join(f"{name} {sources}" for name, sources in directives.items()))


def _hash(script: str) -> str:
    return b64encode(sha256(script.encode()).digest()).decode()


def without_starter(html: str) -> str:
    """A page without the script by which mermaid2 starts Mermaid within it: our own file does."""
    return _STARTER.sub("", html)


def refused(html: str, source: str) -> Iterator[Problem]:
    """What a text by hand asks for in vain."""
    for found in _REFUSED.findall(html):
        fact = f"the pages' policy makes browsers refuse {found}"
        way_out = "Put a file of yours in docs/assets/: a picture, a stylesheet or a script."
        yield Problem(Place(source), "", fact, way_out)


def guarded(html: str) -> str:
    """A text by hand in which no page that a link opens gets a hold on ours.

    >>> guarded('<a href="https://peas.example">, <a href="..">')
    '<a rel="noopener" href="https://peas.example">, <a href="..">'
    >>> guarded('<a rel="license" href="//peas.example">')
    '<a rel="license noopener" href="//peas.example">'
    >>> guarded('<form target="_blank">')
    '<form rel="noopener" target="_blank">'
    """
    return _LINK.sub(_guarded, html)


def _guarded(link: re.Match[str]) -> str:
    tag = link[0]
    said = _RELATION.search(tag)
    if not _LEAVES.search(tag) or (said and "noopener" in said[1]):
        return tag
    if said:
        return f'{tag[: said.end() - 1]} noopener"{tag[said.end() :]}'
    name = link[1]
    return f'{name} rel="noopener"{tag[len(name) :]}'
