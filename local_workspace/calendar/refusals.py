"""Calendar's refusals: the older error envelope, in Calendar's words."""

from __future__ import annotations

from local_workspace.drive.refusals import DriveError


def not_found() -> DriveError:
    """A 404: no such calendar or event, or one that is none of the caller's business."""
    return DriveError(404, "NOT_FOUND", "Not Found", reason="notFound")


def deleted() -> DriveError:
    """A 410: it was there once."""
    return DriveError(410, "NOT_FOUND", "Resource has been deleted", reason="deleted")


def duplicate() -> DriveError:
    """A 409: the id is taken, also when its event was deleted."""
    return DriveError(409, "ALREADY_EXISTS", "The requested identifier already exists.", reason="duplicate")


def invalid(message: str, reason: str = "invalid") -> DriveError:
    """A 400 about the event or the question."""
    return DriveError(
        400, "INVALID_ARGUMENT", message, reason=reason, domain="calendar" if _own(reason) else "global"
    )


def forbidden(message: str, reason: str) -> DriveError:
    """A 403 about the event."""
    return DriveError(403, "PERMISSION_DENIED", message, reason=reason, domain="calendar")


def full_sync_required() -> DriveError:
    """A 410: the sync token is none of ours."""
    return DriveError(
        410,
        "NOT_FOUND",
        "Sync token is no longer valid, a full sync is required.",
        reason="fullSyncRequired",
        domain="calendar",
        location="syncToken",
    )


def _own(reason: str) -> bool:
    """Whether a reason is Calendar's own and not one of all Google's."""
    return reason in {"timeRangeEmpty", "cannotChangeOrganizer", "participantIsNeitherOrganizerNorAttendee"}
