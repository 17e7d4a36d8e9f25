"""CSV: a header row, lists joined by semicolons, and no cell that a spreadsheet would take for a formula.

What holds several values is spelled `name: value, name: value`; its own values stand again in columns at the
end, such as `source.document`.
"""

import csv
from collections.abc import Iterable, Mapping
from io import StringIO
from typing import Any

from macros.graph import Plan
from macros.site import Site
from macros.tables import (
    AreaRow,
    ClauseRow,
    CommitmentRow,
    ContinuationRow,
    LinkageRow,
    ReportRow,
    area_rows,
    clause_rows,
    commitment_rows,
    continuation_rows,
    linkage_rows,
    report_rows,
)

SPREAD = {
    "resource_estimate": ("currency", "min", "max", "note"),
    "source": ("document", "paragraphs", "part", "row"),
}
"""Groups of values that also have a column for each."""
FORMULAS = "=+-@\t\r\n＝＋－＠"  # the last four are full-width


def csv_files(site: Site) -> dict[str, bytes]:
    """From the path below the site's root to the file's content."""
    files = {path: content for plan in site.plans.values() for path, content in _of_plan(site, plan).items()}
    for name in site.reports:
        files[f"data/reports/{name}.csv"] = _table(ReportRow.__annotations__, report_rows(site, name))
    files["data/continuations.csv"] = _table(ContinuationRow.__annotations__, continuation_rows(site))
    return files


def _of_plan(site: Site, plan: Plan) -> dict[str, bytes]:
    folder = f"data/{plan.id}"
    return {
        f"{folder}/areas.csv": _table(AreaRow.__annotations__, area_rows(plan)),
        f"{folder}/commitments.csv": _table(CommitmentRow.__annotations__, commitment_rows(site, plan)),
        f"{folder}/clauses.csv": _table(ClauseRow.__annotations__, clause_rows(plan)),
        f"{folder}/linkages.csv": _table(LinkageRow.__annotations__, linkage_rows(plan)),
    }


def _table(fields: Iterable[str], rows: Iterable[Mapping[str, Any]]) -> bytes:
    fields = list(fields)
    spread = [(group, name) for group in fields for name in SPREAD.get(group, ())]
    written = StringIO()
    heading = [*fields, *(f"{group}.{name}" for group, name in spread)]
    csv.writer(written, lineterminator="\n").writerow(heading)
    # All in quotes: some spreadsheets would part a list at its semicolons.
    writer = csv.writer(written, lineterminator="\n", quoting=csv.QUOTE_ALL)
    for row in rows:
        own = [row[field] for field in fields]
        parts = [(row[group] or {}).get(name) for group, name in spread]
        writer.writerow([cell(value) for value in (*own, *parts)])
    return written.getvalue().encode()


def cell(value: object) -> str:
    text = _text(value)
    return f"'{text}" if text.startswith(tuple(FORMULAS)) else text


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return "; ".join(map(_text, value))
    if isinstance(value, dict):
        pairs = ((name, _text(inner)) for name, inner in value.items())
        return ", ".join(f"{name}: {text}" for name, text in pairs if text)
    return str(value)
