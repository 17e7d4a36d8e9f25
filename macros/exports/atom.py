"""Atom (RFC 4287): an entry for each commit that changed the data."""

from uuid import NAMESPACE_URL, uuid5

from macros.annals import gathered
from macros.links import CHANGES, FEED
from macros.render import render
from macros.site import Site

ENTRIES = 50
"""A reader of feeds asks often, and keeps what it has seen."""


def atom_file(site: Site, home: str, name: str = "") -> dict[str, bytes]:
    """From the path to the content; nothing where no history is kept. Links are whole where home is known.

    `name`: the site's, for readers who follow several.
    """
    if not site.history:
        return {}
    entries = gathered(site, ENTRIES)
    text = render(
        "changes.xml.j2",
        "",
        home=home,
        name=name,
        # What a feed and its entries are known by must outlive the site's address, so no address is in it.
        feed_id=uuid5(NAMESPACE_URL, site.history[0].commit).urn,
        updated=site.history[-1].time,
        feed=FEED,
        changes=CHANGES,
        entries=[(one, uuid5(NAMESPACE_URL, f"{one.entry.commit}/changes").urn) for one in entries],
    )
    return {FEED.address: f"{text}\n".encode()}
