"""Spells what a calendar holds, line by line, as RFC 5545 asks. Knows no event of ours."""

from collections.abc import Iterable, Iterator
from datetime import date

LONGEST = 74
"""Octets of a line without its end; the standard allows one more."""
_ESCAPES = b"\\^"
"""What is escaped stays with its sign, for programs that read lines before they join them."""
_ESCAPED = str.maketrans({"\\": r"\\", ";": r"\;", ",": r"\,", "\n": r"\n", "\r": r"\n"})


def text(words: str) -> str:
    r"""Words as a value.

    >>> text("Sow; then\nwater, weed")
    'Sow\\; then\\nwater\\, weed'
    """
    return words.replace("\r\n", "\n").translate(_ESCAPED)


def day(one: date) -> str:
    """
    >>> day(date(2031, 3, 1))
    '20310301'
    """
    return one.isoformat().replace("-", "")


def component(name: str, lines: Iterable[str], inner: bytes = b"") -> bytes:
    """Properties, and the components that stand within this one."""
    begins, ends = (f"BEGIN:{name}", *lines), f"END:{name}"
    return b"".join((*map(_folded, begins), inner, _folded(ends)))


def _folded(line: str) -> bytes:
    """With its end; broken between two letters where it is too long."""
    if len(line) <= LONGEST and line.isascii():
        return line.encode() + b"\r\n"
    return b"\r\n ".join(_pieces(line.encode())) + b"\r\n"


def _pieces(octets: bytes) -> Iterator[bytes]:
    start = 0
    while len(octets) - start > LONGEST:
        end = start + LONGEST
        while octets[end] & 0xC0 == 0x80:  # within a letter of several octets
            end -= 1
        if octets[end - 1] in _ESCAPES:
            end -= 1
        yield octets[start:end]
        start = end
    yield octets[start:]
