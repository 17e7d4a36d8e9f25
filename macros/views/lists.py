"""What all plans share, as lists: documents, discrepancies, abbreviations, published files."""

from collections.abc import Iterable

from macros.citing import Wording, wording
from macros.graph import Site
from macros.identifiers import name_anchor
from macros.links import (
    Target,
    area_target,
    clause_target,
    commitment_target,
)
from macros.model import Concern, Discrepancy
from macros.render import Markup, render


def documents_list(site: Site, here: str) -> Markup:
    documents = [(name_anchor(one.id), one) for one in site.documents.values()]
    return render("documents.html.j2", here, documents=documents)


def discrepancies_list(site: Site, here: str) -> str:
    """Markdown: each discrepancy has a heading, so that it can be found and linked."""
    found = [
        (
            one,
            site.plans[one.concerns[0].plan] if one.concerns else None,
            [(saying.says, wording(site, saying.source)) for saying in one.statements],
            list(_concerned(site, one)),
        )
        for one in site.discrepancies.values()
    ]
    return render("discrepancies.md.j2", here, discrepancies=found)


def _concerned(site: Site, discrepancy: Discrepancy) -> Iterable[Target]:
    for concern in discrepancy.concerns:
        yield from _records(site, concern)


def _records(site: Site, concern: Concern) -> Iterable[Target]:
    plan = site.plans[concern.plan]
    yield from (area_target(plan, plan.areas[one]) for one in concern.areas)
    yield from (commitment_target(plan, plan.commitments[one]) for one in concern.commitments)
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
