from __future__ import annotations

from datetime import date, timedelta

import pytest

from closeplan.plan.health import Health, health
from closeplan.plan.model import Milestone, Status

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("days", "late", "wanted"),
    [
        (0, 0, Health.ON_TRACK),  # due today
        (1, 0, Health.AT_RISK),
        (6, 0, Health.AT_RISK),
        (7, 0, Health.STALLED),
        (-5, 1, Health.AT_RISK),  # nothing overdue, and go-live is out of reach
    ],
)
def test_health_follows_the_published_rule_to_the_day(days: int, late: int, wanted: Health) -> None:
    row = Milestone(id="a", name="Review", due=TODAY - timedelta(days=days))
    done = Milestone(id="b", name="Sign", due=TODAY - timedelta(days=30), status=Status.DONE)
    assert health([row, done], TODAY, days_late=late) is wanted
