"""What is taken away opens elsewhere: workbook, data package and calendars, as other programs read them."""

import csv
import io
import json
import re
import subprocess
import sys
import zipfile
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import vobject
from frictionless import Package
from frictionless import validate as frictionless
from openpyxl import load_workbook
from openpyxl.workbook import Workbook

from macros.build import build
from macros.cells import Column
from macros.cells import cell as spelled
from macros.exports.xlsx import workbook
from macros.fingerprints import MOST, SHEET
from macros.identifiers import slug
from macros.published import files
from macros.sheets import Table, all_tables
from macros.site import Site
from tests.conftest import ROOT, Golden
from tests.garden import PLAN, copied_both, edited_both, garden
from tests.hostile.corpus import texts as hostile_texts

HOME = "https://promises.example/project/"
WORKBOOK, PACKAGE = "data/promises.xlsx", "data/datapackage.json"
DAY = date(2031, 1, 2)


class Taken(NamedTuple):
    """The files of some data, as they are published."""

    site: Site
    files: dict[str, bytes]
    tables: dict[str, Table]
    workbook: Workbook

    @property
    def calendars(self) -> dict[str, bytes]:
        return {path: content for path, content in self.files.items() if path.endswith(".ics")}


@pytest.fixture(scope="module", params=["the real data", "the garden and the orchard"])
def taken(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Taken:
    real = request.param == "the real data"
    site = build(ROOT / "data" if real else copied_both(tmp_path_factory.mktemp("both")))
    published, tables = dict(files(site, HOME)), {table.path: table for table in all_tables(site)}
    return Taken(site, published, tables, opened(published[WORKBOOK]))


def opened(content: bytes) -> Workbook:
    return load_workbook(io.BytesIO(content))


def rows(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode(), newline="")))


def events(content: bytes) -> list[Any]:
    return list(vobject.readOne(content.decode()).contents.get("vevent", []))


def one_table(*values: str, kind: str = "text") -> Table:
    column = Column("text", kind, required=True)  # type: ignore[arg-type]
    return Table("one", "one", "One", (column,), tuple({"text": value} for value in values))


# The workbook


def test_the_workbook_has_a_sheet_for_each_table_after_one_that_leads_to_them(taken: Taken) -> None:
    book = taken.workbook
    names = [table.sheet for table in taken.tables.values()]
    contents = book["contents"]
    assert book.sheetnames == ["contents", *names, SHEET]
    targets = [
        cell.hyperlink.location for cell in contents["A"] if cell.hyperlink and cell.hyperlink.location
    ]
    assert targets == [f"'{name}'!A1" for name in names]
    assert {cell.value for cell in contents["C"]} >= {f"/data/{path}.csv" for path in taken.tables}


def test_a_sheet_holds_what_its_csv_holds(taken: Taken) -> None:
    """But for numbers, which are numbers, for fields that have a sheet of their own, and for rows' names."""
    book = taken.workbook
    for path, table in taken.tables.items():
        names, *expected = rows(taken.files[f"data/{path}.csv"])
        kept = [position for position, name in enumerate(names) if name not in table.apart]
        shown = (row[:-1] for row in book[table.sheet].values)
        found = [["" if cell is None else str(cell) for cell in row] for row in shown]
        assert found == [[row[position] for position in kept] for row in [names, *expected]], path


def test_codes_are_text_and_stay_text_when_somebody_adds_some(taken: Taken) -> None:
    for path, table in taken.tables.items():
        sheet = taken.workbook[table.sheet]
        for position, column in enumerate(
            (one for one in table.columns if one.name not in table.apart), start=1
        ):
            if column.kind != "number":
                letter = sheet.cell(1, position).column_letter
                cells = [sheet.cell(row, position) for row in range(2, sheet.max_row + 1)]
                assert {cell.data_type for cell in cells if cell.value is not None} <= {"s"}, path
                assert {cell.number_format for cell in cells if cell.value is not None} <= {"@"}, path
                dimension = sheet.column_dimensions[_group(sheet, letter)]
                assert dimension.number_format == "@", (path, column.name)


def _group(sheet: Any, letter: str) -> str:
    """Neighbouring columns that look alike are kept as one, under the first of them."""
    number = sheet[f"{letter}1"].column
    return next(
        str(name)
        for name, one in sheet.column_dimensions.items()
        if one.min <= number <= (one.max or one.min)
    )


def test_a_sheet_keeps_its_head_in_view_and_can_be_filtered(taken: Taken) -> None:
    for table in taken.tables.values():
        sheet = taken.workbook[table.sheet]
        assert sheet.freeze_panes == "B2"
        last = sheet.cell(1, sheet.max_column).column_letter
        assert sheet.auto_filter.ref == f"A1:{last}{len(table.rows) + 1}"
        assert sheet.print_title_rows == "$1:$1"
        assert all(9 <= one.width <= 60 for one in sheet.column_dimensions.values())


def test_what_a_workbook_is_read_back_by_is_hidden(taken: Taken) -> None:
    for table in taken.tables.values():
        sheet = taken.workbook[table.sheet]
        last = sheet.cell(1, sheet.max_column)
        assert last.value == f"row: {table.path}"
        assert sheet.column_dimensions[last.column_letter].hidden
        names = {sheet.cell(row, last.column).value for row in range(2, sheet.max_row + 1)}
        assert len(names) == len(table.rows)
    assert taken.workbook[SHEET].sheet_state == "veryHidden"


def test_nothing_in_a_workbook_runs_or_leads_elsewhere(taken: Taken) -> None:
    for sheet in taken.workbook.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type != "f"
                if cell.hyperlink and cell.hyperlink.target:
                    assert cell.hyperlink.target.startswith(HOME)
    parts = zipfile.ZipFile(io.BytesIO(taken.files[WORKBOOK])).namelist()
    assert not [name for name in parts if "vba" in name.lower() or "externalLink" in name]


def test_an_address_on_the_site_leads_there_where_the_site_is_known(taken: Taken) -> None:
    found = 0
    for table in taken.tables.values():
        for row in taken.workbook[table.sheet].iter_rows():
            for cell in row:
                if cell.hyperlink:
                    place = f"#{cell.hyperlink.location}" if cell.hyperlink.location else ""
                    assert cell.hyperlink.target + place == HOME + str(cell.value).removeprefix("/")
                    found += 1
    assert found > len(taken.site.plans) * 3


def test_without_a_home_nothing_leads_away_and_the_workbook_says_so() -> None:
    book = opened(files(garden())[WORKBOOK])
    targets = [cell.hyperlink.target for sheet in book for row in sheet for cell in row if cell.hyperlink]
    assert targets
    assert not any(targets)
    assert "lead nowhere" in " ".join(str(cell.value) for cell in book["contents"]["A"])


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+1", "-2+3", "@SUM(A1)", "＝1", "https://evil.example/", "mailto:a@b.example", "2.10", "007"],
)
def test_text_in_a_cell_is_only_text(text: str) -> None:
    cell = opened(workbook([one_table(text)], HOME, DAY))["one"]["A2"]
    guarded = text[0] in "=+-@＝"
    assert (cell.value, cell.data_type, cell.hyperlink) == (f"'{text}" if guarded else text, "s", None)


def test_hostile_text_goes_into_a_cell_and_comes_out_as_it_was() -> None:
    texts = (*hostile_texts(), "_x000D_ _x0041_", "  spaces  ", "two\nlines", "&#10; &amp;")
    column = opened(workbook([one_table(*texts)], HOME, DAY))["one"]["A"]
    assert [cell.value for cell in column[1:]] == [spelled(text) for text in texts]
    assert not any(cell.hyperlink for cell in column)


def test_a_text_that_no_cell_can_hold_is_cut_and_says_so() -> None:
    sheet = opened(workbook([one_table("a" * MOST, "b" * (MOST + 1))], "", DAY))["one"]
    assert sheet["A2"].value == "a" * MOST
    assert len(sheet["A3"].value) == MOST
    assert sheet["A3"].value.endswith("the JSON file has it all]")


def test_a_workbook_holds_no_time_but_that_of_the_data(taken: Taken) -> None:
    named = {plan.record.source.document for plan in taken.site.plans.values()}
    newest = max(taken.site.documents[name].date or "" for name in named)
    properties = taken.workbook.properties
    assert properties.created == properties.modified
    assert str(properties.created).startswith(newest)
    inner = zipfile.ZipFile(io.BytesIO(taken.files[WORKBOOK])).infolist()
    assert {one.date_time[:3] for one in inner} == {(1980, 1, 1)}


def test_sheets_of_plans_with_long_names_are_told_apart(tmp_path: Path) -> None:
    long = "a-plan-with-an-address-of-thirty-letters-and-more"
    folder = edited_both(tmp_path, f"{PLAN}/plan.yml", "\naddress: garden\n", f"\naddress: {long}\n")
    names = [table.sheet for table in all_tables(build(folder))]
    assert len(set(names)) == len(names)
    assert max(map(len, names)) == 31


def test_a_workbook_looks_as_it_should(golden: Golden) -> None:
    """Widths, heights, looks, paper: a program that reads the data misses none of them, every reader does."""
    columns = (
        Column("id", "text", required=True),
        Column("number_of_something", "number", required=False),
        Column("list", "list", required=False),
        Column("url", "text", required=False),
        Column("n", "number", required=False),
        Column("title", "text", required=False),
    )
    values = (
        ("1", 7, ["a" * 30, "b" * 30, "c" * 30], "/one/", 10**16, "d" * 30),
        ("2", None, ["d" * 700], None, 0, "e"),
    )
    rows = tuple({one.name: value for one, value in zip(columns, row, strict=True)} for row in values)
    wide = tuple(Column(f"wide_{number}", "text", required=False) for number in range(5))
    tables = [
        Table("plan/one", "one", "Ones", columns, rows, ("id",), plan="plan", plan_title="The plan"),
        Table("two", "two", "Twos", wide, ({one.name: "e" * 90 for one in wide},)),
        Table("none", "none", "Nones", columns[:1], ()),
    ]
    parts = zipfile.ZipFile(io.BytesIO(workbook(tables, HOME, DAY)))
    shown = re.compile(r"docProps/core|xl/(worksheets|sharedStrings|styles|workbook)")
    named = [name for name in sorted(parts.namelist()) if shown.match(name)]
    lines = re.compile("(?<=>)(?=<(?!/|v>|t[ >]))")  # an element a line, with its text
    said = [line for name in named for line in (name, *lines.split(parts.read(name).decode().strip()), "")]
    golden("workbook.txt", "\n".join(said))


# The data package


@pytest.fixture
def package(taken: Taken, tmp_path: Path) -> Path:
    for path, content in taken.files.items():
        if path.startswith("data/"):
            (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / path).write_bytes(content)
    return tmp_path / PACKAGE


def test_the_data_package_is_valid_with_all_its_rows(taken: Taken, package: Path) -> None:
    report = frictionless(str(package))
    assert report.flatten(["name", "rowNumber", "fieldName", "note"]) == []
    assert report.valid
    described = [f"data/{resource.path}" for resource in Package(str(package)).resources]
    assert sorted(described) == [
        path for path in taken.files if path.startswith("data/") and path.endswith(".csv")
    ]


def test_a_source_of_the_data_package_leads_to_the_document(tmp_path: Path) -> None:
    address = "https://garden.example/minutes"
    lines = f"\n- id: minutes\n  url: {address}\n"
    folder = edited_both(tmp_path, "documents.yml", "\n- id: minutes\n", lines)
    sources = json.loads(files(build(folder))[PACKAGE])["sources"]
    assert {"title": "minutes: Minutes of the garden meeting", "path": address} in sources
    assert {"title": "harvest-letter: Letter about the harvest"} in sources


def test_the_data_package_says_when_a_table_names_what_another_lacks(taken: Taken, package: Path) -> None:
    plan = next(plan for plan in taken.site.plans.values() if plan.linkages)
    areas = package.parent / plan.id / "areas.csv"
    areas.write_text("".join(areas.read_text("utf-8").splitlines(keepends=True)[:-1]), "utf-8")
    text = package.read_text("utf-8")
    package.write_text(re.sub(r' *"(bytes|hash)": .*\n', "", text), "utf-8")
    kinds = {kind for (kind,) in frictionless(str(package)).flatten(["type"])}
    assert "foreign-key" in kinds


def test_the_data_package_names_licence_sources_and_home(taken: Taken, package: Path) -> None:
    described = Package(str(package))
    assert described.homepage == HOME
    assert [one["name"] for one in described.licenses] == ["CC-BY-4.0"]
    documents = {plan.record.source.document for plan in taken.site.plans.values()}
    titles = [one["title"] for one in described.sources]
    assert all(any(title.startswith(f"{name}: ") for title in titles) for name in documents)


# The calendars


def test_every_calendar_is_read_by_another_program(taken: Taken) -> None:
    expected = {"calendar.ics"}
    for plan in taken.site.plans.values():
        expected.add(f"{plan.record.address}/calendar.ics")
    assert expected < set(taken.calendars)
    for path, content in taken.calendars.items():
        calendar = vobject.readOne(content.decode())
        assert calendar.validate(raiseException=True), path
        assert [component.name for component in calendar.components()], path


def test_lines_of_a_calendar_end_and_fold_as_the_standard_says(taken: Taken) -> None:
    for content in taken.calendars.values():
        lines = content.split(b"\r\n")
        assert lines[-1] == b""
        assert not any(b"\n" in line or b"\r" in line for line in lines)
        assert max(map(len, lines)) <= 75
        content.decode()


def test_every_phase_and_milestone_is_an_event_of_whole_days(taken: Taken) -> None:
    for plan in taken.site.plans.values():
        found = {
            event.uid.value: (event.dtstart.value, event.dtend.value)
            for event in events(taken.files[f"{plan.record.address}/calendar.ics"])
        }
        assert all(type(day) is date for span in found.values() for day in span)
        assert all(first < after for first, after in found.values())
        phases = [phase for one in plan.commitments.values() for phase in one.phases]
        assert len(found) == len(phases) + len(plan.record.milestones)


def test_events_have_ids_of_their_own_and_the_same_ones_everywhere(taken: Taken) -> None:
    everything = [event.uid.value for event in events(taken.files["calendar.ics"])]
    assert len(set(everything)) == len(everything)
    for plan in taken.site.plans.values():
        own = {event.uid.value for event in events(taken.files[f"{plan.record.address}/calendar.ics"])}
        assert own <= set(everything)
        for one in plan.commitments.values():
            path = f"{plan.words.commitment.address}/{slug(one.id)}.ics"
            assert {event.uid.value for event in events(taken.files[path])} <= own


@pytest.mark.parametrize(
    ("path", "name", "first", "after"),
    [
        ("outputs/4.ics", "outputs-4-2025.strategy-2023@", date(2025, 1, 1), date(2028, 1, 1)),
        ("deliverables/5.1.ics", "deliverables-5.1-2018q2.", date(2018, 4, 1), date(2018, 10, 1)),
        ("programme/calendar.ics", "milestones-first-discussion.", date(2016, 10, 27), date(2016, 11, 11)),
        ("programme/calendar.ics", "milestones-conclusions-of-2016.", date(2016, 6, 1), date(2016, 7, 1)),
        ("programme/calendar.ics", "milestones-zones-meeting-planned.", date(2017, 1, 1), date(2018, 1, 1)),
        ("tasks/2.2.ics", "tasks-2.2-2031-06.", date(2031, 6, 1), date(2032, 1, 1)),
    ],
)
def test_years_quarters_months_and_days_last_as_long_as_they_do(
    both: dict[str, bytes], path: str, name: str, first: date, after: date
) -> None:
    (event,) = [one for one in events(both[path]) if one.uid.value.startswith(name)]
    assert (event.dtstart.value, event.dtend.value) == (first, after)


@pytest.fixture(scope="module")
def both(site: Site, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    return {**files(site, HOME), **files(build(copied_both(tmp_path_factory.mktemp("all"))), HOME)}


def test_an_event_is_stamped_with_the_day_of_the_plans_document(both: dict[str, bytes]) -> None:
    stamps = {event.dtstamp.value for event in events(both["outputs/4.ics"])}
    assert stamps == {datetime(2023, 2, 27, tzinfo=UTC)}
    assert {event.dtstamp.value for event in events(both["tasks/2.2.ics"])} == {
        datetime(2030, 12, 1, tzinfo=UTC)
    }


def test_an_event_says_what_where_from_and_what_is_presumed(both: dict[str, bytes]) -> None:
    *_, event = events(both["outputs/4.ics"])
    assert (
        event.summary.value == "Output 4: Meetings on good practices; bilateral and multilateral cooperation"
    )
    assert event.url.value == f"{HOME}outputs/4/#phases"
    said = event.description.value
    assert "Planned for 2025–2027" in said
    assert "End presumed: The cells after this one are empty." in said
    assert "GB.347/INS/8" in said


def test_an_event_without_a_home_has_no_address() -> None:
    assert not any(hasattr(event, "url") for event in events(files(garden())["calendar.ics"]))


def test_an_event_keeps_its_id_when_its_words_its_end_and_its_neighbours_change(tmp_path: Path) -> None:
    def changed(step: int, old: str, new: str) -> set[str]:
        folder = edited_both(tmp_path / str(step), f"{PLAN}/tasks/2.2.yml", old, new)
        return {event.uid.value for event in events(files(build(folder))["tasks/2.2.ics"])}

    before = {event.uid.value for event in events(files(garden())["tasks/2.2.ics"])}
    assert changed(1, 'text: "Sow: two rows"', "text: Sow three rows") == before
    assert changed(2, "title: Plant beans", "title: Plant runner beans") == before
    earlier = 'phases:\n  - {from: "2031-01", to: "2031-01"}\n  - from: "2031-03"'
    assert changed(3, '\nphases:\n  - from: "2031-03"', f"\n{earlier}") > before
    longer = '\n    to: "2031-05"\n    text: "Sow'
    assert changed(4, '\n    to: "2031-04"\n    text: "Sow', longer) == before


def test_text_survives_a_calendar(tmp_path: Path) -> None:
    hostile = r"Sow, water; weed \n: \"BEGIN:VEVENT\" ,;\\"
    folder = edited_both(tmp_path, f"{PLAN}/tasks/2.2.yml", 'text: "Sow: two rows"', f"text: '{hostile}'")
    first, *_ = events(files(build(folder))["tasks/2.2.ics"])
    assert first.summary.value == f"Task 2.2: {hostile}"


def test_what_is_withdrawn_is_cancelled_in_its_own_calendar_and_in_no_other(both: dict[str, bytes]) -> None:
    (event,) = events(both["tasks/3-2030.ics"])
    assert event.status.value == "CANCELLED"
    assert event.description.value.startswith("no longer in the plan")
    assert event.uid.value not in both["garden/calendar.ics"].decode()
    assert not any(hasattr(one, "status") for one in events(both["calendar.ics"]))


def test_calendars_and_their_events_say_where_they_stand(tmp_path: Path) -> None:
    published = files(build(copied_both(tmp_path)), HOME)
    said = {path: re.findall(rf"\nURL:{HOME}(.*)\r", published[path].decode()) for path in CALENDARS}
    plan = [*(f"garden/timeline/#milestone-{one}" for one in ("meeting", "digging", "soup")), *PHASES]
    assert said["tasks/2.2.ics"] == ["tasks/2.2/", *PHASES[:2]]
    assert said["garden/calendar.ics"] == ["garden/calendar.ics", *plan]
    assert said["calendar.ics"][: len(plan) + 1] == ["", *plan]


CALENDARS = ("calendar.ics", "garden/calendar.ics", "tasks/2.2.ics")
PHASES = ("tasks/2.2/#seasons", "tasks/2.2/#seasons", "tasks/2.10/#seasons")


def test_what_stands_in_no_area_is_planned_in_none(tmp_path: Path) -> None:
    time = '\nphases:\n  - {from: "2031-05", to: "2031-05"}\nrevisions:\n'
    folder = edited_both(tmp_path, f"{PLAN}/tasks/4.yml", "\nrevisions:\n", time)
    (event,) = events(files(build(folder), HOME)["tasks/4.ics"])
    assert event.description.value.splitlines() == [
        "no longer in the plan",
        "Planned for 2031-05",
        "Garden 2031, from Second list on the shed door",
    ]


def test_a_record_without_a_time_has_a_calendar_without_events(both: dict[str, bytes]) -> None:
    assert events(both["tasks/3.ics"]) == []


# The page


def test_every_page_with_a_timeline_offers_its_calendar(site_dir: Path) -> None:
    offered = {
        "outputs/4/": "../4.ics",
        "strategy/": "calendar.ics",
        "strategy/timeline/": "../calendar.ics",
        "programme/timeline/": "../calendar.ics",
    }
    for page, link in offered.items():
        assert f'href="{link}"' in (site_dir / page / "index.html").read_text("utf-8"), page
        assert (site_dir / page / link).resolve().is_file()


def test_the_page_of_the_data_lists_every_file_that_holds_something(site_dir: Path, site: Site) -> None:
    linked = set(re.findall(r'href="\.\./([^"#]+)"', (site_dir / "data/index.html").read_text("utf-8")))
    relative = set(re.findall(r'href="([^"#:]+)"', (site_dir / "data/index.html").read_text("utf-8")))
    named = linked | {f"data/{one}" for one in relative}
    expected = {f"data/{table.path}.csv" for table in all_tables(site) if table.rows}
    expected |= {WORKBOOK, PACKAGE, "calendar.ics", "strategy/calendar.ics", "programme/calendar.ics"}
    assert expected <= named
    empty = {f"data/{table.path}.csv" for table in all_tables(site) if not table.rows}
    assert empty
    assert not empty & named


def test_the_example_in_python_runs_as_it_stands(site_url: str) -> None:
    page = (ROOT / "docs" / "data.md").read_text("utf-8")
    (example,) = re.findall(r"```python\n(.*?)```", page, re.DOTALL)
    code = example.replace("{{ home() }}", site_url)
    run = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=60
    )
    assert run.stderr == ""
    assert "4 Map regulatory and non-regulatory initiatives 2027" in run.stdout.splitlines()
