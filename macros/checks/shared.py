"""What plans share, as read, and the rules about it: documents, terms, statuses, addresses."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Any, Generic, TypeVar

from pydantic import BaseModel

from macros.checks.draft import Draft, Path, Places
from macros.identifiers import name_anchor, slug
from macros.model import Commitment, Discrepancy, Document, Moved, Report, Source, Status, Succession, Term
from macros.problems import Problem, called_now, did_you_mean
from macros.site import Site

Model = TypeVar("Model", bound=BaseModel)

OF_THE_SITE = (
    "accessibility",
    "assets",
    "brief",
    "changes",
    "contribute",
    "data",
    "discrepancies",
    "documents",
    "glossary",
    "how-to-read",
    "reports",
    "search",
    "years",
)


@dataclass(frozen=True)
class Shared:
    """Everything as read, before it is known to hold together."""

    site: Site
    drafts: dict[str, Draft]
    """By the plan's id; without the plans whose plan.yml can't be read."""
    places: Places
    folders: set[str]
    """The names of all plans' folders."""
    documents: list[str] | None
    """The ids of the documents, broken ones among them; None where the file can't be read."""
    statuses: list[str] | None
    broken_reports: set[str]

    def terms(self) -> Iterator["About[Term]"]:
        return (About(f"term {one.term}", one, self.places) for one in self.site.terms)

    def listed_documents(self) -> Iterator["About[Document]"]:
        return (About(f"document {one.id}", one, self.places) for one in self.site.documents.values())

    def discrepancies(self) -> Iterator["About[Discrepancy]"]:
        return (About(f"discrepancy {one.id}", one, self.places) for one in self.site.discrepancies.values())

    def reports(self) -> Iterator["About[Report]"]:
        return (About(f"report {name}", one, self.places) for name, one in self.site.reports.items())

    def successions(self) -> Iterator["About[Succession]"]:
        name = "continuations from {0.earlier} to {0.later}".format
        return (About(name(one), one, self.places) for one in self.site.successions)

    def moved(self) -> Iterator["About[Moved]"]:
        return (About(f"moved {one.from_}", one, self.places) for one in self.site.moved)

    def of_plans(self) -> Iterator["About[BaseModel]"]:
        for draft in self.drafts.values():
            for record in (draft.plan.record, *draft.areas, *draft.commitments, *draft.clauses):
                yield About(draft.name(record), record, self.places)

    def is_unreadable(self, plan: str) -> bool:
        """There is such a plan, and what is wrong with it is said already."""
        return plan in self.folders - self.drafts.keys()


@dataclass(frozen=True)
class About(Generic[Model]):
    """A record, and what messages call it."""

    name: str
    record: Model
    places: Places

    def problem(self, path: Path, fact: str, way_out: str) -> Problem:
        return Problem(self.places(self.record, *path), self.name, fact, way_out)


SharedRule = Callable[[Shared], Iterator[Problem]]
SHARED_RULES: list[SharedRule] = []


def shared_rule(function: SharedRule) -> SharedRule:
    SHARED_RULES.append(function)
    return function


def broken_shared_rules(shared: Shared) -> list[Problem]:
    return [problem for check in SHARED_RULES for problem in check(shared)]


@shared_rule
def sources_name_a_known_document(shared: Shared) -> Iterator[Problem]:
    own: list[Iterator[About[Any]]] = [shared.terms(), shared.discrepancies(), shared.reports()]
    for about in chain(shared.of_plans(), *own, shared.successions()):
        for path, source in sources(about.record):
            yield from unknown_document(shared, about, (*path, "document"), source.document)


def unknown_document(shared: Shared, about: About[Any], path: Path, document: str) -> Iterator[Problem]:
    if shared.documents is not None and document not in shared.documents:
        fact = f"there is no document '{document}' in documents.yml"
        today = [one.id for one in shared.site.documents.values() if document in one.former_ids]
        way_out = called_now(today) or did_you_mean(document, shared.documents)
        yield about.problem(path, fact, way_out)


@shared_rule
def documents_and_terms_have_anchors_of_their_own(shared: Shared) -> Iterator[Problem]:
    """They share a page with their like, and are found there by a name from which most signs are dropped."""
    documents = [(about, "id", about.record.id) for about in shared.listed_documents()]
    terms = [(about, "term", about.record.term) for about in shared.terms()]
    kinds: list[list[tuple[About[Any], str, str]]] = [[*documents], [*terms]]
    for records in kinds:
        taken: dict[str, About[Any]] = {}
        for about, field, known_by in records:
            anchor = name_anchor(known_by)
            other = taken.setdefault(anchor, about)
            if not anchor:
                fact = f"the {field} has no letter or digit"
                yield about.problem((field,), fact, "Put a letter or a digit in it.")
            elif other is not about:
                fact = f"the {field} is too like that of {other.name}: both are found at #{anchor}"
                yield about.problem((field,), fact, "Name it differently, or take one out.")


@shared_rule
def addresses_belong_to_one_thing(shared: Shared) -> Iterator[Problem]:
    """Addresses of plans and of their kinds of records share one root with the site's own pages."""
    seen = dict.fromkeys(OF_THE_SITE, "a page of the site itself")
    for draft in shared.drafts.values():
        for address, path, owner in _claims(draft):
            if address in seen:
                fact = f"the address '{address}' is taken by {seen[address]}"
                way_out = "Choose another; an address belongs to one thing."
                yield draft.problem(draft.plan.record, path, fact, way_out)
            seen.setdefault(address, owner)


def _claims(draft: Draft) -> Iterator[tuple[str, Path, str]]:
    """What a plan wants as addresses, where it says so, and for what."""
    words = draft.plan.words
    yield draft.plan.record.address, ("address",), f"the {words.plan.one} {draft.plan.id}"
    for kind, word in (("area", words.area), ("commitment", words.commitment), ("clause", words.clause)):
        yield word.address, ("words", kind, "address"), f"the {word.many} of {draft.plan.id}"


@shared_rule
def versions_are_known_documents(shared: Shared) -> Iterator[Problem]:
    for draft in shared.drafts.values():
        record = draft.plan.record
        about = About(draft.name(record), record, shared.places)
        for position, version in enumerate(record.versions):
            yield from unknown_document(shared, about, ("versions", position, "document"), version.document)


@shared_rule
def statuses_are_known(shared: Shared) -> Iterator[Problem]:
    if shared.statuses is None:
        return
    for draft in shared.drafts.values():
        for commitment in draft.commitments:
            if commitment.status is not None and commitment.status not in shared.statuses:
                fact = f"there is no status '{commitment.status}' in statuses.yml"
                way_out = did_you_mean(commitment.status, shared.statuses)
                yield draft.problem(commitment, ("status",), fact, way_out)


@shared_rule
def statuses_agree_with_withdrawals(shared: Shared) -> Iterator[Problem]:
    for draft, commitment, status in _with_status(shared):
        if status.withdrawn and commitment.withdrawal is None:
            fact = f"the status '{status.id}' is for what is withdrawn, and nothing says why it was"
            way_out = "Add `withdrawal:` with a reason and a source, or choose another status."
            yield draft.problem(commitment, ("status",), fact, way_out)
        if commitment.withdrawal is not None and not status.withdrawn:
            fact = f"it is withdrawn, and the status '{status.id}' says otherwise"
            fitting = ", ".join(one.id for one in shared.site.statuses.values() if one.withdrawn)
            way_out = f"Choose a status for withdrawn records{fitting and ': '}{fitting}."
            yield draft.problem(commitment, ("status",), fact, way_out)


@shared_rule
def what_is_called_reported_was_reported(shared: Shared) -> Iterator[Problem]:
    if shared.broken_reports or _evidence_leads_nowhere(shared):
        return  # what can't be read, or can't be followed, may be the evidence
    for draft, commitment, status in _with_status(shared):
        witnesses = shared.site.evidence_for(draft.plan.id, commitment.id)
        if status.reported and not (commitment.updates or witnesses):
            fact = (
                f"the status '{status.id}' needs a report or an update that speaks of it, and there is none"
            )
            way_out = "Add one, or choose another status."
            yield draft.problem(commitment, ("status",), fact, way_out)


def _evidence_leads_nowhere(shared: Shared) -> bool:
    """Whether a report names a plan or a commitment that isn't there."""
    for report in shared.site.reports.values():
        draft = shared.drafts.get(report.plan)
        named = (one for paragraph in report.paragraphs for one in paragraph.evidence)
        if draft is None or not all(
            draft.is_known("commitments", identifier) for one in named for identifier in one.commitments
        ):
            return True
    return False


def _with_status(shared: Shared) -> Iterator[tuple[Draft, Commitment, Status]]:
    for draft in shared.drafts.values():
        for commitment in draft.commitments:
            if commitment.status in shared.site.statuses:
                yield draft, commitment, shared.site.statuses[commitment.status]


@shared_rule
def numbers_stand_once_in_a_report(shared: Shared) -> Iterator[Problem]:
    for about in shared.reports():
        paragraphs = [("paragraphs", "number", one.number) for one in about.record.paragraphs]
        for listed in (paragraphs, [("sections", "id", one.id) for one in about.record.sections]):
            seen: set[str] = set()
            for position, (kind, key, identifier) in enumerate(listed):
                if slug(identifier) in seen:
                    fact = f"'{identifier}' stands twice in {kind}"
                    yield about.problem((kind, position, key), fact, "Take one out, or mend the other.")
                seen.add(slug(identifier))


def sources(record: BaseModel, path: Path = ()) -> Iterator[tuple[Path, Source]]:
    """Every source in a record, with its path."""
    for name, value in record:
        if isinstance(value, Source):
            yield (*path, name), value
        elif isinstance(value, BaseModel):
            yield from sources(value, (*path, name))
        elif isinstance(value, tuple):
            for position, item in enumerate(value):
                if isinstance(item, BaseModel):
                    yield from sources(item, (*path, name, position))
