"""An edit to one output on a copy of the real data: the sentences, annotation and summary of its proposal."""

import shutil
import subprocess
from pathlib import Path

import pytest

from macros.cli import main
from tests.building import ROOT

OUTPUT = "plans/strategy-2023/outputs/4.yml"
CLAUSES = "plans/strategy-2023/building-blocks.yml"


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The data of a repository with one commit, which the commands take for theirs."""
    data = Path(shutil.copytree(ROOT / "data", tmp_path / "repository" / "data"))
    for words in (["init", "--quiet"], ["add", "."], ["commit", "--quiet", "--message", "As it was"]):
        who = ["-c", "user.name=A", "-c", "user.email=a@b.example"]
        subprocess.run(["git", *who, *words], cwd=data.parent, check=True)
    monkeypatch.setenv("DATA_DIR", str(data))
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(tmp_path / "summary.md"))
    monkeypatch.delenv("SITE_URL", raising=False)
    return data


def edit(data: Path, file: str, old: str, new: str) -> int:
    """Returns the line on which the edit begins."""
    text = (data / file).read_text("utf-8")
    assert text.count(old) == 1, old
    (data / file).write_text(text.replace(old, new), "utf-8")
    return text[: text.index(old)].count("\n") + 1


def test_a_phase_that_ends_later_and_a_link_that_goes_are_said_in_sentences(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    edit(data, OUTPUT, 'from: "2024"\n    to: "2024"', 'from: "2024"\n    to: "2025"')
    edit(data, OUTPUT, 'from: "2025"\n    to: "2027"', 'from: "2026"\n    to: "2027"')
    text = (data / CLAUSES).read_text("utf-8")
    begins = text.index('- id: "A.5"')
    (data / CLAUSES).write_text(text[:begins] + text[begins:].replace('["4", "5"]', '["4"]', 1), "utf-8")
    assert main(["diff", "HEAD", "--format", "markdown"]) == 0
    said = capsys.readouterr().out
    assert "now ends with 2025, not with 2024" in said
    assert "Building block A.5 is no longer linked to output 5." in said
    assert said.count("outputs/4.yml") == 1


def test_a_clause_that_nothing_answers_any_more_is_counted(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = (data / CLAUSES).read_text("utf-8")
    begins = text.index('- id: "A.5"')
    ends = text.index("\n- id:", begins)
    before, _, after = text[begins:ends].partition("  linkages:\n")
    source = after[after.index("  source:") :]
    (data / CLAUSES).write_text(text[:begins] + before + source + text[ends:], "utf-8")
    assert main(["diff", "HEAD"]) == 0
    assert "1 building block newly unanswered" in capsys.readouterr().out.split("\n\n")[0]


def test_a_broken_edit_is_annotated_on_its_line_and_listed_in_the_summary(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    line = edit(data, OUTPUT, 'from: "2024"\n    to: "2024"', 'from: "2024"\n    to: "2042"')
    other = edit(data, CLAUSES, '["4", "5"]', '["4", "55"]')
    assert main(["check", "--format", "github"]) == 1
    annotations = [one for one in capsys.readouterr().out.splitlines() if one.startswith("::error ")]
    assert any(f"{OUTPUT},line={line + 1},col=9,title=output 4::" in one for one in annotations)
    assert any(f"{CLAUSES},line={other}," in one and "there is no output '55'" in one for one in annotations)
    summary = (tmp_path / "summary.md").read_text("utf-8")
    assert f"outputs/4.yml:{line + 1}:9" in summary
    assert "there is no output '55'" in summary


def test_an_edit_that_is_right_has_no_annotation_and_a_good_word(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    edit(data, OUTPUT, "title: Map regulatory", "title: Map all regulatory")
    assert main(["check", "--format", "github"]) == 0
    assert "::error" not in capsys.readouterr().out
    assert "no problem" in (tmp_path / "summary.md").read_text("utf-8").lower()
