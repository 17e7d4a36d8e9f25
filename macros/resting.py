"""What others take long over and leave alone: large pieces of HTML wait aside until they are done."""

import re

_ROOT = re.compile(r"^<(aside|details|div|dl|figure|footer|nav|ol|p|section|table|ul)\b[^<>]*>", re.MULTILINE)
_PLACE = re.compile(r'<div data-rests="(\d+)"></div>')
_UNSEARCHED = re.compile(
    r"<(aside|div|dl|figure|nav|ol|p|pre|section|table|ul)\b"
    # Outside of what stands in quotes: there, it is a text that says so.
    r'[^<>"]*(?:"[^<>"]*"[^<>"]*)*\sdata-search-exclude\b[^<>]*>'
)
_FOR_SEARCH = re.compile(r'\s?data-search-\w+="[^"<>]+"(?=[^<>]*>)')
"""Within a tag: a text may say the same."""
SMALL = 200
"""Letters. To lay aside what is shorter gains nothing."""


def laid_aside(text: str) -> tuple[str, list[str]]:
    """A text of our own templates, with a short element for each large one, and those.

    Only such a text: in one by hand, what begins like an element may be an example in a fence.

    >>> laid_aside("# Peas\\n\\n<p>short</p>")
    ('# Peas\\n\\n<p>short</p>', [])
    """
    pieces: list[str] = []
    kept: list[str] = []
    last = 0
    while root := _ROOT.search(text, last):
        end = _end_of(text, root)
        if end - root.start() < SMALL:
            kept.append(text[last:end])
        else:
            kept += [text[last : root.start()], f'<div data-rests="{len(pieces)}"></div>']
            pieces.append(text[root.start() : end])
        last = end
    return "".join([*kept, text[last:]]), pieces


def _end_of(text: str, root: re.Match[str]) -> int:
    """Behind the end of an element."""
    depth = 0
    for tag in re.compile(rf"<(/?){root[1]}\b[^<>]*>").finditer(text, root.start()):
        depth += -1 if tag[1] else 1
        if not depth:
            return tag.end()
    raise ValueError(f"{root[0]} is never closed")


def put_back(html: str, pieces: list[str]) -> str:
    """What Markdown made of the text, whole again. ValueError where a piece would be lost or doubled.

    >>> put_back('<h1>Peas</h1><div data-rests="0"></div>', ["<p>long</p>"])
    '<h1>Peas</h1><p>long</p>'
    """
    if [int(number) for number in _PLACE.findall(html)] != [*range(len(pieces))]:
        raise ValueError("what was laid aside isn't where it was")
    return _PLACE.sub(lambda place: pieces[int(place[1])], html)


def searched(html: str) -> str:
    """A page without the elements that its search passes over anyway.

    >>> searched('<p>Peas</p><ul data-search-exclude><li><ul><li>beans</li></ul></li></ul>')
    '<p>Peas</p>'
    >>> searched('<p title="say data-search-exclude">Peas</p>')
    '<p title="say data-search-exclude">Peas</p>'
    """
    kept: list[str] = []
    last = 0
    while root := _UNSEARCHED.search(html, last):
        kept.append(html[last : root.start()])
        last = _end_of(html, root)
    return "".join([*kept, html[last:]])


def unmarked(html: str) -> str:
    """A page without what was said to its search, as the search leaves it.

    >>> unmarked('<p data-search-boost="2" id="a">Say data-search-boost="2"</p>')
    '<p id="a">Say data-search-boost="2"</p>'
    """
    return _FOR_SEARCH.sub("", html)
