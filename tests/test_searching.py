"""What a search reads of a page is less than the page, and comes to the same."""

import pytest
from material.plugins.search.plugin import Parser  # type: ignore[import-untyped]

from macros.resting import searched as unexcluded
from macros.searching import searched

TITLE = '<h1 id="top">Peas <code>2</code><a class="headerlink" href="#top" title="here">¶</a></h1>\n'
PAGES = {
    "sections": f'{TITLE}<p>One &amp; two</p>\n<h2 id="a">A</h2>\n<p>three</p>',
    "what comes before a heading": '<p>before</p>\n<h2 id="a">A</h2>\n<p>after</p>',
    "nothing before the title": f'<div class="record">{TITLE}<p>x</p></div>',
    "a heading within an element": f'{TITLE}<div><h2 id="a">A</h2><p>in</p></div><p>behind</p>',
    "a heading without a name": f"{TITLE}<p>one</p><h2>no name</h2><p>two</p>",
    "a heading that is passed over": f'{TITLE}<h2 id="a" data-search-exclude>A</h2><p>b</p><h2 id="c">C</h2>',
    "a link in a title": f'{TITLE}<h2 id="a"><a href="b">B</a> c</h2><p><a href="d">d</a></p>',
    "a heading within a list": f'{TITLE}<ul><li><h2 id="a">A</h2> b</li></ul> c',
    "cells": f"{TITLE}<table>\n<tr>\n<th>a</th> <td>b\nc</td>\n</tr>\n</table>\n\n<p>d</p>",
    "room between words": f"{TITLE}<p>a <b> b</b> &#160;<i> </i> c\n\n</p>\n<span> </span>\n<p>d</p>",
    "empty elements": f"{TITLE}<ul><li> </li></ul><p></p><ul><li>a</li></ul><p><span></span></p> b",
    "code": f"{TITLE}<pre><code>a\n  <span>b</span>\n\n</code></pre>\n<p>c</p>",
    "marks": f"{TITLE}<p>a &lt;b&gt; &amp;amp; &#34;c&#34; <br>d<img src='x>y' alt=\"&gt;\"/></p>",
    "drawings": f'{TITLE}<svg><g><path d="M0 0"/><text>a</text></g></svg><p>b</p>',
    "a script": f"{TITLE}<script>if (1 < 2) a()</script><p>b</p>",
    "something unclosed": f"{TITLE}<div><p>a</p>",
    "something closed wrongly": f"{TITLE}<p><b>a</p></b><p>c</p>",
    "a mark that begins nothing": f"{TITLE}<p>1 < 2</p>",
    "a remark": f"{TITLE}<!-- <p>a</p> --><p>b</p>",
    "a cell that is passed over": f"{TITLE}<table><tr><td data-search-exclude>a</td><td>b</td></tr></table>",
}


def entries(html: str) -> list[tuple[str | None, str, str]]:
    """What the search keeps of HTML."""
    parser = Parser()
    parser.feed(html)
    parser.close()
    told = (one for one in parser.data if not one.is_excluded())
    return [(one.id, "".join(one.title).strip(), "".join(one.text).strip()) for one in told]


@pytest.mark.parametrize("html", PAGES.values(), ids=PAGES.keys())
def test_the_search_makes_the_same_entries_of_less(html: str) -> None:
    assert entries(searched(html)) == entries(unexcluded(html))


def test_of_elements_that_the_search_passes_over_nothing_is_left() -> None:
    assert searched(PAGES["cells"]) == '<h1 id="top">Peas <code>2</code></h1> a b c <p>d</p>'


def test_what_only_a_parser_can_read_is_left_to_one() -> None:
    assert searched(PAGES["a script"]) == PAGES["a script"]
    assert searched(PAGES["something closed wrongly"]) == PAGES["something closed wrongly"]
