"""Freshworks' answers read without trusting them, and values that come back in the forms it gives them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug import Request, Response

from addon.adapters.crm import freshworks_values as values
from addon.adapters.crm.freshworks import Freshworks
from closeplan.crm.model import Activity, ContactLink, CrmContact, FieldKind, FieldValue
from closeplan.crm.values import is_same
from closeplan.errors import OutsideError
from tests.vendors.crms import START, CrmStand
from tests.vendors.freshworks import FakeFreshworks, stand
from tests.vendors.freshworks_account import FIELDS
from tests.vendors.server import FakeVendor, answered, done

ADA = ContactLink(contact=CrmContact(name="Ada Ito", email="ada@acme.example"))

SLIP = Activity(subject="Slip 7: Legal review moved 5 days", text="Legal review", at=START)


@pytest.fixture
def opened() -> Iterator[CrmStand]:
    with stand() as one:
        yield one


@pytest.fixture
def crm(opened: CrmStand) -> Freshworks:
    assert isinstance(opened.crm, Freshworks)
    return opened.crm


@pytest.fixture
def fake(opened: CrmStand) -> FakeFreshworks:
    assert isinstance(opened.vendor, FakeFreshworks)
    return opened.vendor


_VALUES: dict[FieldKind, st.SearchStrategy[FieldValue]] = {
    FieldKind.TEXT: st.text(max_size=300),
    FieldKind.LONG_TEXT: st.text(max_size=300),
    FieldKind.NUMBER: st.floats(-1e12, 1e12).map(lambda number: round(number, 2)),
    FieldKind.DATE: st.dates(),
    FieldKind.YES_NO: st.booleans(),
    FieldKind.URL: st.text("abc/:.?=&%é", max_size=60),
    FieldKind.CHOICE: st.sampled_from(["On track", "At risk"]),
}


@given(
    st.sampled_from(FieldKind).flatmap(
        lambda kind: st.tuples(st.just(kind), st.one_of(st.none(), _VALUES[kind]))
    )
)
def test_what_is_written_reads_as_the_same(case: tuple[FieldKind, FieldValue]) -> None:
    kind, value = case
    back = values.read(json.loads(json.dumps(values.written(value))), kind)

    assert is_same(value, back)


_ODD: tuple[Any, ...] = (None, "x", 2**70, [], {}, [None], "2026-13-45T99:99")


def _places(told: object, at: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Every place within an answer, of a list the first one alone."""
    parts = told.items() if isinstance(told, dict) else enumerate(told[:1]) if isinstance(told, list) else ()
    for name, inner in parts:
        yield (*at, name)
        yield from _places(inner, (*at, name))


def _spoilt(place: tuple[Any, ...], odd: object) -> Callable[[FakeVendor, Request], Response]:
    """The right answer with one thing wrong."""

    def answer(vendor: FakeVendor, request: Request) -> Response:
        told = inner = json.loads(vendor.done(request).data)
        *outer, last = place
        for name in outer:
            inner = inner[name]
        inner[last] = odd
        return answered(told)

    return answer


@pytest.mark.parametrize(
    ("read", "before"),
    [
        (lambda crm, deal: crm.deals([deal], list(FIELDS.values())), 0),
        (lambda crm, _deal: crm.changed(START), 0),
        (lambda crm, _deal: crm.stages(), 0),
        (lambda crm, _deal: crm.stages(), 1),
        (lambda crm, _deal: crm.fields(), 0),
        (lambda crm, _deal: crm.find("Acme"), 0),
        (lambda crm, deal: crm.add_activity(deal, SLIP, look_first=True), 0),
        (lambda crm, deal: crm.put_contacts(deal, [ADA]), 1),
    ],
    ids=["deals", "changed", "pipelines", "stages", "fields", "find", "notes", "lookup"],
)
def test_an_answer_with_one_thing_wrong_is_an_outside_error_at_worst(
    crm: Freshworks, fake: FakeFreshworks, read: Callable[[Freshworks, str], object], before: int
) -> None:
    deal = fake.put_deal("Acme", amount="12", close_date=date(2027, 1, 1), owner_email="d@seller.example")
    fake.put_on(deal, fake.put_person("Bo Ek", "bo@acme.example"))
    fake.put_person("Ada Ito", "ada@acme.example")
    crm.fields()
    crm.changed(START)
    right: list[Any] = []
    fake.break_with(*[done] * before, lambda vendor, request: _kept(vendor.done(request), right))
    read(crm, deal)

    for place in _places(right[0]):
        for odd in _ODD:
            fake.break_with(*[done] * before, _spoilt(place, odd))
            try:
                read(crm, deal)
            except OutsideError:
                continue
            finally:
                fake.come_back()


def _kept(answer: Response, into: list[Any]) -> Response:
    into.append(json.loads(answer.data))
    return answer


def test_stages_stand_by_their_pipeline_and_place(crm: Freshworks) -> None:
    assert [f"{stage.pipeline}: {stage.name}" for stage in crm.stages()] == [
        "Default: New",
        "Default: Negotiation",
        "Default: Won",
        "Default: Lost",
        "Renewals: Due",
        "Renewals: Renewed",
        "Renewals: Lost",
    ]


@pytest.mark.parametrize(
    ("told", "is_open", "is_won"),
    [
        ({"name": "Signed", "forecast_type": "Closed Won"}, False, True),
        ({"name": "Won back", "forecast_type": "Open"}, True, False),
        ({"name": "Won"}, False, True),
        ({"name": "Lost", "forecast_type": None}, False, False),
        ({"name": "Demo"}, True, False),
    ],
)
def test_a_stage_without_a_forecast_type_is_judged_by_its_name(
    told: dict[str, object], is_open: bool, is_won: bool
) -> None:
    stage = values.stage_of({"id": 1, **told})

    assert (stage.is_open, stage.is_won) == (is_open, is_won)
