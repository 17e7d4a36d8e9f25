"""One build in one process, watched: `python -m tests.bench.steps FILE [profile]` in a checkout.

It writes seconds of the processor as JSON into the file: by step or, with `profile`, by package.
"""

import cProfile
import json
import os
import pstats
import re
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any

from macros.cli import main
from tests.bench.clocks import IN_ORDER, Clocks

BUILT_IN = "~"
LIBRARY = "Python and its library"
Function = tuple[str, int, str]
"""As a profile names it: file, line, name."""


def by_step() -> dict[str, float]:
    clocks = Clocks()
    clocks.set_up()
    _build()
    clocks.stop()
    if lost := set(IN_ORDER) - set(clocks.seconds):
        sys.exit(f"The build went another way: nothing was timed as {', '.join(sorted(lost))}.")
    return clocks.seconds


def by_package() -> dict[str, float]:
    """What is written in C is counted as its caller's."""
    profile = cProfile.Profile()
    profile.runcall(_build)
    found: dict[str, float] = defaultdict(float)
    functions: dict[Function, Any] = vars(pstats.Stats(profile))["stats"]
    for (file, _, _), (_, _, own, _, callers) in functions.items():
        if file == BUILT_IN and callers:
            for (caller, _, _), (_, _, share, _) in callers.items():
                found[package(caller)] += share
        else:
            found[package(file)] += own
    return found


def package(file: str) -> str:
    """
    >>> package("lib/python3.11/site-packages/jinja2/runtime.py"), package("/here/macros/views/plan.py")
    ('jinja2', 'macros')
    >>> package("/here/macros/theme/main.html"), package("site-packages/material/templates/base.html")
    ("the theme's templates", "the theme's templates")
    >>> package("lib/python3.11/html/parser.py")
    'Python and its library'
    """
    if re.search(r"/macros/theme/|/material/templates/", file):
        return "the theme's templates"
    if file.endswith(".j2"):
        return "our templates"
    known = re.search(r"site-packages/([^/.]+)|/(macros)/", file)
    return (known[1] or known[2]) if known else LIBRARY


def _build() -> None:
    if main(["site"]):
        sys.exit("The site wasn't built.")


if __name__ == "__main__":
    out = Path(sys.argv[1])
    wanted = by_package if "profile" in sys.argv else by_step
    os.environ["JOBS"] = "1"
    out.write_text(json.dumps(wanted()), "utf-8")
