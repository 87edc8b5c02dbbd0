"""References inside formulas: they follow the cells they mean when rows or columns come, go or move."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from local_workspace.sheets.a1 import column_index, column_letters
from local_workspace.sheets.grid import ROWS, Json
from local_workspace.sheets.shifts import Shift

LOST = "#REF!"
_TOKEN = re.compile(
    r'"[^"]*"'
    r"|(?P<sheet>(?:'(?:[^']|'')*'|(?<![\w.'])[A-Za-z_]\w*)!)?"
    r"(?<![\w.$])(?P<c0>\$?[A-Z]{1,3})(?P<r0>\$?\d+)?(?::(?P<c1>\$?[A-Z]{1,3})(?P<r1>\$?\d+)?)?(?![\w(.!])"
)
#: (first, last) of a reference along one dimension, with what is pinned by a $ -> the new ones, or None when lost
EndsMap = Callable[[tuple[int, bool], tuple[int, bool]], tuple[int, int] | None]


@dataclass(frozen=True, slots=True)
class ReferenceMap:
    """What an edit of one tab does to references: an EndsMap for rows and one for columns (None: unchanged)."""

    title: str
    rows: EndsMap | None = None
    columns: EndsMap | None = None

    def formula(self, formula: str, own_title: str) -> str:
        """The formula of a cell or rule on the tab `own_title`, after the edit."""

        def swap(match: re.Match[str]) -> str:
            if match["c0"] is None or not (match["r0"] or match["c1"]):
                return match[0]
            named = match["sheet"]
            title = own_title if named is None else named[:-1].strip("'").replace("''", "'")
            return self._swap(match) if title.casefold() == self.title.casefold() else match[0]

        return _TOKEN.sub(swap, formula)

    def condition(self, holder: Json, own_title: str) -> Json:
        """A copy of something with a `condition` whose formulas were put through this map; itself if none changed."""
        values = holder.get("condition", {}).get("values", ())
        new = [self._value(value, own_title) for value in values]
        if new == list(values):
            return holder
        return {**holder, "condition": {**holder["condition"], "values": new}}

    def _value(self, value: Json, own_title: str) -> Json:
        text = value.get("userEnteredValue", "")
        if not text.startswith("="):
            return value
        return {**value, "userEnteredValue": self.formula(text, own_title)}

    def _swap(self, match: re.Match[str]) -> str:
        sheet = match["sheet"] or ""
        columns = _mapped(self.columns, match["c0"], match["c1"], column_index, column_letters)
        rows = _mapped(self.rows, match["r0"], match["r1"], lambda text: int(text) - 1, lambda n: str(n + 1))
        if columns is None or rows is None:
            return sheet + LOST
        first = sheet + columns[0] + rows[0]
        return first if match["c1"] is None else f"{first}:{columns[1]}{rows[1]}"


def by_shift(title: str, kind: str, shift: Shift) -> ReferenceMap:
    """References of cells: pinned or not, they mean the same cells afterwards."""

    def ends(first: tuple[int, bool], last: tuple[int, bool]) -> tuple[int, int] | None:
        span = shift.span(first[0], last[0] + 1) if first[0] <= last[0] else None
        return (span[0], span[1] - 1) if span else None

    return ReferenceMap(title, rows=ends) if kind == ROWS else ReferenceMap(title, columns=ends)


def by_anchor(title: str, kind: str, shift: Shift, moved: int) -> ReferenceMap:
    """References of a rule over a range: loose ones keep their distance to its corner, which moved so far."""

    def one(end: tuple[int, bool]) -> int | None:
        index, pinned = end
        return shift.point(index) if pinned else index + moved

    def ends(first: tuple[int, bool], last: tuple[int, bool]) -> tuple[int, int] | None:
        new = (one(first), one(last))
        if new[0] is None or new[1] is None or min(new[0], new[1]) < 0:
            return None
        return new[0], new[1]

    return ReferenceMap(title, rows=ends) if kind == ROWS else ReferenceMap(title, columns=ends)


def _mapped(
    ends: EndsMap | None,
    first: str | None,
    last: str | None,
    read: Callable[[str], int],
    show: Callable[[int], Any],
) -> tuple[str, str] | None:
    """Both ends as texts after the map; an end that isn't written stays unwritten."""
    if ends is None or first is None:
        return first or "", last or ""
    start = (read(first.lstrip("$")), first.startswith("$"))
    end = start if last is None else (read(last.lstrip("$")), last.startswith("$"))
    new = ends(start, end)
    if new is None:
        return None
    return _dollar(start) + show(new[0]), "" if last is None else _dollar(end) + show(new[1])


def _dollar(end: tuple[int, bool]) -> str:
    return "$" if end[1] else ""
