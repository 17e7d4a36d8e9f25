"""The folder of reports → records. A report uses the words of the plan that it reports on."""

from dataclasses import dataclass, field
from pathlib import Path

from macros.drafts import Layout, is_address
from macros.load import Fields
from macros.model import Report
from macros.reading import Reading, written

REPORTS = "reports"


@dataclass
class Reports:
    """By the names of their files, as far as they can be read."""

    found: dict[str, Report] = field(default_factory=dict)
    broken: set[str] = field(default_factory=set)


def read_reports(reading: Reading, layouts: dict[str, Layout]) -> Reports:
    """`layouts`: what each plan's folder calls things. On an unknown plan, any plan's words are read."""
    folder, reports = reading.folder / REPORTS, Reports()
    if folder.is_file():
        reading.refuse(folder, "this is a file, and reports stand in a folder", "Rename or move it.")
    for path in reading.files_in(folder, "report") if folder.is_dir() else ():
        if not is_address(path.stem):
            way_out = "Use small letters, digits and single hyphens, as in final-report-2031."
            reading.refuse_misplaced(path, f"'{path.stem}' can't be a part of an address", way_out)
        report = _report(reading, path, layouts)
        if report:
            reports.found[path.stem] = report
        else:
            reports.broken.add(path.stem)
    return reports


def _report(reading: Reading, path: Path, layouts: dict[str, Layout]) -> Report | None:
    node = reading.node(path, Fields)
    if node is None:
        return None
    plan = written(node, "plan")
    spoken = [layouts[plan]] if plan in layouts else layouts.values()
    aliases = {written: own for layout in spoken for written, own in layout.aliases.items()}
    return reading.record(Report, node, f"report {path.stem}", aliases)
