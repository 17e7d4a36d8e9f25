"""JSON Schemas from the models, in each plan's own words: what an editor's program completes and marks.

Draft 2020-12. The names of the files are those of the data files that name them in their first line.
"""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core.core_schema import ChainSchema

from macros.drafts import AREAS, PLAN, layout_of, plan_folders
from macros.load import Node, read
from macros.model import (
    Area,
    Clause,
    Commitment,
    Discrepancy,
    Document,
    Moved,
    PlanRecord,
    Record,
    Report,
    Status,
    Succession,
    Term,
)
from macros.reading import written
from macros.reports import REPORTS

Schema = dict[str, Any]

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schemas(data: Path) -> dict[str, bytes]:
    """By their path below the folder of schemas. Of the data, only what each plan calls things is read."""
    files = {
        "documents.json": _list_of(Document, "Documents", {}, []),
        "glossary.json": _list_of(Term, "Glossary", {}, []),
        "statuses.json": _list_of(Status, "Statuses", {}, []),
        "continuations.json": _list_of(Succession, "Continuations", {}, []),
        "moved.json": _list_of(Moved, "Moved", {}, []),
    }
    words = []
    for folder in plan_folders(data):
        node, _ = read(folder / PLAN, PLAN)
        layout = layout_of(folder, node)
        word = [layout.commitments] if layout.commitments else []
        words += word
        one, many = _spoken(node, "one"), _spoken(node, "many")
        files |= {
            f"{folder.name}/{Path(PLAN).stem}.json": _record(PlanRecord, one, word),
            f"{folder.name}/{Path(AREAS).stem}.json": _list_of(Area, many["Area"], one, word),
        }
        if layout.commitments:
            files[f"{folder.name}/{layout.commitments}.json"] = _record(Commitment, one, word)
        if layout.clauses:
            files[f"{folder.name}/{layout.clauses}.json"] = _list_of(Clause, many["Clause"], one, word)
    files["discrepancies.json"] = _list_of(Discrepancy, "Discrepancies", {}, words)
    files[f"{REPORTS}.json"] = _record(Report, {}, words)
    return {path: _spelled(schema) for path, schema in sorted(files.items())}


def write(folder: Path, data: Path) -> list[Path]:
    """Writes the schemas for a folder of data, and says which files they are."""
    files = {folder / path: content for path, content in schemas(data).items()}
    for file, content in files.items():
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    return list(files)


def _spoken(node: Node | None, form: str) -> dict[str, str]:
    """From the model's name of a kind to the plan's own."""
    kinds = {"PlanRecord": "plan", "Area": "area", "Commitment": "commitment", "Clause": "clause"}
    return {model: _sentence(written(node, "words", kind, form) or kind) for model, kind in kinds.items()}


def _record(model: type[Record], titles: dict[str, str], words: list[str]) -> Schema:
    schema = model.model_json_schema(schema_generator=_Generator)
    return _finished(schema, titles, words)


def _list_of(model: type[Record], title: str, titles: dict[str, str], words: list[str]) -> Schema:
    schema = TypeAdapter(list[model]).json_schema(schema_generator=_Generator)  # type: ignore[valid-type]
    return _finished(schema | {"title": title}, titles, words)


class _Generator(GenerateJsonSchema):
    def get_title_from_name(self, name: str) -> str:
        """As one would say it: "Refers to", not "Refers To"."""
        return _sentence(name.rstrip("_").replace("_", " "))

    def chain_schema(self, schema: ChainSchema) -> JsonSchemaValue:
        """What passes every step, not the first alone: a code's pattern is a step of its own."""
        steps = map(self.generate_inner, schema["steps"])
        return {key: value for step in steps for key, value in step.items()}


def _finished(schema: Schema, titles: dict[str, str], words: list[str]) -> Schema:
    schema = _strict(schema)
    for one in (schema, *schema.get("$defs", {}).values()):
        name = one.get("title", "")
        one["title"] = titles.get(name) or _sentence(re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name))
        if "properties" in one:
            one["properties"] = dict(_renamed(one["properties"], words))
        if "commitments" in one.get("required", ()):
            one["required"] = [name for name in one["required"] if name != "commitments"]
            if words:
                one["anyOf"] = [{"required": [word]} for word in words]
    return {"$schema": DIALECT, "title": schema.pop("title"), **schema}


def _strict(schema: Any) -> Any:
    """Without null: a field that has nothing to say is left out, and an editor should not be offered it."""
    if isinstance(schema, list):
        return [_strict(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    kept = {key: _strict(value) for key, value in schema.items() if (key, value) != ("default", None)}
    choices = [one for one in kept.pop("anyOf", []) if one != {"type": "null"}]
    for choice in choices:
        kept = {**choice, **kept}
    return kept


def _renamed(properties: Schema, words: list[str]) -> Iterator[tuple[str, Schema]]:
    """What the model calls commitments is called by the words of the plans."""
    for name, schema in properties.items():
        for word in words if name == "commitments" else [name]:
            yield word, schema if word == name else {**schema, "title": _sentence(word.replace("-", " "))}


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:].lower()


def _spelled(schema: Schema) -> bytes:
    return (json.dumps(schema, ensure_ascii=False, indent=2) + "\n").encode()
