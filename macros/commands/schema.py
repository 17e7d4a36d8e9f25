"""Write the JSON Schemas that editors use."""

import os
from argparse import ArgumentParser, Namespace

from macros.commands import ROOT, data_folder
from macros.schemas import write


def arguments(parser: ArgumentParser) -> None:
    """It can't be asked for less."""


def run(asked: Namespace) -> int:
    del asked
    data = data_folder()
    for path in write(data / "schema", data):
        print(os.path.relpath(path, ROOT))
    return 0
