"""The card that says whether a deal is fit for commit."""

from __future__ import annotations

from collections.abc import Sequence

from addon.cards.parts import Card, card, fact, paragraph, section
from closeplan.plan.commit import Check


def commit_card(name: str, checks: Sequence[Check]) -> Card:
    """Every check, what is missing first."""
    missing = [check for check in checks if not check.passed]
    passed = [check for check in checks if check.passed]
    verdict = (
        "Fit for commit" if not missing else f"Not fit for commit: {len(missing)} of {len(checks)} missing"
    )
    first = [fact("This plan is", verdict), paragraph("For your side only: none of this is in the plan.")]
    return card(
        "Fit for commit?",
        [
            section("", first),
            section("Missing", [paragraph(f"✗ {check.says}") for check in missing]),
            section("In place", [paragraph(f"✓ {check.says}") for check in passed]),
        ],
        name,
    )
