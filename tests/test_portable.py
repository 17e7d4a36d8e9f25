"""A preview is opened with a double click: from a disk, whatever leads somewhere names a file."""

import re
import shutil
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from playwright.sync_api import Browser

from macros import portable
from macros.cli import main
from macros.portable import opened_from_disk

PAGES = {"index.html", "a/index.html", "a/b&c/index.html", "a/2.1/index.html"}
ADDRESS = re.compile(r'<(?:a|form|link)\b[^<>]*? (?:href|action)="([^"]*)"')


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('<a href="../../a/">', '<a href="../../a/index.html">'),
        ('<a class="x"\n href="../..">', '<a class="x"\n href="../../index.html">'),
        ('<a href=".">', '<a href="./index.html">'),
        ('<a href="./?q=1#top">', '<a href="./index.html?q=1#top">'),
        ('<a href="../b%26c/#x">', '<a href="../b%26c/index.html#x">'),
        ('<a href="../b&amp;c/?q=1&amp;r=2">', '<a href="../b&amp;c/index.html?q=1&amp;r=2">'),
        ('<form action="../../">', '<form action="../../index.html">'),
        ('<svg><a xlink:href="../">', '<svg><a xlink:href="../index.html">'),
    ],
)
def test_a_link_to_a_folder_with_a_page_leads_to_the_page(before: str, after: str) -> None:
    assert opened_from_disk(before, "a/2.1/index.html", PAGES) == after


@pytest.mark.parametrize(
    "html",
    [
        '<a href="https://a.example/a/">',
        '<a href="//a.example/a/">',
        '<a href="mailto:a/">',
        '<a href="#a/">',
        '<a href="?a=../">',
        '<a href="">',
        '<a href="../nowhere/">',
        '<a href="../2.1.json">',
        '<a href="../../../../etc/">',
        "<p>href=\"../\" and <code>&lt;a href='../'&gt;</code>",
        '<script>"<a href=\\"../\\">"</script>',
        '<!-- <a href="../"> -->',
        '<a data-href="../">',
    ],
)
def test_all_else_stays_as_it_is(html: str) -> None:
    assert opened_from_disk(html, "a/2.1/index.html", PAGES) == html


@pytest.fixture(scope="module")
def preview(site_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("preview") / "a copy"
    assert portable.make(site_dir, folder) > 1e6
    return folder


def links(page: Path) -> Iterator[Path]:
    for address in ADDRESS.findall(page.read_text("utf-8")):
        parts = urlsplit(unescape(address))
        if parts.path and not (parts.scheme or parts.netloc):
            yield page.parent / unquote(parts.path)


def test_every_link_of_the_real_site_leads_to_a_file(preview: Path) -> None:
    pages = list(preview.rglob("*.html"))
    targets = {target for page in pages for target in links(page)}
    assert len(targets) > len(pages)
    assert [target for target in targets if not target.is_file()] == []


def test_a_reader_gets_from_the_first_page_to_a_record_by_links_alone(
    browser: Browser, preview: Path
) -> None:
    page = browser.new_page()
    try:
        page.goto((preview / "index.html").as_uri())
        for name in ("strategy", "outputs", "4"):
            link = page.locator(
                f'main a[href$="/{name}/index.html"], main a[href^="{name}/index.html"]'
            ).first
            page.goto(link.evaluate("link => link.href"))
        assert page.url == (preview / "outputs" / "4" / "index.html").as_uri()
        assert page.locator("main h1").is_visible()
        # The looks came along.
        assert page.locator("header").first.evaluate("it => getComputedStyle(it).position") == "sticky"
    finally:
        page.close()


def test_the_copy_says_how_to_open_it_and_is_replaced_by_the_next_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    site, out = tmp_path / "site", tmp_path / "preview"
    (site / "a").mkdir(parents=True)
    for name in ("index.html", "404.html", "a/index.html"):
        (site / name).write_text('<a href="/somewhere/">')
    for _ in range(2):
        assert main(["portable", str(site), "--out", str(out)]) == 0
        assert "index.html can be opened with a double click" in capsys.readouterr().out
    (out / "left over").touch()
    assert main(["portable", str(site), "--out", str(out)]) == 0
    assert sorted(path.name for path in out.iterdir()) == [portable.NOTE, "a", "index.html"]
    assert "http.server" in (out / portable.NOTE).read_text("utf-8")


def test_a_folder_that_holds_something_else_stays_as_it_is(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    site, out = tmp_path / "site", tmp_path / "letters"
    for folder in (site, out):
        folder.mkdir()
        (folder / "index.html").touch()
    assert main(["portable", str(site), "--out", str(out)]) == 1
    assert "holds something else" in capsys.readouterr().err
    shutil.rmtree(site)
    assert main(["portable", str(site), "--out", str(out)]) == 1
    assert "There is no site" in capsys.readouterr().err
    assert [path.name for path in out.iterdir()] == ["index.html"]
