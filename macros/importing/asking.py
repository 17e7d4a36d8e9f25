"""A sheet whose rows are records, or items of records → what is to be done to the files."""

from dataclasses import dataclass

from pydantic import TypeAdapter, ValidationError

from macros.identifiers import Quoted
from macros.importing.asked import Asked, Draft, Insert, Put, Remove, hold
from macros.importing.kinds import PRESUMED, Field, Kind, inner, kind_of, order, trouble, value_of
from macros.importing.merging import Changed, Merged, column_of
from macros.importing.places import Home, Spot
from macros.importing.refusing import empty_cell, is_needed, needed_cells, not_read, refusal, text_of, unknown
from macros.importing.spelling import Value
from macros.importing.trouble import Cell, Trouble
from macros.importing.workbook import Row
from macros.model import Code
from macros.problems import shown

Key = tuple[str, ...]
"""The values of the columns that say in which record a row stands."""
_HOLDERS = {
    "phases": "commitments",
    "activities": "commitments",
    "updates": "commitments",
    "revisions": "commitments",
    "milestones": "plans",
}


@dataclass(frozen=True)
class Asking:
    """One sheet, and where its rows stand."""

    asked: Asked
    one: Merged
    home: Home
    kind: Kind

    def ask(self) -> None:
        for changed in self.one.changed:
            self._change(changed)
        for position in self.one.gone:
            self._remove(position)
        for row, above in self._new():
            self._add(row, above)

    def _new(self) -> list[tuple[Row, int | None]]:
        name = self.kind.ordered_by
        return sorted(self.one.new, key=lambda one: text_of(one[0], name)) if name else self.one.new

    def _refuse(self, place: Cell, fact: str, way_out: str) -> None:
        self.asked.troubles.append(Trouble(place, fact, way_out))

    def _change(self, changed: Changed) -> None:
        fields: dict[Field, tuple[Value | None, Cell]] = {}
        for name in changed.columns:
            where = self.one.sheet.cell(changed.row.number, name)
            path = self.kind.field(column_of(self.one.table, name))
            if refused := refusal(self.one, self.kind, name):
                self._refuse(where, *refused)
            elif is_needed(self.kind, column_of(self.one.table, name), changed.row):
                self.asked.troubles.append(empty_cell(self.one, changed.row, name))
            elif path is not None:
                try:
                    fields[path] = (self._value(name, changed.row), where)
                except ValueError as error:
                    self.asked.troubles.append(trouble(where, error))
        if (spot := self.home.spots[changed.position]) is None:
            self._begin(changed, {path: value for path, (value, _) in fields.items()})
            return
        for path, (value, where) in fields.items():
            self.asked.puts.append(Put(spot, path, value, self._orders(path), where))

    def _value(self, name: str, row: Row) -> Value | None:
        column = column_of(self.one.table, name)
        path = self.kind.field(column) or ()
        if path != ("presumed",):
            return value_of(self.kind, column, path, row.contents[name])
        flags = {
            end: value_of(self.kind, column_of(self.one.table, each), (), row.contents[each])
            for each, end in PRESUMED.items()
            if each in row.contents
        }
        return tuple(end for end, is_so in flags.items() if is_so) or None

    def _orders(self, path: Field) -> tuple[tuple[str, ...], ...]:
        models = (inner(self.kind.model, path[:end]) for end in range(1, len(path) + 1))
        return tuple(tuple(order(model, self.home.names)) for model in models)

    def _begin(self, changed: Changed, fields: dict[Field, Value | None]) -> None:
        """A row that followed from others says something of its own now."""
        document = str(self.one.table.rows[changed.position]["document"])
        draft: Draft = {"document": document}
        for path, value in fields.items():
            _fill(draft, path, value)
        draft.setdefault("source", {"document": document})
        key = self._key(changed.position)
        listed = self.home.lists[key]
        spot = _next(listed, self._above(changed.position - 1, key))
        where = self.one.sheet.cell(changed.row.number)
        self.asked.inserts.append(Insert(spot, self._sorted(draft), where, self._beside()))

    def _remove(self, position: int) -> None:
        spot, where = self.home.spots[position], self.one.sheet.cell(0)
        name = " | ".join(str(self.one.table.rows[position][column]) for column in self.one.table.known_by)
        if spot is None:
            self._refuse(where, f"the row {name} was deleted; it follows from other rows", "Put it back.")
        elif not spot.path and not self.home.folder:
            fact = f"the row {name} was deleted; it is a file of its own"
            self._refuse(where, fact, f"Put it back, or delete the file {spot.file}.")
        else:
            self.asked.removes.append(Remove(spot, where))

    def _add(self, row: Row, above: int | None) -> None:
        where = self.one.sheet.cell(row.number)
        if not self.kind.grows:
            fact = "a row can't be added here: cells can't say all that its record needs"
            self._refuse(where, fact, "Begin the record in its file.")
            return
        before = len(self.asked.troubles)
        draft = self._draft(row)
        self.asked.troubles += needed_cells(self.one, self.kind, row)
        if len(self.asked.troubles) > before:
            self._left_out(row)
            return
        self._place(row, draft, above)

    def _left_out(self, row: Row) -> None:
        self.asked.is_partial = True
        self.asked.refused.add((self.one.table.path, text_of(row, self.one.table.known_by[0])))

    def _place(self, row: Row, draft: Draft, above: int | None) -> None:
        where, path = self.one.sheet.cell(row.number), self.one.table.path
        key = tuple(row.contents[name].text for name in self.home.held_by)
        identifier = str(draft.get("id") or draft.get("number") or "")
        if self.home.folder:
            self._begin_file(row, draft, identifier)
        elif (holder := self.asked.drafts.get((self.home.holder, key[0] if key else ""))) is not None:
            hold(holder, self.home.holder, path.rpartition("/")[2], draft)
        elif key and (self.home.holder, key[0]) in self.asked.refused:
            self.asked.is_partial = True
        elif key not in self.home.lists:
            self.asked.troubles.append(unknown(self.one, self.home, row))
        else:
            self.asked.drafts.setdefault((path, identifier), draft)
            last = self._earlier(row, key) if self.kind.ordered_by else self._above(above, key)
            spot = _next(self.home.lists[key], last)
            self.asked.inserts.append(Insert(spot, draft, where, self._beside()))

    def _begin_file(self, row: Row, draft: Draft, identifier: str) -> None:
        """The id becomes the file's name, so it must be one, and nobody else's."""
        spot, key = Spot(f"{self.home.folder}/{identifier}.yml"), (self.one.table.path, identifier)
        where = self.one.sheet.cell(row.number, "id")
        if not _is_code(identifier):
            way_out = 'Use letters and digits, 40 at most, joined by full stops: "A.5", "2.1", "23(a)".'
            self._refuse(where, f"“{shown(identifier)}” isn't a code", way_out)
            self._left_out(row)
        elif spot in self.home.spots or key in self.asked.drafts:
            fact = f"a new row has the code {identifier}, and another row has it already"
            self._refuse(where, fact, "Give it a code of its own, or take the row out.")
            self._left_out(row)
        else:
            self.asked.drafts[key] = draft
            self.asked.inserts.append(Insert(spot, draft, self.one.sheet.cell(row.number)))

    def _draft(self, row: Row) -> Draft:
        draft: Draft = {}
        for column in self.one.table.shown:
            path, where = self.kind.field(column), self.one.sheet.cell(row.number, column.name)
            if column.name not in row.contents:
                continue
            try:
                if path is not None:
                    _fill(draft, path, self._value(column.name, row))
                elif column.kind == "group" and row.contents[column.name].text:
                    self.asked.troubles += not_read(self.one, column.name, where)
            except ValueError as error:
                self.asked.troubles.append(trouble(where, error))
        return self._sorted(draft)

    def _sorted(self, draft: Draft) -> Draft:
        names = order(self.kind.model, self.home.names)
        return dict(sorted(draft.items(), key=lambda pair: names.index(pair[0])))

    def _beside(self) -> tuple[str, ...]:
        """The fields beside the list that holds the rows, should it begin."""
        holder = kind_of(_HOLDERS.get(self.one.table.path.rpartition("/")[2], ""))
        return tuple(order(holder.model, {})) if holder else ()

    def _key(self, position: int) -> Key:
        return tuple(str(self.one.table.rows[position][name]) for name in self.home.held_by)

    def _above(self, position: int | None, key: Key) -> Spot | None:
        """The nearest row above that stands in the same list."""
        for number in range(-1 if position is None else position, -1, -1):
            if (spot := self.home.spots[number]) and self._key(number) == key:
                return spot
        return None

    def _earlier(self, row: Row, key: Key) -> Spot | None:
        """The last row of the list that begins before it, or with it."""
        name = self.kind.ordered_by
        mine = text_of(row, name)
        those = (
            spot
            for number, spot in enumerate(self.home.spots)
            if spot and self._key(number) == key and str(self.one.table.rows[number][name]) <= mine
        )
        return max(those, key=lambda spot: spot.path[-1], default=None)


def _is_code(text: str) -> bool:
    try:
        TypeAdapter(Code).validate_python(Quoted(text))
    except ValidationError:
        return False
    return True


def _fill(draft: Draft, path: Field, value: Value | None) -> None:
    if value is None:
        return
    *above, name = path
    for step in above:
        inside = draft.setdefault(step, {})
        draft = inside if isinstance(inside, dict) else {}
    draft[name] = value


def _next(listed: Spot, last: Spot | None) -> Spot:
    number = int(last.path[-1]) + 1 if last else 0
    return Spot(listed.file, (*listed.path, number))
