"""The rows of one table: what they say, who they are, what could not be read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from closeplan.plan.date_faults import DateFault
from closeplan.plan.document import Problem
from closeplan.plan.signals import Place, Table
from sheets_schema.anchoring import anchor_rows, said, waited_out
from sheets_schema.cells import Around
from sheets_schema.columns import ID, SIGNAL, Owner, TableSpec
from sheets_schema.grid import RobotCell, TabGrid
from sheets_schema.identity import identify
from sheets_schema.labels import normal
from sheets_schema.scan import Fault, ScannedRow, scan


@dataclass(frozen=True, kw_only=True)
class TableReading:
    """A table as it was read: the model's rows in document order, where they stand, what the robot's cells say,
    and of the rows whose identity is not certain, how sure it is. `addresses` are the emails that person chips give,
    by the name each chip shows.
    """

    items: tuple[Any, ...] = ()
    rows: Mapping[str, int]
    signals: Mapping[str, str]
    certainty: Mapping[str, float] = field(default_factory=dict)
    addresses: Mapping[str, str] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    repairs: tuple[RobotCell, ...] = ()


NO_TABLE = TableReading(rows={}, signals={})


def read_table(
    spec: TableSpec, tab: TabGrid, known: Iterable[Any], mint: Callable[[], str], around: Around
) -> TableReading:
    """Every row of the table with its id."""
    known = tuple(known)
    rows, ghosts = scan(spec, tab, around, _headings(spec, known) if tab.adopted else frozenset())
    fields = [column.key for column in spec.columns if column.owner is Owner.PEOPLE]
    fields += [f"{column.key}_text" for column in spec.columns if column.keeps_text]
    before = {item.id: item for item in known}
    remembered = {
        row_id: said({name: getattr(item, name) for name in fields}) for row_id, item in before.items()
    }
    emptied = {tab.text(index, tab.columns[ID]) for index in ghosts if ID in tab.columns}
    found = identify([row.witness for row in rows], remembered, spec.likeness, mint, emptied)
    ids = [identity.id for identity in found]
    rows = [_reopened(row, before.get(row_id), around) for row_id, row in zip(ids, rows, strict=True)]
    signal = tab.columns.get(SIGNAL)
    texts = {row_id: tab.text(row.index, signal) for row_id, row in zip(ids, rows, strict=True)}
    items, problems = anchor_rows(
        [_item(spec, row_id, row) for row_id, row in zip(ids, rows, strict=True)],
        [
            _problem(spec, tab, row, row_id, fault)
            for row_id, row in zip(ids, rows, strict=True)
            for fault in row.faults
        ],
        before,
    )
    return TableReading(
        items=_with_workstreams(tab, items, before),
        rows={row_id: row.index for row_id, row in zip(ids, rows, strict=True)},
        signals={row_id: text for row_id, text in texts.items() if text},
        certainty={row_id: certainty for row_id, certainty in found if certainty < 1},
        addresses={name: email for row in rows for name, email in row.addresses.items()},
        problems=problems,
        repairs=(*_id_repairs(tab, ids, rows), *_ghost_repairs(tab, set(ids), ghosts)),
    )


def _reopened(row: ScannedRow, before: Any, around: Around) -> ScannedRow:
    """Words that meant several days don't come to mean one while people think it over."""
    days = waited_out(row.fields, before, around) if before is not None else {}
    if not days:
        return row
    faults = [Fault(key, DateFault.SEVERAL, row.fields[f"{key}_text"], meant) for key, meant in days.items()]
    return replace(row, fields={**row.fields, **dict.fromkeys(days)}, faults=(*row.faults, *faults))


def _with_workstreams(tab: TabGrid, items: tuple[Any, ...], before: Mapping[str, Any]) -> tuple[Any, ...]:
    """Milestones that were sorted away from their sub-heading keep the workstream it gave them."""
    if tab.adopted is None or tab.adopted.table is not Table.TIMELINE or "workstream" in tab.columns:
        return items
    kept = {
        item.id: before[item.id].workstream for item in items if not item.workstream and item.id in before
    }
    return tuple(replace(item, workstream=kept[item.id]) if kept.get(item.id) else item for item in items)


def _headings(spec: TableSpec, known: Sequence[Any]) -> frozenset[str]:
    """The workstreams of a table that are no item's name."""
    names = {normal(getattr(item, spec.likeness[0])) for item in known}
    return frozenset(normal(getattr(item, "workstream", "")) for item in known) - names - {""}


def _item(spec: TableSpec, row_id: str, row: ScannedRow) -> Any:
    """The model's row. It needs a name even where people deleted that column."""
    return spec.build(**{spec.likeness[0]: "", **row.fields, "id": row_id})


def _problem(spec: TableSpec, tab: TabGrid, row: ScannedRow, row_id: str, fault: Fault) -> Problem:
    return Problem(
        cell=tab.cell_name(row.index, tab.columns[fault.key]),
        place=Place(table=spec.table, row=row_id, column=fault.key),
        message=fault.message,
        text=fault.text,
        meanings=fault.meanings,
    )


def _id_repairs(tab: TabGrid, ids: list[str], rows: list[ScannedRow]) -> Iterable[RobotCell]:
    column = tab.columns.get(ID)
    if column is not None:
        for row_id, row in zip(ids, rows, strict=True):
            if row.witness.id_text != row_id:
                yield RobotCell(tab=tab.tab, row=row.index, column=column, text=row_id)


def _ghost_repairs(tab: TabGrid, used: set[str], ghosts: list[int]) -> Iterable[RobotCell]:
    """A cleared row keeps its id, so that it is itself again when its content returns, unless that
    content has moved to another row; what its Signal said is over.
    """
    column, signal = tab.columns.get(ID), tab.columns.get(SIGNAL)
    for index in ghosts:
        if column is not None and tab.text(index, column) in used:
            yield RobotCell(tab=tab.tab, row=index, column=column, text="")
        if signal is not None and tab.text(index, signal):
            yield RobotCell(tab=tab.tab, row=index, column=signal, text="")
