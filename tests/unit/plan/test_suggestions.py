"""Suggestions come by a file whose mistakes have places, and say what they would write."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from closeplan.errors import InputError
from closeplan.plan.edits import CellEdit, RowEdit, with_edits
from closeplan.plan.model import Milestone, Plan, Role, Side, Status
from closeplan.plan.signals import Table
from closeplan.plan.suggestion_file import parse_suggestions
from closeplan.plan.suggestion_lines import is_chosen, title
from closeplan.plan.suggestions import Suggestion, changed, edits_of, standing

REVIEW = Milestone(
    id="review", name="Security review", due=date(2027, 1, 22), owner="Mia Wolf", notes="First"
)
PLAN = Plan(milestones=(REVIEW, Milestone(id="dpa", name="DPA")))
CALL = {"in": "Weekly call", "on": "2026-11-20", "by": "Mia Wolf", "quote": "One more week."}


def parsed(**entry: Any) -> Suggestion:
    (found,) = parse_suggestions({"suggestions": [{"said": CALL, **entry}]}, PLAN)
    return found


def test_a_date_said_in_a_call_would_change_that_cell_and_no_other() -> None:
    one = parsed(kind="set date", milestone="security review", date="2027-01-29", certainty=0.9)

    assert (title(one, PLAN), one.was) == ("Security review: due 29 Jan 2027", "22 Jan 2027")
    assert edits_of(one, PLAN) == (
        CellEdit(
            table=Table.TIMELINE, row="review", field="due", value=date(2027, 1, 29), was=date(2027, 1, 22)
        ),
    )
    assert one == parsed(kind="set date", milestone="review", date="2027-01-29", certainty=0.9)


@pytest.mark.parametrize(
    ("entry", "ticked"),
    [
        ({"kind": "add_person", "name": "Lena Roth", "certainty": 0.9}, True),
        ({"kind": "add_person", "name": "Lena Roth", "certainty": 0.5}, False),
        ({"kind": "add_risk", "text": "It is tight", "certainty": 0.8}, False),
        ({"kind": "add_risk", "text": "The union may object", "certainty": 0.9}, True),
        ({"kind": "add_risk", "risk": "open_question", "text": "Share the price", "certainty": 0.9}, False),
    ],
)
def test_what_is_doubtful_or_not_answered_has_no_tick_by_itself(entry: dict[str, Any], ticked: bool) -> None:
    assert is_chosen(parsed(**entry)) is ticked


def test_somebody_of_no_known_side_has_no_tick_and_says_so() -> None:
    one = replace(parsed(kind="add_person", name="Lena Roth"), side=None)
    assert (is_chosen(one), title(one, PLAN)) == (False, "New on the map, side unknown: Lena Roth")


def test_a_milestone_that_would_be_due_before_it_starts_starts_earlier() -> None:
    plan = replace(PLAN, milestones=(replace(REVIEW, start=date(2027, 1, 15)),))
    early = parsed(kind="set_date", milestone="review", date="2027-01-11")
    later = parsed(kind="set_date", milestone="review", date="2027-01-29")

    moved = with_edits(plan, edits_of(early, plan)).milestones[0]
    assert (moved.start, moved.due) == (date(2027, 1, 4), date(2027, 1, 11))
    assert with_edits(plan, edits_of(later, plan)).milestones[0].start == date(2027, 1, 15)


def test_what_moved_since_is_told_with_what_stands_now() -> None:
    one = parsed(kind="set_date", milestone="review", date="2027-01-29")
    moved = replace(PLAN, milestones=(replace(REVIEW, due=date(2027, 1, 26)),))
    there = replace(PLAN, milestones=(replace(REVIEW, due=date(2027, 1, 29)),))

    assert (changed(one, PLAN), changed(one, moved), changed(one, there)) == (False, True, False)
    assert standing(one, moved) == "26 Jan 2027"


def test_a_note_is_added_below_what_stands_and_once() -> None:
    one = parsed(kind="note", milestone="review", text="=Pen tester is out")
    noted = with_edits(PLAN, edits_of(one, PLAN))

    assert noted.milestones[0].notes == "First\n=Pen tester is out"
    assert edits_of(one, noted) == ()


@pytest.mark.parametrize(
    "entry",
    [
        {"kind": "add_milestone", "name": "Pilot", "date": "2027-02-01", "owner": "Ann"},
        {"kind": "add_person", "name": "Carla", "role": "economic buyer"},
        {"kind": "add_risk", "text": "No sandbox", "category": "technical"},
    ],
)
def test_what_is_added_is_one_row_with_an_id_of_its_own(entry: dict[str, Any]) -> None:
    one = parsed(**entry)
    (row,) = edits_of(one, PLAN)
    assert isinstance(row, RowEdit)
    twice = with_edits(PLAN, [row, row])
    assert len(twice.milestones) + len(twice.stakeholders) + len(twice.risks) == 3


def test_a_status_and_an_owner_are_set() -> None:
    after = with_edits(
        PLAN,
        [
            *edits_of(parsed(kind="set_status", milestone="dpa", status="in progress"), PLAN),
            *edits_of(parsed(kind="set_owner", milestone="dpa", owner="Ann"), PLAN),
        ],
    )
    assert (after.milestones[1].status, after.milestones[1].owner) == (Status.IN_PROGRESS, "Ann")


def test_every_mistake_of_a_file_has_its_place() -> None:
    entries = [
        {"kind": "set_date", "milestone": "nobody", "said": CALL},
        {"kind": "dance", "said": CALL},
        {"kind": "add_person", "name": "Ann", "certainty": 2, "said": CALL},
        {"kind": "add_risk", "text": "x", "extra": 1},
        {"kind": "note", "milestone": "dpa", "text": "x"},
    ]
    with pytest.raises(InputError) as caught:
        parse_suggestions({"suggestions": entries}, PLAN)
    assert [mistake.place for mistake in caught.value.mistakes] == [
        "suggestions[1].kind",
        "suggestions[2].certainty",
        "suggestions[3].extra",
        "suggestions[0].date",
        "suggestions[0].milestone",
        "suggestions[4].said.in",
    ]
    wrong: tuple[object, ...] = (None, [], "x", {"suggestions": 3})
    for data in wrong:
        with pytest.raises(InputError):
            parse_suggestions(data, PLAN)


def test_one_whose_milestone_is_gone_cannot_be_accepted() -> None:
    one = parsed(kind="set_owner", milestone="review", owner="Ann")
    with pytest.raises(InputError, match="no longer in the plan"):
        edits_of(one, Plan())
    assert parsed(kind="add_person", name="Ann", side="seller", role="legal").side is Side.SELLER
    assert parsed(kind="add_person", name="Ann", role="legal").role is Role.LEGAL
