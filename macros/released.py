"""The history of the data by release: what each was the first to hold."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from macros.change import Change, Entry, Release
from macros.identifiers import name_anchor


@dataclass(frozen=True)
class Batch:
    """What changed from one release to the next."""

    release: Release | None
    """None for what is in no release yet."""
    entries: tuple[Entry, ...]
    """Oldest first. Empty where nothing changed since the release before."""

    @property
    def anchor(self) -> str:
        """What it is known by on the page of changes; it never changes."""
        return f"data-{name_anchor(self.release.name)}" if self.release else "data-unreleased"


def batches(history: Iterable[Entry]) -> tuple[Batch, ...]:
    """Newest first. The first is always what is in no release yet."""
    found, since = list[Batch](), list[Entry]()
    for entry in history:
        since.append(entry)
        for release in sorted(entry.releases, key=lambda one: one.time):
            found.append(Batch(release, tuple(since)))
            since = []
    return (Batch(None, tuple(since)), *reversed(found))


def net(changes: Iterable[Change]) -> Iterator[Change]:
    """What is left of several commits' changes: not what came and went, nor what became of what came."""
    those = list(changes)
    came, went = (
        {one.subject for one in those if one.is_whole and one.how == how} for how in ("new", "gone")
    )
    turned = Counter((one.subject, one.path) for one in those if one.how in ("on", "off"))
    for one in those:
        fleeting = one.subject in came and (one.subject in went or not one.is_whole)
        undone = one.how in ("on", "off") and turned[one.subject, one.path] % 2 == 0
        if not fleeting and not undone:
            yield one
