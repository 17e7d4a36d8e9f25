"""Copy a built site so that it can be read from a disk, by a double click on its index.html."""

import sys
from argparse import ArgumentParser, Namespace

from macros import portable
from macros.commands import ROOT
from macros.swapping import BusyError, beside, take_place, trouble


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("site", nargs="?", default="site", help="the folder with the site; default: site")
    parser.add_argument("--out", default="preview", help="the folder for the copy; default: preview")


def run(asked: Namespace) -> int:
    site, out = ROOT / asked.site, ROOT / asked.out
    if not (site / portable.INDEX).is_file():
        print(f"There is no site in {asked.site}. To build it: make site", file=sys.stderr)
        return 1
    if out.exists() and any(out.iterdir()) and not (out / portable.NOTE).is_file():
        print(f"{asked.out} holds something else. Name another folder, or empty it.", file=sys.stderr)
        return 1
    try:
        with beside(out) as new:
            size = portable.make(site, new)
            take_place(out)
    except (BusyError, OSError) as error:
        print(trouble(error, out), file=sys.stderr)
        return 1
    print(f"{asked.out}/{portable.INDEX} can be opened with a double click ({size / 1e6:.0f} MB).")
    return 0
