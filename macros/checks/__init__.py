"""What must be true between records. One rule per function, named as the truth it guards; a rule only yields.

A record that is broken on its own still counts as known here, so that one mistake is said once.
"""

from macros.checks import (
    across,
    clauses,
    dates,
    estimates,
    history,
    ids,
    lifecycle,
    linkages,
    once,
    phases,
    published,
    references,
)
from macros.checks.draft import RULES, Draft, Places, broken_rules
from macros.checks.shared import SHARED_RULES, Shared, broken_shared_rules

__all__ = [
    "RULES",
    "SHARED_RULES",
    "Draft",
    "Places",
    "Shared",
    "across",
    "broken_rules",
    "broken_shared_rules",
    "clauses",
    "dates",
    "estimates",
    "history",
    "ids",
    "lifecycle",
    "linkages",
    "once",
    "phases",
    "published",
    "references",
]
