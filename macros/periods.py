"""Units of time that plans count in: how they are spelled, counted and turned into days."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

UnitName = Literal["year", "quarter", "month"]


@dataclass(frozen=True)
class Unit:
    """A way to cut a year into equal steps, and how a step is spelled."""

    name: UnitName
    in_a_year: int
    pattern: re.Pattern[str]
    spelling: str
    example: str

    def count(self, period: str) -> int:
        """The number of a period, so that the next one is one more. Raises ValueError."""
        match = self.pattern.fullmatch(period)
        if not match:
            raise ValueError(period)
        step = int(match["step"]) if self.in_a_year > 1 else 1
        return int(match["year"]) * self.in_a_year + step - 1

    def spell(self, count: int) -> str:
        year, step = divmod(count, self.in_a_year)
        return self.spelling.format(year=year, step=step + 1)

    def is_spelled(self, period: str) -> bool:
        return self.pattern.fullmatch(period) is not None

    def first_day(self, count: int) -> date:
        year, step = divmod(count, self.in_a_year)
        return date(year, step * (12 // self.in_a_year) + 1, 1)

    def step(self, period: str) -> int:
        """The place of a period in its year, from 1."""
        return self.count(period) % self.in_a_year + 1

    def period_of(self, day: str) -> str | None:
        """The period that holds a date, which may be cut short: 2019-02. None where several could.

        >>> UNITS["quarter"].period_of("2019-02"), UNITS["quarter"].period_of("2019")
        ('2019Q1', None)
        """
        year, *rest = map(int, day.split("-"))
        if not rest:
            return self.spell(year) if self.in_a_year == 1 else None
        step = (rest[0] - 1) * self.in_a_year // 12
        return self.spell(year * self.in_a_year + step)

    def touched(self, day: str, until: str | None = None) -> tuple[str, ...]:
        """Every period that what lasts from one day until another touches. Empty where several could.

        >>> UNITS["month"].touched("2019-02-27", "2019-04-01"), UNITS["month"].touched("2019")
        (('2019-02', '2019-03', '2019-04'), ())
        """
        first, last = self.period_of(day), self.period_of(until or day)
        return self.span(first, last) if first and last else ()

    def within_year(self, period: str) -> str:
        """What a period is called beside its year; empty where it is a year.

        >>> UNITS["quarter"].within_year("2019Q2"), UNITS["month"].within_year("2019-11")
        ('Q2', '11')
        """
        return self.spell(self.count(period))[4:].lstrip("-")

    def span(self, first: str, last: str) -> tuple[str, ...]:
        """Every period from the first to the last, both included."""
        return tuple(self.spell(count) for count in range(self.count(first), self.count(last) + 1))

    def touching(self, other: "Unit", period: str) -> tuple[str, ...]:
        """Every period of this unit that shares days with a period of another unit.

        >>> month, quarter = UNITS["month"], UNITS["quarter"]
        >>> month.touching(quarter, "2019Q2"), quarter.touching(month, "2019-11")
        (('2019-04', '2019-05', '2019-06'), ('2019Q4',))
        """
        count = other.count(period)
        begin, end = (months * 12 // other.in_a_year for months in (count, count + 1))
        first, last = (month * self.in_a_year // 12 for month in (begin, end - 1))
        return tuple(self.spell(own) for own in range(first, last + 1))

    def spoken(self, periods: Iterable[str]) -> str:
        """Periods in order as people write them, with gaps shown: 2023–2024, 2026."""
        runs: list[list[int]] = []
        for count in map(self.count, periods):
            if runs and runs[-1][1] == count - 1:
                runs[-1][1] = count
            else:
                runs.append([count, count])
        return ", ".join(self._run(first, last) for first, last in runs)

    def _run(self, first: int, last: int) -> str:
        return self.spell(first) if first == last else f"{self.spell(first)}–{self.spell(last)}"


UNITS: dict[UnitName, Unit] = {
    "year": Unit("year", 1, re.compile(r"(?P<year>[12][0-9]{3})"), "{year:04}", "2025"),
    "quarter": Unit(
        "quarter", 4, re.compile(r"(?P<year>[12][0-9]{3})Q(?P<step>[1-4])"), "{year:04}Q{step}", "2025Q1"
    ),
    "month": Unit(
        "month",
        12,
        re.compile(r"(?P<year>[12][0-9]{3})-(?P<step>0[1-9]|1[0-2])"),
        "{year:04}-{step:02}",
        "2025-01",
    ),
}


def days(begin: str, end: str | None = None) -> tuple[date, date]:
    """The first day of dates that may be cut short, and the day after their last.

    >>> [f"{day}" for day in (*days("2019-02"), *days("2025-03-10", "2025-03-20"))]
    ['2019-02-01', '2019-03-01', '2025-03-10', '2025-03-21']
    """
    return _span(begin)[0], _span(end or begin)[1]


def _span(day: str) -> tuple[date, date]:
    if day.count("-") == 2:
        first = date.fromisoformat(day)
        return first, first + timedelta(days=1)
    unit = UNITS["month" if "-" in day else "year"]
    count = unit.count(day)
    return unit.first_day(count), unit.first_day(count + 1)
