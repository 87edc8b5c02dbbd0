from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from addon.cards.talk import draft_card
from closeplan.plan.languages import LANGUAGES, words_for
from closeplan.plan.ledger import Baseline, Change, ChangeKind, LedgerEntry
from closeplan.plan.model import CalendarSpec, Link, Milestone, Network, Plan, Role, Side, Stakeholder, Step
from closeplan.plan.rules import RuleContext
from closeplan.plan.signals import Table
from closeplan.plan.talk import FIRST_HOUR, LAST_HOUR, MINUTES, first_slot, plan_talk

URL = "https://docs.google.com/spreadsheets/d/x/edit"
BERLIN = ZoneInfo("Europe/Berlin")
NETWORK = Network(
    steps=(
        Step(id="a", name="Security review", days=5),
        Step(id="b", name="Sign", after=(Link(id="a"),)),
    ),
    go_live=date(2027, 3, 31),
    buyer=CalendarSpec(country="DE"),
)
MOVE = LedgerEntry(
    change=Change(
        kind=ChangeKind.CHANGED, table=Table.TIMELINE, row="a", item="Security review", field="due",
        was="2026-12-04", now="2026-12-11",
    ),
    who="dana@acme.example",
    seen_at=datetime(2026, 11, 20, tzinfo=UTC),
    slip=5,
    reason="The pen test is late",
    id=7,
)  # fmt: skip
CONTEXT = RuleContext(
    plan=Plan(
        title="Acme × Northwind",
        go_live=date(2027, 3, 31),
        milestones=(
            Milestone(id="a", name="Security review", owner="Mia Wolf", side=Side.BUYER, due=date(2026, 12, 11)),
            Milestone(id="b", name="Sign", owner="Kim Sato", side=Side.BOTH, due=date(2027, 1, 15)),
        ),
        stakeholders=(
            Stakeholder(id="m", name="Mia Wolf", email="mia@acme.example", side=Side.BUYER),
            Stakeholder(id="d", name="Dana Fischer", email="dana@acme.example", side=Side.BUYER, role=Role.CHAMPION),
            Stakeholder(id="c", name="Carla Chen", email="carla@acme.example", side=Side.BUYER, role=Role.ECONOMIC_BUYER),
            Stakeholder(id="s", name="Sam Ode", email="sam@northwind.example", side=Side.SELLER),
        ),
    ),
    network=NETWORK,
    baseline={"a": Baseline(id="a", start=None, due=date(2026, 12, 4))},
    entries=(MOVE,),
    today=date(2026, 11, 23),
    seller="sam@northwind.example",
)  # fmt: skip


def test_the_owner_those_who_wait_and_the_champion_are_asked() -> None:
    draft = plan_talk(CONTEXT, "a", url=URL)
    assert [(guest.name, guest.email) for guest in draft.guests] == [
        ("Mia Wolf", "mia@acme.example"),
        ("Kim Sato", ""),  # waits for it, and is not on the map
        ("Dana Fischer", "dana@acme.example"),
    ]


def test_the_economic_buyer_comes_where_go_live_is_at_stake() -> None:
    plan = replace(CONTEXT.plan, go_live=date(2026, 12, 14))
    guests = plan_talk(replace(CONTEXT, plan=plan), "a", url=URL).guests
    assert "carla@acme.example" in {guest.email for guest in guests}


def test_why_somebody_is_asked_reads_on_from_their_name() -> None:
    people = (*CONTEXT.plan.stakeholders[:2], replace(CONTEXT.plan.stakeholders[2], email=""))
    plan = replace(CONTEXT.plan, go_live=date(2026, 12, 14), stakeholders=people)
    draft = plan_talk(replace(CONTEXT, plan=plan), "a", url=URL)
    card = str(
        draft_card(draft, datetime(2026, 11, 27, 9, tzinfo=BERLIN), 60, "https://closeplan.example/", {})
    )
    assert "Dana Fischer (dana@acme.example) is the champion" in card
    assert (
        "Carla Chen decides as economic buyer; go-live is at stake. The stakeholder map has no address"
        in card
    )


def test_a_move_to_an_earlier_day_has_a_minus() -> None:
    back = replace(MOVE, change=replace(MOVE.change, was="2026-12-11", now="2026-12-04"), slip=-5)
    agenda = plan_talk(replace(CONTEXT, entries=(MOVE, back)), "a", url=URL).agenda
    assert "11 Dec 2026 → 4 Dec 2026 (−5 working days)" in agenda


def test_the_agenda_has_the_fact_its_history_and_what_is_to_be_decided() -> None:
    agenda = plan_talk(CONTEXT, "a", url=URL).agenda
    assert "Security review slipped 5 working days, from 4 Dec 2026 to 11 Dec 2026." in agenda
    assert "– 20 Nov 2026: 4 Dec 2026 → 11 Dec 2026 (+5 working days): The pen test is late" in agenda
    assert "– Sign, 15 Jan 2027" in agenda
    assert agenda.endswith(f"The plan: {URL}")


def test_the_agenda_speaks_the_plans_language() -> None:
    said = {
        language: plan_talk(replace(CONTEXT, words=words_for(language)), "a", url=URL).agenda
        for language in LANGUAGES
    }
    assert len(set(said.values())) == len(LANGUAGES)
    assert "The pen test is late" in said["ja"]


def test_without_a_milestone_it_is_about_the_plan() -> None:
    draft = plan_talk(CONTEXT, "-", url=URL)
    assert "Acme × Northwind" in draft.title
    assert "Dana Fischer" in {guest.name for guest in draft.guests}
    assert "What changed?" in draft.agenda
    assert "What changed?" not in plan_talk(replace(CONTEXT, baseline={}), "-", url=URL).agenda


def test_a_talk_is_tomorrow_where_everybody_works_and_is_free() -> None:
    now = datetime(2026, 11, 27, 15, tzinfo=BERLIN)  # a Friday
    monday = datetime(2026, 11, 30, 9, tzinfo=BERLIN)
    assert first_slot(now, [], NETWORK, BERLIN) == monday
    taken = [(monday - timedelta(hours=2), monday + timedelta(hours=1))]
    assert first_slot(now, taken, NETWORK, BERLIN) == monday + timedelta(hours=1)


@given(
    st.integers(0, 24 * 700),
    st.lists(st.tuples(st.integers(0, 200), st.integers(1, 30)), max_size=3),
)
def test_whoever_is_busy_the_talk_is_within_working_hours_after_today(
    hours: int, spans: list[tuple[int, int]]
) -> None:
    moment = datetime(2026, 1, 1, tzinfo=BERLIN) + timedelta(hours=hours)
    busy = [
        (moment + timedelta(hours=start), moment + timedelta(hours=start + long)) for start, long in spans
    ]
    slot = first_slot(moment, busy, NETWORK, BERLIN)
    assert FIRST_HOUR <= slot.time() < LAST_HOUR
    assert slot.weekday() < 5
    assert slot.date() > moment.date()
    end = slot + timedelta(minutes=MINUTES)
    assert all(end <= begins or ends <= slot for begins, ends in busy)
