"""The schemas that editors' programs use are those of the models, and the real data keeps to them."""

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from macros.describing import parts
from macros.schemas import file_kinds, schemas, speech_of, write
from macros.site import Site
from tests.conftest import ROOT
from tests.garden import GARDEN, PLAN, copied, copied_both, edited

DATA = ROOT / "data"
FILES = [path for path in sorted(DATA.rglob("*.yml")) if not path.name.startswith(".")]


def schema_named_by(file: Path) -> Path:
    """The file that a data file's first line names as its schema."""
    first = file.read_text("utf-8").splitlines()[0]
    named = re.fullmatch(r"# yaml-language-server: \$schema=(\S+)", first)
    assert named, f"{file} doesn't begin with the line that names its schema, but with: {first}"
    return (file.parent / named[1]).resolve()


@cache
def garden_schema(name: str) -> Any:
    return json.loads(schemas(GARDEN)[f"{name}.json"])


def faults(name: str, value: object) -> list[str]:
    return sorted(error.message for error in Draft202012Validator(garden_schema(name)).iter_errors(value))


def objects(schema: Any) -> Iterator[Any]:
    yield from (one for one in (schema, *schema.get("$defs", {}).values()) if "properties" in one)


@pytest.mark.parametrize("file", [pytest.param(file, id=str(file.relative_to(DATA))) for file in FILES])
def test_a_data_file_names_its_schema_and_keeps_to_it(file: Path) -> None:
    schema = json.loads(schema_named_by(file).read_text("utf-8"))
    value = yaml.safe_load(file.read_text("utf-8"))
    assert [error.message for error in Draft202012Validator(schema).iter_errors(value)] == []


def test_the_schemas_are_those_of_the_models_and_no_others() -> None:
    folder = DATA / "schema"
    found = {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*.json")}
    assert found == schemas(DATA), "The schemas aren't those of the models. To write them: make schema"


def test_every_schema_is_named_by_a_data_file() -> None:
    assert {schema_named_by(file) for file in FILES} == set((DATA / "schema").rglob("*.json"))


def test_schemas_are_written_where_they_are_wanted(tmp_path: Path) -> None:
    files = write(tmp_path / "schema", GARDEN)
    written = {file.relative_to(tmp_path / "schema").as_posix(): file.read_bytes() for file in files}
    assert written == schemas(GARDEN)


@pytest.mark.parametrize("name", schemas(GARDEN))
def test_a_schema_is_a_schema(name: str) -> None:
    schema = json.loads(schemas(GARDEN)[name])
    Draft202012Validator.check_schema(schema)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert "$id" not in schema


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("discrepancies", "discrepancies.yml"),
        ("documents", "documents.yml"),
        ("glossary", "glossary.yml"),
        ("reports", "reports/harvest-letter.yml"),
        ("statuses", "statuses.yml"),
        ("garden-2031/areas", f"{PLAN}/areas.yml"),
        ("garden-2031/plan", f"{PLAN}/plan.yml"),
        ("garden-2031/tasks", f"{PLAN}/tasks/2.10.yml"),
        ("garden-2031/wishes", f"{PLAN}/wishes.yml"),
    ],
)
def test_the_garden_keeps_to_its_schemas(name: str, file: str) -> None:
    assert faults(name, yaml.safe_load((GARDEN / file).read_text("utf-8"))) == []


def test_the_orchard_and_what_it_carries_on_keep_to_their_schemas(tmp_path: Path) -> None:
    folder = copied_both(tmp_path)
    found = schemas(folder)
    for name, file in (
        ("continuations", "continuations.yml"),
        ("orchard-2032/plan", "plans/orchard-2032/plan.yml"),
        ("orchard-2032/chores", "plans/orchard-2032/chores/P1.yml"),
    ):
        value = yaml.safe_load((folder / file).read_text("utf-8"))
        schema = json.loads(found[f"{name}.json"])
        assert [error.message for error in Draft202012Validator(schema).iter_errors(value)] == []


def test_commitments_are_called_what_the_plan_calls_them() -> None:
    names = {name for one in objects(garden_schema("garden-2031/wishes")) for name in one["properties"]}
    assert "tasks" in names
    assert "commitments" not in names


def test_a_discrepancy_may_concern_commitments_of_any_plan(tmp_path: Path) -> None:
    folder = edited(tmp_path, f"{PLAN}/plan.yml", "many: tasks, address: tasks", "many: jobs, address: jobs")
    (folder / PLAN).rename(folder / "plans" / "garden-2032")
    (folder / "plans" / "garden-2031").symlink_to(GARDEN / PLAN)
    concern = json.loads(schemas(folder)["discrepancies.json"])["$defs"]["Concern"]["properties"]
    assert list(concern) == ["plan", "areas", "tasks", "jobs", "clauses"]


def test_titles_and_descriptions_are_plain_words() -> None:
    schema = garden_schema("garden-2031/tasks")
    assert schema["title"] == "Task"
    assert schema["properties"]["refers_to"]["title"] == "Refers to"
    assert schema["properties"]["title"]["description"] == "Our short title, without a final full stop."
    assert garden_schema("garden-2031/areas")["title"] == "Beds"
    assert garden_schema("garden-2031/areas")["$defs"]["ResourceEstimate"]["title"] == "Resource estimate"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        pytest.param({"id": 2.2}, ["2.2 is not of type 'string'"], id="a number as an id"),
        pytest.param({"id": "2/2"}, ["'2/2' does not match"], id="an id of another form"),
        pytest.param({"notes": None}, ["None is not of type 'array'"], id="a field without a value"),
        pytest.param({"colour": "green"}, ["Additional properties are not allowed"], id="an unknown field"),
        pytest.param({"title": "one\ntwo"}, ["'one\\ntwo' does not match"], id="a title of two lines"),
    ],
)
def test_a_schema_marks(change: dict[str, object], said: list[str]) -> None:
    task = yaml.safe_load((GARDEN / PLAN / "tasks" / "2.2.yml").read_text("utf-8"))
    found = faults("garden-2031/tasks", {**task, **change})
    assert [message.startswith(start) for message, start in zip(found, said, strict=True)] == [True]


def test_schemas_are_written_even_where_the_data_is_broken(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    (folder / PLAN / "plan.yml").write_text("title: Half: a plan\n")
    (folder / PLAN / "tasks" / "3.yml").write_text("")
    assert set(schemas(folder)) == set(schemas(GARDEN))


def fields(schema: Any) -> Iterator[tuple[str, Any]]:
    """Every field of a schema with what it is called in messages."""
    for one in objects(schema):
        yield from ((f"{one['title']}: {name}", field) for name, field in one["properties"].items())


@cache
def every_schema(data: Path) -> list[Any]:
    return [json.loads(content) for content in schemas(data).values()]


def resolved(field: Any, schema: Any) -> Any:
    name = field.get("$ref", "").rpartition("/")[2]
    return {**schema["$defs"][name], **field} if name else field


@pytest.mark.parametrize("data", [DATA, GARDEN], ids=["the real data", "the garden"])
def test_every_group_and_field_says_what_it_is_in_whole_sentences(data: Path) -> None:
    for schema in every_schema(data):
        described = [(one["title"], one) for one in objects(schema)] + [*fields(schema)]
        unclear = [
            name for name, one in described if not re.search(r"\w.*[.\]]$", one.get("description", ""))
        ]
        assert unclear == []


@pytest.mark.parametrize("data", [DATA, GARDEN], ids=["the real data", "the garden"])
def test_every_field_shows_an_example_that_may_stand_there(data: Path) -> None:
    for schema in every_schema(data):
        for name, field in fields(schema):
            one = resolved(field, schema)
            if "enum" in one or one["type"] == "boolean":
                continue
            assert one.get("examples"), f"{name} has no example"
            own = Draft202012Validator({**one, "$defs": schema.get("$defs", {})})
            assert [error.message for example in one["examples"] for error in own.iter_errors(example)] == []


@pytest.mark.parametrize("data", [DATA, GARDEN], ids=["the real data", "the garden"])
def test_the_example_of_a_file_keeps_to_its_schema(data: Path) -> None:
    for schema in every_schema(data):
        (example,) = schema["examples"]
        assert [error.message for error in Draft202012Validator(schema).iter_errors(example)] == []


def test_every_choice_says_what_it_means() -> None:
    for schema in every_schema(DATA):
        for name, field in fields(schema):
            for one in (field, field.get("items", {})):
                assert len(one.get("enumDescriptions", ())) == len(one.get("enum", ())), name


def texts(value: Any) -> Iterator[str]:
    if isinstance(value, dict | list):
        for one in value.values() if isinstance(value, dict) else value:
            yield from texts(one)
    elif isinstance(value, str):
        yield value


def test_examples_are_invented(site: Site) -> None:
    real = {*site.documents, *site.plans, *site.reports, *site.discrepancies}
    for plan in site.plans.values():
        for records in (plan.areas, plan.commitments, plan.clauses):
            real |= {record.title for record in records.values()}
    shown = {
        text
        for schema in every_schema(DATA)
        for part in parts(schema)
        for text in texts(part.get("examples", ()))
    }
    assert "Plant trees along the main street" in shown
    assert shown & real == set()
    known = [plan.commitments for plan in site.plans.values()] + [
        plan.clauses for plan in site.plans.values()
    ]
    named = {
        schema["properties"]["id"]["examples"][0]
        for schema in every_schema(DATA)
        if "status" in schema.get("properties", ())
    }
    assert named == {"31"}
    assert not [one for one in known if {"31", "32", "K.2"} & {*one}]


def test_descriptions_speak_the_words_of_the_plan() -> None:
    schema = garden_schema("garden-2031/tasks")
    assert schema["$defs"]["Activity"]["description"] == "A numbered step of the task."
    assert schema["properties"]["refers_to"]["description"] == (
        "Other tasks that its paragraphs or activities name."
    )


def test_no_description_puts_an_article_before_a_word_of_a_plan() -> None:
    """It would be wrong for some plan: "a output"."""
    assert re.findall(r"(?i)\ban? \{[a-z]+\}", (ROOT / "macros" / "model.py").read_text("utf-8")) == []


def test_a_shared_file_names_the_things_of_every_plan(tmp_path: Path) -> None:
    concern = json.loads(schemas(copied_both(tmp_path))["discrepancies.json"])["$defs"]["Concern"][
        "properties"
    ]
    assert concern["areas"]["description"] == "Ids of beds or rows, in quotes."
    assert concern["tasks"]["description"] == "Ids of tasks, in quotes."
    assert concern["chores"]["description"] == "Ids of chores, in quotes."


def test_a_word_with_braces_is_a_word(tmp_path: Path) -> None:
    folder = edited(tmp_path, f"{PLAN}/plan.yml", "one: task, many: tasks", 'one: "{task}", many: "{0}"')
    described = json.loads(schemas(folder)["garden-2031/tasks.json"])["$defs"]["Activity"]["description"]
    assert described == "A numbered step of the {task}."


@pytest.mark.parametrize(
    ("period", "said"),
    [
        pytest.param("2031-04", [], id="of the plan's unit"),
        pytest.param("2031", ["'2031' does not match '^([12][0-9]{3})-(0[1-9]|1[0-2])$'"], id="of another"),
    ],
)
def test_a_schema_knows_what_a_plan_counts_in(period: str, said: list[str]) -> None:
    task = yaml.safe_load((GARDEN / PLAN / "tasks" / "2.2.yml").read_text("utf-8"))
    assert faults("garden-2031/tasks", {**task, "phases": [{"from": period, "to": "2031-05"}]}) == said
    phase = garden_schema("garden-2031/tasks")["$defs"]["Phase"]
    assert phase["examples"] == [{"from": "2031-01", "to": "2033-01"}]
    assert phase["properties"]["from"]["errorMessage"] == 'Write the month in quotes, as in "2025-01".'


def test_what_lists_commitments_must_stand_under_one_of_the_names(tmp_path: Path) -> None:
    alone = garden_schema("reports")["$defs"]["Evidence"]
    assert "tasks" in alone["required"]
    both = json.loads(schemas(copied_both(tmp_path))["reports.json"])["$defs"]["Evidence"]
    assert both["anyOf"] == [{"required": ["tasks"]}, {"required": ["chores"]}]
    assert {"tasks", "chores", "commitments"} & {*both["required"]} == set()


def test_completion_offers_no_empty_list_and_no_false() -> None:
    assert not [name for schema in every_schema(DATA) for name, field in fields(schema) if "default" in field]


def test_a_new_file_is_given_its_schema_by_its_folder(site: Site) -> None:
    settings = json.loads((ROOT / ".vscode" / "settings.json").read_text("utf-8"))
    mapped = {
        file.relative_to(ROOT).as_posix(): schema
        for schema, pattern in settings["yaml.schemas"].items()
        for file in ROOT.glob(pattern)
    }
    named = {
        file.relative_to(ROOT).as_posix(): schema_named_by(file).relative_to(ROOT).as_posix()
        for file in FILES
    }
    assert mapped == named
    kinds = file_kinds(speech_of(plan) for plan in site.plans.values())
    patterns = {f"data/schema/{kind.name}.json": f"data/{kind.path}" for kind in kinds}
    assert settings["yaml.schemas"] == dict(sorted(patterns.items()))


def test_the_editor_keeps_to_the_house_rules_and_formats_nothing() -> None:
    settings = json.loads((ROOT / ".vscode" / "settings.json").read_text("utf-8"))
    assert (settings["yaml.format.enable"], settings["[yaml]"]["editor.formatOnSave"]) == (False, False)
    assert settings["[yaml]"]["editor.tabSize"] == 2
    assert settings["yaml.schemaStore.enable"] is False
