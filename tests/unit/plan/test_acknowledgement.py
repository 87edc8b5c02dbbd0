from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from closeplan.plan.acknowledgement import (
    Decision,
    SignOff,
    acknowledged,
    digest_of,
    entry_of,
    open_questions,
    sign_off_line,
    signers,
    stands,
    state_of,
)
from closeplan.plan.history import history_lines
from closeplan.plan.languages import LANGUAGES, words_for
from closeplan.plan.model import Milestone, Plan, Status
from closeplan.plan.wording import ENGLISH_WORDS

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
REVIEW = Milestone(id="review", name="Security review", due=date(2027, 1, 20))
BOARD = Milestone(id="board", name="Board approval", due=date(2027, 2, 10))
PLAN = Plan(go_live=date(2027, 3, 31), milestones=(REVIEW, BOARD))


def said(
    name: str = "Carla Chen",
    decision: Decision = Decision.ACKNOWLEDGED,
    *,
    plan: Plan = PLAN,
    days: int = 0,
    comment: str = "",
) -> SignOff:
    email = f"{name.split(maxsplit=1)[0].lower()}@acme.example"
    return SignOff(
        via=f"{name}{days}{decision}", email=email, name=name, decision=decision, state=state_of(plan),
        at=NOON + timedelta(days=days), comment=comment,
    )  # fmt: skip


def line(*sign_offs: SignOff, plan: Plan = PLAN) -> str | None:
    return sign_off_line(sign_offs, plan, ENGLISH_WORDS, UTC)


def test_a_question_is_open_until_the_same_person_acknowledges() -> None:
    asked = Decision.COMMENTED
    first, second = said(decision=asked, comment="Why May?"), said(decision=asked, days=1, comment="Who?")
    danas = said("Dana Fischer", asked, comment="Budget?")
    no = said(decision=Decision.DECLINED, days=2)

    assert [one.text for one in open_questions([first, danas, second, no])] == ["Who?", "Budget?"]
    assert [one.name for one in open_questions([first, danas, second, said(days=3)])] == ["Dana Fischer"]


def test_history_holds_the_whole_of_a_comment_on_one_line() -> None:
    comment = "We cannot sign in March.\n\n" + "=1+1 <b>because</b> " * 100
    (told,) = history_lines([entry_of(said(decision=Decision.COMMENTED, comment=comment))], None)

    assert told.now == f"Carla Chen: {' '.join(comment.split())}"


def with_rows(*rows: Milestone) -> Plan:
    return replace(PLAN, milestones=rows)


def test_the_line_names_who_acknowledged_and_when() -> None:
    both = said(), said("Dana Fischer", days=1)

    assert line(*both) == "Carla Chen, 23 Nov 2026; Dana Fischer, 24 Nov 2026"
    assert acknowledged(both, PLAN) == both


def test_what_people_wrote_stays_until_somebody_has_said_yes_or_no() -> None:
    assert line() is None
    assert line(said(decision=Decision.COMMENTED)) is None
    assert line(said(), said(decision=Decision.DECLINED, days=1)) == ""


@pytest.mark.parametrize(
    "moved",
    [
        replace(PLAN, go_live=date(2027, 4, 30)),
        with_rows(replace(REVIEW, due=date(2027, 1, 21)), BOARD),
        with_rows(REVIEW, replace(BOARD, due=None, due_text="after the holidays")),
        with_rows(REVIEW, BOARD, Milestone(id="pilot", name="Pilot", due=date(2027, 2, 1))),
    ],
)
def test_a_date_that_moves_or_is_new_ends_it_and_saying_it_again_renews_it(moved: Plan) -> None:
    before = said()

    assert line(before, plan=moved) == "Carla Chen, 23 Nov 2026 (before the dates changed)"
    assert acknowledged([before], moved) == ()
    assert line(before, said(plan=moved, days=2), plan=moved) == "Carla Chen, 25 Nov 2026"


@pytest.mark.parametrize(
    "same",
    [
        with_rows(replace(REVIEW, status=Status.DONE), BOARD),
        with_rows(BOARD),
        with_rows(BOARD, replace(REVIEW, name="Review", owner="Mia Wolf", notes="moved down")),
        replace(PLAN, objective="Faster ramp"),
    ],
)
def test_work_done_dropped_renamed_or_moved_down_ends_nothing(same: Plan) -> None:
    assert stands(state_of(PLAN), same)


def test_who_has_signed_is_known_by_name_and_address_and_so_is_whose_word_has_lapsed() -> None:
    moved = replace(PLAN, go_live=date(2027, 4, 30))
    found = signers([said(), said("Dana Fischer", plan=moved), said("Mia Wolf", Decision.DECLINED)], moved)

    assert found.signed == {"dana fischer", "dana@acme.example"}
    assert found.lapsed == {"carla chen", "carla@acme.example"}


DAYS = st.none() | st.dates(date(2026, 1, 1), date(2028, 1, 1))
ROWS = st.lists(
    st.builds(Milestone, id=st.text(min_size=1, max_size=4), name=st.just("x"), due=DAYS, due_text=st.text(max_size=9)),
    max_size=5, unique_by=lambda row: row.id,
)  # fmt: skip


@settings(max_examples=40)
@given(rows=ROWS, day=DAYS, words=st.text(max_size=9))
def test_it_stands_for_the_plan_it_was_said_of_whatever_people_typed(
    rows: list[Milestone], day: date | None, words: str
) -> None:
    plan = Plan(go_live=day, go_live_text=words, milestones=tuple(rows))

    assert stands(state_of(plan), plan)
    turned = replace(plan, milestones=plan.milestones[::-1])
    assert digest_of(state_of(plan)) == digest_of(state_of(turned))


@pytest.mark.parametrize("language", LANGUAGES)
def test_history_tells_it_in_the_plans_language(language: str) -> None:
    words = words_for(language)
    entries = [entry_of(said(comment="Can we do February?", decision=Decision.COMMENTED)), entry_of(said())]

    asked, yes = history_lines(entries, None, words)

    assert (asked.who, asked.item) == ("carla@acme.example", words.t("history.plan"))
    assert asked.now == "Carla Chen: Can we do February?"
    assert (yes.field, yes.now) == (words.t("history.acknowledged"), "Carla Chen")
