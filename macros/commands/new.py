"""Begin a record: writes a valid, commented file or entry with the next id.

What can be begun is called by the plans' own words, such as output or building block, or commitment,
clause, area; besides document, term, discrepancy, status and report.
"""

import sys
from argparse import ArgumentParser, Namespace

from macros.beginning import Asked, RefusedError, begin
from macros.commands import data_folder, data_name


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "kind",
        nargs="+",
        help="what it is, in a plan's own words, or: commitment, clause, area, document, term, discrepancy, "
        "status, report",
    )
    parser.add_argument("--plan", default="", help="the folder or the address of the plan")
    parser.add_argument(
        "--in", dest="within", default="", metavar="ID", help="the area, part or clause that it belongs to"
    )
    parser.add_argument("--id", dest="identifier", default="", help="default: the next one that is free")
    parser.add_argument("--title", default="", help="its title; of a term, what it means")


def run(asked: Namespace) -> int:
    wish = Asked(" ".join(asked.kind), asked.plan, asked.within, asked.identifier, asked.title)
    try:
        written = begin(data_folder(), data_name(), wish)
    except RefusedError as error:
        print(error, file=sys.stderr)
        return 1
    print(f"{written.file}:{written.line}: {written.name} begins here, and passes the check.")
    print("Next: replace what is to be written, mend the source, and take out the lines that you don't need.")
    for step in (*written.then, "Then: python -m macros check"):
        print(step)
    return 0
