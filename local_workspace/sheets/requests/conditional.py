"""Requests about conditional format rules, which have no ids: they are addressed by their place in the list."""

from local_workspace.errors import bad_request
from local_workspace.sheets.document import Spreadsheet
from local_workspace.sheets.grid import GridRange, Json
from local_workspace.sheets.requests.edit import Edit, Handler, required
from local_workspace.sheets.resources import rule_json
from local_workspace.sheets.sheet import Ranged


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
