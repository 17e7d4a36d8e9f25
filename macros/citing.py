"""Where the official wording of a record stands, ready to be shown."""

from collections.abc import Iterator
from dataclasses import dataclass

from pydantic import BaseModel

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


def documents_of(records: object) -> Iterator[str]:
    """The ids of the documents that records, however deep in one another, give as their source."""
    if isinstance(records, Source):
        yield records.document
    elif isinstance(records, BaseModel):
        yield from documents_of([value for _, value in records])
    elif isinstance(records, list | tuple):
        for one in records:
            yield from documents_of(one)
