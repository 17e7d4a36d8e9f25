"""Doorstop: a file for each record, a document for all of a kind, and a table of which links to which."""

from collections.abc import Iterator, Sequence

import yaml

from tests.bench.peers.peer import Peer
from tests.bench.records import Kind, Record

PARENT: dict[Kind, Kind | None] = {"clause": None, "commitment": "clause"}


def _document(kind: Kind) -> str:
    parent = PARENT[kind]
    settings = {"digits": 1, "prefix": kind.upper(), "sep": "_"}
    return yaml.safe_dump({"settings": settings | ({"parent": parent.upper()} if parent else {})})


def _item(record: Record, number: int) -> str:
    return yaml.safe_dump(
        {
            "active": True,
            "derived": False,
            "header": record.heading,
            "level": f"1.{number}",
            "links": list(record.answers),
            "normative": True,
            "ref": "",
            "reviewed": None,
            "text": "\n\n".join([record.text, *(f"- {phase}" for phase in record.schedule)]),
        },
        allow_unicode=True,
    )


def _files(records: Sequence[Record]) -> Iterator[tuple[str, str]]:
    for kind in PARENT:
        yield f"{kind}/.doorstop.yml", _document(kind)
        for number, record in enumerate((one for one in records if one.kind == kind), 1):
            yield f"{kind}/{record.key}.yml", _item(record, number)


def files(records: Sequence[Record]) -> dict[str, str]:
    # It looks for the folder of a system of versions, and asks it nothing while it publishes.
    return {".mockvcs/here": "", **dict(_files(records))}


PEERS = (
    Peer("Doorstop", "doorstop", files, ("doorstop", "publish", "--quiet", "all", "out"), "out", ("out",)),
)
