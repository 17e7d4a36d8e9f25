"""An output is renamed, one is withdrawn, two are merged: every address ever published still answers."""

import re
import shutil
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from macros.ledger import LEDGER, addresses_in, parted
from tests.browser import open_page, serve
from tests.building import ROOT, build_site
from tests.old_addresses import arrive

PLAN = "plans/strategy-2023"
RENAMED, WITHDRAWN, MERGED, HEIR = "4", "7", "13", "12"
"""Pages written by hand link to the first."""
NEW_ID = "4A"
HOME = "https://promises.example/"


def withdraw(record: Path, heirs: list[str]) -> None:
    text = re.sub(r"^(status|as_of):.*\n", "", record.read_text("utf-8"), flags=re.MULTILINE)
    said = ", ".join(f'"{heir}"' for heir in heirs)
    withdrawal = (
        'status: withdrawn\nas_of: "2027-03"\nwithdrawal:\n  reason: Somebody changed their mind.\n'
        f"  replaced_by: [{said}]\n  source: {{document: GB.347/INS/8}}\n"
    )
    record.write_text(re.sub(r"^source:", withdrawal + "source:", text, flags=re.MULTILINE), "utf-8")


def rename(data: Path) -> None:
    """As an editor does it: the file, its id, and whatever names the old one."""
    old = data / PLAN / "outputs" / f"{RENAMED}.yml"
    text = old.read_text("utf-8")
    new = f'id: "{NEW_ID}"\nformer_ids: ["{RENAMED}"]\n'
    old.with_name(f"{NEW_ID}.yml").write_text(text.replace(f'id: "{RENAMED}"\n', new), "utf-8")
    old.unlink()
    for file in (*(data / PLAN).rglob("*.yml"), data / "continuations.yml", data / "discrepancies.yml"):
        before = file.read_text("utf-8")
        after = re.sub(rf'(outputs: \[[^\]]*|to: )"{RENAMED}"', rf'\g<1>"{NEW_ID}"', before)
        file.write_text(after, "utf-8")


@pytest.fixture(scope="module")
def ledger() -> list[str]:
    """Every address that was ever published."""
    return sorted(addresses_in((ROOT / "data" / LEDGER).read_text("utf-8")))


@pytest.fixture(scope="module")
def later(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real site after these changes."""
    folder = tmp_path_factory.mktemp("later")
    data = Path(shutil.copytree(ROOT / "data", folder / "data"))
    rename(data)
    withdraw(data / PLAN / "outputs" / f"{WITHDRAWN}.yml", [])
    withdraw(data / PLAN / "outputs" / f"{MERGED}.yml", [HEIR])
    return build_site(folder / "site", {"DATA_DIR": str(data), "SITE_URL": HOME})


@pytest.fixture(scope="module")
def later_url(later: Path) -> Iterator[str]:
    with serve(later) as address:
        yield address


def test_every_address_ever_published_still_answers(later: Path, ledger: list[str]) -> None:
    assert len(ledger) > 3000
    lost = []
    for line in ledger:
        try:
            arrive(later, line)
        except AssertionError as fault:
            lost.append(str(fault))
    assert lost == []


def test_old_addresses_lead_to_what_the_records_are_today(later: Path) -> None:
    expected = {
        f"/outputs/{RENAMED}/": ("outputs/4a/", ""),
        f"/outputs/{RENAMED}/#phases": ("outputs/4a/", "phases"),
        f"/outputs/{MERGED}/": ("outputs/12/", ""),
        f"/outputs/{MERGED}/#clauses": ("outputs/12/", "clauses"),
        f"/outputs/{WITHDRAWN}/#phases": ("outputs/7/", "phases"),
        # A cell of the matrix is at the cell of today, or leads to what says what became of it.
        f"/strategy/matrix/#a-5--{RENAMED}": ("strategy/matrix/", f"a-5--{RENAMED}"),
        f"/strategy/matrix/#a-5--{MERGED}": ("strategy/matrix/", f"a-5--{MERGED}"),
        f"/strategy/matrix/#a-5--{WITHDRAWN}": ("outputs/7/", ""),
    }
    assert {line: arrive(later, line)[:2] for line in expected} == expected


def test_what_pages_by_hand_link_to_is_found_at_its_address_of_today(later: Path) -> None:
    for name, link in (("data", "../outputs/4a/"), ("contribute/macros", "../../outputs/4a/")):
        html = (later / name / "index.html").read_text("utf-8")
        assert f'href="{link}"' in html
        assert not re.search(r'href="[^"]*outputs/4/"', html)


def test_a_former_cell_of_the_matrix_is_in_the_cell_of_today(later: Path) -> None:
    html = (later / "strategy" / "matrix" / "index.html").read_text("utf-8")
    for old, now in ((RENAMED, "4a"), (MERGED, HEIR)):
        (within,) = re.findall(rf'<td [^>]*id="([^"]+)"[^>]*><span class="former">[^/]*id="a-5--{old}"', html)
        assert within == f"a-5--{now}"


def test_files_at_old_addresses_are_those_of_today(later: Path) -> None:
    for old, now in ((RENAMED, "4a"), (MERGED, HEIR)):
        copies = {path.suffix: path.read_bytes() for path in (later / "outputs").glob(f"{old}.*")}
        assert ".json" in copies
        assert copies == {
            path.suffix: path.read_bytes() for path in (later / "outputs").glob(f"{now}.*") if path.is_file()
        }


def test_a_page_that_leads_on_is_previewed_as_what_it_leads_to(later: Path) -> None:
    tags = re.compile(r'<meta (?:property|name)="((?:og|twitter):[^"]+|description)" content="([^"]*)"')
    for old, now in ((RENAMED, "4a"), (MERGED, HEIR)):
        before, after = ((later / "outputs" / one / "index.html").read_text("utf-8") for one in (old, now))
        assert len(tags.findall(after)) > 5
        assert tags.findall(unescape(before)) == tags.findall(unescape(after))
        assert re.findall("<title>.*</title>", before) == re.findall("<title>.*</title>", after)
        assert f'rel="canonical" href="{HOME}outputs/{now}/"' in before
        assert '<meta name="robots" content="noindex">' in before


def test_a_withdrawn_page_stays_and_is_left_out_by_search_engines(later: Path) -> None:
    html = (later / "outputs" / WITHDRAWN / "index.html").read_text("utf-8")
    assert "Somebody changed their mind." in html
    assert re.search(r'<meta name="robots" content="noindex', html)
    sitemap = (later / "sitemap.xml").read_text("utf-8")
    assert f"{HOME}outputs/{HEIR}/<" in sitemap
    assert not [one for one in (RENAMED, MERGED, WITHDRAWN) if f"{HOME}outputs/{one}/<" in sitemap]


def test_a_search_for_the_old_code_finds_the_record_of_today(later: Path) -> None:
    text = (later / "search" / "exact.json").read_text("utf-8")
    assert '"It was Output 4 before"' in text
    assert '"It was Output 13 before"' in text
    assert '"outputs/13/"' not in text


def samples(ledger: list[str]) -> list[str]:
    """Of every kind of page some, and what the changes touched."""
    touched = [
        f"/{page}{one}"
        for page in ("outputs/4/", "outputs/13/", "outputs/7/")
        for one in ("", "#phases", "#history")
    ]
    cells = ["#a-5--4", "#a-5--13", "#a-5--7", "#f-2--7", "#a-5--12"]
    kinds: dict[str, str] = {}
    for line in ledger:
        if "#" in line and "." not in line.partition("#")[0]:
            kinds.setdefault(re.sub(r"[0-9].*?/", "N/", line.partition("#")[0]), line)
    return [*touched, *(f"/strategy/matrix/{cell}" for cell in cells), *list(kinds.values())[:11]]


@pytest.mark.parametrize("javascript", [True, False])
def test_old_addresses_answer_in_a_browser(
    later: Path, later_url: str, browser: Browser, ledger: list[str], *, javascript: bool
) -> None:
    lines = samples(ledger)
    assert len(lines) >= 25
    wrong = []
    with open_page(browser, later_url, javascript=javascript, until="load") as visit:
        page = visit.page
        # Where an address leads hangs neither on the theme's script nor on looks.
        page.route(
            re.compile(r"/assets/(javascripts|stylesheets|css)/"), lambda route: route.fulfill(body="")
        )
        for line in lines:
            address, anchor = parted(line)
            there = arrive(later, line)
            page.goto("about:blank")
            page.goto(later_url + line[1:], wait_until="commit")
            leads = javascript and line.startswith(("/outputs/4/", "/outputs/13/"))
            place = there.anchor if leads else anchor
            page.wait_for_url(f"{later_url}{there.address if leads else address}{place and f'#{place}'}")
            page.wait_for_load_state("domcontentloaded")
            found = page.title(), page.locator(":target").count()
            if found != (unescape(there.title), int(bool(place))):
                wrong.append((line, found))
        visit.assert_quiet()
    assert wrong == []


def test_a_query_goes_on_with_the_reader(later_url: str, browser: Browser) -> None:
    with open_page(browser, f"{later_url}outputs/4/?from=mail#%", until="load") as visit:
        visit.page.wait_for_url(f"{later_url}outputs/4a/?from=mail#%")
        visit.assert_quiet()


def test_the_list_of_places_shows_which_one_was_meant(later_url: str, browser: Browser) -> None:
    with open_page(browser, f"{later_url}outputs/13/#clauses", javascript=False, until="load") as visit:
        meant = visit.page.locator("li:target")
        assert meant.inner_text() == "Building blocks it answers"
        assert meant.evaluate("one => getComputedStyle(one).outlineStyle") == "solid"
        meant.get_by_role("link").click()
        visit.page.wait_for_url(f"{later_url}outputs/12/#clauses")
