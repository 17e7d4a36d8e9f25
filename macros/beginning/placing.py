"""Puts an entry into a file that holds a list, and leaves every other byte as it is."""

from itertools import takewhile

from macros.beginning.asking import RefusedError
from macros.load import Listing


def with_entry(text: str, listing: Listing, position: int, entry: list[str]) -> tuple[str, int]:
    """The text with the entry before the item at the position, or at the end, and the entry's line."""
    newline = "\r\n" if "\r\n" in text else "\n"
    lines = [line.removesuffix("\r") for line in text.split("\n")]
    if not listing.items:
        return _first_of_all(lines, listing, entry, newline)
    if not lines[_line(listing, 0)].lstrip().startswith("-"):
        raise RefusedError(
            f"{listing.place.file} holds its list in brackets. Give each item a line and a dash."
        )
    indent = " " * _indent(lines[_line(listing, 0)])
    at = _end(lines, listing, position)
    gap = [""] if position and _is_airy(lines, listing) else []
    new = [*gap, *(f"{indent}{line}" for line in entry)]
    rest = lines[at:] if any(lines[at:]) else [""]
    line = at + len(gap) + next(number for number, one in enumerate(entry) if one.startswith("-")) + 1
    return newline.join([*lines[:at], *new, *([*rest] if position else [*gap, *rest])]), line


def _first_of_all(lines: list[str], listing: Listing, entry: list[str], newline: str) -> tuple[str, int]:
    """In place of the brackets of an empty list."""
    at = listing.place.line - 1
    line = at + next(number for number, one in enumerate(entry) if one.startswith("-")) + 1
    if lines[at].strip() != "[]":
        raise RefusedError(
            f"{listing.place}: the list can't be added to. Take out what stands beside the brackets."
        )
    rest = lines[at + 1 :] if any(lines[at + 1 :]) else [""]
    return newline.join([*lines[:at], *entry, *rest]), line


def _end(lines: list[str], listing: Listing, position: int) -> int:
    """The line after an item's last one. Comments above the next item belong to that."""
    if position == 0:
        return _line(listing, 0)
    next_one = _line(listing, position) if position < len(listing.items) else len(lines)
    indent = _indent(lines[_line(listing, 0)])
    above = reversed(lines[_line(listing, position - 1) + 1 : next_one])
    last = position == len(listing.items)
    loose = takewhile(lambda line: not line.strip() or (not last and _is_comment(line, indent)), above)
    return next_one - len([*loose])


def _is_airy(lines: list[str], listing: Listing) -> bool:
    """Whether a blank line stands between its items."""
    if len(listing.items) < 2:
        return False
    second = _line(listing, 1)
    indent = _indent(lines[second])
    around = takewhile(lambda line: not line.strip() or _is_comment(line, indent), reversed(lines[:second]))
    return any(not line.strip() for line in around)


def _is_comment(line: str, indent: int) -> bool:
    return line.lstrip().startswith("#") and _indent(line) <= indent


def _line(listing: Listing, position: int) -> int:
    return listing.items[position].place.line - 1


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())
