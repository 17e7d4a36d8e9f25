"""What keeps a workbook from being taken over: sheet, row and column as its program shows them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

ANEW = "Download the workbook anew, and edit that."


@dataclass(frozen=True, order=True)
class Cell:
    """A cell, a row where there is no column, or a sheet where there is no row."""

    sheet: str
    row: int = 0
    letter: str = ""
    heading: str = ""
    file: str = ""
    """Where to mend what no column holds."""

    def __str__(self) -> str:
        row = f", row {self.row}" if self.row else ""
        heading = f" ({self.heading})" if self.heading else ""
        column = f", column {self.letter}{heading}" if self.letter else ""
        file = f" ({self.file})" if self.file else ""
        return f"sheet “{self.sheet}”{row}{column}{file}"


@dataclass(frozen=True)
class Trouble:
    """One thing that must be mended in the workbook first. `place`: a cell, or a file's name."""

    place: Cell | str
    fact: str
    way_out: str = ""

    def __str__(self) -> str:
        fact = self.fact if self.fact.endswith((".", "!", "?")) else f"{self.fact}."
        return " ".join(f"{self.place}: {fact} {self.way_out}".split())


def in_order(troubles: Iterable[Trouble], titles: Sequence[str]) -> list[Trouble]:
    """As the workbook shows its sheets, rows and columns; then what stands in files."""
    numbers = {title: number for number, title in enumerate(titles)}

    def place(one: Trouble) -> tuple[int, int, int, str]:
        if not isinstance(one.place, Cell):
            return len(numbers), 0, 0, ""
        sheet, letter = numbers.get(one.place.sheet, len(numbers)), one.place.letter
        return sheet, one.place.row, len(letter), letter

    return sorted(troubles, key=place)


class ImportRefusedError(Exception):
    """Nothing was touched. Holds everything there is to mend, in the order of the sheets."""

    def __init__(self, troubles: Iterable[Trouble]) -> None:
        self.troubles = tuple(dict.fromkeys(troubles))
        count = len(self.troubles)
        said = "1 problem" if count == 1 else f"{count} problems"
        super().__init__("\n".join([*map(str, self.troubles), f"{said}. Nothing was changed."]))
