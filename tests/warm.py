"""Our commands in copies of one process that has loaded what they need: it takes them half a second less.

python -m tests.warm answers line by line: what is asked is a run as JSON, the answer its exit code.
"""

import atexit
import gc
import json
import os
import signal
import subprocess
import sys
import time
import traceback
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages
from tempfile import TemporaryDirectory
from typing import NoReturn

from mkdocs.config import load_config

import macros
from macros.cli import main

ROOT = Path(__file__).resolve().parent.parent
PATIENCE = 180
"""Seconds."""


def run(words: Sequence[str], environment: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
    """What `python -m macros …` does here, in this environment alone."""
    process = _process()
    assert process.poll() is None, "the process that runs commands ended before; it said why"
    assert process.stdin
    assert process.stdout
    with TemporaryDirectory() as folder:
        said, complained = Path(folder, "said"), Path(folder, "complained")
        files = [str(said), str(complained)]
        process.stdin.write(json.dumps([words, dict(environment), files]) + "\n")
        process.stdin.flush()
        code = process.stdout.readline()
        assert code, "the process that runs commands has come to its end"
        return subprocess.CompletedProcess([*words], int(code), _read(said), _read(complained))


def _read(file: Path) -> str:
    with file.open(encoding="utf-8") as found:
        return found.read()


@cache
def _process() -> subprocess.Popen[str]:
    """It ends when nothing more can be asked."""
    command = [sys.executable, "-m", __name__]
    process = subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8"
    )
    atexit.register(process.communicate)
    return process


def answer() -> None:
    # Who presses Ctrl-C means the tests, which end this process.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with os.fdopen(os.dup(1), "w", encoding="utf-8") as answers:
        os.dup2(2, 1)  # What is said while modules are loaded is no answer.
        _load()
        for line in sys.stdin.buffer:
            asked = json.loads(line)
            process = os.fork()
            if not process:
                _run(*asked)
            _, status = os.waitpid(process, 0)
            print(os.waitstatus_to_exitcode(status), file=answers, flush=True)


def _load() -> None:
    for module in walk_packages(macros.__path__, "macros."):
        import_module(module.name)
    load_config(str(ROOT / "mkdocs.yml"))  # It loads the plugins, the hooks and what reads Markdown.
    gc.collect()
    gc.freeze()


def _run(words: Sequence[str], environment: Mapping[str, str], files: Sequence[str]) -> NoReturn:
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.alarm(PATIENCE)
    os.environ.clear()
    os.environ.update(environment)
    time.tzset()
    for number, file in enumerate((os.devnull, *files)):
        os.dup2(os.open(file, os.O_RDWR | os.O_CREAT | os.O_APPEND), number)
    code = code_of(words)
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


def code_of(words: Sequence[str]) -> int:
    """As the interpreter ends with it."""
    try:
        return main(words)
    except SystemExit as stopped:
        if stopped.code is None or isinstance(stopped.code, int):
            return stopped.code or 0
        print(stopped.code, file=sys.stderr)
    except BaseException:  # noqa: BLE001 it is what the interpreter would do
        traceback.print_exc()
    return 1


if __name__ == "__main__":
    answer()
