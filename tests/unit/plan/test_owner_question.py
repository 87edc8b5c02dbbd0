from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from closeplan.plan.actions import Action, Waits, actions_for, waits_for
from closeplan.plan.languages import LANGUAGES, words_for
from closeplan.plan.model import Milestone, Plan, Stakeholder
from closeplan.plan.owner_question import mail_of, owner_question
from closeplan.plan.rules import RuleContext
from closeplan.plan.signals import PLAN, Audience, Place, Signal, Table

REVIEW = Milestone(id="review", name="Security review", owner="Dana Fischer", due=date(2027, 3, 10))
CONTEXT = RuleContext(
    plan=Plan(
        milestones=(REVIEW,),
        stakeholders=(Stakeholder(id="p1", name="Dana Fischer", email="dana@acme.example"),),
    ),
    today=date(2027, 1, 4),
)
SLIPPED = Signal(
    rule="slipped",
    subject="review",
    cause="",
    short="Slipped",
    text="",
    place=Place(table=Table.TIMELINE, row="review", column="due"),
)


def test_a_slip_asks_its_owner_whether_the_date_stands() -> None:
    asked = owner_question(SLIPPED, CONTEXT)

    assert (
        asked.text == "“Security review” is now due 10 Mar 2027. Does that date stand, and what made it move?"
    )
    assert (asked.who, asked.email, asked.place) == ("Dana Fischer", "dana@acme.example", SLIPPED.place)


@pytest.mark.parametrize("row", ["review", ""])
def test_a_question_about_an_internal_signal_gives_nothing_of_it_away(row: str) -> None:
    place = Place(table=Table.TIMELINE, row=row, column="due") if row else Place(column="go_live")
    internal = replace(
        SLIPPED, rule="one_threaded", text="QXZ", short="QXZ", audience=Audience.INTERNAL, place=place
    )

    asked = owner_question(internal, CONTEXT)

    assert "QXZ" not in asked.text
    assert asked.place == (place if row else PLAN)
    assert waits_for(internal) is Waits.INTERNAL


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "rule", ["slipped", "overdue", "unconfirmed_date", "unreadable_date", "no_owner", "stalled"]
)
def test_every_question_is_asked_in_the_plans_language_and_names_the_milestone(
    rule: str, language: str
) -> None:
    words = words_for(language)
    asked = owner_question(replace(SLIPPED, rule=rule), replace(CONTEXT, words=words))

    subject, text = mail_of(asked.text, asked.who, "Acme × Northwind", "https://x.example/1", words)

    assert "Security review" in asked.text
    assert asked.text in text
    assert all(part in text for part in ("Dana Fischer", "https://x.example/1"))
    assert "Acme × Northwind" in subject


def test_a_question_about_a_date_that_went_away_asks_when() -> None:
    undated = replace(CONTEXT, plan=replace(CONTEXT.plan, milestones=(replace(REVIEW, due=None),)))

    assert owner_question(SLIPPED, undated).text == "When will “Security review” be done?"


def test_only_what_the_document_has_room_for_is_offered() -> None:
    narrow = replace(CONTEXT, columns={Table.TIMELINE: frozenset({"name", "due"})})

    assert Action.CONFIRM in actions_for(SLIPPED, CONTEXT)
    assert actions_for(SLIPPED, narrow) == (Action.PROPOSE, Action.ASK, Action.TALK)


def test_a_milestone_that_is_gone_leaves_nothing_to_write() -> None:
    gone = replace(CONTEXT, plan=Plan())

    assert actions_for(SLIPPED, gone) == (Action.ASK, Action.TALK)
