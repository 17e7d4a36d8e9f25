"""What may not stand in a record is refused where it stands, before anything is made of it."""

import json
import re
import time
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import get_args

import pytest
from pydantic import TypeAdapter, ValidationError
from pydantic.fields import FieldInfo

from macros.identifiers import Quoted
from macros.load import read
from macros.model import Record
from tests.garden import PLAN, problems, replaced
from tests.hostile.corpus import attacks
from tests.hostile.corpus import texts as hostile_texts
from tests.hostile.garden import Garden

TURNS = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
NOTHING = "\u00ad\u200b\u2060\u2061\u2062\u2063\u2064\ufeff"
SPACES = "\t\n\r\u0085"
TASK = f"{PLAN}/tasks/3.yml"
IN_ADDRESSES = (
    *("javascript:alert(1)", "JaVaScRiPt:x", "data:text/html,x", "vbscript:x", "//evil.example"),
    *("https://x.example/\nX: y", "https://x.example/ y", "https://x.example/'onclick=x", "https:x"),
    *("..", ".", "../../etc/passwd", "..\\..\\x", "/etc/passwd", "a/../../b", "%2e%2e/x", "a/b", "a\\b"),
    *("/../x", "/a/../../x", "/a//b", "/./", "/a?b", "//a", "/a#b#c", "/<b>", "/javascript:x\n"),
    *("a\n", "\na", " a", "a ", "a b", "-rf", ".hidden", "a.", "a..b", "(a)", "a(b", "", "１", "é"),
    *("ⅷ", "²", "a\u0000", "*", "a;b", "a&b", "a%00", "__proto__", "a_b", "9" * 100, "a\u0301", "~root"),
    *("ftp://x.example", "blob:x"),
)
"""What in an address or an id would lead elsewhere or be spelled in two ways."""


def forbidden() -> Iterator[str]:
    for code in (*range(0x20000), *range(0xE0000, 0xE0080)):
        sign = chr(code)
        is_no_character = code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF
        is_control = unicodedata.category(sign) == "Cc" and sign not in SPACES
        if is_control or is_no_character or sign in TURNS + NOTHING:
            yield sign


def test_what_cannot_be_seen_is_refused_with_its_place(tmp_path: Path) -> None:
    file = tmp_path / "x.yml"
    for sign in forbidden():
        file.write_text(f'id: "3"\ntitle: Paint {sign} the shed\n', "utf-8", newline="")
        _, found = read(file, "x.yml")
        assert [str(one).partition(" can't")[0] for one in found] == [
            f"x.yml:2:14: the invisible character U+{ord(sign):04X}"
        ]


@pytest.mark.parametrize("sign", ["\x00", "\x1b", "\x9f", *TURNS, *NOTHING, "\ufdd0", "\U0001ffff"])
def test_what_cannot_be_seen_is_refused_where_an_escape_stands_for_it(tmp_path: Path, sign: str) -> None:
    file = tmp_path / "x.yml"
    file.write_text(f'id: "3"\ntitle: "Paint \\U{ord(sign):08x} the shed"\n', "utf-8")
    _, found = read(file, "x.yml")
    said = f"x.yml:2:8: a backslash here stands for the invisible character U+{ord(sign):04X}. "
    assert [str(one) for one in found] == [f"{said}Write two backslashes, or use single quotes."]


@pytest.mark.parametrize("half", ["d800", "dbff", "dc00", "dfff"])
def test_half_a_character_is_refused(tmp_path: Path, half: str) -> None:
    file = tmp_path / "x.yml"
    file.write_text(f'id: "3"\ntitle: "Paint \\u{half} the shed"\n', "utf-8")
    node, found = read(file, "x.yml")
    assert node is None
    assert [one.place.line for one in found] == [2]


def test_every_field_refuses_what_cannot_be_seen(
    tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    garden = Garden(tuple(f"{text} \u202e" for text in hostile_texts()))
    for file in garden.write(tmp_path).rglob("*.yml"):
        escaped = json.dumps(json.loads(file.read_text("utf-8")))
        file.write_text(re.sub(r"\\ud[89a-f]..\\ud[c-f]..", _whole, escaped), "utf-8")
    places = {line.partition(" ")[0] for line in problems(tmp_path) if "stands for the invisible" in line}
    # Without the history's: it is no YAML, and no editor writes it.
    assert len(places) >= len(garden.said) - 3 * garden.size
    record_property("hostile texts", f"{len(places):,} places of a record refused what can't be seen")


def _whole(halves: re.Match[str]) -> str:
    sign = json.loads('"' + halves[0] + '"')
    return f"\\U{ord(sign):08x}"


def _fields() -> Iterator[tuple[str, FieldInfo]]:
    """Every field that takes a string of a certain form: an id, a date, an address, a currency."""
    for model in Record.__subclasses__():
        if model.__module__ == "macros.model":
            for name, field in model.model_fields.items():
                if _forms(field):
                    yield f"{model.__name__}.{name}", field


def _forms(field: FieldInfo) -> set[str]:
    """The patterns that the field's values have to match, other than that of a line of text."""
    found = [*field.metadata, *_parts(field.annotation)]
    patterns = {getattr(one, "pattern", None) for one in found} - {None, r"^[^\r\n]*$"}
    return {str(pattern) for pattern in patterns}


def _parts(annotation: object) -> Iterator[object]:
    for part in get_args(annotation):
        yield part
        yield from _parts(part)


HARMLESS = re.compile(
    r"[A-Za-z0-9]+(\.[A-Za-z0-9]+)*(\([A-Za-z0-9]+\))?|[a-z][a-z0-9-]*|https?://[^\s<>\"'`\\]+|(/[A-Za-z]+)+"
)


def test_ids_dates_and_addresses_take_nothing_that_leads_elsewhere(
    record_property: Callable[[str, object], None],
) -> None:
    tried = 0
    taken: set[tuple[str, str]] = set()
    for name, field in _fields():
        adapter: TypeAdapter[object] = TypeAdapter(field.rebuild_annotation())
        for text in (*IN_ADDRESSES, *(attack.text for attack in attacks())):
            tried += 1
            value: object = Quoted(text)
            if "tuple" in str(field.annotation):
                value = (value,)
            try:
                adapter.validate_python(value)
            except ValidationError:
                continue
            taken.add((name, text))
    assert tried > 10_000
    assert sorted(one for one in taken if not HARMLESS.fullmatch(one[1])) == []
    record_property("hostile texts", f"{tried:,} times an id, a date or an address was refused or harmless")


BOMBS = {
    "aliases of aliases": ("a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n", 1, 4),
    "a merge of fields": ("<<: {id: x}\n", 1, 1),
    "an object of Python": ('id: !!python/object/apply:os.system ["x"]\n', 1, 5),
    "a name of Python": ("id: !!python/name:os.system\n", 1, 5),
    "a tag of one's own": ("id: !include /etc/passwd\n", 1, 5),
    "lists in lists": ("id: " + "[" * 200_000 + "\n", 1, 17),
    "groups in groups": ("{a: " * 100_000 + "\n", 1, 50),
    "lists in lists by dashes": ("- " * 300_000 + "\n", 1, 27),
    "a second document": ("id: x\n---\nid: y\n", 3, 1),
    "a directive": ("%TAG ! tag:evil.example,2000:\n---\nid: !x y\n", 3, 5),
    "a field twice": ("id: x\nid: y\n", 2, 1),
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_of_yaml_is_refused_at_its_place_and_at_once(name: str, tmp_path: Path) -> None:
    content, line, column = BOMBS[name]
    (tmp_path / "x.yml").write_text(content, "utf-8")
    before = time.process_time()
    _, found = read(tmp_path / "x.yml", "x.yml")
    assert time.process_time() - before < 2
    assert f"x.yml:{line}:{column}" in [str(one.place) for one in found]


@pytest.mark.parametrize(
    "number",
    ["9" * 100_000, "0x" + "f" * 100_000, "1:" * 490_000 + "1", "1e" + "9" * 1000, "0b" + "1" * 99_000],
)
def test_a_number_without_end_is_read_as_text_or_refused_at_once(number: str, tmp_path: Path) -> None:
    before = time.process_time()
    lines = problems(replaced(tmp_path, TASK, f"id: {number}\n"))
    assert time.process_time() - before < 2
    assert [line for line in lines if line.startswith(f"data/{TASK}:1:5: ")]
    assert max(map(len, lines)) < 500
