"""The linear second vote: how much a sentence sounds like a commitment, a request, or a mail that wants something.

Trained by `tools/train_calls.py` on labelled meetings and mails; `docs/calls.md` names them. The coefficients ship as
`votes.bin`: half-precision numbers of three votes, one after the other, packed with zlib.
"""

from __future__ import annotations

import math
import struct
import zlib
from array import array
from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from importlib import resources

BUCKETS = 1 << 17
"""Cues are hashed into so many coefficients; the one after them is the intercept."""


class Vote(StrEnum):
    """What is voted on, in the order of the file."""

    COMMITMENT = "commitment"
    COMMITMENT_OR_REQUEST = "commitment or request"
    MAIL = "mail"


def vote(cues: Mapping[str, float], on: Vote) -> float:
    """How likely it is, from 0 to 1."""
    weights = _weights()[on]
    total = weights[BUCKETS] + sum(weights[bucket(cue)] * value for cue, value in cues.items())
    return 1 / (1 + math.exp(-max(-50.0, min(50.0, total))))


def bucket(cue: str) -> int:
    """Which coefficient a cue has."""
    return zlib.crc32(cue.encode()) % BUCKETS


def packed(weights: Mapping[Vote, list[float]]) -> bytes:
    """The file's bytes for the coefficients of every vote, BUCKETS and an intercept each."""
    numbers = [number for one in Vote for number in weights[one]]
    return zlib.compress(struct.pack(f"<{len(numbers)}e", *numbers), 9)


@cache
def _weights() -> dict[Vote, array[float]]:
    data = zlib.decompress(resources.files(__package__).joinpath("votes.bin").read_bytes())
    size = BUCKETS + 1
    return {
        one: array("f", struct.unpack_from(f"<{size}e", data, number * size * 2))
        for number, one in enumerate(Vote)
    }
