"""Requests that put text in, take content out, and replace."""

import re

from local_workspace.docs.document import NamedRange, new_id
from local_workspace.docs.flow import NEWLINE, OBJECT, STRUCTURE, TABLE, Mark, cleaned, units, whole
from local_workspace.docs.requests.edit import (
    Edit,
    Handler,
    check_tabs,
    insertion_index,
    required,
    text_range,
)
from local_workspace.docs.tables import is_whole
from local_workspace.errors import bad_request
from local_workspace.sheets.grid import Json

LONGEST_NAME = 256


def insert_text(edit: Edit, request: Json) -> None:
    """Insert text in the style of the text before it."""
    text = cleaned(request.get("text", ""))
    if not request.get("text"):
        raise bad_request("Insert text requests must specify text to insert.")
    at = insertion_index(edit, request)
    put_text(edit, at, text, style_at(edit, at))


def put_text(edit: Edit, at: int, text: str, style: Json) -> None:
    """Insert units at a place that was checked; new paragraphs are like the one they split."""
    edit.doc.insert(at, text, _marks(edit, at, text, style))


def _marks(edit: Edit, at: int, text: str, style: Json) -> list[Mark]:
    plain = Mark(style)
    if NEWLINE not in text:
        return [plain] * len(text)
    own = edit.flow.marks[edit.flow.text.index(NEWLINE, at)].own
    return [Mark(style, _own_heading(own)) if unit == NEWLINE else plain for unit in text]


def _own_heading(own: Json) -> Json:
    """A paragraph's facts for a new paragraph: a heading has an id of its own."""
    if "headingId" not in own["style"]:
        return own
    return {**own, "style": {**own["style"], "headingId": new_id("h.")}}


def style_at(edit: Edit, at: int) -> Json:
    """The style of text typed at a place: that of its left neighbour, without the end of a link."""
    flow = edit.flow
    starts = at == 0 or flow.text[at - 1] in NEWLINE + STRUCTURE
    style = flow.marks[at if starts else at - 1].style
    if "link" in style and (starts or flow.marks[at].style.get("link") != style["link"]):
        linked = {"link", "underline", "foregroundColor"}
        return {name: value for name, value in style.items() if name not in linked}
    return style


def delete_content_range(edit: Edit, request: Json) -> None:
    """Remove a stretch; what is left is a whole document again, or nothing happens."""
    replace(edit, *text_range(edit, request))


def replace(edit: Edit, start: int, end: int, text: str = "") -> None:
    """Replace a stretch, where every cell and the body keep their last paragraph."""
    _check_removal(edit, start, end)
    if text and edit.flow.text[start] in STRUCTURE:
        raise bad_request("A range that starts with a table cannot be replaced by text.")
    _keep_first_paragraph(edit, start, end)
    edit.doc.replace(start, end, text, _marks(edit, end, text, edit.flow.marks[start].style))


def _check_removal(edit: Edit, start: int, end: int) -> None:
    flow = edit.flow
    if end >= len(flow):
        raise bad_request("The range cannot include the newline character at the end of the segment.")
    after = flow.text[end]
    if start == 0 or not is_whole(flow.text[start:end]) or after in STRUCTURE:
        why = " The newline before a table can only be deleted with the table." if after == TABLE else ""
        raise bad_request(f"Invalid deletion range. Cannot delete the requested range.{why}")
    if flow.is_inside_pair(start) or flow.is_inside_pair(end):
        raise bad_request("Invalid deletion range. Cannot delete one code unit of a surrogate pair.")


def _keep_first_paragraph(edit: Edit, start: int, end: int) -> None:
    """Two paragraphs that a deletion joins look like the first one, where some of it stays."""
    flow = edit.flow
    first, _ = flow.paragraph(start)
    newline = flow.text.find(NEWLINE, start, end)
    if newline < 0 or first == start or flow.text[start] in STRUCTURE:
        return
    last = flow.text.index(NEWLINE, end)
    flow.marks[last] = Mark(flow.marks[last].style, flow.marks[newline].own)


def replace_all_text(edit: Edit, request: Json) -> Json:
    """Replace every match; it takes the style of the text it replaces."""
    criteria = required(request, "containsText")
    check_tabs(request.get("tabsCriteria", {}))
    pattern = _pattern(criteria)
    new = cleaned(request.get("replaceText", ""))
    found = _matches(edit, pattern)
    for start, end in reversed(found):
        replace(edit, start, end, new)
    return {"occurrencesChanged": len(found)} if found else {}


def _pattern(criteria: Json) -> re.Pattern[str]:
    text = criteria.get("text", "")
    if not text:
        raise bad_request("The text to search for must not be empty.")
    try:
        flags = re.NOFLAG if criteria.get("matchCase") else re.IGNORECASE
        return re.compile(text if criteria.get("searchByRegex") else re.escape(text), flags)
    except (re.error, OverflowError, RecursionError) as wrong:
        raise bad_request(f"Invalid regular expression: {wrong}") from wrong


def _matches(edit: Edit, pattern: re.Pattern[str]) -> list[tuple[int, int]]:
    """Where the pattern stands, in units; never across paragraphs or objects."""
    found = []
    for start, end in edit.flow.parts():
        text = whole(edit.flow.text[start:end])
        for match in pattern.finditer(text):
            first = start + len(units(text[: match.start()]))
            size = len(units(match.group()))
            if size:
                found.append((first, first + size))
    return found


def create_named_range(edit: Edit, request: Json) -> Json:
    """Name a stretch of text; names may repeat."""
    name = request.get("name", "")
    if not 1 <= len(units(name)) <= LONGEST_NAME:
        raise bad_request(f"The name must be between 1 and {LONGEST_NAME} characters.")
    key = new_id("kix.")
    edit.doc.named[key] = NamedRange(name, text_range(edit, request))
    return {"namedRangeId": key}


def delete_named_range(edit: Edit, request: Json) -> None:
    """Forget one named range, or all of a name; the text stays."""
    for key in _chosen(edit, request, "name"):
        del edit.doc.named[key]


def replace_named_range_content(edit: Edit, request: Json) -> None:
    """Put text in the place of named stretches."""
    new = cleaned(request.get("text", ""))
    for key in _chosen(edit, request, "namedRangeName"):
        if key in edit.doc.named:  # else it went with the content of one before it
            replace(edit, *edit.doc.named[key].span, new)


def _chosen(edit: Edit, request: Json, name_field: str) -> list[str]:
    """The ids that a request means by id or by name; an id must exist."""
    check_tabs(request.get("tabsCriteria", {}))
    key, name = request.get("namedRangeId"), request.get(name_field)
    if bool(key) == bool(name):
        raise bad_request(f"Exactly one of namedRangeId and {name_field} must be specified.")
    if key:
        if key not in edit.doc.named:
            raise bad_request(f"The named range with ID {key} was not found.")
        return [key]
    return [one for one, item in edit.doc.named.items() if item.name == name]


def insert_page_break(edit: Edit, request: Json) -> None:
    """Insert a page break and a newline; not inside a table."""
    at = insertion_index(edit, request)
    if not is_whole(edit.flow.text[at:]):
        raise bad_request("Page breaks cannot be inserted inside a table.")
    style = style_at(edit, at)
    put_text(edit, at, NEWLINE, style)
    edit.doc.insert(at, OBJECT, [Mark(style, {"pageBreak": {}})])


HANDLERS: dict[str, Handler] = {
    "insertText": insert_text,
    "deleteContentRange": delete_content_range,
    "replaceAllText": replace_all_text,
    "createNamedRange": create_named_range,
    "deleteNamedRange": delete_named_range,
    "replaceNamedRangeContent": replace_named_range_content,
    "insertPageBreak": insert_page_break,
}
