"""The real site as it may be one day: an output is renamed, one is withdrawn, two are merged.

It is published at an address and leaves its diagrams to browsers: several tests ask one build.
"""

import re
import shutil
from pathlib import Path

from tests.building import ROOT, build_site

PLAN = "plans/strategy-2023"
RENAMED, WITHDRAWN, MERGED, HEIR = "4", "7", "13", "12"
"""Pages written by hand link to the first."""
NEW_ID = "4A"
HOME = "https://promises.example/"


def build_later(folder: Path) -> None:
    """Its data in `folder`/data, itself in `folder`/site."""
    data = Path(shutil.copytree(ROOT / "data", folder / "data"))
    rename(data)
    withdraw(data / PLAN / "outputs" / f"{WITHDRAWN}.yml", [])
    withdraw(data / PLAN / "outputs" / f"{MERGED}.yml", [HEIR])
    build_site(folder / "site", {"DATA_DIR": str(data), "SITE_URL": HOME, "DIAGRAMS": "browser"})


def withdraw(record: Path, heirs: list[str]) -> None:
    text = re.sub(r"^(status|as_of):.*\n", "", record.read_text("utf-8"), flags=re.MULTILINE)
    said = ", ".join(f'"{heir}"' for heir in heirs)
    withdrawal = (
        'status: withdrawn\nas_of: "2027-03"\nwithdrawal:\n  reason: Somebody changed their mind.\n'
        f"  replaced_by: [{said}]\n  source: {{document: GB.347/INS/8}}\n"
    )
    record.write_text(re.sub(r"^source:", withdrawal + "source:", text, flags=re.MULTILINE), "utf-8")


def rename(data: Path) -> None:
    """As an editor does it: the file, its id, and whatever names the old one."""
    old = data / PLAN / "outputs" / f"{RENAMED}.yml"
    text = old.read_text("utf-8")
    new = f'id: "{NEW_ID}"\nformer_ids: ["{RENAMED}"]\n'
    old.with_name(f"{NEW_ID}.yml").write_text(text.replace(f'id: "{RENAMED}"\n', new), "utf-8")
    old.unlink()
    for file in (*(data / PLAN).rglob("*.yml"), data / "continuations.yml", data / "discrepancies.yml"):
        before = file.read_text("utf-8")
        after = re.sub(rf'(outputs: \[[^\]]*|to: )"{RENAMED}"', rf'\g<1>"{NEW_ID}"', before)
        file.write_text(after, "utf-8")
