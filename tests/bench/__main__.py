"""Measure builds, and write what was found into the page on speed: `make bench`."""

import json
import os
import subprocess
import sys
from argparse import ArgumentParser, Namespace
from datetime import UTC, datetime

from tests.bench.checkout import ROOT, checkout
from tests.bench.contest import PEERS, contest
from tests.bench.environments import machine, ours, version_of
from tests.bench.results import Results, keep, read
from tests.bench.table import placed, written

WORK = ROOT / ".cache" / "bench"
PAGE = ROOT / "docs" / "contribute" / "speed.md"


def main() -> None:
    asked = _asked()
    WORK.mkdir(parents=True, exist_ok=True)
    kept = WORK / "results.json"
    results = read(kept)
    for size in asked.sizes:
        results.sizes[size] = contest(WORK, size, asked.runs, asked.limit)
        peers = ", ".join(dict.fromkeys(f"{peer.package} {version_of(peer)}" for peer in PEERS))
        runs = f"Median of {asked.runs} runs" if asked.runs > 1 else "One run"
        results.said[size] = f"{runs}, {asked.date}. {ours()}; {peers}. {machine()}."
        keep(results, kept)
    for size in asked.growth:
        results.growth[size] = _watched(size, "steps")
        results.said["growth"] = (
            f"Seconds of the processor in one process, {asked.date}. {ours()}. {machine()}."
        )
        keep(results, kept)
    for size in asked.profile:
        results.steps[size] = _watched(size, "steps")
        results.profile[size] = _watched(size, "profile")
        results.said["profile"] = f"One build from nothing in one process, {asked.date}. {ours()}."
        keep(results, kept)
    _write(results)


def _asked() -> Namespace:
    parser = ArgumentParser(prog="make bench", description=(__doc__ or "").partition(":")[0])
    today = datetime.now(UTC).strftime("%Y-%m-%d")
    lists = {"sizes": "real,1000,5000", "growth": "250,1000,4000", "profile": "real,1000"}
    for name, default in lists.items():
        parser.add_argument(
            f"--{name}", default=default.split(","), type=_listed, help=f"or none; default: {default}"
        )
    parser.add_argument("--runs", type=int, default=5, help="of which the median is taken; default: 5")
    parser.add_argument("--date", default=today, help="when it was measured; default: today")
    parser.add_argument("--limit", type=float, default=600, help="seconds for one build; default: 600")
    return parser.parse_args()


def _listed(text: str) -> list[str]:
    return [] if text == "none" else text.split(",")


def _watched(size: str, how: str) -> dict[str, float]:
    print(f"{size}: {how}", file=sys.stderr, flush=True)
    ours = checkout(WORK / size / how, None if size == "real" else int(size))
    out = WORK / f"{how}.json"
    command = [sys.executable, "-m", "tests.bench.steps", str(out), how]
    environment = {**os.environ, **ours.settings, "PYTHONPATH": str(ROOT)}
    subprocess.run(command, cwd=ours.folder, env=environment, check=True, stdout=subprocess.DEVNULL)
    seconds: dict[str, float] = json.loads(out.read_text("utf-8"))
    return seconds


def _write(results: Results) -> None:
    text = written(results)
    PAGE.write_text(placed(PAGE.read_text("utf-8"), text), "utf-8")
    print(text)


if __name__ == "__main__":
    main()
