"""A copy of a built site that can be read from a disk: a link to a folder leads to the page within.

From a disk, a browser shows a folder as a list of its files, and runs no module. Pages are whole without.
"""

import re
import shutil
from html import escape, unescape
from pathlib import Path
from posixpath import dirname, join, normpath
from urllib.parse import unquote, urlsplit

NOTE = "READ ME FIRST.txt"
NOTE_TEXT = """\
This is a copy of the whole website, as it would be with the changes that are proposed.

To look at it: unpack it first, then open index.html with a double click. Every page can be read, and every
link leads on. Search, filters and the like do nothing: they work only on a website.

To see it with everything: install Python 3, open a terminal in this folder, type

    python3 -m http.server --bind 127.0.0.1

and open http://127.0.0.1:8000/ in your browser. Ctrl+C ends it.

What is proposed may come from anybody. Open it as you would any file that somebody sent you.
"""
INDEX = "index.html"
_ONLY_SERVED = ("404.html",)
"""A disk has its own words for what isn't there."""

_SCRIPT_OR_TAG = re.compile(r"<!--.*?-->|<script\b.*?</script>|<[a-z][^<>]*>", re.DOTALL)
_ADDRESS = re.compile(r'(?<=\s)(href|xlink:href|action)="([^"]*)"')


def make(site: Path, out: Path) -> int:
    """Copies the site into a folder that is empty or not there yet. Returns how many bytes that takes."""
    shutil.copytree(site, out, ignore=shutil.ignore_patterns(*_ONLY_SERVED), dirs_exist_ok=True)
    pages = {file.relative_to(out).as_posix() for file in out.rglob("*.html")}
    for page in sorted(pages):
        html = (out / page).read_text("utf-8")
        (out / page).write_text(opened_from_disk(html, page, pages), "utf-8", newline="\n")
    (out / NOTE).write_text(NOTE_TEXT, "utf-8", newline="\n")
    return sum(file.stat().st_size for file in out.rglob("*") if file.is_file())


def opened_from_disk(html: str, page: str, pages: set[str]) -> str:
    """The page, with the names of files where its links led to folders.

    >>> opened_from_disk('<a href="../4/?a=b#c">', "outputs/5/index.html", {"outputs/4/index.html"})
    '<a href="../4/index.html?a=b#c">'
    """

    def whole(match: re.Match[str]) -> str:
        return f'{match[1]}="{_file(match[2], page, pages)}"'

    def tag(match: re.Match[str]) -> str:
        return match[0] if match[0].startswith(("<!--", "<script")) else _ADDRESS.sub(whole, match[0])

    return _SCRIPT_OR_TAG.sub(tag, html)


def _file(address: str, page: str, pages: set[str]) -> str:
    """The address as it was, unless it leads to a folder that has a page."""
    plain = unescape(address)
    parts = urlsplit(plain)
    if parts.scheme or parts.netloc or not parts.path or parts.path.startswith("/"):
        return address
    target = normpath(join(dirname(page), unquote(parts.path), INDEX))
    if target not in pages:
        return address
    rest = plain[len(parts.path) :]
    return escape(f"{parts.path.removesuffix('/')}/{INDEX}{rest}")
