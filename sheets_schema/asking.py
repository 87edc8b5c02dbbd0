"""A question that a person asks in a plan's document, as a comment where it belongs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from closeplan.plan.document import NewThread, Reading
from sheets_schema.annotate import comment_request
from sheets_schema.doc.annotate import comment_requests
from sheets_schema.doc.read import DocGrid
from sheets_schema.grid import Grid

Request = dict[str, Any]


def is_asked(raw: Mapping[str, Any], text: str) -> bool:
    """Whether whoever read the document has said exactly that in a comment that is still open. `raw` is Google's answer."""
    return any(
        bool(post.get("author", {}).get("me")) and post.get("content", "").strip() == text
        for thread in raw.get("comments", ())
        if thread.get("status") != "RESOLVED" and (post := thread.get("headPost", {}))
    )


def question_body(reading: Reading, thread: NewThread) -> Request:
    """The batchUpdate that opens that thread. In a Doc it is meant for the revision that was read."""
    if isinstance(reading.grid, DocGrid):
        requests = list(comment_requests(reading.grid, [comment_request(reading.grid.sheet, thread)]))
        revision = reading.grid.revision
        control = {"writeControl": {"requiredRevisionId": revision}} if revision else {}
        return {"requests": requests, **control}
    if not isinstance(reading.grid, Grid):
        message = "this reading was made by no reader of plans"
        raise TypeError(message)
    return {"requests": [comment_request(reading.grid, thread)]}
