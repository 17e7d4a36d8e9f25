"""What every test may ask for: the built site, a browser to look at it, files to compare with."""

import os
import resource
import time
from collections.abc import Callable, Iterator
from difflib import unified_diff
from pathlib import Path
from typing import NamedTuple

import pytest
from playwright.sync_api import Browser

from macros.build import build
from macros.graph import Plan
from macros.site import Site
from tests.browser import serve, start_browser
from tests.building import build_site, run_program
from tests.find_browser import BrowserMissing
from tests.later import build_later

ROOT = Path(__file__).resolve().parent.parent
GOLDEN = ROOT / "tests" / "golden"

Golden = Callable[[str, str], None]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="rewrite the files in tests/golden")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest first: two processes share the tests file by file, and none should wait for the other.

    It needs `--no-loadscope-reorder`, or the files with most tests would come first.
    """
    longest = (
        "test_kinds_browser.py",
        "test_hostile_text.py",
        "test_matrix_browser.py",
        "test_serve.py",
        "test_live_browser.py",
        "test_missing_browser.py",
        "test_other_plan.py",
        "test_programme_browser.py",
        "test_failed_builds.py",
        "test_brief_browser.py",
        "test_unfurl.py",
        "test_site_browser.py",
        "test_lifecycle_browser.py",
        "test_preview_browser.py",
        "test_diagrams_browser_mode.py",
        "test_new.py",
    )
    items.sort(key=lambda item: longest.index(item.path.name) if item.path.name in longest else len(longest))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """How much was tried against texts, whichever process tried it."""
    passed = [one for one in terminalreporter.stats.get("passed", ()) if one.when == "call"]
    for name, said in (pair for report in passed for pair in report.user_properties):
        if name == "hostile texts":
            terminalreporter.write_line(f"hostile texts: {said}")


class Built(NamedTuple):
    folder: Path
    cpu_seconds: float


@pytest.fixture(scope="session")
def built_site(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The real site, built once for all tests by the command that everybody uses."""
    folder = once_for_all(
        tmp_path_factory, "built", lambda folder: build_site(folder / "site", {}, run_program)
    )
    return Built(folder / "site", float((folder / "cpu_seconds").read_text(encoding="utf-8")))


@pytest.fixture(scope="session")
def later_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What tests/later.py makes."""
    return once_for_all(tmp_path_factory, "later", build_later)


def once_for_all(tmp_path_factory: pytest.TempPathFactory, name: str, make: Callable[[Path], object]) -> Path:
    """A folder that is made once, by whichever process of the tests asks first."""
    here = tmp_path_factory.getbasetemp()
    # Each process has a folder of its own in one that they share.
    shared = here.parent if "PYTEST_XDIST_WORKER" in os.environ else here
    folder, measured = shared / name, shared / name / "cpu_seconds"
    try:
        folder.mkdir()
    except FileExistsError:
        _wait_for(measured)
    else:
        before = _cpu_seconds_of_children()
        make(folder)
        measured.with_suffix(".new").write_text(str(_cpu_seconds_of_children() - before), encoding="utf-8")
        measured.with_suffix(".new").rename(measured)
    return folder


def _wait_for(file: Path, seconds: float = 120) -> None:
    end = time.monotonic() + seconds
    while not file.is_file():
        if time.monotonic() > end:
            pytest.fail(f"The other process of the tests hasn't made {file.parent.name}.", pytrace=False)
        time.sleep(0.1)


def measured_build(folder: Path, environment: dict[str, str] | None = None) -> float:
    """Builds the real site. Returns CPU seconds."""
    before = _cpu_seconds_of_children()
    build_site(folder, environment or {}, run_program)
    return _cpu_seconds_of_children() - before


def _cpu_seconds_of_children() -> float:
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


@pytest.fixture(scope="session")
def site_dir(built_site: Built) -> Path:
    return built_site.folder


@pytest.fixture(scope="session")
def build_cpu_seconds(built_site: Built) -> float:
    return built_site.cpu_seconds


@pytest.fixture(scope="session")
def site_url(site_dir: Path) -> Iterator[str]:
    """Where the built site is served, with a slash at the end."""
    with serve(site_dir) as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    try:
        with start_browser() as chromium:
            yield chromium
    except BrowserMissing as error:
        # A test that can't look has found nothing out: it fails, it isn't skipped.
        pytest.fail(str(error), pytrace=False)


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Golden:
    """golden(name, text): the text is what stands in tests/golden/<name>."""
    update = bool(request.config.getoption("--update-golden"))
    return lambda name, text: compare_with_golden(GOLDEN / name, text, update=update)


def compare_with_golden(file: Path, text: str, *, update: bool) -> None:
    if update:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode())
        return
    if not file.is_file():
        pytest.fail(f"There is no {file}. To write it: pytest --update-golden", pytrace=False)
    expected = file.read_bytes().decode()
    if text != expected:
        lines = unified_diff(expected.splitlines(), text.splitlines(), "expected", "found", lineterm="")
        difference = "\n".join(lines) or "only the ends of lines differ"
        pytest.fail(
            f"{file.name} differs. If that is meant: pytest --update-golden\n{difference}", pytrace=False
        )


@pytest.fixture(scope="session")
def site() -> Site:
    """The real data as the pages know them."""
    return build(ROOT / "data", "data")


@pytest.fixture(scope="session")
def programme(site: Site) -> Plan:
    return site.plan("programme-2017")


@pytest.fixture(scope="session")
def strategy(site: Site) -> Plan:
    return site.plan("strategy-2023")
