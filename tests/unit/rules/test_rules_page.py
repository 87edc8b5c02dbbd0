from __future__ import annotations

import re
from pathlib import Path

from closeplan.plan.rules import RULES

PAGE = Path(__file__).parents[3] / "docs" / "signals.md"


def test_every_rule_has_its_section_in_order_and_every_section_its_rule() -> None:
    sections = re.findall(r"^## (\w+)$", PAGE.read_text(encoding="utf-8"), re.MULTILINE)

    assert sections == [rule.__name__ for rule in RULES]


def test_every_section_says_when_the_signal_counts_as_new() -> None:
    sections = PAGE.read_text(encoding="utf-8").split("\n## ")[1:]

    assert all("\nCause: " in section for section in sections)
