"""Whether the edited data say what the workbook says, and nothing else. They should: this looks."""

from collections import Counter
from collections.abc import Iterator, Mapping

from macros.cells import Column, cell
from macros.importing.asked import Asked
from macros.importing.merging import Merged
from macros.importing.places import Home, Spot
from macros.importing.shapes import Cells, cells, editable, plain
from macros.importing.trouble import Cell, Trouble
from macros.sheets import Table


def not_as_asked(
    found: list[Merged], where: Mapping[str, Home], after: Mapping[str, Table], asked: Asked
) -> Iterator[Trouble]:
    gone = {(one.spot.file, one.spot.path) for one in asked.removes}
    for one in found:
        columns = editable(one.table)
        wanted = Counter(_wanted(one, columns, where[one.table.path], gone))
        is_now = Counter(cells(row, columns) for row in after[one.table.path].rows)
        lost, extra = wanted - is_now, is_now - wanted
        # A new record brings rows with it that follow from it.
        if lost or (extra and None not in where[one.table.path].spots and not asked.drafts):
            said = next(iter([*lost, *extra]))
            fact = f"a row can't be written so that it reads the same: {' | '.join(filter(None, said))[:120]}"
            yield Trouble(Cell(one.sheet.title), fact, "Make this edit in the file itself.")


def _wanted(
    one: Merged, columns: list[Column], home: Home, gone: set[tuple[str, tuple[str | int, ...]]]
) -> Iterator[Cells]:
    edits = {edit.position: edit for edit in one.changed}
    for position, (row, spot) in enumerate(zip(one.table.rows, home.spots, strict=True)):
        if position in one.gone or (spot and _went(spot, gone)):
            continue
        edit = edits.get(position)
        said = {name: edit.row.contents[name].text for name in edit.columns} if edit else {}
        if spot is None and edit:
            continue
        yield tuple(
            plain(cell(said[each.name] if each.name in said else row[each.name]), each) for each in columns
        )
    for new, _ in one.new:
        yield tuple(
            plain(cell(new.contents[each.name].text) if each.name in new.contents else "", each)
            for each in columns
        )


def _went(spot: Spot, gone: set[tuple[str, tuple[str | int, ...]]]) -> bool:
    """With the record that held it; not as a whole group of codes, of which some may have moved on."""
    holders = (path for file, path in gone if file == spot.file and len(path) < len(spot.path) - 2)
    return not gone.isdisjoint({(spot.file, ())}) or any(spot.path[: len(path)] == path for path in holders)
