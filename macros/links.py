"""Addresses and links, made of ids, never of titles. An address starts at the site's root, without host."""

from collections.abc import Iterator
from dataclasses import dataclass
from posixpath import commonprefix

from macros.asked import remembered
from macros.graph import Plan
from macros.identifiers import name_anchor, slug
from macros.model import Area, Clause, Commitment, Discrepancy, Document, Part, Report, Source, Term, Word
from macros.site import Site

TIMELINE, MATRIX, MAP, COVERAGE = "timeline", "matrix", "map", "coverage"
VERSIONS, THEORY, CONTINUED = "versions", "theory-of-change", "continued-by"
"""What stands below a plan's address."""
REPORTS, YEARS = "reports", "years"
WORKBOOK, PACKAGE, CALENDAR = "data/promises.xlsx", "data/datapackage.json", "calendar.ics"
"""The published files that hold all plans at once."""


@dataclass(frozen=True)
class Target:
    """Somewhere a link can lead."""

    address: str
    """From the root, such as `outputs/4/`; the home page is empty."""
    code: str
    """What a reader calls it in few words: Output 4."""
    title: str
    anchor: str = ""

    @property
    def name(self) -> str:
        return f"{self.code}: {self.title}" if self.code and self.title else self.code or self.title

    @property
    def short(self) -> str:
        """The code's last word: the id alone."""
        return self.code.rpartition(" ")[2]

    def at(self, anchor: str) -> "Target":
        return Target(self.address, self.code, self.title, anchor)


def relative(here: str, address: str, anchor: str = "") -> str:
    """The link from one address to another, so that the site works below any path.

    >>> relative("outputs/4/", "building-blocks/a-5/", "source"), relative("outputs/4/", "outputs/4/")
    ('../../building-blocks/a-5/#source', './')
    """
    if anchor and address == here:
        return f"#{anchor}"
    start, (*folders, name) = here.split("/")[:-1], address.split("/")
    shared = len(commonprefix([start, folders]))
    path = "../" * (len(start) - shared) + "/".join([*folders[shared:], name]) or "./"
    return f"{path}#{anchor}" if anchor else path


CHANGES, FEED = Target("changes/", "", ""), Target("changes.xml", "", "")


def plan_target(plan: Plan) -> Target:
    return Target(f"{plan.record.address}/", "", plan.record.short_title)


def below_plan(plan: Plan, what: str) -> str:
    return f"{plan.record.address}/{what}/"


def area_target(plan: Plan, area: Area) -> Target:
    word = plan.words.area
    return Target(f"{word.address}/{slug(area.id)}/", f"{capital(word.one)} {area.id}", area.title)


def commitment_target(plan: Plan, commitment: Commitment) -> Target:
    word = plan.words.commitment
    address = f"{word.address}/{slug(commitment.id)}/"
    return Target(address, f"{capital(word.one)} {commitment.id}", commitment.title)


@remembered
def commitment_targets(plan: Plan) -> dict[str, Target]:
    """By the id, for lists that say no more of a commitment than its name."""
    return {one.id: commitment_target(plan, one) for one in plan.commitments.values()}


def clause_target(plan: Plan, clause: Clause) -> Target:
    word = plan.words.clause
    return Target(f"{word.address}/{slug(clause.id)}/", f"{capital(word.one)} {clause.id}", clause.title)


def document_target(document: Document) -> Target:
    return Target("documents/", document.name, document.title, name_anchor(document.id))


def term_target(term: Term) -> Target:
    return Target("glossary/", "", term.term, name_anchor(term.term))


def index_target(word: Word) -> Target:
    return Target(f"{word.address}/", "", capital(word.many))


def part_target(plan: Plan, part: Part) -> Target:
    """A part of the negotiated text, in the index of its clauses."""
    return Target(f"{plan.words.clause.address}/", "", part.name, f"part-{slug(part.id)}")


def status_target(site: Site, commitment: Commitment) -> Target | None:
    """Where the status of a commitment is defined; None where it has none."""
    status = site.statuses.get(commitment.status or "")
    return Target("glossary/", "", status.title, f"status-{status.id}") if status else None


def discrepancy_target(discrepancy: Discrepancy) -> Target:
    return Target("discrepancies/", "", discrepancy.title, discrepancy.id)


def period_target(plan: Plan, period: str) -> Target:
    """What is planned in one period."""
    return Target(f"{below_plan(plan, TIMELINE)}{slug(period)}/", "", period)


def year_target(year: str) -> Target:
    """What all plans foresee in one year."""
    return Target(f"{YEARS}/{slug(year)}/", "", year)


def continued_target(earlier: Plan, later: Plan) -> Target:
    """What of one plan is carried on by another."""
    address = f"{below_plan(earlier, CONTINUED)}{later.record.address}/"
    return Target(address, "", later.record.short_title)


def report_target(identifier: str, report: Report) -> Target:
    return Target(f"{REPORTS}/{identifier}/", "", report.short_title)


def record_file(target: Target) -> Target:
    """The published file of one record."""
    return Target(f"{target.address.rstrip('/')}.json", target.code, target.title)


def record_calendar(target: Target) -> Target:
    """The published calendar of one record."""
    return Target(f"{target.address.rstrip('/')}.ics", target.code, target.title)


def plan_calendar(plan: Plan) -> Target:
    """The published calendar of all that a plan promises."""
    return Target(f"{plan.record.address}/calendar.ics", "", plan.record.short_title)


def report_file(identifier: str) -> Target:
    """The published file of a report's paragraphs."""
    return Target(f"data/{REPORTS}/{identifier}.json", "", identifier)


def data_file(plan: Plan, table: str) -> Target:
    """The published file of all records of a kind."""
    return Target(f"data/{plan.id}/{table}.json", "", table)


def paragraph_target(plan: Plan, number: str) -> Target:
    """The place on the site that holds what a paragraph of the plan says. KeyError where none does."""
    return paragraph_targets(plan)[number]


def paragraph_anchor(number: str) -> str:
    return f"para-{slug(number)}"


@remembered
def paragraph_targets(plan: Plan) -> dict[str, Target]:
    """By a paragraph's number: the place on the site that holds what it says."""
    return dict(_paragraph_pairs(plan))


def _paragraph_pairs(plan: Plan) -> Iterator[tuple[str, Target]]:
    """Later pairs win: a paragraph described for itself before one that a record's source merely names."""
    home = plan_target(plan)
    for one in (*plan.withdrawn.values(), *plan.commitments.values()):
        yield from _cited(plan, one.source, commitment_target(plan, plan.heir_of(one) or one))
    for area in plan.areas.values():
        yield from _cited(plan, area.source, area_target(plan, area))
    lists = [(one.id, one.statements) for one in plan.record.sections]
    for anchor, statements in (*lists, ("principles", plan.record.principles), ("goals", plan.record.goals)):
        for statement in statements:
            yield from _cited(plan, statement.source, home.at(anchor))
    for table in plan.record.tables:
        yield from _cited(plan, table.source, home.at(table.id))
    for paragraph in plan.record.paragraphs:
        yield paragraph.number, home.at(paragraph_anchor(paragraph.number))


def _cited(plan: Plan, source: Source, target: Target) -> Iterator[tuple[str, Target]]:
    """Paragraphs of the plan's own document; another document has numbers of its own."""
    own = source.document == plan.record.source.document
    return ((number, target) for number in source.paragraphs if own)


def capital(words: str) -> str:
    """With a capital first letter; the others stay."""
    return words[:1].upper() + words[1:]
