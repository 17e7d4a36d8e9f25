"""Every word that the site itself says, by key, from one file a language."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from string import Formatter

from macros.load import Fields, Scalar, read

Piece = tuple[str, str]
"""A run of letters, or the name of a value: one of the two is empty."""


@dataclass(frozen=True, eq=False)
class Words:
    """Sentences by their dotted key. A sentence that counts has two forms: `one` and `many`."""

    sentences: dict[str, str]

    @classmethod
    def load(cls, path: Path) -> "Words":
        """Raises ValueError where the file can't be read as YAML."""
        node, problems = read(path, path.name)
        if node is None or problems:
            raise ValueError("\n".join(map(str, problems)))
        return cls(dict(_flat(node)))

    def pieces(self, key: str, count: int | None = None) -> tuple[Piece, ...]:
        form = f"{key}.{'one' if count == 1 else 'many'}"
        if count is not None and form in self.sentences:
            key = form
        return _pieces(self.sentences[key])


@lru_cache(maxsize=1000)
def _pieces(sentence: str) -> tuple[Piece, ...]:
    parsed = Formatter().parse(sentence)
    return tuple(
        piece for literal, name, *_ in parsed for piece in ((literal, ""), ("", name or "")) if any(piece)
    )


def _flat(node: object, prefix: str = "") -> list[tuple[str, str]]:
    if isinstance(node, Fields):
        return [
            pair
            for name, entry in node.entries.items()
            for pair in _flat(entry.node, f"{prefix}.{name}" if prefix else name)
        ]
    if isinstance(node, Scalar):
        return [(prefix, str(node.value))]
    raise ValueError(f"{prefix} holds a list")
