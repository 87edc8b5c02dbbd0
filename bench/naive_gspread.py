"""The peer: the same plan made the way most scripts do it, one gspread call a thing.

It stands beside `closeplan generate` in the bench, so that the number of requests is a ratio and not a boast.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import gspread
from gspread.utils import ValidationConditionType

if TYPE_CHECKING:
    from closeplan.plan.model import Plan

TIMELINE = [
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
]
PEOPLE = [
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
]
RISKS = ["Kind", "Category", "Description", "Owner", "Response", "Due", "Status", "Signal", "ID"]
HISTORY = ["When", "Who", "Item", "Field", "Was", "Now", "Slip", "Effect on go-live"]
STATUSES = ["Not started", "In progress", "Blocked", "Done", "Not needed"]


def make_plan(client: gspread.Client, plan: Plan, robot: str) -> str:
    """Make the plan's Sheet with ordinary gspread calls and return its id."""
    book = client.create(plan.title)
    sheet = book.sheet1
    sheet.update_title("Plan")
    _top_block(sheet, plan)
    head = 12
    sheet.update([TIMELINE], f"A{head}")
    sheet.format(f"A{head}:L{head}", {"textFormat": {"bold": True}})
    rows = [
        [
            m.workstream,
            m.name,
            m.owner,
            str(m.side or ""),
            str(m.start or ""),
            str(m.due or ""),
            "Not started",
            "",
            "",
            "",
            "",
            m.id,
        ]
        for m in plan.milestones
    ]
    last = head + len(rows)
    sheet.update(rows, f"A{head + 1}")
    sheet.freeze(rows=0)
    sheet.add_validation(
        f"G{head + 1}:G{last}", ValidationConditionType.one_of_list, STATUSES, showCustomUi=True
    )
    sheet.add_validation(
        f"D{head + 1}:D{last}",
        ValidationConditionType.one_of_list,
        ["Buyer", "Seller", "Both"],
        showCustomUi=True,
    )
    sheet.format(f"E{head + 1}:F{last}", {"numberFormat": {"type": "DATE", "pattern": "yyyy-mm-dd"}})
    sheet.add_protected_range(f"J{head}:J{last}", [robot], warning_only=True)
    sheet.add_protected_range(f"L{head}:L{last}", [robot], warning_only=True)
    sheet.hide_columns(11, 12)
    _people(book, plan, robot)
    _risks(book, plan, robot)
    history = book.add_worksheet("History", 200, len(HISTORY))
    history.update([HISTORY], "A1")
    history.format("A1:H1", {"textFormat": {"bold": True}})
    history.freeze(rows=1)
    history.add_protected_range("A1:H200", [robot], warning_only=True)
    return str(book.id)


def _top_block(sheet: gspread.Worksheet, plan: Plan) -> None:
    labels = ["Go-live", "Why this date", "Objective", "Cost of doing nothing", "Acknowledged by", "Outlook"]
    values = [str(plan.go_live or ""), plan.why, plan.objective, plan.cost_of_inaction, "", ""]
    for row, (label, value) in enumerate(zip(labels, values, strict=True), start=1):
        sheet.update([[label, value]], f"A{row}")
    sheet.format("A1:A10", {"textFormat": {"bold": True}})


def _people(book: gspread.Spreadsheet, plan: Plan, robot: str) -> None:
    sheet = book.add_worksheet("Stakeholders", 100, len(PEOPLE))
    sheet.update([PEOPLE], "A1")
    sheet.format("A1:J1", {"textFormat": {"bold": True}})
    sheet.freeze(rows=1)
    for person in plan.stakeholders:
        sheet.append_row([person.name, person.email, str(person.side or ""), str(person.role or ""), str(person.power or ""),
                          str(person.engagement or ""), person.cares_about, person.questions, "", person.id])  # fmt: skip
    sheet.add_protected_range("I1:J100", [robot], warning_only=True)
    sheet.hide_columns(9, 10)


def _risks(book: gspread.Spreadsheet, plan: Plan, robot: str) -> None:
    sheet = book.add_worksheet("Risks", 100, len(RISKS))
    sheet.update([RISKS], "A1")
    sheet.format("A1:I1", {"textFormat": {"bold": True}})
    sheet.freeze(rows=1)
    for risk in plan.risks:
        sheet.append_row([str(risk.kind or ""), str(risk.category or ""), risk.description, risk.owner, risk.response, str(risk.due or ""), "Open", "", risk.id])  # fmt: skip
    sheet.add_protected_range("H1:I100", [robot], warning_only=True)
    sheet.hide_columns(8, 9)
