"""English sentences: what is a date in them, and what is none."""

from __future__ import annotations

import pytest

from tests.unit.date_words.saying import said


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("we'll have it by Thursday", "Thursday=2026-11-26"),
        ("I'll send the redlines by EOD Wednesday.", "EOD Wednesday=2026-11-25@24:00"),
        ("can you do 3pm tomorrow?", "3pm tomorrow=2026-11-24@15:00"),
        ("the board meets on the 15th", "the 15th=2026-12-15"),
        ("legal needs until end of next week", "end of next week=2026-12-04"),
        ("first Tuesday of next month works", "first Tuesday of next month=2026-12-01"),
        ("let's aim for mid-January", "mid-January=2027-01-15"),
        ("two weeks after Easter", "two weeks after Easter=2027-04-11"),
        ("sign by March 3rd, 2027", "March 3rd, 2027=2027-03-03"),
        ("the week after next", "the week after next=2026-12-07"),
        ("in ten business days", "in ten business days=2026-12-07"),
        ("three weeks from Friday", "three weeks from Friday=2026-12-18"),
        ("it closes Monday or Tuesday", "Monday=2026-11-23/2026-11-30; Tuesday=2026-11-24"),
        ("that's two weeks before go-live", "two weeks before go-live=event"),
        ("date TBD", "TBD=undecided"),
        ("Nov. 27th and Dec. 1", "Nov. 27th=2026-11-27; Dec. 1=2026-12-01"),
        (
            "Monday, by Thursday of next week",
            "Monday=2026-11-23/2026-11-30; Thursday of next week=2026-12-03",
        ),
        ("see you Monday, April 5th", "Monday, April 5th=2027-04-05"),
        ("see you Tuesday, April 5th, 2027", "Tuesday, April 5th, 2027=2027-04-05/2027-04-06"),
        ("could we say the sixteenth?", "the sixteenth=2026-12-16"),
        (
            "he's out the twenty-second to the twenty-sixth",
            "the twenty-second to the twenty-sixth=2026-12-22/2026-12-26",
        ),
        ("you'll have it Monday week.", "Monday week=2026-12-07"),
        ("we have a Monday week planning call", "Monday=2026-11-23/2026-11-30"),
        ("a week on Thursday", "a week on Thursday=2026-12-03"),
        ("the first full week of February", "first full week of February=2027-02-01"),
        ("week of the eighth", "week of the eighth=2026-12-07"),
        ("that's the fifth element, at the eleventh hour", ""),
    ],
)
def test_dates_in_talk(text: str, expected: str) -> None:
    assert said(text, "en") == expected


@pytest.mark.parametrize(
    "text",
    [
        "we may need a second",
        "you may not!",
        "may I march on?",
        "she sat down in the sun",
        "wed like to see it",
        "May I ask what this is for?",
        "prices fall over time",
        "a second opinion would help",
        "we had three to four people in the room",
        "about 3/4 of them agree",
        "version 2.5.1 on 192.168.1.10",
        "we're open 24/7",
        "it takes two weeks",
        "for several months",
        "every Friday we sync",
        "Mondays are bad",
        "the first point on the second slide",
        "one on one at 10:30",
        "I dunno, that depends",
        "it costs $12 or 15%",
        "our 24th deal in the 21st century",
        "section 3.4 of the contract",
        "in the first half of the demo",
        "the second quarter of the game",
        "at the end of the day, it's price",
        "I'll share it in a minute",
        "we came from Sun Microsystems",
    ],
)
def test_talk_without_a_date(text: str) -> None:
    assert said(text, "en") == ""


def test_numbers_of_unknown_order_have_both_meanings() -> None:
    assert said("due on 3/4/2027", "en") == "3/4/2027=2027-03-04/2027-04-03"
    assert said("due on 3/4/2027", "en", "en_US") == "3/4/2027=2027-03-04"
    assert said("due on 3/4/2027", "en-GB") == "3/4/2027=2027-04-03"
    assert said("due on 13/4/2027", "en") == "13/4/2027=2027-04-13"
