"""Recurring events: which instances a rule makes."""

from __future__ import annotations

from itertools import islice
from time import perf_counter
from typing import Any

import pytest

from local_workspace.calendar import recurrence
from local_workspace.drive.refusals import DriveError

ZONE = "Europe/Berlin"


def series(*lines: str, day: str = "2026-12-07", hour: int = 9) -> dict[str, Any]:
    start = {"dateTime": f"{day}T{hour:02}:00:00+01:00", "timeZone": ZONE}
    end = {"dateTime": f"{day}T{hour + 1:02}:00:00+01:00", "timeZone": ZONE}
    return {"id": "series", "start": start, "end": end, "recurrence": list(lines)}


def days(event: dict[str, Any], most: int = 10) -> list[str]:
    return [found["start"]["dateTime"][:10] for found in islice(recurrence.instances(event), most)]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["RRULE:FREQ=DAILY;COUNT=3"], ["2026-12-07", "2026-12-08", "2026-12-09"]),
        (["RRULE:FREQ=WEEKLY;BYDAY=MO,WE;COUNT=3"], ["2026-12-07", "2026-12-09", "2026-12-14"]),
        (["RRULE:FREQ=WEEKLY;INTERVAL=2;COUNT=3"], ["2026-12-07", "2026-12-21", "2027-01-04"]),
        (["RRULE:FREQ=DAILY;UNTIL=20261208T080000Z"], ["2026-12-07", "2026-12-08"]),
        (["RRULE:FREQ=DAILY;UNTIL=20261208T075959Z"], ["2026-12-07"]),
        (["RRULE:FREQ=DAILY;UNTIL=20261208"], ["2026-12-07", "2026-12-08"]),
        (["RRULE:FREQ=MONTHLY;BYMONTHDAY=-1;COUNT=3"], ["2026-12-31", "2027-01-31", "2027-02-28"]),
        (["RRULE:FREQ=MONTHLY;BYDAY=1FR;COUNT=3"], ["2027-01-01", "2027-02-05", "2027-03-05"]),
        (["RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29;COUNT=2"], ["2028-02-29", "2032-02-29"]),
        (["RRULE:FREQ=DAILY;COUNT=3", "EXDATE:20261208T080000Z"], ["2026-12-07", "2026-12-09"]),
        (
            ["RRULE:FREQ=DAILY;COUNT=2", "RDATE;TZID=Europe/Berlin:20261224T090000"],
            ["2026-12-07", "2026-12-08", "2026-12-24"],
        ),
    ],
)
def test_a_rule_makes_these_instances(lines: list[str], expected: list[str]) -> None:
    assert days(series(*lines)) == expected


def test_an_instance_is_found_by_what_its_id_ends_in() -> None:
    event = series("RRULE:FREQ=DAILY;COUNT=3")
    found = recurrence.instance(event, "20261208T080000Z")

    assert found is not None
    assert found["end"]["dateTime"] == "2026-12-08T10:00:00+01:00"
    assert recurrence.instance(event, "20261210T080000Z") is None


@pytest.mark.parametrize("rule", ["FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30", "FREQ=YEARLY;BYWEEKNO=60"])
def test_a_rule_that_never_comes_true_is_done_soon(rule: str) -> None:
    before = perf_counter()
    assert days(series(f"RRULE:{rule}")) == []
    assert perf_counter() - before < 1


def test_a_rule_across_a_century_without_a_leap_day() -> None:
    event = series("RRULE:FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=1;COUNT=3", day="2098-12-07")
    assert days(event) == ["2099-03-01", "2100-03-01", "2101-03-01"]


@pytest.mark.parametrize(
    "line",
    ["RRULE:FREQ=HOURLY", "RRULE:FREQ=DAILY;INTERVAL=0", "RRULE:FREQ=DAILY;COUNT=x", "EXDATE:soon", "hello"],
)
def test_a_rule_that_makes_no_sense_is_refused(line: str) -> None:
    with pytest.raises(DriveError, match="Invalid recurrence rule"):
        recurrence.check(series("RRULE:FREQ=DAILY;COUNT=1", line))
