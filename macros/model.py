"""The records of a plan, in the field's words: what stands in the files. What follows from it is in `graph`.

The text below a field is what an editor reads beside it in the schema, with {words} of the plan put in.
"""

import re
import unicodedata
from datetime import date
from typing import Annotated, Any, Literal, get_args

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


def _period_in_quotes(value: object) -> object:
    """Quotes alone don't help what no plan counts in."""
    is_bare = isinstance(value, str) and not isinstance(value, Quoted)
    if is_bare and not any(unit.is_spelled(str(value)) for unit in UNITS.values()):
        raise PydanticCustomError("no_period", "no plan counts in this")
    return _in_quotes(value)


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


_BLANK = frozenset("\u115f\u1160\u2800\u3164\uffa0")
"""Letters and a pattern that fonts draw as nothing."""


def is_seen(text: str) -> bool:
    """Whether a reader sees anything. A title of marks and joiners alone would be a link to nobody."""
    return any(sign not in _BLANK and unicodedata.category(sign)[0] not in "CMZ" for sign in text)


def _seen(value: str) -> str:
    if not is_seen(value):
        raise PydanticCustomError("unseen", "nothing can be seen")
    return value


MEANINGS, SHOWN = "meanings", "shown"
"""Beside a field, what its choices mean; beside fields, which an example has though they may be left out."""


def example(value: object) -> Any:
    """What may stand in the field, invented: no record of any plan."""
    return Field(examples=[value])


def meaning(**choices: str) -> Any:
    """What each of the field's choices means."""
    return Field(json_schema_extra={MEANINGS: dict(choices)})


def _kind(name: str, fault: str = "", misspelled: str = "") -> Any:
    """What kind of value it is, and what an editor's program says where it isn't one."""
    said = {"format": name, "errorMessage": fault, "patternErrorMessage": misspelled}
    return Field(json_schema_extra={key: words for key, words in said.items() if words})


_NOT_TEXT = "Write text. What looks like a number, or is a word such as true, stands in quotes."


Text = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=4000),
    AfterValidator(_seen),
    _kind("text", _NOT_TEXT),
]
Line = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=200, pattern=r"^[^\r\n]*$"),
    AfterValidator(_seen),
    _kind("line", _NOT_TEXT, "Write it on one line."),
]
Code = Annotated[
    str,
    BeforeValidator(_in_quotes),
    StringConstraints(pattern=PATTERN, max_length=40),
    _kind("code", 'Write the code in quotes: letters and digits, joined by full stops, as in "K.2".'),
]
Period = Annotated[
    str, BeforeValidator(_period_in_quotes), StringConstraints(min_length=1, max_length=20), _kind("period")
]
Day = Annotated[
    str,
    BeforeValidator(_in_quotes),
    StringConstraints(pattern=r"^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$"),
    AfterValidator(_partial_date),
    _kind("day", 'Write the date in quotes, as in "2033-03-14", "2033-03" or "2033".'),
    example("2033-03-14"),
]
SHORT_NAME = r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$"
Address = Annotated[
    str,
    StringConstraints(pattern=SHORT_NAME, max_length=60),
    _kind("short-name", "Use small letters, digits and single hyphens."),
]
Web = Annotated[
    str,
    StringConstraints(pattern=r"^https?://[^\s<>\"'`\\]+$", max_length=500),
    _kind("web-address", "Begin it with https:// and leave out spaces and quotes."),
]
OWN_ADDRESS = r"^/[^\s?#\\<>\"']*(#[^\s#\\<>\"']+)?$"
OwnAddress = Annotated[
    str,
    StringConstraints(pattern=OWN_ADDRESS, max_length=300),
    AfterValidator(_within_the_site),
    _kind("own-address", "Begin it at the root of this site, as in /about/."),
]
Currency = Annotated[
    str,
    StringConstraints(pattern=r"^[A-Z]{3}$"),
    _kind("currency", "Write its three capital letters, such as USD."),
    example("USD"),
]
Change = Literal["new", "recoded", "merged", "dropped", "moved", "reworded", "retimed"]
Confidence = Literal["high", "medium", "low"]
CHANGES: tuple[Change, ...] = get_args(Change)
CONFIDENCES: tuple[Confidence, ...] = get_args(Confidence)
"""In the order in which readers meet them."""
KindOfChange = Annotated[
    Change,
    meaning(
        new="It stands there for the first time.",
        recoded="It has another code.",
        merged="It took in another record, or went into one.",
        dropped="It is no longer there.",
        moved="It stands in another {area}.",
        reworded="It says something else, or more, or less.",
        retimed="It is planned for another time.",
    ),
]
Amount = Annotated[
    StrictInt, Field(ge=0, le=10**15), _kind("amount", "Write digits alone: no quotes, no separators.")
]
DocumentId = Annotated[Line, example("Council 2031/7")]
PlanFolder = Annotated[Line, example("town-2031")]
Title = Annotated[Line, example("Plant trees along the main street")]


class Record(BaseModel):
    """Nothing unknown, nothing changed later; a field's docstring is its description in the schema."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)


class Source(Record):
    """Where the official wording stands."""

    model_config = ConfigDict(json_schema_extra={SHOWN: ["paragraphs"]})

    document: DocumentId
    """The document’s id in documents.yml."""
    paragraphs: Annotated[tuple[Code, ...], example(["12", "13"])] = ()
    """Numbers of paragraphs, in quotes."""
    part: Annotated[Line | None, example("appendix")] = None
    """The part of the document: appendix, annex."""
    row: Annotated[Line | None, example("step 2, second line")] = None
    """A row of a table, in words."""


class Note(Record):
    """A remark of ours that readers see beside the record."""

    kind: Annotated[
        Literal["unclear", "judgement"],
        meaning(
            unclear="The document leaves it open.",
            judgement="We decided something, and the text says why.",
        ),
    ]
    """What kind of remark it is."""
    text: Annotated[Text, example("The table prints two years for this step.")]
    """The remark, in our plain words."""


class Mention(Record):
    """{Commitments} that a paragraph or an activity names by number."""

    model_config = ConfigDict(json_schema_extra={SHOWN: ["paragraph", "commitments"]})

    paragraph: Annotated[Code | None, example("12")] = None
    """The paragraph’s number, in quotes."""
    activity: Annotated[Code | None, example("2")] = None
    """The activity’s number, in quotes, where an activity of the {commitment} names them."""
    commitments: Annotated[tuple[Code, ...], example(["31", "32"])] = ()
    """The {commitments} it names, in quotes, in the order of the text."""


class Phase(Record):
    """What is planned from one period to another."""

    from_: Annotated[Period, example("2031")] = Field(alias="from")
    """The first period, in quotes."""
    to: Annotated[Period, example("2033")]
    """The last period, in quotes; it is included."""
    text: Annotated[Line | None, example("First draft and talks with neighbours")] = None
    """What is planned, in our short words."""
    presumed: Annotated[
        tuple[
            Annotated[
                Literal["from", "to"],
                meaning(
                    **{"from": "The document doesn’t print the start.", "to": "It doesn’t print the end."}
                ),
            ],
            ...,
        ],
        example(["to"]),
    ] = ()
    """The ends that the document doesn’t print."""
    reason: Annotated[Text | None, example("The cells after this one are empty.")] = None
    """Why a presumed end is read so."""


class Activity(Record):
    """A numbered step of the {commitment}."""

    number: Annotated[Code, example("2")]
    """The number in the document, in quotes."""
    text: Annotated[Text, example("Ask the owners of the houses")]
    """What is to be done, in our short words."""


class Revision(Record):
    """What one version of the {plan} says of the {commitment}."""

    document: DocumentId
    """The id of one of the {plan}’s versions."""
    ids: Annotated[tuple[Code, ...] | None, example(["30.1"])] = None
    """The codes there, in quotes, where they differ from this record’s id. [] where it isn’t there."""
    areas: Annotated[tuple[Code, ...] | None, example(["9", "10"])] = None
    """The {areas} there, in quotes, where they differ from this record’s own. [] where none is printed."""
    timing: Annotated[Line | None, example("in the first two years")] = None
    """The time as that version prints it in words."""
    phases: tuple[Phase, ...] = ()
    """What is planned when, as far as that version’s table is certain."""
    at_least: StrictBool = False
    """true: the table plans more than “phases”, and where isn’t certain."""
    wording: Annotated[Text | None, example("Trees along every street, not the main street alone.")] = None
    """The gist of its wording there, where it differs from the summary."""
    changes: Annotated[tuple[KindOfChange, ...], example(["recoded", "retimed"])] = ()
    """What this version changed against the one before it."""
    change: Annotated[Text | None, example("What was 30.1 is now 31. The table ends a year earlier.")] = None
    """The change in words."""
    notes: tuple[Note, ...] = ()
    """Remarks of ours."""
    source: Source
    """Where that version says so."""


class Withdrawal(Record):
    """Why a promise is no longer in the {plan}."""

    reason: Annotated[Text, example("It went into 32, which plants trees too.")]
    """What happened to it, in our plain words."""
    replaced_by: Annotated[tuple[Code, ...], example(["32"])] = ()
    """The {commitments} that took its place, in quotes. Where there is one, its address leads there."""
    keeps_page: StrictBool = False
    """true: its page stays though one record took its place, because the documents themselves tell of it."""
    source: Source
    """Where a document says so."""

    @property
    def successor(self) -> str | None:
        """The one commitment to which its address leads."""
        return self.replaced_by[0] if len(self.replaced_by) == 1 and not self.keeps_page else None


class Update(Record):
    """Something that a source says was done."""

    date: Day
    """When it was done: YYYY-MM-DD, YYYY-MM or YYYY, in quotes."""
    text: Annotated[Text, example("Forty trees stand along the main street.")]
    """What happened, in our plain words."""
    url: Annotated[Web | None, example("https://town.example/trees")] = None
    """A page about it."""
    source: Source
    """Which document says that it was done."""


class Commitment(Record):
    """One promise, with an id that never changes."""

    model_config = ConfigDict(json_schema_extra={SHOWN: ["area", "status", "as_of", "phases"]})

    id: Annotated[Code, example("31")]
    """The number in the document, in quotes; also the file’s name."""
    former_ids: Annotated[tuple[Code, ...], example(["30.1"])] = ()
    """Ids that it once had, in quotes. Their addresses lead here."""
    area: Annotated[Code | None, example("9")] = None
    """The id of its {area}, in quotes. Only a withdrawn record may have none."""
    title: Title
    """Our short title, without a final full stop."""
    summary: Annotated[
        Text, example("The town plants trees along the main street, with help of its schools.")
    ]
    """What is promised, in our plain words."""
    status: Annotated[Line | None, example("planned")] = None
    """Where the promise stands: an id of statuses.yml."""
    as_of: Day | None = None
    """The day for which the status holds: YYYY-MM-DD, YYYY-MM or YYYY, in quotes."""
    withdrawal: Withdrawal | None = None
    """For a record that is no longer in the {plan}. It keeps its page, and counts no more."""
    refers_to: tuple[Mention, ...] = ()
    """Other {commitments} that its paragraphs or activities name."""
    activities: tuple[Activity, ...] = ()
    """Its numbered steps, in order."""
    phases: tuple[Phase, ...] = ()
    """What is planned when, in order."""
    revisions: tuple[Revision, ...] = ()
    """What the versions of the {plan} say of it, oldest first."""
    updates: tuple[Update, ...] = ()
    """What sources say was done, with dates, oldest first."""
    notes: tuple[Note, ...] = ()
    """Remarks of ours."""
    source: Source
    """Where the official wording stands."""


class ResourceEstimate(Record):
    """The range of money that a document prints for one {area}."""

    currency: Currency
    """Three letters, such as USD."""
    min: Annotated[Amount, example(250000)]
    """The lower end, in whole units of the currency, without separators."""
    max: Annotated[Amount, example(400000)]
    """The upper end, in whole units of the currency, without separators."""
    considerations: Annotated[Text, example("Most of it is for young trees.")]
    """The gist of what the document says about the money."""
    note: Annotated[Text | None, example("The document calls the figures provisional.")] = None
    """The caveat, where the document gives one."""
    source: Source
    """Where the figures stand."""


class Area(Record):
    """A group of {commitments}."""

    id: Annotated[Code, example("9")]
    """The number in the document, in quotes."""
    former_ids: Annotated[tuple[Code, ...], example(["8"])] = ()
    """Ids that it once had, in quotes. Their addresses lead here."""
    title: Annotated[Line, example("Green streets")]
    """Our short title, without a final full stop."""
    summary: Annotated[Text, example("Trees, flowers and shade for everybody who walks.")]
    """What it is about, in our plain words."""
    introduction: tuple[Mention, ...] = ()
    """The paragraphs that introduce it, with the {commitments} they name."""
    resource_estimate: ResourceEstimate | None = None
    """The money it is expected to need, where a document prints it."""
    notes: tuple[Note, ...] = ()
    """Remarks of ours."""
    source: Source
    """Where the official wording stands."""


class Answer(Record):
    """What the {plan}’s document gives as its answer to the {clause}."""

    model_config = ConfigDict(json_schema_extra={SHOWN: ["commitments"]})

    commitments: Annotated[tuple[Code, ...], example(["31", "32"])] = ()
    """{Commitments} that answer the {clause}, in quotes."""
    paragraphs: Annotated[tuple[Code, ...], example(["12"])] = ()
    """Paragraphs of the {plan} that answer the {clause}, in quotes."""
    relation: Annotated[Line, example("carried out by")]
    """The verb: the id of one of the relations in plan.yml."""
    shared: StrictBool = False
    """true: the document gives one reference for several {clauses} together."""


class Clause(Record):
    """One clause of the negotiated text behind the {plan}."""

    model_config = ConfigDict(json_schema_extra={SHOWN: ["linkages"]})

    id: Annotated[Code, example("K.2")]
    """Its number in the negotiated text, in quotes."""
    former_ids: Annotated[tuple[Code, ...], example(["K.1"])] = ()
    """Ids that it once had, in quotes. Their addresses lead here."""
    kind: Annotated[
        Literal["clause", "chapeau", "item"],
        meaning(
            clause="It stands alone.",
            chapeau="It introduces what comes after it.",
            item="A lettered piece of another one, which “within” names.",
        ),
    ]
    """What kind of clause it is."""
    part: Annotated[Code, example("K")]
    """The id of the part it stands in, in quotes. The parts stand in plan.yml."""
    within: Annotated[Code | None, example("K.2")] = None
    """The {clause} that an item belongs to, in quotes."""
    known_as: Annotated[Line | None, example("item 7")] = None
    """What the document calls it besides, such as the number of an item."""
    title: Annotated[Line, example("Shade in every street")]
    """Our short title, without a final full stop."""
    summary: Annotated[Text | None, example("Whoever walks through the town finds shade.")] = None
    """What is asked, in our plain words."""
    linkages: tuple[Answer, ...] = ()
    """What answers it. This is the only place where a linkage is written."""
    notes: tuple[Note, ...] = ()
    """Remarks of ours."""
    source: Source
    """Where the official wording stands."""


class Word(Record):
    """What readers call a thing."""

    one: Annotated[Line, example("step")]
    """For one of them, in lower case."""
    many: Annotated[Line, example("steps")]
    """For several."""
    address: Annotated[Address, example("steps")]
    """The part of addresses and folder names that stands for it. It never changes."""


class Noun(Record):
    """What readers call the plan itself."""

    one: Annotated[Line, example("town plan")]
    """For one of them, in lower case."""
    many: Annotated[Line, example("town plans")]
    """For several."""


class Words(Record):
    """The plan’s vocabulary: what readers see, and what files and fields are called."""

    plan: Noun
    """What readers call the plan itself."""
    area: Word
    """A group of promises."""
    commitment: Word
    """One promise. Its address is also the name of the folder and of the field that lists some of them."""
    clause: Word
    """One point of the negotiated text. Its address is also the name of the file."""
    schedule: Word
    """A stretch of planned time."""


class Relation(Record):
    """A verb between {clauses} and {commitments}."""

    id: Annotated[Line, example("carried out by")]
    """The verb as linkages name it."""
    forward: Annotated[Line, example("carried out by")]
    """From the {clause} to the {commitment}, as readers see it."""
    inverse: Annotated[Line, example("carries out")]
    """From the {commitment} to the {clause}, as readers see it."""
    former: StrictBool = False
    """true: an earlier version of the {plan} said so, and the one followed here doesn’t."""


class Part(Record):
    """A part of the negotiated text."""

    id: Annotated[Code, example("K")]
    """Its letter or number in the text, in quotes."""
    title: Annotated[Line, example("What the town asks for")]
    """Our short title, without a final full stop."""
    label: Annotated[Line | None, example("Chapter K")] = None
    """What stands before the title, where it isn’t the id."""
    within: Annotated[Code | None, example("J")] = None
    """The id of the part that this one belongs to, in quotes."""
    introduction: Annotated[Text | None, example("The council is asked to see to streets and parks.")] = None
    """The gist of the words that introduce its {clauses}."""

    @property
    def name(self) -> str:
        """The label and the title, said once where they are the same."""
        label = self.label or self.id
        return self.title if label == self.title else f"{label}. {self.title}"


class Statement(Record):
    """One of a list: a goal, a guiding principle, a step."""

    id: Annotated[Code, example("1")]
    """Its number in the list, in quotes."""
    title: Annotated[Line, example("A town for walking")]
    """Our short title, without a final full stop."""
    summary: Annotated[Text, example("Everybody can walk to school and to work.")]
    """What it says, in our plain words."""
    source: Source
    """Where the official wording stands."""


class Paragraph(Record):
    """A paragraph of the {plan} that belongs to no goal, principle, {area} or {commitment}."""

    number: Annotated[Code, example("12")]
    """Its number, in quotes."""
    gist: Annotated[Text, example("The council looks at the plan again after two years.")]
    """What it says, in our plain words."""
    commitments: Annotated[tuple[Code, ...], example(["31", "32"])] = ()
    """{Commitments} that it names by number, in quotes."""


class Span(Record):
    """A period of time, both ends included."""

    from_: Annotated[Period, example("2031")] = Field(alias="from")
    """The first period, in quotes."""
    to: Annotated[Period, example("2035")]
    """The last period, in quotes; it is included."""


class Version(Record):
    """A document that says what the {plan} promises, at one time."""

    document: DocumentId
    """The document’s id in documents.yml."""
    title: Annotated[Line, example("Draft of May")]
    """What readers call it, in few words, such as its month and year."""
    note: Annotated[Text | None, example("A draft, read aloud at the meeting and changed there.")] = None
    """What it is, and what is known of it."""
    time_unknown: Annotated[Line | None, example("The page with the table is lost.")] = None
    """Why the time of {commitments} may not be known from it."""


class Milestone(Record):
    """An event on the way, planned or held."""

    id: Annotated[Address, example("mid-term-review")]
    """A short name for its address. It never changes."""
    former_ids: Annotated[tuple[Address, ...], example(["first-review"])] = ()
    """Ids that it once had. Their places lead here."""
    date: Day
    """The day, month or year, in quotes."""
    until: Annotated[Day | None, example("2033-03-16")] = None
    """The last day or month, in quotes, where it takes longer."""
    kind: Annotated[
        Literal["planned", "held"],
        meaning(planned="A document says that it will be.", held="A document says that it was."),
    ]
    """Whether it is known to have taken place."""
    title: Annotated[Line, example("Review half way")]
    """Our short title, without a final full stop."""
    text: Annotated[Text | None, example("The council looks at what was planted so far.")] = None
    """What happens there, in our plain words."""
    source: Source
    """Which document speaks of it."""


class Section(Record):
    """A list of statements of the {plan}, under a heading of its own."""

    id: Annotated[Address, example("first-steps")]
    """Its place on the page of the {plan}. It never changes."""
    title: Annotated[Line, example("First steps")]
    """Its heading."""
    introduction: Annotated[Text | None, example("What comes first, and who begins.")] = None
    """What stands before the list, in our plain words."""
    statements: Annotated[tuple[Statement, ...], Field(min_length=1)]
    """The list, in order."""


class TableRow(Record):
    """A row of a table."""

    name: Annotated[Line, example("Main street")]
    """What the row is about; it stands in the first column."""
    cells: Annotated[tuple[Line, ...], example(["forty trees", "two fountains"])]
    """In the order of the columns."""


class Table(Record):
    """A table of the {plan}, cell by cell."""

    id: Annotated[Address, example("streets")]
    """Its place on the page of the {plan}. It never changes."""
    title: Annotated[Line, example("What each street gets")]
    """Its heading."""
    introduction: Annotated[Text | None, example("As the council printed it.")] = None
    """What stands before the table, in our plain words."""
    columns: Annotated[tuple[Line, ...], Field(min_length=2), example(["Street", "Trees", "Water"])]
    """The headings; the first is that of the rows’ names."""
    rows: Annotated[tuple[TableRow, ...], Field(min_length=1)]
    """Its rows, in order."""
    source: Source
    """Where the table is printed."""


class Idea(Record):
    """One point of a stage."""

    id: Annotated[Code, example("1")]
    """Its number in the stage, in quotes."""
    title: Annotated[Line, example("Trees give shade")]
    """In few words: it stands in the picture."""
    text: Annotated[Text, example("Under a tree it is some degrees cooler than beside it.")]
    """What it says, in our plain words."""


class Stage(Record):
    """A step from how things are to how they are to be."""

    id: Annotated[Address, example("cooler-streets")]
    """Its place on the page. It never changes."""
    title: Annotated[Line, example("Cooler streets")]
    """In few words: it stands in the picture."""
    summary: Annotated[Text | None, example("What the trees bring about.")] = None
    """What the stage is, in our plain words."""
    ideas: tuple[Idea, ...] = ()
    """Its points, in order."""


class Theory(Record):
    """Why the {plan} is expected to change things: stages, each leading to the next."""

    title: Annotated[Line, example("From young trees to cool streets")]
    """Its heading."""
    introduction: Annotated[Text, example("Why the council expects cooler summers.")]
    """What stands before the picture, in our plain words."""
    stages: Annotated[tuple[Stage, ...], Field(min_length=2)]
    """The stages, in order."""
    source: Source
    """Where the official wording stands."""


class PlanRecord(Record):
    """A plan: its title, period, words, and what stands above its {areas}."""

    title: Annotated[Line, example("The town's plan for green streets")]
    """Its full title."""
    short_title: Annotated[Line, example("Green streets 2031–35")]
    """For tabs, breadcrumbs and cards."""
    summary: Annotated[Text, example("What the town will do for its streets in five years.")]
    """What the plan is, in our plain words."""
    address: Annotated[Address, example("streets")]
    """The part of the plan’s address. It never changes."""
    unit: Annotated[
        UnitName,
        meaning(
            year='Periods are years, such as "2031".',
            quarter='Periods are quarters of a year, such as "2031Q2".',
            month='Periods are months, such as "2031-04".',
        ),
    ]
    """What the plan counts time in."""
    period: Span
    """The first and the last period of the plan."""
    words: Words
    """What readers call the things of this plan."""
    relations: tuple[Relation, ...]
    """The verbs of linkages."""
    parts: tuple[Part, ...]
    """The parts of the negotiated text, in order."""
    goals: tuple[Statement, ...] = ()
    """What the plan is for, in order."""
    principles: tuple[Statement, ...] = ()
    """What guides the work, in order."""
    sections: tuple[Section, ...] = ()
    """Other lists of statements."""
    tables: tuple[Table, ...] = ()
    """Tables that the plan prints, other than its timetable."""
    theory: Theory | None = None
    """Its theory of change."""
    versions: tuple[Version, ...] = ()
    """The documents that say what it promises, oldest first, where there are several."""
    milestones: tuple[Milestone, ...] = ()
    """Events on the way, in the order of their dates."""
    reporting: Annotated[Text | None, example("No report on the plan is known to us.")] = None
    """What is known of reports on the plan, where none is among the data."""
    paragraphs: tuple[Paragraph, ...] = ()
    """Its other paragraphs, in order."""
    source: Source
    """The document that the plan is taken from."""


class Evidence(Record):
    """Our judgement that a paragraph reports on {commitments}."""

    model_config = ConfigDict(json_schema_extra={SHOWN: ["commitments"]})

    commitments: Annotated[tuple[Code, ...], Field(min_length=1), example(["31"])]
    """The {commitments} it reports on, in quotes."""
    confidence: Annotated[
        Confidence,
        meaning(
            high="We are nearly certain that it speaks of this promise.",
            medium="It probably speaks of this promise.",
            low="It may speak of this promise.",
        ),
    ]
    """How sure we are."""
    reason: Annotated[Text, example("Both speak of trees along the main street.")]
    """What the paragraph and the promise have in common."""


class ReportParagraph(Record):
    """A paragraph of a report."""

    model_config = ConfigDict(json_schema_extra={SHOWN: ["evidence"]})

    number: Annotated[Code, example("7")]
    """Its number, in quotes."""
    section: Annotated[Code, example("2")]
    """The id of the section it stands in, in quotes."""
    gist: Annotated[Text, example("Forty trees were planted, and all of them live.")]
    """What it says, in our plain words."""
    documents: Annotated[tuple[Line, ...], example(["Council 2031/7"])] = ()
    """The documents it names, by their ids in documents.yml."""
    evidence: tuple[Evidence, ...] = ()
    """The {commitments} it reports on."""
    notes: tuple[Note, ...] = ()
    """Remarks of ours."""


class ReportSection(Record):
    """A part of a report."""

    id: Annotated[Code, example("2")]
    """Its number, in quotes."""
    title: Annotated[Line, example("Streets")]
    """Our short title, without a final full stop."""
    area: Annotated[Code | None, example("9")] = None
    """The id of the {area} it is about, in quotes."""


class Report(Record):
    """A report on what was done, paragraph by paragraph."""

    plan: PlanFolder
    """The name of the folder of the plan it reports on."""
    title: Annotated[Line, example("Report on the green streets")]
    """Its full title."""
    short_title: Annotated[Line, example("Report of 2034")]
    """For breadcrumbs and cards."""
    summary: Annotated[Text, example("What the town did for its streets in three years.")]
    """What the report is, in our plain words."""
    caveat: Annotated[Text, example("It speaks of the first three years, and not of the parks.")]
    """What it covers and what it leaves out, so that nobody takes silence for failure."""
    sections: Annotated[tuple[ReportSection, ...], Field(min_length=1)]
    """Its parts, in order."""
    paragraphs: Annotated[tuple[ReportParagraph, ...], Field(min_length=1)]
    """Its paragraphs, in order."""
    source: Source
    """The document that the report is."""


class Status(Record):
    """Where a promise can stand."""

    id: Annotated[Address, example("half-done")]
    """A short name, by which records name it. It never changes."""
    title: Annotated[Line, example("Half done")]
    """What readers see."""
    definition: Annotated[Text, example("A source says that a part of it was done.")]
    """When a promise has this status, in plain words."""
    withdrawn: StrictBool = False
    """true: for promises that are no longer in the plan."""
    reported: StrictBool = False
    """true: for promises of which a report or an update speaks."""


class Continuation(Record):
    """Our judgement that a later promise carries an earlier one on."""

    from_: Annotated[Code, example("31")] = Field(alias="from")
    """The id of the earlier promise, in quotes."""
    to: Annotated[Code, example("51")]
    """The id of the later promise, in quotes."""
    reason: Annotated[Text, example("Both plant trees, the later one in the parks.")]
    """Why we think so."""
    source: Source | None = None
    """The paragraph that says so, where there is one."""


class Succession(Record):
    """A plan that came after another, and what carries on what."""

    earlier: PlanFolder
    """The name of the earlier plan’s folder."""
    later: Annotated[Line, example("town-2036")]
    """The name of the later plan’s folder."""
    introduction: Annotated[Text, example("We read every promise of one plan beside every one of the other.")]
    """How the links were made."""
    links: Annotated[tuple[Continuation, ...], Field(min_length=1)]
    """What carries on what."""


class Document(Record):
    """A document that the data or the documents name."""

    id: DocumentId
    """Its number, or a short name where it has none."""
    former_ids: Annotated[tuple[Line, ...], example(["Council 2031/6"])] = ()
    """Ids that it once had. Their places lead here."""
    title: Annotated[Line, example("The town's plan for green streets")]
    """Its title, as the document prints it."""
    session: Annotated[Line | None, example("Seventh meeting of the council")] = None
    """The session or meeting it was for."""
    date: Day | None = None
    """Its date: YYYY-MM-DD, YYYY-MM or YYYY, in quotes."""
    url: Annotated[Web | None, example("https://town.example/council/2031/7")] = None
    """The address of its official page."""
    note: Annotated[Text | None, example("Printed without its annex.")] = None
    """What readers should know of it, in our plain words."""

    @property
    def name(self) -> str:
        """Its number, or its title where the id is a short name of ours."""
        return self.title if re.fullmatch(SHORT_NAME, self.id) else self.id


class Term(Record):
    """An abbreviation or short name."""

    term: Annotated[Line, example("TGS")]
    """The abbreviation, as documents print it."""
    former_ids: Annotated[tuple[Line, ...], example(["GST"])] = ()
    """What stood here as “term” before. Its place leads here."""
    meaning: Annotated[Line, example("Town of green streets")]
    """What it stands for."""
    note: Annotated[Text | None, example("No document spells it out.")] = None
    """What readers should know of it, in our plain words."""
    source: Source
    """Where it stands."""


class Saying(Record):
    """What one place of one document says."""

    says: Annotated[Text, example("The table plans the trees for two years.")]
    """The gist of it, in our plain words."""
    source: Source
    """Where it says so."""


class Concern(Record):
    """Records of one plan that a discrepancy touches."""

    model_config = ConfigDict(json_schema_extra={SHOWN: ["commitments"]})

    plan: PlanFolder
    """The name of the plan’s folder."""
    areas: Annotated[tuple[Code, ...], example(["9"])] = ()
    """Ids of {areas}, in quotes."""
    commitments: Annotated[tuple[Code, ...], example(["31", "32"])] = ()
    """Ids of {commitments}, in quotes."""
    clauses: Annotated[tuple[Code, ...], example(["K.2"])] = ()
    """Ids of {clauses}, in quotes."""


class ReportConcern(Record):
    """Paragraphs of a report that a discrepancy touches."""

    model_config = ConfigDict(json_schema_extra={SHOWN: ["paragraphs"]})

    report: Annotated[Line, example("report-2034")]
    """The name of the report’s file, without its ending."""
    paragraphs: Annotated[tuple[Code, ...], example(["7"])] = ()
    """Numbers of its paragraphs, in quotes."""


class Discrepancy(Record):
    """Where documents contradict one another or themselves."""

    id: Annotated[Address, example("years-of-planting")]
    """A short name for its address. It never changes."""
    former_ids: Annotated[tuple[Address, ...], example(["planting-years"])] = ()
    """Ids that it once had. Their places lead here."""
    title: Annotated[Line, example("Two years or three for the trees")]
    """Our short title, without a final full stop."""
    statements: Annotated[tuple[Saying, ...], Field(min_length=2)]
    """What each place says: two or more."""
    reading: Annotated[Text, example("We follow the table, which was changed last.")]
    """How this site reads it, and why."""
    concerns: tuple[Concern, ...] = ()
    """The records it touches."""
    reports: tuple[ReportConcern, ...] = ()
    """The paragraphs of reports it touches."""


class Moved(Record):
    """An address of the site that leads elsewhere now, where no record’s “former_ids” say so."""

    model_config = ConfigDict(json_schema_extra={SHOWN: ["to"]})

    from_: Annotated[OwnAddress, example("/about/#old-heading")] = Field(alias="from")
    """The old address, from the site’s root; a place on a page has its # as well."""
    to: Annotated[tuple[OwnAddress, ...], example(["/about/#heading"])] = ()
    """Where it leads now. [] where nothing took its place."""
    date: Day
    """Since when: YYYY-MM-DD, YYYY-MM or YYYY, in quotes."""
    reason: Annotated[Text, example("The heading is shorter now.")]
    """Why, in a sentence for whoever comes by the old address."""
