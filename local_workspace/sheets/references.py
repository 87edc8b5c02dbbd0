"""References inside formulas: they follow the cells they mean when rows or columns come, go or move."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from local_workspace.sheets.a1 import column_index, column_letters, quote_title
from local_workspace.sheets.grid import ROWS, Box, Json
from local_workspace.sheets.shifts import Shift

LOST = "#REF!"
_TOKEN = re.compile(
    r'"[^"]*"'
    r"|(?P<sheet>(?:'(?:[^']|'')*'|(?<![\w.'])[A-Za-z_]\w*)!)?"
    r"(?<![\w.$])(?P<c0>\$?[A-Z]{1,3})(?P<r0>\$?\d+)?(?::(?P<c1>\$?[A-Z]{1,3})(?P<r1>\$?\d+)?)?(?![\w(.!])",
    re.IGNORECASE,
)
_TAB = re.compile(
    r'"[^"]*"'
    r"|(?P<tab>(?:'(?:[^']|'')*'|(?<![\w.'])[A-Za-z_]\w*)!)(?P<rest>\$?[A-Za-z]*\$?\d*(?::\$?[A-Za-z]*\$?\d*)?)"
)
#: (formula, the tab it stands on) -> the formula after an edit
Change = Callable[[str, str], str]
#: (first, last) of a reference along one dimension, with what is pinned by a $ -> the new ones, or None when lost
EndsMap = Callable[[tuple[int, bool], tuple[int, bool]], tuple[int, int] | None]


@dataclass(frozen=True, slots=True)
class ReferenceMap:
    """What an edit of one tab does to references: an EndsMap for rows and one for columns (None: unchanged).

    Without a title it is about references to every tab.
    """

    title: str | None
    rows: EndsMap | None = None
    columns: EndsMap | None = None

    def formula(self, formula: str, own_title: str) -> str:
        """The formula of a cell or rule on the tab `own_title`, after the edit."""

        def swap(match: re.Match[str]) -> str:
            if match["c0"] is None or not (match["r0"] or match["c1"]):
                return match[0]
            if self.title is None:
                return self._swap(match)
            return self._swap(match) if _same_tab(_tab_of(match, own_title), self.title) else match[0]

        return _TOKEN.sub(swap, formula)

    def _swap(self, match: re.Match[str]) -> str:
        sheet = match["sheet"] or ""
        columns = _mapped(self.columns, match["c0"], match["c1"], column_index, column_letters)
        rows = _mapped(self.rows, match["r0"], match["r1"], lambda text: int(text) - 1, lambda n: str(n + 1))
        if columns is None or rows is None:
            return sheet + LOST
        first = sheet + columns[0] + rows[0]
        return first if match["c1"] is None else f"{first}:{columns[1]}{rows[1]}"


def condition_after(holder: Json, own_title: str, change: Change) -> Json:
    """A copy of something with a `condition` whose formulas were put through the change; itself if none changed."""
    values = holder.get("condition", {}).get("values", ())
    new = [_value_after(value, own_title, change) for value in values]
    if new == list(values):
        return holder
    return {**holder, "condition": {**holder["condition"], "values": new}}


def _value_after(value: Json, own_title: str, change: Change) -> Json:
    text = value.get("userEnteredValue", "")
    if not text.startswith("="):
        return value
    return {**value, "userEnteredValue": change(text, own_title)}


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


def displaced(formula: str, rows: int, columns: int) -> str:
    """The formula of a cell, copied so many rows down and columns right: loose references move along."""

    def by(distance: int) -> EndsMap:
        def ends(first: tuple[int, bool], last: tuple[int, bool]) -> tuple[int, int] | None:
            new = tuple(index if pinned else index + distance for index, pinned in (first, last))
            return (new[0], new[1]) if min(new) >= 0 else None

        return ends

    if not (rows or columns) or not formula.startswith("="):
        return formula
    return ReferenceMap(None, by(rows), by(columns)).formula(formula, "")


def after_cut(formula: str, own_title: str, source: tuple[str, Box], target: tuple[str, int, int]) -> str:
    """The formula after the block it may refer to was moved: (tab, cells) to (tab, row, column)."""
    title, box = source
    by_rows, by_columns = target[1] - box.r0, target[2] - box.c0

    def swap(match: re.Match[str]) -> str:
        if match["r0"] is None or not _same_tab(_tab_of(match, own_title), title):
            return match[0]
        first = int(match["r0"].lstrip("$")) - 1, column_index(match["c0"].lstrip("$"))
        last = first
        if match["r1"]:
            last = int(match["r1"].lstrip("$")) - 1, column_index(match["c1"].lstrip("$"))
        if (match["c1"] and not match["r1"]) or not (box.holds(*first) and box.holds(*last)):
            return match[0]
        tab = "" if _same_tab(target[0], own_title) else quote_title(target[0]) + "!"
        ends = [(match["c0"], match["r0"], first)]
        if match["r1"]:
            ends.append((match["c1"], match["r1"], last))
        return tab + ":".join(
            ("$" if c[0] == "$" else "") + column_letters(at[1] + by_columns)
            + ("$" if r[0] == "$" else "") + str(at[0] + by_rows + 1)
            for c, r, at in ends
        )  # fmt: skip

    return _TOKEN.sub(swap, formula)


def retitled(formula: str, old: str, new: str | None) -> str:
    """The formula after a tab got another title, or (None) went away."""

    def swap(match: re.Match[str]) -> str:
        if match["tab"] is None or not _same_tab(_title(match["tab"]), old):
            return match[0]
        return LOST if new is None else quote_title(new) + "!" + match["rest"]

    return _TAB.sub(swap, formula)


def _tab_of(match: re.Match[str], own_title: str) -> str:
    return own_title if match["sheet"] is None else _title(match["sheet"])


def _title(written: str) -> str:
    bare = written[:-1]
    return bare[1:-1].replace("''", "'") if bare.startswith("'") else bare


def _same_tab(one: str, other: str) -> bool:
    return one.casefold() == other.casefold()


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
