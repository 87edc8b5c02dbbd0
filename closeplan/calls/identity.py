"""Which call a transcript is of, whatever form its file has."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Sequence

from closeplan.calls.model import Turn

_WORD = re.compile(r"[^\W_]+")


def fingerprint(turns: Iterable[Turn], notes: Sequence[tuple[str, tuple[str, ...]]] = ()) -> str:
    """The same for the same words: times, ids, the cut into cues and how speakers are written don't count.

    `notes` count where there are no turns, as in a smart note alone; empty where there is neither.
    """
    digest = hashlib.sha256()
    told = [turn.text for turn in turns] or [line for heading, lines in notes for line in (heading, *lines)]
    empty = True
    for text in told:
        for word in _WORD.findall(unicodedata.normalize("NFKC", text).casefold()):
            digest.update(word.encode() + b"\n")
            empty = False
    return "" if empty else digest.hexdigest()
