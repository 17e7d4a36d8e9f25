"""The way out that takes no step: a continuation of MkDocs 1.x makes the same site from the same files."""

import subprocess
import sys
from pathlib import Path

from tests.building import GARDEN, GARDEN_FOLDERS, ROOT, Run, build_site, environment

PROPERDOCS = """
import sys
from properdocs.__main__ import cli
try:
    cli(sys.argv[1:])
finally:
    files = (getattr(one, "__file__", None) or "" for one in sys.modules.values())
    print("Of MkDocs:", sum("/mkdocs/" in name for name in files))
"""
"""As its own command starts it; at the end it says how many modules of MkDocs itself had a part in it."""
ALONE = "Of MkDocs: 0"


def built_by_properdocs(out: Path, settings: dict[str, str]) -> Run:
    build = ["build", "--strict", "--config-file", "mkdocs.yml", "--site-dir", str(out)]
    return subprocess.run(
        [sys.executable, "-c", PROPERDOCS, *build],
        cwd=ROOT,
        env=environment(settings),
        capture_output=True,
        text=True,
        check=False,
    )


def contents(site: Path) -> dict[str, bytes]:
    return {
        file.relative_to(site).as_posix(): file.read_bytes() for file in site.rglob("*") if file.is_file()
    }


def test_properdocs_builds_the_same_site_file_by_file(tmp_path: Path) -> None:
    run = built_by_properdocs(tmp_path / "theirs", GARDEN_FOLDERS)
    assert run.returncode == 0, run.stderr
    assert ALONE in run.stdout
    ours = contents(build_site(tmp_path / "ours", GARDEN_FOLDERS))
    theirs = contents(tmp_path / "theirs")
    assert len(ours) > 100
    assert theirs.keys() == ours.keys()
    assert [name for name in ours if theirs[name] != ours[name]] == []


def test_what_our_steps_complain_of_stops_properdocs_too(tmp_path: Path) -> None:
    docs = tmp_path / "docs"
    docs.mkdir()
    text = (GARDEN / "docs" / "index.md").read_text("utf-8")
    (docs / "index.md").write_text(f'{text}\n{{{{ link("nowhere") }}}}\n', "utf-8")
    run = built_by_properdocs(tmp_path / "site", {**GARDEN_FOLDERS, "DOCS_DIR": str(docs)})
    assert run.returncode == 1
    assert "there is no page made from data 'nowhere'" in run.stderr
    assert ALONE in run.stdout
