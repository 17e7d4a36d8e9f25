"""What changed in the site itself, from the file that developers keep: one place for each version."""

import re
from dataclasses import dataclass
from pathlib import Path

from macros.identifiers import slug
from macros.render import Markup, render

CHANGELOG = Path(__file__).resolve().parents[2] / "CHANGELOG.md"
_VERSION = re.compile(r"^## +\[?([^\]\s]+)\]?(?: +- +(\d{4}-\d\d-\d\d))?.*$", re.MULTILINE)
_PART = re.compile(r"^### +(.+)$", re.MULTILINE)


@dataclass(frozen=True)
class Release:
    name: str
    day: str
    parts: tuple[tuple[str, Markup], ...]
    """What kind of change, and the Markdown of its list."""

    @property
    def anchor(self) -> str:
        """`v1.2.0`. A kind of change has no place of its own: it would be one of many called alike."""
        return f"v{slug(self.name)}"


def changelog() -> Markup:
    """Markdown without the file's title and introduction."""
    text = CHANGELOG.read_text("utf-8") if CHANGELOG.is_file() else ""
    return render("changelog.md.j2", "", releases=releases(text))


def releases(text: str) -> list[Release]:
    _, *pieces = _VERSION.split(text)
    return [
        Release(name, day or "", tuple(_parts(body)))
        for name, day, body in zip(pieces[::3], pieces[1::3], pieces[2::3], strict=True)
    ]


def _parts(body: str) -> list[tuple[str, Markup]]:
    first, *pieces = _PART.split(body)
    parts = [("", first), *zip(pieces[::2], pieces[1::2], strict=True)]
    # It is the developers' own Markdown.
    return [(title.strip(), Markup(text.strip())) for title, text in parts if text.strip()]
