"""The crawler finds the faults planted in a small site, and no others."""

from pathlib import Path

import pytest

from tests.crawl import broken_links, outside_requests

OTHER_PAGE = '<h1 id="überblick">Other</h1><a name="old">old</a>'


@pytest.fixture
def site(tmp_path: Path) -> Path:
    write(tmp_path, "other/index.html", OTHER_PAGE)
    write(tmp_path, "picture.svg", '<svg xmlns="http://www.w3.org/2000/svg"><g id="part"/></svg>')
    write(tmp_path, "data/all.csv", "id")
    return tmp_path


def write(folder: Path, name: str, text: str) -> None:
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, "utf-8")


SOUND = [
    '<a href="other/">to a folder</a>',
    '<a href="./other/index.html?q=1">to a file</a>',
    '<a href="/other/#%C3%BCberblick">from the root, to an anchor with a letter that is escaped</a>',
    '<a href="other/#old">to a name</a>',
    '<a href="#here" id="here">to itself</a>',
    '<a href="#">to the top</a>',
    '<a href=".">home</a>',
    '<a href="other/#:~:text=Other">to words</a>',
    '<a href="https://elsewhere.example/#any">to another host</a>',
    '<a href="mailto:a@b.example">to a person</a>',
    '<a href="javascript:void(0)">a button of the theme</a>',
    '<img src="data:image/gif;base64,R0lGOD" srcset="picture.svg 1x, /picture.svg 2x">',
    '<svg><use xlink:href="picture.svg#part"/><path id="p" marker-end="url(#p)"/></svg>',
    "<pre>&lt;a href='gone/'&gt;</pre><script>let a = '<a href=\"gone/\">'</script>",
    '<meta name="gone" content="url=gone/"><form action=""></form>',
]

NO_FILE = "leads to a file that isn't there"
NO_ANCHOR = "names an anchor that isn't there"

FAULTS = {
    '<a href="gone/">': f"a href='gone/' {NO_FILE}",
    '<a href="Other/">': f"a href='Other/' {NO_FILE}",
    '<a href="other/#gone">': f"a href='other/#gone' {NO_ANCHOR}",
    '<a href="#gone">': f"a href='#gone' {NO_ANCHOR}",
    '<meta name="gone"><a href="#gone">': f"a href='#gone' {NO_ANCHOR}",
    '<a href="/gone.csv">': f"a href='/gone.csv' {NO_FILE}",
    '<a href="data/all.csv/">': f"a href='data/all.csv/' {NO_FILE}",
    '<a href="../other/">': "a href='../other/' leads out of the site",
    '<a href="data/">': f"a href='data/' {NO_FILE}",
    '<a href="">': "a href='' is empty",
    '<a href="javascript:alert(1)">': "a href='javascript:alert(1)' runs a script",
    '<a href="http://[">': "a href='http://[' is no address",
    '<img src="gone.png">': f"img src='gone.png' {NO_FILE}",
    '<img srcset="picture.svg 1x, gone.png 2x">': f"img srcset='gone.png' {NO_FILE}",
    '<link rel="stylesheet" href="gone.css">': f"link href='gone.css' {NO_FILE}",
    '<svg><a xlink:href="#gone">': f"a xlink:href='#gone' {NO_ANCHOR}",
    '<svg><use href="picture.svg#gone">': f"use href='picture.svg#gone' {NO_ANCHOR}",
    '<svg><path marker-end="url(#gone)"/>': f"path marker-end='#gone' {NO_ANCHOR}",
    '<style>p { background: url("gone.png") }</style>': f"style text='gone.png' {NO_FILE}",
    '<meta http-equiv="refresh" content="0; url=gone/">': f"meta content='gone/' {NO_FILE}",
}


def test_links_that_lead_somewhere_are_sound(site: Path) -> None:
    write(site, "index.html", "\n".join(SOUND))
    assert broken_links(site) == []


@pytest.mark.parametrize(("markup", "fault"), FAULTS.items())
def test_a_link_that_leads_nowhere_is_found(site: Path, markup: str, fault: str) -> None:
    write(site, "index.html", markup)
    assert broken_links(site) == [f"index.html: {fault}"]


def test_every_fault_of_every_page_is_reported_once(site: Path) -> None:
    write(site, "index.html", '<a href="a/"><a href="a/"><a href="b/">')
    write(site, "other/index.html", OTHER_PAGE + '<a href="c/">')
    write(site, "style.css", "p { background: url(d.png) }")
    pages = [line.split()[:3] for line in broken_links(site)]
    assert pages == [
        ["index.html:", "a", "href='a/'"],
        ["index.html:", "a", "href='b/'"],
        ["other/index.html:", "a", "href='c/'"],
        ["style.css:", "css", "url='d.png'"],
    ]


def test_addresses_from_the_root_are_read_under_the_path_of_the_host(site: Path) -> None:
    write(site, "index.html", '<a href="/promises/other/"><a href="/promises/"><a href="/other/">')
    assert broken_links(site, "/promises/") == ["index.html: a href='/other/' is outside /promises/"]


def test_the_sites_own_address_in_full_is_followed_too(site: Path) -> None:
    own = "https://promises.example/"
    write(site, "index.html", f'<link rel="canonical" href="{own}other/"><a href="{own}gone/">')
    assert broken_links(site, site_url=own) == [f"index.html: a href='{own}gone/' {NO_FILE}"]


def test_the_page_for_what_is_missing_must_not_use_relative_links(site: Path) -> None:
    write(site, "404.html", '<a href="/other/"><a href="other/">')
    assert broken_links(site) == [
        "404.html: a href='other/' is relative, on a page that is shown at any address"
    ]


def test_places_to_go_on_other_hosts_are_not_requests(site: Path) -> None:
    write(
        site,
        "index.html",
        '<a href="https://e.example/"><link rel="canonical" href="https://e.example/"><form action="https://e.example/">'
        '<link rel="alternate" href="https://e.example/"><svg xmlns="http://www.w3.org/2000/svg">',
    )
    write(site, "style.css", "/* url(https://e.example/) */ p { background: url(data:image/gif;base64,R0) }")
    assert outside_requests(site) == []


@pytest.mark.parametrize(
    ("name", "text", "found"),
    [
        (
            "index.html",
            '<script src="https://e.example/a.js"></script>',
            "script src='https://e.example/a.js'",
        ),
        ("index.html", '<img src="//e.example/a.png">', "img src='//e.example/a.png'"),
        ("index.html", '<img srcset="a.png 1x, //e.example/a.png 2x">', "img srcset='//e.example/a.png'"),
        ("index.html", '<link rel="preconnect" href="https://e.example">', "link href='https://e.example'"),
        ("index.html", '<link rel="alternate stylesheet" href="//e.example">', "link href='//e.example'"),
        ("index.html", '<iframe src="https://e.example/"></iframe>', "iframe src='https://e.example/'"),
        ("index.html", '<p style="background: url(//e.example/a)">', "p style='//e.example/a'"),
        ("index.html", "<style>@import '//e.example/a.css';</style>", "style text='//e.example/a.css'"),
        ("a.css", "@import url(https://e.example/a.css);", "css url='https://e.example/a.css'"),
        (
            "a.svg",
            '<svg><image xlink:href="//e.example/a.png"/></svg>',
            "image xlink:href='//e.example/a.png'",
        ),
    ],
)
def test_what_loads_from_another_host_is_found(site: Path, name: str, text: str, found: str) -> None:
    write(site, name, text)
    assert outside_requests(site) == [f"{name}: {found}"]


def test_what_loads_from_the_sites_own_address_is_no_outside_request(site: Path) -> None:
    write(site, "index.html", '<img src="https://promises.example/picture.svg">')
    assert outside_requests(site, "https://promises.example/") == []
