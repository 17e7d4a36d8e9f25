"""An invented plan of any size, to be measured: what it says means nothing, and is the same each time."""

from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from random import Random
from typing import Any

import yaml

IN_AN_AREA = 25
IN_A_PART = 25
LINKAGES = 3
"""For each commitment."""
CLAUSES_EACH = 2
"""Commitments for each clause."""
PHASES = 3
FIRST, LAST = 2031, 2040

WORDS = """
advance agree answer arrange ask assess assist audit begin bring build care carry change choose clear collect
compare confirm consult count cover decide describe develop direct divide draft employ ensure examine explain
extend finance follow foster gather govern guide harvest help improve inform inspect invest involve join know
learn listen maintain manage map measure meet mend monitor name notice observe offer open order organize plan
plant prepare prevent promote propose protect publish raise reach record reduce repair reply report request
respect review share sign speak start strengthen study support survey teach test train treat try update use
value visit water weigh welcome widen work write
""".split()  # noqa: SIM905 (a list would take a line for each)


def written(folder: Path, commitments: int) -> Path:
    """A folder of data with one plan of that many commitments, each in three linkages."""
    plan = folder / "plans" / "measured-2031"
    (plan / "tasks").mkdir(parents=True)
    chance = Random(commitments)  # noqa: S311 (nothing is to be kept secret)
    ids = [str(number) for number in range(1, commitments + 1)]
    areas = -(-commitments // IN_AN_AREA)
    clauses = max(commitments // CLAUSES_EACH, 1)
    parts = -(-clauses // IN_A_PART)
    _write(folder / "documents.yml", [{"id": "minutes", "title": "Minutes of an invented meeting"}])
    _write(
        folder / "statuses.yml",
        [{"id": "planned", "title": "Planned", "definition": "It stands in the plan."}],
    )
    _write(plan / "plan.yml", _plan(parts))
    _write(plan / "areas.yml", [_area(str(number), chance) for number in range(1, areas + 1)])
    _write(plan / "wishes.yml", list(_clauses(clauses, ids, chance)))
    for number, one in enumerate(ids):
        _write(plan / "tasks" / f"{one}.yml", _commitment(one, number // IN_AN_AREA + 1, ids, chance))
    return folder


class Quoted(str):
    """A value, which the data want in quotes; the names of fields they don't."""

    __slots__ = ()


class Dumper(yaml.CSafeDumper):
    """As an editor would write it."""


def _in_quotes(dumper: Dumper, text: Quoted) -> yaml.Node:
    return dumper.represent_scalar("tag:yaml.org,2002:str", str(text), '"')


Dumper.add_representer(Quoted, _in_quotes)


def _write(file: Path, content: Any) -> None:
    text = yaml.dump(_quoted(content), Dumper=Dumper, sort_keys=False, allow_unicode=True, width=110)
    file.write_text(text, "utf-8")


def _quoted(content: Any) -> Any:
    if isinstance(content, dict):
        return {name: _quoted(value) for name, value in content.items()}
    if isinstance(content, list):
        return [_quoted(value) for value in content]
    return Quoted(content)


def _said(chance: Random, words: int) -> str:
    return " ".join(chance.choices(WORDS, k=words)).capitalize()


def _source(chance: Random) -> dict[str, Any]:
    return {"document": "minutes", "paragraphs": [str(chance.randint(1, 400))]}


def _plan(parts: int) -> dict[str, Any]:
    return {
        "title": "A plan to be measured",
        "short_title": "Measured",
        "summary": "It is there to be measured.",
        "address": "measured",
        "unit": "year",
        "period": {"from": str(FIRST), "to": str(LAST)},
        "words": {
            "plan": {"one": "measured plan", "many": "measured plans"},
            "area": {"one": "field", "many": "fields", "address": "fields"},
            "commitment": {"one": "task", "many": "tasks", "address": "tasks"},
            "clause": {"one": "wish", "many": "wishes", "address": "wishes"},
            "schedule": {"one": "phase", "many": "phases", "address": "phases"},
        },
        "relations": [{"id": "granted by", "forward": "granted by", "inverse": "grants"}],
        "parts": [{"id": f"P{number}", "title": f"Part {number}"} for number in range(1, parts + 1)],
        "source": {"document": "minutes"},
    }


def _area(name: str, chance: Random) -> dict[str, Any]:
    return {"id": name, "title": _said(chance, 3), "summary": _said(chance, 14), "source": _source(chance)}


def _clauses(clauses: int, ids: list[str], chance: Random) -> Iterator[dict[str, Any]]:
    answers = _dealt(clauses, ids, chance)
    for number in range(clauses):
        yield {
            "id": f"P{number // IN_A_PART + 1}.{number % IN_A_PART + 1}",
            "kind": "clause",
            "part": f"P{number // IN_A_PART + 1}",
            "title": _said(chance, 5),
            "linkages": [{"tasks": answers[number], "relation": "granted by"}],
            "source": _source(chance),
        }


def _dealt(clauses: int, ids: list[str], chance: Random) -> list[list[str]]:
    """What answers each clause: as evenly as chance allows, and no commitment twice."""
    answers: list[list[str]] = [[] for _ in range(clauses)]
    every = range(clauses)
    left = [*every] * -(-len(ids) * LINKAGES // clauses)
    chance.shuffle(left)
    for one in ids:
        for _ in range(min(LINKAGES, clauses)):
            # At the very end all that is left may be what it answers already.
            clause = next(other for other in chain(left, every) if one not in answers[other])
            answers[clause].append(one)
            if clause in left:
                left.remove(clause)
    return answers


def _commitment(name: str, area: int, ids: list[str], chance: Random) -> dict[str, Any]:
    starts = sorted(chance.sample(range(FIRST, LAST + 1), PHASES))
    others = [one for one in chance.sample(ids, min(len(ids), 2)) if one != name]
    return {
        "id": name,
        "area": str(area),
        "title": _said(chance, 5),
        "summary": f"{_said(chance, 22)}.",
        "status": "planned",
        "as_of": "2031-01-31",
        "refers_to": [{"paragraph": str(chance.randint(1, 400)), "tasks": others}] if others else [],
        "phases": [{"from": str(year), "to": str(year), "text": _said(chance, 6)} for year in starts],
        "source": _source(chance),
    }
