"""One workbook: a sheet that explains, then a sheet for each table. Nothing in it runs or calls elsewhere."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from io import BytesIO
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from macros.cells import Column, cell
from macros.fingerprints import COLUMN, SHEET, fitting, origins, row_names
from macros.render import say
from macros.sheets import LICENCE, Table

NARROWEST, WIDEST, NUMBER = 9, 56, 14
"""Of a column, in letters."""
PAPER = 200
"""Letters across a sheet of paper that can still be read when they are made to fit."""
LINE, HIGHEST = 15, 8
"""The height of a line in points, and the lines of a row before it is cut: the cell holds all of them."""
A4 = 9
HEAD = 9
"""The row of the first sheet that names the columns of its list."""
INK, BAND, RULE, BLUE = "#1B2A41", "#E3EAF2", "#B8C4D2", "#0B57A4"
_BODY = {"valign": "top", "text_wrap": True}
_TEXT = {**_BODY, "num_format": 49}
"""In empty cells too: a code typed there later stays a code."""
LOOKS = {
    "text": _TEXT,
    "number": {**_BODY, "num_format": 3},
    "link": {**_TEXT, "font_color": BLUE, "underline": 1},
    "heading": {"bold": True, "font_size": 16, "font_color": INK},
    "head": {
        "bold": True,
        "valign": "top",
        "num_format": 49,
        "bg_color": BAND,
        "font_color": INK,
        "bottom": 1,
        "bottom_color": RULE,
    },
}
OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}


def workbook(tables: Iterable[Table], home: str, day: date) -> bytes:
    """`home`: what addresses lead to; empty where that isn't known. `day`: of the newest plan."""
    tables, written = tuple(tables), BytesIO()
    with Workbook(written, OPTIONS) as book:
        # Without a day, it would hold the time of the build.
        made = datetime(day.year, day.month, day.day)  # noqa: DTZ001 a workbook knows no time zone
        book.set_properties({"title": _said("title"), "created": made})
        writer = _Writer(book, home)
        writer.contents(tables)
        for table in tables:
            writer.sheet(table)
        writer.origin(tables)
    return written.getvalue()


class _Writer:
    """Fills a workbook's sheets."""

    def __init__(self, book: Workbook, home: str) -> None:
        self._book = book
        self._home = home
        self._formats = {name: book.add_format(look) for name, look in LOOKS.items()}

    def contents(self, tables: tuple[Table, ...]) -> None:
        sheet = self._book.add_worksheet(_said("contents"))
        for column, width in enumerate((32, 72, 46, NARROWEST)):
            sheet.set_column(column, column, width)
        _print(sheet, 1)
        sheet.hide_gridlines(2)
        sheet.write_string(0, 0, _said("title"), self._formats["heading"])
        for row, line in enumerate(_explained(self._home), start=1):
            sheet.merge_range(row, 0, row, 3, line, self._formats["text"])
            sheet.set_row(row, LINE * (1 + len(line) // 130))
        if self._home:
            sheet.write_url(HEAD - 2, 0, self._home, self._formats["link"], self._home)
        for column, key in enumerate(("sheet", "holds", "file", "rows")):
            sheet.write_string(HEAD, column, _said(key), self._formats["head"])
        for row, table in enumerate(tables, start=HEAD + 1):
            sheet.write_url(row, 0, f"internal:'{table.sheet}'!A1", self._formats["link"], table.sheet)
            sheet.write_string(row, 1, cell(table.full_title), self._formats["text"])
            sheet.write_string(row, 2, f"/data/{table.path}.csv", self._formats["text"])
            sheet.write_number(row, 3, len(table.rows), self._formats["number"])

    def sheet(self, table: Table) -> None:
        sheet = self._book.add_worksheet(table.sheet)
        columns = table.shown
        texts = [[cell(row[one.name]) for one in columns] for row in table.rows]
        widths = [_width(one, (row[at] for row in texts)) for at, one in enumerate(columns)]
        for position, (column, width) in enumerate(zip(columns, widths, strict=True)):
            sheet.set_column(position, position, width, self._formats[_look(column)])
            sheet.write_string(0, position, column.name, self._formats["head"])
        for number, (row, said) in enumerate(zip(table.rows, texts, strict=True), start=1):
            lines = (1 + len(text) // width for text, width in zip(said, widths, strict=True))
            sheet.set_row(number, LINE * min(HIGHEST, max(lines)))
            for position, column in enumerate(columns):
                self._write(sheet, (number, position), column, row[column.name], said[position])
        self._names(sheet, table)
        sheet.freeze_panes(1, 1)
        sheet.autofilter(0, 0, len(table.rows), len(columns))
        sheet.ignore_errors({"number_stored_as_text": f"A1:XFD{len(table.rows) + 1}"})
        _print(sheet, 1 + sum(widths) // PAPER)
        sheet.repeat_rows(0)
        sheet.set_header(f"&L{table.sheet}&R&P / &N")

    def _names(self, sheet: Worksheet, table: Table) -> None:
        """What an edited workbook is read back by: a hidden column, which is sorted with the rest."""
        column = len(table.shown)
        sheet.set_column(column, column, NARROWEST, self._formats["text"], {"hidden": True})
        for number, name in enumerate((f"{COLUMN}: {table.path}", *row_names(table))):
            sheet.write_string(number, column, fitting(name), self._formats["text"])

    def origin(self, tables: tuple[Table, ...]) -> None:
        sheet = self._book.add_worksheet(SHEET)
        sheet.very_hidden()
        lines = (line for table in tables for line in origins(table))
        for number, line in enumerate(lines):
            for column, text in enumerate(line):
                sheet.write_string(number, column, text)

    def _write(self, sheet: Worksheet, at: tuple[int, int], column: Column, value: Any, said: str) -> None:
        """`said`: the value as text."""
        look = self._formats[_look(column)]
        if value is None:
            return
        if column.kind == "number":
            sheet.write_number(*at, value, look)
        elif self._home and column.name == "url" and value.startswith("/"):
            sheet.write_url(*at, self._home + value.removeprefix("/"), self._formats["link"], value)
        else:
            sheet.write_string(*at, fitting(said), look)


def _explained(home: str) -> Iterator[str]:
    yield say("data.lead").unescape()
    yield from (_said(key) for key in ("columns", "lists"))
    yield _said("links") if home else _said("no_links")
    yield _said("edit")
    yield say("workbook.licence", licence=LICENCE.name, address=LICENCE.address).unescape()


def _said(key: str) -> str:
    return say(f"workbook.{key}").unescape()


def _print(sheet: Worksheet, across: int) -> None:
    """On so many sheets of paper side by side."""
    sheet.set_paper(A4)
    sheet.set_landscape()
    sheet.fit_to_pages(across, 0)


def _look(column: Column) -> str:
    return "number" if column.kind == "number" else "text"


def _width(column: Column, texts: Iterable[str]) -> int:
    # Room for the button of the filter beside the name.
    widest = max(map(len, texts), default=0)
    limit = NUMBER if column.kind == "number" else WIDEST
    return max(NARROWEST, len(column.name) + 4, min(widest + 2, limit))
