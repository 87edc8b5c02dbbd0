"""What the robot writes: the smallest batchUpdate that makes a `DocumentUpdate` true.

It writes its own cells only, and only where they differ. What people removed (a column, a tab, the
Outlook line) is not restored: what would have stood there is simply not written.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import tzinfo
from itertools import groupby
from typing import Any

from closeplan.plan.document import DocumentUpdate, HistoryLine, NewThread, Reading, ThreadReply
from closeplan.plan.zones import zone_of
from sheets_schema.cells import moment_cell, moment_serial, text_cell
from sheets_schema.columns import HISTORY, SIGNAL, TABLES
from sheets_schema.flipped import laid
from sheets_schema.grid import Grid, RobotCell, Spot
from sheets_schema.history import history_rows
from sheets_schema.labels import Label, Tab
from sheets_schema.notes import note_strays, note_write
from sheets_schema.places import spot_of
from sheets_schema.row_marks import mark_requests
from sheets_schema.strays import Mending, WrittenCell

__all__ = [
    "Mending",
    "UpdateRequests",
    "WrittenCell",
    "comment_request",
    "misplaced_notes",
    "thread_ids",
    "update_requests",
    "write_body",
]

Request = dict[str, Any]

_SPEC_OF = {spec.table: spec for spec in TABLES}
_ACTIONS = {"resolve": "RESOLVE", "reopen": "REOPEN"}


@dataclass(frozen=True, kw_only=True)
class UpdateRequests:
    """A write: its requests in order, the cells it addresses by coordinate, and the key of each new thread.

    `notes` are the cells whose notes it sets, `note_ids` the ids of the threads it opens there, by key.
    """

    requests: list[Request]
    cells: tuple[WrittenCell, ...]
    thread_keys: tuple[str, ...]
    notes: Mapping[Spot, str] = field(default_factory=dict)
    note_ids: Mapping[str, str] = field(default_factory=dict)

    @property
    def comments(self) -> bool:
        """Whether it opens comment threads or answers in them."""
        return any("insertComment" in request or "addCommentReply" in request for request in self.requests)


NOTHING = UpdateRequests(requests=[], cells=(), thread_keys=())


def update_requests(reading: Reading, update: DocumentUpdate, *, comments: bool = True) -> UpdateRequests:
    """What is to be written after that reading; no requests where everything is as it should be.

    Without `comments`, new threads become cell notes and threads that are comments stay as they are.
    """
    grid = _grid(reading)
    if not grid.writable:
        return NOTHING
    cells = [
        *grid.repairs,
        *_signal_cells(reading, grid, update),
        *_lines(reading, grid, update),
        *_retold_cells(reading, grid, update),
    ]
    in_notes = [] if comments else [(thread, spot_of(grid, thread.place)) for thread in update.threads]
    notes = note_write(grid, in_notes, update.replies)
    threads = update.threads if comments else ()
    commented = {t.id for t in reading.threads} - notes.known if comments else set()
    requests = [
        *_cell_requests(grid, cells),
        *notes.requests,
        *_history_requests(reading, grid, update.history),
        *(comment_request(grid, thread) for thread in threads),
        # One reply to a thread that a person has deleted would make Google refuse the whole write.
        *(_reply(reply) for reply in update.replies if _says_something(reply, commented)),
    ]
    marks = mark_requests(grid) if requests else ()
    return UpdateRequests(
        requests=laid([*requests, *marks], grid.turned),
        cells=tuple(
            WrittenCell(
                sheet_id=grid.tabs[cell.tab].sheet_id, row=cell.row, column=cell.column, text=cell.text
            )
            for cell in cells
        ),
        thread_keys=tuple(thread.key for thread in threads),
        notes=notes.texts,
        note_ids=notes.ids,
    )


def misplaced_notes(reading: Reading, written: UpdateRequests, response: Mapping[str, Any]) -> list[Request]:
    """Requests that put right the notes of a write during which people moved rows or columns."""
    if not written.notes or "updatedSpreadsheet" not in response:
        return []
    cells = [(cell.sheet_id, cell.row, cell.column) for cell in written.cells]
    grid = _grid(reading)
    return laid(note_strays(grid, written.notes, cells, response["updatedSpreadsheet"]), grid.turned)


def write_body(requests: Sequence[Request]) -> Request:
    """The batchUpdate's body. Where cells are addressed, the answer shall show the Sheet right after."""
    body: Request = {"requests": list(requests)}
    if any("updateCells" in request for request in requests):
        body |= {"includeSpreadsheetInResponse": True, "responseIncludeGridData": True}
    return body


def thread_ids(written: UpdateRequests, response: Mapping[str, Any]) -> dict[str, str]:
    """The id of each thread the write opened, comment or note, by key."""
    replies = response.get("replies", ())
    made = [
        reply.get("insertComment", {}).get("commentThread", {}).get("commentId")
        for request, reply in zip(written.requests, replies, strict=False)
        if "insertComment" in request
    ]
    commented = zip(written.thread_keys, made, strict=False)
    return {key: str(made_id) for key, made_id in commented if made_id} | dict(written.note_ids)


def _grid(reading: Reading) -> Grid:
    if not isinstance(reading.grid, Grid):
        message = "this reading was not made by sheets_schema.read"
        raise TypeError(message)
    return reading.grid


def _signal_cells(reading: Reading, grid: Grid, update: DocumentUpdate) -> Iterator[RobotCell]:
    for table, rows in grid.rows.items():
        tab = _SPEC_OF[table].tab
        column = grid.tabs[tab].columns.get(SIGNAL) if tab in grid.tabs else None
        if column is None:
            continue
        for row_id, row in rows.items():
            wanted = update.signals.get((table, row_id), "").strip()
            if wanted != reading.signals.get((table, row_id), ""):
                yield RobotCell(tab=tab, row=row, column=column, text=wanted)


def _lines(reading: Reading, grid: Grid, update: DocumentUpdate) -> Iterator[RobotCell]:
    """The robot's lines of the top block, each in the cell its label has: the Outlook, and who acknowledged the plan."""
    wanted = {Label.OUTLOOK: (update.outlook.strip(), reading.outlook)}
    if update.sign_off is not None:
        wanted[Label.ACKNOWLEDGED_BY] = (update.sign_off.strip(), reading.plan.acknowledged_by)
    for label, (text, stands) in wanted.items():
        if label in grid.labels and text != stands:
            _, row, column = grid.labels[label]
            yield RobotCell(tab=Tab.PLAN, row=row, column=column, text=text)


def _cell_requests(grid: Grid, cells: Sequence[RobotCell]) -> Iterator[Request]:
    """One request for each run of cells below one another."""
    ordered = sorted(cells, key=lambda cell: (cell.tab, cell.column, cell.row))
    runs = groupby(enumerate(ordered), key=lambda pair: (pair[1].tab, pair[1].column, pair[1].row - pair[0]))
    for (tab, column, _), pairs in runs:
        run = [cell for _, cell in pairs]
        yield {
            "updateCells": {
                "start": {
                    "sheetId": grid.tabs[tab].sheet_id,
                    "rowIndex": run[0].row,
                    "columnIndex": column,
                },
                "rows": [{"values": [text_cell(cell.text)]} for cell in run],
                "fields": "userEnteredValue",
            }
        }


def _history_requests(reading: Reading, grid: Grid, lines: Sequence[HistoryLine]) -> Iterator[Request]:
    """Lines that don't stand there yet, as one append: it needs no coordinate that could have moved."""
    tab = grid.tabs.get(Tab.HISTORY)
    if tab is None or "when" not in tab.columns:
        return
    zone = zone_of(reading.time_zone)
    standing = Counter(_rendered(line, zone, tab.columns) for line in reading.history)
    missing = []
    for line in lines:
        rendered = _rendered(line, zone, tab.columns)
        if standing[rendered]:
            standing[rendered] -= 1
        else:
            missing.append(_history_row(line, zone, tab.columns))
    if missing:
        fields = "userEnteredValue,userEnteredFormat.numberFormat"
        yield {"appendCells": {"sheetId": tab.sheet_id, "rows": missing, "fields": fields}}


def _retold_cells(reading: Reading, grid: Grid, update: DocumentUpdate) -> Iterator[RobotCell]:
    """The words of History lines that are told differently by now."""
    tab = grid.tabs.get(Tab.HISTORY)
    if tab is None or not update.retold:
        return
    zone = zone_of(reading.time_zone)
    retold = {_rendered(was, zone, tab.columns): now for was, now in update.retold}
    for row, line in history_rows(tab, zone):
        now = retold.get(_rendered(line, zone, tab.columns))
        for key, column in tab.columns.items() if now else ():
            if key != "when" and getattr(now, key) != getattr(line, key):
                yield RobotCell(tab=Tab.HISTORY, row=row, column=column, text=getattr(now, key))


def _rendered(line: HistoryLine, zone: tzinfo, columns: Mapping[str, int]) -> tuple[str, ...]:
    """A line as the Sheet keeps it, in the columns the Sheet still has; to the millisecond, since people toggle."""
    moment = round(moment_serial(line.when, zone) * 86_400_000)
    words = [getattr(line, column.key).strip() for column in HISTORY[1:] if column.key in columns]
    return (str(moment), *words)


def _history_row(line: HistoryLine, zone: tzinfo, columns: Mapping[str, int]) -> Request:
    values: list[dict[str, Any]] = [{} for _ in range(max(columns.values()) + 1)]
    for key, index in columns.items():
        value = getattr(line, key)
        values[index] = moment_cell(value, zone) if key == "when" else text_cell(value)
    return {"values": values}


def comment_request(grid: Grid, thread: NewThread) -> Request:
    """A comment at the thread's place."""
    sheet_id, row, column = spot_of(grid, thread.place)
    content = {
        "content": thread.text,
        "coordinate": {"sheetId": sheet_id, "rowIndex": row, "columnIndex": column},
    }
    assignee = {"assigneeEmailAddress": thread.assignee} if thread.assignee else {}
    return {"insertComment": content | assignee}


def _says_something(reply: ThreadReply, known_threads: set[str]) -> bool:
    return reply.thread_id in known_threads and bool(reply.text or reply.action in _ACTIONS)


def _reply(reply: ThreadReply) -> Request:
    post: dict[str, Any] = {"content": reply.text} if reply.text else {}
    if reply.action in _ACTIONS:
        post["commentAction"] = _ACTIONS[reply.action]
    return {"addCommentReply": {"commentId": reply.thread_id, "post": post}}
