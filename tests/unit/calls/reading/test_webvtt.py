"""WebVTT and SRT as makers and people write them."""

from __future__ import annotations

import pytest

from closeplan.calls.model import Turn
from closeplan.calls.reading import read_transcript
from closeplan.errors import InputError


def turns(text: str) -> tuple[Turn, ...]:
    return read_transcript(text.encode(), "x.vtt").turns


def cue(payload: str) -> Turn:
    return turns(f"WEBVTT\n\n00:01.000 --> 00:02.000\n{payload}\n")[0]


def test_notes_styles_regions_ids_and_settings_are_no_words() -> None:
    read = turns(
        "WEBVTT - call\nKind: captions\n\nNOTE\nnothing\n\nSTYLE\n::cue {}\n\nREGION\nid:r\n\n"
        "intro\n00:01.5 --> 00:02,25 align:start position:0%\n<v Rob>Hi\nthere</v>\n"
    )
    assert [(t.speaker, t.text, t.start, t.end) for t in read] == [("Rob", "Hi there", 1.5, 2.25)]


def test_a_cue_without_a_speaker_goes_on_with_the_last_and_an_empty_one_is_a_turn() -> None:
    read = turns(
        "WEBVTT\n\n00:01.000 --> 00:02.000\nRob Haldane: Yes.\n\n00:02.000 --> 00:03.000\n\n"
        "00:02.500 --> 00:04.000\nand one more thing: the price\n"
    )
    assert [(t.speaker, t.text) for t in read] == [
        ("Rob Haldane", "Yes."),
        ("Rob Haldane", ""),
        ("Rob Haldane", "and one more thing: the price"),
    ]


def test_cues_stay_apart_without_the_blank_line_between_them() -> None:
    read = turns("1\n00:00:01,000 --> 00:00:02,000\nRob: a\n2\n00:00:02,000 --> 00:00:03,000\nDana: b\n")
    assert [(t.speaker, t.text) for t in read] == [("Rob", "a"), ("Dana", "b")]


@pytest.mark.parametrize(
    ("payload", "text"),
    [
        ("<v Rob><b>Yes</b> &amp; <00:00:01.500>no</v>", "Yes & no"),
        ("<script>alert(1)</script>fine", "alert(1)fine"),
        ("&lt;b&gt;bold&lt;/b&gt;", "<b>bold</b>"),
        ("3 < 4 and 5 > 4 <laughs>", "3 < 4 and 5 > 4 <laughs>"),
        ("<v.loud.x Rob>a</v> <v Dana>b</v>", "a Dana: b"),
        ("a\x00\x07b\tc", "ab c"),
    ],
)
def test_tags_and_entities_become_text(payload: str, text: str) -> None:
    assert cue(payload).text == text


def test_a_name_loses_what_nobody_sees() -> None:
    assert cue("<v \u202eRob\u200b  Hal\x01dane\ufeff>x</v>").speaker == "Rob Haldane"


def test_graph_metadata_is_read_from_inside_the_cue() -> None:
    read = cue('{"speakerName": "Rob Haldane", "spokenText": "Hello.", "spokenLanguage": "en-us"}')
    assert (read.speaker, read.text) == ("Rob Haldane", "Hello.")


def test_what_could_not_be_used_is_said_with_its_line() -> None:
    transcript = read_transcript(
        b"WEBVTT\n\n00:05.000 --> 00:03.000\nRob: a\n\nxx --> 00:09.000\nRob: b\n", "x.vtt"
    )
    assert [(t.text, t.start, t.end) for t in transcript.turns] == [("a", 5.0, None), ("b", None, None)]
    assert [problem.place for problem in transcript.problems] == ["line 3", "line 6"]


def test_a_file_without_cues_is_refused() -> None:
    with pytest.raises(InputError, match="no cues"):
        turns("WEBVTT\n\nNOTE nothing\n")
