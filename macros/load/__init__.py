"""Read the YAML files. Knows lines, keys and quotes, not what they mean. Refuses what could surprise."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from macros.identifiers import Quoted
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
from macros.load.slips import explanation, remark, unspaced
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
LONGEST_NUMBER = 100
"""Signs. What is longer is text: to count it out could take minutes."""

_COLON = re.compile(r"\s*:")
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_resolve: Callable[[type[yaml.Node], str, tuple[bool, bool]], str] = yaml.resolver.Resolver().resolve
_RESOLVED = {f"tag:yaml.org,2002:{name}" for name in ("bool", "int", "float", "null")}


@dataclass
class _Reader:
    """Builds nodes from YAML events, noting what is refused on the way."""

    file: str
    text: str
    problems: list[Problem] = field(default_factory=list)
    begun: int = -1
    """The line on which the last value began, counted from 0."""

    def place(self, event: yaml.Event) -> Place:
        mark = event.start_mark
        return Place(self.file, mark.line + 1, mark.column + 1) if mark else Place(self.file)

    def refuse(self, event: yaml.Event, fact: str, way_out: str) -> None:
        self.refuse_at(self.place(event), fact, way_out)

    def refuse_at(self, place: Place, fact: str, way_out: str) -> None:
        self.problems.append(Problem(place, "", fact, way_out))

    def node(
        self, events: Iterator[yaml.Event], event: yaml.Event, level: int = 0, *, is_item: bool = False
    ) -> Node:
        self.refuse_cleverness(event)
        if level > DEEPEST_LEVEL:
            raise _TooDeepError(self.place(event))
        if isinstance(event, yaml.SequenceStartEvent):
            return self.listing(events, event, level)
        if isinstance(event, yaml.MappingStartEvent):
            return self.fields(events, event, level, is_item=is_item)
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
        place, style = self.place(event), getattr(event, "style", None)
        if style not in ("|", ">"):
            self.ended(event, event, is_plain=not style)
        if style in ("'", '"', "|", ">"):
            return Scalar(place, Quoted(written), written)
        return Scalar(place, plain_value(written), written)

    def ended(self, start: yaml.Event, end: yaml.Event, *, is_plain: bool = False) -> None:
        """A value stands here that other signs may follow on its line."""
        if not (start.start_mark and end.end_mark):
            return
        self.begun = start.start_mark.line
        begun = start.start_mark.index
        # A text over several lines ends, for the parser, where the next value begins.
        index = begun + len(self.text[begun : end.end_mark.index].rstrip())
        if found := remark(self.text, index, is_plain=is_plain):
            position, fact, way_out = found
            lines = self.text[:position].split("\n")
            self.refuse_at(Place(self.file, len(lines), len(lines[-1]) + 1), fact, way_out)

    def listing(self, events: Iterator[yaml.Event], start: yaml.Event, level: int) -> Listing:
        items = []
        while not isinstance(event := next(events), yaml.SequenceEndEvent):
            items.append(self.node(events, event, level + 1, is_item=True))
        if getattr(start, "flow_style", False):
            self.ended(start, event)
        return Listing(self.place(start), tuple(items))

    def fields(self, events: Iterator[yaml.Event], start: yaml.Event, level: int, *, is_item: bool) -> Fields:
        entries: dict[str, Entry] = {}
        again: list[tuple[str, Place]] = []
        in_braces = bool(getattr(start, "flow_style", False))
        while not isinstance(event := next(events), yaml.MappingEndEvent):
            key = self.node(events, event, level + 1)
            value = self.node(events, next(events), level + 1)
            name = self.key_name(key)
            if in_braces and name and is_empty(value):
                self.refuse_loose(event, name, is_first=not entries)
            if name in entries:
                again.append((name, key.place))
            elif name is not None:
                entries[name] = Entry(key.place, value)
        if in_braces:
            self.ended(start, event)
        if again:
            self.refuse_second(again, entries[again[0][0]].place.line, is_item=is_item and not in_braces)
        return Fields(self.place(start), entries)

    def refuse_loose(self, event: yaml.Event, name: str, *, is_first: bool) -> None:
        """Where a name in braces stands without a colon, or with one that is taken for a part of it."""
        if unspaced(name):
            fact = f"no space stands after the colon of '{shown(name)}'"
            self.refuse(event, fact, "Put a space after the colon.")
        elif event.end_mark and not is_first and not _COLON.match(self.text, event.end_mark.index):
            way_out = "If it is part of the text before the comma, put that text in quotes."
            self.refuse(event, f"'{shown(name)}' stands after a comma, where a field should begin", way_out)

    def refuse_second(self, again: list[tuple[str, Place]], line: int, *, is_item: bool) -> None:
        (name, place), *others = again
        stands = f"and {len(others)} more fields stand" if others else "stands"
        way_out = "Keep one of them; where a new entry begins here, put a dash before it."
        fact = f"'{shown(name)}' {stands} twice; the first is on line {line}"
        self.refuse_at(place, fact, way_out if is_item else "Keep one of them.")

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
    reader = _Reader(name, text)
    try:
        node = _document(reader, text)
    except _TooDeepError as too_deep:
        fact = f"more than {DEEPEST_LEVEL} lists or groups stand within one another here"
        reader.refuse_at(too_deep.place, fact, "Look for brackets or spaces too many.")
        return None, reader.problems
    except yaml.MarkedYAMLError as error:
        return None, _with_stumble(reader, error)
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
    if len(written) > LONGEST_NUMBER:
        return written
    if _resolve(yaml.ScalarNode, written, (True, False)) not in _RESOLVED:
        return written
    try:
        return yaml.safe_load(written) if written else None
    except ValueError:
        return written


def _with_stumble(reader: _Reader, error: yaml.MarkedYAMLError) -> list[Problem]:
    """Where something was refused on the line already, the parser stumbles over the same."""
    found = explanation(error, reader.text, reader.begun)
    place = Place(reader.file, found.line, found.column)
    if any(problem.place.line == place.line for problem in reader.problems):
        return reader.problems
    return [*reader.problems, Problem(place, "", found.fact, found.way_out)]
