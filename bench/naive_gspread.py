"""The peer: the same plan made, and a slip noted, the way a good ordinary script does it, one gspread call a thing.

It stands beside `closeplan generate` in the bench, so that the number of requests is a ratio and not a boast. In its
favour each table's rows are written in one call, and what gspread has no call for is left out: conditional colours,
banding, developer metadata.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from gspread.utils import ValidationConditionType, rowcol_to_a1

if TYPE_CHECKING:
    from enum import StrEnum

    import gspread

    from closeplan.plan.model import Plan

SIDES = ("Buyer", "Seller", "Both")


@dataclass(frozen=True)
class Table:
    """A table's headers, the choices of its dropdown columns, and its date columns."""

    headers: tuple[str, ...]
    choices: dict[str, tuple[str, ...]]
    dates: tuple[str, ...] = ()


TIMELINE = Table(
    (
        "Workstream",
        "Milestone",
        "Owner",
        "Side",
        "Start",
        "Due",
        "Status",
        "Confirmed by",
        "Evidence",
        "Signal",
        "Notes",
        "ID",
    ),
    {"Side": SIDES, "Status": ("Not started", "In progress", "Blocked", "Done", "Not needed")},
    ("Start", "Due"),
)
PEOPLE = Table(
    (
        "Name",
        "Email",
        "Side",
        "Role",
        "Decision power",
        "Engagement",
        "Cares about",
        "Open questions",
        "Signal",
        "ID",
    ),
    {
        "Side": SIDES,
        "Role": (
            "Economic buyer",
            "Champion",
            "Technical evaluator",
            "End user",
            "Procurement",
            "Legal",
            "Security",
            "Finance",
            "Other",
        ),
        "Decision power": ("Decider", "Influencer", "Blocker", "User"),
        "Engagement": ("Not contacted", "Aware", "Engaged", "Supportive", "Opposed"),
    },
)
RISKS = Table(
    ("Kind", "Category", "Description", "Owner", "Response", "Due", "Status", "Signal", "ID"),
    {
        "Kind": ("Risk", "Assumption", "Open question"),
        "Category": ("Budget", "Competitive", "Organizational", "Technical", "Other"),
        "Status": ("Open", "Mitigated", "Accepted", "Closed"),
    },
    ("Due",),
)
HISTORY = Table(("When", "Who", "Item", "Field", "Was", "Now", "Slip", "Effect on go-live"), {})
SPARE_ROWS = 100
DAYS = {"numberFormat": {"type": "DATE", "pattern": "yyyy-mm-dd"}}


def make_plan(client: gspread.Client, plan: Plan, robot: str) -> str:
    """Make the plan's Sheet with ordinary gspread calls and return its id."""
    book = client.create(plan.title)
    sheet = book.sheet1
    sheet.update_title("Plan")
    head = _top_block(sheet, plan)
    milestones = [
        [
            m.workstream,
            m.name,
            m.owner,
            _word(m.side),
            str(m.start),
            str(m.due),
            _word(m.status),
            m.confirmed_by,
            m.evidence,
            "",
            m.notes,
            m.id,
        ]
        for m in plan.milestones
    ]
    people = [
        [
            p.name,
            p.email,
            _word(p.side),
            _word(p.role),
            _word(p.power),
            _word(p.engagement),
            p.cares_about,
            p.questions,
            "",
            p.id,
        ]
        for p in plan.stakeholders
    ]
    risks = [
        [
            _word(r.kind),
            _word(r.category),
            r.description,
            r.owner,
            r.response,
            str(r.due or ""),
            _word(r.status),
            "",
            r.id,
        ]
        for r in plan.risks
    ]
    _table(sheet, TIMELINE, milestones, robot, head=head)
    _table(_tab(book, "Stakeholders", PEOPLE), PEOPLE, people, robot)
    _table(_tab(book, "Risks", RISKS), RISKS, risks, robot)
    history = _tab(book, "History", HISTORY)
    _table(history, HISTORY, [], robot)
    history.add_protected_range(f"A1:H{SPARE_ROWS}", [robot], warning_only=True)
    return str(book.id)


def note_slips(client: gspread.Client, document_id: str, agreed: Mapping[str, date]) -> int:
    """Look at every tab, and say of each milestone later than agreed that it slipped; returns how many have."""
    book = client.open_by_key(document_id)
    tabs = {sheet.title: sheet for sheet in book.worksheets()}
    grids = {title: sheet.get_all_values() for title, sheet in tabs.items()}
    grid, sheet = grids["Plan"], tabs["Plan"]
    head = next(number for number, row in enumerate(grid) if "Milestone" in row)
    name, due, signal = (grid[head].index(header) for header in ("Milestone", "Due", "Signal"))
    slips = 0
    for number, row in enumerate(grid[head + 1 :], start=head + 2):
        was = agreed.get(row[name])
        if was is None or date.fromisoformat(str(row[due])) <= was:
            continue
        slips += 1
        sheet.update_cell(number, signal + 1, f"Slipped from {was}")
        sheet.insert_note(rowcol_to_a1(number, due + 1), f"{row[name]} slipped from {was} to {row[due]}.")
        now = datetime.now(UTC).isoformat(timespec="minutes")
        tabs["History"].append_row([now, "", row[name], "Due", str(was), row[due]])
    outlook = next(number for number, row in enumerate(grid, start=1) if row[0] == "Outlook")
    sheet.update_cell(outlook, 2, f"{slips} milestones slipped")
    return slips


def _tab(book: gspread.Spreadsheet, title: str, table: Table) -> gspread.Worksheet:
    return book.add_worksheet(title, SPARE_ROWS, len(table.headers))


def _top_block(sheet: gspread.Worksheet, plan: Plan) -> int:
    """The labels and what they say; the number of the timeline's header row."""
    lines = [
        ["Go-live", str(plan.go_live or "")],
        ["Why this date", plan.why],
        ["Objective", plan.objective],
        *(["Success metrics", m.name, m.baseline, m.target] for m in plan.metrics),
        ["Cost of doing nothing", plan.cost_of_inaction],
        ["Acknowledged by", plan.acknowledged_by],
        ["Outlook", ""],
    ]
    sheet.update(lines, "A1", raw=False)
    sheet.format(f"A1:A{len(lines)}", {"textFormat": {"bold": True}})
    sheet.format("B1", DAYS)
    return len(lines) + 2


def _table(
    sheet: gspread.Worksheet, table: Table, rows: Sequence[Sequence[str]], robot: str, *, head: int = 1
) -> None:
    last = max(head + len(rows), SPARE_ROWS)
    sheet.update([table.headers, *rows], f"A{head}", raw=False)
    sheet.format(f"A{head}:{rowcol_to_a1(head, len(table.headers))}", {"textFormat": {"bold": True}})
    sheet.freeze(rows=head)
    for header, choices in table.choices.items():
        cells = _column(table, header, head + 1, last)
        sheet.add_validation(cells, ValidationConditionType.one_of_list, choices, showCustomUi=True)
    for header in table.dates:
        sheet.format(_column(table, header, head + 1, last), DAYS)
    for header in _present(table, ("Signal", "ID")):
        sheet.add_protected_range(_column(table, header, head, last), [robot], warning_only=True)
    for header in _present(table, ("ID",)):
        column = table.headers.index(header)
        sheet.hide_columns(column, column + 1)


def _present(table: Table, headers: Iterable[str]) -> list[str]:
    return [header for header in headers if header in table.headers]


def _column(table: Table, header: str, first: int, last: int) -> str:
    column = table.headers.index(header) + 1
    return f"{rowcol_to_a1(first, column)}:{rowcol_to_a1(last, column)}"


def _word(value: StrEnum | None) -> str:
    return value.value.replace("_", " ").capitalize() if value else ""
