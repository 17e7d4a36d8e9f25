"""CSV: a header row, lists joined by semicolons, and no cell that a spreadsheet would take for a formula.

What holds several values is spelled `name: value, name: value`; its own values stand again in columns at the
end, such as `source.document`.
"""

import csv
from collections.abc import Iterable
from io import StringIO

from macros.cells import cell
from macros.sheets import Table


def csv_files(tables: Iterable[Table]) -> dict[str, bytes]:
    """From the path below the site's root to the file's content."""
    return {f"data/{table.path}.csv": _spelled(table) for table in tables}


def _spelled(table: Table) -> bytes:
    names = [column.name for column in table.columns]
    written = StringIO()
    csv.writer(written, lineterminator="\n").writerow(names)
    # All in quotes: some spreadsheets would part a list at its semicolons.
    writer = csv.writer(written, lineterminator="\n", quoting=csv.QUOTE_ALL)
    for row in table.rows:
        writer.writerow([cell(row[name]) for name in names])
    return written.getvalue().encode()
