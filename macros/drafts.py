"""A plan's folder → a Draft. Where plan.yml is broken, its records are read all the same."""

import re
from dataclasses import dataclass, replace
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from macros.checks import Draft, published
from macros.graph import Plan, in_order
from macros.identifiers import PATTERN
from macros.load import Fields, Node, place_of
from macros.model import Address, Area, Clause, Commitment, Discrepancy, PlanRecord, Record, Report
from macros.problems import Problem, shown
from macros.reading import Listed, Reading, entries, written
from macros.validate import field_names

PLANS, PLAN, AREAS = "plans", "plan.yml", "areas.yml"
_ADDRESS: TypeAdapter[str] = TypeAdapter(Address)
_RENAMED_IN: tuple[type[Record], ...] = (PlanRecord, Area, Commitment, Clause, Discrepancy, Report)
"""Records in which the plan's word stands for `commitments`."""


@dataclass(frozen=True)
class Layout:
    """What a plan's files and records are called, as far as plan.yml or the folder says it."""

    words: dict[str, str]
    commitments: str | None
    """The folder of the commitments, and the field that lists some of them."""
    clauses: str | None
    """The name of the clauses' file, without its ending."""

    @property
    def aliases(self) -> dict[str, str]:
        return {self.commitments: "commitments"} if self.commitments else {}


def plan_folders(data: Path) -> list[Path]:
    folder = data / PLANS
    return [path for path in entries(folder) if path.is_dir()] if folder.is_dir() else []


def read_plan(reading: Reading, folder: Path) -> tuple[Layout, Draft | None]:
    if not is_address(folder.name):
        way_out = "Use small letters, digits and single hyphens, as in plan-2031."
        reading.refuse(folder, f"'{folder.name}' can't be the name of a plan's folder", way_out)
    node = reading.node(folder / PLAN, Fields)
    layout = layout_of(folder, node)
    if clash := _clash(layout, node):
        reading.problems += clash
        named = _only([path.name for path in entries(folder) if path.is_dir()])
        return replace(layout, commitments=named), None
    record = reading.record(PlanRecord, node, layout.words["plan"], layout.aliases) if node else None
    records = _Records(
        areas=reading.records(folder / AREAS, Area, layout.words["area"], layout.aliases),
        commitments=_commitments(reading, folder, layout),
        clauses=_clauses(reading, folder, layout),
    )
    if layout.commitments and layout.clauses:
        reading.refuse_others(folder, {PLAN, AREAS, f"{layout.clauses}.yml"}, {layout.commitments})
    return layout, _draft(reading, _plan(folder.name, record, records), records) if record else None


@dataclass(frozen=True)
class _Records:
    areas: Listed[Area]
    commitments: Listed[Commitment]
    clauses: Listed[Clause]


def _plan(identifier: str, record: PlanRecord, records: _Records) -> Plan:
    areas = [area.id for area in records.areas.found]
    standing = [one for one in records.commitments.found if not one.withdrawal]
    withdrawn = [one for one in records.commitments.found if one.withdrawal]
    return Plan(
        id=identifier,
        record=record,
        areas={area.id: area for area in records.areas.found},
        commitments=in_order(standing, areas),
        clauses={clause.id: clause for clause in records.clauses.found},
        withdrawn=in_order(withdrawn, []),
    )


def _draft(reading: Reading, plan: Plan, records: _Records) -> Draft:
    return Draft(
        plan=plan,
        places=reading.places,
        areas=records.areas.found,
        commitments=records.commitments.found,
        clauses=records.clauses.found,
        broken={kind: listed.broken for kind, listed in vars(records).items()},
        unread={kind for kind, listed in vars(records).items() if not listed.complete},
        misplaced=reading.refused,
        promised=published.addresses(reading.folder),
    )


def layout_of(folder: Path, node: Node | None) -> Layout:
    """`node`: what plan.yml holds, as far as it can be read."""
    kinds = ("plan", "area", "commitment", "clause")
    found = entries(folder)
    lists = [path.stem for path in found if path.suffix == ".yml" and path.name not in (PLAN, AREAS)]
    return Layout(
        words={kind: shown(written(node, "words", kind, "one")) or kind for kind in kinds},
        commitments=_address(node, "commitment") or _only([path.name for path in found if path.is_dir()]),
        clauses=_address(node, "clause") or _only(lists),
    )


def _address(node: Node | None, kind: str) -> str | None:
    address = written(node, "words", kind, "address")
    return address if is_address(address) else None


def is_address(text: str) -> bool:
    try:
        _ADDRESS.validate_python(text)
    except ValidationError:
        return False
    return True


def _only(names: list[str]) -> str | None:
    return names[0] if len(names) == 1 else None


def _clash(layout: Layout, node: Node | None) -> list[Problem]:
    """The plan's word becomes a field's name, so it must not be one already."""
    taken = {name for model in _RENAMED_IN for name in field_names(model)} - {"commitments"}
    if node is None or layout.commitments not in taken:
        return []
    place = place_of(node, ("words", "commitment", "address"))
    fact = f"the address '{layout.commitments}' is the name of a field already"
    return [Problem(place, layout.words["plan"], fact, f"Choose another, as in plan-{layout.commitments}.")]


def _clauses(reading: Reading, folder: Path, layout: Layout) -> Listed[Clause]:
    if layout.clauses is None:
        return Listed(complete=False)
    path = folder / f"{layout.clauses}.yml"
    return reading.records(path, Clause, layout.words["clause"], layout.aliases)


def _commitments(reading: Reading, plan: Path, layout: Layout) -> Listed[Commitment]:
    """One file a commitment; the file's name is its id."""
    if layout.commitments is None:
        return Listed(complete=False)
    folder, word = plan / layout.commitments, layout.words["commitment"]
    if not folder.is_dir():
        reading.refuse(folder, "there is no such folder", f"Make it; it holds one file for each {word}.")
        return Listed(complete=False)
    listed: Listed[Commitment] = Listed()
    for path in reading.files_in(folder, word):
        node = reading.node(path, Fields)
        name = f"{word} {path.stem}"
        record = reading.record(Commitment, node, name, layout.aliases) if node else None
        if record and record.id != path.stem and (folder / f"{record.id}.yml").exists():
            listed.broken.add(path.stem)
            reading.problems.append(Problem(reading.places(record, "id"), name, *_copy(path, record.id)))
            continue
        listed.add(record, path.stem)
        if record and record.id != path.stem:
            listed.broken.add(path.stem)
            fact = f"the id is '{record.id}', and the file's name says '{path.stem}'"
            way_out = (
                "Write the id of the file's name, as an id that was published never changes; "
                "or rename the file, and put the old id in `former_ids`."
            )
            reading.problems.append(Problem(reading.places(record, "id"), name, fact, way_out))
    return listed


def _copy(path: Path, identifier: str) -> tuple[str, str]:
    fact = f"this file has the id of {identifier}.yml, as a copy has"
    if re.fullmatch(PATTERN, path.stem):
        return fact, f'Write the id of its name, "{path.stem}"; or delete the copy.'
    return fact, "Give it an id of its own and rename it to that; or delete the copy."
