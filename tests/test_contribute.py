"""The edits that the site teaches are run exactly as they are written."""

import re
import shutil
from pathlib import Path
from typing import NamedTuple

import pytest

from macros.build import build
from macros.cli import COMMANDS
from macros.differences import differences
from macros.saying import Speaker
from macros.site import Site
from tests.conftest import ROOT
from tests.garden import problems

PAGE = ROOT / "docs" / "contribute.md"
STEP = re.compile(
    r"^### (?P<name>[^{\n]+) \{ #(?P<anchor>edit-[a-z-]+) \}$(?:(?!^##).)*?"
    r"^In `data/(?P<file>[^`]+)`, before:\n\n```yaml\n(?P<before>.*?)^```\n\n"
    r"After:\n\n```yaml\n(?P<after>.*?)^```\n\n"
    r"Your proposal then says of (?P<record>[^\n]+):\n\n(?P<said>(?:>[^\n]*\n)+)",
    re.MULTILINE | re.DOTALL,
)


class Edit(NamedTuple):
    """As the page has it, word by word."""

    name: str
    anchor: str
    file: str
    before: str
    after: str
    record: str
    said: str


EDITS = [Edit(**step.groupdict()) for step in STEP.finditer(PAGE.read_text("utf-8"))]


def test_the_page_teaches_five_edits_and_this_file_reads_them_all() -> None:
    text = PAGE.read_text("utf-8")
    assert [edit.name[:2] for edit in EDITS] == ["1.", "2.", "3.", "4.", "5."]
    assert len(EDITS) == text.count("before:\n\n```yaml") == text.count("### ")
    assert text.count("```yaml") == 2 * len(EDITS)


@pytest.mark.parametrize("edit", EDITS, ids=[edit.anchor for edit in EDITS])
def test_an_edit_that_the_site_teaches_passes_the_check_and_does_what_the_page_says(
    tmp_path: Path, site: Site, edit: Edit
) -> None:
    folder = Path(shutil.copytree(ROOT / "data", tmp_path / "data"))
    text = (folder / edit.file).read_text("utf-8")
    assert f"\n{text}".count(f"\n{edit.before}") == 1, "the lines don't stand in the file, or not once"
    (folder / edit.file).write_text(f"\n{text}".replace(f"\n{edit.before}", f"\n{edit.after}")[1:], "utf-8")
    edited = build(folder, "data")
    changes = differences(site, edited)
    speaker = Speaker(site, edited)
    assert {speaker.named(change.subject) for change in changes} == {edit.record}
    said = "\n>\n".join(f"> {speaker.say(change).sentence}" for change in changes)
    assert f"{said}\n" == edit.said


def test_each_edit_says_how_to_come_to_its_file_and_in_a_long_one_to_its_lines() -> None:
    text = PAGE.read_text("utf-8")
    for edit in EDITS:
        said = text.partition(f"{{ #{edit.anchor} }}")[2].partition("before:")[0]
        assert "hoose **Edit this record**" in said, edit.name
        if not edit.file.endswith(("outputs/4.yml", "outputs/5.yml")):
            (found,) = re.findall(r"find `([^`]+)`", said)
            whole = (ROOT / "data" / edit.file).read_text("utf-8")
            # The first such line, and the edit is of the entry that begins there.
            begin, at = whole.index(found), whole.index(edit.before)
            assert begin < at, edit.name
            assert not re.search(r"\n(  )?- (id|number): ", whole[begin:at]), edit.name


def test_the_page_leads_to_every_page_on_editing() -> None:
    listed = PAGE.read_text("utf-8").partition("## Look it up")[2]
    pages = {one.name for one in (ROOT / "docs" / "contribute").glob("*.md")}
    assert set(re.findall(r"\(contribute/([a-z-]+\.md)", listed)) == pages


def test_the_message_on_the_page_is_what_the_check_says(tmp_path: Path) -> None:
    (shown,) = re.findall(r"```text\n(.*)\n```", PAGE.read_text("utf-8"))
    folder = Path(shutil.copytree(ROOT / "data", tmp_path / "data"))
    file = tmp_path / shown.partition(":")[0]
    file.write_text(file.read_text("utf-8").replace("\ntitle:", "\ntitel:"), "utf-8")
    assert problems(folder) == [shown]


def test_what_the_page_says_of_commands_is_so() -> None:
    named = set(re.findall(r"python -m macros ([a-z]+)", PAGE.read_text("utf-8")))
    assert named - COMMANDS.keys() == set()
    targets = set(re.findall(r"`make ([a-z]+)`", PAGE.read_text("utf-8")))
    assert targets <= set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
