"""Named ranges: the marks by which a plan's parts are found again in a Doc.

A Doc has no metadata and can't hide a column. A named range stays with the words it covers, wherever people move
them, and nobody sees it; it holds ids and column keys and nothing that the Doc doesn't show. One that is lost (its
words were cut, its row was pasted) leaves the words themselves as a witness.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sheets_schema.labels import Label, Tab

PLAN_ID = "closeplan.plan."
LAYOUT = "closeplan.layout."
ZONE = "closeplan.zone."
LOCALE = "closeplan.locale."
MOMENT = "closeplan.moment."
LABEL = "closeplan.label."
COLUMN = "closeplan.column."
ROW = "closeplan.row."

LAYOUT_VERSION = 1
"""Which layout a Doc is made with; a Sheet's layout has versions of its own."""

LONGEST_NAME = 256
"""UTF-16 units a name may have (Google's limit)."""

TABLE_NAMES = {
    Tab.PLAN: "timeline",
    Tab.STAKEHOLDERS: "stakeholders",
    Tab.RISKS: "risks",
    Tab.HISTORY: "history",
}
"""What a tab of the Sheet is called where it is a table of a Doc."""

_TABS = {name: tab for tab, name in TABLE_NAMES.items()}
_STRIPPED = re.compile("[\x00-\x08\x0c-\x1f\ue000-\uf8ff\ud800-\udfff]")


@dataclass(frozen=True, kw_only=True)
class Mark:
    """One of our named ranges: its id, its name, and where it begins."""

    id: str
    name: str
    tab_id: str
    start: int

    def value(self, prefix: str) -> str | None:
        """What follows the prefix in its name; None for a mark of another kind."""
        return self.name.removeprefix(prefix) if self.name.startswith(prefix) else None


def label_name(label: Label) -> str:
    """The mark on a label's cell in the top block."""
    return LABEL + label.value


def column_name(tab: Tab, key: str) -> str:
    """The mark on a column's header cell."""
    return f"{COLUMN}{TABLE_NAMES[tab]}.{key}"


def row_name(tab: Tab, row_id: str) -> str:
    """The mark on a row's naming cell."""
    return f"{ROW}{TABLE_NAMES[tab]}.{row_id}"


def moment_name(when: datetime) -> str:
    """The mark on a History row: its moment to the millisecond, which nobody wants to read."""
    return MOMENT + when.astimezone(UTC).isoformat(timespec="milliseconds")


def moment_of_mark(value: str) -> datetime | None:
    """The moment a mark names; None for what is none."""
    try:
        found = datetime.fromisoformat(value)
    except ValueError:
        return None
    return found if found.tzinfo else None


def tab_and_rest(value: str) -> tuple[Tab | None, str]:
    """The table and the key or id that a column's or row's mark names."""
    name, _, rest = value.partition(".")
    return _TABS.get(name), rest


def named(name: str, start: int, end: int, tab_id: str = "") -> dict[str, Any]:
    """The request that puts a mark on a stretch of text."""
    tab = {"tabId": tab_id} if tab_id else {}
    return {"createNamedRange": {"name": name, "range": {"startIndex": start, "endIndex": end, **tab}}}


def can_be_named(name: str) -> bool:
    """Whether Docs takes the name."""
    return units(name) <= LONGEST_NAME


def marks_in(document_tab: Mapping[str, Any], tab_id: str) -> Iterator[Mark]:
    """Our marks in one tab of a Doc. A range that edits have split has several places: all of them count."""
    for group in document_tab.get("namedRanges", {}).values():
        for entry in group.get("namedRanges", ()):
            name = entry.get("name", "")
            if name.startswith("closeplan."):
                for span in entry.get("ranges", ()):
                    start = span.get("startIndex", 0)
                    yield Mark(id=entry.get("namedRangeId", ""), name=name, tab_id=tab_id, start=start)


def units(text: str) -> int:
    """How many UTF-16 units a text has: what Docs counts in."""
    return len(text.encode("utf-16-le")) // 2


def insertable(text: str) -> str:
    """The text as Docs takes it: control and private-use characters are stripped from what is inserted, and what
    is counted has to be what arrives.
    """
    return _STRIPPED.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
