"""Whatever Unicode allows may stand in any text: pages and files say it as it is, and stay as they were.

The garden is built with a word in each of its texts, and again and again with other texts in their place.
"""

import atexit
import csv
import io
import json
import re
import shutil
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from html.parser import HTMLParser
from itertools import count, cycle
from pathlib import Path
from typing import Any

import merman
import yaml
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from markdown import Markdown  # type: ignore[import-untyped]

from macros.build import build
from macros.cells import FORMULAS
from macros.cells import cell as spelled
from macros.complaining import as_annotations
from macros.identifiers import PATTERN, name_anchor, slug
from macros.inert import inert
from macros.labels import label, plain, written
from macros.load.text import INVISIBLE
from macros.mermaid import Bar, Gantt, Row, gantt
from macros.model import is_seen
from macros.pages import publication
from macros.problems import Place, Problem
from macros.render import text
from tests.garden import GARDEN
from tests.hostile.corpus import attacks
from tests.hostile.files import KINDS, Expected, unlike

SIGNS = st.characters(codec="utf-8", exclude_characters="\r\n")
SPECIAL = st.sampled_from(
    [*"<>&\"'`*_{}[]()#|~^\\=!$@%:;,.+-/?\t\u2028\u2029\x85 ", *(one.text for one in attacks())]
)
ANY = (
    st.lists(st.one_of(SIGNS, SPECIAL), min_size=1, max_size=30)
    .map(lambda pieces: "".join(pieces)[:150].strip())
    .filter(lambda text: is_seen(text) and not INVISIBLE.search(text))
)
"""As the reader of YAML lets it in."""
TEXTS = {
    *(
        "title",
        "short_title",
        "summary",
        "text",
        "gist",
        "reason",
        "note",
        "definition",
        "meaning",
        "reading",
    ),
    *(
        "says",
        "considerations",
        "wording",
        "change",
        "timing",
        "caveat",
        "introduction",
        "known_as",
        "session",
    ),
}
WORD = re.compile("q([0-9]{5})q", re.IGNORECASE)
PAGES = ("tasks/3.md", "wishes/a-1.md", "beds/1.md", "garden/index.md")


def thorough(examples: int) -> settings:
    """The same examples each time, and none kept."""
    return settings(
        max_examples=examples,
        derandomize=True,
        database=None,
        deadline=None,
        phases=[Phase.generate],  # to find the shortest text that fails would take minutes
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
    )


TRIED: Counter[str] = Counter()
"""How many texts went through each test."""
Piece = tuple[str, list[str]]
"""A tag with its attributes' names, and what they say; or a text."""


@cache
def garden() -> dict[str, Any]:
    """From the file's name to what is in it."""
    return {
        file.relative_to(GARDEN).as_posix(): yaml.safe_load(file.read_text("utf-8"))
        for file in sorted(GARDEN.rglob("*.yml"))
    }


def filled(value: object, words: Iterator[str], name: str = "") -> object:
    """The same data with the next word in each text."""
    if isinstance(value, dict):
        return {key: filled(inner, words, key) for key, inner in value.items()}
    if isinstance(value, list):
        return [filled(inner, words, name) for inner in value]
    return next(words) if name in TEXTS and isinstance(value, str) else value


class Built:
    """The garden with texts in its fields: its pages as Markdown makes them, and its files."""

    def __init__(self, folder: Path, words: Iterator[str]) -> None:
        for name, content in garden().items():
            file = folder / "data" / name
            file.parent.mkdir(parents=True, exist_ok=True)
            spelled_out = json.dumps(filled(content, words), ensure_ascii=False)
            file.write_text(re.sub("[\x85\u2028\u2029]", _escape, spelled_out), "utf-8")
        self.folder = folder
        self.published = publication(build(folder / "data"), "build")

    def page(self, name: str) -> list[Piece]:
        extensions = ["attr_list", "tables", "toc", "pymdownx.superfences", "pymdownx.snippets"]
        reader = Reader()
        reader.feed(Markdown(extensions=extensions).convert(str(self.published.pages[name].text())))
        return reader.pieces

    def file(self, name: str) -> Path:
        """On the disk, for programs that read files."""
        file = self.folder / name
        if not file.exists():
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(self.published.files[name])
        return file


def _escape(sign: re.Match[str]) -> str:
    return f"\\u{ord(sign[0]):04x}"


class Reader(HTMLParser):
    """What a page is made of, in order, without what is inside drawings and examples of code."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[Piece] = []
        self._inside: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if not self._inside:
            told = [one for one in attrs if one[0] not in {"data-words", "id", "href"}]
            self.pieces.append(
                (f"<{tag} {' '.join(name for name, _ in told)}", [one or "" for _, one in told])
            )
        if tag in {"svg", "code"}:
            self._inside.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if self._inside and self._inside[-1] == tag:
            self._inside.pop()
        if not self._inside:
            self.pieces.append((f"</{tag}", []))

    def handle_data(self, data: str) -> None:
        if self._inside or not data.strip():
            return
        if self.pieces and self.pieces[-1][0] == "text":
            data = self.pieces.pop()[1][0] + data
        self.pieces.append(("text", [data]))


@cache
def tame() -> tuple[Built, int]:
    """The garden with a word of its own in each text, and how many there are."""
    numbers = count()
    folder = Path(tempfile.mkdtemp())
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return Built(folder, (f"q{number:05d}q" for number in numbers)), next(numbers)


@thorough(6)
@given(st.lists(ANY, min_size=20, max_size=20, unique=True))
def test_pages_and_files_of_the_garden_say_any_text_as_it_is(texts: list[str]) -> None:
    beside, number = tame()
    said = [text for _, text in zip(range(number), cycle(texts), strict=False)]
    expected = Expected(said)
    with tempfile.TemporaryDirectory() as folder:
        found = Built(Path(folder), iter(said))
        for page in PAGES:
            one, other = found.page(page), beside.page(page)
            assert [kind for kind, _ in one] == [kind for kind, _ in other]
            for (_, values), (_, words) in zip(one, other, strict=True):
                for value, word in zip(values, words, strict=True):
                    assert expected.is_said(value, word) or value.endswith("…")
        for name in found.published.files:
            if Path(name).suffix in KINDS and "addresses" not in name:
                assert unlike(expected, found.file(name), beside.file(name)) == []
    TRIED["texts in the garden"] += number


@thorough(150)
@given(st.lists(ANY, min_size=3, max_size=3))
def test_any_text_is_a_label_that_mermaid_draws_and_never_obeys(texts: list[str]) -> None:
    start, end = date(2031, 1, 1), date(2032, 1, 1)
    rows = tuple(
        Row(f"{number}", f"{number}", text, (Bar(f"{number}", text, start, end),))
        for number, text in enumerate(texts)
    )
    drawn = merman.Merman().render_svg(gantt(Gantt(texts[0], texts[1], rows, start, end)), None)
    tags = re.findall("<[a-zA-Z]+", drawn)
    assert len(re.findall('id="[^"]*bar-[0-9]"', drawn)) == len(texts)
    assert not {"<script", "<image", "<foreignObject", "<a"} & {*tags}
    assert "\n" not in label(texts[0])
    TRIED["labels"] += len(texts)


@thorough(400)
@given(ANY)
def test_any_text_is_text_to_markdown_and_to_a_table(said: str) -> None:
    reader = Reader()
    put = text(said)
    page = f'# {put}\n\n<p title="{put}">{put}</p>\n\n| a |\n|---|\n| **x** {put} |\n'
    reader.feed(Markdown(extensions=["attr_list", "tables", "pymdownx.superfences"]).convert(page))
    values = [value for _, those in reader.pieces for value in those]
    shown = " ".join(said.split())
    assert [" ".join(one.split()) for one in values] == [shown, shown, shown, "a", "x", shown]
    TRIED["texts in Markdown"] += 1


@thorough(400)
@given(ANY)
def test_any_text_is_one_cell_of_a_table_that_no_spreadsheet_runs(said: str) -> None:
    written_down = io.StringIO()
    csv.writer(written_down, quoting=csv.QUOTE_ALL).writerow([spelled(said), "x"])
    ((cell, after),) = csv.reader(io.StringIO(written_down.getvalue(), newline=""))
    assert (cell.removeprefix("'") if said[0] != "'" else cell, after) == (said, "x")
    assert not cell.startswith(tuple(FORMULAS))
    TRIED["cells"] += 1


@thorough(100)
@given(st.from_regex(PATTERN, fullmatch=True), ANY)
def test_any_id_is_a_part_of_an_address_and_any_name_an_anchor(identifier: str, name: str) -> None:
    assert re.fullmatch(r"[a-z0-9]+([.-][a-z0-9]+)*", slug(identifier))
    assert not re.search(r"[\s<>\"'&/\\?#%=]", name_anchor(name))
    TRIED["ids and names"] += 2


@thorough(400)
@given(st.text(SIGNS | st.sampled_from("\r\n:%,")), st.text(SIGNS | st.sampled_from("\r\n:%,")))
def test_any_message_is_one_annotation_of_a_workflow(record: str, fact: str) -> None:
    problem = Problem(
        Place("data/x.yml", 1, 1), record, f"{fact}\n::add-mask::x\r\n::stop-commands::y", "Mend it."
    )
    said = as_annotations([problem])
    assert len(re.split("[\r\n]", said)) == 1
    head, _, _ = said.removeprefix("::error ").partition("::")
    assert [pair.partition("=")[0] for pair in head.split(",")] == ["file", "line", "col", "title"]
    TRIED["messages"] += 1


@thorough(400)
@given(ANY)
def test_any_text_is_inert_in_a_pull_request(said: str) -> None:
    made = inert(said)
    assert made.replace("\u2060", "") == said
    assert not re.search(r"[@#!]\w|://|\bwww\.", made, re.IGNORECASE)
    TRIED["texts made inert"] += 1


@thorough(200)
@given(ANY)
def test_a_label_turned_back_is_what_was_written(said: str) -> None:
    assert written(label(said, 10_000)) == written(plain(said) or "–")
    TRIED["labels"] += 1


def test_it_was_tried_often_enough(record_property: Callable[[str, object], None]) -> None:
    for what, number in TRIED.items():
        record_property("hostile texts", f"{number:,} {what} from hypothesis")
    assert all(number > 100 for number in TRIED.values())
