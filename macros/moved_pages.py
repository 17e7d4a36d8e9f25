"""The page at an old address: it says what became of it, and leads on where there is one successor."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser

from macros.landing import Landing, Move
from macros.links import Target
from macros.policy import policy
from macros.render import Markup, render, say

Attributes = tuple[tuple[str, Markup], ...]
OF_PREVIEWS = ("og:", "twitter:", "description")


@dataclass
class Head(HTMLParser):
    """What a built page says of itself to whoever only previews it."""

    title: str = ""
    canonical: str = ""
    tags: list[Attributes] = field(default_factory=list)
    _open: bool = False

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        self._open = self._open or (tag == "title" and not self.title)
        named = attributes.get("property", attributes.get("name", ""))
        if tag == "meta" and named.startswith(OF_PREVIEWS):
            # Escaped as the page has it: some programs that preview read no entities in names.
            self.tags.append(tuple((name, Markup.escape(value)) for name, value in attributes.items()))
        if tag == "link" and attributes.get("rel") == "canonical":
            self.canonical = attributes.get("href", "")

    def handle_data(self, data: str) -> None:
        self.title += data if self._open else ""

    def handle_endtag(self, tag: str) -> None:
        self._open = self._open and tag != "title"

    @property
    def name(self) -> str:
        """Its title without that of the site."""
        named = (dict(tag) for tag in self.tags)
        titles = (one["content"].unescape() for one in named if one.get("property") == "og:title")
        return next(titles, self.title)


def head_of(html: str) -> Head:
    head = Head()
    head.feed(html.partition("</head>")[0])
    return head


@dataclass(frozen=True)
class Standing:
    """A page of today, as far as old addresses ask for it."""

    head: Head
    anchors: Mapping[str, str]
    """With the words of the headings among them."""


def moved_page(
    landing: Landing, move: Move, old_anchors: Iterable[str], standing: Callable[[str], Standing]
) -> Markup:
    """`standing` finds the page of an address; `old_anchors` were published."""
    pages = [standing(target.address) for target in move.new]
    targets = [_titled(target, page) for target, page in zip(move.new, pages, strict=True)]
    one = len(targets) == 1
    title = _title(move, targets)
    return render(
        "moved.html.j2",
        move.old.address,
        policy=policy(),
        move=move,
        title=title,
        replaced=bool(move.old.code) and not move.renamed,
        head=pages[0].head if one else Head(title=title),
        targets=targets,
        leads=one,
        places=list(_places(landing, targets[0], pages[0], old_anchors)) if one else [],
        home=Target("", "", ""),
        icon=Target("assets/icon.svg", "", ""),
        look=Target("assets/css/moved.css", "", ""),
        script=Target("assets/js/moved.js", "", ""),
    )


def _titled(target: Target, page: Standing) -> Target:
    """What moved by hand is called what its page is called."""
    return target if target.code or not page.head.title else replace(target, title=page.head.name)


def _title(move: Move, targets: list[Target]) -> str:
    old = move.old.code or move.old.title
    if not targets:
        return say("moved.gone", old=old).unescape()
    if len(targets) > 1:
        return say("moved.several", old=old).unescape()
    now = targets[0]
    return say("moved.now" if move.renamed else "moved.leads", old=old, now=now.code or now.title).unescape()


def _places(
    landing: Landing, target: Target, page: Standing, old_anchors: Iterable[str]
) -> Iterator[tuple[str, str, Target]]:
    """Each place of the old page, what it is called, and where it is now."""
    for old in old_anchors:
        now = landing.on_page(target.address, old, page.anchors)
        place = target.at(target.anchor if now is None else now)
        yield old, page.anchors.get(place.anchor) or f"#{old}", place
