"""Files that are made of a site's pages, and so after them, or when somebody asks for one."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from macros.keeping import Keeping
from macros.unfurl.cards import card_address, picture
from macros.unfurl.preview import Preview
from macros.unfurl.previews import MISSING


@dataclass(frozen=True)
class Late:
    """The cards of all pages, and the pages at old addresses."""

    keeping: Keeping
    previews: Mapping[str, Preview]
    """By the address of the page."""
    kept: Path
    """The folder of cards that were drawn before."""

    def cards(self) -> dict[str, Callable[[], bytes]]:
        """By the address of the picture."""
        return {
            card_address(page): partial(picture, preview.card, self.kept)
            for page, preview in self.previews.items()
            if page != MISSING
        }

    def files(self, built: Callable[[str], str]) -> dict[str, Callable[[], bytes]]:
        """By the address. `built`: the whole text of a page by its address."""
        made = self.cards()
        for address in self.keeping.moved_pages():
            made[f"{address}index.html"] = partial(self._moved, address, built)
        return made

    def _moved(self, address: str, built: Callable[[str], str]) -> bytes:
        return self.keeping.moved_page(address, built).encode()

    def publish(self, out: Path, note: str = "") -> None:
        """Adds those to a built site that aren't there. `note`: a file for all addresses that it promises."""

        def built(address: str) -> str:
            page = out / address / "index.html"
            return page.read_text(encoding="utf-8") if page.is_file() else ""

        for address, make in self.files(built).items():
            if not (out / address).exists():
                (out / address).parent.mkdir(parents=True, exist_ok=True)
                (out / address).write_bytes(make())
        if note:
            lines = (f"{address}\n" for address in self.keeping.addresses())
            Path(note).write_text("".join(lines), encoding="utf-8")
