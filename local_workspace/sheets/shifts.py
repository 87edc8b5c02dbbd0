"""How one structural edit moves indexes along a dimension; what every kind of object does follows from this."""

from dataclasses import dataclass
from typing import Protocol

Span = tuple[int, int]


class Shift(Protocol):
    """An edit along one dimension."""

    @property
    def growth(self) -> int:
        """By how much the grid grows (negative: shrinks)."""
        ...

    def point(self, index: int) -> int | None:
        """Where a row or column is afterwards; None when it is gone."""
        ...

    def span(self, start: int, end: int) -> Span | None:
        """Where a run of rows or columns is afterwards; None when it is gone."""
        ...


@dataclass(frozen=True, slots=True)
class Insert:
    """Empty rows or columns come in before `at`."""

    at: int
    count: int

    @property
    def growth(self) -> int:
        """The rows or columns that came in."""
        return self.count

    def point(self, index: int) -> int | None:
        """Everything from `at` on moves away."""
        return index + self.count if index >= self.at else index

    def span(self, start: int, end: int) -> Span | None:
        """A run grows only when the insertion is inside it."""
        return (
            start + self.count if start >= self.at else start,
            end + self.count if end > self.at else end,
        )


@dataclass(frozen=True, slots=True)
class Delete:
    """Rows or columns `start` to `end` go away."""

    start: int
    end: int

    @property
    def growth(self) -> int:
        """Minus what went."""
        return self.start - self.end

    def point(self, index: int) -> int | None:
        """What lies behind moves up."""
        if index < self.start:
            return index
        return None if index < self.end else index - (self.end - self.start)

    def span(self, start: int, end: int) -> Span | None:
        """A run loses what was deleted of it."""
        first, last = self._edge(start), self._edge(end)
        return (first, last) if first < last else None

    def _edge(self, index: int) -> int:
        return index if index <= self.start else max(self.start, index - (self.end - self.start))


@dataclass(frozen=True, slots=True)
class Move:
    """Rows or columns `start` to `end` go before `to`, an index from before the move."""

    start: int
    end: int
    to: int

    @property
    def growth(self) -> int:
        """A move changes no size."""
        return 0

    @property
    def _landing(self) -> int:
        return self.to - (self.end - self.start) if self.to > self.start else self.to

    def point(self, index: int) -> int | None:
        """The block goes to its landing place, what was between closes up."""
        if self.start <= index < self.end:
            return index - self.start + self._landing
        without = index - (self.end - self.start) if index >= self.end else index
        return without + (self.end - self.start) if without >= self._landing else without

    def span(self, start: int, end: int) -> Span | None:
        """A run wholly inside the block goes with it; another keeps what it had and takes in what lands inside."""
        size = self.end - self.start
        if self.start <= start and end <= self.end:
            return start - self.start + self._landing, end - self.start + self._landing
        left = Delete(self.start, self.end).span(start, end)
        if left is None:
            return None
        came_from_inside = start < self.end and self.start < end
        if came_from_inside and left[0] <= self._landing <= left[1]:
            return left[0], left[1] + size
        return Insert(self._landing, size).span(*left)
