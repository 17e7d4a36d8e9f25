"""Find a Chromium for the tests and a font for it to draw with, or install Debian's.

python tests/find_browser.py prints where the browser is; with --install it sees to it that there is one.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)
FONT_FOLDERS = (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"))
FONT_PACKAGE = "fonts-dejavu-core"

ADVICE = (
    "Install Chromium or Google Chrome, on Debian with: apt-get install chromium fonts-dejavu-core. "
    "If one is installed in an unusual place, name the program in the environment variable CHROMIUM."
)


class BrowserMissing(Exception):  # noqa: N818 it reads as what it says
    """There is no browser, and what to do about it."""


def find_browser() -> str:
    """Where the browser is. A browser named in CHROMIUM goes before all others."""
    named = os.environ.get("CHROMIUM")
    for name in (named,) if named else NAMES:
        if path := shutil.which(name):
            return path
    if named:
        raise BrowserMissing(f"CHROMIUM names {named!r}, and there is no such program. {ADVICE}")
    raise BrowserMissing(f"The tests look at the site in a browser, and there is none here. {ADVICE}")


def has_font(folders: tuple[Path, ...] = FONT_FOLDERS) -> bool:
    """Without a font a browser starts, but draws boxes for letters. Only Linux comes without."""
    if sys.platform != "linux":
        return True
    return any(next(folder.rglob(f"*.{kind}"), None) for folder in folders for kind in ("ttf", "otf"))


def packages_wanted() -> list[str]:
    packages = [] if has_font() else [FONT_PACKAGE]
    try:
        find_browser()
    except BrowserMissing:
        # Who names a browser wants that one and no other.
        return packages if os.environ.get("CHROMIUM") else ["chromium", *packages]
    return packages


def as_root() -> list[str]:
    """What to put before a command so that it runs as root."""
    if os.geteuid() == 0:
        return []
    if not shutil.which("sudo"):
        raise BrowserMissing(f"Only root can install a browser, and there is no sudo here. {ADVICE}")
    # Without a terminal nobody could answer when sudo asks for a password.
    return ["sudo"] if sys.stdin.isatty() else ["sudo", "-n"]


def install(packages: list[str]) -> None:
    names = " and ".join(packages)
    if not shutil.which("apt-get"):
        raise BrowserMissing(f"The tests need {names}, and there is no apt-get here to install it. {ADVICE}")
    print(f"Installing {names} …", file=sys.stderr)
    # Set on sudo's far side, for sudo drops the environment.
    apt = [*as_root(), "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq"]
    for command in (["update"], ["install", "-y", "--no-install-recommends", *packages]):
        run = subprocess.run([*apt, *command], capture_output=True, text=True, check=False)
        if run.returncode:
            raise BrowserMissing(f"apt-get could not install {names}. {ADVICE}\n{run.stdout}{run.stderr}")


def main(arguments: list[str]) -> int:
    try:
        if "--install" in arguments and (packages := packages_wanted()):
            install(packages)
        browser = find_browser()
    except BrowserMissing as error:
        print(error, file=sys.stderr)
        return 1
    if "--install" not in arguments:
        print(browser)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
