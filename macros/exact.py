"""What a search leads to at once: every record by its code, its names and the codes that it once had.

The texts are left as they are written. How a query is compared with them is the browser's business.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, replace
from itertools import islice

from macros.graph import Plan
from macros.lifecycle import became
from macros.lineage import owners
from macros.links import (
    Target,
    area_target,
    capital,
    clause_target,
    commitment_target,
    discrepancy_target,
    document_target,
    paragraph_anchor,
    paragraph_targets,
    part_target,
    report_target,
    term_target,
)
from macros.model import Report
from macros.page import Page
from macros.render import say
from macros.site import Site

ADDRESS = "search/exact.json"


@dataclass(frozen=True)
class Former:
    """A code that stood for the record in another version."""

    code: str
    version: str
    says: str


@dataclass(frozen=True)
class Entry:
    """Somewhere that a search can lead, and what it is asked for by."""

    address: str
    code: str
    """What a reader may call it with some of the words of the call."""
    call: str
    title: str
    about: str = ""
    """What it is or belongs to, in few words."""
    names: tuple[str, ...] = ()
    """What else a reader may call it, in full."""
    former: tuple[Former, ...] = ()


def exact_file(site: Site, pages: Iterable[Page]) -> dict[str, bytes]:
    """The list as a published file, with what is said where nothing is found.

    Where several records are called the same, the first is meant first.
    """
    listed = list(entries(site, pages))
    said = {"nothing_else": say("search.nothing_else").unescape(), "nothing": _nothing(site, listed)}
    content = json.dumps({"entries": list(map(_short, listed)), **said}, ensure_ascii=False, indent=0)
    return {ADDRESS: f"{content}\n".encode()}


def _nothing(site: Site, listed: Iterable[Entry]) -> dict[str, object]:
    """For whoever finds nothing: what can be asked for, and where everything is listed."""
    lists = [
        {"address": f"{word.address}/", "call": capital(word.many)}
        for plan in site.plans.values()
        for word in (plan.words.commitment, plan.words.clause)
    ]
    glossary = [
        {"address": term_target(term).address, "call": say("search.glossary").unescape()}
        for term in site.terms[:1]
    ]
    return {
        "examples_lead": say("search.examples").unescape(),
        "examples": list(_examples(site, listed)),
        "lists_lead": say("search.lists").unescape(),
        "lists": lists + glossary,
    }


def _examples(site: Site, listed: Iterable[Entry]) -> Iterator[str]:
    """A commitment and a clause of each plan, and a term: one of each kind."""
    listed = list(listed)
    for plan in site.plans.values():
        for word in (plan.words.commitment, plan.words.clause):
            start = f"{word.address}/"
            found = (one.call for one in listed if one.code and one.address.startswith(start))
            yield from islice(found, 1)
    yield from islice((term.term for term in site.terms if term.term.isupper()), 1)


def _short(entry: Entry) -> dict[str, object]:
    return {field: value for field, value in asdict(entry).items() if value}


def entries(site: Site, pages: Iterable[Page]) -> Iterator[Entry]:
    """What gathers all plans and what is made for a name; then promises, and what stands around them."""
    pages = tuple(pages)
    plans = tuple(site.plans.values())
    known: set[str] = set()
    for entry in (
        *(_page(site, page) for page in pages if not page.plan),
        *(_page(site, page) for page in pages if page.aliases),
        *(entry for plan in plans for entry in _commitments(plan)),
        *(entry for plan in plans for entry in _around(plan)),
        *(entry for name, report in site.reports.items() for entry in _paragraphs(name, report)),
        *(entry for plan in plans for entry in _own_paragraphs(plan)),
        *_shared(site),
        *(_page(site, page) for page in pages),
    ):
        if entry.code or entry.address not in known:
            yield entry
        known.add(entry.address)


def _numbered(target: Target, code: str, about: str, former: tuple[Former, ...] = ()) -> Entry:
    return Entry(_place(target), code, target.code, target.title, about, (code,), former)


def _commitments(plan: Plan) -> Iterator[Entry]:
    former, renamed = _former(plan), _renamed(plan)
    for one in plan.every_commitment.values():
        if plan.heir_of(one):
            continue
        about = plan.record.short_title
        if one.withdrawal:
            about = f"{about}, {say('mark.withdrawn').unescape()}"
        target = commitment_target(plan, one)
        yield _numbered(target, one.id, about, (*former[one.id], *renamed[target]))


def _former(plan: Plan) -> dict[str, list[Former]]:
    """By the commitment's id: its codes in other versions, where they differ."""
    titles = {version.document: version.title for version in plan.record.versions}
    found: dict[str, list[Former]] = defaultdict(list)
    for (document, code), those in owners(plan).items():
        for one in those:
            if code != one.id:
                says = say("search.former", code=code, version=titles[document]).unescape()
                found[one.id].append(Former(code, titles[document], says))
    return found


def _renamed(plan: Plan) -> dict[Target, list[Former]]:
    """By a record: what it was called at addresses that lead to it now."""
    found: dict[Target, list[Former]] = defaultdict(list)
    for one in became(plan):
        says = say("moved.former", code=one.old.code).unescape()
        found[one.new].append(Former(one.was, "", says))
    return found


def _around(plan: Plan) -> Iterator[Entry]:
    about, renamed = plan.record.short_title, _renamed(plan)
    for area in plan.areas.values():
        target = area_target(plan, area)
        yield _numbered(target, area.id, about, tuple(renamed[target]))
    for clause in plan.clauses.values():
        target = clause_target(plan, clause)
        entry = _numbered(target, clause.id, about, tuple(renamed[target]))
        yield replace(entry, names=(*entry.names, clause.known_as)) if clause.known_as else entry
    for part in plan.record.parts:
        yield Entry(
            _place(part_target(plan, part)), "", part.name, "", about, (part.label or part.id, part.title)
        )


def _paragraphs(name: str, report: Report) -> Iterator[Entry]:
    for one in report.paragraphs:
        target = report_target(name, report).at(paragraph_anchor(one.number))
        yield _paragraph(target, one.number, report.short_title)


def _own_paragraphs(plan: Plan) -> Iterator[Entry]:
    for number, target in paragraph_targets(plan).items():
        yield _paragraph(target, number, plan.record.short_title)


def _paragraph(target: Target, number: str, document: str) -> Entry:
    call = say("search.paragraph", number=number, report=document).unescape()
    return Entry(
        _place(target), number, call, "", target.code, (say("plan.paragraph", number=number).unescape(),)
    )


def _shared(site: Site) -> Iterator[Entry]:
    for term in site.terms:
        about = say("search.term").unescape()
        yield Entry(_place(term_target(term)), "", term.term, term.meaning, about, term.former_ids)
    for document in site.documents.values():
        target, about = document_target(document), say("search.document").unescape()
        title = target.title if target.title != target.code else ""
        yield Entry(_place(target), "", target.code, title, about, document.former_ids)
    for one in site.discrepancies.values():
        about = say("heading.discrepancies").unescape()
        yield Entry(_place(discrepancy_target(one)), "", one.title, "", about)


def _page(site: Site, page: Page) -> Entry:
    plan = site.plans.get(page.plan)
    about = plan.record.short_title if plan else ""
    return Entry(page.address, "", page.target.name, "", about, (page.nav_title, *page.aliases))


def _place(target: Target) -> str:
    return f"{target.address}#{target.anchor}" if target.anchor else target.address
