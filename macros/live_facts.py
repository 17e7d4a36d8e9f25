"""The live facts: what `{{ … }}` can say in a page. Each is a view with the site bound."""

from collections.abc import Callable, Mapping
from typing import TypeVar

from macros.asked import Memory
from macros.graph import Plan
from macros.key import marks_list
from macros.page import Page
from macros.pages import Publication
from macros.problems import did_you_mean
from macros.render import Markup, link_to, say
from macros.views.brief import brief
from macros.views.changelog import changelog
from macros.views.changes import data_changes
from macros.views.discrepancies import discrepancies_list
from macros.views.documents import documents_list
from macros.views.guide import field_guide
from macros.views.line import line
from macros.views.lists import files_list, glossary_list, statuses_list
from macros.views.matrix import matrix
from macros.views.report import reports_list
from macros.views.schedule import schedule_table
from macros.views.timeline import Excerpt, timeline

Value = TypeVar("Value")
MEANWHILE = 100
"""Texts of pages that were made for their titles, until the pages are made."""
MILLION = 1_000_000


class PageError(Exception):
    """A hand-written page asks for something that isn't there."""

    def __init__(self, fact: str, way_out: str = "") -> None:
        self.fact, self.way_out = fact, way_out
        super().__init__(fact)


class Macros:
    """By their names. `here` and `source`: the address of the page that asks, and its file."""

    def __init__(self, publication: Publication, here: Callable[[], str], source: Callable[[], str]) -> None:
        self._publication = publication
        self._here = here
        self._source = source
        self._texts: Memory[str, str] = Memory(MEANWHILE)

    def record_page(self) -> str:
        """The page that the data makes at this address."""
        source = self._source()
        return self._texts.of(source, self._publication.pages[source].text)

    def link(self, address: str, words: str | None = None) -> Markup:
        """A link to a page made from data, or a place on it: `{{ link("outputs/4") }}`."""
        name, _, anchor = address.partition("#")
        page = self._page(name)
        return link_to(self._here(), page.target.at(anchor), words)

    def url(self, address: str) -> str:
        """What a Markdown link of your own leads to: `[words]({{ url("outputs/4") }})`. MkDocs checks it."""
        return f"/{self._page(address).source}"

    def count(self, what: str, plan: str = "") -> int:
        """How many there are: `{{ count("outputs") }}`, `{{ count("linkages", "strategy") }}`."""
        shared = self._shared_counts()
        counts = shared if what in shared and not plan else self._counts(plan)
        return self._find(counts, what, "thing to count")

    def total(self, plan: str = "", end: str = "max", unit: str = "") -> str:
        """The sum of the plan's resource ranges, our own: `{{ total("strategy", "min", "million") }}`."""
        found = self._plan(plan)
        if len(found.estimates) != 1:
            currencies = ", ".join(estimate.currency for estimate in found.estimates) or "none"
            raise PageError(f"a total needs one currency; this plan has: {currencies}", "Take it out.")
        (estimate,) = found.estimates
        amount = self._find({"min": estimate.min, "max": estimate.max}, end, "end of a range")
        return f"{amount / MILLION:g}" if unit == "million" else f"{amount:,}"

    def matrix(self, plan: str = "") -> Markup:
        """The whole matrix of a plan, by the plan's address."""
        return matrix(self._publication.site, self._plan(plan), self._here())

    def timeline(self, plan: str = "", area: str = "") -> Markup:
        """The timeline of a plan, or of one of its areas."""
        found = self._plan(plan)
        one = self._find(found.areas, area, found.words.area.one) if area else None
        site, here = self._publication.site, self._here()
        only = Excerpt(one, schedule_table(site, found, [one], here)) if one else None
        return timeline(site, found, here, self._publication.diagrams, only)

    def line(self) -> Markup:
        """All plans on one line of time."""
        return line(self._publication.site, self._here())

    def brief(self) -> Markup:
        """Where a reader's script puts records together."""
        return brief(self._publication.site, self._here())

    def documents(self) -> Markup:
        return documents_list(self._publication.site, self._here())

    def discrepancies(self) -> str:
        return discrepancies_list(self._publication.site, self._here())

    def glossary(self) -> Markup:
        return glossary_list(self._publication.site, self._here())

    def reports(self) -> Markup:
        return reports_list(self._publication.site, self._here())

    def statuses(self) -> Markup:
        """Where a promise can stand, with definitions."""
        return statuses_list(self._publication.site, self._here())

    def marks(self) -> Markup:
        """What each mark of the site means."""
        return marks_list(self._here())

    def field_guide(self) -> Markup:
        """Every file of the data, field by field."""
        return field_guide(self._publication.site, self._here())

    def data_changes(self) -> Markup:
        """What changed in the data, newest first."""
        return data_changes(self._publication.site, self._here())

    def changelog(self) -> Markup:
        """What changed in the site itself, version by version."""
        return changelog()

    def published_files(self) -> Markup:
        return files_list(self._publication.site, self._here(), self._publication.files)

    def home(self) -> str:
        """Where the site is published, for addresses to copy; a made-up one where that isn't known."""
        return self._publication.home or say("data.somewhere").unescape()

    def _counts(self, plan: str) -> dict[str, int]:
        found = self._plan(plan)
        words = found.words
        return {
            "clauses": len(found.plain_clauses),
            "answered": len(found.plain_clauses) - len(found.unanswered_clauses),
            "linkages": len(found.linkages),
            "goals": len(found.record.goals),
            "principles": len(found.record.principles),
            "activities": sum(len(one.activities) for one in found.commitments.values()),
            "withdrawn": len(found.withdrawn),
            "versions": len(found.record.versions),
            "milestones": len(found.record.milestones),
            # Last: where a plan's own word is one of these, it means what the plan means.
            words.area.address: len(found.areas),
            words.commitment.address: len(found.commitments),
            words.clause.address: len(found.clauses),
        }

    def _shared_counts(self) -> dict[str, int]:
        """Of what all plans have together, so that no plan need be named."""
        site = self._publication.site
        return {
            "discrepancies": len(site.discrepancies),
            "documents": len(site.documents),
            "continuations": sum(len(one.links) for one in site.successions),
        }

    def _page(self, address: str) -> Page:
        """At an old address: what it leads to today."""
        name = address.strip("/")
        move = self._publication.landing.moves.get(f"{name}/")
        if move and len(move.new) == 1:
            name = move.new[0].address.strip("/")
        return self._find(self._publication.by_address, name, "page made from data")

    def _plan(self, address: str) -> Plan:
        plans = {plan.record.address: plan for plan in self._publication.site.plans.values()}
        if not address and len(plans) == 1:
            return next(iter(plans.values()))
        if not address:
            raise PageError("nothing says which plan is meant", f"Name one: {', '.join(plans)}.")
        return self._find(plans, address, "plan")

    def _find(self, known: Mapping[str, Value], name: str, kind: str) -> Value:
        if name not in known:
            raise PageError(f"there is no {kind} '{name}'", did_you_mean(name, known))
        return known[name]
