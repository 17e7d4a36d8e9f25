"""Two states of one record → the fields that differ, however deep. Knows no site."""

from collections.abc import Iterator
from dataclasses import dataclass

from macros.change import How
from macros.differences.flat import FLAT
from macros.differences.pairing import described, name_of, paired
from macros.model import Record

Path = tuple[str, ...]


@dataclass(frozen=True)
class Difference:
    """A change without the record that it is about."""

    at: Path
    field: str
    how: How
    before: str = ""
    after: str = ""


def compared(before: Record, after: Record, at: Path = ()) -> Iterator[Difference]:
    for field in type(after).model_fields:
        old, new = getattr(before, field), getattr(after, field)
        if old == new:
            continue
        flatten = FLAT.get((type(after).__name__, field))
        if flatten:
            items = flatten(new)
            for name, those in flatten(old).items():
                yield from _listed(those, items[name], at, name)
        else:
            found = _field(old, new, at, field.rstrip("_"))
            yield from (one for one in found if field != "former_ids" or not _is_told(one, before, after))


def _is_told(one: Difference, before: Record, after: Record) -> bool:
    """That a record has another code now says which one it had."""
    old, new = (getattr(record, "id", None) or getattr(record, "term", None) for record in (before, after))
    return old != new and (one.how, one.after) == ("new", old)


def _field(old: object, new: object, at: Path, field: str) -> Iterator[Difference]:
    if isinstance(old, tuple) or isinstance(new, tuple):
        olds, news = (value if isinstance(value, tuple) else () for value in (old, new))
        if any(isinstance(one, Record) for one in (*olds, *news)):
            yield from _listed(olds, news, at, field)
        else:
            yield from _named(olds, news, at, field)
            if not olds and not news:  # an empty list says something else than none
                yield Difference(at, field, "unset" if new is None else "set")
    elif isinstance(old, Record) and isinstance(new, Record):
        yield from compared(old, new, (*at, field, ""))
    elif isinstance(old, Record) or isinstance(new, Record):
        yield _item(old, new, (*at, field, ""))
    else:
        yield _value(old, new, at, field)


def _listed(old: tuple[Record, ...], new: tuple[Record, ...], at: Path, field: str) -> Iterator[Difference]:
    pairs = paired(old, new) if old or new else []
    for before, after in pairs:
        inner = (*at, field, name_of(after or before or new[0]))
        if before and after:
            yield from compared(before, after, inner)
        else:
            yield _item(before, after, inner)
    stayed = [before for before, after in pairs if before and after]
    places = [old.index(one) for one in stayed]
    if places != sorted(places):
        yield Difference(at, field, "order", _joined(map(name_of, old)), _joined(map(name_of, new)))


def _item(old: object, new: object, at: Path) -> Difference:
    before, after = (described(one) if isinstance(one, Record) else "" for one in (old, new))
    return Difference(at, "", "new" if isinstance(new, Record) else "gone", before, after)


def _named(old: tuple[object, ...], new: tuple[object, ...], at: Path, field: str) -> Iterator[Difference]:
    """A list of names or ids, or of cells, of which each may stand several times."""
    came, went = ([one for one in these if one not in those] for these, those in ((new, old), (old, new)))
    for one in came:
        yield Difference(at, field, "new", "", _spelled(one))
    for one in went:
        yield Difference(at, field, "gone", _spelled(one))
    if old != new and not came and not went:
        yield Difference(at, field, "order", _joined(map(_spelled, old)), _joined(map(_spelled, new)))


def _value(old: object, new: object, at: Path, field: str) -> Difference:
    if isinstance(old, bool) or isinstance(new, bool):
        return Difference(at, field, "on" if new else "off")
    how: How = "set" if old is None else "unset" if new is None else "changed"
    return Difference(at, field, how, _spelled(old), _spelled(new))


def _spelled(value: object) -> str:
    return "" if value is None else f"{value:,}" if isinstance(value, int) else str(value)


def _joined(names: object) -> str:
    return ", ".join(map(str, names))  # type: ignore[call-overload]
