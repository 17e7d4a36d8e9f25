"""The commands: check the data, build the site, serve it, write the schemas."""

import argparse
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from macros.build import build
from macros.problems import DataError
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
    asked = parser.parse_args(arguments)
    if asked.command == "check":
        return check(Path(asked.folder))
    if asked.command == "site":
        return site(Path(asked.out))
    if asked.command == "serve":
        return _mkdocs("serve", "--dev-addr", asked.address)
    return schema()


def check(folder: Path) -> int:
    try:
        site = build(ROOT / folder, folder.as_posix())
    except DataError as error:
        print(error)
        return 1
    for plan in site.plans.values():
        words = plan.words
        kinds = ((plan.areas, words.area), (plan.commitments, words.commitment), (plan.clauses, words.clause))
        counts = ", ".join(f"{len(records)} {word.many}" for records, word in kinds)
        print(f"{folder}/plans/{plan.id}: {counts}: no problem found.")
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
    return folder.is_dir() and ((folder / "sitemap.xml").is_file() or not any(folder.iterdir()))


def schema() -> int:
    data = ROOT / os.environ.get("DATA_DIR", "data")
    for path in write(data / "schema", data):
        print(os.path.relpath(path, ROOT))
    return 0


def _mkdocs(*arguments: str) -> int:
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    command = [sys.executable, "-m", "mkdocs", *arguments]
    with subprocess.Popen(command, cwd=ROOT, env=environment) as process:  # noqa: S603
        try:
            return process.wait()
        except KeyboardInterrupt:
            return process.wait()  # It was told to stop as well, and clears up.
