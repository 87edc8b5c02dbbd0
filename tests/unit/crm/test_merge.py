"""What a person changed in the CRM is never overwritten, whatever happens in whatever order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

import hypothesis.strategies as st
from hypothesis import given
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from closeplan.crm.merge import merge
from closeplan.crm.model import FieldValue
from closeplan.crm.plan_fields import GATE_FIELDS
from closeplan.crm.values import is_same, is_untouched

VALUES = st.sampled_from(
    [None, "On track", "At risk", 0.5, 12.0, True, False, date(2027, 3, 31), date(2027, 4, 7)]
)
"""Few, so that a person and the plan often say the same."""


def test_a_field_that_nobody_touched_is_written() -> None:
    assert merge({"health": "At risk"}, {"health": "On track"}, {"health": "On track"}, {}).write == {
        "health": "At risk"
    }


def test_what_a_person_changed_is_told_and_stays() -> None:
    merged = merge({"health": "At risk"}, {"health": "Lost cause"}, {"health": "On track"}, {})

    assert (merged.write, merged.edited) == ({}, {"health": "Lost cause"})


def test_a_field_that_a_person_emptied_stays_empty() -> None:
    assert merge({"health": "At risk"}, {"health": None}, {"health": "On track"}, {}).edited == {
        "health": None
    }


def test_what_stood_there_before_closeplan_is_a_persons_unless_it_says_the_same() -> None:
    assert merge({"next_step": "Call Mia"}, {"next_step": "Lunch"}, {}, {}).edited == {"next_step": "Lunch"}
    assert merge({"next_step": "Lunch"}, {"next_step": " Lunch "}, {}, {}).ours == {"next_step": "Lunch"}


def test_a_box_that_nobody_ticked_is_nobodys_word_and_one_that_a_person_ticked_is_told() -> None:
    assert merge({"commit_ready": True}, {"commit_ready": False}, {}, {}).write == {"commit_ready": True}

    ticked = merge({"commit_ready": False}, {"commit_ready": True}, {"commit_ready": False}, {})
    assert ticked.edited == {"commit_ready": True}


def test_a_no_is_written_once_into_an_empty_field() -> None:
    key = "economic_buyer_acknowledged"
    assert merge({key: False}, {key: None}, {}, {}).write == {key: False}
    assert merge({key: False}, {key: None}, {key: None}, {key: False}).write == {key: False}
    assert merge({key: False}, {key: None}, {key: False}, {}).write == {}
    assert merge({key: False}, {key: None}, {key: True}, {}).write == {}


def test_a_gate_that_a_person_opened_is_closed_again() -> None:
    ticked = merge({"commit_ready": False}, {"commit_ready": True}, {"commit_ready": False}, {}, GATE_FIELDS)

    assert (ticked.write, ticked.edited) == ({"commit_ready": False}, {})


def test_a_write_whose_answer_was_lost_is_known_as_ours() -> None:
    merged = merge(
        {"health": "Stalled"}, {"health": "At risk"}, {"health": "On track"}, {"health": "At risk"}
    )

    assert merged.write == {"health": "Stalled"}


def test_where_the_plan_has_nothing_to_say_a_persons_words_are_no_news() -> None:
    assert merge({"method_champion": None}, {"method_champion": "Dana, I think"}, {}, {}) == merge(
        {}, {}, {}, {}
    )


def test_what_we_wrote_goes_when_the_plan_has_it_no_more() -> None:
    assert merge(
        {"next_due": None}, {"next_due": "2027-03-31"}, {"next_due": date(2027, 3, 31)}, {}
    ).write == {"next_due": None}


@given(VALUES, VALUES, VALUES, VALUES)
def test_a_field_is_written_or_left_or_told_and_never_two_of_them(
    wanted: FieldValue, theirs: FieldValue, written: FieldValue, sent: FieldValue
) -> None:
    merged = merge({"a": wanted}, {"a": theirs}, {"a": written}, {"a": sent})

    assert len(merged.write) + len(merged.edited) <= 1
    if "a" in merged.write:
        assert is_same(written, theirs) or is_same(sent, theirs)


@dataclass
class _Link:
    """What is remembered of one field."""

    written: Mapping[str, FieldValue] = field(default_factory=dict)
    wanted: Mapping[str, FieldValue] = field(default_factory=dict)


class _OneField(RuleBasedStateMachine):
    """The plan changes, people edit, syncs run and die at any point. `persons` is what a person wrote last, until it and the
    plan said the same at a sync.
    """

    def __init__(self) -> None:
        super().__init__()
        self.link = _Link()
        self.plan: dict[str, FieldValue] = {"a": None}
        self.crm: FieldValue = None
        self.persons: FieldValue = None
        self.is_persons = False

    @rule(value=VALUES)
    def plan_changes(self, value: FieldValue) -> None:
        self.plan = {"a": value}

    @rule(value=VALUES)
    def person_edits(self, value: FieldValue) -> None:
        known = [one["a"] for one in (self.link.written, self.link.wanted) if "a" in one]
        # saying what closeplan said, or clearing what it never filled, is no edit that anybody could see
        is_seen = not is_untouched(value) or "a" in self.link.written
        if is_seen and not any(is_same(one, value) for one in (*known, self.crm)):
            self.persons, self.is_persons = value, True
            self.crm = value

    @rule(dies=st.sampled_from(["never", "before the write", "before its answer"]))
    def sync(self, dies: str) -> None:
        merged = merge(self.plan, {"a": self.crm}, self.link.written, self.link.wanted)
        if self.is_persons and is_same(self.plan["a"], self.crm):
            self.is_persons = False
        self.link.written = {**self.link.written, **merged.ours}
        self.link.wanted = self.plan
        if dies == "before the write" or not merged.write:
            return
        self.crm = merged.write["a"]
        if dies == "never":
            self.link.written = {**self.link.written, **merged.write}

    @invariant()
    def what_a_person_wrote_stands(self) -> None:
        if self.is_persons:
            assert self.crm == self.persons

    @invariant()
    def what_nobody_edited_follows_the_plan(self) -> None:
        if not self.is_persons:
            merged = merge(self.plan, {"a": self.crm}, self.link.written, self.link.wanted)
            assert not merged.edited


def test_no_order_of_edits_syncs_and_crashes_overwrites_a_person() -> None:
    run_state_machine_as_test(_OneField)
