"""How a page is cited: in plain words, as BibTeX and as RIS."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from macros.citing import wording
from macros.graph import Plan
from macros.links import Target, area_target, clause_target, commitment_target, report_target
from macros.model import Area, Clause, Commitment, Source
from macros.render import day, say
from macros.site import Site

_LATEX = {character: f"\\{character}" for character in "&%$#_"} | {
    "\\": "{\\textbackslash}",
    "{": "{\\textbraceleft}",  # a brace that is only escaped counts as one all the same
    "}": "{\\textbraceright}",
    "~": "{\\textasciitilde}",
    "^": "{\\textasciicircum}",
}


@dataclass(frozen=True)
class Imprint:
    """Who publishes, where and of what day. Empty where it isn't known."""

    name: str = ""
    home: str = ""
    """With the last slash."""
    day: str = ""
    """Of the data: YYYY-MM-DD."""

    @property
    def as_of(self) -> str:
        return day(self.day).unescape() if self.day else ""


@dataclass(frozen=True)
class Citation:
    """What is said of a page by those who cite it. Empty where it isn't known."""

    title: str
    address: str
    """From the site's root."""
    plan: str = ""
    wording: str = ""
    """The document and the paragraph of the official wording."""
    period: str = ""
    """When it is planned for, in words."""
    stands: str = ""
    """Where it stands, and for which day that holds."""
    is_record: bool = False
    """It has files of its own for programs that keep references."""


def citations(site: Site) -> Iterator[Citation]:
    """Of every page that stands for one record or one report."""
    for plan in site.plans.values():
        for area in plan.areas.values():
            yield _of(site, plan, area_target(plan, area), area)
        for one in plan.every_commitment.values():
            yield _of_commitment(site, plan, one)
        for clause in plan.clauses.values():
            yield _of(site, plan, clause_target(plan, clause), clause)
    for name, report in site.reports.items():
        address = report_target(name, report).address
        yield Citation(report.title, address, wording=place_of_wording(site, report.source))


def _of(site: Site, plan: Plan, target: Target, record: Area | Commitment | Clause) -> Citation:
    place = place_of_wording(site, record.source)
    return Citation(target.name, target.address, plan.record.title, place, is_record=True)


def _of_commitment(site: Site, plan: Plan, commitment: Commitment) -> Citation:
    target, status = commitment_target(plan, commitment), site.statuses.get(commitment.status or "")
    said = _of(site, plan, target, commitment)
    if commitment.withdrawal:
        return replace(said, title=say("preview_card.withdrawn", title=target.name).unescape())
    date = day(commitment.as_of) if commitment.as_of else ""
    stands = say("share.stands", status=status.title, date=date).unescape() if status and date else ""
    return replace(said, period=spoken_time(plan, commitment), stands=stands)


def spoken_time(plan: Plan, commitment: Commitment) -> str:
    """When it is planned for, in words, with a word of warning where no document prints that."""
    period = plan.spoken_period(commitment.id)
    if not plan.period_is_presumed(commitment.id):
        return period
    return say("share.presumed", period=period, mark=say("mark.presumed")).unescape()


def place_of_wording(site: Site, source: Source) -> str:
    """The document, and the part, paragraph or row of it."""
    found = wording(site, source)
    numbers = len(found.paragraphs)
    spoken = say("source.paragraphs", numbers, numbers=found.numbers).unescape() if numbers else ""
    return ", ".join(filter(None, (found.document.code, found.part, spoken, found.row)))


def plain(citation: Citation, imprint: Imprint) -> str:
    """Sentences in plain words. The address comes after them."""
    name = imprint.name if imprint.name != citation.title else ""
    said = (citation.title, citation.plan, _official(citation), name, _data(imprint))
    return " ".join(one if one.endswith((".", "?", "!")) else f"{one}." for one in said if one)


def lines(citation: Citation, imprint: Imprint) -> list[str]:
    """What an email says of the page, line by line."""
    period = say("share.period", period=citation.period).unescape() if citation.period else ""
    address = f"{imprint.home}{citation.address}" if imprint.home else ""
    said = (citation.title, citation.plan, period, citation.stands, _data(imprint), address)
    return [*filter(None, said)]


def bibtex(citation: Citation, imprint: Imprint) -> bytes:
    """An entry that old styles and new ones understand. Its name is made of the address."""
    name = citation.address.strip("/").replace("/", "-")
    fields = {
        "author": f"{{{_latex(imprint.name)}}}" if imprint.name else "",
        "title": f"{{{_latex(citation.title)}}}",
        "howpublished": _latex(citation.plan),
        "year": imprint.day[:4],
        "date": imprint.day,
        "url": _web(citation, imprint),
        "note": _latex(_noted(citation, imprint)),
    }
    inside = ",\n".join(f"  {key} = {{{value}}}" for key, value in fields.items() if value)
    return f"@misc{{{name},\n{inside}\n}}\n".encode()


def ris(citation: Citation, imprint: Imprint) -> bytes:
    """A tag and a value a line."""
    tags = (
        ("TY", "ELEC"),
        ("TI", citation.title),
        ("T2", citation.plan),
        ("AU", imprint.name),
        ("PY", imprint.day[:4]),
        ("DA", imprint.day.replace("-", "/")),
        ("UR", _web(citation, imprint)),
        ("N1", _noted(citation, imprint)),
    )
    said = [f"{tag}  - {' '.join(value.split())}\r\n" for tag, value in tags if value]
    return "".join([*said, "ER  - \r\n"]).encode()


def _latex(text: str) -> str:
    return "".join(_LATEX.get(character, character) for character in " ".join(text.split()))


def _web(citation: Citation, imprint: Imprint) -> str:
    return f"{imprint.home}{citation.address}" if imprint.home else ""


def _official(citation: Citation) -> str:
    return say("share.wording", place=citation.wording).unescape() if citation.wording else ""


def _data(imprint: Imprint) -> str:
    return say("share.as_of", date=imprint.as_of).unescape() if imprint.day else ""


def _noted(citation: Citation, imprint: Imprint) -> str:
    return ". ".join(filter(None, (_official(citation), _data(imprint))))
