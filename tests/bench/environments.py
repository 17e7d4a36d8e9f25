"""Where each system is installed, and what is said of the machine."""

import os
import platform
import subprocess
import sys
import venv
from importlib.metadata import version
from pathlib import Path

from tests.bench.peers.peer import Peer

QUIET = ("-qq", "--no-input", "--disable-pip-version-check")


def installed(peer: Peer, folder: Path) -> Path:
    """The folder of its programs. It is fetched once; a change of its versions fetches it anew."""
    home = folder / peer.package
    ready = home / "ready"
    wanted = peer.requirements.read_text("utf-8")
    if not ready.is_file() or ready.read_text("utf-8") != wanted:
        print(f"Installing {peer.package} …", file=sys.stderr, flush=True)
        venv.create(home, clear=True, with_pip=True)
        pip = [str(home / "bin" / "python"), "-m", "pip", "install", *QUIET, "--require-hashes"]
        subprocess.run([*pip, "--requirement", str(peer.requirements)], check=True)
        ready.write_text(wanted, "utf-8")
    return home / "bin"


def version_of(peer: Peer) -> str:
    pinned = peer.requirements.with_suffix(".in").read_text("utf-8")
    return pinned.strip().partition("==")[2]


def machine() -> str:
    return f"{_processor()}, {os.cpu_count()} cores, {platform.system()}"


def ours() -> str:
    packages = {"MkDocs": "mkdocs", "Material": "mkdocs-material"}
    named = (f"{name} {version(package)}" for name, package in packages.items())
    return ", ".join([f"Python {platform.python_version()}", *named])


def _processor() -> str:
    """The name that the system gives it."""
    try:
        lines = Path("/proc/cpuinfo").read_text("utf-8").splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    named = (line.partition(":")[2] for line in lines if line.startswith("model name"))
    return " ".join(next(named, platform.machine()).split())
