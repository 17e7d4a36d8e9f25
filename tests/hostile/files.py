"""Where a published file of the hostile site differs from the tame one's, but for what is written in it."""

import csv
import json
import re
from collections.abc import Callable, Iterator
from html import unescape
from pathlib import Path
from urllib.parse import unquote
from xml.etree import ElementTree as ET

from openpyxl import load_workbook

from macros.fingerprints import SHEET
from macros.identifiers import name_anchor

OF_LETTERS = ("datapackage.json", "addresses.json")
"""These hold lengths and sums of files, and initials of words. They are still read."""
_WORD = re.compile(r"(q)(\d{5})qx*", re.IGNORECASE)
_FORMULA = re.compile(r"[=+\-@\t\r\n＝＋－＠]")
_ARTICLE = re.compile(r"\ban? ", re.IGNORECASE)


class Expected:
    """What stands in the hostile site where the tame one has its words."""

    def __init__(self, said: list[str]) -> None:
        self._said = said
        self._anchors = [name_anchor(text) for text in said]

    def text(self, tame: str) -> str:
        return _WORD.sub(self._word, tame)

    def address(self, tame: str) -> str:
        return _WORD.sub(lambda word: self._anchors[int(word[2])], unquote(tame)).rstrip("-")

    def _word(self, word: re.Match[str]) -> str:
        text = self._said[int(word[2])]
        return text[:1].upper() + text[1:] if word[1] == "Q" else text

    def is_said(self, found: str, tame: str) -> bool:
        if _WORD.search(tame) is None:
            return found == tame
        expected = plain(self.text(tame))
        return plain(found) == expected or unquote(found) == self.address(tame)


def plain(text: str) -> str:
    return _ARTICLE.sub("a ", " ".join(text.split()))


def unlike(expected: Expected, hostile: Path, tame: Path) -> list[str]:
    """What differs in a file of one of the kinds that are published."""
    rows = _READERS[hostile.suffix]
    return [
        f"{hostile.name}: {found!r} | {word!r}"
        for found, word in zip_longest_of(rows(hostile), rows(tame))
        if not _is_same(expected, found, word)
    ]


def zip_longest_of(found: list[str], tame: list[str]) -> Iterator[tuple[str, str]]:
    yield from zip(found, tame, strict=False)
    if len(found) != len(tame):
        yield f"{len(found)} values", f"{len(tame)} values"


def _is_same(expected: Expected, found: str, tame: str) -> bool:
    return expected.is_said(found, tame) or (
        # Where a text is cut, or put together in another way because it is long.
        found.endswith("…") and plain(expected.text(tame)).startswith(plain(found[:-1]))
    )


def _values(value: object, path: str = "") -> Iterator[str]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield f"{path}.{key}" if not _WORD.search(key) else key
            yield from _values(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _values(inner)
        yield f"{len(value)} in all"
    else:
        yield str(value)


def _json(file: Path) -> list[str]:
    values = list(_values(json.loads(file.read_text("utf-8"))))
    if file.name in OF_LETTERS:
        return []
    # The search's texts are HTML; a heading by hand has an anchor made of its letters.
    return [unescape(one) for one in values if "#a-heading" not in one] if "search" in file.name else values


def _csv(file: Path) -> list[str]:
    with file.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.reader(lines))
    cells = [cell for row in rows for cell in (*row, "the end of a row")]
    formulas = [cell for cell in cells if _FORMULA.match(cell)]
    assert not formulas, f"{file}: {formulas}"
    return [_defused(cell) for cell in cells]


def _xlsx(file: Path) -> list[str]:
    found = []
    for sheet in load_workbook(file):
        if sheet.title == SHEET:
            continue  # fingerprints, which are other ones for other texts
        for row in sheet.iter_rows():
            assert not [cell.coordinate for cell in row if cell.data_type == "f"], sheet.title
            found += [_defused(str(cell.value)) for cell in row]
            found += [cell.hyperlink.target or "" for cell in row if cell.hyperlink]
    return found


def _defused(cell: str) -> str:
    """Without the apostrophe that keeps a spreadsheet from running it."""
    return cell[1:] if cell[:1] == "'" and _FORMULA.match(cell[1:]) else cell


def _ics(file: Path) -> list[str]:
    """Each property's name and value, unfolded and unescaped as RFC 5545 has it."""
    content = file.read_bytes()
    assert content.replace(b"\r\n", b"").count(b"\n") == 0, file
    assert max(map(len, content.split(b"\r\n"))) <= 75, file
    lines = content.decode().replace("\r\n ", "").split("\r\n")
    pairs = [re.split("(?<!MAILTO):", line, maxsplit=1) for line in lines if line]
    return [piece for name, value in pairs for piece in (name, re.sub(r"\\(.)", _escaped, value))]


def _escaped(match: re.Match[str]) -> str:
    return "\n" if match[1] in "nN" else match[1]


def _bib(file: Path) -> list[str]:
    text = file.read_text("utf-8")
    depth = 0
    for sign in re.sub(r"\\[^a-z]", "", text):
        depth += (sign == "{") - (sign == "}")
        assert depth >= 0, file
    assert depth == 0, file
    assert text.count("\n@") == 0, file
    return re.findall(r"^(?:@misc\{[^,]*,|  [a-z]+ = \{|\})", text, re.MULTILINE) + text.splitlines()[-1:]


def _ris(file: Path) -> list[str]:
    lines = file.read_bytes().decode().split("\r\n")
    assert all(re.match("[A-Z][A-Z0-9]  - ", line) for line in lines if line), file
    return [piece for line in lines for piece in (line[:6], line[6:])]


def _xml(file: Path) -> list[str]:
    """Each element's name, attributes and text, in order."""
    root = ET.fromstring(file.read_text("utf-8"))  # noqa: S314  # it is our own
    return [
        piece
        for one in root.iter()
        for piece in (one.tag, *one.attrib, *one.attrib.values(), one.text or "", one.tail or "")
    ]


def _png(file: Path) -> list[str]:
    """Its head: it was drawn, as large as the other. Missing signs are boxes."""
    return [file.read_bytes()[:24].hex()]


_READERS: dict[str, Callable[[Path], list[str]]] = {
    ".json": _json,
    ".csv": _csv,
    ".xlsx": _xlsx,
    ".ics": _ics,
    ".bib": _bib,
    ".ris": _ris,
    ".xml": _xml,
    ".png": _png,
}
KINDS = frozenset(_READERS)
