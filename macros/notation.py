"""A schema's example as an editor writes it in a file."""

import json
import re
from collections.abc import Iterator
from typing import Any

from macros.describing import Schema, target

QUOTED = {"code", "period", "day"}
"""What stands in quotes, though YAML could read some of it without."""
_PLAIN = re.compile(r"[A-Za-z“‘][^:#\"'`\[\]{},&*!|>%@\\\x00-\x1f]*")
_NOT_TEXT = {"y", "n", "yes", "no", "on", "off", "true", "false", "null"}


def noted(value: Any, schema: Schema, root: Schema) -> Iterator[str]:
    """The lines of a record, or of a list of records with a dash each."""
    schema = target(schema, root)
    if isinstance(value, list):
        for one in value:
            first, *others = noted(one, schema["items"], root)
            yield f"- {first}"
            yield from (f"  {line}" for line in others)
    else:
        for name, one in value.items():
            yield from field(name, one, schema["properties"][name], root)


def field(name: str, value: Any, schema: Schema, root: Schema) -> Iterator[str]:
    """The lines of a field."""
    if isinstance(value, dict) or (isinstance(value, list) and isinstance(value[0], dict)):
        yield f"{name}:"
        yield from (f"  {line}" for line in noted(value, schema, root))
    else:
        yield f"{name}: {spelled(value, schema)}"


def spelled(value: Any, schema: Schema) -> str:
    """A value that stands in one line behind its field."""
    if isinstance(value, list):
        return f"[{', '.join(spelled(one, schema.get('items', {})) for one in value)}]"
    if not isinstance(value, str):
        return json.dumps(value)
    is_plain = _PLAIN.fullmatch(value) and value == value.strip() and value.casefold() not in _NOT_TEXT
    return value if is_plain and schema.get("format") not in QUOTED else json.dumps(value, ensure_ascii=False)
