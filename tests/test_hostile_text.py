"""Text from data is only ever text: whatever stands in a record is shown as written, and does nothing.

Two sites of the same shape are built: one has the attacks of tests/hostile/attacks.yml in every text of
every record, the other a tame word of its own in each place. Page by page and file by file they have to be
alike but for what is written.
"""

import re
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple, get_args
from urllib.parse import quote

import feedparser
import pytest
import vobject
from playwright.sync_api import Browser, Dialog, Response, Route
from pydantic import BaseModel

from macros.build import build
from macros.identifiers import name_anchor
from macros.labels import label as cut
from macros.labels import written
from macros.model import Area, Clause, Commitment, Record, Word
from macros.site import Site
from tests.browser import open_page, serve
from tests.building import ROOT, build_site
from tests.crawl import broken_links
from tests.hostile.corpus import attacks
from tests.hostile.corpus import texts as hostile_texts
from tests.hostile.files import KINDS, Expected, unlike
from tests.hostile.garden import CHANGES, PLANS, SHARE, Facts, Garden, home

HOME = "https://promises.example/"
READING = Path(__file__).parent / "hostile" / "reading.js"
FEW = ("PlanRecord", "Word", "Noun", "Theory", "Succession", "Version")
"""Of these there are fewer than texts: they share them."""


UNSEEN = {("Noun", "many"), ("PlanRecord", "reporting")}
"""Fields that these data show on no page: there are reports to show instead."""


class Pages(NamedTuple):
    """What a browser makes of each page of the hostile site, by its address."""

    found: dict[str, Facts]
    asked: list[str]
    """The address of every request that was made meanwhile."""
    refused: list[str]
    """Those that led nowhere."""
    dialogs: list[str]


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


def write_and_build(folder: Path, garden: Garden) -> None:
    data = garden.write(folder / "data")
    (folder / "docs").mkdir()
    (folder / "docs" / "index.md").write_text(home(garden.size), "utf-8")
    (folder / "docs" / "changes.md").write_text(CHANGES, "utf-8")
    settings = {"DATA_DIR": str(data), "DOCS_DIR": str(folder / "docs"), "SITE_URL": HOME}
    build_site(folder / "site", settings)


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[str]]:
    """Where the hostile site and the tame one stand beside one another, and what the tame words stand for."""
    folder = tmp_path_factory.mktemp("hostile")
    gardens = {name: Garden(hostile_texts(), tame=name == "tame") for name in ("hostile", "tame")}
    with ThreadPoolExecutor() as pool:
        for name in gardens:
            (folder / name).mkdir()
        list(pool.map(lambda name: write_and_build(folder / name, gardens[name]), gardens))
    return folder, gardens["tame"].said


@pytest.fixture(scope="module")
def folder(said: tuple[Path, list[str]]) -> Path:
    return said[0]


@pytest.fixture(scope="module")
def built(folder: Path) -> Path:
    return folder / "hostile" / "site"


@pytest.fixture(scope="module")
def site(folder: Path) -> Site:
    return build(folder / "hostile" / "data")


@pytest.fixture(scope="module")
def both_url(folder: Path) -> Iterator[str]:
    with serve(folder) as address:
        yield address


@pytest.fixture(scope="module")
def url(both_url: str) -> str:
    return f"{both_url}hostile/site/"


@pytest.fixture(scope="module")
def pages(said: tuple[Path, list[str]], both_url: str, browser: Browser) -> Pages:
    """Every page is read twice: as it is, and after all that can run in it has run."""
    folder, texts = said
    addresses = [one.removesuffix("index.html") for one in files_of(folder / "hostile", "index.html")]
    pairs = [[f"{both_url}{name}/site/{one}" for name in ("hostile", "tame")] for one in addresses]
    refused: list[str] = []
    dialogs: list[str] = []

    def note(answer: Response) -> None:
        if not answer.ok:
            refused.append(answer.url)

    def dismiss(dialog: Dialog) -> None:
        dialogs.append(dialog.message)
        dialog.dismiss()

    with open_page(browser, f"{both_url}hostile/site/data/plans.json", until="load") as visit:
        visit.page.on("response", note)
        visit.page.on("dialog", dismiss)
        anchors = [name_anchor(text) for text in texts]
        found = visit.page.evaluate(READING.read_text("utf-8"), [pairs, texts, anchors])
        asked = visit.requests
    return Pages(dict(zip(addresses, found, strict=True)), asked, refused, dialogs)


def files_of(folder: Path, pattern: str = "*") -> list[str]:
    """What is in a site beside its assets."""
    site = folder / "site"
    files = (file.relative_to(site) for file in site.rglob(pattern) if file.is_file())
    return sorted(file.as_posix() for file in files if file.parts[0] != "assets")


def shown(text: str) -> str:
    """As a browser shows it: runs of spaces are one."""
    return " ".join(text.split())


def capital(word: str) -> str:
    return word[:1].upper() + word[1:]


def named(word: Word, record: Area | Commitment | Clause) -> str:
    return shown(f"{capital(word.one)} {record.id}: {record.title}")


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


def test_there_are_as_many_attacks_as_promised() -> None:
    assert len({attack.text for attack in attacks()}) > 250
    assert not [one.text for one in attacks() if not any(one.text in text for text in hostile_texts())]


def test_every_text_of_every_kind_of_record_meets_every_attack(site: Site) -> None:
    """A field that is new in the model has to be filled here too."""
    fields = {
        (model.__name__, name)
        for model in Record.__subclasses__()
        for name in model.model_fields
        if is_text(model, name) and model.__module__ == "macros.model"
    }
    said: dict[tuple[str, str], set[str]] = {}
    for record in all_records(site):
        for kind, name, text in texts(record):
            said.setdefault((kind, name), set()).add(shown(text))
    assert said.keys() == fields
    of_plans = {field for field in fields - NAMES if field[0] in FEW}
    count = len(hostile_texts())
    assert not {field for field in fields - of_plans - NAMES if len(said[field]) < count}
    assert set().union(*(said[field] for field in of_plans)) >= {shown(text) for text in hostile_texts()}


def test_no_script_of_the_data_runs_on_any_page(pages: Pages) -> None:
    assert len(pages.found) > 5 * len(hostile_texts())
    assert {address: one["owned"] for address, one in pages.found.items() if one["owned"] is not None} == {}
    assert pages.dialogs == []


def test_no_text_becomes_an_address_that_a_page_asks_for(pages: Pages, both_url: str) -> None:
    assert pages.refused == []
    assert [one for one in pages.asked if not one.startswith(both_url)] == []


def test_no_page_differs_from_the_tame_one_but_in_what_is_written(
    pages: Pages, said: tuple[Path, list[str]], record_property: Callable[[str, object], None]
) -> None:
    """The same elements and attributes in the same order, and each text as written where its word is."""
    assert {address: one["unlike"] for address, one in pages.found.items() if one["unlike"]} == {}
    seen = sum(one["words"] for one in pages.found.values())
    record_property("hostile texts", f"{len(attacks())} attacks at {len(said[1]):,} places in records")
    record_property("hostile texts", f"{seen:,} times a text was judged on {len(pages.found)} pages")


def test_each_field_is_seen_on_pages_with_every_attack(
    folder: Path, pages: Pages, said: tuple[Path, list[str]]
) -> None:
    """Each tame word is one place in one record."""
    on_pages = {place for one in pages.found.values() for place in one["places"]}
    seen: dict[tuple[str, str], set[str]] = {}
    for record in all_records(build(folder / "tame" / "data")):
        for kind, name, text in texts(record):
            places = {int(place) for place in re.findall("q([0-9]{5})q", text)}
            seen.setdefault((kind, name), set()).update(said[1][place] for place in places & on_pages)
    assert {field for field, those in seen.items() if not those} - NAMES == UNSEEN
    every = {text.strip() for text in hostile_texts()}
    judged = {field: those for field, those in seen.items() if field not in NAMES | UNSEEN}
    assert not {field for field, those in judged.items() if field[0] not in FEW and those != every}


def test_no_text_becomes_an_element_an_attribute_or_an_address(pages: Pages) -> None:
    """After all that can run has run, nothing is there that isn't on some tame page."""
    tame = {kind for one in pages.found.values() for kind in one["tame"]}
    for address, one in pages.found.items():
        new = set(one["kinds"]) - tame - {"base", "base href"}
        assert not [kind for kind in new if not kind.startswith("x-aside")], address
        assert (one["scripts"], one["stolen"]) == ([], 0), address


def test_no_id_stands_twice_on_a_page(pages: Pages) -> None:
    assert {address: one["twice"] for address, one in pages.found.items() if one["twice"]} == {}


def test_no_link_is_broken_by_what_a_text_says(built: Path) -> None:
    assert broken_links(built) == []


def test_no_published_file_differs_from_the_tame_one_but_in_what_is_written(
    said: tuple[Path, list[str]], record_property: Callable[[str, object], None]
) -> None:
    """JSON, CSV, the workbook, calendars, BibTeX, RIS, the feed, the sitemap and the search's own files."""
    folder, words = said
    hostile, tame = (files_of(folder / name) for name in ("hostile", "tame"))
    assert hostile == tame
    expected = Expected(words)
    judged = [name for name in hostile if Path(name).suffix in KINDS]
    assert {Path(name).suffix for name in judged} == KINDS
    sites = folder / "hostile" / "site", folder / "tame" / "site"
    found = {name: unlike(expected, *(site / name for site in sites))[:3] for name in judged}
    assert {name: those for name, those in found.items() if those} == {}
    record_property("hostile texts", f"{len(judged):,} published files compared value by value")


def test_other_peoples_programs_read_the_calendars_and_the_feed(built: Path, site: Site) -> None:
    plans = site.plans.values()
    (calendar,) = vobject.readComponents((built / "calendar.ics").read_text("utf-8"))
    phases = [phase for plan in plans for one in plan.commitments.values() for phase in one.phases]
    milestones = [one for plan in plans for one in plan.record.milestones]
    assert len(calendar.vevent_list) == len(phases) + len(milestones)
    feed = feedparser.parse((built / "changes.xml").read_bytes())
    assert not feed.bozo
    assert len(feed.entries) == 2


@pytest.mark.parametrize("number", range(PLANS))
def test_the_theory_of_change_shows_its_labels_as_written(site: Site, pages: Pages, number: int) -> None:
    theory = site.plans[f"plan-{number}"].record.theory
    found = pages.found[f"plan-{number}/theory-of-change/"]
    assert theory is not None
    names = {shown(stage.title): shown(stage.title) for stage in theory.stages}
    names |= {
        shown(one.title): shown(f"{one.id} {one.title}") for stage in theory.stages for one in stage.ideas
    }
    labels = [(shown(name), label.replace(" ", "")) for name, label in found["labels"]]
    assert len(labels) == 2 * len(theory.stages)
    wrong = [
        (name, label)
        for name, label in labels
        if not is_cut(label, names[name].replace(" ", "")) and not is_cut(label, name.replace(" ", ""))
    ]
    assert not wrong


@pytest.mark.parametrize("number", range(PLANS))
def test_tables_have_a_row_for_each_record_named_as_written(site: Site, pages: Pages, number: int) -> None:
    plan = site.plans[f"plan-{number}"]
    beds = [named(plan.words.area, one) for one in plan.areas.values()]
    tasks = [named(plan.words.commitment, one) for one in plan.commitments.values()]
    called = capital(plan.words.commitment.one)
    listed = [shown(f"{called} {one.id} {one.title}") for one in plan.every_commitment.values()]
    wishes = [shown(f"{one.id} {one.title}") for one in plan.clauses.values()]
    assert pages.found[f"tasks-{number}/"]["entries"] == listed
    assert pages.found[f"wishes-{number}/"]["entries"] == wishes
    assert [row for row in pages.found[f"plan-{number}/"]["rows"] if row in beds] == beds
    assert pages.found[f"plan-{number}/map/"]["rows"] == tasks
    assert pages.found[f"plan-{number}/timeline/"]["rows"] == [
        row for pair in zip(beds, tasks, strict=True) for row in pair
    ]


@pytest.mark.parametrize("number", range(PLANS))
def test_the_matrix_shows_its_headers_as_written_and_has_every_cell(
    site: Site, pages: Pages, number: int
) -> None:
    plan, found = site.plans[f"plan-{number}"], pages.found[f"plan-{number}/matrix/"]
    columns = [
        shown(f"{capital(plan.words.commitment.one)} {one.id} {one.title}")
        for one in plan.commitments.values()
    ]
    groups = [shown(f"{capital(plan.words.area.one)} {one.id} {one.title}") for one in plan.areas.values()]
    rows = [shown(f"{one.id} {one.title}") for one in plan.clauses.values()]
    assert found["columns"] == [shown(capital(plan.words.clause.one)), *groups, "paragraph", *columns]
    assert [row for row in found["rows"] if row in rows] == rows
    assert found["cells"] == len(plan.clauses) * len(plan.commitments)
    assert len(found["marks"]) == 2 * len(plan.clauses)
    for linkage in plan.linkages:
        forward = plan.relations[linkage.relation].forward
        said = f"{linkage.clause} {forward} {capital(plan.words.commitment.one)} {linkage.commitment}"
        assert any(shown(mark).startswith(shown(said)) for mark in found["marks"])


def is_cut(label: str, text: str) -> bool:
    """A drawing shows all of a text, or its beginning."""
    return label == text or (label.endswith("…") and text.startswith(label[:-1]))


@pytest.mark.parametrize("number", range(PLANS))
def test_the_timeline_shows_its_labels_as_written_and_has_every_bar(
    site: Site, pages: Pages, number: int
) -> None:
    plan, found = site.plans[f"plan-{number}"], pages.found[f"plan-{number}/timeline/"]
    rows: list[tuple[str, str]] = [
        (shown(one.title), shown(f"M{number} {one.date} {one.title}"))
        for number, one in enumerate(plan.record.milestones, start=1)
    ]
    for area, one in zip(plan.areas.values(), plan.commitments.values(), strict=True):
        rows += [(named(plan.words.area, area),) * 2]
        status = site.statuses[one.status or ""].title
        name = shown(f"{named(plan.words.commitment, one)} ({status})")
        rows += [(name, shown(f"{one.id} {one.title}"))]
    assert [shown(name) for name, _ in found["labels"]] == [name for name, _ in rows]
    assert [
        label for (_, label), (_, text) in zip(found["labels"], rows, strict=True) if not is_cut(label, text)
    ] == []
    phases = [shown(phase.text or "") for one in plan.commitments.values() for phase in one.phases]
    assert len(phases) == 2 * len(plan.commitments)
    bars = found["bars"][-len(phases) :]
    assert len(found["bars"]) - len(bars) == len(plan.record.milestones)
    wrong = [(bar, text) for bar, text in zip(bars, phases, strict=True) if bar and not is_cut(bar, text)]
    assert not wrong


@pytest.mark.parametrize("number", range(PLANS))
def test_the_map_shows_its_titles_as_written(site: Site, pages: Pages, number: int) -> None:
    plan, found = site.plans[f"plan-{number}"], pages.found[f"plan-{number}/map/"]
    assert found["network"] == [shown(f"{one.id} {one.title}") for one in plan.commitments.values()]


def test_a_page_by_hand_shows_what_its_macros_say_as_written(site: Site, pages: Pages) -> None:
    found = pages.found[""]
    plans = site.plans.values()
    names = [named(plan.words.commitment, one) for plan in plans for one in plan.commitments.values()]
    assert not [name for name in names if f"{name} other" not in found["article"]]
    assert set(found["contents"]) == {f"A heading with {names[3]}"}


REAL = ["", "plan-0/", "plan-0/timeline/", "plan-0/matrix/"]
REAL += ["beds-0/1/", "tasks-0/1/", "wishes-0/1/", "discrepancies/", "reports/report-0/"]
REAL += ["plan-0/versions/", "plan-0/theory-of-change/", "plan-0/continued-by/plan-1/"]


@pytest.mark.parametrize("address", REAL)
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
    known = {heading for one in pages.found.values() for heading in one["headings"]}
    with open_page(browser, url, until="load") as visit:
        box = visit.page.locator("input[name=query]")
        for query, text in {"onerror": "onerror=", "cdata": "<![CDATA[", "config": "{{ config }}"}.items():
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
        assert any(reading.startswith(shown(mark)) for mark in pages.found["plan-0/matrix/"]["marks"])
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


def allow_styles(route: Route) -> None:
    """As the policy of a page does whose diagrams are left to browsers."""
    answer = route.fetch()
    body = answer.text().replace("style-src 'self'", "style-src 'self' 'unsafe-inline'")
    route.fulfill(response=answer, body=body)


@pytest.mark.parametrize(
    ("address", "bars"),
    [("plan-0/timeline/", 3 * SHARE), ("plan-0/map/", 0), ("plan-0/theory-of-change/", 0)],
)
def test_mermaid_in_a_browser_shows_the_text_as_written_and_runs_no_script(
    browser: Browser, url: str, pages: Pages, address: str, bars: int
) -> None:
    """Where the diagrams are left to the reader's browser, it gets the same Mermaid text."""
    with open_page(browser, url + address, until="load") as visit:
        visit.page.route(url + address, allow_styles)
        visit.page.reload(wait_until="load")
        visit.page.route(f"{url}mermaid.js", lambda route: route.fulfill(path=MERMAID))
        visit.page.add_script_tag(url=f"{url}mermaid.js")
        found = visit.page.evaluate(DRAW)
        assert (found["bars"], found["strange"]) == (bars, 0)
        drawn_here = [label for _, label in pages.found[address]["labels"]]
        if "map" in address:  # its source alone is for Mermaid, which cuts long titles
            drawn_here = [written(cut(one, 90)) for one in pages.found[address]["network"]]
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
    place = next(place for place, text in enumerate(hostile_texts(), 1) if "\u05e9" in text)
    found = []
    with open_page(browser, url, until="load") as visit:
        kinds = (f"{kind}-{(place - 1) // SHARE}" for kind in ("beds", "tasks", "wishes"))
        for address in (*(f"{kind}/{place}/" for kind in kinds), "discrepancies/"):
            visit.page.goto(url + address)
            found += visit.page.evaluate(RIGHT_TO_LEFT)
    assert len(found) > 2
    assert not [one for one in found if not one["stands"]]
