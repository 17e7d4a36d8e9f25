"""How much of the negotiated text is answered, by what, and what reports speak of; with every gap."""

from macros.covering import ways
from macros.graph import Plan
from macros.links import COVERAGE, Target, below_plan, report_target
from macros.render import Markup, render
from macros.site import Site
from macros.vocabulary import vocabulary


def coverage(site: Site, plan: Plan, here: str) -> Markup:
    """In brief: a bar for each way of asking, and the gaps. Empty without clauses."""
    if not plan.clauses:
        return Markup()
    in_full = Target(below_plan(plan, COVERAGE), "", "")
    return render("coverage.html.j2", here, v=vocabulary(plan), ways=ways(site, plan), in_full=in_full)


def coverage_page(site: Site, plan: Plan, here: str, title: str) -> str:
    """Markdown with the page's title."""
    return render(
        "coverage.md.j2",
        here,
        site=site,
        title=title,
        plan=plan,
        v=vocabulary(plan),
        ways=ways(site, plan),
        reports=[report_target(name, report) for name, report in site.reports_on(plan.id).items()],
    )
