"""What a call gives a day to, what it moves, and what it says comes first."""

from __future__ import annotations

import pytest

from closeplan.calls.dependencies import find_dependencies
from closeplan.calls.dues import find_dues
from closeplan.calls.dues.known_events import find_events, fiscal_year_end
from closeplan.calls.findings import Findings
from closeplan.calls.known import known_from
from closeplan.calls.model import Known
from closeplan.calls.moved_dates import find_date_changes
from tests.unit.calls.dues.talk import said, talk


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["B: The committee meets on the thirtieth."], ["committee 2027-03-30"]),
        (["B: It goes to the finance committee. They meet on the 15th."], ["committee 2027-03-15"]),
        (["B: We go live on the first of June."], ["go-live 2027-06-01"]),
        (["S: When do you want to go live?", "B: First of June."], ["go-live 2027-06-01"]),
        (
            ["B: The demo's on Thursday and the pilot starts on the 22nd."],
            ["demo 2027-03-11", "pilot 2027-03-22"],
        ),
        (["B: I'm out on Thursday."], []),
        (["B: I'll tell you after the board."], []),
    ],
)
def test_things_with_a_day(lines: list[str], expected: list[str]) -> None:
    assert [f"{one.name} {one.day}" for one in find_events(talk(*lines), Known())] == expected


@pytest.mark.parametrize(
    ("line", "month"),
    [
        ("B: Our fiscal year starts in July.", 6),
        ("B: Our year runs from February to January.", 1),
        ("S: And your Q1 ends the thirtieth of April.", 1),
        ("B: The financial year ends on March 31st.", 3),
        ("S: My quarter ends in March.", None),
        ("B: We have a good year.", None),
    ],
)
def test_the_buyers_fiscal_year(line: str, month: int | None) -> None:
    assert fiscal_year_end(talk(line)) == month


def test_an_earlier_call_tells_a_later_one_its_days() -> None:
    first = talk("B: The board meets on the twelfth of May. Our fiscal year ends in June.")
    known = known_from((), [(first, Findings())])
    assert [(one.name, str(one.day)) for one in known.events] == [("board", "2027-05-12")]
    assert known.fiscal_year_end == 6


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (
            [
                "B: The committee meets on the thirtieth.",
                "B: It's not the thirtieth anymore, it's the sixth of April.",
            ],
            ["committee 2027-03-30 2027-04-06"],
        ),
        (["B: The demo's on Thursday.", "S: The demo has moved to Monday."], ["demo 2027-03-11 2027-03-15"]),
        (
            ["B: We go live on June first.", "S: Still June first?", "B: No. It's the fifteenth of June."],
            ["live 2027-06-01 2027-06-15"],
        ),
        (
            ["S: I won't make the eighteenth for the demo. Could we say the nineteenth?"],
            ["demo 2027-03-18 2027-03-19"],
        ),
        (
            ["B: The kick-off was on the fifteenth of April, but now it's the twentieth."],
            ["kick-off 2027-04-15 2027-04-20"],
        ),
        (
            ["B: Go-live is June first.", "B: They pushed the go-live out two weeks, so June fifteenth."],
            ["Go-live 2027-06-01 2027-06-15"],
        ),
        (
            ["S: The demo is on the eighteenth.", "B: I can't do the eighteenth. How about the nineteenth?"],
            ["demo 2027-03-18 2027-03-19"],
        ),
        (["B: We moved offices on the third of February."], []),
        (["S: Next call Thursday?", "B: Can't do Thursday. Friday?", "S: Friday it is."], []),
        (["S: I'll send it by Friday.", "S: And the contract by Monday."], []),
        (["S: I'll send it by Monday. No, wait, Tuesday."], []),
        (["S: Should we talk on Thursday?", "B: Friday is better."], []),
        (["B: The board meets on the thirtieth.", "S: The thirtieth, great."], []),
    ],
)
def test_days_that_moved(lines: list[str], expected: list[str]) -> None:
    found = find_date_changes(talk(*lines), Known())
    assert [f"{one.what.split()[-1]} {one.was.day} {one.now.day}" for one in found] == expected


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (
            ["B: The board's been moved from the eighteenth to the twenty-fifth."],
            "board 2027-03-18 2027-03-25",
        ),
        (
            ["B: We said go-live would be the first of June.", "B: That's slipped to the fifteenth."],
            "go-live 2027-06-01 2027-06-15",
        ),
        (
            [
                "S: The security review is due on the nineteenth.",
                "B: We'll need another week, so the twenty-sixth.",
            ],
            "security review 2027-03-19 2027-03-26",
        ),
        (
            ["B: Instead of the twelfth of April let's go live on the nineteenth."],
            "go live 2027-04-12 2027-04-19",
        ),
        (
            [
                "B: The vendor review committee won't be meeting on the eighteenth, they've rescheduled for the first of April."
            ],
            "vendor review committee 2027-03-18 2027-04-01",
        ),
        (
            [
                "S: So cutover on the seventh of June.",
                "B: That's not going to work. The fourteenth at the earliest.",
            ],
            "cutover 2027-06-07 2027-06-14",
        ),
        (
            ["B: We've had to delay the data migration until the tenth of May."],
            "data migration None 2027-05-10",
        ),
        (
            [
                "B: I had you down for Thursday the eighteenth. He's away that day. It's the Thursday after, the twenty-fifth."
            ],
            " 2027-03-18 2027-03-25",
        ),
        (
            ["B: Our price list is done on the second of April.", "B: That's pushed to the ninth."],
            "price list 2027-04-02 2027-04-09",
        ),
    ],
)
def test_a_moved_day_names_its_thing(lines: list[str], expected: str) -> None:
    assert [
        f"{one.what} {one.was.day} {one.now.day}" for one in find_date_changes(talk(*lines), Known())
    ] == [expected]


@pytest.mark.parametrize(
    "lines",
    [
        ["S: I'll have a start date on Friday.", "B: The twenty-sixth. Assuming Arun isn't on holiday."],
        [
            "B: Above fifty thousand it's not mine, it goes to the CFO. Our year closes on the thirty-first of March."
        ],
        ["S: It'll be open tomorrow."],
        ["S: Does Thursday work?", "B: No, Thursday I'm out. Friday?"],
    ],
)
def test_no_day_moved(lines: list[str]) -> None:
    assert find_date_changes(talk(*lines), Known()) == ()


@pytest.mark.parametrize(
    "line",
    [
        "B: Nothing over fifty thousand goes through without our CFO.",
        "B: I can't sign it until legal has seen the redlines.",
        "S: Once I have the spec I'll do the mapping in three days.",
        "B: If the security review comes back clean, I'll get you the sandbox.",
        "B: The works council has to agree before anyone logs in.",
        "B: It all depends on the budget being released.",
        "S: We'll have comments back within five days of getting the draft.",
        "B: No assessment, no login.",
        "B: My boss signs off on anything above ten thousand.",
        "B: Before we can start the pilot, IT needs to whitelist your domain.",
        "B: We're waiting on legal.",
        "B: Anything above two hundred K has the CFO's signature on it.",
        "B: Ten business days from when I have everything, you get my answer.",
        "B: Purchasing makes me bid it out unless I file a justification.",
        "B: She wants to read the risk paper first, so the money's not released.",
        "B: My options must be in the first batch or there's no point.",
        "B: The clock starts when we get your questionnaire back.",
        "B: Go-live is tied to the budget release.",
        "B: If it's hosted in Oregon, I'm out.",
        "B: Nobody gets access who hasn't done the privacy training.",
        "B: The budget lapses if we haven't signed by the thirtieth of June.",
    ],
)
def test_what_has_to_come_first(line: str) -> None:
    (found,) = find_dependencies(talk(line), Known())
    assert found.what
    assert found.quote.text == line[3:]


@pytest.mark.parametrize(
    "line",
    [
        "B: If you like, I'll share my screen.",
        "S: I'll check if the connector does that.",
        "B: I'm out until Thursday.",
        "S: If that works for you, I'll send an invite.",
        "B: Could you send it before Friday?",
        "B: We can't complain.",
        "B: That depends on who you ask.",
        "B: I have to go before eleven.",
        "B: I can't talk before noon.",
        "B: If it's before eight I can do anybody.",
        "B: After that, October is hard.",
        "B: I wouldn't say no unless you paid me.",
    ],
)
def test_what_only_sounds_like_it(line: str) -> None:
    assert find_dependencies(talk(line), Known()) == ()


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("de", "Ich schicke Ihnen bis zum 4. April den Fragebogen."),
        ("fr", "Je vous enverrai la liste avant le 4 avril."),
        ("pt", "Vou enviar a lista até 4 de abril."),
    ],
)
def test_a_lead_before_a_day_is_no_event(language: str, words: str) -> None:
    (due,) = find_dues(words, talk(f"S: {words}", language=language), Known(), turn=0)
    assert said(due) == "day 2027-04-04"
