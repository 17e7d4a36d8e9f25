"""The words of the site stand in one file, and each of them is said somewhere."""

import re
from pathlib import Path

import pytest

from macros.render import say, words

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "macros"
COUNTED = re.compile(r"\.(one|many)$")


def _said() -> tuple[set[str], set[str]]:
    """The keys that code and templates say whole, and the beginnings of those that data complete."""
    sources = [*PACKAGE.rglob("*.py"), *PACKAGE.rglob("*.j2"), *PACKAGE.rglob("*.html")]
    text = "\n".join(path.read_text(encoding="utf-8") for path in sources)
    whole = set(re.findall(r"""["']([a-z_]+(?:\.[a-z_]+)+)["']""", text))
    begun = set(re.findall(r"""["']([a-z_]+(?:\.[a-z_]+)*[._])["']\s*~""", text))
    begun |= set(re.findall(r"""f["']([a-z_]+(?:\.[a-z_]+)*[._])\{""", text))
    return whole, begun


def test_every_sentence_of_the_file_is_said_somewhere() -> None:
    whole, begun = _said()
    keys = {COUNTED.sub("", key) for key in words().sentences}
    unsaid = {key for key in keys if key not in whole and not key.startswith(tuple(begun))}
    assert not unsaid


def test_a_sentence_is_filled_with_values_that_stay_text() -> None:
    said = say("plan.by_area", 1, commitment="<b>output</b>", commitments="outputs")
    assert said == "1 &#60;b&#62;output&#60;/b&#62;"
    assert say("plan.by_area", 2, commitment="output", commitments="outputs") == "2 outputs"


def test_a_sentence_without_its_value_is_an_error() -> None:
    with pytest.raises(KeyError):
        say("plan.by_area", 1, commitments="outputs")


def test_a_sentence_that_is_not_in_the_file_is_an_error() -> None:
    with pytest.raises(KeyError):
        say("facts.nothing")
