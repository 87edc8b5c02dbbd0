"""batchUpdate: every request in order on a copy, which replaces the document only if all of them hold."""

from datetime import UTC, datetime

from local_workspace.errors import ApiError, bad_request, unimplemented
from local_workspace.people import Actor
from local_workspace.sheets import protection
from local_workspace.sheets.document import Spreadsheet
from local_workspace.sheets.fieldmask import clean
from local_workspace.sheets.grid import Json
from local_workspace.sheets.requests import (
    annotations,
    blocks,
    cells,
    conditional,
    dimensions,
    filling,
    filters,
    objects,
    ranges,
    sheets,
    tables,
    text,
)
from local_workspace.sheets.requests.edit import Edit, Handler

HANDLERS: dict[str, Handler] = {
    **sheets.HANDLERS,
    **cells.HANDLERS,
    **dimensions.HANDLERS,
    **blocks.HANDLERS,
    **text.HANDLERS,
    **ranges.HANDLERS,
    **filters.HANDLERS,
    **filling.HANDLERS,
    **objects.HANDLERS,
    **conditional.HANDLERS,
    **tables.HANDLERS,
    **annotations.HANDLERS,
}


def batch_update(doc: Spreadsheet, requests: list[Json], actor: Actor, now: datetime) -> list[Json]:
    """Apply all requests or none; the replies, one a request."""
    if not requests:
        raise bad_request("Must specify at least one request.")
    edit = Edit(doc.copy(), actor, now)
    replies = [_apply(edit, index, request) for index, request in enumerate(requests)]
    doc.become(edit.doc)
    return replies


def apply_one(doc: Spreadsheet, kind: str, body: Json) -> None:
    """Apply one request to the document itself, for building a new file."""
    HANDLERS[kind](Edit(doc, Actor(""), datetime.now(UTC)), body)


def _apply(edit: Edit, index: int, request: Json) -> Json:
    cleaned = clean(request)
    if not isinstance(cleaned, dict) or len(cleaned) != 1:
        raise bad_request(f"Invalid requests[{index}]: Exactly one kind of request must be set.")
    ((kind, body),) = cleaned.items()
    handler = HANDLERS.get(kind)
    if handler is None:
        raise unimplemented(f"batchUpdate.{kind}")
    before = edit.doc.copy() if protection.closed_to(edit.doc, edit.actor) else None
    try:
        reply = handler(edit, body)
        if before:
            protection.check(before, edit.doc, edit.actor)
    except ApiError as error:
        if error.code != 400:
            raise
        raise bad_request(f"Invalid requests[{index}].{kind}: {error.message}") from error
    return {} if reply is None else {kind: reply}
