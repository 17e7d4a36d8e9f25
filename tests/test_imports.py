"""The layers of the generator stay layers, and the rule that says so can fail."""

import ast
import subprocess
import sys
import tokenize
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PYPROJECT = ROOT / "pyproject.toml"
ENGINES = {"markdown", "material", "mermaid2", "mkdocs", "mkdocs_macros", "properdocs", "pymdownx"}
NAMED = ("macros/hooks.py", "macros/plugin.py")
"""What mkdocs.yml hands over to MkDocs and to the macros plugin."""
SKIN = 250
"""Lines of code, of all modules together that know MkDocs: what a move to another engine writes anew."""
UNCOUNTED = {
    tokenize.COMMENT,
    tokenize.DEDENT,
    tokenize.ENCODING,
    tokenize.ENDMARKER,
    tokenize.INDENT,
    tokenize.NEWLINE,
    tokenize.NL,
}


def check_imports(folder: Path) -> tuple[int, str]:
    """The exit code and the words of import-linter for the package in a folder, under our contracts."""
    code = "from importlinter.cli import lint_imports_command as run; run()"
    run = subprocess.run(
        [sys.executable, "-c", code, "--no-cache", "--no-logo", "--config", str(PYPROJECT)],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    return run.returncode, run.stdout + run.stderr


def layers() -> list[str]:
    """Every module that has a place in the order, from top to bottom."""
    contracts = tomllib.loads(PYPROJECT.read_text("utf-8"))["tool"]["importlinter"]["contracts"]
    order = next(contract["layers"] for contract in contracts if contract["type"] == "layers")
    return [name.strip(" ()") for layer in order for name in layer.split("|")]


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """A package with every module of ours, all of them empty, and two views and two formats."""
    for name in layers():
        is_package = name in {"views", "exports"}
        write(tmp_path, f"{name}.__init__" if is_package else name, "")
    for name in ("__init__", "views.one", "views.two", "exports.one", "exports.two"):
        write(tmp_path, name, "")
    return tmp_path


def write(folder: Path, module: str, code: str) -> None:
    file = folder.joinpath("macros", *module.split(".")).with_suffix(".py")
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(code)


def test_the_package_keeps_every_contract() -> None:
    code, words = check_imports(ROOT)
    assert code == 0, words


def test_a_package_that_imports_downwards_only_keeps_every_contract(package: Path) -> None:
    for upper, lower in [
        ("views.one", "render"),
        ("plugin", "pages"),
        ("validate", "load"),
        ("model", "periods"),
    ]:
        write(package, upper, f"import macros.{lower}\n")
    for skin in ("plugin", "hooks"):
        write(package, skin, "from mkdocs.structure.files import Files\nimport markdown\n")
    write(package, "render", "import jinja2, markupsafe\n")
    write(package, "load", "import yaml\n")
    write(package, "drawing", "from merman import Merman\n")
    code, words = check_imports(package)
    assert code == 0, words


@pytest.mark.parametrize(
    ("module", "imported"),
    [
        ("model", "macros.views.one"),
        ("load", "macros.model"),
        ("model", "macros.load"),
        ("links", "macros.render"),
        ("render", "macros.drawing"),
        ("hooks", "macros.commands"),
        ("commands", "macros.hooks"),
        ("periods", "macros.problems"),
        ("views.one", "macros.pages"),
        ("views.one", "macros.views.two"),
        ("exports.two", "macros.exports.one"),
        ("exports.one", "macros.views.one"),
        ("pages", "mkdocs.structure.files"),
        ("pages", "material"),
        ("views.one", "markdown"),
        ("__init__", "mkdocs"),
        ("views.one", "jinja2"),
        ("drawing", "markupsafe"),
        ("plugin", "jinja2"),
        ("commands", "yaml"),
        ("commands", "mkdocs"),
        ("validate", "yaml"),
        ("mermaid", "merman"),
    ],
)
def test_an_import_that_breaks_a_contract_is_found(package: Path, module: str, imported: str) -> None:
    above, _, name = imported.rpartition(".")
    write(package, module, f"from {above} import {name}\n" if above else f"import {imported}\n")
    code, words = check_imports(package)
    assert code == 1, words
    assert "BROKEN" in words


def test_a_module_without_a_place_in_the_order_is_found(package: Path) -> None:
    write(package, "helpers", "")
    code, words = check_imports(package)
    assert code == 1, words
    assert "helpers" in words


def imports_by_name(folder: Path) -> list[str]:
    """Modules that import what import-linter can't see. The hooks must: MkDocs keeps old modules.

    So must the list of commands, which stands above them all: loading each takes a second.
    """
    return sorted(
        file.name
        for file in (folder / "macros").rglob("*.py")
        if file.name not in {"hooks.py", "cli.py"} and _imports_by_name(ast.parse(file.read_text("utf-8")))
    )


def _imports_by_name(tree: ast.AST) -> bool:
    names = {getattr(node, "id", None) or getattr(node, "attr", None) for node in ast.walk(tree)}
    return bool(names & {"__import__", "import_module"})


def test_no_import_hides_from_the_contracts() -> None:
    assert imports_by_name(ROOT) == []


def test_a_hidden_import_is_found(package: Path) -> None:
    write(package, "views.one", "import importlib\nimportlib.import_module('mkdocs')\n")
    write(package, "views.two", "__import__('mkdocs')\n")
    write(package, "hooks", "import importlib\nimportlib.import_module('macros.plugin')\n")
    assert imports_by_name(package) == ["one.py", "two.py"]


def skin(folder: Path) -> set[Path]:
    """The modules that import the engine, or that its settings name."""
    modules = {file for file in (folder / "macros").rglob("*.py") if ENGINES & _imported(file)}
    return modules | {folder / name for name in NAMED}


def _imported(file: Path) -> set[str]:
    """The outermost packages that a module imports."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {one.name.partition(".")[0] for one in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add((node.module or "").partition(".")[0])
    return found


def lines_of_code(file: Path) -> int:
    """Without empty lines, comments and docstrings."""
    said = {line for node in ast.walk(ast.parse(file.read_text("utf-8"))) for line in _docstring(node)}
    with file.open("rb") as opened:
        tokens = [one for one in tokenize.tokenize(opened.readline) if one.type not in UNCOUNTED]
    return len({line for one in tokens for line in range(one.start[0], one.end[0] + 1)} - said)


def _docstring(node: ast.AST) -> Iterator[int]:
    if (
        isinstance(node, ast.Expr)
        and isinstance(node.value, ast.Constant)
        and isinstance(node.value.value, str)
    ):
        yield from range(node.lineno, (node.end_lineno or node.lineno) + 1)


def test_what_knows_mkdocs_is_a_thin_skin() -> None:
    lines = {file.name: lines_of_code(file) for file in skin(ROOT)}
    assert sum(lines.values()) < SKIN, lines


def test_mkdocs_yml_names_those_modules_alone() -> None:
    settings = (ROOT / "mkdocs.yml").read_text("utf-8")
    assert "hooks: [macros/hooks.py]" in settings
    assert "module_name: macros/plugin\n" in settings
    assert settings.count("macros/") == len(NAMED) + settings.count("macros/theme")


def test_a_module_that_knows_mkdocs_is_counted_by_its_code(package: Path) -> None:
    for name in NAMED:
        (package / name).write_text("")
    known = (
        '"""Said."""\n\nfrom mkdocs.plugins import (\n    event_priority,\n)  # why\n# Said.\nx = """\na"""\n'
    )
    write(package, "views.one", known)
    write(package, "views.two", "import mkdocs_macros.plugin\n")
    found = {file.relative_to(package).as_posix(): lines_of_code(file) for file in skin(package)}
    assert found == {**dict.fromkeys(NAMED, 0), "macros/views/one.py": 5, "macros/views/two.py": 1}
