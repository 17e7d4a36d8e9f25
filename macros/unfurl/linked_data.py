"""A page as JSON-LD in the words of schema.org. Addresses are absolute, so the home must be known."""

from collections.abc import Iterable
from posixpath import splitext

CONTEXT = "https://schema.org"
KINDS = {
    ".csv": "text/csv",
    ".ics": "text/calendar",
    ".json": "application/json",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".xml": "application/atom+xml",
}
"""Of the files that hold data, by how their names end."""

Thing = dict[str, object]


def breadcrumbs(home: str, steps: Iterable[tuple[str, str]]) -> Thing:
    """From names and addresses, from the home page down to the page itself."""
    items = [
        {"@type": "ListItem", "position": number, "name": name, "item": home + address}
        for number, (name, address) in enumerate(steps, 1)
    ]
    return {"@context": CONTEXT, "@type": "BreadcrumbList", "itemListElement": items}


def website(home: str, name: str, description: str, language: str) -> Thing:
    return {
        "@context": CONTEXT,
        "@type": "WebSite",
        "name": name,
        "url": home,
        "description": description,
        "inLanguage": language,
    }


def dataset(url: str, name: str, description: str) -> Thing:
    return {
        "@context": CONTEXT,
        "@type": "Dataset",
        "name": name,
        "description": description,
        "url": url,
        "isAccessibleForFree": True,
    }


def downloads(home: str, addresses: Iterable[str]) -> list[Thing]:
    """Of those files that hold data."""
    return [
        {"@type": "DataDownload", "name": address, "contentUrl": home + address, "encodingFormat": kind}
        for address in addresses
        if (kind := KINDS.get(splitext(address)[1]))
    ]
