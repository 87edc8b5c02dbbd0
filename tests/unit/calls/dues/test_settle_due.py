"""When what somebody took on is due, settled over the turns that speak of it."""

from __future__ import annotations

from datetime import date

import pytest

from closeplan.calls.dues import find_dues, settle_due
from closeplan.calls.model import Known, KnownEvent
from tests.unit.calls.dues.talk import said, talk


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("I'll send you the deck by Friday.", "day 2027-03-12"),
        ("You'll have it no later than the 19th.", "day 2027-03-19"),
        ("You'll have something from me by close of play tomorrow.", "day 2027-03-10"),
        ("I'll circulate notes this evening.", "day 2027-03-09"),
        ("I'll drop you the link when we hang up.", "day 2027-03-09"),
        ("I'll have it turned around in ten working days.", "day 2027-03-23"),
        ("It'll be in your inbox within forty-eight hours.", "range 2027-03-11 from 2027-03-09"),
        ("I'll have a proposal to you by the end of next week.", "day 2027-03-19"),
        ("I'll come back to you early next week.", "range 2027-03-17 from 2027-03-15"),
        ("I'll talk to her this week.", "range 2027-03-12 from 2027-03-09"),
        ("I'll have it ready in the first full week of April.", "range 2027-04-09 from 2027-04-05"),
        ("I'll do that on the Monday after Easter.", "day 2027-03-29"),
        ("I'll get it to you before the week's out.", "range 2027-03-12 from 2027-03-09"),
        ("I'll send it over as soon as I can.", "open -"),
        ("I'll check in with her every Friday.", "open -"),
        ("I can have it by Thursday, Friday at the latest.", "day 2027-03-12"),
        ("I'll send it, give me two days.", "day 2027-03-11"),
        ("I'll send the minutes within a day or two.", "range 2027-03-11 from 2027-03-10"),
        ("I'll have it ready for Monday's call.", "day 2027-03-15"),
        ("I'll send you what we discussed on Friday.", "none -"),
        ("I'll ask about the contract that expires on the thirtieth of June.", "none -"),
        ("Once legal has signed I'll countersign.", "event -"),
        ("I'll send you the January report.", "none -"),
        ("I'll bring the numbers to the Thursday meeting.", "none -"),
        ("You'll have it a fortnight today.", "day 2027-03-23"),
        ("I'll send the doc by noon.", "day 2027-03-09"),
        ("I'll get you half an hour with her, a Thursday in May.", "range 2027-05-27 from 2027-05-01"),
        ("I'll put together the rollout plan for October.", "none -"),
        ("I'll change the contract so that it starts on the first of May.", "none -"),
        ("We'll start the migration the Monday after go-live.", "event -"),
    ],
)
def test_one_turn(line: str, expected: str) -> None:
    assert said(settle_due(talk("S: " + line), Known(), turn=0)) == expected


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("I'll send it by Monday. No, wait, Monday's a zoo. Tuesday.", "2027-03-16"),
        ("I'll send it Thursday. Actually, make that Friday, Thursday's full of interviews.", "2027-03-12"),
        ("I'll have it to you by, what's today, Tuesday, so by Monday the fifteenth.", "2027-03-15"),
        ("I'm out Thursday and Friday, so I'll send it Monday.", "2027-03-15"),
        ("I was hoping for last Friday, but I'll get it to you by Wednesday.", "2027-03-10"),
        ("If the CFO signs off by Friday, I'll issue the order on the twenty-second.", "2027-03-22"),
        ("If I get it Monday, I'll run it that same week and tell you by Friday.", "2027-03-19"),
        ("I'll sign it off on the eighteenth. Of May.", "2027-05-18"),
        ("You'll get it by the weekend, so Friday.", "2027-03-12"),
        ("I can turn that around by Thursday, worst case Friday.", "2027-03-12"),
        ("I'll let you know the day after the board, so on the nineteenth.", "2027-03-19"),
        ("Thursday is tough, Friday's fine. I'll send it then.", "2027-03-12"),
    ],
)
def test_of_several_dates_the_one_that_stands(line: str, day: str) -> None:
    assert str(settle_due(talk("S: " + line), Known(), turn=0).day) == day


def test_a_request_gives_the_date_that_its_answer_leaves_out() -> None:
    call = talk("B: Can you send me the list by Thursday?", "S: Yep, no problem.")
    assert str(settle_due(call, Known(), turn=1, request_turn=0).day) == "2027-03-11"


def test_a_later_turn_settles_it() -> None:
    call = talk("B: I could have it Thursday.", "S: Could you do Wednesday?", "B: Okay, Wednesday.")
    assert str(settle_due(call, Known(), turn=0, also=(2,)).day) == "2027-03-10"


def test_of_a_recap_only_the_part_that_speaks_of_it_counts() -> None:
    recap = "S: To recap, I've got the pricing on Friday, Bea, the store list Monday."
    call = talk("B: I'll send you the store list soon.", "S: And I'll do the pricing.", recap)
    assert str(settle_due(call, Known(), turn=0, also=(2,)).day) == "2027-03-15"
    assert str(settle_due(call, Known(), turn=1, also=(2,)).day) == "2027-03-12"


def test_a_turn_that_holds_two_tells_each_its_own() -> None:
    line = "I'll send the deck today, and I'll have the contract out by Friday."
    call = talk("S: " + line)
    deck, contract = (0, line.index(", and")), (line.index("I'll have"), len(line))
    assert str(settle_due(call, Known(), turn=0, clause=deck).day) == "2027-03-09"
    assert str(settle_due(call, Known(), turn=0, clause=contract).day) == "2027-03-12"


def test_the_day_that_is_booked_is_not_the_day_of_booking() -> None:
    line = "I'll send the invite for Thursday."
    assert said(settle_due(talk("S: " + line), Known(), turn=0, clause=(0, len(line)))) == "none -"


@pytest.mark.parametrize(
    ("lines", "day"),
    [
        (
            ["S: Legal will get back to you within eight business days.", "B: The nineteenth, I make it."],
            "2027-03-19",
        ),
        (["S: I'll get you the prices.", "B: This week?", "S: Yes."], "2027-03-12"),
        (
            ["S: I'll do the page. When do you need it, the papers are", "B: Monday.", "S: Okay."],
            "2027-03-15",
        ),
        (
            ["S: I'll have it within three days of those files landing.", "B: They're with you on Friday."],
            "2027-03-15",
        ),
        (["S: So give me two days from when I have the file.", "B: Thursday you've got it."], "2027-03-13"),
        (
            [
                "S: You'll have it the Friday before the town hall.",
                "B: The town hall's on the sixteenth of April.",
            ],
            "2027-04-09",
        ),
        (["S: You'll have it two days before the workshop, which is on the twenty-fourth."], "2027-03-22"),
        (
            ["S: You get it two weeks before go-live.", "B: This has to be up by the first of June."],
            "2027-05-18",
        ),
    ],
)
def test_the_turns_behind_tell_the_day(lines: list[str], day: str) -> None:
    assert str(settle_due(talk(*lines), Known(), turn=0).day) == day


def test_the_day_of_another_thing_beside_it_is_not_its_own() -> None:
    call = talk("S: I'll square it with Marcus. The site visit's in June.")
    assert settle_due(call, Known(), turn=0, clause=(0, 27)).kind == "none"


def test_when_is_asked_and_answered() -> None:
    call = talk(
        "B: Could you share the model?", "S: Sure.", "B: When could we expect it?", "S: Mid next week."
    )
    assert str(settle_due(call, Known(), turn=1, request_turn=0).day) == "2027-03-17"


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (
            ["B: Go-live is the first of June.", "S: You'll have it six weeks before go-live."],
            "event 2027-04-20",
        ),
        (
            ["B: The board meets on the thirtieth.", "S: I'll be done the day before the board."],
            "event 2027-03-29",
        ),
        (
            ["B: The committee is on the 15th.", "S: I'll ask her after the committee."],
            "event - from 2027-03-15",
        ),
        (
            ["S: I'll send the draft tomorrow.", "B: And I'll be back within a week of getting it."],
            "event 2027-03-17",
        ),
        (["B: The kick-off is Monday.", "S: I'll send the agenda the day before."], "event 2027-03-14"),
        (["S: I'll have it once the pilot starts."], "event -"),
    ],
)
def test_measured_from_what_the_call_says(lines: list[str], expected: str) -> None:
    assert said(settle_due(talk(*lines), Known(), turn=len(lines) - 1)) == expected


def test_measured_from_what_was_known_before() -> None:
    known = Known(
        events=(KnownEvent(name="Board approval", day=date(2027, 5, 12)),), go_live=date(2027, 9, 1)
    )
    call = talk(
        "B: I'll hand it in two weeks before the board.", "S: I'll train them a month before go-live."
    )
    assert said(settle_due(call, known, turn=0)) == "event 2027-04-28"
    assert said(settle_due(call, known, turn=1)) == "event 2027-08-01"


def test_the_quarter_is_the_buyers_own() -> None:
    call = talk(
        "B: Our fiscal year runs from February to January.", "S: I'll have it signed by the end of Q1."
    )
    due = settle_due(call, Known(), turn=1)
    assert (str(due.day), [str(day) for day in due.others]) == ("2027-04-30", ["2027-03-31"])


def test_both_readings_are_kept() -> None:
    (friday,) = find_dues("by next Friday", talk("S: Hi."), Known())
    (end,) = find_dues("by the end of the month", talk("S: Hi.", day=date(2027, 2, 2)), Known())
    assert [str(day) for day in (friday.day, *friday.others) if day] == ["2027-03-19", "2027-03-12"]
    assert [str(day) for day in (end.day, *end.others) if day] == ["2027-02-28", "2027-02-26"]


@pytest.mark.parametrize(
    ("language", "line", "expected"),
    [
        ("de", "Ich schicke es Ihnen bis Freitag.", "day 2027-03-12"),
        ("fr", "Je vous l'envoie d'ici vendredi.", "day 2027-03-12"),
        ("es", "Se lo mando para el viernes.", "day 2027-03-12"),
        ("it", "Glielo mando entro venerdì.", "day 2027-03-12"),
        ("nl", "Ik stuur het uiterlijk vrijdag.", "day 2027-03-12"),
        ("pt", "Envio até sexta-feira.", "day 2027-03-12"),
        ("ja", "金曜日までに送ります。", "day 2027-03-12"),
        ("de", "Das mache ich so schnell wie möglich.", "open -"),
        ("de", "Sobald der Vertrag unterschrieben ist, schicke ich es.", "event -"),
    ],
)
def test_in_the_calls_language(language: str, line: str, expected: str) -> None:
    assert said(settle_due(talk("S: " + line, language=language), Known(), turn=0)) == expected
