"""Ranges of cells and where they point: Google's half-open, zero-based GridRange and DimensionRange."""

from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from local_workspace.errors import bad_request

Json = dict[str, Any]

ROWS = "ROWS"
COLUMNS = "COLUMNS"


class Box(NamedTuple):
    """A bounded rectangle of one sheet: rows r0 to r1 and columns c0 to c1, ends not included."""

    r0: int
    r1: int
    c0: int
    c1: int

    @property
    def empty(self) -> bool:
        """True when the rectangle holds no cell."""
        return self.r0 >= self.r1 or self.c0 >= self.c1

    def clip(self, other: "Box") -> "Box":
        """The part that both rectangles share (may be empty)."""
        return Box(
            max(self.r0, other.r0), min(self.r1, other.r1), max(self.c0, other.c0), min(self.c1, other.c1)
        )

    def holds(self, row: int, column: int) -> bool:
        """True when the cell lies inside."""
        return self.r0 <= row < self.r1 and self.c0 <= column < self.c1


@dataclass(frozen=True, slots=True)
class GridRange:
    """A range on a sheet; None is an open end, as in Google's GridRange."""

    sheet_id: int
    r0: int | None = None
    r1: int | None = None
    c0: int | None = None
    c1: int | None = None

    @classmethod
    def from_json(cls, json: Json) -> "GridRange":
        """Read a GridRange resource; refuses ends before starts and negative indexes."""
        found = cls(
            json.get("sheetId", 0),
            json.get("startRowIndex"),
            json.get("endRowIndex"),
            json.get("startColumnIndex"),
            json.get("endColumnIndex"),
        )
        _check_ends("Row", found.r0, found.r1)
        _check_ends("Column", found.c0, found.c1)
        return found

    @classmethod
    def of_box(cls, sheet_id: int, box: Box) -> "GridRange":
        """The same rectangle as a range of that sheet."""
        return cls(sheet_id, box.r0, box.r1, box.c0, box.c1)

    def to_json(self) -> Json:
        """The GridRange resource; Google leaves a sheetId of 0 out."""
        json: Json = {"sheetId": self.sheet_id} if self.sheet_id else {}
        ends = (
            ("startRowIndex", self.r0),
            ("endRowIndex", self.r1),
            ("startColumnIndex", self.c0),
            ("endColumnIndex", self.c1),
        )
        json.update((name, value) for name, value in ends if value is not None)
        return json

    def box(self, row_count: int, column_count: int) -> Box:
        """The rectangle on a grid of that size, open ends closed and everything beyond cut off."""
        return Box(
            self.r0 or 0,
            row_count if self.r1 is None else min(self.r1, row_count),
            self.c0 or 0,
            column_count if self.c1 is None else min(self.c1, column_count),
        )

    def with_rows(self, r0: int | None, r1: int | None) -> "GridRange":
        """The same columns on other rows."""
        return replace(self, r0=r0, r1=r1)

    def with_columns(self, c0: int | None, c1: int | None) -> "GridRange":
        """The same rows on other columns."""
        return replace(self, c0=c0, c1=c1)

    def meets(self, other: "GridRange") -> bool:
        """True when the two ranges share a cell of one sheet."""
        return (
            self.sheet_id == other.sheet_id
            and _overlap(self.r0, self.r1, other.r0, other.r1)
            and _overlap(self.c0, self.c1, other.c0, other.c1)
        )


class Dimension(NamedTuple):
    """A run of rows or columns of one sheet, Google's DimensionRange with its ends closed."""

    sheet_id: int
    kind: str
    start: int
    end: int

    def to_json(self) -> Json:
        """The DimensionRange resource; Google leaves a sheetId of 0 out."""
        json: Json = {"sheetId": self.sheet_id} if self.sheet_id else {}
        return json | {"dimension": self.kind, "startIndex": self.start, "endIndex": self.end}


def _check_ends(name: str, start: int | None, end: int | None) -> None:
    if (start or 0) < 0 or (end is not None and end < 0):
        raise bad_request(
            f"range.start{name}Index[{start}] and range.end{name}Index[{end}] can't be negative."
        )
    if end is not None and end <= (start or 0):
        raise bad_request(
            f"range.end{name}Index[{end}] must be greater than range.start{name}Index[{start or 0}]."
        )


def _overlap(a0: int | None, a1: int | None, b0: int | None, b1: int | None) -> bool:
    return (a1 is None or (b0 or 0) < a1) and (b1 is None or (a0 or 0) < b1)
