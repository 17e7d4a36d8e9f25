"""Values → the lines of a file, in the way in which the data are written by hand."""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import takewhile

from macros.identifiers import Quoted
from macros.load.spans import reads_as

Value = str | bool | int | tuple["Value", ...] | Mapping[str, "Value"]
"""Text in quotes is `Quoted`."""

WIDTH = 110
"""Letters in a line, where it can be chosen."""
SHORTEST = 0.4
"""Of the width: a line that may stay so short so that the lines after it stay as they are."""
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r", "\x85": "\\N"}
_ESCAPES |= {"\u2028": "\\L", "\u2029": "\\P", "\u00a0": "\\_"}
_BREAKS = re.compile("[\r\x85\u2028\u2029]")
_GAP = re.compile(r"(?<=[^ \t]) (?=[^ \t])")
"""A space that may become the end of a line, and is read as a space again."""


def in_line(value: Value, *, in_flow: bool, quote: str = "") -> str:
    """On one line. `quote`: what stood around the value before."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, str):
        return _text(value, in_flow=in_flow, quote=quote)
    if isinstance(value, Mapping):
        return f"{{{', '.join(f'{name}: {in_line(one, in_flow=True)}' for name, one in value.items())}}}"
    return f"[{', '.join(in_line(one, in_flow=True) for one in value)}]"


def _text(value: str, *, in_flow: bool, quote: str) -> str:
    bare = not isinstance(value, Quoted) and not quote
    if bare and type(reads_as(value, in_flow=in_flow)) is str:
        return value
    escaped = any(letter in value for letter in _ESCAPES if letter != '"')
    if not escaped and (quote == "'" or (bare and '"' in value and "'" not in value)):
        doubled = value.replace("'", "''")
        return f"'{doubled}'"
    return f'"{"".join(_ESCAPES.get(letter, letter) for letter in value)}"'


def field(name: str, value: Value, indent: int) -> list[str]:
    """The lines of a field, the first without its indentation."""
    line = f"{name}: {in_line(value, in_flow=False)}"
    if isinstance(value, tuple) and value and isinstance(value[0], Mapping):
        return [f"{name}:", *_items(value, indent + 2)]
    if indent + len(line) <= WIDTH or isinstance(value, tuple | bool | int):
        return [line]
    if isinstance(value, Mapping):
        return [f"{name}:", *_indented(fields(value, indent + 2), indent + 2)]
    if (folded := fold(value, indent + 2)) is not None:
        return [f"{name}: >-", *_indented(folded, indent + 2)]
    return [line]


def fields(record: Mapping[str, Value], indent: int) -> list[str]:
    """The lines of a record, the first of each field without its indentation."""
    lines: list[str] = []
    for name, value in record.items():
        first, *others = field(name, value, indent)
        lines += [first, *(line[indent:] for line in others)]
    return lines


def item(value: Value, indent: int, *, is_flow: bool = False) -> list[str]:
    """The lines of an item of a list, each with its indentation."""
    line = f"{' ' * indent}- {in_line(value, in_flow=False)}"
    if not isinstance(value, Mapping) or (is_flow and len(line) <= WIDTH):
        return [line]
    first, *others = fields(value, indent + 2)
    return [f"{' ' * indent}- {first}", *_indented(others, indent + 2)]


def _items(values: Sequence[Value], indent: int) -> Iterator[str]:
    for one in values:
        yield from item(one, indent)


def _indented(lines: Sequence[str], indent: int) -> list[str]:
    return [f"{' ' * indent}{line}" if line else "" for line in lines]


def fold(text: str, indent: int, before: str = "", old: Sequence[str] = ()) -> list[str] | None:
    """The lines of a folded text; None where it has spaces that folding would lose.

    `before`, `old`: the text and its lines until now. Lines that can stay as they are stay.
    """
    paragraphs = text.split("\n")
    if not text or _BREAKS.search(text) or any(one != one.strip(" \t") for one in paragraphs):
        return None
    width = WIDTH - indent
    if len(paragraphs) == 1 and old and " ".join(old) == before:
        return _refolded(text, old, width)
    lines: list[str] = []
    for number, paragraph in enumerate(paragraphs):
        # In a folded text an empty line is one line break.
        lines += ([""] if number else []) + (_wrapped(_GAP.split(paragraph), width) if paragraph else [])
    return lines


def _wrapped(words: Sequence[str], width: int) -> list[str]:
    lines = [""]
    for word in words:
        longer = f"{lines[-1]} {word}" if lines[-1] else word
        if len(longer) > width and lines[-1]:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


def _refolded(text: str, old: Sequence[str], width: int) -> list[str]:
    """Whole lines at the beginning and at the end stay; between them words are filled in anew."""
    parted = [_GAP.split(line) for line in old]
    before, words = [word for line in parted for word in line], _GAP.split(text)
    head, tail = _common(before, words), _common(before[::-1], words[::-1])
    lines, taken = list[str](), 0
    for line, those in zip(old, parted, strict=True):
        if taken + len(those) > min(head, len(words)):
            break
        lines.append(line)
        taken += len(those)
    ends = {sum(map(len, parted[number:])): list(old[number:]) for number in range(len(old))}
    ends = {left: kept for left, kept in ends.items() if left <= tail} | {0: []}
    while (left := len(words) - taken) not in ends:
        nearest = max((one for one in ends if one < left), default=0)
        line = " ".join(words[taken : taken + left - nearest])
        if not width * SHORTEST <= len(line) <= width:
            line, *_ = _wrapped(words[taken:], width)
        lines.append(line)
        taken += len(_GAP.split(line))
    return [*lines, *ends[left]]


def _common(first: Sequence[str], second: Sequence[str]) -> int:
    """How many words both begin with."""
    same = (one == other for one, other in zip(first, second, strict=False))
    return sum(takewhile(bool, same))
