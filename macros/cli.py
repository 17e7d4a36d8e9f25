"""The commands by their names."""

import argparse
import sys
from collections.abc import Sequence
from importlib import import_module
from types import ModuleType

COMMANDS = {
    "check": "check",
    "diff": "diff",
    "pages": "pages",
    "new": "new",
    "import": "import_workbook",
    "site": "site",
    "portable": "portable",
    "serve": "serve",
    "schema": "schema",
    "addresses": "addresses",
    "history": "history",
}
"""The module of each, in the order of the help."""


def main(arguments: Sequence[str] | None = None) -> int:
    """0: all is well. 1: the data or the build has problems; they were printed. 2: a misspelled command."""
    parser = argparse.ArgumentParser(prog="python -m macros", description="What can be done with the data.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="command")
    modules = _modules(sys.argv[1:] if arguments is None else arguments)
    for name, module in modules.items():
        said = (module.__doc__ or "").splitlines()[0]
        one = commands.add_parser(name, help=said.removesuffix("."), description=said)
        module.arguments(one)
    asked = parser.parse_args(arguments)
    code: int = modules[asked.command].run(asked)
    return code


def _modules(arguments: Sequence[str]) -> dict[str, ModuleType]:
    """Of the command that is asked for, by its name; of all where it is none: loading them takes a second."""
    asked = arguments[0] if arguments else ""
    names = [asked] if asked in COMMANDS else COMMANDS
    return {name: import_module(f"macros.commands.{COMMANDS[name]}") for name in names}
