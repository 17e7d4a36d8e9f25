"""Show the site, and follow every edit."""

from argparse import ArgumentParser, Namespace

from macros.commands import ROOT, data_folder, docs_folder
from macros.commands.mkdocs import program

FILES = ("mkdocs.yml", "CHANGELOG.md", "macros", "docs")


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--address", default="127.0.0.1:8000", help="default: 127.0.0.1:8000")


def run(asked: Namespace) -> int:
    sources = {data_folder(), docs_folder(), *(ROOT / name for name in FILES)}
    return program("macros.live", asked.address, *sorted(map(str, sources)))
