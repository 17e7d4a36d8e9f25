"""What commits changed in the data is written down, and told on the pages, in the feed and at their foot."""

import json
import os
import re
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple
from uuid import NAMESPACE_URL, uuid5
from xml.etree import ElementTree as ET

import feedparser
import pytest
from playwright.sync_api import Browser

from macros import recorded
from macros.annals import last_changed, record_history, subjects_of_pages
from macros.build import build
from macros.change import Change, How, Subject
from macros.exports.atom import atom_file
from macros.provenance import KEPT, Provenance
from macros.recording import record
from macros.released import batches, net
from macros.site import Site
from macros.standing import standing
from macros.views.changelog import releases
from tests.browser import open_page, serve
from tests.building import GARDEN, ROOT, Run, build_site, run_command, run_program
from tests.garden import PLAN, problems
from tests.pages import Element, article, page, parsed

HOME = "https://promises.example/"
TASK = Subject(kind="commitment", id="3", plan="garden-2031")
HOSTILE = ("{{ 7*7 }}", "<script>alert(1)</script>", "]]> <![CDATA[ <b>", "&lt;b&gt; &amp;", "x {: #a }")
CONFIGURED = re.compile(r"^site_name: !ENV \[SITE_NAME, (.+)\]$", re.MULTILINE)
ATOM = "{http://www.w3.org/2005/Atom}"


class Kept(NamedTuple):
    """A repository with the garden's data, and what the command said of it."""

    data: Path
    run: Run
    commits: list[str]


def git(folder: Path, *words: str, day: str = "2031-01-01") -> str:
    time = f"{day}T10:00:00+02:00"
    who = ("-c", "user.name=A gardener", "-c", "user.email=gardener@garden.example")
    environment = {**os.environ, "GIT_AUTHOR_DATE": time, "GIT_COMMITTER_DATE": time}
    run = subprocess.run(
        ["git", *who, *words], cwd=folder, env=environment, check=True, capture_output=True, text=True
    )
    return run.stdout.strip()


def committed(data: Path, file: str, old: str, new: str, day: str) -> str:
    text = (data / file).read_text("utf-8")
    assert text.count(old) == 1, old
    (data / file).write_text(text.replace(old, new), "utf-8")
    git(data, "commit", "--all", "--message", "An edit", day=day)
    return git(data, "rev-parse", "HEAD")


def history(data: Path, start: Callable[..., Run] = run_command) -> Run:
    return start("history", settings={"DATA_DIR": str(data)})


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Kept:
    """Seven commits after the first: one can't be read, and one changes no fact. Two of them are released."""
    data = tmp_path_factory.mktemp("repository") / "data"
    shutil.copytree(GARDEN / "data", data)
    git(data.parent, "init", "--quiet")
    git(data.parent, "add", ".")
    git(data.parent, "commit", "--message", "The first")
    file = f"{PLAN}/tasks/3.yml"
    edits = [
        (file, "title: Paint the shed", "title: Paint the shed red", "2031-02-01"),
        (file, 'id: "3"', "id: 3", "2031-02-02"),
        (file, "id: 3\n", 'id: "3"\n', "2031-02-03"),
        (file, "The shed is painted green.", "The shed is painted blue.", "2031-02-04"),
        (
            file,
            "painted blue.",
            "painted white, because no other paint was left." + " It is a pity." * 4,
            "2031-02-05",
        ),
        (file, "title: Paint the shed red", "title: Paint the shed", "2031-02-06"),
        (f"{PLAN}/wishes.yml", '    - tasks: ["2.2"]\n', '    - tasks: ["2.2", "3"]\n', "2031-02-07"),
        (file, 'id: "3"', '# The shed.\nid: "3"', "2031-02-08"),
    ]
    commits = [git(data, "rev-parse", "HEAD"), *(committed(data, *edit) for edit in edits)]
    git(data, "tag", "v0.9", commits[2])
    git(data, "tag", "draft", commits[3])
    for name, day in (("v1.0", "2031-02-09"), ("v1.0.1", "2031-02-10")):
        git(data, "tag", "--annotate", "--message", "A release", name, commits[4], day=day)
    return Kept(data, history(data, run_program), commits)


@pytest.fixture(scope="module")
def told(kept: Kept) -> Site:
    return build(kept.data, "data")


@pytest.fixture(scope="module")
def frozen(kept: Kept, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The garden's site as a release leaves it."""
    folder = tmp_path_factory.mktemp("frozen")
    docs = Path(shutil.copytree(GARDEN / "docs", folder / "docs"))
    shutil.copy(ROOT / "docs" / "changes.md", docs)
    settings = {"DATA_DIR": str(kept.data), "DOCS_DIR": str(docs), "SITE_URL": HOME, "FROZEN": "v1.0"}
    return build_site(folder / "site", settings)


# ---- writing it down


def test_every_commit_that_changes_a_fact_is_written_down_once(kept: Kept, told: Site) -> None:
    assert kept.run.returncode == 0, kept.run.stderr
    facts = [kept.commits[place] for place in (0, 1, 4, 5, 6, 7)]
    assert [entry.commit for entry in told.history] == facts
    assert [entry.day for entry in told.history][:3] == ["2031-01-01", "2031-02-01", "2031-02-04"]
    assert {(one.how, one.is_whole) for one in told.history[0].changes} == {("new", True)}


def test_a_commit_that_cannot_be_read_is_passed_over_with_a_word(kept: Kept) -> None:
    assert f"{kept.commits[2][:7]} is passed over: its data have 1 problems." in kept.run.stdout


def test_asked_again_the_command_writes_nothing(kept: Kept) -> None:
    before = (kept.data / recorded.HISTORY).read_bytes()
    again = history(kept.data)
    assert (again.returncode, again.stdout) == (0, "")
    assert (kept.data / recorded.HISTORY).read_bytes() == before


def test_the_same_commits_make_the_same_file(kept: Kept, tmp_path: Path) -> None:
    git(tmp_path, "clone", "--quiet", str(kept.data.parent), "clone")
    copy = tmp_path / "clone" / "data"
    assert history(copy).returncode == 0
    assert (copy / recorded.HISTORY).read_bytes() == (kept.data / recorded.HISTORY).read_bytes()


def test_a_release_is_written_down_with_the_last_change_that_it_holds(kept: Kept, told: Site) -> None:
    released = {one.name: (entry.commit, one.day) for entry in told.history for one in entry.releases}
    assert released == {
        "v0.9": (kept.commits[1], "2031-02-02"),
        "v1.0": (kept.commits[4], "2031-02-09"),
        "v1.0.1": (kept.commits[4], "2031-02-10"),
    }
    assert f"2031-02-09, v1.0: written down as a release of {kept.commits[4][:7]}" in kept.run.stdout


def test_a_release_made_later_of_an_earlier_state_is_added_at_the_end(kept: Kept, tmp_path: Path) -> None:
    data = Path(shutil.copytree(kept.data.parent, tmp_path / "copy")) / "data"
    before = (data / recorded.HISTORY).read_text("utf-8")
    git(data, "tag", "v1.1", kept.commits[6])
    (entry,) = record(data, print)
    after = (data / recorded.HISTORY).read_text("utf-8")
    assert after.startswith(before)
    assert len(after.splitlines()) == len(before.splitlines()) + 1
    assert (entry.commit, entry.releases[0].name) == (kept.commits[6], "v1.1")
    named = [(one.release and one.release.name, len(one.entries)) for one in batches(build(data).history)]
    assert named == [(None, 1), ("v1.1", 2), ("v1.0.1", 0), ("v1.0", 1), ("v0.9", 2)]
    assert record(data, print) == []


def test_a_release_older_than_all_that_is_recorded_is_passed_over_with_a_word(
    kept: Kept, tmp_path: Path
) -> None:
    data = Path(shutil.copytree(kept.data.parent, tmp_path / "copy")) / "data"
    lines = (data / recorded.HISTORY).read_text("utf-8").splitlines(keepends=True)
    left = [line for line in lines if kept.commits[0] not in line and '"releases"' not in line]
    (data / recorded.HISTORY).write_text("".join(left), "utf-8")
    git(data, "tag", "v0.1", kept.commits[0])
    said: list[str] = []
    record(data, said.append)
    assert said == ["v0.1 is passed over: it is older than all that is recorded."]


@pytest.mark.parametrize("without", ["commits", "any repository"])
def test_releases_are_told_where_git_knows_none(kept: Kept, told: Site, tmp_path: Path, without: str) -> None:
    source = Path(shutil.copytree(kept.data.parent, tmp_path / "source"))
    git(source, "add", ".")
    git(source, "commit", "--message", "What the command wrote")
    folder = tmp_path / "copy"
    if without == "commits":
        git(tmp_path, "clone", "--quiet", "--depth", "1", "--no-tags", f"file://{source}", "copy")
        assert git(folder, "tag") == ""
    else:
        folder.mkdir()
        git(source, "archive", "--format=tar", "--output", str(tmp_path / "copy.tar"), "HEAD")
        shutil.unpack_archive(tmp_path / "copy.tar", folder, filter="data")
    assert build(folder / "data").history == told.history


def test_a_release_of_a_commit_that_is_not_told_of_is_no_line(kept: Kept, tmp_path: Path) -> None:
    data = Path(shutil.copytree(kept.data, tmp_path / "data"))
    lines = (data / recorded.HISTORY).read_text("utf-8").splitlines(keepends=True)
    place, line = next((place, line) for place, line in enumerate(lines, start=1) if '"releases"' in line)
    commit = json.loads(line)["commit"]
    (data / recorded.HISTORY).write_text(
        "".join(lines).replace(line, line.replace(commit, "0" * 40)), "utf-8"
    )
    (said,) = problems(data)
    assert said.startswith(f"data/history.jsonl:{place}:1: ")


def test_what_came_and_went_between_two_releases_leaves_nothing() -> None:
    def change(name: str, how: How, field: str = "") -> Change:
        return Change(subject=TASK.model_copy(update={"id": name}), field=field, how=how)

    fleeting = [change("5", "new"), change("5", "changed", "title"), change("5", "gone")]
    undone = [change("3", "on", "unlinked"), change("3", "off", "unlinked")]
    came = change("6", "new")
    stays = change("4", "on", "unlinked")
    assert [*net([*fleeting, *undone, came, change("6", "set", "status"), stays])] == [came, stays]


def test_what_commands_write_is_no_edit_of_the_data() -> None:
    assert recorded.HISTORY in KEPT


def test_without_the_last_commit_the_command_says_what_to_do(kept: Kept, tmp_path: Path) -> None:
    data = Path(shutil.copytree(kept.data.parent, tmp_path / "copy")) / "data"
    file = data / recorded.HISTORY
    lines = file.read_text("utf-8").splitlines()
    file.write_text(file.read_text("utf-8").replace(kept.commits[7], "0" * 40), "utf-8")
    before = file.read_bytes()
    first = next(number for number, line in enumerate(lines, start=1) if kept.commits[7] in line)
    run = history(data)
    assert run.returncode == 1
    place = f"data/{recorded.HISTORY}:{first}:1"
    assert f"{place}: the commit 0000000 isn't here. Was a branch squashed?" in run.stderr
    assert "--unshallow" not in run.stderr
    assert file.read_bytes() == before


def test_in_a_repository_that_is_cut_short_the_command_says_what_to_fetch(kept: Kept, tmp_path: Path) -> None:
    git(tmp_path, "clone", "--quiet", "--depth", "1", f"file://{kept.data.parent}", "copy")
    data = tmp_path / "copy" / "data"
    shutil.copy(kept.data / recorded.HISTORY, data)
    run = history(data)
    assert run.returncode == 1
    assert "git fetch --unshallow" in run.stderr


def test_a_line_that_is_none_is_said_with_its_place(kept: Kept, tmp_path: Path) -> None:
    data = Path(shutil.copytree(kept.data, tmp_path / "data"))
    lines = (data / recorded.HISTORY).read_bytes().splitlines(keepends=True)
    (data / recorded.HISTORY).write_bytes(lines[0] + b'{"commit": "x"}\n' + b"\xff\n" + lines[1])
    said = problems(data)
    assert [line.partition(": ")[0] for line in said] == ["data/history.jsonl:2:1", "data/history.jsonl:3:1"]
    assert "Put the line back as it was." in said[0]


def test_the_history_of_this_sites_own_data_begins_with_its_first_record(site: Site) -> None:
    assert {(one.how, one.is_whole) for one in site.history[0].changes} == {("new", True)}
    days = [entry.day for entry in site.history]
    assert days == sorted(days)


# ---- telling it


def test_a_record_tells_its_changes_newest_first_and_folds_what_is_older(frozen: Path, kept: Kept) -> None:
    section = article(frozen, "tasks/3/").section("history")
    days = [time["datetime"] for time in section.all("time")]
    assert days == ["2031-02-07", "2031-02-06", "2031-02-05", "2031-02-04", "2031-02-01"]
    (earlier,) = section.all("details")
    assert [time["datetime"] for time in earlier.all("time")] == days[3:]
    assert "Last changed on 7 February 2031." in section.text
    changed = section.at(f"change-2031-02-01-{kept.commits[1][:7]}")
    assert "Title is now “Paint the shed red”, not “Paint the shed”." in changed.text


def test_a_change_says_what_stood_there_before(frozen: Path, kept: Kept) -> None:
    changed = article(frozen, "tasks/3/").at(f"change-2031-02-05-{kept.commits[5][:7]}")
    before, after = changed.of_class("was")[0].all("dd")
    assert before.text == "The shed is painted blue."
    assert after.text.startswith("The shed is painted white, because no other paint was left.")
    assert [one.text for one in before.all("del")] == ["blue."]
    assert after.all("mark")


def test_a_linkage_is_told_at_both_ends(frozen: Path) -> None:
    sentence = "Wish A.2(a) is now linked to task 3."
    for address in ("tasks/3/", "wishes/a-2-a/"):
        assert sentence in article(frozen, address).section("history").text


def test_a_withdrawal_is_told_by_what_took_its_place_too(told: Site) -> None:
    heir = TASK.model_copy(update={"id": "4"})
    change = Change(
        subject=TASK, at=("withdrawal", ""), how="new", after="The paint is out.", touches=(heir,)
    )
    entry = told.history[-1].model_copy(update={"changes": (change,)})
    site = replace(told, history=(told.history[0], entry))
    ((one,), (other,)) = (record_history(site, subject).told for subject in (TASK, heir))
    assert one.said == other.said
    assert one.said[0].sentence.endswith("“The paint is out”; task 4 took its place.")


def test_a_record_without_a_change_says_since_when_it_stands_so(frozen: Path) -> None:
    for address in ("tasks/2.2/", "beds/1/", "garden/", "reports/harvest-letter/"):
        said = article(frozen, address).section("history").text
        assert said == "It stands here as it was first recorded on 1 January 2031."


def test_a_record_that_came_later_says_so(told: Site, site: Site) -> None:
    deliverable = next(one for one in subjects_of_pages(site).values() if one.kind == "report")
    assert record_history(site, deliverable).is_new
    assert not record_history(told, TASK).is_new


def test_a_record_of_which_nothing_is_recorded_yet_claims_nothing(kept: Kept, tmp_path: Path) -> None:
    data = Path(shutil.copytree(kept.data, tmp_path / "data"))
    tasks = data / PLAN / "tasks"
    text = (tasks / "3.yml").read_text("utf-8").replace('id: "3"', 'id: "6"')
    (tasks / "6.yml").write_text(text, "utf-8")
    new = record_history(build(data), TASK.model_copy(update={"id": "6"}))
    assert (new.since, new.told) == ("", ())


def test_what_was_told_of_an_old_code_is_told_of_the_new_one(kept: Kept, tmp_path: Path) -> None:
    data = Path(shutil.copytree(kept.data, tmp_path / "data"))
    file = data / PLAN / "tasks" / "4.yml"
    text = file.read_text("utf-8").replace('id: "4"', 'id: "5"\nformer_ids: ["4"]')
    file.rename(file.with_name("5.yml")).write_text(text, "utf-8")
    lines = (data / recorded.HISTORY).read_text("utf-8").splitlines()
    line = next(one for one in lines if kept.commits[1] in one)
    changed = re.sub(r'"id": "3"', '"id": "4"', line)
    (data / recorded.HISTORY).write_text(f"{changed}\n", "utf-8")
    (one,) = record_history(build(data), TASK.model_copy(update={"id": "5"})).told
    assert one.said[0].sentence == "Title is now “Paint the shed red”, not “Paint the shed”."


def test_the_page_of_changes_has_a_place_for_each_commit(frozen: Path, told: Site) -> None:
    found = article(frozen, "changes/")
    headings = [one["id"] for one in found.all("h4")]
    assert headings == [f"change-{entry.anchor}" for entry in reversed(told.history)]
    assert {"data", "site", "vunreleased"} <= found.anchors
    assert not {"added", "added_1", "changed"} & found.anchors
    assert "1 wish changed" in found.text


def test_the_page_of_changes_goes_by_release_with_what_is_in_none_first(frozen: Path) -> None:
    found = article(frozen, "changes/")
    named = {one["id"]: one.text for one in found.all("h3") if one["id"].startswith("data-")}
    assert [*named] == ["data-unreleased", "data-v1-0-1", "data-v1-0", "data-v0-9"]
    assert named["data-unreleased"].startswith("Not yet released")
    assert named["data-v1-0"].startswith("Release v1.0 9 February 2031")
    order = [one["id"] for one in found.below() if one.tag in ("h3", "h4")]
    days = {place: day for place, day in enumerate(order) if day.startswith("change-")}
    between = range(order.index("data-v1-0") + 1, order.index("data-v0-9"))
    assert [day[7:17] for place, day in days.items() if place in between] == ["2031-02-04"]
    assert "No change of the data." in found.text
    assert "1 wish changed; 1 task changed." in found.text


def test_a_records_own_history_names_the_release_of_each_change(frozen: Path, kept: Kept) -> None:
    section = article(frozen, "tasks/3/").section("history")
    released = section.at(f"change-2031-02-04-{kept.commits[4][:7]}")
    assert "../../changes/#data-v1-0" in released.links
    assert not [
        link for link in section.at(f"change-2031-02-07-{kept.commits[7][:7]}").links if "data-" in link
    ]


def test_a_changelog_has_a_place_for_each_version_and_none_for_a_kind_of_change() -> None:
    text = "# Log\n\n## [Unreleased]\n\n### Added\n\n- A\n\n## [1.2.0] - 2031-02-03\n\n### Added\n\n- B\n"
    unreleased, first = releases(text)
    assert (unreleased.anchor, first.anchor, first.day) == ("vunreleased", "v1.2.0", "2031-02-03")
    assert first.parts == (("Added", "- B"),)


def test_every_page_knows_the_day_of_its_last_change(told: Site) -> None:
    days = last_changed(told)
    assert (days["tasks/3/"], days["beds/1/"]) == ("2031-02-07", "2031-01-01")


def test_the_history_stands_in_no_search(frozen: Path) -> None:
    index = (frozen / "search" / "search_index.json").read_text("utf-8")
    assert "It stands here as it was first recorded" not in index


def test_an_address_with_a_change_shows_it_though_it_is_folded(
    frozen: Path, kept: Kept, browser: Browser
) -> None:
    anchor = f"change-2031-02-01-{kept.commits[1][:7]}"
    with serve(frozen) as url, open_page(browser, f"{url}tasks/3/#{anchor}", until="load") as visit:
        changed = visit.page.locator(f"#{anchor} dd")
        changed.wait_for(state="visible")
        assert changed.evaluate("it => it.getBoundingClientRect().height") > 0
        visit.assert_quiet()


# ---- the feed


def test_the_feed_is_read_without_a_complaint_and_leads_to_whole_addresses(frozen: Path, told: Site) -> None:
    feed = feedparser.parse((frozen / "changes.xml").read_bytes())
    assert not feed.bozo
    assert feed.version == "atom10"
    commits = [f"{HOME}changes/#change-{entry.anchor}" for entry in reversed(told.history)]
    releases = {3: "data-v1-0-1", 4: "data-v1-0", 6: "data-v0-9"}
    for place, anchor in releases.items():
        commits.insert(place, f"{HOME}changes/#{anchor}")
    assert [entry.link for entry in feed.entries] == commits
    assert [feed.entries[place].title for place in releases] == [
        "Release v1.0.1: No change of the data.",
        "Release v1.0: 1 task changed",
        "Release v0.9: The data as they were first recorded here.",
    ]
    assert feed.feed.updated == "2031-02-10T10:00:00+02:00"
    assert feed.entries[0].updated == "2031-02-07T10:00:00+02:00"
    assert feed.entries[0].title == "1 wish changed; 1 task changed"
    assert "Wish A.2(a) is now linked to task 3." in feed.entries[0].content[0].value


def test_the_feed_has_what_the_format_requires(frozen: Path) -> None:
    """RFC 4287, 4.1: one id, title and updated each; an author; links to follow; no id twice."""
    root = ET.fromstring((frozen / "changes.xml").read_bytes())  # noqa: S314 it is our own
    entries = root.findall(f"{ATOM}entry")
    for one in (root, *entries):
        for name in ("id", "title", "updated"):
            assert len(one.findall(f"{ATOM}{name}")) == 1
        assert re.fullmatch(
            r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)", one.findtext(f"{ATOM}updated") or ""
        )
        links = [(link.get("rel"), link.get("type")) for link in one.findall(f"{ATOM}link")]
        assert len(links) == len(set(links))
        assert ("alternate", "text/html") in links
    assert [one.get("href") for one in root.findall(f"{ATOM}link[@rel='self']")] == [f"{HOME}changes.xml"]
    assert root.findtext(f"{ATOM}author/{ATOM}name")
    ids = [one.findtext(f"{ATOM}id") or "" for one in (root, *entries)]
    assert len(set(ids)) == len(ids)
    assert all(one.startswith("urn:uuid:") for one in ids)
    for entry in entries:
        (content,) = entry.findall(f"{ATOM}content")
        assert content.get("type") == "xhtml"
        assert [child.tag for child in content] == ["{http://www.w3.org/1999/xhtml}div"]


def test_the_feed_shows_hostile_texts_as_written(told: Site) -> None:
    changes = [
        Change(subject=TASK, field="title", how="changed", before=text, after=f"{text} {'x ' * 60}")
        for text in HOSTILE
    ]
    entry = told.history[0].model_copy(update={"changes": tuple(changes)})
    (content,) = atom_file(replace(told, history=(entry,)), HOME).values()
    words = " ".join("".join(ET.fromstring(content).itertext()).split())  # noqa: S314 it is our own
    assert [text for text in HOSTILE if text not in words] == []


def test_what_the_feed_and_its_entries_are_known_by_never_changes(told: Site) -> None:
    first, entries = told.history[0].commit, told.history
    names = [first, *(f"{one.commit}/changes" for one in entries)]
    names += [f"{first}/{release.name}" for one in entries for release in one.releases]
    (content,) = atom_file(told, HOME).values()
    known = re.findall("<id>(.*)</id>", content.decode())
    assert known[0] == uuid5(NAMESPACE_URL, first).urn
    assert sorted(known) == sorted(uuid5(NAMESPACE_URL, name).urn for name in names)
    assert b"<title>Changes of the data</title>" in content
    assert content.endswith(b"</feed>\n")


def test_the_feed_has_the_newest_entries_and_the_time_of_the_last_wherever_it_was(told: Site) -> None:
    times = ["2031-02-07T23:00:00+02:00", "2031-02-07T18:00:00-05:00", *["2031-02-01T10:00:00+02:00"] * 60]
    old = told.history[1].model_copy(update={"releases": ()})
    many = [
        old.model_copy(update={"time": time, "commit": f"{number:040}"}) for number, time in enumerate(times)
    ]
    (content,) = atom_file(replace(told, history=tuple(reversed(many))), HOME, "The garden").values()
    feed = feedparser.parse(content)
    assert feed.feed.updated == times[1]
    assert feed.feed.title == "Changes of the data – The garden"
    assert len(feed.entries) == 50
    assert feed.entries[0].link.startswith(f"{HOME}changes/#change-")
    assert [entry.updated for entry in feed.entries[:2]] == times[:2]


def test_every_place_that_the_feed_names_is_there(frozen: Path) -> None:
    for address in set(re.findall(rf'href="{HOME}([^"]*)"', (frozen / "changes.xml").read_text("utf-8"))):
        path, _, anchor = address.partition("#")
        if path.endswith(".xml"):
            assert (frozen / path).is_file()
        else:
            assert not anchor or anchor in article(frozen, path).anchors, address


def test_every_page_names_the_feed_and_both_name_the_site(frozen: Path) -> None:
    html = page(frozen, "tasks/3/")
    (link,) = re.findall(r'<link rel="alternate feed" type="application/atom\+xml"[^>]*>', html)
    name = CONFIGURED.search((ROOT / "mkdocs.yml").read_text("utf-8"))
    assert name
    assert f'title="Changes of the data – {name[1]}" href="../../changes.xml"' in link
    feed = feedparser.parse((frozen / "changes.xml").read_bytes())
    assert feed.feed.title == f"Changes of the data – {name[1]}"


# ---- what a page is


def test_the_foot_of_a_page_says_which_data_it_shows(frozen: Path, kept: Kept) -> None:
    (said,) = parsed_footer(frozen, "tasks/3/").of_class("standing")
    assert said.text == f"Data of 8 February 2031, commit {kept.commits[8][:7]}"
    assert said.links == ["../../changes/"]


def parsed_footer(folder: Path, address: str) -> Element:
    html = page(folder, address)
    begin, end = html.index("<footer"), html.index("</footer>") + len("</footer>")
    return parsed(html[begin:end])


def test_edits_that_no_commit_has_are_told_and_an_unknown_state_is_not() -> None:
    state = Provenance("0123456789abcdef", "2031-02-08", edited=True)
    assert standing(state, "")["data"] == "Data of 8 February 2031, commit 0123456, and edits after it"
    assert standing(Provenance(), "") == {"data": "", "frozen": ""}


def test_a_frozen_copy_says_so_on_every_page_and_leads_to_the_current_one(frozen: Path) -> None:
    pages = [file for file in frozen.rglob("*.html") if 'class="md-' in file.read_text("utf-8")]
    assert len(pages) > 40
    for file in pages:
        html = file.read_text("utf-8")
        address = file.relative_to(frozen).as_posix().removesuffix("index.html")
        assert "This is release v1.0 of 8 February 2031. It stays as it was." in html, address
        current = HOME if address == "404.html" else f"{HOME}{address}"
        assert f'<a href="{current}">' in html, address
        assert len(re.findall(r'<meta name="robots" content="noindex">', html)) == 1, address
        assert address == "404.html" or f'<link rel="canonical" href="{current}">' in html, address


def test_no_page_of_the_site_itself_calls_itself_frozen(site_dir: Path) -> None:
    html = page(site_dir, "")
    assert "md-banner" not in html
    assert "noindex" not in html


def test_a_frozen_copy_asks_search_engines_for_nothing(frozen: Path) -> None:
    assert not (frozen / "sitemap.xml").exists()
