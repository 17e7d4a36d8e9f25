"""What is begun for an editor passes the check, says what may stand there, and leaves all else as it is."""

import json
import re
import shutil
from collections.abc import Iterator
from itertools import chain, takewhile
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from macros.beginning import KINDS, Asked, RefusedError, begin, file_with, unwritten
from macros.beginning.kinds import kind_of
from macros.beginning.placeholders import LATER
from macros.beginning.placing import with_entry
from macros.beginning.writing import WIDTH
from macros.build import build
from macros.cli import main
from macros.differences import subjects
from macros.graph import Plan
from macros.load import Listing, read
from macros.schemas import schemas
from macros.site import Site
from tests.building import GARDEN_FOLDERS
from tests.conftest import ROOT
from tests.garden import copied, copied_both, edited, edited_both, problems

GARDEN, ORCHARD = "plans/garden-2031", "plans/orchard-2032"


def asked(words: str) -> Asked:
    """As on the command line, where no value has a space in it."""
    kind, *options = re.split(r" --", words)
    wishes = dict(option.split(" ", 1) for option in options)
    return Asked(
        kind,
        wishes.get("plan", ""),
        wishes.get("in", ""),
        wishes.get("id", ""),
        wishes.get("title", ""),
    )


def contents(folder: Path) -> dict[str, bytes]:
    return {
        one.relative_to(folder).as_posix(): one.read_bytes() for one in folder.rglob("*") if one.is_file()
    }


def uncommented(text: str) -> str:
    """With every field that was offered behind a #."""
    return re.sub(r"^( *)# (?!yaml-language-server)", r"\1", text, flags=re.MULTILINE)


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    return schemas(copied_both(tmp_path_factory.mktemp("known")))


EVERY_KIND = [
    ("task", f"{GARDEN}/tasks/5.yml", "task 5"),
    ("tasks --in 1", f"{GARDEN}/tasks/2.11.yml", "task 2.11"),
    ("Task --id 2.3 --title Plant: a “pear”", f"{GARDEN}/tasks/2.3.yml", "task 2.3"),
    ("wish", f"{GARDEN}/wishes.yml", "wish B.3"),
    ("wish --in A", f"{GARDEN}/wishes.yml", "wish A.3"),
    ("wish --in B", f"{GARDEN}/wishes.yml", "wish B.3"),
    ("wish --in A.1", f"{GARDEN}/wishes.yml", "wish A.1.a"),
    ("wish --in A.2(a)", f"{GARDEN}/wishes.yml", "wish A.2(b)"),
    ("bed", f"{GARDEN}/areas.yml", "bed 3"),
    ("chore --in Q", f"{ORCHARD}/chores/Q2.yml", "chore Q2"),
    ("request", f"{ORCHARD}/requests.yml", "request T3"),
    ("row --id R", f"{ORCHARD}/areas.yml", "row R"),
    ("report", "reports/new-report.yml", "report new-report"),
    ("report --id late --plan garden", "reports/late.yml", "report late"),
    ("document", "documents.yml", "document new-document"),
    ("abbreviation --id apple", "glossary.yml", "term apple"),
    ("discrepancy", "discrepancies.yml", "discrepancy new-discrepancy"),
    ("status", "statuses.yml", "status new-status"),
]


@pytest.mark.parametrize(("words", "file", "name"), EVERY_KIND, ids=[one[0] for one in EVERY_KIND])
def test_what_is_begun_passes_the_check_and_offers_every_field(
    tmp_path: Path, known: dict[str, bytes], words: str, file: str, name: str
) -> None:
    folder = copied_both(tmp_path)
    before = build(folder)
    written = begin(folder, "data", asked(words))
    assert (written.file, written.name) == (f"data/{file}", name)
    (new,) = subjects(build(folder)).keys() - subjects(before).keys()
    assert name.endswith(f" {new.id}")
    lines = (folder / file).read_text("utf-8").splitlines()
    assert new.id in lines[written.line - 1] or lines[written.line - 1].startswith("plan:")
    assert [line for line in lines if len(line) > WIDTH] == []
    parts = file.removeprefix("plans/").removesuffix(".yml").split("/")
    schema = known[f"{'/'.join(parts[: 2 if 'plans' in file else 1])}.json"]
    assert_offers_every_field(folder / file, json.loads(schema), new.id)


def assert_offers_every_field(file: Path, schema: Any, identifier: str) -> None:
    """With each # taken away the record has all that it may have, and keeps to its schema."""
    found = yaml.safe_load(uncommented(file.read_text("utf-8")))
    assert [error.message for error in Draft202012Validator(schema).iter_errors(found)] == []
    record = found
    if isinstance(found, list):
        record = next(one for one in found if identifier in (one.get("id"), one.get("term")))
        schema = schema["$defs"][schema["items"]["$ref"].rpartition("/")[-1]]
    assert list(record) == list(schema["properties"])


NEXT_IDS = {
    "output": "output 21",
    "output --in 1": "output 21",
    "deliverable": "deliverable 9.4",  # 9.3 is what an earlier version called something else
    "deliverable --in 3": "deliverable 3.4",
    "conclusion": "conclusion 23(j)",
    "building block --in D.1": "building block D.1.e",
    "building-blocks --in A": "building block A.8",
    "building block --in Part3": "building block Part3.1",
    "action area": "action area 8",
    "commitment --plan programme": "deliverable 9.4",
    "clause --plan strategy": "building block Part4.5",
    "areas --plan strategy": "action area 8",
}


@pytest.mark.parametrize("words", NEXT_IDS)
def test_on_the_real_data_ids_go_on_where_each_group_ends(site: Site, words: str) -> None:
    wish = asked(words)
    kind = kind_of(site, wish)
    assert KINDS[kind.name](site, kind.plan, wish).name == NEXT_IDS[words]


def test_a_new_file_of_the_real_data_names_the_schema_that_is_there(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(ROOT / "data", tmp_path / "data"))
    file = tmp_path / begin(folder, "data", asked("output")).file
    named = file.read_text("utf-8").splitlines()[0].removeprefix("# yaml-language-server: $schema=")
    assert (file.parent / named).resolve() == folder / "schema" / "strategy-2023" / "outputs.json"
    assert (folder / "schema" / "strategy-2023" / "outputs.json").is_file()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("taks", "'taks' is nothing that can be begun. Did you mean 'task'?"),
        ("task --id 2.2", "The id '2.2' is taken, or was once, among the tasks. Choose another."),
        ("task --id 2.1", "The id '2.1' is taken, or was once, among the tasks. Choose another."),
        ("task --id ../../x", "'../../x' can't be an id. Use letters and digits"),
        ("task --in 7", "There is no bed '7'. Known here: 1, 2."),
        ("wish --in Z", "There is no part and no wish 'Z'. Known here: A, B, C"),
        ("bed --in 1", "A new bed belongs to no area or part: leave out --in 1."),
        ("task --plan gardn", "There is no plan 'gardn'. Did you mean 'garden-2031'?"),
        ("term --id Bed", "'Bed' stands there already. Choose another: --id …"),
        ("report --id Big/One", "'Big/One' can't be the name of a file."),
        ("status --id Not Short", "Nothing was written, because it would not pass the check:"),
    ],
)
def test_what_can_not_be_begun_is_refused_in_plain_words_and_nothing_is_touched(
    tmp_path: Path, words: str, said: str
) -> None:
    folder = copied(tmp_path)
    before = contents(tmp_path)
    with pytest.raises(RefusedError, match=re.escape(said)):
        begin(folder, "data", asked(words))
    assert contents(tmp_path) == before


def test_nothing_is_begun_in_broken_data(tmp_path: Path) -> None:
    folder = edited(tmp_path, f"{GARDEN}/tasks/3.yml", "title: Paint", "titel: Paint")
    with pytest.raises(
        RefusedError, match=r"Mend these first:\ndata/plans/garden-2031/tasks/3\.yml:3:1: task 3"
    ):
        begin(folder, "data", asked("task"))


def test_where_two_plans_have_one_word_the_editor_says_which(tmp_path: Path) -> None:
    folder = edited_both(tmp_path, f"{ORCHARD}/plan.yml", "{one: chore,", "{one: task,")
    with pytest.raises(RefusedError, match="Say which: --plan garden-2031 or --plan orchard-2032"):
        begin(folder, "data", asked("task"))
    assert begin(folder, "data", asked("task --plan orchard")).name == "task Q2"


@pytest.mark.parametrize("word", ["commitment", "clause", "Area", "areas"])
def test_general_words_are_names_too_and_where_plans_share_them_the_editor_says_which(
    tmp_path: Path, word: str
) -> None:
    folder = copied_both(tmp_path)
    with pytest.raises(RefusedError, match="Say which: --plan garden-2031 or --plan orchard-2032"):
        begin(folder, "data", asked(word))
    own = {"c": "request Z", "a": "row Z"}[word[0].casefold()] if word != "commitment" else "chore Z"
    assert begin(folder, "data", asked(f"{word} --plan orchard --id Z")).name == own


def test_what_a_plan_calls_by_a_general_word_is_what_it_means(tmp_path: Path) -> None:
    folder = edited(tmp_path, f"{GARDEN}/plan.yml", "{one: task,", "{one: area,")
    assert begin(folder, "data", asked("area")).file == f"data/{GARDEN}/tasks/5.yml"


def test_what_to_do_next_is_said_in_the_plan_s_own_words(tmp_path: Path) -> None:
    assert begin(copied(tmp_path), "data", asked("bed")).then == (
        "The tasks that belong to it say so in their `area`.",
    )


OFFERED = re.compile(r"( *)# (?!yaml-language-server)([a-z_-]+):")
TOGETHER = re.compile(r"Only with `([^`]+)`( in plan\.yml)?")


def offers(lines: list[str]) -> Iterator[tuple[str, range, str]]:
    """Each field that stands behind a #, the lines that it takes, and what is said of it."""
    for at, line in enumerate(lines):
        if found := OFFERED.match(line):
            rest = takewhile(lambda one: one.startswith(f"{found[1]}#   "), lines[at + 1 :])
            above = [*takewhile(lambda one: one.lstrip().startswith("## "), reversed(lines[:at]))]
            said = " ".join(one.strip(" #") for one in reversed(above))
            yield found[2], range(at, at + 1 + len([*rest])), f"{said} {line}"


def each_offer_by_itself(lines: list[str], plan: str) -> Iterator[list[str]]:
    """The record again and again, each time with one field, and what that says it goes together with."""
    every = [*offers(lines)]
    for name, place, said in every:
        used, kind = {*place}, ""
        if together := TOGETHER.search(said):
            other, in_plan = together.groups()
            if in_plan:
                assert f"\n{other}:" not in plan.replace(f"\n{other}: []\n", "\n"), f"{name}: {said}"
                continue
            kind = other.removeprefix("kind: ") if other.startswith("kind: ") else ""
            used |= {at for one, those, _ in every if one == other for at in those}
        taken = (line.replace("# ", "", 1) if at in used else line for at, line in enumerate(lines))
        yield [re.sub(r"^( *)kind: \w+", rf"\1kind: {kind}", line) if kind else line for line in taken]


def every_field_used(folder: Path, site: Site, kind: str, plan: Plan) -> int:
    """Writes a record for each field that may stand in one. Says how many."""
    wish = Asked(kind, plan.id, identifier="Z" if kind == "area" else "")
    meant = kind_of(site, wish)
    record = KINDS[meant.name](site, meant.plan, wish)
    text, _ = file_with(folder, record)
    file, lines = folder / record.file, text.splitlines()
    before = file.read_text("utf-8").splitlines() if file.exists() else []
    start = len([*takewhile(lambda pair: pair[0] == pair[1], zip(before, lines, strict=False))])
    stop = len(lines) - len(before) + start
    own = (folder / "plans" / plan.id / "plan.yml").read_text("utf-8")
    used = [*each_offer_by_itself(lines[start:stop], own)]
    old = record.name.rpartition(" ")[2]
    for number, one in enumerate(used):
        new = f"z{number}"
        named = [re.sub(rf'^((?:- )?(?:id|term): )"?{re.escape(old)}"?', rf'\1"{new}"', line) for line in one]
        if record.position is None:
            (folder / record.file.replace(f"/{old}.", f"/{new}.")).write_text("\n".join(named), "utf-8")
        else:
            used[number] = named
    if record.position is not None:
        file.write_text("\n".join([*lines[:start], *chain(*used), *lines[stop:]]) + "\n", "utf-8")
    return len(used)


@pytest.mark.parametrize("name", ["garden and orchard", "climate", "real"])
def test_each_field_that_is_offered_passes_the_check_by_itself_or_says_what_it_stands_together_with(
    tmp_path: Path, name: str
) -> None:
    real = {"climate": ROOT / "examples" / "climate" / "data", "real": ROOT / "data"}.get(name)
    folder = Path(shutil.copytree(real, tmp_path / "data")) if real else copied_both(tmp_path)
    site = build(folder, "data")
    for plan in site.plans.values():
        for kind in ("commitment", "clause", "area"):
            assert every_field_used(folder, site, kind, plan) > 5
    for kind in ("report", "document", "term", "discrepancy", "status"):
        assert every_field_used(folder, site, kind, plan) > 1
    assert problems(folder) == []


def test_the_check_says_what_is_still_to_be_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = copied(tmp_path)
    for name, value in {**GARDEN_FOLDERS, "DATA_DIR": str(folder)}.items():
        monkeypatch.setenv(name, value)
    assert main(["check", str(folder)]) == 0
    assert "written" not in capsys.readouterr().out
    begin(folder, "data", asked("task --title Water the roses"))
    begin(folder, "data", asked("bed"))
    file = f"{folder}/{GARDEN}"
    assert main(["check", str(folder)]) == 0
    assert capsys.readouterr().out.splitlines()[:4] == [
        "3 places are still to be written:",
        f"{file}/areas.yml:22:10: `title` is still “New bed”",
        f"{file}/areas.yml:23:12: `summary` is still “To be written.”",
        f"{file}/tasks/5.yml:11:10: `summary` is still “To be written.”",
    ]
    assert main(["check", str(folder), "--format", "github"]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == (
        f"::notice file={file}/tasks/5.yml,line=11,col=10,title=Still to be written"
        "::`summary` is still “To be written.”"
    )
    assert main(["check", str(folder), "--format", "json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert (said["count"], len(said["unwritten"])) == (0, 3)
    assert said["unwritten"][0].keys() == {"file", "line", "column", "said"}


STILL = {
    "task": ["title", "summary"],
    "wish": ["title"],
    "bed": ["title", "summary"],
    "report": ["this file", "title", "short_title", "summary", "caveat", "title", "gist"],
    "document": ["id", "title"],
    "term": ["term", "meaning"],
    "discrepancy": ["id", "title", "says", "says", "reading"],
    "status": ["id", "title", "definition"],
}


@pytest.mark.parametrize("kind", STILL)
def test_what_is_begun_is_known_as_still_to_be_written(tmp_path: Path, kind: str) -> None:
    folder = copied(tmp_path)
    assert unwritten(folder, "data", build(folder)) == []
    begin(folder, "data", asked(kind))
    found = unwritten(folder, "data", build(folder))
    assert [one.words.partition(" is ")[0].strip("`") for one in found] == STILL[kind]


def test_nothing_of_the_real_data_is_still_to_be_written(site: Site) -> None:
    assert unwritten(ROOT / "data", "data", site) == []


def test_a_missing_list_is_begun_with_the_line_that_names_its_schema(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    (folder / "glossary.yml").unlink()
    assert begin(folder, "data", asked("term")).line == 3
    text = (folder / "glossary.yml").read_text("utf-8")
    assert text.startswith("# yaml-language-server: $schema=schema/glossary.json\n")


def placed(tmp_path: Path, text: str, position: int) -> str:
    file = tmp_path / "list.yml"
    file.write_bytes(text.encode())
    node, _ = read(file, "list.yml")
    assert isinstance(node, Listing)
    new, line = with_entry(text, node, position, ["## new", "- id: n", "  a: 1"])
    assert new.splitlines()[line - 1].strip() == "- id: n"
    return new


NEW = "## new\n- id: n\n  a: 1\n"
LISTS = {
    "at the end": ("# head\n- id: a\n- id: b\n", 2, "# head\n- id: a\n- id: b\n" + NEW),
    "at the beginning": ("# head\n- id: a\n", 0, "# head\n" + NEW + "- id: a\n"),
    "above the comment of the next": (
        "- id: a\n# of b\n- id: b\n",
        1,
        "- id: a\n" + NEW + "# of b\n- id: b\n",
    ),
    "below a text with a # in it": (
        "- id: a\n  t: |\n    x\n    # y\n- id: b\n",
        1,
        "- id: a\n  t: |\n    x\n    # y\n" + NEW + "- id: b\n",
    ),
    "with a blank line where others have one": (
        "- id: a\n\n- id: b\n\n\n# end\n",
        2,
        "- id: a\n\n- id: b\n\n\n# end\n\n" + NEW,
    ),
    "between blank lines": ("- id: a\n\n- id: b\n", 1, "- id: a\n\n" + NEW + "\n- id: b\n"),
    "where the last line has no end": ("- id: a", 1, "- id: a\n" + NEW),
    "with the ends of lines that others have": ("- id: a\r\n", 1, "- id: a\r\n" + NEW.replace("\n", "\r\n")),
    "as far in as the others": ("  - id: a\n", 1, "  - id: a\n  ## new\n  - id: n\n    a: 1\n"),
    "as the first of all": ("# head\n[]\n", 0, "# head\n" + NEW),
}


@pytest.mark.parametrize("place", LISTS)
def test_an_entry_stands(tmp_path: Path, place: str) -> None:
    text, position, expected = LISTS[place]
    assert placed(tmp_path, text, position) == expected


def test_a_list_in_brackets_is_left_to_its_editor(tmp_path: Path) -> None:
    with pytest.raises(RefusedError, match="Give each item a line and a dash"):
        placed(tmp_path, "[{id: a}]\n", 1)


def test_the_command_says_where_and_what_to_do_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = copied(tmp_path)
    for name, value in {**GARDEN_FOLDERS, "DATA_DIR": str(folder)}.items():
        monkeypatch.setenv(name, value)
    assert main(["new", "task", "--title", "Water the roses"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == f"{folder}/{GARDEN}/tasks/5.yml:6: task 5 begins here, and passes the check."
    assert lines[-1] == "Then: python -m macros check"
    assert main(["check", str(folder)]) == 0
    assert f"summary: {LATER}" in (folder / GARDEN / "tasks" / "5.yml").read_text("utf-8")
    assert main(["new", "nothing", "at", "all"]) == 1
    assert "'nothing at all' is nothing that can be begun." in capsys.readouterr().err
