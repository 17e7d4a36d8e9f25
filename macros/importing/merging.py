"""A sheet beside its table of today and what it held when the workbook was made → what was edited."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from macros.cells import Column, cell
from macros.fingerprints import fingerprint, row_names
from macros.importing.trouble import Trouble
from macros.importing.workbook import Content, Origin, Row, Sheet
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
    missing: list[str] = field(default_factory=list)
    """Columns that the sheet no longer has."""
    troubles: list[Trouble] = field(default_factory=list)


def merged(table: Table, sheet: Sheet, origin: Origin) -> Merged:
    found = Merged(table, sheet)
    columns = {one.name for one in table.shown}
    found.missing = [one for one in origin.columns if one in columns and one not in sheet.columns]
    found.troubles += _unknown(found, columns)
    positions = {name: number for number, name in enumerate(row_names(table))}
    known = _known(sheet, origin)
    said = {name: dict(zip(origin.columns, those, strict=False)) for name, those in origin.rows.items()}
    above: int | None = None
    for row in sheet.rows:
        name = known.get(row.number)
        if name is None:
            found.new.append((row, above))
            continue
        if name in positions:
            above = positions[name]
            found.rows[above] = row.number
        _compare(found, row, positions.get(name), said[name])
    for name in origin.rows.keys() - {*known.values()}:
        if (position := positions.get(name)) is not None:
            _take_out(found, name, position, said[name])
    found.gone.sort()
    return found


def _unknown(found: Merged, columns: set[str]) -> Iterator[Trouble]:
    for heading in found.sheet.columns:
        if heading not in columns and any(row.contents[heading].text for row in found.sheet.rows):
            way_out = (
                did_you_mean(heading, found.missing) or "Delete the column, or keep it on another sheet."
            )
            yield Trouble(str(found.sheet.cell(1, heading)), f"no column is called “{heading}” here", way_out)


def _known(sheet: Sheet, origin: Origin) -> dict[int, str]:
    """Which row is which of those that were there. Of copies the one that differs least is the row itself."""
    nearest: dict[str, tuple[int, int]] = {}
    for row in sheet.rows:
        if row.name in origin.rows:
            said = zip(origin.columns, origin.rows[row.name], strict=False)
            differing = sum(_differs(row.contents.get(column), old) for column, old in said)
            nearest[row.name] = min(nearest.get(row.name, (differing, row.number)), (differing, row.number))
    return {number: name for name, (_, number) in nearest.items()}


def _differs(content: Content | None, old: str) -> bool:
    return content is not None and fingerprint(cell(content.text)) != old


def _compare(found: Merged, row: Row, position: int | None, origin: Mapping[str, str]) -> None:
    """Three states: the workbook's, the data's of today, and what the workbook held when it was made."""
    edited = [
        one.name
        for one in found.table.shown
        if one.name in origin and _differs(row.contents.get(one.name), origin[one.name])
    ]
    if edited and position is None:
        fact = "this row was edited, and the data no longer have it"
        where = found.sheet.cell(row.number, edited[0])
        found.troubles.append(Trouble(str(where), fact, "Download the workbook anew, and edit that."))
        return
    taken = []
    for name in edited if position is not None else ():
        today = cell(found.table.rows[position or 0][name])
        if fingerprint(today) == origin[name]:
            taken.append(name)
        elif fingerprint(today) != fingerprint(cell(row.contents[name].text)):
            fact = f"the data have changed here: {_shown(today)}"
            way_out = "Download the workbook anew, and edit that."
            found.troubles.append(Trouble(str(found.sheet.cell(row.number, name)), fact, way_out))
    if taken and position is not None:
        found.changed.append(Changed(row, position, tuple(taken)))


def _take_out(found: Merged, name: str, position: int, origin: Mapping[str, str]) -> None:
    row = found.table.rows[position]
    if all(fingerprint(cell(row[column])) == old for column, old in origin.items() if column in row):
        found.gone.append(position)
        return
    fact = f"the row {name} was deleted here, and the data have changed it since"
    place = str(found.sheet.cell(0))
    found.troubles.append(Trouble(place, fact, "Download the workbook anew, and edit that."))


def _shown(text: str) -> str:
    return f"they say “{shown(text)}” now" if text else "the cell is empty now"


def column_of(table: Table, name: str) -> Column:
    return next(one for one in table.columns if one.name == name)
