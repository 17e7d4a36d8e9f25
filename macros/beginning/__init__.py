"""Begins a record: a commented file, or an entry at its place in a list. Writes what passes the checks."""

import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from macros.beginning import of_plans, shared
from macros.beginning.asking import Asked, RefusedError
from macros.beginning.begun import Begun
from macros.beginning.kinds import Name, kind_of
from macros.beginning.placing import with_entry
from macros.beginning.unwritten import Unwritten, unwritten
from macros.beginning.writing import Blank, wrapped
from macros.build import build
from macros.graph import Plan
from macros.load import Listing, read
from macros.problems import DataError
from macros.schemas import schemas
from macros.site import Site

__all__ = ["Asked", "RefusedError", "Unwritten", "Written", "begin", "file_with", "unwritten"]

USE = "A field behind # may stand here: take the # away to use it, or delete it. ## only explains."

KINDS: dict[Name, Callable[[Site, Plan, Asked], Begun]] = {
    "commitment": of_plans.commitment,
    "clause": of_plans.clause,
    "area": of_plans.area,
    "report": shared.report,
    "document": shared.document,
    "term": shared.term,
    "discrepancy": shared.discrepancy,
    "status": shared.status,
}


@dataclass(frozen=True)
class Written:
    file: str
    """As messages call it."""
    line: int
    name: str
    """What readers call it: output 21."""
    then: tuple[str, ...]
    """What to do next."""


def begin(data: Path, label: str, asked: Asked) -> Written:
    """Raises RefusedError, and has touched nothing then. `label`: what messages call the folder of data."""
    try:
        site = build(data, label)
    except DataError as error:
        raise RefusedError(f"The data have problems already. Mend these first:\n{error}") from None
    kind = kind_of(site, asked)
    record = KINDS[kind.name](site, kind.plan, asked)
    text, line = file_with(data, record)
    _refuse_what_fails(data, label, record.file, text)
    (data / record.file).parent.mkdir(parents=True, exist_ok=True)
    (data / record.file).write_bytes(text.encode())
    return Written(f"{label}/{record.file}", line, record.name, record.then)


def file_with(data: Path, record: Begun) -> tuple[str, int]:
    """The whole file as it will be, and the line on which the record begins."""
    file = data / record.file
    schema = schemas(data)[record.schema]
    blank = Blank(schema, record.stand_ins, record.left_out, record.remarks, record.hints)
    lines = list(blank.lines(record.values, 0 if record.position is None else 2))
    if record.position is None:
        if file.exists():
            raise RefusedError(f"There is a file {record.file} already.")
        return _new_file(data, record, [*wrapped(record.headline, 0), *wrapped(USE, 0), *lines])
    entry = [*wrapped(USE, 2), *_dashed(lines)]
    if not file.exists():
        return _new_file(data, record, entry)
    node, _ = read(file, record.file)
    if not isinstance(node, Listing):
        raise RefusedError(f"{record.file} holds no list.")
    return with_entry(file.read_bytes().decode(), node, record.position, entry)


def _new_file(data: Path, record: Begun, lines: list[str]) -> tuple[str, int]:
    schema = os.path.relpath(data / "schema" / record.schema, (data / record.file).parent)
    named = f"# yaml-language-server: $schema={Path(schema).as_posix()}"
    start = next(number for number, line in enumerate(lines) if not line.startswith("#"))
    return "".join(f"{line}\n" for line in [named, *lines]), start + 2


def _dashed(lines: list[str]) -> list[str]:
    """An item of a list: a dash before its first field, and room for it before the others."""
    first = next(number for number, line in enumerate(lines) if not line.startswith("#"))
    dashed = [f"{'- ' if number == first else '  '}{line}" for number, line in enumerate(lines)]
    return [*(line.strip() for line in dashed[:first]), *dashed[first:]]


def _refuse_what_fails(data: Path, label: str, file: str, text: str) -> None:
    """The checks know better than we what may stand there: they are asked before anything is written."""
    with TemporaryDirectory() as folder:
        copy = Path(shutil.copytree(data, Path(folder) / "data"))
        (copy / file).parent.mkdir(parents=True, exist_ok=True)
        (copy / file).write_bytes(text.encode())
        try:
            build(copy, label)
        except DataError as error:
            raise RefusedError(
                f"Nothing was written, because it would not pass the check:\n{error}"
            ) from None
