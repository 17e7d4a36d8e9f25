"""Publish, edit in a spreadsheet program, import: the files have the edit, and nothing else."""

import difflib
import random
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from time import process_time
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from macros.build import build
from macros.cells import Column, cell
from macros.cli import main
from macros.exports.xlsx import workbook
from macros.fingerprints import SHEET
from macros.identifiers import Quoted
from macros.importing import ImportRefusedError, Proposal, plan, write
from macros.importing.document import Document
from macros.importing.kinds import kind_of
from macros.importing.merging import merged
from macros.importing.spelling import WIDTH
from macros.importing.workbook import read, sheets_of
from macros.load.spans import Text
from macros.sheets import Table, all_tables
from macros.site import Site
from tests.garden import copied_both

DAY = date(2031, 1, 1)
REAL = Path(__file__).parent.parent / "data"
Edit = Callable[[Workbook], object]


def published(site: Site) -> Workbook:
    return load_workbook(BytesIO(workbook(all_tables(site), "", DAY)))


@pytest.fixture(scope="module")
def orchard(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The garden's data and the orchard's, not to be edited."""
    return copied_both(tmp_path_factory.mktemp("both"))


@pytest.fixture(scope="module")
def content(orchard: Path) -> bytes:
    return workbook(all_tables(build(orchard)), "", DAY)


class Desk:
    """A copy of the data, and a workbook that was made of them."""

    def __init__(self, folder: Path, content: bytes) -> None:
        self.folder, self.content = folder, content
        self.file = folder.parent / "promises.xlsx"
        self.before = _texts(folder)

    def edit(self, *edits: Edit) -> Proposal:
        """What the edited workbook would do, as it is in memory: saving it takes longer than all else."""
        book = load_workbook(BytesIO(self.content))
        for one in edits:
            one(book)
        return plan(sheets_of(book, "promises.xlsx"), self.folder, lambda folder: build(folder, "data"))

    def lines(self, *edits: Edit) -> list[str]:
        """The lines that went from the files, and those that came."""
        found = self.edit(*edits)
        write(self.folder, found.files, found.read)
        return self.changed()

    def changed(self) -> list[str]:
        after = _texts(self.folder)
        found = []
        for name in sorted({*self.before, *after}):
            old, new = (texts.get(name, "").splitlines() for texts in (self.before, after))
            found += [line for line in difflib.ndiff(old, new) if line[:1] in "+-"]
        return found

    def said(self, *edits: Edit) -> list[str]:
        with pytest.raises(ImportRefusedError) as refused:
            self.edit(*edits)
        assert _texts(self.folder) == self.before
        return [str(one) for one in refused.value.troubles]


@pytest.fixture
def desk(orchard: Path, content: bytes, tmp_path: Path) -> Desk:
    return Desk(Path(shutil.copytree(orchard, tmp_path / "data")), content)


def _texts(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes().decode()
        for path in folder.rglob("*")
        if path.is_file()
    }


def column(sheet: Worksheet, heading: str) -> int:
    return [one.value for one in sheet[1]].index(heading) + 1


def row(sheet: Worksheet, *begins: str) -> int:
    """The row whose first cells hold these."""
    numbers = range(2, sheet.max_row + 1)
    return next(
        n for n in numbers if [sheet.cell(n, c).value for c in range(1, len(begins) + 1)] == [*begins]
    )


def put(title: str, begins: tuple[str, ...], /, **cells: object) -> Edit:
    """Cells of a row. Two strokes in a heading stand for its full stop, one at its end for nothing."""

    def edit(book: Workbook) -> None:
        sheet = book[title]
        number = row(sheet, *begins)
        _fill(sheet, number, cells)

    return edit


def add(title: str, /, **cells: object) -> Edit:
    return lambda book: _fill(book[title], book[title].max_row + 1, cells)


def below(title: str, begins: tuple[str, ...], /, **cells: object) -> Edit:
    def edit(book: Workbook) -> None:
        number = row(book[title], *begins) + 1
        book[title].insert_rows(number)
        _fill(book[title], number, cells)

    return edit


def drop(title: str, *begins: str) -> Edit:
    return lambda book: book[title].delete_rows(row(book[title], *begins))


def _fill(sheet: Worksheet, number: int, cells: dict[str, object]) -> None:
    for name, value in cells.items():
        heading = name.removesuffix("_").replace("__", ".")
        sheet.cell(number, column(sheet, heading)).value = value


# Round trips


def test_an_untouched_workbook_changes_nothing(desk: Desk) -> None:
    assert desk.edit().files == {}


def test_what_is_edited_in_a_workbook_of_the_real_data_comes_back_and_nothing_else(tmp_path: Path) -> None:
    """Texts of every sheet that has some, some of them in one import."""
    folder = Path(shutil.copytree(REAL, tmp_path / "data", ignore=shutil.ignore_patterns("schema")))
    site, wanted = build(folder), dict[tuple[str, int, str], str]()
    dice = random.Random(6)  # noqa: S311 the same edits each time
    for table in all_tables(site):
        kind = kind_of(table.path)
        for one in table.shown if kind else ():
            edited = kind and kind.field(one) and one.kind == "text" and one.name in LOOSE
            filled = [number for number, each in enumerate(table.rows) if edited and each[one.name]]
            for number in dice.sample(filled, min(3, len(filled))):
                wanted[table.path, number, one.name] = f"{table.rows[number][one.name]} “And”: more # of it"
    made = published(site)
    sheets = {table.path: made[table.sheet] for table in all_tables(site)}
    for (path, number, name), text in wanted.items():
        sheets[path].cell(number + 2, column(sheets[path], name)).value = cell(text)
    made.save(tmp_path / "edited.xlsx")
    found = plan(read(tmp_path / "edited.xlsx"), folder, lambda one: site if one == folder else build(one))
    assert len(wanted) > 40
    for table, after in zip(all_tables(site), all_tables(found.after), strict=True):
        for number, (old, new) in enumerate(zip(table.rows, after.rows, strict=True)):
            for one in table.shown:
                expected = wanted.get((table.path, number, one.name), old[one.name])
                assert one.kind == "group" or new[one.name] == expected, (table.path, number, one.name)
    write(folder, found.files, found.read)
    lines = [
        line
        for name, content in found.files.items()
        for line in difflib.unified_diff(_lines((REAL / name).read_bytes()), _lines(content), n=0)
    ]
    # Never more than the texts themselves: some lines for each, filled in anew from the edit on.
    assert len(lines) < 8 * len(wanted)
    assert max(map(len, lines)) <= WIDTH + 1


LOOSE = {"summary", "gist", "reason", "definition", "caveat", "reading", "note", "change", "wording", "text"}


def _lines(content: bytes | None) -> list[str]:
    return (content or b"").decode().splitlines()


def test_texts_codes_and_numbers_change_where_they_stand(desk: Desk) -> None:
    assert desk.lines(
        put("garden beds", ("1",), resource_estimate__max=95),
        put("garden seasons", ("2.2", "2031-03"), to="2031-05", text=None),
        put("garden activities", ("2.10", "a"), text="Plant peas: all"),
        put("garden updates", ("2.10", "2031-02"), source__paragraphs="3; 2"),
        put("garden tasks", ("2.10",), title='\'=Sow "peas"'),
        put("garden wishes", ("A.1",), known_as=None, summary="#1"),
        put("reports harvest-letter", ("1",), documents="minutes"),
    ) == [
        "-     max: 90",
        "+     max: 95",
        '- title: =Plant "peas"',
        '+ title: =Sow "peas"',
        "-     text: Plant the peas",
        '+     text: "Plant peas: all"',
        '-     source: {document: harvest-letter, paragraphs: ["3"]}',
        '+     source: {document: harvest-letter, paragraphs: ["3", "2"]}',
        '-     to: "2031-04"',
        '+     to: "2031-05"',
        '-     text: "Sow: two rows"',
        "-   known_as: The northern wish",
        "-   summary: There should be beans and peas.",
        '+   summary: "#1"',
        "-     documents: [minutes, LETTER/1]",
        "+     documents: [minutes]",
    ]


def test_linkages_and_evidence_join_leave_and_split_their_groups(desk: Desk) -> None:
    assert desk.lines(
        drop("garden linkages", "A.1", "2.10"),
        add("garden linkages", clause="A.2(a)", commitment="2.10", relation="granted by"),
        add("garden linkages", clause="B.2", commitment="3", relation="granted by", shared="TRUE"),
        put("garden linkages", ("B.1", "3(2030)"), commitment="4"),
        drop("garden paragraph-linkages", "B.2", "5"),
        put("evidence", ("harvest-letter", "2"), confidence="low"),
        add(
            "evidence",
            report="harvest-letter",
            paragraph="1",
            plan="garden-2031",
            commitment="3",
            confidence="low",
            reason="It may.",
        ),
    ) == [
        '-     - tasks: ["2.2", "2.10"]',
        '+     - tasks: ["2.2"]',
        '-     - tasks: ["2.2"]',
        '+     - tasks: ["2.2", "2.10"]',
        '-     - tasks: ["3(2030)"]',
        '+     - tasks: ["4"]',
        '-     - paragraphs: ["5"]',
        '+     - tasks: ["3"]',
        "-       relation: noted in",
        "+       relation: granted by",
        "+       shared: true",
        "+     evidence:",
        '+       - tasks: ["3"]',
        "+         confidence: low",
        "+         reason: It may.",
        "-         confidence: high",
        "+         confidence: low",
    ]


def test_new_rows_stand_where_the_sheet_or_their_order_says(desk: Desk) -> None:
    assert desk.lines(
        below("glossary", ("bed",), term="row", meaning="A line: of plants", source__document="minutes"),
        add("garden seasons", commitment="2.2", from_="2031-05", to="2031-05", text="Rest"),
        add("garden seasons", commitment="3", from_="2031-05", to="2031-05", presumed="true", reason="So."),
        below("garden beds", ("1",), id="1.5", title="Herbs", summary="Green", source__document="minutes"),
    ) == [
        "+ - term: row",
        '+   meaning: "A line: of plants"',
        "+   source: {document: minutes}",
        '+ - id: "1.5"',
        "+   title: Herbs",
        "+   summary: Green",
        "+   source: {document: minutes}",
        '+   - from: "2031-05"',
        '+     to: "2031-05"',
        "+     text: Rest",
        "+ phases:",
        '+   - from: "2031-05"',
        '+     to: "2031-05"',
        "+     presumed: [to]",
        "+     reason: So.",
    ]


def test_a_new_record_comes_with_the_rows_that_belong_to_it(desk: Desk) -> None:
    assert desk.lines(
        add("orchard chores", id="Q2", area="Q", title="Pick", summary="All.", source__document="minutes"),
        add("orchard spells", commitment="Q2", from_="2032Q1", to="2032Q1"),
    ) == [
        '+ id: "Q2"',
        '+ area: "Q"',
        "+ title: Pick",
        "+ summary: All.",
        "+ phases:",
        '+   - from: "2032Q1"',
        '+     to: "2032Q1"',
        "+ source: {document: minutes}",
    ]


def test_rows_that_went_go_with_what_then_holds_nothing(desk: Desk) -> None:
    assert desk.lines(
        drop("garden seasons", "2.10"),
        drop("garden updates", "2.10", "2031-02"),
        drop("continuations", "garden-2031", "3"),
        drop("glossary", "bed"),
        drop("orchard chores", "P2"),
    ) == [
        '-     - from: "3"',
        '-       to: "P1"',
        "-       reason: What is left of the green paint goes on the poles.",
        "+ []",
        "- - term: bed",
        "-   meaning: A piece of ground where things grow",
        "-   source: {document: minutes}",
        "- phases:",
        '-   - from: "2031-02"',
        '-     to: "2031-02"',
        '-   - date: "2031-02"',
        "-     text: The peas are in the ground.",
        '-     source: {document: harvest-letter, paragraphs: ["3"]}',
        '- id: "P2"',
        '- area: "P"',
        "- title: Mow the meadow",
        "- summary: The meadow is mown twice.",
        "- source: {document: harvest-letter}",
    ]


def test_a_version_that_is_silent_on_a_record_begins_to_speak(desk: Desk) -> None:
    """The sheet of revisions has a row for the plan's own version too, which no file has."""
    assert desk.lines(put("garden revisions", ("3", "minutes"), changes="new", change="So.")) == [
        "+ revisions:",
        "+   - document: minutes",
        "+     changes: [new]",
        "+     change: So.",
        "+     source: {document: minutes}",
    ]


# However a spreadsheet program or its user leaves the sheets


def sort(book: Workbook) -> None:
    """Rows upside down, with all their cells."""
    for sheet in book.worksheets[1:]:
        if sheet.title != SHEET:
            rows = [[one.value for one in row] for row in sheet.iter_rows(min_row=2)]
            for number, values in enumerate(reversed(rows), start=2):
                for place, value in enumerate(values, start=1):
                    sheet.cell(number, place).value = value


def turn(book: Workbook) -> None:
    """Columns the other way round, sheets too, each under another name."""
    for number, sheet in enumerate(book.worksheets[1:]):
        if sheet.title != SHEET:
            for cells in sheet.iter_rows():
                values = [one.value for one in cells]
                for one, value in zip(cells, reversed(values), strict=True):
                    one.value = value
            sheet.title = f"Table {number}"
    book._sheets.reverse()


def clutter(book: Workbook) -> None:
    """Empty rows, spaces, other line ends, numbers for codes of digits, true as a value."""
    for sheet in book.worksheets[1:]:
        if sheet.title != SHEET:
            for cells in sheet.iter_rows(min_row=2):
                for one in cells:
                    text = str(one.value or "")
                    one.value = _cluttered(text) if text else one.value
            sheet.insert_rows(3, 2)
            sheet.cell(sheet.max_row + 30, 1).value = " "


def _cluttered(text: str) -> object:
    if text in ("true", "false"):
        return text == "true"
    return int(text) if text.isdecimal() else float(text) if text == "2.2" else f" {text}\r\n"


@pytest.mark.parametrize("habit", [sort, turn, clutter])
def test_what_isnt_an_edit_is_none(desk: Desk, habit: Edit) -> None:
    found = desk.edit(habit)
    assert found.files == {}
    assert found.remarks == ()


@pytest.mark.parametrize("habit", [sort, turn])
def test_a_row_is_known_wherever_it_stands(desk: Desk, habit: Edit) -> None:
    edit = put("garden tasks", ("3",), summary="Blue.")
    assert desk.lines(edit, habit) == ["- summary: The shed is painted green.", "+ summary: Blue."]


def test_what_was_taken_out_or_added_around_the_tables_is_told_and_changes_nothing(desk: Desk) -> None:
    def edit(book: Workbook) -> None:
        del book["glossary"]
        book["garden tasks"].delete_cols(column(book["garden tasks"], "summary"))
        book.create_sheet("Sums")["A1"] = "=1+1"

    found = desk.edit(edit)
    assert found.files == {}
    assert found.remarks == (
        "The sheet “Sums” holds no table of ours and wasn't read.",
        "The sheet “glossary” isn't in the workbook; its records stay as they are.",
        "The sheet “garden tasks” has no column “summary”; what the data have there stays as it is.",
    )


def test_a_copied_row_is_a_new_one_and_the_row_itself_stays(desk: Desk) -> None:
    def edit(book: Workbook) -> None:
        sheet = book["glossary"]
        sheet.insert_rows(2)
        for number in range(1, sheet.max_column + 1):
            sheet.cell(2, number).value = sheet.cell(3, number).value
        _fill(sheet, 2, {"term": "pond", "meaning": "Water"})

    came = ["+ - term: pond", "+   meaning: Water", "+   source: {document: minutes}"]
    assert desk.lines(edit) == came


NEW_ROWS = (
    add("orchard chores", id="Q2", area="Q", title="Pick", summary="All.", source__document="minutes"),
    add("orchard spells", commitment="Q2", from_="2032Q2", to="2032Q2"),
    add("orchard spells", commitment="Q2", from_="2032Q1", to="2032Q1"),
    add(
        "garden seasons",
        commitment="2.2",
        from_="2031-05",
        to="2031-05",
        text="Rest",
        presumed="TRUE",
        reason="So.",
    ),
    add("garden updates", commitment="2.10", date="2031-05", text="Ripe.", source__document="minutes"),
    add("garden linkages", clause="A.2(a)", commitment="2.10", relation="granted by", shared="FALSE"),
    add("glossary", term="pond", meaning="Water", source__document="minutes", source__paragraphs="2;3"),
    put("garden linkages", ("B.1", "3(2030)"), commitment="4"),
    drop("garden paragraph-linkages", "B.2", "5"),
)


def test_a_second_import_of_the_same_workbook_changes_nothing(desk: Desk) -> None:
    first = desk.lines(*NEW_ROWS)
    # Steps find their place by their dates, whatever their order in the sheet.
    assert first.index('+   - from: "2032Q1"') < first.index('+   - from: "2032Q2"')
    assert desk.edit(*NEW_ROWS).files == {}


def test_of_two_rows_that_say_the_same_each_is_one(desk: Desk) -> None:
    step = add("garden updates", commitment="2.10", date="2031-06", text="Ripe.", source__document="minutes")
    lines = desk.lines(step)
    assert desk.edit(step).files == {}
    assert desk.lines(step, step) == [*lines, *lines]


def test_an_added_row_that_the_data_have_with_other_cells_is_refused(desk: Desk) -> None:
    write(desk.folder, (found := desk.edit(*NEW_ROWS)).files, found.read)
    desk.before = _texts(desk.folder)
    assert desk.said(add("glossary", term="pond", meaning="Ice", source__document="minutes")) == [
        (
            "sheet “glossary”, row 3: the data have this row already, with other cells. "
            "Download the workbook anew, and edit that."
        )
    ]


def test_a_comment_above_a_row_goes_with_it_and_the_files_own_stays(desk: Desk) -> None:
    _since(desk, "glossary.yml", "- term: bed", "# Of the file\n\n# Of the term\n- term: bed")
    _since(
        desk,
        "plans/garden-2031/tasks/2.2.yml",
        '  - number: "2"\n',
        '  # Of the step,\n  # on two lines\n  - number: "2"\n',
    )
    lines = desk.lines(drop("glossary", "bed"), drop("garden activities", "2.2", "2"))
    assert [one for one in lines if "#" in one] == [
        "- # Of the term",
        "-   # Of the step,",
        "-   # on two lines",
    ]


def test_an_edit_of_the_first_of_a_group_keeps_the_order(desk: Desk) -> None:
    assert desk.lines(put("garden linkages", ("A.1", "2.2"), shared="false")) == [
        '+     - tasks: ["2.2"]',
        "+       relation: granted by",
        '-     - tasks: ["2.2", "2.10"]',
        '+     - tasks: ["2.10"]',
    ]


LONG = "word " * 10_000


def test_a_text_that_no_cell_can_hold_is_never_written_back_cut() -> None:
    table = replace(TERMS, rows=({**TERMS.rows[0], "meaning": LONG},))
    book = load_workbook(BytesIO(workbook([table], "", DAY)))
    found = sheets_of(book, "promises.xlsx")
    origin = found.origins[table.path]
    assert merged(table, found.sheets[0], origin).changed == []
    book["glossary"]["B2"] = book["glossary"]["B2"].value.replace("word", "More", 1)
    edited = merged(table, sheets_of(book, "").sheets[0], origin)
    assert edited.changed == []
    assert [str(one) for one in edited.troubles] == [
        (
            "sheet “glossary”, row 2, column B (meaning): the text is longer than a cell can be, "
            "so an edit would lose the rest of it. Put it back, and edit the file."
        )
    ]
    # Copied into a row of its own, it is cut too.
    assert edited.sheet.rows[0].contents["meaning"].fault


TERMS = Table(
    "glossary",
    "glossary",
    "",
    (Column("term", "text", True), Column("meaning", "text", True)),
    ({"term": "a", "meaning": ""},),
    ("term",),
)


# The data went on meanwhile


def _since(desk: Desk, file: str, old: str, new: str) -> None:
    path = desk.folder / file
    text = path.read_text("utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), "utf-8")
    desk.before = _texts(desk.folder)


def test_edits_made_meanwhile_stay(desk: Desk) -> None:
    _since(desk, "glossary.yml", "A piece of ground where things grow", "Ground")
    lines = desk.lines(put("garden tasks", ("3",), summary="Blue."))
    assert lines == ["- summary: The shed is painted green.", "+ summary: Blue."]


def test_an_edit_that_both_made_is_none(desk: Desk) -> None:
    _since(desk, "glossary.yml", "A piece of ground where things grow", "Ground")
    assert desk.edit(put("glossary", ("bed",), meaning="Ground")).files == {}


LOST = "this row was edited, and the data no longer have it"


def test_edits_of_the_same_cell_or_of_a_row_that_went_are_refused(desk: Desk) -> None:
    _since(desk, "glossary.yml", "A piece of ground where things grow", "Ground")
    _since(
        desk, "plans/garden-2031/tasks/2.10.yml", "    text: The peas are in the ground.", "    text: Peas."
    )
    _since(desk, "plans/garden-2031/tasks/2.2.yml", '  - number: "2"\n    text: Put up the poles\n', "")
    edits = (
        put("glossary", ("bed",), meaning="Soil"),
        drop("garden updates", "2.10", "2031-02"),
        put("garden activities", ("2.2", "2"), text="Poles"),
    )
    found = desk.said(*edits)
    assert all(one.endswith("Download the workbook anew, and edit that.") for one in found)
    assert [one.partition(". Download")[0] for one in found] == [
        f"sheet “garden activities”, row 3, column C (text): {LOST}",
        "sheet “garden updates”: the row 2.10 | 2031-02 was deleted here, and the data have changed it since",
        "sheet “glossary”, row 2, column B (meaning): the data have changed here: they say “Ground” now",
    ]


# Refused, at its sheet, row and column


def merge(book: Workbook) -> None:
    book["statuses"].merge_cells("C2:C3")


def copy_column(book: Workbook) -> None:
    book["statuses"]["K1"] = "title"


def note(book: Workbook) -> None:
    book["statuses"]["K1"], book["statuses"]["K3"] = "titel", "Mine"


def copy_sheet(book: Workbook) -> None:
    book.copy_worksheet(book["statuses"])


BEGINS = "sheet “garden tasks”, row 2, column "
REFUSED: list[tuple[Edit, str]] = [
    (put("glossary", ("bed",), meaning="=A1"), "sheet “glossary”, row 2, column B (meaning): a formula"),
    (put("glossary", ("bed",), meaning="#N/A"), "sheet “glossary”, row 2, column B (meaning): the program"),
    (
        put("glossary", ("bed",), meaning=None),
        "sheet “glossary”, row 2, column B (meaning): meaning is empty",
    ),
    (
        put("garden tasks", ("2.2",), as_of=datetime(2031, 5, 1)),  # noqa: DTZ001 as a spreadsheet has it
        f"{BEGINS}O (as_of): the program made the date 2031-05-01 of it",
    ),
    (put("garden tasks", ("2.2",), as_of=2031.5), f"{BEGINS}O (as_of): the program made the number 2031.5"),
    (
        put("garden tasks", ("4",), id="5"),
        "sheet “garden tasks”, row 6, column A (id): the column id says which row this is",
    ),
    (
        put("garden tasks", ("2.2",), url="/x/"),
        f"{BEGINS}E (url): the column url is computed. Put it back; it",
    ),
    (
        put("garden tasks", ("2.2",), notes="x"),
        f"{BEGINS}N (notes): the column notes holds values with several",
    ),
    (
        put("garden tasks", ("2.2",), source="x"),
        f"{BEGINS}K (source): the column source repeats other columns",
    ),
    (
        put("garden linkages", ("A.1",), former="true"),
        "sheet “garden linkages”, row 2, column E (former): the column former is computed",
    ),
    (
        put("garden linkages", ("A.1",), clause="B.1"),
        "sheet “garden linkages”, row 2, column A (clause): the column clause says which row this is",
    ),
    (
        put("statuses", ("told",), reported="yes"),
        "sheet “statuses”, row 3, column E (reported): “yes” is neither true nor false",
    ),
    (
        put("garden beds", ("1",), resource_estimate__min="5,000"),
        "sheet “garden beds”, row 2, column K (resource_estimate.min): “5,000” isn't a whole number",
    ),
    (
        add("garden seasons", commitment="2.3", from_="2031-01", to="2031-01"),
        "sheet “garden seasons”, row 6, column A (commitment): there is no “2.3”. Did you mean '2.2'?",
    ),
    (
        add("garden linkages", clause="A.3", commitment="3", relation="granted by"),
        "sheet “garden linkages”, row 6, column A (clause): there is no “A.3”",
    ),
    (
        add("garden linkages", clause="A.1", relation="granted by"),
        "sheet “garden linkages”, row 6, column B (commitment): commitment is empty",
    ),
    (
        add("glossary", term="pond", source__document="minutes"),
        "sheet “glossary”, row 3, column B (meaning): meaning is empty, and every row needs one",
    ),
    (
        add("garden tasks", id="5", area="1", title="a", summary="b", source__document="minutes", notes="c"),
        "sheet “garden tasks”, row 7, column N (notes): the column notes can't be filled in for a new row",
    ),
    (
        add("orchard chores", id="P1", area="P", title="a", summary="b", source__document="minutes"),
        "sheet “orchard chores”, row 5, column A (id): a new row has the code P1, and another row has it",
    ),
    (
        add("orchard chores", id="../../P9", area="P", title="a", summary="b", source__document="minutes"),
        "sheet “orchard chores”, row 5, column A (id): “../../P9” isn't a code",
    ),
    (add("discrepancies", id="x"), "sheet “discrepancies”, row 3: a row can't be added here"),
    (drop("plans", "garden-2031"), "sheet “plans”: the row garden-2031 was deleted; it is a file of its own"),
    (
        drop("garden revisions", "3", "minutes"),
        "sheet “garden revisions”: the row 3 | minutes was deleted; it follows from other rows",
    ),
    (merge, "sheet “statuses”, row 2: the cells C2:C3 are merged"),
    (copy_column, "sheet “statuses”, row 1, column K (title): this heading stands twice"),
    (note, "sheet “statuses”, row 1, column K (titel): no column is called “titel” here"),
    (
        copy_sheet,
        "sheet “statuses Copy”: its hidden column says that it holds the table statuses, as another",
    ),
]


@pytest.mark.parametrize("first", range(3))
def test_what_a_workbook_cant_ask_for_is_said_at_its_cell(desk: Desk, first: int) -> None:
    """Every third of them in one workbook: those that are about one cell stand side by side."""
    edits = REFUSED[first::3]
    found = desk.said(*(edit for edit, _ in edits))
    for _, said in edits:
        assert [one for one in found if one.startswith(said)], said
    # An empty cell is left where cells were merged.
    assert len(found) - len(edits) == sum(edit is merge for edit, _ in edits)


def test_everything_is_said_at_once_and_the_checks_speak_of_cells_too(desk: Desk) -> None:
    found = desk.said(
        put("garden beds", ("1",), url="/x/"),
        put("garden seasons", ("2.2", "2031-03"), to="2031-07"),
        put("glossary", ("bed",), source__document="nowhere"),
        put("garden wishes", ("A.2(a)",), within=None),
        add("garden linkages", clause="A.1", commitment="3", relation="sung by"),
        add("garden seasons", commitment="3", from_="March", to="2031-04"),
        drop("reports", "harvest-letter"),
        drop("statuses", "done"),
    )
    assert sorted(one.partition(": ")[0] for one in found) == [
        "sheet “garden beds”, row 2, column C (url)",
        "sheet “garden linkages”, row 6, column C (relation)",
        "sheet “garden seasons”, row 3, column B (from)",
        "sheet “garden seasons”, row 6, column B (from)",
        "sheet “garden tasks”, row 3, column F (status)",
        "sheet “garden wishes”, row 4, column B (kind)",
        "sheet “glossary”, row 2, column E (source.document)",
        "sheet “reports”",
    ]
    (said,) = (one for one in found if "row 3, column B" in one)
    assert said.endswith(
        "task 2.2: season from 2031-06 begins before the one above it ends, in 2031-07. "
        "Put them in order, without overlap."
    )


def test_where_no_column_holds_what_is_wrong_the_file_is_named(desk: Desk) -> None:
    found = desk.said(drop("garden tasks", "3"))
    assert [one.partition(": ")[0] for one in found] == [
        "sheet “plans”, row 2 (data/plans/garden-2031/plan.yml)",
        "sheet “garden tasks”, row 2 (data/plans/garden-2031/tasks/2.2.yml)",
        "sheet “garden tasks”, row 3 (data/plans/garden-2031/tasks/2.10.yml)",
        "sheet “continuations”, row 3, column B (earlier)",
    ]


def test_a_workbook_that_isnt_one_is_refused(desk: Desk, tmp_path: Path) -> None:
    def without_origin(book: Workbook) -> None:
        del book[SHEET]

    (said,) = desk.said(without_origin)
    assert said.startswith("promises.xlsx: its hidden sheet “origin” isn't there, so nobody can tell what")
    other = tmp_path / "other.ods"
    for content in (b"", b"PK\x03\x04", b"id;title"):
        other.write_bytes(content)
        with pytest.raises(ImportRefusedError, match=r"isn't a workbook that can be read.*\(\.xlsx\)"):
            read(other)
    with pytest.raises(ImportRefusedError, match="there is no such file"):
        read(tmp_path / "nowhere.xlsx")


def test_broken_data_are_mended_first(desk: Desk) -> None:
    (desk.folder / "glossary.yml").write_text("- term: bed\n", "utf-8")
    desk.before = _texts(desk.folder)
    said = desk.said()
    assert said[0].endswith("the data have problems already. Mend them first: python -m macros check")
    assert said[1].startswith("data/glossary.yml:1:3: 'meaning' is missing")


# What can't be read is never passed over


def without_hidden(title: str) -> Edit:
    return lambda book: book[title].delete_cols(book[title].max_column)


def test_an_edited_sheet_without_its_hidden_column_is_refused(desk: Desk) -> None:
    def rename(book: Workbook) -> None:
        book["statuses"].title = "Mine"

    found = desk.said(without_hidden("statuses"), rename, without_hidden("glossary"))
    assert found == [
        f"sheet “{title}”: its hidden column isn't there, so nobody can tell which row is which. "
        "Download the workbook anew, and edit that."
        for title in ("glossary", "Mine")
    ]


def test_a_table_that_the_data_dont_have_is_refused_if_it_was_edited(desk: Desk) -> None:
    shutil.rmtree(desk.folder / "plans/orchard-2032")
    (desk.folder / "continuations.yml").write_text("[]\n", "utf-8")
    site = build(desk.folder)
    assert "orchard-2032" not in site.plans
    desk.before = _texts(desk.folder)
    assert "The data no longer have a table orchard-2032/commitments; its sheet wasn't read." in (
        desk.edit().remarks
    )
    for edit in (
        put("orchard chores", ("P1",), title="Other"),
        drop("orchard chores", "P1"),
        add("orchard chores", id="P9"),
    ):
        assert desk.said(edit) == [
            (
                "sheet “orchard chores”: it was edited, and the data have no table orchard-2032/commitments. "
                "Import it where that table is, or put it back as it was."
            )
        ]


def test_rows_of_a_record_that_was_refused_have_no_fault_of_their_own(desk: Desk) -> None:
    assert desk.said(
        add("orchard chores", id="Q2", area="Q", title="Pick", source__document="minutes"),
        add("orchard spells", commitment="Q2", from_="2032Q1", to="2032Q1"),
        add("orchard chores", id="Q" * 41, area="Q", title="a", summary="b", source__document="minutes"),
        add("orchard spells", commitment="Q" * 41, from_="2032Q1", to="2032Q1"),
    ) == [
        (
            "sheet “orchard chores”, row 5, column D (summary): summary is empty, and every row needs one. "
            "Fill it in."
        ),
        (
            f"sheet “orchard chores”, row 6, column A (id): “{'Q' * 41}” isn't a code. "
            'Use letters and digits, 40 at most, joined by full stops: "A.5", "2.1", "23(a)".'
        ),
    ]


def test_a_relation_that_isnt_one_is_said_at_its_column(desk: Desk) -> None:
    (said,) = desk.said(put("garden linkages", ("B.1",), relation="zz"))
    assert said.startswith("sheet “garden linkages”, row 5, column C (relation): ")


def test_a_sheet_that_was_sorted_without_its_hidden_column_is_one_problem() -> None:
    rows = tuple({"term": letter, "meaning": letter * 2} for letter in "abcdefg")
    table = replace(TERMS, rows=rows)
    book = load_workbook(BytesIO(workbook([table], "", DAY)))
    for number, one in enumerate(reversed(rows), start=2):
        book["glossary"].cell(number, 1).value, book["glossary"].cell(number, 2).value = one.values()
    found = sheets_of(book, "")
    said = merged(table, found.sheets[0], found.origins["glossary"])
    assert [str(one) for one in said.troubles] == [
        (
            "sheet “glossary”: 6 rows say the codes of other rows: it was sorted without its hidden column. "
            "Undo the sorting, or download the workbook anew."
        )
    ]
    assert said.changed == []


def test_only_the_cells_that_are_there_are_read(desk: Desk) -> None:
    def far(book: Workbook) -> None:
        book["glossary"]["XFD1048576"], book["glossary"]["B1048576"] = "x", " "
        book["origin"]["C1048576"] = " "

    begin = process_time()
    assert desk.edit(far).files == {}
    assert process_time() - begin < 5


def test_a_workbook_that_holds_too_much_is_refused(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with ZipFile(tmp_path / "bomb.xlsx", "w", ZIP_DEFLATED) as parts:
        parts.writestr("xl/sharedStrings.xml", bytes(30_000_001))
    with pytest.raises(ImportRefusedError, match=r"bomb\.xlsx: it holds more than can be read"):
        read(tmp_path / "bomb.xlsx")
    with ZipFile(tmp_path / "merged.xlsx", "w") as parts:
        parts.writestr(
            "xl/worksheets/sheet1.xml", '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'
        )
    with pytest.raises(ImportRefusedError, match=r"merged\.xlsx: it holds more than can be read"):
        read(tmp_path / "merged.xlsx")
    monkeypatch.setattr("macros.importing.workbook.MOST_ROWS", 3)
    assert any("filled rows" in one for one in desk.said())


def test_a_number_that_is_none_is_a_fault_of_its_cell(desk: Desk) -> None:
    found = desk.said(put("garden beds", ("1",), resource_estimate__min=float("inf")))
    assert [one.partition(": ")[0] for one in found] == [
        "sheet “garden beds”, row 2, column K (resource_estimate.min)"
    ]


def test_what_cant_be_opened_is_said_in_plain_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ImportRefusedError, match=r"this is a folder\. Name the workbook in it"):
        read(tmp_path)
    (tmp_path / "locked.xlsx").write_bytes(bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600))
    with pytest.raises(ImportRefusedError, match=r"protected by a password, or saved in the old format"):
        read(tmp_path / "locked.xlsx")

    def refuse(_: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", refuse)
    with pytest.raises(ImportRefusedError, match=r"it can't be read \(Permission denied\)\. Close it"):
        read(tmp_path / "locked.xlsx")


# Files


def test_of_several_files_all_are_written_or_none(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"1")
    (tmp_path / "b").write_bytes(b"2")
    (tmp_path / "d").mkdir()
    with pytest.raises(ImportRefusedError) as refused:
        write(tmp_path, {"a": b"new", "b": None, "c": b"came", "d": b"a folder stands here"}, BEFORE)
    (said,) = map(str, refused.value.troubles)
    assert said.startswith("d: it can't be written (Is a directory).")
    assert {path.name for path in tmp_path.iterdir()} == {"a", "b", "d"}
    assert (tmp_path / "a").read_bytes() == b"1"


BEFORE: dict[str, bytes | None] = {"a": b"1", "b": b"2", "c": None, "d": None}


def test_what_was_saved_meanwhile_stays(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"1")
    (tmp_path / "b").write_bytes(b"saved meanwhile")
    (tmp_path / "c").write_bytes(b"begun meanwhile")
    with pytest.raises(ImportRefusedError) as refused:
        write(tmp_path, {"a": b"new", "b": b"new", "c": b"came"}, BEFORE)
    assert [str(one) for one in refused.value.troubles] == [
        "b: it was changed meanwhile. Run it again.",
        "c: it was changed meanwhile. Run it again.",
    ]
    assert (tmp_path / "a").read_bytes() == b"1"


def test_files_keep_their_mode_and_those_that_are_read_only_stay(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"1")
    (tmp_path / "a").chmod(0o640)
    write(tmp_path, {"a": b"new"}, BEFORE)
    assert (tmp_path / "a").stat().st_mode & 0o777 == 0o640
    (tmp_path / "a").chmod(0o444)
    with pytest.raises(ImportRefusedError, match="a: it can't be written: it is marked as read-only"):
        write(tmp_path, {"a": b"newer"}, {"a": b"new"})
    assert (tmp_path / "a").read_bytes() == b"new"


LINES = """# Above
a: "1"  # beside
b:
  - {c: x, d: [y, "2"]}  # of the item

  # between
  - c: >-
      one two
      three
    e: 'it''s'
f: []
"""


@pytest.mark.parametrize(
    ("path", "value", "old", "new"),
    [
        (("a",), Quoted("2"), 'a: "1"', 'a: "2"'),
        (("b", 0, "c"), "x: y", "c: x,", 'c: "x: y",'),
        (("b", 0, "d"), (Quoted("2"), Quoted("3")), '[y, "2"]', '["2", "3"]'),
        (("b", 1, "c"), "one two four three", "      three", "      four three"),
        (("b", 1, "e"), "it's # so", "'it''s'", "'it''s # so'"),
        (("b", 1, "g"), True, "'it''s'\n", "'it''s'\n    g: true\n"),
        (("b", 0, "g"), 7, 'y, "2"]}', 'y, "2"], g: 7}'),
        (
            ("f",),
            ("null", "~", "- x", "no", "12:30", 'it\'s "so"'),
            "[]",
            """["null", "~", "- x", "no", "12:30", it's "so"]""",
        ),
    ],
)
def test_a_value_changes_and_no_other_letter(
    path: tuple[str | int, ...], value: Any, old: str, new: str
) -> None:
    for ends in ("\n", "\r\n"):
        text = Document(LINES.replace("\n", ends))
        text.put(path, value, ("a", "b", "c", "d", "e", "f", "g"), None)
        assert text.text == LINES.replace(old, new).replace("\n", ends)


def test_any_text_is_read_back_as_it_was_written() -> None:
    """In every place of a file, after every other."""
    dice = random.Random(9)  # noqa: S311 the same texts each time
    pieces = [
        "word",
        "longer-word",
        "a: b",
        "# no",
        '"',
        "'",
        "\\",
        "- ",
        "{",
        "]",
        "\n",
        "é",
        "“",
        "%",
        "!x",
        "0x1",
        "|",
        ">",
    ]
    places: list[tuple[str | int, ...]] = [("a",), ("b", 0, "c"), ("b", 1, "c"), ("b", 1, "e"), ("b", 1, "g")]
    text = Document(LINES)
    for _ in range(300):
        said = " ".join(dice.choices(pieces, k=dice.randrange(1, 60))).strip()
        place = dice.choice(places)
        text.put(place, said, ("a", "b", "c", "d", "e", "f", "g"), None)
        found = text.at(place)
        assert isinstance(found, Text)
        assert found.value.rstrip("\n") == said
    assert {"# Above", "  # between"} <= {*text.text.splitlines()}
    assert "# beside" in text.text
    assert "# of the item" in text.text


# The command


def test_the_command_says_what_changes_and_then_does_it(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DATA_DIR", str(desk.folder))
    monkeypatch.setenv("DOCS_DIR", str(tmp_path))
    book = load_workbook(BytesIO(desk.content))
    put("garden tasks", ("3",), summary="Blue.")(book)
    book.save(desk.file)
    asked = ["import", str(desk.file)]
    assert main([*asked, "--dry-run"]) == 0
    assert "Summary is now “Blue”, not “The shed is painted green”." in capsys.readouterr().out
    assert desk.changed() == []
    assert main(asked) == 0
    assert "tasks/3.yml" in capsys.readouterr().out
    assert desk.changed() == ["- summary: The shed is painted green.", "+ summary: Blue."]
    assert main(asked) == 0
    assert capsys.readouterr().out.startswith("Nothing to change: the data say what the workbook says.")
    desk.file.write_bytes(b"")
    assert main(asked) == 1
    assert "Nothing was changed." in capsys.readouterr().err


def test_the_command_claims_no_more_than_it_knows(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DATA_DIR", str(desk.folder))
    monkeypatch.setenv("DOCS_DIR", str(tmp_path))
    book = load_workbook(BytesIO(desk.content))
    del book["statuses"]
    book.save(desk.file)
    assert main(["import", str(desk.file)]) == 0
    assert "Nothing to change: the data say what was read of the workbook." in capsys.readouterr().out
    put("garden tasks", ("3",), summary="Blue.")(book)
    book.save(desk.file)
    monkeypatch.setattr("macros.importing.copytree", _on_a_full_disk)
    assert main(["import", str(desk.file)]) == 1
    assert capsys.readouterr().err == "No space left on device. Nothing was changed.\n"
    assert desk.changed() == []


def _on_a_full_disk(*_: object) -> None:
    raise OSError(28, "No space left on device")
