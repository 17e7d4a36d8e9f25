"""Every file of the data, field by field: read off the schemas, so that it says what the check knows."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from macros import notation
from macros.describing import Schema, sentence, target
from macros.links import Target, continued_target, index_target, plan_target
from macros.render import Markup, render, say
from macros.schemas import FileKind, file_kinds, speech_of
from macros.site import Site

Places = dict[str, tuple[str, str]]
"""From the names of groups to the anchor and the title of what describes them."""


@dataclass(frozen=True)
class Field:
    anchor: str
    name: str
    must: bool
    instead: tuple[str, ...]
    """The fields of which one must stand, this one among them."""
    kind: Markup
    group: tuple[str, str] | None
    """Anchor and title of what describes the group that stands in it."""
    description: str
    choices: list[tuple[str, str]]
    example: str
    """Empty for a group, which has its own."""


@dataclass(frozen=True)
class Group:
    """Fields that stand together: a record, or what stands in one of its fields."""

    anchor: str
    title: str
    description: str
    example: str
    fields: list[Field]


@dataclass(frozen=True)
class File:
    path: str
    title: str
    page: Target | None
    """Where readers meet what stands in it."""
    is_list: bool
    is_one_of_many: bool
    record: Group
    groups: list[Group]


def field_guide(site: Site, here: str) -> Markup:
    kinds = file_kinds(speech_of(plan) for plan in site.plans.values())
    common = _common(kinds)
    places = {name: (f"groups.{_slug(name)}", root["$defs"][name]["title"]) for name, root in common.items()}
    headings = {plan.id: plan.record.short_title for plan in site.plans.values()} | {"": say("guide.shared")}
    return render(
        "guide.html.j2",
        here,
        parts=[
            (owner or "shared", heading, [_file(site, one, places) for one in kinds if one.plan == owner])
            for owner, heading in headings.items()
        ],
        groups=[_group(places[name][0], root, root["$defs"][name], {}) for name, root in common.items()],
    )


def _common(kinds: Iterable[FileKind]) -> dict[str, Schema]:
    """The groups that stand in plans' own files and in shared ones alike, each with a schema that has it."""
    own: dict[str, Schema] = {}
    shared: dict[str, Schema] = {}
    for kind in kinds:
        (own if kind.plan else shared).update(dict.fromkeys(kind.schema.get("$defs", ()), kind.schema))
    return {name: root for name, root in sorted(shared.items()) if name in own}


def _file(site: Site, kind: FileKind, common: Places) -> File:
    root = kind.schema
    record = target(root.get("items", root), root)
    anchor = kind.name.replace("/", ".")
    groups = [name for name in dict.fromkeys(_groups_in(record, root)) if name not in common]
    places = common | {
        name: (f"{anchor}.{_slug(name)}-fields", root["$defs"][name]["title"]) for name in groups
    }
    return File(
        path=kind.path.replace("*", "…"),
        title=root["title"],
        page=_page(site, kind),
        is_list="items" in root,
        is_one_of_many="*" in kind.path,
        record=_group(anchor, root, record, places),
        groups=[_group(places[name][0], root, root["$defs"][name], places) for name in groups],
    )


def _groups_in(record: Schema, root: Schema) -> Iterator[str]:
    """In the order in which one meets them."""
    for one in record["properties"].values():
        if name := _group_name(one):
            yield name
            yield from _groups_in(root["$defs"][name], root)


def _group_name(schema: Schema) -> str:
    name: str = schema.get("items", schema).get("$ref", "").rpartition("/")[2]
    return name


def _slug(name: str) -> str:
    """
    >>> _slug("ResourceEstimate")
    'resource-estimate'
    """
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "-", name).lower()


def _group(anchor: str, root: Schema, schema: Schema, places: Places) -> Group:
    """What stands in a list is shown as an entry of it."""
    fields = [_field(f"{anchor}.{name}", name, schema, root, places) for name in schema["properties"]]
    shown = root if schema is target(root.get("items", root), root) else schema
    example = "\n".join(notation.noted(shown["examples"][0], shown, root))
    return Group(anchor, schema["title"], schema["description"], example, fields)


def _field(anchor: str, name: str, record: Schema, root: Schema, places: Places) -> Field:
    schema = record["properties"][name]
    instead = tuple(one for choice in record.get("anyOf", ()) for one in choice["required"])
    several = schema.get("items", {})
    choices = {**several, **schema}
    group = _group_name(schema)
    shown = () if group else schema.get("examples", ())
    return Field(
        anchor=anchor,
        name=name,
        must=name in record.get("required", ()),
        instead=instead if name in instead else (),
        kind=say(f"guide.list.{_kind(several)}" if several else f"guide.kind.{_kind(schema)}"),
        group=places.get(group),
        description=schema["description"],
        choices=list(zip(choices.get("enum", ()), choices.get("enumDescriptions", ()), strict=True)),
        example="\n".join(line for one in shown for line in notation.field(name, one, schema, root)),
    )


def _kind(schema: Schema) -> str:
    if "$ref" in schema:
        return "group"
    if "enum" in schema:
        return "choice"
    return str(schema.get("format") or schema["type"])


def _page(site: Site, kind: FileKind) -> Target | None:
    """None where no page is made of it."""
    if kind.plan:
        plan = site.plans[kind.plan]
        words = plan.words
        indexes = {word.address: word for word in (words.commitment, words.clause)} | {"areas": words.area}
        name = kind.name.partition("/")[2]
        return index_target(indexes[name]) if name in indexes else plan_target(plan)
    if kind.name == "continuations" and site.successions:
        first = site.successions[0]
        return continued_target(site.plans[first.earlier], site.plans[first.later])
    pages = {name: name for name in ("reports", "documents", "glossary", "discrepancies")}
    page = {**pages, "statuses": "glossary"}.get(kind.name)
    return Target(f"{page}/", "", sentence(page)) if page else None
