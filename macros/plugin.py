"""The live facts become macros of pages. The reader of this module is the macros plugin."""

import logging
from pathlib import Path
from typing import Any

from macros.bound import Asking, Bound

_log = logging.getLogger("mkdocs.plugins.macros")


def define_env(env: Any) -> None:
    """Called by the macros plugin, once for each build."""
    extra = env.conf.extra
    extra["aside"] = {}

    def asking() -> Asking:
        file = env.page.file
        return Asking(env.page.url, file.src_uri, lambda: file.content_string)

    docs = Path(env.conf.docs_dir).name
    bound = Bound(extra["publication"], asking, docs, extra["aside"], lambda one: _log.warning("%s", one))
    for name, macro in bound.macros().items():
        env.macro(macro, name)
