"""Reads files of records, gathering their places and problems on the way. Knows no plan's shape."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Generic, TypeVar

from pydantic import BaseModel

from macros.checks import Places
from macros.load import Fields, Listing, Node, Scalar, node_at, read, renamed, walk
from macros.problems import Place, Problem, did_you_mean, nearest, shown
from macros.validate import Context, top_level, validate

Model = TypeVar("Model", bound=BaseModel)


@dataclass
class Listed(Generic[Model]):
    """The records of one kind, and what is known of those that can't be read."""

    found: list[Model] = field(default_factory=list)
    broken: set[str] = field(default_factory=set)
    complete: bool = True
    """False where a file or an id can't be read: then any id may be meant to stand here."""

    def add(self, record: Model | None, identifier: str) -> None:
        if record is not None:
            self.found.append(record)
        elif identifier:
            self.broken.add(identifier)
        else:
            self.complete = False


@dataclass
class Reading:
    """One folder of data, as far as it has been read."""

    folder: Path
    label: str
    problems: list[Problem] = field(default_factory=list)
    places: Places = field(default_factory=Places)
    refused: set[str] = field(default_factory=set)
    """What files that stand in the wrong place, or under a wrong name, may be meant to be."""

    def name(self, path: Path) -> str:
        return f"{self.label}/{path.relative_to(self.folder).as_posix()}"

    def refuse(self, path: Path, fact: str, way_out: str) -> None:
        self.problems.append(Problem(Place(self.name(path)), "", fact, way_out))

    def node(self, path: Path, expected: type[Fields] | type[Listing]) -> Node | None:
        node, problems = read(path, self.name(path))
        shape = top_level(node, expected) if node else []
        self.problems += [*problems, *shape]
        return None if shape or problems else node

    def record(self, model: type[Model], node: Node, name: str, aliases: dict[str, str]) -> Model | None:
        """`aliases`: from the names that editors write to the model's own."""
        misnamed = list(_misnamed(node, aliases, name))
        context = Context(name, _written_names(node, aliases))
        node = renamed(node, aliases)
        record, problems = validate(model, node, context)
        self.problems += [*misnamed, *problems]
        if record is None or misnamed:
            return None
        self.places.add(record, node)
        return record

    def records(
        self,
        path: Path,
        model: type[Model],
        word: str,
        aliases: dict[str, str],
        besides: Callable[[Node, str], Iterator[Problem]] = lambda *_: iter(()),
    ) -> Listed[Model]:
        """The records of a file that holds a list of them. `besides`: what else to say of each as written."""
        node = self.node(path, Listing)
        listed: Listed[Model] = Listed(complete=node is not None)
        for item in node.items if isinstance(node, Listing) else ():
            identifier = written(item, "id") or written(item, "term") or written(item, "from")
            name = f"{word} {shown(identifier)}".strip()
            others = list(besides(item, name))
            self.problems += others
            record = self.record(model, item, name, aliases)
            listed.add(None if others else record, identifier)
        return listed

    def files_in(self, folder: Path, word: str) -> Iterator[Path]:
        """The files of a folder with one for each record of a kind; what else stands there is refused."""
        for path in entries(folder):
            if path.suffix != ".yml" or path.is_dir():
                fact = f"only files that end in .yml stand here, one for each {word}"
                self.refuse_misplaced(path, fact, "Rename or move it.")
            elif home := self._home(path):
                fact = "its first line says that it belongs into another folder"
                self.refuse_misplaced(path, fact, f"Move it to {self.name(home)}.")
            else:
                yield path

    def refuse_others(self, folder: Path, files: set[str], folders: set[str]) -> None:
        """A file that nothing reads is a mistake in its name more often than not."""
        for path in entries(folder):
            if path.name not in files | folders:
                kind, known = ("folder", folders) if path.is_dir() else ("file", files)
                self.refuse_misplaced(path, f"nothing reads this {kind}", self._way_out(path, known))

    def refuse_misplaced(self, path: Path, fact: str, way_out: str) -> None:
        """What it holds isn't missed elsewhere as well."""
        meant = [path, *entries(path)] if path.is_dir() else [path]
        self.refused |= {_ENDING.sub("", one.name) for one in meant}
        self.refused |= {re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-") for name in self.refused}
        self.refuse(path, fact, way_out)

    def _way_out(self, path: Path, known: set[str]) -> str:
        if home := self._home(path):
            return f"Move it to {self.name(home)}, where its first line says that it belongs."
        near = nearest(path.name, known)
        if near and (path.parent / near).exists():
            return f"Take its contents over into {near}, and delete it."
        return did_you_mean(path.name, sorted(known)) or "Rename or move it."

    def _home(self, path: Path) -> Path | None:
        """The folder whose file it is by its first line, where that is another one and lacks it."""
        found = _SCHEMA.match(_first_line(path))
        if not found:
            return None
        plan, kind = (part.decode() for part in found.groups())
        home = self.folder / "plans" / plan / kind
        return home if home != path.parent and home.is_dir() and not (home / path.name).exists() else None


_ENDING = re.compile(r"\.(ya?ml.*|[a-z]+)$", re.IGNORECASE)
_SCHEMA = re.compile(rb"# yaml-language-server: \$schema=\S*schema/([\w.-]+)/([\w.-]+)\.json")
"""The first line of a record's file names what its plan calls its folder."""


def _first_line(path: Path) -> bytes:
    """Nothing where it can't be read, which is said when the file is."""
    try:
        with path.open("rb") as file:
            return file.readline(300)
    except OSError:
        return b""


def entries(folder: Path) -> list[Path]:
    """What stands in a folder, in order, without what is hidden."""
    return sorted(path for path in folder.iterdir() if not path.name.startswith("."))


def written(node: Node | None, *path: str) -> str:
    """A word as it stands in a file that may be broken elsewhere."""
    found = node_at(node, path) if node else None
    return found.written if isinstance(found, Scalar) else ""


def _misnamed(node: Node, aliases: dict[str, str], record: str) -> Iterator[Problem]:
    """A plan has one word for a thing: not the model's, and not two."""
    for fields in walk(node):
        names = fields.entries if isinstance(fields, Fields) else {}
        first, *others = [name for name in names if name in aliases] or [""]
        for name in others:
            fact = f"'{name}' and '{first}' stand for the same thing"
            yield Problem(names[name].place, record, fact, "Keep one of them.")
        for name in names:
            if name in aliases.values() and name not in aliases:
                way_out = did_you_mean(name, aliases)
                yield Problem(names[name].place, record, f"'{name}' is not a field here", way_out)


def _written_names(node: Node, aliases: dict[str, str]) -> dict[str, str]:
    """From the model's names to the editors'; where there are several, to one that stands in the node."""
    used = {name for fields in walk(node) if isinstance(fields, Fields) for name in fields.entries}
    return {own: name for name, own in sorted(aliases.items(), key=lambda pair: pair[0] in used)}
