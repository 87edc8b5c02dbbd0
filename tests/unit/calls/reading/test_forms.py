"""Every form of a transcript gives the same turns."""

from __future__ import annotations

from contextlib import suppress
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from closeplan.calls.identity import fingerprint
from closeplan.calls.reading import read_transcript
from closeplan.errors import InputError
from tests.transcripts.forms import FORMS, TO_THE_MILLISECOND, TO_THE_SECOND, Told, invented
from tests.transcripts.mutations import said

_NAME = st.sampled_from(["Dana Whitlock", "Rob Haldane", "Dr. Katrin Vogel", "田中 花子", "Zoë de la Cruz"])
_TEXT = st.text(
    st.characters(blacklist_categories=["Cs", "Cc", "Zl", "Zp"], blacklist_characters="<>&\u2028"), min_size=1
)


@pytest.mark.parametrize("form", FORMS)
def test_turns_speakers_and_times_survive(form: str) -> None:
    call = invented(Random(7), turns=80)
    turns = read_transcript(FORMS[form](call), "x").turns
    assert said(turns) == said(call)
    if form in TO_THE_MILLISECOND:
        assert [(turn.start, turn.end) for turn in turns] == [(told.start, told.end) for told in call]
    elif form in TO_THE_SECOND:
        assert [turn.start for turn in turns] == [int(told.start) for told in call]


@given(st.lists(st.tuples(_NAME, _TEXT), min_size=3))
def test_any_words_survive_a_cue(rows: list[tuple[str, str]]) -> None:
    call = [Told(name, text.strip() or "yes", float(n), n + 0.5) for n, (name, text) in enumerate(rows)]
    for form in ("zoom", "teams", "srt"):
        assert said(read_transcript(FORMS[form](call), "x").turns) == said(call)


@given(st.binary(max_size=300))
def test_bytes_are_refused_or_read(data: bytes) -> None:
    for around in (
        data,
        b"WEBVTT\n\n" + data,
        b"[" + data,
        b"Rob: " + data,
        b"00:01.000 --> 00:02.000\n" + data,
    ):
        with suppress(InputError):
            assert read_transcript(around, "x").title


def test_one_call_has_one_fingerprint_in_every_form() -> None:
    call = invented(Random(3))
    prints = {fingerprint(read_transcript(write(call), "x").turns) for write in FORMS.values()}
    other = [*call[:-1], call[-1]._replace(text="something else")]
    assert len(prints) == 1
    assert fingerprint(read_transcript(FORMS["zoom"](other), "x").turns) not in prints
