"""What is Aircall's and Quo's own."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from addon.adapters.http import VendorAccount
from addon.adapters.meetings import aircall, quo
from closeplan.errors import ForbiddenError, NotFoundError, RefusedError, RetryLaterError
from closeplan.plan.model import Side
from closeplan.ports.call_sources import CallNews
from tests.vendors.access import Clock
from tests.vendors.aircall import FakeAircall
from tests.vendors.calls import MIA, SAM, STARTED, Held
from tests.vendors.quo import FakeQuo
from tests.vendors.server import refusal

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
TOLD = CallNews(id="812")


@pytest.fixture
def air() -> Iterator[FakeAircall]:
    with FakeAircall() as running:
        running.calls["812"] = Held()
        yield running


@pytest.fixture
def phone() -> Iterator[FakeQuo]:
    with FakeQuo() as running:
        running.calls["AC1"] = Held()
        yield running


def ask(air: FakeAircall, clock: Clock | None = None) -> aircall.Aircall:
    account = VendorAccount(
        name="aircall", url=air.url, token=air.token, client_id="api-id", secret="hook-token"
    )
    return aircall.connect(account, (clock or Clock()).pace(*aircall.RATES))


def call_quo(phone: FakeQuo) -> quo.Quo:
    account = VendorAccount(name="quo", url=phone.url, token=phone.token, secret="key")
    return quo.connect(account, Clock().pace(*quo.RATES))


def test_a_caller_is_looked_up_by_number_once_where_the_call_names_nobody(air: FakeAircall) -> None:
    air.contact_on_call = False
    said = tuple((MIA[0], f"Sentence {n}.", float(n), n + 0.5) for n in range(9))
    air.calls["812"] = replace(Held(), said=said)

    call = ask(air).fetch(TOLD)

    assert ("Mia Wolf", "mia@acme.example") in {(one.name, one.email) for one in call.people}
    assert call.title == "Call with Mia Wolf"
    assert air.counts()["GET /v1/contacts/search"] == 1


def test_a_number_that_nobody_knows_stays_a_number(air: FakeAircall) -> None:
    air.calls["812"] = replace(Held(), said=(("Stranger", "Hello?", 1.0, 2.0),))

    call = ask(air).fetch(TOLD)

    assert call.transcript.turns[0].speaker == "+4930999"
    assert [one.side for one in call.people if one.name == SAM[0]] == [Side.SELLER]


def test_without_transcription_in_the_plan_nothing_is_waited_for(air: FakeAircall) -> None:
    air.break_with(lambda vendor, request: vendor.done(request), refusal(403))

    with pytest.raises(NotFoundError):
        ask(air).fetch(TOLD)


def test_the_moment_that_aircall_names_is_waited_for(air: FakeAircall) -> None:
    clock, soon = Clock(), {"X-AircallApi-Reset": f"{time.time() + 9:.0f}"}
    air.break_with(refusal(429, headers=soon))

    assert ask(air, clock).fetch(TOLD).transcript.turns
    assert sum(clock.naps) == pytest.approx(9, abs=1.5)

    air.break_with(refusal(429, headers={"X-AircallApi-Reset": f"{time.time() + 50:.0f}"}))
    with pytest.raises(RetryLaterError) as later:
        ask(air).fetch(TOLD)
    assert later.value.after == pytest.approx(50, abs=1.5)


def test_a_call_that_nobody_answered_is_not_asked_for(air: FakeAircall) -> None:
    told = air._told

    def unanswered(number: str) -> dict[str, object]:
        return {**told(number), "answered_at": None}

    air._told = unanswered  # type: ignore[method-assign]
    assert list(ask(air).since(STARTED - timedelta(days=1), [SAM[1]])) == []


def test_a_webhook_that_was_switched_off_is_told(air: FakeAircall, phone: FakeQuo) -> None:
    ours = {"token": "hook-token", "active": True}
    air.webhooks = [{"token": "another", "active": False}, ours]
    ask(air).listen(NOW)
    ours["active"] = False
    with pytest.raises(RefusedError, match="switch it on"):
        ask(air).listen(NOW)

    phone.webhooks = [{"key": "another", "status": "disabled"}, {"key": "key", "status": "enabled"}]
    call_quo(phone).listen(NOW)
    phone.webhooks[1]["status"] = "disabled"
    with pytest.raises(RefusedError, match="switch it on"):
        call_quo(phone).listen(NOW)


def test_a_call_that_was_not_recorded_began_so_long_before_its_transcript(phone: FakeQuo) -> None:
    phone.recorded = False

    assert call_quo(phone).fetch(CallNews(id="AC1")).started == STARTED


@pytest.mark.parametrize("status", ["absent", "failed"])
def test_a_transcript_that_will_not_come_is_not_waited_for(phone: FakeQuo, status: str) -> None:
    phone.statuses["AC1"] = status

    with pytest.raises(NotFoundError, match=status):
        call_quo(phone).fetch(CallNews(id="AC1"))


def test_a_plan_without_transcripts_is_told(phone: FakeQuo) -> None:
    phone.go_down(refusal(403))

    with pytest.raises(ForbiddenError):
        call_quo(phone).fetch(CallNews(id="AC1"))


def test_without_a_key_nothing_is_asked(phone: FakeQuo) -> None:
    source = quo.connect(VendorAccount(name="quo", url=phone.url), Clock().pace())

    with pytest.raises(RetryLaterError, match="not connected"):
        source.fetch(CallNews(id="AC1"))
    assert not phone.asked
