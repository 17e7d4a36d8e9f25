"""An invented plan of another kind, with other words, months and accents, needs no line of code."""

import json
import re
from pathlib import Path

import pytest

from macros.build import build
from macros.pages import Publication, publication
from macros.schemas import schemas
from tests.building import ROOT, build_site, run_command
from tests.crawl import broken_links

EXAMPLE = ROOT / "examples" / "climate"
FOLDERS = {"DATA_DIR": "examples/climate/data", "DOCS_DIR": "examples/climate/docs"}
GUIDE = ROOT / "docs" / "contribute" / "own-plan.md"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_site(tmp_path_factory.mktemp("example") / "site", FOLDERS)


@pytest.fixture(scope="module")
def published() -> Publication:
    return publication(build(EXAMPLE / "data"), "build")


def article(folder: Path, address: str) -> str:
    html = (folder / address / "index.html").read_text("utf-8")
    return re.sub(r"<[^>]+>", " ", html[html.index("<article") : html.index("</article>")])


def test_it_passes_the_check_and_says_what_there_is_in_its_own_words() -> None:
    run = run_command("check", settings=FOLDERS)
    assert (run.returncode, run.stderr) == (0, "")
    assert "3 axes, 6 mesures, 8 demandes: no problem found." in run.stdout


def test_every_link_of_its_site_leads_somewhere(folder: Path) -> None:
    assert broken_links(folder) == []


def test_addresses_are_made_of_its_own_words(folder: Path) -> None:
    for address in (
        "mesures/l1",
        "axes/m",
        "demandes/ii-1-a",
        "plan-climat/timeline/2032-09",
        "reports/lettre-2032",
    ):
        assert (folder / address / "index.html").is_file(), address


def test_accents_stand_on_pages_in_files_and_in_the_search_as_they_were_written(folder: Path) -> None:
    assert "Délibération du 15 décembre 2030" in article(folder, "documents")
    assert "Planter deux mille arbres" in article(folder, "demandes/iii-1")
    clauses = (folder / "data" / "climat-2031" / "clauses.csv").read_text("utf-8")
    assert "Isoler les écoles avant l'hiver" in clauses
    index = json.loads((folder / "search" / "search_index.json").read_text("utf-8"))
    assert any("Mobilité" in entry["title"] for entry in index["docs"])


def test_months_are_its_periods(published: Publication) -> None:
    (plan,) = published.site.plans.values()
    assert len(plan.periods) == 30
    assert plan.periods_of["L1"] == (
        "2031-01",
        "2031-02",
        "2031-03",
        "2031-04",
        "2031-07",
        "2031-08",
        "2032-07",
        "2032-08",
    )


def test_editors_get_schemas_in_its_own_words_where_each_file_says() -> None:
    made = schemas(EXAMPLE / "data")
    for file in sorted((EXAMPLE / "data").rglob("*.yml")):
        named = re.match(r"# yaml-language-server: \$schema=(\S+)\n", file.read_text("utf-8"))
        assert named, file
        schema = (file.parent / named[1]).resolve().relative_to((EXAMPLE / "data" / "schema").resolve())
        assert schema.as_posix() in made


def test_the_guide_shows_the_words_that_the_example_has() -> None:
    text = GUIDE.read_text("utf-8")
    (words,) = re.findall(r"```yaml\n(words:.*?)```", text, re.DOTALL)
    assert words in (EXAMPLE / "data" / "plans" / "climat-2031" / "plan.yml").read_text("utf-8")
    assert f"DATA_DIR={FOLDERS['DATA_DIR']} DOCS_DIR={FOLDERS['DOCS_DIR']} make serve" in text
