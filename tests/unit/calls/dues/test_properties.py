"""What holds of every due date, whatever was said and whenever."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from closeplan.calls.dependencies import find_dependencies
from closeplan.calls.dues import find_dues, settle_due
from closeplan.calls.findings import DueKind
from closeplan.calls.model import Known
from closeplan.calls.moved_dates import find_date_changes
from tests.unit.calls.dues.talk import DAY, talk

days = st.dates(date(2026, 1, 5), date(2029, 12, 20))
relative = st.sampled_from(
    [
        "by Friday", "on Monday", "tomorrow", "by end of next week", "this week", "next Wednesday", "Tuesday week",
        "in two weeks", "within three working days", "early next week", "today", "a week on Thursday",
        "the week after next", "first thing Monday",
    ]
)  # fmt: skip
dated = st.sampled_from(
    ["by the fifth", "on the 30th", "by the end of the month", "by mid May", "in June", "before Christmas"]
)
words = st.sampled_from(
    ["I'll", "send", "it", "by", "Friday", "no", "the", "committee", "on", "ninth", "before", "after", "not", "until",
     "within", "two", "weeks", "of", "getting", "moved", "to", "if", "once", ",", ".", "?", "May", "end", "Q1", "our"]
)  # fmt: skip


@given(phrase=relative, day=days)
def test_what_is_counted_from_the_call_moves_with_it(phrase: str, day: date) -> None:
    line = f"S: I'll send it {phrase}."
    due = settle_due(talk(line, day=day), Known(), turn=0)
    later = settle_due(talk(line, day=day + timedelta(days=7)), Known(), turn=0)
    assert due.day is not None
    assert later.day == due.day + timedelta(days=7)


@given(phrase=relative | dated, day=days)
def test_nothing_is_due_before_its_call(phrase: str, day: date) -> None:
    due = settle_due(talk(f"S: I'll send it {phrase}.", day=day), Known(), turn=0)
    assert due.day is None or due.day >= day or phrase == "before Christmas"
    assert due.first is None or due.day is None or due.first <= due.day


@settings(max_examples=150)
@given(st.lists(words, max_size=40))
def test_whatever_is_said_is_read(said: list[str]) -> None:
    line = " ".join(said)
    call = talk("B: The committee meets on the ninth.", "S: " + line)
    for due in find_dues(line, call, Known(), turn=1):
        assert due.text in " ".join(line.split())
        assert due.turn == 1
        assert due.kind is not DueKind.NONE
    assert all(change.now.day != change.was.day for change in find_date_changes(call, Known()))
    assert len(find_dependencies(call, Known())) <= len(call.turns)
    assert settle_due(call, Known(), turn=1).turn in (1, None)


def test_small_talk_has_no_due_date() -> None:
    lines = [
        "We may march in together, in a second.", "The sun came out and we sat in the garden.", "It was a fall, at spring.",
        "One of the first, second or third of them.", "He won, too, at the end of the day.", "We sat, wed to the idea, and we mar it.",
    ]  # fmt: skip
    call = talk(*(f"S: {line}" for line in lines), day=DAY)
    found = [due for number, line in enumerate(lines) for due in find_dues(line, call, Known(), turn=number)]
    assert [due.text for due in found if due.day] == []
