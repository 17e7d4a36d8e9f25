"""Any text at all as a harmless label of a Mermaid diagram, and how broad a label is when it is drawn."""

import re
import unicodedata
from functools import lru_cache

JOINER = "\N{WORD JOINER}"
"""Invisible, and neither a space nor a letter to Mermaid: a label that begins with it is never a keyword."""
BLANK = "–"
"""Stands where a label must be seen and there is no text."""
EM = 0.5
"""The breadth of an average character, in em of a common sans-serif; the reader's font isn't known."""

_SPECIAL = ':;#%<>"*_~`\\'
_ALIKE = "꞉\u037e♯٪‹›ʺ∗ˍ∼ˋ⧵"
_LOOK_ALIKES = str.maketrans(_SPECIAL, _ALIKE)
_WRITTEN = str.maketrans(_ALIKE, _SPECIAL, JOINER)
_BREAKERS = re.compile(r"[]$&]|ﬂ(?=°)|¶(?=ß)")
"""Entities, formulas and links need what follows these; a word joiner after them is enough. The last two are
how Mermaid itself spells an entity, and what it reads as one in a text too."""
_UNSEEN = re.compile("[\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\u061c\ufdd0-\ufdef\ufeff\ufffe\uffff]")
_CONTROLS = re.compile("[\0-\x1f\x7f-\x9f]")
_HALVES = re.compile("[\ud800-\udfff]")
"""Of a sign that takes two, which nothing can show alone."""
_MARKS = re.compile("[\u200d\u2060\ufe00-\ufe0f\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f]")
_SLIM = frozenset(" ijlftrI.,;:'!|()[]{}/-꞉ʺ‹›ˋ")
_STOUT = frozenset("mwMW@…—")


@lru_cache(maxsize=4096)
def label(text: str, limit: float = 60) -> str:
    """Any text as one line that Mermaid shows and never obeys, cut at a word to `limit` average characters.

    >>> label("section: C++ #5"), written(label("section: C++ #5"))
    ('\\u2060section꞉ C++ ♯5', 'section: C++ #5')
    """
    spelled = _cut(plain(text) or BLANK, limit).translate(_LOOK_ALIKES)
    return JOINER + _BREAKERS.sub(rf"\g<0>{JOINER}", spelled)


def written(text: str) -> str:
    """A drawn label with its look-alikes turned back into the characters that were written."""
    return text.translate(_WRITTEN)


def plain(text: str) -> str:
    """One line without control characters and without what turns the direction of writing."""
    seen = _CONTROLS.sub(" ", _UNSEEN.sub("", text))
    return " ".join(_HALVES.sub("\N{REPLACEMENT CHARACTER}", seen).split())


def key(identifier: str) -> str:
    """An identifier in letters, digits and hyphens; different ones stay different."""
    return re.sub(r"[^A-Za-z0-9-]", lambda match: f"_{ord(match[0]):x}_", identifier)


@lru_cache(maxsize=4096)
def breadth(text: str) -> float:
    """In average characters."""
    return sum(map(_breadth, text))


@lru_cache(maxsize=4096)
def _breadth(char: str) -> float:
    if _MARKS.match(char) or unicodedata.combining(char):
        return 0
    if unicodedata.east_asian_width(char) in "WF":
        return 2
    if char in _SLIM:
        return 0.6
    if char in _STOUT:
        return 1.65
    return 1.25 if char.isupper() else 1.05


def _cut(text: str, limit: float) -> str:
    # Ten characters in the place of one bound what combining marks can pile up.
    if len(text) <= 10 * limit and breadth(text) <= limit:
        return text
    room = limit - _breadth("…")
    end = 0
    while end < min(len(text), 10 * limit) and (room := room - _breadth(text[end])) >= 0:
        end += 1
    while 0 < end < len(text) and (not _breadth(text[end]) or text[end - 1] == "\N{ZERO WIDTH JOINER}"):
        end -= 1
    word = max(text.rfind(" ", 0, end + 1), text.rfind("-", 0, end))
    return text[: word if word > end / 3 else end].rstrip(" ,.;:–-") + "…"
