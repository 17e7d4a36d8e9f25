"""What a text was made from: everything it asks of the data is noted, so that nothing kept is ever stale.

Data are reached through few objects: the site, its plans, the publication. While somebody listens, each
thing that is asked of them is noted with a digest of the answer. A text that would get the same answers
today is the same text.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, ValuesView
from contextlib import contextmanager
from dataclasses import fields
from functools import cache, cached_property, lru_cache, wraps
from hashlib import blake2b
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, ParamSpec, TypeVar, cast

from macros.digests import Named, Records, UntoldError, digest

Asked = ParamSpec("Asked")
Key = TypeVar("Key")
Value = TypeVar("Value")

VALUE, ITEM, HAS, KEYS, ITEMS = "value", "item", "has", "keys", "items"
"""What can be asked of an answer: for all of it; of a table, for one item, whether there is one, which there
are, and for all of them."""


class Question(NamedTuple):
    """Something that was asked of the data."""

    owner: str
    name: str
    what: str
    key: Any = None


class Numbers:
    """A short number for each question, for thousands of pages ask the same ones."""

    SIZE = 8
    """Bytes of a number: of a digest, so that all processes number alike."""

    def __init__(self) -> None:
        self._known: dict[Question, bytes] = {}

    def of(self, asked: Iterable[Question]) -> tuple[bytes, dict[bytes, Question]]:
        """All in a row, and those that were never asked before."""
        new: dict[bytes, Question] = {}
        found = []
        for question in asked:
            if question not in self._known:
                number = blake2b(repr(question).encode(), digest_size=self.SIZE).digest()
                self._known[question] = number
                new[number] = question
            found.append(self._known[question])
        return b"".join(sorted(found)), new

    @classmethod
    def apart(cls, row: bytes) -> Iterator[bytes]:
        return (row[start : start + cls.SIZE] for start in range(0, len(row), cls.SIZE))


_listening: set[Question] | None = None


class Source(Named):
    """An object through which data are reached. What it holds, and what follows from that, is noted."""

    if not TYPE_CHECKING:  # Or every misspelled name would be a fine one.

        def __getattribute__(self, name: str) -> Any:
            if _listening is None:
                return _plain(self, name)
            known = _plain(self, "__dict__").setdefault(_NOTED, {})
            if name not in known:
                known[name] = _looked_up(self, name)
            question, value = known[name]
            if value is _METHOD:
                return _plain(self, name)
            if question:
                _listening.add(question)
            return value


_plain = object.__getattribute__
_NOTED = " noted"
"""No name that anybody asks for: what was asked before, for it is asked a hundred thousand times."""
_METHOD = object()


def _looked_up(source: Source, name: str) -> tuple[Question | None, Any]:
    """What is to be noted when somebody asks, if anything; and the answer."""
    if name not in _held(cast("Any", type(source))):
        return None, _METHOD
    with unheard():
        value = _plain(source, name)
        question = Question(source.source_name, name, VALUE)
    return _noted(question, value)


@cache
def _held(kind: type) -> frozenset[str]:
    """What an object of a class holds, and what it works out of that once."""
    own = (pair for each in kind.__mro__ for pair in vars(each).items())
    worked_out = (name for name, one in own if isinstance(one, cached_property))
    return frozenset((*(field.name for field in fields(cast("Any", kind))), *worked_out))


def _noted(question: Question, value: Any) -> tuple[Question | None, Any]:
    if isinstance(value, Source):
        return None, value  # It notes what is asked of it by itself.
    if isinstance(value, Mapping):
        return None, Table(question.owner, question.name, value)
    return question, value


class Table(Mapping[Any, Any]):
    """A table of the data that notes which of its items somebody asks for."""

    __slots__ = ("_name", "_owner", "_table")

    def __init__(self, owner: str, name: str, table: Mapping[Any, Any]) -> None:
        self._owner, self._name, self._table = owner, name, table

    def _note(self, what: str, key: Any = None) -> None:
        if _listening is not None:
            _listening.add(Question(self._owner, self._name, what, key))

    def __getitem__(self, key: Any) -> Any:
        self._note(ITEM, key)
        return self._table[key]

    def get(self, key: Any, default: Any = None) -> Any:
        self._note(ITEM, key)
        return self._table.get(key, default)

    def __contains__(self, key: object) -> bool:
        self._note(HAS, key)
        return key in self._table

    def __iter__(self) -> Iterator[Any]:
        self._note(KEYS)
        return iter(self._table)

    def __len__(self) -> int:
        self._note(KEYS)
        return len(self._table)

    def values(self) -> ValuesView[Any]:
        self._note(ITEMS)
        return self._table.values()

    def items(self) -> Any:
        self._note(ITEMS)
        return self._table.items()


def remembered(function: Callable[Asked, Value]) -> Callable[Asked, Value]:
    """A function of sources that works out its answer once for each; whoever listens hears it each time."""
    kept: Any = lru_cache(maxsize=64)(function)
    name = f"{function.__module__}.{function.__qualname__}"
    _functions[name] = kept

    @wraps(function)
    def asked(*sources: Asked.args, **named: Asked.kwargs) -> Value:
        if named:
            raise TypeError(f"{name} takes its sources by their places")
        if _listening is None:
            return cast("Value", kept(*sources))
        with unheard():
            value = kept(*sources)
            owners = "|".join(one.source_name for one in sources)  # type: ignore[attr-defined]
        question, value = _noted(Question(owners, name, VALUE), value)
        if question:
            _listening.add(question)
        return cast("Value", value)

    vars(asked).update(cache_clear=kept.cache_clear, cache_parameters=kept.cache_parameters)
    return asked


_functions: dict[str, Callable[..., Any]] = {}


@contextmanager
def unheard() -> Iterator[None]:
    """What is asked now is noted by nobody."""
    global _listening  # noqa: PLW0603 one listener at a time, for everything that is asked
    before, _listening = _listening, None
    try:
        yield
    finally:
        _listening = before


@contextmanager
def listened() -> Iterator[set[Question]]:
    """Notes what is asked of every source meanwhile."""
    global _listening
    before, _listening = _listening, set()
    try:
        yield _listening
    finally:
        heard, _listening = _listening, before
        if before is not None:
            before |= heard


class Memory(Generic[Key, Value]):
    """What was worked out before, within a build. Whoever takes it is heard to ask all that it took."""

    def __init__(self, limit: int = 0) -> None:
        """`limit`: as many of the last are kept; without it all are."""
        self._limit = limit
        self._known: dict[Key, tuple[Value, frozenset[Question]]] = {}

    def of(self, key: Key, make: Callable[[], Value]) -> Value:
        if key not in self._known:
            with listened() as asked:
                value = make()
            self._known[key] = value, frozenset(asked)
            if len(self._known) > self._limit > 0:
                del self._known[next(iter(self._known))]
        value, known = self._known[key]
        if _listening is not None:
            _listening.update(known)
        return value


class Answers:
    """What the sources of one build answer, as digests."""

    def __init__(self, sources: Iterable[Source]) -> None:
        self._sources = {one.source_name: one for one in sources}
        self._known: dict[Question, bytes] = {}
        self._records = Records()

    def to(self, question: Question) -> bytes:
        """Empty where nothing answers, or nobody can tell what the answer holds."""
        known = self._known.get(question)
        if known is None:
            with unheard():
                known = self._known[question] = self._answer(question)
        return known

    def _answer(self, question: Question) -> bytes:
        try:
            sources = [self._sources[name] for name in question.owner.split("|")]
            made = _functions.get(question.name)
            value = made(*sources) if made else getattr(sources[0], question.name)
            return digest(_part(value, question), self._records)
        except (KeyError, AttributeError, UntoldError):
            return b""


def _part(value: Any, question: Question) -> Any:
    match question.what:
        case "item":
            return (value[question.key],) if question.key in value else ()
        case "has":
            return question.key in value
        case "keys":
            return tuple(value)
    return value
