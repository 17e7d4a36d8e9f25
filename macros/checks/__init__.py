"""What must be true between records. One rule per function, named as the truth it guards; a rule only yields.

A record that is broken on its own still counts as known here, so that one mistake is said once.
"""

from macros.checks import clauses, estimates, linkages, phases, references
from macros.checks.draft import RULES, Draft, Places, broken_rules
from macros.checks.ids import addresses_belong_to_one_thing
from macros.checks.shared import (
    concerns_name_known_records,
    documents_and_terms_have_anchors_of_their_own,
    shared_sources_name_a_known_document,
    sources_name_a_known_document,
)

__all__ = [
    "RULES",
    "Draft",
    "Places",
    "addresses_belong_to_one_thing",
    "broken_rules",
    "clauses",
    "concerns_name_known_records",
    "documents_and_terms_have_anchors_of_their_own",
    "estimates",
    "linkages",
    "phases",
    "references",
    "shared_sources_name_a_known_document",
    "sources_name_a_known_document",
]
