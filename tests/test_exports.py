"""The published files keep their contract: fields, order, bytes. Other people's programs read them."""

import csv
import json
import os
import subprocess
import sys
from collections.abc import Mapping
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
import yaml

from macros.build import build
from macros.cells import cell
from macros.identifiers import slug
from macros.published import files
from macros.site import Site
from tests.conftest import GOLDEN, ROOT, Golden
from tests.garden import GARDEN, PLAN, copied, copied_both, garden

CONTRACT = {
    "plans": "id title address period unit words",
    "areas": "id title url commitments resource_estimate source",
    "commitments": "id area title summary url status activities periods phases schedules refers_to clauses "
    "revisions evidence source",
    "clauses": "id kind part title url commitments paragraphs shared source",
    "linkages": "clause commitment relation shared",
}
WITHIN = {
    "period": "from to",
    "resource_estimate": "currency min max note",
    "phases": "from to text presumed",
    "source": "document paragraphs part row",
}
DATA = [pytest.param(GARDEN, id="the garden"), pytest.param(ROOT / "data", id="the real data")]


@pytest.fixture(scope="module", params=DATA)
def folder(request: pytest.FixtureRequest) -> Path:
    return Path(request.param)


@pytest.fixture(scope="module")
def site(folder: Path) -> Site:
    return build(folder)


@pytest.fixture(scope="module")
def published(site: Site) -> Mapping[str, bytes]:
    return files(site)


def read(files: Mapping[str, bytes], path: str) -> Any:
    return json.loads(files[path])


def rows(files: Mapping[str, bytes], path: str) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(files[path].decode(), newline="")))


def test_the_garden_is_published(golden: Golden) -> None:
    published = files(garden())
    written = {path: content for path, content in published.items() if not path.endswith(".xlsx")}
    for path, content in written.items():
        # Lines end in the repository as all lines there do; a test of the calendars sees to their own ends.
        golden(f"published/{path}", content.decode().replace("\r\n", "\n"))
    kept = GOLDEN / "published"
    assert {path.relative_to(kept).as_posix() for path in kept.rglob("*.*")} == set(written)


def test_every_file_of_the_contract_is_published(site: Site, published: Mapping[str, bytes]) -> None:
    shared = ("plans", "documents", "discrepancies", "glossary", "statuses", "continuations")
    tables = (*shared, "reports", "evidence")
    whole = ("data/promises.xlsx", "data/datapackage.json", "calendar.ics")
    expected = {*(f"data/{name}.json" for name in shared), *(f"data/{name}.csv" for name in tables), *whole}
    expected |= {f"data/reports/{name}.{form}" for name in site.reports for form in ("json", "csv")}
    expected |= {"changes.xml"} if site.history else set()
    inner = ("phases", "activities", "updates", "revisions", "linkages", "paragraph-linkages", "milestones")
    for plan in site.plans.values():
        kinds = [f"{kind}.{form}" for kind in ("areas", "commitments", "clauses") for form in ("json", "csv")]
        expected |= {f"data/{plan.id}/{name}" for name in [*kinds, *(f"{one}.csv" for one in inner)]}
        folder = plan.words.commitment.address
        forms = ("json", "ics")
        expected |= {f"{folder}/{slug(one)}.{form}" for one in plan.every_commitment for form in forms}
        expected.add(f"{plan.record.address}/calendar.ics")
    assert set(published) == expected


def test_the_contracts_fields_come_first_in_its_order(published: Mapping[str, bytes]) -> None:
    for path, content in published.items():
        promised = CONTRACT.get(Path(path).stem, "").split()
        if path.endswith(".csv"):
            assert content.decode().splitlines()[0].split(",")[: len(promised)] == promised
        elif promised:
            assert all(list(row)[: len(promised)] == promised for row in json.loads(content))


def test_what_stands_within_a_field_begins_as_promised(published: Mapping[str, bytes]) -> None:
    seen = set()
    for path in published:
        if path.endswith(("plans.json", "areas.json", "commitments.json", "clauses.json")):
            for row in read(published, path):
                for field, promised in WITHIN.items():
                    inner = row.get(field) or []
                    for one in inner if isinstance(inner, list) else [inner]:
                        names = promised.split()
                        assert list(one)[: len(names)] == names
                        seen.add(field)
    assert seen == set(WITHIN)


def test_every_id_is_text(published: Mapping[str, bytes]) -> None:
    for path in published:
        if path.endswith("commitments.json"):
            for row in read(published, path):
                area = [row["area"]] if row["area"] is not None or not row["withdrawal"] else []
                named = [row["id"], *area, *row["refers_to"], *row["clauses"], *row["periods"]]
                assert all(isinstance(one, str) for one in named)


def test_a_commitments_own_file_is_its_record_as_an_object(
    site: Site, published: Mapping[str, bytes]
) -> None:
    for plan in site.plans.values():
        for row in read(published, f"data/{plan.id}/commitments.json"):
            assert read(published, f"{plan.words.commitment.address}/{slug(row['id'])}.json") == row


def test_a_file_is_text_with_one_newline_at_its_end(published: Mapping[str, bytes]) -> None:
    for content in (content for path, content in published.items() if path.endswith((".json", ".csv"))):
        text = content.decode()
        assert text.endswith("\n")
        assert not text.endswith("\n\n")
        assert "\r" not in text
        assert "\\u" not in text


def test_shared_files_hold_what_their_yaml_holds(folder: Path, published: Mapping[str, bytes]) -> None:
    for name in ("documents", "glossary", "discrepancies"):
        written = yaml.safe_load((folder / f"{name}.yml").read_text("utf-8"))
        assert read(published, f"data/{name}.json") == written


def test_a_table_has_a_row_for_each_record_of_its_json(site: Site, published: Mapping[str, bytes]) -> None:
    for plan in site.plans:
        for kind in ("areas", "commitments", "clauses"):
            records = read(published, f"data/{plan}/{kind}.json")
            assert [row["id"] for row in rows(published, f"data/{plan}/{kind}.csv")] == [
                record["id"] for record in records
            ]


def test_a_linkage_has_a_row_of_its_own(site: Site, published: Mapping[str, bytes]) -> None:
    for plan in site.plans.values():
        pairs = [
            (row["clause"], row["commitment"]) for row in rows(published, f"data/{plan.id}/linkages.csv")
        ]
        assert pairs == [(linkage.clause, linkage.commitment) for linkage in plan.every_linkage]


def test_both_ends_of_a_linkage_say_the_same(site: Site, published: Mapping[str, bytes]) -> None:
    for plan in site.plans:
        clauses = read(published, f"data/{plan}/clauses.json")
        commitments = read(published, f"data/{plan}/commitments.json")
        forward = {(clause["id"], one) for clause in clauses for one in clause["commitments"]}
        assert forward == {
            (one, commitment["id"]) for commitment in commitments for one in commitment["clauses"]
        }


def test_files_are_the_same_to_the_byte_from_run_to_run(folder: Path) -> None:
    code = (
        "import hashlib, pathlib, sys; from macros.build import build; from macros.published import files; "
        "print([(path, hashlib.sha256(content).hexdigest()) "
        "for path, content in files(build(pathlib.Path(sys.argv[1]))).items()])"
    )
    said = {
        subprocess.run(
            [sys.executable, "-c", code, str(folder)],
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(said) == 1


def test_a_sum_of_ours_says_so() -> None:
    plan = read(files(garden()), "data/plans.json")[0]
    assert plan["resource_total"] == [{"currency": "EUR", "min": 40, "max": 90, "areas": 1, "computed": True}]


def test_periods_are_written_out_in_full() -> None:
    task = read(files(garden()), "tasks/2.2.json")
    assert task["periods"] == ["2031-03", "2031-04", *(f"2031-{month:02}" for month in range(6, 13))]


def test_a_phase_is_presumed_where_its_end_is_not_printed() -> None:
    task = read(files(garden()), "tasks/2.2.json")
    assert [(phase["to"], phase["presumed"]) for phase in task["phases"]] == [
        ("2031-04", False),
        ("2031-12", True),
    ]


def test_what_a_plan_has_nothing_for_is_empty_and_not_invented(tmp_path: Path) -> None:
    published = files(build(copied_both(tmp_path)))
    chore = read(published, "chores/p2.json")
    for field in (
        "activities",
        "periods",
        "phases",
        "schedules",
        "refers_to",
        "clauses",
        "revisions",
        "evidence",
        "updates",
        "continues",
        "continued_by",
    ):
        assert chore[field] == []
    assert [chore[field] for field in ("status", "as_of", "withdrawal")] == [None, None, None]
    linkages = published["data/orchard-2032/linkages.csv"].decode()
    assert len(linkages.splitlines()) == 1


def test_a_withdrawn_record_is_published_with_why_it_went() -> None:
    published = files(garden())
    task = read(published, "tasks/3-2030.json")
    assert (task["status"], task["withdrawal"]["replaced_by"]) == ("let-go", ["2.2"])
    assert [row["id"] for row in read(published, "data/garden-2031/commitments.json")] == [
        "2.2",
        "2.10",
        "3",
        "3(2030)",
        "4",
    ]
    areas = read(published, "data/garden-2031/areas.json")
    assert [area["commitments"] for area in areas] == [["2.2", "2.10"], ["3"]]


def test_a_reports_paragraph_has_a_row_with_what_it_is_evidence_for() -> None:
    published = files(garden())
    paragraphs = read(published, "data/reports/harvest-letter.json")
    assert [(row["paragraph"], row["section"], row["documents"]) for row in paragraphs] == [
        ("1", "I", ["minutes", "LETTER/1"]),
        ("2", "I", []),
        ("3", "II", []),
    ]
    assert [[(one["id"], one["confidence"]) for one in row["commitments"]] for row in paragraphs] == [
        [],
        [("2.2", "high")],
        [("2.10", "low")],
    ]
    task = read(published, "tasks/2.2.json")
    assert [(one["report"], one["paragraph"]) for one in task["evidence"]] == [("harvest-letter", "2")]


def test_what_carries_on_what_stands_in_one_table_and_at_both_ends(tmp_path: Path) -> None:
    published = files(build(copied_both(tmp_path)))
    links = [(row["earlier"], row["later"]) for row in rows(published, "data/continuations.csv")]
    assert links == [("2.2", "P1"), ("3", "P1")]
    assert [row["judgement"] for row in read(published, "data/continuations.json")] == [True, True]
    assert len(read(published, "tasks/2.2.json")["continued_by"]) == 1
    assert len(read(published, "chores/p1.json")["continues"]) == 2


def test_a_table_without_records_still_has_its_header(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    (folder / "discrepancies.yml").unlink()
    (folder / PLAN / "wishes.yml").write_text("[]\n")
    content = files(build(folder))
    assert content["data/garden-2031/linkages.csv"] == b"clause,commitment,relation,shared,former\n"
    assert content["data/garden-2031/clauses.json"] == b"[]\n"


def test_quotes_and_lists_survive_a_table() -> None:
    row = rows(files(garden()), "data/garden-2031/commitments.csv")[1]
    assert row["title"] == '\'=Plant "peas"'
    assert row["clauses"] == "A.1"
    assert row["source.paragraphs"] == "8"


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"])
def test_a_cell_that_begins_like_a_formula_is_made_safe(start: str) -> None:
    assert cell(f"{start}1+1") == f"'{start}1+1"
    assert cell([f"{start}1", "2"]) == f"'{start}1; 2"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        (True, "true"),
        (False, "false"),
        (40, "40"),
        (["4", "5"], "4; 5"),
        ([], ""),
        ({"from": "2031", "to": None, "presumed": False}, "from: 2031, presumed: false"),
        (
            [{"number": "1", "text": "Dig"}, {"number": "2", "text": "Sow"}],
            "number: 1, text: Dig; number: 2, text: Sow",
        ),
        ("a=b", "a=b"),
    ],
)
def test_a_cell_holds(value: object, text: str) -> None:
    assert cell(value) == text
