"""Start what knows MkDocs as a program of its own: its events know ours, and our commands don't know it."""

import os
import subprocess
import sys

from macros.commands import ROOT


def mkdocs(*arguments: str, **settings: str) -> int:
    """The settings come on top of the environment. Returns the exit code."""
    return program("mkdocs", *arguments, **settings)


def program(module: str, *arguments: str, **settings: str) -> int:
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", **settings}
    command = [sys.executable, "-m", module, *arguments]
    with subprocess.Popen(command, cwd=ROOT, env=environment) as process:  # noqa: S603
        try:
            return process.wait()
        except KeyboardInterrupt:
            return process.wait()  # It was told to stop as well, and clears up.
