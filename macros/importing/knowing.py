"""Which row of a sheet is which row of its table."""

from collections.abc import Iterator, Mapping

from macros.cells import cell
from macros.fingerprints import fingerprint, row_names
from macros.importing.contents import Content
from macros.importing.shapes import Cells, cells, editable
from macros.importing.trouble import ANEW, Trouble
from macros.importing.workbook import Origin, Row, Sheet
from macros.sheets import Table

MOST_EDITED = 5
"""Rows of a sheet whose codes may be edited into those of other rows."""


def known_rows(sheet: Sheet, origin: Origin) -> dict[int, str]:
    """Which row is which of those that were there. Of copies the one that differs least is the row itself."""
    nearest: dict[str, tuple[int, int]] = {}
    for row in sheet.rows:
        if row.name in origin.rows:
            differing = _differing(row, origin, row.name)
            nearest[row.name] = min(nearest.get(row.name, (differing, row.number)), (differing, row.number))
    return {number: name for name, (_, number) in nearest.items()}


def _differing(row: Row, origin: Origin, name: str) -> int:
    return sum(differs(row.contents.get(column), old) for column, old in origin.said(name).items())


def scrambled(sheet: Sheet, key: tuple[str, ...], known: Mapping[int, str], origin: Origin) -> int:
    """How many rows have the codes of another row, where those are too many for edits; else 0."""
    if not {*key} <= {*sheet.columns}:
        return 0
    old = {name: tuple(origin.said(name).get(one, "") for one in key) for name in origin.rows}
    keys, of = {*old.values()}, {row.number: row for row in sheet.rows}
    now = {
        name: tuple(fingerprint(cell(of[number].contents[one].text)) for one in key)
        for number, name in known.items()
    }
    count = sum(those != old[name] and those in keys for name, those in now.items())
    return count if count > MOST_EDITED else 0


def differs(content: Content | None, old: str) -> bool:
    return content is not None and fingerprint(cell(content.text)) != old


def is_edited(sheet: Sheet, origin: Origin) -> bool:
    """Whatever the data have."""
    known = known_rows(sheet, origin)
    of = {row.number: row for row in sheet.rows}
    return (
        {*known} != {*of}
        or {*known.values()} != {*origin.rows}
        or any(_differing(of[number], origin, name) for number, name in known.items())
    )


class Free:
    """Rows of today that no row of the sheet is by name: some may be what an unnamed row says."""

    def __init__(self, table: Table, sheet: Sheet, origin: Origin, taken: set[int]) -> None:
        self._table, self._sheet = table, sheet
        self._columns = [one for one in editable(table) if one.name in sheet.columns]
        self._rows: dict[Cells, list[int]] = {}
        self._since: set[Cells] = set()
        """Keys of rows that came since the workbook was made."""
        for position, (name, row) in enumerate(zip(row_names(table), table.rows, strict=True)):
            if position not in taken:
                self._rows.setdefault(cells(row, self._columns), []).append(position)
                if table.key and name not in origin.rows:
                    self._since.add(tuple(cell(row[one]) for one in table.key))

    def take(self, row: Row) -> int | None:
        """Each is used once."""
        contents = {one.name: row.contents[one.name] for one in self._columns}
        if any(contents[one.name].fault for one in self._columns if one.kind != "number"):
            return None
        said = cells({name: one.text for name, one in contents.items()}, self._columns)
        places = self._rows.get(said)
        return places.pop(0) if places else None

    def said_otherwise(self, row: Row) -> Iterator[Trouble]:
        key = self._table.key
        if tuple(cell(row.contents[one].text) for one in key if one in row.contents) in self._since:
            where = self._sheet.cell(row.number)
            yield Trouble(where, "the data have this row already, with other cells", ANEW)
