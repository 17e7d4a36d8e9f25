"""Take edits over from a workbook that the site publishes."""

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from macros import asking, by_hand
from macros.build import build
from macros.commands import ROOT, data_folder, data_name, docs_folder
from macros.importing import ImportRefusedError, plan, read, write
from macros.keeping import Keeping
from macros.pages import publication
from macros.problems import DataError
from macros.site import Site
from macros.telling import as_text, comparison


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("workbook", metavar="WORKBOOK", help="promises.xlsx, edited in a spreadsheet")
    parser.add_argument("--dry-run", action="store_true", help="only say what would change")
    parser.epilog = (
        "Says first what changes; then writes it into the files, if neither the workbook nor the edited data "
        "have a problem. Exit codes: 0: it was written, or there was nothing to write. 1: there are "
        "problems; all of them were said, and nothing was touched. 2: the command is misspelled."
    )


def run(asked: Namespace) -> int:
    try:
        return _import(Path(asked.workbook), is_dry=asked.dry_run)
    except ImportRefusedError as error:
        print(error, file=sys.stderr)
    except OSError as error:
        place = f"{error.filename}: " if error.filename else ""
        print(f"{place}{error.strerror or error}. Nothing was changed.", file=sys.stderr)
    return 1


def _import(workbook: Path, *, is_dry: bool) -> int:
    folder = data_folder()
    found = plan(read(workbook), folder, _checked)
    for remark in found.remarks:
        print(remark)
    if not found.files:
        read_of_it = "was read of the workbook" if found.remarks else "the workbook says"
        print(f"Nothing to change: the data say what {read_of_it}.")
        return 0
    print(as_text(comparison(found.before, found.after), data_name()))
    if is_dry:
        print("\nNothing was written.")
        return 0
    write(folder, found.files, found.read)
    print("\nWritten:", *(f"{data_name()}/{name}" for name in found.files), sep="\n  ")
    return 0


def _checked(folder: Path) -> Site:
    """As `check` does it."""
    site, docs = build(folder, data_name()), docs_folder()
    published = publication(site, "build")
    problems = Keeping(published, folder, data_name()).lost(by_hand.addresses(docs, ROOT / "docs"))
    problems += asking.problems(published, docs, _name(docs))
    if problems:
        raise DataError(problems)
    return site


def _name(docs: Path) -> str:
    return docs.relative_to(ROOT).as_posix() if docs.is_relative_to(ROOT) else docs.as_posix()
