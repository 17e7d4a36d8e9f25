"""What is to be done → the files' new texts, each knowing whose edit made which stretch of it."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import PurePosixPath

from macros.importing.asked import Asked, Insert, Put, Remove
from macros.importing.document import Document, Mark, new_document
from macros.importing.document import Path as Place
from macros.importing.trouble import Cell
from macros.load.spans import Items

MARK = "\ufeff"
"""Some editors begin a file with it."""
SCHEMA = "# yaml-language-server:"


class Files:
    """The files of a folder, as far as something is to be done to them."""

    def __init__(self, before: Mapping[str, bytes], rows: Mapping[str, list[tuple[Place, Cell]]]) -> None:
        """`before`: all files. `rows`: by the file, which row of the workbook each record is."""
        self._before = before
        self._rows = rows
        self.documents: dict[str, Document] = {}
        self.removed: set[str] = set()

    def apply(self, asked: Asked) -> None:
        whole = [one for one in asked.removes if not one.spot.path]
        self.removed = {one.spot.file for one in whole}
        for put in asked.puts:
            if put.spot.file not in self.removed:
                _put(self.document(put.spot.file), put)
        for one in sorted(_in_lists(asked), key=_last_first):
            if one.spot.file in self.removed:
                continue
            if isinstance(one, Remove):
                self.document(one.spot.file).remove(one.spot.path, one.cell)
            else:
                _insert(self.document(one.spot.file), one)
        for made in asked.inserts:
            if not made.spot.path:
                self._begin(made)

    def changed(self) -> dict[str, bytes | None]:
        """By the file's name: what it holds now. None: it is gone."""
        found: dict[str, bytes | None] = dict.fromkeys(sorted(self.removed))
        for name, one in self.documents.items():
            new, old = one.text.encode(), self._before.get(name)
            mark = MARK.encode() if old and old.startswith(MARK.encode()) else b""
            if old != mark + new:
                found[name] = mark + new
        return found

    def has(self, name: str) -> bool:
        return name in self.documents or name in self._before

    def document(self, name: str) -> Document:
        if name not in self.documents:
            text = self._before[name].decode("utf-8-sig")
            self.documents[name] = one = Document(text)
            for path, cell in self._rows.get(name, ()):
                if found := one.at(path):
                    one.marks.append(Mark(found.start, found.end, cell, len(path)))
        return self.documents[name]

    def _begin(self, made: Insert) -> None:
        """A file of its own, with the line that names its schema as its neighbours have it."""
        folder = PurePosixPath(made.spot.file).parent
        beside = sorted(name for name in self._before if PurePosixPath(name).parent == folder)
        lines = self._before[beside[0]].decode("utf-8-sig").splitlines()[:1] if beside else []
        head = [line for line in lines if line.startswith(SCHEMA)]
        one = new_document(made.record, head)
        one.marks.append(Mark(0, len(one.text), made.cell))
        self.removed.discard(made.spot.file)
        self.documents[made.spot.file] = one


def _in_lists(asked: Asked) -> Iterator[Insert | Remove]:
    """New items that go to the same place in the order in which they are to be put there: the last first."""
    yield from (one for one in asked.removes if one.spot.path)
    yield from (one for one in reversed(asked.inserts) if one.spot.path)


def _last_first(one: Insert | Remove) -> tuple[str, int, int, bool]:
    """So that the numbers of what is still to be done stay right: inner lists before outer ones."""
    last = one.spot.path[-1]
    number = -last if isinstance(last, int) else -1_000_000_000
    return one.spot.file, -len(one.spot.path), number, isinstance(one, Insert)


def _put(text: Document, put: Put) -> None:
    path, value = (*put.spot.path, *put.field), put.value
    if value is None:
        if text.at(path) is not None:
            text.remove(path, put.cell)
    elif len(put.field) > 1 and text.at(path[:-1]) is None:
        text.put(path[:-1], {put.field[-1]: value}, put.order[-2], put.cell)
    else:
        text.put(path, value, put.order[-1], put.cell)


def _insert(text: Document, one: Insert) -> None:
    *above, number = one.spot.path
    found = text.at(tuple(above))
    if isinstance(found, Items):
        text.insert((*above, min(int(number), len(found.items))), one.record, one.cell)
    else:
        text.put(tuple(above), (one.record,), one.order, one.cell)
        text.marks[-1] = replace(text.marks[-1], depth=len(one.spot.path))
