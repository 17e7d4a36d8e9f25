"""Read every page of a built site and find the links that lead nowhere, and what loads from elsewhere.

MkDocs checks the links it writes itself, and only in Markdown; a reader follows them all.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from posixpath import dirname, join, normpath
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

ADDRESSES = {"action", "data", "formaction", "href", "poster", "src", "xlink:href"}
IN_CSS = re.compile(r"""url\(\s*["']?([^"')]+)|@import\s+["']([^"']+)""", re.IGNORECASE)
CSS_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)

FOLLOWED_ONLY_WHEN_CHOSEN = {"a", "area", "form"}
"""Elements whose address is a place to go to: nothing is loaded from there."""
RELATIONS_THAT_LOAD_NOTHING = {
    "alternate", "author", "canonical", "edit", "help", "license", "me", "next", "prev", "search",
}  # fmt: skip
HARMLESS_SCRIPTS = {"javascript:void(0)", "javascript:"}
"""How Material writes a button."""


class Reference(NamedTuple):
    """An address in a page, and where it stands."""

    address: str
    tag: str
    attribute: str
    loads: bool
    """A reader's browser asks for it without being told to."""


@dataclass
class _Page(HTMLParser):
    """Collects what a page refers to, and what can be referred to in it."""

    references: list[Reference] = field(default_factory=list)
    anchors: set[str] = field(default_factory=set)
    _style: bool = False

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        self._style = tag == "style"
        self.anchors.update(attributes[name] for name in _names_of(tag) if attributes.get(name))
        loads = _loads(tag, attributes)
        for name, value in attributes.items():
            self.references += [Reference(address, tag, name, loads) for address in _addresses(name, value)]
            if "url(" in value:
                self.read_css(value, tag, name)
        if tag == "meta" and attributes.get("http-equiv", "").lower() == "refresh":
            address = attributes.get("content", "").partition("url=")[2]
            self.references += [Reference(address.strip("\"' "), tag, "content", loads=True)]

    def handle_data(self, data: str) -> None:
        if self._style:
            self.read_css(data, "style", "text")

    def handle_endtag(self, tag: str) -> None:  # noqa: ARG002 the parent's
        self._style = False

    def read_css(self, css: str, tag: str, attribute: str) -> None:
        self.references += [Reference(address, tag, attribute, loads=True) for address in css_addresses(css)]


def _names_of(tag: str) -> tuple[str, ...]:
    return ("id", "name") if tag == "a" else ("id",)


def _loads(tag: str, attributes: dict[str, str]) -> bool:
    if tag == "link":
        return not set(attributes.get("rel", "").lower().split()) <= RELATIONS_THAT_LOAD_NOTHING
    return tag not in FOLLOWED_ONLY_WHEN_CHOSEN


def _addresses(attribute: str, value: str) -> Iterator[str]:
    if attribute in {"srcset", "imagesrcset"}:
        yield from (candidate.split()[0] for candidate in value.split(", ") if candidate.split())
    elif attribute in ADDRESSES:
        yield value.strip()


def css_addresses(css: str) -> list[str]:
    """The addresses in url(…) and @import.

    >>> css_addresses("@import 'a.css'; b { background: url( \\"c.png\\" ) } /* url(d) */")
    ['a.css', 'c.png']
    """
    return [(url or name).strip() for url, name in IN_CSS.findall(CSS_COMMENT.sub("", css))]


def _read(file: Path) -> _Page:
    return _parsed(file.read_text("utf-8"), is_css=file.suffix == ".css")


@cache
def _parsed(text: str, *, is_css: bool) -> _Page:
    """Once for each text: several questions are asked of one site, and the sites of tests are much alike."""
    page = _Page()
    if is_css:
        page.read_css(text, "css", "url")
    else:
        page.feed(text)
        page.close()
    return page


@dataclass
class _Site:
    """Files go by their names in the site, as text: there are hundreds of links on each of them.

    The disk isn't asked: on some machines it doesn't tell Page.html from page.html.
    """

    names: frozenset[str]
    pages: dict[str, _Page]
    base_path: str
    site_url: str

    def fault(self, source: str, reference: Reference) -> str | None:
        """Why a reference leads nowhere."""
        address = self._without_own_host(reference.address)
        if address.startswith("javascript:"):
            return None if address in HARMLESS_SCRIPTS else "runs a script"
        try:
            parts = urlsplit(address)
        except ValueError:
            return "is no address"
        if parts.scheme or parts.netloc:
            return None
        if not address:
            return None if reference.tag == "form" else "is empty"
        target, fault = self._target(source, unquote(parts.path))
        return fault or self._missing_anchor(target, unquote(parts.fragment))

    def _without_own_host(self, address: str) -> str:
        if self.site_url and (address + "/").startswith(self.site_url):
            return self.base_path + address[len(self.site_url) :]
        return address

    def _target(self, source: str, path: str) -> tuple[str, str | None]:
        if not path:
            return source, None
        if path.startswith("/"):
            if not (path + "/").startswith(self.base_path):
                return source, f"is outside {self.base_path}"
            return self._named(path[len(self.base_path) :])
        if source == "404.html":
            return source, "is relative, on a page that is shown at any address"
        return self._named(join(dirname(source), path))

    def _named(self, path: str) -> tuple[str, str | None]:
        inside = normpath(path or ".")
        if inside.startswith(".."):
            return inside, "leads out of the site"
        index = normpath(join(inside, "index.html"))
        for name in (index,) if path.endswith("/") else (inside, index):
            if name in self.names:
                return name, None
        return inside, "leads to a file that isn't there"

    def _missing_anchor(self, target: str, fragment: str) -> str | None:
        anchor = fragment.partition(":~:")[0]
        if anchor in {"", "top"} or not target.endswith((".html", ".svg")):
            return None
        return None if anchor in self.pages[target].anchors else "names an anchor that isn't there"


def broken_links(site_dir: Path, base_path: str = "/", site_url: str = "") -> list[str]:
    """One line for each address, in any page, drawing or stylesheet, that leads nowhere within the site.

    `base_path` is the path under which a host serves the site, with a slash at both ends. Addresses
    that begin with `site_url`, the site's own in full, are followed too; other hosts are not asked.
    """
    pages = _read_all(site_dir)
    site = _Site(frozenset(_names(site_dir)), pages, base_path, site_url)
    return [
        _line(name, reference) + f" {fault}"
        for name, page in pages.items()
        for reference in dict.fromkeys(page.references)
        if (fault := site.fault(name, reference))
    ]


def outside_requests(site_dir: Path, site_url: str = "") -> list[str]:
    """One line for each address that a reader's browser would load from another host by itself."""
    return [
        _line(name, reference)
        for name, page in _read_all(site_dir).items()
        for reference in dict.fromkeys(page.references)
        if reference.loads and _is_elsewhere(reference.address, site_url)
    ]


def _line(name: str, reference: Reference) -> str:
    return f"{name}: {reference.tag} {reference.attribute}={reference.address!r}"


def _names(site_dir: Path) -> list[str]:
    return sorted(file.relative_to(site_dir).as_posix() for file in site_dir.rglob("*") if file.is_file())


def _read_all(site_dir: Path) -> dict[str, _Page]:
    """What a browser reads that can refer to something else, by name."""
    names = (name for name in _names(site_dir) if name.endswith((".css", ".html", ".svg")))
    return {name: _read(site_dir / name) for name in names}


def _is_elsewhere(address: str, site_url: str) -> bool:
    own = bool(site_url) and address.startswith(site_url)
    return address.startswith(("//", "http:", "https:", "ws:", "wss:")) and not own
