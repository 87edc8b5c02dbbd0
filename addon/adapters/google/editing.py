"""Plans edited as the seller who clicked: the seller's own token writes what only people may write."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from addon.adapters.google.clients import PerThread, SheetsClient
from addon.adapters.google.documents import SPREADSHEETS
from addon.adapters.google.faults import translated
from closeplan.errors import RefusedError, RetryLaterError
from closeplan.plan.edits import Edit, EditResult
from closeplan.plan.model import Plan
from sheets_schema.doc.edit import DocEdits, doc_edits
from sheets_schema.doc.read import PARAMS_WITHOUT_COMMENTS, read_doc
from sheets_schema.edit import EDIT_FIELDS, SheetEditing

MOST_TRIES = 5
"""How often a Doc is read again because somebody typed between reading and writing."""


class SheetEditor:
    """Edits plans in Google Sheets."""

    def __init__(self, *, seller: Callable[[], SheetsClient], mint: Callable[[], str]) -> None:
        self._seller = seller
        self._mint = mint

    def edit(  # noqa: PLR0913 - an edit needs its document, its plan and its moment
        self,
        document_id: str,
        edits: Sequence[Edit],
        known: Plan | None,
        *,
        now: datetime,
        language: str,
        together: bool = False,
    ) -> EditResult:
        work = SheetEditing(edits, known, self._mint, now=now, language=language, together=together)
        with translated("reading the plan"):
            raw: Mapping[str, Any] = self._seller().fetch_sheet_metadata(document_id, {"fields": EDIT_FIELDS})
        while requests := work.step(raw):
            try:
                raw = self._send(document_id, requests)
            except RefusedError as error:
                work.refuse(f"Google refused it ({error})")
                break
        return work.result

    def _send(self, document_id: str, requests: list[dict[str, Any]]) -> Mapping[str, Any]:
        body = {
            "requests": requests,
            "includeSpreadsheetInResponse": True,
            "responseIncludeGridData": True,
        }
        params = {"fields": f"updatedSpreadsheet({EDIT_FIELDS})"}
        with translated("writing into the plan"):
            url = f"{SPREADSHEETS}/{document_id}:batchUpdate"
            answer = self._seller().request("post", url, params=params, json=body).json()
        after: Mapping[str, Any] = answer["updatedSpreadsheet"]
        return after


class DocEditor:
    """Edits plans in Google Docs."""

    def __init__(self, *, seller: Callable[[], PerThread], mint: Callable[[], str]) -> None:
        self._seller = seller
        self._mint = mint

    def edit(  # noqa: PLR0913 - an edit needs its document, its plan and its moment
        self,
        document_id: str,
        edits: Sequence[Edit],
        known: Plan | None,
        *,
        now: datetime,
        language: str,
        together: bool = False,
    ) -> EditResult:
        for _ in range(MOST_TRIES):
            wanted = self._wanted(document_id, edits, known, now=now, language=language, together=together)
            result = wanted.result
            if not wanted.requests:
                return result
            try:
                with translated("writing into the plan"):
                    documents = self._seller().docs().documents()
                    documents.batchUpdate(documentId=document_id, body=wanted.body).execute()
            except RefusedError as error:
                if "revision" not in str(error).lower():
                    why = f"Google refused it ({error})"
                    return EditResult(refused=(*result.refused, *((edit, why) for edit in result.done)))
            else:
                return result
        raise RetryLaterError("writing into the plan: people are editing the Doc just now; try again")

    def _wanted(  # noqa: PLR0913 - an edit needs its document, its plan and its moment
        self,
        document_id: str,
        edits: Sequence[Edit],
        known: Plan | None,
        *,
        now: datetime,
        language: str,
        together: bool,
    ) -> DocEdits:
        """What writes the edits into the Doc as it is now."""
        with translated("reading the plan"):
            documents = self._seller().docs().documents()
            raw = documents.get(documentId=document_id, **PARAMS_WITHOUT_COMMENTS).execute()
        reading = read_doc(raw, known, self._mint, now=now, language=language)
        return doc_edits(reading, edits, now=now, language=language, together=together)
