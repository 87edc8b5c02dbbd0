"""Plans, their documents, and how changes of them are heard of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from closeplan.plan.adoption import Proposal
from closeplan.plan.document import DocumentKind, Snapshot
from closeplan.plan.model import Deal
from closeplan.plan.signals import Signal

FILLING_IN = timedelta(days=2)
"""How long people have to fill a bare plan in before it asks for its roles in comments."""


@dataclass(frozen=True, kw_only=True)
class Share:
    """Somebody who gets access. `role` is Drive's: writer, commenter or reader. `message` are the words of the mail
    that `notify` asks for, in the plan's language; Drive adds the link.
    """

    email: str
    role: str = "writer"
    notify: bool = False
    message: str = ""


@dataclass(frozen=True, kw_only=True)
class FileAccess:
    """Who may do what with a file that others made, as the seller sees it.

    `people` are the addresses with access of their own, in lower case, and `domains` those whose people all have it;
    both are empty where the seller may not see them. `by_link` means whoever has the link.
    """

    name: str
    can_edit: bool
    can_share: bool
    robot_edits: bool
    people: frozenset[str] = frozenset()
    domains: frozenset[str] = frozenset()
    by_link: bool = False

    def reaches(self, email: str) -> bool:
        """Whether that person can open the file as things stand."""
        address = email.lower()
        return self.by_link or address in self.people or address.rpartition("@")[2] in self.domains


@dataclass(frozen=True, kw_only=True)
class FoundSheet:
    """A spreadsheet as it was found. `plan_id` is the plan that stands in it, if one does, `adopted` whether its own
    tables are that plan; `sheets` are the titles of its sheets in order; `latest_due` the last due date that could be
    read. `seen` belongs to the adapter: what it needs to mark the spreadsheet.
    """

    document_id: str
    title: str
    proposal: Proposal
    sheets: tuple[str, ...] = ()
    plan_id: str = ""
    adopted: bool = False
    latest_due: date | None = None
    seen: object = None


@dataclass(frozen=True, kw_only=True)
class LayoutReport:
    """A document's layout version, the newest one, and in words what lies between them."""

    was: int
    now: int
    says: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class FileChange:
    """A file the robot can see has changed.

    `who` is Drive's name for the last editor (email, else display name), empty where it names nobody;
    `by_robot` whether that is the robot itself. `version` grows with every change. `gone` means
    deleted, trashed, or out of the robot's reach. `parents` are the folders it lies in, as far as the robot sees them.
    """

    file_id: str
    version: int
    who: str
    by_robot: bool
    gone: bool
    at: datetime
    name: str = ""
    mime_type: str = ""
    parents: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Channel:
    """One notification channel of a robot's feed, posting to `address`.

    `token_hash` is the SHA-256 of the secret it was made with, in hexadecimal.
    """

    id: str
    robot: str
    token_hash: str
    resource_id: str
    expires_at: datetime
    address: str = ""
    stopped: bool = False


@dataclass(frozen=True, kw_only=True)
class PlanRecord:
    """A plan as the store knows it. `document_id` is empty until the document exists.

    `own_version` is the file version the robot's own last write is expected to have left, 0 if unknown. `signals` are
    what the plan had to tell when it was last looked at, those for the seller's side alone included. `made_at` is aware; None where that was not kept yet.
    """

    id: str
    deal: Deal
    owner: str
    robot: str
    document_id: str = ""
    snapshot: Snapshot | None = None
    own_version: int = 0
    kind: DocumentKind = DocumentKind.SHEET
    gone: bool = False
    signals: tuple[Signal, ...] = ()
    made_at: datetime | None = None

    def is_filling_in(self, now: datetime) -> bool:
        """Whether it was made from three fields a short while ago: what it lacks is no news to anybody yet."""
        return self.deal.bare and self.made_at is not None and now - self.made_at < FILLING_IN

    @property
    def is_released(self) -> bool:
        """Whether it was adopted once and let go again: people have their document back, closeplan its ledger."""
        return self.gone and not self.document_id and not self.deal.network.steps


@dataclass(frozen=True, kw_only=True)
class DuePlan:
    """A plan waiting to be reconciled, with what its newest change said."""

    plan_id: str
    version: int
    who: str
    seen_at: datetime
