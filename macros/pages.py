"""Which pages exist because the data says so, and which files."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property, partial
from typing import TYPE_CHECKING

from macros.figures import Diagrams
from macros.graph import Plan, Site
from macros.links import (
    MAP,
    MATRIX,
    TIMELINE,
    Target,
    area_target,
    below_plan,
    clause_target,
    commitment_target,
    index_target,
    plan_target,
)
from macros.published import files
from macros.render import render, say
from macros.views.area import area_page, areas_index
from macros.views.clause import clause_page, clauses_index
from macros.views.commitment import commitment_page
from macros.views.matrix import matrix
from macros.views.plan import commitments_index, coverage, plan_page
from macros.views.references import reference_map, reference_table
from macros.views.timeline import timeline, timeline_of, timeline_table
from macros.vocabulary import vocabulary

if TYPE_CHECKING:
    from macros.model import Word


@dataclass(frozen=True)
class Page:
    """A page made from data."""

    target: Target
    description: str
    text: Callable[[], str]
    """Its Markdown."""
    plan: str
    """The plan's id."""
    nav_title: str
    """What the navigation calls it."""
    trail: tuple[Target, ...] = ()
    """The pages above it, from the home page down, without either end."""
    group: str = ""
    """Pages of one group follow one another as previous and next."""
    record: str = ""
    """The file that holds the record, from the data folder; empty where the page gathers many."""
    wide: bool = False
    """It needs the whole width."""

    @property
    def address(self) -> str:
        return self.target.address

    @property
    def source(self) -> str:
        """The Markdown file that MkDocs would make this address from."""
        name = self.address.rstrip("/")
        return f"{name}/index.md" if self.is_index else f"{name}.md"

    @property
    def is_index(self) -> bool:
        return not self.group


@dataclass(frozen=True, repr=False)
class Publication:
    """A site's data with the pages and files that follow from it.

    Without a repr: the macros plugin spells out every variable at each build, which took a second.
    """

    site: Site
    diagrams: Diagrams
    pages: dict[str, Page] = field(default_factory=dict)
    """By the Markdown file."""
    files: dict[str, bytes] = field(default_factory=dict)
    """By the address."""

    def gathering(self, plan: Plan) -> list[Page]:
        """The pages of a plan that gather many records: what its navigation shows."""
        return [page for page in self.pages.values() if page.plan == plan.id and not page.group]

    @cached_property
    def by_address(self) -> dict[str, Page]:
        """What a hand-written page can link to, by the address without its last slash: `outputs/4`."""
        return {page.address.rstrip("/"): page for page in self.pages.values()}


def publication(site: Site, diagrams: Diagrams) -> Publication:
    pages = [page for plan in site.plans.values() for page in _pages(site, plan, diagrams)]
    return Publication(site, diagrams, {page.source: page for page in pages}, files(site))


def _pages(site: Site, plan: Plan, diagrams: Diagrams) -> Iterator[Page]:
    yield from _plan_pages(site, plan, diagrams)
    yield from _index_pages(plan)
    yield from _record_pages(site, plan, diagrams)


def _plan_pages(site: Site, plan: Plan, diagrams: Diagrams) -> Iterator[Page]:
    top, v = plan_target(plan), vocabulary(plan)
    title = plan.record.short_title
    period = plan.unit.spoken(plan.periods)
    spoken = say("description.plan", title=plan.record.title, period=period, **v)
    yield Page(
        top,
        spoken.unescape(),
        lambda: plan_page(site, plan, coverage(plan, top.address)),
        plan.id,
        say("nav.plan").unescape(),
    )
    below: list[tuple[str, str, Callable[[str, str], str]]] = [
        (TIMELINE, "timeline.title", partial(_timeline_page, plan, diagrams)),
        (MATRIX, "matrix.title", partial(_matrix_page, plan)),
        (MAP, "map.title", partial(_map_page, plan, diagrams)),
    ]
    for what, key, text in below:
        name = say(key, **{**v, "plan": title}).unescape()
        target = Target(below_plan(plan, what), "", name)
        description = say(
            f"description.{what}", title=plan.record.title, unit=plan.record.unit, **v
        ).unescape()
        yield Page(
            target,
            description,
            partial(text, target.address, name),
            plan.id,
            say(f"nav.{what}").unescape(),
            (top,),
            wide=True,
        )


def _timeline_page(plan: Plan, diagrams: Diagrams, here: str, title: str) -> str:
    areas = list(plan.areas.values())
    return render(
        "timeline.md.j2",
        here,
        title=title,
        v=vocabulary(plan),
        figure=timeline(plan, here, diagrams),
        table=timeline_table(plan, areas, here),
    )


def _matrix_page(plan: Plan, here: str, title: str) -> str:
    v = vocabulary(plan)
    return render(
        "matrix.md.j2", here, title=title, v=v, matrix=matrix(plan, here), coverage=coverage(plan, here),
        download=Target(f"data/{plan.id}/linkages.csv", "", ""),
    )  # fmt: skip


def _map_page(plan: Plan, diagrams: Diagrams, here: str, title: str) -> str:
    return render(
        "map.md.j2",
        here,
        title=title,
        v=vocabulary(plan),
        figure=reference_map(plan, here, diagrams),
        table=reference_table(plan, here),
    )


def _index_pages(plan: Plan) -> Iterator[Page]:
    words = plan.words
    views: list[tuple[Word, Callable[[Plan, str, str], str]]] = [
        (words.area, areas_index),
        (words.commitment, commitments_index),
        (words.clause, clauses_index),
    ]
    for word, view in views:
        target = index_target(word)
        many, plan_name = target.title, plan.record.short_title
        title = say("index.plan_of", Many=many, plan=plan_name).unescape()
        description = say("description.index", many=word.many, title=plan.record.title).unescape()
        yield Page(
            target,
            description,
            partial(view, plan, target.address, title),
            plan.id,
            many,
            (plan_target(plan),),
        )


def _record_pages(site: Site, plan: Plan, diagrams: Diagrams) -> Iterator[Page]:
    top, words = plan_target(plan), plan.words
    folder = f"plans/{plan.id}"
    for area in plan.areas.values():
        target = area_target(plan, area)
        text = partial(_area_page, site, plan, area.id, diagrams)
        trail = (top, index_target(words.area))
        yield Page(target, area.summary, text, plan.id, target.name, trail, plan.id, f"{folder}/areas.yml")
    for one in plan.commitments.values():
        target = commitment_target(plan, one)
        text = partial(_commitment_page, site, plan, one.id, diagrams)
        trail = (top, area_target(plan, plan.areas[one.area]))
        file = f"{folder}/{words.commitment.address}/{one.id}.yml"
        yield Page(target, one.summary, text, plan.id, target.name, trail, f"{plan.id} {one.area}", file)
    for clause in plan.clauses.values():
        target = clause_target(plan, clause)
        trail = (top, index_target(words.clause))
        text = partial(clause_page, site, plan, clause.id)
        file = f"{folder}/{words.clause.address}.yml"
        spoken = clause.summary or clause.title
        yield Page(target, spoken, text, plan.id, target.name, trail, f"{plan.id} clauses", file)


def _area_page(site: Site, plan: Plan, identifier: str, diagrams: Diagrams) -> str:
    area = plan.areas[identifier]
    figure = timeline(plan, area_target(plan, area).address, diagrams, area)
    return area_page(site, plan, identifier, figure)


def _commitment_page(site: Site, plan: Plan, identifier: str, diagrams: Diagrams) -> str:
    commitment = plan.commitments[identifier]
    here = commitment_target(plan, commitment).address
    return commitment_page(site, plan, identifier, timeline_of(plan, commitment, here, diagrams))
