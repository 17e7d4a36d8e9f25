"""Where the official wording of a record stands, ready to be shown."""

from dataclasses import dataclass

from macros.links import Target, document_target
from macros.model import Source
from macros.site import Site


@dataclass(frozen=True)
class Wording:
    """A place in a document."""

    document: Target
    url: str | None
    """The document's official page."""
    part: str | None
    paragraphs: tuple[str, ...]
    row: str | None

    @property
    def numbers(self) -> str:
        return ", ".join(self.paragraphs)


def wording(site: Site, source: Source) -> Wording:
    document = site.documents[source.document]
    return Wording(document_target(document), document.url, source.part, source.paragraphs, source.row)
