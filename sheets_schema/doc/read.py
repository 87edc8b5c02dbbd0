"""One raw Doc in, one `Reading` out, by the Sheet's own reader."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from closeplan.plan.document import Problem, Reading
from closeplan.plan.model import Plan
from closeplan.plan.signals import Place, Table
from sheets_schema.columns import TABLES
from sheets_schema.doc.as_sheet import Places, as_spreadsheet
from sheets_schema.doc.lines import SHEET_IDS
from sheets_schema.doc.marks import TABLE_NAMES
from sheets_schema.grid import Grid
from sheets_schema.labels import TOP_BLOCK, Label
from sheets_schema.read import read_document

READ_PARAMS: Mapping[str, Any] = {
    "includeTabsContent": True,
    "suggestionsViewMode": "SUGGESTIONS_INLINE",
    "commentsViewMode": "COMMENTS_VIEW_MODE_INCLUDED",
}
"""Query of the one `documents.get` that reads a plan. Comments come only with tabs and with suggestions inline."""

PARAMS_WITHOUT_COMMENTS: Mapping[str, Any] = {
    key: value for key, value in READ_PARAMS.items() if key != "commentsViewMode"
}

_SPEC_OF = {spec.table: spec for spec in TABLES}


@dataclass(frozen=True, kw_only=True)
class DocGrid:
    """Where everything lies, for the write that follows: in the tables as a Sheet's grid, and from there in the Doc.

    `revision` is the state of the Doc that was read; empty where the reader may not write.
    """

    sheet: Grid
    places: Places
    revision: str


def read_doc(
    raw: Mapping[str, Any],
    known: Plan | None,
    mint: Callable[[], str],
    *,
    now: datetime | None = None,
    language: str = "en",
) -> Reading:
    """What the Doc says, as `sheets_schema.read.read_document` says it of a Sheet."""
    spreadsheet, places = as_spreadsheet(raw)
    reading = read_document(spreadsheet, known, mint, now=now, language=language)
    grid = reading.grid
    if not isinstance(grid, Grid):
        message = "the Sheet's reader made another grid"
        raise TypeError(message)
    found = DocGrid(sheet=grid, places=places, revision=raw.get("revisionId", ""))
    problems = tuple(_where(problem, found) for problem in reading.problems)
    # lines that were cut and pasted lost their exact moment: which of them stand can't be told from these any more
    is_exact = len(reading.history) <= places.moments
    return replace(reading, grid=found, problems=problems, has_history=reading.has_history and is_exact)


def _where(problem: Problem, grid: DocGrid) -> Problem:
    """The problem with its place as people would say it: `row 5 of the timeline table, column Due`."""
    place = problem.place
    if place.table is None:
        label = TOP_BLOCK.label(Label(place.column)) if place.column in set(Label) else ""
        return replace(problem, cell=f"{label} above the timeline table" if label else problem.cell)
    tab = _SPEC_OF[place.table].tab
    index = grid.sheet.rows[place.table].get(place.row)
    at = grid.places.rows.get((SHEET_IDS[tab], index)) if index is not None else None
    if at is None:
        return problem
    return replace(
        problem,
        cell=f"row {at.row + 1} of the {TABLE_NAMES[tab]} table, column {_header(grid, place, place.table)}",
    )


def _header(grid: DocGrid, place: Place, table: Table) -> str:
    """The column's header as it stands in the Doc."""
    found = grid.sheet.tabs[_SPEC_OF[table].tab]
    header = found.text(found.header, found.columns.get(place.column)) if found.header is not None else ""
    return header or place.column
