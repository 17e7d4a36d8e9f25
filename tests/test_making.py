"""What a build takes over from the last site is never stale, whatever is edited."""

import ast
import errno
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from random import Random

import pytest

from macros import crew
from macros.asked import Answers, Memory, Question, Source, listened
from macros.build import build
from macros.digests import UntoldError, digest
from macros.graph import Plan
from macros.landing import Landing
from macros.last_site import Kept, LastSite, take_over
from macros.making import FOOT
from macros.pages import Publication, publication
from macros.problems import DataError
from macros.site import Site
from tests.building import GARDEN_FOLDERS, ROOT, build_site
from tests.garden import GARDEN, PLAN, copied_both

EDITS = 16
SEED = 20261121
TEXT = re.compile(
    r"^(\s*(?:- )?(?:title|summary|text|meaning|definition|reason|note|gist|gap): )(.+)$", re.MULTILINE
)
TIME = re.compile(r'("20\d\d-)(\d\d)(")')
ENTRY = re.compile(r"^- id: .*\n(?:  .*\n)+", re.MULTILINE)
SOURCES = re.compile(r"\b(Site|Plan|Publication|Landing)\b")
KINDS = {"text": TEXT, "time": TIME, "entry": ENTRY}


def edited(folder: Path, chance: Random) -> str:
    """Changes something somewhere: a text, a time, the order or the number of entries. Returns what."""
    file = chance.choice(sorted(folder.rglob("*.yml")))
    text = file.read_text("utf-8")
    kind, pattern = chance.choice([*KINDS.items()])
    places = list(pattern.finditer(text))
    if not places:
        return ""
    place = chance.choice(places)
    new = ""  # An entry goes.
    if kind == "text":
        new = f"{place[1]}Anew {chance.randint(10, 99)}"
    elif kind == "time":
        new = f"{place[1]}{chance.randint(1, 12):02}{place[3]}"
    file.write_text(text[: place.start()] + new + text[place.end() :], "utf-8")
    return f"{kind} in {file.relative_to(folder)}: {place[0].strip()[:60]!r}"


def edits(folder: Path, chance: Random) -> Iterator[tuple[str, Publication]]:
    """Edits, one after the other, that the checks let through."""
    while True:
        before = shutil.copytree(folder, folder.with_name("before"), dirs_exist_ok=True)
        said = edited(folder, chance)
        try:
            made = publication(build(folder), "build")
        except DataError:
            shutil.rmtree(folder)
            shutil.copytree(before, folder)
        else:
            if said:
                yield said, made


def sources(made: Publication) -> Answers:
    return Answers([made, made.landing, made.site, *made.site.plans.values()])


def everything(made: Publication) -> dict[str, tuple[str, frozenset[Question], bytes]]:
    """By the file: what it says, what was asked for it, and a digest of what it was given."""
    makers = {source: page.text for source, page in made.pages.items()} | {
        name: content for name, content in vars(made.files)["contents"].items() if callable(content)
    }
    given = {**makers, **made.pages}
    found = {}
    for name, make in makers.items():
        with listened() as heard:
            says = repr(make())
        found[name] = says, frozenset(heard), digested(given[name])
    return found


def digested(given: object) -> bytes:
    """Empty where nobody can tell, so that it is never taken over."""
    try:
        return digest(given)
    except UntoldError:
        return b""


def test_whatever_is_edited_every_text_that_changes_is_found_to_have_changed(tmp_path: Path) -> None:
    folder = copied_both(tmp_path)
    chance = Random(SEED)  # noqa: S311
    before = publication(build(folder), "build")
    was, answers = everything(before), sources(before)
    taken_over = 0
    for said, made in islice(edits(folder, chance), EDITS):
        today, now = sources(made), everything(made)
        for name in now.keys() & was.keys():
            old, asked_for, given = was[name]
            same = (
                given and given == now[name][2] and all(answers.to(one) == today.to(one) for one in asked_for)
            )
            assert not same or now[name][0] == old, f"after {said}, {name} would be stale"
            taken_over += bool(same)
        was, answers = now, today
    assert taken_over > EDITS * len(was) / 4, "nearly nothing is ever taken over"


def test_a_digest_tells_apart_whatever_differs() -> None:
    values = [
        "1",
        1,
        b"1",
        True,
        None,
        ("1",),
        ("1", ""),
        (("1",), ""),
        ["1"],
        {"1": 1},
        {"1": "1"},
        {"1"},
        (),
    ]
    assert len({digest(value) for value in values}) == len(values)
    with pytest.raises(UntoldError):
        digest(object())


def test_a_build_that_takes_over_is_the_same_as_one_that_makes_everything(tmp_path: Path) -> None:
    folder = copied_both(tmp_path)
    settings = {**GARDEN_FOLDERS, "DATA_DIR": str(folder)}
    for words in (["init", "-q"], ["add", "-A"], ["commit", "-qm", "The garden"]):
        who = ["-c", "user.name=Somebody", "-c", "user.email=somebody@garden.example"]
        subprocess.run(["git", "-C", str(folder), *who, *words], check=True)
    out = build_site(tmp_path / "site", settings)
    inodes = {path.relative_to(out): path.stat().st_ino for path in out.rglob("*") if path.is_file()}
    task = folder / PLAN / "tasks" / "3.yml"
    task.write_text(task.read_text("utf-8").replace("title: ", "title: Anew "), "utf-8")
    build_site(out, settings)
    anew = build_site(tmp_path / "anew", settings | {"JOBS": "1"})
    assert contents(out) == contents(anew)
    page = (out / "tasks" / "4" / "index.html").read_text("utf-8")
    assert "edits after it" in page[page.rindex(FOOT) :], "the foot says what it said before the edit"
    taken = [name for name, inode in inodes.items() if is_still_there(out / name, inode)]
    assert len(taken) > len(inodes) / 4
    (out / taken[0]).write_text("an edit by hand", "utf-8")
    build_site(out, settings)
    assert contents(out) == contents(anew), "what somebody wrote into the site is there still"


def is_still_there(file: Path, inode: int) -> bool:
    return file.is_file() and file.stat().st_ino == inode


def contents(site: Path) -> dict[str, bytes]:
    return {
        path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()
    }


def test_work_is_shared_among_processes_and_comes_back_in_order(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JOBS", "3")
    spelled = crew.shared(range(1000), lambda batch: [*map(str, batch)])
    assert spelled == [str(number) for number in range(1000)]


def test_what_goes_wrong_in_another_process_is_raised_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JOBS", "3")

    def work(numbers: Sequence[int]) -> list[int]:
        for number in numbers:
            if number % 400 == 399:
                raise ValueError(f"not {number}")
        return [*numbers]

    with pytest.raises(ValueError, match=r"not 399|not 799"):
        crew.shared(range(1000), work)


def swallowed(text: str) -> list[str]:
    """Functions that keep what they worked out from a source, and let nobody hear what they asked."""
    functions = [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.FunctionDef)]
    tree = ast.walk(ast.parse(text))
    called = [ast.unparse(one) for one in tree if isinstance(one, ast.Call)]
    return [one for one in called if one.startswith("cache(") and "workbook" not in one] + [
        function.name
        for function in functions
        if any(re.match(r"(functools\.)?(lru_)?cache\b", ast.unparse(one)) for one in function.decorator_list)
        and any(one.annotation and SOURCES.search(ast.unparse(one.annotation)) for one in function.args.args)
    ]


def test_what_is_kept_of_a_source_is_heard_each_time() -> None:
    assert swallowed("@lru_cache(maxsize=8)\ndef names(site: Site) -> str: ...") == ["names"]
    assert swallowed("kept = cache(calendar)") == ["cache(calendar)"]
    assert swallowed("@remembered\ndef names(site: Site) -> str: ...") == []
    for file in sorted((ROOT / "macros").rglob("*.py")):
        assert not swallowed(file.read_text("utf-8")), f"{file.name}: use macros.asked.remembered"


def test_every_class_through_which_data_are_reached_is_a_source() -> None:
    assert all(issubclass(one, Source) for one in (Site, Plan, Publication, Landing))


def test_what_was_taken_from_memory_counts_as_asked() -> None:
    site, memory = build(GARDEN), Memory[str, int]()
    memory.of("terms", lambda: len(site.terms))
    with listened() as heard:
        memory.of("terms", lambda: 0)
    assert [(one.owner, one.name) for one in heard] == [("Site", "terms")]


BUSY = """
import os, time
from macros.crew import shared
first = os.getpid()
def work(batch):
    if os.getpid() == first:
        time.sleep(60)
    return [b"much" * 100_000 for _ in batch]
shared(range(100), work)
"""


def test_a_helper_ends_by_itself_when_nobody_waits_for_it_any_more() -> None:
    settings = {**os.environ, "JOBS": "4"}
    build = subprocess.Popen([sys.executable, "-c", BUSY], cwd=ROOT, env=settings, start_new_session=True)
    with build:
        time.sleep(1)
        assert subprocess.run(["pgrep", "-P", str(build.pid)], check=False).returncode == 0, "no helpers"
        build.kill()
    end = time.monotonic() + 5
    while time.monotonic() < end:
        try:
            os.killpg(build.pid, 0)
        except ProcessLookupError:
            return
        time.sleep(0.05)
    os.killpg(build.pid, signal.SIGKILL)
    pytest.fail("a helper of a build that was killed waits for ever")


def test_what_another_version_of_our_code_knew_is_not_even_read(tmp_path: Path) -> None:
    LastSite(tmp_path, b"one").remember({"a": Kept(b"", b"")}, {}, Answers([]), tmp_path)
    assert LastSite.of(tmp_path, b"one").kept.keys() == {"a"}
    assert not LastSite.of(tmp_path, b"another").kept


def test_where_a_disk_knows_no_links_a_file_is_copied(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.EOPNOTSUPP, "no links here")

    monkeypatch.setattr(os, "link", refuse)
    (tmp_path / "old").write_text("peas", "utf-8")
    take_over(tmp_path / "old", tmp_path / "below" / "new")
    assert (tmp_path / "below" / "new").read_text("utf-8") == "peas"
