"""Comment threads in a Sheet: those the robot opened, where they hang, what people answered."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from closeplan.plan.annotations import read_marks
from closeplan.plan.document import Reply, Thread
from closeplan.plan.signals import PLAN, Place, Table
from sheets_schema.columns import TABLES
from sheets_schema.grid import Grid, TabGrid
from sheets_schema.labels import Label, Tab

_ACTIONS = {"RESOLVE": "resolve", "REOPEN": "reopen"}
_TABLE_OF = {spec.tab: spec.table for spec in TABLES}


def read_threads(raw: Mapping[str, Any], grid: Grid) -> Iterator[Thread]:
    """Threads whose first post is the robot's and ends with its mark, oldest first."""
    anchors = _anchors(raw)
    for thread in raw.get("comments", ()):
        head = thread.get("headPost", {})
        marks = read_marks(head.get("content", "")) if _by_robot(head) else None
        if marks is None:
            continue
        posts = [post for post in thread.get("replies", ()) if not post.get("deleted")]
        causes = [
            found[1] for post in posts if _by_robot(post) and (found := read_marks(post.get("content", "")))
        ]
        closing = [post for post in posts if post.get("commentAction") in _ACTIONS]
        is_open = thread.get("status") != "RESOLVED"
        yield Thread(
            id=str(thread.get("commentId", "")),
            key_mark=marks[0],
            cause_mark=causes[-1] if causes else marks[1],
            place=_place(grid, anchors.get(thread.get("anchorId", ""))),
            is_open=is_open,
            closed_by_robot=not is_open and bool(closing) and _by_robot(closing[-1]),
            replies=tuple(map(_reply, posts)),
        )


def _by_robot(post: Mapping[str, Any]) -> bool:
    return bool(post.get("author", {}).get("me"))


def _reply(post: Mapping[str, Any]) -> Reply:
    return Reply(
        author=post.get("author", {}).get("displayName", ""),
        by_robot=_by_robot(post),
        text=post.get("content", ""),
        action=_ACTIONS.get(post.get("commentAction", ""), ""),
    )


def _anchors(raw: Mapping[str, Any]) -> dict[str, tuple[int, int, int]]:
    """Sheet, row and column of each anchor. Google leaves zeros out."""
    found = {}
    for sheet in raw.get("sheets", ()):
        sheet_id = sheet.get("properties", {}).get("sheetId", 0)
        for anchor in sheet.get("commentAnchors", ()):
            cells = anchor.get("range", {})
            at = (sheet_id, cells.get("startRowIndex", 0), cells.get("startColumnIndex", 0))
            found[str(anchor.get("anchorId", ""))] = at
    return found


def _place(grid: Grid, anchor: tuple[int, int, int] | None) -> Place | None:
    """The anchor in the plan's terms; None where its cell is none of the plan's."""
    if anchor is None:
        return None
    sheet_id, row, column = anchor
    tab = next((tab for tab in grid.tabs.values() if tab.sheet_id == sheet_id), None)
    if tab is None:
        return None
    table = _TABLE_OF.get(tab.tab)
    if table is None:
        return PLAN
    if tab.tab is Tab.PLAN and row < tab.top_end:
        label = next((label for label, cell in grid.labels.items() if cell == (row, column)), Label.OUTLOOK)
        return PLAN if label is Label.OUTLOOK else Place(column=label.value)
    return _cell_place(grid, tab, table, row, column)


def _cell_place(grid: Grid, tab: TabGrid, table: Table, row: int, column: int) -> Place | None:
    key = next((key for key, index in tab.columns.items() if index == column), "")
    if row == tab.header:
        return Place(table=table, column=key)
    row_id = next((row_id for row_id, index in grid.rows[table].items() if index == row), None)
    return None if row_id is None else Place(table=table, row=row_id, column=key)
