"""Orders of faults, whatever is in them; and the clock, whatever it is told."""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from local_workspace.clock import Clock
from local_workspace.discovery import method_named
from local_workspace.errors import ApiError
from local_workspace.faults import DroppedError, Faults, suffer, suffer_afterwards

SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | st.sampled_from(
    ["sheets", "*", "notification", "429", "drop_before", "drop_after", "lost", "a@b.example", ""]
)  # fmt: skip
RULE_NAMES = st.sampled_from(["match", "fault", "rate", "nth", "user", "retry_after", "odd"])
RULES = st.dictionaries(RULE_NAMES, SCALARS, min_size=2) | st.fixed_dictionaries(
    {"match": st.sampled_from(["sheets", "*", "notification"]), "fault": SCALARS, "rate": SCALARS}
)
SLIPS = st.dictionaries(st.sampled_from(["after", "before", "as", "request", "user"]), SCALARS)
PARTS = st.sampled_from(["rates", "script", "between", "seed", "expire_channels", "odd"])
ORDERS = (
    st.dictionaries(PARTS, SCALARS | RULES | SLIPS | st.lists(RULES | SLIPS | SCALARS, max_size=3)) | SCALARS
)
GET = method_named("sheets.spreadsheets.get")


@given(ORDERS)
def test_an_order_is_refused_or_can_be_carried_out(order: Any) -> None:
    faults = Faults(Clock())
    with suppress(ApiError):
        faults.arm(order)
    faults.was_read(GET.id, "a@b.example", "1")
    faults.slips(GET.id, "a@b.example", "1")
    hit = faults.strike(GET.id, "a@b.example")
    with suppress(ApiError, DroppedError):
        suffer(hit, GET)
        suffer_afterwards(hit)
    told = faults.strike("notification.sync", "a@b.example")

    assert all(rule.fault in {"lost", "doubled", "late", "reordered"} for rule in told)
    assert len(faults.report()["fired"]) >= len(hit) + len(told)


@given(st.floats(0, 1), st.integers(0, 5))
def test_one_rules_hits_do_not_depend_on_the_other_rules(rate: float, seed: int) -> None:
    def hits(*others: dict[str, Any]) -> list[bool]:
        faults = Faults(Clock())
        faults.arm({"rates": [{"match": "sheets", "fault": "500", "rate": rate}, *others], "seed": seed})
        return [any(rule.fault == "500" for rule in faults.strike(GET.id, "")) for _ in range(20)]

    assert hits() == hits({"match": "sheets", "fault": "503", "rate": 0.5})


@given(
    st.lists(st.dictionaries(st.sampled_from(["now", "advance_seconds"]), SCALARS | st.datetimes().map(str)))
)
def test_time_never_goes_back(moves: list[Any]) -> None:
    clock = Clock()
    before = clock.now()
    for move in moves:
        with suppress(ApiError):
            clock.move(move)
        after = clock.now()
        assert after >= before
        before = after
    assert clock.now() - Clock().now() <= timedelta(days=3660)
