"""Google's error envelopes: the newer one of Sheets and Docs, the older one of Drive."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from local_workspace.drive.refusals import DriveError
from local_workspace.errors import ApiError
from local_workspace.fields import MaskError
from local_workspace.nodes import Violation

_OLD_STYLE = {"drive", "calendar"}
_ON_DEMAND = {"sheets", "docs"}
_REASONS = {
    400: "badRequest",
    401: "authError",
    403: "forbidden",
    404: "notFound",
    429: "rateLimitExceeded",
    500: "backendError",
    501: "notImplemented",
    503: "backendError",
}
_MAIL_REASONS = {
    "INVALID_ARGUMENT": "invalidArgument",
    "FAILED_PRECONDITION": "failedPrecondition",
    "ABORTED": "aborted",
}


def envelope(error: ApiError, api: str, xgafv: str = "") -> dict[str, Any]:
    """The JSON body of a refusal by that API; `xgafv` is the error format that the caller asked for."""
    body: dict[str, Any] = {"code": error.code, "message": error.message}
    if api in _OLD_STYLE or (api == "gmail" and xgafv != "2") or (api in _ON_DEMAND and xgafv == "1"):
        body["errors"] = [_entry(error, _MAIL_REASONS.get(error.status) if api == "gmail" else None)]
    if not isinstance(error, DriveError):
        body["status"] = error.status
    if error.details:
        body["details"] = error.details
    return {"error": body}


def _entry(error: ApiError, mail_reason: str | None) -> dict[str, str]:
    """Drive's one entry: message, domain, reason and the parameter at fault."""
    domain = error.domain if isinstance(error, DriveError) else "global"
    reason = (
        error.reason
        if isinstance(error, DriveError)
        else mail_reason or _REASONS.get(error.code, "badRequest")
    )
    entry = {"message": error.message, "domain": domain, "reason": reason}
    if error.details and error.details[0].get("reason") == "ACCESS_TOKEN_SCOPE_INSUFFICIENT":
        entry |= {"message": "Insufficient Permission", "reason": "insufficientPermissions"}
    if isinstance(error, DriveError) and error.location:
        entry |= {"location": error.location, "locationType": error.location_type}
    if error.code == 401 and reason == "authError":
        entry |= {"location": "Authorization", "locationType": "header"}
    return entry


def bad_payload(violations: Sequence[Violation]) -> ApiError:
    """The 400 for what the schema does not allow: all of it, a line each."""
    found = [
        {"field": violation.field, "description": violation.description}
        if violation.field
        else {"description": violation.description}
        for violation in violations
    ]
    return ApiError(
        400,
        "INVALID_ARGUMENT",
        "\n".join(violation.description for violation in violations),
        [{"@type": "type.googleapis.com/google.rpc.BadRequest", "fieldViolations": found}],
    )


def bad_mask(wrong: MaskError, api: str) -> ApiError:
    """The 400 for a `fields` parameter that does not parse or fit."""
    if api in _OLD_STYLE:
        return DriveError(400, "INVALID_ARGUMENT", str(wrong), reason="invalidParameter", location="fields")
    path = wrong.selection.replace("/", ".")
    why = f"Error expanding 'fields' parameter. Cannot find matching fields for path '{path}'."
    detail = {
        "@type": "type.googleapis.com/google.rpc.BadRequest",
        "fieldViolations": [{"field": path, "description": why}],
    }
    return ApiError(400, "INVALID_ARGUMENT", "Request contains an invalid argument.", [detail])


def unauthenticated(*, missing: bool) -> ApiError:
    """The 401 for a request without a token, or with one that is not ours."""
    what = (
        "Request is missing required authentication credential."
        if missing
        else "Request had invalid authentication credentials."
    )
    return ApiError(
        401,
        "UNAUTHENTICATED",
        f"{what} Expected OAuth 2 access token, login cookie or other valid authentication credential."
        " See https://developers.google.com/identity/sign-in/web/devconsole-project.",
    )
