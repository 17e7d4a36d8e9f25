"""A workbook of the site, edited in a spreadsheet program → the same edits of the data's files."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from shutil import copytree
from tempfile import TemporaryDirectory

from macros.importing.applying import Files
from macros.importing.asked import Asked
from macros.importing.asking import Asking
from macros.importing.groups import ask_groups
from macros.importing.kinds import kind_of
from macros.importing.mapping import in_the_workbook, rows_by_file
from macros.importing.merging import Merged, merged
from macros.importing.places import Home, homes
from macros.importing.shapes import SHAPES
from macros.importing.trouble import Cell, ImportRefusedError, Trouble, in_order
from macros.importing.unread import unknown_sheets
from macros.importing.verifying import not_as_asked
from macros.importing.workbook import Workbook, read
from macros.importing.writing import replace_all, write
from macros.problems import DataError
from macros.sheets import Table, all_tables
from macros.site import Site

__all__ = ["ImportRefusedError", "Proposal", "plan", "read", "write"]


@dataclass(frozen=True)
class Proposal:
    """What an import would do. Nothing is done yet."""

    before: Site
    after: Site
    files: dict[str, bytes | None]
    """Below the folder of data; None: it goes."""
    read: dict[str, bytes | None]
    """What those files held when this was made of them."""
    remarks: tuple[str, ...]
    """What of the workbook wasn't read."""


def plan(book: Workbook, folder: Path, checked: Callable[[Path], Site]) -> Proposal:
    """`checked` builds a folder, or raises DataError. Every trouble comes in one ImportRefusedError."""
    # Read first: whatever is saved from here on shows when it comes to writing.
    texts = {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*.yml")}
    before = _today(folder, checked)
    tables = {table.path: table for table in all_tables(before)}
    known = [one for one in book.sheets if one.path in tables]
    found = [merged(tables[one.path], one, book.origins[one.path]) for one in known]
    asked, where = Asked(), homes(before)
    for one in sorted(found, key=lambda each: list(tables).index(each.table.path)):
        _ask(asked, one, where)
    asked.is_partial |= any(one.is_partial for one in found)
    troubles = [
        *book.troubles,
        *unknown_sheets(book, tables),
        *chain.from_iterable(one.troubles for one in found),
        *asked.troubles,
    ]
    files = Files(texts, rows_by_file(found, where))
    files.apply(asked)
    after, others = _tried(files, folder, checked, book) if files.changed() else (before, [])
    if not troubles and after:
        others = [*not_as_asked(found, where, {one.path: one for one in all_tables(after)}, asked)]
    if troubles or others or after is None:
        raise ImportRefusedError(in_order([*troubles, *_besides(others, troubles, asked)], book.titles))
    changed = files.changed()
    remarks = tuple(_remarks(book, found, tables))
    return Proposal(before, after, changed, {name: texts.get(name) for name in changed}, remarks)


def _today(folder: Path, checked: Callable[[Path], Site]) -> Site:
    try:
        return checked(folder)
    except DataError as error:
        fact = "the data have problems already"
        troubles = [Trouble(folder.name, fact, "Mend them first: python -m macros check")]
        troubles += [Trouble(str(one.place), one.fact, one.way_out) for one in error.problems]
        raise ImportRefusedError(troubles) from None


def _ask(asked: Asked, one: Merged, where: dict[str, Home]) -> None:
    path, kind = one.table.path, kind_of(one.table.path)
    if kind:
        Asking(asked, one, where[path], kind).ask()
        return
    name = path.rpartition("/")[2]
    others = [each for each in SHAPES if each != name and SHAPES[each].list_name == SHAPES[name].list_name]
    taken = [spot for other in others for spot in where[f"{path.rpartition('/')[0]}/{other}"].spots]
    ask_groups(asked, one, where[path], taken)


def _tried(
    files: Files, folder: Path, checked: Callable[[Path], Site], book: Workbook
) -> tuple[Site | None, list[Trouble]]:
    """The edited data in a folder of their own, under the same name."""
    with TemporaryDirectory() as beside:
        copy = Path(copytree(folder, Path(beside) / folder.name))
        replace_all(copy, files.changed())
        try:
            return checked(copy), []
        except DataError as error:
            sheets = {one.title: one for one in book.sheets}
            return None, [*in_the_workbook(error.problems, files, sheets)]


def _besides(others: list[Trouble], troubles: list[Trouble], asked: Asked) -> list[Trouble]:
    """What the checks say, too, where it can't come from what was left out because of other troubles."""
    if not troubles:
        return others
    rows = {_row(one) for one in troubles}
    return [] if asked.is_partial else [one for one in others if (row := _row(one)) and row not in rows]


def _row(one: Trouble) -> tuple[str, int] | None:
    return (one.place.sheet, one.place.row) if isinstance(one.place, Cell) and one.place.row else None


def _remarks(book: Workbook, found: list[Merged], tables: dict[str, Table]) -> Iterator[str]:
    there = {one.path for one in book.sheets}
    for title in book.unread:
        yield f"The sheet “{title}” holds no table of ours and wasn't read."
    for path in book.origins:
        if path not in tables:
            yield f"The data no longer have a table {path}; its sheet wasn't read."
        elif path not in there:
            yield f"The sheet “{tables[path].sheet}” isn't in the workbook; its records stay as they are."
    for one in found:
        for column in one.missing:
            said = f"The sheet “{one.sheet.title}” has no column “{column}”"
            yield f"{said}; what the data have there stays as it is."
