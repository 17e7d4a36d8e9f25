"""A page made from data: where it stands, and how its text is made when it is asked for."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from macros.graph import Plan
from macros.links import (
    Target,
    below_plan,
    plan_target,
)
from macros.render import say
from macros.vocabulary import vocabulary


@dataclass(frozen=True)
class Page:
    """A page made from data."""

    target: Target
    description: str
    text: Callable[[], str]
    """Its Markdown."""
    plan: str
    """The plan's id; empty where the page gathers all plans."""
    nav_title: str
    """What the navigation calls it."""
    trail: tuple[Target, ...] = ()
    """The pages above it, from the home page down, without either end."""
    group: str = ""
    """Pages of one group follow one another as previous and next."""
    record: str = ""
    """The file that holds the record, from the data folder; empty where the page gathers many."""
    mark: str = ""
    """What begins the record in a file of many."""
    wide: bool = False
    """It needs the whole width."""
    boost: int = 1
    """How much nearer to the top of what a search finds."""
    aliases: tuple[str, ...] = ()
    """What else a reader may call it: a search for one of these leads here before all else."""
    away: str = ""
    """What it is called where nothing around says which plan it is of, or that it is withdrawn."""
    notes: tuple[str, ...] = ()
    """What its card says in small letters: an area, a time."""
    periods: tuple[str, ...] = ()
    """The units of its plan's time that it is about; empty where it isn't about time."""
    indexed: bool = True
    """Search engines may list it."""

    @property
    def address(self) -> str:
        return self.target.address

    @property
    def title(self) -> str:
        return self.away or self.target.name

    @property
    def source(self) -> str:
        """The Markdown file that MkDocs would make this address from."""
        name = self.address.rstrip("/")
        return f"{name}/index.md" if self.is_index else f"{name}.md"

    @property
    def is_index(self) -> bool:
        return not self.group


def below(plan: Plan, what: str, key: str, text: Callable[[str, str], str]) -> Page:
    """A page below the plan's own that gathers many records."""
    v = vocabulary(plan)
    name = say(key, **{**v, "plan": plan.record.short_title}).unescape()
    address, short = below_plan(plan, what), plan.record.short_title
    return Page(
        Target(address, "", name),
        say(f"description.{what}", title=plan.record.title, unit=plan.record.unit, **v).unescape(),
        partial(text, address, name),
        plan.id,
        say(f"nav.{what}").unescape(),
        (plan_target(plan),),
        wide=True,
        away="" if short in name else say("preview_card.of_plan", title=name, plan=short).unescape(),
    )
