"""What changed in the data: at the end of a record's page, and all of it by day."""

from macros.annals import gathered_releases
from macros.annals import record_history as history_of
from macros.change import Subject
from macros.links import FEED
from macros.render import Markup, render, say
from macros.site import Site

RECORDS = ("area", "commitment", "clause")
RECENT = 3
"""How many changes of a record stand unfolded."""


def record_history(site: Site, subject: Subject, here: str, name: str) -> Markup:
    """Markdown to follow a page's own; empty where no history is kept. `name`: what the page is called."""
    found = history_of(site, subject)
    if not found.since and not found.told:
        return Markup("")
    return render(
        "record_history.md.j2",
        here,
        title=say("history.title") if subject.kind in RECORDS else say("history.title_of", name=name),
        since=found.since,
        is_new=found.is_new,
        recent=found.told[:RECENT],
        earlier=found.told[RECENT:],
    )


def data_changes(site: Site, here: str) -> Markup:
    """Markdown: a heading for each release, and below it one for each commit, newest first."""
    return render("data_changes.md.j2", here, releases=gathered_releases(site), feed=FEED)
