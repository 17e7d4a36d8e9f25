"""What of a table's rows can be edited, and how cells are compared that may be spelled in several ways."""

from collections.abc import Mapping
from dataclasses import dataclass

from macros.cells import Column, cell
from macros.fingerprints import settled
from macros.importing.kinds import kind_of
from macros.sheets import Table

Cells = tuple[str, ...]


@dataclass(frozen=True)
class Shape:
    """The columns of such a table."""

    list_name: str
    member: str
    words: tuple[str, ...]
    order: tuple[str, ...]
    """The fields of a group, and those beside the list."""
    beside: tuple[str, ...]
    holder: str = ""
    """The table of the records that hold the lists; the first column follows where it ends with a stroke."""


_CLAUSE = ("known_as", "title", "summary", "linkages", "notes", "source")
SHAPES = {
    "linkages": Shape("linkages", "commitment", ("relation", "shared"), ("relation", "shared"), _CLAUSE),
    "paragraph-linkages": Shape(
        "linkages", "paragraph", ("relation", "shared"), ("relation", "shared"), _CLAUSE
    ),
    "evidence": Shape(
        "evidence",
        "commitment",
        ("confidence", "reason"),
        ("confidence", "reason"),
        ("number", "section", "gist", "documents", "evidence", "notes"),
        "reports/",
    ),
}


def editable(table: Table) -> list[Column]:
    kind, shape = kind_of(table.path), SHAPES.get(table.path.rpartition("/")[2])
    if kind:
        return [one for one in table.shown if kind.field(one) or one.name in kind.known_by]
    names = {*table.known_by, *(shape.words if shape else ())}
    return [one for one in table.shown if one.name in names]


def cells(row: Mapping[str, object], those: list[Column]) -> Cells:
    return tuple(plain(cell(row[one.name]), one) for one in those)


def plain(text: str, column: Column) -> str:
    """As it is written into the files, whichever of its spellings stands in the cell."""
    said = settled(text)
    if column.kind == "list":
        return "; ".join(filter(None, (part.strip() for part in said.split(";"))))
    return (said.casefold() or "false") if column.kind == "flag" else said
