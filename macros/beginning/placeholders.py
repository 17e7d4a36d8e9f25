"""What stands where an editor is still to write something."""

LATER = "To be written."
NAMES = {
    "report": "new-report",
    "document": "new-document",
    "term": "NEW",
    "discrepancy": "new-discrepancy",
    "status": "new-status",
}
"""Of what has no number."""


def title_of(what: str) -> str:
    """`what`: in the plan's own words."""
    return f"New {what}"
