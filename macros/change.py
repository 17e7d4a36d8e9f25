"""What changed in the data, as values: found by comparing two sites, and kept in the data's own history."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from macros.model import Record

Kind = Literal[
    "plan",
    "area",
    "commitment",
    "clause",
    "report",
    "succession",
    "document",
    "term",
    "discrepancy",
    "status",
    "moved",
]
How = Literal["new", "gone", "changed", "set", "unset", "on", "off", "order"]
"""new, gone: a record, or an item of a list. on, off: what is so or not. order: the same in another order."""


class Subject(Record):
    """A record, by what it is known by."""

    kind: Kind
    id: str
    plan: str = ""
    """The name of its plan's folder; empty for what plans share."""


class Change(Record):
    """One fact that isn't as it was."""

    subject: Subject
    at: tuple[str, ...] = ()
    """Where in the record: by turns a field and what its item is known by."""
    field: str = ""
    """Empty where a record or an item came or went as a whole."""
    how: How
    before: str = ""
    after: str = ""
    touches: tuple[Subject, ...] = ()
    """Other records that it is as much about."""

    @property
    def path(self) -> str:
        """The fields alone: phases_to."""
        return "_".join(name for name in (*self.at[::2], self.field) if name)

    @property
    def is_whole(self) -> bool:
        """A record came or went."""
        return not self.at and not self.field


Moment = Annotated[str, StringConstraints(pattern=r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)$")]


class Release(Record):
    """A state of the data that was given a name, to stay as it was."""

    name: Annotated[str, StringConstraints(min_length=1, max_length=100)]
    time: Moment

    @property
    def day(self) -> str:
        return self.time[:10]


class Entry(Record):
    """What one commit changed in the data. With the first of all, everything comes in that was there."""

    commit: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{40,64}$")]
    time: Moment
    """When it was committed, and how far its committer's clock was from Greenwich's."""
    changes: tuple[Change, ...] = Field(default=())
    releases: tuple[Release, ...] = ()
    """Those of which it is the last change."""

    @property
    def day(self) -> str:
        return self.time[:10]

    @property
    def anchor(self) -> str:
        """What it is known by on a page: it never changes, and says when."""
        return f"{self.day}-{self.commit[:7]}"
