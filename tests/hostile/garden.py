"""Data of the garden's shape in which each text is the next of the hostile ones, or a tame word."""

import json
from collections.abc import Callable, Iterable, Iterator
from itertools import cycle
from pathlib import Path
from typing import Any

Facts = dict[str, Any]

ADDRESSES = (
    "https://example.org/{{7*7}}?a=1&b={%|x|%}",
    "https://example.org/](javascript:x)[y]",
    "https://someone@example.org/*a*_b_~c~",
    "https://example.org/{:onclick=x}--8;=1+1,2",
    "https://例え.example/שלום?x=&lt;&#60;",
    "https://example.org/%00%0d%0aX:y#__x",
)
"""Of the web, that may stand there."""
PLANS, SHARE = 3, 20
"""How many plans there are, and records of each kind in a plan: no list is too long for one page."""
STEP = 7
"""From one text of a record to its next, in the list of texts."""
TAME = "q{place:05d}q"
"""What stands where the text at that place of `said` stands in the hostile data, filled up to its length."""


def months(number: int) -> tuple[str, str, str]:
    """When the first phase of a plan's tasks ends, and the second begins and ends: a month has a page."""
    return ("2031-05", "2031-07", "2031-12") if number == 0 else ("2031-01", "2031-03", "2031-03")


class Garden:
    """Writes the data. Tame data say a word of its own wherever the hostile ones say a text.

    There are as many records of each kind as texts, so that each field meets every text.
    """

    def __init__(self, texts: tuple[str, ...], *, tame: bool = False) -> None:
        self.all, self.size, self.tame = texts, len(texts), tame
        self.said: list[str] = []
        """The hostile texts, in the order of the tame words."""
        self._place = 0
        # Ids, which other records name.
        self.texts = tuple(map(self.say, texts))
        # Of their own, for there are fewer plans than texts.
        self._next_of_plan = cycle(texts)

    def begin(self, record: int) -> None:
        """Records of one kind begin with another text each."""
        self._place = record

    def next(self) -> str:
        self._place = (self._place + STEP) % self.size
        return self.say(self.all[self._place])

    def next_of_plan(self) -> str:
        return self.say(next(self._next_of_plan))

    def say(self, text: str) -> str:
        self.said.append(text.strip())  # as the model does
        return TAME.format(place=len(self.said) - 1).ljust(len(text), "x") if self.tame else text

    def of_plan(self, number: int) -> range:
        """The places of a plan's records among all of their kind."""
        return range(number * SHARE, min((number + 1) * SHARE, self.size))

    def every(self, make: Callable[[int], Facts], places: Iterable[int] | None = None) -> list[Facts]:
        made = []
        for place in range(self.size) if places is None else places:
            self.begin(place)
            made.append(make(place))
        return made

    def write(self, folder: Path) -> Path:
        files: dict[str, Any] = {
            "documents.yml": self.every(self.document),
            "glossary.yml": self.every(self.term),
            "discrepancies.yml": self.every(self.discrepancy),
            "statuses.yml": self.every(self.status),
            "moved.yml": self.every(self.moved),
            "continuations.yml": [self.succession(number) for number in range(1, PLANS)],
            **{f"reports/report-{place}.yml": one for place, one in enumerate(self.every(self.report))},
        }
        for number in range(PLANS):
            files |= self.plan_files(number)
        for name, content in files.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(json.dumps(content, ensure_ascii=False), "utf-8")
        lines = [json.dumps(line, ensure_ascii=False) for line in self.history()]
        (folder / "history.jsonl").write_text("\n".join([*lines, ""]), "utf-8")
        return folder

    def history(self) -> Iterator[Facts]:
        """Every task had another title once."""
        first, then = ({"commit": f"{day}" * 40, "time": f"2031-01-0{day}T00:00:00Z"} for day in (1, 2))
        plan = {"kind": "plan", "id": "plan-0", "plan": "plan-0"}
        yield {**first, "changes": [{"subject": plan, "how": "new", "after": self.next()}]}
        for one in self.every(self.change):
            yield {**then, "changes": [one]}

    def change(self, place: int) -> Facts:
        subject = {"kind": "commitment", "id": f"{place + 1}", "plan": f"plan-{place // SHARE}"}
        words = {"before": self.next(), "after": self.next()}
        return {"subject": subject, "field": "title", "how": "changed", **words}

    def plan_files(self, number: int) -> dict[str, Any]:
        folder, places = f"plans/plan-{number}", self.of_plan(number)
        tasks = self.every(self.task, places) + self.every(self.gone, places)
        return {
            f"{folder}/plan.yml": self.plan(number),
            f"{folder}/areas.yml": self.every(self.area, places),
            f"{folder}/wishes-{number}.yml": self.every(self.wish, places),
            **{f"{folder}/tasks-{number}/{task['id']}.yml": task for task in tasks},
        }

    def plan(self, number: int) -> Facts:
        say, places = self.next_of_plan, self.of_plan(number)
        versions = [self.version(place) for place in range(2)]
        return {
            "title": say(),
            "short_title": say(),
            "summary": say(),
            "address": f"plan-{number}",
            "unit": "month",
            "period": {"from": "2031-01", "to": months(number)[-1]},
            "words": self.words(number),
            "relations": self.every(self.relation, [*places, places[-1] + 1]),
            "parts": self.every(self.part, places),
            "goals": self.every(self.statement, places),
            "principles": self.every(self.statement, places),
            "paragraphs": self.every(self.paragraph, places),
            "sections": self.every(self.section, places),
            "tables": self.every(self.table, places),
            "theory": self.theory(places),
            "versions": versions,
            "milestones": self.every(self.milestone, places),
            "reporting": say(),
            "source": self.source(0),
        }

    def relation(self, place: int) -> Facts:
        verb = self.texts[place % self.size]
        return {"id": verb, "forward": self.next(), "inverse": self.next(), "former": place % 5 == 4}

    def paragraph(self, place: int) -> Facts:
        return {"number": f"{place + 1}", "gist": self.next()}

    def section(self, place: int) -> Facts:
        said = {"title": self.next(), "introduction": self.next()}
        return {"id": f"section-{place}", **said, "statements": [self.statement(place)]}

    def table(self, place: int) -> Facts:
        said = {"title": self.next(), "introduction": self.next(), "columns": [self.next(), self.next()]}
        rows = [{"name": self.next(), "cells": [self.next()]}]
        return {"id": f"table-{place}", **said, "rows": rows, "source": self.source(place)}

    def stage(self, place: int) -> Facts:
        said = {"title": self.next(), "summary": self.next()}
        return {
            "id": f"stage-{place}",
            **said,
            "ideas": [{"id": "1", "title": self.next(), "text": self.next()}],
        }

    def theory(self, places: range) -> Facts:
        say, stages = self.next_of_plan, self.every(self.stage, places)
        return {"title": say(), "introduction": say(), "stages": stages, "source": self.source(0)}

    def version(self, place: int) -> Facts:
        said = {name: self.next_of_plan() for name in ("title", "note", "time_unknown")}
        return {"document": self.document_id(place), **said}

    def milestone(self, place: int) -> Facts:
        said = {"title": self.next(), "text": self.next(), "source": self.source(place)}
        kind = "held" if place % 2 else "planned"
        return {"id": f"milestone-{place}", "date": "2031-03-04", "kind": kind, **said}

    def status(self, place: int) -> Facts:
        said = {"title": self.next(), "definition": self.next()}
        return {"id": f"status-{place}", **said, "withdrawn": place == self.size - 1}

    def report(self, place: int) -> Facts:
        names = ("title", "short_title", "summary", "caveat")
        said = {name: self.next() for name in names}
        number = place // SHARE
        evidence = {f"tasks-{number}": [f"{place + 1}"], "confidence": "high", "reason": self.next()}
        paragraph = {
            "number": "1",
            "section": "1",
            "gist": self.next(),
            "documents": [self.document_id(place)],
            "evidence": [evidence],
            "notes": self.notes(),
        }
        return {
            "plan": f"plan-{number}",
            **said,
            "sections": [{"id": "1", "title": self.next(), "area": f"{place + 1}"}],
            "paragraphs": [paragraph],
            "source": self.source(place),
        }

    def succession(self, number: int) -> Facts:
        half = -(-self.size // (PLANS - 1))
        places = range((number - 1) * half, min(number * half, self.size))
        first = self.of_plan(number)[0]

        def link(place: int) -> Facts:
            turn, task = divmod(place - places[0], SHARE)
            ends = {"from": f"{task + 1}", "to": f"{first + turn + 1}"}
            return {**ends, "reason": self.next(), "source": self.source(place)}

        links = self.every(link, places)
        said = {"introduction": self.next_of_plan()}
        return {"earlier": "plan-0", "later": f"plan-{number}", **said, "links": links}

    def words(self, number: int) -> Facts:
        say = self.next_of_plan
        kinds = {"area": "beds", "commitment": "tasks", "clause": "wishes", "schedule": "seasons"}
        words = {
            kind: {"one": say(), "many": say(), "address": f"{word}-{number}"} for kind, word in kinds.items()
        }
        return {"plan": {"one": say(), "many": say()}, **words}

    def part(self, place: int) -> Facts:
        part = {"id": f"P{place}", "title": self.next(), "introduction": self.next(), "label": self.next()}
        return {**part, "within": f"P{place - 1}"} if place % SHARE % 3 == 2 else part

    def statement(self, place: int) -> Facts:
        said = {"title": self.next(), "summary": self.next()}
        return {"id": f"{place + 1}", **said, "source": self.source(place)}

    def source(self, place: int) -> Facts:
        document = self.document_id(place)
        return {"document": document, "part": self.next(), "paragraphs": [f"{place + 1}"], "row": self.next()}

    def notes(self) -> list[Facts]:
        return [{"kind": kind, "text": self.next()} for kind in ("unclear", "judgement")]

    def area(self, place: int) -> Facts:
        money = {"currency": "EUR", "min": 1, "max": 2, "considerations": self.next(), "note": self.next()}
        return {
            **self.statement(place),
            "introduction": [{"paragraph": f"{place + 1}"}],
            "resource_estimate": {**money, "source": self.source(place)},
            "notes": self.notes(),
        }

    def task(self, place: int) -> Facts:
        number = place // SHARE
        end, start, last = months(number)
        first = {"from": "2031-01", "to": end, "text": self.next()}
        second = {"from": start, "to": last, "text": self.next()}
        other = f"{number * SHARE + (1 if place % SHARE else 2)}"
        return {
            **self.statement(place),
            "area": f"{place + 1}",
            "source": self.source(place % (self.size - 1) + 1),  # not the one that its revision is about
            "refers_to": [{"paragraph": f"{number * SHARE + 1}", f"tasks-{number}": [other]}],
            "phases": [first, {**second, "presumed": ["to"], "reason": self.next()}],
            "status": f"status-{place % (self.size - 1)}",
            "as_of": "2031-06",
            "activities": [{"number": "1", "text": self.next()}],
            "revisions": self.revisions(place),
            "updates": [self.update(place)],
            "notes": self.notes(),
        }

    def revisions(self, place: int) -> list[Facts]:
        first: Facts = {name: self.next() for name in ("timing", "wording")}
        then: Facts = {"changes": ["reworded"], "change": self.next(), "notes": self.notes()}
        return [
            {"document": self.document_id(version), **said, "source": self.source(place)}
            for version, said in enumerate((first, then))
        ]

    def update(self, place: int) -> Facts:
        page = {"url": ADDRESSES[place % len(ADDRESSES)]}
        return {"date": "2031-02", "text": self.next(), **page, "source": self.source(place)}

    def gone(self, place: int) -> Facts:
        successor = f"{place // SHARE * SHARE + 1}"
        why: Facts = {"reason": self.next(), "replaced_by": [successor], "source": self.source(place)}
        reason: Facts = {**why, "keeps_page": True}
        said = {"title": self.next(), "summary": self.next()}
        return {
            "id": f"{self.size + place + 1}",
            **said,
            "status": f"status-{self.size - 1}",
            "as_of": "2031-06",
            "withdrawal": reason,
            "source": self.source(place % (self.size - 2) + 2),  # neither of the versions
        }

    def wish(self, place: int) -> Facts:
        number = place // SHARE
        relations = (self.texts[place], self.texts[(place + 1) % self.size])
        return {
            **self.statement(place),
            "kind": "clause",
            "known_as": self.next(),
            "part": f"P{place}",
            "linkages": [
                {f"tasks-{number}": [f"{place + 1}"], "relation": relations[0], "shared": place % 2 == 0},
                {"paragraphs": [f"{place + 1}"], "relation": relations[1]},
            ],
            "notes": self.notes(),
        }

    def document_id(self, place: int) -> str:
        """With a number, for its anchor is made of its letters and digits alone."""
        return f"{place} {self.texts[place]}"

    def document(self, place: int) -> Facts:
        url = {"url": ADDRESSES[place % len(ADDRESSES)]} if place % 2 else {}
        said = {"title": self.next(), "session": self.next(), "note": self.next()}
        former = {"former_ids": [f"former {self.document_id(place)}"]}
        return {"id": self.document_id(place), **former, **said, **url}

    def moved(self, place: int) -> Facts:
        return {"from": f"/glossary/#old-{place}", "date": "2031", "reason": self.next()}

    def term(self, place: int) -> Facts:
        said = {"meaning": self.next(), "note": self.next()}
        term = f"{place} {self.texts[place]}"
        return {"term": term, "former_ids": [f"former {term}"], **said, "source": self.source(place)}

    def discrepancy(self, place: int) -> Facts:
        number = f"{place + 1}"
        plan = place // SHARE
        concern = {"plan": f"plan-{plan}", "areas": [number], f"tasks-{plan}": [number], "clauses": [number]}
        said = {"title": self.next(), "reading": self.next()}
        statements = [{"says": self.next(), "source": self.source(place)} for _ in range(2)]
        reports = [{"report": f"report-{place}", "paragraphs": ["1"]}]
        return {
            "id": f"d{place}",
            **said,
            "statements": statements,
            "concerns": [concern],
            "reports": reports,
        }


HOME = """# Home

{{ link("plan-0") }}

| one | other |
|---|---|
%s

%s

## A heading with {{ link("tasks-0/4") }}
"""


CHANGES = """# Changes

{{ data_changes() }}
"""


def home(size: int) -> str:
    """A page by hand, with what the macros say in lists, cells and a heading."""
    addresses = [f"tasks-{place // SHARE}/{place + 1}" for place in range(size)]
    cells = [f'| {{{{ link("{address}") }}}} | other |' for address in addresses]
    items = [f'- {{{{ link("{address}") }}}}' for address in addresses]
    return HOME % ("\n".join(cells), "\n".join(items))
