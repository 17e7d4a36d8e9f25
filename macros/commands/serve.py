"""Show the site, and follow every edit."""

import os
import subprocess
import sys
from argparse import ArgumentParser, Namespace

from macros.commands import ROOT, data_folder, docs_folder

FILES = ("mkdocs.yml", "CHANGELOG.md", "macros", "docs")


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--address", default="127.0.0.1:8000", help="default: 127.0.0.1:8000")


def run(asked: Namespace) -> int:
    sources = {data_folder(), docs_folder(), *(ROOT / name for name in FILES)}
    return _program("macros.live", asked.address, *sorted(map(str, sources)))


def _program(module: str, *arguments: str) -> int:
    """Our commands don't know the engine, and it keeps much in mind: so it is a program of its own."""
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    command = [sys.executable, "-m", module, *arguments]
    with subprocess.Popen(command, cwd=ROOT, env=environment) as process:  # noqa: S603
        try:
            return process.wait()
        except KeyboardInterrupt:
            return process.wait()  # It was told to stop as well, and clears up.
