"""Every file that the site publishes beside its pages."""

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


def files(site: Site, home: str = "", name: str = "") -> dict[str, bytes]:
    """From the path below the site's root to the file's content, in the order of the paths.

    `home`: where the site is published, for formats that are read away from it; `name`: what it is called.
    """
    tables = all_tables(site)
    found = json_files(site) | _tabular(site, tables, home) | calendars(site, home)
    return dict(sorted((found | atom_file(site, home, name)).items()))


def _tabular(site: Site, tables: tuple[Table, ...], home: str) -> dict[str, bytes]:
    csv = csv_files(tables)
    newest = max(followed_since(site, plan) for plan in site.plans.values())
    return {
        **csv,
        PACKAGE: datapackage(site, tables, csv, home),
        WORKBOOK: workbook(tables, home, newest),
    }
