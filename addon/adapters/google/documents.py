"""A plan as a Google Sheet: made by the seller, read and annotated by the robot."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

import structlog

from addon.adapters.google import files
from addon.adapters.google.clients import PerThread, SheetsClient
from addon.adapters.google.faults import translated
from closeplan.errors import ConflictError, RefusedError
from closeplan.plan.document import DocumentDraft, DocumentUpdate, Reading, WriteResult
from closeplan.plan.model import Plan
from closeplan.records import Share
from sheets_schema import annotate, metadata, read, write

SHEET_TYPE = "application/vnd.google-apps.spreadsheet"
MOST_MENDING = 10
"""How often putting back is tried while people go on moving things."""

SPREADSHEETS = "https://sheets.googleapis.com/v4/spreadsheets"

_UNKNOWN = "Unknown name"
"""How Google begins its answer to a request it does not know at all, and not only as it was put."""

log = structlog.get_logger(__name__)


class GoogleSheets:
    """Plans in Google Sheets, one seller's files and one robot's eyes."""

    def __init__(
        self,
        *,
        seller_sheets: Callable[[], SheetsClient],
        seller_drive: Callable[[], PerThread],
        robot_sheets: Callable[[], SheetsClient],
        mint: Callable[[], str],
        base_url: str = "",
    ) -> None:
        self._seller_sheets = seller_sheets
        self._seller_drive = seller_drive
        self._robot_sheets = robot_sheets
        self._mint = mint
        self._base_url = base_url
        self._uncommented: set[str] = set()
        self._unshown: set[str] = set()

    def create(self, draft: DocumentDraft, *, look_first: bool) -> str:
        if draft.into:
            return self._add_to(draft)
        drive = self._seller_drive().drive()
        document_id = files.find_file(drive, draft.plan_id, SHEET_TYPE) if look_first else None
        if document_id is not None and self._is_filled(document_id):
            return document_id
        if document_id is None:
            document_id = self._create_file(draft)
        with translated("laying out the plan"):
            self._seller_sheets().batch_update(document_id, {"requests": write.creation_requests(draft)})
        return document_id

    def _add_to(self, draft: DocumentDraft) -> str:
        """Add the plan's tabs to a Sheet that is there, all at once or not at all."""
        fields = "sheets.properties(sheetId,title),developerMetadata(metadataKey,metadataValue)"
        with translated("looking at the Sheet"):
            raw = self._seller_sheets().fetch_sheet_metadata(draft.into, {"fields": fields})
        there = metadata.value_of(raw, metadata.PLAN_ID)
        if there == draft.plan_id:
            return draft.into
        if there is not None:
            raise ConflictError(f"the Sheet {draft.into} holds the plan '{there}' already")
        present = [sheet["properties"] for sheet in raw.get("sheets", ())]
        body = {"requests": write.insertion_requests(draft, present)}
        with translated("adding the plan to the Sheet"):
            self._seller_sheets().batch_update(draft.into, body)
        return draft.into

    def _create_file(self, draft: DocumentDraft) -> str:
        return files.create_file(self._seller_drive().drive(), draft, SHEET_TYPE)

    def _is_filled(self, document_id: str) -> bool:
        with translated("looking at the plan's Sheet"):
            raw = self._seller_sheets().fetch_sheet_metadata(
                document_id, {"fields": "sheets.properties.title"}
            )
        return len(raw.get("sheets", [])) > 1

    def share(self, document_id: str, shares: Sequence[Share]) -> None:
        files.share_file(self._seller_drive().drive(), document_id, shares)

    def read(self, document_id: str, known: Plan | None, *, now: datetime, language: str) -> Reading:
        try:
            raw = self._fetch(document_id)
        except RefusedError as error:
            if document_id in self._unshown or not _names_comments(error):
                raise
            log.warning("comments are not shown; notes take their place", document=document_id)
            self._uncommented.add(document_id)
            self._unshown.add(document_id)
            raw = self._fetch(document_id)
        return read.read_document(raw, known, self._mint, now=now, language=language)

    def _fetch(self, document_id: str) -> Mapping[str, Any]:
        shown = document_id not in self._unshown
        params = read.READ_PARAMS if shown else read.PARAMS_WITHOUT_COMMENTS
        with translated("reading the plan"):
            return self._robot_sheets().fetch_sheet_metadata(document_id, dict(params))

    def write(self, document_id: str, reading: Reading, update: DocumentUpdate) -> WriteResult:
        comments = document_id not in self._uncommented
        wanted = annotate.update_requests(reading, update, comments=comments)
        try:
            return self._annotate(document_id, reading, wanted)
        except RefusedError as error:
            if not wanted.comments or not _refuses_comments(error):
                raise
            log.warning("a comment was refused; notes take its place", document=document_id, why=str(error))
            if _UNKNOWN in str(error):
                self._uncommented.add(document_id)
        noted = annotate.update_requests(reading, update, comments=False)
        return self._annotate(document_id, reading, noted)

    def _annotate(self, document_id: str, reading: Reading, wanted: annotate.UpdateRequests) -> WriteResult:
        if not wanted.requests:
            return WriteResult(wrote=False)
        answer = self._send(document_id, annotate.write_body(wanted.requests), "annotating the plan")
        misplaced = annotate.misplaced_notes(reading, wanted, answer)
        self._mend(document_id, reading, wanted.cells, answer)
        if misplaced:
            self._send(document_id, {"requests": misplaced}, "bringing notes to their cells")
        return WriteResult(wrote=True, thread_ids=annotate.thread_ids(wanted, answer))

    def _mend(
        self, document_id: str, reading: Reading, cells: tuple[Any, ...], answer: dict[str, Any]
    ) -> None:
        """Put back a person's cell that moved under our write; Sheets can't refuse a write that came late."""
        if "updatedSpreadsheet" not in answer:
            return
        mending = annotate.Mending(reading, cells, answer["updatedSpreadsheet"])
        for _ in range(MOST_MENDING):
            if not mending.requests:
                return
            log.warning(
                "mending cells that moved under a write", document=document_id, cells=len(mending.requests)
            )
            answer = self._send(
                document_id, annotate.write_body(mending.requests), "putting a moved cell back"
            )
            mending.answered(answer["updatedSpreadsheet"])

    def _send(self, document_id: str, body: dict[str, Any], doing: str) -> dict[str, Any]:
        fields = read.FIELDS_WITHOUT_COMMENTS if document_id in self._unshown else read.READ_FIELDS
        params = {"fields": f"replies,updatedSpreadsheet({fields})"}
        with translated(doing):
            url = f"{SPREADSHEETS}/{document_id}:batchUpdate"
            answer: dict[str, Any] = (
                self._robot_sheets().request("post", url, params=params, json=body).json()
            )
        return answer

    def url(self, document_id: str) -> str:
        if self._base_url:
            return f"{self._base_url}/#/file/{document_id}"
        return f"https://docs.google.com/spreadsheets/d/{document_id}/edit"


def _refuses_comments(error: RefusedError) -> bool:
    """Whether a comment is why Sheets refused a write; the rest of it may stand.

    A reply to a thread that was deleted meanwhile is no reason to write notes: the next pass sees that.
    """
    return "insertComment" in str(error) or (_UNKNOWN in str(error) and "addCommentReply" in str(error))


def _names_comments(error: RefusedError) -> bool:
    """Whether a reading was refused because it asked for comments."""
    return "comment" in str(error).lower()
