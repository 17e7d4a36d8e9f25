"""What a list offers to be narrowed by: what occurs, in the words of the data, and no more."""

from itertools import chain
from pathlib import Path

import pytest

from macros.build import build
from macros.finder import Choice, finder, other_words, period_choices, period_marks
from macros.pages import publication
from macros.site import Site
from macros.views.discrepancies import discrepancies_list
from macros.views.documents import documents_list
from macros.views.lists import glossary_list
from tests.garden import copied_both, garden
from tests.pages import Element, parsed

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def real() -> Site:
    return build(ROOT / "data")


def index(site: Site, address: str) -> Element:
    page = publication(site, "build").by_address[address]
    return parsed(page.text().partition("\n\n")[2])


def options(shown: Element) -> dict[str, list[str]]:
    """By the name of a field: the values it offers, without the one that stands for all."""
    return {field["name"]: [one["value"] for one in field.all("option")][1:] for field in shown.all("select")}


def items(shown: Element) -> list[Element]:
    return [one for one in shown.below() if "data-item" in one.attributes]


def test_a_field_offers_what_occurs_and_goes_where_there_is_nothing_to_choose() -> None:
    choices = [Choice("a", "A"), Choice("b", "B"), Choice("c", "C")]
    made = finder(
        "things", [{"x": ("a", "c"), "y": ("a",)}, {"y": ("a",)}], [("x", "X", choices), ("y", "Y", choices)]
    )
    assert made
    assert [(one.name, [choice.value for choice in one.choices]) for one in made.fields] == [
        ("x", ["a", "c"])
    ]


def test_a_list_of_one_needs_no_finder() -> None:
    assert finder("things", [{}], []) is None


def test_a_plan_in_months_offers_its_years_and_months_and_a_plan_in_years_its_years(real: Site) -> None:
    months = list(period_choices(garden().plan("garden-2031")))
    assert [one.value for one in months] == ["2031", *(f"2031-{month:02}" for month in range(1, 13))]
    assert {one.heading for one in months} == {"2031"}
    years = list(period_choices(real.plan("strategy-2023")))
    assert [(one.value, one.heading) for one in years] == [(str(year), "") for year in range(2023, 2028)]


def test_what_is_planned_in_a_quarter_is_planned_in_its_year() -> None:
    assert period_marks(["2017Q4", "2018Q1"]) == ("2017", "2018", "2017Q4", "2018Q1")


def test_every_commitment_of_every_plan_is_an_item_with_its_area_time_clauses_and_status(real: Site) -> None:
    for plan in real.plans.values():
        shown = index(real, plan.words.commitment.address)
        for one, item in zip(plan.every_commitment.values(), items(shown), strict=True):
            assert item["data-area"] == (one.area or "")
            assert item["data-period"].split() == list(period_marks(plan.periods_of[one.id]))
            assert item["data-status"] == (one.status or "")
            answered = {link.clause for link in plan.linkages_to[one.id] if plan.counts(link)}
            assert set(item["data-clause"].split()) == answered
            assert one.title in item.text
            assert plan.spoken_period(one.id) in item.text


def test_what_an_older_version_planned_has_its_time_in_the_list_and_is_counted(real: Site) -> None:
    plan = real.plan("programme-2017")
    shown = index(real, plan.words.commitment.address)
    said = {one: item.text for one, item in zip(plan.every_commitment, items(shown), strict=True)}
    for one in plan.withdrawn:
        (timing,) = (each.timing for each in plan.every_commitment[one].revisions if each.timing)
        assert f"October 2016: {timing}" in said[one]
        assert "unknown" not in said[one]
    (lead,) = shown.of_class("lede")
    assert lead.text.startswith(f"{len(plan.commitments)} deliverables and {len(plan.withdrawn)} withdrawn,")
    assert f"Withdrawn ({len(plan.withdrawn)})" in shown.text


def test_only_what_no_version_gives_a_time_is_marked_as_unknown() -> None:
    site = garden()
    plan = site.plan("garden-2031")
    shown = index(site, plan.words.commitment.address)
    for one, item in zip(plan.every_commitment.values(), items(shown), strict=True):
        known = plan.periods_of[one.id] or any(each.timing or each.phases for each in one.revisions)
        assert ("unknown" in item.text) == (not known), one.id


def test_a_strip_of_time_tells_what_is_presumed(real: Site) -> None:
    plan = real.plan("strategy-2023")
    shown = index(real, plan.words.commitment.address)
    drawn = {one: item.all("rect") for one, item in zip(plan.every_commitment, items(shown), strict=True)}
    assert [(one["x"], one["width"], one["class"]) for one in drawn["1"]] == [
        ("0", "1", ""),
        ("1", "4", "is-presumed"),
    ]
    for one, rects in drawn.items():
        phases = plan.every_commitment[one].phases
        assert any(one["class"] for one in rects) == any(phase.presumed for phase in phases)


def test_an_item_is_found_by_the_long_and_the_short_form_that_it_does_not_say(real: Site) -> None:
    assert other_words(real, "Work in export processing zones") == ("EPZs",)
    assert other_words(real, "Work in an EPZ") == ("Export processing zones",)
    assert other_words(real, "Work in export processing zones (EPZs)") == ()
    # What doesn't spell a term out is no long form of it.
    assert other_words(real, "ACT/EMP and ACTRAV") == ()


def test_the_status_is_a_field_only_where_there_are_several(real: Site) -> None:
    fields = {plan.id: options(index(real, plan.words.commitment.address)) for plan in real.plans.values()}
    several = {
        plan.id for plan in real.plans.values()
        if len({one.status for one in plan.every_commitment.values()}) > 1
    }  # fmt: skip
    assert {name for name, found in fields.items() if "status" in found} == several
    assert several not in (set(), real.plans.keys())


def test_no_list_offers_what_none_of_its_items_has(real: Site, tmp_path: Path) -> None:
    both = build(copied_both(tmp_path))
    for site in (real, both):
        words = [plan.words for plan in site.plans.values()]
        addresses = chain.from_iterable((one.commitment.address, one.clause.address) for one in words)
        pages = [index(site, address) for address in addresses]
        pages += [index(site, f"reports/{name}") for name in site.reports]
        pages += [
            parsed(documents_list(site, "documents/")),
            parsed(discrepancies_list(site, "discrepancies/")),
        ]
        for shown in pages:
            for name, values in options(shown).items():
                marked = {value for item in items(shown) for value in item[f"data-{name}"].split()}
                assert len(values) > 1
                assert set(values) <= marked, name


def test_a_clause_that_nothing_answers_is_marked_as_a_gap() -> None:
    plan = garden().plan("garden-2031")
    shown = index(garden(), "wishes")
    gaps = [item for item in items(shown) if item["data-answer"] == "gap"]
    assert len(gaps) == len(plan.unanswered_clauses) > 0
    assert all(item.of_class("gap") for item in gaps)


def test_each_document_stands_once_and_the_sources_of_the_data_come_first(real: Site) -> None:
    shown = parsed(documents_list(real, "documents/"))
    listed = items(shown)
    assert len(listed) == len(real.documents)
    uses = [item["data-use"] for item in listed]
    assert uses == sorted(uses, key=["source", "named", "other"].index)
    sources = {plan.record.source.document for plan in real.plans.values()}
    first = [item.text for item, use in zip(listed, uses, strict=True) if use == "source"]
    assert all(any(text.startswith(one) for text in first) for one in sources)


def test_a_document_that_is_only_known_to_have_been_somewhere_is_no_source(real: Site) -> None:
    (item,) = (
        one for one in items(parsed(documents_list(real, "documents/"))) if one["id"] == "gb-353-ins-4"
    )
    assert item["data-use"] == "other"
    assert item["data-plan"] == ""


def test_every_letter_of_the_glossary_leads_to_its_terms(real: Site) -> None:
    shown = parsed(glossary_list(real, "glossary/"))
    (letters,) = shown.of_class("jumps")
    groups = {one["id"]: one for one in shown.all("dl")}
    assert [link.removeprefix("#") for link in letters.links] == list(groups)
    for link in letters.all("a"):
        for term in groups[link["href"].removeprefix("#")].all("dt"):
            assert term.text[0].upper() == link.text or (link.text == "0–9" and term.text[0].isdigit())
    assert len(items(shown)) == len(real.terms)
