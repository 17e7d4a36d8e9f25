"""What takes long to make and is the same each time: kept in `.cache/` by what it is made from."""

import os
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import cache
from hashlib import sha256
from pathlib import Path

_HERE = Path(__file__).resolve().parent


def kept(folder: str, made_from: Iterable[str], make: Callable[[], str]) -> str:
    """`made_from`: all that it depends on, so that what is kept is never stale."""
    key = sha256(_bytes("\0".join(made_from))).hexdigest()
    file = _HERE.parent / ".cache" / folder / key
    try:
        return file.read_bytes().decode("utf-8", "surrogatepass")
    except OSError:
        made = make()
    keep(file, _bytes(made))
    return made


def _bytes(text: str) -> bytes:
    """Also of half a sign, which no file may hold but a key may."""
    return text.encode("utf-8", "surrogatepass")


def keep(file: Path, made: bytes) -> None:
    """Whole or not at all, for other builds may read it meanwhile. Where nothing can be kept, nothing is."""
    half = file.with_name(f"{file.name}-{os.getpid()}")
    with suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
        half.write_bytes(made)
        half.replace(file)


@cache
def code_of(*modules: str) -> str:
    """What modules of ours say today: an edit of them makes everything anew."""
    texts = ((_HERE / f"{module}.py").read_bytes() for module in modules)
    return sha256(b"\0".join(texts)).hexdigest()
