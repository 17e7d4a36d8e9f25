"""A data package after Frictionless Data: what each table's columns hold, and where they lead."""

import json
from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from macros.cells import Column, Kind
from macros.render import say
from macros.sheets import LICENCE, Table
from macros.site import Site

TYPES: dict[Kind, str] = {
    "text": "string",
    "list": "string",
    "group": "string",
    "number": "integer",
    "flag": "boolean",
}


def datapackage(site: Site, tables: tuple[Table, ...], published: Mapping[str, bytes], home: str) -> bytes:
    """`published`: the files that hold the tables, by their paths from the site's root."""
    keys = {table.path: table.key for table in tables}
    package = {
        "profile": "tabular-data-package",
        "name": "promises",
        "title": say("workbook.title").unescape(),
        "description": say("data.lead").unescape(),
        **({"homepage": home} if home else {}),
        "licenses": [{"name": LICENCE.id, "title": LICENCE.name, "path": LICENCE.address}],
        "sources": list(_sources(site)),
        "resources": [_resource(table, published[f"data/{table.path}.csv"], keys) for table in tables],
    }
    return (json.dumps(package, ensure_ascii=False, indent=2) + "\n").encode()


def _sources(site: Site) -> list[dict[str, str]]:
    """The documents that plans and reports rest on."""
    records = [plan.record for plan in site.plans.values()], site.reports.values()
    named = dict.fromkeys(record.source.document for those in records for record in those)
    found = [site.documents[name] for name in named]
    return [{"title": f"{one.id}: {one.title}", **({"path": one.url} if one.url else {})} for one in found]


def _resource(table: Table, content: bytes, keys: Mapping[str, tuple[str, ...]]) -> dict[str, Any]:
    return {
        "profile": "tabular-data-resource",
        "name": _name(table.path),
        "title": table.full_title,
        "path": f"{table.path}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(content),
        "hash": f"sha256:{sha256(content).hexdigest()}",
        "schema": _schema(table, keys),
    }


def _name(path: str) -> str:
    return path.replace("/", "-").lower()


def _schema(table: Table, keys: Mapping[str, tuple[str, ...]]) -> dict[str, Any]:
    schema: dict[str, Any] = {
        "fields": [_field(table, column) for column in table.columns],
        "missingValues": [""],
    }
    if table.key:
        schema["primaryKey"] = list(table.key)
    if table.leads_to:
        schema["foreignKeys"] = [
            {
                "fields": [column],
                # A table that leads to itself is named by nothing.
                "reference": {
                    "resource": "" if path == table.path else _name(path),
                    "fields": list(keys[path]),
                },
            }
            for column, path in table.leads_to
        ]
    return schema


def _field(table: Table, column: Column) -> dict[str, Any]:
    field: dict[str, Any] = {"name": column.name, "type": TYPES[column.kind]}
    if column.kind in ("list", "group"):
        field["description"] = say(f"package.{column.kind}").unescape()
    constraints = {"required": True} if column.required and column.kind != "group" else {}
    if table.key == (column.name,):
        constraints["unique"] = True
    return {**field, **({"constraints": constraints} if constraints else {})}
