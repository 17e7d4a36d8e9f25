"""A workbook as its sheets' rows. The only module that knows how such a file is read."""

import re
import warnings
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import BadZipFile, ZipFile

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter, range_boundaries
from openpyxl.worksheet.worksheet import Worksheet

from macros.fingerprints import COLUMN, SHEET, settled
from macros.importing.contents import Content, content
from macros.importing.opening import MOST_BYTES, TOO_LARGE, content_of, refuse
from macros.importing.trouble import ANEW, Cell, ImportRefusedError, Trouble
from macros.render import say

HEADING = f"{COLUMN}: "
"""What the heading of a sheet's hidden column begins with; the table's path follows."""
MOST_ROWS, MOST_COLUMNS = 50_000, 200
"""Of a sheet: far more than the largest has."""
_MERGED = re.compile(rb"<(?:\w+:)?mergeCell\s[^>]*?ref=[\"']([^\"']+)")
"""A cell is made of each that is merged, before anybody can ask how many."""


@dataclass(frozen=True)
class Row:
    number: int
    name: str
    """As its hidden cell says; empty for a new one."""
    contents: dict[str, Content]
    """By the column's heading."""


@dataclass(frozen=True)
class Sheet:
    title: str
    path: str
    """Of its table."""
    columns: dict[str, int]
    rows: tuple[Row, ...]

    def cell(self, row: int, heading: str = "") -> Cell:
        number = self.columns.get(heading)
        return Cell(self.title, row, get_column_letter(number) if number else "", heading if number else "")


@dataclass(frozen=True)
class Origin:
    """What a table held when the workbook was made."""

    columns: tuple[str, ...]
    rows: dict[str, tuple[str, ...]]
    """By the row's name: its cells' fingerprints."""

    def said(self, name: str) -> dict[str, str]:
        """What a row held, by the column."""
        return dict(zip(self.columns, self.rows[name], strict=False))


@dataclass
class Workbook:
    sheets: list[Sheet] = field(default_factory=list)
    origins: dict[str, Origin] = field(default_factory=dict)
    titles: list[str] = field(default_factory=list)
    """Of all sheets, in the order in which the program shows them."""
    unread: dict[str, set[str]] = field(default_factory=dict)
    """Sheets without a hidden column, as those are that somebody added: by title, their headings."""
    troubles: list[Trouble] = field(default_factory=list)


def read(path: Path) -> Workbook:
    return sheets_of(_opened(path), path.name)


def sheets_of(book: Any, name: str) -> Workbook:
    """`name`: of its file."""
    if SHEET not in book.sheetnames:
        fact = f"its hidden sheet “{SHEET}” isn't there, so nobody can tell what was edited"
        raise ImportRefusedError([Trouble(name, fact, "Download the workbook anew, and edit that.")])
    found = Workbook(origins=_origins(book[SHEET]), titles=book.sheetnames)
    for worksheet in book.worksheets:
        if worksheet.title != SHEET:
            _add(found, worksheet)
    return found


def _opened(path: Path) -> Any:
    packed = content_of(path)
    try:
        _bounded(packed, path.name)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of what it leaves out, such as a program's own extensions
            return load_workbook(BytesIO(packed))
    except (BadZipFile, KeyError, ValueError, OSError, TypeError, SyntaxError):
        fact = "this isn't a workbook that can be read"
        way_out = "Save it in the format Excel 2007–365 (.xlsx)."
        raise ImportRefusedError([Trouble(path.name, fact, way_out)]) from None


def _bounded(packed: bytes, name: str) -> None:
    with ZipFile(BytesIO(packed)) as parts:
        if sum(one.file_size for one in parts.infolist()) > MOST_BYTES:
            refuse(name, *TOO_LARGE)
        merged = (found for one in parts.namelist() for found in _MERGED.findall(parts.read(one)))
        if sum(map(_area, merged)) > MOST_ROWS * MOST_COLUMNS:
            refuse(name, *TOO_LARGE)


def _area(cells: bytes) -> int:
    left, top, right, bottom = map(int, range_boundaries(cells.decode()))
    return (right - left + 1) * (bottom - top + 1)


def _origins(sheet: Worksheet) -> dict[str, Origin]:
    found: dict[str, Origin] = {}
    for cells in _filled(sheet).values():
        path, name, said = (str(getattr(cells.get(column), "value", None) or "") for column in (1, 2, 3))
        if path and not name:
            found[path] = Origin(tuple(said.split(" ")), {})
        elif path in found:
            found[path].rows[name] = tuple(said.split(" "))
    return found


def _add(found: Workbook, sheet: Worksheet) -> None:
    filled = _filled(sheet)
    headings = {column: settled(str(one.value)) for column, one in filled.pop(1, {}).items()}
    hidden = next((number for number, text in headings.items() if text.startswith(HEADING)), None)
    if hidden is None:
        if say("workbook.title").unescape() not in headings.values():
            found.unread[sheet.title] = {*headings.values()}
        return
    if len(filled) > MOST_ROWS or len(headings) > MOST_COLUMNS:
        fact = f"it has {len(filled)} filled rows and {len(headings)} columns, more than can be read"
        way_out = f"{MOST_ROWS} rows and {MOST_COLUMNS} columns are the most. Delete what isn't needed."
        found.troubles.append(Trouble(Cell(sheet.title), fact, way_out))
        return
    path = headings.pop(hidden).removeprefix(HEADING)
    if path not in found.origins:
        fact = f"its hidden column says that it holds the table {path}, of which the workbook knows nothing"
        found.troubles.append(Trouble(Cell(sheet.title), fact, ANEW))
        return
    if any(one.path == path for one in found.sheets):
        fact = f"its hidden column says that it holds the table {path}, as another sheet does"
        found.troubles.append(Trouble(Cell(sheet.title), fact, "Delete the sheet that is a copy."))
        return
    columns = {text: number for number, text in reversed(headings.items())}
    rows = tuple(_rows(filled, columns, hidden))
    made = Sheet(sheet.title, path, columns, rows)
    found.sheets.append(made)
    found.troubles += _faults(sheet, headings, made)


def _faults(sheet: Worksheet, headings: dict[int, str], made: Sheet) -> Iterator[Trouble]:
    for number, text in headings.items():
        if made.columns[text] != number:
            where = Cell(sheet.title, 1, get_column_letter(number), text)
            yield Trouble(where, "this heading stands twice", "Delete the column that is a copy.")
    for merged in sheet.merged_cells.ranges:
        fact = f"the cells {merged.coord} are merged"
        yield Trouble(Cell(sheet.title, merged.min_row), fact, "Split them, and fill each in.")


def _filled(sheet: Worksheet) -> dict[int, dict[int, Any]]:
    """The cells that hold something, by row and column: not those between them, which may be millions."""
    found: dict[int, dict[int, Any]] = {}
    for (row, column), one in sorted(sheet._cells.items()):
        if one.value is not None and (not isinstance(one.value, str) or settled(one.value)):
            found.setdefault(row, {})[column] = one
    return found


def _rows(filled: dict[int, dict[int, Any]], columns: dict[str, int], hidden: int) -> Iterator[Row]:
    for number, by_column in filled.items():
        contents = {heading: content(by_column.get(place)) for heading, place in columns.items()}
        if any(one.text or one.fault for one in contents.values()):
            name = content(by_column.get(hidden)).text
            yield Row(number, name, contents)
