"""The commands: check the data, build the site, serve it, write the schemas."""

import argparse
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from macros import by_hand, ledger
from macros.build import build
from macros.keeping import Keeping
from macros.pages import publication
from macros.problems import DataError
from macros.provenance import text_at
from macros.recording import RecordingError, record
from macros.schemas import write

ROOT = Path(__file__).resolve().parent.parent


def main(arguments: Sequence[str] | None = None) -> int:
    """0: all is well. 1: the data or the build has problems; they were printed. 2: a misspelled command."""
    parser = argparse.ArgumentParser(prog="python -m macros", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True, metavar="command")
    checking = commands.add_parser("check", help="check the data alone, and say every problem")
    checking.add_argument(
        "folder", nargs="?", default=os.environ.get("DATA_DIR", "data"), help="default: data"
    )
    building = commands.add_parser(
        "site", help="build the site; the last one stays until the new one is whole"
    )
    building.add_argument("--out", default="site", help="the folder to build; default: site")
    serving = commands.add_parser("serve", help="build, show, and build again after each edit")
    serving.add_argument("--address", default="127.0.0.1:8000", help="default: 127.0.0.1:8000")
    commands.add_parser("schema", help="write the JSON Schemas that editors use")
    promising = commands.add_parser("addresses", help="write down the addresses that the site has now")
    promising.add_argument(
        "--against", metavar="COMMIT", help="only see that none is taken away that the commit has"
    )
    commands.add_parser("history", help="write down what new commits changed in the data")
    asked = parser.parse_args(arguments)
    if asked.command == "check":
        return check(Path(asked.folder))
    if asked.command == "site":
        return site(Path(asked.out))
    if asked.command == "serve":
        return _mkdocs("serve", "--dev-addr", asked.address)
    if asked.command == "history":
        return history()
    if asked.command == "addresses":
        return _kept_since(asked.against) if asked.against else addresses()
    return schema()


def check(folder: Path) -> int:
    try:
        site = build(ROOT / folder, folder.as_posix())
        kept = Keeping(publication(site, "build"), ROOT / folder, folder.as_posix())
        docs = ROOT / os.environ.get("DOCS_DIR", "docs")
        kept.refuse_losses(by_hand.addresses(docs, ROOT / "docs"))
    except DataError as error:
        print(error)
        return 1
    for plan in site.plans.values():
        words = plan.words
        kinds = ((plan.areas, words.area), (plan.commitments, words.commitment), (plan.clauses, words.clause))
        counts = ", ".join(f"{len(records)} {word.many}" for records, word in kinds)
        print(f"{folder}/plans/{plan.id}: {counts}: no problem found.")
    if ledger.text_in(ROOT / folder):
        print("Places on pages are checked when the site is built.")
    return 0


def site(out: Path) -> int:
    """Built beside the old one and swapped at the end: whatever goes wrong, a whole site stands there."""
    out = ROOT / out
    new, old = out.with_name(f".{out.name}-new"), out.with_name(f".{out.name}-old")
    if old.exists() and not out.exists():
        old.rename(out)  # The last build was stopped in the middle of the swap.
    for leftover in (new, old):
        shutil.rmtree(leftover, ignore_errors=True)
    if out.exists() and not _is_site(out):
        print(f"{out} holds something else than a site. Name another folder, or empty it.", file=sys.stderr)
        return 1
    code = _mkdocs("build", "--strict", "--site-dir", str(new))
    if code:
        shutil.rmtree(new, ignore_errors=True)
        print(f"The site wasn't built; {out.name}/ is as it was.", file=sys.stderr)
        return 1
    if out.exists():
        out.rename(old)
    new.rename(out)
    shutil.rmtree(old, ignore_errors=True)
    return 0


def _is_site(folder: Path) -> bool:
    """A folder that may be swapped: a built site, or an empty one."""
    return folder.is_dir() and ((folder / "404.html").is_file() or not any(folder.iterdir()))


def schema() -> int:
    data = ROOT / os.environ.get("DATA_DIR", "data")
    for path in write(data / "schema", data):
        print(os.path.relpath(path, ROOT))
    return 0


def history() -> int:
    try:
        new = record(ROOT / os.environ.get("DATA_DIR", "data"), print)
    except (DataError, RecordingError) as error:
        print(error, file=sys.stderr)
        return 1
    for entry in new:
        print(f"{entry.day}, {entry.commit[:7]}: changes written down: {len(entry.changes)}")
    return 0


def addresses() -> int:
    """Adds what is new, and takes nothing away: what is lost has stopped the build before."""
    data = ROOT / os.environ.get("DATA_DIR", "data")
    with TemporaryDirectory() as folder:
        note = Path(folder) / "addresses"
        out = str(Path(folder) / "site")
        if _mkdocs("build", "--strict", "--site-dir", out, NOTE_ADDRESSES=str(note)):
            print("The site can't be built, so nothing was written down.", file=sys.stderr)
            return 1
        found = note.read_text(encoding="utf-8").splitlines()
    before = ledger.text_in(data)
    new = set(found) - ledger.addresses_in(before)
    if new or not before:
        (data / ledger.LEDGER).write_text(ledger.grown(before, found), encoding="utf-8", newline="\n")
    print(f"{len(new)} new, {len(ledger.addresses_in(before) | new)} in all.")
    return 0


def _kept_since(commit: str) -> int:
    data = ROOT / os.environ.get("DATA_DIR", "data")
    try:
        before = text_at(data, commit, ledger.LEDGER)
    except LookupError as error:
        print(error, file=sys.stderr)
        return 1
    gone = sorted(ledger.addresses_in(before) - ledger.addresses_in(ledger.text_in(data)))
    for line in gone:
        print(f"{ledger.LEDGER}: the line {line} is gone. It was published: put it back.")
    print(f"{len(ledger.addresses_in(before))} addresses in {commit}, {len(gone)} of them gone.")
    return 1 if gone else 0


def _mkdocs(*arguments: str, **settings: str) -> int:
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", **settings}
    command = [sys.executable, "-m", "mkdocs", *arguments]
    with subprocess.Popen(command, cwd=ROOT, env=environment) as process:  # noqa: S603
        try:
            return process.wait()
        except KeyboardInterrupt:
            return process.wait()  # It was told to stop as well, and clears up.
