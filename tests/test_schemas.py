"""The schemas that editors' programs use are those of the models, and the real data keeps to them."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from macros.schemas import schemas, write
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
