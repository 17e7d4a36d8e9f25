"""Text from data is only ever text: whatever stands in a record is shown as written, and does nothing.

The data have the garden's shape, and strings that would be something to Jinja, Markdown, HTML, Mermaid, a
spreadsheet or a search in every text of every record.
"""

import csv
import io
import json
import re
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import cycle
from pathlib import Path
from typing import Any, NamedTuple, get_args
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser
from pydantic import BaseModel

from macros.build import build
from macros.graph import Plan
from macros.labels import label as cut
from macros.labels import written
from macros.model import Area, Clause, Commitment, Record, Report, Word
from macros.site import Site
from macros.unfurl.descriptions import cut as shortened
from tests.browser import open_page, serve
from tests.building import ROOT, build_site
from tests.crawl import broken_links

HOSTILE = (
    "{{ 7*7 }}",
    "{% raw %}",
    "{# gone #} {{ config }}",
    "<script>window.__owned=1</script>",
    "<img src=x onerror=window.__owned=2>",
    '"onmouseover="window.__owned=3" x="',
    "'onfocus='window.__owned=4' autofocus='",
    "a | b | c",
    "peas {: onclick=window.__owned=5 }",
    "peas { #stolen .stolen }",
    "C++ #5: 50%; done",
    "[x](javascript:window.__owned=6)",
    '![x](x.png "y")',
    "**bold** _thin_ ~~gone~~ ==marked==",
    "`code` ``more``",
    "</svg><script>window.__owned=7</script>",
    "]]> <![CDATA[ <b>bold</b>",
    "&lt;b&gt;bold&lt;/b&gt;",
    "&amp; &copy; &#60; &nbsp;",
    "section x",
    "%% note",
    "end",
    'click a href "javascript:window.__owned=8"',
    '--8<-- "LICENSE"',
    r"$x^2$ \(y\) \[z\] \n",
    "שלום עולם, مرحبا",
    "🌱 👩‍🌾 :bug: peas",
    "# heading",
    "- item",
    "1. first",
    "> quoted",
    "+1 plus",
    "~~~ fence",
    "```mermaid",
    "=1+1|'x'!A0",
    "@SUM(1,1)",
    "-2+3; and",
    "</title></style></textarea><script>window.__owned=9</script>",
    "<!-- hidden --> seen",
    "title: 2031-01-01, 3d",
    "javascript:window.__owned=10",
    "https://evil.example/?a=1&b=2 a@b.example",
    "[x]: https://evil.example *[HTML]: x [^1]",
    "!!! note",
    "---",
    ':::class A --> B; "]',
    'peas"]; click by-1 "javascript:window.__owned=11"',
)
"""A prime number of them: fields that take turns all meet every one."""
NAMES = {
    ("Source", "document"),
    ("Answer", "relation"),
    ("Concern", "plan"),
    ("Commitment", "status"),
    ("Version", "document"),
    ("Revision", "document"),
    ("Report", "plan"),
    ("ReportParagraph", "documents"),
    ("ReportConcern", "report"),
    ("Succession", "earlier"),
    ("Succession", "later"),
    ("Document", "former_ids"),
    ("Term", "former_ids"),
    ("Moved", "reason"),
}
"""Fields that repeat the id of another record, or that only a page at an old address says."""
PLANS = 3
TEXT_OF_PAGES = """async addresses => {
  const text = element => element.textContent.replace(/\\s+/g, ' ').trim();
  const read = (page, view) => {
    const all = selector => [...page.querySelectorAll(selector)].map(text);
    const meta = name => page.querySelector(`meta[${name}]`)?.content;
    const elements = [...page.querySelectorAll('*')];
    const ids = elements.map(one => one.getAttribute('id')).filter(id => id !== null);
    const seen = new Set();
    const targets = elements.map(one => one.getAttribute('href') || one.getAttribute('src') || '');
    const drawn = page.querySelectorAll('.diagram__wide');
    page.querySelectorAll('.headerlink').forEach(link => link.remove());
    return {
      owned: view.__owned ?? null,
      kinds: [...new Set(elements.flatMap(one => [one.localName,
        ...[...one.attributes].map(attribute => `${one.localName} ${attribute.name}`)]))],
      scripts: targets.filter(target => /^\\s*(javascript|data|vbscript):/i.test(target)),
      stolen: page.querySelectorAll('#stolen, .stolen').length,
      twice: ids.filter(id => !id || seen.has(id) || !seen.add(id)),
      headings: all('h1'),
      title: page.title,
      preview: meta('property="og:title"'),
      description: meta('name="description"'),
      crumbs: all('.breadcrumbs li'),
      tabs: all('.md-tabs__link'),
      nav: all('.site-nav a'),
      around: all('.md-footer__link .md-ellipsis'),
      article: text(page.querySelector('article')),
      rows: all('article th[scope=row], article th[scope=rowgroup]'),
      entries: all('article .rows > li > a'),
      columns: all('article th[scope=col], article th[scope=colgroup]'),
      contents: all('.md-nav--secondary .md-nav__link'),
      cells: page.querySelectorAll('article td[id]').length,
      network: all('.network__name > a'),
      marks: [...page.querySelectorAll('.matrix td a')].map(mark => mark.getAttribute('aria-label')),
      labels: [...drawn].flatMap(one => [...one.querySelectorAll('svg a[aria-label]')]).map(link =>
        [link.getAttribute('aria-label'), [...link.querySelectorAll('text')].map(text).join(' ')]),
      bars: [...drawn].flatMap(one => [...one.querySelectorAll('rect.task')]).map(bar =>
        [...bar.parentNode.querySelectorAll('text')].map(text).join(' ')),
    };
  };
  const open = async address => {
    // The theme's own files would take longer than all the rest; whatever else can run does run.
    const html = (await (await fetch(address)).text()).replace(/<script src|<link rel="stylesheet"/g, '<i x');
    const frame = document.createElement('iframe');
    Object.assign(frame, {hidden: true, srcdoc: html});
    await new Promise(loaded => { frame.onload = loaded; document.body.append(frame); });
    const found = read(frame.contentDocument, frame.contentWindow);
    frame.remove();
    return found;
  };
  const found = [];
  for (let place = 0; place < addresses.length; place += 6) {
    found.push(...await Promise.all(addresses.slice(place, place + 6).map(open)));
  }
  return found;
}"""

Say = Callable[[], str]
Facts = dict[str, Any]


class Pages(NamedTuple):
    """What a browser makes of each page, by its address, in a hostile site and in a tame one."""

    hostile: dict[str, Facts]
    tame: dict[str, Facts]


def months(number: int) -> tuple[str, str, str]:
    """When the first phase of a plan's tasks ends, and the second begins and ends: a month has a page."""
    return ("2031-05", "2031-07", "2031-12") if number == 0 else ("2031-01", "2031-03", "2031-03")


class Garden:
    """Writes data of the garden's shape in which each text is the next of `texts`."""

    def __init__(self, texts: tuple[str, ...], plans: int, size: int) -> None:
        self.texts, self.plans, self.size = texts, plans, size
        self.next: Say = cycle(texts).__next__
        # Of their own, for there are fewer plans than texts.
        self.next_of_plan: Say = cycle(texts).__next__

    def write(self, folder: Path) -> Path:
        files: dict[str, Any] = {
            "documents.yml": [self.document(place) for place in range(self.size)],
            "glossary.yml": [self.term(place) for place in range(self.size)],
            "discrepancies.yml": [self.discrepancy(place) for place in range(self.size)],
            "statuses.yml": [self.status(place) for place in range(self.size)],
            "moved.yml": [self.moved(place) for place in range(self.size)],
            **{f"reports/report-{place}.yml": self.report(place) for place in range(self.size)},
        }
        if self.plans > 1:
            files["continuations.yml"] = [self.succession(number) for number in range(1, self.plans)]
        for number in range(self.plans):
            files |= self.plan_files(number, self.size if number == 0 else 2)
        for name, content in files.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(json.dumps(content, ensure_ascii=False), "utf-8")
        return folder

    def plan_files(self, number: int, size: int) -> dict[str, Any]:
        folder = f"plans/plan-{number}"
        tasks = {
            f"{folder}/tasks-{number}/{place + 1}.yml": self.task(number, place) for place in range(size)
        }
        gone = {
            f"{folder}/tasks-{number}/{size + place + 1}.yml": self.gone(size + place)
            for place in range(size)
        }
        return {
            f"{folder}/plan.yml": self.plan(number, size),
            f"{folder}/areas.yml": [self.area(place) for place in range(size)],
            f"{folder}/wishes-{number}.yml": [self.wish(number, place) for place in range(size)],
            **tasks,
            **gone,
        }

    def plan(self, number: int, size: int) -> Facts:
        say = self.next_of_plan
        return {
            "title": say(),
            "short_title": say(),
            "summary": say(),
            "address": f"plan-{number}",
            "unit": "month",
            "period": {"from": "2031-01", "to": months(number)[-1]},
            "words": self.words(number),
            "relations": [
                {
                    "id": self.texts[place],
                    "forward": self.next(),
                    "inverse": self.next(),
                    "former": place % 5 == 4,
                }
                for place in range(self.size)
            ],
            "parts": [self.part(place) for place in range(size)],
            "goals": [self.statement(place) for place in range(size)],
            "principles": [self.statement(place) for place in range(size)],
            "paragraphs": [{"number": f"{place + 1}", "gist": self.next()} for place in range(self.size)],
            "sections": [self.section(place) for place in range(size)],
            "tables": [self.table(place) for place in range(size)],
            "theory": self.theory(size),
            "versions": [self.version(place) for place in range(2)],
            "milestones": [self.milestone(place) for place in range(size)],
            "reporting": say(),
            "source": self.source(0),
        }

    def section(self, place: int) -> Facts:
        said = {"title": self.next(), "introduction": self.next()}
        return {"id": f"section-{place}", **said, "statements": [self.statement(place)]}

    def table(self, place: int) -> Facts:
        said = {"title": self.next(), "introduction": self.next(), "columns": [self.next(), self.next()]}
        rows = [{"name": self.next(), "cells": [self.next()]}]
        return {"id": f"table-{place}", **said, "rows": rows, "source": self.source(place)}

    def theory(self, size: int) -> Facts:
        say = self.next_of_plan
        stages = [
            {
                "id": f"stage-{place}",
                "title": self.next(),
                "summary": self.next(),
                "ideas": [{"id": "1", "title": self.next(), "text": self.next()}],
            }
            for place in range(size)
        ]
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
        evidence = {"tasks-0": [f"{place + 1}"], "confidence": "high", "reason": self.next()}
        paragraph = {
            "number": "1",
            "section": "1",
            "gist": self.next(),
            "documents": [self.document_id(place)],
            "evidence": [evidence],
            "notes": self.notes(),
        }
        return {
            "plan": "plan-0",
            **said,
            "sections": [{"id": "1", "title": self.next(), "area": f"{place + 1}"}],
            "paragraphs": [paragraph],
            "source": self.source(place),
        }

    def succession(self, number: int) -> Facts:
        links = [
            {"from": f"{place + 1}", "to": "1", "reason": self.next(), "source": self.source(place)}
            for place in range(self.size)
        ]
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
        return {**part, "within": f"P{place - 1}"} if place % 3 == 2 else part

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

    def task(self, number: int, place: int) -> Facts:
        end, start, last = months(number)
        first = {"from": "2031-01", "to": end, "text": self.next()}
        second = {"from": start, "to": last, "text": self.next()}
        other = "2" if place == 0 else "1"
        return {
            **self.statement(place),
            "area": f"{place + 1}",
            "source": self.source(place % (self.size - 1) + 1),  # not the one that its revision is about
            "refers_to": [{"paragraph": "1", f"tasks-{number}": [other]}],
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
        page = {"url": "https://example.org/{{7*7}}?a=1&b={%|x|%}"}
        return {"date": "2031-02", "text": self.next(), **page, "source": self.source(place)}

    def gone(self, place: int) -> Facts:
        inner = place % self.size
        why: Facts = {"reason": self.next(), "replaced_by": ["1"], "source": self.source(inner)}
        reason: Facts = {**why, "keeps_page": True}
        said = {"title": self.next(), "summary": self.next()}
        return {
            "id": f"{place + 1}",
            **said,
            "status": f"status-{self.size - 1}",
            "as_of": "2031-06",
            "withdrawal": reason,
            "source": self.source(inner % (self.size - 2) + 2),  # neither of the versions
        }

    def wish(self, number: int, place: int) -> Facts:
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
        url = {"url": "https://example.org/{{7*7}}?a=1&b={%|x|%}"} if place % 2 else {}
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
        concern = {"plan": "plan-0", "areas": [number], "tasks-0": [number], "clauses": [number]}
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


def home(size: int) -> str:
    """A page by hand, with what the macros say in lists, cells and a heading."""
    addresses = [f"tasks-0/{place + 1}" for place in range(size)]
    cells = [f'| {{{{ link("{address}") }}}} | other |' for address in addresses]
    items = [f'- {{{{ link("{address}") }}}}' for address in addresses]
    return HOME % ("\n".join(cells), "\n".join(items))


def site_of(folder: Path, garden: Garden) -> Path:
    data = garden.write(folder / "data")
    (folder / "docs").mkdir()
    (folder / "docs" / "index.md").write_text(home(garden.size), "utf-8")
    return build_site(folder / "site", {"DATA_DIR": str(data), "DOCS_DIR": str(folder / "docs")})


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Where the hostile site and the tame one are built, with their data."""
    names = ("hostile", "tame")
    hostile, tame = (tmp_path_factory.mktemp(name) for name in names)
    words = tuple(f"word {place} of a plan" for place in range(4))
    with ThreadPoolExecutor() as pool:
        gardens = (Garden(HOSTILE, PLANS, len(HOSTILE)), Garden(words, 2, len(words)))
        list(pool.map(site_of, (hostile, tame), gardens))
    return hostile, tame


@pytest.fixture(scope="module")
def built(folders: tuple[Path, Path]) -> Path:
    return folders[0] / "site"


@pytest.fixture(scope="module")
def site(folders: tuple[Path, Path]) -> Site:
    return build(folders[0] / "data")


@pytest.fixture(scope="module")
def url(built: Path) -> Iterator[str]:
    with serve(built) as address:
        yield address


@pytest.fixture(scope="module")
def pages(folders: tuple[Path, Path], browser: Browser) -> Pages:
    hostile, tame = (look(browser, folder / "site") for folder in folders)
    return Pages(hostile, tame)


def look(browser: Browser, folder: Path) -> dict[str, Facts]:
    files = sorted(file.relative_to(folder).as_posix() for file in folder.rglob("index.html"))
    addresses = [file.removesuffix("index.html") for file in files]
    with serve(folder) as url, open_page(browser, f"{url}data/plans.json", until="load") as visit:
        found = visit.page.evaluate(TEXT_OF_PAGES, [f"{url}{address}" for address in addresses])
    return dict(zip(addresses, found, strict=True))


def shown(text: str) -> str:
    """As a browser shows it: runs of spaces are one."""
    return " ".join(text.split())


def capital(word: str) -> str:
    return word[:1].upper() + word[1:]


def named(word: Word, record: Area | Commitment | Clause) -> str:
    return shown(f"{capital(word.one)} {record.id}: {record.title}")


class Expected(NamedTuple):
    """What the page of a record has to say, besides the record itself."""

    heading: str
    crumbs: list[str]
    record: Area | Commitment | Clause


def record_pages(site: Site) -> dict[str, Expected]:
    """By address."""
    return {address: page for plan in site.plans.values() for address, page in pages_of(plan)}


def pages_of(plan: Plan) -> Iterator[tuple[str, Expected]]:
    words, home = plan.words, ["Home", shown(plan.record.short_title)]
    for area in plan.areas.values():
        crumbs = [*home, shown(capital(words.area.many))]
        yield f"{words.area.address}/{area.id}/", Expected(named(words.area, area), crumbs, area)
    for one in plan.commitments.values():
        crumbs = [*home, named(words.area, plan.areas[one.area or ""])]
        yield f"{words.commitment.address}/{one.id}/", Expected(named(words.commitment, one), crumbs, one)
    for clause in plan.clauses.values():
        crumbs = [*home, shown(capital(words.clause.many))]
        yield f"{words.clause.address}/{clause.id}/", Expected(named(words.clause, clause), crumbs, clause)


def texts(record: BaseModel) -> Iterator[tuple[str, str, str]]:
    """Every text in a record, with the kind of record and the field that hold it."""
    for name, value in record:
        kind = type(record).__name__
        for inner in value if isinstance(value, tuple) else (value,):
            if isinstance(inner, str) and is_text(type(record), name):
                yield kind, name, inner
            elif isinstance(inner, BaseModel):
                yield from texts(inner)


def is_text(model: type[BaseModel], name: str) -> bool:
    """The model takes spaces from both ends of what is text, and of nothing else."""
    field = model.model_fields[name]
    return any(getattr(one, "strip_whitespace", False) for one in (*field.metadata, *parts(field.annotation)))


def parts(annotation: object) -> Iterator[object]:
    for part in get_args(annotation):
        yield part
        yield from parts(part)


def all_records(site: Site) -> Iterator[BaseModel]:
    yield from (*site.documents.values(), *site.terms, *site.discrepancies.values())
    yield from (*site.moved, *site.statuses.values(), *site.reports.values(), *site.successions)
    for plan in site.plans.values():
        yield plan.record
        for table in (plan.areas, plan.every_commitment, plan.clauses):
            yield from table.values()


def words_of(record: BaseModel) -> set[str]:
    """The texts that a record's page has to show; the names of other records are shown in full elsewhere."""
    return {shown(text) for kind, name, text in texts(record) if (kind, name) not in NAMES}


def test_every_text_of_every_kind_of_record_is_hostile(site: Site) -> None:
    """A field that is new in the model has to be filled here too."""
    fields = {
        (model.__name__, name)
        for model in Record.__subclasses__()
        for name in model.model_fields
        if is_text(model, name)
    }
    said: dict[tuple[str, str], set[str]] = {}
    for record in all_records(site):
        for kind, name, text in texts(record):
            said.setdefault((kind, name), set()).add(text)
    assert said.keys() == fields
    few = ("PlanRecord", "Word", "Noun", "Theory", "Succession", "Version")
    of_plans = {field for field in fields - NAMES if field[0] in few}
    assert not {field for field in fields - of_plans - NAMES if len(said[field]) < len(HOSTILE)}
    assert set().union(*(said[field] for field in of_plans)) >= set(HOSTILE)


def test_no_script_of_the_data_runs_on_any_page(pages: Pages) -> None:
    assert len(pages.hostile) > 3 * len(HOSTILE)
    assert {address: one["owned"] for address, one in pages.hostile.items() if one["owned"] is not None} == {}


def test_no_text_becomes_an_element_an_attribute_or_an_address(pages: Pages) -> None:
    """Nothing is there that isn't on the same pages where every text is a plain word."""
    tame = {kind for one in pages.tame.values() for kind in one["kinds"]}
    for address, one in pages.hostile.items():
        assert set(one["kinds"]) - tame == set(), address
        assert (one["scripts"], one["stolen"]) == ([], 0), address


def test_no_id_stands_twice_on_a_page(pages: Pages) -> None:
    assert {address: one["twice"] for address, one in pages.hostile.items() if one["twice"]} == {}


def test_no_link_is_broken_by_what_a_text_says(built: Path) -> None:
    assert broken_links(built) == []


def test_headings_titles_and_previews_show_the_text_as_written(site: Site, pages: Pages) -> None:
    for address, expected in record_pages(site).items():
        found, heading = pages.hostile[address], expected.heading
        assert found["headings"] == [heading], address
        assert (found["title"], found["preview"]) == (f"{heading} – Supply chain promises", heading), address
        spoken = " ".join((getattr(expected.record, "summary", None) or expected.record.title).split())
        # What is short or said twice stands behind the page's name, what is long is cut.
        assert found["description"] in (shortened(spoken), shortened(f"{heading}: {spoken}")), address


def test_a_plans_own_pages_show_its_words_as_written(site: Site, pages: Pages) -> None:
    for plan in site.plans.values():
        record, words = plan.record, plan.words
        headings = {
            f"{record.address}/": record.title,
            f"{record.address}/timeline/": f"Timeline: {record.short_title}",
            f"{record.address}/matrix/": f"{capital(words.clause.many)} by {words.commitment.many}",
            f"{record.address}/map/": f"Map: {record.short_title}",
            f"{record.address}/coverage/": f"Coverage: {record.short_title}",
            f"{record.address}/versions/": f"Versions: {record.short_title}",
            f"{record.address}/timeline/2031-03/": f"2031-03: what was planned ({record.short_title})",
            f"{record.address}/theory-of-change/": record.theory.title if record.theory else "",
        }
        for word in (words.area, words.commitment, words.clause):
            headings[f"{word.address}/"] = f"{capital(word.many)}: {record.short_title}"
        for address, heading in headings.items():
            assert pages.hostile[address]["headings"] == [shown(heading)], address


def test_breadcrumbs_show_the_text_as_written(site: Site, pages: Pages) -> None:
    for address, expected in record_pages(site).items():
        assert pages.hostile[address]["crumbs"] == expected.crumbs, address


def test_tabs_and_navigation_show_the_text_as_written(site: Site, pages: Pages) -> None:
    names = [shown(plan.record.short_title) for plan in site.plans.values()]
    for plan in site.plans.values():
        found = pages.hostile[f"{plan.record.address}/"]
        assert found["tabs"] == ["Home", "Years", *names, "About"]
        kinds = (plan.words.area, plan.words.commitment, plan.words.clause)
        assert {*names, *(shown(capital(word.many)) for word in kinds)} <= set(found["nav"])


def test_links_to_the_pages_before_and_after_show_the_text_as_written(site: Site, pages: Pages) -> None:
    clauses = list(site.plans["plan-0"].clauses.values())
    word = site.plans["plan-0"].words.clause
    for before, one, after in zip(clauses, clauses[1:], clauses[2:], strict=False):
        found = pages.hostile[f"wishes-0/{one.id}/"]["around"]
        assert found == [named(word, before), named(word, after)]


def test_the_page_of_a_record_shows_every_text_of_it_as_written(site: Site, pages: Pages) -> None:
    for address, expected in record_pages(site).items():
        article = pages.hostile[address]["article"]
        assert not {text for text in words_of(expected.record) if text not in article}, address


def test_the_lists_of_the_site_show_every_text_as_written(site: Site, pages: Pages) -> None:
    lists: dict[str, list[BaseModel]] = {
        "documents/": list(site.documents.values()),
        "glossary/": [*site.terms, *site.statuses.values()],
        "discrepancies/": list(site.discrepancies.values()),
    }
    for address, records in lists.items():
        article = pages.hostile[address]["article"]
        said = {text for record in records for text in words_of(record)}
        assert not {text for text in said if text not in article}, address


def test_the_page_of_a_plan_shows_every_text_of_it_as_written(site: Site, pages: Pages) -> None:
    for plan in site.plans.values():
        record = plan.record
        article = pages.hostile[f"{record.address}/"]["article"]
        listed = (*record.sections, *record.tables, *record.versions, *record.milestones)
        stated = (*record.goals, *record.principles, *record.paragraphs, *listed, record.source)
        said = {record.title, record.summary}.union(*map(words_of, stated))
        assert not {text for text in said if shown(text) not in article}
        clauses = pages.hostile[f"{plan.words.clause.address}/"]["article"]
        assert not {text for part in record.parts for text in words_of(part) if text not in clauses}


def test_a_withdrawn_record_and_a_report_show_every_text_of_them_as_written(site: Site, pages: Pages) -> None:
    plan = site.plans["plan-0"]
    records: dict[str, BaseModel] = {
        **{f"tasks-0/{one.id}/": one for one in plan.withdrawn.values()},
        **{f"reports/{name}/": report for name, report in site.reports.items()},
    }
    assert len(records) == 2 * len(HOSTILE)
    for address, record in records.items():
        article = pages.hostile[address]["article"]
        said = words_of(record) - ({shown(record.short_title)} if isinstance(record, Report) else set())
        assert not {text for text in said if text not in article}, address


def test_what_reports_and_other_plans_say_of_a_record_stands_on_its_page(site: Site, pages: Pages) -> None:
    for place in range(1, len(HOSTILE) + 1):
        article = pages.hostile[f"tasks-0/{place}/"]["article"]
        report = site.reports[f"report-{place - 1}"]
        said = [report.short_title, report.caveat, report.paragraphs[0].gist]
        said += [one.reason for one in report.paragraphs[0].evidence]
        said += [link.reason for _, link in site.later("plan-0", f"{place}")]
        assert not [text for text in said if shown(text) not in article], place


def test_versions_theory_and_continuations_show_every_text_of_them_as_written(
    site: Site, pages: Pages
) -> None:
    plan = site.plans["plan-0"]
    theory = plan.record.theory
    assert theory is not None
    said: dict[str, set[str]] = {
        "plan-0/theory-of-change/": words_of(theory),
        "plan-0/versions/": {text for one in plan.record.versions for text in words_of(one)},
    }
    for one in site.successions:
        said[f"plan-0/continued-by/{one.later}/"] = words_of(one)
    for address, those in said.items():
        assert those
        assert not {text for text in those if text not in pages.hostile[address]["article"]}, address


def test_the_theory_of_change_shows_its_labels_as_written(site: Site, pages: Pages) -> None:
    theory, found = site.plans["plan-0"].record.theory, pages.hostile["plan-0/theory-of-change/"]
    assert theory is not None
    names = {shown(stage.title): shown(stage.title) for stage in theory.stages}
    names |= {
        shown(one.title): shown(f"{one.id} {one.title}") for stage in theory.stages for one in stage.ideas
    }
    labels = [(name, label.replace(" ", "")) for name, label in found["labels"]]
    assert len(labels) == 2 * len(HOSTILE)
    wrong = [
        (name, label)
        for name, label in labels
        if not is_cut(label, names[name].replace(" ", "")) and not is_cut(label, name.replace(" ", ""))
    ]
    assert not wrong


def test_relations_are_shown_as_written_from_both_ends(site: Site, pages: Pages) -> None:
    plan = site.plans["plan-0"]
    for linkage in plan.linkages:
        relation = plan.relations[linkage.relation]
        forward = pages.hostile[f"wishes-0/{linkage.clause}/"]["article"]
        inverse = pages.hostile[f"tasks-0/{linkage.commitment}/"]["article"]
        assert shown(capital(relation.forward)) in forward
        assert f"{shown(plan.words.commitment.one)} {shown(relation.inverse)}:" in inverse


def test_tables_have_a_row_for_each_record_named_as_written(site: Site, pages: Pages) -> None:
    plan = site.plans["plan-0"]
    beds = [named(plan.words.area, one) for one in plan.areas.values()]
    tasks = [named(plan.words.commitment, one) for one in plan.commitments.values()]
    called = capital(plan.words.commitment.one)
    listed = [shown(f"{called} {one.id} {one.title}") for one in plan.every_commitment.values()]
    wishes = [shown(f"{one.id} {one.title}") for one in plan.clauses.values()]
    assert pages.hostile["tasks-0/"]["entries"] == listed
    assert pages.hostile["wishes-0/"]["entries"] == wishes
    assert [row for row in pages.hostile["plan-0/"]["rows"] if row in beds] == beds
    assert pages.hostile["plan-0/map/"]["rows"] == tasks
    assert pages.hostile["plan-0/timeline/"]["rows"] == [
        row for pair in zip(beds, tasks, strict=True) for row in pair
    ]


def test_the_matrix_shows_its_headers_as_written_and_has_every_cell(site: Site, pages: Pages) -> None:
    plan, found = site.plans["plan-0"], pages.hostile["plan-0/matrix/"]
    columns = [
        shown(f"{capital(plan.words.commitment.one)} {one.id} {one.title}")
        for one in plan.commitments.values()
    ]
    groups = [shown(f"{capital(plan.words.area.one)} {one.id} {one.title}") for one in plan.areas.values()]
    rows = [shown(f"{one.id} {one.title}") for one in plan.clauses.values()]
    assert found["columns"] == [shown(capital(plan.words.clause.one)), *groups, "paragraph", *columns]
    assert [row for row in found["rows"] if row in rows] == rows
    assert found["cells"] == len(HOSTILE) ** 2
    assert len(found["marks"]) == 2 * len(HOSTILE)
    for linkage in plan.linkages:
        forward = plan.relations[linkage.relation].forward
        said = f"{linkage.clause} {forward} {capital(plan.words.commitment.one)} {linkage.commitment}"
        assert any(shown(mark).startswith(shown(said)) for mark in found["marks"])


def is_cut(label: str, text: str) -> bool:
    """A drawing shows all of a text, or its beginning."""
    return label == text or (label.endswith("…") and text.startswith(label[:-1]))


def test_the_timeline_shows_its_labels_as_written_and_has_every_bar(site: Site, pages: Pages) -> None:
    plan, found = site.plans["plan-0"], pages.hostile["plan-0/timeline/"]
    rows: list[tuple[str, str]] = [
        (shown(one.title), shown(f"M{number} {one.date} {one.title}"))
        for number, one in enumerate(plan.record.milestones, start=1)
    ]
    for area, one in zip(plan.areas.values(), plan.commitments.values(), strict=True):
        rows += [(named(plan.words.area, area),) * 2]
        status = site.statuses[one.status or ""].title
        name = shown(f"{named(plan.words.commitment, one)} ({status})")
        rows += [(name, shown(f"{one.id} {one.title}"))]
    assert [name for name, _ in found["labels"]] == [name for name, _ in rows]
    assert [
        label for (_, label), (_, text) in zip(found["labels"], rows, strict=True) if not is_cut(label, text)
    ] == []
    phases = [shown(phase.text or "") for one in plan.commitments.values() for phase in one.phases]
    assert len(phases) == 2 * len(HOSTILE)
    bars = found["bars"][-len(phases) :]
    assert len(found["bars"]) - len(bars) == len(plan.record.milestones) == len(HOSTILE)
    wrong = [(bar, text) for bar, text in zip(bars, phases, strict=True) if bar and not is_cut(bar, text)]
    assert not wrong


def test_the_map_shows_its_titles_as_written(site: Site, pages: Pages) -> None:
    plan, found = site.plans["plan-0"], pages.hostile["plan-0/map/"]
    assert found["network"] == [shown(f"{one.id} {one.title}") for one in plan.commitments.values()]


def test_a_page_by_hand_shows_what_its_macros_say_as_written(site: Site, pages: Pages) -> None:
    plan, found = site.plans["plan-0"], pages.hostile[""]
    names = [named(plan.words.commitment, one) for one in plan.commitments.values()]
    assert not [name for name in names if f"{name} other" not in found["article"]]
    assert set(found["contents"]) == {f"A heading with {names[3]}"}


def strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from strings(inner)


def published(built: Path, *names: str) -> set[str]:
    files = [built / "data" / f"{name}.json" for name in names]
    return {text for file in files for text in strings(json.loads(file.read_text("utf-8")))}


def test_published_json_holds_every_text_exactly(site: Site, built: Path) -> None:
    shared: tuple[BaseModel, ...] = (*site.documents.values(), *site.terms, *site.discrepancies.values())
    shared += tuple(site.statuses.values())
    said = published(built, "documents", "glossary", "discrepancies", "plans", "statuses")
    plans = [plan.record for plan in site.plans.values()]
    assert not {text for one in (*shared, *plans) for _, _, text in texts(one)} - said
    for plan in site.plans.values():
        said = published(built, *(f"{plan.id}/{name}" for name in ("areas", "commitments", "clauses")))
        records = (*plan.areas.values(), *plan.every_commitment.values(), *plan.clauses.values())
        assert not {text for one in records for _, _, text in texts(one)} - said


def defused(text: str) -> str:
    return f"'{text}" if text[0] in "=+-@" else text


def test_published_csv_holds_every_title_and_no_formula(site: Site, built: Path) -> None:
    plan = site.plans["plan-0"]
    tables: dict[str, dict[str, Any]] = {
        "areas": dict(plan.areas),
        "commitments": plan.every_commitment,
        "clauses": dict(plan.clauses),
    }
    for name, records in tables.items():
        content = (built / "data" / plan.id / f"{name}.csv").read_text("utf-8")
        rows = list(csv.DictReader(io.StringIO(content)))
        assert [row["title"] for row in rows] == [defused(one.title) for one in records.values()]
        assert not [cell for row in rows for cell in row.values() if re.match(r"[=+\-@\t\r]", cell)]


KINDS = ["", "plan-0/", "plan-0/timeline/", "plan-0/matrix/"]
KINDS += ["beds-0/1/", "tasks-0/1/", "wishes-0/1/", "discrepancies/", "reports/report-0/"]
KINDS += ["plan-0/versions/", "plan-0/theory-of-change/", "plan-0/continued-by/plan-1/"]


@pytest.mark.parametrize("address", KINDS)
def test_the_themes_scripts_run_no_script_of_the_data(browser: Browser, url: str, address: str) -> None:
    with open_page(browser, url + address, until="load") as visit:
        visit.page.on("dialog", lambda dialog: pytest.fail(f"A dialog: {dialog.message}"))
        visit.page.mouse.move(640, 450)
        visit.page.keyboard.press("Tab")
        assert visit.page.evaluate("window.__owned") is None
        visit.assert_quiet()


FOUND = """query => [...document.querySelectorAll('.md-search-result__item')].map(item =>
  item.querySelector(`a[href*="h=${query}"]`) && item.querySelector('h1, h2').textContent)"""


def test_the_search_shows_titles_as_written_and_runs_no_script(
    browser: Browser, url: str, pages: Pages
) -> None:
    known = {heading for one in pages.hostile.values() for heading in one["headings"]}
    with open_page(browser, url, until="load") as visit:
        box = visit.page.locator("input[name=query]")
        for query, text in {"onerror": HOSTILE[4], "cdata": HOSTILE[16], "config": HOSTILE[2]}.items():
            box.fill("")
            box.press_sequentially(query)
            visit.page.locator(f'.md-search-result__item a[href*="h={query}"]').first.wait_for()
            titles = visit.page.evaluate(FOUND, query)
            assert [title for title in titles if text in title]
            assert {shown(title) for title in titles} <= known
        results = visit.page.locator(".md-search-result__list")
        assert results.locator("img, script, b, svg:not(.md-icon svg)").count() == 0
        assert visit.page.evaluate("window.__owned") is None
        visit.assert_quiet()


def test_the_matrix_reads_out_texts_and_addresses_as_written(
    browser: Browser, url: str, site: Site, pages: Pages
) -> None:
    plan = site.plans["plan-0"]
    script = quote("<img src=x onerror=window.__owned=12>")
    address = f"{url}plan-0/matrix/?text={script}&area={script}#5--5"
    with open_page(browser, address, until="load") as visit:
        reading = shown(visit.page.locator(".matrix__reading").text_content() or "")
        assert reading.endswith(shown(f"{plan.clauses['5'].title} · {plan.commitments['5'].title}"))
        assert any(reading.startswith(shown(mark)) for mark in pages.hostile["plan-0/matrix/"]["marks"])
        assert visit.page.locator(".matrix img").count() == 0
        assert visit.page.evaluate("window.__owned") is None


DRAW = """async () => {
  mermaid.initialize({ startOnLoad: false, securityLevel: 'strict' });
  const drawing = document.createElement('div');
  const text = document.querySelector('.diagram__source code').textContent;
  const { svg } = await mermaid.render('drawing', text);
  document.body.append(drawing);
  drawing.innerHTML = svg;
  return {
    labels: [...drawing.querySelectorAll('text.sectionTitle, g.node')].map(label => label.textContent),
    bars: drawing.querySelectorAll('rect.task[id*="bar-"]').length,
    strange: drawing.querySelectorAll('a, img, script, foreignObject').length,
  };
}"""
MERMAID = ROOT / "docs" / "assets" / "vendor" / "mermaid" / "mermaid.min.js"


@pytest.mark.parametrize(
    ("address", "bars"),
    [("plan-0/timeline/", 3 * len(HOSTILE)), ("plan-0/map/", 0), ("plan-0/theory-of-change/", 0)],
)
def test_mermaid_in_a_browser_shows_the_text_as_written_and_runs_no_script(
    browser: Browser, url: str, pages: Pages, address: str, bars: int
) -> None:
    """Where the diagrams are left to the reader's browser, it gets the same Mermaid text."""
    with open_page(browser, url + address, until="load") as visit:
        visit.page.add_script_tag(path=MERMAID)
        found = visit.page.evaluate(DRAW)
        assert (found["bars"], found["strange"]) == (bars, 0)
        drawn_here = [label for _, label in pages.hostile[address]["labels"]]
        if "map" in address:  # its source alone is for Mermaid, which cuts long titles
            drawn_here = [written(cut(one, 90)) for one in pages.hostile[address]["network"]]
        if "theory" in address:  # the frames around its boxes are links too
            drawn_here = [label for label in drawn_here if label.startswith("1 ")]
        headings = {"Milestones"}
        labels = [written(label) for label in found["labels"] if written(label) not in headings]
        assert [label.replace(" ", "") for label in labels] == [
            label.replace(" ", "") for label in drawn_here
        ]
        assert visit.page.evaluate("window.__owned") is None
        visit.assert_quiet()


RIGHT_TO_LEFT = """() => {
  const edges = (range) => [...range.getClientRects()].filter(({ width }) => width)
  const around = (link, words, start) => {
    const range = document.createRange()
    range.setStart(words, start)
    range.setEnd(words, start + 1)
    return edges(range)[0]
  }
  return [...document.querySelectorAll('article a')].flatMap((link) => {
    const after = link.nextSibling
    if (!/[\u0590-\u06ff]/.test(link.textContent) || after?.nodeType !== Node.TEXT_NODE) return []
    const start = after.data.search(/\\S/)
    const [end, next] = [[...link.getClientRects()].at(-1), start >= 0 && around(link, after, start)]
    if (!end || !next || Math.abs(end.top - next.top) > 8) return []
    return [{ link: link.textContent, next: after.data[start], stands: next.left >= end.right - 1 }]
  })
}"""
"""Of links that run from right to left: whether what follows on the same line stands to their right."""


def test_names_that_run_from_right_to_left_leave_what_follows_in_its_place(
    browser: Browser, url: str
) -> None:
    place = next(place for place, text in enumerate(HOSTILE, 1) if "\u05e9" in text)
    found = []
    with open_page(browser, url, until="load") as visit:
        for address in (f"beds-0/{place}/", f"tasks-0/{place}/", f"wishes-0/{place}/", "discrepancies/"):
            visit.page.goto(url + address)
            found += visit.page.evaluate(RIGHT_TO_LEFT)
    assert len(found) > 2
    assert not [one for one in found if not one["stands"]]
