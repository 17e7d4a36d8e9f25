"""What was called something else before, and what took the place of what is gone: each old address leads on,
in one step, to something that is there."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from macros.checks.draft import Draft, Path, rule
from macros.checks.shared import About, Shared, shared_rule
from macros.identifiers import name_anchor, slug
from macros.model import Area, Clause, Commitment
from macros.problems import Problem


class _Owners:
    """Whose an id is or was, among things of one kind."""

    def __init__(self, word: str, today: Iterable[str], place: Callable[[str], str]) -> None:
        self._word, self._place = word, place
        self._today = {place(identifier): identifier for identifier in today}
        self._seen: dict[str, str] = {}

    def fault(self, former: str, name: str) -> tuple[str, str] | None:
        """What is wrong with a former id of what is called so, and the way out."""
        place = self._place(former)
        if place in self._today:
            way_out = "Take it out: the address belongs to what has the id today."
            return f"the former id '{former}' is the id of {self._word} {self._today[place]} today", way_out
        if place in self._seen:
            fact = f"the former id '{former}' stands twice; the other is at {self._seen[place]}"
            return fact, "Keep one of them."
        self._seen[place] = name
        return None


@rule
def former_ids_of_records_belong_to_one_alone(draft: Draft) -> Iterator[Problem]:
    listed: list[tuple[str, Iterable[Area | Commitment | Clause]]] = [
        ("areas", draft.areas),
        ("commitments", draft.commitments),
        ("clauses", draft.clauses),
    ]
    for kind, records in listed:
        owners = _Owners(draft.word(kind), draft.known(kind), slug)
        for record in records:
            for position, former in enumerate(record.former_ids):
                if said := owners.fault(former, draft.name(record)):
                    yield draft.problem(record, ("former_ids", position), *said)


@rule
def former_ids_of_milestones_belong_to_one_alone(draft: Draft) -> Iterator[Problem]:
    milestones = draft.plan.record.milestones
    owners = _Owners("milestone", [one.id for one in milestones], str)
    for index, one in enumerate(milestones):
        for position, former in enumerate(one.former_ids):
            if said := owners.fault(former, f"milestone {one.id}"):
                path: Path = ("milestones", index, "former_ids", position)
                yield draft.problem(draft.plan.record, path, *said)


@rule
def what_is_replaced_leads_to_what_is_in_the_plan(draft: Draft) -> Iterator[Problem]:
    """No chains, no loops: whoever follows an old address gets to what holds today."""
    gone = {one.id: one for one in draft.commitments if one.withdrawal}
    for commitment in gone.values():
        for position, named in enumerate(commitment.withdrawal.replaced_by if commitment.withdrawal else ()):
            if named in gone and named != commitment.id:
                fact = f"{draft.word('commitments')} {named}, which took its place, is withdrawn itself"
                path = ("withdrawal", "replaced_by", position)
                yield draft.problem(commitment, path, fact, _way_on(gone[named], set(gone)))


def _way_on(gone: Commitment, withdrawn: set[str]) -> str:
    further = [one for one in gone.withdrawal.replaced_by if one not in withdrawn] if gone.withdrawal else []
    if further:
        return f"Name what took the place of both: {', '.join(further)}."
    return "Take it out: nothing stands in its place today."


@shared_rule
def former_names_of_what_is_shared_belong_to_one_alone(shared: Shared) -> Iterator[Problem]:
    kinds: list[tuple[str, list[tuple[About[Any], str]]]] = [
        ("document", [(about, about.record.id) for about in shared.listed_documents()]),
        ("term", [(about, about.record.term) for about in shared.terms()]),
        ("discrepancy", [(about, about.record.id) for about in shared.discrepancies()]),
    ]
    for word, records in kinds:
        owners = _Owners(word, [name for _, name in records], name_anchor)
        for about, _ in records:
            for position, former in enumerate(about.record.former_ids):
                if said := owners.fault(former, about.name):
                    yield about.problem(("former_ids", position), *said)


@shared_rule
def moved_addresses_lead_on_in_one_step(shared: Shared) -> Iterator[Problem]:
    old = {one.from_ for one in shared.site.moved}
    seen: set[str] = set()
    for about in shared.moved():
        if about.record.from_ in seen:
            yield about.problem(("from",), f"'{about.record.from_}' stands twice", "Make one record of them.")
        seen.add(about.record.from_)
        for position, to in enumerate(about.record.to):
            path = ("to", position)
            if to in old:
                fact = f"it leads to '{to}', which leads elsewhere itself"
                yield about.problem(path, fact, "Name where that one leads.")
            elif to in about.record.to[:position]:
                yield about.problem(path, f"'{to}' is named twice", "Take one out.")
