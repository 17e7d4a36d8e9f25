"""Every page as a mail, a chat or a search shows it: read from the built files as those programs do."""

import json
import time
from collections import Counter
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import pytest
import xmlschema
from PIL import Image
from pyld import jsonld

from macros.build import build
from macros.graph import Plan
from macros.pages import publication
from macros.site import Site
from macros.unfurl.card import Card
from macros.unfurl.cards import picture
from macros.unfurl.painting import EDGE, FOOT, HEIGHT, WIDTH, drawn
from macros.unfurl.preview import Preview
from macros.unfurl.previews import Written, previews
from macros.unfurl.typeset import FILES
from tests.garden import copied_both
from tests.later import HOME

STANDARDS = Path(__file__).parent / "fixtures" / "standards"
LIGHT = 25_000
"""Bytes that a card may have."""
CARD = Card("Output 4", "Map the initiatives", ("Area 1", "2023–2025"), "Strategy", "Promises", 1)


@dataclass
class Head:
    """What a program reads that never runs a script."""

    titles: list[str] = field(default_factory=list)
    metas: list[tuple[str, str]] = field(default_factory=list)
    canonical: list[str] = field(default_factory=list)
    data: list[Any] = field(default_factory=list)
    trail: list[tuple[str, str]] = field(default_factory=list)
    """The breadcrumbs that readers see: names and links."""

    def __getitem__(self, name: str) -> str:
        (content,) = (content for own, content in self.metas if own == name)
        return content

    def __contains__(self, name: str) -> bool:
        return any(own == name for own, _ in self.metas)

    @property
    def indexed(self) -> bool:
        return "robots" not in self


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.head = Head()
        self._inside = ""
        self._text = ""
        self._crumbs = False
        self._drawing = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        has = {name: value or "" for name, value in attrs}
        self._drawing += tag == "svg"
        if tag == "meta":
            self.head.metas.append((has.get("name") or has.get("property", ""), has.get("content", "")))
        elif tag == "link" and has.get("rel") == "canonical":
            self.head.canonical.append(has["href"])
        elif tag == "nav":
            self._crumbs = has.get("class") == "breadcrumbs"
        elif tag == "a" and self._crumbs:
            self._inside, self._text = has["href"], ""
        if tag == "title" and not self._drawing:
            self._inside, self._text = "title", ""
        if tag == "script" and has.get("type") == "application/ld+json":
            self._inside, self._text = "data", ""

    def handle_data(self, data: str) -> None:
        self._text += data

    def handle_endtag(self, tag: str) -> None:
        self._drawing -= tag == "svg"
        if tag == "title" and self._inside == "title":
            self.head.titles.append(self._text)
        elif tag == "script" and self._inside == "data":
            self.head.data.append(json.loads(self._text))
        elif tag == "a" and self._crumbs:
            self.head.trail.append((self._text.strip(), self._inside))
        self._crumbs = self._crumbs and tag != "nav"
        if tag in ("title", "script", "a"):
            self._inside = ""


def head_of(html: str) -> Head:
    reader = _Reader()
    reader.feed(html)
    return reader.head


def heads(site: Path) -> dict[str, Head]:
    """By address: every page, but for those that only lead to another, which show what that one shows."""
    found = {
        file.relative_to(site).as_posix().removesuffix("index.html"): head_of(file.read_text("utf-8"))
        for file in sorted(site.rglob("*.html"))
    }
    return {address: head for address, head in found.items() if not _leads_on(address, head)}


def _leads_on(address: str, head: Head) -> bool:
    return not head.indexed and head.canonical not in ([], [HOME + address])


@pytest.fixture(scope="module")
def folder(later_folder: Path) -> Path:
    """The real site as it is published one day, with the address of its home."""
    return later_folder / "site"


@pytest.fixture(scope="module")
def pages(folder: Path) -> dict[str, Head]:
    found = heads(folder)
    assert len(found) > 150
    return {address: head for address, head in found.items() if address != "404.html"}


def test_no_two_pages_have_one_title_and_each_names_the_site(pages: dict[str, Head]) -> None:
    for address, head in pages.items():
        (title,) = head.titles
        assert head["og:title"] == head["twitter:title"], address
        assert title.startswith(head["og:title"]), address
        assert head["og:site_name"] in title, address
    often = Counter(head.titles[0] for head in pages.values())
    assert [title for title, count in often.items() if count > 1] == []


def test_the_home_page_is_called_by_the_sites_name_and_its_promise(pages: dict[str, Head]) -> None:
    name = pages[""]["og:site_name"]
    assert pages[""].titles == [f"{name}: What was promised on decent work in supply chains"]


def test_what_gathers_a_plans_records_names_the_plan(pages: dict[str, Head], site: Site) -> None:
    for plan in site.plans.values():
        words, own = plan.words, plan.record.address
        lists = [f"{word.address}/" for word in (words.area, words.commitment, words.clause)]
        below = [address for address in pages if address.startswith(f"{own}/")]
        assert len(below) > 5
        for address in [*lists, *below]:
            assert plan.record.short_title in pages[address]["og:title"], address


def test_the_title_of_a_withdrawn_record_says_so_and_no_search_lists_it(
    pages: dict[str, Head], later_folder: Path
) -> None:
    there = [head for head in pages.values() if "no longer in the plan" in head["og:title"]]
    assert there
    plans = build(later_folder / "data").plans.values()
    assert len(there) <= sum(len(plan.withdrawn) for plan in plans)
    assert not any(head.indexed for head in there)


def test_each_page_has_a_description_of_its_own_that_nobody_needs_to_cut(pages: dict[str, Head]) -> None:
    said = [head["description"] for head in pages.values()]
    assert [text for text, count in Counter(said).items() if count > 1] == []
    assert [text for text in said if not 50 <= len(text) <= 200] == []
    for head in pages.values():
        assert head["description"] == head["og:description"] == head["twitter:description"]


def test_each_page_knows_its_own_address(pages: dict[str, Head]) -> None:
    for address, head in pages.items():
        assert (head.canonical, head["og:url"]) == ([HOME + address], HOME + address)
        assert head["og:type"] == ("article" if address else "website")
        assert head["og:locale"] == "en_GB"
        assert head["twitter:card"] == "summary_large_image"


def test_each_page_has_a_picture_of_its_own_in_the_size_that_it_says(
    pages: dict[str, Head], folder: Path
) -> None:
    pictures = set()
    for address, head in pages.items():
        assert head["og:image"] == head["twitter:image"] == f"{HOME}{address}card.png"
        assert head["og:image:alt"] == head["twitter:image:alt"] != ""
        picture = (folder / address / "card.png").read_bytes()
        image = Image.open(BytesIO(picture))
        said = (int(head["og:image:width"]), int(head["og:image:height"]))
        assert (image.size, image.format) == (said, "PNG")
        assert image.size == (1200, 630)
        assert len(picture) < LIGHT, address
        pictures.add(picture)
    assert len(pictures) == len(pages)


def context(_url: str, _options: object) -> dict[str, object]:
    """The words of schema.org that pages use, from a file: the real list is fetched over the network."""
    document = json.loads((STANDARDS / "schema-org.json").read_text("utf-8"))
    return {"contextUrl": None, "documentUrl": "https://schema.org", "document": document}


def test_what_stands_in_json_ld_is_known_to_schema_org(pages: dict[str, Head]) -> None:
    things = [thing for head in pages.values() for thing in head.data]
    assert len(things) > 150
    for thing in things:
        expanded = jsonld.expand(thing, {"documentLoader": context})
        # A word that the list doesn't know is dropped on the way, so nothing less may come back.
        back = jsonld.compact(expanded, thing["@context"], {"documentLoader": context})
        assert back == thing


def of_kind(head: Head, kind: str) -> list[Any]:
    return [thing for thing in head.data if thing["@type"] == kind]


def test_the_trail_for_programs_is_the_one_that_readers_see(pages: dict[str, Head]) -> None:
    seen = 0
    for address, head in pages.items():
        trails = of_kind(head, "BreadcrumbList")
        assert bool(trails) == bool(head.trail), address
        for trail in trails:
            items = trail["itemListElement"]
            assert [one["position"] for one in items] == list(range(1, len(items) + 1))
            *above, own = [(one["name"], one["item"]) for one in items]
            shown = [(name, urljoin(HOME + address, link)) for name, link in head.trail]
            assert above == [(name, link.rstrip("/") + "/") for name, link in shown], address
            assert own[1] == HOME + address
            assert {link for _, link in above} <= {HOME + known for known in pages}
            seen += 1
    assert seen > 150


def test_the_data_page_says_what_can_be_taken_away_and_what_it_covers(
    pages: dict[str, Head], folder: Path
) -> None:
    (found,) = [thing for head in pages.values() for thing in of_kind(head, "Dataset")]
    assert found["url"] == f"{HOME}data/"
    assert found["temporalCoverage"] == "2017/2027"
    assert found["license"] == "https://creativecommons.org/licenses/by/4.0/"
    files = {one["contentUrl"].removeprefix(HOME): one["encodingFormat"] for one in found["distribution"]}
    assert {"data/plans.json": "application/json", "data/discrepancies.json": "application/json"}.items() <= (
        files.items()
    )
    assert all((folder / file).is_file() for file in files)
    tables = {path.relative_to(folder).as_posix() for path in (folder / "data").rglob("*.csv")}
    assert tables <= set(files)


def test_the_home_page_names_the_site_for_programs(pages: dict[str, Head]) -> None:
    (found,) = [thing for head in pages.values() for thing in of_kind(head, "WebSite")]
    assert (found["url"], found["name"]) == (HOME, pages[""]["og:site_name"])


def test_the_page_for_missing_addresses_is_in_no_search(folder: Path) -> None:
    head = heads(folder)["404.html"]
    assert not head.indexed
    assert (head.canonical, "og:url" in head, "og:image" in head, head.data) == ([], False, False, [])


def test_the_sitemap_is_valid_and_lists_what_searches_may_list(pages: dict[str, Head], folder: Path) -> None:
    schema = xmlschema.XMLSchema(STANDARDS / "sitemap.xsd")
    schema.validate(folder / "sitemap.xml")
    listed: Any = schema.to_dict(folder / "sitemap.xml")
    found = [url["loc"] for url in listed["url"]]
    assert sorted(found) == sorted(head.canonical[0] for head in pages.values() if head.indexed)
    assert f"Sitemap: {HOME}sitemap.xml" in (folder / "robots.txt").read_text("utf-8").splitlines()


def test_without_a_known_home_nothing_pretends_to_be_absolute(site_dir: Path) -> None:
    for address, head in heads(site_dir).items():
        assert (head.canonical, head.data) == ([], []), address
        assert not any(name in head for name in ("og:url", "og:image", "twitter:card")), address
        assert head["description"] == head["og:description"]
    assert not (site_dir / "sitemap.xml").exists()
    assert "Sitemap" not in (site_dir / "robots.txt").read_text("utf-8")
    assert (site_dir / "outputs" / "4" / "card.png").is_file()


def previews_of(site: Site) -> dict[str, Preview]:
    made = publication(site, "build", HOME)
    pages = [Written(page.source, page.address, "", "") for page in made.pages.values()]
    return previews(made, pages, Written("", "", "Promises", "What was promised."))


def test_two_records_of_one_summary_are_described_apart(tmp_path: Path) -> None:
    copied_both(tmp_path)
    found = [one.description for one in previews_of(build(tmp_path / "data")).values()]
    assert [text for text, count in Counter(found).items() if count > 1] == []
    task = next((tmp_path / "data" / "plans" / "garden-2031" / "tasks").iterdir())
    for other in task.parent.iterdir():
        lines = [line for line in other.read_text("utf-8").splitlines() if not line.startswith("summary:")]
        other.write_text("\n".join([*lines, "summary: Dig.", ""]), "utf-8")
    found = [one.description for one in previews_of(build(tmp_path / "data")).values()]
    assert sum(text.endswith(": Dig.") for text in found) > 2
    assert [text for text, count in Counter(found).items() if count > 1] == []


HOSTILE = """</script><script>x</script> "quoted" 'too' & <b> \u2028 ]]> {{ 7*7 }} -->"""


def test_no_text_breaks_out_of_its_tag() -> None:
    thing: dict[str, object] = {"@context": "https://schema.org", "@type": "WebSite", "name": HOSTILE}
    card = replace(CARD, title=HOSTILE)
    shown = Preview(HOSTILE, HOSTILE, HOSTILE, "tasks/1/", card, HOME, data=(thing,))
    head = head_of(shown.tags)
    assert head["og:title"] == head["twitter:title"] == head["description"] == HOSTILE
    assert head.data == [thing]
    assert shown.tags.count("<script") == 1


def ink(picture: bytes, left: int, top: int, right: int, bottom: int) -> int:
    """How many pixels of a part of it aren't the ground."""
    image = Image.open(BytesIO(picture)).convert("L")
    ground = image.crop((0, HEIGHT - 1, 1, HEIGHT)).tobytes()[0]
    found = image.crop((left, top, right, bottom)).histogram()
    return sum(found) - found[ground]


LONG = [
    "A title of many words that has to shrink and to wrap " * 8,
    "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft",
    "W" * 400,
    "Jgpqy ÅÉ " * 60,
]


@pytest.mark.parametrize("text", LONG)
def test_nothing_on_a_card_sticks_out_however_long_it_is(text: str) -> None:
    full = Card(text, text, (text, text), text, text, 2, "", (True,) * 60)
    for card in (full, Card("", text, (), "", "Promises", lead=text), replace(CARD, title=text)):
        picture = drawn(card)
        assert ink(picture, 0, 12, EDGE - 6, HEIGHT) == 0
        assert ink(picture, WIDTH - EDGE + 6, 12, WIDTH, HEIGHT) == 0
        assert ink(picture, 0, HEIGHT - 20, WIDTH, HEIGHT) == 0
        assert ink(picture, EDGE, FOOT - 20, WIDTH - EDGE, FOOT - 6) == 0, "the text runs into the foot"
        assert ink(picture, EDGE, 60, WIDTH - EDGE, 480) > 1000


def test_letters_that_the_font_lacks_leave_no_boxes_behind() -> None:
    assert drawn(replace(CARD, title="peas 🌱 and many more beans")) == drawn(
        replace(CARD, title="peas and many more beans")
    )
    # Half a name is worse than none: the code stands in for it.
    assert drawn(replace(CARD, title="שלום עולם")) == drawn(replace(CARD, code="", title=CARD.code))
    for title in ("Ελλάδα", "Россия", "Łódź, Đà Nẵng"):
        assert ink(drawn(replace(CARD, title=title)), EDGE, 150, WIDTH, 300) > 1000


def test_a_card_shows_what_the_page_is_about(site: Site, strategy: Plan) -> None:
    card = previews_of(site)["outputs/4/"].card
    assert (card.code, card.title) == ("Output 4", strategy.commitments["4"].title)
    assert card.notes[0].startswith("Action area 1: ")
    assert (card.plan, len(card.times)) == (strategy.record.short_title, len(strategy.periods))
    assert sum(card.times) == len(strategy.periods_of["4"])


def test_a_card_is_drawn_once_and_then_taken_from_the_cache(tmp_path: Path) -> None:
    assert drawn(CARD) == picture(CARD, tmp_path)
    (kept,) = tmp_path.iterdir()
    kept.write_bytes(b"kept")
    assert picture(CARD, tmp_path) == b"kept"
    assert picture(replace(CARD, title="Other"), tmp_path) != b"kept"


def test_a_card_that_cannot_be_kept_is_drawn_all_the_same(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder", "utf-8")
    assert picture(CARD, tmp_path / "file") == drawn(CARD)


def test_all_cards_cost_at_most_three_seconds_cold_and_next_to_nothing_warm(
    site: Site, tmp_path: Path
) -> None:
    wanted = [one.card for one in previews_of(site).values()]
    spent = []
    for _ in ("cold", "warm"):
        before = time.process_time()
        for card in wanted:
            picture(card, tmp_path)
        spent.append(time.process_time() - before)
    assert spent[0] < 3, spent
    assert spent[1] < 0.1, spent


def test_the_fonts_lie_beside_their_licence() -> None:
    licence = next(iter(FILES.values())).with_name("OFL.txt").read_text("utf-8")
    assert "SIL OPEN FONT LICENSE Version 1.1" in licence
    assert all(file.name in licence for file in FILES.values())
