"""What changed, and what was done: activities, versions, withdrawals, updates, milestones."""

from collections.abc import Iterator
from itertools import pairwise

from macros.checks.draft import Draft, Path, near_id, rule
from macros.lineage import Stand, stands
from macros.model import Commitment
from macros.problems import Problem, did_you_mean


@rule
def activities_have_numbers_of_their_own(draft: Draft) -> Iterator[Problem]:
    for commitment in draft.commitments:
        seen: set[str] = set()
        for position, activity in enumerate(commitment.activities):
            if activity.number in seen:
                fact = f"two activities have the number {activity.number}"
                path = ("activities", position, "number")
                yield draft.problem(commitment, path, fact, "Give each its number in the document.")
            seen.add(activity.number)


@rule
def mentions_say_where_they_stand(draft: Draft) -> Iterator[Problem]:
    for commitment in draft.commitments:
        known = [activity.number for activity in commitment.activities]
        for position, mention in enumerate(commitment.refers_to):
            path = ("refers_to", position)
            if mention.paragraph is None and mention.activity is None:
                fact = "nothing says which paragraph or activity names them"
                way_out = "Add a line `paragraph:` or `activity:` with its number."
                yield draft.problem(commitment, path, fact, way_out)
            elif mention.paragraph is not None and mention.activity is not None:
                fact = "one entry stands for a paragraph or for an activity, not for both"
                way_out = "Take one of the two lines out, or write two entries."
                yield draft.problem(commitment, (*path, "activity"), fact, way_out)
            elif mention.activity is not None and mention.activity not in known:
                fact = f"there is no activity '{mention.activity}'"
                way_out = near_id(mention.activity, known) or "Add it to `activities`."
                yield draft.problem(commitment, (*path, "activity"), fact, way_out)


@rule
def introductions_are_paragraphs(draft: Draft) -> Iterator[Problem]:
    for area in draft.areas:
        for position, mention in enumerate(area.introduction):
            if mention.activity is not None:
                fact = f"only paragraphs introduce {draft.plan.words.area.many}, not activities"
                path: Path = ("introduction", position, "activity")
                yield draft.problem(area, path, fact, "Write `paragraph:` with its number.")
            elif mention.paragraph is None:
                fact = "nothing says which paragraph this is"
                way_out = "Add a line `paragraph:` with its number."
                yield draft.problem(area, ("introduction", position), fact, way_out)


@rule
def only_a_withdrawn_record_has_no_area(draft: Draft) -> Iterator[Problem]:
    for commitment in draft.commitments:
        if commitment.area is None and commitment.withdrawal is None:
            word = draft.word("areas")
            way_out = f"Add a line `area:` with the id of its {word}."
            yield draft.problem(commitment, (), f"nothing says in which {word} it stands", way_out)


@rule
def what_replaces_a_withdrawn_record_is_known(draft: Draft) -> Iterator[Problem]:
    for commitment in draft.commitments:
        if commitment.withdrawal is None:
            continue
        for position, named in enumerate(commitment.withdrawal.replaced_by):
            path = ("withdrawal", "replaced_by", position)
            if not draft.is_known("commitments", named):
                yield draft.problem(commitment, path, *draft.unknown("commitments", named))
            elif named == commitment.id:
                yield draft.problem(commitment, path, "it can't replace itself", "Take it out of the list.")
            elif named in commitment.withdrawal.replaced_by[:position]:
                fact = f"{draft.word('commitments')} {named} is named twice"
                yield draft.problem(commitment, path, fact, "Take one out.")


@rule
def a_status_says_for_which_day_it_holds(draft: Draft) -> Iterator[Problem]:
    for commitment in draft.commitments:
        if commitment.status is not None and commitment.as_of is None:
            way_out = "Add a line `as_of:` with a date in quotes."
            fact = "nothing says for which day the status holds"
            yield draft.problem(commitment, ("status",), fact, way_out)
        if commitment.as_of is not None and commitment.status is None:
            way_out = "Add a line `status:`, or take the date out."
            fact = "a day is given, and no status that holds for it"
            yield draft.problem(commitment, ("as_of",), fact, way_out)


@rule
def revisions_follow_the_versions(draft: Draft) -> Iterator[Problem]:
    order = [version.document for version in draft.plan.record.versions]
    for commitment in draft.commitments:
        seen: list[str] = []
        for position, revision in enumerate(commitment.revisions):
            path = ("revisions", position, "document")
            if revision.document not in order:
                fact = f"'{revision.document}' is no version of this {draft.plan.words.plan.one}"
                way_out = did_you_mean(revision.document, order) or "Add it to `versions` in plan.yml."
                yield draft.problem(commitment, path, fact, way_out)
            elif revision.document in seen:
                fact = f"what {revision.document} says stands in two revisions"
                yield draft.problem(commitment, path, fact, "Make one of them.")
            elif seen and order.index(revision.document) < order.index(seen[-1]):
                fact = f"what {revision.document} says stands below what {seen[-1]} says, a later version"
                yield draft.problem(commitment, path, fact, "Put the oldest version first, as in plan.yml.")
            else:
                seen.append(revision.document)


@rule
def revisions_name_known_areas(draft: Draft) -> Iterator[Problem]:
    for commitment in draft.commitments:
        for position, revision in enumerate(commitment.revisions):
            for index, area in enumerate(revision.areas or ()):
                if not draft.is_known("areas", area):
                    path = ("revisions", position, "areas", index)
                    yield draft.problem(commitment, path, *draft.unknown("areas", area))


@rule
def changes_are_put_in_words(draft: Draft) -> Iterator[Problem]:
    for commitment in draft.commitments:
        for position, revision in enumerate(commitment.revisions):
            path: Path = ("revisions", position)
            if revision.changes and revision.change is None:
                fact = f"nothing puts the change in words ({', '.join(revision.changes)})"
                yield draft.problem(commitment, (*path, "changes"), fact, "Add a line `change:`.")
            if revision.change is not None and not revision.changes:
                fact = "a change is put in words, and `changes` doesn't name its kind"
                yield draft.problem(commitment, (*path, "change"), fact, "Add a line `changes:`.")


@rule
def kinds_of_change_agree_with_the_versions(draft: Draft) -> Iterator[Problem]:
    """What follows from codes and areas is named, and nothing else: a beginning, another code, an end."""
    for commitment in draft.commitments:
        if not _is_in_order(draft, commitment):
            continue
        for before, now in pairwise(stands(draft.plan, commitment)):
            if now.revision is None:
                continue
            position = commitment.revisions.index(now.revision)
            changes = now.revision.changes
            path: Path = ("revisions", position, *(["changes"] if changes else []))
            for kind, expected, fact in _expected(before, now):
                if (kind in changes) != expected:
                    missing = f"Add `{kind}` to `changes`." if changes else f"Add a line `changes: [{kind}]`."
                    way_out = missing if expected else f"Take `{kind}` out."
                    yield draft.problem(commitment, path, f"{fact} in {now.version.title}", way_out)


def _expected(before: Stand, now: Stand) -> Iterator[tuple[str, bool, str]]:
    """Kinds of change, whether they must be named, and the fact behind it."""
    changes = now.revision.changes if now.revision else ()
    if not before.is_there:
        if now.is_there:
            yield "new", True, "it stands for the first time"
        else:
            yield from ((kind, False, "it doesn't stand") for kind in ("new", "merged", "dropped"))
        return
    yield "new", False, "it isn't new"
    if not now.is_there:
        gone = "it went into another record" if now.merged_into else "it is no longer there"
        yield "dropped", not now.merged_into, gone
        yield from ((kind, False, gone) for kind in ("recoded", "moved"))
        return
    yield "dropped", False, "it is still there"
    moved = set(before.areas) != set(now.areas)
    yield "moved", moved, "it has another area" if moved else "it has the same area as before"
    if "merged" not in changes:
        recoded = not set(before.ids) & set(now.ids)
        yield "recoded", recoded, "it has another code" if recoded else "it has the same code as before"


@rule
def the_first_version_changes_nothing(draft: Draft) -> Iterator[Problem]:
    first = draft.plan.record.versions[:1]
    for commitment in draft.commitments:
        for position, revision in enumerate(commitment.revisions):
            if revision.changes and revision.document in [version.document for version in first]:
                fact = f"{revision.document} is the first version, and there is nothing that it changed"
                path = ("revisions", position, "changes")
                yield draft.problem(commitment, path, fact, "Take `changes:` and `change:` out.")


@rule
def no_record_leaves_the_versions_in_silence(draft: Draft) -> Iterator[Problem]:
    """Without a revision a record isn't there; where it was there before, that is said."""
    for commitment in draft.commitments:
        if not _is_in_order(draft, commitment):
            continue
        for before, now in pairwise(stands(draft.plan, commitment)):
            if before.revision and before.is_there and now.revision is None and not now.is_there:
                fact = (
                    f"it stands in {before.version.title}, and no revision says what {now.version.title} has"
                )
                gone = "with `ids: []` and `changes: [dropped]` where it has gone"
                way_out = f"Add one for {now.version.document}, {gone}."
                path = ("revisions", commitment.revisions.index(before.revision))
                yield draft.problem(commitment, path, fact, way_out)


def _is_in_order(draft: Draft, commitment: Commitment) -> bool:
    """Whether its revisions are those of the plan's versions, each once."""
    order = [version.document for version in draft.plan.record.versions]
    there = [order.index(one.document) for one in commitment.revisions if one.document in order]
    return len(there) == len(commitment.revisions) and there == sorted(set(there)) and _stand_once(order)


def _stand_once(named: list[str]) -> bool:
    return len(named) == len(set(named))


@rule
def the_reference_version_is_the_record_itself(draft: Draft) -> Iterator[Problem]:
    """What the record's own document says of code, area and time stands in the record, and nowhere else."""
    way_out = "Take it out, and mend the record where it says something else."
    for commitment in draft.commitments:
        for position, revision in enumerate(commitment.revisions):
            if revision.document != commitment.source.document:
                continue
            said = revision.model_fields_set & {"areas", "phases", "wording"}
            for name in sorted(said):
                fact = f"'{name}' has no place here: the record itself says what {revision.document} says"
                yield draft.problem(commitment, ("revisions", position, name), fact, way_out)


@rule
def dates_stand_in_order(draft: Draft) -> Iterator[Problem]:
    for commitment in draft.commitments:
        yield from _in_order(draft, commitment)
    record = draft.plan.record
    for position, (before, milestone) in enumerate(pairwise(record.milestones), start=1):
        if milestone.date < before.date[: len(milestone.date)]:
            fact = f"milestone {milestone.id}, of {milestone.date}, stands below one of {before.date}"
            yield draft.problem(record, ("milestones", position, "date"), fact, "Put the oldest first.")
    for position, milestone in enumerate(record.milestones):
        if milestone.until is not None and milestone.until < milestone.date[: len(milestone.until)]:
            fact = f"milestone {milestone.id} ends ({milestone.until}) before it begins ({milestone.date})"
            yield draft.problem(record, ("milestones", position, "until"), fact, "Swap them, or mend one.")


def _in_order(draft: Draft, commitment: Commitment) -> Iterator[Problem]:
    for position, (before, update) in enumerate(pairwise(commitment.updates), start=1):
        if update.date < before.date[: len(update.date)]:
            fact = f"the update of {update.date} stands below one of {before.date}"
            path = ("updates", position, "date")
            yield draft.problem(commitment, path, fact, "Put the oldest first.")


@rule
def rows_fill_their_tables(draft: Draft) -> Iterator[Problem]:
    for position, table in enumerate(draft.plan.record.tables):
        for index, row in enumerate(table.rows):
            if len(row.cells) != len(table.columns) - 1:
                has = f"has {len(row.cells)} cells; by the columns it should have {len(table.columns) - 1}"
                fact = f"row '{row.name}' of table {table.id} {has}"
                way_out = "Give it one for each column after the first."
                path = ("tables", position, "rows", index, "cells")
                yield draft.problem(draft.plan.record, path, fact, way_out)
