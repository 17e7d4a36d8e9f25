"""What a workbook remembers of itself, so that an edit is known for one, whatever became of the data."""

from base64 import urlsafe_b64encode
from collections import Counter
from collections.abc import Iterator
from hashlib import blake2b

from macros.cells import cell
from macros.render import say
from macros.sheets import Table

SHEET = "origin"
"""The hidden sheet that holds a line for each row: its table, its name, and its cells' fingerprints."""
COLUMN = "row"
"""The last column of each sheet, hidden: its rows' names, which stay with them when they are sorted."""
_BYTES = 4
MOST = 32_767
"""Letters that a cell may have."""


def settled(text: str) -> str:
    """Without what spreadsheet programs and people add unseen."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def fingerprint(text: str) -> str:
    """Of what stands in a cell; empty for an empty one.

    >>> fingerprint("2.10"), fingerprint(" 2.10 "), fingerprint("")
    ('kyUCtQ', 'kyUCtQ', '')
    """
    said = settled(text)
    return urlsafe_b64encode(blake2b(said.encode(), digest_size=_BYTES).digest()).decode()[:6] if said else ""


def fitting(text: str) -> str:
    """Cut where no cell could hold it, and saying so."""
    if len(text) <= MOST:
        return text
    return f"{text[: MOST - len(cut()) - 1]} {cut()}"


def cut() -> str:
    """What a text that was cut ends with."""
    return say("workbook.cut").unescape()


def row_names(table: Table) -> tuple[str, ...]:
    """What each row is known by, also among rows of the same name."""
    seen: Counter[str] = Counter()
    names: list[str] = []
    for row in table.rows:
        name = " | ".join(cell(row[column]) for column in table.known_by)
        seen[name] += 1
        names.append(name if seen[name] == 1 else f"{name} #{seen[name]}")
    return tuple(names)


def origins(table: Table) -> Iterator[tuple[str, str, str]]:
    """The lines of the hidden sheet: first the columns' names, then a line for each row."""
    columns = [one.name for one in table.shown]
    yield table.path, "", " ".join(columns)
    for name, row in zip(row_names(table), table.rows, strict=True):
        yield table.path, name, " ".join(fingerprint(fitting(cell(row[column]))) for column in columns)
