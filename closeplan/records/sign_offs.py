"""Who is asked to acknowledge a plan's timeline: signed links, and Drive's approvals."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


@dataclass(frozen=True, kw_only=True)
class SignOffLink:
    """A link made for one person. `id` is random and no secret by itself: only signed does it open anything.

    `made_by` is the seller who asks. Every moment is aware, in UTC; `opened_at` is None until the page was first shown.
    """

    id: str
    plan_id: str
    email: str
    name: str
    made_by: str
    made_at: datetime
    expires_at: datetime
    revoked_at: datetime | None = None
    opened_at: datetime | None = None

    def is_valid(self, now: datetime) -> bool:
        """Whether it opens the page."""
        return self.revoked_at is None and now < self.expires_at


class ApprovalStatus(StrEnum):
    """Where an approval stands: Drive's own statuses, and RESET."""

    IN_PROGRESS = "IN_PROGRESS"
    APPROVED = "APPROVED"
    CANCELLED = "CANCELLED"
    DECLINED = "DECLINED"
    RESET = "RESET"
    """Cancelled by closeplan since a date changed after somebody had approved."""


APPROVED, DECLINED, NO_RESPONSE = "APPROVED", "DECLINED", "NO_RESPONSE"
"""What a reviewer may have answered, as Drive says it."""


@dataclass(frozen=True, kw_only=True)
class DriveApproval:
    """An approval as Drive shows it: `reviewers` are what each has answered, by address in lower case; `names` what
    Drive calls them. `changed_at` is the moment of its last step.
    """

    id: str
    status: ApprovalStatus
    reviewers: Mapping[str, str]
    names: Mapping[str, str]
    changed_at: datetime


@dataclass(frozen=True, kw_only=True)
class AskedApproval:
    """An approval closeplan asked for; `state` are the dates its answers are about, as `state_of` writes them, and
    `reminded_at` is when its reviewers were last reminded of it.
    """

    id: str
    plan_id: str
    document_id: str
    reviewers: Mapping[str, str]
    status: ApprovalStatus
    state: str
    asked_by: str
    asked_at: datetime
    reminded_at: datetime | None = None

    @property
    def runs(self) -> bool:
        """Whether an answer may still come."""
        return self.status is ApprovalStatus.IN_PROGRESS
