"""Build the site; the last one stays until the new one is whole."""

import shutil
import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from macros.commands import ROOT, check, data_name
from macros.commands.mkdocs import mkdocs


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--out", default="site", help="the folder to build; default: site")
    check.add_format(parser)


def run(asked: Namespace) -> int:
    """Built beside the old one and swapped at the end: whatever goes wrong, a whole site stands there."""
    out = ROOT / asked.out
    new, old = out.with_name(f".{out.name}-new"), out.with_name(f".{out.name}-old")
    if old.exists() and not out.exists():
        old.rename(out)  # The last build was stopped in the middle of the swap.
    for leftover in (new, old):
        shutil.rmtree(leftover, ignore_errors=True)
    if out.exists() and not _is_site(out):
        print(f"{out} holds something else than a site. Name another folder, or empty it.", file=sys.stderr)
        return 1
    if asked.format != "text" and not _is_well(asked.format):
        return 1
    code = mkdocs("build", "--strict", "--site-dir", str(new))
    if code:
        shutil.rmtree(new, ignore_errors=True)
        print(f"The site wasn't built; {out.name}/ is as it was.", file=sys.stderr)
        return 1
    if out.exists():
        out.rename(old)
    new.rename(out)
    shutil.rmtree(old, ignore_errors=True)
    return 0


def _is_well(form: str) -> bool:
    """Says what is wrong as the check says it. What only a build finds, it says itself, line by line."""
    _, problems = check.found(Path(data_name()))
    if problems:
        check.say(problems, form)
    return not problems


def _is_site(folder: Path) -> bool:
    """A folder that may be swapped: a built site, or an empty one."""
    return folder.is_dir() and ((folder / "404.html").is_file() or not any(folder.iterdir()))
