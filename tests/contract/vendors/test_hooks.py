"""Messages that vendors post, every vendor held to the same: only what they sent is believed, and once more is harmless."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import timedelta

import pytest

from addon.vendors import VENDORS, VendorRow
from closeplan.errors import ForbiddenError, InputError
from tests.vendors.call_hook_cases import CALL_HOOK_CASES
from tests.vendors.hook_cases import HOOK_CASES, NOW, HookCase
from tests.vendors.talk_hook_cases import TALK_HOOK_CASES

CASES = (*HOOK_CASES, *CALL_HOOK_CASES, *TALK_HOOK_CASES)

EVERY = pytest.mark.parametrize("case", CASES, ids=lambda case: case.vendor)
TIMED = pytest.mark.parametrize("case", [c for c in CASES if c.timed], ids=lambda case: case.vendor)
COVERED = pytest.mark.parametrize("case", [c for c in CASES if c.covers_body], ids=lambda case: case.vendor)
UNCOVERED = pytest.mark.parametrize(
    "case", [c for c in CASES if not c.covers_body], ids=lambda case: case.vendor
)
WITH_VECTOR = pytest.mark.parametrize("case", [c for c in CASES if c.vector], ids=lambda case: case.vendor)


@EVERY
def test_a_right_message_is_believed_and_read(case: HookCase) -> None:
    sender, request = case.sender(case.secret), case.signed(case.secret, case.body, NOW)

    sender.verify(request, NOW)
    events = sender.read(request).events

    assert tuple((event.kind, event.about) for event in events) == case.tells
    assert all(event.id for event in events)


@WITH_VECTOR
def test_a_message_that_somebody_else_signed_is_believed(case: HookCase) -> None:
    assert case.vector is not None

    case.sender(case.vector_secret or case.secret).verify(case.vector, case.vector_at)


@EVERY
def test_another_secret_proves_nothing(case: HookCase) -> None:
    request = case.signed(case.secret[::-1], case.body, NOW)

    with pytest.raises(ForbiddenError):
        case.sender(case.secret).verify(request, NOW)


@EVERY
def test_without_a_proof_nothing_is_believed(case: HookCase) -> None:
    right = case.signed(case.secret, case.body, NOW)
    request = replace(right, headers={}, body=right.body.replace(case.in_body(case.secret).encode(), b""))

    with pytest.raises(ForbiddenError):
        case.sender(case.secret).verify(request, NOW)


@EVERY
def test_where_no_secret_is_set_nobody_is_believed(case: HookCase) -> None:
    forged = case.signed(case.secret, case.body, NOW)

    with pytest.raises(ForbiddenError, match="no secret"):
        case.sender("").verify(forged, NOW)


@TIMED
@pytest.mark.parametrize("away", [timedelta(minutes=6), timedelta(days=400)])
def test_a_copy_that_comes_later_is_refused(case: HookCase, away: timedelta) -> None:
    request = case.signed(case.secret, case.body, NOW)

    with pytest.raises(ForbiddenError):
        case.sender(case.secret).verify(request, NOW + away)


@TIMED
def test_a_message_a_little_late_is_believed(case: HookCase) -> None:
    request = case.signed(case.secret, case.body, NOW)

    case.sender(case.secret).verify(request, NOW + timedelta(minutes=4))


@EVERY
def test_a_message_that_is_sent_again_tells_the_same_events(case: HookCase) -> None:
    sender = case.sender(case.secret)
    first, again = (
        sender.read(case.signed(case.secret, case.body, at)) for at in (NOW, NOW + timedelta(minutes=1))
    )

    assert [event.id for event in first.events] == [event.id for event in again.events]


@COVERED
def test_a_changed_body_is_refused(case: HookCase) -> None:
    request = case.signed(case.secret, case.body, NOW)

    with pytest.raises(ForbiddenError):
        case.sender(case.secret).verify(replace(request, body=request.body + b" "), NOW)


@UNCOVERED
def test_of_a_body_that_nothing_proves_only_ids_are_taken(case: HookCase) -> None:
    events = case.sender(case.secret).read(case.signed(case.secret, case.body, NOW)).events

    assert all(not event.seen for event in events)


@EVERY
def test_garbage_is_a_clear_error_or_tells_nothing(case: HookCase) -> None:
    sender = case.sender(case.secret)
    for garbage in case.garbage:
        request = case.signed(case.secret, garbage, NOW)
        with suppress(ForbiddenError, InputError):
            sender.verify(request, NOW)
            assert not sender.read(request).events


@EVERY
def test_a_header_of_odd_signs_is_refused_like_any_wrong_one(case: HookCase) -> None:
    right = case.signed(case.secret, case.body, NOW)
    odd = {name: value + "é☃" for name, value in right.headers.items()}
    request = replace(right, headers=odd, body=right.body.replace(case.in_body(case.secret).encode(), b"x"))

    with pytest.raises(ForbiddenError):
        case.sender(case.secret).verify(request, NOW)


@EVERY
def test_what_it_sends_has_a_bound(case: HookCase) -> None:
    assert 0 < case.sender(case.secret).most_bytes <= 30_000_000


@pytest.mark.parametrize("row", VENDORS, ids=lambda row: row.name)
def test_who_posts_is_held_to_all_of_this(row: VendorRow) -> None:
    module = pytest.importorskip(row.module, exc_type=ImportError)

    assert hasattr(module, "sender") == (row.name in {case.vendor for case in CASES})
