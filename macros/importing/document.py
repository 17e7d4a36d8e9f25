"""The text of one file of data, changed value by value. What isn't asked for stays, letter by letter."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from macros.importing import spelling
from macros.importing.spelling import Value
from macros.load.spans import Items, Names, Span, Text, spans

Path = tuple[str | int, ...]
_COMMENT = re.compile(r"[ \t]+#[^\r\n]*")


@dataclass(frozen=True)
class Mark:
    """A stretch of the text, and whose edit it is."""

    start: int
    end: int
    whose: object
    depth: int = 0
    """Of a whole record or item: how many steps of a path lead to it."""


class Document:
    """Lines may end as they do under Windows; those that come do too."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.marks: list[Mark] = []
        self._newline = "\r\n" if "\r\n" in text else "\n"
        self._root: Span | None = None

    def at(self, path: Path) -> Span | None:
        """What stands there, if anything."""
        if self._root is None:
            self._root = spans(self.text)
        found = self._root
        for step in path:
            if isinstance(found, Names) and isinstance(step, str) and step in found.entries:
                found = found.entries[step][1]
            elif isinstance(found, Items) and isinstance(step, int) and step < len(found.items):
                found = found.items[step]
            else:
                return None
        return found

    def put(self, path: Path, value: Value, order: Sequence[str], whose: object) -> None:
        """A field's value, old or new. `order`: of the names of the fields around it."""
        found = self.at(path)
        if found is None:
            self._add(path, value, order, whose)
        elif isinstance(value, tuple) and isinstance(found, Items) and not found.is_flow:
            self._change_items(path, found, value, whose)
        elif isinstance(value, tuple) and isinstance(found, Items):
            self._splice(found.start, found.end, self._listed(found, value), whose)
        else:
            self._replace(path, found, value, whose)

    def remove(self, path: Path, whose: object) -> None:
        """A field, or an item of a list. What then holds nothing goes too, but for a whole file."""
        around = self.at(path[:-1])
        alone = isinstance(around, Names | Items) and self._count(around) == 1
        if len(path) > 1 and alone:
            self.remove(path[:-1], whose)
        elif isinstance(around, Items) and alone:
            self._splice(self._with_comment(around.start), around.end, "[]", whose)
        elif isinstance(around, Names | Items):
            self._cut(around, path[-1], whose)

    def insert(self, path: Path, value: Value, whose: object) -> None:
        """An item of a list; the path ends with its number. A list that isn't there begins with it."""
        *above, number = path
        around, index = self._list(tuple(above)), int(number)
        if not around.items:
            self._fill(tuple(above), around, value, whose)
        elif around.is_flow:
            written = spelling.in_line(value, in_flow=True)
            if index:
                self._splice(around.items[index - 1].end, None, f", {written}", whose)
            else:
                self._splice(around.items[0].start, None, f"{written}, ", whose)
        else:
            sibling = around.items[max(0, index - 1)]
            is_flow = isinstance(sibling, Names) and sibling.is_flow
            lines = spelling.item(value, self._column(around.start), is_flow=is_flow)
            self._insert_lines(sibling.end if index else None, around.start, lines, whose)
        self.marks[-1] = replace(self.marks[-1], depth=len(path))

    def _fill(self, path: Path, around: Items, value: Value, whose: object) -> None:
        """A list that is written as empty: []."""
        indent = self._column(self._key(path).start) + 2 if path else 0
        lines = spelling.item(value, indent)
        before = self._newline if path else ""
        start = len(self.text[: around.start].rstrip(" ")) if path else around.start
        self._splice(start, around.end, before + self._newline.join(lines), whose)

    def _list(self, path: Path) -> Items:
        if isinstance(found := self.at(path), Items):
            return found
        raise LookupError(path)

    def _names(self, path: Path) -> Names:
        if isinstance(found := self.at(path), Names):
            return found
        raise LookupError(path)

    def _key(self, path: Path) -> Text:
        return self._names(path[:-1]).entries[str(path[-1])][0]

    @staticmethod
    def _count(around: Names | Items) -> int:
        return len(around.entries if isinstance(around, Names) else around.items)

    def _add(self, path: Path, value: Value, order: Sequence[str], whose: object) -> None:
        around, name = self._names(path[:-1]), str(path[-1])
        above = [one for one in around.entries if one in order and order.index(one) < order.index(name)]
        last = max(above, key=order.index, default=None)
        if around.is_flow:
            written = f"{name}: {spelling.in_line(value, in_flow=True)}"
            if last is None:
                self._splice(around.start + 1, None, f"{written}, " if around.entries else written, whose)
            else:
                self._splice(around.entries[last][1].end, None, f", {written}", whose)
            return
        indent = self._column(around.start)
        first, *others = spelling.field(name, value, indent)
        if last is None:
            # Before the first field, which may stand behind the dash of a list.
            self._splice(around.start, None, self._newline.join([first, *others, " " * indent]), whose)
        else:
            self._insert_lines(around.entries[last][1].end, None, [" " * indent + first, *others], whose)

    def _insert_lines(self, after: int | None, before: int | None, lines: list[str], whose: object) -> None:
        """Whole lines after the one in which something ends, or before the one in which something begins."""
        written = "".join(f"{line}{self._newline}" for line in lines)
        if after is None:
            self._splice(self.text.rfind("\n", 0, before) + 1, None, written, whose)
        elif (end := self.text.find("\n", after)) >= 0:
            self._splice(end + 1, None, written, whose)
        else:
            self._splice(len(self.text), None, self._newline + written, whose)

    def _cut(self, around: Names | Items, step: str | int, whose: object) -> None:
        if isinstance(around, Names):
            keys = list(around.entries)
            places = [(key.start, value.end) for key, value in around.entries.values()]
            number = keys.index(str(step))
        else:
            places, number = [(one.start, one.end) for one in around.items], int(step)
        start, end = places[number]
        if around.is_flow:
            start, end = (start, places[1][0]) if number == 0 else (places[number - 1][1], end)
        elif isinstance(around, Names) and number == 0:
            end = places[1][0]
        else:
            line_end = self.text.find("\n", end)
            start, end = (
                self.text.rfind("\n", 0, start) + 1
                if isinstance(around, Names)
                else self._with_comment(start),
                line_end + 1 if line_end >= 0 else len(self.text),
            )
        self._splice(start, end, "", whose)

    def _with_comment(self, place: int) -> int:
        """Where the line of an item begins, or the comment directly above; but the file's first one stays."""
        start = begin = self.text.rfind("\n", 0, place) + 1
        indent = " " * (len(self.text) - len(self.text[start:].lstrip(" ")) - start)
        while begin:
            above = self.text.rfind("\n", 0, begin - 1) + 1
            if not self.text.startswith(f"{indent}#", above):
                return begin
            begin = above
        return start

    def _change_items(self, path: Path, found: Items, values: tuple[Value, ...], whose: object) -> None:
        """A list with a line for each of its values."""
        old = [one.value if isinstance(one, Text) else None for one in found.items]
        steps = SequenceMatcher(None, old, [str(one) for one in values], autojunk=False).get_opcodes()
        for kind, start, end, new_start, new_end in reversed(steps):
            if kind == "equal":
                continue
            for value in reversed(values[new_start:new_end]):
                self.insert((*path, end), value, whose)
            for number in reversed(range(start, end)):
                self.remove((*path, number), whose)

    def _listed(self, found: Items, values: tuple[Value, ...]) -> str:
        """In brackets; what stays keeps its spelling."""
        kept = {one.value: self.text[one.start : one.end] for one in found.items if isinstance(one, Text)}
        return f"[{', '.join(kept.get(str(one)) or spelling.in_line(one, in_flow=True) for one in values)}]"

    def _replace(self, path: Path, found: Span, value: Value, whose: object) -> None:
        around = self.at(path[:-1])
        in_flow = isinstance(around, Names | Items) and around.is_flow
        style, end = found.style if isinstance(found, Text) else "", found.end
        head, *old = self.text[found.start : end].splitlines() if style == ">" else ("",)
        beside = _COMMENT.search(head)
        line = spelling.in_line(value, in_flow=in_flow, quote=style if style in "'\"" else "")
        written, lines = line + (beside[0] if beside else ""), None
        if isinstance(value, str) and not in_flow:
            lines = self._folded(path, found, (value, line), old)
        if lines:
            if not beside and (beside := _COMMENT.match(self.text, end)):
                end = beside.end()  # what would stand in the text goes before it
            sign = ">" if head.startswith(">") and not head.startswith(">-") else ">-"
            written = self._newline.join([sign + (beside[0] if beside else ""), *lines])
        self._splice(found.start, end, written, whose)

    def _folded(self, path: Path, found: Span, new: tuple[str, str], old: list[str]) -> list[str] | None:
        """`new`: the text, and how it is on one line; `old`: the lines of a text that was folded."""
        value, line = new
        indent = self._column(self._key(path).start)
        if not old and indent + len(f"{path[-1]}: {line}") <= spelling.WIDTH:
            return None
        before = found.value.rstrip("\n") if isinstance(found, Text) else ""
        depth = len(old[0]) - len(old[0].lstrip(" ")) if old else indent + 2
        lines = spelling.fold(value, depth, before, [one.strip() for one in old])
        return [f"{' ' * depth}{one}" if one else "" for one in lines] if lines else None

    def _column(self, place: int) -> int:
        return place - (self.text.rfind("\n", 0, place) + 1)

    def _splice(self, start: int, end: int | None, written: str, whose: object) -> None:
        end = start if end is None else end
        self.text = self.text[:start] + written + self.text[end:]
        longer = len(written) - (end - start)

        def begins(place: int) -> int:
            return place + longer if place >= end else min(place, start)

        def ends(place: int) -> int:
            return place + longer if place > start and place >= end else min(place, start)

        self.marks = [replace(one, start=begins(one.start), end=ends(one.end)) for one in self.marks]
        self.marks.append(Mark(start, start + len(written), whose))
        self._root = None

    def mark(self, line: int, column: int) -> Mark | None:
        """The shortest that holds a place of the text."""
        place = self._place(line, column)
        around = [one for one in self.marks if one.start <= place < max(one.end, one.start + 1)]
        return min(around, key=lambda one: one.end - one.start, default=None)

    def steps(self, line: int, column: int) -> Path:
        """The path to what begins at a place of the text, or holds it."""
        if self._root is None:
            self._root = spans(self.text)
        return _path(self._root, self._place(line, column))

    def _place(self, line: int, column: int) -> int:
        return sum(len(one) + 1 for one in self.text.split("\n")[: line - 1]) + column - 1


def _path(found: Span | None, place: int) -> Path:
    if isinstance(found, Names):
        for name, (key, value) in found.entries.items():
            if key.start <= place <= value.end:
                return (name, *_path(value, place))
    elif isinstance(found, Items):
        for number, one in enumerate(found.items):
            if one.start <= place <= one.end:
                return (number, *_path(one, place))
    return ()


def new_document(record: Mapping[str, Value], head: Sequence[str]) -> Document:
    """A new file: comments, then one record."""
    return Document("".join(f"{line}\n" for line in (*head, *spelling.fields(record, 0))))
