"""Build the site, show it, and follow every edit."""

from argparse import ArgumentParser, Namespace

from macros.commands.mkdocs import mkdocs


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--address", default="127.0.0.1:8000", help="default: 127.0.0.1:8000")


def run(asked: Namespace) -> int:
    return mkdocs("serve", "--dev-addr", asked.address)
