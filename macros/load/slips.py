"""Slips that show in the text of a file: where the parser stumbles over them, and where it would read on."""

import re
from dataclasses import dataclass

import yaml

from macros.load.complaints import explained

_REMARK = re.compile(r",?([ \t]+)#(.?)")
_NO_SPACE = re.compile(r"(- +)*[\w-]+:[^\s:/]")
_DASHES = re.compile(r"[-–—•*·‣]\s*[\w-]+:(\s|$)")
"""A line that an editor meant as an item of a list, with a sign for the dash or no space after it."""
_SINGLE = "put single quotes around the whole text; a single quote within it is written twice: ''."
_LIST = "did not find expected '-' indicator"


def remark(text: str, end: int, *, is_plain: bool) -> tuple[int, str, str] | None:
    """Where a `#` cuts off the value that ends here, with the fact and the way out.

    >>> remark("title: Map #1", 10, is_plain=True)[0], remark("title: Map  # a remark", 10, is_plain=True)
    (11, None)
    """
    found = _REMARK.match(text, end)
    if not found or (found[1].startswith("  ") and "\t" not in found[1] and found[2] in (" ", "\r", "")):
        return None
    spaces = "put two spaces before # and one after."
    way_out = f"Put the whole text in quotes. If it is a remark, {spaces}"
    if not is_plain or found[0].startswith(","):
        way_out = f"If it is a remark, {spaces} If it is part of a text, {_SINGLE}"
    return found.end(1), "what follows # is left out", way_out


def unspaced(name: str) -> bool:
    """Whether a field's name holds its value too, for want of a space.

    >>> unspaced("document:GB.347"), unspaced("document")
    (True, False)
    """
    return bool(_NO_SPACE.match(name))


@dataclass(frozen=True)
class Stumble:
    """Where the parser stopped, counted from 1, with the fact and the way out."""

    line: int
    column: int
    fact: str
    way_out: str


def explanation(error: yaml.MarkedYAMLError, text: str, begun: int) -> Stumble:
    """`begun`: the line on which the last value began, counted from 0."""
    said = error.problem or "nothing more"
    mark = error.problem_mark or error.context_mark
    if error.context_mark and ("end of stream" in said or error.context == "while scanning a simple key"):
        mark = error.context_mark
    if not mark:
        return Stumble(1, 1, *explained(said, ""))
    seen = _seen(text, mark, said, begun)
    here = explained(said, text[mark.index : mark.index + 1])
    return seen or Stumble(mark.line + 1, mark.column + 1, *here)


def _seen(text: str, mark: yaml.Mark, said: str, begun: int) -> Stumble | None:
    """What the lines themselves show, which the parser can't know."""
    line, column = mark.line + 1, mark.column + 1
    start = text.rfind("\n", 0, mark.index) + 1
    here, before = text[start:].partition("\n")[0], text[start : mark.index].rstrip()
    above = text[:start].rstrip("\n").rpartition("\n")[2]
    if said.startswith("did not find expected") and "document start" not in said:
        if _DASHES.match(here.lstrip()):
            return Stumble(line, column, *explained(_LIST, ""))
        if _DASHES.match(above.lstrip()) and not above.lstrip().startswith("- "):
            indent = len(above) - len(above.lstrip())
            return Stumble(line - 1, indent + 1, *explained(_LIST, ""))
    if "expected ':'" in said and _NO_SPACE.match(here.lstrip()):
        fact = "a colon stands here without a space after it"
        return Stumble(line, column, fact, "Put a space after the colon.")
    is_within = said.startswith(("did not find expected key", _LIST))
    if is_within and before.endswith(("]", "}", '"', "'")) and begun == mark.line:
        fact = "text goes on after a bracket or quote is closed"
        return Stumble(line, column, fact, _SINGLE[0].upper() + _SINGLE[1:])
    return None
