"""What follows from the records of a plan: linkages, references, sums. Values alone; `graph` finds them."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Linkage:
    """A clause of the negotiated text and a commitment that answers it."""

    clause: str
    commitment: str
    relation: str
    shared: bool
    """The document gives one reference for several clauses together."""


@dataclass(frozen=True)
class ParagraphLinkage:
    """A clause of the negotiated text and a paragraph of the plan that answers it."""

    clause: str
    paragraph: str
    relation: str
    shared: bool


@dataclass(frozen=True)
class Reference:
    """A record whose paragraph names a commitment by number."""

    kind: str
    """commitment, area or paragraph: what speaks."""
    speaker: str
    """The speaker's id."""
    commitment: str
    paragraph: str
    activity: str = ""
    """The speaker's activity that names it, where no paragraph does."""


@dataclass(frozen=True)
class Witness:
    """A paragraph of a report that speaks of a commitment, by our judgement."""

    report: str
    """The report's id."""
    paragraph: str
    commitment: str
    confidence: str
    reason: str


@dataclass(frozen=True)
class Estimate:
    """Ranges of money added up, one currency. Our sum: no document prints it."""

    currency: str
    min: int
    max: int
    areas: int
    """How many areas have a range in this currency."""
