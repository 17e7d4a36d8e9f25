"""A file that may be a workbook: what people can have named instead is said in plain words."""

from pathlib import Path
from typing import NoReturn

from macros.importing.trouble import ImportRefusedError, Trouble

OLD = bytes.fromhex("d0cf11e0a1b11ae1")
"""What a file begins with that is locked, or older than the format that is read."""
MOST_BYTES = 30_000_000
"""Of the file, and of its parts unpacked: far more than the largest have."""
TOO_LARGE = ("it holds more than can be read", "Delete the sheets and pictures that aren't ours.")


def content_of(path: Path) -> bytes:
    """Of a file that may be a workbook: all that a person can have pointed at."""
    if path.is_dir():
        refuse(str(path), "this is a folder", "Name the workbook in it.")
    if not path.is_file():
        refuse(str(path), "there is no such file", "Check its name and folder.")
    try:
        if path.stat().st_size > MOST_BYTES:
            refuse(path.name, *TOO_LARGE)
        content = path.read_bytes()
    except OSError as error:
        fact = f"it can't be read ({error.strerror})"
        refuse(path.name, fact, "Close it in the program that has it open, and look whether it is yours.")
    if content.startswith(OLD):
        fact = "it is protected by a password, or saved in the old format .xls"
        refuse(path.name, fact, "Save it without a password, in the format Excel 2007–365 (.xlsx).")
    return content


def refuse(place: str, fact: str, way_out: str) -> NoReturn:
    raise ImportRefusedError([Trouble(place, fact, way_out)])
