"""Our own stylesheets and scripts as readers load them: without comments. The sources stay as written.

No minifier: rcssmin takes a space out of `:nth-child(1 of :not(…))`, which voids the rule.
"""

import re

_STYLE = re.compile(r"/\*.*?\*/\s*", re.DOTALL)
_SCRIPT = re.compile(r"^[ \t]*(?://[^\n]*|/\*.*?\*/[ \t]*)\n", re.DOTALL | re.MULTILINE)
"""Comments with lines of their own: what looks like one within a line may be a text or an expression."""
_POINTER = re.compile(r"^//# sourceMappingURL=.*\n?", re.MULTILINE)

OWN = {"assets/css/": _STYLE, "assets/js/": _SCRIPT, "assets/javascripts/": _POINTER}
"""Where they stand. What others wrote comes as they publish it, but doesn't name its sources, which don't."""
SOURCES = (".js.map", ".css.map")
"""How files end that hold the sources of another, for whoever writes that one."""


def shrunk(name: str, text: str) -> str:
    """What a file of the site holds, without its comments where it is ours.

    >>> shrunk("assets/js/a.js", "// why\\nlet a = /[/*]/ // all\\n  /* more\\n  why */\\nlet b")
    'let a = /[/*]/ // all\\nlet b'
    >>> shrunk("assets/css/a.css", "/* why */\\na { /* here */ b: c }")
    'a { b: c }'
    """
    for folder, comments in OWN.items():
        if name.startswith(folder):
            return comments.sub("", text)
    return text
