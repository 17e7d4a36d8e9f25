"""The guide to every file says of each field what the schemas say, in the plan's own words."""

import re
from pathlib import Path

import pytest
import yaml

from macros import notation
from macros.build import build
from macros.describing import parts
from macros.schemas import file_kinds, speech_of
from macros.site import Site
from macros.views.guide import field_guide
from tests.garden import copied_both, edited, garden
from tests.pages import Element, parsed

HERE = "contribute/fields/"


def guide_of(site: Site) -> Element:
    return parsed(str(field_guide(site, HERE)))


@pytest.fixture(scope="module")
def of_both(tmp_path_factory: pytest.TempPathFactory) -> Element:
    return guide_of(build(copied_both(tmp_path_factory.mktemp("both"))))


def words_at(guide: Element, anchor: str) -> str:
    return guide.at(anchor).text


def test_every_field_of_every_file_is_described(site: Site) -> None:
    guide = guide_of(site)
    described = {anchor.rpartition(".")[2] for anchor in guide.anchors}
    for kind in file_kinds(speech_of(plan) for plan in site.plans.values()):
        assert kind.name.replace("/", ".") in guide.anchors
        assert {name for part in parts(kind.schema) for name in part.get("properties", {})} <= described


def test_no_two_places_have_one_anchor(of_both: Element) -> None:
    anchors = [one["id"] for one in of_both.below() if one["id"]]
    assert sorted(anchors) == sorted({*anchors})


def test_every_link_within_the_guide_leads_to_a_place_of_it(of_both: Element) -> None:
    within = {link[1:] for link in of_both.links if link.startswith("#")}
    assert "garden-2031.tasks.phase-fields" in within
    assert within <= of_both.anchors


def test_a_field_says_what_it_is_how_it_is_written_and_whether_it_must_stand(of_both: Element) -> None:
    said = words_at(of_both, "garden-2031.tasks.id")
    assert said == (
        "id The number in the document, in quotes; also the file’s name. "
        'A code, in quotes · must stand there id: "31"'
    )
    assert "may be left out" in words_at(of_both, "garden-2031.tasks.status")


def test_a_choice_is_listed_with_its_meaning(of_both: Element) -> None:
    said = words_at(of_both, "garden-2031.wishes.kind")
    assert "chapeau It introduces what comes after it." in said


def test_periods_are_those_that_the_plan_counts_in(of_both: Element) -> None:
    assert 'from: "2031-01"' in words_at(of_both, "garden-2031.tasks.phase-fields.from")
    assert 'from: "2031Q1"' in words_at(of_both, "orchard-2032.chores.phase-fields.from")


def test_what_may_stand_under_several_names_says_so(of_both: Element) -> None:
    assert "one of these must stand there: tasks, chores" in words_at(
        of_both, "reports.evidence-fields.tasks"
    )


def test_what_stands_in_many_files_is_described_once(of_both: Element) -> None:
    assert {"groups.source.document", "groups.note.kind"} <= of_both.anchors
    assert not [anchor for anchor in of_both.anchors if re.fullmatch(r".+-20.*\.source\.document", anchor)]


def test_a_file_leads_to_the_page_made_of_it() -> None:
    links = guide_of(garden()).links
    assert {"../../garden/", "../../beds/", "../../tasks/", "../../wishes/", "../../documents/"} <= {*links}


def test_examples_are_written_as_files_are_and_read_as_the_schemas_say() -> None:
    for kind in file_kinds(speech_of(plan) for plan in garden().plans.values()):
        for part in parts(kind.schema):
            for example in part.get("examples", ()) if "properties" in part or part is kind.schema else ():
                lines = "\n".join(notation.noted(example, part, kind.schema))
                assert yaml.safe_load(lines) == example


def test_a_hostile_word_of_a_plan_stays_text(tmp_path: Path) -> None:
    hostile = 'one: "<img src=x onerror=alert(1)>", many: "{{ 7*7 }}"'
    folder = edited(tmp_path, "plans/garden-2031/plan.yml", "one: task, many: tasks", hostile)
    made = str(field_guide(build(folder), HERE))
    assert "<img" not in made
    assert "{{" not in made
