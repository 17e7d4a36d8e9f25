"""Which state of the data a site shows, in words for the foot of every page."""

from macros.provenance import Provenance
from macros.render import day, say


def standing(state: Provenance, frozen: str) -> dict[str, str]:
    """As plain text; empty where it isn't known. `frozen`: the release that a copy of the site stays at."""
    spoken = day(state.day).unescape() if state.day else ""
    key = "edited" if state.edited else "commit"
    data = say(f"standing.{key}", day=spoken, commit=state.short).unescape() if state.commit else ""
    banner = say("frozen.dated" if spoken else "frozen.undated", name=frozen, day=spoken).unescape()
    return {"data": data, "frozen": banner if frozen else ""}
