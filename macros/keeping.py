"""Keeps what was promised: no address of the ledger is lost, and old places on pages still answer."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path, PurePosixPath

from macros.build import MOVED
from macros.checks.published import WITHDRAWN, renamed
from macros.landing import Landing
from macros.ledger import Promise, parted, read, spelled
from macros.mending import Gone, anchors, mended
from macros.model import Moved, Word
from macros.moved_pages import Standing, head_of, moved_page
from macros.pages import Publication
from macros.problems import DataError, Place, Problem
from macros.reading import Reading

NO_PROMISE = re.compile(r"assets/.*|search/.*|(.*/)?card\.png|404\.html|sitemap\.xml(\.gz)?|robots\.txt")
"""Files of the site's own workings, and those that programs find through pages or by fixed names."""
MECHANICS = re.compile(r"top|key|__.*|figure-.*|.*-table|vunreleased")
"""Anchors that nobody links to: browsers take #top to the beginning of every page, the key explains the page
that it stands on, figures and their tables are named for scripts and for one another, and what isn't
released yet gets its own name when it is."""

IN_MOVED = f"write in {MOVED} where it leads"
OF_A_PAGE = f"Bring it back, or {IN_MOVED}."
OF_A_PLACE = f"Bring it back; if a record has another id, add `former_ids:` to it; or else {IN_MOVED}."
NAMED_BY_RECORDS = re.compile(
    r"/(discrepancies|documents|glossary)/#.*|[^#]*#((area|code|link|milestone)-.*|.*--.*)"
)
"""Places that are called by the id of something that can have `former_ids`."""


@dataclass(frozen=True)
class Mended:
    """A page with the places that it had before, and what can't be mended."""

    content: str
    problems: list[Problem]


@dataclass
class Keeping:
    """A publication, and what its folder of data has promised."""

    publication: Publication
    folder: Path
    label: str
    """What messages call the folder."""
    there: dict[str, Mapping[str, str]] = field(default_factory=dict)
    """By the address of each page: its anchors, with the words of the headings among them."""

    @property
    def landing(self) -> Landing:
        return self.publication.landing

    @cached_property
    def _ledger(self) -> tuple[list[Promise], list[Problem]]:
        return read(self.folder, self.label)

    def refuse_losses(self, by_hand: set[str]) -> None:
        """Raises DataError with every page and file that is lost."""
        if lost := self.lost(by_hand):
            raise DataError(lost)

    def lost(self, by_hand: set[str]) -> list[Problem]:
        """Pages and files that are neither there nor lead on. `by_hand`: what isn't made from data."""
        promises, problems = self._ledger
        pages = {page.address for page in self.publication.pages.values()}
        served = pages | by_hand | self.publication.files.keys()
        found = served | self.landing.moves.keys()
        gone = (one for one in promises if not one.anchor and one.address not in found)
        return [*problems, *map(self._gone, gone), *self._badly_moved(served, pages | by_hand)]

    def _gone(self, promise: Promise) -> Problem:
        fact = f"{promise.spelled} was published, and leads nowhere now"
        for plan in self.publication.site.plans.values():
            words = plan.words
            for word in (words.commitment, words.area, words.clause):
                if slug := _slug_in(word, promise.address):
                    way_out = _way_back(word, can_be_withdrawn=word is words.commitment)
                    return Problem(promise.place, f"{word.one} {slug}", fact, way_out)
        return Problem(promise.place, "", fact, OF_A_PAGE)

    def _badly_moved(self, served: set[str], pages: set[str]) -> Iterator[Problem]:
        unlisted = {page.address for page in self.publication.pages.values() if not page.indexed}
        for record, place in self._moved():
            name, (address, anchor) = f"moved {record.from_}", parted(record.from_)
            if fact := "" if anchor else self._in_the_way(address, record, served, pages):
                yield Problem(place("from"), name, fact, "Take the entry out, or rename what is there.")
            if not _is_page(address) and (anchor or len(record.to) != 1):
                yield Problem(place("to"), name, "an old file leads on to one other file", "Name one.")
            for position, (to, _) in enumerate(map(parted, record.to)):
                if to not in served or self.landing.is_below_old(to):
                    fact = f"it leads to {record.to[position]}, which isn't there"
                    yield Problem(place("to", position), name, fact, "Name an address of today.")
                elif not anchor and _is_page(to) != _is_page(address):
                    kind = "page" if _is_page(address) else "file"
                    fact = f"it is a {kind}, and {record.to[position]} is none"
                    yield Problem(place("to", position), name, fact, f"Name a {kind}.")
                elif to in unlisted and len(record.to) == 1:
                    fact = f"it leads to {record.to[position]}, which is withdrawn itself"
                    yield Problem(place("to", position), name, fact, "Name what took its place.")

    def _in_the_way(self, address: str, record: Moved, served: set[str], pages: set[str]) -> str:
        """What keeps an old page or file from leading on; empty where nothing does."""
        files = self.publication.files
        # A file that leads on has the bytes of its successor; what is there already has kept its own.
        own = any(files.get(address) != files.get(to) for to, _ in map(parted, record.to))
        if address in pages or (address in files and own):
            return f"{record.from_} is there"
        if NO_PROMISE.fullmatch(address):
            return f"{record.from_} is of the site's own workings"
        if other := _folder_and_file(address, served | self.landing.moves.keys()):
            return f"{record.from_} can't be there beside {spelled(other)}: a folder would be a file"
        return ""

    def _moved(self) -> Iterator[tuple[Moved, Callable[..., Place]]]:
        """What stands in moved.yml, and where."""
        if self.publication.site.moved:
            reading = Reading(self.folder, self.label)
            for record in reading.records(self.folder / MOVED, Moved, "moved", {}).found:
                yield record, lambda *path, record=record: reading.places(record, *path)

    @cached_property
    def _places(self) -> dict[str, list[Promise]]:
        """By the address of the page."""
        found: dict[str, list[Promise]] = defaultdict(list)
        for promise in self._ledger[0]:
            if promise.anchor:
                found[promise.address].append(promise)
        return found

    def promised(self, address: str) -> list[str]:
        """The anchors that a page has ever had."""
        return [promise.anchor for promise in self._places.get(address, ())]

    def mend(self, address: str, html: str, headings: Mapping[str, str]) -> Mended:
        """A page, which is kept in mind. `headings`: the words of each by its anchor."""
        there = self.there[address] = {one: headings.get(one, "") for one in anchors(html)}
        lost = [promise for promise in self._places.get(address, ()) if promise.anchor not in there]
        return self._mended(address, html, lost) if lost else Mended(html, [])

    def _mended(self, address: str, html: str, lost: list[Promise]) -> Mended:
        page = self.publication.by_address.get(address.rstrip("/"))
        places, elsewhere, unknown = {}, defaultdict(list), []
        for promise in lost:
            place = self.landing.on_page(address, promise.anchor, self.there[address])
            if place is not None:
                places[promise.anchor] = place
                continue
            targets = self.landing.elsewhere(address, promise.anchor, page.plan if page else "")
            if targets is None:
                name = page.target.code or page.target.name if page else ""
                fact = f"{promise.spelled} was published, and there is no such place on the page now"
                named = NAMED_BY_RECORDS.fullmatch(promise.spelled)
                unknown.append(Problem(promise.place, name, fact, OF_A_PLACE if named else OF_A_PAGE))
            else:
                elsewhere[targets].append(promise.anchor)
        gone = [Gone(tuple(those), targets) for targets, those in elsewhere.items()]
        return Mended(mended(html, address, places, gone), sorted(unknown))

    def nowhere(self) -> Iterator[Problem]:
        """Places that moved.yml names, and that aren't there. Every page has to be made before."""
        for record, place in self._moved():
            for position, (address, anchor) in enumerate(map(parted, record.to)):
                if anchor and anchor not in self.there.get(address, {anchor: ""}):
                    fact = f"it leads to {record.to[position]}, and there is no such place on that page"
                    where = place("to", position)
                    yield Problem(where, f"moved {record.from_}", fact, "Name a place of today.")

    def moved_pages(self) -> list[str]:
        """The addresses where pages were."""
        return [address for address in self.landing.moves if _is_page(address)]

    def moved_page(self, address: str, built: Callable[[str], str]) -> str:
        """The page at an old address. `built`: the whole text of a page by its address."""

        def standing(address: str) -> Standing:
            return Standing(head_of(built(address)), self.there.get(address, {}))

        old = self.promised(address)
        return moved_page(self.landing, self.landing.moves[address], old, standing)

    def addresses(self) -> list[str]:
        """Everything that this build promises to whoever writes an address down."""
        pages = {spelled(address) for address in self.there}
        places = {
            spelled(address, anchor)
            for address, those in self.there.items()
            for anchor in those
            if not MECHANICS.fullmatch(anchor)
        }
        files = {spelled(one) for one in self.publication.files if not NO_PROMISE.fullmatch(one)}
        return sorted(pages | places | files)


def _way_back(word: Word, *, can_be_withdrawn: bool) -> str:
    otherwise = WITHDRAWN if can_be_withdrawn else "If not, bring it back"
    return f"{renamed(word)} {otherwise}, or {IN_MOVED}."


def _is_page(address: str) -> bool:
    return not address or address.endswith("/")


def _folder_and_file(address: str, others: set[str]) -> str:
    """Another address that can't be served beside this one: a file where this needs a folder, or in turn."""
    path = PurePosixPath(address)
    files = {str(folder) for folder in (*path.parents, *([path] if _is_page(address) else []))}
    below = () if _is_page(address) else (one for one in others if one.startswith(f"{address}/"))
    return min({*below, *(files & others)}, default="")


def _slug_in(word: Word, address: str) -> str:
    """The slug of a record in the address of its page or its file; empty where it is none of the kind."""
    found = re.fullmatch(rf"{word.address}/([^/]+?)(/.*|\.[a-z]+)", address)
    return found[1] if found else ""
