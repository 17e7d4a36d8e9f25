"""The records of a plan, in the field's words: what stands in the files. What follows from it is in `graph`.

The text below a field is what an editor reads beside it in the schema.
"""

import re
from datetime import date
from typing import Annotated, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StrictBool,
    StrictInt,
    StringConstraints,
)
from pydantic_core import PydanticCustomError

from macros.identifiers import PATTERN, Quoted
from macros.periods import UnitName


def _in_quotes(value: object) -> object:
    if isinstance(value, str) and not isinstance(value, Quoted):
        raise PydanticCustomError("without_quotes", "a code stands without quotes")
    return value


def _partial_date(value: str) -> str:
    try:
        date.fromisoformat((value + "-01-01")[:10])
    except ValueError:
        raise PydanticCustomError("not_a_date", "not a date") from None
    return value


Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=4000)]
Line = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200, pattern=r"^[^\r\n]*$")
]
Code = Annotated[str, BeforeValidator(_in_quotes), StringConstraints(pattern=PATTERN, max_length=40)]
Period = Annotated[str, BeforeValidator(_in_quotes), StringConstraints(min_length=1, max_length=20)]
Day = Annotated[
    str,
    BeforeValidator(_in_quotes),
    StringConstraints(pattern=r"^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$"),
    AfterValidator(_partial_date),
]
SHORT_NAME = r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$"
Address = Annotated[str, StringConstraints(pattern=SHORT_NAME, max_length=60)]
Web = Annotated[str, StringConstraints(pattern=r"^https?://[^\s<>\"'`\\]+$", max_length=500)]
Currency = Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")]
Amount = Annotated[StrictInt, Field(ge=0, le=10**15)]


class Record(BaseModel):
    """Nothing unknown, nothing changed later; a field's docstring is its description in the schema."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)


class Source(Record):
    """Where the official wording stands."""

    document: Line
    """The document's id in documents.yml."""
    paragraphs: tuple[Code, ...] = ()
    """Numbers of paragraphs, in quotes."""
    part: Line | None = None
    """The part of the document: appendix, annex."""
    row: Line | None = None
    """A row of a table, in words."""


class Note(Record):
    """A remark of ours that readers see beside the record."""

    kind: Literal["unclear", "judgement"]
    """unclear: the document leaves it open. judgement: we decided something, and say why."""
    text: Text


class Mention(Record):
    """Commitments that a paragraph names by number."""

    paragraph: Code
    """The paragraph's number, in quotes."""
    commitments: tuple[Code, ...] = ()
    """The commitments it names, in quotes, in the order of the text."""


class Phase(Record):
    """What is planned from one period to another."""

    from_: Period = Field(alias="from")
    """The first period, in quotes."""
    to: Period
    """The last period, in quotes; it is included."""
    text: Line | None = None
    """What is planned, in our short words."""
    presumed: tuple[Literal["from", "to"], ...] = ()
    """The ends that the document doesn't print."""
    reason: Text | None = None
    """Why a presumed end is read so."""


class Commitment(Record):
    """One promise, with an id that never changes."""

    id: Code
    """The number in the document, in quotes; also the file's name."""
    area: Code
    """The id of its area, in quotes."""
    title: Line
    """Our short title, without a final full stop."""
    summary: Text
    """What is promised, in our plain words."""
    status: Literal["active"] = "active"
    """Where the promise stands."""
    refers_to: tuple[Mention, ...] = ()
    """Other commitments that its paragraphs name."""
    phases: tuple[Phase, ...] = ()
    """What is planned when, in order."""
    notes: tuple[Note, ...] = ()
    """Remarks of ours."""
    source: Source


class ResourceEstimate(Record):
    """The range of money that a document prints for an area."""

    currency: Currency
    """Three letters, such as USD."""
    min: Amount
    """The lower end, in whole units of the currency, without separators."""
    max: Amount
    """The upper end, in whole units of the currency, without separators."""
    considerations: Text
    """The gist of what the document says about the money."""
    note: Text | None = None
    """The caveat, where the document gives one."""
    source: Source


class Area(Record):
    """A group of commitments."""

    id: Code
    """The number in the document, in quotes."""
    title: Line
    """Our short title, without a final full stop."""
    summary: Text
    """What the area is about, in our plain words."""
    introduction: tuple[Mention, ...] = ()
    """The paragraphs that introduce the area, with the commitments they name."""
    resource_estimate: ResourceEstimate | None = None
    notes: tuple[Note, ...] = ()
    """Remarks of ours."""
    source: Source


class Answer(Record):
    """What the plan's document gives as its answer to a clause."""

    commitments: tuple[Code, ...] = ()
    """Commitments that answer the clause, in quotes."""
    paragraphs: tuple[Code, ...] = ()
    """Paragraphs of the plan that answer the clause, in quotes."""
    relation: Line
    """The verb, as one of the plan's relations."""
    shared: StrictBool = False
    """true: the document gives one reference for several clauses together."""


class Clause(Record):
    """One clause of the negotiated text behind the plan."""

    id: Code
    """Its number in the negotiated text, in quotes."""
    kind: Literal["clause", "chapeau", "item"]
    """clause: stands alone. chapeau: introduces the clauses after it. item: a lettered piece of a clause."""
    part: Code
    """The id of the part it stands in, in quotes."""
    within: Code | None = None
    """The clause that an item belongs to, in quotes."""
    title: Line
    """Our short title, without a final full stop."""
    summary: Text | None = None
    """What the clause asks, in our plain words."""
    linkages: tuple[Answer, ...] = ()
    """What answers the clause. This is the only place where a linkage is written."""
    notes: tuple[Note, ...] = ()
    """Remarks of ours."""
    source: Source


class Word(Record):
    """What readers call a thing."""

    one: Line
    """For one of them, in lower case."""
    many: Line
    """For several."""
    address: Address
    """The part of addresses and folder names that stands for it. It never changes."""


class Noun(Record):
    """What readers call the plan itself."""

    one: Line
    many: Line


class Words(Record):
    """The plan's vocabulary."""

    plan: Noun
    area: Word
    commitment: Word
    clause: Word
    schedule: Word


class Relation(Record):
    """A verb between a clause and a commitment."""

    id: Line
    """The verb as linkages name it."""
    forward: Line
    """From the clause to the commitment: implemented through."""
    inverse: Line
    """From the commitment to the clause: implements."""


class Part(Record):
    """A part of the negotiated text."""

    id: Code
    title: Line
    label: Line | None = None
    """What stands before the title, where it isn't the id: Part 1."""
    within: Code | None = None
    """The part that this one belongs to."""
    introduction: Text | None = None
    """The gist of the words that introduce its clauses."""

    @property
    def name(self) -> str:
        """The label and the title, said once where they are the same."""
        label = self.label or self.id
        return self.title if label == self.title else f"{label}. {self.title}"


class Statement(Record):
    """A goal or a guiding principle."""

    id: Code
    title: Line
    summary: Text
    source: Source


class Paragraph(Record):
    """A paragraph of the plan that belongs to no goal, principle, area or commitment."""

    number: Code
    gist: Text
    commitments: tuple[Code, ...] = ()
    """Commitments that it names by number."""


class Span(Record):
    """A period of time, both ends included."""

    from_: Period = Field(alias="from")
    to: Period


class PlanRecord(Record):
    """A plan: its title, period, words, and what stands above its areas."""

    title: Line
    short_title: Line
    """For tabs, breadcrumbs and cards."""
    summary: Text
    address: Address
    """The part of the plan's address. It never changes."""
    unit: UnitName
    """What the plan counts time in."""
    period: Span
    words: Words
    relations: tuple[Relation, ...]
    """The verbs of linkages."""
    parts: tuple[Part, ...]
    """The parts of the negotiated text, in order."""
    goals: tuple[Statement, ...] = ()
    principles: tuple[Statement, ...] = ()
    paragraphs: tuple[Paragraph, ...] = ()
    source: Source


class Document(Record):
    """A document that the data or the documents name."""

    id: Line
    """Its number, or a short name where it has none."""
    title: Line
    session: Line | None = None
    """The session or meeting it was for."""
    date: Day | None = None
    """YYYY-MM-DD, YYYY-MM or YYYY, in quotes."""
    url: Web | None = None
    """The address of its official page."""
    note: Text | None = None

    @property
    def name(self) -> str:
        """Its number, or its title where the id is a short name of ours."""
        return self.title if re.fullmatch(SHORT_NAME, self.id) else self.id


class Term(Record):
    """An abbreviation or short name."""

    term: Line
    meaning: Line
    note: Text | None = None
    source: Source


class Saying(Record):
    """What one place of one document says."""

    says: Text
    source: Source


class Concern(Record):
    """Records of one plan that a discrepancy touches."""

    plan: Line
    """The name of the plan's folder."""
    areas: tuple[Code, ...] = ()
    commitments: tuple[Code, ...] = ()
    clauses: tuple[Code, ...] = ()


class Discrepancy(Record):
    """Where documents contradict one another or themselves."""

    id: Address
    title: Line
    statements: Annotated[tuple[Saying, ...], Field(min_length=2)]
    reading: Text
    """How this site reads it, and why."""
    concerns: tuple[Concern, ...] = ()
