"""Say in sentences what a change does to the data."""

import json
import os
import sys
from argparse import ArgumentParser, Namespace, RawDescriptionHelpFormatter
from dataclasses import replace

from macros.build import build
from macros.commands import data_folder, data_name
from macros.problems import DataError
from macros.recording import RecordingError, parted, resolved, site_at
from macros.render import say
from macros.site import Site
from macros.telling import Comparison, as_markdown, as_text, as_values, comparison

HELP = """\
Exit codes:
  0  it was said what changed, or that nothing did
  1  the data on one side can't be read, or a commit isn't here; it was said which
  2  the command is misspelled

json is an object:
  base     the commit that the state after was compared with
  count    how many changes there are
  summary  how many of what, in words: a list
  records  a list of objects: kind, id, plan, name, file, url (without the host; null where it has no page),
           and changes, a list of objects:
             sentence  the change in words
             at        where in the record: by turns a field and what its item is known by
             field     empty where the record or the item came or went as a whole
             how       new, gone, changed, set, unset, on, off or order
             before, after
Where the state after doesn't go on from BASE, it is compared with the last commit that both have, so that
nothing is said of what BASE alone has. But a HEAD that is named, and that BASE goes on from, is compared with
BASE itself: what is asked for is the way back.
In the text, [-these words-] went and {+these words+} came.
"""


def arguments(parser: ArgumentParser) -> None:
    parser.formatter_class = RawDescriptionHelpFormatter
    parser.epilog = HELP
    parser.add_argument("base", metavar="BASE", help="a commit, a branch or a tag: the state before")
    parser.add_argument(
        "head",
        metavar="HEAD",
        nargs="?",
        help="the state after; the folder as it stands, where none is named",
    )
    parser.add_argument("--format", choices=("text", "markdown", "json"), default="text")


def run(asked: Namespace) -> int:
    try:
        base, note = _base(asked)
        states = [_state(name) for name in (base, asked.head)]
    except RecordingError as error:
        print(error, file=sys.stderr)
        return 1
    names = (base[:7] if note else asked.base, asked.head or f"{data_name()}/")
    sides = zip(names, states, strict=True)
    broken = [(name, state) for name, state in sides if isinstance(state, DataError)]
    for name, problems in broken:
        print(f"The data of {name} can't be read, so nothing can be compared:\n{problems}", file=sys.stderr)
    if broken:
        return 1
    before, after = (state for state in states if isinstance(state, Site))
    print(_told(replace(comparison(before, after), base=base, note=note), asked.format))
    return 0


def _base(asked: Namespace) -> tuple[str, str]:
    """The commit to compare with, and why, where it isn't the one that was asked for."""
    folder = data_folder()
    base = resolved(folder, asked.base)
    head = resolved(folder, asked.head) if asked.head else "HEAD"
    shared = parted(folder, base, head)
    if shared in (base, head):
        return base, ""
    said = {"commit": shared[:7], "base": asked.base, "head": asked.head or say("compared.this_branch")}
    return resolved(folder, shared), say("compared.parted", **said).unescape()


def _state(name: str | None) -> Site | DataError:
    """The folder as it stands where none is named."""
    folder = data_folder()
    try:
        return site_at(folder, resolved(folder, name)) if name else build(folder, data_name())
    except DataError as error:
        return error


def _told(found: Comparison, form: str) -> str:
    home = os.environ.get("SITE_URL", "").rstrip("/")
    if form == "markdown":
        return as_markdown(found, data_name(), f"{home}/" if home else "")
    if form == "json":
        return json.dumps(as_values(found, data_name()), ensure_ascii=False, indent=2)
    return as_text(found, data_name())
