"""How a calendar's lines are spelled: escaped, and folded where they are long."""

import pytest

from macros.content_lines import component, text

WORDS = "Sow; water, weed\nand rest \\ "


@pytest.mark.parametrize("words", [WORDS * 9, "é漢🌱" * 60, "\\" * 200, "a" * 73 + "é", "^'" * 90])
def test_a_long_line_is_folded_between_letters_and_can_be_read_again(words: str) -> None:
    content = component("VEVENT", [f"SUMMARY:{text(words)}"])
    lines = content.split(b"\r\n")
    assert lines[0] == b"BEGIN:VEVENT"
    assert lines[-2:] == [b"END:VEVENT", b""]
    assert max(map(len, lines)) <= 75
    assert all(line.decode() for line in lines[:-1])
    assert content.decode().replace("\r\n ", "").split("\r\n")[1] == f"SUMMARY:{text(words)}"


def test_what_is_escaped_is_never_parted_from_its_stroke() -> None:
    for length in range(60, 80):
        folded = component("VEVENT", [f"{'a' * length}{text(';')}{'b' * 20}"])
        assert b"\\;" in folded


def test_a_text_cannot_end_its_line() -> None:
    assert text("a\r\nEND:VEVENT\rb\nc") == r"a\nEND:VEVENT\nb\nc"


def test_a_component_stands_within_another() -> None:
    inner = component("VALARM", [])
    assert component("VEVENT", ["UID:1"], inner) == b"BEGIN:VEVENT\r\nUID:1\r\n" + inner + b"END:VEVENT\r\n"
