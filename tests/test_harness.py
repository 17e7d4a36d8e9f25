"""The tools that the other tests trust: shown to work on a few small pages, and to notice faults."""

import gzip
import os
import subprocess
import sys
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser

from tests import find_browser
from tests.browser import axe, axe_of_new_looks, gzipped_weight, open_page, serve
from tests.conftest import compare_with_golden

SCRIPT = Path(find_browser.__file__)

SOUND = """<!doctype html><html lang="en"><head><title>Sound</title><meta charset="utf-8">
<link rel="icon" href="data:,"><link rel="stylesheet" href="style.css"></head>
<body><main><h1>Sound</h1><p id="said">No script has run.</p></main>
<script>document.getElementById("said").textContent =
matchMedia("(prefers-color-scheme: dark)").matches ? "It is dark." : "It is light."</script></body></html>
"""
FAULTY = """<!doctype html><html lang="en"><head><title>Faulty</title><link rel="icon" href="data:,">
<meta http-equiv="Content-Security-Policy" content="script-src 'nonce-x'"></head>
<body><main><h1>Faulty</h1><img src="style.css"><p style="color: #ccc; background: #fff">pale</p>
<script nonce="x">setTimeout(() => { fetch("https://elsewhere.invalid/x").catch(() => 0);
console.error("out of order"); undefinedFunction() }, 50)</script></main></body></html>
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "index.html").write_text(SOUND)
    (tmp_path / "style.css").write_text("p { color: black }\n" * 200)
    (tmp_path / "404.html").write_text("<h1>Not here</h1>")
    (tmp_path / "faulty").mkdir()
    (tmp_path / "faulty" / "index.html").write_text(FAULTY)
    return tmp_path


@pytest.fixture
def url(folder: Path) -> Iterator[str]:
    with serve(folder) as address:
        yield address


def test_a_sound_page_makes_no_noise_and_has_no_findings(browser: Browser, url: str) -> None:
    with open_page(browser, url, 320) as visit:
        visit.assert_quiet()
        assert visit.requests == [url, f"{url}style.css"]
        assert visit.page.evaluate("innerWidth") == 320
        assert axe(visit.page) == []


def test_a_page_follows_the_readers_choice_of_light_or_dark(browser: Browser, url: str) -> None:
    with open_page(browser, url, scheme="light") as light, open_page(browser, url, scheme="dark") as dark:
        said = [visit.page.locator("#said").inner_text() for visit in (light, dark)]
    assert said == ["It is light.", "It is dark."]


def test_the_next_reader_finds_nothing_that_the_last_one_left(browser: Browser, url: str) -> None:
    with open_page(browser, url, 320, scheme="dark") as visit:
        visit.page.evaluate("localStorage.setItem('a', 'b')")
        visit.page.evaluate("sessionStorage.setItem('a', 'b')")
        visit.page.route("**/style.css", lambda route: route.abort())
        visit.page.emulate_media(media="print", forced_colors="active")
    with open_page(browser, f"{url}#said") as visit:
        assert visit.page.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]
        assert visit.page.evaluate("innerWidth") == 1280
        assert visit.page.evaluate("history.length") <= 2  # with the blank page before it
        assert visit.page.evaluate("matchMedia('screen and (forced-colors: none)').matches")
        assert visit.page.locator("#said").inner_text() == "It is light."
        assert visit.requests == [url, f"{url}style.css"]
        assert visit.page.evaluate("performance.getEntriesByType('resource')[0].transferSize") > 0
        visit.assert_quiet()


def test_a_page_can_be_read_without_javascript(browser: Browser, url: str) -> None:
    with open_page(browser, url, javascript=False) as visit:
        assert visit.page.locator("#said").inner_text() == "No script has run."
        with pytest.raises(ValueError, match="axe-core is a script"):
            axe(visit.page)


def test_accessibility_faults_are_found_under_a_strict_content_policy(browser: Browser, url: str) -> None:
    with open_page(browser, f"{url}faulty/") as visit:
        findings = axe(visit.page)
        assert [finding.split()[0] for finding in findings] == ["color-contrast", "image-alt"]
        assert axe(visit.page, within="p") == findings[:1]


ALIKE = """<!doctype html><html lang="en"><head><title>Alike</title><link rel="icon" href="data:,"><style>
.pale { color: #ccc } .dark { background: #222 }
.night .pale { color: #333 } .night .dark { background: #000 }
.only { display: none } @media (width < 500px) { .only { display: block } }
</style></head><body><main><h1>Alike</h1><p class="pale">one</p><p class="pale">two</p>
<div class="dark"><p class="pale">clear</p></div><p class="pale only">three</p></main></body></html>
"""


def test_of_what_looks_alike_one_is_measured_and_whatever_looks_new_is(
    browser: Browser, folder: Path, url: str
) -> None:
    (folder / "alike.html").write_text(ALIKE)
    seen: set[str] = set()
    with open_page(browser, f"{url}alike.html") as visit:

        def pale() -> list[str]:
            return [finding.rpartition(" <p")[2] for finding in axe_of_new_looks(visit.page, seen)]

        assert pale() == [' class="pale">one</p>']
        assert pale() == []
        visit.page.set_viewport_size({"width": 320, "height": 900})
        assert pale() == [' class="pale only">three</p>']
        visit.page.evaluate("document.body.className = 'night'")
        assert pale() == [' class="pale">clear</p>']


def test_a_request_for_another_host_and_failing_scripts_are_noticed(browser: Browser, url: str) -> None:
    with open_page(browser, f"{url}faulty/") as visit:
        assert visit.outside_requests() == ["https://elsewhere.invalid/x"]
        with pytest.raises(AssertionError) as noise:
            visit.assert_quiet()
    for words in ("https://elsewhere.invalid/x", "out of order", "undefinedFunction is not defined"):
        assert words in str(noise.value)


def test_a_page_weighs_what_its_own_host_sends_for_it(folder: Path) -> None:
    home = "http://127.0.0.1:1/"
    requests = [home, f"{home}style.css", f"{home}style.css", "data:,", "https://elsewhere.invalid/big.js"]
    sizes = [
        len(gzip.compress((folder / name).read_bytes(), 6, mtime=0)) for name in ("index.html", "style.css")
    ]
    assert gzipped_weight(folder, requests) == sum(sizes)


def test_an_unknown_address_answers_with_the_sites_own_page(url: str) -> None:
    connection = HTTPConnection(urlsplit(url).netloc)
    try:
        for path, status, body in [
            ("/gone/", 404, b"<h1>Not here</h1>"),
            ("/../conftest.py", 404, b"<h1>Not here</h1>"),
            ("/", 200, SOUND.encode()),
            ("/faulty", 301, b""),
        ]:
            # On one connection: an answer that ends it would make the next request fail.
            connection.request("GET", path)
            answer = connection.getresponse()
            assert (answer.status, answer.read()) == (status, body)
            assert not answer.will_close
    finally:
        connection.close()


def test_a_folder_without_an_index_is_not_listed(folder: Path, url: str) -> None:
    (folder / "data").mkdir()
    connection = HTTPConnection(urlsplit(url).netloc)
    try:
        connection.request("GET", "/data/")
        assert connection.getresponse().status == 404
    finally:
        connection.close()


def test_text_that_differs_from_its_golden_file_fails_with_the_difference(tmp_path: Path) -> None:
    file = tmp_path / "below" / "example.txt"
    with pytest.raises(pytest.fail.Exception, match="--update-golden"):
        compare_with_golden(file, "a\nb\n", update=False)
    compare_with_golden(file, "a\nb\n", update=True)
    compare_with_golden(file, "a\nb\n", update=False)
    with pytest.raises(pytest.fail.Exception, match=r"-b\n\+c"):
        compare_with_golden(file, "a\nc\n", update=False)
    with pytest.raises(pytest.fail.Exception, match="ends of lines"):
        compare_with_golden(file, "a\r\nb\r\n", update=False)


APT_GET = """#!/bin/sh
echo "$@" >>"$0.log"
[ "$2" = update ] && exit
[ -e "$0.broken" ] && echo "no such package" && exit 100
printf '#!/bin/sh\\n' >"${0%/*}/chromium" && /bin/chmod +x "${0%/*}/chromium"
"""


@pytest.fixture
def programs(tmp_path: Path) -> Path:
    """A folder of programs, to be the only one where any are looked for."""
    folder = tmp_path / "programs"
    folder.mkdir()
    program(folder, "env", '#!/bin/sh\nshift\nexec "$@"\n')
    return folder


def program(folder: Path, name: str, text: str = "#!/bin/sh\n") -> None:
    (folder / name).write_text(text)
    (folder / name).chmod(0o755)


def run_script(programs: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(SCRIPT), *arguments],
        env={"PATH": str(programs), **environment},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_missing_browser_is_said_in_plain_words(programs: Path) -> None:
    run = run_script(programs)
    assert run.returncode == 1
    assert run.stderr.startswith("The tests look at the site in a browser, and there is none here. Install")
    assert "Traceback" not in run.stderr


def test_a_machine_without_apt_says_what_to_install(programs: Path) -> None:
    run = run_script(programs, "--install")
    assert run.returncode == 1
    assert "there is no apt-get here" in run.stderr


def test_a_missing_browser_fails_a_test_and_skips_none(programs: Path, tmp_path: Path) -> None:
    root = SCRIPT.parent.parent
    (tmp_path / "test_any.py").write_text("def test_any(browser): pass\n")
    run = subprocess.run(
        [
            sys.executable,
            "-m",
            "pytest",
            "-p",
            "tests.conftest",
            "-c",
            "pyproject.toml",
            str(tmp_path / "test_any.py"),
        ],
        cwd=root,
        env={"PATH": str(programs), "PYTHONPATH": str(root)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 1, run.stdout + run.stderr
    assert "there is none here. Install" in run.stdout
    assert "1 error" in run.stdout
    assert "skipped" not in run.stdout


def test_a_missing_browser_is_installed_with_apt(programs: Path) -> None:
    program(programs, "apt-get", APT_GET)
    program(programs, "sudo", '#!/bin/sh\n[ "$1" = -n ] && shift\nexec "$@"\n')
    run = run_script(programs, "--install")
    assert (run.returncode, run.stdout) == (0, ""), run.stderr
    calls = (programs / "apt-get.log").read_text().splitlines()
    assert calls[0] == "-qq update"
    assert calls[1].startswith("-qq install -y --no-install-recommends chromium")
    assert run_script(programs).stdout == f"{programs}/chromium\n"
    run_script(programs, "--install")
    assert (programs / "apt-get.log").read_text().splitlines() == calls, (
        "what is there is not installed again"
    )


def test_an_installation_that_fails_says_what_apt_said(programs: Path) -> None:
    program(programs, "apt-get", APT_GET)
    program(programs, "apt-get.broken")
    program(programs, "sudo", '#!/bin/sh\n[ "$1" = -n ] && shift\nexec "$@"\n')
    run = run_script(programs, "--install")
    assert run.returncode == 1
    assert "apt-get could not install chromium" in run.stderr
    assert "no such package" in run.stderr


def test_who_is_not_root_and_has_no_sudo_is_told(monkeypatch: pytest.MonkeyPatch, programs: Path) -> None:
    monkeypatch.setenv("PATH", str(programs))
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    with pytest.raises(find_browser.BrowserMissing, match="Only root can install a browser"):
        find_browser.as_root()
    program(programs, "sudo")
    assert find_browser.as_root() in (["sudo"], ["sudo", "-n"])


def test_a_browser_can_be_named(programs: Path) -> None:
    program(programs, "mine")
    assert run_script(programs, CHROMIUM=str(programs / "mine")).stdout == f"{programs}/mine\n"
    run = run_script(programs, CHROMIUM="no-such-program")
    assert run.returncode == 1
    assert run.stderr.startswith("CHROMIUM names 'no-such-program', and there is no such program.")


def test_a_machine_without_fonts_is_noticed(tmp_path: Path) -> None:
    assert not find_browser.has_font((tmp_path, tmp_path / "gone"))
    (tmp_path / "truetype").mkdir()
    (tmp_path / "truetype" / "any.ttf").touch()
    assert find_browser.has_font((tmp_path,))
