"""Where in a file's text each value begins and ends, so that one can be changed and the rest left alone."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import yaml

from macros.identifiers import Quoted
from macros.load import plain_value

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True)
class Text:
    """One value, with its quotes."""

    start: int
    end: int
    value: str
    style: str
    """The sign it begins with: quotes, or one of `>` and `|`. Empty where it has none."""


@dataclass(frozen=True)
class Items:
    start: int
    end: int
    is_flow: bool
    """In brackets."""
    items: tuple["Span", ...]


@dataclass(frozen=True)
class Names:
    start: int
    end: int
    is_flow: bool
    entries: dict[str, tuple[Text, "Span"]]
    """The field's name and its value."""


Span = Text | Items | Names


def spans(text: str) -> Span | None:
    """Of a file that can be read. Nothing where it is empty."""
    events = yaml.parse(text, Loader=_Loader)
    for event in events:
        if isinstance(event, yaml.NodeEvent):
            return _span(events, event, text)
    return None


def _span(events: Iterator[yaml.Event], event: yaml.Event, text: str) -> Span:
    if isinstance(event, yaml.SequenceStartEvent):
        return _items(events, event, text)
    if isinstance(event, yaml.MappingStartEvent):
        return _names(events, event, text)
    if not isinstance(event, yaml.ScalarEvent):
        raise TypeError(event)
    start = _index(event.start_mark)
    # A text over several lines ends, for the parser, where the next value begins.
    end = start + len(text[start : _index(event.end_mark)].rstrip())
    return Text(start, end, event.value, event.style or "")


def _items(events: Iterator[yaml.Event], start: yaml.SequenceStartEvent, text: str) -> Items:
    items: list[Span] = []
    while not isinstance(event := next(events), yaml.SequenceEndEvent):
        items.append(_span(events, event, text))
    begun, is_flow = _index(start.start_mark), bool(start.flow_style)
    end = _index(event.end_mark) if is_flow or not items else items[-1].end
    return Items(begun, end, is_flow, tuple(items))


def _names(events: Iterator[yaml.Event], start: yaml.MappingStartEvent, text: str) -> Names:
    entries: dict[str, tuple[Text, Span]] = {}
    last = None
    while not isinstance(event := next(events), yaml.MappingEndEvent):
        name, last = _span(events, event, text), _span(events, next(events), text)
        if isinstance(name, Text):
            entries[name.value] = (name, last)
    begun, is_flow = _index(start.start_mark), bool(start.flow_style)
    end = _index(event.end_mark) if is_flow or last is None else last.end
    return Names(begun, end, is_flow, entries)


def _index(mark: Any) -> int:
    return int(mark.index) if mark else 0


def reads_as(written: str, *, in_flow: bool) -> object:
    """What a value written so would be read as in its place; an exception's name where it can't be read."""
    line = f"[{{name: {written}}}]" if in_flow else f"- name: {written}"
    try:
        found = spans(line)
    except yaml.YAMLError as error:
        return type(error)
    entry = found.items[0] if isinstance(found, Items) and len(found.items) == 1 else None
    value = entry.entries["name"][1] if isinstance(entry, Names) and len(entry.entries) == 1 else None
    if not isinstance(value, Text) or (text := line[value.start : value.end]) != written:
        return None
    return Quoted(value.value) if value.style else plain_value(text)
