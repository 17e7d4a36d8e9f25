"""Write down what new commits changed in the data, and which of them are released."""

import sys
from argparse import ArgumentParser, Namespace

from macros.commands import data_folder
from macros.problems import DataError
from macros.recording import RecordingError, record


def arguments(parser: ArgumentParser) -> None:
    """It can't be asked for less."""


def run(asked: Namespace) -> int:
    del asked
    try:
        new = record(data_folder(), print)
    except (DataError, RecordingError) as error:
        print(error, file=sys.stderr)
        return 1
    for entry in new:
        if entry.changes:
            print(f"{entry.day}, {entry.commit[:7]}: changes written down: {len(entry.changes)}")
        for release in entry.releases:
            print(f"{release.day}, {release.name}: written down as a release of {entry.commit[:7]}")
    return 0
