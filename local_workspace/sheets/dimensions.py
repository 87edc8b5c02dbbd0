"""Insert, delete and move rows and columns, and take everything that lies on them along."""

from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

from local_workspace.errors import bad_request
from local_workspace.sheets.document import Spreadsheet
from local_workspace.sheets.grid import ROWS, Dimension, GridRange, Json
from local_workspace.sheets.references import Change, by_anchor, by_shift, condition_after
from local_workspace.sheets.sheet import Cell, Group, Ranged, Sheet
from local_workspace.sheets.shifts import Delete, Insert, Move, Shift

K = TypeVar("K")
V = TypeVar("V")
RangeMap = Callable[[GridRange], GridRange | None]
INHERITED = ("userEnteredFormat", "dataValidation")


def insert(doc: Spreadsheet, where: Dimension, *, inherit_from_before: bool) -> None:
    """Insert empty rows or columns that look like their neighbour."""
    sheet = doc.sheet(where.sheet_id)
    if inherit_from_before and where.start == 0:
        raise bad_request("range.startIndex must be greater than 0 to inherit from before.")
    if where.start > sheet.count(where.kind):
        raise bad_request(f"range.startIndex[{where.start}] is after last index[{sheet.count(where.kind)}]")
    shift = Insert(where.start, where.end - where.start)
    apply(doc, sheet, where.kind, shift)
    _inherit(sheet, where, where.start - 1 if inherit_from_before else where.end)


def delete(doc: Spreadsheet, where: Dimension) -> None:
    """Delete rows or columns with everything on them; a comment there loses its anchor and stays."""
    sheet = doc.sheet(where.sheet_id)
    count = sheet.count(where.kind)
    if where.start >= count:
        raise bad_request(f"range.startIndex[{where.start}] is after last index[{count - 1}]")
    end = min(where.end, count)
    if where.start == 0 and end == count:
        noun = "rows" if where.kind == ROWS else "columns"
        raise bad_request(f"You can't delete all the {noun} on the sheet.")
    _check_frozen(sheet, where.kind, where.start, end)
    apply(doc, sheet, where.kind, Delete(where.start, end))


def move(doc: Spreadsheet, where: Dimension, to: int) -> None:
    """Move rows or columns before the index `to`, counted before the move."""
    sheet = doc.sheet(where.sheet_id)
    if where.end > sheet.count(where.kind) or not 0 <= to <= sheet.count(where.kind):
        raise bad_request("source and destinationIndex must be inside the grid.")
    if where.start <= to <= where.end:
        return
    apply(doc, sheet, where.kind, Move(where.start, where.end, to))


def append(doc: Spreadsheet, sheet_id: int, kind: str, length: int) -> None:
    """Add empty rows or columns at the end."""
    sheet = doc.sheet(sheet_id)
    sheet.resize(kind, sheet.count(kind) + length)


def shrink_to(doc: Spreadsheet, sheet: Sheet, kind: str, count: int) -> None:
    """Give the sheet `count` rows or columns, dropping what lies beyond."""
    if count < sheet.count(kind):
        apply(doc, sheet, kind, Delete(count, sheet.count(kind)))
    else:
        sheet.resize(kind, count)


def apply(doc: Spreadsheet, sheet: Sheet, kind: str, shift: Shift) -> None:
    """Carry one edit along one dimension through cells, properties and everything anchored on them."""
    rows = kind == ROWS
    if rows:
        sheet.rows = _moved(sheet.rows, shift)
        sheet.row_props = _moved(sheet.row_props, shift)
    else:
        sheet.rows = {row: kept for row, cells in sheet.rows.items() if (kept := _moved(cells, shift))}
        sheet.column_props = _moved(sheet.column_props, shift)
        _move_table_columns(sheet, shift)
    sheet.set_groups(kind, _moved_groups(sheet.groups(kind), shift))
    _move_frozen(sheet, kind, shift)
    sheet.resize(kind, sheet.count(kind) + shift.growth)
    sheet.conditional = [_rule_after(rule, sheet.title, kind, shift) for rule in sheet.conditional]
    map_ranges(doc, sheet, range_map(kind, shift))
    rewrite(doc, by_shift(sheet.title, kind, shift).formula)
    _move_metadata(doc, sheet.sheet_id, "ROW" if rows else "COLUMN", shift)
    _move_anchors(doc, sheet.sheet_id, kind, shift)
    for objects in (sheet.charts, sheet.slicers):
        _move_objects(objects, kind, shift)


def range_map(kind: str, shift: Shift) -> RangeMap:
    """What the edit does to a range; open ends stay open."""

    def mapped(where: GridRange) -> GridRange | None:
        start, end = (where.r0, where.r1) if kind == ROWS else (where.c0, where.c1)
        if start is None and end is None:
            return where
        # an open end is taken to lie far beyond any grid and put back afterwards
        span = shift.span(start or 0, 10**9 if end is None else end)
        if span is None:
            return None
        new = (None if start is None else span[0], None if end is None else span[1])
        return where.with_rows(*new) if kind == ROWS else where.with_columns(*new)

    return mapped


def map_ranges(doc: Spreadsheet, sheet: Sheet, change: RangeMap) -> None:
    """Put every range that lies on the sheet through `change`; what loses its range goes."""
    merges = (change(merge) for merge in sheet.merges)
    sheet.merges = [merge for merge in merges if merge and _spans_cells(merge)]
    sheet.conditional = [kept for rule in sheet.conditional if (kept := _remap_any(rule, change))]
    for by_number in (sheet.protected, sheet.banded, sheet.filter_views):
        _remap_all(by_number, sheet.sheet_id, change)
    for by_name in (sheet.tables, doc.named):
        _remap_all(by_name, sheet.sheet_id, change)
    if sheet.basic_filter:
        sheet.basic_filter = _remap_main(sheet.basic_filter, change)


def _remap_all(resources: dict[K, Ranged], sheet_id: int, change: RangeMap) -> None:
    for key, resource in list(resources.items()):
        if not resource.ranges or resource.range.sheet_id != sheet_id:
            continue
        kept = _remap_main(resource, change)
        if kept:
            resources[key] = kept
        else:
            del resources[key]


def _remap_main(resource: Ranged, change: RangeMap) -> Ranged | None:
    main = change(resource.range)
    rest = [new for old in resource.ranges[1:] if (new := change(old))]
    return resource.at(main, *rest) if main else None


def _remap_any(resource: Ranged, change: RangeMap) -> Ranged | None:
    kept = [new for old in resource.ranges if (new := change(old))]
    return resource.at(*kept) if kept else None


def _spans_cells(merge: GridRange) -> bool:
    return ((merge.r1 or 0) - (merge.r0 or 0)) * ((merge.c1 or 0) - (merge.c0 or 0)) > 1


def _moved(by_index: dict[int, V], shift: Shift) -> dict[int, V]:
    return {new: value for index, value in by_index.items() if (new := shift.point(index)) is not None}


def _moved_groups(groups: list[Group], shift: Shift) -> list[Group]:
    spans = ((group, shift.span(group.start, group.end)) for group in groups)
    return [replace(group, start=span[0], end=span[1]) for group, span in spans if span]


def _move_frozen(sheet: Sheet, kind: str, shift: Shift) -> None:
    name = "frozenRowCount" if kind == ROWS else "frozenColumnCount"
    frozen = sheet.properties["gridProperties"].get(name, 0)
    if not frozen or isinstance(shift, Move):
        return
    # the frozen area starts at the edge: an insertion before its first row is inside it too
    span = (
        (0, frozen + shift.count)
        if isinstance(shift, Insert) and shift.at < frozen
        else shift.span(0, frozen)
    )
    sheet.set_grid(**{name: span[1] if span and span[1] else None})


def _check_frozen(sheet: Sheet, kind: str, start: int, end: int) -> None:
    name = "frozenRowCount" if kind == ROWS else "frozenColumnCount"
    frozen = sheet.properties["gridProperties"].get(name, 0)
    if frozen and start <= frozen and end == sheet.count(kind):
        raise bad_request(f"You can't delete all non-frozen {'rows' if kind == ROWS else 'columns'}.")


def _move_table_columns(sheet: Sheet, shift: Shift) -> None:
    for table_id, table in sheet.tables.items():
        start, end = table.range.c0 or 0, table.range.c1 or 0
        span = shift.span(start, end)
        if span is None:
            continue
        columns: list[dict[str, object]] = [{} for _ in range(span[1] - span[0])]
        for offset, column in enumerate(table.body["columns"]):
            new = shift.point(start + offset)
            if new is not None and span[0] <= new < span[1]:
                columns[new - span[0]] = column
        sheet.tables[table_id] = replace(table, body={**table.body, "columns": columns})


def _move_metadata(doc: Spreadsheet, sheet_id: int, kind: str, shift: Shift) -> None:
    for metadata_id, item in list(doc.metadata.items()):
        if item.kind == kind and item.sheet_id == sheet_id:
            index = shift.point(item.index)
            if index is None:
                del doc.metadata[metadata_id]
            else:
                doc.metadata[metadata_id] = replace(item, index=index)


def _move_anchors(doc: Spreadsheet, sheet_id: int, kind: str, shift: Shift) -> None:
    for anchor_id, anchor in list(doc.anchors.items()):
        if anchor.sheet_id != sheet_id:
            continue
        index = shift.point(anchor.row if kind == ROWS else anchor.column)
        if index is None:
            del doc.anchors[anchor_id]
        elif kind == ROWS:
            doc.anchors[anchor_id] = replace(anchor, row=index)
        else:
            doc.anchors[anchor_id] = replace(anchor, column=index)


def _move_objects(objects: dict[int, Json], kind: str, shift: Shift) -> None:
    """Charts and slicers go with the cell they hang on, or stay at the place it had."""
    name = "rowIndex" if kind == ROWS else "columnIndex"
    for key, one in objects.items():
        overlay = one["position"]["overlayPosition"]
        index = overlay["anchorCell"].get(name, 0)
        place = shift.point(index)
        if place is None:
            span = shift.span(0, index)
            place = span[1] if span else 0
        anchor = {**overlay["anchorCell"], name: place}
        objects[key] = {**one, "position": {"overlayPosition": {**overlay, "anchorCell": anchor}}}


def _rule_after(rule: Ranged, title: str, kind: str, shift: Shift) -> Ranged:
    """A rule with its formulas kept at their distance from the corner of its range."""
    if "booleanRule" not in rule.body:
        return rule
    moved = range_map(kind, shift)
    kept = [(one, new) for one in rule.ranges if (new := moved(one))]
    if not kept:
        return rule
    before, after = _corner([one for one, _ in kept], kind), _corner([new for _, new in kept], kind)
    change = by_anchor(title, kind, shift, after - before).formula
    return replace(
        rule, body={**rule.body, "booleanRule": condition_after(rule.body["booleanRule"], title, change)}
    )


def _corner(ranges: list[GridRange], kind: str) -> int:
    return min((one.r0 if kind == ROWS else one.c0) or 0 for one in ranges)


def rewrite(doc: Spreadsheet, change: Change) -> None:
    """Formulas and validations of every tab follow the cells they mean."""
    known: dict[int, Json] = {}
    for sheet in doc.sheets:
        for row, cells in list(sheet.rows.items()):
            new: dict[int, Cell] = {}
            for column, cell in cells.items():
                changed = _with_references(cell, sheet.title, change, known)
                if changed is not cell:
                    new[column] = changed
            if new:
                sheet.rows[row] = {**cells, **new}
        known.clear()


def _with_references(cell: Cell, title: str, change: Change, known: dict[int, Json]) -> Cell:
    value, rule = cell.get("userEnteredValue"), cell.get("dataValidation")
    if value and "formulaValue" in value:
        formula = change(value["formulaValue"], title)
        if formula != value["formulaValue"]:
            cell = {**cell, "userEnteredValue": {"formulaValue": formula}}
    if rule:
        # thousands of cells share one rule object
        if id(rule) not in known:
            known[id(rule)] = condition_after(rule, title, change)
        if known[id(rule)] is not rule:
            cell = {**cell, "dataValidation": known[id(rule)]}
    return cell


def _inherit(sheet: Sheet, where: Dimension, neighbour: int) -> None:
    props = sheet.props(where.kind)
    look = {name: value for name, value in props.get(neighbour, {}).items() if name == "pixelSize"}
    if look:
        props.update(dict.fromkeys(range(where.start, where.end), look))
    if where.kind == ROWS:
        model = {
            column: kept for column, cell in sheet.rows.get(neighbour, {}).items() if (kept := _look(cell))
        }
        if model:
            sheet.rows.update(dict.fromkeys(range(where.start, where.end), model))
        return
    for row, cells in list(sheet.rows.items()):
        look_of_cell = _look(cells.get(neighbour, {}))
        if look_of_cell:
            sheet.put(row, dict.fromkeys(range(where.start, where.end), look_of_cell))


def _look(cell: Cell) -> Cell:
    return {name: cell[name] for name in INHERITED if name in cell}
