"""Gmail's refusals, in its words."""

from __future__ import annotations

from local_workspace.errors import ApiError, bad_request, not_found

_ID = frozenset("0123456789abcdef")


def delegation_denied(email: str) -> ApiError:
    """A 403: nobody reads another person's mailbox."""
    return ApiError(403, "PERMISSION_DENIED", f"Delegation denied for {email}")


def checked_id(text: str) -> str:
    """An id of a message or thread as Gmail writes them; anything else is a 400, not a 404."""
    if not text or len(text) > 16 or not _ID.issuperset(text.lower()):
        raise bad_request("Invalid id value")
    return text.lower()


def missing() -> ApiError:
    """A 404 for whatever the mailbox does not have."""
    return not_found()


def no_raw() -> ApiError:
    """A 400: a message without its text."""
    return bad_request("'raw' RFC822 payload message string or uploading message via /upload/* URL required")


def bad_raw(field: str, raw: str) -> ApiError:
    """A 400: `raw` is not base64url."""
    shown = raw if len(raw) <= 200 else raw[:200] + "..."
    why = f"Invalid value at '{field}' (TYPE_BYTES), Base64 decoding failed for \"{shown}\""
    violation = {"field": field, "description": why}
    detail = {"@type": "type.googleapis.com/google.rpc.BadRequest", "fieldViolations": [violation]}
    return ApiError(400, "INVALID_ARGUMENT", why, [detail])
