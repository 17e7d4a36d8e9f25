"""Sphinx-Needs: a directive for each record, and a table of all with their links, its nearest to a matrix."""

import re
from collections.abc import Iterable, Sequence
from functools import partial

from tests.bench.peers.peer import Peer
from tests.bench.records import Record

# Its theme's sidebar would list every page on every page, which takes six times as long.
SETTINGS = """\
project = "Measured"
extensions = ["sphinx_needs"]
html_sidebars = {"**": ["about.html", "searchbox.html"]}
needs_types = [
    {"directive": "clause", "title": "Clause", "prefix": "CLAUSE_"},
    {"directive": "commitment", "title": "Commitment", "prefix": "COMMITMENT_"},
]
needs_fields = {"group": {"description": "Part or area", "schema": {"type": "string"}}}
needs_links = {"answers": {"outgoing": "answers", "incoming": "is answered by"}}
"""


def _title(text: str) -> str:
    return f"{text}\n{'=' * len(text)}\n\n"


def _plain(text: str) -> str:
    """What reStructuredText would take for markup of its own."""
    return re.sub(r"([\\*`|_<>\[\]])", r"\\\1", text)


def _need(record: Record) -> str:
    lines = [
        f".. {record.kind}:: {_plain(record.heading)}",
        f"   :id: {record.key}",
        f"   :group: {record.group}",
    ]
    if record.answers:
        lines.append(f"   :answers: {', '.join(record.answers)}")
    lines += ["", f"   {_plain(record.text)}", ""]
    lines += [f"   - {_plain(phase)}" for phase in record.schedule]
    return "\n".join(lines) + "\n\n"


def _page(name: str, records: Iterable[Record]) -> str:
    return _title(_plain(name)) + "".join(map(_need, records))


def _index(pages: Iterable[str]) -> str:
    entries = "".join(f"   {page}\n" for page in pages)
    table = ".. needtable::\n   :columns: id, title, group, answers\n   :style: table\n"
    return f"{_title('Measured')}.. toctree::\n   :hidden:\n\n{entries}\n{table}"


def files(a_page: int, records: Sequence[Record]) -> dict[str, str]:
    batches = [records[first : first + a_page] for first in range(0, len(records), a_page)]
    pages = {f"records/{batch[0].key.lower()}": batch for batch in batches}
    return {
        "conf.py": SETTINGS,
        "index.rst": _index(pages),
        **{f"{name}.rst": _page(batch[0].heading, batch) for name, batch in pages.items()},
    }


def _peer(name: str, a_page: int) -> Peer:
    command = ("sphinx-build", "-q", "-b", "html", "-d", "doctrees", ".", "out")
    return Peer(name, "sphinx-needs", partial(files, a_page), command, "out", ("out", "doctrees"))


PEERS = (_peer("Sphinx-Needs, a page for each record", 1), _peer("Sphinx-Needs, 100 records a page", 100))
