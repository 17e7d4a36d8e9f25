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
