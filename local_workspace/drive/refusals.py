"""Drive's refusals: the older error envelope names a reason and the parameter at fault."""

from __future__ import annotations

from dataclasses import dataclass

from local_workspace.errors import ApiError


@dataclass(eq=False)
class DriveError(ApiError):
    """An `ApiError` with what Drive's envelope says beside the message."""

    reason: str = "invalid"
    domain: str = "global"
    location: str | None = None
    location_type: str = "parameter"


def file_not_found(file_id: str) -> DriveError:
    """The file does not exist, or is none of the caller's business: Drive says the same to both."""
    return DriveError(404, "NOT_FOUND", f"File not found: {file_id}.", reason="notFound", location="fileId")


def thing_not_found(kind: str, thing_id: str, parameter: str) -> DriveError:
    """A permission, comment, reply or revision that the file does not have."""
    return DriveError(
        404, "NOT_FOUND", f"{kind} not found: {thing_id}.", reason="notFound", location=parameter
    )


def insufficient_rights() -> DriveError:
    """The caller sees the file and may not do this to it."""
    return DriveError(
        403,
        "PERMISSION_DENIED",
        "The user does not have sufficient permissions for this file.",
        reason="insufficientFilePermissions",
    )


def no_storage_quota() -> DriveError:
    """Service accounts own no files."""
    return DriveError(
        403,
        "PERMISSION_DENIED",
        "Service Accounts do not have storage quota. Leverage shared drives"
        " (https://developers.google.com/workspace/drive/api/guides/about-shareddrives), or use OAuth"
        " delegation (http://support.google.com/a/answer/7281227) instead.",
        reason="storageQuotaExceeded",
        domain="usageLimits",
    )


def invalid(message: str, location: str | None = None, reason: str = "invalid") -> DriveError:
    """A 400: the request makes no sense."""
    return DriveError(400, "INVALID_ARGUMENT", message, reason=reason, location=location)


def required(parameter: str) -> DriveError:
    """A 400: something that must be given was not."""
    return invalid(f"The '{parameter}' parameter is required for this method.", parameter, "required")
