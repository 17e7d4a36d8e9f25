"""What one page says of itself to programs that show a link to it, as tags in its head."""

from dataclasses import dataclass

from macros.render import Markup, render
from macros.unfurl.card import Card
from macros.unfurl.cards import card_address
from macros.unfurl.linked_data import Thing
from macros.unfurl.painting import HEIGHT, WIDTH


@dataclass(frozen=True)
class Preview:
    """Everything in plain text."""

    title: str
    window_title: str
    """With the site's name, as a browser's tab shows it."""
    description: str
    address: str
    """From the site's root."""
    card: Card
    home: str
    """Where the site is published, with the last slash; empty where that isn't known."""
    kind: str = "article"
    indexed: bool = True
    """Search engines may list it."""
    data: tuple[Thing, ...] = ()

    @property
    def canonical(self) -> str:
        return f"{self.home}{self.address}" if self.home else ""

    @property
    def image(self) -> str:
        return f"{self.home}{card_address(self.address)}" if self.home else ""

    @property
    def tags(self) -> Markup:
        """What stands in the head of the page, or of one that only leads to it."""
        return render("preview.html.j2", self.address, preview=self, width=WIDTH, height=HEIGHT)
