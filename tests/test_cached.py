"""What is kept from build to build is never stale, and never needed."""

from pathlib import Path

import pytest

from macros import cached, drawing
from macros.cached import code_of, kept
from macros.mermaid import Edge, Flowchart, Node, flowchart

CHART = flowchart(Flowchart("T", "D", (Node("dig", "Dig"), Node("sow", "Sow")), (Edge("dig", "sow"),)))


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the package seems to stand."""
    package = tmp_path / "macros"
    package.mkdir()
    monkeypatch.setattr(cached, "_HERE", package)
    return package


def refuse() -> str:
    raise AssertionError("it was made already")


def test_what_was_made_is_made_once_and_read_back_to_the_letter(here: Path) -> None:
    text = "one\r\ntwo\rthree\n\u2028 שלום \ud800"
    assert kept("words", ["a", "b"], lambda: text) == text
    assert kept("words", ["a", "b"], refuse) == text
    assert [file.parent.name for file in here.parent.rglob("*") if file.is_file()] == ["words"]


@pytest.mark.parametrize("other", [["a", "c"], ["b", "a"], ["ab"], ["a"], ["a", "b", ""]])
def test_what_is_made_from_anything_else_is_made_anew(here: Path, other: list[str]) -> None:
    kept("words", ["a", "b"], lambda: "before")
    assert kept("words", other, lambda: "after") == "after"
    assert here.is_dir()


def test_what_fails_to_be_made_is_not_kept(here: Path) -> None:
    with pytest.raises(AssertionError):
        kept("words", ["a"], refuse)
    assert kept("words", ["a"], lambda: "made") == "made"
    assert here.is_dir()


def test_where_nothing_can_be_kept_everything_is_made(here: Path) -> None:
    (here.parent / ".cache").write_text("a file where the folder should be", "utf-8")
    assert kept("words", ["a"], lambda: "one") == "one"
    assert kept("words", ["a"], lambda: "two") == "two"


def test_an_edit_of_the_code_makes_another_key(here: Path) -> None:
    (here / "one.py").write_text("1\n", "utf-8")
    before = code_of("one")
    (here / "one.py").write_text("2\n", "utf-8")
    code_of.cache_clear()
    assert code_of("one") != before
    code_of.cache_clear()


def test_a_drawing_that_is_kept_is_the_one_that_is_drawn(here: Path) -> None:
    for module in ("arrange", "drawing", "labels"):
        (here / f"{module}.py").write_text(module, "utf-8")
    code_of.cache_clear()
    link = drawing.Link("tasks/1/", "Task 1")
    fresh = drawing.draw(CHART, "one", {"dig": link})
    assert drawing.draw(CHART, "one", {"dig": link}) == fresh
    assert drawing.draw(CHART, "one", {"dig": drawing.Link("tasks/2/", "Task 2")}) != fresh
    assert drawing.draw(CHART, "two", {"dig": link}) != fresh
    code_of.cache_clear()
