"""A reader's questions, each answered from the home page in at most three steps, as a reader would go."""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from macros.graph import Plan
from macros.links import clause_target, commitment_target
from macros.site import Site
from tests.browser import open_page
from tests.looks import search_for

MOST_STEPS = 3


class Journey:
    """Steps that a reader takes: following a link in sight, or searching."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.steps = 0

    def follow(self, link: Locator) -> None:
        expect(link).to_be_visible()
        self.step(link.click)

    def search(self, words: str) -> None:
        self.step(lambda: search_for(self.page, words))

    def step(self, take: Callable[[], None]) -> None:
        self.steps += 1
        assert self.steps <= MOST_STEPS
        take()

    def link(self, name: str | re.Pattern[str]) -> Locator:
        return self.page.locator("article").get_by_role("link", name=name).first

    @property
    def heading(self) -> Locator:
        return self.page.locator("h1")


@pytest.fixture
def journey(browser: Browser, site_url: str) -> Iterator[Journey]:
    with open_page(browser, site_url, until="load") as visit:
        yield Journey(visit.page)
        visit.assert_quiet()


def test_what_did_output_12_promise_for_2025(journey: Journey, strategy: Plan) -> None:
    output = strategy.commitments["12"]
    (phase,) = (one for one in output.phases if one.from_ <= "2025" <= one.to)
    journey.follow(journey.link("What was promised for 2025?"))
    row = journey.page.get_by_role("row", name=commitment_target(strategy, output).name)
    expect(row).to_contain_text(phase.text or "")


def test_which_outputs_answer_clause_f_4(journey: Journey, strategy: Plan) -> None:
    clause = strategy.clauses["F.4"]
    journey.follow(journey.link("clauses"))
    journey.follow(journey.link(re.compile(rf"F\.4\b.*{re.escape(clause.title)}|^F\.4$")))
    expect(journey.heading).to_contain_text(clause_target(strategy, clause).code)
    answers = [one.commitment for one in strategy.linkages if one.clause == "F.4"]
    assert len(answers) > 1
    for answer in answers:
        target = commitment_target(strategy, strategy.commitments[answer])
        expect(journey.link(target.name)).to_be_visible()


def test_what_became_of_the_deliverable_that_2016_called_9_2(journey: Journey, programme: Plan) -> None:
    gone = programme.withdrawn["9.2(2016)"]
    assert gone.withdrawal
    journey.follow(journey.link("What became of an old code?"))
    row = journey.page.locator(".codes-table").get_by_role("row", name=re.compile(r"^9\.2\b"))
    journey.follow(row.get_by_role("link", name=gone.title).first)
    expect(journey.heading).to_contain_text(gone.title)
    expect(journey.page.locator(".remark--withdrawn")).to_contain_text(gone.withdrawal.reason[:40])


def test_what_does_the_strategy_cost(journey: Journey, strategy: Plan) -> None:
    (estimate,) = strategy.estimates
    journey.follow(journey.link("What does the strategy cost?"))
    section = journey.page.locator("#resources")
    expect(section).to_be_in_viewport()
    millions = f"{estimate.min / 1e6:.1f}–{estimate.max / 1e6:.1f}"
    said = journey.page.locator("p", has_text=millions).first
    expect(said).to_be_visible()
    expect(said.locator(".mark--sum")).to_be_visible()


def test_what_was_planned_on_export_processing_zones_and_what_was_reported(
    journey: Journey, site: Site, programme: Plan
) -> None:
    journey.search("export processing zones")
    planned = programme.commitments["7.1"]
    journey.follow(journey.page.locator("a[href*='deliverables/7.1/']:visible").first)
    expect(journey.heading).to_contain_text("7.1")
    expect(journey.page.locator(".record .period").first).to_have_text(programme.spoken_period("7.1"))
    witnesses = site.evidence_for(programme.id, planned.id)
    assert witnesses
    evidence = journey.page.locator(".evidence")
    for one in witnesses:
        expect(evidence.get_by_role("link", name=re.compile(rf"\b{one.paragraph}$"))).to_be_visible()
