"""Build the site; the last one stays until the new one is whole."""

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from macros.commands import ROOT, check, data_name
from macros.making import site
from macros.swapping import BusyError, beside, take_place, trouble


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--out", default="site", help="the folder to build; default: site")
    check.add_format(parser)


def run(asked: Namespace) -> int:
    """Built beside the old one and swapped at the end: whatever goes wrong, a whole site stands there."""
    out = ROOT / asked.out
    try:
        with beside(out) as new:
            return _swapped(new, out, asked.format)
    except (BusyError, OSError) as error:
        print(trouble(error, out), file=sys.stderr)
        return _unbuilt(out)


def _swapped(new: Path, out: Path, form: str) -> int:
    if out.exists() and not _is_site(out):
        print(f"{out} holds something else than a site. Name another folder, or empty it.", file=sys.stderr)
        return 1
    if form != "text" and not _is_well(form):
        return 1
    if not site(new, out):
        return _unbuilt(out)
    take_place(out)
    return 0


def _unbuilt(out: Path) -> int:
    print(f"The site wasn't built; {out.name}/ is as it was.", file=sys.stderr)
    return 1


def _is_well(form: str) -> bool:
    """Says what is wrong as the check says it. What only a build finds, it says itself, line by line."""
    _, problems = check.found(Path(data_name()))
    if problems:
        check.say(problems, form)
    return not problems


def _is_site(folder: Path) -> bool:
    """A folder that may be swapped: a built site, or an empty one."""
    return folder.is_dir() and ((folder / "404.html").is_file() or not any(folder.iterdir()))
