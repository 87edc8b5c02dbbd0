"""What is Google Meet's own: whom it is asked for, what the calendar and Docs add, and that Google goes on telling."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from addon.adapters.http import VendorAccount
from addon.adapters.meetings import meet
from addon.adapters.meetings.google_apis import EVENTS, MEET_FILES, MEETINGS
from closeplan.errors import ForbiddenError, NotFoundError, RetryLaterError
from closeplan.ports.call_sources import CallNews
from tests.vendors.access import Clock
from tests.vendors.calls import MIA, SAM, Held
from tests.vendors.meet import FakeMeet, FakePeople, completed
from tests.vendors.server import refusal
from tests.vendors.specs import described

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
TOPIC = "projects/p/topics/meet"
TOLD = CallNews(id="r1", host=SAM[1])


@pytest.fixture
def fake() -> Iterator[FakeMeet]:
    with FakeMeet(described("google_meet", completed)) as running:
        running.meetings["r1"] = Held()
        yield running


def source(
    fake: FakeMeet, *withheld: str, known: tuple[str, ...] = (SAM[1], "max@northwind.example")
) -> meet.Meet:
    people = FakePeople(fake, known, withheld)
    return meet.connect(
        VendorAccount(name="meet", url=fake.url, people=people, account=TOPIC), Clock().pace()
    )


def test_without_the_calendar_the_words_and_names_come_without_addresses(fake: FakeMeet) -> None:
    call = source(fake, EVENTS).fetch(TOLD)

    assert [(one.name, one.email) for one in call.people] == [SAM, ("Mia Wolf", "")]
    assert (call.title, call.host) == ("", SAM[1])
    assert not any("calendar" in seen.path for seen in fake.asked)


def test_who_was_invited_and_stayed_away_is_told_too(fake: FakeMeet) -> None:
    fake._everybody = lambda record: [SAM]  # type: ignore[method-assign]

    assert (MIA[1], MIA[1]) in {(one.name, one.email) for one in source(fake).fetch(TOLD).people}


def test_entries_that_are_gone_are_read_from_the_doc_if_that_was_granted(fake: FakeMeet) -> None:
    fake.gone_entries.add("r1")

    words = [turn.text for turn in source(fake).fetch(TOLD).transcript.turns]
    assert words == [said for _, said, _, _ in Held().said]
    assert source(fake, MEET_FILES).fetch(TOLD).transcript.turns == ()


def test_smart_notes_come_with_the_words_and_alone(fake: FakeMeet) -> None:
    fake.notes["r1"] = (
        "📝 Notes\nNov 24, 2026\nAcme kick-off\nInvited Sam Lee Mia Wolf\n\nSummary\nMia asked for the security review.\n\n"
        "Suggested next steps\n[ ] Sam will send it.\n"
    )

    both = source(fake).fetch(TOLD).transcript
    fake.unwritten.add("r1")
    alone = source(fake).fetch(TOLD).transcript

    assert len(both.turns) == 2
    assert both.notes == alone.notes
    assert "security review" in str(alone.notes)


def test_a_push_names_nobody_and_whoever_may_see_the_call_is_found(fake: FakeMeet) -> None:
    asked: list[str] = []

    def seen_by_the_second(record: str) -> bool:
        asked.append(record)
        return len(asked) > 1

    fake.sees = seen_by_the_second

    assert source(fake).fetch(CallNews(id="r1")).host == "max@northwind.example"
    fake.sees = lambda _record: False
    with pytest.raises(NotFoundError):
        source(fake).fetch(CallNews(id="r1"))


def test_who_granted_nothing_is_not_asked_for(fake: FakeMeet) -> None:
    asking = source(fake, MEETINGS)

    assert list(asking.since(NOW - timedelta(days=9), [SAM[1]])) == []
    asking.listen(NOW)
    assert not fake.asked
    with pytest.raises(ForbiddenError, match="/grants"):
        asking.fetch(TOLD)


def test_googles_quota_in_a_403_is_waited_for(fake: FakeMeet) -> None:
    used_up = {"error": {"message": "Quota exceeded", "errors": [{"reason": "userRateLimitExceeded"}]}}
    fake.break_with(refusal(403, used_up))
    assert source(fake).fetch(TOLD).transcript.turns

    fake.go_down(refusal(403, used_up))
    with pytest.raises(RetryLaterError):
        source(fake).fetch(TOLD)


def test_each_person_is_subscribed_once_and_renewed_in_time(fake: FakeMeet) -> None:
    asking = source(fake, known=(SAM[1],))

    asking.listen(NOW)
    asking.listen(NOW + timedelta(days=1))
    (one,) = fake.subscriptions.values()
    assert one["targetResource"] == f"//cloudidentity.googleapis.com/users/id-{SAM[1]}"
    assert (one["notificationEndpoint"], "renewed" in one) == ({"pubsubTopic": TOPIC}, False)

    asking.listen(NOW + timedelta(days=5))
    assert one["renewed"]


def test_a_subscription_that_google_suspended_is_made_anew(fake: FakeMeet) -> None:
    asking = source(fake, known=(SAM[1],))
    asking.listen(NOW)
    ((name, one),) = fake.subscriptions.items()
    one["state"] = "SUSPENDED"

    asking.listen(NOW)

    assert name not in fake.subscriptions
    assert [again["state"] for again in fake.subscriptions.values()] == ["ACTIVE"]


def test_one_who_cant_be_subscribed_keeps_nobody_else_from_it(fake: FakeMeet) -> None:
    fake.break_with(refusal(403))

    with pytest.raises(ForbiddenError):
        source(fake).listen(NOW)
    assert [one["targetResource"].rpartition("-")[2] for one in fake.subscriptions.values()] == [
        "max@northwind.example"
    ]


def test_a_meeting_that_goes_on_is_waited_for(fake: FakeMeet) -> None:
    told = fake._told
    fake._told = lambda record: {**told(record), "endTime": ""}  # type: ignore[method-assign]
    fake._checks = None

    with pytest.raises(RetryLaterError):
        source(fake).fetch(TOLD)
    assert list(source(fake).since(NOW - timedelta(days=9), [SAM[1]])) == []


def test_one_who_is_refused_keeps_nobody_elses_calls_from_being_found(fake: FakeMeet) -> None:
    fake.break_with(refusal(403))
    found = source(fake).since(NOW - timedelta(days=9), [SAM[1], "max@northwind.example"])

    assert next(found).host == "max@northwind.example"
    with pytest.raises(ForbiddenError):
        next(found)
