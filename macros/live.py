"""Shows the site while its sources are edited: as much of that as knows MkDocs."""

import logging
import sys
from pathlib import Path
from urllib.parse import urlsplit

from mkdocs.config import load_config
from mkdocs.config.config_options import Hooks
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException

from macros.editions import ROOT, Engine
from macros.following import followed
from macros.on_demand import Edition


def begun(out: Path, address: str) -> tuple[Edition, str]:
    # MkDocs keeps these for as long as it runs.
    Hooks._load_hook.cache_clear()
    vars(MkDocsConfig.plugins)["plugin_cache"].clear()
    config = load_config(str(ROOT / "mkdocs.yml"), site_dir=str(out))
    below = urlsplit(config.site_url or "/").path or "/"
    config.site_url = f"{address}{below}"
    return Edition(config), below


def said(error: BaseException) -> str:
    return error.format_message() if isinstance(error, MkDocsException) else ""


if __name__ == "__main__":
    logging.getLogger("mkdocs.commands.build").setLevel(logging.CRITICAL)  # What it says, is said by us.
    sys.exit(followed(Engine(begun, said, "mkdocs")))
