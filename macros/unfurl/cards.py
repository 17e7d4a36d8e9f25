"""The cards of a site. What was drawn is kept by what it shows: a page that didn't change costs nothing."""

import hashlib
import os
from collections.abc import Mapping
from contextlib import suppress
from functools import cache
from importlib.metadata import version
from pathlib import Path

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


def cards(wanted: Mapping[str, Card], kept: Path) -> dict[str, bytes]:
    """The pictures, by their own addresses. `kept`: the folder of what was drawn before."""
    return {card_address(page): _card(card, kept) for page, card in wanted.items()}


def _card(card: Card, kept: Path) -> bytes:
    file = kept / f"{_key(card)}.png"
    try:
        return file.read_bytes()
    except OSError:
        picture = drawn(card)
    _keep(file, picture)
    return picture


def _keep(file: Path, picture: bytes) -> None:
    """As a whole, for another build may look for it at this moment. Where nothing can be kept, nothing is."""
    new = file.with_suffix(f".{os.getpid()}")
    with suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
        new.write_bytes(picture)
        new.replace(file)


def _key(card: Card) -> str:
    return hashlib.sha256(f"{_look()}\n{card!r}".encode()).hexdigest()[:32]


@cache
def _look() -> str:
    """Everything that a card's looks depend on, but for what it says."""
    fonts = b"".join(file.read_bytes() for file in FILES.values())
    return f"{LAYOUT} {version('pillow')} {hashlib.sha256(fonts).hexdigest()}"
