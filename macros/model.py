"""The records of a plan, in the field's words: what stands in the files. What follows from it is in `graph`.

The text below a field is what an editor reads beside it in the schema.
"""

import re
from datetime import date
from typing import Annotated, Literal, get_args

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
from macros.periods import UNITS, UnitName


def _in_quotes(value: object) -> object:
    if isinstance(value, str) and not isinstance(value, Quoted):
        raise PydanticCustomError("without_quotes", "a code stands without quotes")
    return value


def _partial_date(value: str) -> str:
    try:
        date.fromisoformat((value + "-01-01")[:10])
        UNITS["year"].count(value[:4])
    except ValueError:
        raise PydanticCustomError("not_a_date", "not a date") from None
    return value


def _within_the_site(value: str) -> str:
    """Browsers take `//` for another host, and dots for a way out of the site's folder."""
    steps = value.partition("#")[0].removeprefix("/").removesuffix("/").split("/")
    if value.startswith("//") or (steps != [""] and {"", ".", ".."} & {*steps}):
        raise PydanticCustomError("string_pattern_mismatch", "leads elsewhere", {"pattern": OWN_ADDRESS})
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
OWN_ADDRESS = r"^/[^\s?#\\<>\"']*(#[^\s#\\<>\"']+)?$"
OwnAddress = Annotated[
    str, StringConstraints(pattern=OWN_ADDRESS, max_length=300), AfterValidator(_within_the_site)
]
Currency = Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")]
Change = Literal["new", "recoded", "merged", "dropped", "moved", "reworded", "retimed"]
Confidence = Literal["high", "medium", "low"]
CHANGES: tuple[Change, ...] = get_args(Change)
CONFIDENCES: tuple[Confidence, ...] = get_args(Confidence)
"""In the order in which readers meet them."""
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

    paragraph: Code | None = None
    """The paragraph's number, in quotes."""
    activity: Code | None = None
    """The activity's number, in quotes, where an activity of the commitment names them."""
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


class Activity(Record):
    """A numbered step of a commitment."""

    number: Code
    """The number in the document, in quotes."""
    text: Text
    """What is to be done, in our short words."""


class Revision(Record):
    """What one version of the plan says of a commitment."""

    document: Line
    """The id of one of the plan's versions."""
    ids: tuple[Code, ...] | None = None
    """The codes there, in quotes, where they differ from this record's id. [] where it isn't there."""
    areas: tuple[Code, ...] | None = None
    """The areas there, in quotes, where they differ from this record's area. [] where none is printed."""
    timing: Line | None = None
    """The time as that version prints it in words."""
    phases: tuple[Phase, ...] = ()
    """What is planned when, as far as that version's table is certain."""
    at_least: StrictBool = False
    """true: the table plans more than `phases`, and where isn't certain."""
    wording: Text | None = None
    """The gist of its wording there, where it differs from the summary."""
    changes: tuple[Change, ...] = ()
    """What this version changed against the one before it."""
    change: Text | None = None
    """The change in words."""
    notes: tuple[Note, ...] = ()
    """Remarks of ours."""
    source: Source


class Withdrawal(Record):
    """Why a promise is no longer in the plan."""

    reason: Text
    replaced_by: tuple[Code, ...] = ()
    """The commitments that took its place, in quotes. Where there is one, its address leads there."""
    keeps_page: StrictBool = False
    """true: its page stays though one record took its place, because the documents themselves tell of it."""
    source: Source

    @property
    def successor(self) -> str | None:
        """The one commitment to which its address leads."""
        return self.replaced_by[0] if len(self.replaced_by) == 1 and not self.keeps_page else None


class Update(Record):
    """Something that a source says was done."""

    date: Day
    """YYYY-MM-DD, YYYY-MM or YYYY, in quotes."""
    text: Text
    """What happened, in our plain words."""
    url: Web | None = None
    """A page about it."""
    source: Source


class Commitment(Record):
    """One promise, with an id that never changes."""

    id: Code
    """The number in the document, in quotes; also the file's name."""
    former_ids: tuple[Code, ...] = ()
    """Ids that it once had, in quotes. Their addresses lead here."""
    area: Code | None = None
    """The id of its area, in quotes. Only a withdrawn record may have none."""
    title: Line
    """Our short title, without a final full stop."""
    summary: Text
    """What is promised, in our plain words."""
    status: Line | None = None
    """Where the promise stands: an id of statuses.yml."""
    as_of: Day | None = None
    """The day for which the status holds: YYYY-MM-DD, YYYY-MM or YYYY, in quotes."""
    withdrawal: Withdrawal | None = None
    """For a record that is no longer in the plan. It keeps its page, and counts no more."""
    refers_to: tuple[Mention, ...] = ()
    """Other commitments that its paragraphs or activities name."""
    activities: tuple[Activity, ...] = ()
    """Its numbered steps, in order."""
    phases: tuple[Phase, ...] = ()
    """What is planned when, in order."""
    revisions: tuple[Revision, ...] = ()
    """What the versions of the plan say of it, oldest first."""
    updates: tuple[Update, ...] = ()
    """What sources say was done, with dates, oldest first."""
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
    former_ids: tuple[Code, ...] = ()
    """Ids that it once had, in quotes. Their addresses lead here."""
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
    former_ids: tuple[Code, ...] = ()
    """Ids that it once had, in quotes. Their addresses lead here."""
    kind: Literal["clause", "chapeau", "item"]
    """clause: stands alone. chapeau: introduces the clauses after it. item: a lettered piece of a clause."""
    part: Code
    """The id of the part it stands in, in quotes."""
    within: Code | None = None
    """The clause that an item belongs to, in quotes."""
    known_as: Line | None = None
    """What the document calls it besides, such as the number of an item."""
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
    former: StrictBool = False
    """true: an earlier version of the plan said so, and the one followed here doesn't."""


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


class Version(Record):
    """A document that says what the plan promises, at one time."""

    document: Line
    """The document's id in documents.yml."""
    title: Line
    """What readers call it, in few words: October 2016."""
    note: Text | None = None
    """What it is, and what is known of it."""
    time_unknown: Line | None = None
    """Why the time of a commitment may not be known from it."""


class Milestone(Record):
    """An event on the way, planned or held."""

    id: Address
    former_ids: tuple[Address, ...] = ()
    """Ids that it once had. Their places lead here."""
    date: Day
    """The day, month or year, in quotes."""
    until: Day | None = None
    """The last day or month, in quotes, where it takes longer."""
    kind: Literal["planned", "held"]
    """planned: a document says it will be. held: a document says it was."""
    title: Line
    """Our short title, without a final full stop."""
    text: Text | None = None
    source: Source


class Section(Record):
    """A list of statements of the plan, under a heading of its own."""

    id: Address
    """Its place on the plan's page."""
    title: Line
    introduction: Text | None = None
    statements: Annotated[tuple[Statement, ...], Field(min_length=1)]


class TableRow(Record):
    """A row of a table."""

    name: Line
    cells: tuple[Line, ...]
    """In the order of the columns."""


class Table(Record):
    """A table of the plan, cell by cell."""

    id: Address
    """Its place on the plan's page."""
    title: Line
    introduction: Text | None = None
    columns: Annotated[tuple[Line, ...], Field(min_length=2)]
    """The headings; the first is that of the rows' names."""
    rows: Annotated[tuple[TableRow, ...], Field(min_length=1)]
    source: Source


class Idea(Record):
    """One point of a stage."""

    id: Code
    title: Line
    """In few words: it stands in the picture."""
    text: Text
    """In our plain words."""


class Stage(Record):
    """A step from how things are to how they are to be."""

    id: Address
    title: Line
    summary: Text | None = None
    ideas: tuple[Idea, ...] = ()
    """Its points, in order."""


class Theory(Record):
    """Why the plan is expected to change things: stages, each leading to the next."""

    title: Line
    introduction: Text
    stages: Annotated[tuple[Stage, ...], Field(min_length=2)]
    source: Source


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
    sections: tuple[Section, ...] = ()
    """Other lists of statements."""
    tables: tuple[Table, ...] = ()
    theory: Theory | None = None
    """Its theory of change."""
    versions: tuple[Version, ...] = ()
    """The documents that say what it promises, oldest first, where there are several."""
    milestones: tuple[Milestone, ...] = ()
    """In the order of their dates."""
    reporting: Text | None = None
    """What is known of reports on the plan, where none is among the data."""
    paragraphs: tuple[Paragraph, ...] = ()
    source: Source


class Evidence(Record):
    """Our judgement that a paragraph reports on commitments."""

    commitments: Annotated[tuple[Code, ...], Field(min_length=1)]
    """The commitments, in quotes."""
    confidence: Confidence
    """How sure we are."""
    reason: Text
    """Why we think so."""


class ReportParagraph(Record):
    """A paragraph of a report."""

    number: Code
    """In quotes."""
    section: Code
    """The id of the section it stands in, in quotes."""
    gist: Text
    """What it says, in our plain words."""
    documents: tuple[Line, ...] = ()
    """The documents it names, by their ids in documents.yml."""
    evidence: tuple[Evidence, ...] = ()
    """The commitments it reports on."""
    notes: tuple[Note, ...] = ()
    """Remarks of ours."""


class ReportSection(Record):
    """A part of a report."""

    id: Code
    title: Line
    area: Code | None = None
    """The area it is about, in quotes."""


class Report(Record):
    """A report on what was done, paragraph by paragraph."""

    plan: Line
    """The name of the folder of the plan it reports on."""
    title: Line
    short_title: Line
    """For breadcrumbs and cards."""
    summary: Text
    caveat: Text
    """What it covers and what it leaves out, so that nobody takes silence for failure."""
    sections: Annotated[tuple[ReportSection, ...], Field(min_length=1)]
    paragraphs: Annotated[tuple[ReportParagraph, ...], Field(min_length=1)]
    """In order."""
    source: Source


class Status(Record):
    """Where a promise can stand."""

    id: Address
    title: Line
    definition: Text
    withdrawn: StrictBool = False
    """true: for promises that are no longer in the plan."""
    reported: StrictBool = False
    """true: for promises of which a report or an update speaks."""


class Continuation(Record):
    """Our judgement that a later commitment carries an earlier one on."""

    from_: Code = Field(alias="from")
    """The earlier commitment, in quotes."""
    to: Code
    """The later commitment, in quotes."""
    reason: Text
    """Why we think so."""
    source: Source | None = None
    """The paragraph that says so, where there is one."""


class Succession(Record):
    """A plan that came after another, and what carries on what."""

    earlier: Line
    """The name of the earlier plan's folder."""
    later: Line
    """The name of the later plan's folder."""
    introduction: Text
    """How the links were made."""
    links: Annotated[tuple[Continuation, ...], Field(min_length=1)]


class Document(Record):
    """A document that the data or the documents name."""

    id: Line
    """Its number, or a short name where it has none."""
    former_ids: tuple[Line, ...] = ()
    """Ids that it once had. Their places lead here."""
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
    former_ids: tuple[Line, ...] = ()
    """What stood here as `term` before. Its place leads here."""
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


class ReportConcern(Record):
    """Paragraphs of a report that a discrepancy touches."""

    report: Line
    """The name of the report's file, without its ending."""
    paragraphs: tuple[Code, ...] = ()


class Discrepancy(Record):
    """Where documents contradict one another or themselves."""

    id: Address
    former_ids: tuple[Address, ...] = ()
    """Ids that it once had. Their places lead here."""
    title: Line
    statements: Annotated[tuple[Saying, ...], Field(min_length=2)]
    reading: Text
    """How this site reads it, and why."""
    concerns: tuple[Concern, ...] = ()
    """The records it touches."""
    reports: tuple[ReportConcern, ...] = ()
    """The paragraphs of reports it touches."""


class Moved(Record):
    """An address of the site that leads elsewhere now, where no record's `former_ids` say so."""

    from_: OwnAddress = Field(alias="from")
    """The old address, from the site's root; a place on a page has its # as well."""
    to: tuple[OwnAddress, ...] = ()
    """Where it leads now. [] where nothing took its place."""
    date: Day
    """Since when: YYYY-MM-DD, YYYY-MM or YYYY, in quotes."""
    reason: Text
    """Why, in a sentence for whoever comes by the old address."""
