"""A sheet beside its table of today and what it held when the workbook was made → what was edited."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from macros.cells import Column, cell
from macros.fingerprints import MOST, fingerprint, fitting, row_names
from macros.importing.knowing import Free, differs, known_rows, scrambled
from macros.importing.shapes import plain
from macros.importing.trouble import ANEW, Trouble
from macros.importing.workbook import Origin, Row, Sheet
from macros.problems import did_you_mean, shown
from macros.sheets import Table


@dataclass(frozen=True)
class Changed:
    """A row with the cells that were edited."""

    row: Row
    position: int
    """Among the table's rows of today."""
    columns: tuple[str, ...]


@dataclass
class Merged:
    """What was edited in one sheet."""

    table: Table
    sheet: Sheet
    changed: list[Changed] = field(default_factory=list)
    new: list[tuple[Row, int | None]] = field(default_factory=list)
    """With the position of the row above it in the sheet, of those that the table has."""
    gone: list[int] = field(default_factory=list)
    rows: dict[int, int] = field(default_factory=dict)
    """By the position in the table: the number of the row in the sheet."""
    is_partial: bool = False
    """Rows were left out: others may miss them."""
    missing: list[str] = field(default_factory=list)
    """Columns that the sheet no longer has."""
    troubles: list[Trouble] = field(default_factory=list)


def merged(table: Table, sheet: Sheet, origin: Origin) -> Merged:
    found = Merged(table, sheet)
    columns, known = {one.name for one in table.shown}, known_rows(sheet, origin)
    if count := scrambled(sheet, table.known_by, known, origin):
        found.is_partial = True
        fact = f"{count} rows say the codes of other rows: it was sorted without its hidden column"
        found.troubles.append(
            Trouble(sheet.cell(0), fact, "Undo the sorting, or download the workbook anew.")
        )
        return found
    found.missing = [one for one in origin.columns if one in columns and one not in sheet.columns]
    found.troubles += _unknown(found, columns)
    _match(found, origin, known)
    found.gone.sort()
    return found


def _match(found: Merged, origin: Origin, known: Mapping[int, str]) -> None:
    positions = {name: number for number, name in enumerate(row_names(found.table))}
    taken = {positions[name] for name in known.values() if name in positions}
    free, above = Free(found.table, found.sheet, origin, taken), None
    for row in found.sheet.rows:
        name = known.get(row.number, "")
        own = positions.get(name)
        position = free.take(row) if own is None else own
        if position is not None:
            above, found.rows[position] = position, row.number
        if name and (own is not None or position is None):
            _compare(found, row, own, origin.said(name))
        elif position is None:
            _add(found, row, above, free)
    for name in origin.rows.keys() - {*known.values()}:
        if (position := positions.get(name)) is not None and position not in found.rows:
            _take_out(found, name, position, origin.said(name))


def _add(found: Merged, row: Row, above: int | None, free: Free) -> None:
    if troubles := [*free.said_otherwise(row)]:
        found.is_partial = True
        found.troubles += troubles
    else:
        found.new.append((row, above))


def _unknown(found: Merged, columns: set[str]) -> Iterator[Trouble]:
    for heading in found.sheet.columns:
        if heading not in columns and any(row.contents[heading].text for row in found.sheet.rows):
            way_out = (
                did_you_mean(heading, found.missing) or "Delete the column, or keep it on another sheet."
            )
            yield Trouble(found.sheet.cell(1, heading), f"no column is called “{heading}” here", way_out)


def _compare(found: Merged, row: Row, position: int | None, origin: Mapping[str, str]) -> None:
    """Three states: the workbook's, the data's of today, and what the workbook held when it was made."""
    edited = [
        one.name
        for one in found.table.shown
        if one.name in origin and differs(row.contents.get(one.name), origin[one.name])
    ]
    if edited and position is None:
        fact = "this row was edited, and the data no longer have it"
        where = found.sheet.cell(row.number, edited[0])
        found.troubles.append(Trouble(where, fact, ANEW))
        return
    taken = []
    for name in edited if position is not None else ():
        today, where = cell(found.table.rows[position or 0][name]), found.sheet.cell(row.number, name)
        column = column_of(found.table, name)
        if fingerprint(fitting(today)) == origin[name]:
            if len(today) > MOST:
                fact = "the text is longer than a cell can be, so an edit would lose the rest of it"
                found.troubles.append(Trouble(where, fact, "Put it back, and edit the file."))
            else:
                taken.append(name)
        elif plain(today, column) != plain(cell(row.contents[name].text), column):
            fact = f"the data have changed here: {_shown(today)}"
            found.troubles.append(Trouble(where, fact, ANEW))
    if taken and position is not None:
        found.changed.append(Changed(row, position, tuple(taken)))


def _take_out(found: Merged, name: str, position: int, origin: Mapping[str, str]) -> None:
    row = found.table.rows[position]
    if all(fingerprint(fitting(cell(row[column]))) == old for column, old in origin.items() if column in row):
        found.gone.append(position)
        return
    fact = f"the row {name} was deleted here, and the data have changed it since"
    found.troubles.append(Trouble(found.sheet.cell(0), fact, ANEW))


def _shown(text: str) -> str:
    return f"they say “{shown(text)}” now" if text else "the cell is empty now"


def column_of(table: Table, name: str) -> Column:
    return next(one for one in table.columns if one.name == name)
