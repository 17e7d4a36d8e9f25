"""How many have an answer, asked both ways, of how many reports speak, and which are the gaps."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from macros.answering import Leads, answered, answers, areas, counted, parts, reported, witnesses
from macros.blocks import Block, Drawing, Section, Share, bar, blocks
from macros.graph import Plan
from macros.links import Target, clause_target, commitment_target, index_target
from macros.model import CONFIDENCES
from macros.outgrown import PICTURED
from macros.overviews import Line, Overview
from macros.render import Markup, say
from macros.site import Site
from macros.vocabulary import vocabulary

GAPS = ("none", "half")
"""What is listed below a picture by name: what has nothing, and what only a paragraph answers."""


@dataclass(frozen=True)
class Way:
    """One way of asking: of how many records, how they fall apart, and which have nothing."""

    id: str
    target: Target
    shares: tuple[Share, ...]
    gaps: tuple[tuple[Markup, list[Target]], ...]
    """Each kind of gap: its name, and what has it."""
    sections: tuple[Section, ...]
    twin: list[tuple[Target, Leads]]
    note: Markup
    brief: Overview | None = None
    """Instead of its picture, where that would be too large: heading by heading, how many of each kind."""

    @property
    def total(self) -> int:
        return sum(share.count for share in self.shares)

    @property
    def bar(self) -> tuple[Block, ...]:
        return bar(self.shares)

    @property
    def legend(self) -> list[tuple[Drawing, Share]]:
        return [(blocks([share.kind]), share) for share in self.shares]


def ways(site: Site, plan: Plan) -> list[Way]:
    """Clauses, commitments, and where there are reports, commitments again."""
    reported = [_of_reports(site, plan)] if site.reports_on(plan.id) else []
    return [_in_brief(plan, way) for way in (_of_clauses(plan), _of_commitments(plan), *reported)]


def _in_brief(plan: Plan, way: Way) -> Way:
    """The same, where its records are too many to be drawn one by one."""
    if way.total <= PICTURED:
        return way
    lines = tuple(
        Line(
            section.target,
            " › ".join(section.above),
            tuple(sum(cell.kind == share.kind for cell in section.cells) for share in way.shares),
        )
        for section in way.sections
    )
    v = vocabulary(plan)
    caption = say(f"coverage.{way.id}.caption", **v)
    corner = say("matrix.filter_part").unescape() if way.id == "clauses" else v["Area"]
    return replace(way, brief=Overview(caption, corner, tuple(one.says for one in way.shares), (), lines))


def _of_clauses(plan: Plan) -> Way:
    """From the negotiated text to what answers it."""
    kinds = ("full", "half", "none") if plan.paragraph_linkages else ("full", "none")
    sections = tuple(parts(plan))
    some_quiet = len(plan.plain_clauses) < len(plan.clauses)
    return Way(
        "clauses",
        index_target(plan.words.clause),
        _shares(plan, "clauses", kinds, sections),
        _gaps(plan, "clauses", kinds, sections),
        sections,
        [(clause_target(plan, one), answers(plan, one)) for one in plan.plain_clauses],
        say("coverage.counted") if some_quiet else Markup(),
    )


def _of_commitments(plan: Plan) -> Way:
    """From the commitments to the negotiated text."""
    sections = tuple(areas(plan, lambda one: counted(plan, one)))
    some_quiet = any(plan.clauses[one.clause].kind != "clause" for one in plan.linkages)
    return Way(
        "commitments",
        index_target(plan.words.commitment),
        _shares(plan, "commitments", ("full", "none"), sections),
        _gaps(plan, "commitments", ("full", "none"), sections),
        sections,
        [(commitment_target(plan, one), answered(plan, one)) for one in plan.commitments.values()],
        say("coverage.counted_too") if some_quiet else Markup(),
    )


def _of_reports(site: Site, plan: Plan) -> Way:
    """From the commitments to the paragraphs of reports that speak of them, by our judgement."""
    kinds = (*CONFIDENCES, "none")
    sections = tuple(areas(plan, lambda one: reported(site, plan, one)))
    return Way(
        "reported",
        index_target(plan.words.commitment),
        _shares(plan, "reported", kinds, sections),
        _gaps(plan, "reported", kinds, sections),
        sections,
        [(commitment_target(plan, one), witnesses(site, plan, one)) for one in plan.commitments.values()],
        say("evidence.silence"),
    )


def _shares(plan: Plan, way: str, kinds: Sequence[str], sections: Sequence[Section]) -> tuple[Share, ...]:
    v = vocabulary(plan)
    return tuple(
        Share(kind, len(_of_kind(sections, kind)), say(f"coverage.{way}.{kind}", **v)) for kind in kinds
    )


def _gaps(
    plan: Plan, way: str, kinds: Sequence[str], sections: Sequence[Section]
) -> tuple[tuple[Markup, list[Target]], ...]:
    v = vocabulary(plan)
    return tuple(
        (say(f"coverage.{way}.gap_{kind}", **v), _of_kind(sections, kind)) for kind in GAPS if kind in kinds
    )


def _of_kind(sections: Sequence[Section], kind: str) -> list[Target]:
    return [cell.target for section in sections for cell in section.cells if cell.kind == kind]
