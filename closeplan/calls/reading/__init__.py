"""Transcript files of every maker, read tolerantly: WebVTT, SRT, plain text, JSON, Google Docs transcripts and smart notes."""

from __future__ import annotations

from closeplan.calls.model import Transcript


def read_transcript(data: bytes, name: str) -> Transcript:
    """The transcript in a file of that name. InputError where it holds none, with the reason and what to do; what could not
    be used of a readable one stands in `problems` with its place.
    """
    raise NotImplementedError
