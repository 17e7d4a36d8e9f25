"""What measures builds: its invented plan, what others are fed, and the table that it writes."""

import ast
import re
import sys
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import pytest
import yaml

from macros.build import build
from macros.site import Site
from tests.bench.checkout import Checkout
from tests.bench.clocks import IN_ORDER, STEPS, Clocks, found
from tests.bench.contest import EDITED, EMPTY, FLOOR, OURS, PEERS
from tests.bench.environments import version_of
from tests.bench.floor import settings
from tests.bench.invented import LINKAGES, PHASES, written
from tests.bench.measuring import Cost, FailedError, TooLongError, Weight, cost, weight
from tests.bench.peers import doorstop, sphinx_needs, strictdoc
from tests.bench.peers.peer import Peer, write
from tests.bench.records import Record, anew, edited, records, to_edit
from tests.bench.results import Results, Row, keep, read
from tests.bench.table import BEGIN, END, placed
from tests.bench.table import written as table
from tests.conftest import ROOT, Golden

COMMITMENTS = 40


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(tmp_path_factory.mktemp("measured") / "data", COMMITMENTS)


@pytest.fixture(scope="module")
def those(data: Path) -> tuple[Record, ...]:
    return records(data)


def test_an_invented_plan_passes_the_checks_and_has_three_linkages_each(data: Path) -> None:
    (plan,) = build(data, "data").plans.values()
    assert Counter(len(plan.linkages_to[one]) for one in plan.commitments) == {LINKAGES: COMMITMENTS}
    assert {len(one.phases) for one in plan.commitments.values()} == {PHASES}


def test_an_invented_plan_is_the_same_each_time(data: Path, tmp_path: Path) -> None:
    again = written(tmp_path / "data", COMMITMENTS)
    texts = [{file.name: file.read_text("utf-8") for file in one.rglob("*.yml")} for one in (data, again)]
    assert texts[0] == texts[1]


@pytest.mark.parametrize("commitments", [1, 2, 7])
def test_an_invented_plan_may_be_very_small(commitments: int, tmp_path: Path) -> None:
    assert build(written(tmp_path / "data", commitments), "data").plans


def test_records_hold_every_linkage_of_every_plan(site: Site) -> None:
    real = records(ROOT / "data")
    plans = site.plans.values()
    linkages = {(plan.id, one.clause, one.commitment) for plan in plans for one in plan.every_linkage}
    listed = [one for plan in plans for one in plan.commitments]
    withdrawn = {(plan.id, one) for plan in plans for one in plan.withdrawn}
    counted = {one for one in linkages if (one[0], one[2]) not in withdrawn}
    assert sum(len(one.answers) for one in real) == len(counted)
    assert [one.code for one in real if one.kind == "commitment"] == listed


def test_an_edit_gives_one_commitment_another_title(
    those: tuple[Record, ...], data: Path, tmp_path: Path
) -> None:
    after = edited(those)
    (changed,) = [(one, other) for one, other in zip(those, after, strict=True) if one != other]
    assert changed[1].title == anew(changed[0].title)
    checkout = Checkout(tmp_path, data, tmp_path)
    before = {file: file.read_text("utf-8") for file in data.rglob("*.yml")}
    try:
        checkout.edit(to_edit(those).title)
        assert records(data) == after
    finally:
        write(data, {str(file): text for file, text in before.items()})


def test_each_peer_is_pinned_to_what_is_asked_for() -> None:
    for peer in PEERS:
        pinned = peer.requirements.read_text("utf-8")
        assert f"\n{peer.package}=={version_of(peer)} " in pinned
        assert "--hash=sha256:" in pinned


def test_sphinx_needs_gets_a_directive_for_each_record_and_links_that_lead_somewhere(
    those: tuple[Record, ...],
) -> None:
    for peer, pages in zip(sphinx_needs.PEERS, (len(those), 1), strict=True):
        files = peer.files(those)
        ast.parse(files["conf.py"])
        text = "\n".join(files.values())
        keys = re.findall(r"^   :id: (\w+)$", text, re.MULTILINE)
        answers = re.findall(r"^   :answers: (.+)$", text, re.MULTILINE)
        _are_linked(those, keys, [key for line in answers for key in line.split(", ")])
        assert len([name for name in files if name.startswith("records/")]) == pages
        toctree = re.findall(r"^   (records/\w+)$", files["index.rst"], re.MULTILINE)
        assert {f"{name}.rst" for name in toctree} == set(files) - {"conf.py", "index.rst"}


def test_doorstop_gets_a_file_for_each_record_and_links_that_lead_somewhere(
    those: tuple[Record, ...],
) -> None:
    files = {name: yaml.safe_load(text) for name, text in _only(doorstop.PEERS).files(those).items()}
    items = {name: text for name, text in files.items() if text and "links" in text}
    documents = {
        text["settings"]["prefix"]: text["settings"] for text in files.values() if text and "settings" in text
    }
    assert documents["COMMITMENT"]["parent"] == "CLAUSE"
    keys = [Path(name).stem for name in items]
    _are_linked(those, keys, [key for item in items.values() for key in item["links"]])
    assert all(key.startswith(tuple(f"{prefix}_" for prefix in documents)) for key in keys)


def test_strictdoc_gets_a_node_for_each_record_and_relations_that_lead_somewhere(
    those: tuple[Record, ...],
) -> None:
    files = _only(strictdoc.PEERS).files(those)
    ast.parse(files.pop("strictdoc_config.py"))
    text = "\n".join(files.values())
    keys = re.findall(r"^UID: (\w+)$", text, re.MULTILINE)
    _are_linked(those, keys, re.findall(r"^- TYPE: Parent\n  VALUE: (\w+)$", text, re.MULTILINE))
    assert text.count("[DOCUMENT]") == len(files)
    assert text.count(">>>\n") == text.count("\n<<<\n") == len(those)


def _only(peers: Sequence[Peer]) -> Peer:
    (peer,) = peers
    return peer


def _are_linked(those: Sequence[Record], keys: Sequence[str], named: Sequence[str]) -> None:
    assert sorted(keys) == sorted(one.key for one in those)
    assert Counter(named) == Counter(key for one in those for key in one.answers)
    assert set(named) <= set(keys)
    assert len(named) == LINKAGES * COMMITMENTS


def test_what_is_as_it_was_is_not_written_again(those: tuple[Record, ...], tmp_path: Path) -> None:
    peer = _only(doorstop.PEERS)
    write(tmp_path, peer.files(those))
    for file in tmp_path.rglob("*.yml"):
        file.chmod(0o444)
    before = {file: file.stat().st_mtime_ns for file in tmp_path.rglob("*.yml")}
    time.sleep(0.01)
    (changed,) = tmp_path.rglob(f"{to_edit(those).key}.yml")
    changed.chmod(0o644)
    write(tmp_path, peer.files(edited(those)))
    assert [file for file, at in before.items() if file.stat().st_mtime_ns != at] == [changed]


def test_the_floor_has_our_pages_and_none_of_our_code() -> None:
    said = yaml.safe_load(settings(["index.md"]))
    assert said["plugins"] == ["search"]
    assert not {"hooks", "extra", "extra_javascript", "extra_css"} & set(said)
    assert said["theme"]["name"] == "material"
    assert "custom_dir" not in said["theme"]


def test_every_step_that_is_timed_is_still_there() -> None:
    for place, step in STEPS.items():
        assert callable(found(place)[2])
        assert step in IN_ORDER


def test_of_two_steps_within_one_another_only_the_inner_ones_clock_runs() -> None:
    clocks = Clocks()
    with clocks.step("outer"):
        with clocks.step("inner"):
            _busy(0.1)
        _busy(0.05)
    clocks.stop()
    assert 0.1 <= clocks.seconds["inner"] < 0.14
    assert 0.05 <= clocks.seconds["outer"] < 0.09


def _busy(seconds: float) -> None:
    end = time.process_time() + seconds
    while time.process_time() < end:
        pass


BUSY = (
    "import time\nend = time.process_time() + 0.2\nwhile time.process_time() < end: held = bytes(30_000_000)"
)
PARENT = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {BUSY!r}], check=True)"


def test_what_a_child_does_is_counted(tmp_path: Path) -> None:
    found = cost([sys.executable, "-c", PARENT], tmp_path, tmp_path / "log", 60)
    assert found.processor >= 0.2
    assert found.wall >= 0.2
    assert found.memory > 25_000_000


def test_a_build_that_fails_says_how(tmp_path: Path) -> None:
    with pytest.raises(FailedError, match=r"ended with 3:\nno plan here"):
        cost([sys.executable, "-c", "print('no plan here'); exit(3)"], tmp_path, tmp_path / "log", 60)


def test_a_build_that_takes_too_long_is_stopped_with_all_below_it(tmp_path: Path) -> None:
    child = f"import pathlib, time; time.sleep(1.2); pathlib.Path({str(tmp_path / 'late')!r}).touch()"
    command = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {child!r}])"
    begun = time.monotonic()
    with pytest.raises(TooLongError):
        cost([sys.executable, "-c", command], tmp_path, tmp_path / "log", 0.4)
    time.sleep(max(0, 2 - (time.monotonic() - begun)))
    assert not (tmp_path / "late").exists()


def test_a_site_is_weighed_with_all_its_files(tmp_path: Path) -> None:
    write(tmp_path, {"index.html": "four", "a/index.html": "five!", "a/data.csv": "six"})
    assert weight(tmp_path) == Weight(pages=2, files=3, size=12)


@pytest.fixture
def results() -> Results:
    """Two sizes, of which one has a system that took too long."""
    ours, plain = Weight(201, 909, 16_586_869), Weight(201, 911, 18_169_699)
    real = [
        Row(
            OURS,
            EMPTY,
            [Cost(3.0, 2.5, 90_000_000), Cost(3.4, 2.0, 95_000_000), Cost(9.9, 9.9, 99_000_000)],
            ours,
        ),
        Row(OURS, EDITED, [Cost(0.6, 0.5, 80_000_000)], ours, stale=0),
        Row(FLOOR, EMPTY, [Cost(3.2, 3.3, 52_470_784)], plain),
    ]
    thousand = [
        Row(OURS, EMPTY, [Cost(24.0, 12.0, 250_000_000)], ours),
        Row(OURS, EDITED, [Cost(2.6, 1.9, 240_000_000)], ours, stale=0),
        Row(FLOOR, EMPTY, [Cost(12.0, 12.5, 200_000_000)], plain),
        Row("Another", EMPTY, fault="over 10 minutes"),
        Row("Another", EDITED),
    ]
    return Results(
        sizes={"1000": thousand, "real": real},
        said={"real": "Of a day.", "1000": "Of another.", "growth": "How it was.", "profile": "With what."},
        growth={
            "250": {"data": 0.5, "texts": 2.0, "cards": 0.01},
            "1000": {"data": 2.0, "texts": 12.0, "cards": 1.0},
        },
        steps={"real": {"data": 1.0, "texts": 3.0}},
        profile={"real": {"macros": 3.0, "jinja2": 1.0}},
    )


def test_what_was_measured_becomes_tables(results: Results, golden: Golden) -> None:
    golden("bench-table.md", table(results) + "\n")


def test_what_was_measured_is_kept_from_run_to_run(results: Results, tmp_path: Path) -> None:
    keep(results, tmp_path / "results.json")
    assert read(tmp_path / "results.json") == results
    assert read(tmp_path / "none.json") == Results()


def test_the_page_on_speed_has_a_place_for_the_tables() -> None:
    page = (ROOT / "docs" / "contribute" / "speed.md").read_text("utf-8")
    before, after = page.partition(BEGIN)[0], page.rpartition(END)[2]
    assert placed(page, "| new |") == f"{before}{BEGIN}\n| new |\n{END}{after}"
    with pytest.raises(ValueError, match="no place"):
        placed("A page without one.", "| new |")
