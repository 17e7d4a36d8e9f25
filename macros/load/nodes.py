"""What stands in a file, as nodes that know their places. Knows no YAML and no meaning."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from macros.problems import Place


@dataclass(frozen=True)
class Scalar:
    """One value. `value` is what YAML makes of it; `written` what stands in the file."""

    place: Place
    value: object
    written: str


@dataclass(frozen=True)
class Listing:
    place: Place
    items: tuple["Node", ...]


@dataclass(frozen=True)
class Entry:
    """A field: its name's place, and its value."""

    place: Place
    node: "Node"


@dataclass(frozen=True)
class Fields:
    place: Place
    entries: dict[str, Entry]


Node = Scalar | Listing | Fields


def plain(node: Node) -> object:
    """The node as lists, dicts and values; quoted text as `Quoted`, fields without a value left out."""
    if isinstance(node, Scalar):
        return node.value
    if isinstance(node, Listing):
        return [plain(item) for item in node.items]
    return {name: plain(entry.node) for name, entry in node.entries.items() if not is_empty(entry.node)}


def is_empty(node: Node) -> bool:
    return isinstance(node, Scalar) and node.value is None


def walk(node: Node) -> Iterator[Node]:
    """The node and everything in it, in order."""
    yield node
    if isinstance(node, Listing):
        for item in node.items:
            yield from walk(item)
    elif isinstance(node, Fields):
        for entry in node.entries.values():
            yield from walk(entry.node)


def renamed(node: Node, names: dict[str, str]) -> Node:
    """The same nodes at the same places, with other names for fields."""
    if isinstance(node, Listing):
        return replace(node, items=tuple(renamed(item, names) for item in node.items))
    if isinstance(node, Fields):
        entries = {
            names.get(name, name): replace(entry, node=renamed(entry.node, names))
            for name, entry in node.entries.items()
        }
        return replace(node, entries=entries)
    return node


def place_of(node: Node, path: tuple[str | int, ...], *, name: bool = False) -> Place:
    """Where the value at a path stands, or what is nearest around it; with `name`, its field's name."""
    found = node.place
    for step in path:
        if isinstance(node, Fields) and isinstance(step, str) and step in node.entries:
            entry = node.entries[step]
            node, found = entry.node, entry.place if name else entry.node.place
        elif isinstance(node, Listing) and isinstance(step, int) and step < len(node.items):
            node = node.items[step]
            found = node.place
        else:
            break
    return found


def node_at(node: Node, path: tuple[str | int, ...]) -> Node | None:
    """The node at a path, or nothing."""
    for step in path:
        if isinstance(node, Fields) and isinstance(step, str) and step in node.entries:
            node = node.entries[step].node
        elif isinstance(node, Listing) and isinstance(step, int) and step < len(node.items):
            node = node.items[step]
        else:
            return None
    return node
