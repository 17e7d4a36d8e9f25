"""Sheets that can't be read as a table of today, though they may hold edits."""

from collections.abc import Iterator, Mapping

from macros.importing.knowing import is_edited
from macros.importing.trouble import ANEW, Cell, Trouble
from macros.importing.workbook import Workbook
from macros.sheets import Table


def unknown_sheets(book: Workbook, tables: Mapping[str, Table]) -> Iterator[Trouble]:
    there = {one.path for one in book.sheets}
    lost = {path: origin for path, origin in book.origins.items() if path not in there}
    for title, headings in book.unread.items():
        for path, origin in lost.items():
            is_called = path in tables and tables[path].sheet == title
            if is_called or 2 * len(headings & {*origin.columns}) > len(origin.columns):
                fact = "its hidden column isn't there, so nobody can tell which row is which"
                yield Trouble(Cell(title), fact, ANEW)
                break
    for sheet in book.sheets:
        if sheet.path not in tables and is_edited(sheet, book.origins[sheet.path]):
            fact = f"it was edited, and the data have no table {sheet.path}"
            yield Trouble(sheet.cell(0), fact, "Import it where that table is, or put it back as it was.")
