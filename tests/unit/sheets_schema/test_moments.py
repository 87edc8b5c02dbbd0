from __future__ import annotations

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from closeplan.plan.zones import to_the_millisecond, zone_of
from sheets_schema.cells import moment_of, moment_serial

_FIRST, _LAST = (datetime(year, 1, 1) for year in (2001, 2199))  # noqa: DTZ001 - hypothesis adds the zone
MOMENTS = st.datetimes(_FIRST, _LAST, timezones=st.just(UTC))


@given(MOMENTS, st.sampled_from(["Etc/UTC", "GMT-07:00", "Asia/Tokyo"]))
def test_a_moment_comes_back_to_the_millisecond(moment: datetime, zone_name: str) -> None:
    zone = zone_of(zone_name)
    assert moment_of(moment_serial(moment, zone), zone) == to_the_millisecond(moment)
