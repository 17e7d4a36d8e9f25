"""The pages on how a plan changed and what came of it, where there is something to say."""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from macros.figures import Diagrams
from macros.graph import Plan
from macros.links import (
    REPORTS,
    THEORY,
    VERSIONS,
    Target,
    continued_target,
    plan_target,
    report_target,
)
from macros.model import Succession, Theory
from macros.page import Page, below
from macros.render import say
from macros.site import Site
from macros.views.continued import continued_page
from macros.views.report import report_page
from macros.views.theory import theory_figure, theory_page
from macros.views.versions import versions_page


def history_pages(site: Site, plan: Plan, diagrams: Diagrams) -> Iterator[Page]:
    """Versions, theory of change, what carries the plan on, and reports, where there are any."""
    if plan.record.versions:
        yield below(plan, VERSIONS, "versions.title", partial(versions_page, site, plan))
    if theory := plan.record.theory:
        yield below(plan, THEORY, "theory.title", partial(_theory_page, site, plan, theory, diagrams))
    for succession in site.successions:
        if succession.earlier == plan.id:
            yield _continued(site, succession)
    for name, report in site.reports_on(plan.id).items():
        target = report_target(name, report)
        text = partial(report_page, site, name)
        trail = (Target(f"{REPORTS}/", "", say("nav.reports").unescape()),)
        file = f"{REPORTS}/{name}.yml"
        called, notes = report.short_title, (report.title,)
        yield Page(target, report.summary, text, plan.id, called, trail, record=file, notes=notes)


def _continued(site: Site, succession: Succession) -> Page:
    earlier, later = site.plans[succession.earlier], site.plans[succession.later]
    names = {"earlier": earlier.record.short_title, "later": later.record.short_title}
    title = say("continued.title", **names).unescape()
    target = replace(continued_target(earlier, later), title=title)
    return Page(
        target,
        say("description.continued", **names).unescape(),
        partial(continued_page, site, succession, target.address, title),
        earlier.id,
        say("nav.continued-by", plan=later.record.short_title).unescape(),
        (plan_target(earlier),),
        record="continuations.yml",
        wide=True,
    )


def _theory_page(site: Site, plan: Plan, theory: Theory, diagrams: Diagrams, here: str, _title: str) -> str:
    return theory_page(site, plan, theory, here, theory_figure(plan, theory, here, diagrams))
