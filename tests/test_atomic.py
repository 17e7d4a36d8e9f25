"""Whatever stops a build, and whenever, a whole site stands there: the last one, or the new one."""

import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import time
import warnings
from collections.abc import Callable
from errno import EACCES, ENOENT, ENOSPC
from hashlib import sha256
from pathlib import Path

import pytest

from macros import portable, swapping
from macros.cli import main
from macros.swapping import BusyError, beside, take_place, trouble
from tests.building import GARDEN_FOLDERS, ROOT, Run, environment, run_command

MOMENTS = 20
LAST_SITE = {
    "404.html": b"not here",
    **{f"tasks/{number}/index.html": b"task " * number for number in range(9)},
}
NEXT_SITE = {"404.html": b"nowhere", **{f"wishes/{number}.json": b"[]\n" for number in range(5)}}

Files = dict[str, bytes]


def written(folder: Path, files: Files) -> Path:
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    return folder


def files_of(folder: Path) -> Files:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*.*")}


def manifest(folder: Path) -> dict[str, str]:
    """By the name of each file, what it holds; of each folder, that it is one."""
    return {
        path.relative_to(folder).as_posix(): "" if path.is_dir() else sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
    }


def replace(out: Path, files: Files) -> None:
    with beside(out) as new:
        written(new, files)
        take_place(out)


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """A folder with a site in it, and nothing beside it."""
    return written(tmp_path / "published" / "site", LAST_SITE)


# A swap, killed at every step that it takes.


def two_moves(*_: Path) -> bool:
    """What a system answers that can't exchange two folders."""
    return False


def killed_at(step: int, out: Path, exchanged: Callable[..., bool]) -> bool:
    """Whether a program was killed at a step of its swap, or came to its end before that."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # It needs no thread of this program.
        child = os.fork()
    if not child:
        try:
            swap_until(step, out, exchanged)
        finally:
            os._exit(1)
    status = os.waitpid(child, 0)[1]
    assert os.WIFSIGNALED(status) or not status, "the swap failed"
    return os.WIFSIGNALED(status)


def swap_until(step: int, out: Path, exchanged: Callable[..., bool]) -> None:
    """A step is whatever Python asks the system for."""
    steps = iter(range(step))

    def stop(event: str, _: object) -> None:
        if event != "os.kill" and next(steps, None) is None:
            os.kill(os.getpid(), signal.SIGKILL)

    swapping._exchanged = exchanged
    sys.addaudithook(stop)
    replace(out, NEXT_SITE)
    os._exit(0)


@pytest.mark.parametrize("exchanged", [swapping._exchanged, two_moves])
def test_a_swap_that_is_killed_at_any_step_leaves_a_whole_site_and_the_next_one_clears_up(
    out: Path, exchanged: Callable[..., bool]
) -> None:
    step, left_behind, seen = 0, set(), []
    while killed_at(step, out, exchanged):
        left_behind |= names(out.parent)
        if exchanged is not two_moves:
            assert out.is_dir(), f"there is no site after step {step}"
        with pytest.raises(ZeroDivisionError), beside(out):
            raise ZeroDivisionError  # A build that fails brings the last site back too, and clears up.
        assert names(out.parent) == {"site"}
        seen.append(files_of(out))
        assert seen[-1] in (LAST_SITE, NEXT_SITE), f"half a site stands there after step {step}"
        replace(out, LAST_SITE)
        step += 1
    assert LAST_SITE in seen
    assert NEXT_SITE in seen
    assert seen == sorted(seen, key=lambda files: files == NEXT_SITE), "the new site, and then the last one"
    assert left_behind == {"site", ".site-new"} | ({".site-old"} if exchanged is two_moves else set())


def test_where_the_second_of_two_moves_fails_the_first_is_taken_back(
    out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    move = Path.rename

    def refused(self: Path, target: Path) -> Path:
        if self.name == ".site-new":
            raise PermissionError(13, "Permission denied")
        return move(self, target)

    monkeypatch.setattr(swapping, "_exchanged", two_moves)
    monkeypatch.setattr(Path, "rename", refused)
    with pytest.raises(PermissionError):
        replace(out, NEXT_SITE)
    assert files_of(out) == LAST_SITE
    assert names(out.parent) == {"site"}


def test_a_site_at_the_end_of_a_link_is_replaced_and_the_link_stays(tmp_path: Path, out: Path) -> None:
    link = tmp_path / "link"
    link.symlink_to(out)
    replace(link, NEXT_SITE)
    assert link.is_symlink()
    assert files_of(out) == NEXT_SITE
    assert names(tmp_path) == {"link", "published"}
    assert names(out.parent) == {"site"}


def test_of_two_builds_into_one_folder_the_second_is_refused_and_the_first_goes_on(
    out: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(swapping, "PATIENCE", 0.1)
    with beside(out) as new:
        written(new, NEXT_SITE)
        assert main(["site", "--out", str(out)]) == 1
        take_place(out)
    said = capsys.readouterr().err
    assert said.startswith("Another program is making site/. Wait until it is through, or name a folder")
    assert files_of(out) == NEXT_SITE
    assert names(out.parent) == {"site"}


def test_who_waited_while_a_site_took_its_place_does_not_take_it_for_a_leftover(
    out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between finding the folder and locking it, the other program gets through with it."""
    lock = swapping._lock

    def late(handle: int, *, wait: bool) -> None:
        monkeypatch.setattr(swapping, "_lock", lock)
        replaced = out.with_name(".site-new").rename(out.with_name("moved"))
        lock(handle, wait=wait)
        assert replaced.is_dir()

    monkeypatch.setattr(swapping, "_lock", late)
    with pytest.raises(BusyError):
        replace(out, NEXT_SITE)
    assert files_of(out) == LAST_SITE


def test_the_last_copy_for_a_disk_stays_where_the_next_one_can_not_be_made(
    tmp_path: Path, out: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    written(out, {portable.INDEX: b"<p>"})
    copy = written(tmp_path / "copies" / "preview", {portable.NOTE: b"read", portable.INDEX: b"<b>"})
    before = files_of(copy)

    def full(_: Path, new: Path) -> int:
        (new / portable.INDEX).write_bytes(b"<")
        raise OSError(ENOSPC, "No space left on device")

    monkeypatch.setattr(portable, "make", full)
    assert main(["portable", str(out), "--out", str(copy)]) == 1
    assert capsys.readouterr().err.startswith("There is no room left on the disk for preview/. ")
    assert files_of(copy) == before
    assert names(copy.parent) == {"preview"}


@pytest.mark.parametrize("error", [BusyError(), OSError(EACCES, "Permission denied", "site")])
def test_what_keeps_a_folder_from_being_made_is_said_with_a_way_out(error: OSError | BusyError) -> None:
    assert trouble(error, Path("site")).endswith("or name a folder elsewhere with --out.")


def test_a_mistake_of_ours_is_not_taken_for_one_of_the_disk() -> None:
    with pytest.raises(FileNotFoundError):
        trouble(FileNotFoundError(ENOENT, "No such file or directory"), Path("site"))


# A build, killed at random moments.


def build(out: Path) -> subprocess.Popen[bytes]:
    """With a group of processes of its own, to be killed with whatever it starts."""
    return subprocess.Popen(
        [sys.executable, "-m", "macros", "site", "--out", str(out)],
        cwd=ROOT,
        env=environment(GARDEN_FOLDERS),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def test_a_build_that_is_killed_at_random_moments_leaves_a_whole_site_and_the_next_one_works(
    out: Path,
) -> None:
    seed = int(os.environ.get("SEED") or random.randrange(10**6))  # noqa: S311 no secret
    print(f"To have the same moments again: SEED={seed}")
    last, began = manifest(out), time.monotonic()
    assert build(out).wait() == 0
    whole, new = time.monotonic() - began, manifest(out)
    assert new != last
    chosen = random.Random(seed)  # noqa: S311
    moments = [(number + chosen.random()) / MOMENTS * whole for number in range(MOMENTS)]
    left_behind = set()
    for moment in moments:
        replace(out, LAST_SITE)  # Also the next build after the one that was killed: it clears up.
        assert names(out.parent) == {"site"}
        process = build(out)
        time.sleep(moment)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        assert manifest(out) in (last, new), f"half a site stands there after {moment:.3f} of {whole:.3f} s"
        left_behind |= names(out.parent)
    assert ".site-new" in left_behind, "no moment was within a build"
    assert build(out).wait() == 0
    assert manifest(out) == new
    assert names(out.parent) == {"site"}


# Nowhere to write.

ON_A_DISK = """
mount -t tmpfs -o size=2m none "$1" && cp -R "$2" "$1/site" && mount -o "remount,$3" "$1" || exit 9
"$4" -m macros site --out "$1/site"
code=$?
diff -r "$2" "$1/site" && ls -A "$1"
exit $code
"""
"""A disk of two megabytes, which only this program sees."""


def build_on_a_disk(folder: Path, last: Path, looks: str) -> Run | None:
    """Nothing where the system lets nobody have a disk of one's own."""
    folder.mkdir()
    if not shutil.which("unshare"):
        return None
    words = ["unshare", "-rm", "sh", "-c", ON_A_DISK, "sh", str(folder), str(last), looks, sys.executable]
    run = subprocess.run(
        words, cwd=ROOT, env=environment(GARDEN_FOLDERS), capture_output=True, text=True, check=False
    )
    return None if run.returncode == 9 or "unshare:" in run.stderr else run


def build_with_little_room(out: Path) -> Run:
    """Where there is no such disk, no file may be large: the system says so in the same place."""
    command = [sys.executable, "-m", "macros", "site", "--out", str(out)]
    size = 50_000
    return subprocess.run(
        command,
        cwd=ROOT,
        env=environment(GARDEN_FOLDERS),
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size)),
    )


def test_a_full_disk_is_said_plainly_and_the_last_site_stays(tmp_path: Path, out: Path) -> None:
    run = build_on_a_disk(tmp_path / "disk", out, "rw") or build_with_little_room(out)
    assert run.returncode == 1, run.stdout + run.stderr
    way_out = "Make room and try again, or name a folder elsewhere with --out."
    assert f"There is no room left on the disk for site/. {way_out}\n" in run.stderr
    assert run.stderr.endswith("The site wasn't built; site/ is as it was.\n")
    assert "Traceback" not in run.stdout + run.stderr
    assert run.stdout.endswith("site\n") or names(out.parent) == {"site"}
    assert files_of(out) == LAST_SITE


def test_a_folder_that_may_not_be_written_is_said_plainly_and_the_last_site_stays(
    tmp_path: Path, out: Path
) -> None:
    run = build_on_a_disk(tmp_path / "disk", out, "ro")
    if run is None:
        out.parent.chmod(0o555)
        # Whoever may write everywhere still can't there.
        target = out if os.getuid() else Path("/sys/site")
        run = run_command("site", "--out", str(target), settings=GARDEN_FOLDERS)
        out.parent.chmod(0o755)
    assert run.returncode == 1, run.stdout + run.stderr
    way_out = "See to the rights to write there, or name a folder elsewhere with --out."
    assert any(line.endswith(way_out) for line in run.stderr.splitlines()), run.stderr
    assert run.stderr.endswith("The site wasn't built; site/ is as it was.\n")
    assert "Traceback" not in run.stdout + run.stderr
    assert run.stdout in ("site\n", "")
    assert files_of(out) == LAST_SITE
