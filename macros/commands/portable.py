"""Copy a built site so that it can be read from a disk, by a double click on its index.html."""

import shutil
import sys
from argparse import ArgumentParser, Namespace

from macros import portable
from macros.commands import ROOT


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
    shutil.rmtree(out, ignore_errors=True)
    size = portable.make(site, out)
    print(f"{asked.out}/{portable.INDEX} can be opened with a double click ({size / 1e6:.0f} MB).")
    return 0
