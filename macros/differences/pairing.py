"""Which item of a list became which. An item that only changed isn't one that went and another that came."""

from collections.abc import Iterable, Iterator, Sequence

from macros.differences.flat import Concerned, Linked, Witnessed
from macros.model import (
    Activity,
    Continuation,
    Idea,
    Mention,
    Milestone,
    Note,
    Paragraph,
    Part,
    Phase,
    Record,
    Relation,
    ReportParagraph,
    ReportSection,
    Revision,
    Saying,
    Section,
    Stage,
    Statement,
    Table,
    TableRow,
    Update,
    Version,
)

Pair = tuple[Record | None, Record | None]

_KNOWN_BY: dict[type[Record], tuple[tuple[str, ...], ...]] = {
    Activity: (("number",), ("text",)),
    Concerned: (("name",),),
    Continuation: (("from_", "to"),),
    Idea: (("id",), ("title",)),
    Linked: (("name", "relation"), ("name",)),
    Mention: (("paragraph", "activity"),),
    Milestone: (("id",), ("title",)),
    Note: (("text",), ("kind",), ()),
    Paragraph: (("number",),),
    Part: (("id",), ("title",)),
    Phase: (("text", "from_"), ("text",), ("from_",), ("to",)),
    Relation: (("id",),),
    ReportParagraph: (("number",),),
    ReportSection: (("id",), ("title",)),
    Revision: (("document",),),
    Saying: (("source",), ("says",)),
    Section: (("id",), ("title",)),
    Stage: (("id",), ("title",)),
    Statement: (("id",), ("title",)),
    Table: (("id",), ("title",)),
    TableRow: (("name",), ("cells",)),
    Update: (("date", "text"), ("text",), ("date",)),
    Version: (("document",),),
    Witnessed: (("name", "reason"), ("name",)),
}
"""Fields by which an item of today is known for one of before, tried one set after the other."""


def paired(before: Sequence[Record], after: Sequence[Record]) -> list[Pair]:
    """In the order of today, what went at the end."""
    left, found = list(range(len(before))), dict[int, int]()
    for fields in (None, *_KNOWN_BY[type([*after, *before][0])]):
        for place, item in enumerate(after):
            if place not in found:
                same = (one for one in left if _key(before[one], fields) == _key(item, fields))
                if (one := next(same, None)) is not None:
                    found[place] = one
                    left.remove(one)
    pairs: list[Pair] = [
        (before[found[place]] if place in found else None, item) for place, item in enumerate(after)
    ]
    return [*pairs, *((before[one], None) for one in left)]


def _key(item: Record, fields: tuple[str, ...] | None) -> object:
    """The item itself where no fields are asked for."""
    return item if fields is None else tuple(getattr(item, field) for field in fields)


_NAMED_BY: dict[type[Record], tuple[str, ...]] = {
    Mention: ("paragraph", "activity"),
    Note: (),
    Phase: ("text", "from_"),
    Revision: ("document",),
    Saying: (),
    Update: ("date",),
    Version: ("document",),
}
"""The first of these that has a value is what readers know an item by, where that isn't how it is paired."""


_APART = {"source", "id", "former_ids", "replaced_by"}
"""What no line of an item's texts holds: other records, and codes of its own."""


def name_of(item: Record) -> str:
    if isinstance(item, Continuation):
        return f"{item.from_}/{item.to}"
    ((first, *_), *_) = _KNOWN_BY.get(type(item), (("",),))
    fields = _NAMED_BY.get(type(item), (first,) if first else ())
    return str(next((value for field in fields if (value := getattr(item, field))), ""))


def described(item: Record) -> str:
    """All that an item holds, on one line, but what it is named by, where it stands and what it leads to."""
    texts = dict.fromkeys(text for text in _texts(item) if text != name_of(item))
    *before, last = texts or ("",)
    return "; ".join([*(text.removesuffix(".") for text in before), last])


def _texts(item: Record) -> Iterator[str]:
    values = {field: value for field, value in item if field not in _APART}
    if {"from_", "to"} <= values.keys():
        yield "–".join(dict.fromkeys((values.pop("from_"), values.pop("to"))))
    for value in values.values():
        yield from _spelled(value)


def _spelled(value: object) -> Iterable[str]:
    if isinstance(value, Record):
        return _texts(value)
    if isinstance(value, tuple):
        return [text for one in value for text in _spelled(one)]
    return [] if value is None or isinstance(value, bool) else [str(value)]
