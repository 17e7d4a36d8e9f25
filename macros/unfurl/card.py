"""What stands on the picture of a page, which is shown where a link to the page is."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Card:
    """Texts may be empty."""

    code: str
    title: str
    notes: tuple[str, ...]
    """Small, below the title: an area, a time."""
    plan: str
    site: str
    tint: int = 0
    """Which plan it is of, from 1; 0 where it is of none."""
    lead: str = ""
    """Where there are no notes: what the page is about, in a sentence or two."""
    times: tuple[bool, ...] = ()
    """Every unit of the plan's time: whether the page is about it."""

    @property
    def spoken(self) -> str:
        """For those who can't see it."""
        plan = "" if self.plan in self.title else self.plan
        return ". ".join(filter(None, (self.code, self.title, *self.notes, plan)))
