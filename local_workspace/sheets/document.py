"""One spreadsheet in memory: its tabs, names, metadata and comment threads, and finding a range in them."""

from dataclasses import dataclass, field, replace
from datetime import datetime

from local_workspace.errors import bad_request
from local_workspace.sheets import a1
from local_workspace.sheets.computed import Calculation
from local_workspace.sheets.defaults import DEFAULT_FORMAT, THEME
from local_workspace.sheets.grid import Box, GridRange, Json
from local_workspace.sheets.sheet import Anchor, Metadata, Ranged, Sheet, sheet_properties


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
    calculation: Calculation = field(default_factory=Calculation, compare=False, repr=False)
    #: the e-mail of the file's owner, whom no protection stops
    owner: str = field(default="", compare=False)
    #: the server's clock at the request in hand, for formulas that ask for the time
    moment: datetime | None = field(default=None, compare=False, repr=False)

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
