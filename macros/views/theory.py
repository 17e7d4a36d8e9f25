"""Why a plan is expected to change things: as a picture, and as a list that says the same."""

from dataclasses import replace
from itertools import pairwise

from macros.citing import wording
from macros.drawing import Link
from macros.figures import Diagrams, Figure, figure
from macros.graph import Plan
from macros.identifiers import slug
from macros.links import plan_target
from macros.mermaid import Flowchart, Group, Node, flowchart
from macros.model import Stage, Theory
from macros.render import Markup, render, say
from macros.site import Site
from macros.vocabulary import vocabulary


def theory_page(site: Site, plan: Plan, theory: Theory, here: str, drawing: Markup) -> str:
    """Markdown with the page's title."""
    return render(
        "theory.md.j2",
        here,
        site=site,
        plan=plan,
        theory=theory,
        v=vocabulary(plan),
        plan_target=plan_target(plan),
        drawing=drawing,
        places=[wording(site, theory.source)],
    )


def theory_figure(plan: Plan, theory: Theory, here: str, diagrams: Diagrams) -> Markup:
    """A frame for each stage, each leading to the next. The page holds the text twin."""
    wide = _chart(plan, theory)
    narrow = replace(wide, direction="TB", wrap=220)
    texts = {"wide": flowchart(wide), "narrow": flowchart(narrow)}
    made = Figure("theory", wide.title, texts, _links(theory), Markup())
    return figure(made, here, diagrams)


def _links(theory: Theory) -> dict[str, Link]:
    """From each point to where it stands in words, on the same page."""
    points = {
        f"{stage.id}-{idea.id}": Link(f"#{stage.id}-{slug(idea.id)}", idea.title)
        for stage in theory.stages
        for idea in stage.ideas
    }
    return points | {stage.id: Link(f"#{stage.id}", stage.title) for stage in theory.stages}


def _chart(plan: Plan, theory: Theory) -> Flowchart:
    names = {"name": theory.title, "plan": plan.record.short_title}
    return Flowchart(
        title=say("theory.caption", **names).unescape(),
        description=say("theory.description", **names).unescape(),
        nodes=tuple(node for stage in theory.stages for node in _nodes(stage)),
        edges=(),
        stages=tuple((before.id, after.id) for before, after in pairwise(theory.stages)),
        groups=tuple(Group(stage.id, stage.title, is_column=True) for stage in theory.stages),
        direction="LR",
        wrap=124,
    )


def _nodes(stage: Stage) -> tuple[Node, ...]:
    if not stage.ideas:
        return (Node(stage.id, stage.title, stage.id),)
    return tuple(Node(f"{stage.id}-{idea.id}", f"{idea.id} {idea.title}", stage.id) for idea in stage.ideas)
