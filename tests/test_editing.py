"""What leads from each page to its file, and to whom one can tell an error."""

import re
from dataclasses import replace
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import yaml

from macros.pages import Publication, publication
from macros.repository import Repository
from macros.site import Site
from tests.conftest import ROOT

FORGE = "https://forge.example/our/promises"


class _Settings(yaml.SafeLoader):
    """mkdocs.yml names Python's functions and the environment, which don't matter here."""


_Settings.add_multi_constructor("!", lambda *_: "")


def patterns() -> dict[str, str]:
    settings = yaml.load((ROOT / "mkdocs.yml").read_text("utf-8"), _Settings)  # noqa: S506 it is a safe one
    said: dict[str, str] = settings["extra"]["repository"]
    return said


@pytest.fixture(scope="module")
def published(site: Site) -> Publication:
    repository = Repository(FORGE, "main", patterns())
    return replace(publication(site, "build", "https://promises.example/"), repository=repository)


def links(html: str) -> dict[str, str]:
    """By their words, the addresses of a fragment of HTML."""
    return {
        unescape(words): unescape(href) for href, words in re.findall(r'href="([^"]+)"[^>]*>([^<]*)<', html)
    }


def test_every_page_of_a_record_leads_to_the_file_that_holds_it_and_says_where_in_it(
    published: Publication,
) -> None:
    records = [page for page in published.pages.values() if page.record]
    assert len(records) > 100
    for page in records:
        html = published.editing(page.source, page.address, "")
        found = links(html)
        file = ROOT / "data" / page.record
        assert found["Edit this record"].startswith(f"{FORGE}/edit/main/data/")
        text = file.read_text("utf-8")
        assert text.count(page.mark) == 1 if page.mark else not text.startswith("- ")
        assert (page.mark in unescape(html)) == bool(page.mark) or not page.mark


def test_a_record_with_a_file_of_its_own_has_a_history_of_its_own(published: Publication) -> None:
    page = published.by_address["outputs/4"]
    found = links(published.editing(page.source, page.address, ""))
    assert found["History of this record"] == f"{FORGE}/commits/main/data/plans/strategy-2023/outputs/4.yml"
    page = published.by_address["building-blocks/a-5"]
    found = links(published.editing(page.source, page.address, ""))
    assert found["History of this record’s file"].endswith("/strategy-2023/building-blocks.yml")


def test_a_report_of_an_error_has_the_record_and_its_address_filled_into_fields_that_the_form_has(
    published: Publication,
) -> None:
    page = published.by_address["deliverables/2.1"]
    report = urlsplit(links(published.editing(page.source, page.address, ""))["Report an error"])
    asked = parse_qs(report.query)
    assert asked["record"] == [page.target.name]
    assert asked["address"] == ["https://promises.example/deliverables/2.1/"]
    assert asked["title"] == [f"{page.target.code}: "]
    form = ROOT / ".github" / "ISSUE_TEMPLATE" / asked["template"][0]
    fields: list[dict[str, Any]] = yaml.safe_load(form.read_text("utf-8"))["body"]
    assert {"record", "address"} <= {field.get("id") for field in fields}


def test_a_page_by_hand_leads_to_its_own_file_or_to_that_of_the_list_it_shows(
    published: Publication,
) -> None:
    by_hand = links(published.editing("accessibility.md", "accessibility/", "Accessibility"))
    assert by_hand["Edit this page"] == f"{FORGE}/edit/main/docs/accessibility.md"
    listed = links(published.editing("documents.md", "documents/", "Documents", "documents.yml"))
    assert listed["Edit this page"] == f"{FORGE}/edit/main/data/documents.yml"


def test_a_page_that_a_program_writes_offers_no_edit_of_its_file(published: Publication) -> None:
    html = published.editing("contribute/messages.md", "contribute/messages/", "Messages", is_generated=True)
    assert set(links(html)) == {"Report an error", "How to correct or add something"}
    assert "messages.md" not in html
    assert "\ngenerated: true\n" in (ROOT / "docs" / "contribute" / "messages.md").read_text("utf-8")
    template = (ROOT / "macros" / "theme" / "main.html").read_text("utf-8")
    assert "is_generated=page.meta.generated" in template


def test_every_list_of_shared_records_names_its_file_of_data() -> None:
    for name in ("documents", "glossary", "discrepancies"):
        assert f"\ndata_file: {name}.yml\n" in (ROOT / "docs" / f"{name}.md").read_text("utf-8")
        assert (ROOT / "data" / f"{name}.yml").is_file()


def test_a_page_that_gathers_many_records_has_no_file_and_still_takes_reports(published: Publication) -> None:
    page = published.by_address["strategy/matrix"]
    found = links(published.editing(page.source, page.address, ""))
    assert set(found) == {"Report an error", "How to correct or add something"}


def test_without_a_repository_on_the_web_a_page_names_its_file_and_leads_to_the_guide(site: Site) -> None:
    published = publication(site, "build")
    page = published.by_address["outputs/4"]
    html = published.editing(page.source, page.address, "")
    assert links(html) == {"How to correct or add something": "../../contribute/"}
    assert "data/plans/strategy-2023/outputs/4.yml" in html


def test_a_site_that_tells_nobody_how_to_edit_it_leads_to_no_guide(site: Site) -> None:
    silent = replace(publication(site, "build"), repository=Repository(has_guide=False))
    assert links(silent.editing("index.md", "", "")) == {}
    assert "<p>" not in silent.editing(silent.by_address["strategy/matrix"].source, "strategy/matrix/", "")


def test_a_folder_outside_of_the_repository_is_named_nowhere() -> None:
    repository = Repository(FORGE, "main", patterns())
    assert repository.file("/home/me/data", "a.yml") == repository.file("../data", "a.yml") == ""


def test_an_address_stays_whole_whatever_a_file_or_a_record_is_called() -> None:
    repository = Repository(FORGE, "main", patterns())
    assert repository.link("edit", "data/9.2(2016) &#.yml").endswith("/data/9.2%282016%29%20%26%23.yml")
    report = repository.link("report", "", title="A&b=c: ", record="{file} #1", address="/a/#b")
    asked = parse_qs(urlsplit(report).query)
    assert (asked["title"], asked["record"], asked["address"]) == (["A&b=c: "], ["{file} #1"], ["/a/#b"])


def test_a_copy_that_stays_as_it_was_asks_for_no_edits() -> None:
    template = (ROOT / "macros" / "theme" / "main.html").read_text("utf-8")
    before = template.partition("publication.editing(")[0]
    assert before.rstrip().endswith("{% if page and not config.extra.frozen %}\n{{ config.extra.".rstrip())


def test_the_names_of_files_are_those_of_the_repository() -> None:
    assert Path(ROOT, Repository().file("docs", "index.md")).is_file()
