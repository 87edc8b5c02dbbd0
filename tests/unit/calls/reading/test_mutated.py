"""Transcripts that were cut, doubled, recoded, or written by somebody hostile."""

from __future__ import annotations

import math
import os
import re
from random import Random

import pytest

from closeplan.calls.model import Transcript
from closeplan.calls.reading import read_transcript
from closeplan.errors import InputError
from tests.transcripts.forms import FORMS, invented
from tests.transcripts.mutations import MUTATIONS, said

TRANSCRIPTS = int(os.environ.get("PYTEST_TRANSCRIPTS", "60"))
_UNTYPED = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")


def is_sound(transcript: Transcript) -> bool:
    return all(
        turn.index == number
        and not _UNTYPED.search(turn.speaker + turn.text)
        and "\n" not in turn.text
        and all(time is None or (math.isfinite(time) and time >= 0) for time in (turn.start, turn.end))
        and (turn.start is None or turn.end is None or turn.end >= turn.start)
        for number, turn in enumerate(transcript.turns)
    )


@pytest.mark.parametrize("seed", range(TRANSCRIPTS))
def test_a_mutated_transcript_is_refused_or_read_right(seed: int) -> None:
    random = Random(seed)
    form = list(FORMS)[seed % len(FORMS)]
    mutate, is_right, not_for = MUTATIONS[seed // len(FORMS) % len(MUTATIONS)]
    call = invented(random)
    whole = FORMS[form](call)
    data = whole[:-20] if form in not_for else mutate(whole, random)
    transcript = read_or_refused(data, form)
    if transcript is None:
        assert form in not_for or mutate.__name__ in {"noise", "cut_end", "cut_begin"}
        return
    assert is_sound(transcript)
    assert form in not_for or is_right(said(transcript.turns), said(call))


def read_or_refused(data: bytes, form: str) -> Transcript | None:
    try:
        return read_transcript(data, f"call.{form}")
    except InputError:
        return None
