"""Write down the addresses that the site has now."""

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path
from tempfile import TemporaryDirectory

from macros import ledger
from macros.commands import data_folder
from macros.making import site
from macros.provenance import text_at


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--against", metavar="COMMIT", help="only see that none is taken away that the commit has"
    )


def run(asked: Namespace) -> int:
    return _kept_since(asked.against) if asked.against else _write()


def _write() -> int:
    """Adds what is new, and takes nothing away: what is lost has stopped the build before."""
    data = data_folder()
    with TemporaryDirectory() as folder:
        note = Path(folder) / "addresses"
        out = Path(folder) / "site"
        if not site(out, out, str(note)):
            print("The site can't be built, so nothing was written down.", file=sys.stderr)
            return 1
        found = note.read_text(encoding="utf-8").splitlines()
    before = ledger.text_in(data)
    new = set(found) - ledger.addresses_in(before)
    if new or not before:
        (data / ledger.LEDGER).write_text(ledger.grown(before, found), encoding="utf-8", newline="\n")
    print(f"{len(new)} new, {len(ledger.addresses_in(before) | new)} in all.")
    return 0


def _kept_since(commit: str) -> int:
    data = data_folder()
    try:
        before = text_at(data, commit, ledger.LEDGER)
    except LookupError as error:
        print(error, file=sys.stderr)
        return 1
    gone = sorted(ledger.addresses_in(before) - ledger.addresses_in(ledger.text_in(data)))
    for line in gone:
        print(f"{ledger.LEDGER}: the line {line} is gone. It was published: put it back.")
    print(f"{len(ledger.addresses_in(before))} addresses in {commit}, {len(gone)} of them gone.")
    return 1 if gone else 0
