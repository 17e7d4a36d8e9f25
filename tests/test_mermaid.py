"""Labels and texts in Mermaid's spelling, without drawing them."""

from dataclasses import replace
from datetime import date

import pytest

from macros.labels import JOINER, breadth, key, label, written
from macros.mermaid import (
    MEDIUM,
    NARROW,
    WIDE,
    Bar,
    Edge,
    Flowchart,
    Gantt,
    Group,
    Layout,
    Node,
    Row,
    flowchart,
    gantt,
)

YEAR_ONE = Bar("4-1", "Terms of reference", date(2023, 1, 1), date(2024, 1, 1))
TO_THE_END = Bar("4-2", "Mapping", date(2024, 1, 1), date(2028, 1, 1), ("active",))
CHART = Gantt(
    title="Timeline",
    description="Who does what when.",
    rows=(Row("4", "4", "Map initiatives", (YEAR_ONE, TO_THE_END)), Row("5", "5", "Options")),
    first=date(2023, 1, 1),
    last=date(2028, 1, 1),
)


def lines(chart: Gantt, layout: Layout = WIDE) -> list[str]:
    return [line.replace(JOINER, "").strip() for line in gantt(chart, layout).splitlines()]


def test_a_label_is_one_line_and_none_of_mermaids_own_characters_are_in_it() -> None:
    spelled = label('a: b; c # d %% e\n<f> "g" *h* _i_ `j` \\k ~l~ \x00 \u2028 m')
    assert not set(spelled) & set(':;#%<>"*_`\\~\n\x00\u2028')


def test_a_label_is_turned_back_into_what_was_written() -> None:
    text = 'C++ #5: 50% <done>; "x" & y [z] $1 a_b *c* `d` ~e \\n'
    assert written(label(text)) == text


def test_a_label_begins_with_a_word_joiner_so_that_it_is_no_keyword() -> None:
    assert all(label(word).startswith(JOINER) for word in ("section", "title x", "click a", "2023-01-01"))


def test_entities_formulas_and_links_are_broken_by_word_joiners() -> None:
    assert "&" + JOINER + "lt" in label("&lt")
    assert "$$" not in label("$$x$$")
    assert "](" not in label("[a](b)")


@pytest.mark.parametrize("text", ["", "   ", "\n", "\u200b", "\u202e\u2066", "\x00\x01"])
def test_a_text_without_anything_to_see_becomes_a_dash(text: str) -> None:
    assert written(label(text)) == "–"


def test_what_turns_the_direction_of_writing_is_taken_out() -> None:
    assert written(label("a\u202egnp.exe\u2069 b\u200f")) == "agnp.exe b"


def test_a_long_label_is_cut_between_words() -> None:
    assert written(label("Promote ratification campaigns everywhere", 24)) == "Promote ratification…"


def test_a_long_word_is_cut_where_it_must_be() -> None:
    cut = written(label("x" * 10_000, 20))
    assert cut.endswith("x…")
    assert breadth(cut) <= 20


def test_a_label_as_long_as_the_limit_stays_whole() -> None:
    assert written(label("n" * 10, 10.6)) == "n" * 10


def test_piled_up_marks_do_not_make_a_label_endless() -> None:
    assert len(label("a" + "\u0301" * 10_000, 20)) < 300


def test_an_emoji_of_several_parts_is_not_cut_apart() -> None:
    family = "👩‍👩‍👧"
    assert written(label(family * 9, 13)).removesuffix("…") in {family * count for count in range(9)}


def test_different_identifiers_have_different_keys() -> None:
    identifiers = ["2.1", "2-1", "2_1", "23(a)", "23a", "", "é", "_2e_"]
    assert len({key(identifier) for identifier in identifiers}) == len(identifiers)
    assert all(
        set(key(identifier)) <= set("abcdefghijklmnopqrstuvwxyz0123456789-_") for identifier in identifiers
    )


def test_a_timeline_is_spelled_like_this() -> None:
    assert lines(CHART) == [
        "---",
        "displayMode: compact",
        "config:",
        "gantt:",
        "useWidth: 1100",
        "leftPadding: 400",
        "rightPadding: 16",
        "topPadding: 50",
        "gridLineStartPadding: 50",
        "barHeight: 26",
        "barGap: 4",
        "fontSize: 14",
        "sectionFontSize: 14",
        "topAxis: false",
        "---",
        "gantt",
        "accTitle: Timeline",
        "accDescr: Who does what when.",
        "dateFormat YYYY-MM-DD",
        "axisFormat %Y",
        "tickInterval 12month",
        "todayMarker off",
        "section 4 Map initiatives",
        ":frame-4, 2023-01-01, 2023-01-01",
        "Terms of reference :bar-4-1, 2023-01-01, 2024-01-01",
        "Mapping :active, bar-4-2, 2024-01-01, 2028-01-01",
        "section 5 Options",
        ":frame-5, 2023-01-01, 2023-01-01",
        ":frame, 2028-01-01, 2028-01-01",
    ]


def test_a_narrow_timeline_has_codes_for_labels_and_nothing_on_its_bars() -> None:
    narrow = lines(CHART, NARROW)
    assert "section 4" in narrow
    assert ":bar-4-1, 2023-01-01, 2024-01-01" in narrow


def test_a_long_timeline_names_the_years_above_as_well() -> None:
    rows = tuple(Row(f"{number}", f"{number}", "Same title") for number in range(20))
    assert "topAxis: true" in lines(replace(CHART, rows=rows))


def test_rows_with_the_same_label_stay_two_rows() -> None:
    text = gantt(replace(CHART, rows=(Row("a", "", "Same"), Row("b", "", "Same"))))
    sections = [line for line in text.splitlines() if line.startswith("  section")]
    assert len(set(sections)) == 2


def test_a_label_that_finds_no_room_is_cut_to_its_bar_or_left_out() -> None:
    wordy = replace(YEAR_ONE, label="Guidance on everything that matters")
    unbroken = replace(YEAR_ONE, label="Internationalization")
    for bar, layout, shown in ((wordy, WIDE, "Guidance on…"), (unbroken, MEDIUM, "")):
        chart = replace(CHART, rows=(Row("4", "4", "", (bar, TO_THE_END)),))
        assert f"{shown} :bar-4-1, 2023-01-01, 2024-01-01".strip() in lines(chart, layout)


def test_a_label_stands_whole_beside_its_bar_where_there_is_room() -> None:
    short = Bar("x", "Much longer than this bar", date(2023, 1, 1), date(2023, 4, 1))
    chart = replace(CHART, rows=(Row("4", "4", "", (short,)),))
    assert "Much longer than this bar :bar-x, 2023-01-01, 2023-04-01" in lines(chart)


def test_a_flowchart_puts_nodes_into_their_groups() -> None:
    chart = Flowchart(
        title="What leads to what",
        description="Two outputs.",
        nodes=(Node("1", "First", "a"), Node("2.1", "Second")),
        edges=(Edge("1", "2.1"),),
        groups=(Group("a", "Area A"),),
    )
    assert [line.replace(JOINER, "").strip() for line in flowchart(chart).splitlines()][-8:] == [
        "flowchart LR",
        "accTitle: What leads to what",
        "accDescr: Two outputs.",
        'node-2_2e_1["Second"]',
        'subgraph group-a["Area A"]',
        'node-1["First"]',
        "end",
        "node-1 --> node-2_2e_1",
    ]
