"""The versions of a plan side by side: what each says of each commitment, and where old codes lead."""

from collections.abc import Iterable, Iterator

from macros.graph import Plan
from macros.lineage import CodeHistory, Stand, codes, stands
from macros.links import VERSIONS, Target, area_target, below_plan, commitment_target, document_target
from macros.model import CHANGES, Change, Commitment, Version
from macros.render import Markup, render, say
from macros.site import Site
from macros.vocabulary import vocabulary

Line = tuple[Target, Commitment, list[tuple[Stand, list[Target]]]]
"""A commitment with what each version says of it, and the areas it stands in there."""


def versions_page(site: Site, plan: Plan, here: str, title: str) -> str:
    """Markdown with the page's title."""
    groups: list[tuple[Target | None, list[Line]]] = [
        (area_target(plan, area), _lines(plan, plan.commitments_in[area.id])) for area in plan.areas.values()
    ]
    groups.append((None, _lines(plan, plan.withdrawn.values())))
    return render(
        "versions.md.j2",
        here,
        site=site,
        title=title,
        plan=plan,
        v=vocabulary(plan),
        versions=[(one, document_target(site.documents[one.document])) for one in plan.record.versions],
        reference=plan.record.source.document,
        codes=[
            (one.code, [_targets(plan, those) for _, those in one.meanings], _targets(plan, one.today))
            for one in codes(plan)
        ],
        groups=[group for group in groups if group[1]],
        changes=list(_by_change(plan)),
    )


def _lines(plan: Plan, commitments: Iterable[Commitment]) -> list[Line]:
    return [
        (
            commitment_target(plan, one),
            one,
            [(stand, _areas(plan, stand)) for stand in stands(plan, one)],
        )
        for one in commitments
    ]


def _areas(plan: Plan, stand: Stand) -> list[Target]:
    return [area_target(plan, plan.areas[area]) for area in stand.areas]


def _targets(plan: Plan, those: Iterable[Commitment]) -> list[Target]:
    return [commitment_target(plan, one) for one in those]


def code_page(plan: Plan, history: CodeHistory, here: str, title: str) -> str:
    """Markdown with the page's title, for a code that only an older version has."""
    return render(
        "code.md.j2",
        here,
        title=title,
        code=history.code,
        v=vocabulary(plan),
        meanings=[(version, _targets(plan, those)) for version, those in history.meanings if those],
        versions_page=Target(below_plan(plan, VERSIONS), "", "", "codes"),
    )


def _by_change(plan: Plan) -> Iterator[tuple[Version, Markup, list[Target]]]:
    """For each version and each kind of change: the commitments that it changed so."""
    for version in plan.record.versions:
        found: dict[Change, list[Target]] = {}
        for one in plan.every_commitment.values():
            for revision in one.revisions:
                for kind in revision.changes if revision.document == version.document else ():
                    found.setdefault(kind, []).append(commitment_target(plan, one))
        for change in sorted(found, key=CHANGES.index):
            yield version, say(f"change.{change}"), found[change]
