"""The History tab's lines as they stand."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import tzinfo

from closeplan.plan.document import HistoryLine
from sheets_schema.cells import cell_number, moment_of
from sheets_schema.columns import HISTORY
from sheets_schema.grid import TabGrid


def history_rows(tab: TabGrid, zone: tzinfo) -> Iterator[tuple[int, HistoryLine]]:
    """Each line with its row; what has no moment in it is none of ours."""
    if "when" not in tab.columns:
        return
    words = [column.key for column in HISTORY if column.key != "when"]
    for row in tab.body:
        when = moment_of(cell_number(tab.cell(row, tab.columns["when"])), zone)
        if when is not None:
            texts = {key: tab.text(row, tab.columns.get(key)) for key in words}
            yield row, HistoryLine(when=when, **texts)
