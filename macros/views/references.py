"""How commitments name one another: as a picture, and as a table that says the same."""

from macros.drawing import Link
from macros.facts import Reference
from macros.figures import Diagrams, Figure, figure
from macros.graph import Plan
from macros.links import Target, commitment_target, relative
from macros.mermaid import Edge, Flowchart, Node, flowchart
from macros.model import Commitment
from macros.render import Markup, render, say
from macros.vocabulary import vocabulary

BY, TO = "by-", "to-"
"""A commitment stands in the picture at the left as one that names, at the right as one that is named."""


def reference_map(plan: Plan, here: str, diagrams: Diagrams) -> Markup:
    """Who names on the left, who is named on the right: the only way in which many arrows stay legible."""
    chart = _chart(plan)
    links = {f"{side}{key}": link for side in (BY, TO) for key, link in _links(plan, here).items()}
    return figure(Figure("map", chart.title, {"scroll": flowchart(chart)}, links, Markup()), here, diagrams)


def _chart(plan: Plan) -> Flowchart:
    v = vocabulary(plan)
    references = _between_commitments(plan)
    naming = {reference.speaker for reference in references}
    named = {reference.commitment for reference in references}
    return Flowchart(
        title=say("map.caption", **v).unescape(),
        description=say("map.description", **v).unescape(),
        nodes=(
            *(
                Node(f"{BY}{one.id}", _label(one))
                for one in plan.every_commitment.values()
                if one.id in naming
            ),
            *(
                Node(f"{TO}{one.id}", _label(one))
                for one in plan.every_commitment.values()
                if one.id in named
            ),
        ),
        edges=tuple(Edge(f"{BY}{one.speaker}", f"{TO}{one.commitment}") for one in references),
        wrap=330,
    )


def _label(commitment: Commitment) -> str:
    return f"{commitment.id} {commitment.title}"


def _between_commitments(plan: Plan) -> list[Reference]:
    return [reference for reference in plan.references if reference.kind == "commitment"]


def _links(plan: Plan, here: str) -> dict[str, Link]:
    targets = {one.id: commitment_target(plan, one) for one in plan.every_commitment.values()}
    return {key: Link(relative(here, target.address), target.name) for key, target in targets.items()}


def reference_table(plan: Plan, here: str) -> Markup:
    """Each commitment with those it names and those that name it."""
    rows: list[tuple[Target, list[Target], list[Target]]] = []
    for one in plan.commitments.values():
        names = [reference.commitment for reference in plan.references_by[one.id]]
        named_by = [ref.speaker for ref in plan.references_to[one.id] if ref.kind == "commitment"]
        rows.append((commitment_target(plan, one), _targets(plan, names), _targets(plan, named_by)))
    return render("reference_table.html.j2", here, rows=rows, v=vocabulary(plan))


def _targets(plan: Plan, identifiers: list[str]) -> list[Target]:
    return [commitment_target(plan, plan.every_commitment[one]) for one in identifiers]
