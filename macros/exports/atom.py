"""Atom (RFC 4287): an entry for each commit that changed the data, and for each release."""

from collections.abc import Iterator
from datetime import datetime
from itertools import islice
from uuid import NAMESPACE_URL, uuid5

from macros.annals import Gathered, GatheredRelease, gathered_releases
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
    entries = [*islice(_entries(site), ENTRIES)]
    text = render(
        "changes.xml.j2",
        "",
        home=home,
        name=name,
        # What a feed and its entries are known by must outlive the site's address, so no address is in it.
        feed_id=uuid5(NAMESPACE_URL, site.history[0].commit).urn,
        updated=max((time for time, *_ in entries), key=datetime.fromisoformat),
        feed=FEED,
        changes=CHANGES,
        entries=entries,
    )
    return {FEED.address: f"{text}\n".encode()}


def _entries(site: Site) -> Iterator[tuple[str, str, GatheredRelease | None, Gathered | None]]:
    """Newest first: when it is of, what it is known by, and the release or the commit that it is about."""
    for release in gathered_releases(site):
        if made := release.batch.release:
            yield made.time, uuid5(NAMESPACE_URL, f"{site.history[0].commit}/{made.name}").urn, release, None
        for one in release.gathered:
            yield one.entry.time, uuid5(NAMESPACE_URL, f"{one.entry.commit}/changes").urn, None, one
