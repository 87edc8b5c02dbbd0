"""Questions asked in a plan's document as the seller who clicked, as comments that belong to a cell."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from addon.adapters.google.clients import PerThread, SheetsClient
from addon.adapters.google.faults import translated
from closeplan.errors import RefusedError, RetryLaterError
from closeplan.plan.document import NewThread
from closeplan.plan.model import Plan
from closeplan.records.signals import Question
from sheets_schema import asking, read
from sheets_schema.doc.read import READ_PARAMS as DOC_PARAMS
from sheets_schema.doc.read import read_doc

MOST_TRIES = 5
"""How often a Doc is read again because somebody typed between reading and writing."""


class SheetThreads:
    """`closeplan.ports.signals.Threads` in Google Sheets."""

    def __init__(self, *, seller: Callable[[], SheetsClient], mint: Callable[[], str]) -> None:
        self._seller = seller
        self._mint = mint

    def ask(
        self, document_id: str, question: Question, known: Plan | None, *, now: datetime, language: str
    ) -> bool:
        with translated("reading the plan"):
            raw: Mapping[str, Any] = self._seller().fetch_sheet_metadata(document_id, dict(read.READ_PARAMS))
        if asking.is_asked(raw, question.text):
            return False
        reading = read.read_document(raw, known, self._mint, now=now, language=language)
        with translated("asking in the plan"):
            self._seller().batch_update(document_id, asking.question_body(reading, _thread(question)))
        return True


class DocThreads:
    """`closeplan.ports.signals.Threads` in Google Docs."""

    def __init__(self, *, seller: Callable[[], PerThread], mint: Callable[[], str]) -> None:
        self._seller = seller
        self._mint = mint

    def ask(
        self, document_id: str, question: Question, known: Plan | None, *, now: datetime, language: str
    ) -> bool:
        documents = self._seller().docs().documents()
        for _ in range(MOST_TRIES):
            with translated("reading the plan"):
                raw = documents.get(documentId=document_id, **DOC_PARAMS).execute()
            if asking.is_asked(raw, question.text):
                return False
            reading = read_doc(raw, known, self._mint, now=now, language=language)
            body = asking.question_body(reading, _thread(question))
            try:
                with translated("asking in the plan"):
                    documents.batchUpdate(documentId=document_id, body=body).execute()
            except RefusedError as error:
                if "revision" not in str(error).lower():
                    raise
            else:
                return True
        raise RetryLaterError("asking in the plan: people are editing the Doc just now; try again")


def _thread(question: Question) -> NewThread:
    return NewThread(key="", place=question.place, text=question.text, assignee=question.assignee)
