"""What every CRM's adapter makes of a vendor that is down, busy, strict or hostile."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress

import pytest

from addon.adapters.http import wire
from closeplan.crm.model import Activity, ContactLink, CrmContact, FieldKind, FieldWrite
from closeplan.errors import (
    CloseplanError,
    ForbiddenError,
    NotFoundError,
    OutsideError,
    RefusedError,
    RetryLaterError,
)
from tests.vendors.access import TokenOf
from tests.vendors.crms import CASES, START, CrmStand
from tests.vendors.server import Failure, FakeVendor, Handler, busy, done, dropped, lost, raw, refusal, slow
from tests.vendors.specs import needs_spec


@pytest.fixture(
    params=[
        pytest.param(case, id=case.name, marks=[needs_spec(case.spec)] if case.spec else [])
        for case in CASES
        if case.name != "memory"
    ]
)
def stand(request: pytest.FixtureRequest) -> Iterator[CrmStand]:
    with request.param.open() as opened:
        yield opened


@pytest.fixture
def vendor(stand: CrmStand) -> FakeVendor:
    assert stand.vendor is not None
    return stand.vendor


@pytest.fixture
def access(stand: CrmStand) -> TokenOf:
    assert stand.access is not None
    return stand.access


SLIP = Activity(subject="Go-live slips 5 days [slip 7]", text="Legal review", at=START)

Act = Callable[[CrmStand, str], object]

READS: dict[str, Act] = {
    "account": lambda stand, _deal: stand.crm.account(),
    "fields": lambda stand, _deal: stand.crm.fields(),
    "stages": lambda stand, _deal: stand.crm.stages(),
    "deals": lambda stand, deal: stand.crm.deals([deal]),
    "find": lambda stand, _deal: stand.crm.find("Acme"),
    "changed": lambda stand, _deal: stand.crm.changed(START),
    "contacts": lambda stand, deal: stand.crm.contacts(deal),
}

CHANGES: dict[str, Act] = {
    "write": lambda stand, deal: stand.crm.write(
        [FieldWrite(deal_id=deal, values={stand.fields[FieldKind.TEXT]: "on it"})]
    ),
    "put_contacts": lambda stand, deal: stand.crm.put_contacts(
        deal, [ContactLink(contact=CrmContact(name="Ada Ito", email="ada@acme.example"))]
    ),
    "add_activity": lambda stand, deal: stand.crm.add_activity(deal, SLIP, look_first=True),
}

every_act = pytest.mark.parametrize(
    "act", [pytest.param(act, id=name) for name, act in (READS | CHANGES).items()]
)

HOSTILE = {
    "no JSON": b"<html>maintenance</html>",
    "cut off": b'{"results": [{"id": "1", ',
    "nothing": b"",
    "null": b"null",
    "a list": b"[]",
    "a list of lists": b"[[1]]",
    "an object": b"{}",
    "a word": b'"ok"',
    "errors of another kind": b'{"errors": {"0": "no"}, "error": [1], "message": {"a": 1}}',
    "an error of another kind": b'{"errors": [{"message": 1, "extensions": [1], "path": {}}], "data": 7}',
    "an odd wait": b'{"errors": [{"extensions": {"code": "ComplexityException", "retry_in_seconds": "soon"}}]}',
    "other kinds inside": b'{"results": 7, "records": "x", "data": {"items": null}, "success": true}',
}


@every_act
def test_a_token_that_has_run_out_is_renewed_once(
    stand: CrmStand, vendor: FakeVendor, access: TokenOf, act: Act
) -> None:
    deal = stand.fake.put_deal("Acme")
    vendor.expire_token()

    act(stand, deal)

    assert access.renewed == 1


def test_an_account_that_is_not_connected_any_more_waits(
    stand: CrmStand, vendor: FakeVendor, access: TokenOf
) -> None:
    deal = stand.fake.put_deal("Acme")
    vendor.expire_token()
    access.dead = True

    with pytest.raises(RetryLaterError) as caught:
        stand.crm.deals([deal])
    assert caught.value.status == 401


@every_act
def test_a_busy_vendor_is_given_the_time_that_it_asks_for(
    stand: CrmStand, vendor: FakeVendor, act: Act
) -> None:
    deal = stand.fake.put_deal("Acme")
    vendor.break_with(busy(7))
    before = sum(stand.clock.naps)

    act(stand, deal)

    assert sum(stand.clock.naps) - before >= 7


def test_a_vendor_that_asks_for_minutes_is_left_to_the_queue(stand: CrmStand, vendor: FakeVendor) -> None:
    deal = stand.fake.put_deal("Acme")
    vendor.break_with(busy(600))

    with pytest.raises(RetryLaterError) as caught:
        stand.crm.deals([deal])
    assert caught.value.after == 600
    assert stand.asked == 1


@every_act
@pytest.mark.parametrize(
    "failure",
    [refusal(500), refusal(502), refusal(503), raw(b"<html>gateway</html>", 504), dropped],
    ids=["500", "502", "503", "504 in HTML", "no answer"],
)
def test_a_vendor_that_is_down_is_tried_later(
    stand: CrmStand, vendor: FakeVendor, act: Act, failure: Failure
) -> None:
    deal = stand.fake.put_deal("Acme")
    vendor.go_down(failure)

    with pytest.raises(RetryLaterError):
        act(stand, deal)

    vendor.come_back()
    act(stand, deal)


def test_an_answer_that_takes_too_long_is_tried_later(
    stand: CrmStand, vendor: FakeVendor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wire, "READ_SECONDS", 0.05)
    deal = stand.fake.put_deal("Acme")
    vendor.break_with(slow(0.2))

    with pytest.raises(RetryLaterError):
        stand.crm.deals([deal])


def test_what_arrived_without_an_answer_is_not_there_twice(stand: CrmStand, vendor: FakeVendor) -> None:
    for requests_before in range(6):
        deal = stand.fake.put_deal("Acme")
        for act in CHANGES.values():
            vendor.break_with(*[done] * requests_before, lost)
            with suppress(RetryLaterError):
                act(stand, deal)
            vendor.come_back()
            act(stand, deal)

        assert [email for email, _role in stand.fake.people_on(deal)] == ["ada@acme.example"]
        assert [subject for subject, _text in stand.fake.entries(deal)] == [SLIP.subject]


@every_act
def test_what_closeplan_may_not_do_is_said_in_the_vendors_words(
    stand: CrmStand, vendor: FakeVendor, act: Act
) -> None:
    deal = stand.fake.put_deal("Acme")
    vendor.go_down(refusal(403))

    with pytest.raises(ForbiddenError, match="the test says so"):
        act(stand, deal)


@every_act
def test_a_refusal_keeps_the_vendors_words(stand: CrmStand, vendor: FakeVendor, act: Act) -> None:
    deal = stand.fake.put_deal("Acme")
    vendor.go_down(refusal(400))

    try:
        told = str(act(stand, deal))
    except RefusedError as error:
        told = str(error)
    assert "the test says so" in told


@every_act
@pytest.mark.parametrize("body", [pytest.param(body, id=name) for name, body in HOSTILE.items()])
def test_an_answer_in_no_form_that_is_known_is_an_outside_error_or_nothing(
    stand: CrmStand, vendor: FakeVendor, act: Act, body: bytes
) -> None:
    deal = stand.fake.put_deal("Acme")
    vendor.go_down(raw(body))

    try:
        act(stand, deal)
    except CloseplanError as error:
        assert isinstance(error, OutsideError)  # noqa: PT017 - either outcome is right, a KeyError is not


@pytest.mark.parametrize("body", [pytest.param(body, id=name) for name, body in HOSTILE.items()])
def test_a_refusal_in_no_form_that_is_known_is_one_of_our_errors(
    stand: CrmStand, vendor: FakeVendor, body: bytes
) -> None:
    deal = stand.fake.put_deal("Acme")
    for status in (400, 403, 404, 500):
        vendor.go_down(raw(body, status))
        with suppress(OutsideError, ForbiddenError, NotFoundError):
            stand.crm.write([FieldWrite(deal_id=deal, values={stand.fields[FieldKind.TEXT]: "on it"})])


def test_an_answer_without_end_is_not_taken(
    stand: CrmStand, vendor: FakeVendor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wire, "MOST_BYTES", 10_000)
    deal = stand.fake.put_deal("Acme")
    vendor.break_with(raw(b'{"results": "' + b"x" * 200_000))

    with pytest.raises(OutsideError):
        stand.crm.deals([deal])


@every_act
def test_the_token_never_follows_to_another_host(stand: CrmStand, vendor: FakeVendor, act: Act) -> None:
    deal = stand.fake.put_deal("Acme")
    with Elsewhere() as elsewhere:
        vendor.go_down(raw(b"", 302, {"Location": f"{elsewhere.url}/take"}))
        with pytest.raises(OutsideError):
            act(stand, deal)
        assert elsewhere.asked == []


class Elsewhere(FakeVendor):
    """A host that nobody should ask."""

    def routes(self) -> dict[tuple[str, str], Handler]:
        return {}
