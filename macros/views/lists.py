"""What all plans share, as lists: documents, discrepancies, abbreviations, published files."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from macros.citing import Wording, wording
from macros.identifiers import name_anchor
from macros.links import (
    Target,
    area_target,
    clause_target,
    commitment_target,
    paragraph_anchor,
    plan_target,
    report_target,
)
from macros.model import Concern, Discrepancy
from macros.render import Markup, render, say
from macros.site import Site


def documents_list(site: Site, here: str) -> Markup:
    named = _named_in(site)
    documents = [(name_anchor(one.id), one, named.get(one.id, [])) for one in site.documents.values()]
    return render("documents.html.j2", here, documents=documents)


def _named_in(site: Site) -> dict[str, list[Target]]:
    """By the document: the paragraphs of reports that name it."""
    named: dict[str, list[Target]] = defaultdict(list)
    for name, report in site.reports.items():
        for paragraph in report.paragraphs:
            for document in paragraph.documents:
                named[document].append(_paragraph(site, name, paragraph.number))
    return named


def _paragraph(site: Site, name: str, number: str) -> Target:
    """A paragraph of a report, called by the report and its number."""
    report = site.reports[name]
    spoken = say("report.paragraph", report=report.short_title, number=number).unescape()
    return replace(report_target(name, report), code=spoken, anchor=paragraph_anchor(number))


def statuses_list(site: Site, here: str) -> Markup:
    return render("statuses.html.j2", here, statuses=site.statuses.values())


def discrepancies_list(site: Site, here: str) -> str:
    """Markdown: each discrepancy has a heading, so that it can be found and linked."""
    found = [
        (
            one,
            [site.plans[concern.plan] for concern in one.concerns],
            [(saying.says, wording(site, saying.source)) for saying in one.statements],
            list(_concerned(site, one)),
        )
        for one in site.discrepancies.values()
    ]
    return render("discrepancies.md.j2", here, site=site, discrepancies=found)


def _concerned(site: Site, discrepancy: Discrepancy) -> Iterable[Target]:
    for concern in discrepancy.concerns:
        yield from _records(site, concern)
    for touched in discrepancy.reports:
        yield from (_paragraph(site, touched.report, number) for number in touched.paragraphs)


def _records(site: Site, concern: Concern) -> Iterable[Target]:
    plan = site.plans[concern.plan]
    if not (concern.areas or concern.commitments or concern.clauses):
        yield replace(plan_target(plan), code=plan.record.short_title)
    yield from (area_target(plan, plan.areas[one]) for one in concern.areas)
    yield from (commitment_target(plan, plan.every_commitment[one]) for one in concern.commitments)
    yield from (clause_target(plan, plan.clauses[one]) for one in concern.clauses)


def glossary_list(site: Site, here: str) -> Markup:
    terms: list[tuple[str, object, Wording]] = [
        (name_anchor(term.term), term, wording(site, term.source))
        for term in sorted(site.terms, key=lambda term: term.term.casefold())
    ]
    return render("glossary.html.j2", here, terms=terms)


def files_list(here: str, files: dict[str, bytes]) -> Markup:
    """Every published file that isn't one record's own."""
    shared = [Target(path, path.rpartition("/")[2], "") for path in files if path.startswith("data/")]
    return render("files.html.j2", here, files=[(one, len(files[one.address])) for one in shared])
