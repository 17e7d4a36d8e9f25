"""What was published stays: the ledger only grows, and what it promises answers or stops the build."""

import re
import shutil
import subprocess
from html import escape
from pathlib import Path

import pytest

from macros import ledger
from macros.build import build
from macros.by_hand import addresses
from macros.cli import main
from macros.keeping import Keeping
from macros.landing import SECTIONS, Landing, Move
from macros.ledger import LEDGER
from macros.links import Target
from macros.live_facts import Macros
from macros.mending import anchors
from macros.moved_pages import Head, Standing, head_of, moved_page
from macros.pages import publication
from tests.building import GARDEN, GARDEN_FOLDERS, ROOT, build_site, run_command, run_program
from tests.garden import PLAN, copied, copied_both, edited, problems
from tests.old_addresses import arrive
from tests.pages import parsed

TEMPLATES = ROOT / "macros" / "templates"
FIXED = re.compile(r"\{ #([a-z-]+) \}")


def kept(data: Path) -> Keeping:
    return Keeping(publication(build(data, "data"), "build"), data, "data")


def lost(data: Path, lines: list[str], moved: str = "") -> list[str]:
    """What is said where these addresses were published."""
    (data / LEDGER).write_text("".join(f"{line}\n" for line in lines), "utf-8")
    if moved:
        (data / "moved.yml").write_text(moved, "utf-8")
    return [str(problem) for problem in kept(data).lost({"how-to-read/"})]


def test_what_is_there_is_not_lost(tmp_path: Path) -> None:
    lines = ["# a remark", "/garden/", "/tasks/3/", "/tasks/3.json", "/tasks/3/#gone", "/how-to-read/", ""]
    assert lost(copied(tmp_path), lines) == []


def test_what_is_lost_is_named_with_its_line_and_a_way_out(tmp_path: Path) -> None:
    lines = ["/garden/", "/tasks/9/", "/tasks/9.json", "/tasks/9/#source", "/beds/7/", "/old/"]
    renamed = "If this {0} has another id now, add `former_ids:` with the old one to it."
    task = f"{renamed.format('task')} If it is no longer in the plan, put it back with `withdrawal:`,"
    bed = f"{renamed.format('bed')} If not, bring it back,"
    moved = "or write in moved.yml where it leads."
    address = "Each line is one, from the site's root: /data/. Put the line back as it was."
    place, gone = f"data/{LEDGER}", "was published, and leads nowhere now."
    assert lost(copied(tmp_path), [*lines, "tasks/9/"]) == [
        f"{place}:7:1: 'tasks/9/' is no address. {address}",
        f"{place}:2:1: task 9: /tasks/9/ {gone} {task} {moved}",
        f"{place}:3:1: task 9: /tasks/9.json {gone} {task} {moved}",
        f"{place}:5:1: bed 7: /beds/7/ {gone} {bed} {moved}",
        f"{place}:6:1: /old/ {gone} Bring it back, {moved}",
    ]


MOVED = """\
- {from: /old/, to: [/tasks/, /beds/], date: "2031", reason: It was split.}
- {from: /garden/, to: [/beds/], date: "2031", reason: It is there.}
- {from: /older/, to: [/nowhere/], date: "2031", reason: It leads nowhere.}
- {from: /oldest/, to: [/tasks/4/], date: "2031", reason: It leads to what is withdrawn.}
- {from: /old.csv, date: "2031", reason: A file can't say so.}
- {from: /older.csv, to: [/data/plans.json], date: "2031", reason: This file is another one now.}
"""


def test_what_moved_leads_to_what_is_there(tmp_path: Path) -> None:
    place, name = "data/moved.yml", "Name what took its place."
    assert lost(copied(tmp_path), ["/old/", "/older.csv"], MOVED) == [
        f"{place}:2:10: moved /garden/: /garden/ is there. Take the entry out, or rename what is there.",
        f"{place}:3:24: moved /older/: it leads to /nowhere/, which isn't there. Name an address of today.",
        f"{place}:4:25: moved /oldest/: it leads to /tasks/4/, which is withdrawn itself. {name}",
        f"{place}:5:3: moved /old.csv: an old file leads on to one other file. Name one.",
    ]


IN_THE_WAY = """\
- {from: /data/plans.json, to: [/data/documents.json], date: "2031", reason: This file is there.}
- {from: /old/, to: [/data/documents.json], date: "2031", reason: A page leads to a file.}
- {from: /old.csv, to: [/tasks/], date: "2031", reason: A file leads to a page.}
- {from: /tasks/3, to: [/data/documents.json], date: "2031", reason: A folder is there.}
- {from: /data/plans.json/, to: [/tasks/], date: "2031", reason: A file is there.}
- {from: /sitemap.xml, to: [/data/documents.json], date: "2031", reason: The site has its own.}
"""


def test_what_moved_takes_nothing_away_that_is_there(tmp_path: Path) -> None:
    place, rename = "data/moved.yml", "Take the entry out, or rename what is there."
    beside, both = "can't be there beside", "a folder would be a file"
    page = "/data/plans.json/"
    data = copied(tmp_path)
    before = kept(data).publication.files
    assert lost(data, [], IN_THE_WAY) == [
        f"{place}:1:10: moved /data/plans.json: /data/plans.json is there. {rename}",
        f"{place}:2:22: moved /old/: it is a page, and /data/documents.json is none. Name a page.",
        f"{place}:3:25: moved /old.csv: it is a file, and /tasks/ is none. Name a file.",
        f"{place}:4:10: moved /tasks/3: /tasks/3 {beside} /tasks/3/: {both}. {rename}",
        f"{place}:5:10: moved {page}: {page} {beside} /data/plans.json: {both}. {rename}",
        f"{place}:6:10: moved /sitemap.xml: /sitemap.xml is of the site's own workings. {rename}",
    ]
    after = kept(data).publication.files
    assert before["data/plans.json"] == after["data/plans.json"]


def test_a_record_that_is_deleted_is_asked_back_and_nothing_is_taken_for_it(tmp_path: Path) -> None:
    data = copied(tmp_path)
    (data / LEDGER).write_text("/tasks/2.10/\n/beds/2/\n", "utf-8")
    (data / PLAN / "tasks" / "2.10.yml").unlink()
    areas = data / PLAN / "areas.yml"
    areas.write_text(areas.read_text("utf-8").replace('- id: "2"', '- id: "3"'), "utf-8")
    back = "It was published, so bring it back."
    renamed = "If this {0} has another id now, add `former_ids:` with the old one to it."
    withdrawn = "If it is no longer in the plan, put it back with `withdrawal:`."
    said = {line.partition("there is no ")[2] for line in problems(data)}
    assert {line for line in said if "2.10" in line} == {
        f"task '2.10'. {back} {renamed.format('task')} {withdrawn}"
    }
    assert {line for line in said if line.startswith("bed")} == {f"bed '2'. {back} {renamed.format('bed')}"}


def test_a_file_that_moved_answers_with_the_bytes_of_today(tmp_path: Path) -> None:
    data = copied(tmp_path)
    (data / "moved.yml").write_text(MOVED, "utf-8")
    files = kept(data).publication.files
    assert files["older.csv"] == files["data/plans.json"]


def test_a_code_that_another_begins_with_keeps_its_files(tmp_path: Path) -> None:
    """2.10.json is no file of task 2."""
    moved = '- {from: /tasks/2/, to: [/tasks/3/], date: "2031", reason: It was never more than this.}\n'
    data = copied(tmp_path)
    before = kept(data).publication.files
    (data / "moved.yml").write_text(moved, "utf-8")
    after = kept(data).publication.files
    records = [path for path in before if path.startswith("tasks/")]
    assert "tasks/2.10.json" in records
    assert [path for path in records if after[path] != before[path]] == []
    assert after["tasks/2.json"] == before["tasks/3.json"]


@pytest.mark.parametrize(
    ("page", "anchor", "there", "now"),
    [
        ("tasks/3a/", "source", {"source"}, "source"),
        ("tasks/3a/", "revisions", {"source"}, ""),
        ("tasks/3a/", "seasons", set(), ""),
        ("tasks/3a/", "activity-7", {"activities"}, ""),
        ("garden/matrix/", "a-1--3", {"a-1--3a", "a-3--1"}, "a-1--3a"),
        ("garden/matrix/", "x-1--3", {"y-1--3a"}, "y-1--3a"),
        ("garden/continued-by/orchard/", "link-3--p1", {"3a--p1"}, "3a--p1"),
        ("garden/", "milestone-spading", {"milestone-digging"}, "milestone-digging"),
        ("garden/", "goals-of-old", {"goals"}, None),
        ("wishes/", "a-1--3", set(), None),
    ],
)
def test_a_place_that_a_page_had_is_found_on_it(
    tmp_path: Path, page: str, anchor: str, there: set[str], now: str | None
) -> None:
    assert Landing(build(renamed(tmp_path))).on_page(page, anchor, there) == now


def renamed(tmp_path: Path) -> Path:
    """Both plans with a task, a wish and a milestone that had other ids."""
    data = copied_both(tmp_path)
    for path in data.rglob("*.yml"):
        text = re.sub(r'(tasks: \[[^\]]*?|from: )"3"', r'\1"3a"', path.read_text("utf-8"))
        path.write_text(text.replace('clauses: ["B.2"]', 'clauses: ["Y.1"]'), "utf-8")
    for file, old, new in (
        (f"{PLAN}/tasks/3.yml", 'id: "3"\n', 'id: "3a"\nformer_ids: ["3"]\n'),
        (f"{PLAN}/plan.yml", "- id: digging\n", "- id: digging\n    former_ids: [spading]\n"),
        (f"{PLAN}/wishes.yml", '- id: "B.2"\n', '- id: "Y.1"\n  former_ids: ["X.1", "B.2"]\n'),
        ("documents.yml", "- id: LETTER/1\n", "- id: LETTER/1\n  former_ids: [LETTER/0]\n"),
    ):
        text = (data / file).read_text("utf-8")
        assert text.count(old) == 1
        (data / file).write_text(text.replace(old, new), "utf-8")
    (data / PLAN / "tasks" / "3.yml").rename(data / PLAN / "tasks" / "3a.yml")
    return data


def test_every_fixed_section_of_a_template_is_known() -> None:
    found = {name for file in TEMPLATES.glob("*.md.j2") for name in FIXED.findall(file.read_text("utf-8"))}
    assert len(found) > 20
    assert found - {"top"} <= SECTIONS


def test_anchors_are_read_from_tags_alone() -> None:
    html = '<h2 id="a">A</h2><p>id="b" &lt;p id="c"&gt;</p><svg><g id="d"/></svg><td  class="x" id="e"></td>'
    assert list(anchors(html)) == ["a", "e"]


HOSTILE = '"><script>alert(1)</script>{{ 7*7 }}&amp;'


def test_what_a_page_that_leads_on_says_stays_text() -> None:
    """Its own texts and what it takes from the head of the page that it leads to."""
    head = head_of(f'<title>{escape(HOSTILE)}</title><meta property="og:title" content="{escape(HOSTILE)}">')
    move = Move(Target("a/", HOSTILE, HOSTILE), (Target("b/", "", HOSTILE),), HOSTILE)
    page = moved_page(Landing(), move, ["x"], lambda _: Standing(head, {"x": HOSTILE}))
    assert "<script>alert" not in page
    read = parsed(page.partition("<!doctype html>")[2].strip())
    assert {one.text for one in read.all("a") if "b/" in one["href"]} == {HOSTILE}
    assert [one.text for one in read.all("title")] == [HOSTILE]
    assert [one["content"] for one in read.all("meta", property="og:title")] == [HOSTILE]


def test_an_address_that_leads_to_several_or_nowhere_says_so() -> None:
    old, targets = Target("a/", "", "/a/"), (Target("b/", "", "B"), Target("c/", "", "C"))
    for new, heading in ((targets, "/a/ leads to several pages now"), ((), "/a/ isn’t here any more")):
        page = moved_page(
            Landing(), Move(old, new, "It was split.", "2031"), ["x"], lambda _: Standing(Head(), {})
        )
        read = parsed(page.partition("<!doctype html>")[2].strip())
        assert [one.text for one in read.all("h1")] == [heading]
        assert [one.text for one in read.of_class("targets") for one in one.all("a")] == [
            one.title for one in new
        ]
        assert "It was split. Since 2031." in read.text
        assert not read.all("script")


def test_the_ledger_only_grows() -> None:
    before = f"{ledger.HEADER}\n/b/\n/a/#x\n"
    assert ledger.grown(before, ["/c/", "/b/"]) == f"{ledger.HEADER}\n/a/#x\n/b/\n/c/\n"
    assert ledger.grown("", ["/"]) == f"{ledger.HEADER}\n/\n"


def test_pages_by_hand_are_known_with_those_that_are_lent(tmp_path: Path) -> None:
    for name in ("index.md", "a.md", "b/index.md", "b/c.md", "d.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("# A", "utf-8")
    found = {one for one in addresses(tmp_path, ROOT / "docs") if not one.startswith("assets/")}
    assert found >= {"", "a/", "b/", "b/c/", "d.txt", "glossary/"}
    assert "contribute/" not in found


def test_check_says_what_is_lost(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data = copied(tmp_path)
    (data / LEDGER).write_text("/tasks/9/\n", "utf-8")
    assert main(["check", str(data)]) == 1
    assert f"{data}/{LEDGER}:1:1: task 9: /tasks/9/ was published" in capsys.readouterr().out


def test_check_says_that_it_cannot_see_places(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data = copied(tmp_path)
    (data / LEDGER).write_text("/tasks/3/#nowhere\n", "utf-8")
    assert main(["check", str(data)]) == 0
    last = capsys.readouterr().out.splitlines()[-1]
    assert last == "Links to a heading within a page are checked when the site is built."


def test_a_line_that_a_commit_has_is_not_taken_away(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def git(*words: str) -> None:
        name = ["-c", "user.name=A", "-c", "user.email=a@b.example"]
        subprocess.run(["git", *name, *words], cwd=tmp_path, check=True, capture_output=True)

    data = copied(tmp_path)
    monkeypatch.setenv("DATA_DIR", str(data))
    git("init")
    git("add", ".")
    git("commit", "-m", "Nothing promised")
    (data / LEDGER).write_text("/a/\n/b/\n", "utf-8")
    assert main(["addresses", "--against", "HEAD"]) == 0
    git("add", ".")
    git("commit", "-m", "Two promised")
    (data / LEDGER).write_text("/b/\n/c/\n", "utf-8")
    assert main(["addresses", "--against", "HEAD"]) == 1
    said = capsys.readouterr().out
    assert f"{LEDGER}: the line /a/ is gone. It was published: put it back." in said
    assert "2 addresses in HEAD, 1 of them gone." in said
    assert main(["addresses", "--against", "nowhere"]) == 1
    assert "There is no commit nowhere here." in capsys.readouterr().err


@pytest.fixture(scope="module")
def promised(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The ledger of both invented plans."""
    data = copied_both(tmp_path_factory.mktemp("promised"))
    run = run_program("addresses", settings={**GARDEN_FOLDERS, "DATA_DIR": str(data)})
    assert run.returncode == 0, run.stdout + run.stderr
    text = (data / LEDGER).read_text("utf-8")
    count = len(ledger.addresses_in(text))
    assert f"{count} new, {count} in all." in run.stdout
    return text


def test_the_ledger_holds_pages_places_and_files_and_no_workings(promised: str) -> None:
    lines = ledger.addresses_in(promised)
    assert lines >= {
        "/", "/garden/", "/garden/matrix/#a-1--3", "/tasks/3/", "/tasks/3/#seasons", "/tasks/3.json",
        "/garden/#milestone-digging", "/documents/#letter-1", "/data/plans.json",
    }  # fmt: skip
    unwanted = re.compile(r".*(/assets/|/search/|card\.png|404|sitemap|#top$|#key$|#figure-|-table$|#__).*")
    assert [line for line in lines if unwanted.fullmatch(line)] == []
    assert promised.splitlines()[1:] == sorted(lines)


def test_renamed_records_and_places_keep_every_promise_of_any_plan(tmp_path: Path, promised: str) -> None:
    data = renamed(tmp_path)
    (data / LEDGER).write_text(promised, "utf-8")
    dated = data / PLAN / "plan.yml"
    dated.write_text(dated.read_text("utf-8").replace('date: "2031-03-07"', 'date: "2031-02-07"'), "utf-8")
    dated.write_text(dated.read_text("utf-8").replace('until: "2031-03-09"', 'until: "2031-02-09"'), "utf-8")
    site = build_site(tmp_path / "site", {**GARDEN_FOLDERS, "DATA_DIR": str(data)})
    for line in ledger.addresses_in(promised):
        arrive(site, line)
    expected = {
        "/tasks/3/#source": ("tasks/3a/", "source"),
        "/wishes/b-2/": ("wishes/y-1/", ""),
        "/garden/timeline/2031-03/#milestone-digging": ("garden/", "milestone-digging"),
    }
    assert {line: arrive(site, line)[:2] for line in expected} == expected
    assert '<span id="letter-0">' not in (site / "documents" / "index.html").read_text("utf-8")


def test_a_place_that_is_lost_stops_the_build(tmp_path: Path) -> None:
    data = edited(tmp_path, "glossary.yml", "- term: bed\n", "- term: plot\n")
    lines = ["/glossary/#bed", "/garden/#of-old", "/garden/#source", "/reports/harvest-letter/#para-99"]
    (data / LEDGER).write_text("".join(f"{line}\n" for line in lines), "utf-8")
    (data / "moved.yml").write_text(
        '- {from: "/garden/#of-old", to: ["/garden/#nowhere"], date: "2031", reason: It moved.}\n', "utf-8"
    )
    settings = {**GARDEN_FOLDERS, "DATA_DIR": str(data)}
    run = run_command("site", "--out", str(tmp_path / "site"), settings=settings)
    assert run.returncode == 1
    said = run.stdout + run.stderr
    nowhere = "was published, and there is no such place on the page now. Bring it back"
    renamed = "; if a record has another id, add `former_ids:` to it; or else"
    assert f"{data}/{LEDGER}:1:1: /glossary/#bed {nowhere}{renamed} write in moved.yml" in said
    assert f"/reports/harvest-letter/#para-99 {nowhere}, or write in moved.yml" in said
    assert f"{data}/moved.yml:1:34: moved /garden/#of-old: it leads to /garden/#nowhere" in said
    assert said.count("WARNING") == 3
    assert not (tmp_path / "site").exists()


def test_a_page_that_cannot_be_made_says_only_why(tmp_path: Path) -> None:
    data = copied(tmp_path)
    (data / LEDGER).write_text("/note/#kept\n", "utf-8")
    pages = Path(shutil.copytree(GARDEN / "docs", tmp_path / "pages"))
    (pages / "note.md").write_text("# A note\n\n## Kept\n\n{{ nothing }}\n", "utf-8")
    settings = {"DATA_DIR": str(data), "DOCS_DIR": str(pages)}
    run = run_command("site", "--out", str(tmp_path / "site"), settings=settings)
    said = run.stdout + run.stderr
    assert "'nothing' is undefined" in said
    assert "was published" not in said
    assert said.count("WARNING") == 1


def test_an_old_address_in_a_page_by_hand_leads_on(tmp_path: Path) -> None:
    moved = '- {from: /chores/, to: [/tasks/], date: "2031", reason: Another word.}\n'
    data = renamed(tmp_path)
    (data / "moved.yml").write_text(moved, "utf-8")
    macros = Macros(kept(data).publication, lambda: "", lambda: "note.md")
    assert 'href="tasks/3a/#source"' in macros.link("tasks/3#source")
    assert macros.url("tasks/3") == macros.url("tasks/3a")
    assert macros.url("chores") == macros.url("tasks")
    assert 'href="garden/"' in macros.link("garden")
