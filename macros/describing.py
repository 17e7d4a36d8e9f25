"""A model as a JSON Schema in a plan's own words: nothing unknown, every field described, with an example.

Draft 2020-12, with what the YAML language server shows besides: what choices mean, and its own messages.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from pydantic import TypeAdapter
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core.core_schema import ChainSchema

from macros.model import MEANINGS, SHOWN, Record
from macros.periods import UNITS, UnitName

Schema = dict[str, Any]

DIALECT = "https://json-schema.org/draft/2020-12/schema"
WORDS = "words"
"""Beside a field, until it has its description: the words for it."""
COMMITMENTS = "commitments"
"""What the models call the field that files call by the plan's word."""


@dataclass(frozen=True)
class Wording:
    """How the files of a plan, or those that all plans share, speak."""

    words: Mapping[str, str]
    """What descriptions call a thing: `area`, `areas`, `Areas`."""
    fields: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """The fields that list commitments, each with the words of the plan that calls it so."""
    unit: UnitName = "year"
    titles: Mapping[str, str] = field(default_factory=dict)
    """From a model's name to a title of the plan's own."""


def described(model: type[Record], wording: Wording) -> Schema:
    """The schema of a file that holds one record."""
    return _finished(model.model_json_schema(schema_generator=_Generator), wording)


def described_list(model: type[Record], title: str, wording: Wording) -> Schema:
    """The schema of a file that holds a list of records."""
    schema = TypeAdapter(list[model]).json_schema(schema_generator=_Generator)  # type: ignore[valid-type]
    return _finished(schema | {"title": title}, wording)


def sentence(words: str) -> str:
    return words[:1].upper() + words[1:].lower()


def target(schema: Schema, root: Schema) -> Schema:
    """What a schema that only names another one stands for."""
    name = schema.get("$ref", "").rpartition("/")[2]
    found: Schema = root["$defs"][name] if name else schema
    return found


class _Generator(GenerateJsonSchema):
    def get_title_from_name(self, name: str) -> str:
        """As one would say it: "Refers to", not "Refers To"."""
        return sentence(name.rstrip("_").replace("_", " "))

    def chain_schema(self, schema: ChainSchema) -> JsonSchemaValue:
        """What passes every step, not the first alone: a code's pattern is a step of its own."""
        steps = map(self.generate_inner, schema["steps"])
        return {key: value for step in steps for key, value in step.items()}


def _finished(schema: Schema, wording: Wording) -> Schema:
    schema = _strict(schema)
    for one in (schema, *schema.get("$defs", {}).values()):
        name = one.get("title", "")
        one["title"] = wording.titles.get(name) or sentence(re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name))
        if "properties" in one:
            _rename(one, wording.fields)
    for part in parts(schema):
        _say(part, wording)
    _complete(schema)
    return {"$schema": DIALECT, "title": schema.pop("title"), **schema}


def _strict(schema: Any) -> Any:
    """Without null or defaults: what has nothing to say is left out, and no editor should be offered it."""
    if isinstance(schema, list):
        return [_strict(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    kept = {key: _strict(value) for key, value in schema.items() if key != "default"}
    choices = [one for one in kept.pop("anyOf", []) if one != {"type": "null"}]
    for choice in choices:
        kept = {**choice, **kept}
    return kept


def _rename(schema: Schema, fields: Mapping[str, Mapping[str, str]]) -> None:
    """What the model calls commitments is called by the words of the plans."""
    names, required = list(fields), schema.get("required", [])
    schema["properties"] = dict(_renamed(schema["properties"], fields))
    schema[SHOWN] = _in_place(schema.get(SHOWN, []), names[:1])
    if COMMITMENTS in required:
        schema["required"] = _in_place(required, names if len(names) == 1 else [])
        if len(names) > 1:
            schema["anyOf"] = [{"required": [name]} for name in names]


def _in_place(names: list[str], words: list[str]) -> list[str]:
    return [one for name in names for one in (words if name == COMMITMENTS else [name])]


def _renamed(properties: Schema, fields: Mapping[str, Mapping[str, str]]) -> Iterator[tuple[str, Schema]]:
    for name, schema in properties.items():
        if name == COMMITMENTS:
            for word, said in fields.items():
                yield word, {**schema, "title": sentence(word.replace("-", " ")), WORDS: said}
        else:
            yield name, schema


def parts(schema: Schema) -> Iterator[Schema]:
    """The schema and every one within it."""
    yield schema
    within = [*schema.get("properties", {}).values(), *schema.get("$defs", {}).values()]
    for one in [*within, schema["items"]] if "items" in schema else within:
        yield from parts(one)


def _say(part: Schema, wording: Wording) -> None:
    words = part.pop(WORDS, wording.words)
    if "description" in part:
        part["description"] = part["description"].format_map(words)
    if meanings := part.pop(MEANINGS, None):
        part["enumDescriptions"] = [meanings[one].format_map(wording.words) for one in part["enum"]]
    if part.get("format") == "period":
        unit = UNITS[wording.unit]
        part["pattern"] = f"^{re.sub(r'[?]P<[a-z]+>', '', unit.pattern.pattern)}$"
        part["errorMessage"] = f'Write the {unit.name} in quotes, as in "{unit.example}".'
        if "examples" in part:
            part["examples"] = [unit.spell(int(year) * unit.in_a_year) for year in part["examples"]]


def _complete(root: Schema) -> None:
    """Every field has a description and an example; that of a group is made of those of its fields."""
    examples = [(one, _example(one, root)) for one in parts(root) if _has_example(one)]
    for part in parts(root):
        for one in part.get("properties", {}).values():
            # Where a field says no more than its group does, pydantic leaves it to the group.
            one.setdefault("description", target(one, root).get("description"))
    for one, example in examples:
        one["examples"] = [example]
        one.pop(SHOWN, None)


def _has_example(schema: Schema) -> bool:
    return "properties" in schema or schema.get("type") == "array" or "examples" in schema


def _example(schema: Schema, root: Schema) -> Any:
    """Its own, or one made of those of its fields."""
    schema = schema if "examples" in schema else target(schema, root)
    if "examples" in schema:
        return schema["examples"][0]
    if "enum" in schema:
        return schema["enum"][0]
    if schema.get("type") == "array":
        return [_example(schema["items"], root)] * schema.get("minItems", 1)
    properties = schema.get("properties", {})
    shown = {*schema.get("required", ()), *schema.get(SHOWN, ())}
    return {name: _example(one, root) for name, one in properties.items() if name in shown}
