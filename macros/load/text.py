"""Bytes → text that can hold data, or a problem."""

import re
from pathlib import Path

from macros.problems import Place, Problem, left_by_a_merge

LARGEST_FILE = 1_000_000
"""Bytes. A file of records is a few kB; a thousand times that is a mistake or an attack."""

_NO_CHARACTERS = "".join(f"{plane << 16 | 0xFFFE:c}{plane << 16 | 0xFFFF:c}" for plane in range(17))
INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u200b\u202a-\u202e\u2060-\u2064\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef\ufeff"
    f"{_NO_CHARACTERS}]"
)
"""Control characters, what turns the direction of writing, what is no character, and breaks of words."""


def text_of(path: Path, name: str) -> tuple[str | None, Problem | None]:
    try:
        content = path.read_bytes()
    except OSError as error:
        return None, Problem(Place(name), "", *_unread(error))
    if len(content) > LARGEST_FILE:
        fact = f"the file is too large: it has {len(content):,} bytes, and {LARGEST_FILE:,} are the most"
        return None, Problem(Place(name), "", fact, "Split it, or check that it is the right file.")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = content[: error.start].decode("utf-8-sig", "replace")
        way_out = "Save it as plain text in UTF-8; a picture, a document or a spreadsheet can't be used here."
        fact = "the file isn't plain text (UTF-8) from here on"
        return None, Problem(_place_after(before, name), "", fact, way_out)
    if control := INVISIBLE.search(text):
        fact = f"the invisible character U+{ord(control[0]):04X} can't stand in a data file"
        place = _place_after(text[: control.start()], name)
        return None, Problem(place, "", fact, "Delete it and type the text again.")
    left = left_by_a_merge(text, name)
    return (None, left) if left else (text, None)


def _unread(error: OSError) -> tuple[str, str]:
    if isinstance(error, FileNotFoundError):
        return "there is no such file", "Make it, or give the one that you mean this name."
    if isinstance(error, IsADirectoryError):
        return "this is a folder, and a file stands here", "Rename or move it."
    return f"the file can't be read ({error.strerror})", "Check its name and its permissions."


def _place_after(text: str, name: str) -> Place:
    lines = text.split("\n")
    return Place(name, len(lines), len(lines[-1]) + 1)
