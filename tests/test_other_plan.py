"""Another plan is another folder: the garden, counted in months, becomes a site without a change of code.

So does the orchard, counted in quarters, which carries the garden on.
"""

import ast
import csv
import json
import re
import shutil
from collections.abc import Iterator
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

import pytest

from macros.build import build
from macros.graph import Plan
from macros.site import Site
from tests.building import GARDEN_FOLDERS, ROOT, build_site
from tests.crawl import broken_links, outside_requests
from tests.garden import copied_both
from tests.pages import article_in, page

MONTHS = [f"2031-{month:02}" for month in range(1, 13)]
QUARTERS = [f"2032Q{quarter}" for quarter in range(1, 5)]
PAGES = {
    "": "The neighbours' garden",
    "garden": "Plan of the garden for 2031",
    "garden/timeline": "Timeline: Garden 2031",
    "garden/matrix": "Wishes by tasks",
    "garden/coverage": "Coverage: Garden 2031",
    "garden/map": "Map: Garden 2031",
    "garden/versions": "Versions: Garden 2031",
    "garden/theory-of-change": "From seed to soup",
    "garden/continued-by/orchard": "Garden 2031 carried on by Orchard 2032",
    **{f"garden/timeline/{month}": f"{month}: what was planned (Garden 2031)" for month in MONTHS},
    "beds": "Beds: Garden 2031",
    "beds/1": "Bed 1: Vegetables",
    "beds/2": "Bed 2: Paths and shed",
    "tasks": "Tasks: Garden 2031",
    "tasks/2.1": "Task 2.1: a code of an older version",
    "tasks/2.2": "Task 2.2: Plant beans",
    "tasks/2.10": 'Task 2.10: =Plant "peas"',
    "tasks/3": "Task 3: Paint the shed",
    "tasks/3-2030": "Task 3(2030): Dig a pond",
    "tasks/4": "Task 4: Hang a swing",
    "wishes": "Wishes: Garden 2031",
    "wishes/a-1": "Wish A.1: Beans and peas",
    "wishes/a-2": "Wish A.2: Two more things",
    "wishes/a-2-a": "Wish A.2(a): A shed",
    "wishes/b-1": "Wish B.1: A rose",
    "wishes/b-2": "Wish B.2: A second rose",
    "orchard": "Plan of the orchard for 2032",
    "orchard/timeline": "Timeline: Orchard 2032",
    **{
        f"orchard/timeline/{quarter.lower()}": f"{quarter}: what was planned (Orchard 2032)"
        for quarter in QUARTERS
    },
    "orchard/matrix": "Requests by chores",
    "orchard/coverage": "Coverage: Orchard 2032",
    "orchard/map": "Map: Orchard 2032",
    "rows": "Rows: Orchard 2032",
    "rows/p": "Row P: Pears",
    "rows/q": "Row Q: Quinces",
    "chores": "Chores: Orchard 2032",
    "chores/p1": "Chore P1: Prop up the pears",
    "chores/p2": "Chore P2: Mow the meadow",
    "chores/q1": "Chore Q1: Prune the quinces",
    "requests": "Requests: Orchard 2032",
    "requests/t1": "Request T1: Shade",
    "requests/t2": "Request T2: A bench",
    "years": "Year by year: 2030 to 2032",
    **{f"years/{year}": f"{year}: what was planned and reported" for year in range(2030, 2033)},
    "reports": "Reports",
    "reports/harvest-letter": "Letter about the harvest of 2031",
    "how-to-read": "How to read this site",
    "brief": "Brief",
    "documents": "Documents",
    "discrepancies": "Where the documents disagree",
    "glossary": "Abbreviations and short names",
}
FILES = {
    "plans.json",
    "documents.json",
    "discrepancies.json",
    "glossary.json",
    "statuses.json",
    "continuations.json",
    "continuations.csv",
    "promises.xlsx",
    "datapackage.json",
    "plans.csv",
    "documents.csv",
    "discrepancies.csv",
    "glossary.csv",
    "statuses.csv",
    "reports.csv",
    "evidence.csv",
    "reports/harvest-letter.json",
    "reports/harvest-letter.csv",
    *(
        f"{plan}/{name}"
        for plan in ("garden-2031", "orchard-2032")
        for name in (
            "areas.json",
            "areas.csv",
            "commitments.json",
            "commitments.csv",
            "clauses.json",
            "clauses.csv",
            "linkages.csv",
            "paragraph-linkages.csv",
            "phases.csv",
            "activities.csv",
            "updates.csv",
            "revisions.csv",
            "milestones.csv",
        )
    ),
}
EXAMPLES = {
    "https://json-schema.org/draft/2020-12/schema",
    "Use small letters, digits and single hyphens, as in plan-2031.",
    "Use small letters, digits and single hyphens, as in final-report-2031.",
    'Write a day of the calendar, as "2023-02-27".',
    'Write "2023-02-27", "2023-02" or "2023".',
    "2025",
    "2025-01",
}
"""What an editor is shown of how a thing is spelled: no page has it."""


@pytest.fixture(scope="module")
def garden_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The garden's site, with the orchard's plan beside the garden's."""
    folder = tmp_path_factory.mktemp("garden")
    settings = {**GARDEN_FOLDERS, "DATA_DIR": str(copied_both(folder))}
    return build_site(folder / "site", settings)


@pytest.fixture(scope="module")
def both_plans(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The repository's data with the garden's and the orchard's beside them."""
    folder = tmp_path_factory.mktemp("both")
    invented, data = copied_both(folder / "invented"), folder / "data"
    shutil.copytree(ROOT / "data", data)
    for name in ("plans", "reports"):
        shutil.copytree(invented / name, data / name, dirs_exist_ok=True)
    for file in invented.glob("*.yml"):
        there = (data / file.name).read_text("utf-8")
        (data / file.name).write_text(f"{there}\n{file.read_text('utf-8')}", "utf-8")
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
        if self._open == "tab" and data.strip():
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


def article(folder: Path, address: str) -> str:
    """What a page says between its header and its footer."""
    html = (folder / address / "index.html").read_text("utf-8")
    inner = html[html.index("<article") : html.index("</article>")]
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", inner)).split())


def test_every_page_has_an_address_made_of_the_plans_own_words(garden_site: Path) -> None:
    found = {file.parent.relative_to(garden_site).as_posix() for file in garden_site.rglob("index.html")}
    assert {address if address != "." else "" for address in found} == PAGES.keys()


@pytest.mark.parametrize(("address", "heading"), PAGES.items())
def test_a_page_is_called_by_the_plans_own_words(garden_site: Path, address: str, heading: str) -> None:
    assert article_in(page(garden_site, address)).all("h1")[0].text.removesuffix("¶") == heading


def test_the_published_files_are_named_after_the_plan(garden_site: Path) -> None:
    data = garden_site / "data"
    assert {file.relative_to(data).as_posix() for file in data.rglob("*") if file.is_file()} == FILES
    tasks = {"2.2.json", "2.10.json", "3.json", "3-2030.json", "4.json"}
    assert {file.name for file in garden_site.glob("tasks/*.json")} == tasks


def test_periods_are_months_in_the_published_files(garden_site: Path) -> None:
    plans = json.loads((garden_site / "data/plans.json").read_text("utf-8"))
    assert [(plan["unit"], plan["period"]) for plan in plans] == [
        ("month", {"from": "2031-01", "to": "2031-12"}),
        ("quarter", {"from": "2032Q1", "to": "2032Q4"}),
    ]
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
    bars = re.findall(r'<rect[^>]* x="([\d.]+)"[^>]* width="([\d.]+)"[^>]* class="task(?: active)?"', wide)
    assert len(bars) == 3
    assert len(re.findall(r'class="task crit"', wide)) == 2, "the first milestone was before the plan"
    assert re.findall(r">(2031-\d\d)<", wide) == ["2031-01", "2031-04", "2031-07", "2031-10"]
    two_months, seven_months, one_month = (float(width) for _, width in bars)
    assert two_months / one_month == pytest.approx(61 / 28, abs=0.1)
    assert seven_months / one_month == pytest.approx(214 / 28, abs=0.3)


def test_a_month_has_a_page_that_says_what_was_planned_and_what_was_not(garden_site: Path) -> None:
    march, may = (article(garden_site, f"garden/timeline/2031-{month}") for month in ("03", "05"))
    assert "1 of 3 tasks is planned for the month of March 2031" in march
    assert "Three days of digging" in march
    assert march.index("Plant beans") < march.index("Tasks not planned for this time")
    assert march.index("Tasks not planned for this time") < march.index("Paint the shed")
    assert "0 of 3 tasks are planned for the month of May 2031" in may
    assert "Dig a pond" not in may


def test_the_page_of_versions_shows_each_task_in_each_version(garden_site: Path) -> None:
    text = article(garden_site, "garden/versions")
    assert [name for name in ("First list", "Second list", "Minutes") if name not in text] == []
    assert "Neither list has peas." in text
    assert "The pond went into the line about the beans." in text
    html = (garden_site / "garden/versions/index.html").read_text("utf-8")
    rows = re.findall(r'<tr id="code-\d+">.*?</tr>', html, re.DOTALL)
    (changed,) = [row for row in rows if re.search(r'<th scope="row">3</th>', row)]
    assert changed.index("Dig a pond") < changed.index("Paint the shed")


def test_a_withdrawn_task_has_a_page_and_stands_in_no_count(garden_site: Path) -> None:
    assert "The beans get their water from the tap." in article(garden_site, "tasks/3-2030")
    assert "Nobody could say which trees." in article(garden_site, "tasks/4")
    assert "3 tasks and 2 withdrawn, in 2 beds" in article(garden_site, "tasks")
    assert "Dig a pond" not in article(garden_site, "beds/2")


def test_a_task_says_where_it_stands_what_was_done_and_who_says_so(garden_site: Path) -> None:
    beans, peas = article(garden_site, "tasks/2.2"), article(garden_site, "tasks/2.10")
    assert "Told of as of November 2031" in beans
    assert "Soak the beans overnight" in beans
    assert "The paragraph names the beans and the fence." in beans
    assert "The peas are in the ground." in peas
    assert "The net may be the one for the peas." in peas


def test_the_theory_of_change_has_a_stage_after_the_other(garden_site: Path) -> None:
    html = (garden_site / "garden/theory-of-change/index.html").read_text("utf-8")
    places = [html.index(f'id="{stage}"') for stage in ("ground", "work", "soup")]
    assert places == sorted(places)
    assert "Everybody has soup in winter." in article(garden_site, "garden/theory-of-change")


def test_a_report_says_which_tasks_it_speaks_of_and_which_not(garden_site: Path) -> None:
    text = article(garden_site, "reports/harvest-letter")
    assert "What they leave out may have been done all the same." in text
    assert "high confidence Task 2.2: Plant beans" in text
    assert "low confidence Task 2.10" in text
    assert text.index("Tasks it doesn’t speak of") < text.index("Task 3: Paint the shed")


def test_a_plans_page_has_its_section_its_table_and_its_milestones(garden_site: Path) -> None:
    text = article(garden_site, "garden")
    assert [one for one in ("Shut the gate", "one, broken", "Soup for everybody") if one not in text] == []


def test_a_plan_that_was_carried_on_says_what_by_and_why(garden_site: Path) -> None:
    text = article(garden_site, "garden/continued-by/orchard")
    assert "We laid the two plans side by side on the bench." in text
    assert "The poles of the beans hold up the young trees." in text
    assert "Prop up the pears" in article(garden_site, "tasks/2.2")
    assert "Plant beans" in article(garden_site, "chores/p1")


def test_a_plan_without_links_and_times_has_its_pages_all_the_same(garden_site: Path) -> None:
    cells = read(garden_site, "orchard/matrix").cells
    assert set(cells) == {f"t{wish}--{chore}" for wish in (1, 2) for chore in ("p1", "p2", "q1")}
    assert "3 chores in 2 rows" in article(garden_site, "chores")
    assert not (garden_site / "orchard/versions").exists()
    assert not (garden_site / "orchard/theory-of-change").exists()


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
    assert read(site_of_both, "").tabs == ["Home", "Years", *tabs, "About"]
    for address in PAGES.keys() - {""}:
        assert (site_of_both / address / "index.html").is_file(), address


def test_two_plans_share_the_lists_of_the_site(site_of_both: Path) -> None:
    assert "Minutes of the garden meeting" in read(site_of_both, "documents").text
    assert "One shed or two" in read(site_of_both, "discrepancies").text
    assert "A piece of ground where things grow" in read(site_of_both, "glossary").text
    assert broken_links(site_of_both) == []


def test_a_plans_pages_are_the_same_beside_another_plan(garden_site: Path, site_of_both: Path) -> None:
    def written(folder: Path, address: str) -> str:
        html = (folder / address / "index.html").read_text("utf-8")
        own = html[html.index("<article") : html.index("</article>")]
        # A period's page says at its end what the other plans foresee; a foot leads to a guide, if any.
        return own.partition('<h2 id="other-plans">')[0].partition('<footer class="editing">')[0]

    for address in PAGES:
        if address.partition("/")[0] not in (
            "",
            "brief",
            "years",
            "reports",
            "documents",
            "discrepancies",
            "glossary",
        ):
            assert written(garden_site, address) == written(site_of_both, address), address


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
    sentences = re.sub(r"^ *\w+:", "", (ROOT / "macros/words/en.yml").read_text("utf-8"), flags=re.MULTILINE)
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
        found |= {section.title for section in record.sections} | {table.title for table in record.tables}
        found |= {milestone.title for milestone in record.milestones}
        found |= {version.title for version in record.versions}
        found |= {part.title for part in record.parts}
        found |= {area.title for area in plan.areas.values()}
        found |= {commitment.title for commitment in plan.every_commitment.values()}
        found |= {clause.title for clause in plan.clauses.values()}
    for report in site.reports.values():
        found |= {report.title, report.short_title, *(section.title for section in report.sections)}
    return found


def all_ids(site: Site) -> set[str]:
    tables = [(plan.areas, plan.every_commitment, plan.clauses, plan.parts) for plan in site.plans.values()]
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
            bare_tag = r"</?[a-z]+>"  # one is also an abbreviation of our documents
            yield file.relative_to(ROOT).as_posix(), re.sub(bare_tag, "", file.read_text("utf-8"))


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
