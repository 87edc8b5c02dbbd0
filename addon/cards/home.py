"""The first card beside a Sheet: what closeplan knows of it, and what can be done."""

from __future__ import annotations

from addon.cards.parts import Card, button, buttons, card, fact, paragraph, section
from closeplan.plan.lessons import PlanStory
from closeplan.plan.model import Plan

MOST_SLIPS = 5
"""Slips the first card names; the others are in the Sheet and in `closeplan ledger`."""


def ask_for_file_card() -> Card:
    """The add-on may not see the open file yet."""
    words = "closeplan sees a file only once you say so. Let it see this one to adopt it as a plan, or to see its slips."
    return card("closeplan", [section("", [paragraph(words)])])


def unknown_file_card(title: str, adopt_url: str, file_id: str) -> Card:
    """A Sheet that is no plan of ours yet."""
    words = (
        f"“{title}” is not watched. If it holds a plan, closeplan can adopt it as it is: it finds the columns, "
        "shows you what it takes them for, and adds a Signal column, a hidden ID column and a History tab. "
        "Nothing else in the Sheet is written."
    )
    adopt = button("Adopt this plan…", adopt_url, {"fileId": file_id}, main=True)
    return card("closeplan", [section("", [paragraph(words), buttons(adopt)])])


def somebody_elses_plan_card() -> Card:
    """A plan of another seller: that it is one can be seen in the Sheet itself, nothing more is told."""
    return card(
        "closeplan", [section("", [paragraph("This Sheet is a plan that closeplan watches for its owner.")])]
    )


def plan_card(name: str, plan: Plan, story: PlanStory) -> Card:
    """The owner's view: where the plan stands and what moved most."""
    done = sum(not row.is_open for row in plan.milestones)
    go_live = plan.go_live.isoformat() if plan.go_live else plan.go_live_text or "No date yet"
    facts = [fact("Go-live", go_live), fact("Milestones", f"{done} of {len(plan.milestones)} done")]
    moved = sorted((one for one in story.milestones if one.drift), key=lambda one: -abs(one.drift or 0))
    slips = [
        fact(one.milestone.name, _drifted(one.drift or 0), "; ".join(one.reasons))
        for one in moved[:MOST_SLIPS]
    ]
    none = [paragraph("No due date differs from what was agreed.")]
    return card(name, [section("", facts), section("Moved against what was agreed", slips or none)])


def _drifted(days: int) -> str:
    unit = "working day" if abs(days) == 1 else "working days"
    return f"{abs(days)} {unit} {'later' if days > 0 else 'earlier'}"
