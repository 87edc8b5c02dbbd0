"""batchUpdate: every request in order on a copy, which replaces the document only if all of them hold."""

from datetime import datetime

from local_workspace.docs.document import Document
from local_workspace.docs.merging import View
from local_workspace.docs.requests import objects, pages, styles, tables, text
from local_workspace.docs.requests.edit import Edit, Handler
from local_workspace.errors import ApiError, bad_request, unimplemented
from local_workspace.people import Actor
from local_workspace.sheets.fieldmask import clean
from local_workspace.sheets.grid import Json

HANDLERS: dict[str, Handler] = {
    **text.HANDLERS,
    **styles.HANDLERS,
    **tables.HANDLERS,
    **objects.HANDLERS,
    **pages.HANDLERS,
}


def batch_update(
    doc: Document, requests: list[Json], actor: Actor, now: datetime, *, target: str = ""
) -> list[Json]:
    """Apply all requests or none; the replies, one a request.

    `target` is the revision that the indexes are of, where it isn't the latest.
    """
    edit = Edit(doc.copy(), actor, now)
    view = View.of(doc, target) if target and target != doc.revision else None
    replies = []
    for index, request in enumerate(requests):
        done = len(edit.doc.splices)
        replies.append(_apply(edit, index, view.translated(request) if view else request))
        if view:
            view.follow(edit.doc.splices[done:])
    if any(request.keys() - objects.COMMENTING.keys() for request in requests):
        edit.doc.next_revision()  # comments are beside the text
    doc.become(edit.doc)
    return replies


def _apply(edit: Edit, index: int, request: Json) -> Json:
    cleaned = clean(request)
    if not isinstance(cleaned, dict) or len(cleaned) != 1:
        raise bad_request(f"Invalid requests[{index}]: Exactly one kind of request must be set.")
    ((kind, body),) = cleaned.items()
    handler = HANDLERS.get(kind)
    if handler is None:
        raise unimplemented(f"docs.documents.batchUpdate: {kind}")
    try:
        reply = handler(edit, body)
    except ApiError as error:
        if error.code != 400:
            raise
        raise bad_request(f"Invalid requests[{index}].{kind}: {error.message}") from error
    return {} if reply is None else {kind: reply}


__all__ = ["HANDLERS", "batch_update"]
