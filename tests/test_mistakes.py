"""Every mistake of an editor is said at its line, in plain words, and stands on the page of messages."""

import ast
import json
import re
import shlex
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from macros import asking, complaining, reading
from macros.build import build
from macros.cli import main
from macros.commands import ROOT
from macros.load import Node, read
from macros.load.complaints import _EXPLANATIONS
from macros.pages import Publication, publication
from macros.problems import Place, Problem
from macros.validate import _PATTERNS, _SHAPES
from tests.conftest import compare_with_golden
from tests.messages import example, page
from tests.mistaken import DATA, DOCS, Mistake, mistakes, problems

PAGE = ROOT / "docs" / "contribute" / "messages.md"
PACKAGE = ROOT / "macros"
SAYING = {"Problem", "problem", "refuse", "refuse_at"}
"""The calls by which a fault is said."""
OF_OTHER_THINGS = ("commands/", "importing/", "bound.py", "policy.py")
"""What is said there is said of a command or a workbook; or of a page, and `asking` has said it before."""
NEVER_SEEN = {
    "{} can't be used",  # a fault of the model that its fields can't have today
    "{} is '{}', which has a form that can't be used",  # the same, of a pattern
    'Problem(Place(name), "", *explained(said, ""))',  # of a parser that can't say where it stopped
}
JARGON = re.compile(
    r"\b(none\b(?= is)|null|string|str|int|bool|dict|node|mapping|sequence|scalar|token|pydantic|input|regex|"
    r"pattern|parser|tuple|key|literal|alias|anchor|tag|exception|invalid)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Told:
    """What was said of a mistake, and every line of our code that had a part in it."""

    lines: list[str]
    reached: frozenset[tuple[str, int]]


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Told]:
    """Of each mistake, made once for all tests."""
    reached: set[tuple[str, int]] = set()
    made = Problem.__init__

    def noting(self: Problem, *words: Any, **named: Any) -> None:
        made(self, *words, **named)
        frame = sys._getframe(1)
        while (name := frame.f_code.co_filename).startswith(str(PACKAGE)) and frame.f_back:
            reached.add((name, frame.f_lineno))
            frame = frame.f_back

    found: dict[str, Told] = {}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Problem, "__init__", noting)
        patch.setattr(reading, "read", _read_once())
        for mistake in mistakes():
            reached.clear()
            said = problems(mistake, tmp_path_factory.mktemp("mistake") / "copy")
            found[mistake.name] = Told([str(one) for one in said], frozenset(reached))
    return found


def _read_once() -> Callable[[Path, str], tuple[Node | None, list[Problem]]]:
    """What a mistake leaves as it was is read for all of them together."""
    known: dict[tuple[str, bytes], Node] = {}

    def read_once(path: Path, name: str) -> tuple[Node | None, list[Problem]]:
        key = name, path.read_bytes() if path.is_file() else b""
        if key in known:
            return known[key], []
        node, found = read(path, name)
        if node and not found:
            known[key] = node
        return node, found

    return read_once


def test_the_data_in_which_mistakes_are_made_have_none(tmp_path: Path) -> None:
    assert problems(None, tmp_path / "copy") == []


@pytest.mark.parametrize("mistake", [pytest.param(one, id=one.name) for one in mistakes()])
def test_a_mistake_is_said_at_its_place_in_plain_words(mistake: Mistake, told: dict[str, Told]) -> None:
    assert told[mistake.name].lines == mistake.said


def test_the_table_has_a_row_for_at_least_sixty_mistakes_each_with_a_name_of_its_own() -> None:
    names = [mistake.name for mistake in mistakes()]
    assert len(names) == len(set(names)) >= 60
    assert not [name for name in names if not re.fullmatch(r"[a-z]+(-[a-z]+)*", name)]


def test_every_place_that_says_a_problem_is_reached_by_a_mistake(told: dict[str, Told]) -> None:
    reached = {line for one in told.values() for line in one.reached}
    unreached = [
        f"{path.relative_to(ROOT)}:{call.lineno}: {ast.unparse(call)}"
        for path, call in _calls()
        if not any((str(path), line) in reached for line in range(call.lineno, (call.end_lineno or 0) + 1))
    ]
    assert [one for one in unreached if one.split(": ", 1)[1].replace("'", '"') not in NEVER_SEEN] == []


def test_every_fact_is_told_by_a_mistake(told: dict[str, Told]) -> None:
    said = "\n".join(line for one in told.values() for line in one.lines)
    pieces = {fact: max(re.split(r"\{[^}]*\}", fact), key=len) for fact in _facts()}
    assert len(pieces) > 120
    assert [fact for fact, piece in pieces.items() if piece not in said and fact not in NEVER_SEEN] == []


def _modules() -> Iterator[tuple[Path, ast.Module]]:
    for path in sorted(PACKAGE.rglob("*.py")):
        if not path.relative_to(PACKAGE).as_posix().startswith(OF_OTHER_THINGS):
            yield path, ast.parse(path.read_text("utf-8"))


def _calls() -> Iterator[tuple[Path, ast.Call]]:
    for path, module in _modules():
        for node in ast.walk(module):
            if isinstance(node, ast.Call):
                name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
                if name in SAYING:
                    yield path, node


def _facts() -> Iterator[str]:
    """Every text that our code calls a fact, gives back as one, or lists as one; what is filled in is {}."""
    for path, module in _modules():
        if any(isinstance(node, ast.alias) and node.name == "Problem" for node in ast.walk(module)):
            yield from (text for node in ast.walk(module) for text in _texts(_fact(node)))
        if path.name in {"validate.py", "lifecycle.py", "text.py", "complaints.py"}:
            yield from (text for node in ast.walk(module) for text in _texts(_given_back(node)))
    yield from (fact for _, fact, _ in _EXPLANATIONS)
    yield from (fact for fact, _ in _SHAPES.values())
    yield from (f"which isn't {expected}" for _, (expected, _) in _PATTERNS)


def _fact(node: ast.AST) -> ast.expr | None:
    if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "fact":
        return node.value
    if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Problem" and len(node.args) > 2:
        return node.args[2]
    return None


def _given_back(node: ast.AST) -> ast.expr | None:
    pair = node.value if isinstance(node, ast.Return) else None
    return pair.elts[0] if isinstance(pair, ast.Tuple) else None


def _texts(node: ast.expr | None) -> Iterator[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value:
        yield node.value
    elif isinstance(node, ast.JoinedStr):
        yield "".join(str(piece.value) if isinstance(piece, ast.Constant) else "{}" for piece in node.values)


def test_every_message_has_a_place_and_a_sentence_without_a_word_that_only_programmers_know() -> None:
    for line in (line for mistake in mistakes() for line in mistake.said):
        place, _, words = line.partition(": ")
        assert re.fullmatch(r"(data|docs)(/.+)?:\d+:\d+", place)
        assert not JARGON.search(words), words
        assert words.endswith((".", "?")), words


def test_the_page_of_messages_is_fresh(request: pytest.FixtureRequest) -> None:
    compare_with_golden(PAGE, page(), update=bool(request.config.getoption("--update-golden")))


def test_the_guide_and_the_page_of_messages_show_what_is_said_today_of_the_same_slip() -> None:
    said = example()
    assert said.endswith("Did you mean 'title'?")
    for file in (PAGE, ROOT / "docs" / "contribute.md"):
        shown = [line for line in file.read_text("utf-8").splitlines() if "'titel' is not a field" in line]
        assert shown[0].strip("> `") == said
        assert file != PAGE or len(shown) == 2


OBEYED = {
    "no-space-after-colon": ('area:"1"', 'area: "1"'),
    "curly-quotes": ("“1”", '"1"'),
    "hash-in-text": ("title: Map #1 regulatory and non-regulatory initiatives", 'title: "Map #1 reg"'),
    "hash-after-quotes": ('title: "Map" #1 regulatory', "title: '\"Map\" #1 regulatory'"),
    "hash-after-brackets": ("] #both", "]  # both"),
    "dash-without-space": ("  -from", "  - from"),
    "dash-of-another-kind": ("  – from", "  - from"),
    "dash-as-bullet": ("  • from", "  - from"),
    "dash-as-star": ("  * from", "  - from"),
    "field-of-an-item": ("   text: Meetings", "    text: Meetings"),
    "text-after-brackets": (
        "[Draft] Map regulatory and non-regulatory initiatives",
        "'[Draft] Map regulatory initiatives'",
    ),
    "text-after-braces": ("{Map} it regulatory and non-regulatory initiatives", "'{Map} it'"),
    "text-after-quotes": (
        '"Map" and survey regulatory and non-regulatory initiatives',
        "'\"Map\" and the state''s survey'",
    ),
    "quote-inside-quotes": ('"Annex I: "work-plan""', "'Annex I: \"work-plan\"'"),
    "no-space-after-colon-in-braces": ("{document:GB", "{document: GB"),
    "comma-in-braces": ("part: annex, page 3", 'part: "annex, page 3"'),
    "dash-lost": ('  id: "A.6"', '- id: "A.6"'),
    "date-in-words": ("27 February 2023", '"2023-02-27"'),
    "groups-as-text": ("refers_to: output 5", 'refers_to:\n  - paragraph: "11"\n    outputs: ["5"]'),
    "code-with-unseen-space": ("2\u00a0", "2"),
}
"""What an editor does who follows the way out of a mistake."""


@pytest.mark.parametrize("name", OBEYED)
def test_a_way_out_leads_out(name: str, tmp_path: Path) -> None:
    mistake = next(one for one in mistakes() if one.name == name)
    followed = replace(mistake, also=[{"file": mistake.file, "old": OBEYED[name][0], "new": OBEYED[name][1]}])
    assert problems(mistake, tmp_path / "mistaken") != []
    assert problems(followed, tmp_path / "followed") == []


HOSTILE = Problem(
    Place("data/a,b:c%.yml", 3, 5),
    "output `4`|<b>",
    "there is no '100%\n::warning::x' | @someone `` ![x](https://evil.example/x.png) \\| <img src=x>",
    'Write "4".',
)


def test_an_annotation_stays_one_command_whatever_an_editor_wrote() -> None:
    said = complaining.as_annotations([HOSTILE])
    assert said.splitlines() == [said]
    properties, message = said.removeprefix("::error ").split("::", 1)
    assert properties == "file=data/a%2Cb%3Ac%25.yml,line=3,col=5,title=output `4`|<b>"
    assert message.startswith("there is no '100%25 ::warning::x' |")
    assert message.endswith('Write "4".')


def test_a_file_without_a_record_is_the_title_of_its_annotation() -> None:
    said = complaining.as_annotations([Problem(Place("data/glossary.yml"), "", "the file is empty")])
    assert said == "::error file=data/glossary.yml,line=1,col=1,title=glossary.yml::the file is empty."


def test_the_summary_has_a_row_for_each_problem_and_takes_nothing_for_markup() -> None:
    plain = Problem(Place("data/a.yml", 1, 2), "", "the file is empty", "Fill it in.")
    lines = complaining.summary([HOSTILE, plain]).strip().splitlines()
    assert lines[0] == "### 2 problems were found"
    assert lines[4:] == [
        (
            "| ` data/a,b:c%.yml:3:5 ` | `` output `4`¦<b> `` | "
            "``` there is no '100% ::warning::x' ¦ @someone "
            '`` ![x](https://evil.example/x.png) \\¦ <img src=x>. Write "4". ``` |'
        ),
        "| ` data/a.yml:1:2 ` | ` – ` | ` the file is empty. Fill it in. ` |",
    ]


def test_the_summary_says_of_what_stands_in_a_page_too_that_it_was_found() -> None:
    page = Problem(Place("docs/about.md", 3, 1), "", "there is no output 99")
    assert complaining.summary([page]).startswith("### One problem was found\n")


def test_the_summary_stays_below_what_github_takes_and_counts_the_rest() -> None:
    lines = complaining.summary([HOSTILE] * 1200).strip().splitlines()
    assert lines[0] == "### 1200 problems were found"
    assert sum(line.startswith("| ` data/") for line in lines) == 500
    assert lines[-2:] == ["", "There are 700 more. The log of this step has all of them."]


def test_the_json_holds_every_part_of_a_problem() -> None:
    said = json.loads(complaining.as_json([HOSTILE]))
    assert said["count"] == 1
    (one,) = said["problems"]
    assert (one["file"], one["line"], one["column"]) == ("data/a,b:c%.yml", 3, 5)
    assert one["way_out"] == 'Write "4".'
    assert one["said"] == str(HOSTILE)


@pytest.fixture
def broken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of data with twelve problems in it, which the commands take for the site's own."""
    folder = tmp_path / "data"
    problems(None, tmp_path)
    file = folder / "plans/strategy-2023/outputs/4.yml"
    twelve = ", ".join(map(str, range(12)))
    file.write_text(file.read_text("utf-8").replace('"5", "6"', twelve), "utf-8")
    monkeypatch.setenv("DATA_DIR", str(folder))
    monkeypatch.setenv("DOCS_DIR", str(tmp_path / "docs"))
    return folder


def test_check_annotates_and_puts_every_problem_into_the_summary(
    broken: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    step = tmp_path / "summary.md"
    step.write_text("What stood there stays.\n")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(step))
    assert main(["check", "--format", "github"]) == 1
    said = capsys.readouterr().out.splitlines()
    assert len(said) == 12
    assert all(line.startswith("::error file=") and "outputs/4.yml,line=11,col=" in line for line in said)
    text = step.read_text("utf-8")
    assert text.startswith("What stood there stays.\n### 12 problems were found\n")
    assert text.count("outputs/4.yml:11:") == 12
    assert broken.name in text


def test_check_has_a_good_word_in_the_summary_where_all_is_well(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DATA_DIR", str(DATA.relative_to(ROOT)))
    monkeypatch.setenv("DOCS_DIR", str(DOCS.relative_to(ROOT)))
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(tmp_path / "summary.md"))
    assert main(["check", "--format", "github"]) == 0
    assert capsys.readouterr().out == ""
    assert (tmp_path / "summary.md").read_text("utf-8") == "### The data have no problem\n\n"


def test_check_says_json_that_programs_can_read(broken: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--format", "json"]) == 1
    said = json.loads(capsys.readouterr().out)
    assert said["count"] == len(said["problems"]) == 12
    file = broken / "plans/strategy-2023/outputs/4.yml"
    assert {one["file"] for one in said["problems"]} == {file.as_posix()}


def test_a_build_says_problems_in_the_same_form_and_builds_nothing(
    broken: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["site", "--out", str(tmp_path / "site"), "--format", "github"]) == 1
    said = capsys.readouterr().out.splitlines()
    assert len(said) == 12
    assert all(line.startswith(f"::error file={broken.as_posix()}/") for line in said)
    assert not (tmp_path / "site").exists()


def test_a_file_within_the_checkout_is_named_from_its_root(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DOCS_DIR", str(DOCS))
    assert main(["check", str(ROOT / "tests/fixtures/many-faults"), "--format", "github"]) == 1
    assert "::error file=tests/fixtures/many-faults/" in capsys.readouterr().out


def test_the_help_tells_the_exit_codes(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["check", "--help"])
    assert "0: no problem found. 1: there are problems" in " ".join(capsys.readouterr().out.split())


ASKED = """# A page

{{ count("outputs", "strategy") }} {{ lnik("outputs/4") }} {% raw %}{{ lnik("x") }}{% endraw %}
{# {{ lnik("x") }} #} {{ say("nav.home") }} {{ page.title | upper }} {{ "a" ~ "b" }}

```text
{{ timeline("strategy", "9") }}
```
{{ link(page.title) }}{{ total("programme") }}
"""


def test_pages_by_hand_are_tried_as_a_build_would_read_them(tmp_path: Path) -> None:
    problems(None, tmp_path)
    (tmp_path / "docs" / "asks.md").write_text(ASKED, "utf-8")
    (tmp_path / "docs" / "alone.md").write_text("---\nrender_macros: false\n---\n\n{{ lnik() }}\n", "utf-8")
    said = [str(one) for one in asking.problems(_published(tmp_path / "data"), tmp_path / "docs", "docs")]
    assert said == [
        "docs/asks.md:3:36: a page can't ask for 'lnik'. Did you mean 'link'?",
        "docs/asks.md:7:1: there is no action area '9'. Known here: 1, 2.",
        "docs/asks.md:9:23: a total needs one currency; this plan has: none. Take it out.",
    ]


def _published(folder: Path) -> Publication:
    return publication(build(folder, "data"), "build")


def test_the_hook_checks_the_data_before_a_commit() -> None:
    hook = (ROOT / ".pre-commit-config.yaml").read_text("utf-8")
    assert re.search(r"^ +entry: make check$", hook, re.MULTILINE)
    files = re.search(r"^ +files: (.+)$", hook, re.MULTILINE)
    assert files
    for name, meant in {
        "data/plans/strategy-2023/outputs/4.yml": True,
        "data/moved.yml": True,
        "docs/index.md": True,
        "macros/cli.py": False,
        "tests/fixtures/garden/data/glossary.yml": False,
    }.items():
        assert bool(re.search(shlex.split(files[1])[0], name)) == meant, name
