"""Digests of values: two values share one only if they hold the same."""

import marshal
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from functools import partial
from hashlib import blake2b
from pathlib import PurePath
from types import BuiltinFunctionType, FunctionType, MethodType
from typing import Any

from pydantic import BaseModel

_QUICK = {bytes, dict, list, tuple}
_BY_VALUE = 2
"""The last form that spells the same value the same, whichever objects it is made of."""
_PLAIN = (bytes, int, float, bool, type(None), date, PurePath)


class UntoldError(Exception):
    """Nothing says what a value holds, so nothing can say whether it is still the same."""


class Named:
    """What a digest goes no further into: everything in it is asked for by itself."""

    @property
    def source_name(self) -> str:
        """The same in every build of the same data, and no other object's."""
        return type(self).__name__


Records = dict[int, tuple[BaseModel, bytes]]
"""Digests of records, each of which stands in many answers: by the id that it alone has while it lives."""


def digest(value: Any, known: Records | None = None) -> bytes:
    """Of everything that a value holds. UntoldError where something in it doesn't say what it holds."""
    found = blake2b(digest_size=16)
    _add(value, found.update, {} if known is None else known)
    return found.digest()


def _add(value: Any, add: Callable[[bytes], None], known: Records) -> None:
    """In a form that two different values never share."""
    if isinstance(value, str):
        add(_spelled(type(value).__name__, value))
    elif type(value) in _QUICK and (spelled := _marshalled(value)):
        add(spelled)
    elif isinstance(value, _PLAIN):
        add(_spelled(type(value).__name__, repr(value)))
    elif isinstance(value, Named):
        add(_spelled("source", value.source_name))
    elif isinstance(value, BaseModel):
        if id(value) not in known:
            content = _spelled(type(value).__qualname__, value.model_dump_json())
            known[id(value)] = value, blake2b(content, digest_size=16).digest()
        add(known[id(value)][1])
    else:
        inner = [*_inner(value)]
        add(_spelled(type(value).__qualname__, str(len(inner))))
        for one in inner:
            _add(one, add, known)


def _marshalled(value: Any) -> bytes:
    """In one go, where it holds plain values alone; else empty."""
    try:
        return b"%s %s" % (type(value).__name__.encode(), marshal.dumps(value, _BY_VALUE))
    except ValueError:
        return b""


def _spelled(kind: str, text: str) -> bytes:
    content = text.encode("utf-8", "surrogatepass")
    return b"%s %d %s" % (kind.encode(), len(content), content)


def _inner(value: Any) -> Iterable[Any]:
    for kind, held in _HOLDING:
        if isinstance(value, kind):
            return held(value)
    if is_dataclass(value) and not isinstance(value, type):
        return (getattr(value, field.name) for field in fields(value))
    if inner := getattr(value, "__wrapped__", None):
        return (inner,)
    raise UntoldError(type(value).__qualname__)


def _around(function: FunctionType) -> Iterable[Any]:
    """Its name, for what it does is in its module; with what it was made around."""
    if function.__name__ == "<lambda>" or function.__kwdefaults__:
        raise UntoldError(function.__qualname__)  # Several may share the name.
    cells = (cell.cell_contents for cell in function.__closure__ or ())
    return (function.__module__, function.__qualname__, *cells, *(function.__defaults__ or ()))


_HOLDING: tuple[tuple[Any, Callable[[Any], Iterable[Any]]], ...] = (
    (tuple | list, iter),
    (Mapping, lambda table: table.items()),
    (set | frozenset, lambda those: sorted(those, key=repr)),
    (partial, lambda one: (one.func, one.args, one.keywords)),
    (MethodType, lambda method: (method.__func__, method.__self__)),
    (re.Pattern, lambda pattern: (pattern.pattern, pattern.flags)),
    (FunctionType, _around),
    (BuiltinFunctionType | type, lambda named: (named.__module__, named.__qualname__)),
)
"""What values of these kinds are made of. The first that fits counts."""
