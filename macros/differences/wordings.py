"""Two texts side by side, with the words marked that only one of them has."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher


@dataclass(frozen=True)
class Piece:
    """A run of words that the other side has too, or hasn't."""

    text: str
    same: bool


Pieces = tuple[Piece, ...]


def side_by_side(before: str, after: str) -> tuple[Pieces, Pieces]:
    old, new = (re.findall(r"\S+\s*|\s+", text) for text in (before, after))
    if not old or not new:
        return _pieces([(before, True)]), _pieces([(after, True)])
    blocks = SequenceMatcher(
        None, [*map(str.strip, old)], [*map(str.strip, new)], autojunk=False
    ).get_opcodes()
    left = [("".join(old[first:last]), kind == "equal") for kind, first, last, _, _ in blocks]
    right = [("".join(new[first:last]), kind == "equal") for kind, _, _, first, last in blocks]
    return _pieces(left), _pieces(right)


def _pieces(texts: list[tuple[str, bool]]) -> Pieces:
    return tuple(Piece(text, same) for text, same in texts if text)
