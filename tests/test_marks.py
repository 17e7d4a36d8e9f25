"""What is ours, presumed or unknown is marked the same way everywhere, and explained once."""

import re
from pathlib import Path

import pytest

from macros.key import key, marks_on, meanings
from macros.render import text, words
from tests.pages import article_in

MARK = re.compile(r'class="mark mark--([a-z]+)"')
ALL = {kind for kind, *_ in meanings()}


def pages(site_dir: Path) -> list[Path]:
    return sorted(site_dir.rglob("index.html"))


def test_every_mark_of_the_site_has_a_meaning(site_dir: Path) -> None:
    shown = {kind for page in pages(site_dir) for kind in MARK.findall(page.read_text("utf-8"))}
    assert shown
    assert shown <= ALL


def test_the_key_below_a_page_explains_the_marks_on_it_and_no_others(site_dir: Path) -> None:
    keyed = 0
    for page in pages(site_dir):
        html = page.read_text("utf-8")
        above, _, below = html.partition('<aside class="key"')
        explained = set(MARK.findall(below.partition("</aside>")[0]))
        if page.parent.name == "how-to-read":
            assert not below
            assert set(MARK.findall(above)) == ALL
        else:
            assert explained == set(MARK.findall(above)), page
        keyed += bool(below)
    assert keyed > 100


def test_the_guide_explains_every_mark_once(site_dir: Path) -> None:
    html = (site_dir / "how-to-read" / "index.html").read_text("utf-8")
    for kind in ALL:
        assert html.count(f'id="mark-{kind}"') == 1


@pytest.mark.parametrize("kind", sorted(ALL))
def test_a_mark_means_what_the_file_of_words_says(kind: str) -> None:
    made = key(f'<span class="mark mark--{kind}">it</span>', "outputs/4/")
    assert text(words().sentences[f"meaning.{kind}"]) in made
    assert made.count("<dt>") == 1


def test_a_page_without_marks_has_no_key() -> None:
    assert not key("<p>mark mark--sum</p>", "")
    assert marks_on("<p>mark mark--sum</p>") == set()


def test_no_template_writes_a_mark_that_says_other_words(site_dir: Path) -> None:
    """One kind may say which end is presumed, or which change; all others say the same everywhere."""
    said: dict[str, set[str]] = {}
    for page in pages(site_dir):
        for kind, words_ in re.findall(
            r'<span class="mark mark--([a-z]+)">([^<]+)<', page.read_text("utf-8")
        ):
            said.setdefault(kind, set()).add(words_)
    several = {kind for kind, ways in said.items() if len(ways) > 1}
    assert several == {"presumed", "change"}
    assert all("presumed" in way for way in said["presumed"])


def test_a_record_says_that_its_summary_is_ours(site_dir: Path) -> None:
    for page in (*site_dir.glob("outputs/*/index.html"), *site_dir.glob("conclusions/*/index.html")):
        (lede,) = article_in(page.read_text("utf-8")).of_class("lede")
        assert [mark.text for mark in lede.of_class("mark--words")] == ["our words"], page
