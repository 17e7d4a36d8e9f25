"""What each version of a plan says of each commitment, and which codes changed hands between versions."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from macros.asked import remembered
from macros.graph import Plan
from macros.identifiers import order
from macros.model import Commitment, Phase, Revision, Version


@dataclass(frozen=True)
class Stand:
    """A commitment as one version has it."""

    version: Version
    revision: Revision | None
    """What the data say of it; None where they say nothing, which means that it isn't there."""
    ids: tuple[str, ...]
    """Its codes there. Empty where it isn't there."""
    areas: tuple[str, ...]
    """Its areas there. Empty where none is printed."""
    phases: tuple[Phase, ...]
    """What is planned when, where the version's table says so."""
    is_reference: bool
    """This version is the one that the record itself follows."""
    merged_into: tuple[str, ...] = ()
    """The codes that a withdrawn record was merged into there."""

    @property
    def is_there(self) -> bool:
        return bool(self.ids)


@dataclass(frozen=True)
class OtherMeaning:
    """A code that stood for something else in some version."""

    version: Version
    code: str
    commitments: tuple[Commitment, ...]
    """The records that now have what the code stood for."""


def stands(plan: Plan, commitment: Commitment) -> tuple[Stand, ...]:
    """The commitment in each version, oldest first."""
    said = {revision.document: revision for revision in commitment.revisions}
    return tuple(_stand(commitment, version, said.get(version.document)) for version in plan.record.versions)


def _stand(commitment: Commitment, version: Version, revision: Revision | None) -> Stand:
    own = version.document == commitment.source.document
    if revision is None and not own:
        return Stand(version, None, (), (), (), is_reference=False)
    ids = revision.ids if revision and revision.ids is not None else (commitment.id,)
    if revision and commitment.withdrawal and "merged" in revision.changes:
        return Stand(version, revision, (), (), (), is_reference=False, merged_into=ids)
    area = (commitment.area,) if commitment.area else ()
    areas = revision.areas if revision and revision.areas is not None else area
    phases = commitment.phases if own else revision.phases if revision else ()
    return Stand(version, revision, ids, areas if ids else (), phases, is_reference=own)


@remembered
def owners(plan: Plan) -> dict[tuple[str, str], tuple[Commitment, ...]]:
    """By the version's document and a code: what it stood for. What was merged later stood for itself."""
    found: dict[tuple[str, str], list[tuple[int, Commitment]]] = {}
    for commitment in plan.every_commitment.values():
        for stand in stands(plan, commitment):
            for code in stand.ids:
                found.setdefault((stand.version.document, code), []).append((len(stand.ids), commitment))
    return {
        key: tuple(one for codes, one in those if codes == min(codes for codes, _ in those))
        for key, those in found.items()
    }


def other_meanings(plan: Plan, commitment: Commitment) -> Iterator[OtherMeaning]:
    """Versions in which the commitment's code stood for something else."""
    for version in plan.record.versions:
        those = owners(plan).get((version.document, commitment.id), ())
        if those and commitment not in those:
            yield OtherMeaning(version, commitment.id, those)


@dataclass(frozen=True)
class CodeHistory:
    """A code that changed hands or went."""

    code: str
    meanings: tuple[tuple[Version, tuple[Commitment, ...]], ...]
    """What it stood for in each version."""
    today: tuple[Commitment, ...]
    """The records in the plan that have what it ever stood for, first what it stood for first."""


@remembered
def codes(plan: Plan) -> tuple[CodeHistory, ...]:
    """Every code that changed hands or went, in order."""
    printed = sorted(dict.fromkeys(code for _, code in owners(plan)), key=order)
    histories = (_history(plan, code) for code in printed)
    return tuple(one for one in histories if _changed(plan, one))


def _changed(plan: Plan, history: CodeHistory) -> bool:
    """Not a code that was new once and has meant the same since."""
    meant = {those for _, those in history.meanings}
    today = plan.commitments.get(history.code)
    return len(meant) > 1 and meant - {()} != {(today,)}


def _history(plan: Plan, code: str) -> CodeHistory:
    meanings = tuple(
        (version, owners(plan).get((version.document, code), ())) for version in plan.record.versions
    )
    ever = dict.fromkeys(one.id for _, those in meanings for one in those)
    return CodeHistory(code, meanings, tuple(dict.fromkeys(_today(plan, ever))))


def _today(plan: Plan, identifiers: Iterable[str]) -> Iterator[Commitment]:
    for identifier in identifiers:
        withdrawal = plan.every_commitment[identifier].withdrawal
        for one in withdrawal.replaced_by if withdrawal else (identifier,):
            if one in plan.commitments:
                yield plan.commitments[one]


def lost_codes(plan: Plan) -> tuple[CodeHistory, ...]:
    """Codes of older versions that no record has as its id."""
    return tuple(one for one in codes(plan) if one.code not in plan.every_commitment)
