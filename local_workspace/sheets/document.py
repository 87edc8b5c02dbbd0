"""One spreadsheet in memory. Cells, rows and resources are never changed in place, so a copy is shallow and cheap."""

import secrets
from collections.abc import Container, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from local_workspace.errors import bad_request
from local_workspace.sheets import a1
from local_workspace.sheets.colors import both_forms
from local_workspace.sheets.defaults import COLUMN_COUNT, DEFAULT_FORMAT, ROW_COUNT, THEME
from local_workspace.sheets.grid import ROWS, Box, GridRange, Json

Cell = dict[str, Any]
Row = dict[int, Cell]


@dataclass(frozen=True, slots=True)
class Ranged:
    """A resource that lies on ranges (protection, table, rule): its ranges apart from the rest of it."""

    ranges: tuple[GridRange, ...]
    body: Json = field(default_factory=dict)

    @property
    def range(self) -> GridRange:
        """The main range."""
        return self.ranges[0]

    def at(self, *ranges: GridRange) -> "Ranged":
        """The same resource on other ranges."""
        return replace(self, ranges=ranges)


@dataclass(frozen=True, slots=True)
class Group:
    """A group of rows or columns that can be collapsed."""

    start: int
    end: int
    depth: int = 1
    collapsed: bool = False


@dataclass(frozen=True, slots=True)
class Metadata:
    """A piece of developer metadata; `index` is the row or column where kind is ROW or COLUMN."""

    metadata_id: int
    key: str
    value: str | None
    visibility: str
    kind: str
    sheet_id: int = 0
    index: int = 0


@dataclass(frozen=True, slots=True)
class Anchor:
    """The cell a comment thread hangs on."""

    sheet_id: int
    row: int
    column: int


@dataclass(slots=True)
class Sheet:
    """One tab: its properties, its sparse cells (row -> column -> cell), and what lies on them."""

    sheet_id: int
    properties: Json
    rows: dict[int, Row] = field(default_factory=dict)
    row_props: dict[int, Json] = field(default_factory=dict)
    column_props: dict[int, Json] = field(default_factory=dict)
    merges: list[GridRange] = field(default_factory=list)
    conditional: list[Ranged] = field(default_factory=list)
    protected: dict[int, Ranged] = field(default_factory=dict)
    banded: dict[int, Ranged] = field(default_factory=dict)
    tables: dict[str, Ranged] = field(default_factory=dict)
    filter_views: dict[int, Ranged] = field(default_factory=dict)
    basic_filter: Ranged | None = None
    row_groups: list[Group] = field(default_factory=list)
    column_groups: list[Group] = field(default_factory=list)

    @property
    def title(self) -> str:
        """The tab's title."""
        return str(self.properties["title"])

    @property
    def row_count(self) -> int:
        """How many rows the grid has."""
        return int(self.properties["gridProperties"]["rowCount"])

    @property
    def column_count(self) -> int:
        """How many columns the grid has."""
        return int(self.properties["gridProperties"]["columnCount"])

    @property
    def box(self) -> Box:
        """The whole grid."""
        return Box(0, self.row_count, 0, self.column_count)

    def count(self, kind: str) -> int:
        """How many rows or columns the grid has."""
        return self.row_count if kind == ROWS else self.column_count

    def props(self, kind: str) -> dict[int, Json]:
        """The stored properties (size, hidden) of rows or columns that have any."""
        return self.row_props if kind == ROWS else self.column_props

    def groups(self, kind: str) -> list[Group]:
        """The groups of rows or of columns."""
        return self.row_groups if kind == ROWS else self.column_groups

    def set_groups(self, kind: str, groups: list[Group]) -> None:
        """Put these groups in the place of the present ones."""
        ordered = sorted(groups, key=lambda group: (group.start, group.depth))
        if kind == ROWS:
            self.row_groups = ordered
        else:
            self.column_groups = ordered

    def set_grid(self, **values: Any) -> None:
        """Change grid properties; None removes one."""
        grid = {**self.properties["gridProperties"], **values}
        kept = {name: value for name, value in grid.items() if value is not None}
        self.properties = {**self.properties, "gridProperties": kept}

    def resize(self, kind: str, count: int) -> None:
        """Give the grid that many rows or columns (what lies beyond must be dropped by the caller)."""
        self.set_grid(**{"rowCount" if kind == ROWS else "columnCount": count})

    def cell(self, row: int, column: int) -> Cell:
        """The stored cell, empty where nothing is."""
        return self.rows.get(row, {}).get(column, {})

    def put(self, row: int, cells: Row) -> None:
        """Put cells into one row; an empty cell is removed."""
        new = {**self.rows.get(row, {}), **cells}
        kept = {column: cell for column, cell in new.items() if cell} if not all(cells.values()) else new
        if kept:
            self.rows[row] = kept
        else:
            self.rows.pop(row, None)

    def used(self, box: Box) -> Iterator[tuple[int, int, Cell]]:
        """Stored cells inside the rectangle, row by row."""
        for row in sorted(self.rows) if box.r1 - box.r0 > len(self.rows) else range(box.r0, box.r1):
            cells = self.rows.get(row)
            if cells and box.r0 <= row < box.r1:
                yield from (
                    (row, column, cells[column]) for column in sorted(cells) if box.c0 <= column < box.c1
                )

    def copy(self) -> "Sheet":
        """A sheet that can be changed without this one noticing."""
        return replace(
            self,
            rows=dict(self.rows),
            row_props=dict(self.row_props),
            column_props=dict(self.column_props),
            merges=list(self.merges),
            conditional=list(self.conditional),
            protected=dict(self.protected),
            banded=dict(self.banded),
            tables=dict(self.tables),
            filter_views=dict(self.filter_views),
            row_groups=list(self.row_groups),
            column_groups=list(self.column_groups),
        )


@dataclass(slots=True)
class Spreadsheet:
    """A spreadsheet document: sheets in their order, names, developer metadata and comment threads."""

    spreadsheet_id: str
    properties: Json
    sheets: list[Sheet] = field(default_factory=list)
    named: dict[str, Ranged] = field(default_factory=dict)
    metadata: dict[int, Metadata] = field(default_factory=dict)
    threads: dict[str, Json] = field(default_factory=dict)
    anchors: dict[str, Anchor] = field(default_factory=dict)

    @classmethod
    def new(
        cls, spreadsheet_id: str, title: str, locale: str = "en_US", time_zone: str = "Etc/GMT"
    ) -> "Spreadsheet":
        """An empty spreadsheet with one sheet, as Google makes it."""
        doc = cls(spreadsheet_id, default_properties(title, locale, time_zone))
        doc.sheets.append(Sheet(0, sheet_properties({"sheetId": 0, "title": "Sheet1"})))
        return doc

    @classmethod
    def from_create(cls, body: Json, spreadsheet_id: str) -> "Spreadsheet":
        """The spreadsheet that a `spreadsheets.create` body describes."""
        from local_workspace.sheets.create import build  # noqa: PLC0415  # create needs this class

        return build(body, spreadsheet_id)

    @classmethod
    def from_json(cls, stored: Json) -> "Spreadsheet":
        """Read what `to_json` made."""
        from local_workspace.sheets.stored import load  # noqa: PLC0415  # the codec needs this class

        return load(stored)

    def to_json(self) -> Json:
        """A compact form for storage; equal cells are kept once."""
        from local_workspace.sheets.stored import dump  # noqa: PLC0415  # the codec needs this class

        return dump(self)

    def copy(self) -> "Spreadsheet":
        """A document that can be changed without this one noticing."""
        return replace(
            self,
            sheets=[sheet.copy() for sheet in self.sheets],
            named=dict(self.named),
            metadata=dict(self.metadata),
            threads=dict(self.threads),
            anchors=dict(self.anchors),
        )

    def become(self, other: "Spreadsheet") -> None:
        """Take over everything the other one holds: the commit of an atomic batch."""
        self.properties = other.properties
        self.sheets, self.named, self.metadata = other.sheets, other.named, other.metadata
        self.threads, self.anchors = other.threads, other.anchors

    @property
    def title(self) -> str:
        """The file's name, which Drive shows too."""
        return str(self.properties["title"])

    @title.setter
    def title(self, value: str) -> None:
        self.properties = {**self.properties, "title": value}

    @property
    def locale(self) -> str:
        """The locale that dates and numbers are read and shown in."""
        return str(self.properties.get("locale", "en_US"))

    def sheet(self, sheet_id: int) -> Sheet:
        """The sheet with that id, or Google's 400."""
        for sheet in self.sheets:
            if sheet.sheet_id == sheet_id:
                return sheet
        raise bad_request(f"No grid with id: {sheet_id}")

    def sheet_titled(self, title: str) -> Sheet | None:
        """The sheet with that title in any case."""
        folded = title.casefold()
        return next((sheet for sheet in self.sheets if sheet.title.casefold() == folded), None)

    def box_of(self, where: GridRange) -> tuple[Sheet, Box]:
        """The sheet of a range and the rectangle it covers there; refuses ranges that start beyond the grid."""
        sheet = self.sheet(where.sheet_id)
        if (where.r0 or 0) >= sheet.row_count:
            raise bad_request(
                f"range.startRowIndex[{where.r0}] is after last row in grid[{sheet.row_count - 1}]"
            )
        if (where.c0 or 0) >= sheet.column_count:
            last = sheet.column_count - 1
            raise bad_request(f"range.startColumnIndex[{where.c0}] is after last column in grid[{last}]")
        return sheet, where.box(sheet.row_count, sheet.column_count)

    def resolve(self, text: str) -> GridRange:
        """The range an A1 text, a sheet's title or a named range means; refuses what it can't read."""
        title, rest = a1.split_title(text)
        sheet = self.sheets[0] if title is None else self.sheet_titled(title)
        ends = a1.parse_reference(rest)
        if sheet and ends:
            return GridRange(sheet.sheet_id, *ends)
        if sheet and title is not None and not rest:
            return GridRange(sheet.sheet_id)
        if (found := self._named(rest, tabs=title is None)) and (title is None or sheet):
            return found
        raise bad_request(f"Unable to parse range: {text}")

    def _named(self, name: str, *, tabs: bool) -> GridRange | None:
        for named in self.named.values():
            if named.body["name"].casefold() == name.casefold():
                return named.range
        for sheet in self.sheets:
            for table in sheet.tables.values():
                if table.body["name"].casefold() == name.casefold():
                    return table.range
        found = self.sheet_titled(name) if tabs else None
        return GridRange(found.sheet_id) if found else None


def default_properties(title: str, locale: str, time_zone: str) -> Json:
    """The properties of a new spreadsheet."""
    return {
        "title": title,
        "locale": locale,
        "autoRecalc": "ON_CHANGE",
        "timeZone": time_zone,
        "defaultFormat": DEFAULT_FORMAT,
        "spreadsheetTheme": THEME,
    }


def sheet_properties(given: Json) -> Json:
    """A new sheet's properties: what was asked for over Google's defaults, in Google's order."""
    # a zero is what a client sends that leaves the field alone
    asked = {name: value for name, value in given.get("gridProperties", {}).items() if value}
    grid = {"rowCount": ROW_COUNT, "columnCount": COLUMN_COUNT, **asked}
    properties = {
        "sheetId": given["sheetId"],
        "title": given["title"],
        "sheetType": "GRID",
        "gridProperties": grid,
    }
    for name in ("hidden", "rightToLeft"):
        if given.get(name):
            properties[name] = True
    return properties | tab_color(given)


def tab_color(given: Json) -> Json:
    """Both forms of a tab's colour, from whichever was given; nothing where none was."""
    return both_forms(
        {name: given[name] for name in ("tabColor", "tabColorStyle") if given.get(name) is not None}
    )


def fresh_id(taken: Container[object] = ()) -> int:
    """A random positive 31-bit id that is not taken yet."""
    while True:
        candidate = secrets.randbelow(2**31 - 1) + 1
        if candidate not in taken:
            return candidate
