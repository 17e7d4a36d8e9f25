"""How a fault is said: where, of what record, the fact, the way out."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches

_MERGE = re.compile(r"^(<{7}|>{7})( |\r?$)|^={7}\r?$", re.MULTILINE)


@dataclass(frozen=True, order=True)
class Place:
    """A spot in a file. Lines and columns count from 1, columns in characters."""

    file: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True, order=True)
class Problem:
    """One fault of the data, said for the person who edits it."""

    place: Place
    record: str
    """What a reader calls the record; empty where the fault is the file's."""
    fact: str
    way_out: str = ""

    @property
    def words(self) -> str:
        """The fact and the way out."""
        said = [self.fact if self.fact.endswith(("?", "!", ".")) else f"{self.fact}.", self.way_out]
        # What an editor wrote may stand in the fact, and hold line breaks; a problem stays one line.
        return " ".join(" ".join(said).split())

    def __str__(self) -> str:
        where = f"{self.place}: {self.record}" if self.record else f"{self.place}"
        return f"{where}: {self.words}"


class DataError(Exception):
    """The data cannot become a site. Holds every problem, sorted by place."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(set(problems)))
        super().__init__(self.report())

    def lines(self) -> list[str]:
        return [str(problem) for problem in self.problems]

    def report(self) -> str:
        """Every problem on its own line, and their number in the last."""
        count = len(self.problems)
        return "\n".join([*self.lines(), f"{count} {'problem' if count == 1 else 'problems'}."])


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A question with the nearest known word, or a list of a few, or nothing.

    >>> did_you_mean("titel", ["title", "area"])
    "Did you mean 'title'?"
    """
    choices = list(dict.fromkeys(known))
    if near := nearest(word, choices):
        return f"Did you mean '{shown(near)}'?"
    if 0 < len(choices) <= 12:
        return f"Known here: {', '.join(map(shown, choices))}."
    return ""


def called_now(today: Iterable[str]) -> str:
    """What something that had another id before is called now; nothing where nothing had it."""
    return "".join(f"It is '{shown(name)}' now." for name in today)


def shown(text: str) -> str:
    """What an editor wrote, on one line and not too long for a message."""
    line = " ".join(text.split())
    return line if len(line) <= 60 else f"{line[:59]}…"


def left_by_a_merge(text: str, name: str) -> Problem | None:
    """Where two versions of a file were left one below the other."""
    if not (found := _MERGE.search(text)):
        return None
    line = text.count("\n", 0, found.start()) + 1
    fact = "two people changed these lines, and both versions were left here"
    return Problem(Place(name, line), "", fact, "Keep one of the two, and delete the lines of <, = and >.")


def spelled_out(text: str) -> str:
    """As `shown`, but spaces and signs that nobody sees are named, as they may be the fault.

    >>> spelled_out("1\\u00a0"), spelled_out("A 5"), spelled_out("1 ")
    ('1(U+00A0)', 'A 5', '1(space)')
    """
    seen = "".join(sign if sign.isprintable() or sign in "\r\n" else f"(U+{ord(sign):04X})" for sign in text)
    return shown(re.sub(r"^ | $", "(space)", seen))


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word that differs least, if it differs little."""
    by_fold = {choice.casefold(): choice for choice in known}
    near = get_close_matches(word.casefold(), by_fold, n=1, cutoff=0.6)
    return by_fold[near[0]] if near else None
