"""Text of contributors on a platform that makes links and mentions of what it finds in any text."""

import re

JOINER = "\u2060"
"""It has no width, and no line breaks there."""
_ALIVE = re.compile(
    r"(?<=[@#!])(?=\w)|(?<=:)(?=//)|(?<=:)(?=[\w+-]+:)|(?<=\bwww)(?=\.)|(?<=\bGH)(?=-\d)|(?<=mailto)(?=:)",
    re.IGNORECASE,
)


def inert(text: str) -> str:
    """The same to the eye. Nobody is called, nothing leads anywhere, and no code becomes a picture.

    >>> [piece for piece in inert("@anna, see #12 at https://www.host.example").split(JOINER)]
    ['@', 'anna, see #', '12 at https:', '//www', '.host.example']
    """
    return _ALIVE.sub(JOINER, text)
