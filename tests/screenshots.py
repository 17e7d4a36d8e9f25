"""Photograph every kind of page, for people to look at: wide and narrow, light and dark, and on paper.

python -m tests.screenshots <folder of the site> <folder for the pictures>
"""

import sys
from pathlib import Path

from playwright.sync_api import Browser

from tests.browser import open_page, serve, start_browser
from tests.kinds import KINDS
from tests.looks import WIDTHS, choose_dark, narrow


def photograph(browser: Browser, url: str, start: Path) -> None:
    """The whole page at each width in each palette, and as it is printed."""
    with open_page(browser, url, until="load") as visit:
        page = visit.page
        page.pdf(path=start.with_name(f"{start.name}-print.pdf"), prefer_css_page_size=True, format="A4")
        for scheme in ("light", "dark"):
            if scheme == "dark":
                narrow(page, WIDTHS[0])
                choose_dark(page)
            for width in WIDTHS:
                narrow(page, width)
                page.screenshot(path=start.with_name(f"{start.name}-{width}-{scheme}.png"), full_page=True)


def main(site: Path, out: Path) -> None:
    out.mkdir(parents=True, exist_ok=True)
    for old in [*out.glob("*.png"), *out.glob("*.pdf")]:
        old.unlink()
    with serve(site) as address, start_browser() as browser:
        for name, kind in KINDS.items():
            photograph(browser, address + kind.example, out / name.replace(" ", "-"))
    pictures = sorted(out.iterdir())
    print(f"{len(pictures)} pictures of {len(KINDS)} kinds of page are in {out}/.")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
