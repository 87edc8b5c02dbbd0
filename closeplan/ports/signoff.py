"""Acknowledgements: kept in the store, asked for by signed links or through Drive's approvals."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from closeplan.plan.acknowledgement import SignOff
from closeplan.plan.ledger import LedgerEntry
from closeplan.records.sign_offs import AskedApproval, DriveApproval, SignOffLink


class SignOffs(Protocol):
    """What the store knows of acknowledgements; each method is one transaction."""

    def sign_offs(self, plan_id: str) -> list[SignOff]:
        """Everything that was said of the plan's timeline, oldest first."""

    def add_sign_off(self, plan_id: str, one: SignOff, entry: LedgerEntry) -> bool:
        """Keep a sign-off together with its ledger entry; False, and nothing kept, where its `via` is known already."""

    def add_link(self, link: SignOffLink, *, replacing: str = "") -> SignOffLink:
        """Keep a new link, unless one of the same plan and address still opens; the one that opens from now on. An older
        one whose id is `replacing` is revoked and gives way.
        """

    def link(self, link_id: str) -> SignOffLink | None:
        """The link of that id, whatever its state."""

    def links(self, plan_id: str) -> list[SignOffLink]:
        """The plan's links, newest first."""

    def open_link(self, link_id: str, at: datetime) -> None:
        """Note that the page was shown, the first time."""

    def revoke_link(self, plan_id: str, link_id: str, at: datetime) -> bool:
        """End a link of that plan; False where the plan has none of that id that still opens."""

    def save_approval(self, approval: AskedApproval) -> None:
        """Keep an approval as it stands now; when it was reminded of is `note_reminder`'s alone."""

    def note_reminder(self, approval_id: str, *, was: datetime | None, at: datetime | None) -> bool:
        """Note when an approval's reviewers are reminded; False where that is no longer what it `was`."""

    def approvals(self, plan_id: str) -> list[AskedApproval]:
        """The plan's approvals, newest first."""

    def awaits_approval(self, plan_id: str) -> bool:
        """Whether an approval of the plan runs."""

    def running_approvals(self) -> list[str]:
        """Ids of the plans of which an approval runs."""


class Approvals(Protocol):
    """Drive's approvals of a file, as one account. Each method is one request."""

    def start(self, document_id: str, reviewers: Sequence[str], message: str) -> DriveApproval:
        """Ask those people; Drive tells them by mail. RefusedError where one runs on the file already."""

    def remind(self, document_id: str, approval_id: str, message: str) -> None:
        """Say something in the approval; Drive tells everybody in it by mail."""

    def without_access(self, document_id: str, people: frozenset[str]) -> frozenset[str]:
        """Those of the addresses (in lower case) to whom nothing the account can see gives access; nobody where a group
        has access, for who is in it can't be seen.
        """

    def cancel(self, document_id: str, approval_id: str, message: str) -> None:
        """End it unanswered; one that ended already is fine."""

    def look(self, document_id: str, approval_id: str) -> DriveApproval | None:
        """How it stands; None if it is gone."""
