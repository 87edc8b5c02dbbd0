"""The rows of one table: what they say, who they are, what could not be read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from closeplan.plan.document import Problem
from closeplan.plan.signals import Place
from sheets_schema import metadata
from sheets_schema.anchoring import anchor_rows, said
from sheets_schema.cells import Around, cell_bool, cell_name
from sheets_schema.columns import ID, SIGNAL, Owner, TableSpec
from sheets_schema.grid import RawRow, RobotCell, TabGrid
from sheets_schema.identity import Witness, identify


@dataclass(frozen=True, kw_only=True)
class TableReading:
    """A table as it was read: the model's rows in document order, where they stand, what the robot's cells say,
    and of the rows whose identity is not certain, how sure it is.
    """

    items: tuple[Any, ...] = ()
    rows: Mapping[str, int]
    signals: Mapping[str, str]
    certainty: Mapping[str, float] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    repairs: tuple[RobotCell, ...] = ()


NO_TABLE = TableReading(rows={}, signals={})


class _Fault(NamedTuple):
    """A cell that could not be read: its column's key, why, and what it says."""

    key: str
    message: str
    text: str
    meanings: tuple[date, ...]


@dataclass(frozen=True, kw_only=True)
class _Row:
    """A row below the header, its fields and what could not be read of it."""

    index: int
    witness: Witness
    fields: Mapping[str, Any]
    faults: tuple[_Fault, ...]


def read_table(
    spec: TableSpec, tab: TabGrid, known: Iterable[Any], mint: Callable[[], str], around: Around
) -> TableReading:
    """Every row of the table with its id."""
    rows, ghosts = _scan(spec, tab, around)
    fields = [column.key for column in spec.columns if column.owner is Owner.PEOPLE]
    fields += [f"{column.key}_text" for column in spec.columns if column.keeps_text]
    before = {item.id: item for item in known}
    remembered = {
        row_id: said({name: getattr(item, name) for name in fields}) for row_id, item in before.items()
    }
    found = identify([row.witness for row in rows], remembered, spec.likeness, mint)
    ids = [identity.id for identity in found]
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
        items=items,
        rows={row_id: row.index for row_id, row in zip(ids, rows, strict=True)},
        signals={row_id: text for row_id, text in texts.items() if text},
        certainty={row_id: certainty for row_id, certainty in found if certainty < 1},
        problems=problems,
        repairs=(*_id_repairs(tab, ids, rows), *_ghost_repairs(tab, set(ids), ghosts)),
    )


def _scan(spec: TableSpec, tab: TabGrid, around: Around) -> tuple[list[_Row], list[int]]:
    """The rows that exist, and the indexes of those of which only the robot's cells are left."""
    readers = [
        (c, tab.columns[c.key]) for c in spec.columns if c.owner is Owner.PEOPLE and c.key in tab.columns
    ]
    id_column = tab.columns.get(ID)
    marks = tab.row_marks.get(metadata.ROW, {})
    rows: list[_Row] = []
    ghosts: list[int] = []
    for index in tab.body:
        cells = tab.rows[index]
        if not any(cells):
            continue
        fields, faults, filled = _read_row(readers, cells, around)
        witness = Witness(id_text=tab.text(index, id_column), mark=marks.get(index, ""), fields=said(fields))
        if _exists(spec, witness, filled):
            rows.append(_Row(index=index, witness=witness, fields=fields, faults=tuple(faults)))
        elif witness.id_text:
            ghosts.append(index)
    return rows, ghosts


def _read_row(
    readers: list[tuple[Any, int]], cells: RawRow, around: Around
) -> tuple[dict[str, Any], list[_Fault], int]:
    """The fields, the faults, and how many cells a person has filled."""
    fields: dict[str, Any] = {}
    faults: list[_Fault] = []
    filled = 0
    width = len(cells)
    for column, at in readers:
        cell = cells[at] if at < width else {}
        value, text, problem, meanings = column.parse(cell, around)
        if column.keeps_text:
            fields[f"{column.key}_text"] = text
        fields[column.key] = value
        if problem:
            faults.append(_Fault(column.key, problem, text, meanings))
        if (value or text) and cell_bool(cell) is not False:
            filled += 1
    return fields, faults, filled


def _exists(spec: TableSpec, witness: Witness, filled: int) -> bool:
    """A heading or a remark beside the table is no row; a known row stays one until it is cleared."""
    if any(witness.fields.get(maker) for maker in spec.makers):
        return True
    return filled >= (1 if witness.id_text or witness.mark else 2)


def _item(spec: TableSpec, row_id: str, row: _Row) -> Any:
    """The model's row. It needs a name even where people deleted that column."""
    return spec.build(**{spec.likeness[0]: "", **row.fields, "id": row_id})


def _problem(spec: TableSpec, tab: TabGrid, row: _Row, row_id: str, fault: _Fault) -> Problem:
    return Problem(
        cell=cell_name(tab.title, row.index, tab.columns[fault.key]),
        place=Place(table=spec.table, row=row_id, column=fault.key),
        message=fault.message,
        text=fault.text,
        meanings=fault.meanings,
    )


def _id_repairs(tab: TabGrid, ids: list[str], rows: list[_Row]) -> Iterable[RobotCell]:
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
