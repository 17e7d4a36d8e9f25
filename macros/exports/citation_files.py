"""Each record for programs that keep references: BibTeX and RIS, beside its page."""

from macros.citations import Imprint, bibtex, citations, ris
from macros.site import Site

FORMATS = {"bib": bibtex, "ris": ris}


def citation_files(site: Site, imprint: Imprint) -> dict[str, bytes]:
    """From the path below the site's root to the file's content."""
    return {
        f"{one.address.rstrip('/')}.{ending}": write(one, imprint)
        for one in citations(site)
        if one.is_record
        for ending, write in FORMATS.items()
    }
