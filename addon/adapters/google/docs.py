"""A plan as a Google Doc: made by the seller, read and annotated by the robot."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import structlog

from addon.adapters.google import files
from addon.adapters.google.clients import PerThread
from addon.adapters.google.faults import translated
from closeplan.errors import RefusedError, RetryLaterError
from closeplan.plan.document import DocumentDraft, DocumentUpdate, Reading, WriteResult
from closeplan.plan.model import Plan
from closeplan.records import Share
from sheets_schema.doc import annotate, marks, read, write

DOC_TYPE = "application/vnd.google-apps.document"

_UNKNOWN = "Unknown name"
"""How Google begins its answer to a request it does not know at all."""

_LATE = "revision"
"""What Google's refusal of a write that came late speaks of."""

log = structlog.get_logger(__name__)


@dataclass(frozen=True, kw_only=True)
class _Grid(read.DocGrid):
    """Where everything lies, and how to read it again when a write comes late."""

    now: datetime
    language: str

    @classmethod
    def of(cls, reading: Reading, *, now: datetime, language: str) -> _Grid:
        """What the reader found, with what it was read with."""
        grid = reading.grid
        if not isinstance(grid, read.DocGrid):
            message = "this reading was not made by sheets_schema.doc.read"
            raise TypeError(message)
        return cls(sheet=grid.sheet, places=grid.places, revision=grid.revision, now=now, language=language)


class GoogleDocs:
    """Plans in Google Docs, one seller's files and one robot's eyes."""

    def __init__(
        self,
        *,
        seller: Callable[[], PerThread],
        robot: Callable[[], PerThread],
        mint: Callable[[], str],
        base_url: str = "",
    ) -> None:
        self._seller = seller
        self._robot = robot
        self._mint = mint
        self._base_url = base_url
        self._uncommented: set[str] = set()

    def create(self, draft: DocumentDraft, *, look_first: bool) -> str:
        drive = self._seller().drive()
        document_id = files.find_file(drive, draft.plan_id, DOC_TYPE) if look_first else None
        if document_id is not None and self._is_filled(document_id):
            return document_id
        if document_id is None:
            document_id = self._create_file(draft)
        body = {"requests": write.creation_requests(draft)}
        with translated("laying out the plan"):
            self._seller().docs().documents().batchUpdate(documentId=document_id, body=body).execute()
        return document_id

    def _create_file(self, draft: DocumentDraft) -> str:
        return files.create_file(self._seller().drive(), draft, DOC_TYPE)

    def _is_filled(self, document_id: str) -> bool:
        with translated("looking at the plan's Doc"):
            raw = (
                self._seller().docs().documents().get(documentId=document_id, fields="namedRanges").execute()
            )
        return any(name.startswith(marks.PLAN_ID) for name in raw.get("namedRanges", {}))

    def share(self, document_id: str, shares: Sequence[Share]) -> None:
        files.share_file(self._seller().drive(), document_id, shares)

    def read(self, document_id: str, known: Plan | None, *, now: datetime, language: str) -> Reading:
        try:
            raw = self._fetch(document_id)
        except RefusedError as error:
            if document_id in self._uncommented or "comment" not in str(error).lower():
                raise
            log.warning("comments are not shown; the Signal column speaks alone", document=document_id)
            self._uncommented.add(document_id)
            raw = self._fetch(document_id)
        reading = read.read_doc(raw, known, self._mint, now=now, language=language)
        return replace(reading, grid=_Grid.of(reading, now=now, language=language))

    def _fetch(self, document_id: str) -> Mapping[str, Any]:
        shown = document_id not in self._uncommented
        params = read.READ_PARAMS if shown else read.PARAMS_WITHOUT_COMMENTS
        with translated("reading the plan"):
            raw: dict[str, Any] = (
                self._robot().docs().documents().get(documentId=document_id, **params).execute()
            )
        return raw

    def write(self, document_id: str, reading: Reading, update: DocumentUpdate) -> WriteResult:
        try:
            return self._annotate(document_id, reading, update)
        except RefusedError as error:
            if not _came_late(error):
                raise
        grid = reading.grid
        if not isinstance(grid, _Grid):
            message = "this reading was not made by GoogleDocs"
            raise TypeError(message)
        log.info("somebody edited the Doc meanwhile; reading it again", document=document_id)
        again = self.read(document_id, reading.plan, now=grid.now, language=grid.language)
        try:
            return self._annotate(document_id, again, update)
        except RefusedError as error:
            if not _came_late(error):
                raise
            raise RetryLaterError("annotating the plan: people are editing the Doc just now") from error

    def _annotate(self, document_id: str, reading: Reading, update: DocumentUpdate) -> WriteResult:
        comments = document_id not in self._uncommented
        wanted = annotate.doc_update(reading, update, comments=comments)
        try:
            return self._send(document_id, wanted)
        except RefusedError as error:
            if not wanted.comments or not _refuses_comments(error):
                raise
            log.warning(
                "a comment was refused; the Signal column speaks alone", document=document_id, why=str(error)
            )
            if _UNKNOWN in str(error):
                self._uncommented.add(document_id)
        return self._send(document_id, annotate.doc_update(reading, update, comments=False))

    def _send(self, document_id: str, wanted: annotate.DocUpdate) -> WriteResult:
        if not wanted.requests:
            return WriteResult(wrote=False)
        with translated("annotating the plan"):
            answer = (
                self._robot()
                .docs()
                .documents()
                .batchUpdate(documentId=document_id, body=wanted.body)
                .execute()
            )
        return WriteResult(wrote=True, thread_ids=annotate.thread_ids(wanted, answer))

    def url(self, document_id: str) -> str:
        if self._base_url:
            return f"{self._base_url}/#/file/{document_id}"
        return f"https://docs.google.com/document/d/{document_id}/edit"


def _came_late(error: RefusedError) -> bool:
    """Whether a write was meant for a state of the Doc that is no more."""
    return error.status == 400 and _LATE in str(error).lower()


def _refuses_comments(error: RefusedError) -> bool:
    """Whether a comment is why Docs refused a write; the rest of it may stand."""
    return "insertComment" in str(error)
