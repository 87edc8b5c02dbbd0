"""Notion's adapter against a Notion of our own, every request held against what Notion published."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from addon.adapters.http import VendorAccount
from addon.adapters.messaging import notion
from closeplan.errors import ForbiddenError, NotFoundError, RefusedError, RetryLaterError, SettingsError
from closeplan.plan.page import PageLine
from tests.vendors.access import Clock
from tests.vendors.notion import SOMEBODY, FakeNotion, notion_checks
from tests.vendors.server import busy, dropped, raw, refusal


@pytest.fixture
def fake() -> Iterator[FakeNotion]:
    with FakeNotion(notion_checks()) as fake:
        yield fake


def connected(fake: FakeNotion, clock: Clock | None = None, home: str = "") -> notion.Notion:
    account = VendorAccount(name="notion", url=fake.url, token=fake.token, account=home or fake.home)
    return notion.Notion(account, (clock or Clock()).pace(*notion.RATES))


def test_a_page_holds_its_lines_in_order_however_many(fake: FakeNotion) -> None:
    lines = [PageLine(text=f"line {number}", is_bullet=number % 2 == 0) for number in range(250)]
    made = connected(fake).make(fake.home, "Acme × Northwind", lines)

    assert fake.pages[made.id].texts == [f"line {number}" for number in range(250)]
    assert [one.title for one in fake.below(fake.home)] == ["Acme × Northwind"]
    assert fake.counts()[f"PATCH /v1/blocks/{made.id}/children"] == 3


def test_a_long_text_goes_on_in_the_next(fake: FakeNotion) -> None:
    made = connected(fake).make(
        fake.home, "t" * 3_000, [PageLine(text="ä" * 4_500, url="https://x.example/d")]
    )

    assert fake.pages[made.id].texts == ["ä" * 4_500]
    assert len(fake.pages[made.id].title) == 2_000


def test_only_pages_that_we_made_and_nobody_threw_away_are_ours(fake: FakeNotion) -> None:
    fake._page = 2
    theirs = fake.add(fake.home, "Notes of theirs", by=SOMEBODY)
    ours = [fake.add(fake.home, f"Plan {number}") for number in range(4)]
    ours[0].in_trash = True

    found = connected(fake).ours_below(fake.home)
    assert [one.id for one in found] == [one.id for one in ours[1:]]
    assert theirs.id not in {one.id for one in found}


def test_what_lies_in_the_trash_or_is_shared_no_more_is_not_there(fake: FakeNotion) -> None:
    page, pages = fake.add(fake.home, "Plan"), connected(fake)
    assert pages.page(page.id).title == "Plan"
    pages.trash(page.id)
    pages.trash(page.id)

    with pytest.raises(NotFoundError):
        pages.page(page.id)
    page.in_trash, page.is_shared = False, False
    with pytest.raises(NotFoundError):
        pages.page(page.id)
    pages.trash(page.id)


@pytest.mark.parametrize(
    ("status", "error"),
    [(400, RefusedError), (401, RetryLaterError), (403, ForbiddenError), (404, NotFoundError)],
)
def test_a_refusal_is_one_of_our_errors(fake: FakeNotion, status: int, error: type[Exception]) -> None:
    fake.break_with(refusal(status))

    with pytest.raises(error, match="the test says so"):
        connected(fake).page(fake.home)


def test_two_requests_at_once_are_tried_again(fake: FakeNotion) -> None:
    fake.break_with(refusal(409))

    assert connected(fake).page(fake.home).title == "Plans"


@pytest.mark.parametrize("failure", [refusal(500), refusal(503), refusal(529), dropped, raw(b"<html>")])
def test_what_may_pass_is_tried_later(fake: FakeNotion, failure: object) -> None:
    fake.break_with(failure)  # type: ignore[arg-type]

    with pytest.raises(RetryLaterError):
        connected(fake).page(fake.home)


@pytest.mark.parametrize("body", [b"[]", b"{}", b'{"results": [5]}', b'{"results": [], "has_more": true}'])
def test_an_answer_without_what_belongs_in_it_is_tried_later(fake: FakeNotion, body: bytes) -> None:
    pages = connected(fake)
    pages.account()
    for asked in (lambda: pages.page(fake.home), lambda: pages.ours_below(fake.home)):
        fake.break_with(raw(body))
        with pytest.raises(RetryLaterError):
            asked()


def test_patience_that_is_asked_for_is_had(fake: FakeNotion) -> None:
    clock = Clock()
    fake.break_with(busy(2))

    assert connected(fake, clock).page(fake.home).title == "Plans"
    assert sum(clock.naps) >= 1.9


def test_three_requests_a_second_are_not_passed(fake: FakeNotion) -> None:
    clock = Clock()
    pages = connected(fake, clock)
    for _ in range(7):
        pages.page(fake.home)

    assert sum(clock.naps) == pytest.approx(2.0, abs=0.4)


def test_the_page_above_is_named_by_its_id_or_its_address(fake: FakeNotion) -> None:
    plain = fake.home.replace("-", "")

    for named in (fake.home, plain, f"https://www.notion.so/northwind/Plans-{plain}?pvs=4"):
        assert connected(fake, home=named).home() == fake.home
    with pytest.raises(SettingsError):
        connected(fake, home="Plans").home()
