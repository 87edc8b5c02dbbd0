"""Docs in the local Workspace's engine, edited as people edit them, for the tests of `sheets_schema.doc`."""

from __future__ import annotations

import itertools
from datetime import UTC, datetime
from typing import Any

from closeplan.plan.document import DocumentUpdate, Reading
from closeplan.plan.model import Plan
from local_workspace.docs import Document, batch_update, render
from local_workspace.people import Actor
from sheets_schema.doc.annotate import DocUpdate, doc_update
from sheets_schema.doc.read import read_doc
from sheets_schema.doc.write import creation_requests
from tests.plan_doc import TIMELINE, Cell, Table, tables_of, typing
from tests.unit.sheets_schema.discovery import check_doc_body
from tests.unit.sheets_schema.plans import draft

ROBOT = Actor("robot@closeplan.local", "closeplan", is_service_account=True)
DANA = Actor("dana@acme.example", "Dana Fischer")
NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
Json = dict[str, Any]


class File:
    """One Doc: written by us, edited by Dana, read by us."""

    def __init__(self, of: Plan, **how: Any) -> None:
        self.language = how.get("language", "en")
        self.doc = Document.new("doc-1", of.title)
        batch_update(self.doc, creation_requests(draft(of, **how)), ROBOT, NOW)
        self._ids = itertools.count(1)

    def raw(self) -> Json:
        return render(self.doc, ROBOT, tabs=True, with_comments=True) | {"revisionId": self.doc.revision}

    def read(self, known: Plan | None = None, raw: Json | None = None) -> Reading:
        def mint() -> str:
            return f"new-{next(self._ids)}"

        return read_doc(raw or self.raw(), known, mint, now=NOW, language=self.language)

    def edit(self, *requests: Json) -> None:
        batch_update(self.doc, list(requests), DANA, NOW)

    def write(self, reading: Reading, update: DocumentUpdate) -> tuple[DocUpdate, Json]:
        wanted = doc_update(reading, update)
        if not wanted.requests:
            return wanted, {}
        check_doc_body(wanted.body)
        return wanted, {"replies": batch_update(self.doc, wanted.requests, ROBOT, NOW)}

    def table(self, header: str = TIMELINE) -> Table:
        return next(
            one for one in tables_of(self.raw()) if header in (*one.texts[0], *(row[0] for row in one.texts))
        )

    def cell(self, row: int, header: str, *, table: str = TIMELINE) -> Cell:
        """A cell below the header, rows from 1."""
        found = self.table(table)
        return found.rows[row][found.texts[0].index(header)]

    def type(self, row: int, header: str, text: str, *, table: str = TIMELINE) -> None:
        self.edit(*typing(self.cell(row, header, table=table), text))
