"""Every mistake that data can hold is said at its own place, in words for the person who edits it."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from macros.checks import draft, shared
from macros.problems import DataError, Place, Problem, did_you_mean
from tests.conftest import Golden
from tests.garden import (
    FIXTURES,
    PLAN,
    Fault,
    copied,
    copied_both,
    edited,
    edited_both,
    faults,
    garden,
    problems,
    replaced,
)


def of(name: str) -> list[object]:
    return [pytest.param(fault, id=fault.sentence) for fault in faults(name)]


def test_the_garden_has_no_fault() -> None:
    assert [plan.id for plan in garden().plans.values()] == ["garden-2031"]


@pytest.mark.parametrize("fault", of("values.txt"))
def test_a_record_is_held_to_its_form(fault: Fault, tmp_path: Path) -> None:
    assert problems(edited(tmp_path, fault.file, fault.old, fault.new)) == fault.said


@pytest.mark.parametrize("fault", of("rules.txt"))
def test_records_are_held_to_one_another(fault: Fault, tmp_path: Path) -> None:
    assert problems(edited(tmp_path, fault.file, fault.old, fault.new)) == fault.said


@pytest.mark.parametrize("fault", of("history.txt"))
def test_what_changed_is_held_to_the_versions_and_dates(fault: Fault, tmp_path: Path) -> None:
    assert problems(edited_both(tmp_path, fault.file, fault.old, fault.new)) == fault.said


@pytest.mark.parametrize("fault", of("shared.txt"))
def test_plans_and_what_they_share_are_held_to_one_another(fault: Fault, tmp_path: Path) -> None:
    assert problems(edited_both(tmp_path, fault.file, fault.old, fault.new)) == fault.said


@pytest.mark.parametrize("fault", of("once.txt"))
def test_one_mistake_is_said_once(fault: Fault, tmp_path: Path) -> None:
    assert problems(edited(tmp_path, fault.file, fault.old, fault.new)) == fault.said


@pytest.mark.parametrize("fault", of("lifecycle.txt"))
def test_old_addresses_are_held_to_what_is_there(fault: Fault, tmp_path: Path) -> None:
    assert problems(edited_both(tmp_path, fault.file, fault.old, fault.new)) == fault.said


@pytest.mark.parametrize("fault", of("edges.txt"))
def test_what_lies_on_the_edge_is_allowed_and_what_lies_beyond_is_not(fault: Fault, tmp_path: Path) -> None:
    assert problems(edited_both(tmp_path, fault.file, fault.old, fault.new)) == fault.said


TWICE = """\
- {from: /a/, to: [/b/, /b/], date: "2031", reason: One.}
- {from: /b/, to: [/garden/], date: "2031", reason: Two.}
- {from: /b/, to: [/garden/], date: "2031-02-30", reason: Three.}
- {from: c, to: /garden/, date: "2031", reason: Four.}
- {from: /b/, date: "2031", reason: Five.}
"""
ELSEWHERE = ("/../../evil/", "//evil.example/x/", "/a/./b/", "/a//b/", "/a/..", "/.", "//", "/a/?b=c")
HERE = ("/", "/a/", "/a.b/c..d.csv", "/#a", "/a/#../b//c")


def test_what_moved_leads_on_in_one_step(tmp_path: Path, golden: Golden) -> None:
    golden("moved.txt", "\n".join([*problems(replaced(tmp_path, "moved.yml", TWICE)), ""]))


@pytest.mark.parametrize("address", [*ELSEWHERE, *HERE])
def test_what_moved_stays_within_the_site(address: str, tmp_path: Path) -> None:
    said = problems(
        replaced(
            tmp_path,
            "moved.yml",
            f'- {{from: "{address}", to: ["{address}x"], date: "2031", reason: It moved.}}\n',
        )
    )
    is_not = f"is '{address}', which isn't an address of this site. Begin it at the root: /data/."
    first = f"data/moved.yml:1:10: moved {address}: 'from' {is_not}"
    assert [line for line in said if "'from' is" in line] == ([first] if address in ELSEWHERE else [])


def test_every_rule_is_broken_by_a_fault(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    broken: set[str] = set()

    def noting(rule: Callable[[Any], Iterator[Problem]]) -> Callable[[Any], Iterator[Problem]]:
        def noted(read: Any) -> Iterator[Problem]:
            for problem in rule(read):
                broken.add(rule.__name__)
                yield problem

        return noted

    rules = {rule.__name__ for rule in (*draft.RULES, *shared.SHARED_RULES)}
    monkeypatch.setattr(draft, "RULES", [noting(rule) for rule in draft.RULES])
    monkeypatch.setattr(shared, "SHARED_RULES", [noting(rule) for rule in shared.SHARED_RULES])
    for name in ("rules.txt", "history.txt", "shared.txt", "lifecycle.txt"):
        for number, fault in enumerate(faults(name)):
            problems(edited_both(tmp_path / name / str(number), fault.file, fault.old, fault.new))
    problems(replaced(tmp_path / "moved", "moved.yml", TWICE))
    assert broken == rules


def test_a_broken_plan_leaves_the_problems_of_its_other_files(tmp_path: Path) -> None:
    folder = edited(tmp_path, f"{PLAN}/plan.yml", "unit: month", "unit: week")
    for file, text in ((f"{PLAN}/tasks/3.yml", "id: 3\n"), (f"{PLAN}/areas.yml", "- id: 1\n")):
        (folder / file).write_text(text)
    places = [line.split(": ")[0] for line in problems(folder)]
    assert places == [
        f"data/{PLAN}/areas.yml:1:3",
        f"data/{PLAN}/areas.yml:1:3",
        f"data/{PLAN}/areas.yml:1:3",
        f"data/{PLAN}/areas.yml:1:7",
        f"data/{PLAN}/plan.yml:5:7",
        f"data/{PLAN}/tasks/3.yml:1:1",
        f"data/{PLAN}/tasks/3.yml:1:1",
        f"data/{PLAN}/tasks/3.yml:1:1",
        f"data/{PLAN}/tasks/3.yml:1:5",
    ]


@pytest.mark.parametrize(
    ("file", "said"),
    [
        ("glosary.yml", "nothing reads this file. Take its contents over into glossary.yml, and delete it."),
        ("notes/today.yml", "nothing reads this folder. Known here: plans, reports, schema."),
        ("plans/plan.yml", "nothing reads this file. Rename or move it."),
        (
            f"{PLAN}/wish.yml",
            "nothing reads this file. Take its contents over into wishes.yml, and delete it.",
        ),
        (
            f"{PLAN}/task/5.yml",
            "nothing reads this folder. Take its contents over into tasks, and delete it.",
        ),
        (
            f"{PLAN}/tasks/5.yaml",
            "only files that end in .yml stand here, one for each task. Rename or move it.",
        ),
        (
            "reports/autumn.yaml",
            "only files that end in .yml stand here, one for each report. Rename or move it.",
        ),
    ],
)
def test_a_file_that_nothing_reads_is_said(file: str, said: str, tmp_path: Path) -> None:
    place = file.removesuffix("/today.yml").removesuffix("/5.yml")
    assert problems(replaced(tmp_path, file, "- one\n")) == [f"data/{place}:1:1: {said}"]


def test_what_is_hidden_is_left_alone(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    for file in (".DS_Store", "plans/.git/config", f"{PLAN}/.hidden.yml", f"{PLAN}/tasks/.3.yml.swp"):
        (folder / file).parent.mkdir(exist_ok=True)
        (folder / file).write_bytes(b"\x00")
    assert problems(folder) == []


@pytest.mark.parametrize(
    ("missing", "said"),
    [
        (f"{PLAN}/tasks", "there is no such folder. Make it; it holds one file for each task."),
        (
            f"{PLAN}/plan.yml",
            "there is no such file. Make it, or give the one that you mean this name.",
        ),
        (
            f"{PLAN}/wishes.yml",
            "there is no such file. Make it, or give the one that you mean this name.",
        ),
        (
            "documents.yml",
            "there is no such file. Make it, or give the one that you mean this name.",
        ),
    ],
)
def test_a_file_that_is_missing_is_missed_once(missing: str, said: str, tmp_path: Path) -> None:
    folder = copied(tmp_path)
    (folder / "discrepancies.yml").unlink()
    shutil.rmtree(folder / missing) if (folder / missing).is_dir() else (folder / missing).unlink()
    assert problems(folder) == [f"data/{missing}:1:1: {said}"]


DROPPED = """\
    changes: [dropped]
    change: It isn't in the minutes.
"""
AT_LAST = f"""\
  - document: minutes
    ids: []
{DROPPED}\
    source: {{document: minutes, paragraphs: ["9"]}}
"""


@pytest.mark.parametrize(
    ("lost", "said"),
    [
        (DROPPED, "12:5: task 4: it is no longer there in Minutes. "),
        (AT_LAST, "8:5: task 4: it stands in Second list, and no revision says what Minutes has. "),
    ],
)
def test_a_record_whose_revisions_are_out_of_order_hides_no_other(
    lost: str, said: str, tmp_path: Path
) -> None:
    first = "\n  - document: first-list\n"
    folder = edited(tmp_path, f"{PLAN}/tasks/2.2.yml", first, first.replace("first", "lost"))
    task = folder / PLAN / "tasks" / "4.yml"
    task.write_text(task.read_text("utf-8").replace(lost, ""), "utf-8")
    found = [line for line in problems(folder) if "4.yml" in line]
    assert [line[: len(f"data/{PLAN}/tasks/4.yml:{said}")] for line in found] == [
        f"data/{PLAN}/tasks/4.yml:{said}"
    ]


def test_a_report_on_no_plan_is_told_what_it_says_twice(tmp_path: Path) -> None:
    folder = edited(
        tmp_path,
        "reports/harvest-letter.yml",
        '\n      - tasks: ["2.2"]\n',
        '\n      - tasks: ["2.2", "2.2"]\n',
    )
    report = folder / "reports/harvest-letter.yml"
    report.write_text(report.read_text("utf-8").replace("plan: garden-2031", "plan: nowhere"), "utf-8")
    assert [line.partition(": report harvest-letter: ")[2] for line in problems(folder)] == [
        "there is no plan 'nowhere'. Known here: garden-2031.",
        "paragraph 2 is evidence for 2.2 twice. Take one out.",
    ]


def test_data_without_a_plan_are_missed_once(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    (folder / "discrepancies.yml").unlink()
    for name in ("plans", "reports"):
        shutil.rmtree(folder / name)
    assert problems(folder) == [
        "data/plans:1:1: there is no plan here. Make a folder in it, with a plan.yml."
    ]


def test_a_plan_needs_documents_and_nothing_else_beside_it(tmp_path: Path) -> None:
    folder = copied_both(tmp_path)
    shutil.rmtree(folder / PLAN)
    shutil.rmtree(folder / "reports")
    for name in ("glossary", "discrepancies", "statuses", "continuations"):
        (folder / f"{name}.yml").unlink()
    assert problems(folder) == []


def test_a_report_has_a_name_that_can_stand_in_an_address(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    (folder / "discrepancies.yml").unlink()
    (folder / "reports" / "harvest-letter.yml").rename(folder / "reports" / "Letter 2031.yml")
    assert problems(folder) == [
        (
            "data/reports/Letter 2031.yml:1:1: 'Letter 2031' can't be a part of an address. "
            "Use small letters, digits and single hyphens, as in final-report-2031."
        )
    ]


def test_the_orchard_has_no_fault_beside_the_garden(tmp_path: Path) -> None:
    assert problems(copied_both(tmp_path)) == []


def test_a_folder_of_data_that_is_not_there_is_said(tmp_path: Path) -> None:
    assert problems(tmp_path / "nowhere") == [
        "data:1:1: there is no such folder. Check its name, and what DATA_DIR says, if you set it."
    ]


def test_a_plans_folder_has_a_name_that_can_stand_in_an_address(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    (folder / "discrepancies.yml").unlink()
    (folder / PLAN).rename(folder / "plans" / "Our Garden")
    assert problems(folder) == [
        (
            "data/plans/Our Garden:1:1: 'Our Garden' can't be the name of a plan's folder. "
            "Use small letters, digits and single hyphens, as in plan-2031."
        ),
        (
            "data/reports/harvest-letter.yml:1:7: report harvest-letter: there is no plan 'garden-2031'. "
            "Known here: Our Garden."
        ),
    ]


def test_a_second_plan_cannot_take_the_first_ones_addresses(tmp_path: Path) -> None:
    folder = copied_both(tmp_path)
    shutil.copytree(folder / "plans/orchard-2032", folder / "plans/orchard-2033")
    way_out = "Choose another; an address belongs to one thing."
    first, place = "orchard-2032", "data/plans/orchard-2033/plan.yml"
    assert problems(folder) == [
        f"{place}:4:10: orchard plan: the address 'orchard' is taken by the orchard plan {first}. {way_out}",
        f"{place}:9:41: orchard plan: the address 'rows' is taken by the rows of {first}. {way_out}",
        f"{place}:10:51: orchard plan: the address 'chores' is taken by the chores of {first}. {way_out}",
        f"{place}:11:51: orchard plan: the address 'requests' is taken by the requests of {first}. {way_out}",
    ]


def test_many_faults_are_all_said_at_once(golden: Golden) -> None:
    lines = problems(FIXTURES / "many-faults")
    golden("many-faults.txt", "".join(f"{line}\n" for line in lines))


def test_the_report_ends_with_the_number_of_problems() -> None:
    one, other = (Problem(Place("a.yml", line), "", "it is wrong") for line in (1, 2))
    assert DataError([one]).report() == "a.yml:1:1: it is wrong.\n1 problem."
    assert (
        DataError([other, one, one]).report()
        == "a.yml:1:1: it is wrong.\na.yml:2:1: it is wrong.\n2 problems."
    )


def test_problems_stand_in_the_order_of_their_lines() -> None:
    found = [Problem(Place("a.yml", line), "", "it is wrong") for line in (10, 9, 100)]
    assert [problem.place.line for problem in DataError(found).problems] == [9, 10, 100]


def test_a_problem_stays_one_line_whatever_the_editor_wrote() -> None:
    problem = Problem(Place("a.yml"), "task 3", "there is no 'a\nb\r\n\tc'", "Mend it.")
    assert str(problem) == "a.yml:1:1: task 3: there is no 'a b c'. Mend it."


@pytest.mark.parametrize(
    ("word", "known", "said"),
    [
        ("titel", ["title", "area"], "Did you mean 'title'?"),
        ("TITLE", ["title", "area"], "Did you mean 'title'?"),
        ("colour", ["one", "two"], "Known here: one, two."),
        ("colour", ["one", "one"], "Known here: one."),
        ("colour", [str(number) for number in range(13)], ""),
        ("colour", [], ""),
    ],
)
def test_a_hint_names_the_nearest_word_or_a_few_or_nothing(word: str, known: list[str], said: str) -> None:
    assert did_you_mean(word, known) == said
