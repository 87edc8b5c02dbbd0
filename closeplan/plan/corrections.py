"""What a person says about a proposal: `F=due`, `Tracker!F=owner:buyer`, `4=ignore`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import fields, replace

from closeplan.errors import InputError, Mistake
from closeplan.plan.adoption import Proposal, ProposedColumn, ProposedTable
from closeplan.plan.model import Milestone, Risk, Side, Stakeholder
from closeplan.plan.signals import Table

IGNORE = "ignore"
"""Says that a column holds nothing of the plan."""

_MODELS = {Table.TIMELINE: Milestone, Table.STAKEHOLDERS: Stakeholder, Table.RISKS: Risk}
_SYNONYMS = {"milestone": "name"}
_WRITTEN = re.compile(
    r"(?:(?P<sheet>.+)!)?(?P<column>[A-Za-z]{1,3}|\d{1,4})\s*=\s*(?P<field>[a-z_]+)(?::(?P<side>[a-z]+))?"
)


def fields_of(table: Table) -> tuple[str, ...]:
    """The fields that a column of that table may hold."""
    names = [field.name for field in fields(_MODELS[table])]
    return tuple(name for name in names if name != "id" and not name.endswith("_text"))


def corrected(proposal: Proposal, corrections: Iterable[str], sheets: Sequence[str]) -> Proposal:
    """The proposal with a person's corrections; InputError lists every one that can't be followed.

    A column is named by its letter, in a table that lies on its side by the number of its row; without a sheet it is on
    the timeline's. `sheets` are the titles of the document's sheets. A field that is given to another column is taken
    from the one that had it.
    """
    mistakes = []
    for text in corrections:
        try:
            proposal = _corrected(proposal, text, sheets)
        except ValueError as error:
            mistakes.append(Mistake(f"--column {text}", str(error)))
    if mistakes:
        raise InputError(mistakes)
    return proposal


def _corrected(proposal: Proposal, text: str, sheets: Sequence[str]) -> Proposal:
    written = _WRITTEN.fullmatch(text.strip())
    if written is None:
        raise ValueError("write it as F=due, or Sheet1!F=ignore")
    sheet = _sheet(proposal, written["sheet"], sheets)
    tables = [table for table in proposal.tables if table.sheet == sheet]
    if not tables:
        raise ValueError("no table of the plan was found on that sheet")
    index = _index(written["column"], lies=tables[0].transposed)
    table = min(tables, key=lambda table: _distance(table, index))
    column = _column(table, index, written["field"], written["side"])
    others = [_without(other, column) for other in table.columns if other.index != index]
    columns = tuple(sorted((*others, column), key=lambda column: column.index))
    found = replace(table, columns=columns)
    if table.table is Table.TIMELINE:
        return replace(proposal, timeline=found)
    if table.table is Table.STAKEHOLDERS:
        return replace(proposal, stakeholders=found)
    return replace(proposal, risks=found)


def _sheet(proposal: Proposal, title: str | None, sheets: Sequence[str]) -> int:
    if title is None:
        return proposal.timeline.sheet if proposal.timeline else 0
    wanted = title.strip().strip("'").casefold()
    for index, name in enumerate(sheets):
        if name.casefold() == wanted:
            return index
    raise ValueError(f"there is no sheet “{title}”")


def _index(name: str, *, lies: bool) -> int:
    if name.isdigit() is not lies:
        raise ValueError(
            "its columns are rows: name one by its number" if lies else "name a column by its letter"
        )
    if lies:
        return int(name) - 1
    index = 0
    for letter in name.upper():
        index = index * 26 + ord(letter) - ord("A") + 1
    return index - 1


def _distance(table: ProposedTable, index: int) -> int:
    """How far the column lies outside the table; of two tables one below the other, the first counts."""
    known = [column.index for column in table.columns]
    return max(min(known, default=0) - index, index - max(known, default=0), 0)


def _column(table: ProposedTable, index: int, name: str, side: str | None) -> ProposedColumn:
    known = next((column for column in table.columns if column.index == index), None)
    header = known.header if known else ""
    field = "" if name == IGNORE else _SYNONYMS.get(name, name)
    if field and field not in fields_of(table.table):
        raise ValueError(
            f"a column of the {table.table} is one of {', '.join(fields_of(table.table))}, or {IGNORE}"
        )
    if side is not None and (side not in set(Side) or field != "owner"):
        raise ValueError("a side is that of an owner: owner:buyer or owner:seller")
    return ProposedColumn(
        index=index, header=header, field=field, certainty=1.0, side=Side(side) if side else None
    )


def _without(other: ProposedColumn, column: ProposedColumn) -> ProposedColumn:
    """The other column, no more what this one is now."""
    same = _SYNONYMS.get(other.field, other.field) == column.field
    both_sided = other.side is not None and column.side is not None and other.side is not column.side
    return replace(other, field="", side=None) if column.field and same and not both_sided else other
