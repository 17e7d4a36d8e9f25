"""The documents behind the site, by what the site takes from them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from macros.citing import documents_of
from macros.finder import Choice, Finder, Marks, finder, other_words
from macros.identifiers import name_anchor
from macros.links import Target, paragraph_anchor, report_target
from macros.model import Document, PlanRecord
from macros.render import Markup, render, say
from macros.site import Site

USES = ("source", "named", "other")
"""What the data rest on, what reports name, and what stands in neither."""


@dataclass(frozen=True)
class Entry:
    document: Document
    anchor: str
    use: str
    named: dict[str, list[tuple[str, Target]]]
    """By the short title of a report: the paragraphs that name it."""
    marks: Marks


def documents_list(site: Site, here: str) -> Markup:
    entries = list(_entries(site))
    grouped = [(use, [one for one in entries if one.use == use]) for use in USES]
    groups = [(use, say(f"documents.{use}"), those) for use, those in grouped if those]
    return render("documents.html.j2", here, groups=groups, finder=_finder(site, entries))


def _entries(site: Site) -> Iterator[Entry]:
    named, cited_by = _named_in(site), _cited_by(site)
    for one in site.documents.values():
        plans = cited_by.get(one.id, ())
        marks = {
            "plan": tuple(plan for plan in plans if plan),
            "use": (use := "source" if plans else "named" if one.id in named else "other",),
            "year": (one.date[:4],) if one.date else (),
            "words": other_words(site, one.name, one.title, one.session or "", one.note or ""),
        }
        yield Entry(one, name_anchor(one.id), use, named.get(one.id, {}), marks)


def _named_in(site: Site) -> dict[str, dict[str, list[tuple[str, Target]]]]:
    """By the document: the paragraphs of reports that name it."""
    named: dict[str, dict[str, list[tuple[str, Target]]]] = defaultdict(lambda: defaultdict(list))
    for name, report in site.reports.items():
        for paragraph in report.paragraphs:
            place = replace(report_target(name, report), anchor=paragraph_anchor(paragraph.number))
            for document in paragraph.documents:
                named[document][report.short_title].append((paragraph.number, place))
    return named


def _cited_by(site: Site) -> dict[str, list[str]]:
    """By the document: the plans whose data rest on it. The empty name stands for what plans share."""
    found: dict[str, list[str]] = defaultdict(list)
    for name, records in _records(site):
        for document in documents_of(records):
            if name not in found[document]:
                found[document].append(name)
    return found


def _records(site: Site) -> Iterable[tuple[str, object]]:
    for plan in site.plans.values():
        kinds = (plan.areas, plan.every_commitment, plan.clauses)
        yield plan.id, [_read(plan.record), *(record for kind in kinds for record in kind.values())]
    yield from ((report.plan, report) for report in site.reports.values())
    yield "", [*site.terms, *site.discrepancies.values(), *site.successions]


def _read(plan: PlanRecord) -> PlanRecord:
    """Without the events that name a whole document, which can be known without its text."""
    placed = (
        one for one in plan.milestones if one.source.paragraphs or one.source.part or one.source.row
    )  # fmt: skip
    return plan.model_copy(update={"milestones": tuple(placed)})


def _finder(site: Site, entries: list[Entry]) -> Finder | None:
    years = sorted({year for entry in entries for year in entry.marks["year"]})
    return finder(
        say("index.documents"),
        [entry.marks for entry in entries],
        [
            ("use", say("documents.use"), (Choice(use, say(f"documents.{use}")) for use in USES)),
            (
                "plan",
                say("documents.plan"),
                (Choice(plan.id, plan.record.short_title) for plan in site.plans.values()),
            ),
            ("year", say("index.year"), (Choice(year, year) for year in years)),
        ],
    )
