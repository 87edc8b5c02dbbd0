"""Calls of every meeting and telephone system, all held to the same: what arrives is one type, whatever happens on the way."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from werkzeug import Request, Response

from closeplan.errors import CloseplanError, NotFoundError, RetryLaterError
from tests.vendors.call_sources import KNOWS, RIGS, CallsRig
from tests.vendors.calls import MIA, SAM, STARTED, Held
from tests.vendors.quo import NUMBER
from tests.vendors.server import FakeVendor, answered, busy, dropped, raw, refusal

WRONG_ANSWERS = 25
"""Tried of each vendor; 400 were, once."""

RECENT = datetime.now(UTC).replace(microsecond=0) - timedelta(minutes=30)


def those(quality: str) -> pytest.MarkDecorator:
    """The test is for vendors that know as much."""
    return pytest.mark.parametrize(
        "rig", [name for name, knows in KNOWS.items() if getattr(knows, quality)], indirect=True
    )


@pytest.fixture(params=RIGS)
def rig(request: pytest.FixtureRequest) -> Iterator[CallsRig]:
    made = RIGS[request.param]()
    yield made
    made.vendor.__exit__(None)


def test_a_call_comes_with_words_speakers_times_and_people(rig: CallsRig) -> None:
    call = rig.source.fetch(rig.hold(Held()))

    assert [turn.text for turn in call.transcript.turns] == [words for _, words, _, _ in Held().said]
    assert [turn.start for turn in call.transcript.turns] == [1.0, 3.0]
    assert [turn.end for turn in call.transcript.turns] == [2.5, 5.0]
    there = {(one.name, one.email) for one in call.people}
    assert there == ({SAM, MIA} if rig.knows.outsiders else {SAM, (NUMBER, "")})
    assert (call.started, call.host, call.source) == (STARTED, SAM[1], rig.source.name)
    assert call.transcript.attendees == call.people
    if rig.knows.titles:
        assert call.title == call.transcript.title == "Acme kick-off"


def test_who_says_what_is_known_by_the_name_of_who_was_there(rig: CallsRig) -> None:
    call = rig.source.fetch(rig.hold(Held()))

    other = "Mia Wolf" if rig.knows.outsiders else NUMBER
    assert [turn.speaker for turn in call.transcript.turns] == ["Sam Lee", other]


def test_a_call_that_is_fetched_again_is_the_same(rig: CallsRig) -> None:
    news = rig.hold(Held())

    assert rig.source.fetch(news) == rig.source.fetch(news)


def test_a_transcript_that_is_not_there_yet_is_waited_for(rig: CallsRig) -> None:
    news = rig.begin(replace(Held(), started=RECENT))

    with pytest.raises(RetryLaterError) as waits:
        rig.source.fetch(news)
    assert waits.value.after


def test_a_call_that_never_gets_a_transcript_is_not_waited_for_for_ever(rig: CallsRig) -> None:
    news = rig.begin(replace(Held(), started=RECENT - timedelta(days=3)))

    with pytest.raises(NotFoundError):
        rig.source.fetch(news)


def test_a_call_that_was_deleted_is_not_found(rig: CallsRig) -> None:
    news = rig.hold(Held())
    rig.remove(news)

    with pytest.raises(NotFoundError):
        rig.source.fetch(news)


@pytest.mark.parametrize("failure", [refusal(500), refusal(503), dropped, busy(3_600)])
def test_while_the_vendor_is_down_nothing_is_lost(rig: CallsRig, failure: object) -> None:
    news = rig.hold(Held())
    rig.vendor.go_down(failure)  # type: ignore[arg-type]
    with pytest.raises(RetryLaterError):
        rig.source.fetch(news)
    with pytest.raises(RetryLaterError):
        list(rig.source.since(STARTED, [SAM[1]])) if rig.knows.by_time else rig.source.listen(STARTED)
    rig.vendor.come_back()

    assert rig.source.fetch(news).transcript.turns


def test_a_short_wait_that_the_vendor_asks_for_is_waited_in_place(rig: CallsRig) -> None:
    news = rig.hold(Held())
    rig.vendor.break_with(busy(2))

    assert rig.source.fetch(news).transcript.turns


@those("renews")
def test_a_token_that_ran_out_is_made_new_and_nobody_notices(rig: CallsRig) -> None:
    news = rig.hold(Held())
    rig.vendor.expire_token()

    assert rig.source.fetch(news).transcript.turns


def test_what_the_vendor_forbids_is_no_crash(rig: CallsRig) -> None:
    news = rig.hold(Held())
    for status in (400, 401, 403, 404, 422):
        rig.vendor.go_down(refusal(status))
        with pytest.raises(CloseplanError):
            rig.source.fetch(news)


@pytest.mark.parametrize("body", [b"", b"null", b"[]", b"{}", b'"x"', b"<html>", b'{"data": 7}', b"\xff"])
def test_an_answer_that_makes_no_sense_is_a_clear_error_or_a_call_without_words(
    rig: CallsRig, body: bytes
) -> None:
    news = rig.hold(Held())
    rig.vendor.go_down(raw(body))
    try:
        call = rig.source.fetch(news)
    except CloseplanError:
        return
    assert not call.transcript.turns


def test_nobody_is_named_and_the_words_come_all_the_same(rig: CallsRig) -> None:
    call = rig.source.fetch(rig.hold(replace(Held(), people=())))

    assert len(call.transcript.turns) == 2


def test_a_call_in_which_nothing_was_said_has_no_words(rig: CallsRig) -> None:
    call = rig.source.fetch(rig.hold(replace(Held(), said=())))

    assert call.transcript.turns == ()


def test_three_hours_come_whole(rig: CallsRig) -> None:
    said = tuple((SAM[0] if n % 2 else MIA[0], f"Sentence {n}.", n * 9.0, n * 9.0 + 8) for n in range(1_200))

    turns = rig.source.fetch(rig.hold(replace(Held(), said=said))).transcript.turns

    assert (len(turns), turns[-1].text, turns[-1].end) == (1_200, "Sentence 1199.", 1_199 * 9.0 + 8)


def test_a_speaker_whom_nobody_knows_stays_somebody(rig: CallsRig) -> None:
    said = (*Held().said, ("Zoe Ruiz", "I can take the minutes.", 6.0, 7.0))

    turns = rig.source.fetch(rig.hold(replace(Held(), said=said))).transcript.turns

    assert turns[-1].text == "I can take the minutes."
    assert turns[-1].speaker not in {SAM[0], MIA[0], ""}


@those("everybody")
def test_a_large_audience_comes_whole(rig: CallsRig) -> None:
    people = (SAM, *((f"Guest {n}", f"guest{n}@acme.example") for n in range(25)))

    assert len(rig.source.fetch(rig.hold(replace(Held(), people=people))).people) == 26


def test_words_are_cleaned_and_titles_are_short(rig: CallsRig) -> None:
    said = (("Mia Wolf", "=HYPERLINK\u202e(1)\x07 </b>", 1.0, 2.0),)

    call = rig.source.fetch(rig.hold(replace(Held(), title="T" * 9_000, said=said)))

    assert "\u202e" not in call.transcript.turns[0].text
    assert "\x07" not in call.transcript.turns[0].text
    assert len(call.transcript.title) <= 300


@those("by_time")
def test_a_sweep_finds_what_the_asked_people_held(rig: CallsRig) -> None:
    held = [rig.hold(replace(Held(), started=RECENT + timedelta(minutes=n))) for n in range(3)]
    if rig.knows.hosts:
        rig.hold(replace(Held(), started=RECENT, people=(("Max", "max@northwind.example"), MIA)))

    found = list(rig.source.since(RECENT - timedelta(hours=1), [SAM[1], "nobody@northwind.example"]))

    assert {news.id for news in found} == {news.id for news in held}
    assert all(rig.source.fetch(news).transcript.turns for news in found)


def test_an_answer_with_one_thing_wrong_in_it_is_a_clear_error_or_a_call(rig: CallsRig) -> None:
    news = rig.hold(Held())
    for seed in range(WRONG_ANSWERS):
        rig.vendor.go_down(with_one_wrong(random.Random(seed)))
        try:
            call = rig.source.fetch(news)
        except CloseplanError:
            continue
        assert all(turn.speaker is not None for turn in call.transcript.turns)
        assert all(isinstance(one.email, str) for one in call.people)


def with_one_wrong(chance: random.Random) -> Callable[[FakeVendor, Request], Response]:
    """The right answers, in each of which one value is of another kind or gone."""

    def answer(vendor: FakeVendor, request: Request) -> Response:
        right = vendor.done(request)
        if not right.is_json:
            return right
        content = json.loads(right.get_data())
        places = list(_places(content))
        if places:
            inside, key = chance.choice(places)
            inside[key] = chance.choice([None, [], {}, "", "x", -1, 1e300, True, [[]], "9" * 400])
        return answered(content)

    return answer


def _places(content: Any) -> Iterator[tuple[Any, Any]]:
    """Where values stand in JSON."""
    pairs = (
        content.items()
        if isinstance(content, dict)
        else enumerate(content if isinstance(content, list) else ())
    )
    for key, value in list(pairs):
        yield content, key
        yield from _places(value)
