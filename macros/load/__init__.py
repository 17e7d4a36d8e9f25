"""Read the YAML files. Knows lines, keys and quotes, not what they mean. Refuses what could surprise."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from macros.identifiers import Quoted
from macros.load.complaints import explained
from macros.load.nodes import (
    Entry,
    Fields,
    Listing,
    Node,
    Scalar,
    is_empty,
    node_at,
    place_of,
    plain,
    renamed,
    walk,
)
from macros.load.text import INVISIBLE, LARGEST_FILE, text_of
from macros.problems import Place, Problem, shown

__all__ = [
    "DEEPEST_LEVEL",
    "LARGEST_FILE",
    "Entry",
    "Fields",
    "Listing",
    "Node",
    "Scalar",
    "is_empty",
    "node_at",
    "place_of",
    "plain",
    "read",
    "renamed",
    "walk",
]

DEEPEST_LEVEL = 12

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_resolve: Callable[[type[yaml.Node], str, tuple[bool, bool]], str] = yaml.resolver.Resolver().resolve
_RESOLVED = {f"tag:yaml.org,2002:{name}" for name in ("bool", "int", "float", "null")}


@dataclass
class _Reader:
    """Builds nodes from YAML events, noting what is refused on the way."""

    file: str
    problems: list[Problem] = field(default_factory=list)

    def place(self, event: yaml.Event) -> Place:
        mark = event.start_mark
        return Place(self.file, mark.line + 1, mark.column + 1) if mark else Place(self.file)

    def refuse(self, event: yaml.Event, fact: str, way_out: str) -> None:
        self.refuse_at(self.place(event), fact, way_out)

    def refuse_at(self, place: Place, fact: str, way_out: str) -> None:
        self.problems.append(Problem(place, "", fact, way_out))

    def node(self, events: Iterator[yaml.Event], event: yaml.Event, level: int = 0) -> Node:
        self.refuse_cleverness(event)
        if level > DEEPEST_LEVEL:
            raise _TooDeepError(self.place(event))
        if isinstance(event, yaml.SequenceStartEvent):
            return self.listing(events, event, level)
        if isinstance(event, yaml.MappingStartEvent):
            return self.fields(events, event, level)
        return self.scalar(event)

    def refuse_cleverness(self, event: yaml.Event) -> None:
        anchor, tag = (shown(getattr(event, name, None) or "") for name in ("anchor", "tag"))
        if isinstance(event, yaml.AliasEvent):
            way_out = "Write the value itself; put text that begins with * in quotes."
            self.refuse(event, f"'*{anchor}' stands for a value that is written elsewhere", way_out)
        elif anchor:
            way_out = "Take it out; put text that begins with & in quotes."
            self.refuse(event, f"'&{anchor}' gives a value a name, to be used elsewhere", way_out)
        if tag:
            written = tag.replace("tag:yaml.org,2002:", "!!")
            way_out = "Take it out; put text that begins with ! in quotes."
            self.refuse(event, f"'{written}' says of what kind a value is", way_out)

    def scalar(self, event: yaml.Event) -> Scalar:
        written = getattr(event, "value", "")
        if escaped := INVISIBLE.search(written):
            fact = f"a backslash here stands for the invisible character U+{ord(escaped[0]):04X}"
            self.refuse(event, fact, "Write two backslashes, or use single quotes.")
        place = self.place(event)
        if getattr(event, "style", None) in ("'", '"', "|", ">"):
            return Scalar(place, Quoted(written), written)
        return Scalar(place, plain_value(written), written)

    def listing(self, events: Iterator[yaml.Event], start: yaml.Event, level: int) -> Listing:
        items = []
        while not isinstance(event := next(events), yaml.SequenceEndEvent):
            items.append(self.node(events, event, level + 1))
        return Listing(self.place(start), tuple(items))

    def fields(self, events: Iterator[yaml.Event], start: yaml.Event, level: int) -> Fields:
        entries: dict[str, Entry] = {}
        while not isinstance(event := next(events), yaml.MappingEndEvent):
            key = self.node(events, event, level + 1)
            value = self.node(events, next(events), level + 1)
            name = self.key_name(key)
            if name in entries:
                fact = f"'{shown(name)}' stands twice; the first is on line {entries[name].place.line}"
                self.refuse_at(key.place, fact, "Keep one of them.")
            elif name is not None:
                entries[name] = Entry(key.place, value)
        return Fields(self.place(start), entries)

    def key_name(self, key: Node) -> str | None:
        if not isinstance(key, Scalar):
            self.refuse_at(
                key.place,
                "a field's name must be a word",
                "Write `name: value`; put text that begins with { or [ in quotes.",
            )
            return None
        if key.written == "<<":
            self.refuse_at(key.place, "'<<' takes fields over from elsewhere", "Write the fields themselves.")
            return None
        return key.written


class _TooDeepError(Exception):
    def __init__(self, place: Place) -> None:
        self.place = place


def read(path: Path, name: str) -> tuple[Node | None, list[Problem]]:
    """One file as nodes that know their places, and what is wrong with it as YAML.

    `name` is the file's name in messages. Where there is no node, there is a problem.
    """
    text, problem = text_of(path, name)
    if text is None:
        return None, [problem] if problem else []
    reader = _Reader(name)
    try:
        node = _document(reader, text)
    except _TooDeepError as too_deep:
        fact = f"more than {DEEPEST_LEVEL} lists or groups stand within one another here"
        reader.refuse_at(too_deep.place, fact, "Look for brackets or spaces too many.")
        return None, reader.problems
    except yaml.MarkedYAMLError as error:
        return None, [*reader.problems, _explain(error, name, text)]
    if node is None and not reader.problems:
        reader.problems.append(Problem(Place(name), "", "the file is empty", "Fill it in, or delete it."))
    return node, reader.problems


def _document(reader: _Reader, text: str) -> Node | None:
    events = (
        event
        for event in yaml.parse(text, Loader=_Loader)
        if not isinstance(event, yaml.StreamStartEvent | yaml.DocumentStartEvent | yaml.DocumentEndEvent)
    )
    first = next(events)
    if isinstance(first, yaml.StreamEndEvent):
        return None
    node = reader.node(events, first)
    second = next(events)
    if not isinstance(second, yaml.StreamEndEvent):
        way_out = "Take out the line `---` above it: the data of a file stands in one piece."
        reader.refuse(second, "a second piece of data begins here", way_out)
    return None if is_empty(node) else node


def plain_value(written: str) -> object:
    """What YAML makes of a value without quotes."""
    if _resolve(yaml.ScalarNode, written, (True, False)) not in _RESOLVED:
        return written
    try:
        return yaml.safe_load(written) if written else None
    except ValueError:
        return written


def _explain(error: yaml.MarkedYAMLError, name: str, text: str) -> Problem:
    said = error.problem or "nothing more"
    mark = error.problem_mark or error.context_mark
    if "end of stream" in said and error.context_mark:
        mark = error.context_mark
    if not mark:
        return Problem(Place(name), "", *explained(said, ""))
    place = Place(name, mark.line + 1, mark.column + 1)
    return Problem(place, "", *explained(said, text[mark.index : mark.index + 1]))
