from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from closeplan.plan.annotations import (
    SIGNAL_LIMIT,
    TEXT_LIMIT,
    AnnotationPlan,
    mark,
    marked_text,
    plan_annotations,
    read_marks,
    signal_texts,
)
from closeplan.plan.document import AnnotationRecord, Reply, Thread, ThreadReply
from closeplan.plan.signals import Audience, Place, Signal, Table
from closeplan.plan.wording import ENGLISH_WORDS

NOW = datetime(2027, 1, 4, 9, tzinfo=UTC)
QUIET = timedelta(minutes=10)


def signal(
    subject: str = "a", cause: str = "1", *, thread: bool = True, audience: Audience = Audience.SHARED
) -> Signal:
    place = Place(table=Table.TIMELINE, row=subject, column="due")
    return Signal(
        rule="slipped",
        subject=subject,
        cause=cause,
        short=f"Slipped {cause}",
        text=f"{subject} slipped.",
        place=place,
        thread=thread,
        audience=audience,
    )


class Document:
    """What the threads of a document become when people and the robot act on them."""

    def __init__(self) -> None:
        self.now = NOW
        self.threads: list[Thread] = []
        self.records: tuple[AnnotationRecord, ...] = ()
        self.count = 0

    def write(self, plan: AnnotationPlan, *, saved: bool = True) -> None:
        ids = {}
        for new in plan.new:
            self.count += 1
            ids[new.key] = f"t{self.count}"
            marks = read_marks(new.text)
            assert marks is not None
            thread = Thread(
                id=ids[new.key], key_mark=marks[0], cause_mark=marks[1], place=new.place, is_open=True
            )
            self.threads.append(thread)
        for reply in plan.replies:
            self.act(
                reply.thread_id, reply.action, by_robot=True, marks=read_marks(reply.text), text=reply.text
            )
        if saved:
            self.records = tuple(
                replace(record, thread_id=record.thread_id or ids[record.key]) for record in plan.records
            )

    def act(
        self,
        thread_id: str,
        action: str,
        *,
        by_robot: bool = False,
        marks: tuple[str, str] | None = None,
        text: str = "",
    ) -> None:
        index = next(i for i, thread in enumerate(self.threads) if thread.id == thread_id)
        thread = self.threads[index]
        reply = Reply(author="", by_robot=by_robot, text=text, action=action, at=self.now)
        is_open = {"resolve": False, "reopen": True}.get(action, thread.is_open)
        closed_by_robot = not is_open and (by_robot if action == "resolve" else thread.closed_by_robot)
        self.threads[index] = replace(
            thread,
            is_open=is_open,
            closed_by_robot=closed_by_robot,
            cause_mark=marks[1] if marks else thread.cause_mark,
            replies=(*thread.replies, reply),
        )

    def delete(self, thread_id: str) -> None:
        self.threads = [thread for thread in self.threads if thread.id != thread_id]

    def tell(self, *signals: Signal, saved: bool = True) -> AnnotationPlan:
        plan = plan_annotations(signals, self.threads, self.records, quiet_since=self.now - QUIET)
        self.write(plan, saved=saved)
        return plan


def said(plan: AnnotationPlan) -> bool:
    return bool(plan.new or plan.replies)


@pytest.fixture
def document() -> Document:
    """A document in which one signal was told once."""
    document = Document()
    document.tell(signal())
    return document


def test_a_new_signal_opens_one_thread_and_is_not_told_twice() -> None:
    document = Document()

    first, second = document.tell(signal()), document.tell(signal())

    assert [new.key for new in first.new] == ["slipped:a"]
    assert not said(second)
    assert document.records == (AnnotationRecord(key="slipped:a", cause="1", thread_id="t1"),)


def test_a_new_cause_is_a_reply_in_the_same_thread(document: Document) -> None:
    plan = document.tell(signal(cause="2"))

    assert plan.replies == (ThreadReply(thread_id="t1", text=marked_text(signal(cause="2"))),)
    assert not said(document.tell(signal(cause="2")))


def test_what_a_person_resolved_stays_gone_until_its_cause_changes(document: Document) -> None:
    document.act("t1", "resolve")

    assert not said(document.tell(signal()))
    assert document.records[0].dismissed
    assert [reply.action for reply in document.tell(signal(cause="2")).replies] == ["reopen"]


def test_what_a_person_deleted_stays_gone_until_its_cause_changes(document: Document) -> None:
    document.delete("t1")

    assert not said(document.tell(signal()))
    assert document.records[0].dismissed
    assert not said(document.tell(signal()))
    assert len(document.tell(signal(cause="2")).new) == 1


def test_a_settled_matter_is_resolved_once(document: Document) -> None:
    plan = document.tell()

    assert [(reply.thread_id, reply.action) for reply in plan.replies] == [("t1", "resolve")]
    assert plan.replies[0].text
    assert not said(document.tell())


def test_a_matter_that_comes_back_after_it_was_settled_reopens_its_thread(document: Document) -> None:
    document.tell()

    assert [reply.action for reply in document.tell(signal()).replies] == ["reopen"]
    assert not said(document.tell(signal()))


def test_a_matter_that_comes_and_goes_within_minutes_is_told_and_settled_once(document: Document) -> None:
    plans = []
    for _ in range(3):
        document.now += timedelta(minutes=1)
        plans += [document.tell(), document.tell(signal())]

    texts = [(reply.text, reply.action) for plan in plans for reply in plan.replies]
    assert texts == [
        (ENGLISH_WORDS.t("settled"), "resolve"),
        *[("", "reopen"), ("", "resolve")] * 2,
        ("", "reopen"),
    ]
    assert not said(document.tell(signal()))


def test_a_matter_that_comes_back_later_or_as_another_is_told_again(document: Document) -> None:
    document.tell()
    document.now += QUIET + timedelta(minutes=1)
    later = document.tell(signal())
    document.tell()
    other = document.tell(signal(cause="2"))

    assert [reply.text for reply in later.replies] == [marked_text(signal())]
    assert [reply.text for reply in other.replies] == [marked_text(signal(cause="2"))]


def test_a_thread_that_says_no_time_is_told_again(document: Document) -> None:
    document.tell()
    timeless = tuple(replace(reply, at=None) for reply in document.threads[0].replies)
    document.threads[0] = replace(document.threads[0], replies=timeless)

    assert [reply.text for reply in document.tell(signal()).replies] == [marked_text(signal())]


def test_a_dismissed_matter_that_went_away_and_came_back_is_news(document: Document) -> None:
    document.act("t1", "resolve")
    document.tell(signal())
    document.tell()

    assert [reply.action for reply in document.tell(signal()).replies] == ["reopen"]


def test_a_deleted_matter_that_went_away_and_came_back_gets_a_new_thread(document: Document) -> None:
    document.delete("t1")
    document.tell(signal())
    document.tell()

    assert len(document.tell(signal()).new) == 1


def test_a_thread_written_just_before_a_crash_is_adopted() -> None:
    document = Document()
    document.tell(signal(), saved=False)

    assert not said(document.tell(signal()))
    assert document.records[0].thread_id == "t1"


@pytest.mark.parametrize("cause", ["1", "2"])
def test_a_reply_written_just_before_a_crash_is_not_repeated(document: Document, cause: str) -> None:
    document.tell()
    document.tell(signal(cause=cause), saved=False)

    assert not said(document.tell(signal(cause=cause)))


def test_a_settled_thread_that_a_person_reopens_is_left_to_people(document: Document) -> None:
    document.tell()
    document.act("t1", "reopen")

    assert not said(document.tell())


def test_of_two_threads_on_one_matter_the_later_one_is_resolved(document: Document) -> None:
    document.threads.append(replace(document.threads[0], id="t9"))

    plan = document.tell(signal())

    assert plan.replies == (ThreadReply(thread_id="t9", action="resolve"),)
    assert not said(document.tell(signal()))


def test_internal_signals_and_those_without_a_thread_open_none() -> None:
    signals = [signal(audience=Audience.INTERNAL), signal("b", thread=False)]

    assert plan_annotations(signals, [], []) == AnnotationPlan()


def test_the_order_of_signals_changes_no_record(document: Document) -> None:
    there, back = [signal("a"), signal("b")], [signal("b"), signal("a")]

    document.tell(*there)

    assert plan_annotations(back, document.threads, document.records).records == document.records


def test_a_thread_nobody_asks_for_and_nobody_remembers_is_resolved(document: Document) -> None:
    document.records = ()

    assert [reply.action for reply in document.tell().replies] == ["resolve"]
    assert not said(document.tell())


WANTED = st.dictionaries(st.sampled_from("abc"), st.sampled_from("12"))
ACTS = st.tuples(st.sampled_from(["resolve", "reopen", "delete", "talk"]), st.integers(0, 5))
ROUNDS = st.lists(st.tuples(WANTED, st.lists(ACTS, max_size=3), st.booleans()), max_size=8)


@given(ROUNDS)
@settings(max_examples=200, deadline=None)
def test_nothing_is_said_twice_whatever_people_do_and_wherever_a_pass_dies(
    rounds: list[tuple[dict[str, str], list[tuple[str, int]], bool]],
) -> None:
    document = Document()
    for wanted, acts, saved in rounds:
        for action, index in acts:
            if document.threads:
                thread = document.threads[index % len(document.threads)]
                if action == "delete":
                    document.delete(thread.id)
                else:
                    document.act(thread.id, "" if action == "talk" else action)
        signals = [signal(subject, cause) for subject, cause in wanted.items()]
        document.tell(*signals, saved=saved)

        again = document.tell(*signals)

        assert not said(again)
        keys = [thread.key_mark for thread in document.threads]
        assert len(keys) == len(set(keys))
        told = {thread.key_mark: thread for thread in document.threads}
        assert all(
            mark(record.key) in told and told[mark(record.key)].cause_mark == mark(record.cause)
            for record in document.records
            if not record.dismissed and not record.resolved
        )


@given(st.text(), st.text(), st.text(st.characters(codec="utf-8"), max_size=3000))
def test_marks_survive_any_words(subject: str, cause: str, words: str) -> None:
    told = replace(signal(subject, cause), text=words)

    text = marked_text(told)

    assert read_marks(text) == (mark(told.key), mark(cause))
    assert len(text.encode()) <= TEXT_LIMIT


@pytest.mark.parametrize(
    "text",
    [
        "",
        "closeplan",
        "— closeplan · aaaaaa.bbbbbb and more",
        "aaaaaa.bbbbbb",
        "It moved. — closeplan · aaaaaa.bbbbbb",
    ],
)
def test_words_without_marks_have_none(text: str) -> None:
    assert read_marks(text) is None


def test_long_words_are_cut_in_whole_characters() -> None:
    text = marked_text(replace(signal(), text="😀" * 2000))

    assert TEXT_LIMIT - len("😀".encode()) < len(text.encode()) <= TEXT_LIMIT
    assert read_marks(text) is not None


def test_a_signal_cell_joins_its_rows_signals_in_order() -> None:
    signals = [signal(cause="1"), signal(cause="2"), signal("b", "3"), signal(cause="1")]

    texts = signal_texts(signals)

    assert texts == {
        (Table.TIMELINE, "a"): "Slipped 1; Slipped 2",
        (Table.TIMELINE, "b"): "Slipped 3",
    }


def test_a_signal_cell_never_tells_what_is_internal_or_has_no_row() -> None:
    header = replace(signal(), place=Place(table=Table.STAKEHOLDERS, column="role"))

    assert signal_texts([header, signal(audience=Audience.INTERNAL)]) == {}


def test_a_signal_cell_stays_short() -> None:
    texts = signal_texts([signal(cause=str(n) * 50) for n in range(9)])

    assert len(texts[Table.TIMELINE, "a"]) == SIGNAL_LIMIT
