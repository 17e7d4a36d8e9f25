"""Read a page of the built site as a tree: its elements, links, anchors and words."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

VOID = {"br", "col", "hr", "img", "input", "link", "meta", "wbr"}
UNREAD = {"pre", "script", "style", "svg"}
"""What holds no prose."""


@dataclass
class Element:
    tag: str
    attributes: dict[str, str | None]
    children: list["Element"] = field(default_factory=list)
    pieces: list["str | Element"] = field(default_factory=list)
    """Words and children, in order."""

    def __getitem__(self, name: str) -> str:
        return self.attributes.get(name) or ""

    @property
    def text(self) -> str:
        return " ".join("".join(self.words()).split())

    @property
    def classes(self) -> list[str]:
        return self["class"].split()

    @property
    def links(self) -> list[str]:
        return [one["href"] for one in self.all("a") if one["href"]]

    @property
    def anchors(self) -> set[str]:
        return {one["id"] for one in self.below() if one["id"]}

    def words(self, leave_out: Iterable[str] = ()) -> Iterator[str]:
        """The text in pieces, without that of the elements left out."""
        for piece in self.pieces:
            if isinstance(piece, str):
                yield piece
            elif piece.tag not in leave_out:
                yield from piece.words(leave_out)

    def all(self, tag: str, **attributes: str) -> list["Element"]:
        """The elements below this one, in order."""
        wanted = attributes.items()
        return [one for one in self.below() if one.tag == tag and wanted <= one.attributes.items()]

    def of_class(self, name: str) -> list["Element"]:
        return [one for one in self.below() if name in one.classes]

    def at(self, anchor: str) -> "Element":
        (found,) = [one for one in self.below() if one["id"] == anchor]
        return found

    def section(self, anchor: str) -> "Element":
        """What stands under the heading that has this anchor, up to the next heading or the key."""
        around = [one for one in (self, *self.below()) if anchor in {child["id"] for child in one.children}]
        assert around, f"no heading has the anchor {anchor}"
        siblings = around[0].children
        after = siblings[[one["id"] for one in siblings].index(anchor) + 1 :]
        end = next((place for place, one in enumerate(after) if one.tag in {"h1", "h2", "aside"}), len(after))
        return Element("section", {}, after[:end], [*after[:end]])

    def below(self) -> Iterator["Element"]:
        for child in self.children:
            yield child
            yield from child.below()


class _Reader(HTMLParser):
    """Fails where a tag is closed that isn't open."""

    def __init__(self) -> None:
        super().__init__()
        self.open = [Element("", {})]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, dict(attrs))
        self.open[-1].children.append(element)
        self.open[-1].pieces.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop().tag == tag

    def handle_data(self, data: str) -> None:
        self.open[-1].pieces.append(data)


def parsed(html: str) -> Element:
    reader = _Reader()
    reader.feed(html)
    reader.close()
    (root,) = reader.open
    return root


def page(folder: Path, address: str) -> str:
    return (folder / address / "index.html").read_text(encoding="utf-8")


def article_in(html: str) -> Element:
    """The page's own part of it, without the navigation around it."""
    begin, end = html.index("<article"), html.rindex("</article>") + len("</article>")
    (found,) = parsed(html[begin:end]).children
    return found


@cache
def article(folder: Path, address: str) -> Element:
    return article_in(page(folder, address))
