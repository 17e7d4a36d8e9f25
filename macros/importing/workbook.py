"""A workbook as its sheets' rows. The only module that knows how such a file is read."""

import warnings
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from macros.cells import FORMULAS
from macros.fingerprints import COLUMN, SHEET, settled
from macros.importing.trouble import Cell, ImportRefusedError, Trouble

HEADING = f"{COLUMN}: "
"""What the heading of a sheet's hidden column begins with; the table's path follows."""


@dataclass(frozen=True)
class Content:
    """What stands in a cell, and what is wrong with it as text."""

    text: str
    fault: tuple[str, str] | None = None


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


@dataclass
class Workbook:
    sheets: list[Sheet] = field(default_factory=list)
    origins: dict[str, Origin] = field(default_factory=dict)
    unread: list[str] = field(default_factory=list)
    """Sheets that somebody added."""
    troubles: list[Trouble] = field(default_factory=list)


def read(path: Path) -> Workbook:
    return sheets_of(_opened(path), path.name)


def sheets_of(book: Any, name: str) -> Workbook:
    """`name`: of its file."""
    if SHEET not in book.sheetnames:
        fact = f"its hidden sheet “{SHEET}” isn't there, so nobody can tell what was edited"
        raise ImportRefusedError([Trouble(name, fact, "Download the workbook anew, and edit that.")])
    found = Workbook(origins=_origins(book[SHEET]))
    for worksheet in book.worksheets:
        if worksheet.title != SHEET:
            _add(found, worksheet)
    return found


def _opened(path: Path) -> Any:
    if not path.is_file():
        raise ImportRefusedError([Trouble(str(path), "there is no such file", "Check its name and folder.")])
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of what it leaves out, such as a program's own extensions
            return load_workbook(BytesIO(path.read_bytes()))
    except (BadZipFile, KeyError, ValueError, OSError, TypeError, SyntaxError):
        fact = "this isn't a workbook that can be read"
        way_out = "Save it in the format Excel 2007–365 (.xlsx)."
        raise ImportRefusedError([Trouble(path.name, fact, way_out)]) from None


def _origins(sheet: Worksheet) -> dict[str, Origin]:
    found: dict[str, Origin] = {}
    for values in sheet.iter_rows(min_col=1, max_col=3, values_only=True):
        path, name, said = (str(value or "") for value in values)
        if path and not name:
            found[path] = Origin(tuple(said.split(" ")), {})
        elif path in found:
            found[path].rows[name] = tuple(said.split(" "))
    return found


def _add(found: Workbook, sheet: Worksheet) -> None:
    headings = {cell.column: settled(str(cell.value)) for cell in sheet[1] if cell.value is not None}
    hidden = next((number for number, text in headings.items() if text.startswith(HEADING)), None)
    if hidden is None:
        found.unread.append(sheet.title)
        return
    path = headings.pop(hidden).removeprefix(HEADING)
    if path not in found.origins or any(one.path == path for one in found.sheets):
        fact = f"its hidden column says that it holds the table {path}, as another sheet does"
        found.troubles.append(Trouble(str(Cell(sheet.title)), fact, "Delete the sheet that is a copy."))
        return
    columns = {text: number for number, text in reversed(headings.items())}
    rows = tuple(_rows(sheet, columns, hidden))
    made = Sheet(sheet.title, path, columns, rows)
    found.sheets.append(made)
    found.troubles += _faults(sheet, headings, made)


def _faults(sheet: Worksheet, headings: dict[int, str], made: Sheet) -> Iterator[Trouble]:
    for number, text in headings.items():
        if made.columns[text] != number:
            where = Cell(sheet.title, 1, get_column_letter(number), text)
            yield Trouble(str(where), "this heading stands twice", "Delete the column that is a copy.")
    for merged in sheet.merged_cells.ranges:
        fact = f"the cells {merged.coord} are merged"
        yield Trouble(str(Cell(sheet.title, merged.min_row)), fact, "Split them, and fill each in.")


def _rows(sheet: Worksheet, columns: dict[str, int], hidden: int) -> Iterator[Row]:
    for number, cells in enumerate(sheet.iter_rows(min_row=2), start=2):
        by_column = {cell.column: cell for cell in cells}
        contents = {heading: content(by_column.get(place)) for heading, place in columns.items()}
        if any(one.text or one.fault for one in contents.values()):
            name = content(by_column.get(hidden)).text
            yield Row(number, name, contents)


def content(cell: Any) -> Content:
    value, kind = getattr(cell, "value", None), getattr(cell, "data_type", "")
    if kind == "f":
        return Content(str(value), ("a formula stands here", "Copy the cell, and paste it as a value."))
    if kind == "e":
        return Content(str(value), (f"the program shows the error {value} here", "Type the value."))
    if isinstance(value, datetime | date | time):
        return _day(value)
    if isinstance(value, int | float):
        return _number(value)
    return Content(_plain(settled(str(value or ""))))


def _number(value: float) -> Content:
    """A code of whole digits can be told from the number; 2.10 became 2.1."""
    if isinstance(value, bool):
        return Content("true" if value else "false")
    if value == int(value):
        return Content(str(int(value)))
    way_out = "Give the cell the format Text, and type all digits again: 2.10 isn't 2.1."
    return Content(repr(value), (f"the program made the number {value!r} of it", way_out))


def _day(value: datetime | date | time) -> Content:
    said = value.isoformat().removesuffix("T00:00:00")
    way_out = "Give the cell the format Text, and type it again."
    return Content(said, (f"the program made the date {said} of it", way_out))


def _plain(text: str) -> str:
    """Without the apostrophe that keeps a text from being a formula."""
    guarded = text.startswith("'") and text[1:].startswith(tuple(FORMULAS))
    return text[1:] if guarded else text
