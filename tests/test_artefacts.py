"""What is published names no secret, machine, place on a disk or registry, and no moment but a commit's."""

import gzip
import json
import re
import socket
import subprocess
import sys
from collections.abc import Iterable, Iterator
from io import BytesIO
from pathlib import Path
from typing import NamedTuple
from zipfile import ZipFile

import pytest

from macros import portable
from tests.building import ROOT

SECRETS = {
    "a token": (
        rb"gh[pousr]_[A-Za-z0-9]{30}",
        rb"github_pat_\w{30}",
        rb"glpat-[\w-]{20}",
        rb"npm_[A-Za-z0-9]{30}",
        rb"pypi-[\w-]{30}",
        rb"xox[abprs]-[\w-]{10}",
        rb"AKIA[0-9A-Z]{16}",
        rb"eyJ[\w-]{15,}\.eyJ[\w-]{15,}",
    ),
    "a private key": (rb"-----BEGIN [A-Z ]*PRIVATE KEY",),
    "a password in an address": (rb"//[\w.-]+:[^/@\s\"'${}\\]+@",),
}
"""In several expressions, for one that begins with a letter is quick to look for."""
PLACES = {
    "a place on a disk": (
        rb"(?<![\w.:/-])/(?:home|root|Users|tmp|opt|mnt|private|var/folders)/\w[\w.-]*",
        rb"[A-Z]:\\+(?:Users|Temp|Windows)\b",
        rb"file://(?!\{)\S",
    ),
    "an address of a machine": (
        rb"localhost",
        rb"127(?:\.\d+){3}",
        rb"(?<![\d.\w-])(?:0\.0\.0\.0|10(?:\.\d+){3}|192\.168(?:\.\d+){2})(?![\d.])",
        rb"(?:169\.254|172\.(?:1[6-9]|2\d|3[01]))(?:\.\d+){2}",
        rb"\[::1?\]",
    ),
    "a registry": (
        rb"pypi\.org",
        rb"pythonhosted\.org",
        rb"npmjs\.(?:org|com)",
        rb"index-url",
        rb"artifactory",
        rb"devpi",
        rb"unpkg\.com",
        rb"jsdelivr",
        rb"cdnjs",
    ),
}
MOMENT = re.compile(rb"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d)?(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d)?|\d{8}T\d{6}Z?")
MIDNIGHT = re.compile(rb".{8,10}[T ]00:?00(?::?00)?Z?")
"""Of the day of a document, or the one at which clocks that tell no time begin."""
HOST = re.compile(rb"https?:\\?/\\?/([\w.-]+\w)")

KNOWN_IN_SITE = {
    # The theme could fetch Mermaid. Its pages hold no diagram for it, and the policy of the pages forbids it.
    ("a registry", "assets/javascripts/bundle.js", "unpkg.com"),
    # What an editor sees who looks at the site at home.
    ("an address of a machine", "contribute/index.html", "127.0.0.1"),
    ("an address of a machine", "search/search_index.json", "127.0.0.1"),
}
KNOWN_IN_COPY = {("an address of a machine", portable.NOTE, "127.0.0.1")}


Patterns = dict[str, tuple[bytes, ...]]


class Part(NamedTuple):
    name: str
    content: bytes


def parts(folder: Path, files: list[str]) -> Iterator[Part]:
    """What files hold, with the names that the theme gives its own without their digests."""
    for file in files:
        content = (folder / file).read_bytes()
        name = re.sub(r"\.[0-9a-f]{8}\.min\.", ".", file)
        if file.endswith(".gz"):
            yield Part(name, gzip.decompress(content))
        elif file.endswith(".xlsx"):
            with ZipFile(BytesIO(content)) as book:
                yield from (Part(f"{name} {member}", book.read(member)) for member in book.namelist())
        elif file.endswith(".png"):
            yield from (Part(f"{name} {kind}", told) for kind, told in chunks(content) if kind != "IDAT")
        else:
            yield Part(name, content)


def chunks(picture: bytes) -> Iterator[tuple[str, bytes]]:
    start = 8
    while start < len(picture):
        size = int.from_bytes(picture[start : start + 4], "big")
        yield picture[start + 4 : start + 8].decode("ascii"), picture[start + 8 : start + 8 + size]
        start += 12 + size


def of_this_machine() -> Patterns:
    """What it is called, and where things are on it. Names are common words, so they count only in places."""
    user, machine = re.escape(Path.home().name), re.escape(socket.gethostname())
    found = {
        str(path) for path in (ROOT, Path.home(), Path(sys.prefix), Path(sys.base_prefix)) if path.parts[2:]
    }
    return {
        "a place on this machine": tuple(re.escape(path).encode() for path in sorted(found)),
        "who works here, and on what": tuple(
            pattern.encode() for pattern in (rf"{user}@", rf"@{machine}\b", rf"/{user}/")
        ),
    }


def told(those: Iterable[Part], patterns: Patterns) -> set[tuple[str, str, str]]:
    """What is said, in which file, in which words."""
    compiled = [(fact, re.compile(one)) for fact, several in patterns.items() for one in several]
    return {
        (fact, part.name, match.decode(errors="replace"))
        for part in those
        for fact, pattern in compiled
        for match in pattern.findall(part.content)
    }


def all_files(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


@pytest.fixture(scope="module")
def tracked() -> list[str]:
    run = subprocess.run(["git", "-C", str(ROOT), "ls-files", "-z"], capture_output=True, check=True)
    return [name for name in run.stdout.decode().split("\0") if (ROOT / name).is_file()]


@pytest.fixture(scope="module")
def published(site_dir: Path) -> list[Part]:
    return list(parts(site_dir, all_files(site_dir)))


BAD = {
    "a token": "ghp_" + "aB3" * 12,
    "a private key": "-----BEGIN RSA " + "PRIVATE KEY-----",
    "a password in an address": "https://me:word" + "@host.example/",
    "a place on a disk": "/home/" + "me/site",
    "an address of a machine": "http://192.168" + ".0.7:8080",
    "a registry": "https://pypi.org/simple",
    "a place on this machine": str(ROOT),
}


@pytest.mark.parametrize("fact", BAD)
def test_what_must_not_be_there_is_found_in_every_kind_of_file(fact: str, tmp_path: Path) -> None:
    bad = BAD[fact].encode()
    with ZipFile(tmp_path / "a.xlsx", "w") as book:
        book.writestr("xl/sheet1.xml", bad)
    (tmp_path / "a.gz").write_bytes(gzip.compress(bad))
    (tmp_path / "a.png").write_bytes(bytes(8) + len(bad).to_bytes(4) + b"tEXt" + bad + bytes(4))
    (tmp_path / "a.html").write_bytes(b"<p>" + bad)
    found = told(parts(tmp_path, all_files(tmp_path)), {**SECRETS, **PLACES, **of_this_machine()})
    names = {name for said, name, _ in found if said == fact}
    assert names == {"a.gz", "a.html", "a.png tEXt", "a.xlsx xl/sheet1.xml"}


def test_no_file_of_the_site_names_a_secret_a_machine_or_a_registry(published: list[Part]) -> None:
    assert told(published, {**SECRETS, **PLACES, **of_this_machine()}) == KNOWN_IN_SITE


def test_no_file_of_a_copy_for_a_disk_names_any_of_these(site_dir: Path, tmp_path: Path) -> None:
    portable.make(site_dir, tmp_path / "copy")
    # What it has as the site has it is judged there.
    files = [name for name in all_files(tmp_path / "copy") if name.endswith((".html", ".txt"))]
    known = {one for one in KNOWN_IN_SITE if one[1].endswith(".html")} | KNOWN_IN_COPY
    assert told(parts(tmp_path / "copy", files), {**PLACES, **of_this_machine()}) == known


def test_no_file_of_the_repository_names_a_secret_or_this_machine(tracked: list[str]) -> None:
    assert told(parts(ROOT, tracked), {**SECRETS, **of_this_machine()}) == set()


def test_every_host_in_the_site_is_named_by_our_sources(published: list[Part], tracked: list[str]) -> None:
    """So one that a build has from anywhere else is seen, whatever it is called."""
    ours = [name for name in tracked if name.startswith(("data/", "docs/", "macros/"))]
    named = {host for part in parts(ROOT, ours) for host in HOST.findall(part.content)}
    found = {
        (part.name, host)
        for part in published
        if not part.name.startswith(("assets/javascripts/", "assets/stylesheets/"))
        for host in HOST.findall(part.content)
    }
    by_the_writer_of_workbooks = rb"(?:schemas\.(?:openxmlformats|microsoft)|purl)\.(?:org|com)"
    unknown = {one for one in found if one[1] not in named}
    assert {host for _, host in found} & named
    assert {one for one in unknown if not re.fullmatch(by_the_writer_of_workbooks, one[1])} == set()


def test_every_moment_in_the_site_is_that_of_a_commit_or_the_day_of_a_document(published: list[Part]) -> None:
    history = (ROOT / "data" / "history.jsonl").read_text("utf-8").splitlines()
    committed = {json.loads(line)["time"].encode() for line in history}
    moments = {
        (part.name, moment)
        for part in published
        if not part.name.startswith("assets/")
        for moment in MOMENT.findall(part.content)
    }
    assert {moment for _, moment in moments} & committed
    assert {one for one in moments if one[1] not in committed and not MIDNIGHT.fullmatch(one[1])} == set()


def test_packed_files_and_pictures_tell_no_moment_and_no_program(site_dir: Path, tracked: list[str]) -> None:
    books = list(site_dir.rglob("*.xlsx"))
    assert books
    for book in books:
        with ZipFile(book) as packed:
            assert {member.date_time for member in packed.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    pictures = [*site_dir.rglob("*.png"), *(ROOT / name for name in tracked if name.endswith(".png"))]
    kinds = {kind for picture in pictures for kind, _ in chunks(picture.read_bytes())}
    assert kinds <= {"IHDR", "PLTE", "tRNS", "gAMA", "cHRM", "sRGB", "IDAT", "IEND"}


def test_no_file_of_the_site_is_the_source_of_another(published: list[Part]) -> None:
    assert [part.name for part in published if part.name.endswith(".map")] == []
    assert [part.name for part in published if b"sourceMappingURL=" in part.content] == []
