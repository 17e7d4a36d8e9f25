"""Where the files that a site is made from are edited and talked about on the web. Asks nobody."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from urllib.parse import quote


@dataclass(frozen=True)
class Repository:
    """Empty where it isn't known; the names of its files are known all the same."""

    address: str = ""
    branch: str = ""
    patterns: Mapping[str, str] = field(default_factory=dict)
    """By what one wants, `edit`, `history` or `report`: an address with names in braces for what varies."""
    data: str = "data"
    """The folder of data, from the repository's root."""
    docs: str = "docs"
    has_guide: bool = True
    """The site tells how to edit it."""

    def file(self, folder: str, name: str) -> str:
        """Empty where the folder lies outside of the repository."""
        path = PurePosixPath(folder)
        return "" if path.is_absolute() or ".." in path.parts else (path / name).as_posix()

    def link(self, want: str, file: str, **said: str) -> str:
        """Empty where the repository isn't known, or has no address for this."""
        pattern = self.patterns.get(want, "")
        if not (self.address and pattern):
            return ""
        values = {name: quote(text, safe="") for name, text in said.items()}
        place = {"repository": self.address.rstrip("/"), "branch": quote(self.branch), "file": quote(file)}
        return pattern.format_map({**values, **place})
