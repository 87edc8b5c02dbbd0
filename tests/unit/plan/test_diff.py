from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from random import Random
from typing import TypeVar

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from closeplan.plan.diff import FIELDS, PLAN_FIELDS, diff, field_text, rows_of
from closeplan.plan.ledger import Change, ChangeKind
from closeplan.plan.model import (
    DecisionPower,
    Engagement,
    Metric,
    Milestone,
    Plan,
    Risk,
    RiskCategory,
    RiskKind,
    RiskStatus,
    Role,
    Side,
    Stakeholder,
    Status,
)
from closeplan.plan.signals import Table

WORDS = st.sampled_from(["", "Legal", "Mia", "2027"])
DAYS = st.sampled_from([None, date(2027, 2, 1), date(2027, 2, 8)])
T = TypeVar("T")


def unread(value: T | None, text: str) -> tuple[T | None, str]:
    """A field and what was typed: words only stand where no value was read."""
    return value, "" if value is not None else text


@st.composite
def milestones(draw: st.DrawFn, row_id: str) -> Milestone:
    due, due_text = unread(draw(DAYS), draw(WORDS))
    status, status_text = unread(draw(st.sampled_from([*Status, None])), draw(WORDS))
    return Milestone(
        id=row_id,
        name=draw(WORDS),
        workstream=draw(WORDS),
        owner=draw(WORDS),
        side=draw(st.sampled_from([*Side, None])),
        start=draw(DAYS),
        due=due,
        due_text=due_text,
        status=status,
        status_text=status_text,
        confirmed_by=draw(WORDS),
        evidence=draw(WORDS),
        notes=draw(WORDS),
    )


@st.composite
def stakeholders(draw: st.DrawFn, row_id: str) -> Stakeholder:
    role = draw(st.sampled_from([*Role, None]))
    return Stakeholder(
        id=row_id,
        name=draw(WORDS),
        email=draw(WORDS),
        role=role,
        role_text="Guru" if role is Role.OTHER else "",
        power=draw(st.sampled_from([*DecisionPower, None])),
        engagement=draw(st.sampled_from([*Engagement, None])),
        cares_about=draw(WORDS),
    )


@st.composite
def risks(draw: st.DrawFn, row_id: str) -> Risk:
    return Risk(
        id=row_id,
        description=draw(WORDS),
        kind=draw(st.sampled_from([*RiskKind, None])),
        category=draw(st.sampled_from([*RiskCategory, None])),
        status=draw(st.sampled_from([*RiskStatus, None])),
        owner=draw(WORDS),
        due=draw(DAYS),
    )


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    def ids() -> Sequence[str]:
        return draw(st.lists(st.sampled_from("abcde"), unique=True, max_size=4))

    go_live, go_live_text = unread(draw(DAYS), draw(WORDS))
    return Plan(
        go_live=go_live,
        go_live_text=go_live_text,
        why=draw(WORDS),
        metrics=draw(st.sampled_from([(), (Metric(name="Win rate", target="35 %"),)])),
        milestones=tuple(draw(milestones(i)) for i in ids()),
        stakeholders=tuple(draw(stakeholders(i)) for i in ids()),
        risks=tuple(draw(risks(i)) for i in ids()),
    )


def texts(plan: Plan) -> dict[tuple[Table | None, str], dict[str, str]]:
    """All that people wrote in a plan, row by row."""
    found: dict[tuple[Table | None, str], dict[str, str]] = {
        (None, ""): {field: field_text(plan, field) for field in PLAN_FIELDS}
    }
    for table in Table:
        for row in rows_of(plan, table):
            found[table, row.id] = {field: field_text(row, field) for field in FIELDS[table]}
    return found


@given(plans(), st.randoms(use_true_random=False))
@settings(deadline=None)
def test_sorting_rows_is_no_change(plan: Plan, random: Random) -> None:
    def shuffled(rows: Sequence[T]) -> tuple[T, ...]:
        return tuple(random.sample(rows, len(rows)))

    moved = replace(
        plan,
        milestones=shuffled(plan.milestones),
        stakeholders=shuffled(plan.stakeholders),
        risks=shuffled(plan.risks),
    )

    assert diff(plan, moved) == ()


@given(plans(), plans())
@settings(deadline=None)
def test_the_changes_are_exactly_what_differs_each_told_once(was: Plan, now: Plan) -> None:
    before, after = texts(was), texts(now)

    changes = diff(was, now)

    told = [(c.kind, c.table, c.row, c.field, c.was, c.now) for c in changes]
    expected = [(ChangeKind.ADDED, *row, "", "", "") for row in after.keys() - before.keys()]
    expected += [(ChangeKind.REMOVED, *row, "", "", "") for row in before.keys() - after.keys()]
    for row in before.keys() & after.keys():
        expected += [
            (ChangeKind.CHANGED, *row, field, before[row][field], after[row][field])
            for field in before[row]
            if before[row][field] != after[row][field]
        ]
    assert sorted(map(repr, told)) == sorted(map(repr, expected))


@given(plans(), plans())
@settings(deadline=None)
def test_going_back_tells_the_same_changes_the_other_way_round(was: Plan, now: Plan) -> None:
    other = {ChangeKind.ADDED: ChangeKind.REMOVED, ChangeKind.REMOVED: ChangeKind.ADDED}

    there = {(c.kind, c.table, c.row, c.field, c.was, c.now) for c in diff(was, now)}
    back = {(other.get(c.kind, c.kind), c.table, c.row, c.field, c.now, c.was) for c in diff(now, was)}

    assert there == back


REVIEW = Milestone(id="m1", name="Security review", workstream="Security", due=date(2027, 2, 5))


def one_change(now: Milestone, was: Milestone = REVIEW) -> Change:
    (change,) = diff(Plan(milestones=(was,)), Plan(milestones=(now,)))
    return change


def test_a_moved_due_date_is_told_in_iso() -> None:
    change = one_change(replace(REVIEW, due=date(2027, 2, 16)))

    assert change == Change(
        kind=ChangeKind.CHANGED,
        table=Table.TIMELINE,
        row="m1",
        item="Security review",
        field="due",
        was="2027-02-05",
        now="2027-02-16",
        workstream="Security",
    )


def test_a_date_that_became_words_is_told_as_typed() -> None:
    change = one_change(replace(REVIEW, due=None, due_text="mid March"))

    assert (change.field, change.was, change.now) == ("due", "2027-02-05", "mid March")


def test_an_unknown_role_is_told_as_typed() -> None:
    was = Stakeholder(id="s", name="Mia", role=Role.OTHER, role_text="Guru")
    now = replace(was, role=Role.CHAMPION, role_text="")

    (change,) = diff(Plan(stakeholders=(was,)), Plan(stakeholders=(now,)))

    assert (change.field, change.was, change.now) == ("role", "Guru", "champion")


def test_a_row_that_was_emptied_is_removed() -> None:
    emptied = Milestone(id="m1", name="", status=None)

    assert one_change(emptied).kind is ChangeKind.REMOVED


def test_an_empty_row_is_not_added() -> None:
    assert diff(Plan(), Plan(risks=(Risk(id="r", description=" ", kind=None, status=None),))) == ()


def test_the_first_read_changes_nothing() -> None:
    assert diff(None, Plan(why="Board", milestones=(REVIEW,))) == ()


def test_changes_come_in_document_order() -> None:
    was = Plan(milestones=(REVIEW, Milestone(id="m2", name="DPA")), risks=(Risk(id="r", description="x"),))
    now = Plan(
        why="Board",
        milestones=(Milestone(id="m3", name="MSA"), replace(REVIEW, owner="Mia", name="Review")),
    )

    told = [(c.table, c.row, c.field) for c in diff(was, now)]

    assert told == [
        (None, "", "why"),
        (Table.TIMELINE, "m3", ""),
        (Table.TIMELINE, "m1", "name"),
        (Table.TIMELINE, "m1", "owner"),
        (Table.TIMELINE, "m2", ""),
        (Table.RISKS, "r", ""),
    ]


@pytest.mark.parametrize("field", PLAN_FIELDS)
def test_every_field_of_the_top_block_is_watched(field: str) -> None:
    value: object = {"go_live": date(2027, 3, 31), "metrics": (Metric(name="Ramp"),)}.get(field, "words")

    (change,) = diff(Plan(), replace(Plan(), **{field: value}))  # type: ignore[arg-type]

    assert (change.table, change.field, change.was) == (None, field, "")
