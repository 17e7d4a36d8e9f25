"""Problems of the edited files → the cells that made them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from macros.importing.applying import Files
from macros.importing.document import Path
from macros.importing.kinds import kind_of
from macros.importing.merging import Merged
from macros.importing.places import Home
from macros.importing.shapes import SHAPES
from macros.importing.trouble import Cell, Trouble
from macros.importing.workbook import Sheet
from macros.problems import Problem


def in_the_workbook(
    problems: Iterable[Problem], files: Files, sheets: Mapping[str, Sheet]
) -> Iterator[Trouble]:
    """What no edit of a cell stands behind is said at its place in the file, as it would be.

    `sheets`: by their titles.
    """
    for one in problems:
        fact = f"{one.record}: {one.fact}" if one.record else one.fact
        yield Trouble(_where(one, files, sheets), fact, one.way_out)


def rows_by_file(found: Iterable[Merged], where: Mapping[str, Home]) -> dict[str, list[tuple[Path, Cell]]]:
    """By the file: what stands where, and which row of the workbook it is."""
    rows: dict[str, list[tuple[Path, Cell]]] = {}
    for one in found:
        for position, number in one.rows.items():
            if spot := where[one.table.path].spots[position]:
                rows.setdefault(spot.file, []).append((spot.path, one.sheet.cell(number)))
    return rows


def _where(one: Problem, files: Files, sheets: Mapping[str, Sheet]) -> Cell | str:
    steps = one.place.file.split("/")
    names = ("/".join(steps[start:]) for start in range(len(steps)))
    if not (name := next(filter(files.has, names), "")):
        return str(one.place)
    text = files.document(name)
    mark = text.mark(one.place.line, one.place.column)
    found = mark.whose if mark else None
    if not mark or not isinstance(found, Cell) or not found.row:
        return f"{one.place} (as it would be)"
    within = text.steps(one.place.line, one.place.column)[mark.depth :]
    heading = found.heading or _heading(sheets[found.sheet], within)
    # Where no column holds what is wrong, the file is where to mend it.
    where = sheets[found.sheet].cell(found.row, heading)
    return where if heading else replace(where, file=one.place.file)


def _heading(sheet: Sheet, within: Path) -> str:
    """The column that holds a field of a row's record; empty where none does."""
    kind, name = kind_of(sheet.path), ".".join(step for step in within if isinstance(step, str))
    if kind is None:
        name = name.rpartition(".")[2]
        name = name if name in sheet.columns else SHAPES[sheet.path.rpartition("/")[2]].member
    columns = {field: column for column, field in kind.renamed.items()} if kind else {}
    name = columns.get(name, name)
    return name if name in sheet.columns else ""
