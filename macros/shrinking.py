"""Our own stylesheets and scripts as readers load them: without comments and spare room."""

from collections.abc import Callable, Iterator

import rcssmin
import rjsmin

OWN = {"assets/css/": rcssmin.cssmin, "assets/js/": rjsmin.jsmin}
"""Where they stand; what others wrote comes as they publish it."""


def shrinkable(names: Iterator[str]) -> Iterator[tuple[str, Callable[[str], str]]]:
    """The files that become smaller, each with what makes it so."""
    for name in names:
        for folder, shrink in OWN.items():
            if name.startswith(folder):
                yield name, shrink
