"""The schemas that an editor's program completes and marks by, a file for each kind of data file.

They have the names of the data files, which name them in their first line.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from macros.describing import Schema, Wording, described, described_list, sentence
from macros.drafts import AREAS, PLAN, PLANS, layout_of, plan_folders
from macros.graph import Plan
from macros.load import Node, read
from macros.model import (
    Area,
    Clause,
    Commitment,
    Discrepancy,
    Document,
    Moved,
    Noun,
    PlanRecord,
    Record,
    Report,
    Status,
    Succession,
    Term,
    Word,
)
from macros.periods import UNITS
from macros.reading import written
from macros.reports import REPORTS

KINDS = {"PlanRecord": "plan", "Area": "area", "Commitment": "commitment", "Clause": "clause"}
"""From the models to the words of a plan."""


@dataclass(frozen=True)
class Speech:
    """What a plan's files and records are called, and what it counts time in."""

    plan: str
    """The name of the plan's folder."""
    one: dict[str, str]
    many: dict[str, str]
    unit: str
    commitments: str | None
    clauses: str | None


@dataclass(frozen=True)
class FileKind:
    """A data file, or all those of one folder."""

    path: str
    """From the folder of data, with a star for names that differ."""
    name: str
    """That of its schema, from the folder of schemas, without the ending."""
    plan: str
    """The name of the plan's folder; empty for what plans share."""
    schema: Schema


def speech_of(plan: Plan) -> Speech:
    words = plan.words
    things: dict[str, Noun | Word] = {
        "plan": words.plan,
        "area": words.area,
        "commitment": words.commitment,
        "clause": words.clause,
    }
    return Speech(
        plan=plan.id,
        one={kind: thing.one for kind, thing in things.items()},
        many={kind: thing.many for kind, thing in things.items()},
        unit=plan.record.unit,
        commitments=words.commitment.address,
        clauses=words.clause.address,
    )


def file_kinds(speeches: Iterable[Speech]) -> list[FileKind]:
    """Those of each plan, then those that plans share."""
    known = list(speeches)
    shared = _wording(known)
    own = [kind for speech in known for kind in _of_plan(speech)]
    lists: tuple[tuple[str, type[Record]], ...] = (
        ("documents", Document),
        ("glossary", Term),
        ("statuses", Status),
        ("discrepancies", Discrepancy),
        ("continuations", Succession),
        ("moved", Moved),
    )
    reports = FileKind(f"{REPORTS}/*.yml", REPORTS, "", described(Report, shared))
    return [
        *own,
        reports,
        *(
            FileKind(f"{name}.yml", name, "", described_list(model, sentence(name), shared))
            for name, model in lists
        ),
    ]


def schemas(data: Path) -> dict[str, bytes]:
    """By their path below the folder of schemas. Of the data, only how each plan speaks is read."""
    kinds = file_kinds(map(_speech_in, plan_folders(data)))
    return {f"{kind.name}.json": _spelled(kind.schema) for kind in sorted(kinds, key=lambda one: one.name)}


def write(folder: Path, data: Path) -> list[Path]:
    """Writes the schemas for a folder of data, and says which files they are."""
    files = {folder / path: content for path, content in schemas(data).items()}
    for file, content in files.items():
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    return list(files)


def _speech_in(folder: Path) -> Speech:
    """As far as plan.yml can be read."""
    node, _ = read(folder / PLAN, PLAN)
    layout = layout_of(folder, node)
    return Speech(
        plan=folder.name,
        one=_spoken(node, "one"),
        many=_spoken(node, "many"),
        unit=written(node, "unit"),
        commitments=layout.commitments,
        clauses=layout.clauses,
    )


def _spoken(node: Node | None, form: str) -> dict[str, str]:
    plural = "s" if form == "many" else ""
    return {kind: written(node, "words", kind, form) or f"{kind}{plural}" for kind in KINDS.values()}


def _of_plan(speech: Speech) -> Iterator[FileKind]:
    wording = _wording([speech])
    many = {kind: sentence(word) for kind, word in speech.many.items()}
    plan, areas = Path(PLAN).stem, Path(AREAS).stem
    yield _own(speech, plan, described(PlanRecord, wording))
    yield _own(speech, areas, described_list(Area, many["area"], wording))
    if speech.commitments:
        yield _own(speech, speech.commitments, described(Commitment, wording), "/*")
    if speech.clauses:
        yield _own(speech, speech.clauses, described_list(Clause, many["clause"], wording))


def _own(speech: Speech, name: str, schema: Schema, each: str = "") -> FileKind:
    path = f"{PLANS}/{speech.plan}/{name}{each}.yml"
    return FileKind(path, f"{speech.plan}/{name}", speech.plan, schema)


def _wording(speeches: list[Speech]) -> Wording:
    """The words of all these plans together."""
    fields = [one.commitments for one in speeches]
    alone = speeches[0] if len(speeches) == 1 else None
    return Wording(
        words=_words(speeches),
        fields={
            name: _words([one for one in speeches if one.commitments == name]) for name in fields if name
        },
        unit=next((unit for unit in UNITS if alone and unit == alone.unit), "year"),
        titles={model: sentence(alone.one[kind]) for model, kind in KINDS.items()} if alone else {},
    )


def _words(speeches: list[Speech]) -> dict[str, str]:
    words: dict[str, str] = {}
    for kind in KINDS.values():
        for name, said in (
            (kind, [one.one for one in speeches]),
            (f"{kind}s", [one.many for one in speeches]),
        ):
            together = " or ".join(dict.fromkeys(forms[kind] for forms in said)) or name
            words |= {name: together, sentence(name): together[:1].upper() + together[1:]}
    return words


def _spelled(schema: Schema) -> bytes:
    return (json.dumps(schema, ensure_ascii=False, indent=2) + "\n").encode()
