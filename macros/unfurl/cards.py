"""The pictures of cards. What was drawn is kept by what it shows: a page that didn't change costs nothing."""

import hashlib
from functools import cache
from importlib.metadata import version
from pathlib import Path

from macros.cached import keep
from macros.unfurl.card import Card
from macros.unfurl.painting import LAYOUT, drawn
from macros.unfurl.typeset import FILES

NAME = "card.png"


def card_address(page: str) -> str:
    """
    >>> card_address("outputs/4/"), card_address("")
    ('outputs/4/card.png', 'card.png')
    """
    return f"{page}{NAME}"


def picture(card: Card, kept: Path) -> bytes:
    """`kept`: the folder of what was drawn before."""
    file = kept / f"{_key(card)}.png"
    try:
        return file.read_bytes()
    except OSError:
        made = drawn(card)
    keep(file, made)
    return made


def _key(card: Card) -> str:
    return hashlib.sha256(f"{_look()}\n{card!r}".encode()).hexdigest()[:32]


@cache
def _look() -> str:
    """Everything that a card's looks depend on, but for what it says."""
    fonts = b"".join(file.read_bytes() for file in FILES.values())
    return f"{LAYOUT} {version('pillow')} {hashlib.sha256(fonts).hexdigest()}"
