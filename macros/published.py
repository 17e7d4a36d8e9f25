"""Every file that the site publishes beside its pages."""

from macros.exports.csv_files import csv_files
from macros.exports.json_files import json_files
from macros.site import Site


def files(site: Site, home: str = "") -> dict[str, bytes]:
    """From the path below the site's root to the file's content, in the order of the paths.

    `home`: where the site is published, for formats that are read away from it.
    """
    return dict(sorted((json_files(site) | csv_files(site)).items()))
