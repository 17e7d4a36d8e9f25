"""Every table that is published: its columns, its rows, its key, and where its columns lead.

CSV, the workbook and the data package spell these, so that each holds what the others hold.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from macros import inner_tables as inner
from macros import tables
from macros.cells import Column, columns, spread
from macros.graph import Plan
from macros.render import say
from macros.site import Site
from macros.vocabulary import vocabulary

LONGEST = 31
"""Letters in the name of a sheet: no spreadsheet program takes more."""
APART = ("activities", "phases", "revisions", "evidence", "updates", "continues", "continued_by")
"""Fields of a commitment that tables of their own hold, a row for each."""


@dataclass(frozen=True)
class Licence:
    id: str
    name: str
    address: str


LICENCE = Licence(
    "CC-BY-4.0",
    "Creative Commons Attribution 4.0 International",
    "https://creativecommons.org/licenses/by/4.0/",
)
"""Of our data and words. The documents belong to those who issued them."""


@dataclass(frozen=True)
class Table:
    """A table, whatever it is spelled in."""

    path: str
    """Below `data/`, without ending: strategy-2023/areas."""
    sheet: str
    """What a workbook calls it."""
    title: str
    columns: tuple[Column, ...]
    rows: tuple[Mapping[str, Any], ...]
    key: tuple[str, ...] = ()
    """The columns that together stand once; empty where nothing is certain to."""
    leads_to: tuple[tuple[str, str], ...] = ()
    """A column, and the path of the table whose key it names."""
    plan: str = ""
    """The plan's id; empty where plans share it."""
    plan_title: str = ""
    apart: tuple[str, ...] = ()
    """Columns that other tables hold in full."""

    @property
    def known_by(self) -> tuple[str, ...]:
        """The columns by which people know a row, also where they aren't certain to stand once."""
        return self.key or tuple(one.name for one in self.columns[:2])

    @property
    def shown(self) -> tuple[Column, ...]:
        """The columns that a workbook has."""
        return tuple(one for one in self.columns if one.name not in self.apart)

    @property
    def full_title(self) -> str:
        """For where the plan isn't plain from what is around it."""
        said = say("table.of", title=self.title, plan=self.plan_title).unescape()
        return said if self.plan else self.title


def all_tables(site: Site) -> tuple[Table, ...]:
    made = (
        _table("plans", _said("table.plans"), inner.PlanRow, inner.plan_rows(site), "id"),
        *(one for plan in site.plans.values() for one in _of_plan(site, plan)),
        *_of_reports(site),
        *_shared(site),
    )
    return tuple(_with_own_names(made))


def _table(
    path: str, title: str, shape: type, rows: Iterable[Mapping[str, Any]], key: str = "", **leads_to: str
) -> Table:
    """Every source leads to the documents."""
    made = columns(shape)
    named = [one.name for one in made if one.name in ("document", "source.document")]
    leads = (*leads_to.items(), *((name, "documents") for name in named))
    flat = tuple(spread(row) for row in rows)
    return Table(path, path.replace("/", " "), title, made, flat, tuple(key.split()), leads)


def _said(key: str) -> str:
    return say(key).unescape()


def _of_plan(site: Site, plan: Plan) -> Iterator[Table]:
    words = plan.words
    own = {
        "areas": words.area.address,
        "commitments": words.commitment.address,
        "clauses": words.clause.address,
        "phases": words.schedule.address,
    }
    for one in _tables_of(site, plan):
        name = one.path.rpartition("/")[2]
        title = say(f"table.{name}", **vocabulary(plan)).unescape()
        sheet = f"{plan.record.address} {own.get(name, name)}"
        apart = APART if name == "commitments" else ()
        yield replace(
            one, sheet=sheet, title=title, plan=plan.id, plan_title=plan.record.short_title, apart=apart
        )


def _tables_of(site: Site, plan: Plan) -> Iterator[Table]:
    at = f"{plan.id}/"
    areas, clauses, commitments = f"{at}areas", f"{at}clauses", f"{at}commitments"
    rows = tables.commitment_rows(site, plan)
    yield _table(areas, "", tables.AreaRow, tables.area_rows(plan), "id")
    yield _table(commitments, "", tables.CommitmentRow, rows, "id", area=areas, status="statuses")
    of = {"commitment": commitments}
    yield _table(f"{at}phases", "", inner.PhaseRow, inner.within(rows, "phases"), "commitment from", **of)
    yield _table(f"{at}activities", "", inner.ActivityRow, inner.within(rows, "activities"), **of)
    yield _table(f"{at}updates", "", inner.UpdateRow, inner.within(rows, "updates"), **of)
    yield _table(f"{at}revisions", "", inner.RevisionRow, inner.within(rows, "revisions"), **of)
    yield _table(clauses, "", tables.ClauseRow, tables.clause_rows(plan), "id", within=clauses)
    linkages, answered = tables.linkage_rows(plan), inner.paragraph_linkage_rows(plan)
    from_clause = {"clause": clauses}
    yield _table(f"{at}linkages", "", tables.LinkageRow, linkages, "clause commitment", **of, **from_clause)
    yield _table(
        f"{at}paragraph-linkages", "", inner.ParagraphLinkageRow, answered, "clause paragraph", **from_clause
    )
    yield _table(f"{at}milestones", "", inner.MilestoneRow, inner.milestone_rows(plan), "id")


def _of_reports(site: Site) -> Iterator[Table]:
    heads, evidence = inner.report_head_rows(site), inner.evidence_rows(site)
    yield _table("reports", _said("table.reports"), inner.ReportHeadRow, heads, "id", plan="plans")
    for name, report in site.reports.items():
        rows, title = tables.report_rows(site, name), report.short_title
        yield _table(f"reports/{name}", title, tables.ReportRow, rows, "paragraph", report="reports")
    key = "report paragraph commitment"
    yield _table(
        "evidence", _said("table.evidence"), inner.EvidenceRow, evidence, key, report="reports", plan="plans"
    )


def _shared(site: Site) -> Iterator[Table]:
    carried, both = tables.continuation_rows(site), {"earlier_plan": "plans", "later_plan": "plans"}
    key = "earlier_plan earlier later_plan later"
    yield _table("continuations", _said("table.continuations"), tables.ContinuationRow, carried, key, **both)
    shared = inner.shared_rows
    documents, discrepancies = shared(site.documents.values()), inner.discrepancy_rows(site)
    yield _table("documents", _said("table.documents"), inner.DocumentRow, documents, "id")
    yield _table("discrepancies", _said("table.discrepancies"), inner.DiscrepancyRow, discrepancies, "id")
    yield _table("glossary", _said("table.glossary"), inner.TermRow, shared(site.terms), "term")
    yield _table("statuses", _said("table.statuses"), inner.StatusRow, shared(site.statuses.values()), "id")


def _with_own_names(those: Iterable[Table]) -> Iterator[Table]:
    """Names cut to the length that a sheet's may have, and told apart where that makes them the same."""
    taken: set[str] = set()
    for one in those:
        name, number = one.sheet[:LONGEST], 2
        while name in taken:
            name, number = f"{one.sheet[: LONGEST - 4]} {number}", number + 1
        taken.add(name)
        yield replace(one, sheet=name)
