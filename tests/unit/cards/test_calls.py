"""The cards about calls: people's words are text, long lists end, what can be done fits what is shown."""

from __future__ import annotations

from datetime import date

from addon.cards import calls
from addon.cards.parts import Choice, pushed
from tests.cards import check_response

HOSTILE = '<b>x</b><a href="https://evil.example">click</a>\u202e'
ABOUT = calls.About(
    plan_id="p", name=HOSTILE, page="https://c.example/plans/p/calls", url="https://c.example/{}".format
)
LINE = calls.CallLine(
    title=HOSTILE,
    day=date(2026, 11, 20),
    people="Dana",
    found="1 risk",
    waiting=1,
    page="https://c.example/x",
)


def test_no_words_of_a_call_are_markup() -> None:
    folder = calls.Folder(id="f", name=HOSTILE, plan="", told="")
    waiting = calls.Waiting(
        id="a", name=HOSTILE, told="why", is_broken=False, plans=(Choice(value="p", label="P"),)
    )
    done = calls.Done(line=LINE, is_new=True, proposed=1, told=(HOSTILE,))
    for made in (
        calls.calls_card(ABOUT, [LINE], 1),
        calls.done_card(ABOUT, done),
        calls.drive_card(HOSTILE, [], "", {"text": "x", "onClick": {}}),
        calls.folders_card(ABOUT, [folder], "robot@closeplan.local"),
        calls.waiting_card(ABOUT.url, [waiting], {}),
    ):
        widgets = [widget for part in made["sections"] for widget in part["widgets"]]
        # what Google renders: labels, items and values are plain text
        said = str([w.get("textParagraph", w.get("decoratedText", {})).get("text", "") for w in widgets])
        assert "&lt;b&gt;" in said
        assert "<" not in said


def test_a_long_list_ends_and_says_where_the_rest_is() -> None:
    made = calls.calls_card(ABOUT, [LINE] * 40, 0)
    check_response(pushed(made))
    assert str(made).count("'Open'") == calls.MOST_CALLS
    assert "earlier ones" in str(made)
    assert "Which plan?" not in str(made)


def test_who_may_only_look_sees_the_calls_and_no_way_in() -> None:
    made = calls.calls_seen_card(ABOUT, [LINE])
    check_response(pushed(made))
    assert "'Open'" in str(made)
    assert "Paste a transcript" not in str(made)
    assert "https://c.example/calls" not in str(made)


def test_a_broken_file_is_read_again_and_a_strange_one_is_placed() -> None:
    broken = calls.Waiting(id="a", name="a.vtt", told="why", is_broken=True)
    strange = calls.Waiting(id="b", name="b.vtt", told="why", is_broken=False)
    made = str(calls.waiting_card(ABOUT.url, [broken, strange], {}))
    assert made.count("Read again") == made.count("It is of this plan") == 1
    assert made.count("Not a call") == 2
