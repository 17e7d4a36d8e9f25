"""The commands by their names."""

import argparse
from collections.abc import Sequence

from macros.commands import addresses, check, history, schema, serve, site

COMMANDS = {
    "check": check,
    "site": site,
    "serve": serve,
    "schema": schema,
    "addresses": addresses,
    "history": history,
}
"""In the order of the help."""


def main(arguments: Sequence[str] | None = None) -> int:
    """0: all is well. 1: the data or the build has problems; they were printed. 2: a misspelled command."""
    parser = argparse.ArgumentParser(prog="python -m macros", description="What can be done with the data.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="command")
    for name, module in COMMANDS.items():
        said = (module.__doc__ or "").splitlines()[0]
        one = commands.add_parser(name, help=said.removesuffix("."), description=said)
        module.arguments(one)
    asked = parser.parse_args(arguments)
    code: int = COMMANDS[asked.command].run(asked)
    return code
