"""Draws a card: 1200 by 630, a PNG of few colours. The same card gives the same bytes."""

from functools import cache
from io import BytesIO
from typing import TYPE_CHECKING, Literal

from macros.unfurl.card import Card
from macros.unfurl.typeset import Fitted, Style, fit, font, spelled

if TYPE_CHECKING:
    from PIL.Image import Image

LAYOUT = 3
"""To be raised with each change of looks or bytes, so that no older card is taken from the cache."""
WIDTH, HEIGHT = 1200, 630
EDGE = 72
INSIDE = WIDTH - 2 * EDGE
TOP = 76
FOOT = 522
"""Where the plan and the site are named."""

CODE = Style("text", (40, 34, 28))
TITLE = Style("title", (104, 92, 80, 72, 64, 58, 52, 46, 40), 1.14, balanced=True)
NOTE = Style("text", (34, 31, 28), 1.36)
SITE = Style("text", (28,))
LEAD_LINES = 3

Ink = Literal["title", "tint", "quiet", "faint"]
Colour = tuple[int, int, int]

GROUND: Colour = (16, 42, 71)
INKS: dict[Ink, Colour] = {
    "title": (255, 255, 255),
    "tint": (156, 199, 242),
    "quiet": (190, 205, 222),
    "faint": (48, 78, 112),
}
TINTS: tuple[Colour, ...] = ((240, 194, 107), (146, 214, 165), (255, 168, 192), (201, 186, 247))
"""One for each plan, in turn; pages of no plan keep the ink's own."""
STEPS = 8
"""Of each ink, from the ground's colour to its own: what makes edges smooth."""
OF_256 = tuple(grey * STEPS // 256 for grey in range(256))
SEEN = [255 * bool(step) for step in OF_256]


def drawn(card: Card) -> bytes:
    from PIL import Image  # noqa: PLC0415 it takes longer to load than most builds need it

    image = Image.new("P", (WIDTH, HEIGHT), 0)
    image.putpalette(_palette(card.tint))
    _Painter(image).paint(card)
    file = BytesIO()
    # Two levels more save an eighth of the bytes, and take half as long again.
    image.save(file, "PNG", bits=8, compress_level=4)
    return file.getvalue()


def _palette(tint: int) -> list[int]:
    inks = {**INKS, "tint": TINTS[(tint - 1) % len(TINTS)]} if tint else INKS
    return [
        round(ground + (own - ground) * step / (STEPS - 1))
        for ink in inks.values()
        for step in range(STEPS)
        for ground, own in zip(GROUND, ink, strict=True)
    ]


class _Painter:
    def __init__(self, image: "Image") -> None:
        self._image = image

    def paint(self, card: Card) -> None:
        self._box((0, 0, WIDTH, 12), "tint")
        self._foot(card)
        code, title = spelled(card.code), spelled(card.title)
        if not title:
            # The font lacks its letters.
            code, title = "", code
        top = TOP
        if code:
            self._lines(fit(code, CODE, INSIDE, CODE.sizes[0]), top, "tint")
            top += 66
        notes = [note for one in card.notes if (note := spelled(one))]
        lead = "" if notes else spelled(card.lead)
        below = _height(len(notes) or (LEAD_LINES if lead else 0))
        top = self._lines(fit(title, TITLE, INSIDE, FOOT - 64 - top - below), top, "title") + 26
        if lead:
            self._lines(fit(lead, NOTE, INSIDE, below), top, "quiet")
        self._notes(notes, top)

    def _notes(self, notes: list[str], top: int) -> None:
        """A line for each, all of one size."""
        size = min((fit(note, NOTE, INSIDE, _height(1)).size for note in notes), default=0)
        for note in notes:
            top = self._lines(fit(note, Style("text", (size,), NOTE.leading), INSIDE, 0), top, "quiet")

    def _foot(self, card: Card) -> None:
        self._times(card.times)
        self._lines(fit(spelled(card.plan), NOTE, INSIDE // 2, _height(1)), FOOT + 34, "tint")
        site = fit(spelled(card.site), SITE, INSIDE // 2 - EDGE, 0)
        length = font(site.face, site.size).getlength(site.lines[0])
        self._lines(site, FOOT + 37, "quiet", WIDTH - EDGE - round(length))

    def _times(self, times: tuple[bool, ...]) -> None:
        """A row of blocks, one for each unit of the plan's time; a thin rule where there are none."""
        if not times:
            self._box((EDGE, FOOT, WIDTH - EDGE, FOOT + 3), "faint")
        gap = 8 if len(times) <= 24 else 3
        for number, about in enumerate(times):
            left, right = (EDGE + round(at * (INSIDE + gap) / len(times)) for at in (number, number + 1))
            if about:
                self._box((left, FOOT - 5, right - gap, FOOT + 9), "tint")
            else:
                self._box((left, FOOT, right - gap, FOOT + 4), "faint")

    def _box(self, box: tuple[int, int, int, int], ink: Ink) -> None:
        self._image.paste(_first(ink) + STEPS - 1, box)

    def _lines(self, fitted: Fitted, top: int, ink: Ink, left: int = EDGE) -> int:
        """Where the next line would stand."""
        for line in filter(None, fitted.lines):
            self._line(line, fitted, (left, top), ink)
            top += fitted.step
        return top

    def _line(self, line: str, fitted: Fitted, place: tuple[int, int], ink: Ink) -> None:
        from PIL import Image  # noqa: PLC0415

        mask, (right, down) = font(fitted.face, fitted.size).getmask2(line, "L")
        grey = Image.new("L", mask.size)
        grey.im.paste(mask, (0, 0, *mask.size))
        steps, seen = grey.point(_inked(ink)), grey.point(SEEN)
        self._image.paste(steps, (place[0] + right, place[1] + down), seen)


@cache
def _inked(ink: Ink) -> list[int]:
    """From a grey to the palette's colour."""
    return [_first(ink) + step for step in OF_256]


def _first(ink: Ink) -> int:
    """Where the palette's colours of an ink begin."""
    return list(INKS).index(ink) * STEPS


def _height(lines: int) -> int:
    return round(lines * NOTE.sizes[0] * NOTE.leading)
