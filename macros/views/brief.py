"""The page on which a reader's script puts records together: its tools, its words, lists to choose from."""

from collections.abc import Iterator

from macros.links import Target, index_target, report_target
from macros.render import Markup, render
from macros.site import Site

_SAID = {
    "done": ("count",),
    "lacking": ("count", "records"),
    "unknown": (),
    "unreachable": (),
    "moved": ("record",),
    "placed": ("record", "place", "count"),
    "removed": ("record",),
    "emptied": (),
    "undone": (),
    "adopted": (),
    "copied": (),
    "selected": (),
}
"""What the script says, and which values it puts in."""


def brief(site: Site, here: str) -> Markup:
    return render("brief.html.j2", here, said=_said(), lists=[*_lists(site)])


def _said() -> dict[str, dict[str, str]]:
    """With the names of the values in their places, as the words spell them."""
    return {key: {name: f"{{{name}}}" for name in names} for key, names in _SAID.items()}


def _lists(site: Site) -> Iterator[Target]:
    for plan in site.plans.values():
        for word in (plan.words.area, plan.words.commitment, plan.words.clause):
            target = index_target(word)
            yield Target(target.address, plan.record.short_title, target.title)
    for identifier, report in site.reports.items():
        yield report_target(identifier, report)
