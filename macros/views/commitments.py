"""The index of a plan's commitments, by area."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby, pairwise

from macros.finder import (
    Choice,
    Finder,
    Marks,
    area_choices,
    finder,
    other_words,
    period_choices,
    period_marks,
    record_choices,
)
from macros.graph import Plan
from macros.identifiers import slug
from macros.lineage import Stand, stands
from macros.links import Target, area_target, clause_target, commitment_target, plan_target, status_target
from macros.model import Commitment
from macros.render import render, say
from macros.site import Site
from macros.vocabulary import vocabulary


@dataclass(frozen=True)
class Row:
    commitment: Commitment
    target: Target
    marks: Marks
    clauses: list[Target]
    runs: list[tuple[int, int, bool]]
    """Where it is planned: the place of a period among the plan's, how many follow alike, if presumed."""
    elsewhere: list[Stand]
    """Only where the version followed here gives no time: the versions that do."""
    status: Target | None
    """Only where not all of the plan stand at the same."""


def commitments_index(site: Site, plan: Plan, here: str, title: str) -> str:
    """Markdown with the page's title."""
    standing = Counter(one.status for one in plan.every_commitment.values() if one.status)
    everyone = plan.every_commitment.values()
    various = len({one.status for one in everyone}) > 1
    rows = {one.id: _row(site, plan, one, various=various) for one in everyone}
    return render(
        "commitments.md.j2",
        here,
        title=title,
        plan=plan,
        plan_target=plan_target(plan),
        v=vocabulary(plan),
        answering=len(plan.commitments) - len(plan.unlinked_commitments),
        standing=[
            (Target("glossary/", "", one.title, f"status-{one.id}"), standing[one.id])
            for one in site.statuses.values()
            if standing[one.id] and len(standing) > 1
        ],
        finder=_finder(site, plan, rows.values()),
        years=_years(plan),
        jumps=[(_anchor(area.id), area.id, area.title) for area in plan.areas.values()],
        groups=[
            (_anchor(area), area_target(plan, plan.areas[area]), [rows[one.id] for one in those])
            for area, those in plan.commitments_in.items()
        ],
        withdrawn=[rows[one] for one in plan.withdrawn],
    )


def _anchor(area: str) -> str:
    return f"area-{slug(area)}"


def _row(site: Site, plan: Plan, one: Commitment, *, various: bool) -> Row:
    """`various` where not all stand at the same."""
    linked = dict.fromkeys(linkage.clause for linkage in plan.linkages_to[one.id] if plan.counts(linkage))
    return Row(
        one,
        commitment_target(plan, one),
        {
            "area": (one.area,) if one.area else (),
            "period": period_marks(plan.periods_of[one.id]),
            "clause": tuple(linked),
            "status": (one.status,) if one.status else (),
            "words": other_words(site, one.title, one.withdrawal.reason if one.withdrawal else ""),
        },
        [clause_target(plan, plan.clauses[clause]) for clause in linked],
        list(_runs(plan, one)),
        [] if plan.periods_of[one.id] else [each for each in stands(plan, one) if _gives_a_time(each)],
        status_target(site, one) if various else None,
    )


def _gives_a_time(stand: Stand) -> bool:
    return stand.is_there and bool(stand.phases or (stand.revision and stand.revision.timing))


def _finder(site: Site, plan: Plan, rows: Iterable[Row]) -> Finder | None:
    v = vocabulary(plan)
    return finder(
        say("index.entries") if plan.withdrawn else v["commitments"],
        [row.marks for row in rows],
        [
            ("area", v["Area"], area_choices(plan.areas.values())),
            ("period", say("finder.period"), period_choices(plan)),
            ("clause", v["Clause"], record_choices(plan.clauses.values())),
            ("status", say("facts.status"), (Choice(one.id, one.title) for one in site.statuses.values())),
        ],
    )


def _runs(plan: Plan, commitment: Commitment) -> Iterator[tuple[int, int, bool]]:
    """What the document prints without doubt counts more than what is presumed of the same period."""
    printed = plan.covered(phase for phase in commitment.phases if not phase.presumed)
    placed = [(plan.periods.index(one), one not in printed) for one in plan.periods_of[commitment.id]]
    for (_, presumed), those in groupby(enumerate(placed), lambda one: (one[1][0] - one[0], one[1][1])):
        places = [place for _, (place, _) in those]
        yield places[0], len(places), presumed


def _years(plan: Plan) -> list[int]:
    """Where a year begins among the plan's periods, but for the first."""
    neighbours = enumerate(pairwise(plan.periods), 1)
    return [place for place, (one, following) in neighbours if one[:4] != following[:4]]
