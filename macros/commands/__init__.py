"""The commands, a module each. `arguments`: what it can be asked. `run`: does it, and returns the exit code.

0: all is well. 1: the data or the build has problems; they were printed. 2: a misspelled command.
"""

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
"""Of the checkout: commands mean the same whatever folder they are called from."""


def data_name() -> str:
    """The folder of data as messages call it."""
    return Path(os.environ.get("DATA_DIR", "data")).as_posix()


def data_folder() -> Path:
    return ROOT / data_name()


def docs_folder() -> Path:
    return ROOT / os.environ.get("DOCS_DIR", "docs")
