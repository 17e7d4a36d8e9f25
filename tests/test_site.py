"""The real site, built once and asked many questions."""

import json
import re
from itertools import pairwise
from pathlib import Path

import pytest

from macros.graph import Plan
from macros.identifiers import slug
from macros.render import say
from macros.site import Site
from macros.views.timeline import milestones_in_sight
from tests.browser import RULES
from tests.conftest import Built, measured_build
from tests.crawl import broken_links, outside_requests
from tests.looks import LEAST_CONTRAST, SCHEMES, SMALLEST_TEXT, WIDTH_BETWEEN, WIDTHS_OF_AXE
from tests.pages import article, article_in, page

ROOT = Path(__file__).resolve().parent.parent


def test_every_address_of_the_contract_answers(site_dir: Path, strategy: Plan) -> None:
    words = strategy.words
    addresses = ["", "strategy", "strategy/timeline", "strategy/matrix"]
    addresses += ["strategy/map", "strategy/coverage"]
    addresses += ["documents", "discrepancies", "glossary", "changes", "data", "contribute", "accessibility"]
    for word, records in (
        (words.area, strategy.areas),
        (words.commitment, strategy.commitments),
        (words.clause, strategy.clauses),
    ):
        addresses += [word.address, *(f"{word.address}/{slug(identifier)}" for identifier in records)]
    missing = [address for address in addresses if not (site_dir / address / "index.html").is_file()]
    assert not missing
    assert {"outputs/4", "action-areas/1", "building-blocks/a-5", "building-blocks/d-1-a"} <= set(addresses)


def test_every_published_file_of_the_contract_is_there(site_dir: Path, strategy: Plan) -> None:
    names = ["plans.json", "documents.json", "discrepancies.json"]
    tables = ["areas.json", "areas.csv", "commitments.json", "commitments.csv", "clauses.json", "clauses.csv"]
    names += [f"{strategy.id}/{table}" for table in [*tables, "linkages.csv"]]
    missing = [name for name in names if not (site_dir / "data" / name).is_file()]
    assert not missing
    for identifier in strategy.commitments:
        record = json.loads((site_dir / "outputs" / f"{identifier}.json").read_text(encoding="utf-8"))
        assert record["url"] == f"/outputs/{identifier}/"


def test_no_link_is_broken_raw_html_included(site_dir: Path) -> None:
    assert broken_links(site_dir) == []


def test_nothing_is_loaded_from_another_host(site_dir: Path) -> None:
    assert outside_requests(site_dir) == []


def test_the_fixed_anchors_of_a_commitment_are_on_every_page(site_dir: Path, strategy: Plan) -> None:
    for identifier in strategy.commitments:
        anchors = article(site_dir, f"outputs/{identifier}").anchors
        assert {"phases", "clauses", "related", "source"} <= anchors, identifier


def test_every_linkage_is_a_link_in_both_directions(site_dir: Path, strategy: Plan) -> None:
    assert strategy.linkages
    for linkage in strategy.linkages:
        clause = f"building-blocks/{slug(linkage.clause)}"
        commitment = f"outputs/{linkage.commitment}"
        assert f"../../{clause}/" in article(site_dir, commitment).links, linkage
        assert f"../../{commitment}/" in article(site_dir, clause).links, linkage


def test_every_reference_is_a_link_in_both_directions(site_dir: Path, strategy: Plan) -> None:
    between = [one for one in strategy.references if one.kind == "commitment"]
    assert between
    for reference in between:
        assert f"../{reference.commitment}/" in article(site_dir, f"outputs/{reference.speaker}").links
        assert f"../{reference.speaker}/" in article(site_dir, f"outputs/{reference.commitment}").links


def test_an_area_shows_its_commitments_its_range_and_its_clauses(site_dir: Path, strategy: Plan) -> None:
    for area in strategy.areas.values():
        shown = article(site_dir, f"action-areas/{area.id}")
        for commitment in strategy.commitments_in[area.id]:
            assert f"../../outputs/{commitment.id}/" in shown.links
        for clause in strategy.clauses_answered_in(area.id):
            assert f"../../building-blocks/{slug(clause.id)}/" in shown.links
        estimate = area.resource_estimate
        assert estimate
        assert f"{estimate.currency} {estimate.min:,} to {estimate.max:,}" in shown.text
        assert not estimate.note or " ".join(estimate.note.split()) in shown.text


def test_the_total_is_computed_and_marked_as_our_sum(site_dir: Path, strategy: Plan) -> None:
    ranges = [area.resource_estimate for area in strategy.areas.values() if area.resource_estimate]
    low, high = sum(one.min for one in ranges), sum(one.max for one in ranges)
    text = article(site_dir, "strategy").text
    assert f"USD {low:,} to {high:,}" in text
    assert "our sum" in text


def test_a_record_in_a_sentence_is_a_link(site_dir: Path) -> None:
    assert '<a href="../5/">output 5</a>' in page(site_dir, "outputs/4")


def test_a_presumed_end_is_marked_with_its_reason(site_dir: Path, strategy: Plan) -> None:
    presumed = [
        (one.id, phase) for one in strategy.commitments.values() for phase in one.phases if phase.presumed
    ]
    assert presumed
    for identifier, phase in presumed:
        text = article(site_dir, f"outputs/{identifier}").text
        assert " ".join((phase.reason or "").split()) in text, identifier
        assert "presumed" in text


@pytest.mark.parametrize(
    ("address", "title"),
    [
        ("outputs/4", "Output 4: Map regulatory and non-regulatory initiatives"),
        ("building-blocks/a-5", "Building block A.5: Assess regulatory initiatives and trends"),
        ("strategy/matrix", "Building blocks by outputs (Strategy 2023–27)"),
        ("documents", "Documents"),
    ],
)
def test_a_page_is_called_by_its_own_name_where_it_is_shown_elsewhere(
    site_dir: Path, address: str, title: str
) -> None:
    html = page(site_dir, address)
    assert f"<title>{title} – Supply chain promises</title>" in html
    assert f'<meta property="og:title" content="{title}">' in html
    assert len(re.findall(r"<h1\b", html)) == 1


def test_every_page_has_one_main_heading_and_a_description_of_its_own(site_dir: Path) -> None:
    descriptions: dict[str, Path] = {}
    for file in sorted(site_dir.rglob("index.html")):
        html = file.read_text(encoding="utf-8")
        assert len(re.findall(r"<h1\b", html)) == 1, file
        (description,) = re.findall(r'<meta name="description" content="([^"]*)">', html)
        assert description, file
        if file.parent.parent.name in ("outputs", "building-blocks", "action-areas"):
            assert description not in descriptions, (file, descriptions[description])
            descriptions[description] = file


def test_records_stay_out_of_the_navigation(site_dir: Path) -> None:
    html = page(site_dir, "outputs/4")
    navigation = html[html.index('data-md-type="navigation"') : html.index("<article")]
    assert "../../outputs/" in navigation or 'href="../"' in navigation
    assert 'href="../7/"' not in navigation


def test_previous_and_next_go_through_the_whole_plan(site_dir: Path, strategy: Plan) -> None:
    ids = list(strategy.commitments)
    for before, after in pairwise(ids):
        assert f'<link rel="next" href="../{after}/">' in page(site_dir, f"outputs/{before}")
        assert f'<link rel="prev" href="../{before}/">' in page(site_dir, f"outputs/{after}")
    assert 'rel="prev"' not in page(site_dir, f"outputs/{ids[0]}")
    assert 'rel="next"' not in page(site_dir, f"outputs/{ids[-1]}")


def test_every_record_page_says_where_the_official_wording_stands(site_dir: Path, strategy: Plan) -> None:
    addresses = [f"outputs/{one}" for one in strategy.commitments]
    addresses += [f"building-blocks/{slug(one)}" for one in strategy.clauses]
    addresses += [f"action-areas/{one}" for one in strategy.areas]
    for address in addresses:
        shown = article(site_dir, address)
        assert "Official wording" in shown.text
        assert "../../documents/#gb-347-ins-8" in shown.links, address


def test_the_home_page_says_that_the_site_is_independent(site_dir: Path) -> None:
    text = article(site_dir, "").text
    assert "independent reading" in text
    assert "not a site of the International Labour Organization" in text


def test_a_timeline_has_a_bar_for_each_phase_and_a_table_that_says_the_same(
    site_dir: Path, strategy: Plan
) -> None:
    html = page(site_dir, "strategy/timeline")
    wide = html[html.index('class="diagram__wide"') : html.index('class="diagram__medium"')]
    phases = [phase for one in strategy.commitments.values() for phase in one.phases]
    drawn = re.findall(r'<rect[^>]*class="task[ "][^>]*', wide)
    bars = [bar for bar in drawn if not re.search(r'class="task (done|crit)', bar)]
    assert len(bars) == len(phases)
    assert len(drawn) - len(bars) == len(milestones_in_sight(strategy)) > 0
    assert sum("active" in bar for bar in bars) == sum(bool(phase.presumed) for phase in phases)
    table = html[html.index('class="plain timeline-table"') :]
    assert table.count('<tr><th scope="rowgroup" rowspan') == len(strategy.commitments)


@pytest.fixture(scope="module")
def second(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The same site again, in another time zone and with another order of sets."""
    folder = tmp_path_factory.mktemp("second") / "site"
    return Built(folder, measured_build(folder, {"PYTHONHASHSEED": "7", "TZ": "Asia/Tokyo"}))


def test_the_build_of_the_real_data_takes_less_than_eight_seconds(
    build_cpu_seconds: float, second: Built, tmp_path: Path
) -> None:
    """What else runs on the machine makes a build slower, never faster: the best of three counts."""
    measured = [build_cpu_seconds, second.cpu_seconds]
    if min(measured) >= 8:
        measured.append(measured_build(tmp_path / "again"))
    print(f"{min(measured):.2f} CPU seconds")
    assert min(measured) < 8


def test_two_builds_are_the_same_file_by_file(site_dir: Path, second: Built) -> None:
    first, again = _contents(site_dir), _contents(second.folder)
    assert first.keys() == again.keys()
    assert not [name for name, content in first.items() if again[name] != content]


def _contents(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def test_what_readers_load_has_none_of_our_comments(site_dir: Path) -> None:
    sources = [path for path in (ROOT / "docs" / "assets").glob("[cj]s*/**/*") if path.is_file()]
    assert len(sources) > 30
    for source in sources:
        loaded = site_dir / source.relative_to(ROOT / "docs")
        if loaded.exists():  # What only a browser that draws needs isn't there.
            assert not re.search(r"^\s*(/[*/])", loaded.read_text("utf-8"), re.MULTILINE)
            assert loaded.stat().st_size < source.stat().st_size


def test_an_address_that_is_not_there_is_answered_with_the_lists(site_dir: Path) -> None:
    parsed = article_in((site_dir / "404.html").read_text(encoding="utf-8"))
    assert {"/outputs/", "/building-blocks/", "/action-areas/", "/strategy/matrix/"} <= set(parsed.links)
    assert str(say("missing.title").unescape()) in parsed.text


def test_what_a_chapeau_introduces_says_so_too(site: Site) -> None:
    introduced: set[tuple[str, str]] = set()
    for plan in site.plans.values():
        said = {(head.id, one.id) for head in plan.clauses.values() for one in plan.introduced_by(head)}
        heads = [(plan.chapeau_of(one), one) for one in plan.clauses.values()]
        assert {(head.id, one.id) for head, one in heads if head} == {
            (head, one) for head, one in said if plan.clauses[one].kind != "item"
        }
        introduced |= said
    # Not every plan's text has chapeaux; ours of 2022 has.
    assert introduced


def test_no_two_pages_have_one_address(site_dir: Path) -> None:
    sitemap = (site_dir / "search" / "search_index.json").read_text(encoding="utf-8")
    pages = [entry["location"] for entry in json.loads(sitemap)["docs"] if "#" not in entry["location"]]
    by_hand = (page.read_text("utf-8") for page in (ROOT / "docs").rglob("*.md"))
    left_out = [text for text in by_hand if "search: {exclude: true}" in text]
    assert len(pages) == len(set(pages)) == len(list(site_dir.rglob("index.html"))) - len(left_out)


def test_the_accessibility_statement_says_what_the_checks_do(site_dir: Path) -> None:
    said = article(site_dir, "accessibility").text
    *wide, narrow = map(str, WIDTHS_OF_AXE)
    assert f"at {', '.join(wide)} and {narrow} pixels, in {' and '.join(SCHEMES)}" in said
    assert f"one page of each layout at {WIDTH_BETWEEN} pixels" in said
    assert f"at least {SMALLEST_TEXT} pixels high, a contrast of at least {LEAST_CONTRAST}" in said
    assert {"wcag2aa", "wcag22aa", "best-practice"} <= set(RULES)
