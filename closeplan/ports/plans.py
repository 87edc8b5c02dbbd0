"""Plans, the documents they live in, and the feeds their changes are heard of through."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from types import MappingProxyType
from typing import Protocol

from closeplan.plan.adoption import Adoption, Proposal
from closeplan.plan.document import (
    AnnotationRecord,
    DocumentDraft,
    DocumentKind,
    DocumentUpdate,
    Reading,
    Snapshot,
    WriteResult,
)
from closeplan.plan.ledger import LedgerEntry, Void
from closeplan.plan.model import Deal, Plan
from closeplan.plan.signals import Signal
from closeplan.records import (
    Channel,
    DuePlan,
    FileAccess,
    FileChange,
    FoundSheet,
    LayoutReport,
    PlanRecord,
    Share,
)


class PlanDocument(Protocol):
    """A plan in a document people use. Each method names the requests it costs."""

    def create(self, draft: DocumentDraft, *, look_first: bool) -> str:
        """Make the document as the seller and return its id. Two requests, one more with `look_first`,
        which finds the document an interrupted run made for the same plan id. Where the draft goes `into` a document
        that is there, the plan is added to it unless it stands there already; ConflictError if another plan does.
        """

    def share(self, document_id: str, shares: Sequence[Share]) -> None:
        """Give access as the seller; one request a share. Repeating it changes nothing."""

    def read(self, document_id: str, known: Plan | None, *, now: datetime, language: str) -> Reading:
        """Read the document as the robot, one request. `known` helps to find rows whose id was broken; dates in words
        are read at `now` and in the plan's language.
        """

    def write(self, document_id: str, reading: Reading, update: DocumentUpdate) -> WriteResult:
        """Make the update true as the robot: one request, or none where it already is."""

    def url(self, document_id: str) -> str:
        """Where a person opens the document."""


class ForeignSheets(Protocol):
    """Spreadsheets that people made, opened as the seller."""

    def access(self, document_id: str, robot: str) -> FileAccess:
        """What the seller and the robot may do there; one request, two where the seller can't see who has access.
        NotFoundError says how to open a file the seller can't see; RefusedError that it is no Sheet.
        """

    def upload(self, name: str, content: bytes, mime_type: str, source: str) -> str:
        """Make a Sheet of the seller's from a workbook's bytes and return its id; one request. `source` is the digest of
        the file it came from, by which `uploaded` finds it again.
        """

    def uploaded(self, source: str) -> str:
        """The Sheet that was made of that file before and is not in the trash, the newest; empty if none was. One request."""

    def look(self, document_id: str, today: date) -> FoundSheet:
        """The spreadsheet with what adopting it today would make of it; one request."""

    def latest_due(self, found: FoundSheet, proposal: Proposal, today: date) -> date | None:
        """The last due date that can be read there where the proposal is what it means; no request."""

    def adopt(self, found: FoundSheet, adoption: Adoption) -> None:
        """Mark the tables as that plan's and add the robot's columns and the History tab; one request, all or nothing."""

    def release(self, document_id: str) -> bool:
        """Take back what `adopt` added; two requests, one and False where there is nothing of it."""


class Layouts(Protocol):
    """The layout of plans' documents."""

    def upgrade(self, document_id: str, *, language: str, dry_run: bool) -> LayoutReport:
        """Bring it up to date as the robot, all at once or not at all; two requests, one with `dry_run` or where nothing
        is to be done. ConflictError where a newer closeplan laid it out.
        """


PlanDocuments = Mapping[DocumentKind, PlanDocument]
"""Where plans live, by kind of document."""


class ChangeFeed(Protocol):
    """A robot's feed of changed files."""

    def start_token(self) -> str:
        """A token for changes from now on; one request."""

    def changes(self, token: str) -> tuple[list[FileChange], str, bool]:
        """One page of changes since `token`, oldest first; the token to go on from; and whether there is
        a further page now. One request.
        """

    def watch(self, token: str, channel_id: str, secret: str, address: str, expires_at: datetime) -> Channel:
        """Ask for notifications to `address`; one request."""

    def stop(self, channel: Channel) -> None:
        """End a channel; a channel that is gone already is fine. One request."""


NONE_VOIDED: Mapping[int, Void] = MappingProxyType({})


class PlanStore(Protocol):
    """Plans, their ledger and annotations, and the feeds they are heard of through.

    Each method is one transaction.
    """

    def add_plan(self, record: PlanRecord) -> None:
        """Remember a plan before its document exists; ConflictError if its id is taken."""

    def replace_plan(self, record: PlanRecord) -> None:
        """Remember a plan anew whose document does not exist yet; ConflictError if it does, or there is no plan."""

    def set_document(self, plan_id: str, document_id: str) -> None:
        """Say where the plan's document is."""

    def set_deal(self, plan_id: str, deal: Deal) -> None:
        """Replace what is known of the deal behind a plan that stands; NotFoundError if there is none."""

    def plan(self, plan_id: str) -> PlanRecord:
        """The plan; NotFoundError if there is none."""

    def plans(self) -> list[PlanRecord]:
        """All plans, oldest first."""

    def plans_of(self, owner: str) -> list[PlanRecord]:
        """The plans of the person at that address, in whatever case it was written, oldest first."""

    def plan_of_document(self, document_id: str) -> PlanRecord | None:
        """The plan whose document this is."""

    def save_pass(
        self,
        plan_id: str,
        snapshot: Snapshot,
        entries: Sequence[LedgerEntry],
        voided: Mapping[int, Void] = NONE_VOIDED,
    ) -> list[LedgerEntry]:
        """Append entries to the ledger, say why earlier ones count no more (by id), and replace the snapshot,
        together; returns the new entries with ids.
        """

    def save_written(
        self, plan_id: str, annotations: Sequence[AnnotationRecord], on_sheet: Sequence[int], own_version: int
    ) -> None:
        """After a write: replace the plan's annotations, mark ledger entries as shown, note the version."""

    def set_reason(self, entry_id: int, reason: str) -> None:
        """Keep the reason somebody gave for a slip."""

    def ledger(self, plan_id: str) -> list[LedgerEntry]:
        """Every entry of the plan, oldest first."""

    def annotations(self, plan_id: str) -> list[AnnotationRecord]:
        """What the robot has said in the plan's document."""

    def save_signals(self, plan_id: str, signals: Sequence[Signal]) -> None:
        """Remember what the plan has to tell now, for those who ask between two looks."""

    def set_gone(self, plan_id: str, gone: bool) -> None:
        """Whether the document is out of reach."""

    def robots(self) -> list[str]:
        """Every robot that has a feed."""

    def open_feed(self, robot: str, token: str) -> None:
        """Start the robot's feed at `token`, unless it has one."""

    def mark_dirty(self, robot: str) -> bool:
        """Note that the feed has news; True if it was clean before."""

    def dirty_feeds(self) -> list[str]:
        """Robots whose feed has news, or whose last drain was begun and never saved."""

    def feed_token(self, robot: str) -> str | None:
        """Where the feed was read up to; None if the robot has none."""

    def begin_drain(self, robot: str) -> str:
        """Clean the dirty mark and return the token, together: news that comes later marks it again.

        The drain that is begun leaves a trace which `dirty_feeds` reports until the same thread saves it (or
        a later drain of that feed is saved), so that a process that dies in between loses no news.
        NotFoundError if the robot has no feed.
        """

    def save_drain(self, robot: str, token: str, due: Sequence[DuePlan]) -> None:
        """Move the token and queue the changed plans, together. A plan already waiting is kept once, with the
        newer version and editor; two different editors become `someone with the link`. Version 0 is a look
        without a change: it says nothing about the editor of a change it meets. What a drain saves after a
        later one of the same feed queues its plans but leaves the token alone.
        NotFoundError, and nothing saved, if there is no such plan.
        """

    def claim_due(self, plan_id: str, until: datetime, now: datetime) -> DuePlan | None:
        """Take a waiting plan to work on it; None if it waits no more or somebody else holds it."""

    def finish_due(self, plan_id: str, version: int) -> bool:
        """The plan was worked up to `version`; it waits on, unclaimed, if something newer came or a look (version 0) was
        asked for meanwhile.

        True if it waits on: nobody else will ask for that job, since the one asked for when the newer
        change came found the plan claimed.
        """

    def release_due(self, plan_id: str) -> None:
        """Give a claimed plan back untouched."""

    def due_plans(self, now: datetime) -> list[str]:
        """Ids of plans that wait and nobody holds, longest waiting first."""

    def queue_plan(self, due: DuePlan) -> None:
        """Queue one plan, as `save_drain` does."""

    def add_channel(self, channel: Channel) -> None:
        """Remember a channel (before the watch is answered, so that its first message is known);
        repeating it updates resource id and expiry.
        """

    def channel(self, channel_id: str) -> Channel | None:
        """The channel of that id."""

    def channels(self, robot: str) -> list[Channel]:
        """The robot's channels that are not stopped."""

    def stop_channel(self, channel_id: str) -> None:
        """Note that a channel is stopped."""
