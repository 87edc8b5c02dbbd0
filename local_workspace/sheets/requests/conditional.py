"""Requests about conditional format rules, which have no ids: they are addressed by their place in the list."""

from local_workspace.errors import bad_request
from local_workspace.sheets.document import Spreadsheet
from local_workspace.sheets.grid import Box, GridRange, Json
from local_workspace.sheets.requests.edit import Edit, Handler, required
from local_workspace.sheets.resources import rule_json
from local_workspace.sheets.sheet import Ranged, Sheet


def add_conditional_format_rule(edit: Edit, request: Json) -> None:
    """Insert a rule at an index, first unless one is given."""
    rule = _rule(edit.doc, required(request, "rule"))
    rules = edit.doc.sheet(rule.range.sheet_id).conditional
    index = request.get("index", 0)
    if not 0 <= index <= len(rules):
        raise bad_request(f"index[{index}] is after last rule[{len(rules)}]")
    rules.insert(index, rule)


def update_conditional_format_rule(edit: Edit, request: Json) -> Json:
    """Replace a rule, or move it to another index."""
    index = request.get("index", 0)
    if "rule" in request:
        new = _rule(edit.doc, request["rule"])
        rules = _rules(edit.doc, new.range.sheet_id, index)
        old, rules[index] = rules[index], new
        return {"oldRule": rule_json(old), "oldIndex": index, "newRule": rule_json(new), "newIndex": index}
    rules = _rules(edit.doc, request.get("sheetId", 0), index)
    new_index = request.get("newIndex", 0)
    if not 0 <= new_index < len(rules):
        raise bad_request(f"newIndex[{new_index}] is after last rule[{len(rules) - 1}]")
    moved = rules.pop(index)
    rules.insert(new_index, moved)
    shown = rule_json(moved)
    return {"oldRule": shown, "oldIndex": index, "newRule": shown, "newIndex": new_index}


def delete_conditional_format_rule(edit: Edit, request: Json) -> Json:
    """Remove the rule at an index."""
    index = request.get("index", 0)
    return {"rule": rule_json(_rules(edit.doc, request.get("sheetId", 0), index).pop(index))}


def copy_rules(source: tuple[Sheet, Box], target: tuple[Sheet, Box], *, transposed: bool = False) -> None:
    """Rules over the source cells cover the target cells too, where these lie on the same tab; else they are copied."""
    (sheet, box), (other, landing) = source, target
    copies: list[Ranged] = []
    for index, rule in enumerate(list(sheet.conditional)):
        parts = [
            part for one in rule.ranges for part in _landed(one, (sheet, box), (other, landing), transposed)
        ]
        if parts and sheet is other:
            sheet.conditional[index] = rule.at(
                *rule.ranges, *(one for one in parts if one not in rule.ranges)
            )
        elif parts:
            copies.append(rule.at(*parts))
    other.conditional.extend(copies)


def _landed(
    one: GridRange, source: tuple[Sheet, Box], target: tuple[Sheet, Box], transposed: bool
) -> list[GridRange]:
    """Where the part of a rule's range that was copied lands, once for every repetition."""
    (sheet, box), (other, landing) = source, target
    part = one.box(sheet.row_count, sheet.column_count).clip(box)
    if part.empty:
        return []
    size, place = (box.r1 - box.r0, box.c1 - box.c0), (part.r0 - box.r0, part.c0 - box.c0)
    extent = (part.r1 - part.r0, part.c1 - part.c0)
    if transposed:
        size, place, extent = size[::-1], place[::-1], extent[::-1]
    if (place, extent) == ((0, 0), size):
        return [GridRange.of_box(other.sheet_id, landing)]
    corners = (
        (row + place[0], column + place[1])
        for row in range(landing.r0, landing.r1, size[0])
        for column in range(landing.c0, landing.c1, size[1])
    )
    return [GridRange(other.sheet_id, r, r + extent[0], c, c + extent[1]) for r, c in corners]


def _rule(doc: Spreadsheet, given: Json) -> Ranged:
    ranges = tuple(GridRange.from_json(one) for one in given.get("ranges", ()))
    if not ranges or len({one.sheet_id for one in ranges}) > 1:
        raise bad_request("rule.ranges must name ranges of one sheet.")
    if ("booleanRule" in given) == ("gradientRule" in given):
        raise bad_request("rule must have either a booleanRule or a gradientRule.")
    for one in ranges:
        doc.box_of(one)
    return Ranged(ranges, {name: value for name, value in given.items() if name != "ranges"})


def _rules(doc: Spreadsheet, sheet_id: int, index: int) -> list[Ranged]:
    rules = doc.sheet(sheet_id).conditional
    if not 0 <= index < len(rules):
        raise bad_request(f"No conditional format on sheet: {sheet_id} at index: {index}")
    return rules


HANDLERS: dict[str, Handler] = {
    "addConditionalFormatRule": add_conditional_format_rule,
    "updateConditionalFormatRule": update_conditional_format_rule,
    "deleteConditionalFormatRule": delete_conditional_format_rule,
}
