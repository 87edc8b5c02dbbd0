"""How often a vendor is asked."""

from __future__ import annotations

import pytest

from addon.adapters.http import Pace, Rate
from closeplan.errors import RetryLaterError
from tests.vendors.access import Clock


def test_requests_wait_for_every_limit() -> None:
    clock = Clock()
    pace = clock.pace(Rate(2, 1.0), Rate(3, 60.0))
    for _ in range(4):
        pace.wait()

    assert clock.naps == pytest.approx([1.0, 59.0])


def test_what_would_wait_for_most_of_an_hour_is_tried_later() -> None:
    clock = Clock()
    pace = Pace(Rate(2, 3600.0), now=clock.now, sleep=clock.sleep, most=60.0)
    pace.wait()
    clock.sleep(600)
    pace.wait()

    with pytest.raises(RetryLaterError) as caught:
        pace.wait()
    assert caught.value.after == pytest.approx(3000)
    clock.sleep(2950)
    pace.wait()
    assert clock.naps[-1] == pytest.approx(50)
