"""What an editor asks for, and how it is refused."""

from collections.abc import Iterable
from dataclasses import dataclass

from macros.problems import did_you_mean


@dataclass(frozen=True)
class Asked:
    """Empty where the editor leaves it to us."""

    kind: str
    """In the plan's own words: output, building block."""
    plan: str = ""
    within: str = ""
    """The id of the area or part that it belongs to."""
    identifier: str = ""
    title: str = ""


class RefusedError(Exception):
    """Nothing was touched. Says why, and the way out."""


def refused(fact: str, name: str, known: Iterable[str]) -> RefusedError:
    """Because a name isn't known."""
    return RefusedError(f"{fact} {did_you_mean(name, known)}".strip())
