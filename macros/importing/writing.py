"""Several files at once: all of them, or none."""

from collections.abc import Mapping
from pathlib import Path


def write(folder: Path, files: Mapping[str, bytes | None]) -> None:
    """New contents by name; None takes a file away. Whatever goes wrong on the way is undone."""
    before = {name: (folder / name).read_bytes() if (folder / name).is_file() else None for name in files}
    beside = {name: (folder / name).with_name(f".{Path(name).name}.new") for name in files}
    try:
        for name, content in files.items():
            if content is not None:
                beside[name].write_bytes(content)
        for name, content in files.items():
            if content is None:
                (folder / name).unlink()
            else:
                beside[name].replace(folder / name)
    except OSError:
        _restore(folder, before)
        raise
    finally:
        for path in beside.values():
            path.unlink(missing_ok=True)


def _restore(folder: Path, before: Mapping[str, bytes | None]) -> None:
    for name, content in before.items():
        if content is None:
            (folder / name).unlink(missing_ok=True)
        elif not (folder / name).is_file() or (folder / name).read_bytes() != content:
            (folder / name).write_bytes(content)
