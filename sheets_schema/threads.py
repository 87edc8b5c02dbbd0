"""Comment threads in a Sheet: those the robot opened, where they hang, what people answered."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from closeplan.plan.annotations import read_marks
from closeplan.plan.document import Reply, Thread
from sheets_schema.flipped import upright_sheets
from sheets_schema.grid import Grid, Spot
from sheets_schema.places import place_of

_ACTIONS = {"RESOLVE": "resolve", "REOPEN": "reopen"}


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
            place=place_of(grid, anchors.get(thread.get("anchorId", ""))),
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
        at=_moment(post.get("createTime", "")),
    )


def _moment(text: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if found.tzinfo else None


def _anchors(raw: Mapping[str, Any]) -> dict[str, Spot]:
    """Sheet, row and column of each anchor. Google leaves zeros out."""
    found = {}
    for sheet in upright_sheets(raw):
        sheet_id = sheet["properties"].get("sheetId", 0)
        for anchor in sheet.get("commentAnchors", ()):
            cells = anchor.get("range", {})
            at = (sheet_id, cells.get("startRowIndex", 0), cells.get("startColumnIndex", 0))
            found[str(anchor.get("anchorId", ""))] = at
    return found
