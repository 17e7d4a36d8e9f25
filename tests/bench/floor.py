"""The floor: MkDocs with Material as it comes, over the same text with its macros expanded."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from mkdocs.utils.yaml import yaml_load

from tests.bench.checkout import ROOT, Checkout

KEPT = ("site_name", "site_description", "copyright", "theme", "markdown_extensions", "validation")
"""Of our settings: what is neither a plugin, nor a hook, nor about our own scripts and styles."""
OURS = ("custom_dir", "static_templates")
"""Of the theme."""


@dataclass(frozen=True)
class Floor:
    folder: Path

    @property
    def command(self) -> tuple[str, ...]:
        return (
            sys.executable,
            "-m",
            "mkdocs",
            "build",
            "--quiet",
            "--config-file",
            str(self.folder / "mkdocs.yml"),
        )

    @property
    def site(self) -> Path:
        return self.folder / "site"


def floor(folder: Path, ours: Checkout) -> Floor:
    """From a checkout with a built site: as many pages, and every other file of it to be copied."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    pages = folder / "docs"
    code = [sys.executable, "-m", "tests.bench.expanded", str(pages)]
    path = {"PYTHONPATH": str(ROOT)}
    _run(code, ours.folder, {**ours.settings, **path})
    navigation = json.loads((folder / "nav.json").read_text("utf-8"))
    (folder / "mkdocs.yml").write_text(settings(navigation), "utf-8")
    made = Floor(folder)
    _run(list(made.command), ours.folder, ours.settings)
    _lay_beside(ours.site, made.site, pages)
    return made


def settings(navigation: list[Any]) -> str:
    said = yaml_load((ROOT / "mkdocs.yml").read_text("utf-8"))
    kept = {name: said[name] for name in KEPT}
    kept["theme"] = {name: value for name, value in said["theme"].items() if name not in OURS}
    return yaml.safe_dump({**kept, "nav": navigation, "plugins": ["search"]}, sort_keys=False)


def _lay_beside(site: Path, plain: Path, pages: Path) -> None:
    """What only our site has, as files to be copied."""
    for file in sorted(site.rglob("*")):
        name = file.relative_to(site)
        if file.is_file() and not (plain / name).exists():
            (pages / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file, pages / name)


def _run(command: list[str], folder: Path, settings: Mapping[str, str]) -> None:
    subprocess.run(command, cwd=folder, env={**os.environ, **settings}, check=True, stdout=subprocess.DEVNULL)
