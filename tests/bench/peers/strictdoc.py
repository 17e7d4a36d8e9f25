"""StrictDoc: a document for each part or area, and its matrix of what traces to what."""

from collections.abc import Sequence

from tests.bench.peers.peer import Peer, grouped
from tests.bench.records import Record

SETTINGS = """\
from strictdoc.core.project_config import ProjectConfig


def create_config():
    return ProjectConfig(
        project_title="Measured",
        dir_for_sdoc_cache="cache",
        project_features=[
            "TABLE_SCREEN",
            "TRACEABILITY_SCREEN",
            "DEEP_TRACEABILITY_SCREEN",
            "TRACEABILITY_MATRIX_SCREEN",
            "SEARCH",
        ],
    )
"""


def _node(record: Record) -> str:
    text = "\n\n".join([record.text, "\n".join(f"- {phase}" for phase in record.schedule)]).strip()
    lines = ["[REQUIREMENT]", f"UID: {record.key}", f"TITLE: {record.heading}", "STATEMENT: >>>", text, "<<<"]
    if record.answers:
        lines.append("RELATIONS:")
    for key in record.answers:
        lines += ["- TYPE: Parent", f"  VALUE: {key}"]
    return "\n".join(lines) + "\n"


def _document(title: str, records: Sequence[Record]) -> str:
    return "\n".join([f"[DOCUMENT]\nTITLE: {title}\n", *map(_node, records)])


def files(records: Sequence[Record]) -> dict[str, str]:
    made = {"strictdoc_config.py": SETTINGS}
    for kind in ("clause", "commitment"):
        for number, (group, those) in enumerate(grouped(records, kind).items(), 1):
            made[f"documents/{kind}-{number}.sdoc"] = _document(f"{kind.capitalize()}s, {group}", those)
    return made


PEERS = (
    Peer(
        "StrictDoc",
        "strictdoc",
        files,
        ("strictdoc", "export", "--output-dir", "out", "."),
        "out",
        ("out", "cache"),
    ),
)
