"""Everybody builds the same plan, in turns, so that a slow minute of the machine meets all of them."""

import shutil
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from tests.bench.checkout import Checkout, checkout
from tests.bench.environments import installed
from tests.bench.floor import floor
from tests.bench.measuring import FailedError, TooLongError, cost, weight
from tests.bench.peers import doorstop, sphinx_needs, strictdoc
from tests.bench.peers.peer import Peer, write
from tests.bench.records import Record, anew, edited, records, to_edit
from tests.bench.results import Row

OURS, FLOOR = "This site", "The floor"
EMPTY, FILLED, EDITED = "from nothing", "again", "after an edit"
PEERS: tuple[Peer, ...] = (*sphinx_needs.PEERS, *doorstop.PEERS, *strictdoc.PEERS)


@dataclass(frozen=True)
class Build:
    """What is measured: a command, and what comes before it without being measured."""

    row: Row
    before: Callable[[], None]
    command: tuple[str, ...]
    folder: Path
    out: Path
    settings: Mapping[str, str]


def contest(work: Path, size: str, runs: int, limit: float) -> list[Row]:
    """`limit`: seconds after which a build is stopped, and its system is out."""
    ours = checkout(work / size / "ours", None if size == "real" else int(size))
    those = records(ours.data)
    systems = [[*_ours(ours, those)], [*_floor(work / size / "floor", ours)]]
    systems += [[*_peer(peer, work, size, those)] for peer in PEERS]
    for number in range(runs):
        for builds in systems:
            for build in builds:
                if not any(one.row.fault for one in builds):
                    _measure(build, work / "log.txt", limit, to_edit(those).title)
                    _say(size, number, build.row)
    return [build.row for builds in systems for build in builds]


def _ours(ours: Checkout, those: tuple[Record, ...]) -> Iterator[Build]:
    def edit() -> None:
        ours.edit(to_edit(those).title)

    def begin_anew() -> None:
        ours.restore()
        ours.forget()

    for start, before in ((EMPTY, begin_anew), (FILLED, lambda: None), (EDITED, edit)):
        yield Build(Row(OURS, start), before, ours.command, ours.folder, ours.site, ours.settings)


def _floor(folder: Path, ours: Checkout) -> Iterator[Build]:
    """Made from a first build of ours, which also compiles what Python compiles once."""
    ours.build()
    plain = floor(folder, ours)
    yield Build(Row(FLOOR, EMPTY), lambda: None, plain.command, ours.folder, plain.site, ours.settings)


def _peer(peer: Peer, work: Path, size: str, those: tuple[Record, ...]) -> Iterator[Build]:
    programs = installed(peer, work / "environments")
    folder = work / size / "".join(letter if letter.isalnum() else "-" for letter in peer.name)
    command = (str(programs / peer.command[0]), *peer.command[1:])

    def begin_anew() -> None:
        for name in peer.forgotten:
            shutil.rmtree(folder / name, ignore_errors=True)
        write(folder, peer.files(those))

    edit = partial(write, folder, peer.files(edited(those)))
    for start, before in ((EMPTY, begin_anew), (EDITED, edit)):
        yield Build(Row(peer.name, start), before, command, folder, folder / peer.out, {})


def _measure(build: Build, log: Path, limit: float, title: str) -> None:
    row = build.row
    build.before()
    try:
        row.costs.append(cost(build.command, build.folder, log, limit, build.settings))
    except TooLongError:
        row.fault = f"over {limit / 60:g} minutes"
    except FailedError as error:
        row.fault = "failed"
        print(error, file=sys.stderr)
    else:
        row.weight = weight(build.out)
        row.stale = _stale(build.out, title) if row.start == EDITED else None


def _stale(out: Path, title: str) -> int:
    pages = (page.read_text("utf-8", errors="replace") for page in out.rglob("*.html"))
    return sum(title in text.replace(anew(title), "") for text in pages)


def _say(size: str, number: int, row: Row) -> None:
    figure = row.fault or f"{row.costs[-1].processor:.1f} s, {row.costs[-1].wall:.1f} s by the clock"
    print(f"{size}, run {number + 1}: {row.system}, {row.start}: {figure}", file=sys.stderr, flush=True)
