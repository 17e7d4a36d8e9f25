"""Years, quarters and months are counted, spelled and turned into days."""

from datetime import date

import pytest

from macros.periods import UNITS, UnitName

FIRST: list[tuple[UnitName, str, date]] = [
    ("year", "2023", date(2023, 1, 1)),
    ("quarter", "2017Q1", date(2017, 1, 1)),
    ("quarter", "2017Q4", date(2017, 10, 1)),
    ("month", "2031-01", date(2031, 1, 1)),
    ("month", "2031-12", date(2031, 12, 1)),
]
WRONG: list[tuple[UnitName, str]] = [
    ("year", "23"),
    ("year", "0023"),
    ("year", "2023Q1"),
    ("year", "2023 "),
    ("year", "２０２３"),
    ("quarter", "2017"),
    ("quarter", "2017Q0"),
    ("quarter", "2017Q5"),
    ("quarter", "2017q1"),
    ("month", "2031-00"),
    ("month", "2031-13"),
    ("month", "2031-1"),
    ("month", "2031-01-01"),
]


@pytest.mark.parametrize(("unit", "period", "day"), FIRST)
def test_a_period_begins_on_its_first_day(unit: UnitName, period: str, day: date) -> None:
    assert UNITS[unit].first_day(UNITS[unit].count(period)) == day


@pytest.mark.parametrize(("unit", "period", "_day"), FIRST)
def test_a_period_that_is_counted_is_spelled_as_before(unit: UnitName, period: str, _day: date) -> None:
    assert UNITS[unit].spell(UNITS[unit].count(period)) == period


@pytest.mark.parametrize(("unit", "period"), WRONG)
def test_a_period_of_another_spelling_is_not_counted(unit: UnitName, period: str) -> None:
    assert not UNITS[unit].is_spelled(period)
    with pytest.raises(ValueError, match=period):
        UNITS[unit].count(period)


@pytest.mark.parametrize(
    ("unit", "first", "last", "span"),
    [
        ("year", "2023", "2025", ("2023", "2024", "2025")),
        ("year", "2023", "2023", ("2023",)),
        ("quarter", "2017Q3", "2018Q2", ("2017Q3", "2017Q4", "2018Q1", "2018Q2")),
        ("month", "2031-11", "2032-01", ("2031-11", "2031-12", "2032-01")),
        ("year", "2025", "2023", ()),
    ],
)
def test_a_span_holds_both_its_ends(unit: UnitName, first: str, last: str, span: tuple[str, ...]) -> None:
    assert UNITS[unit].span(first, last) == span


@pytest.mark.parametrize("unit", UNITS)
def test_the_example_of_a_unit_is_spelled_right(unit: UnitName) -> None:
    assert UNITS[unit].is_spelled(UNITS[unit].example)


def test_periods_are_spoken_as_runs_with_their_gaps() -> None:
    assert UNITS["year"].spoken(["2023", "2024", "2026"]) == "2023–2024, 2026"
    assert UNITS["quarter"].spoken(["2017Q4", "2018Q1"]) == "2017Q4–2018Q1"
    assert UNITS["month"].spoken([]) == ""
