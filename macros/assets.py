"""Which stylesheets and scripts a page needs, read off the page itself, so that no page carries another's."""

import re
from collections.abc import Container

_NEEDS = re.compile(r'\sdata-needs="([a-z -]+)"')


def needed(html: str, there: Container[str]) -> dict[str, list[str]]:
    """The stylesheets and scripts that elements of the page ask for by name, in `data-needs`.

    >>> needed('<div data-needs="matrix">', {"assets/css/matrix.css"})
    {'css': ['assets/css/matrix.css'], 'js': [], 'early': []}

    What is `early` runs before anything is painted, so it has to be tiny.
    """
    names = sorted({name for found in _NEEDS.findall(html) for name in found.split()})
    files = {"css": "css/{}.css", "js": "js/{}.js", "early": "js/{}-early.js"}
    return {
        kind: [address for name in names if (address := f"assets/{file.format(name)}") in there]
        for kind, file in files.items()
    }
