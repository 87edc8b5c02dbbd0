"""The order in which sort specs put rows: by what cells come to, or by a colour."""

from operator import itemgetter
from typing import Any

from local_workspace.errors import bad_request
from local_workspace.sheets.colors import both_forms
from local_workspace.sheets.defaults import DEFAULT_FORMAT
from local_workspace.sheets.grid import Box, Json
from local_workspace.sheets.sheet import Cell, Row
from local_workspace.sheets.showing import effective

SortKey = tuple[int, Any]
_COLORS = frozenset({"backgroundColor", "backgroundColorStyle", "foregroundColor", "foregroundColorStyle"})


def sorted_rows(rows: dict[int, Row], box: Box, specs: list[Json]) -> list[int]:
    """The rows of the box in the order that the sort specs ask for; `rows` are the computed ones."""
    order = list(range(box.r0, box.r1))
    for spec in reversed(specs):
        column = spec.get("dimensionIndex", 0)
        if not box.c0 <= column < box.c1:
            raise bad_request(f"sortSpecs.dimensionIndex[{column}] is outside the range.")
        cells_there = {row: rows.get(row, {}).get(column, {}) for row in order}
        if spec.keys() & _COLORS:
            order.sort(key=lambda row: not _has_color(cells_there[row], spec))
            continue
        keyed = [(key, row) for row in order if (key := _sort_key(cells_there[row]))]
        blank = [row for row in order if not _sort_key(cells_there[row])]
        keyed.sort(key=itemgetter(0), reverse=spec.get("sortOrder") == "DESCENDING")
        full = [row for _, row in keyed]
        # blank cells come last in either order
        order = full + blank
    return order


def _has_color(cell: Cell, spec: Json) -> bool:
    """True where the cell has the colour that a sort by colour puts on top."""
    look = cell.get("userEnteredFormat", {})
    texts = {"foregroundColor": look.get("textFormat", {}).get("foregroundColor", {})}
    present = {"backgroundColor": look.get("backgroundColor", DEFAULT_FORMAT["backgroundColor"]), **texts}
    wanted = both_forms({name: spec[name] for name in _COLORS & spec.keys()})
    return all(present[name] == wanted[name] for name in present.keys() & wanted.keys())


def _sort_key(cell: Cell) -> SortKey | None:
    """Numbers before text before booleans, text in any case."""
    value = effective(cell)
    if not value:
        return None
    if "numberValue" in value:
        return 0, value["numberValue"]
    if "stringValue" in value:
        return 1, (value["stringValue"].casefold(), value["stringValue"].swapcase())
    return (2, value["boolValue"]) if "boolValue" in value else (3, 0)
