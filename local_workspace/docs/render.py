"""A Doc as the API shows it: structural elements with their indexes, styles, lists and named ranges."""

from collections.abc import Iterator

from local_workspace.docs.defaults import TAB_ID, nesting_levels, points
from local_workspace.docs.document import Document, Span
from local_workspace.docs.flow import NEWLINE, OBJECT, SECTION, TABLE, Flow, whole
from local_workspace.docs.tables import CellPlace, RowPlace, table_at
from local_workspace.people import Actor
from local_workspace.sheets import comments
from local_workspace.sheets.grid import Json


def render(doc: Document, viewer: Actor, *, tabs: bool, with_comments: bool = False) -> Json:
    """The Document resource: its content inside `tabs`, or in the older fields beside the title."""
    shown: Json = {"documentId": doc.document_id, "title": doc.title}
    tab = _tab(doc, tabs=tabs)
    if not tabs:
        return shown | tab
    if with_comments:
        shown["comments"] = [comments.thread_json(thread, viewer) for thread in doc.threads.values()]
        tab["commentAnchors"] = {
            key: {"anchorId": key, "ranges": [_range(span, tabs=True)]} for key, span in doc.anchors.items()
        }
    properties = {"tabId": TAB_ID, "title": "Tab 1", "index": 0}
    return shown | {"tabs": [{"tabProperties": properties, "documentTab": tab}]}


def _tab(doc: Document, *, tabs: bool) -> Json:
    flow = doc.flow
    shown: Json = {
        "body": {"content": list(content(flow, 0, len(flow)))},
        "documentStyle": doc.style,
        "namedStyles": {"styles": list(doc.named_styles.values())},
    }
    used = {mark.own["bullet"]["listId"] for mark in flow.marks if "bullet" in mark.own}
    if used:
        shown["lists"] = {
            key: {"listProperties": {"nestingLevels": nesting_levels(preset)}}
            for key, preset in doc.lists.items()
            if key in used
        }
    if doc.named:
        shown["namedRanges"] = _named_ranges(doc, tabs=tabs)
    return shown


def _named_ranges(doc: Document, *, tabs: bool) -> Json:
    shown: Json = {}
    for key, item in doc.named.items():
        group = shown.setdefault(item.name, {"name": item.name, "namedRanges": []})
        entry = {"namedRangeId": key, "name": item.name, "ranges": [_range(item.span, tabs=tabs)]}
        group["namedRanges"].append(entry)
    return shown


def _range(span: Span, *, tabs: bool) -> Json:
    tab: Json = {"tabId": TAB_ID} if tabs else {}
    return {"startIndex": span[0], "endIndex": span[1], **tab}


def content(flow: Flow, begin: int, end: int) -> Iterator[Json]:
    """The structural elements of a stretch that holds whole ones."""
    at = begin
    while at < end:
        sign = flow.text[at]
        if sign == SECTION:
            start: Json = {"startIndex": at} if at else {}
            yield {**start, "endIndex": at + 1, "sectionBreak": {"sectionStyle": flow.marks[at].own}}
            at += 1
        elif sign == TABLE:
            shown = _table(flow, at)
            yield shown
            at = shown["endIndex"]
        else:
            stop = flow.text.index(NEWLINE, at) + 1
            yield {"startIndex": at, "endIndex": stop, "paragraph": _paragraph(flow, at, stop)}
            at = stop


def _table(flow: Flow, start: int) -> Json:
    table = table_at(flow, start)
    shown = {
        "rows": len(table.rows),
        "columns": table.columns,
        "tableRows": [_row(flow, row) for row in table.rows],
        "tableStyle": {"tableColumnProperties": flow.marks[start].own["columns"]},
    }
    return {"startIndex": start, "endIndex": table.end, "table": shown}


def _row(flow: Flow, row: RowPlace) -> Json:
    return {
        "startIndex": row.start,
        "endIndex": row.end,
        "tableCells": [_cell(flow, cell) for cell in row.cells],
        "tableRowStyle": flow.marks[row.start].own,
    }


def _cell(flow: Flow, cell: CellPlace) -> Json:
    return {
        "startIndex": cell.start,
        "endIndex": cell.end,
        "content": list(content(flow, cell.start + 1, cell.end)),
        "tableCellStyle": flow.marks[cell.start].own,
    }


def _paragraph(flow: Flow, start: int, end: int) -> Json:
    own = flow.marks[end - 1].own
    style = own["style"]
    shown: Json = {"elements": list(_elements(flow, start, end)), "paragraphStyle": style}
    bullet = own.get("bullet")
    if bullet:
        level = bullet.get("nestingLevel", 0)
        shown["bullet"] = bullet
        indents = {"indentFirstLine": points(36 * level + 18), "indentStart": points(36 * level + 36)}
        shown["paragraphStyle"] = indents | style
    return shown


def _elements(flow: Flow, start: int, end: int) -> Iterator[Json]:
    """Objects one by one, and runs of text that look alike."""
    at = start
    while at < end:
        mark, first = flow.marks[at], at
        at += 1
        if flow.text[first] == OBJECT:
            ((kind, body),) = mark.own.items()
            yield {"startIndex": first, "endIndex": at, kind: {**body, "textStyle": mark.style}}
            continue
        while at < end and flow.text[at] != OBJECT and _alike(flow, at, first):
            at += 1
        run = {"content": whole(flow.text[first:at]), "textStyle": mark.style}
        yield {"startIndex": first, "endIndex": at, "textRun": run}


def _alike(flow: Flow, at: int, first: int) -> bool:
    mark, other = flow.marks[at], flow.marks[first]
    return mark is other or mark.style == other.style
