"""The layout of plans in Sheets, brought up to date as the robot."""

from __future__ import annotations

from collections.abc import Callable

from addon.adapters.google.clients import SheetsClient
from addon.adapters.google.faults import translated
from closeplan.errors import ConflictError
from closeplan.plan.languages import words_for
from closeplan.records import LayoutReport
from sheets_schema.layout_steps import OLD_FIELDS
from sheets_schema.versions import LAYOUT_VERSION, layout_change


class GoogleLayouts:
    """Each Sheet with the layout version it says it has."""

    def __init__(self, robot_sheets: Callable[[], SheetsClient]) -> None:
        self._robot_sheets = robot_sheets

    def upgrade(self, document_id: str, *, language: str, dry_run: bool) -> LayoutReport:
        with translated("reading the Sheet"):
            raw = self._robot_sheets().fetch_sheet_metadata(document_id, {"fields": OLD_FIELDS})
        change = layout_change(raw, words_for(language))
        if change.was > LAYOUT_VERSION:
            raise ConflictError(
                f"a newer closeplan laid it out (version {change.was}, this one knows {LAYOUT_VERSION}): update closeplan"
            )
        if change.requests and not dry_run:
            with translated("upgrading the layout"):
                self._robot_sheets().batch_update(document_id, {"requests": change.requests})
        return LayoutReport(was=change.was, now=change.now, says=tuple(one.says for one in change.changes))
