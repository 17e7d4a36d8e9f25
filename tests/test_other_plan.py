"""Another plan is another folder: the garden, counted in months, becomes a site without a change of code."""

import ast
import csv
import json
import re
import shutil
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest

from macros.build import build
from macros.graph import Plan, Site
from tests.building import GARDEN, GARDEN_FOLDERS, ROOT, build_site
from tests.crawl import broken_links, outside_requests

PAGES = {
    "": "The neighbours' garden",
    "garden": "Plan of the garden for 2031",
    "garden/timeline": "Timeline: Garden 2031",
    "garden/matrix": "Wishes by tasks",
    "garden/map": "Map: Garden 2031",
    "beds": "Beds: Garden 2031",
    "beds/1": "Bed 1: Vegetables",
    "beds/2": "Bed 2: Paths and shed",
    "tasks": "Tasks: Garden 2031",
    "tasks/2.2": "Task 2.2: Plant beans",
    "tasks/2.10": 'Task 2.10: =Plant "peas"',
    "tasks/3": "Task 3: Paint the shed",
    "wishes": "Wishes: Garden 2031",
    "wishes/a-1": "Wish A.1: Beans and peas",
    "wishes/a-2": "Wish A.2: Two more things",
    "wishes/a-2-a": "Wish A.2(a): A shed",
    "wishes/b-1": "Wish B.1: A rose",
    "wishes/b-2": "Wish B.2: A second rose",
    "documents": "Documents",
    "discrepancies": "Where the documents disagree",
    "glossary": "Abbreviations and short names",
}
FILES = {
    "plans.json",
    "documents.json",
    "discrepancies.json",
    "glossary.json",
    *(
        f"garden-2031/{name}"
        for name in (
            "areas.json",
            "areas.csv",
            "commitments.json",
            "commitments.csv",
            "clauses.json",
            "clauses.csv",
            "linkages.csv",
        )
    ),
}
EXAMPLES = {
    "https://json-schema.org/draft/2020-12/schema",
    "Use small letters, digits and single hyphens, as in plan-2031.",
    'Write a day of the calendar, as "2023-02-27".',
    'Write "2023-02-27", "2023-02" or "2023".',
    "2025",
    "2025-01",
}
"""What an editor is shown of how a thing is spelled: no page has it."""


@pytest.fixture(scope="module")
def garden_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_site(tmp_path_factory.mktemp("garden") / "site", GARDEN_FOLDERS)


@pytest.fixture(scope="module")
def both_plans(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The repository's data with the garden's beside it."""
    data = tmp_path_factory.mktemp("both") / "data"
    shutil.copytree(ROOT / "data", data)
    shutil.copytree(GARDEN / "data" / "plans", data / "plans", dirs_exist_ok=True)
    for name in ("documents.yml", "glossary.yml", "discrepancies.yml"):
        lists = [(folder / "data" / name).read_text("utf-8") for folder in (ROOT, GARDEN)]
        (data / name).write_text("\n".join(lists), "utf-8")
    return data


@pytest.fixture(scope="module")
def site_of_both(both_plans: Path) -> Path:
    return build_site(both_plans.parent / "site", {"DATA_DIR": str(both_plans)})


@pytest.fixture(scope="module")
def real_site() -> Site:
    return build(ROOT / "data", "data")


class Reader(HTMLParser):
    """What a page says, to the eye and aloud; the titles of its tabs; the anchors of its table cells."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.tabs: list[str] = []
        self.cells: list[str] = []
        self.heading = ""
        self._open = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        spoken = ("aria-label", "alt", "content", "placeholder", "title")
        self.words += [attributes[name] for name in spoken if name in attributes]
        is_tab = "md-tabs__link" in attributes.get("class", "")
        self._open = "tab" if is_tab else tag
        if tag == "td" and "id" in attributes:
            self.cells.append(attributes["id"])

    def handle_data(self, data: str) -> None:
        if self._open == "h1":
            self.heading += data
        elif self._open == "tab" and data.strip():
            self.tabs.append(data.strip())
        if self._open not in ("script", "style"):
            self.words.append(data)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.words).split())


def read(folder: Path, address: str) -> Reader:
    reader = Reader()
    reader.feed((folder / address / "index.html").read_text("utf-8"))
    return reader


def test_every_page_has_an_address_made_of_the_plans_own_words(garden_site: Path) -> None:
    found = {file.parent.relative_to(garden_site).as_posix() for file in garden_site.rglob("index.html")}
    assert {address if address != "." else "" for address in found} == PAGES.keys()


@pytest.mark.parametrize(("address", "heading"), PAGES.items())
def test_a_page_is_called_by_the_plans_own_words(garden_site: Path, address: str, heading: str) -> None:
    assert read(garden_site, address).heading == heading


def test_the_published_files_are_named_after_the_plan(garden_site: Path) -> None:
    data = garden_site / "data"
    assert {file.relative_to(data).as_posix() for file in data.rglob("*") if file.is_file()} == FILES
    assert {file.name for file in garden_site.glob("tasks/*.json")} == {"2.2.json", "2.10.json", "3.json"}


def test_periods_are_months_in_the_published_files(garden_site: Path) -> None:
    (plan,) = json.loads((garden_site / "data/plans.json").read_text("utf-8"))
    assert (plan["unit"], plan["period"]) == ("month", {"from": "2031-01", "to": "2031-12"})
    record = json.loads((garden_site / "tasks/2.10.json").read_text("utf-8"))
    assert (record["url"], record["periods"]) == ("/tasks/2.10/", ["2031-02"])
    with (garden_site / "data/garden-2031/commitments.csv").open(encoding="utf-8", newline="") as file:
        (row,) = [row for row in csv.DictReader(file) if row["id"] == "2.2"]
    months = ["2031-03", "2031-04", *(f"2031-{month:02}" for month in range(6, 13))]
    assert row["periods"].split("; ") == months


def test_the_matrix_has_a_cell_for_each_wish_and_task(garden_site: Path) -> None:
    cells = read(garden_site, "garden/matrix").cells
    assert len(cells) == len(set(cells)) == 5 * 3
    assert {"a-1--2.10", "a-2-a--2.2", "b-2--3"} <= set(cells)


def test_the_timeline_is_drawn_in_months(garden_site: Path) -> None:
    html = (garden_site / "garden/timeline/index.html").read_text("utf-8")
    wide = html[html.index('class="diagram__wide"') : html.index('class="diagram__medium"')]
    bars = re.findall(r'<rect[^>]* x="([\d.]+)"[^>]* width="([\d.]+)"[^>]* class="task[ "]', wide)
    assert len(bars) == 3
    assert re.findall(r">(2031-\d\d)<", wide) == ["2031-01", "2031-04", "2031-07", "2031-10"]
    two_months, seven_months, one_month = (float(width) for _, width in bars)
    assert two_months / one_month == pytest.approx(61 / 28, abs=0.1)
    assert seven_months / one_month == pytest.approx(214 / 28, abs=0.3)


def test_a_home_page_of_its_own_asks_the_plan_by_its_own_words(garden_site: Path) -> None:
    text = read(garden_site, "").text
    assert "There are 3 tasks in 2 beds for 5 wishes, tied by 3 linkages." in text
    assert "The seeds cost between 40 and 90 euros." in text


def test_no_link_of_the_other_plan_is_broken_and_nothing_loads_from_elsewhere(garden_site: Path) -> None:
    assert broken_links(garden_site) == []
    assert outside_requests(garden_site) == []


def test_no_page_has_a_word_of_another_plan(garden_site: Path, real_site: Site) -> None:
    words = {word for plan in real_site.plans.values() for word in [*vocabulary(plan), *spoken_times(plan)]}
    strange = pattern(words | titles(real_site))
    found = {
        (address, match[0])
        for address in PAGES
        for match in strange.finditer(read(garden_site, address).text)
    }
    assert not found


def test_two_plans_stand_side_by_side_without_a_change_of_a_page(
    both_plans: Path, site_of_both: Path
) -> None:
    tabs = [plan.record.short_title for plan in build(both_plans).plans.values()]
    assert len(tabs) > 1
    assert read(site_of_both, "").tabs == ["Home", *tabs, "About"]
    for address in PAGES.keys() - {""}:
        assert (site_of_both / address / "index.html").is_file(), address


def test_two_plans_share_the_lists_of_the_site(site_of_both: Path) -> None:
    assert "Minutes of the garden meeting" in read(site_of_both, "documents").text
    assert "One shed or two" in read(site_of_both, "discrepancies").text
    assert "A piece of ground where things grow" in read(site_of_both, "glossary").text
    assert broken_links(site_of_both) == []


def test_a_plans_pages_are_the_same_beside_another_plan(garden_site: Path, site_of_both: Path) -> None:
    def article(folder: Path, address: str) -> str:
        html = (folder / address / "index.html").read_text("utf-8")
        return html[html.index("<article") : html.index("</article>")]

    for address in PAGES:
        if address.partition("/")[0] in ("garden", "beds", "tasks", "wishes"):
            assert article(garden_site, address) == article(site_of_both, address), address


def test_no_code_or_template_knows_a_plan(real_site: Site) -> None:
    known = pattern(
        titles(real_site) | {word for plan in real_site.plans.values() for word in vocabulary(plan)}
    )
    assert [place for place, text in said_by_the_code() if known.search(text)] == []


def test_no_code_or_template_knows_an_id(real_site: Site) -> None:
    """A number alone or a letter may be anything."""
    ids = {
        identifier for identifier in all_ids(real_site) if len(identifier) > 1 and not identifier.isdigit()
    }
    quoted = pattern(ids)
    assert [place for place, text in said_by_the_code() if quoted.fullmatch(text)] == []
    templates = [(place, re.findall(r'"([^"\n]*)"', text)) for place, text in said_by_templates()]
    assert [place for place, strings in templates if ids & set(strings)] == []


def test_no_code_or_template_knows_a_year_or_a_count(real_site: Site) -> None:
    years = {
        year
        for plan in real_site.plans.values()
        for year in range(int(plan.periods[0][:4]), int(plan.periods[-1][:4]) + 1)
    }
    written = pattern({str(year) for year in years})
    assert [place for place, text in said_by_the_code() if written.search(text)] == []
    assert [place for place, number in numbers_in_the_code() if number in years] == []
    sentences = (ROOT / "macros/words/en.yml").read_text("utf-8")
    assert re.findall(r"\d", sentences) == []


def vocabulary(plan: Plan) -> Iterator[str]:
    """What readers call the things of a plan. `Phase` is left out: it is the code's own term as well."""
    words = plan.words
    yield from (plan.id, plan.record.address, words.plan.one, words.plan.many)
    for word in (words.area, words.commitment, words.clause):
        yield from (word.one, word.many, word.address)
    yield from plan.relations


def spoken_times(plan: Plan) -> Iterator[str]:
    yield from (plan.words.schedule.one, plan.words.schedule.many)
    yield from plan.periods


def titles(site: Site) -> set[str]:
    found = {document.title for document in site.documents.values()} | site.documents.keys()
    found |= {name for term in site.terms for name in (term.term, term.meaning)}
    for plan in site.plans.values():
        record = plan.record
        found |= {record.title, record.short_title}
        found |= {statement.title for statement in (*record.goals, *record.principles)}
        found |= {part.title for part in record.parts}
        found |= {area.title for area in plan.areas.values()}
        found |= {commitment.title for commitment in plan.commitments.values()}
        found |= {clause.title for clause in plan.clauses.values()}
    return found


def all_ids(site: Site) -> set[str]:
    tables = [(plan.areas, plan.commitments, plan.clauses, plan.parts) for plan in site.plans.values()]
    return {identifier for plan in tables for table in plan for identifier in table}


def pattern(words: set[str]) -> re.Pattern[str]:
    longest_first = sorted(words, key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)", re.IGNORECASE)


def said_by_the_code() -> Iterator[tuple[str, str]]:
    """Every text in the package but docstrings and examples, with its place."""
    for place, value in constants():
        if isinstance(value, str) and value not in EXAMPLES:
            yield place, value
    yield from said_by_templates()


def said_by_templates() -> Iterator[tuple[str, str]]:
    for folder in ("templates", "theme", "words"):
        for file in sorted((ROOT / "macros" / folder).rglob("*.*")):
            yield file.relative_to(ROOT).as_posix(), file.read_text("utf-8")


def numbers_in_the_code() -> Iterator[tuple[str, float]]:
    for place, value in constants():
        if isinstance(value, int | float):
            yield place, value


def constants() -> Iterator[tuple[str, object]]:
    for file in sorted((ROOT / "macros").rglob("*.py")):
        tree = ast.parse(file.read_text("utf-8"))
        bare = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and id(node) not in bare:
                yield f"{file.relative_to(ROOT).as_posix()}:{node.lineno}", node.value


def test_the_search_for_a_plan_in_the_code_finds_one(real_site: Site) -> None:
    """The tests above would pass as well if they looked at nothing."""
    plan = next(iter(real_site.plans.values()))
    known = pattern({*vocabulary(plan), *titles(real_site)})
    assert known.search(f"The {plan.words.commitment.many} of {plan.record.title}")
    assert len(list(said_by_the_code())) > 500
