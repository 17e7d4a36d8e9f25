"""The kinds of page that the site has, one example of each: what is looked at, photographed and measured.

python -m tests.kinds prints them as JSON, for programs in other languages.
"""

import json
from fnmatch import fnmatchcase
from pathlib import Path
from typing import NamedTuple

KILOBYTE = 1000


class Kind(NamedTuple):
    example: str
    """The address of the page that stands for all of its kind: the fullest one."""
    limit: int = 100
    """In kilobytes: what the page and all that it loads may weigh, compressed, at a first visit."""
    others: str = ""
    """The addresses of the other pages of the kind, as patterns."""

    @property
    def patterns(self) -> list[str]:
        return [self.example, *self.others.split()]


KINDS = {
    "home": Kind("", 110),
    "plan": Kind("strategy/"),
    "older plan": Kind("programme/"),
    "timeline": Kind("strategy/timeline/", 110),
    "older timeline": Kind("programme/timeline/", 110),
    "matrix": Kind("strategy/matrix/", 110),
    "older matrix": Kind("programme/matrix/", 110),
    "coverage": Kind("programme/coverage/", 100, "strategy/coverage/"),
    "map": Kind("strategy/map/", 100, "programme/map/"),
    "versions": Kind("programme/versions/"),
    "theory": Kind("programme/theory-of-change/"),
    "continued by": Kind("programme/continued-by/strategy/", 110),
    "period": Kind("programme/timeline/2018q3/", 100, "*/timeline/*/"),
    "areas": Kind("action-areas/", 100, "areas-of-action/"),
    "area": Kind("action-areas/2/", 100, "action-areas/*/"),
    "older area": Kind("areas-of-action/4/", 100, "areas-of-action/*/"),
    "commitments": Kind("outputs/"),
    "older commitments": Kind("deliverables/"),
    "commitment": Kind("outputs/4/", 100, "outputs/*/"),
    "older commitment": Kind("deliverables/3.2/", 100, "deliverables/[1-9].*/"),
    "withdrawn commitment": Kind("deliverables/9-2-2016/", 100, "deliverables/*-2016/"),
    "lost code": Kind("deliverables/9.3/"),
    "clauses": Kind("building-blocks/", 100, "conclusions/"),
    "clause": Kind("building-blocks/part1-1/", 100, "building-blocks/*/"),
    "item": Kind("building-blocks/d-1-a/"),
    "chapeau": Kind("building-blocks/e/"),
    "conclusion": Kind("conclusions/23-b/", 100, "conclusions/*/"),
    "documents": Kind("documents/"),
    "discrepancies": Kind("discrepancies/"),
    "glossary": Kind("glossary/"),
    "reports": Kind("reports/"),
    "report": Kind("reports/final-report-2022/", 100, "reports/*/"),
    "years": Kind("years/"),
    "year": Kind("years/2017/", 100, "years/*/"),
    "how to read": Kind("how-to-read/"),
    "brief": Kind("brief/"),
    "data": Kind("data/"),
    "changes": Kind("changes/"),
    "contribute": Kind("contribute/", 100, "contribute/*/"),
    "macros": Kind("contribute/macros/"),
    "design": Kind("contribute/design/"),
    "accessibility": Kind("accessibility/"),
    "missing": Kind("404.html"),
}


def kinds_of(address: str) -> list[str]:
    """The names of the kinds that a page of this address belongs to."""
    return [name for name, kind in KINDS.items() if any(fnmatchcase(address, one) for one in kind.patterns)]


def addresses(site: Path) -> list[str]:
    """Of every page of a built site."""
    found = (path.relative_to(site).as_posix() for path in site.rglob("*.html"))
    return sorted(address.removesuffix("index.html") for address in found)


if __name__ == "__main__":
    print(json.dumps({name: kind.example for name, kind in KINDS.items()}, indent=1))
