"""Questions over many hour-long calls: `python -m bench.calls.ask_speed 1000 [postgres]` prints how long answers take."""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from statistics import quantiles
from tempfile import TemporaryDirectory

from addon.adapters.store import SqlStore
from bench.figures import Figure
from closeplan.calls.findings import Findings
from closeplan.calls.model import Call, Turn
from closeplan.plan.model import Status
from closeplan.records import Member, MemberRole
from closeplan.records.calls import CallRecord, KeptCall
from closeplan.services.ask_calls import AskCalls
from tests.integration.test_cli_ledger import keep
from tests.labelled_calls import labelled_calls
from tests.postgres import postgres_server

CALLS = 40
"""How many `make bench-calls` takes in; docs/performance.md has the figures of 1,000."""

TURNS = 900
PLANS = 20
FIRST_DAY = date(2024, 1, 1)
MAX = Member(email="max@northwind.example", role=MemberRole.ADMIN)


def figures(calls: int = CALLS, *, kind: str = "sqlite") -> Iterator[Figure]:
    """The 95th percentile of answers over all calls and over one plan's, in milliseconds."""
    if kind == "postgres":
        with postgres_server() as server:
            yield from _measured(server.fresh_database(), calls, "PostgreSQL")
        return
    with TemporaryDirectory() as folder:
        yield from _measured(f"sqlite:///{Path(folder) / 'asked.db'}", calls, "SQLite")


def _measured(url: str, calls: int, kind: str) -> Iterator[Figure]:
    store = SqlStore(url)
    asked = [
        question["q"]
        for one in labelled_calls("sample") + labelled_calls("dev")
        for question in one.labels["questions"]
    ]
    if not asked:
        asked = ["Who signs the order?", "What did the CFO say about the budget?", "When is go-live?"]
    for number in range(PLANS):
        keep(store, f"plan-{number}", 1, Status.IN_PROGRESS)
    for number in range(calls):
        store.keep_call(_hour(number), [])
    asking = AskCalls(search=store, calls=store, plans=store, members=store)
    record = store.plan("plan-7")
    over_all = [_ms(lambda question=question: asking.of_all(question, MAX)) for question in asked]
    over_one = [_ms(lambda question=question: asking.of_deal(question, record)) for question in asked]
    store.close()
    yield Figure(f"a question over {calls} hour-long calls, {kind}, p95", _p95(over_all), 200, "ms")
    yield Figure(f"and over one of its {PLANS} plans, p95", _p95(over_one), 200, "ms")


def _hour(number: int) -> KeptCall:
    """An hour of what was said on labelled calls, in another order each time."""
    drawn = random.Random(number)
    lines = [turn for one in labelled_calls("sample") + labelled_calls("dev") for turn in one.call.turns]
    lines = lines or [Turn(index=0, speaker="Ann Lee", text="Our CFO wants to see the budget first.")]
    turns = tuple(
        replace(
            line, index=at, text=f"{line.text} {drawn.choice(lines).text}", start=4.0 * at, end=4.0 * at + 3
        )
        for at, line in enumerate(drawn.choices(lines, k=TURNS))
    )
    plan, day = f"plan-{number % PLANS}", FIRST_DAY + timedelta(days=number)
    record = CallRecord(
        plan_id=plan, id=f"c{number}", name=f"call-{number}", title="", day=day, language="en", source="bench",
        added_at=datetime(2027, 1, 1, tzinfo=UTC), added_by="sam@northwind.example", turns=TURNS,
    )  # fmt: skip
    return KeptCall(record=record, call=Call(name=record.name, day=day, turns=turns), findings=Findings())


def _ms(work: object) -> float:
    begun = time.perf_counter()
    work()  # type: ignore[operator]
    return (time.perf_counter() - begun) * 1000


def _p95(times: list[float]) -> float:
    return quantiles(times, n=20)[-1] if len(times) > 1 else times[0]


if __name__ == "__main__":
    how_many = int(sys.argv[1]) if len(sys.argv) > 1 else CALLS
    for figure in figures(how_many, kind=sys.argv[2] if len(sys.argv) > 2 else "sqlite"):
        print(figure)
