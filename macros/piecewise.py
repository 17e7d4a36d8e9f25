"""A folder of files that are made one by one, when they are asked for."""

from collections.abc import Callable, Iterator
from pathlib import Path


class Piecewise:
    """Files are named by their paths from the folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.makers: dict[str, Callable[[], None]] = {}
        """What puts each file where it belongs."""
        self._made: set[str] = set()

    def __contains__(self, name: str) -> bool:
        return name in self.makers

    def make(self, name: str) -> None:
        """Raises whatever goes wrong; the file is as it was then."""
        if name not in self._made:
            self.makers[name]()
            self._made.add(name)

    def rest(self) -> Iterator[str]:
        """Makes what nobody has asked for yet, file by file."""
        for name in self.makers:
            if name not in self._made:
                self.make(name)
                yield name

    def are_there(self, names: set[str]) -> None:
        """Files that somebody else has put where they belong."""
        self._made |= names

    def write(self, name: str, made: Callable[[], bytes]) -> None:
        file = self.folder / name
        content = made()
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)

    def text_of(self, name: str) -> str:
        """Makes a file and reads it; empty where none came of it."""
        if name in self:
            self.make(name)
        file = self.folder / name
        return file.read_text(encoding="utf-8") if name in self and file.is_file() else ""

    def clear(self) -> None:
        """Takes away what is none of these files, such as what an edit has taken away."""
        for path in self.folder.rglob("*"):
            if path.is_file() and path.relative_to(self.folder).as_posix() not in self:
                path.unlink()
