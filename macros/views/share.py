"""What passes a page on: a citation, files, an email; on paper, a code that a phone reads."""

from urllib.parse import quote

from macros.citations import Citation, Imprint, lines, plain
from macros.links import Target
from macros.qr import code
from macros.render import Markup, render

FORMATS = {"BibTeX": "bib", "RIS": "ris"}
"""What programs that keep references read: its name, and how its files end."""


def share_control(citation: Citation, imprint: Imprint) -> Markup:
    """HTML of a fold that works without a script; share.js makes more of it."""
    address = citation.address
    stem = address.rstrip("/")
    endings = FORMATS.items() if citation.is_record else ()
    return render(
        "share.html.j2",
        address,
        cited=plain(citation, imprint),
        target=Target(address, "", citation.title),
        address_in_full=f"{imprint.home or '/'}{address}",
        home=imprint.home,
        mail=_mail(citation.title, lines(citation, imprint)),
        files=[(name, Target(f"{stem}.{ending}", "", "")) for name, ending in endings],
    )


def _mail(subject: str, body: list[str]) -> str:
    """Spaces and ends of lines are spelled as mail programs ask for: %20 and %0D%0A."""
    text = "\r\n".join(body)
    return f"mailto:?subject={quote(subject, safe='')}&body={quote(text, safe='')}"


def printed_code(citation: Citation, imprint: Imprint) -> Markup:
    """HTML for paper; nothing where it isn't known where the site is published."""
    if not imprint.home:
        return Markup()
    return render("qr.html.j2", citation.address, code=code(f"{imprint.home}{citation.address}"))
