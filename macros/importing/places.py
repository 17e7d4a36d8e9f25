"""Where in the files each row of a table stands, and the lists that new rows go to."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from macros.graph import Plan
from macros.importing.document import Path
from macros.lineage import stands
from macros.model import Answer, Evidence
from macros.site import Site


@dataclass(frozen=True)
class Spot:
    """A record or an item, or a list of them."""

    file: str
    """Below the folder of data."""
    path: Path = ()


Lists = Mapping[tuple[str, ...], Spot]


@dataclass(frozen=True)
class Home:
    """A table's rows in the files."""

    spots: tuple[Spot | None, ...]
    """In the order of the table's rows. None: the row follows from others, and no file has it."""
    held_by: tuple[str, ...] = ()
    """The columns that say in which record a new row goes."""
    lists: Lists = field(default_factory=dict)
    """By the values of those columns."""
    folder: str = ""
    """Where each row is a file, the folder."""
    names: Mapping[str, str] = field(default_factory=dict)
    """From the model's names of fields to the plan's; of evidence, from a report's file to its plan's."""
    holder: str = ""
    """The table of the records that hold the rows."""
    members: str = ""
    """Where a row is one code of a list: the list's name in the files."""


def homes(site: Site) -> dict[str, Home]:
    """By the table's path."""
    return dict(
        [
            ("plans", Home(tuple(Spot(f"plans/{name}/plan.yml") for name in site.plans))),
            *(one for plan in site.plans.values() for one in _of_plan(plan)),
            *_of_reports(site),
            *_shared(site),
        ]
    )


def _listed(file: str, count: int, *above: str | int) -> Home:
    spots = tuple(Spot(file, (*above, number)) for number in range(count))
    return Home(spots, (), {(): Spot(file, above)})


def _of_plan(plan: Plan) -> Iterator[tuple[str, Home]]:
    folder, words = f"plans/{plan.id}", plan.words
    names = {"commitments": words.commitment.address}
    commitments = {one: f"{folder}/{words.commitment.address}/{one}.yml" for one in plan.every_commitment}
    clauses = f"{folder}/{words.clause.address}.yml"
    yield f"{plan.id}/areas", _listed(f"{folder}/areas.yml", len(plan.areas))
    spots = tuple(map(Spot, commitments.values()))
    yield f"{plan.id}/commitments", Home(spots, folder=f"{folder}/{words.commitment.address}", names=names)
    for name in ("phases", "activities", "updates"):
        yield f"{plan.id}/{name}", _within(plan, name, commitments)
    yield f"{plan.id}/revisions", _revisions(plan, commitments)
    yield f"{plan.id}/clauses", _listed(clauses, len(plan.clauses))
    for name, member, written in (
        ("linkages", "commitments", words.commitment.address),
        ("paragraph-linkages", "paragraphs", "paragraphs"),
    ):
        answers = {one.id: one.linkages for one in plan.clauses.values()}
        yield f"{plan.id}/{name}", _linkages(plan.id, clauses, answers, (member, written))
    yield f"{plan.id}/milestones", _listed(f"{folder}/plan.yml", len(plan.record.milestones), "milestones")


def _within(plan: Plan, name: str, files: Mapping[str, str]) -> Home:
    counts = {one: len(getattr(record, name)) for one, record in plan.every_commitment.items()}
    spots = (Spot(files[one], (name, number)) for one, count in counts.items() for number in range(count))
    return Home(tuple(spots), ("commitment",), _lists(files, name), holder=f"{plan.id}/commitments")


def _lists(files: Mapping[str, str], name: str) -> dict[tuple[str, ...], Spot]:
    return {(one,): Spot(file, (name,)) for one, file in files.items()}


def _revisions(plan: Plan, files: Mapping[str, str]) -> Home:
    spots: list[Spot | None] = []
    for one, record in plan.every_commitment.items():
        for stand in stands(plan, record):
            if stand.revision:
                spots.append(Spot(files[one], ("revisions", record.revisions.index(stand.revision))))
            elif stand.is_there:
                spots.append(None)
    lists = _lists(files, "revisions")
    return Home(tuple(spots), ("commitment",), lists, holder=f"{plan.id}/commitments")


def _linkages(
    plan: str, file: str, answers: Mapping[str, tuple[Answer, ...]], member: tuple[str, str]
) -> Home:
    own, written = member
    spots = tuple(
        Spot(file, (number, "linkages", place, written, position))
        for number, those in enumerate(answers.values())
        for place, answer in enumerate(those)
        for position in range(len(getattr(answer, own)))
    )
    lists: Lists = {(one,): Spot(file, (number, "linkages")) for number, one in enumerate(answers)}
    return Home(spots, ("clause",), lists, holder=f"{plan}/clauses", members=written)


def _of_reports(site: Site) -> Iterator[tuple[str, Home]]:
    yield "reports", Home(tuple(Spot(f"reports/{name}.yml") for name in site.reports))
    evidence: list[Spot | None] = []
    lists: dict[tuple[str, ...], Spot] = {}
    members = {
        f"reports/{name}.yml": site.plans[report.plan].words.commitment.address
        for name, report in site.reports.items()
    }
    for name, report in site.reports.items():
        file = f"reports/{name}.yml"
        yield f"reports/{name}", _listed(file, len(report.paragraphs), "paragraphs")
        for number, paragraph in enumerate(report.paragraphs):
            above: Path = ("paragraphs", number, "evidence")
            lists[name, paragraph.number] = Spot(file, above)
            evidence += _evidence(file, above, paragraph.evidence, members[file])
    yield "evidence", Home(tuple(evidence), ("report", "paragraph"), lists, names=members)


def _evidence(file: str, above: Path, evidence: tuple[Evidence, ...], member: str) -> Iterator[Spot]:
    for place, one in enumerate(evidence):
        for position in range(len(one.commitments)):
            yield Spot(file, (*above, place, member, position))


def _shared(site: Site) -> Iterator[tuple[str, Home]]:
    file = "continuations.yml"
    links = {one: [*range(len(each.links))] for one, each in enumerate(site.successions)}
    spots = tuple(Spot(file, (one, "links", number)) for one, those in links.items() for number in those)
    lists: Lists = {
        (each.earlier, each.later): Spot(file, (one, "links")) for one, each in enumerate(site.successions)
    }
    yield "continuations", Home(spots, ("earlier_plan", "later_plan"), lists)
    yield "documents", _listed("documents.yml", len(site.documents))
    yield "discrepancies", _listed("discrepancies.yml", len(site.discrepancies))
    yield "glossary", _listed("glossary.yml", len(site.terms))
    yield "statuses", _listed("statuses.yml", len(site.statuses))
