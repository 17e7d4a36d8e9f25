"""What passes a page on: citations in three spellings, an email, a code for paper."""

import gzip
import re
from io import BytesIO
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
import zxingcpp
from PIL import Image, ImageDraw

from macros.build import build
from macros.citations import Citation, Imprint, bibtex, citations, lines, plain, ris
from macros.exports.citation_files import citation_files
from macros.identifiers import slug
from macros.pages import publication
from macros.qr import code
from macros.site import Site
from macros.views.share import printed_code, share_control
from tests.garden import copied_both, edited
from tests.kinds import KINDS
from tests.pages import Element, parsed

HOME = "https://promises.example/below/"
IMPRINT = Imprint("Promises", HOME, "2026-11-21")
LARGEST = 600
"""Bytes, compressed, that a page pays for what passes it on."""
HOSTILE = Citation("50 % {of} \\all & #1_a~b^c$\nER  - ", "tasks/1/", "A plan?", "minutes, para. 1")
FIELD = re.compile(r"^  ([a-z]+) = \{(.*)\},?$", re.MULTILINE)


def of(site: Site, address: str) -> Citation:
    (found,) = [one for one in citations(site) if one.address == address]
    return found


def control(citation: Citation, imprint: Imprint = IMPRINT) -> Element:
    return parsed(str(share_control(citation, imprint)))


def mail(fold: Element) -> tuple[str, list[str]]:
    (address,) = [one for one in fold.links if one.startswith("mailto:")]
    query = urlsplit(address).query
    assert "+" not in query  # which mail programs show as it is
    asked = parse_qs(query, strict_parsing=True)
    return asked["subject"][0], asked["body"][0].split("\r\n")


def test_a_citation_names_the_promise_its_plan_the_official_paragraph_and_the_day(site: Site) -> None:
    assert plain(of(site, "outputs/4/"), IMPRINT) == (
        "Output 4: Map regulatory and non-regulatory initiatives. "
        "ILO strategy on decent work in supply chains. Official wording: GB.347/INS/8, appendix, para. 11, "
        "table of phasing and resources, Output 4. Promises. Data of 21 November 2026."
    )


def test_an_email_says_the_title_the_period_the_day_and_the_address(site: Site) -> None:
    output = of(site, "outputs/4/")
    subject, body = mail(control(output))
    assert subject == output.title
    assert body == lines(output, IMPRINT)
    assert body[1:] == [
        "ILO strategy on decent work in supply chains",
        "Planned for: 2023–2027 (presumed)",
        "Where it stands: Planned, nothing clearly reported, as of 27 February 2023",
        "Data of 21 November 2026",
        f"{HOME}outputs/4/",
    ]


def test_what_is_not_in_the_plan_any_more_is_planned_for_no_time(site: Site) -> None:
    (withdrawn, *_) = site.plan("programme-2017").withdrawn
    cited = of(site, f"deliverables/{slug(withdrawn)}/")
    assert (cited.period, cited.stands) == ("", "")
    assert cited.title.endswith("(no longer in the plan)")


def test_the_home_page_is_cited_by_the_sites_name_once() -> None:
    assert plain(Citation(IMPRINT.name, ""), IMPRINT) == f"{IMPRINT.name}. Data of 21 November 2026."


def test_where_it_is_not_known_where_the_site_is_no_address_and_no_code_is_made_up(site: Site) -> None:
    output = of(site, "outputs/4/")
    fold = control(output, Imprint())
    assert "http" not in str(share_control(output, Imprint()))
    assert fold.of_class("share__panel")[0].all("a")[0].text == "/outputs/4/"
    (hidden,) = [one for one in fold.all("li") if one.all("a") and "hidden" in one.attributes]
    assert hidden.links[0].startswith("mailto:")
    assert printed_code(output, Imprint()) == ""
    assert b"url" not in bibtex(output, Imprint())
    assert b"UR" not in ris(output, Imprint())


def test_every_record_has_its_files_and_no_other_page(site: Site) -> None:
    made = citation_files(site, IMPRINT)
    for plan in site.plans.values():
        for word, records in (
            (plan.words.area, plan.areas),
            (plan.words.commitment, plan.every_commitment),
            (plan.words.clause, plan.clauses),
        ):
            there = [path for path in made if path.startswith(f"{word.address}/")]
            assert len(there) == 2 * len(records)
    names = [re.match(rb"@misc\{([a-z0-9.-]+),\n", made[path]) for path in made if path.endswith(".bib")]
    assert all(names)
    assert len({name[1] for name in names if name}) == len(names)
    assert not [path for path in made if path.startswith("reports/")]


def test_bibtex_keeps_its_braces_whatever_a_title_holds() -> None:
    entry = bibtex(HOSTILE, IMPRINT).decode()
    depths = [entry[:place].count("{") - entry[:place].count("}") for place in range(1, len(entry) + 1)]
    assert depths[-1] == 0
    assert min(depths[:-2]) >= 0
    assert depths.index(0, entry.index("{")) == len(entry) - 2
    fields = dict(FIELD.findall(entry))
    assert fields["title"] == (
        "{50 \\% {\\textbraceleft}of{\\textbraceright} {\\textbackslash}all \\& \\#1\\_a"
        "{\\textasciitilde}b{\\textasciicircum}c\\$ ER -}"
    )
    assert fields["url"] == f"{HOME}tasks/1/"
    assert (fields["year"], fields["date"]) == ("2026", "2026-11-21")


def test_ris_is_one_record_of_known_tags_whatever_a_title_holds() -> None:
    text = ris(HOSTILE, IMPRINT).decode()
    said = [line.split("  - ", 1) for line in text.removesuffix("\r\n").split("\r\n")]
    assert [tag for tag, _ in said] == ["TY", "TI", "T2", "AU", "PY", "DA", "UR", "N1", "ER"]
    assert dict(said)["DA"] == "2026/11/21"
    assert "\n" not in text.replace("\r\n", "")


def test_text_from_data_stays_text_in_the_fold_and_in_an_email() -> None:
    title = "<img src=x onerror=alert(1)> & \"both\" 'kinds' + 100 % {{ x }}"
    fold = control(Citation(title, "tasks/1/"))
    assert not fold.all("img")
    assert mail(fold)[0] == title
    assert fold.all("span")[0].text.startswith(title)


def test_a_plan_counted_in_anything_else_is_cited_in_its_own_words(tmp_path: Path) -> None:
    site = build(copied_both(tmp_path))
    for plan in site.plans.values():
        for one in plan.commitments.values():
            address = f"{plan.words.commitment.address}/{slug(one.id)}/"
            found = [each for each in citations(site) if each.address == address]
            assert [each.plan for each in found] == [plan.record.title]
            warned = " (presumed)" if plan.period_is_presumed(one.id) else ""
            assert found[0].period == f"{plan.spoken_period(one.id)}{warned}"


def test_a_page_made_by_hand_is_cited_by_its_title(tmp_path: Path) -> None:
    made = publication(build(copied_both(tmp_path)), "build", HOME, name="The garden")
    fold = parsed(str(made.share_control("data/", "Data & files")))
    assert fold.all("span")[0].text == "Data & files. The garden."
    assert mail(fold) == ("Data & files", ["Data & files", f"{HOME}data/"])
    assert not [one for one in fold.links if one.endswith((".bib", ".ris"))]
    assert mail(parsed(str(made.share_control("", ""))))[0] == "The garden"
    matrix = parsed(str(made.share_control("garden/matrix/", "Matrix"))).all("span")[0].text
    name = made.by_address["garden/matrix"].target.name
    assert matrix == f"{name}. Plan of the garden for 2031. The garden."


def test_the_files_follow_the_data(tmp_path: Path) -> None:
    before = citation_files(build(copied_both(tmp_path / "one")), IMPRINT)
    folder = edited(tmp_path / "two", "plans/garden-2031/tasks/2.2.yml", "\ntitle: ", "\ntitle: Changed ")
    after = citation_files(build(folder), IMPRINT)
    assert [path for path in after if before.get(path) != after[path]] == ["tasks/2.2.bib", "tasks/2.2.ris"]
    assert b"Changed" in after["tasks/2.2.ris"]


def decoded(picture: Image.Image) -> list[str]:
    return [one.text for one in zxingcpp.read_barcodes(picture)]


@pytest.mark.parametrize("length", [1, 40, 90, 200])
def test_a_printed_code_says_the_address(length: int) -> None:
    address = HOME + "a" * length
    made = code(address)
    picture = Image.new("1", (made.width * 4, made.width * 4), 1)
    x, y = 0.0, 0.0
    for dx, dy, run in re.findall(r"m(-?[\d.]+) (-?[\d.]+)h(\d+)", made.path):
        x, y = x + float(dx), y + float(dy)
        ImageDraw.Draw(picture).rectangle((x * 4, y * 4 - 2, (x + int(run)) * 4 - 1, y * 4 + 1), 0)
        x += int(run)
    assert decoded(picture) == [address]


NOT_SHARED = {"missing", "brief"}


@pytest.mark.parametrize("kind", sorted(set(KINDS) - NOT_SHARED))
def test_each_kind_of_page_can_be_passed_on_and_pays_little_for_it(site_dir: Path, kind: str) -> None:
    html = (site_dir / KINDS[kind].example / "index.html").read_text("utf-8")
    (fold,) = re.findall(r'<details class="share".*?</details>', html, re.DOTALL)
    packed = [len(gzip.compress(text.encode(), 9)) for text in (html, html.replace(fold, ""))]
    assert packed[0] - packed[1] < LARGEST
    links = parsed(fold).links
    assert links[0] == "./"
    assert all((site_dir / KINDS[kind].example / one).is_file() for one in links if one.startswith("../"))


def test_nothing_to_pass_on_is_offered_where_there_is_no_page(site_dir: Path) -> None:
    assert 'class="share"' not in (site_dir / "404.html").read_text("utf-8")
    # Its own address would be that of an empty one.
    assert 'class="share"' not in (site_dir / "brief" / "index.html").read_text("utf-8")


def test_what_a_picture_says_is_read_by_the_reader_of_codes() -> None:
    """Or else the tests above could not fail."""
    blank = Image.open(BytesIO(_png(Image.new("1", (200, 200), 1))))
    assert decoded(blank) == []


def _png(picture: Image.Image) -> bytes:
    file = BytesIO()
    picture.save(file, "PNG")
    return file.getvalue()
