"""`macros serve` follows every edit, says what is wrong with it, and keeps the last good pages up."""

import os
import re
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from macros.reloading import told
from macros.watching import changed, look
from tests.building import CHECKOUT_FOLDERS, checkout, run_command
from tests.serving import PATIENCE, Served, served

TASKS = "data/plans/garden-2031/tasks"
TASK = f"{TASKS}/3.yml"
FOLLOWS = re.compile(rb'<script src="/livereload/\d+\.js"></script>')
"""What makes a page that is served follow the edits."""


@pytest.fixture(scope="module")
def garden(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with served(checkout(tmp_path_factory.mktemp("served") / "checkout"), CHECKOUT_FOLDERS) as found:
        yield found


def test_an_edit_of_the_data_is_seen_on_every_page_and_file(garden: Served) -> None:
    assert "Task 3: Paint the shed" in garden.page("tasks/3/")
    garden.edit(TASK, "title: Paint the shed", "title: Paint the fence")
    garden.wait_for_page("tasks/3/", "Task 3: Paint the fence")
    assert "Paint the fence" in garden.page("garden/matrix/")
    assert "Paint the fence" in garden.page("tasks/3.json")
    assert "Paint the fence" in garden.page("search/search_index.json")


def test_a_line_says_what_was_edited_how_long_it_took_and_where_it_is_seen(garden: Served) -> None:
    line = rf"(?m)^{re.escape(TASK)} changed: \d+\.\d s, {re.escape(garden.address)}tasks/3/$"
    assert re.search(line, garden.output()), garden.output()
    assert f"{garden.address} shows the site, and follows every edit." in garden.output()


def test_a_page_made_alone_names_the_pages_around_it(garden: Served) -> None:
    """After an edit no other page is made yet."""
    garden.edit(TASK, "title: Paint the fence", "title: Paint the roof")
    garden.wait_for_words(f"{TASK} changed")
    garden.wait_for_page("tasks/2.10/", "Paint the roof")


def test_a_broken_file_is_said_with_its_place_and_the_last_good_page_answers_until_it_is_mended(
    garden: Served,
) -> None:
    garden.edit(TASK, "title: Paint the roof", "titel: Paint the gate")
    garden.wait_for_words(f"{TASK}:3:1: task 3: 'titel' is not a field here.")
    assert "Task 3: Paint the roof" in garden.page("tasks/3/")
    garden.edit(TASK, "titel: Paint the gate", "title: Paint the gate")
    garden.wait_for_page("tasks/3/", "Task 3: Paint the gate")
    assert "Traceback" not in garden.output()


def test_a_page_comes_with_its_record_and_goes_with_it(garden: Served) -> None:
    new = garden.root / TASKS / "9.yml"
    assert "Prune the hedge" not in garden.page("tasks/9/")
    text = (garden.root / TASK).read_text("utf-8")
    new.write_text(text.replace('id: "3"', 'id: "9"').replace("Paint the gate", "Prune the hedge"), "utf-8")
    garden.wait_for_page("tasks/9/", "Prune the hedge")
    new.unlink()
    garden.wait_for(lambda: "Prune the hedge" not in garden.page("tasks/9/"))
    assert "Prune the hedge" not in garden.page("tasks/")


def test_an_edit_of_a_template_a_module_and_a_word_of_the_site_is_seen(garden: Served) -> None:
    garden.edit(
        "macros/templates/timeline.md.j2", '## {{ say("timeline.twin")', '## Edited: {{ say("timeline.twin")'
    )
    garden.edit("macros/words/en.yml", "twin: The same as a table", "twin: The same in rows")
    garden.edit("macros/links.py", 'return Target(f"{word.address}/", "", capital(word.many))',
                'return Target(f"{word.address}/", "", f"All {word.many}")')  # fmt: skip
    garden.wait_for_page("garden/timeline/", "Edited: The same in rows")
    garden.wait_for_page("tasks/", "All tasks")


@pytest.mark.parametrize(
    ("file", "whole", "broken", "said"),
    [
        ("macros/vocabulary.py", "def article(", "def article(:", "vocabulary.py:{line}: SyntaxError"),
        (
            "macros/templates/commitment.md.j2",
            "parts.title(target) }}",
            "parts.title(target }}",
            "j2:{line}: Templ",
        ),
        (
            "macros/theme/main.html",
            "{% block htmltitle %}",
            "{% block htmltitle }",
            "main.html:{line}: Templ",
        ),
        ("mkdocs.yml", "plugins:", "plugins: [", "mkdocs.yml"),
        ("docs/glossary.md", "{{ glossary() }}", "{{ glosary() }}", "glosary"),
    ],
)
def test_whatever_is_broken_is_said_stops_nothing_for_good_and_follows_when_it_is_mended(
    garden: Served, file: str, whole: str, broken: str, said: str
) -> None:
    heard = len(garden.output())
    path = garden.root / file
    text = path.read_text("utf-8")
    path.write_text(text.replace(whole, broken, 1), "utf-8")
    try:
        garden.wait_for(lambda: file in garden.output()[heard:])
        shown = garden.page("tasks/3/"), garden.page("glossary/")
        assert "Task 3: Paint the gate" in shown[0]
        assert "Macro Rendering Error" not in shown[1]
        line = text[: text.index(whole)].count("\n") + 1
        garden.wait_for(lambda: said.format(line=line) in garden.output()[heard:])
    finally:
        mended = len(garden.output())
        path.write_text(text, "utf-8")
    garden.wait_for(lambda: " changed: " in garden.output()[mended:])
    assert "Task 3: Paint the gate" in garden.page("tasks/3/")


def test_an_edit_of_a_page_by_hand_is_seen(garden: Served) -> None:
    garden.edit("pages/index.md", "# The neighbours' garden", "# Our garden")
    garden.wait_for_page("", "Our garden")


def test_what_is_served_is_the_site_that_a_build_makes_file_by_file(garden: Served, tmp_path: Path) -> None:
    out = tmp_path / "site"
    settings = {**CHECKOUT_FOLDERS, "SITE_URL": garden.address}
    run = run_command("site", "--out", str(out), settings=settings, root=garden.root)
    assert run.returncode == 0, run.stderr
    files = [path.relative_to(out).as_posix() for path in out.rglob("*") if path.is_file()]
    assert len(files) > 100
    # Whoever asks for pages out of order must not change what the search lists, nor in which order.
    differing = [name for name in reversed(files) if _shown(garden, name) != (out / name).read_bytes()]
    assert differing == []


def _shown(garden: Served, name: str) -> bytes:
    address = name.removesuffix("index.html") if name.endswith("/index.html") else name
    return FOLLOWS.sub(b"", garden.read(address))


def test_it_ends_without_a_traceback_when_it_is_stopped_from_the_keyboard(garden: Served) -> None:
    process = garden.process
    assert process
    os.killpg(process.pid, signal.SIGINT)
    assert process.wait(PATIENCE) == 0
    assert garden.output().rstrip().endswith("Stopped.")


def test_data_that_are_broken_from_the_start_are_said_in_the_browser_until_they_are_mended(
    tmp_path: Path,
) -> None:
    root = checkout(tmp_path / "checkout")
    task = root / TASK
    whole = task.read_text("utf-8")
    task.write_text(whole.replace("title:", "titel:"), "utf-8")
    with served(root, CHECKOUT_FOLDERS) as found:
        assert f"{TASK}:3:1: task 3: 'titel' is not a field here." in found.page("tasks/3/")
        task.write_text(whole, "utf-8")
        found.wait_for_page("tasks/3/", "Task 3: Paint the shed")


def test_what_changed_is_what_was_written_came_or_went(tmp_path: Path) -> None:
    written, gone, same = (tmp_path / name for name in ("written", "gone", "same"))
    for file in (written, gone, same):
        file.write_text("one", "utf-8")
    before = look([tmp_path, tmp_path / "nowhere"])
    written.write_text("more", "utf-8")
    gone.unlink()
    (tmp_path / "folder").mkdir()
    come = tmp_path / "folder" / "come"
    for file in (come, tmp_path / ".hidden", tmp_path / "left~"):
        file.write_text("one", "utf-8")
    assert changed(before, look([tmp_path])) == sorted([written, gone, come])


def test_an_error_is_told_with_the_last_place_of_ours(tmp_path: Path) -> None:
    ours = tmp_path / "ours.py"
    ours.write_text("import json\njson.loads('{')\n", "utf-8")
    with pytest.raises(ValueError, match="Expecting") as caught:
        exec(compile(ours.read_text("utf-8"), str(ours), "exec"))  # noqa: S102 it is the line above
    assert told(caught.value, tmp_path).startswith("ours.py:2: JSONDecodeError: Expecting property name")
