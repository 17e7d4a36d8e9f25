"""Plans that are smaller or larger than ours: without a record, and with hundreds."""

import shutil
from pathlib import Path

import pytest

from macros.build import build
from macros.pages import publication
from tests.garden import copied

LARGE = 300


@pytest.fixture
def garden(tmp_path: Path) -> Path:
    return copied(tmp_path)


def texts(data: Path) -> dict[str, str]:
    made = publication(build(data), "build")
    return {page.address: page.text() for page in made.pages.values()}


def test_a_plan_without_areas_and_commitments_still_has_its_pages(garden: Path) -> None:
    plan = garden / "plans" / "garden-2031"
    for file in (plan / "tasks").iterdir():
        file.unlink()
    (plan / "areas.yml").write_text("[]\n", "utf-8")
    (plan / "wishes.yml").write_text("[]\n", "utf-8")
    (garden / "discrepancies.yml").unlink()
    shutil.rmtree(garden / "reports")
    text = (plan / "plan.yml").read_text("utf-8")
    head, found, _ = text.partition("\nparagraphs:")
    if found:
        (plan / "plan.yml").write_text(f"{head}\nsource: {{document: minutes}}\n", "utf-8")
    pages = texts(garden)
    assert "<svg" not in pages["garden/timeline/"]
    assert "are answered" not in pages["garden/"]


def alone(garden: Path) -> Path:
    """The garden with as little as a plan can have: one commitment, its area and their document."""
    plan = garden / "plans" / "garden-2031"
    shutil.rmtree(garden / "reports")
    for name in ("discrepancies.yml", "glossary.yml", "statuses.yml"):
        (garden / name).unlink()
    (garden / "documents.yml").write_text("- {id: minutes, title: Minutes}\n", "utf-8")
    for file in plan.glob("tasks/*"):
        file.unlink()
    bed = '- {id: "1", title: Bed, summary: Bed., source: {document: minutes}}\n'
    (plan / "areas.yml").write_text(bed, "utf-8")
    (plan / "wishes.yml").write_text("[]\n", "utf-8")
    words = (plan / "plan.yml").read_text("utf-8").partition("\nrelations:")[0]
    bare = f"{words}\nrelations: []\nparts: []\nsource: {{document: minutes}}\n"
    (plan / "plan.yml").write_text(bare, "utf-8")
    task = 'id: "1"\narea: "1"\ntitle: Dig\nsummary: Dig.\nsource: {document: minutes}\n'
    (plan / "tasks" / "1.yml").write_text(task, "utf-8")
    return garden


def test_a_plan_with_one_commitment_and_nothing_else_has_its_pages_and_files(garden: Path) -> None:
    made = publication(build(alone(garden)), "build")
    pages = {page.address: page.text() for page in made.pages.values()}
    assert {"garden/", "garden/timeline/", "garden/matrix/", "garden/map/", "tasks/", "tasks/1/"} <= set(
        pages
    )
    assert "garden/coverage/" not in pages
    assert all(made.files[path] for path in made.files)


def test_a_plan_with_hundreds_of_commitments_is_built_and_its_map_is_a_table(garden: Path) -> None:
    tasks = garden / "plans" / "garden-2031" / "tasks"
    for number in range(100, 100 + LARGE):
        (tasks / f"{number}.yml").write_text(
            f'id: "{number}"\narea: "1"\ntitle: Task\nsummary: Dig.\n'
            f'refers_to: [{{paragraph: "3", tasks: ["2.2", "2.10"]}}]\n'
            "source: {document: minutes}\n",
            "utf-8",
        )
    pages = texts(garden)
    assert pages["garden/map/"].count("<tr>") > LARGE
    assert "too large to be drawn" in pages["garden/map/"]
    assert "<svg" not in pages["garden/map/"]
