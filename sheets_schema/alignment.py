"""Which row and column of an earlier reading each row and column of a later one is.

Needed where a write came late: people moved, added or deleted rows and columns between reading and writing,
and what stands under our words has to be found again, by marks first and by what stands around it second.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cached_property

from sheets_schema import metadata
from sheets_schema.columns import ID
from sheets_schema.grid import Cell, TabGrid


class Alignment:
    """Which row and column of the earlier reading each row and column is after the write."""

    def __init__(self, before: TabGrid, after: TabGrid, written: Mapping[Cell, str]) -> None:
        self._before = before
        self._after = after
        self._written = written

    def before(self, row: int, column: int) -> Cell | None:
        """Where the cell that is here now was; None for one that wasn't there."""
        was_row, was_column = self._rows.get(row), self._columns.get(column)
        return None if was_row is None or was_column is None else (was_row, was_column)

    def now(self, row: int, column: int) -> Cell | None:
        """Where a cell of the reading is now; None where it is gone or can't be told."""
        columns = (now for now, was in self._columns.items() if was == column)
        rows = (now for now, was in (self._standing | self._rows).items() if was == row)
        found = next(rows, None), next(columns, None)
        return None if found[0] is None or found[1] is None else (found[0], found[1])

    @cached_property
    def _columns(self) -> dict[int, int]:
        """Column index after to column index before: by our marks, then by what the columns hold."""
        marks = self._before.column_marks.get(metadata.COLUMN, {})
        where = {key: index for index, key in sorted(marks.items(), reverse=True)}
        new_marks = self._after.column_marks.get(metadata.COLUMN, {})
        found = {index: where[key] for index, key in new_marks.items() if key in where}
        old = {
            c: _contents(self._before, c, {})
            for c in _unmatched(self._before, set(found.values()) | set(marks))
        }
        new = {
            c: _contents(self._after, c, self._written)
            for c in _unmatched(self._after, set(found) | set(new_marks))
        }
        pairs = [
            ((words & old[was]).total(), -abs(now - was), now, was)
            for now, words in new.items()
            for was in old
            if words & old[was]
        ]
        for _, _, now, was in sorted(pairs, reverse=True):
            if now not in found and was not in found.values():
                found[now] = was
        # a column whose only word we covered says nothing any more: its neighbours tell which it was, or
        # that no other column has lost its words
        covered = sorted({column for _, column in self._written} & set(new) - set(found))
        for now in covered:
            place = _by_neighbours(now, found)
            if place is not None and old.get(place) and place not in found.values():
                found[now] = place
        left_now = [now for now in covered if now not in found]
        left_was = [was for was, words in old.items() if words and was not in found.values()]
        if len(left_now) == len(left_was):
            found |= dict(zip(left_now, left_was, strict=True))
        return found

    @cached_property
    def _rows(self) -> dict[int, int]:
        """Row index after to row index before, of the rows we wrote in; each earlier row once."""
        touched = sorted({row for row, _ in self._written})
        twins = {row: self._twins(row) for row in touched}
        found = _settled(twins)
        open_rows = [row for row in touched if row not in found]
        near = [
            (abs(was - place), row, was)
            for row in open_rows
            for place in self._expected(row)
            for was in twins[row]
        ]
        alike = [(-common, row, was) for row in open_rows for was, common in self._relatives(row)]
        for _, row, was in (*sorted(near), *sorted(alike)):
            if row not in found and was not in found.values():
                found[row] = was
        return found

    def _twins(self, row: int) -> list[int]:
        """Earlier rows that agree in every cell we did not write, of those the ones with the row's mark."""
        words, columns = self._visible(row)
        same = [was for was in self._open_rows(row) if words == self._words_before(was, columns)]
        mark = self._mark(self._after, row)
        return [was for was in same if mark and self._mark(self._before, was) == mark] or same

    def _relatives(self, row: int) -> Iterator[tuple[int, int]]:
        """Earlier rows that were edited meanwhile, it seems, each with how much it has in common."""
        words, columns = self._visible(row)
        id_column, mark = self._before.columns.get(ID), self._mark(self._after, row)
        for was in self._open_rows(row):
            old = self._words_before(was, columns)
            common = {at for at, a, b in zip(columns, words, old, strict=True) if a == b != ""}
            is_marked = bool(mark) and self._mark(self._before, was) == mark
            if id_column in common or is_marked or len(common) * 2 > sum(map(bool, words)):
                yield was, len(common) + is_marked + 100 * (id_column in common)

    def _visible(self, row: int) -> tuple[list[str], list[int]]:
        """The row's words that are still its own, and their columns in the reading."""
        shown = [(now, was) for now, was in self._columns.items() if (row, now) not in self._written]
        return [self._after.text(row, now) for now, _ in shown], [was for _, was in shown]

    def _words_before(self, row: int, columns: list[int]) -> list[str]:
        return [self._before.text(row, column) for column in columns]

    def _open_rows(self, row: int) -> list[int]:
        """Earlier rows that stand nowhere else; the top block's only for rows of the same label."""
        label = self._label(self._after, row)
        taken = set(self._standing.values())
        rows = range(len(self._before.rows))
        return [was for was in rows if was not in taken and self._label(self._before, was) == label]

    @staticmethod
    def _mark(tab: TabGrid, row: int) -> str | None:
        return tab.row_marks.get(metadata.ROW, {}).get(row)

    @staticmethod
    def _label(tab: TabGrid, row: int) -> str | None:
        """The top block's mark on the row: people sort tables, and never the block above them."""
        return tab.row_marks.get(metadata.LABEL, {}).get(row)

    def _expected(self, row: int) -> list[int]:
        """Where the row would have been, counted from the nearest rows above and below that we know."""
        above = max((now for now in self._standing if now < row), default=None)
        below = min((now for now in self._standing if now > row), default=None)
        return [self._standing[now] + row - now for now in (above, below) if now is not None] or [row]

    @cached_property
    def _standing(self) -> dict[int, int]:
        """Rows after, where we wrote nothing, that stood word for word in the reading, and where."""
        pairs = list(self._columns.items())
        touched = {row for row, _ in self._written}
        earlier: dict[tuple[str, ...], list[int]] = {}
        for was in reversed(range(len(self._before.rows))):
            earlier.setdefault(tuple(self._before.text(was, column) for _, column in pairs), []).append(was)
        found = {}
        for now in range(len(self._after.rows)):
            words = tuple(self._after.text(now, column) for column, _ in pairs)
            if now not in touched and any(words) and earlier.get(words):
                found[now] = earlier[words].pop()
        return found


def _by_neighbours(now: int, found: Mapping[int, int]) -> int | None:
    """Where a line was if it stood beside the same neighbour, the left one's word before the right one's."""
    left = max((index for index in found if index < now), default=None)
    right = min((index for index in found if index > now), default=None)
    if left is not None and (right is None or now - left <= right - now):
        return found[left] + now - left
    return None if right is None else found[right] - (right - now)


def _settled(twins: Mapping[int, list[int]]) -> dict[int, int]:
    """Rows whose counterpart leaves no choice: as many rows as candidates, taken in order, again and again."""
    found: dict[int, int] = {}
    while True:
        groups: dict[tuple[int, ...], list[int]] = {}
        for row in sorted(set(twins) - set(found)):
            left = tuple(was for was in twins[row] if was not in found.values())
            groups.setdefault(left, []).append(row)
        new = {
            row: was
            for left, rows in groups.items()
            if len(left) == len(rows)
            for row, was in zip(rows, left, strict=True)
        }
        if not new:
            return found
        found |= new


def _unmatched(tab: TabGrid, taken: set[int]) -> list[int]:
    width = max(map(len, tab.rows), default=0)
    return [column for column in range(width) if column not in taken]


def _contents(tab: TabGrid, column: int, written: Mapping[Cell, str]) -> Counter[str]:
    words = (tab.text(row, column) for row in range(len(tab.rows)) if (row, column) not in written)
    return Counter(word for word in words if word)
