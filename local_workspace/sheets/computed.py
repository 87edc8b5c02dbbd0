"""What formulas come to: the document's values in a calculation library, kept up to date row by row."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from threading import RLock
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from local_workspace.sheets import a1
from local_workspace.sheets.google_functions import FUNCTIONS
from local_workspace.sheets.grid import Box
from local_workspace.sheets.results import error, error_of, formula_of, result
from local_workspace.sheets.sheet import COMPUTED, Cell, Row, Sheet
from local_workspace.sheets.translation import VOLATILE, translated

if TYPE_CHECKING:
    from local_workspace.sheets.document import Spreadsheet

#: how long all formulas of a document may take together
_LIMIT_MS = 2000
_MAY_SPILL = re.compile(
    r"[:{]|ARRAY|SORT|UNIQUE|FILTER|TRANSPOSE|SEQUENCE|SPLIT|RAND|MMULT|TAKE|DROP|STACK|TO(?:ROW|COL)|MAP",
    re.IGNORECASE,
)


_ONE_CELL = re.compile(r"=\s*((?:'(?:[^']|'')*'|[^\W\d]\w*)!)?\$?([A-Za-z]{1,3})\$?([1-9]\d{0,6})\s*")


@dataclass(slots=True)
class _Tab:
    """What the library holds of one tab."""

    loaded: dict[int, Row] = field(default_factory=dict)
    formulas: dict[int, tuple[int, ...]] = field(default_factory=dict)
    shown: dict[int, Row] = field(default_factory=dict)
    #: the cells whose result is an array, also where there was no room for it
    #: formulas that the library won't take, and the kind of error they show
    refused: dict[tuple[int, int], str] = field(default_factory=dict)
    arrays: set[tuple[int, int]] = field(default_factory=set)


@dataclass(slots=True)
class Calculation:
    """The calculated side of a document; its copies share it, and it follows whichever is asked about."""

    lock: Any = field(default_factory=RLock)
    book: Any = None
    frame: tuple[Any, ...] = ()
    tabs: dict[int, _Tab] = field(default_factory=dict)
    #: row object -> its columns with formulas, for the rows of the present document
    known: dict[int, tuple[Row, tuple[int, ...]]] = field(default_factory=dict)
    moment: datetime | None = None
    volatile: bool = False

    def shown(self, doc: Spreadsheet, sheet: Sheet) -> dict[int, Row]:
        """The tab's rows with what its formulas come to."""
        with self.lock:
            if not self._scan(doc):
                return sheet.rows
            self._follow(doc)
            tab = self.tabs[sheet.sheet_id]
            return tab.shown if tab.formulas else sheet.rows

    def _scan(self, doc: Spreadsheet) -> bool:
        """True when any cell of the document holds a formula."""
        known: dict[int, tuple[Row, tuple[int, ...]]] = {}
        found = False
        for sheet in doc.sheets:
            for row in sheet.rows.values():
                entry = self.known.get(id(row))
                if entry is None or entry[0] is not row:
                    entry = (row, tuple(c for c, cell in row.items() if formula_of(cell)))
                known[id(row)] = entry
                found = found or bool(entry[1])
        self.known = known
        return found

    def _follow(self, doc: Spreadsheet) -> None:
        names = {item.body["name"].casefold(): _absolute(doc, item.range) for item in doc.named.values()}
        titles = {sheet.title.casefold(): sheet.title for sheet in doc.sheets}
        frame = (doc.locale, tuple((s.sheet_id, s.title) for s in doc.sheets), tuple(names.items()))
        changed = frame != self.frame or self.book is None
        if changed or (self._has_arrays() and self._stale(doc)):
            # the library doesn't notice that the room for an array is taken or becomes free: it starts anew
            self._begin(doc, frame)
        for sheet in self._stale(doc):
            self._load(doc, sheet, names, titles)
            changed = True
        now = local_moment(doc)
        if self.volatile and now != self.moment:
            self.book.set_deterministic_clock(now.replace(tzinfo=UTC))
            self.moment = now
            changed = True
        if changed:
            self._evaluate(doc)

    def _has_arrays(self) -> bool:
        return any(tab.arrays or "Circ" in tab.refused.values() for tab in self.tabs.values())

    def _stale(self, doc: Spreadsheet) -> list[Sheet]:
        return [one for one in doc.sheets if not _same_rows(self.tabs[one.sheet_id].loaded, one.rows)]

    def _begin(self, doc: Spreadsheet, frame: tuple[Any, ...]) -> None:
        import formualizer  # noqa: PLC0415  # 20 MB that a process without formulas does without

        limits = formualizer.EvaluationConfig()
        limits.enable_parallel = False
        limits.max_eval_time_ms = _LIMIT_MS
        self.book = formualizer.Workbook(config=formualizer.WorkbookConfig(eval_config=limits))
        for name, (function, least, most) in FUNCTIONS.items():
            self.book.register_function(name, function, min_args=least, max_args=most)
        for sheet in doc.sheets:
            self.book.add_sheet(sheet.title)
        self.frame, self.moment, self.volatile = frame, None, False
        self.tabs = {sheet.sheet_id: _Tab() for sheet in doc.sheets}

    def _load(self, doc: Spreadsheet, sheet: Sheet, names: dict[str, str], titles: dict[str, str]) -> None:
        """Bring the rows that differ into the library."""
        tab, page = self.tabs[sheet.sheet_id], self.book.sheet(sheet.title)
        for row in tab.loaded.keys() | sheet.rows.keys():
            old, new = tab.loaded.get(row, {}), sheet.rows.get(row, {})
            if old is new:
                continue
            for column in old.keys() | new.keys():
                before, after = old.get(column, {}), new.get(column, {})
                if before.get("userEnteredValue") == after.get("userEnteredValue"):
                    continue
                formula = formula_of(after)
                if formula:
                    self.volatile = self.volatile or bool(VOLATILE.search(formula))
                    words = translated(formula, doc.locale, names, titles)
                    _set_formula(tab, page, (row, column), words)
                else:
                    tab.refused.pop((row, column), None)
                    page.set_value(row + 1, column + 1, _plain(after))
            columns = self.known[id(new)][1] if new else ()
            tab.formulas[row] = columns
            if not columns:
                del tab.formulas[row]
        tab.loaded = dict(sheet.rows)

    def _evaluate(self, doc: Spreadsheet) -> None:
        try:
            self.book.evaluate_all()
        except Exception:  # noqa: BLE001  # a limit of the library was hit: the formulas show an error
            for sheet in doc.sheets:
                self.tabs[sheet.sheet_id].shown = _failed(sheet, self.tabs[sheet.sheet_id])
            return
        for sheet in doc.sheets:
            tab = self.tabs[sheet.sheet_id]
            if tab.formulas:
                tab.shown = self._overlaid(sheet, tab)

    def _overlaid(self, sheet: Sheet, tab: _Tab) -> dict[int, Row]:
        shown = dict(sheet.rows)
        page = self.book.sheet(sheet.title)
        for row, columns in tab.formulas.items():
            new = dict(shown[row])
            for column in columns:
                formula = new[column]["userEnteredValue"]["formulaValue"]
                refused = tab.refused.get((row, column))
                found = {"kind": refused} if refused else page.get_cell(row + 1, column + 1).value
                if found == 0 and self._names_empty_cell(formula, sheet):
                    found = None
                new[column] = {**new[column], COMPUTED: result(found, formula, sheet)}
            shown[row] = new
        for row, column, formula, extent in self._spills(sheet, tab, shown):
            self._spread(sheet, shown, (row, column), formula, extent)
        return shown

    def _names_empty_cell(self, formula: str, sheet: Sheet) -> bool:
        """True for a formula that is one reference to an empty cell: it shows nothing, the library says 0."""
        match = _ONE_CELL.fullmatch(formula)
        if not match:
            return False
        title = (match[1] or sheet.title + "!")[:-1]
        if title.startswith("'"):
            title = title[1:-1].replace("''", "'")
        known = {name.casefold(): name for name in self.book.sheet_names}
        place = int(match[3]), a1.column_index(match[2]) + 1
        return title.casefold() in known and self.book.get_value(known[title.casefold()], *place) is None

    def _spills(self, sheet: Sheet, tab: _Tab, shown: dict[int, Row]) -> Iterator[tuple[int, int, str, str]]:
        tab.arrays.clear()
        for row, columns in tab.formulas.items():
            for column in columns:
                formula = sheet.rows[row][column]["userEnteredValue"]["formulaValue"]
                if not _MAY_SPILL.search(formula):
                    continue
                address = a1.format_range(sheet.title, Box(row, row + 1, column, column + 1))
                spill = self.book.inspect_cell(address, include_values=False).cell.spill
                blocked = error_of(shown[row][column]) == "REF"
                if blocked or (spill and spill.extent):
                    tab.arrays.add((row, column))
                if spill and spill.extent:
                    yield row, column, formula, str(spill.extent).rpartition("!")[2]

    def _spread(
        self, sheet: Sheet, shown: dict[int, Row], anchor: tuple[int, int], formula: str, extent: str
    ) -> None:
        """The cells an array result fills beside its own; what lies beyond the grid isn't shown."""
        r0, r1, c0, c1 = a1.parse_reference(extent) or (0, 0, 0, 0)
        box = Box(r0 or 0, r1 or 0, c0 or 0, c1 or 0).clip(sheet.box)
        page = self.book.sheet(sheet.title)
        for row in range(box.r0, box.r1):
            new = dict(shown.get(row, {}))
            for column in range(box.c0, box.c1):
                value = page.get_cell(row + 1, column + 1).value
                if (row, column) != anchor and value is not None:
                    new[column] = {**new.get(column, {}), COMPUTED: result(value, formula, sheet)}
            shown[row] = new


def shown_rows(doc: Spreadsheet, sheet: Sheet) -> dict[int, Row]:
    """The rows to read from: stored cells, and what formulas come to under a private name."""
    return doc.calculation.shown(doc, sheet)


def shown_cell(doc: Spreadsheet, sheet: Sheet, row: int, column: int) -> Cell:
    """One cell with what its formula comes to."""
    return shown_rows(doc, sheet).get(row, {}).get(column, {})


def _same_rows(loaded: dict[int, Row], rows: dict[int, Row]) -> bool:
    """True when every row is the very object that was loaded."""
    return len(loaded) == len(rows) and all(loaded.get(row) is cells for row, cells in rows.items())


def _plain(cell: Cell) -> Any:
    """A constant as the library takes it."""
    value = next(iter(cell.get("userEnteredValue", {}).values()), None)
    return float(value) if isinstance(value, int) and not isinstance(value, bool) else value


def _set_formula(tab: _Tab, page: Any, at: tuple[int, int], formula: str | None) -> None:
    """Hand a formula over; None is one that the locale doesn't allow."""
    from formualizer import LiteralValue  # noqa: PLC0415  # as in _begin

    tab.refused.pop(at, None)
    row, column = at
    if formula is not None:
        try:
            page.set_formula(row + 1, column + 1, formula)
        except Exception as error:  # noqa: BLE001  # the library's own kinds of refusal have no common class
            tab.refused[at] = "Circ" if "#CIRC!" in str(error) else "Error"
        else:
            return
    else:
        tab.refused[at] = "Error"
    # what refers to the cell shows its error too
    page.set_value(row + 1, column + 1, LiteralValue.error(tab.refused[at], None))


def _absolute(doc: Spreadsheet, where: Any) -> str:
    sheet = doc.sheet(where.sheet_id)
    box = where.box(sheet.row_count, sheet.column_count)
    ends = [(box.r0, box.c0), (box.r1 - 1, box.c1 - 1)]
    first, last = (f"${a1.column_letters(column)}${row + 1}" for row, column in ends)
    title = sheet.title.replace("'", "''")
    return f"'{title}'!{first}" + ("" if first == last else f":{last}")


def local_moment(doc: Spreadsheet) -> datetime:
    """The present moment on the clocks of the document's time zone, to the second."""
    try:
        zone: Any = ZoneInfo(str(doc.properties.get("timeZone", "UTC")))
    except (ZoneInfoNotFoundError, ValueError):
        zone = UTC
    moment = doc.moment or datetime.now(UTC)
    return moment.astimezone(zone).replace(microsecond=0, tzinfo=None)


def _failed(sheet: Sheet, tab: _Tab) -> dict[int, Row]:
    failure = {"value": error("Num", "")}
    shown = dict(sheet.rows)
    for row, columns in tab.formulas.items():
        shown[row] = {**shown[row], **{c: {**shown[row][c], COMPUTED: failure} for c in columns}}
    return shown
