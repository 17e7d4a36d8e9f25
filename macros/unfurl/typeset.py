"""Words in the card's fonts: what they can spell, how they break into lines, and at which size they fit."""

import unicodedata
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from PIL.ImageFont import FreeTypeFont

FONTS = Path(__file__).parent / "fonts"
FILES = {"title": FONTS / "InterDisplay-SemiBold.otf", "text": FONTS / "Inter-Medium.otf"}
NO_LETTER = "\U0010fffd"
"""No font has it, so it is drawn as whatever is lacking."""
ENOUGH = 2 / 3
"""How much of a text the font must have, or else nothing of it is shown: half a name is worse than none."""

Face = Literal["title", "text"]


@dataclass(frozen=True)
class Style:
    face: Face
    sizes: tuple[int, ...]
    """Which are tried, from the largest to the smallest."""
    leading: float = 1.0
    balanced: bool = False
    """Lines as equal in length as they can be: no word stands alone at the end."""


@dataclass(frozen=True)
class Fitted:
    lines: tuple[str, ...]
    face: Face
    size: int
    step: int
    """From line to line."""


@cache
def font(face: Face, size: int) -> "FreeTypeFont":
    # Loaded where something is drawn: a build that finds its cards in the cache has no use for it.
    from PIL import ImageFont  # noqa: PLC0415

    # The other layout kerns, by a library that not every machine has: cards would differ by machine.
    return ImageFont.truetype(str(FILES[face]), size, layout_engine=ImageFont.Layout.BASIC)


def spelled(text: str) -> str:
    """With what the font has, accents aside where it lacks them; empty where it lacks too much.

    >>> spelled("Nuñez, Ελλάδα, Россия"), spelled("peas 🌱 and beans"), spelled("שלום עולם")
    ('Nuñez, Ελλάδα, Россия', 'peas and beans', '')
    """
    letters = [_spelled(letter) for letter in unicodedata.normalize("NFC", text)]
    wanted = sum(not letter.isspace() for letter in text)
    if not wanted or sum(bool(letter.strip()) for letter in letters) < ENOUGH * wanted:
        return ""
    return " ".join("".join(letters).split())


@cache
def _spelled(letter: str) -> str:
    if letter.isspace():
        return " "
    for spelling in (letter, unicodedata.normalize("NFKC", letter), unicodedata.normalize("NFD", letter)[0]):
        if all(map(_has, spelling)):
            return spelling
    return ""


def _has(letter: str) -> bool:
    return unicodedata.category(letter)[0] not in "CM" and _picture(letter) != _picture(NO_LETTER)


@cache
def _picture(letter: str) -> bytes:
    return bytes(font("title", 24).getmask(letter))


def fit(text: str, style: Style, width: int, height: int) -> Fitted:
    """At the largest size at which it fits; at the smallest, cut short, where it fits at none."""
    face, size, room, lines = style.face, 0, 0, [""]
    for size in style.sizes:
        lines = _wrapped(text, face, size, width)
        room = max(1, int(height // (size * style.leading)))
        if len(lines) <= room:
            break
    if len(lines) > room:
        lines = [*lines[: room - 1], _cut(lines[room - 1], face, size, width)]
    if style.balanced:
        lines = _balanced(" ".join(lines), face, size, width, len(lines))
    return Fitted(tuple(lines), face, size, round(size * style.leading))


def _cut(line: str, face: Face, size: int, width: int) -> str:
    while line and font(face, size).getlength(f"{line}…") > width:
        line = line[:-1]
    return f"{line.rstrip(' ,;:–-')}…"


def _balanced(text: str, face: Face, size: int, width: int, count: int) -> list[str]:
    low, high = width // 2, width
    while high - low > 16:
        middle = (low + high) // 2
        if len(_wrapped(text, face, size, middle)) > count:
            low = middle
        else:
            high = middle
    return _wrapped(text, face, size, high)


def _wrapped(text: str, face: Face, size: int, width: int) -> list[str]:
    lines, used = [""], 0.0
    space = _length(" ", face, size)
    pieces = [piece for word in text.split() for piece in _pieces(word, face, size, width)]
    for piece in pieces:
        needed = _length(piece, face, size)
        if lines[-1] and used + space + needed > width:
            lines, used = [*lines, piece], needed
        else:
            used += needed + (space if lines[-1] else 0)
            lines[-1] = f"{lines[-1]} {piece}".strip()
    return lines


def _pieces(word: str, face: Face, size: int, width: int) -> list[str]:
    """The word, in pieces where it alone is wider than a line."""
    if _length(word, face, size) <= width:
        return [word]
    pieces = [""]
    for letter in word:
        if _length(pieces[-1] + letter, face, size) > width:
            pieces.append("")
        pieces[-1] += letter
    return pieces


@cache
def _length(word: str, face: Face, size: int) -> float:
    return font(face, size).getlength(word)
