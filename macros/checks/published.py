"""What was published of a record that isn't there, and the way back."""

from pathlib import Path

from macros.identifiers import slug
from macros.ledger import addresses_in, spelled, text_in
from macros.model import Word

WITHDRAWN = "If it is no longer in the plan, put it back with `withdrawal:`"


def addresses(folder: Path) -> frozenset[str]:
    """All that a folder of data has promised."""
    return frozenset(addresses_in(text_in(folder)))


def was_published(promised: frozenset[str], word: Word, identifier: str) -> bool:
    return spelled(f"{word.address}/{slug(identifier)}/") in promised


def renamed(word: Word) -> str:
    return f"If this {word.one} has another id now, add `former_ids:` with the old one to it."


def bring_back(word: Word, *, can_be_withdrawn: bool) -> str:
    """What to do where something still names the record."""
    back = "It was published, so bring it back."
    return " ".join([back, renamed(word), *([f"{WITHDRAWN}."] if can_be_withdrawn else [])])
