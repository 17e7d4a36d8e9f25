"""Check the data alone, and say every problem."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from macros import by_hand, ledger
from macros.build import build
from macros.commands import ROOT, data_name, docs_folder
from macros.keeping import Keeping
from macros.pages import publication
from macros.problems import DataError


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("folder", nargs="?", default=data_name(), help="default: data")


def run(asked: Namespace) -> int:
    folder = Path(asked.folder)
    try:
        site = build(ROOT / folder, folder.as_posix())
        kept = Keeping(publication(site, "build"), ROOT / folder, folder.as_posix())
        kept.refuse_losses(by_hand.addresses(docs_folder(), ROOT / "docs"))
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
