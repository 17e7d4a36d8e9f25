"""Ids become addresses and are sorted as people count."""

import re

import pytest

from macros.identifiers import PATTERN, cell, order, slug


@pytest.mark.parametrize(
    ("identifier", "address"),
    [
        ("4", "4"),
        ("2.1", "2.1"),
        ("2.10", "2.10"),
        ("A.5", "a-5"),
        ("D.1.a", "d-1-a"),
        ("Preamble.1", "preamble-1"),
        ("Part4.1", "part4-1"),
        ("23(a)", "23-a"),
        ("23(ii)", "23-ii"),
    ],
)
def test_an_id_has_one_spelling_in_addresses(identifier: str, address: str) -> None:
    assert slug(identifier) == address


def test_a_cell_is_named_by_its_clause_and_its_commitment() -> None:
    assert cell("23(a)", "2.10") == "23-a--2.10"


def test_ids_are_sorted_as_people_count() -> None:
    mixed = ["10", "2.10", "A.10", "2", "23(b)", "A.2", "2.2", "23(a)", "B", "1"]
    assert sorted(mixed, key=order) == ["1", "2", "2.2", "2.10", "10", "23(a)", "23(b)", "A.2", "A.10", "B"]


def test_a_number_of_any_length_can_be_sorted() -> None:
    long = "9" * 5000
    assert sorted([f"1{long}", long, "10"], key=order) == ["10", long, f"1{long}"]


@pytest.mark.parametrize("identifier", ["4", "2.10", "A.5", "D.1.a", "23(a)", "Part4.1"])
def test_an_id_is_made_of_letters_and_digits_in_steps(identifier: str) -> None:
    assert re.search(PATTERN, identifier)


@pytest.mark.parametrize(
    "identifier",
    ["", ".", "2.", ".2", "2..1", "1/2", "../x", "a b", "23()", "(a)", "23(a", "ä", "a-b", "a\u202e"],
)
def test_what_could_not_be_an_address_is_no_id(identifier: str) -> None:
    assert not re.search(PATTERN, identifier)
