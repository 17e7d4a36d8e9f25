"""Two states of the data → every fact that differs, in plain words: no field can change in silence."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from macros import model
from macros.annals import summary
from macros.build import build
from macros.change import Change, Subject
from macros.differences import differences, subjects
from macros.differences.keepsakes import TITLED
from macros.differences.renaming import NAMES
from macros.graph import Plan
from macros.identifiers import Quoted
from macros.model import Moved, Record
from macros.render import words
from macros.saying import Speaker
from macros.site import Site
from tests.garden import PLAN, copied_both

TASK, BED, WISHES = f"{PLAN}/tasks/2.2.yml", f"{PLAN}/areas.yml", f"{PLAN}/wishes.yml"
GARDEN, POND = f"{PLAN}/plan.yml", f"{PLAN}/tasks/3(2030).yml"
PLAN_ITSELF = Subject(kind="plan", id="garden-2031", plan="garden-2031")
GUESSED = '{from: "2031-05", to: "2031-06", presumed: [from, to], reason: The minutes name the spring.}'
STEP = 'updates:\n  - {date: "2031-03", text: The paint came., source: {document: minutes}}\n'


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The garden and the orchard, with an address that moved."""
    site = build(copied_both(tmp_path_factory.mktemp("both")))
    moved = Moved.model_validate(
        {"from": "/shed/", "to": ("/tasks/",), "date": Quoted("2031"), "reason": "It is gone."}
    )
    return replace(site, moved=(moved,))


def test_a_site_does_not_differ_from_itself(both: Site) -> None:
    assert differences(both, both) == ()


# ---- every field of every model


def models() -> set[type[Record]]:
    """What a site is made of. A word's own fields are those of each kind of word."""
    found = {one for one in vars(model).values() if isinstance(one, type) and issubclass(one, Record)}
    return found - {Record}


def fields() -> set[tuple[str, str]]:
    return {(one.__name__, field) for one in models() for field in one.model_fields}


def places(record: Record, change: Callable[[Any], Any]) -> Iterator[tuple[Record, Callable[[Any], Any]]]:
    """Every record within a record, itself first, and what makes the whole with another in its place."""
    yield record, change
    for field, value in record:
        alone = isinstance(value, Record)
        for place, inner in enumerate((value,) if alone else value if isinstance(value, tuple) else ()):
            if isinstance(inner, Record):

                def around(
                    other: Any,
                    field: str = field,
                    place: int = place,
                    alone: bool = alone,
                    value: Any = value,
                ) -> Any:
                    new = other if alone else (*value[:place], other, *value[place + 1 :])
                    return change(record.model_copy(update={field: new}))

                yield from places(inner, around)


def sites(site: Site) -> Iterator[tuple[Record, Callable[[Any], Site]]]:
    """Every record of a site, and what makes the site with another in its place."""
    for plan in site.plans.values():

        def of_plan(plan: Plan = plan, **values: Any) -> Site:
            return replace(site, plans={**site.plans, plan.id: replace(plan, **values)})

        yield plan.record, lambda one, of_plan=of_plan: of_plan(record=one)  # type: ignore[misc]
        for kind in ("areas", "commitments", "withdrawn", "clauses"):
            yield from table(getattr(plan, kind), kind, of_plan)
    for kind in ("documents", "discrepancies", "statuses", "reports"):
        yield from table(getattr(site, kind), kind, partial(replace, site))
    for kind in ("terms", "successions", "moved"):
        yield from listed(getattr(site, kind), kind, partial(replace, site))


def table(records: dict[str, Any], kind: str, make: Callable[..., Site]) -> Iterator[Any]:
    for name, record in records.items():

        def around(one: Any, name: str = name) -> Site:
            others = {key: value for key, value in records.items() if key != name}
            return make(**{kind: {**others, getattr(one, "id", name): one}})

        yield record, around


def listed(records: tuple[Any, ...], kind: str, make: Callable[..., Site]) -> Iterator[Any]:
    for place, record in enumerate(records):

        def around(one: Any, place: int = place) -> Site:
            return make(**{kind: (*records[:place], one, *records[place + 1 :])})

        yield record, around


NAMED_OTHERWISE = {
    ("Commitment", "status"),
    ("Concern", "plan"),
    ("Report", "plan"),
    ("Succession", "earlier"),
}
"""What a sentence says by a title, or by the name of another record."""
DATES = {"date", "until", "as_of"}


def test_another_order_is_said_of_every_list(both: Site) -> None:
    said = set()
    for record, around in sites(both):
        for inner, change in places(record, around):
            for field, value in inner:
                if isinstance(value, tuple) and len(set(value)) > 1:
                    after = change(inner.model_copy(update={field: value[::-1]}))
                    for one in differences(both, after):
                        said.add((field, Speaker(both).say(one).sentence.partition(" ")[0]))
    assert {"phases", "activities", "revisions", "milestones"} <= {field for field, _ in said}


def another(value: Any, name: tuple[str, str], pool: dict[tuple[str, str], Any]) -> Any:
    """A value that the field doesn't hold now."""
    if name[1] in DATES:
        return "1999-12"
    if isinstance(value, bool | int):
        return (not value) if isinstance(value, bool) else value + 1
    if isinstance(value, str):
        return f"{value}9"
    if value:
        return value[:-1] if isinstance(value, tuple) else None
    return pool.get(name, ("9",) if isinstance(value, tuple) else "9")


def test_whatever_field_of_a_record_changes_is_said(both: Site) -> None:
    """Each field of each model, where it has a value and where it has none."""
    pool: dict[tuple[str, str], Any] = {}
    found: dict[tuple[str, str, bool], tuple[Record, str, Callable[[Any], Site]]] = {}
    for record, around in sites(both):
        for inner, change in places(record, around):
            for field, value in inner:
                name = (type(inner).__name__, field)
                pool.setdefault(name, value) if value else None
                found.setdefault((*name, bool(value)), (inner, field, change))
    silent, said = [], set()
    for (owner, field, _), (inner, _, change) in found.items():
        value = another(getattr(inner, field), (owner, field), pool)
        said.add((owner, field))
        if value is None and type(inner).model_fields[field].is_required():
            continue  # it is never missing, and its own fields are looked at for themselves
        after = change(inner.model_copy(update={field: value}))
        changes = differences(both, after)
        spoken = [Speaker(both, after).say(one) for one in changes]
        told = "".join([*(one.sentence for one in spoken), *(p.text for one in spoken for p in one.after)])
        tells = (owner, field) in NAMED_OTHERWISE or not isinstance(value, str)
        if not changes or not (tells or value[-9:].removesuffix(".") in told or "1999" in told):
            silent.append((owner, field, told))
    assert not silent
    assert fields() - said == set()


# ---- sentences


def before_and_after(tmp_path: Path, *edits: tuple[str, str, str]) -> tuple[Site, Site]:
    """The garden, and the garden with texts of its files replaced; where there was none, with a new file."""
    folder = copied_both(tmp_path)
    before = build(folder)
    for name, old, new in edits:
        file = folder / name
        text = file.read_text("utf-8") if old else ""
        assert text.count(old) == 1 or not old, (name, old)
        file.write_text(text.replace(old, new) if old else new, "utf-8")
    return before, build(folder)


def sentences(before: Site, after: Site) -> list[str]:
    speaker = Speaker(before, after)
    return [speaker.say(change).sentence for change in differences(before, after)]


SAID = {
    "the end of a phase": (
        (TASK, 'to: "2031-04"\n    text', 'to: "2031-05"\n    text'),
        ["Season “Sow: two rows” now ends with 2031-05, not with 2031-04."],
    ),
    "the text of a phase": (
        (TASK, '"Sow: two rows"', '"Sow: three rows"'),
        ["Season “Sow: three rows”: text is now “Sow: three rows”, not “Sow: two rows”."],
    ),
    "a linkage that is gone": (
        (WISHES, '["2.2", "2.10"]', '["2.2"]'),
        [
            "Wish A.1 is no longer linked to task 2.10.",
            "Task 2.10 answers no wish any more.",
        ],
    ),
    "a linkage that is new": (
        (WISHES, '["2.2", "2.10"]', '["2.2", "2.10", "3"]'),
        ["Wish A.1 is now linked to task 3.", "Task 3 answers a wish now."],
    ),
    "a wish that nothing answers any more": (
        (WISHES, '  linkages:\n    - paragraphs: ["5"]\n      relation: noted in\n', ""),
        ["Wish B.2 is no longer linked to para. 5.", "Nothing answers wish B.2 any more."],
    ),
    "the bed of a task": (
        (f"{PLAN}/tasks/3.yml", 'area: "2"', 'area: "1"'),
        ["It belongs to bed “1” now, not to “2”."],
    ),
    "where a task stands": (
        (TASK, "status: told", "status: done"),
        ["It stands at “Done” now, not at “Told of”."],
    ),
    "the day for which that holds": (
        (TASK, 'as_of: "2031-11"', 'as_of: "2031-12-01"'),
        ["Where it stands is now said for 1 December 2031, not for November 2031."],
    ),
    "a phase that came": (
        (
            f"{PLAN}/tasks/3.yml",
            "source: ",
            'phases:\n  - {from: "2031-05", to: "2031-06", text: Sand it}\nsource: ',
        ),
        ["Season “Sand it” (2031-05–2031-06) was added."],
    ),
    "a phase of which only the time is known": (
        (f"{PLAN}/tasks/3.yml", "source: ", f"phases:\n  - {GUESSED}\nsource: "),
        ["Season 2031-05–2031-06, its start and end presumed, was added: “The minutes name the spring”."],
    ),
    "an activity": (
        (TASK, "text: Put up the poles", "text: Put up the poles\n  - {number: '3', text: Water them}"),
        ["Activity 3 was added: “Water them”."],
    ),
    "the reason of a link": (
        ("reports/harvest-letter.yml", '- tasks: ["2.2"]\n', '- tasks: ["2.2", "3"]\n'),
        [
            (
                "Para. 2 now counts as evidence for task 3 (high confidence): "
                "“The paragraph names the beans and the fence”."
            )
        ],
    ),
    "the page of a withdrawn task": (
        (POND, "  keeps_page: true\n", ""),
        ["Its page no longer stays where one task took its place."],
    ),
    "another successor": (
        (POND, 'replaced_by: ["2.2"]', 'replaced_by: ["2.2", "3"]'),
        ["Task 3 took the place of task 3(2030)."],
    ),
    "an end that is no longer presumed": (
        (TASK, "    presumed: [to]\n    reason: The minutes print no end.\n", ""),
        [
            "Season “Water; weed”: its end is no longer presumed.",
            "Season “Water; weed”: reason is no longer “The minutes print no end”; none stands here now.",
        ],
    ),
    "a milestone": (
        (
            GARDEN,
            "milestones:\n",
            (
                'milestones:\n  - {id: bee-day, date: "2030-11-03", until: "2030-11-05", kind: planned, '
                "title: Day of the bees; and wasps, text: They are counted., source: {document: minutes}}\n"
            ),
        ),
        [
            (
                "Milestone “Day of the bees; and wasps” (planned, 3–5 November 2030) was added: "
                "“They are counted”."
            )
        ],
    ),
    "a milestone's title": (
        (GARDEN, "title: Garden meeting", "title: Meeting"),
        ["Milestone “Meeting”: title is now “Meeting”, not “Garden meeting”."],
    ),
    "a milestone's code": (
        (GARDEN, "id: meeting\n", "id: assembly\n    former_ids: [meeting]\n"),
        ["Milestone “Garden meeting”: code is now “assembly”, not “meeting”."],
    ),
    "a part": (
        (GARDEN, '{id: "A", title: Things to eat}', '{id: "A", title: Things to eat, label: Part A}'),
        ["Part “Things to eat”: label is now “Part A”; none stood here before."],
    ),
    "a judgement": (
        (TASK, "activities:\n", "notes:\n  - {kind: judgement, text: Nobody says why.}\nactivities:\n"),
        ["Our judgement was added: “Nobody says why”."],
    ),
    "the kind of a remark": (
        (TASK, "      - kind: unclear\n", "      - kind: judgement\n"),
        ["What first-list says: remark: kind is now “judgement”, not “unclear”."],
    ),
    "a dated step": (
        (f"{PLAN}/tasks/3.yml", "source: ", f"{STEP}source: "),
        ["Dated step of March 2031 was added: “The paint came”."],
    ),
    "the order in which a paragraph names tasks": (
        (TASK, 'tasks: ["2.10", "3"]', 'tasks: ["3", "2.10"]'),
        ["What its text names (para. 7): tasks are in another order: now “3, 2.10”, before “2.10, 3”."],
    ),
    "what an activity names": (
        (f"{PLAN}/tasks/2.10.yml", 'tasks: ["3"]', 'tasks: ["3", "2.2"]'),
        ["What its text names (activity b): tasks: “2.2” was added."],
    ),
    "a full stop": (
        (TASK, "text: Put up the poles", "text: Put up the poles."),
        ["Activity 2: text is worded anew."],
    ),
}


@pytest.mark.parametrize(("edit", "expected"), SAID.values(), ids=SAID.keys())
def test_a_change_is_said_in_the_plans_own_words(
    tmp_path: Path, edit: tuple[str, str, str], expected: list[str]
) -> None:
    assert sentences(*before_and_after(tmp_path, edit)) == expected


def test_a_long_text_stands_below_its_sentence_with_the_words_marked_that_differ(tmp_path: Path) -> None:
    old = "Beans are planted along the fence."
    new = f"Beans are planted along the wall. {'It keeps them warm. ' * 5}".strip()
    before, after = before_and_after(tmp_path, (TASK, old, new))
    (change,) = differences(before, after)
    said = Speaker(before, after).say(change)
    assert said.sentence == "Summary is worded anew."
    assert [(piece.text, piece.same) for piece in said.before] == [
        ("Beans are planted along the ", True),
        ("fence.", False),
    ]
    assert "".join(piece.text for piece in said.after) == new


def test_a_withdrawn_task_says_why_and_what_took_its_place(tmp_path: Path) -> None:
    withdrawal = (
        'withdrawal:\n  reason: The paint is out.\n  replaced_by: ["2.2"]\n'
        '  source: {document: minutes, paragraphs: ["9"]}\nsource: '
    )
    before, after = before_and_after(tmp_path, (f"{PLAN}/tasks/3.yml", "source: ", withdrawal))
    changes = differences(before, after)
    speaker = Speaker(before, after)
    expected = "Task 3 is no longer in the garden plan: “The paint is out”; task 2.2 took its place."
    assert speaker.say(changes[0]).sentence == expected
    assert [one.id for one in changes[0].touches] == ["2.2"]
    assert "1 task withdrawn" in summary(speaker, changes)


def test_what_took_the_place_of_several_is_said_of_each(both: Site) -> None:
    pond = Subject(kind="commitment", id="3(2030)", plan="garden-2031")
    heirs = tuple(pond.model_copy(update={"id": one}) for one in ("2.2", "2.10", "3"))
    change = Change(subject=pond, at=("withdrawal", ""), how="new", after="It is dry.", touches=heirs)
    alone = change.model_copy(update={"touches": ()})
    assert [Speaker(both).say(one).sentence.partition(": ")[2] for one in (change, alone)] == [
        "“It is dry”; task 2.2 and task 2.10 and task 3 took its place.",
        "“It is dry”.",
    ]


RECORDED = {
    "a milestone with a text below": (
        PLAN_ITSELF,
        ("milestones", "meeting"),
        f"2030-12-05; held; Garden meeting; {'The neighbours agree. ' * 5}",
        "Milestone “Garden meeting” (held, 5 December 2030) was added.",
    ),
    "a milestone that is there no more": (
        PLAN_ITSELF,
        ("milestones", "supper"),
        "2030; planned; Supper",
        "Milestone “Supper” (planned, 2030) was added.",
    ),
    "a statement within a section": (
        PLAN_ITSELF,
        ("sections", "manners", "statements", "1"),
        "Shut the gate; The gate is shut behind oneself.",
        (
            "Section “Manners in the garden”: statement “Shut the gate” was added: "
            "“The gate is shut behind oneself”."
        ),
    ),
    "a remark": (
        Subject(kind="clause", id="A.1", plan="garden-2031"),
        ("notes", ""),
        "unclear; It names no day.",
        "Remark on what is unclear was added: “It names no day”.",
    ),
}


def test_what_is_so_or_not_is_said_in_a_sentence_of_its_own(both: Site) -> None:
    flags = {field for one in models() for field, info in one.model_fields.items() if info.annotation is bool}
    own = {f"{field}_{how}" for field in flags for how in ("on", "off")}
    said = {key.rpartition(".")[2] for key in words().sentences if key.startswith("difference.")}
    assert flags
    assert {one for one in own if not any(key.endswith(one) for key in said)} == set()
    shared = Change(
        subject=Subject(kind="clause", id="A.1", plan="garden-2031"),
        at=("linkages", "3"),
        field="shared",
        how="on",
    )
    expected = "Link to task 3: the document gives this reference for several wishes together."
    assert Speaker(both).say(shared).sentence == expected


@pytest.mark.parametrize(("subject", "at", "line", "sentence"), RECORDED.values(), ids=RECORDED.keys())
def test_an_item_on_one_line_of_the_history_is_named_by_its_title(
    both: Site, subject: Subject, at: tuple[str, ...], line: str, sentence: str
) -> None:
    said = Speaker(both).say(Change(subject=subject, at=at, how="new", after=line))
    assert said.sentence == sentence
    assert not any("Garden meeting" in piece.text for piece in said.after)


def test_every_list_whose_items_have_a_title_and_a_code_is_known() -> None:
    """A milestone's code is ours: readers have never seen it."""
    found = {
        name
        for one in models()
        for name, field in one.model_fields.items()
        for inner in models()
        if {"id", "title"} <= inner.model_fields.keys()
        if f"{inner.__module__}.{inner.__name__}," in str(field.annotation)
    }
    assert found == TITLED


def test_lists_in_another_order_name_their_items_by_title(both: Site) -> None:
    change = Change(
        subject=PLAN_ITSELF, field="milestones", how="order", before="meeting, x", after="x, meeting"
    )
    expected = "Milestones are in another order: now “x”, “Garden meeting”, before “Garden meeting”, “x”."
    assert Speaker(both).say(change).sentence == expected


def test_a_page_that_stays_says_so(both: Site) -> None:
    pond = Subject(kind="commitment", id="3(2030)", plan="garden-2031")
    change = Change(subject=pond, at=("withdrawal", ""), field="keeps_page", how="on")
    assert Speaker(both).say(change).sentence == "Its page stays, though it is no longer in the garden plan."


def test_a_list_of_what_continues_is_counted_in_plain_words(both: Site) -> None:
    change = Change(subject=Subject(kind="succession", id="x", plan="garden-2031"), how="new")
    assert list(summary(Speaker(both), (change,))) == ["1 list of what continues added"]


def test_a_task_with_another_code_is_the_same_task(tmp_path: Path) -> None:
    folder = copied_both(tmp_path)
    before = build(folder)
    file = folder / f"{PLAN}/tasks/4.yml"
    text = file.read_text("utf-8").replace('id: "4"', 'id: "5"\nformer_ids: ["4"]')
    file.rename(file.with_name("5.yml")).write_text(text, "utf-8")
    after = build(folder)
    subject = Subject(kind="commitment", id="5", plan="garden-2031")
    assert {one.subject for one in differences(before, after)} == {subject}
    assert sentences(before, after) == ["It is called task 5 now; its code was “4”."]


class Renamed(NamedTuple):
    kind: str
    file: str
    old: str
    new: str
    fields: str
    """Those that name it, in whatever record."""
    said: str


RENAMED = (
    Renamed(
        "commitment",
        TASK,
        "2.2",
        "2.9",
        "tasks|replaced_by|from",
        "It is called task 2.9 now; its code was “2.2”.",
    ),
    Renamed(
        "commitment",
        f"{PLAN}/tasks/3.yml",
        "3",
        "6",
        "tasks|from",
        "It is called task 6 now; its code was “3”.",
    ),
    Renamed(
        "commitment",
        "plans/orchard-2032/chores/P1.yml",
        "P1",
        "P9",
        "to",
        "It is called chore P9 now; its code was “P1”.",
    ),
    Renamed("area", BED, "2", "7", "area|areas", "It is called bed 7 now; its code was “2”."),
    Renamed("area", BED, "1", "7", "area|areas", "It is called bed 7 now; its code was “1”."),
    Renamed("clause", WISHES, "A.2", "A.9", "within", "It is called wish A.9 now; its code was “A.2”."),
    Renamed("clause", WISHES, "B.2", "B.9", "clauses", "It is called wish B.9 now; its code was “B.2”."),
    Renamed(
        "document",
        "documents.yml",
        "minutes",
        "record",
        "document|documents",
        "Code is now “record”, not “minutes”.",
    ),
    Renamed(
        "document",
        "documents.yml",
        "second-list",
        "list-2",
        "document|documents",
        "Code is now “list-2”, not “second-list”.",
    ),
)


def rename(folder: Path, one: Renamed) -> None:
    """As an editor does it: the record keeps its old code, and whatever names it is adapted."""
    file = folder / one.file
    quoted = re.escape(one.old)
    text, count = re.subn(
        rf'^( *)((?:- )?)id: ("?){quoted}"?$',
        lambda found: (
            f"{found[1]}{found[2]}id: {found[3]}{one.new}{found[3]}\n"
            f'{found[1]}{" " * len(found[2])}former_ids: ["{one.old}"]'
        ),
        file.read_text("utf-8"),
        flags=re.MULTILINE,
    )
    assert count == 1
    file.write_text(text, "utf-8")
    if file.stem == one.old:
        file.rename(file.with_stem(one.new))
    named = re.compile(rf'(\b(?:{one.fields}): (?:\[[^\]]*)?"?)(?<![\w.]){quoted}(?=["\],}}\n])')
    for each in folder.rglob("*.yml"):
        each.write_text(named.sub(rf"\g<1>{one.new}", each.read_text("utf-8")), "utf-8")


@pytest.mark.parametrize("one", RENAMED, ids=lambda one: f"{one.kind} {one.old}")
def test_a_record_with_another_code_changes_no_record_that_names_it(tmp_path: Path, one: Renamed) -> None:
    folder = copied_both(tmp_path)
    before = build(folder)
    rename(folder, one)
    after = build(folder)
    assert sentences(before, after) == [one.said]
    assert [(each.subject.kind, each.subject.id) for each in differences(before, after)] == [
        (one.kind, one.new)
    ]


def test_a_version_that_says_a_former_code_says_what_it_said_before(tmp_path: Path) -> None:
    folder = copied_both(tmp_path)
    before = build(folder)
    rename(folder, RENAMED[0])
    file = folder / f"{PLAN}/tasks/2.9.yml"
    text = file.read_text("utf-8")
    old = "  - document: minutes\n    changes"
    assert old in text
    file.write_text(text.replace(old, '  - document: minutes\n    ids: ["2.2"]\n    changes'), "utf-8")
    assert sentences(before, build(folder)) == [RENAMED[0].said]


def test_a_gap_of_a_record_with_another_code_is_said(tmp_path: Path) -> None:
    folder = copied_both(tmp_path)
    before = build(folder)
    rename(folder, RENAMED[0])
    file = folder / WISHES
    file.write_text(
        file.read_text("utf-8").replace('["2.9", "2.10"]', '["2.10"]').replace('["2.9"]', '["3"]'), "utf-8"
    )
    assert "Task 2.9 answers no wish any more." in sentences(before, build(folder))


def test_every_field_that_names_a_record_by_a_code_of_its_own_is_known() -> None:
    """Records that may have former codes, by what fields that name them are called."""
    named = {
        "area": {"area", "areas"},
        "clause": {"clauses", "within"},
        "commitment": {"commitments", "from_", "to", "replaced_by"},
        "document": {"document", "documents"},
    }
    others = {
        *((one, end) for one in ("Phase", "Span", "Moved") for end in ("from_", "to")),
        *(("Words", word) for word in ("area", "clause", "commitment")),
        ("Part", "within"),
    }
    kinds = {field: kind for kind, those in named.items() for field in those}
    assert {(owner, field): kinds[field] for owner, field in fields() - others if field in kinds} == NAMES


def test_what_came_and_what_went_is_named_and_counted(tmp_path: Path) -> None:
    folder = copied_both(tmp_path)
    before = build(folder)
    tasks = folder / PLAN / "tasks"
    text = (tasks / "3.yml").read_text("utf-8").replace('id: "3"', 'id: "6"')
    (tasks / "6.yml").write_text(text, "utf-8")
    (tasks / "4.yml").unlink()
    after = build(folder)
    assert sentences(before, after) == [
        "Task 6 is new: “Paint the shed”.",
        "Task 4 was taken out: “Hang a swing”.",
    ]
    speaker = Speaker(before, after)
    assert list(summary(speaker, differences(before, after))) == ["1 task added", "1 task taken out"]


def test_a_plan_that_went_is_still_spoken_of(both: Site) -> None:
    after = replace(both, plans={"garden-2031": both.plans["garden-2031"]}, successions=())
    changes = differences(both, after)
    speaker = Speaker(after)
    said = [speaker.say(one).sentence for one in changes]
    assert "Commitment P1 was taken out: “Prop up the pears”." in said
    assert "3 commitments taken out" in summary(speaker, changes)


def test_another_order_of_wishes_is_a_change_of_the_plan(both: Site) -> None:
    plan = both.plans["garden-2031"]
    turned = dict(reversed(plan.clauses.items()))
    after = replace(both, plans={**both.plans, plan.id: replace(plan, clauses=turned)})
    (change,) = differences(both, after)
    assert (change.subject.kind, change.field, change.how) == ("plan", "clauses", "order")
    assert change.before.split(", ") == list(plan.clauses)
    said = Speaker(both).say(change).sentence
    assert said.startswith("Wishes are in another order: now “B.2, B.1")


def test_a_change_is_as_much_about_what_it_names(tmp_path: Path) -> None:
    before, after = before_and_after(tmp_path, (WISHES, '["2.2", "2.10"]', '["2.2"]'))
    linkage, _ = differences(before, after)
    assert [(one.kind, one.id) for one in linkage.touches] == [("commitment", "2.10")]


def test_every_record_is_known_by_one_name(both: Site) -> None:
    known = subjects(both)
    plans = both.plans.values()
    own = sum(1 + len(one.areas) + len(one.every_commitment) + len(one.clauses) for one in plans)
    shared = (both.documents, both.terms, both.discrepancies, both.statuses, both.reports, both.successions)
    assert len(known) == own + sum(map(len, shared)) + len(both.moved)


def test_a_change_keeps_its_shape_when_it_is_written_and_read(tmp_path: Path) -> None:
    before, after = before_and_after(tmp_path, (TASK, "text: Put up the poles", "text: Put the poles up"))
    for change in differences(before, after):
        assert Change.model_validate_json(change.model_dump_json(exclude_defaults=True)) == change
