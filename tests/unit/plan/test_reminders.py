"""Whom a plan reminds of what, and when: never twice, one mail a day, on working days only."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from closeplan.plan.languages import LANGUAGES
from closeplan.plan.ledger import Change, ChangeKind, LedgerEntry
from closeplan.plan.letter import Letter, Sender, reminder_letter
from closeplan.plan.mailings import MOST_FACTS, Mailing, mailings
from closeplan.plan.model import (
    Blackout,
    CalendarSpec,
    Milestone,
    Network,
    Plan,
    Role,
    Side,
    Stakeholder,
    Status,
)
from closeplan.plan.reminders import Delivery, FactKind, WatchedPlan, Wishes
from closeplan.plan.signals import Audience, Signal, Table

MONDAY = date(2026, 11, 23)
SAM, DANA, MIA = "sam@northwind.example", "dana@acme.example", "mia@acme.example"
PEOPLE = (
    Stakeholder(id="p1", name="Dana Fischer", email="Dana@acme.example", side=Side.BUYER, role=Role.CHAMPION),
    Stakeholder(id="p2", name="Mia Wolf", email=MIA, side=Side.BUYER),
    Stakeholder(id="p3", name="Sam Ortiz", email=SAM, side=Side.SELLER),
    Stakeholder(id="p4", name="Ines Roth", side=Side.BUYER),
)
INTERNAL = Signal(
    rule="one_threaded", subject="", cause="x", short="", text="MARKED-INTERNAL", audience=Audience.INTERNAL
)
SENDER = Sender(name="Sam Ortiz", email=SAM, company="Northwind")


def step(number: int, owner: str = "Mia Wolf", due: date | None = None, **more: Any) -> Milestone:
    return Milestone(**{"id": f"m{number}", "name": f"Step {number}", "owner": owner, "due": due, **more})


def moved(row: str, was: str, now: str, number: int = 1, seen: date = MONDAY) -> LedgerEntry:
    change = Change(
        kind=ChangeKind.CHANGED, table=Table.TIMELINE, row=row, item=row, field="due", was=was, now=now
    )
    at = datetime(seen.year, seen.month, seen.day, 9, tzinfo=UTC)
    return LedgerEntry(change=change, who=DANA, seen_at=at, slip=5, id=number)


def watched(*rows: Milestone, wishes: Wishes | None = None, **more: Any) -> WatchedPlan:
    made: dict[str, Any] = {
        "id": "acme", "title": "Acme × Northwind", "url": "https://sheet.example/1", "language": "en",
        "seller": SAM, "company": "Northwind", "companies": ("Acme", "Northwind"),
        "wishes": wishes or Wishes(delivery=Delivery.SEND),
        "plan": Plan(title="Acme × Northwind", milestones=rows, stakeholders=PEOPLE),
        "network": Network(steps=(), go_live=date(2027, 3, 31)),
    }  # fmt: skip
    return WatchedPlan(**made | more)


def to(person: str, made: tuple[Mailing, ...]) -> Mailing | None:
    return next((one for one in made if one.person == person), None)


def kinds(mailing: Mailing | None) -> list[FactKind]:
    return [fact.kind for chapter in mailing.chapters for fact in chapter.shown] if mailing else []


def words_of(letter: Letter) -> str:
    lines = [line for part in letter.parts for group in part.groups for line in (group.heading, *group.lines)]
    return "\n".join(
        (letter.subject, letter.greeting, letter.opening, *lines, letter.closing, *letter.footer)
    )


@pytest.mark.parametrize(
    ("due", "said"),
    [
        (date(2026, 11, 20), [FactKind.OVERDUE]),
        (date(2026, 11, 24), [FactKind.AHEAD]),
        (date(2026, 11, 27), [FactKind.AHEAD]),
        (date(2026, 11, 30), [FactKind.ASSIGNED]),
        (None, [FactKind.ASSIGNED]),
    ],
)
def test_an_owner_is_told_the_most_urgent_thing_of_a_step(due: date | None, said: list[FactKind]) -> None:
    tuesday = MONDAY + timedelta(days=1)
    wishes = Wishes(delivery=Delivery.SEND, ahead=(3, 1), weekly=False)

    assert kinds(to(MIA, mailings([watched(step(1, due=due), wishes=wishes)], tuesday))) == said


def test_whom_nobody_can_write_to_is_left_out() -> None:
    rows = (
        step(1, "Legal department"),
        step(2, "Ines Roth"),
        step(3, "Someone New"),
        step(4, "Mia, Dana"),
        step(5, ""),
    )

    assert mailings([watched(*rows, wishes=Wishes(delivery=Delivery.SEND, weekly=False))], MONDAY) == ()


def test_the_weekly_digest_waits_for_the_first_working_day_and_tells_what_moved() -> None:
    holiday = CalendarSpec(blackouts=(Blackout(first=MONDAY, last=MONDAY),))
    plan = watched(
        step(1, due=date(2026, 11, 26)),
        step(2, due=date(2026, 12, 8)),
        network=Network(steps=(), go_live=date(2027, 3, 31), buyer=holiday),
        entries=(moved("m2", "2026-12-01", "2026-12-04", 1), moved("m2", "2026-12-04", "2026-12-08", 2)),
        wishes=Wishes(delivery=Delivery.SEND, assigned=False, ahead=()),
    )

    assert mailings([plan], MONDAY) == ()
    digest = to(DANA, mailings([plan], MONDAY + timedelta(days=1)))
    assert digest is not None
    letter = words_of(reminder_letter(digest, SENDER, ""))
    assert "Step 1 (Mia Wolf): due 26 Nov 2026" in letter
    assert "Step 2: moved from 1 Dec 2026 to 8 Dec 2026" in letter
    assert mailings([plan], MONDAY + timedelta(days=3)) == ()


def test_a_date_that_came_back_is_no_news() -> None:
    entries = (moved("m1", "2026-12-01", "2026-12-08", 1), moved("m1", "2026-12-08", "2026-12-01", 2))
    plan = watched(
        step(1, due=date(2026, 12, 1)), entries=entries, wishes=Wishes(delivery=Delivery.SEND, assigned=False)
    )

    assert mailings([plan], MONDAY) == ()


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_internal_reaches_the_seller_alone(language: str) -> None:
    wishes = Wishes(delivery=Delivery.SEND, daily=True)
    plan = watched(
        step(1, due=MONDAY), step(2, "Sam Ortiz"), wishes=wishes, signals=(INTERNAL,), language=language
    )

    said = {one.person: words_of(reminder_letter(one, SENDER, "")) for one in mailings([plan], MONDAY)}

    assert said.keys() == {SAM, DANA, MIA}
    assert [person for person, text in said.items() if "MARKED-INTERNAL" in text] == [SAM]


def test_signals_that_say_the_same_of_many_rows_share_a_line_of_the_digest() -> None:
    alike = [
        Signal(rule="no_owner", subject=str(n), cause="", short="No owner", text=f"Step {n} has no owner.")
        for n in range(5)
    ]
    (digest,) = mailings([watched(wishes=Wishes(daily=True), signals=(*alike, INTERNAL))], MONDAY)

    said = words_of(reminder_letter(digest, SENDER, ""))

    assert "5 × No owner" in said
    assert "Step 3" not in said
    assert "MARKED-INTERNAL" in said


def test_the_seller_hears_of_their_own_plan_though_mails_to_others_are_off() -> None:
    plan = watched(step(1, due=MONDAY - timedelta(days=3)), wishes=Wishes(daily=True))

    (digest,) = mailings([plan], MONDAY)

    assert (digest.person, digest.delivery, kinds(digest)) == (SAM, Delivery.SEND, [FactKind.OVERDUE])


def test_several_plans_are_one_mail_and_a_wish_for_drafts_wins() -> None:
    quiet = Wishes(delivery=Delivery.DRAFTS, weekly=False)
    plans = [watched(step(1)), watched(step(1, due=MONDAY), id="beta", title="Beta", wishes=quiet)]

    mail = to(MIA, mailings(plans, MONDAY))

    assert mail is not None
    assert [chapter.plan.id for chapter in mail.chapters] == ["beta", "acme"]
    assert mail.delivery is Delivery.DRAFTS
    assert reminder_letter(mail, SENDER, "").subject == "Beta and 1 more plan – what is due"


def test_of_two_sellers_the_more_urgent_one_writes_and_reveals_nothing_of_the_other() -> None:
    other = watched(step(1, due=MONDAY), id="beta", title="Beta", seller="max@northwind.example")

    mail = to(MIA, mailings([watched(step(1)), other], MONDAY))

    assert mail is not None
    assert (mail.seller, [chapter.plan.id for chapter in mail.chapters]) == (
        "max@northwind.example",
        ["beta"],
    )


def test_a_mail_tells_what_fits_and_the_rest_the_next_day() -> None:
    plan = watched(*(step(n) for n in range(MOST_FACTS + 5)))
    first = to(MIA, mailings([plan], MONDAY))
    assert first is not None
    told = {(plan_id, MIA, key) for plan_id, key in first.keys}

    rest = to(MIA, mailings([plan], MONDAY + timedelta(days=1), told=told))

    assert (len(first.keys), len(rest.keys if rest else ())) == (MOST_FACTS, 5)


_days = st.dates(date(2026, 11, 16), date(2027, 1, 15))
_owners = st.sampled_from(["Mia Wolf", "Dana Fischer", "Sam Ortiz", "Legal", "", "Dana, Mia"])
_rows = st.lists(
    st.builds(
        lambda due, owner, status: step(0, owner, due, status=status),
        st.none() | _days, _owners, st.sampled_from([Status.NOT_STARTED, Status.DONE, Status.BLOCKED]),
    ),
    max_size=8,
).map(lambda rows: tuple(replace(row, id=f"m{n}") for n, row in enumerate(rows)))  # fmt: skip
_wishes = st.builds(
    Wishes,
    delivery=st.sampled_from(Delivery), assigned=st.booleans(), overdue=st.booleans(), weekly=st.booleans(),
    daily=st.booleans(), ahead=st.sampled_from([(), (1,), (3,), (10, 5, 1)]),
)  # fmt: skip
_calendars = st.sampled_from([CalendarSpec(), CalendarSpec(country="DE"), CalendarSpec(country="US")])
_plans = st.lists(
    st.builds(
        lambda rows, wishes, language, buyer: watched(
            *rows, wishes=wishes, language=language, signals=(INTERNAL,),
            network=Network(steps=(), go_live=date(2027, 3, 31), buyer=buyer),
        ),
        _rows, _wishes, st.sampled_from(LANGUAGES), _calendars,
    ),
    min_size=1, max_size=3,
).map(lambda plans: [replace(plan, id=f"plan{n}") for n, plan in enumerate(plans)])  # fmt: skip


@settings(max_examples=40, deadline=None)
@given(days=st.lists(_plans, min_size=1, max_size=25), stopped=st.sampled_from([frozenset(), {MIA}]))
def test_nothing_is_told_twice_nor_on_a_day_off_nor_to_whom_stopped_it(
    days: list[list[WatchedPlan]], stopped: set[str]
) -> None:
    """Day after day the plans change as they like; what was told is remembered as the store does."""
    told: set[tuple[str, str, str]] = set()
    for number, plans in enumerate(days):
        day = MONDAY + timedelta(days=number)
        made = mailings(plans, day, told=told, unwilling=stopped)
        assert len({one.person for one in made}) == len(made)
        for one in made:
            assert one.person not in stopped
            new = {(plan_id, one.person, key) for plan_id, key in one.keys}
            assert len(new) == len(one.keys)
            assert not new & told
            told |= new
            for chapter in one.chapters:
                assert chapter.plan.calendar(one.person).is_working(day)
                assert one.is_own or chapter.plan.wishes.delivery is not Delivery.OFF
            said = words_of(reminder_letter(one, SENDER, ""))
            assert one.is_own or "MARKED-INTERNAL" not in said
