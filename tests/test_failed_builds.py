"""A build that fails says where and why, and leaves the last good site as it was, byte for byte."""

import re
import shutil
from pathlib import Path

import pytest

from macros.cli import main
from tests.building import CHECKOUT_FOLDERS, GARDEN, GARDEN_FOLDERS, Run, checkout, run_command
from tests.garden import edited

LAST_SITE = {
    "index.html": b"the last good site",
    "data/all.json": b"[]\n",
    ".nojekyll": b"",
    "404.html": b"<html></html>",
}
PLACE = re.compile(r"^\S+\.yml:\d+:\d+: ", re.MULTILINE)


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """A folder with a site in it, and nothing beside it."""
    folder = tmp_path / "published" / "site"
    for name, content in LAST_SITE.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    return folder


def assert_untouched(out: Path) -> None:
    files = {file.relative_to(out).as_posix(): file.read_bytes() for file in out.rglob("*") if file.is_file()}
    assert files == LAST_SITE
    assert [path.name for path in out.parent.iterdir()] == [out.name], "something half-written stays behind"


def said(run: Run) -> str:
    return run.stdout + run.stderr


def two_faults(tmp_path: Path) -> Path:
    data = edited(tmp_path, "plans/garden-2031/tasks/3.yml", "title: Paint", "titel: Paint")
    file = data / "plans/garden-2031/wishes.yml"
    file.write_text(file.read_text("utf-8").replace('["2.2", "2.10"]', '["2.2", "2.11"]'), "utf-8")
    return data


def build_two_faults(tmp_path: Path, out: Path) -> Run:
    settings = {**GARDEN_FOLDERS, "DATA_DIR": str(two_faults(tmp_path))}
    return run_command("site", "--out", str(out), settings=settings)


def test_a_fault_in_the_data_stops_the_build_and_every_fault_is_printed_with_its_place(
    tmp_path: Path, out: Path
) -> None:
    run = build_two_faults(tmp_path, out)
    assert run.returncode == 1
    plan = tmp_path / "data" / "plans" / "garden-2031"
    assert f"{plan}/tasks/3.yml:3:1: task 3: 'titel' is not a field here." in said(run)
    assert f"{plan}/wishes.yml:8:22: wish A.1: there is no task '2.11'." in said(run)
    assert len(PLACE.findall(said(run))) == 2
    assert "Traceback" not in said(run)
    assert_untouched(out)


FAULTS_OF_A_PAGE = {
    "{{ nothing }}": "'nothing' is undefined",
    '{{ link("tasks/99") }}': "other.md:3:1: there is no page made from data 'tasks/99'",
    '{{ count("taks") }}': "another.md:3:1: there is no thing to count 'taks'. Did you mean 'tasks'?",
    "[a page](nowhere.md)": "Doc file 'linking.md' contains a link 'nowhere.md'",
    "[a place](glossary.md#nowhere)": "Doc file 'anchored.md' contains a link 'glossary.md#nowhere'",
    "![peas](//peas.example/a.png)": "showing.md:1:1: the pages' policy makes browsers refuse <img",
}


def test_every_page_by_hand_that_asks_for_what_is_not_there_stops_the_build(
    tmp_path: Path, out: Path
) -> None:
    pages = shutil.copytree(GARDEN / "docs", tmp_path / "pages")
    names = ("one", "other", "another", "linking", "anchored", "showing")
    for name, text in zip(names, FAULTS_OF_A_PAGE, strict=True):
        (pages / f"{name}.md").write_text(f"# A page\n\n{text}\n", "utf-8")
    settings = {**GARDEN_FOLDERS, "DOCS_DIR": str(pages)}
    run = run_command("site", "--out", str(out), settings=settings)
    assert run.returncode == 1
    assert not [words for words in FAULTS_OF_A_PAGE.values() if words not in said(run)], said(run)
    assert said(run).count("WARNING") == len(FAULTS_OF_A_PAGE), said(run)
    assert said(run).count("Traceback") == 1, "only of what isn't ours to say"
    assert_untouched(out)


def test_a_template_that_asks_for_what_is_not_there_stops_the_build(tmp_path: Path, out: Path) -> None:
    root = checkout(tmp_path / "checkout")
    for name, old, new in (
        ("commitment.md", "{{ timeline", "{{ timline"),
        ("matrix.html", "{% if", "{% iff"),
    ):
        file = root / "macros" / "templates" / f"{name}.j2"
        assert old in file.read_text("utf-8")
        file.write_text(file.read_text("utf-8").replace(old, new, 1), "utf-8")
    run = run_command("site", "--out", str(out), settings=CHECKOUT_FOLDERS, root=root)
    assert run.returncode == 1
    assert "'timline' is undefined" in said(run)
    assert "unknown tag 'iff'" in said(run)
    assert_untouched(out)


def test_a_site_is_not_lost_where_a_build_was_stopped_in_the_middle_of_the_swap(
    tmp_path: Path, out: Path
) -> None:
    out.rename(out.with_name(".site-old"))
    assert build_two_faults(tmp_path, out).returncode == 1
    assert_untouched(out)


def test_a_build_that_succeeds_takes_the_place_of_the_last_one_and_clears_away_what_is_left_over(
    out: Path,
) -> None:
    for name in (".site-new", ".site-old"):
        (out.parent / name).mkdir()
        (out.parent / name / "index.html").write_text("half of a site")
    run = run_command("site", "--out", str(out), settings=GARDEN_FOLDERS)
    assert run.returncode == 0, said(run)
    assert "The neighbours" in (out / "index.html").read_text("utf-8")
    assert not (out / "data" / "all.json").exists()
    assert [path.name for path in out.parent.iterdir()] == [out.name]


def test_check_says_that_a_folder_is_not_there() -> None:
    run = run_command("check", "nowhere")
    assert (run.returncode, run.stderr) == (1, "")
    way_out = "Check its name, and what DATA_DIR says, if you set it."
    assert run.stdout == f"nowhere:1:1: there is no such folder. {way_out}\n1 problem.\n"


def test_check_says_what_there_is_and_exits_with_0_where_all_is_well() -> None:
    run = run_command("check", str(GARDEN / "data"))
    assert (run.returncode, run.stderr) == (0, "")
    assert (
        run.stdout == f"{GARDEN / 'data'}/plans/garden-2031: 2 beds, 3 tasks, 5 wishes: no problem found.\n"
    )


def test_check_prints_every_problem_in_order_and_exits_with_1(tmp_path: Path) -> None:
    data = two_faults(tmp_path)
    run = run_command("check", str(data))
    assert (run.returncode, run.stderr) == (1, "")
    first, second, last = run.stdout.splitlines()
    assert first.startswith(f"{data}/plans/garden-2031/tasks/3.yml:3:1: task 3: ")
    assert second.startswith(f"{data}/plans/garden-2031/wishes.yml:8:22: wish A.1: ")
    assert last == "2 problems."


def test_check_takes_its_folder_from_the_environment(tmp_path: Path) -> None:
    run = run_command("check", settings={"DATA_DIR": str(two_faults(tmp_path))})
    assert (run.returncode, run.stdout.splitlines()[-1]) == (1, "2 problems.")


@pytest.mark.parametrize("words", [[], ["chekc"], ["check", "one", "two"], ["site", "--to", "site"]])
def test_a_misspelled_command_exits_with_2_and_says_what_there_is(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(words)
    assert stopped.value.code == 2
    assert capsys.readouterr().err.startswith("usage: python -m macros")


def test_a_folder_that_holds_something_else_than_a_site_is_left_alone(tmp_path: Path) -> None:
    letters = tmp_path / "letters"
    letters.mkdir()
    (letters / "to-my-mother.txt").write_text("Dear mother", "utf-8")
    run = run_command("site", "--out", str(letters))
    assert run.returncode == 1
    assert "holds something else than a site" in run.stderr
    assert [file.name for file in letters.iterdir()] == ["to-my-mother.txt"]


def test_a_page_by_hand_at_an_address_of_the_data_stops_the_build_and_is_named(
    tmp_path: Path, out: Path
) -> None:
    root = checkout(tmp_path / "checkout")
    (root / "pages" / "garden.md").write_text("# Lost\n", "utf-8")
    run = run_command("site", "--out", str(out), settings=CHECKOUT_FOLDERS, root=root)
    assert run.returncode == 1
    assert "docs/garden.md: the data makes a page or file of this address" in run.stdout + run.stderr
    assert_untouched(out)
