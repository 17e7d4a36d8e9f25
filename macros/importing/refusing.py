"""What a workbook can't ask for, and what to do instead."""

from collections.abc import Iterator

from macros.cells import Column
from macros.importing.kinds import Kind
from macros.importing.merging import Merged, column_of
from macros.importing.places import Home
from macros.importing.trouble import Cell, Trouble
from macros.importing.workbook import Row
from macros.problems import did_you_mean


def refusal(one: Merged, kind: Kind | None, name: str) -> tuple[str, str] | None:
    """Why a cell of a row that is there can't be edited; None where it can."""
    if kind and name in kind.known_by:
        return (
            f"the column {name} says which row this is, and stays as it is",
            "Put it back. For another one, delete the row and add a new one.",
        )
    column = column_of(one.table, name)
    if kind and kind.field(column):
        return None
    spread = [each.name for each in one.table.columns if each.name.startswith(f"{name}.")]
    if spread:
        fact = f"the column {name} repeats other columns"
        return fact, f"Put it back, and edit {', '.join(spread)}."
    if column.kind == "group" and name not in COMPUTED:
        fact = f"the column {name} holds values with several parts, which can't be read back from a cell"
        return fact, "Put it back, and edit the file."
    return f"the column {name} is computed", f"Put it back; {COMPUTED.get(name, 'it follows from the rest')}."


COMPUTED = {
    "url": "it follows from the id",
    "commitments": "edit the sheet of commitments, of linkages or of evidence",
    "paragraphs": "edit the sheet of linkages with paragraphs",
    "shared": "edit the sheets of linkages",
    "linkages": "edit the sheets of linkages",
    "clauses": "edit the sheet of linkages",
    "periods": "edit the phases",
    "schedules": "edit the phases and the revisions",
    "refers_to": "it follows from what the paragraphs name, in the file",
    "referred_by": "it follows from what other records refer to",
    "area": "it follows from the section",
    "confidence": "it follows from the report",
    "judgement": "it follows from the kind of the row",
    "former": "it follows from the relation",
    "ids": "edit the file",
    "areas": "edit the file",
    "unit": "edit the file",
    "plan": "it follows from the report",
    "report": "each report has a sheet of its own",
}
"""What to do instead, by the column."""


def unknown(one: Merged, home: Home, row: Row) -> Trouble:
    """The record that a new row belongs to isn't there."""
    name = home.held_by[-1]
    written = " | ".join(row.contents[each].text for each in home.held_by)
    known = [key[-1] for key in home.lists]
    where = one.sheet.cell(row.number, name)
    return Trouble(where, f"there is no “{written}”", did_you_mean(row.contents[name].text, known))


def not_read(one: Merged, name: str, where: Cell) -> Iterator[Trouble]:
    """Of a new row. What repeats other columns may stand there: rows are made by copying."""
    if not any(each.name.startswith(f"{name}.") for each in one.table.columns):
        fact = f"the column {name} can't be filled in for a new row"
        yield Trouble(where, fact, "Empty the cell; what it says goes into the file.")


def needed_cells(one: Merged, kind: Kind, row: Row) -> Iterator[Trouble]:
    """Those that a new row must fill."""
    for column in one.table.shown:
        if is_needed(kind, column, row):
            yield empty_cell(one, row, column.name)


def is_needed(kind: Kind, column: Column, row: Row) -> bool:
    """The cell is empty, and no record can do without it."""
    is_written = kind.field(column) or column.name in kind.known_by
    return bool(is_written) and column.required and column.kind != "flag" and not text_of(row, column.name)


def text_of(row: Row, name: str) -> str:
    return row.contents[name].text if name in row.contents else ""


def empty_cell(one: Merged, row: Row, name: str) -> Trouble:
    where = one.sheet.cell(row.number, name)
    return Trouble(where, f"{name} is empty, and every row needs one", "Fill it in.")
