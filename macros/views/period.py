"""What was planned in one period, and the way from period to period."""

from collections.abc import Iterator

from macros.chronicle import Foreseen, events, foreseen
from macros.citing import wording
from macros.graph import Plan, presumed
from macros.line.shapes import paper_name
from macros.links import (
    Target,
    area_target,
    commitment_target,
    commitment_targets,
    period_target,
    plan_target,
    year_target,
)
from macros.model import Commitment, Phase
from macros.periods import UNITS
from macros.render import Markup, render, say
from macros.site import Site
from macros.vocabulary import vocabulary


def period_page(site: Site, plan: Plan, period: str, title: str) -> str:
    """Markdown with the page's title."""
    here = period_target(plan, period).address
    working = plan.planned_in[period]
    at_work = {one.id for one in working}
    groups = [
        (area_target(plan, area), [_planned(plan, one, period) for one in those])
        for area, those in plan.by_area(working)
    ]
    return render(
        "period.md.j2",
        here,
        site=site,
        title=title,
        plan=plan,
        plan_target=plan_target(plan),
        places=[wording(site, plan.record.source)],
        v=vocabulary(plan),
        time=_named(plan, period),
        period=period,
        count=len(working),
        groups=groups,
        idle=[one for name, one in commitment_targets(plan).items() if name not in at_work],
        updates=[
            (
                commitment_target(plan, one),
                update,
                wording(site, update.source),
                site.confidence_in(plan.id, one.id, update.source),
            )
            for one, update in plan.updates_in[period]
        ],
        milestones=[(one, wording(site, one.source)) for one in plan.milestones_in[period]],
        years=[year_target(one) for one in UNITS["year"].touching(plan.unit, period)],
        others=[
            _other(site, plan, foreseen(other, plan.unit, period), period)
            for other in site.plans.values()
            if other is not plan
        ],
    )


def _named(plan: Plan, period: str) -> Markup:
    """In words, with its name where they don't hold it."""
    time = say(f"time.{plan.record.unit}_{plan.unit.step(period)}", year=period[:4])
    return time if period in time else say("period.named", time=time, period=period)


def _other(site: Site, plan: Plan, found: Foreseen, period: str) -> dict[str, object]:
    """What another plan foresees while a period of this one lasts."""
    other = found.plan
    return {
        "found": found,
        "target": plan_target(other),
        "v": vocabulary(other),
        "periods": [period_target(other, one) for one in found.periods],
        "commitments": [
            (commitment_target(other, one), other.spoken_period(one.id)) for one in found.commitments
        ],
        "events": [
            (one, paper_name(one), plan_target(other), wording(site, one.source))
            for one in events(site)
            if one.plan is other and period in plan.unit.touched(one.date, one.until)
        ],
    }


def _planned(plan: Plan, commitment: Commitment, period: str) -> tuple[Target, Phase, str, Markup]:
    """The commitment, its phase then, which end of the phase is presumed, and how the period stands in it."""
    unit, now = plan.unit, plan.unit.count(period)
    phase = next(one for one in commitment.phases if unit.count(one.from_) <= now <= unit.count(one.to))
    standing = _standing(plan.periods_of[commitment.id], [unit.spell(now + step) for step in (-1, 0, 1)])
    spoken = say(f"period.{standing}", periods=plan.spoken_period(commitment.id))
    return commitment_target(plan, commitment), phase, presumed(phase), spoken


def _standing(planned: tuple[str, ...], around: list[str]) -> str:
    """Whether work begins, goes on, pauses, resumes or ends in a period; `around`: it and its neighbours."""
    before, now, after = around
    if planned == (now,):
        return "alone"
    if now == planned[0]:
        return "begins"
    if now == planned[-1]:
        return "ends"
    if before not in planned:
        return "resumes"
    return "goes_on" if after in planned else "pauses"


def periods_list(plan: Plan, here: str) -> Markup:
    """Every period with what is planned then, as a number, and an anchor that is the period itself."""
    return render("periods.html.j2", here, periods=list(_counted(plan)), v=vocabulary(plan))


def _counted(plan: Plan) -> Iterator[tuple[str, Target, int, int]]:
    for period in plan.periods:
        target = period_target(plan, period)
        yield period, target, len(plan.planned_in[period]), len(plan.milestones_in[period])
