"""What the tests of the second typings share: reading a typing, and setting it beside the data."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parent.parent


@cache
def second_typing(plan: str) -> dict[str, Any]:
    file = ROOT / "tests" / "double_entry" / f"{plan}.yml"
    second: dict[str, Any] = yaml.safe_load(file.read_text("utf-8"))
    return second


def compare(second: Mapping[str, object], data: Mapping[str, object]) -> None:
    """Fails with a line for each item that differs, both readings side by side."""
    __tracebackhide__ = True
    lines = [
        f"  {item}: the second typing has {second.get(item, 'no such item')!r}, "
        f"the data have {data.get(item, 'no such item')!r}"
        for item in dict.fromkeys([*second, *data])
        if item not in second or item not in data or second[item] != data[item]
    ]
    assert not lines, "\n".join(["look it up in the document:", *lines])


def by_field(kind: str, records: Mapping[str, Mapping[str, object]]) -> dict[str, object]:
    return {f"{kind} {key}, {name}": value for key, one in records.items() for name, value in one.items()}
