"""The cards that adopt somebody's own plan: what each column is taken for, to be confirmed or corrected."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from addon.cards.parts import (
    Card,
    Choice,
    Widget,
    button,
    buttons,
    card,
    day_field,
    fact,
    lines,
    paragraph,
    section,
    selection,
    text_field,
)
from closeplan.plan.adoption import Proposal, ProposedColumn, ProposedTable
from closeplan.plan.corrections import IGNORE, fields_of
from closeplan.plan.model import Side
from closeplan.plan.signals import Table

SURE = 0.8
"""From here on a column is folded away: people look at the doubtful ones first."""

GO_LIVE, BUYER, SELLER = "go_live", "buyer", "seller"
"""The names of the card's other fields."""

_TABLES = {Table.TIMELINE: "Timeline", Table.STAKEHOLDERS: "Stakeholders", Table.RISKS: "Risks"}
_FIELDS = {"name": "Milestone or name", "power": "Decision power", "questions": "Open questions"}
_SIDES = (Side.BUYER, Side.SELLER)


def proposal_card(
    title: str, proposal: Proposal, sheets: Sequence[str], go_live: date | None, adopt: dict[str, Any]
) -> Card:
    """Everything that adopting would take the document for; `adopt` is the button that confirms."""
    tables = [_table(table, sheets) for table in proposal.tables]
    if proposal.timeline is None:
        words = "No timeline was found: a table with a row for each step and a column of dates. Add a header row, then try again."
        return card("Adopt this plan", [section("", [paragraph(words)])], title)
    about = section(
        "The deal",
        [
            day_field(GO_LIVE, "Go-live", go_live),
            text_field(BUYER, "Buyer, as the document calls them"),
            text_field(SELLER, "Seller, as the document calls them"),
        ],
    )
    promise = paragraph(
        "A Signal column, a hidden ID column and a History tab are added. Nothing else is written."
    )
    return card("Adopt this plan", [*tables, about, section("", [promise, buttons(adopt)])], title)


def adopted_card(milestones: int, unclear: int, undo_url: str, plan_id: str) -> Card:
    """What stands now, and the way back."""
    unread = (
        f"{unclear} cells could not be read: each is asked about in the Signal column." if unclear else ""
    )
    undo = button("Undo", undo_url, {"planId": plan_id})
    watched = fact("Watched from now on", f"{milestones} milestones", unread)
    return card("Adopted", [section("", [watched, buttons(undo)])])


def released_card() -> Card:
    """After an undo."""
    words = "What closeplan had added is gone from this Sheet, and it is no longer watched."
    return card("closeplan", [section("", [paragraph(words)])])


def corrections(proposal: Proposal, sheets: Sequence[str], chosen: Mapping[str, str]) -> list[str]:
    """What a person chose otherwise on the card, as corrections to the proposal."""
    return [
        f"{sheets[table.sheet]}!{_place(table, column.index)}={value}"
        for table in proposal.tables
        for column in table.columns
        if (value := chosen.get(_name(table, column), _chosen(column))) != _chosen(column)
    ]


def _table(table: ProposedTable, sheets: Sequence[str]) -> dict[str, object]:
    doubtful_first = sorted(table.columns, key=lambda column: (column.certainty >= SURE, column.index))
    doubtful = sum(column.certainty < SURE for column in table.columns)
    widgets: list[Widget] = [paragraph(f"{len(table.rows)} rows on “{sheets[table.sheet]}”")]
    if doubtful:
        widgets.append(paragraph("Please check:"))
    widgets += [_column(table, column) for column in doubtful_first[:doubtful]]
    sure = doubtful_first[doubtful:]
    if sure:
        widgets.append(lines(_taken_for(table, column) for column in sure))
    folded = [_column(table, column) for column in sure]
    return section(_TABLES[table.table], [*widgets, *folded], shown=len(widgets))


def _column(table: ProposedTable, column: ProposedColumn) -> Widget:
    sure = "" if column.certainty >= SURE else f" ({column.certainty:.0%} sure)"
    label = f"{_place(table, column.index)} · {_header(column)}{sure}"
    return selection(_name(table, column), label, _choices(table.table), _chosen(column))


def _taken_for(table: ProposedTable, column: ProposedColumn) -> str:
    """One line: their column, what it is taken for, how sure that is."""
    chosen = _chosen(column)
    label = next(choice.label for choice in _choices(table.table) if choice.value == chosen)
    return f"{_place(table, column.index)} · {_header(column)}: {label} ({column.certainty:.0%})"


def _header(column: ProposedColumn) -> str:
    return " ".join(column.header.split()) or "no header"


def _choices(table: Table) -> Iterable[Choice]:
    yield Choice(value=IGNORE, label="Not part of the plan")
    for field in fields_of(table):
        yield Choice(value=field, label=_FIELDS.get(field, field.replace("_", " ").capitalize()))
        if table is Table.TIMELINE and field == "owner":
            for side in _SIDES:
                yield Choice(value=f"owner:{side}", label=f"Owner at the {side}’s side")


def _chosen(column: ProposedColumn) -> str:
    if not column.field:
        return IGNORE
    field = "name" if column.field == "milestone" else column.field
    return f"{field}:{column.side}" if column.side else field


def _name(table: ProposedTable, column: ProposedColumn) -> str:
    return f"column:{table.table}:{column.index}"


def _place(table: ProposedTable, index: int) -> str:
    """A column's letter; a row's number where the table lies on its side."""
    if table.transposed:
        return str(index + 1)
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
