"""`Name: words` told from a sentence with a colon in it."""

# ruff: noqa: SIM905  (lists of words read best as text)

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence

from closeplan.calls.reading.draft import clean_name

LONGEST = 64
"""How many characters a label may have."""

_WORDS = 7
_COLON = re.compile(r":(?=\s|$)|：")
_FORBIDDEN = re.compile(r"[?!;“”\"=<>{}|]|[.,…]$|\.\.|\.\s+[a-z]")
_BRACKETS = re.compile(r"[(\[][^()\[\]]{0,60}[)\]]")
_ADDRESS = re.compile(r"[^\s@]{1,64}@[^\s@]{1,64}")
_PARTICLES = frozenset(
    "& + - – / al and af av bin d' da das de del della den der di do dos du e el et ibn la le san st te ten ter the to und v van "
    "vom von y zu zum zur".split()
)
NOT_NAMES = frozenset(
    "actually agenda also duration host invited language location organizer participants present recorded and anyway answer attendees basically but caveat concern date decision definitely example fact final "
    "first fourth goal great honestly i idea important issue it maybe meaning meeting menu my next no note notes now ok okay "
    "one option perfect plan please point problem question questions quote reason reminder right risk second seriously so sorry "
    "step subject sure summary third time title to today tomorrow topic transcript update wait warning well what why yeah yes "
    "you".split()
)
"""Words before a colon that people say, and that nobody is called."""


def label_in(line: str) -> tuple[str, str] | None:
    """What stands before the line's first colon where it could be a label, and what follows it."""
    match = _COLON.search(line, 0, LONGEST + 2)
    if not match:
        return None
    label = clean_name(line[: match.start()])
    if not label or len(label.split()) > _WORDS or not _begins_well(label) or _has_sentence(label):
        return None
    return label, line[match.end() :].strip()


def looks_like_name(label: str) -> bool:
    """Whether a label is written like a name, a room, a number or an address: `Dr. Ana de la Cruz (Marlow)`, `Speaker 2`."""
    if _ADDRESS.fullmatch(label) or re.fullmatch(
        r"(?i)(?:spk|speaker|participant|user)(?:[ _-]\w{1,3}|\d{1,3})", label
    ):
        return True
    words = [word for word in re.split(r"[\s,]+", _BRACKETS.sub(" ", label)) if word]
    proper = [word for word in words if word.casefold() not in _PARTICLES]
    if not proper or (len(words) == 1 and words[0].casefold() in NOT_NAMES):
        return False
    if " ".join(words).casefold() in NOT_NAMES or words[0].casefold() in NOT_NAMES - {"the"}:
        return False
    return all(_is_proper(word) for word in proper)


def split_labels(texts: Sequence[str], known: Collection[str] = ()) -> dict[int, tuple[str, str]]:
    """By number, each text that begins with a label, as the label and the words behind it.

    A label is taken where it looks like a name and most texts have one, or where it comes back; one that does not look
    like a name ("dana") must come back, in a file where most have labels. `known` are names that are labels in any case.
    """
    found = {number: both for number, text in enumerate(texts) if text and (both := label_in(text))}
    counts = Counter(label for label, _ in found.values())
    names = {label for label in counts if looks_like_name(label)}
    filled = sum(1 for text in texts if text.strip())
    usual = sum(counts[label] for label in names) * 3 >= filled
    sure = {clean_name(name) for name in known}
    taken = sure | {label for label in names if usual or counts[label] > 1}
    again = {label for label, count in counts.items() if count > 1 and label.casefold() not in NOT_NAMES}
    if sum(counts[label] for label in again) * 5 >= filled * 3:
        taken |= again
    if usual:
        taken |= {label for label, count in counts.items() if count > 2 and label.casefold() not in NOT_NAMES}
    return {number: both for number, both in found.items() if both[0] in taken}


def _begins_well(label: str) -> bool:
    return label[0].isalnum() or label[0] in "+([@"


def _has_sentence(label: str) -> bool:
    return bool(_FORBIDDEN.search(label.rstrip(".")))


def _is_proper(word: str) -> bool:
    first = next((char for char in word if char.isalnum()), "")
    # letters without case (Japanese, Arabic) are as good as capitals
    return bool(first) and not first.islower()
