"""A file that can't be read, or that YAML could read otherwise than its editor, is refused in plain words."""

from pathlib import Path

import pytest

from macros.load import DEEPEST_LEVEL, LARGEST_FILE, read
from tests.garden import PLAN, Fault, copied, edited, faults, problems, replaced

TASK = f"{PLAN}/tasks/3.yml"
NOT_TEXT = (
    "the file isn't plain text (UTF-8) from here on. "
    "Save it as plain text in UTF-8; a picture, a document or a spreadsheet can't be used here."
)
EMPTY = "the file is empty. Fill it in, or delete it."


@pytest.mark.parametrize("fault", [pytest.param(one, id=one.sentence) for one in faults("reading.txt")])
def test_reading_refuses(fault: Fault, tmp_path: Path) -> None:
    assert problems(edited(tmp_path, fault.file, fault.old, fault.new)) == fault.said


@pytest.mark.parametrize(
    ("content", "said"),
    [
        pytest.param("", f"1:1: {EMPTY}", id="an empty file"),
        pytest.param("# not yet\n", f"1:1: {EMPTY}", id="a file with a comment alone"),
        pytest.param("---\n", f"1:1: {EMPTY}", id="a file with an empty document"),
        pytest.param(
            "#" * (LARGEST_FILE + 1),
            "1:1: the file is too large: it has 1,000,001 bytes, and 1,000,000 are the most. "
            "Split it, or check that it is the right file.",
            id="a file that is far too large",
        ),
        pytest.param(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", f"1:1: {NOT_TEXT}", id="a picture"),
        pytest.param('id: "3"\ntitle: Für alle\n'.encode("latin-1"), f"2:9: {NOT_TEXT}", id="Latin-1"),
        pytest.param('id: "3"\n'.encode("utf-16"), f"1:1: {NOT_TEXT}", id="UTF-16"),
        pytest.param(
            b'id: "3"\n\x00\x01\x02',
            "2:1: the invisible character U+0000 can't stand in a data file. "
            "Delete it and type the text again.",
            id="bytes that are no text",
        ),
        pytest.param(
            'id: "3"\ntitle: Paint \u202e the shed\n',
            "2:14: the invisible character U+202E can't stand in a data file. "
            "Delete it and type the text again.",
            id="a turn of the direction of writing",
        ),
        pytest.param(
            "[" * (LARGEST_FILE - 1),
            f"1:{DEEPEST_LEVEL + 2}: more than 12 lists or groups stand within one another here. "
            "Look for brackets or spaces too many.",
            id="a million brackets",
        ),
    ],
)
def test_reading_refuses_a_file_of(content: bytes | str, said: str, tmp_path: Path) -> None:
    assert problems(replaced(tmp_path, TASK, content)) == [f"data/{TASK}:{said}"]


def test_a_folder_in_the_place_of_a_record_is_no_record(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    (folder / PLAN / "tasks" / "5.yml").mkdir()
    assert problems(folder) == [
        (
            f"data/{PLAN}/tasks/5.yml:1:1: only files that end in .yml stand here, one for each task. "
            "Rename or move it."
        )
    ]


def test_a_folder_in_the_place_of_a_list_cannot_be_read(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    (folder / "glossary.yml").unlink()
    (folder / "glossary.yml").mkdir()
    assert problems(folder) == [
        "data/glossary.yml:1:1: this is a folder, and a file stands here. Rename or move it."
    ]


@pytest.mark.parametrize("file", [TASK, "documents.yml", "glossary.yml", "discrepancies.yml"])
def test_a_link_that_leads_nowhere_is_said_even_where_no_file_is_needed(file: str, tmp_path: Path) -> None:
    folder = copied(tmp_path)
    (folder / file).unlink()
    (folder / file).symlink_to("nowhere.yml")
    assert problems(folder) == [
        f"data/{file}:1:1: there is no such file. Make it, or give the one that you mean this name."
    ]


def test_a_byte_order_mark_and_the_line_ends_of_windows_are_read(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    text = (folder / TASK).read_bytes()
    (folder / TASK).write_bytes(b"\xef\xbb\xbf" + text.replace(b"\n", b"\r\n"))
    assert problems(folder) == []


def test_columns_count_characters_not_bytes(tmp_path: Path) -> None:
    file = tmp_path / "one.yml"
    file.write_text("{title: Für 木 und 🌳, other: &x y}", "utf-8")
    _, found = read(file, "one.yml")
    assert [str(problem.place) for problem in found] == ["one.yml:1:29"]


def test_every_refusal_of_a_file_is_said_not_the_first_alone(tmp_path: Path) -> None:
    file = tmp_path / "one.yml"
    file.write_text("a: &x 1\na: *x\nb: !!str 2\n", "utf-8")
    _, found = read(file, "one.yml")
    assert [problem.fact for problem in found] == [
        "'&x' gives a value a name, to be used elsewhere",
        "'*x' stands for a value that is written elsewhere",
        "'!!str' says of what kind a value is",
        "'a' stands twice; the first is on line 1",
    ]
