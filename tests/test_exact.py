"""What a search leads to at once: every record of any plan, by its code, its names and its former codes."""

import json
from pathlib import Path
from typing import Any

import pytest

from macros.build import build
from macros.pages import publication
from tests.garden import copied_both

Entry = dict[str, Any]


@pytest.fixture(scope="module")
def listed(tmp_path_factory: pytest.TempPathFactory) -> list[Entry]:
    site = build(copied_both(tmp_path_factory.mktemp("exact")))
    entries: list[Entry] = json.loads(publication(site, "build").files["search/exact.json"])["entries"]
    return entries


def test_whoever_finds_nothing_is_told_what_to_ask_for_and_where_everything_is_listed(tmp_path: Path) -> None:
    made = publication(build(copied_both(tmp_path)), "build")
    said = json.loads(made.files["search/exact.json"])
    nothing = said["nothing"]
    assert all(called(said["entries"], example) for example in nothing["examples"])
    assert [one["address"] for one in nothing["lists"]] == [
        "tasks/", "wishes/", "chores/", "requests/", "glossary/"
    ]  # fmt: skip


def called(entries: list[Entry], name: str) -> list[str]:
    return [one["address"] for one in entries if name in (one["call"], *one.get("names", ()))]


def test_every_page_made_from_the_data_can_be_asked_for(listed: list[Entry], tmp_path: Path) -> None:
    pages = publication(build(copied_both(tmp_path)), "build").pages
    assert {page.address for page in pages.values()} <= {one["address"] for one in listed}


@pytest.mark.parametrize(
    ("name", "addresses"),
    [
        ("Task 2.2", ["tasks/2.2/"]),
        ("P1", ["chores/p1/"]),
        ("Wish A.2(a)", ["wishes/a-2-a/"]),
        ("The northern wish", ["wishes/a-1/"]),
        ("Row Q", ["rows/q/"]),
        ("Things to eat", ["wishes/#part-a"]),
        ("2031-04", ["garden/timeline/2031-04/"]),
        ("month of April 2031", ["garden/timeline/2031-04/"]),
        ("Q3 2032", ["orchard/timeline/2032q3/"]),
        ("LETTER/1", ["documents/#letter-1"]),
        ("bed", ["glossary/#bed"]),
        ("One shed or two", ["discrepancies/#two-sheds"]),
        ("Paragraph 2 of the Harvest letter", ["reports/harvest-letter/#para-2"]),
        ("Para. 2", ["reports/harvest-letter/#para-2", "garden/#goals"]),
        ("Timeline", ["garden/timeline/", "orchard/timeline/"]),
    ],
)
def test_a_record_is_listed_under_what_people_call_it(
    listed: list[Entry], name: str, addresses: list[str]
) -> None:
    assert called(listed, name) == addresses


def test_a_record_is_listed_under_the_codes_that_it_had(listed: list[Entry]) -> None:
    former = {one["address"]: one["former"] for one in listed if "former" in one}
    assert {(one["code"], one["version"]) for one in former["tasks/2.2/"]} == {
        ("2.1", "First list"),
        ("2.1", "Second list"),
    }
    assert former["tasks/2.2/"][0]["says"] == "It had the code 2.1 in First list"
    assert [one["code"] for one in former["tasks/3-2030/"]] == ["3"]
    assert "former" not in next(one for one in listed if one["address"] == "tasks/3/")


def test_a_code_that_is_gone_leads_to_its_page_before_the_records_that_had_it(listed: list[Entry]) -> None:
    order = [one["address"] for one in listed]
    assert called(listed, "2.1") == called(listed, "Task 2.1") == ["tasks/2.1/"]
    assert order.index("tasks/2.1/") < order.index("tasks/2.2/")


def test_promises_come_before_areas_clauses_and_paragraphs_of_the_same_number(listed: list[Entry]) -> None:
    kinds = [one["address"].partition("/")[0] for one in listed if one.get("code")]
    assert list(dict.fromkeys(kinds)) == [
        "tasks", "chores", "beds", "wishes", "rows", "requests", "reports", "garden"
    ]  # fmt: skip
    assert kinds.index("tasks") < kinds.index("chores") < kinds.index("beds") < kinds.index("reports")


def test_a_year_leads_first_to_what_gathers_all_plans(listed: list[Entry]) -> None:
    assert called(listed, "2031")[0] == "years/2031/"
