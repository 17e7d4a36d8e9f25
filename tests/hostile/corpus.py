"""The attacks, and the texts that hold them: each a few attacks beside one another."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Literal, NamedTuple

import yaml

LONGEST = 185
"""Characters of a text: a number stands before it where it is an id, and 200 are the most."""


class Attack(NamedTuple):
    text: str
    stands: Literal["alone", "first", "last", "among"]


@cache
def attacks() -> tuple[Attack, ...]:
    families = yaml.safe_load(Path(__file__).with_name("attacks.yml").read_text("utf-8"))
    return tuple(
        Attack(text, family.get("stands", "among")) for family in families for text in family["attacks"]
    )


def standing(how: str) -> list[str]:
    return [one.text for one in attacks() if one.stands == how]


@cache
def texts() -> tuple[str, ...]:
    """A prime number of them: fields that take turns all meet every one."""
    packed = list(_packed())
    while not _is_prime(len(packed)):
        packed.append(f"{standing('first')[len(packed) % 7]} {len(packed)}")
    return tuple(packed)


def _packed() -> Iterator[str]:
    """Every attack once: those that want to stand alone, then as many as find room beside one another."""
    yield from standing("alone")
    first, last = standing("first")[::-1], standing("last")[::-1]
    among = sorted(standing("among"), key=len)
    while first or last or among:
        text = first.pop() if first else among.pop()
        end = f" {last.pop()}" if last else ""
        # The longest that fits, until none does.
        while (room := _that_fits(among, LONGEST - len(text) - len(end) - 1)) is not None:
            text = f"{text} {among.pop(room)}"
        yield text + end


def _that_fits(among: list[str], room: int) -> int | None:
    return next((place for place in reversed(range(len(among))) if len(among[place]) <= room), None)


def _is_prime(number: int) -> bool:
    return all(number % divisor for divisor in range(2, number))
