"""A record as its file begins: what must stand there, and behind a # what may, each with what it is.

Explanations stand behind a field, or where they are long above it, behind ##.
"""

import json
import re
from collections.abc import Iterator, Mapping
from textwrap import wrap
from typing import Any

from macros.notation import spelled

Schema = dict[str, Any]
Values = Mapping[str, Any]

WIDTH = 100
_EXAMPLES = ("…", "1", "2031", "new", "https://example.org/", "USD")
"""For a field whose schema gives none: the first that fits."""


class Blank:
    """A kind of record, as its schema has it."""

    def __init__(
        self,
        schema: bytes,
        stand_ins: Values,
        left_out: frozenset[str],
        remarks: Mapping[str, str],
        hints: Mapping[str, str],
    ) -> None:
        """By the paths of fields, such as revisions.source.document; the first two by their names too.

        `stand_ins`: examples better than the schema's. `left_out`: not offered. `remarks`: said of a field
        besides. `hints`: said above one that stands there.
        """
        whole = json.loads(schema)
        self._definitions: Schema = whole.get("$defs", {})
        self._record: Schema = self._meant(whole["items"] if whole.get("type") == "array" else whole)
        self._stand_ins, self._left_out = stand_ins, left_out
        self._remarks, self._hints = remarks, hints

    def lines(self, values: Values, indent: int) -> Iterator[str]:
        """`values`: what stands there. `indent`: of the record."""
        return self._fields(self._record, values, indent=indent, offers=True)

    def _meant(self, schema: Schema) -> Schema:
        name = schema.get("$ref", "").rpartition("/")[-1]
        return {**self._definitions[name], **schema} if name else schema

    def _fields(
        self,
        schema: Schema,
        values: Values,
        *,
        indent: int,
        offers: bool,
        above: str = "",
    ) -> Iterator[str]:
        for name, field in self._known(schema, above).items():
            path = f"{above}{name}"
            if name in values:
                yield from wrapped(self._hints.get(path, ""), indent)
                yield from self._field(path, field, values[name], indent, offers=offers)
            elif offers:
                example = self._example(path, field)
                for line in self._field(path, field, example, indent + 2, offers=False):
                    yield line if line.startswith("##") else f"# {line}"

    def _known(self, schema: Schema, above: str) -> Schema:
        fields = schema["properties"].items()
        return {name: one for name, one in fields if not {name, f"{above}{name}"} & self._left_out}

    def _field(self, path: str, field: Schema, value: Any, indent: int, *, offers: bool) -> Iterator[str]:
        field, name = self._meant(field), _name(path)
        about = " ".join(filter(None, [field.get("description"), _choices(field), self._remarks.get(path)]))
        if isinstance(value, Mapping):
            yield from _explained(f"{name}:", about, indent)
            for line in self._fields(field, value, indent=indent + 2, offers=offers, above=f"{path}."):
                yield f"  {line}"
        elif isinstance(value, list) and isinstance(value[0], Mapping):
            yield from _explained(f"{name}:", about, indent)
            for position, item in enumerate(value):
                one = self._meant(field["items"])
                yield from self._item(path, one, item, indent, offers=offers and not position)
        else:
            yield from _explained(f"{name}: {spelled(value, field)}", about, indent)

    def _item(self, path: str, schema: Schema, values: Values, indent: int, *, offers: bool) -> Iterator[str]:
        dash = "- "
        for line in self._fields(schema, values, indent=indent + 4, offers=offers, above=f"{path}."):
            if line.startswith("##") and dash == "- ":
                yield f"  {line}"
            else:
                yield f"  {dash}{line}"
                dash = "  "

    def _example(self, path: str, field: Schema, depth: int = 0) -> Any:
        field = self._meant(field)
        for known_as in (path, _name(path)):
            if known_as in self._stand_ins:
                return self._stand_ins[known_as]
        if "properties" in field:
            known = self._known(field, f"{path}.")
            needed = field.get("required", ()) if depth else known
            return {
                name: self._example(f"{path}.{name}", one, depth + 1)
                for name, one in known.items()
                if name in needed
            }
        is_of_groups = "properties" in self._meant(field.get("items", {}))
        if "items" in field and (is_of_groups or not field.get("examples")):
            return [self._example(path, field["items"], depth)] * max(1, field.get("minItems", 1))
        return _value(field)


def _name(path: str) -> str:
    return path.rpartition(".")[2]


def _value(field: Schema) -> Any:
    if found := field.get("examples") or field.get("enum"):
        return found[0]
    if field["type"] in ("boolean", "integer"):
        return True if field["type"] == "boolean" else 1
    return next(one for one in _EXAMPLES if re.search(field.get("pattern", ""), one))


def _choices(field: Schema) -> str:
    return f"One of: {', '.join(field['enum'])}." if "enum" in field else ""


def wrapped(text: str, indent: int) -> Iterator[str]:
    """An explanation on lines of its own."""
    return (f"## {line}" for line in wrap(text, WIDTH - indent - 3))


def _explained(line: str, about: str, indent: int) -> Iterator[str]:
    if indent + len(line) + len(about) + 4 <= WIDTH:
        yield f"{line}  # {about}" if about else line
    else:
        yield from wrapped(about, indent)
        yield line
