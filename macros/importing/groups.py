"""Rows that are codes of a list: linkages and evidence, written together where they share their words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from macros.identifiers import Quoted
from macros.importing.asked import Asked, Draft, Insert, Put, Remove, hold
from macros.importing.document import Path
from macros.importing.merging import Changed, Merged
from macros.importing.places import Home, Spot
from macros.importing.refusing import empty_cell, refusal, text_of, unknown
from macros.importing.shapes import SHAPES, Shape
from macros.importing.spelling import Value
from macros.importing.trouble import Cell, Trouble
from macros.importing.workbook import Row

Words = tuple[str, ...]
"""What a group's rows have in common, as their cells spell it."""


@dataclass
class _Group:
    """A group of today, and what becomes of its rows."""

    spot: Spot
    member: str
    words: Words
    before: list[str] = field(default_factory=list)
    after: list[str] = field(default_factory=list)
    moved: list[tuple[str, Words, Cell]] = field(default_factory=list)
    first: Words = ()
    """The new words of the row that stands first, where it has some."""
    whose: Cell | None = None

    @property
    def moves_as_one(self) -> bool:
        """All that is left of it has the same new words."""
        return not self.after and len({words for _, words, _ in self.moved}) == 1

    def place(self, words: Words) -> int:
        """Of a group that begins with rows of this one: beside it, so that the order stays."""
        return int(self.spot.path[-1]) + (words != self.first)


def ask_groups(asked: Asked, one: Merged, home: Home, taken: Iterable[Spot | None]) -> None:
    """`taken`: where the codes of the other table stand that shares these groups."""
    shape = SHAPES[one.table.path.rpartition("/")[2]]
    shared = {(spot.file, spot.path[:-2]) for spot in taken if spot}
    groups: dict[tuple[str, Path], _Group] = {}
    edits = {edit.position: edit for edit in one.changed}
    asked.troubles += [found for edit in one.changed for found in _refused(one, shape, edit)]
    for position, spot in enumerate(home.spots):
        if spot:
            _place(one, shape, groups, (position, spot, edits.get(position)))
    wanted = _settle(asked, groups.values(), shape, shared)
    for row, _ in one.new:
        _add(asked, one, home, row, wanted)
    _join(asked, home, shape, groups, wanted)


def _refused(one: Merged, shape: Shape, edit: Changed) -> Iterable[Trouble]:
    for name in edit.columns:
        if name in (shape.member, *shape.words):
            yield from _fault(one, edit.row, name)
            continue
        where = one.sheet.cell(edit.row.number, name)
        if name in ("clause", "report", "paragraph"):
            fact = f"the column {name} says which row this is, and stays as it is"
            yield Trouble(where, fact, "Put it back. For another one, delete the row and add a new one.")
        else:
            yield Trouble(where, *(refusal(one, None, name) or ("", "")))


def _fault(one: Merged, row: Row, name: str) -> Iterable[Trouble]:
    if name in row.contents and (fault := row.contents[name].fault) and name != "shared":
        yield Trouble(one.sheet.cell(row.number, name), *fault)


def _place(
    one: Merged,
    shape: Shape,
    groups: dict[tuple[str, Path], _Group],
    row: tuple[int, Spot, Changed | None],
) -> None:
    position, spot, edit = row
    values = one.table.rows[position]
    words = tuple(_spelled(values[name]) for name in shape.words)
    member = str(spot.path[-2])
    made = _Group(Spot(spot.file, spot.path[:-2]), member, words)
    group = groups.setdefault((spot.file, spot.path[:-2]), made)
    code = str(values[shape.member])
    group.before.append(code)
    if position in one.gone:
        group.whose = group.whose or one.sheet.cell(0)
        return
    if edit is None:
        group.after.append(code)
        return
    group.whose = one.sheet.cell(edit.row.number)
    said = {name: edit.row.contents[name].text for name in edit.columns if name in edit.row.contents}
    code = said.get(shape.member, code)
    now = tuple(_told(said.get(name, old)) for name, old in zip(shape.words, words, strict=True))
    if now == words:
        group.after.append(code)
    else:
        group.moved.append((code, now, group.whose))
        group.first = now if len(group.before) == 1 else group.first


def _spelled(value: object) -> str:
    return ("true" if value else "") if isinstance(value, bool) else str(value)


def _told(text: str) -> str:
    """A flag that isn't set isn't written."""
    return {"false": "", "true": "true"}.get(text.casefold(), text)


Wanted = dict[tuple[str, Path], list[tuple[str, Words, Cell, int]]]
"""Codes that look for a group, by the list of groups; with the number of the one that would hold them."""


def _settle(asked: Asked, groups: Iterable[_Group], shape: Shape, shared: set[tuple[str, Path]]) -> Wanted:
    wanted: Wanted = {}
    for group in groups:
        at = (group.spot.file, group.spot.path)
        if group.whose and group.moves_as_one and at not in shared:
            words = group.moved[0][1]
            for name, old, new in zip(shape.words, group.words, words, strict=True):
                if old != new:
                    asked.puts.append(Put(group.spot, (name,), _value(new), (shape.order,), group.whose))
            group.words = words
            group.after = [code for code, _, _ in group.moved]
        else:
            listed = wanted.setdefault((at[0], at[1][:-1]), [])
            listed.extend((code, words, where, group.place(words)) for code, words, where in group.moved)
        if group.whose and not group.after:
            path = (*group.spot.path, group.member) if at in shared else group.spot.path
            asked.removes.append(Remove(Spot(group.spot.file, path), group.whose))
    return wanted


def _add(asked: Asked, one: Merged, home: Home, row: Row, wanted: Wanted) -> None:
    shape = SHAPES[one.table.path.rpartition("/")[2]]
    needed = [name for name in (*home.held_by, shape.member, *shape.words) if name != "shared"]
    if empty := [name for name in needed if not text_of(row, name)]:
        asked.is_partial = True
        asked.troubles += (empty_cell(one, row, name) for name in empty)
        return
    asked.troubles += [found for name in needed for found in _fault(one, row, name)]
    key = tuple(text_of(row, name) for name in home.held_by)
    code, words = text_of(row, shape.member), tuple(_told(text_of(row, name)) for name in shape.words)
    holder = (f"{shape.holder}{key[0]}", key[-1]) if shape.holder else (home.holder, key[-1])
    if (draft := asked.drafts.get(holder)) is not None:
        member = home.names.get(f"{holder[0]}.yml", home.members)
        hold(draft, holder[0], shape.list_name, _group_draft(shape, member, [code], words))
    elif holder in asked.refused:
        asked.is_partial = True
    elif key not in home.lists:
        asked.troubles.append(unknown(one, home, row))
    else:
        listed = home.lists[key]
        where = one.sheet.cell(row.number)
        wanted.setdefault((listed.file, listed.path), []).append((code, words, where, LAST))


def _join(
    asked: Asked,
    home: Home,
    shape: Shape,
    groups: Mapping[tuple[str, Path], _Group],
    wanted: Wanted,
) -> None:
    """Into a group of the same words, if there is one; else into a new one."""
    for (file, path), those in wanted.items():
        beside = [one for one in groups.values() if (one.spot.file, one.spot.path[:-1]) == (file, path)]
        new: dict[Words, tuple[list[str], Cell, int]] = {}
        for code, words, where, place in those:
            group = next((one for one in beside if one.words == words and one.after), None)
            if group:
                group.after.append(code)
                group.whose = group.whose or where
            else:
                new.setdefault(words, ([], where, place))[0].append(code)
        member = beside[0].member if beside else home.names.get(file, home.members)
        for words, (codes, where, place) in new.items():
            record = _group_draft(shape, member, codes, words)
            asked.inserts.append(Insert(Spot(file, (*path, place)), record, where, shape.beside))
    for group in groups.values():
        if group.after and group.after != group.before and group.whose:
            after: Value = tuple(map(Quoted, group.after))
            names = (group.member, *shape.order)
            asked.puts.append(Put(group.spot, (group.member,), after, (names,), group.whose))


LAST = 1_000_000
"""After whatever stands in the list."""


def _group_draft(shape: Shape, member: str, codes: list[str], words: Words) -> Draft:
    said = {name: _value(word) for name, word in zip(shape.words, words, strict=True)}
    return {member: tuple(map(Quoted, codes)), **{name: one for name, one in said.items() if one is not None}}


def _value(word: str) -> Value | None:
    return True if word == "true" else word or None
