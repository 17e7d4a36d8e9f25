"""The page of messages, from the table of mistakes: each as it is printed, with cause and cure."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from macros.build import build
from macros.commands import ROOT
from macros.problems import DataError
from tests.mistaken import Edit, Mistake, subjects

HEAD = """\
---
description: "Every message of the check: what it says, why one meets it, and what to do."
search: {{exclude: true}}
generated: true
---

# What the check says {{ #top }}

{}

> `{}`

Here is each of them, with its cause and its cure. Look one up by a few of its words: Ctrl+F, on a Mac ⌘F.
{{% raw %}}
"""
INTRODUCTION = (
    "`make check` reads every file of the data, and the pages written by hand, and says all that is wrong "
    "with them at once. So does each pull request, beside the lines that it is about. A message tells the "
    "file, the line and the column, then the record, what is wrong, and the way out:"
)
MOST = 2
"""Messages that are printed of one mistake; more follow from the first ones."""


def page() -> str:
    lines = [HEAD.format(INTRODUCTION, example())]
    for subject in subjects():
        anchor = re.sub(r"[^a-z]+", "-", subject.title.lower()).strip("-")
        lines.append(f"## {subject.title} {{ #{anchor} }}\n")
        lines += [part for mistake in subject.mistakes for part in _parts(mistake)]
    return "\n".join([*lines, "{% endraw %}", ""])


def example() -> str:
    """What is said today of a slip in the real data."""
    with TemporaryDirectory() as copy:
        folder = Path(copy, "data")
        shutil.copytree(ROOT / "data", folder)
        Edit("plans/strategy-2023/outputs/4.yml", "\ntitle: ", "\ntitel: ").make(folder)
        try:
            build(folder, "data")
        except DataError as error:
            return "\n".join(error.lines())
    return ""


def _parts(mistake: Mistake) -> Iterator[str]:
    yield f"### {mistake.mistake} {{ #{mistake.name} }}\n"
    said = [_message(line) for line in mistake.said[:MOST]]
    if len(mistake.said) > MOST:
        said.append(f"… and {len(mistake.said) - MOST} more that follow from it.")
    yield "\n>\n".join(f"> {line}" for line in said)
    # A search that holds the messages holds enough.
    yield f'\n{mistake.cause} {mistake.cure}\n{{ data-search-exclude="" }}\n'
    if mistake.old and not mistake.also:
        shown = [*_example("with the mistake", mistake.new or ""), *_example("without it", mistake.old)]
        yield "\n".join(['```{ .text data-search-exclude="" }', *shown, "```\n"])


def _message(line: str) -> str:
    """Its place, which nobody looks up, and its words."""
    place, words = line.split(": ", 1)
    return f'{_code(f"{place}:")}{{ data-search-exclude="" }} {_code(words)}'


def _code(text: str) -> str:
    fence = "`" * (max(map(len, re.findall("`+", text)), default=0) + 1)
    space = " " if "`" in (text[0], text[-1]) else ""
    return f"{fence}{space}{text}{space}{fence}"


def _example(label: str, text: str) -> Iterator[str]:
    """As a comment and what stands below it. What can't be seen is shown by a sign."""
    if shown := re.sub("[\u202e\u00ad\u00a0]", "�", text.strip("\n").replace("\t", "→")):
        yield f"# {label}"
        yield shown
