"""The only place where an id is parsed, sorted and turned into a part of an address."""

import re
from functools import lru_cache

PATTERN = r"^[A-Za-z0-9]+(\.[A-Za-z0-9]+)*(\([A-Za-z0-9]+\))?$"
"""Letters and digits, in steps joined by full stops, with at most one step in brackets at the end."""

_NUMBER = re.compile(r"[0-9]+(\.[0-9]+)*")
_STEPS = re.compile(r"[0-9]+|[A-Za-z]+")
_COUNT = re.compile(r"(.*?)([0-9]+|(?<![A-Za-z])[a-y])(\)?)")


class Quoted(str):
    """Text that stood in quotes in its file, so that YAML can't have read it as something else."""

    __slots__ = ()


@lru_cache(maxsize=10_000)
def slug(identifier: str) -> str:
    """The part of an address that stands for an id. Numbers keep their full stops.

    >>> slug("Part4.1"), slug("23(a)"), slug("D.1.a"), slug("2.10")
    ('part4-1', '23-a', 'd-1-a', '2.10')
    """
    if _NUMBER.fullmatch(identifier):
        return identifier
    return identifier.lower().replace(")", "").replace(".", "-").replace("(", "-")


def cell(clause: str, commitment: str) -> str:
    """The anchor of a matrix's cell.

    >>> cell("A.5", "4")
    'a-5--4'
    """
    return f"{slug(clause)}--{slug(commitment)}"


def name_anchor(name: str) -> str:
    """The anchor of what is known by a number with strokes in it, or by a name. May come out empty.

    >>> name_anchor("GB.344/INS/18(Rev.1)"), name_anchor("MNE Declaration")
    ('gb-344-ins-18-rev-1', 'mne-declaration')
    """
    kept = "".join(letter if letter.isalnum() else "-" for letter in name.lower())
    return "-".join(filter(None, kept.split("-")))


def order(identifier: str) -> tuple[tuple[int, int, str], ...]:
    """A key that sorts ids as people count: 2 before 10, 2.2 before 2.10.

    >>> sorted(["10", "2.10", "2", "2.2"], key=order)
    ['2', '2.2', '2.10', '10']
    """
    return tuple(
        (0, len(step.lstrip("0")), step.lstrip("0")) if step.isdigit() else (1, 0, step.lower())
        for step in _STEPS.findall(identifier)
    )


def family(identifier: str) -> tuple[str, str]:
    """What ids that are counted together have before the count and after it; all of it where none is.

    >>> family("2.10"), family("23(i)"), family("P2"), family("B")
    (('2.', ''), ('23(', ')'), ('P', ''), ('B', ''))
    """
    found = _COUNT.fullmatch(identifier)
    return (found[1], found[3]) if found else (identifier, "")


def following(identifier: str) -> str:
    """The next id of its family; empty where it ends in nothing that can be counted on.

    >>> following("2.9"), following("23(i)"), following("D.1.d"), following("P2"), following("B")
    ('2.10', '23(j)', 'D.1.e', 'P3', '')
    """
    found = _COUNT.fullmatch(identifier)
    if not found:
        return ""
    count = found[2]
    after = str(int(count) + 1) if count.isdigit() else chr(ord(count) + 1)
    return f"{found[1]}{after}{found[3]}"
