"""What a new record begins with that plans share: its name, its file, its place there."""

from typing import Any

from macros.beginning.asking import Asked, RefusedError
from macros.beginning.begun import Begun, choices, like, refuse_within
from macros.beginning.numbering import free_name
from macros.beginning.placeholders import LATER, NAMES, title_of
from macros.beginning.standing_in import examples
from macros.build import DISCREPANCIES, DOCUMENTS, GLOSSARY, STATUSES
from macros.drafts import is_address
from macros.graph import Plan
from macros.problems import shown
from macros.reports import REPORTS
from macros.site import Site


def report(site: Site, plan: Plan, asked: Asked) -> Begun:
    refuse_within(asked)
    name = free_name(asked, NAMES["report"], site.reports)
    if not is_address(name):
        way_out = "Use small letters, digits and single hyphens, as in final-report-2031."
        raise RefusedError(f"'{shown(name)}' can't be the name of a file. {way_out}")
    return Begun(
        name=f"report {name}",
        file=f"{REPORTS}/{name}.yml",
        schema=f"{REPORTS}.json",
        headline="A report on what was done. The name of this file becomes its address, which never changes.",
        values={
            "plan": plan.id,
            "title": asked.title or title_of("report"),
            "short_title": asked.title or title_of("report"),
            "summary": LATER,
            "caveat": LATER,
            "sections": [{"id": "1", "title": LATER.removesuffix(".")}],
            "paragraphs": [{"number": "1", "section": "1", "gist": LATER}],
            "source": {"document": plan.record.source.document},
        },
        hints={"plan": choices("plans", {one.id: one.record.short_title for one in site.plans.values()})},
        then=(f"The report itself needs an entry in {DOCUMENTS}, whose id then stands below `source`.",),
        **examples(site, plan),
    )


def document(site: Site, plan: Plan, asked: Asked) -> Begun:
    refuse_within(asked)
    del plan
    name = free_name(asked, NAMES["document"], site.documents)
    values = {"id": name, "title": asked.title or title_of("document")}
    hint = "Its number as it is printed, or a short name of ours: small letters, digits and hyphens."
    return Begun(
        **entry("document", name, DOCUMENTS),
        values=values,
        hints={"id": hint},
        then=("Records name it by this id: source: {document: …}.",),
        position=len(site.documents),
    )


def term(site: Site, plan: Plan, asked: Asked) -> Begun:
    """In the order of letters, where the others are."""
    refuse_within(asked)
    known = [one.term for one in site.terms]
    name = free_name(asked, NAMES["term"], known)
    values = {"term": name, "meaning": asked.title or LATER, "source": like(plan)}
    folded = [*map(str.casefold, known)]
    sorted_in = sum(one < name.casefold() for one in folded)
    position = sorted_in if folded == sorted(folded) else len(known)
    more = examples(site, plan)
    return Begun(**entry("term", name, GLOSSARY), values=values, position=position, **more)


def discrepancy(site: Site, plan: Plan, asked: Asked) -> Begun:
    refuse_within(asked)
    name = free_name(asked, NAMES["discrepancy"], site.discrepancies)
    values = {
        "id": name,
        "title": asked.title or title_of("discrepancy"),
        "statements": [{"says": LATER, "source": like(plan)} for _ in range(2)],
        "reading": LATER,
    }
    hints = {"id": "A short name of ours, which becomes its address: small letters, digits and hyphens."}
    return Begun(
        **entry("discrepancy", name, DISCREPANCIES),
        values=values,
        hints=hints,
        position=len(site.discrepancies),
        **examples(site, plan),
    )


def status(site: Site, plan: Plan, asked: Asked) -> Begun:
    refuse_within(asked)
    del plan
    name = free_name(asked, NAMES["status"], site.statuses)
    values = {"id": name, "title": asked.title or title_of("status"), "definition": LATER}
    return Begun(**entry("status", name, STATUSES), values=values, position=len(site.statuses))


def entry(word: str, name: str, file: str) -> dict[str, Any]:
    """What entries in the lists that plans share have in common."""
    return {
        "name": f"{word} {name}",
        "file": file,
        "schema": file.replace(".yml", ".json"),
    }
