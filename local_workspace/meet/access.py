"""Who asks Meet, and its refusals: what somebody may not see might as well not exist."""

from __future__ import annotations

from local_workspace.auth import is_anonymous
from local_workspace.call import Call
from local_workspace.envelopes import unauthenticated
from local_workspace.errors import ApiError, bad_request
from local_workspace.meet import store
from local_workspace.meet.store import Record, Space
from local_workspace.paging import BadTokenError, Item, one_page


def person(call: Call) -> str:
    """The address of the one who is signed in."""
    if is_anonymous(call.actor):
        raise unauthenticated(missing=False)
    return call.actor.email


def denied(kind: str) -> ApiError:
    """A 403 that does not tell whether the thing exists."""
    return ApiError(
        403, "PERMISSION_DENIED", f"Permission denied on resource {kind} (or it might not exist)."
    )


def space(call: Call, *, own: bool = False) -> Space:
    """The space that a call names; `own` asks for its owner."""
    email = person(call)
    found = store.find_space(call.db, call.params["name"].removeprefix("spaces/"))
    if found is None or not store.may_see(call.db, found, email) or (own and found.owner != email):
        raise denied("Space")
    return found


def record(call: Call, name: str) -> Record:
    """The conference record that a resource name begins with."""
    found = store.find_record(call.db, person(call), name.split("/")[1], call.now)
    if found is None:
        raise denied("ConferenceRecord")
    return found


def page(call: Call, items: list[Item], usual: int, most: int) -> tuple[list[Item], str | None]:
    """The page that a call asks for; a size beyond the most is taken as the most."""
    size = call.params.get("pageSize") or usual
    if size < 0:
        raise bad_request("Request contains an invalid argument.")
    try:
        return one_page(items, call.params.get("pageToken"), min(size, most))
    except BadTokenError as wrong:
        raise bad_request("Request contains an invalid argument.") from wrong
