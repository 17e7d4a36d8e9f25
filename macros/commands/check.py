"""Check the data and what pages by hand ask of them, and say every problem."""

import os
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from pathlib import Path

from macros import asking, by_hand, ledger
from macros.beginning import Unwritten, unwritten
from macros.build import build
from macros.commands import ROOT, data_name, docs_folder
from macros.complaining import FORMATS, summary
from macros.keeping import Keeping
from macros.pages import publication
from macros.problems import DataError, Problem
from macros.site import Site

SUMMARY = "GITHUB_STEP_SUMMARY"
"""Where a workflow on GitHub says which file its summary stands in."""


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("folder", nargs="?", default=data_name(), help="default: data")
    add_format(parser)
    parser.epilog = (
        "Exit codes: 0: no problem found. 1: there are problems, and all of them were said. "
        "2: the command is misspelled. The JSON is an object: `count`, and `problems`, a list of objects "
        "with `file`, `line`, `column`, `record`, `fact`, `way_out` and `said`, the whole line; besides "
        "`unwritten`, the places that are still to be written, which are no problems and are looked for "
        "where there are none: `file`, `line`, `column`, `said`."
    )


def add_format(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--format",
        choices=list(FORMATS),
        default="text",
        help="text: a line for each problem. github: annotations of a workflow, and a table in its "
        "summary. json: for programs",
    )


def run(asked: Namespace) -> int:
    folder = Path(asked.folder)
    site, problems = found(folder)
    say(problems, asked.format, unwritten(ROOT / folder, name_of(folder), site) if site else ())
    if site and asked.format == "text":
        _say_counts(site, folder)
    return 1 if problems else 0


def found(folder: Path) -> tuple[Site | None, list[Problem]]:
    """The site where there is no problem, or every problem, sorted by place."""
    label, docs = name_of(folder), docs_folder()
    try:
        site = build(ROOT / folder, label)
        published = publication(site, "build")
        kept = Keeping(published, ROOT / folder, label)
        problems = kept.lost(by_hand.addresses(docs, ROOT / "docs"))
    except DataError as error:
        return None, list(error.problems)
    if folder == Path(data_name()):  # The pages by hand speak of these data, and of no others.
        problems += asking.problems(published, docs, name_of(docs))
    return (None if problems else site), list(DataError(problems).problems)


def name_of(folder: Path) -> str:
    """As messages call it: from the root of the checkout, where it lies there."""
    within = (ROOT / folder).is_relative_to(ROOT)
    return ((ROOT / folder).relative_to(ROOT) if within else folder).as_posix()


def say(problems: list[Problem], form: str, places: Sequence[Unwritten] = ()) -> None:
    if said := FORMATS[form](problems, places):
        print(said)
    if form == "github" and (file := os.environ.get(SUMMARY)):
        with Path(file).open("a", encoding="utf-8") as step:
            step.write(f"{summary(problems).strip()}\n\n")


def _say_counts(site: Site, folder: Path) -> None:
    for plan in site.plans.values():
        words = plan.words
        kinds = ((plan.areas, words.area), (plan.commitments, words.commitment), (plan.clauses, words.clause))
        counts = ", ".join(f"{len(records)} {word.many}" for records, word in kinds)
        print(f"{folder}/plans/{plan.id}: {counts}: no problem found.")
    if ledger.text_in(ROOT / folder):
        print("Links to a heading within a page are checked when the site is built.")
