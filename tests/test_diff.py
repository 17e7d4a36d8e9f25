"""`diff` says in sentences what a change does to the data, and `pages` which pages it changes."""

import json
import re
import shutil
import time
from dataclasses import replace
from html import escape, unescape
from pathlib import Path
from typing import NamedTuple

import pytest

from macros.build import build
from macros.built import turns
from macros.cli import main
from macros.commands import diff, pages
from macros.differences import subjects
from macros.inert import JOINER
from macros.provenance import text_at
from macros.site import Site
from macros.telling import MOST, Comparison, as_markdown, as_text, comparison, file_of
from macros.turned import MOST as MOST_PAGES
from macros.turned import as_markdown as pages_as_markdown
from macros.turned import as_text as pages_as_text
from tests.building import GARDEN
from tests.garden import PLAN, copied_both
from tests.test_history import git

TASK, WISHES = f"{PLAN}/tasks/2.2.yml", f"{PLAN}/wishes.yml"
HOSTILE = (
    "@octocat and @org/team",
    "![a](https://evil.example/a.png)",
    "<img src=//evil.example onerror=alert(1)>",
    "[here](//evil.example)",
    "see https://evil.example or www.evil.example",
    "mail mailto:a@evil.example or a@evil.example",
    "other/repository#12, GH-12, #12, !12",
    "done :tada: :+1:",
    "`code` **bold** ~~gone~~ | cell | $x$ <!-- -->",
    "</code></details>",
)


class Said(NamedTuple):
    code: int
    out: str
    err: str


class Kept(NamedTuple):
    data: Path
    first: str
    broken: str


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Kept:
    """A repository with the garden's data: its first commit, one that can't be read, and the first again."""
    data = tmp_path_factory.mktemp("repository") / "data"
    data.parent.joinpath("README").write_text("No data yet.\n", "utf-8")
    git(data.parent, "init", "--quiet")
    git(data.parent, "add", ".")
    git(data.parent, "commit", "--message", "Nothing")
    git(data.parent, "tag", "empty")
    shutil.copytree(GARDEN / "data", data)
    git(data.parent, "add", ".")
    git(data.parent, "commit", "--message", "The first")
    first = git(data, "rev-parse", "HEAD")
    edit(data, TASK, "status: told", "status: tolled")
    git(data, "commit", "--all", "--message", "A mistake")
    broken = git(data, "rev-parse", "HEAD")
    git(data, "revert", "--no-edit", "HEAD")
    return Kept(data, first, broken)


@pytest.fixture
def folder(kept: Kept, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the repository's data, which the commands take for theirs."""
    data = Path(shutil.copytree(kept.data.parent, tmp_path / "copy")) / "data"
    monkeypatch.setenv("DATA_DIR", str(data))
    monkeypatch.delenv("SITE_URL", raising=False)
    return data


def edit(data: Path, file: str, old: str, new: str) -> None:
    text = (data / file).read_text("utf-8")
    assert text.count(old) == 1, old
    (data / file).write_text(text.replace(old, new), "utf-8")


def said(capsys: pytest.CaptureFixture[str], *words: str) -> Said:
    code = main(words)
    return Said(code, *capsys.readouterr())


def edited(folder: Path) -> None:
    edit(folder, TASK, 'to: "2031-04"\n    text', 'to: "2031-05"\n    text')
    edit(folder, TASK, "planted along the fence.", f"planted along the wall. {'It keeps them warm. ' * 5}")
    edit(folder, WISHES, '["2.2", "2.10"]', '["2.2"]')
    edit(folder, WISHES, '  linkages:\n    - paragraphs: ["5"]\n      relation: noted in\n', "")


# ---- what a change does to the data


def test_edits_that_no_commit_has_are_said_record_by_record(
    folder: Path, kept: Kept, capsys: pytest.CaptureFixture[str]
) -> None:
    edited(folder)
    text = said(capsys, "diff", kept.first).out
    first, *records = text.split("\n\n")
    counted = "1 task changed; 2 wishes changed; 1 wish newly unanswered; 1 task newly without a wish."
    assert first == counted
    assert records[0].splitlines() == [
        "Task 2.2: Plant beans",
        f"{folder}/{TASK}",
        "  - Summary is worded anew.",
        "      Before: Beans are planted along the [-fence.-]",
        f"      Now: Beans are planted along the {{+wall. {'It keeps them warm. ' * 5}".rstrip() + "+}",
        "  - Season “Sow: two rows” now ends with 2031-05, not with 2031-04.",
    ]
    assert "  - Wish A.1 is no longer linked to task 2.10." in records[1]
    assert "  - Nothing answers wish B.2 any more." in records[2]


def test_two_commits_are_compared_and_the_folder_is_left_alone(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    git(folder, "tag", "before")
    edited(folder)
    git(folder, "commit", "--all", "--message", "An edit")
    edit(folder, TASK, "title: ", "titel: ")
    assert "1 wish newly unanswered" in said(capsys, "diff", "before", "HEAD").out
    assert "Nothing answers wish B.2 any more." in said(capsys, "diff", "before", "HEAD").out
    assert "Wish B.2 has an answer now." in said(capsys, "diff", "HEAD", "before").out
    assert git(folder, "status", "--porcelain").split() == ["M", f"data/{TASK}"]


def test_no_change_of_the_data_is_said_plainly(
    folder: Path, kept: Kept, capsys: pytest.CaptureFixture[str]
) -> None:
    edit(folder, TASK, "title: ", "# What it is called.\ntitle: ")
    for form in ("text", "markdown"):
        assert (
            said(capsys, "diff", kept.first, "--format", form).out.splitlines()[-1]
            == "No change of the data."
        )
    empty = {"base": kept.first, "count": 0, "summary": [], "records": []}
    assert json.loads(said(capsys, "diff", kept.first, "--format", "json").out) == empty


def test_a_side_that_cannot_be_read_is_named_with_its_problems(
    folder: Path, kept: Kept, capsys: pytest.CaptureFixture[str]
) -> None:
    base = said(capsys, "diff", kept.broken)
    assert (base.code, base.out) == (1, "")
    assert base.err.startswith(f"The data of {kept.broken} can't be read, so nothing can be compared:\n")
    assert f"{kept.broken[:7]}:data/{TASK}:" in base.err
    edit(folder, TASK, "title: ", "titel: ")
    both = said(capsys, "diff", kept.broken)
    assert both.err.count("so nothing can be compared") == 2
    assert f"{folder}/{TASK}:" in both.err
    assert "'titel' is not a field" in both.err


def test_a_commit_that_is_not_here_or_has_no_data_is_said_with_the_way_out(
    folder: Path, kept: Kept, capsys: pytest.CaptureFixture[str]
) -> None:
    unknown = said(capsys, "diff", "0123abc", kept.first)
    assert (unknown.code, unknown.out) == (1, "")
    assert "There is no commit 0123abc here. Fetch it first: git fetch origin 0123abc." in unknown.err
    empty = said(capsys, "diff", "empty")
    assert (empty.code, empty.err) == (1, "empty has no folder data/. Name a commit that has one.\n")
    relative = said(capsys, "diff", "HEAD~9").err
    assert (
        relative
        == "There is no commit HEAD~9 here. Where the repository is cut short: git fetch --unshallow.\n"
    )
    shutil.rmtree(folder.parent / ".git")
    way_out = "so there is nothing to compare with. Clone it instead of unpacking an archive."
    assert said(capsys, "diff", kept.first).err == f"{folder} is in no git repository, {way_out}\n"


def test_a_name_that_begins_with_a_dash_is_no_option_of_git(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    name = f"--output={tmp_path / 'written'}"
    refused = f"There is no commit {name} here. No name of a commit begins with a dash."
    assert said(capsys, "diff", "--", name) == (1, "", f"{refused}\n")
    with pytest.raises(LookupError, match=re.escape(refused)):
        text_at(folder, name, "documents.yml")
    assert not (tmp_path / "written").exists()


@pytest.fixture
def branched(folder: Path, kept: Kept) -> Path:
    """A branch with an edit, which doesn't have what the main branch has got since."""
    git(folder, "branch", "--force", "trunk", kept.first)
    git(folder, "checkout", "--quiet", "-b", "of-mine", kept.first)
    edit(folder, TASK, "text: Put up the poles", "text: Put the poles up")
    git(folder, "commit", "--all", "--message", "Mine")
    git(folder, "checkout", "--quiet", "trunk")
    edit(folder, TASK, "title: Plant beans", "title: Plant the beans")
    git(folder, "commit", "--all", "--message", "Theirs")
    git(folder, "checkout", "--quiet", "of-mine")
    return folder


def test_what_the_other_branch_alone_has_is_not_told_backwards(
    branched: Path, kept: Kept, capsys: pytest.CaptureFixture[str]
) -> None:
    first = kept.first[:7]
    for asked, whose in ((("trunk",), "this branch"), (("trunk", "of-mine"), "of-mine")):
        note = f"Compared with {first}, where {whose} left trunk."
        found = said(capsys, "diff", *asked).out
        assert found.splitlines()[:3] == [note, "", "1 task changed."]
        assert "Activity 2" in found
        assert "title" not in found.casefold()
        title, _, second, *_ = said(capsys, "diff", *asked, "--format", "markdown").out.splitlines()
        assert (title.startswith("### "), second) == (True, note)
        assert json.loads(said(capsys, "diff", *asked, "--format", "json").out)["base"] == kept.first
    git(branched, "reset", "--quiet", "--hard", kept.first)
    behind = said(capsys, "diff", "trunk").out
    assert behind == f"Compared with {first}, where this branch left trunk.\n\nNo change of the data.\n"


def test_the_way_back_is_told_where_it_is_asked_for(
    branched: Path, kept: Kept, capsys: pytest.CaptureFixture[str]
) -> None:
    del branched
    assert (
        "Title is now “Plant beans”, not “Plant the beans”." in said(capsys, "diff", "trunk", kept.first).out
    )


def test_another_order_of_records_is_said_of_the_file_that_has_it(
    folder: Path, kept: Kept, capsys: pytest.CaptureFixture[str]
) -> None:
    text = (folder / WISHES).read_text("utf-8")
    begin, second = text.index('- id: "B.1"'), text.index('- id: "B.2"')
    (folder / WISHES).write_text(f"{text[:begin]}{text[second:]}{text[begin:second]}", "utf-8")
    first, (_, file, sentence) = (
        part.splitlines() for part in said(capsys, "diff", kept.first).out.split("\n\n")
    )
    assert (first, file) == (["1 garden plan changed."], f"{folder}/{WISHES}")
    assert "Wishes are in another order" in sentence
    (record,) = json.loads(said(capsys, "diff", kept.first, "--format", "json").out)["records"]
    assert (record["kind"], record["file"]) == ("plan", f"{folder}/{WISHES}")
    edit(folder, f"{PLAN}/plan.yml", "title: Garden meeting", "title: Meeting")
    records = json.loads(said(capsys, "diff", kept.first, "--format", "json").out)["records"]
    assert [one["file"] for one in records] == [f"{folder}/{PLAN}/plan.yml", f"{folder}/{WISHES}"]


def test_what_json_holds_is_what_the_help_says(
    folder: Path, kept: Kept, capsys: pytest.CaptureFixture[str]
) -> None:
    edited(folder)
    found = json.loads(said(capsys, "diff", kept.first, "--format", "json").out)
    assert found["count"] == sum(len(one["changes"]) for one in found["records"])
    task, wish = found["records"][0], found["records"][1]
    assert (task["kind"], task["id"], task["plan"], task["url"]) == (
        "commitment",
        "2.2",
        "garden-2031",
        "/tasks/2.2/",
    )
    assert task["file"] == f"{folder}/{TASK}"
    assert task["changes"][1] == {
        "sentence": "Season “Sow: two rows” now ends with 2031-05, not with 2031-04.",
        "at": ["phases", "Sow: two rows"],
        "field": "to",
        "how": "changed",
        "before": "2031-04",
        "after": "2031-05",
    }
    for name in (*found, *wish, *wish["changes"][0]):
        assert re.search(rf"\b{name}\b", diff.HELP), name


def test_every_record_is_said_to_stand_in_a_file_that_holds_it(tmp_path: Path) -> None:
    data = copied_both(tmp_path)
    site = build(data)
    for subject in subjects(site):
        file = data / file_of(site, subject)
        assert file.is_file(), subject
        kinds_without_an_id = {"plan", "report", "succession"}
        assert subject.kind in kinds_without_an_id or subject.id in file.read_text("utf-8"), subject


# ---- for the summary of a pull request


@pytest.fixture(scope="module")
def garden_site() -> Site:
    return build(GARDEN / "data")


def renamed(site: Site, title: str) -> Site:
    """With another title for one task, and a long summary."""
    (plan,) = site.plans.values()
    task = plan.commitments["2.2"].model_copy(update={"title": title, "summary": f"{title} {'x ' * 60}"})
    commitments = {**plan.commitments, "2.2": task}
    return replace(site, plans={plan.id: replace(plan, commitments=commitments)})


LIVE = re.compile(r"[@#!]\w|://|www\.|GH-\d|mailto:|:[\w+-]+:")
"""What a platform makes a link, a mention or a picture of, in any text."""


def harmless(markdown: str, text: str) -> None:
    """The text stands in the Markdown, letter by letter, and nothing in it does anything."""
    own = re.sub(
        r"</?(code|del|ins|br|details|summary)>|^(###|-) |^\*\*|\*\*(?= <code>|$)",
        "",
        markdown,
        flags=re.MULTILINE,
    )
    assert not re.search(r"[<>`\[\]|*~$]", own), own
    assert not LIVE.search(unescape(own)), own
    assert text in unescape(own).replace(JOINER, "")


@pytest.mark.parametrize("text", HOSTILE)
def test_what_an_editor_wrote_makes_no_markup_no_link_and_calls_nobody(garden_site: Site, text: str) -> None:
    harmless(as_markdown(comparison(garden_site, renamed(garden_site, text)), "data", ""), text)


def test_links_lead_to_pages_that_are_published_already(
    folder: Path, kept: Kept, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    new = (folder / PLAN / "tasks" / "3.yml").read_text("utf-8").replace('id: "3"', 'id: "6"')
    (folder / PLAN / "tasks" / "6.yml").write_text(new, "utf-8")
    edit(folder, TASK, "title: Plant beans", "title: Plant the beans")
    monkeypatch.setenv("SITE_URL", "https://promises.example/here")
    found = said(capsys, "diff", kept.first, "--format", "markdown").out
    assert re.findall(r'href="([^"]*)"', found) == ["https://promises.example/here/tasks/2.2/"]
    assert "Task 6" in found


def test_markdown_ends_where_it_would_be_too_long_and_says_how_much_is_left(garden_site: Site) -> None:
    (account,) = comparison(garden_site, renamed(garden_site, "Beans")).accounts
    many = Comparison(("many changes",), (account,) * MOST)
    text = as_markdown(many, "data", "")
    assert text.count("<code>") == MOST // len(account.changes)
    assert text.endswith(f"{MOST * len(account.changes) - MOST} more changes aren’t listed here.")
    assert as_text(many, "data").count(f"{account.name}\n") == MOST


# ---- which pages it changes


def built(folder: Path, pages: dict[str, str], files: dict[str, str], commit: str) -> Path:
    """A site as small as can be: what a page says itself, and what stands around it."""
    for address, html in pages.items():
        (folder / address).mkdir(parents=True, exist_ok=True)
        own = f'<p>{commit}</p>{html}<p class="printed">{commit}</p>'
        around = f"<nav>{commit}</nav><main><article>{own}</article></main>"
        (folder / address / "index.html").write_text(
            f"<body>{around}<footer>{commit}</footer></body>", "utf-8"
        )
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    return folder


PAGES = {
    "": "<h1>Garden</h1>",
    "tasks": "<h1>Tasks</h1><p>All of them.</p>",
    "tasks/2": '<h1>Task 2<a class="headerlink" href="#top">¶</a></h1><p>Dig.</p>',
    "tasks/10": "<h1>Task 10</h1>",
    "tasks/11": '<h1>Task 11</h1><a href="../2/">See</a><script>"abc"</script>',
    "about": "<h1>About</h1>",
}
FILES = {"tasks/2.json": "{}", "tasks/2.bib": "2031", "assets/site.css": "a{}", "search/index.json": "[]"}


def test_pages_that_read_otherwise_are_said_by_what_they_are_of(tmp_path: Path) -> None:
    other = {
        **PAGES,
        "tasks/2": PAGES["tasks/2"].replace("Dig.", "Dig deep."),
        "tasks/11": PAGES["tasks/11"].replace("../2/", "../10/"),
        "tasks/12": "<h1>Task 12 &amp; more</h1>",
    }
    del other["about"]
    files = {**{name: f"{text} " for name, text in FILES.items()}, "tasks/12.json": "{}"}
    old, new = (
        built(tmp_path / "old", PAGES, FILES, "abc1234"),
        built(tmp_path / "new", other, files, "def5678"),
    )
    assert pages_as_text(turns(old, new)).splitlines() == [
        "1 new page; 2 pages changed; 1 page gone; 1 new published file; 1 published file changed.",
        "",
        "Pages of their own",
        "  gone  /about/  About",
        "",
        "Tasks",
        "  new  /tasks/12/  Task 12 & more",
        "  changed  /tasks/2/  Task 2",
        "  changed  /tasks/11/  Task 11",
        "",
        "Published files",
        "  new  /tasks/12.json",
        "  changed  /tasks/2.json",
    ]


def test_what_a_script_and_the_foot_of_a_page_say_is_no_change_for_readers(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = {**PAGES, "tasks/11": PAGES["tasks/11"].replace("abc", "xyz")}
    old, new = (
        built(tmp_path / "old", PAGES, FILES, "abc1234"),
        built(tmp_path / "new", other, FILES, "def5678"),
    )
    assert said(capsys, "pages", str(old), str(new)) == (0, "No page and no published file changes.\n", "")


@pytest.mark.parametrize("text", HOSTILE)
def test_a_title_makes_no_markup_no_link_and_calls_nobody(tmp_path: Path, text: str) -> None:
    title = {"tasks/2": f"<h1>{escape(text)}</h1>"}
    old, new = built(tmp_path / "old", {"": "<h1>A</h1>"}, {}, ""), built(tmp_path / "new", title, {}, "")
    harmless(pages_as_markdown(turns(old, new)), text)


def test_what_is_too_much_to_name_is_counted(tmp_path: Path) -> None:
    many = {f"tasks/{number}": f"<h1>Task {number}</h1>" for number in range(MOST_PAGES + 3)}
    files = {f"data/{number}.json": "{}" for number in range(MOST_PAGES + 1)}
    old, new = built(tmp_path / "old", {}, {}, ""), built(tmp_path / "new", many, files, "")
    for told in (pages_as_text(turns(old, new)), pages_as_markdown(turns(old, new))):
        assert told.count("/tasks/") == MOST_PAGES
        assert "3 more pages aren’t listed here." in told
        assert "1 more file isn’t listed here." in told


def test_what_is_new_or_gone_is_named_before_what_has_changed(tmp_path: Path) -> None:
    numbers = range(MOST_PAGES + 3)
    many = {"tasks": PAGES["tasks"], **{f"tasks/{number}": f"<h1>Task {number}</h1>" for number in numbers}}
    other = {
        **{address: f"{html}<p>More.</p>" for address, html in many.items()},
        "tasks/999": "<h1>New</h1>",
    }
    other["ways/1"] = "<h1>Way</h1>"
    files = {f"data/{number}.json": "{}" for number in numbers}
    others = {**dict.fromkeys(files, "[]"), "data/999.json": "{}"}
    del other["tasks/80"], others["data/80.json"]
    old, new = built(tmp_path / "old", many, files, ""), built(tmp_path / "new", other, others, "")
    for told in (pages_as_text(turns(old, new)), pages_as_markdown(turns(old, new))):
        assert all(name in told for name in ("/tasks/999/", "/tasks/80/", "/ways/1/"))
        assert all(f"/data/{number}.json" in told for number in (999, 80))
        assert len(re.findall(r"/(?:tasks|ways)/(?:\d+/)?(?=<|  )", told)) == MOST_PAGES


def test_the_pages_of_the_real_site_are_compared_in_no_time(site_dir: Path, tmp_path: Path) -> None:
    """Even where what stands around every page has changed."""
    other = tmp_path / "other"
    for file in site_dir.rglob("index.html"):
        (other / file.relative_to(site_dir)).parent.mkdir(parents=True)
        html = re.sub(r"commit [0-9a-f]{7}|<body", r"\g<0> data-other", file.read_text("utf-8"))
        (other / file.relative_to(site_dir)).write_text(html, "utf-8")
    begin = time.process_time()
    found = turns(other, site_dir)
    assert time.process_time() - begin < 2
    assert found.pages == ()
    assert {one.how for one in found.files} == {"new"}


def test_the_json_of_pages_is_what_the_help_says(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    old, new = built(tmp_path / "old", {"": "<h1>A</h1>"}, {}, ""), built(tmp_path / "new", PAGES, FILES, "")
    found = json.loads(said(capsys, "pages", str(old), str(new), "--format", "json").out)
    changed = {"how": "changed", "address": "/", "title": "Garden", "section": ""}
    assert found["pages"][0] == changed
    assert found["files"] == [{"how": "new", "address": "/tasks/2.json"}]
    for name in (*found, *changed):
        assert re.search(rf"\b{name}\b", pages.HELP), name


def test_a_folder_without_a_site_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = said(capsys, "pages", str(tmp_path), str(tmp_path))
    assert (found.code, found.out) == (1, "")
    assert found.err.startswith(f"{tmp_path} holds no built site. Build one: ")
