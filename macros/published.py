"""Every file that the site publishes beside its pages. What takes long is made when somebody reads it."""

from collections.abc import Callable, Iterator, Mapping
from functools import cache, partial

from macros.chronicle import followed_since
from macros.exports.atom import atom_file
from macros.exports.csv_files import csv_files
from macros.exports.datapackage import datapackage
from macros.exports.icalendar import calendars
from macros.exports.json_files import json_files
from macros.exports.xlsx import workbook
from macros.links import PACKAGE, WORKBOOK
from macros.sheets import Table, all_tables
from macros.site import Site

Content = bytes | Callable[[], bytes]


class Files(Mapping[str, bytes]):
    """From the path below the site's root to the file's content, in the order of the paths."""

    def __init__(self, contents: Mapping[str, Content]) -> None:
        self.contents = dict(sorted(contents.items()))
        """Not read yet."""

    def __getitem__(self, path: str) -> bytes:
        content = self.contents[path]
        return content() if callable(content) else content

    def __contains__(self, path: object) -> bool:
        return path in self.contents

    def __iter__(self) -> Iterator[str]:
        return iter(self.contents)

    def __len__(self) -> int:
        return len(self.contents)


def files(site: Site, home: str = "", name: str = "") -> Files:
    """`home`: where the site is published, for formats read away from it; `name`: what it is called."""
    tables = all_tables(site)
    tabular, feed = _tabular(site, tables, home), atom_file(site, home, name)
    return Files(json_files(site) | tabular | calendars(site, home) | feed)


def _tabular(site: Site, tables: tuple[Table, ...], home: str) -> dict[str, Content]:
    csv = csv_files(tables)
    newest = max(followed_since(site, plan) for plan in site.plans.values())
    return {
        **csv,
        PACKAGE: datapackage(site, tables, csv, home),
        WORKBOOK: cache(partial(workbook, tables, home, newest)),
    }
