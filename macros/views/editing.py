"""What leads from a page to the file that it is made from: to edit it, see its past, or report an error."""

from dataclasses import dataclass

from macros.links import Target
from macros.render import Markup, render
from macros.repository import Repository

GUIDE = Target("contribute/", "", "")


@dataclass(frozen=True)
class Origin:
    """The file behind a page."""

    file: str
    """From the repository's root; empty where many files make the page, or none that is known."""
    of_record: bool = False
    mark: str = ""
    """What begins the record in a file of many."""


def editing(origin: Origin, target: Target, address_in_full: str, repository: Repository) -> Markup:
    """HTML at the end of a page; every link is followed only when a reader asks for it."""
    said = {"title": f"{target.code or target.name}: ", "record": target.name, "address": address_in_full}
    return render(
        "editing.html.j2",
        target.address,
        origin=origin,
        edit=origin.file and repository.link("edit", origin.file),
        history=origin.file and repository.link("history", origin.file),
        report=repository.link("report", origin.file, **said),
        guide=GUIDE if repository.has_guide else None,
    )
