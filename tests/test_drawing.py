"""Drawings: the right number of things, their labels as written, links around them, and nothing that runs."""

import xml.etree.ElementTree as ET
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from macros import drawing
from macros.drawing import DrawingError, Link, draw, drawn
from macros.fences import draw_fence, leave_fence
from macros.labels import label, written
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

HOSTILE = [
    *("section x", "title", "title Other", "click a", "click a href x", "end", "subgraph x", "gantt"),
    *("dateFormat X", "axisFormat %d", "todayMarker off", "excludes weekends", "accTitle: x", "accDescr {"),
    *(
        "%%",
        "%% comment",
        '%%{init: {"theme": "dark"}}%%',
        "50 % done",
        "---",
        "2023-01-01",
        "2023-01-01, 2d",
    ),
    *(":", ";", ": :", "a :crit, b, 2023-01-01, 1d", "#quot;", "#35;", "&lt;script&gt;", "&copy", "&amp"),
    *("<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<br>a<br/>b", "a<b>c", "</svg><script>"),
    *('"]', '"] --> x["', "]", "[[x]]", "((x))", "{x}", "{{ 7*7 }}", "{% raw %}", "|x|", "a --> b"),
    *("`code`", "**bold** *it* _it_", "~~x~~", "1. list", "- list", "# heading", "[a](javascript:alert(1))"),
    *("www.example.org", "https://example.org/?a=1&b=2", "$$x^2$$", "fa:fa-car", ":::class", "@{ shape: x }"),
    *("C++ #5: 50%; done", "a\\nb", "\\", "'", "''", '"', "A & B", "x,y", "after a", "until b", "done, crit"),
    *("😀 emoji 👩‍👩‍👧", "שלום עולם", "مرحبا بالعالم", "供应链中的体面劳动", "é e\u0301", "a\u202eb\u2066c"),
    *("a\x00b\x07c", "a\tb\r\nc\u2028d", "\ufeff\u200b", "", "   ", "\ud800", "\uffff", "word " * 2_000),
]
FIRST, LAST = date(2023, 1, 1), date(2028, 1, 1)
BAR = Bar("b", "On the bar", FIRST, date(2026, 1, 1))
CHART = Gantt("Title", "Description", (Row("r", "4", "Row", (BAR,)),), FIRST, LAST)
LINKS = {"r": Link("/outputs/4/", "Output 4"), "b": Link("/outputs/4/#phases", "2023 to 2025")}


def tree(svg: str) -> ET.Element:
    root = ET.fromstring(svg)  # noqa: S314
    for element in root.iter():
        element.tag = element.tag.rpartition("}")[2]
    return root


def of_class(root: ET.Element, name: str) -> list[ET.Element]:
    return [element for element in root.iter() if name in element.get("class", "").split()]


def shown(element: ET.Element) -> str:
    return " ".join("".join(element.itertext()).split())


def timeline(chart: Gantt, layout: Layout = WIDE) -> ET.Element:
    return tree(draw(gantt(chart, layout), "x", LINKS))


def assert_harmless(root: ET.Element) -> None:
    assert not {"script", "foreignObject", "style", "image", "use", "iframe"} & {
        one.tag for one in root.iter()
    }
    # What a page loads for it is our own word, not the diagram's.
    names = {name for element in root.iter() for name in element.attrib} - {"data-needs"}
    assert not {name for name in names if name == "style" or name.startswith(("on", "data-"))}


@pytest.mark.parametrize("text", HOSTILE)
def test_any_text_is_a_label_of_a_row(text: str) -> None:
    rows = (Row("a", "", text, (BAR,)), Row("b", "", "Next", (replace(BAR, id="c"),)))
    root = timeline(replace(CHART, rows=rows))
    sections = [
        line for line in gantt(replace(CHART, rows=rows)).splitlines() if line.startswith("  section")
    ]
    assert [shown(title) for title in of_class(root, "sectionTitle")] == [
        written(section.removeprefix("  section ")) for section in sections
    ]
    assert len(of_class(root, "task")) == 2
    assert_harmless(root)


@pytest.mark.parametrize("text", HOSTILE)
def test_any_text_is_a_label_of_a_bar(text: str) -> None:
    rows = (Row("a", "4", "Row", (replace(BAR, label=text), replace(BAR, id="c", start=BAR.end, end=LAST))),)
    text_of_chart = gantt(replace(CHART, rows=rows))
    root = timeline(replace(CHART, rows=rows))
    assert len(of_class(root, "task")) == 2
    on_the_bar = written(
        next(line for line in text_of_chart.splitlines() if "bar-b" in line).partition(" :")[0]
    )
    assert [shown(one) for one in of_class(root, "taskText")] == [
        *filter(None, [on_the_bar.strip()]),
        "On the bar",
    ]
    assert_harmless(root)


@pytest.mark.parametrize("text", HOSTILE)
def test_any_text_is_a_label_of_a_node(text: str) -> None:
    chart = Flowchart(
        text, text, (Node("a", text, "g"), Node("b", "Next")), (Edge("a", "b"),), (Group("g", text),)
    )
    root = tree(draw(flowchart(chart), "x"))
    assert {shown(node).replace(" ", "") for node in of_class(root, "node")} == {
        written(label(text, 90)).replace(" ", ""),
        "Next",
    }
    assert [shown(group).replace(" ", "") for group in of_class(root, "cluster")] == [
        written(label(text)).replace(" ", "")
    ]
    assert len(of_class(root, "flowchart-link")) == 1
    assert_harmless(root)


@pytest.mark.parametrize("text", HOSTILE)
def test_any_text_is_a_title_and_a_description(text: str) -> None:
    root = timeline(replace(CHART, title=text, description=text))
    assert root.findtext("title") == written(label(text, 200))
    assert root.findtext("desc") == written(label(text, 600))


@pytest.mark.parametrize("identifier", HOSTILE)
def test_any_identifier_finds_its_link(identifier: str) -> None:
    chart = replace(CHART, rows=(Row(identifier, "4", "Row", (BAR,)),))
    root = tree(draw(gantt(chart), "x", {identifier: Link("/there/", "There")}))
    assert {anchor.get("href") for anchor in root.iter("a")} == {"/there/"}


def test_the_same_text_gives_the_same_bytes() -> None:
    assert draw(gantt(CHART), "x", LINKS) == draw(gantt(CHART), "x", LINKS)


def test_a_row_is_one_stop_for_the_keyboard_and_its_bars_are_for_the_mouse() -> None:
    row, bar = timeline(CHART).iter("a")
    assert (row.get("href"), row.get("aria-label"), row.get("tabindex")) == ("/outputs/4/", "Output 4", None)
    assert (bar.get("href"), bar.get("aria-hidden"), bar.get("tabindex")) == (
        "/outputs/4/#phases",
        "true",
        "-1",
    )
    assert bar.findtext("title") == "2023 to 2025"
    assert [shown(text) for text in bar.iter("text")] == ["On the bar"]


def test_a_bar_whose_row_leads_nowhere_is_a_stop_itself() -> None:
    (bar,) = tree(draw(gantt(CHART), "x", {"b": LINKS["b"]})).iter("a")
    assert (bar.get("aria-label"), bar.get("aria-hidden")) == ("2023 to 2025", None)


def test_what_a_link_is_called_is_text_whatever_it_says() -> None:
    name = '"><script>alert(1)</script> ♯ & co'
    (anchor,) = tree(draw(gantt(CHART), "x", {"b": Link('/?a="&b=<', name)})).iter("a")
    assert (anchor.get("aria-label"), anchor.findtext("title"), anchor.get("href")) == (
        name,
        name,
        '/?a="&b=<',
    )


def test_a_presumed_end_is_a_class_of_the_bar_and_of_its_label() -> None:
    root = timeline(replace(CHART, rows=(Row("r", "4", "Row", (replace(BAR, tags=("active",)),)),)))
    assert [one.get("class") for one in of_class(root, "active")] == ["task active", "taskText inside active"]


@pytest.mark.parametrize("layout", [WIDE, MEDIUM, NARROW])
def test_the_whole_period_is_shown_even_if_nothing_happens_in_most_of_it(layout: Layout) -> None:
    rows = (
        Row("a", "1", "Short", (Bar("a", "", date(2024, 1, 1), date(2025, 1, 1)),)),
        Row("b", "2", "Nothing"),
    )
    root = timeline(replace(CHART, rows=rows), layout)
    years = [shown(text) for text in root.iter("text") if shown(text).startswith("20")]
    assert years == ["2023", "2024", "2025", "2026", "2027"]
    assert len(of_class(root, "task")) == 1
    assert len(of_class(root, "sectionTitle")) == 2


def test_a_gap_between_bars_is_a_gap() -> None:
    bars = (replace(BAR, end=date(2024, 1, 1)), Bar("c", "", date(2026, 1, 1), LAST))
    first, second = of_class(timeline(replace(CHART, rows=(Row("r", "4", "Row", bars),))), "task")
    end = float(first.get("x", "")) + float(first.get("width", ""))
    assert float(second.get("x", "")) - end == pytest.approx(2 * (WIDE.width - WIDE.padding - 16) / 5, abs=5)


def test_bars_that_overlap_stand_one_below_the_other_in_one_row() -> None:
    bars = (BAR, replace(BAR, id="c", start=date(2024, 1, 1)))
    root = timeline(replace(CHART, rows=(Row("r", "4", "Row", bars), Row("s", "5", "Other"))))
    assert [len(of_class(row, "task")) for row in of_class(root, "row")] == [2, 0]
    assert len({bar.get("y") for bar in of_class(root, "task")}) == 2


def test_a_timeline_without_rows_is_drawn() -> None:
    assert timeline(replace(CHART, rows=())).get("role") == "group"


def test_a_drawing_has_a_name_and_a_size_and_is_no_image() -> None:
    root = timeline(CHART)
    assert (root.get("role"), root.get("aria-labelledby"), root.get("aria-describedby")) == (
        "group",
        "x-title",
        "x-desc",
    )
    assert root.find("title[@id='x-title']") is not None
    assert root.get("viewBox", "").split()[2:] == [root.get("width"), root.get("height")]


def test_two_drawings_on_a_page_share_no_id() -> None:
    chart = flowchart(Flowchart("T", "D", (Node("a", "A"), Node("b", "B")), (Edge("a", "b"),)))
    first, second = ({one.get("id") for one in drawn(chart, name).iter()} - {None} for name in ("x", "y"))
    assert len(first) == 3
    assert not first & second


def test_nodes_and_groups_are_links() -> None:
    chart = Flowchart(
        "T", "D", (Node("2.1", "A", "g"), Node("b", "B")), (Edge("2.1", "b"),), (Group("g", "G"),)
    )
    links = {"2.1": Link("/a/", "To A"), "g": Link("/g/", "To G")}
    anchors = {
        one.get("aria-label"): shown(one) for one in tree(draw(flowchart(chart), "x", links)).iter("a")
    }
    assert anchors == {"To A": "To AA", "To G": "To GG"}


def test_a_text_with_a_mistake_is_an_error_that_says_which() -> None:
    with pytest.raises(DrawingError, match="Invalid date"):
        draw("gantt\n section a\n x :y, z", "x")


@pytest.mark.parametrize("text", ["", "flowchat\n a", "sequenceDiagram\n a->>b: hi"])
def test_what_is_no_timeline_or_flowchart_is_an_error(text: str) -> None:
    with pytest.raises(DrawingError):
        draw(text, "x")


def test_where_there_is_no_renderer_drawing_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drawing, "merman", None)
    assert not drawing.available()
    with pytest.raises(DrawingError, match="no merman"):
        draw(gantt(CHART), "x")


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "JAVASCRIPT:alert(1)", "data:text/html,x", "vbscript:x"]
)
def test_a_link_written_by_hand_runs_no_program(address: str) -> None:
    root = tree(draw(f'flowchart LR\n a --> b\n click a href "{address}"\n', "x"))
    assert not [anchor.get("href") for anchor in root.iter("a") if anchor.get("href", "").partition(":")[2]]


def test_a_link_written_by_hand_leads_where_it_says() -> None:
    root = tree(draw('flowchart LR\n a --> b\n click a href "https://example.org/"\n', "x"))
    assert [anchor.get("href") for anchor in root.iter("a")] == ["https://example.org/"]


class Page:
    """As much of Python-Markdown as a fence asks for."""

    class htmlStash:  # noqa: N801
        html_counter = 7


def fenced(source: str) -> str:
    options: dict[str, Any] = {}
    return draw_fence(source, "mermaid", "mermaid", options, Page(), classes=[], id_value="", attrs={})


def test_a_fence_is_drawn() -> None:
    html = fenced("flowchart LR\n  accTitle: By hand\n  a[A & B] --> b\n")
    assert html.startswith('<div data-needs="diagrams" class="diagram diagram--by-hand" tabindex="0" role="')
    assert 'aria-labelledby="diagram-by-hand-7-title"' in html
    assert_harmless(tree(html))


def test_a_fence_that_cant_be_drawn_stays_text_and_is_a_warning(caplog: pytest.LogCaptureFixture) -> None:
    assert fenced("pie\n <b>") == "<pre><code>pie\n &lt;b&gt;</code></pre>"
    assert "isn't drawn" in caplog.text


def test_a_fence_left_to_the_browser_is_text_in_the_place_where_mermaid2_looks() -> None:
    html = leave_fence("a --> <b>", "mermaid", "mermaid", {}, Page())
    assert html == '<div class="mermaid">a --&gt; &lt;b&gt;</div>'
