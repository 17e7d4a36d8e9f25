"""Say which pages of two built sites differ for their readers."""

import json
import sys
from argparse import ArgumentParser, Namespace, RawDescriptionHelpFormatter
from pathlib import Path

from macros.built import Turns, turns
from macros.turned import as_markdown, as_text, as_values

HELP = """\
Exit codes:
  0  it was said which differ, or that none does
  1  a folder holds no built site
  2  the command is misspelled

json is an object:
  pages  a list of objects: how (new, changed or gone), address (without the host), title,
         section (what it is one of, in words)
  files  the published files that aren't the same: a list of objects, how and address
A page has changed where its own part reads otherwise; what stands around it on every page doesn't count.
"""


def arguments(parser: ArgumentParser) -> None:
    parser.formatter_class = RawDescriptionHelpFormatter
    parser.epilog = HELP
    parser.add_argument("old", metavar="OLD", type=Path, help="the folder of a built site")
    parser.add_argument("new", metavar="NEW", type=Path, help="the folder of another")
    parser.add_argument("--format", choices=("text", "markdown", "json"), default="text")


def run(asked: Namespace) -> int:
    for folder in (asked.old, asked.new):
        if not (folder / "index.html").is_file():
            print(
                f"{folder} holds no built site. Build one: python -m macros site --out {folder}",
                file=sys.stderr,
            )
            return 1
    print(_told(turns(asked.old, asked.new), asked.format))
    return 0


def _told(found: Turns, form: str) -> str:
    if form == "json":
        return json.dumps(as_values(found), ensure_ascii=False, indent=2)
    return as_markdown(found) if form == "markdown" else as_text(found)
