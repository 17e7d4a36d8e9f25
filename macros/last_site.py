"""The last built site, and what its files were made from: those that would be the same are taken over."""

import os
import pickle
import shutil
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

from macros.asked import Answers, Numbers, Question
from macros.cached import keep

_KNOWN = Path(__file__).resolve().parent.parent / ".cache" / "sites"
_LONGEST_PATH = 5000


class Stamp(NamedTuple):
    """How a file stands on disk: an edit of it changes at least one of these."""

    size: int
    modified: int
    inode: int


@dataclass(frozen=True)
class Kept:
    """Something that was made, and what it was made from."""

    made_from: bytes
    """A digest of what it was given."""
    asked: bytes
    """The numbers of what it asked of the data."""
    result: Any = None
    """What else came of it than the file."""
    stamp: Stamp | None = None


@dataclass
class LastSite:
    """What is known of a site in a folder."""

    folder: Path
    """Where it stands."""
    made_by: bytes = b""
    """A digest of all that every page depends on: our code, its settings, which pages there are."""
    standing: str = ""
    """Which data its pages say that they show."""
    standing_today: str = ""
    answers: dict[bytes, tuple[Question, bytes]] = field(default_factory=dict)
    """By the number of a question: itself, and the digest of its answer."""
    kept: dict[str, Kept] = field(default_factory=dict)
    """By the path of the file."""

    @classmethod
    def of(cls, folder: Path, made_by: bytes, standing: str = "") -> "LastSite":
        """Empty where nothing is known, or where everything is to be made anew."""
        with suppress(OSError):
            _, _, content = _file_of(folder).read_bytes().partition(b"\0")
            check, content = content[:32], content[32:]
            # Only what this very code wrote can be read for sure.
            if sha256(content + made_by).digest() == check:
                known: LastSite = pickle.loads(content)  # noqa: S301 written below, by us
                known.folder, known.standing_today = folder, standing
                return known
        return cls(folder, made_by, standing, standing)

    def same(self, today: Answers) -> dict[str, Kept]:
        """By the path: what would be the same today, and still stands as it was written."""
        right = {
            number for number, (one, answer) in self.answers.items() if answer and answer == today.to(one)
        }
        return {
            name: one
            for name, one in self.kept.items()
            if right.issuperset(Numbers.apart(one.asked)) and self._stands(name, one)
        }

    def _stands(self, name: str, one: Kept) -> bool:
        return one.stamp == stamp(self.folder / name)

    def remember(
        self, kept: Mapping[str, Kept], asked: Mapping[bytes, Question], today: Answers, built: Path
    ) -> None:
        """Writes down what the site holds that takes this one's place. `built`: where it was made.

        `asked`: the questions by their numbers; those that this site knew need not be among them.
        """
        questions = {number: one for number, (one, _) in self.answers.items()} | dict(asked)
        numbers = {number for one in kept.values() for number in Numbers.apart(one.asked)}
        stamped = {
            name: Kept(one.made_from, one.asked, one.result, stamp(built / name))
            for name, one in kept.items()
        }
        known = LastSite(
            self.folder,
            self.made_by,
            self.standing_today,
            answers={one: (questions[one], today.to(questions[one])) for one in numbers},
            kept=stamped,
        )
        content = pickle.dumps(known)
        _forget_what_is_gone()  # Before, for this one may be there only in a moment.
        whose = os.fsencode(self.folder.resolve())
        keep(_file_of(self.folder), b"%s\0%s%s" % (whose, sha256(content + self.made_by).digest(), content))


def stamp(file: Path) -> Stamp | None:
    try:
        found = file.stat()
    except OSError:
        return None
    return Stamp(found.st_size, found.st_mtime_ns, found.st_ino)


def take_over(old: Path, new: Path) -> None:
    """The same file at a second place: no copy, where the disk allows that."""
    new.parent.mkdir(parents=True, exist_ok=True)
    try:
        os.link(old, new)
    except OSError:
        shutil.copy2(old, new)


def _forget_what_is_gone() -> None:
    """What is known of sites that are no longer there."""
    for file in _KNOWN.glob("*"):
        with suppress(OSError), file.open("rb") as known:
            whose, _, _ = known.read(_LONGEST_PATH).partition(b"\0")
            if not Path(os.fsdecode(whose)).is_dir():
                file.unlink()


def _file_of(folder: Path) -> Path:
    name = sha256(os.fsencode(folder.resolve())).hexdigest()[:16]
    return _KNOWN / name
