"""What both sides agreed comes next: the next call, a visit, the start of a pilot."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from closeplan.calls.dues import find_dues
from closeplan.calls.findings import NO_DUE, Due, DueKind, NextStep
from closeplan.calls.model import Call, Known, Turn
from closeplan.calls.worded import quoted, sentences_of, shortly

NEXT_CALL = "Next call"
ANSWERS = 4
"""Turns after a proposal in which it is accepted, moved or refused."""
APART = 6
"""Turns within which words about one kind of step are about the same step."""

_MEETING = re.compile(
    r"\b(?:next (?:call|meeting|session|check-?in)|follow-?up (?:call|meeting|session)|"
    r"nächste[rsn]? (?:termin|call|gespräch)|prochain (?:appel|rendez-vous|point)|próxim[ao] (?:llamada|reunión|chamada|reunião)|"
    r"prossim[ao] (?:chiamata|riunione|call|incontro)|volgende (?:afspraak|call|gesprek))\b|次回",
    re.IGNORECASE,
)
_AGAIN = re.compile(
    r"\b(?:next (?:one|time|is)|same time|(?:talk|speak|meet|reconvene|regroup|sync|get together|come back together) "
    r"(?:again|then|on|next|after|in)|let's (?:book|schedule|meet|talk|reconvene|regroup|put something)|when do we (?:talk|meet|speak))\b",
    re.IGNORECASE,
)
_JOINT = re.compile(
    r"\b(?:pilot|demo|workshop|kick-?off|proof of concept|poc|site visit|visit|walkthrough|trial|dry run|"
    r"deep dive|technical session|review session|steering call|working session)\b",
    re.IGNORECASE,
)
_SETS = re.compile(
    r"\b(?:let's|we'll|we will|shall we|so then|then we|we start|we do|starts?|starting|could we|can we|how about|what about|"
    r"say|i'm thinking|we'd said|works for|is on|are on|then it's|put (?:it|us) down)\b",
    re.IGNORECASE,
)
_YES = re.compile(
    r"\b(?:yes|yeah|yep|sure|okay|ok|works|fine|perfect|good|great|deal|lovely|done|agreed|sounds good|that's good|i'm in|"
    r"brilliant|wonderful|absolutely|ja|gut|passt|oui|d'accord|parfait|sí|vale|perfecto|sì|va bene|perfetto|prima|sim|ótimo|"
    r"invite|calendar)\b|はい|了解|大丈夫",
    re.IGNORECASE,
)
_INVITES = re.compile(
    r"\b(?:send|put|stick|drop|get|pop)\w*\b.{0,40}\b(?:invite|invitation|calendars?|diary|diaries|series|einladung|invito|"
    r"invitación|convite|uitnodiging)\b",
    re.IGNORECASE,
)
_MEETS = re.compile(
    r"\b(?:at|o'clock|call|meet\w*|invite|invitation|calendar|works|same time|next|ten|nine|eleven|two|three|am|pm|\w+day)\b",
    re.IGNORECASE,
)
_NO = re.compile(r"^\W*(?:no|not|can't|cannot|nope|nein|non|nee|não|i can't|that won't)\b", re.IGNORECASE)


def find_next_steps(call: Call, known: Known) -> tuple[NextStep, ...]:
    """The next steps, in the order of their turns: what one proposed with a day and another of the call took up, and the
    call whose invitation somebody says they will send.

    `due` is what the two ended with: a day named in the answers stands instead of the proposed one.
    """
    found: list[NextStep] = []
    for turn in call.turns:
        for kind, start, end in _proposed(turn, late=turn.index >= len(call.turns) // 2):
            step = None if _is_near(found, turn, kind) else _agreed(call, known, turn, (kind, start, end))
            if step:
                found.append(step)
        step = _invited(call, known, turn) if _INVITES.search(turn.text[:2000]) else None
        if step and not _is_near(found, turn, NEXT_CALL):
            found.append(step)
    return tuple(found)


def _is_near(found: Sequence[NextStep], turn: Turn, kind: str) -> bool:
    return any(one.what.startswith(kind) and turn.index - one.turn <= APART for one in found)


def _invited(call: Call, known: Known, turn: Turn) -> NextStep | None:
    """The call that an invitation is sent for: its day stands in the same turn, or in one just before."""
    said = [
        one for one in call.turns[max(0, turn.index - 2) : turn.index + 1] if _MEETS.search(one.text[:2000])
    ]
    days = [
        due
        for one in said
        for due in find_dues(one.text, call, known, turn=one.index)
        if due.kind is DueKind.DAY
    ]
    later = [due for due in days if due.day and due.day > call.day]
    if not later:
        return None
    start, end = next(
        span for span in sentences_of(turn.text) if _INVITES.search(turn.text[span[0] : span[1]])
    )
    return NextStep(
        turn=turn.index,
        what=f"{NEXT_CALL}: {shortly(turn, start, end)}",
        due=later[-1],
        quote=quoted(turn, start, end),
        certainty=0.7,
    )


def _proposed(turn: Turn, *, late: bool) -> Iterator[tuple[str, int, int]]:
    """The sentences that may set a next step, with its kind: the one, and the one after it that says when. "Next time" is
    the next call only `late` in a call.
    """
    ranges = list(sentences_of(turn.text))
    for at, (start, end) in enumerate(ranges):
        said = turn.text[start:end]
        whole = turn.text[start : ranges[min(at + 1, len(ranges) - 1)][1]]
        if _MEETING.search(said) or (late and _AGAIN.search(said)):
            yield NEXT_CALL, start, start + len(whole)
            return
        step = _JOINT.search(said)
        if step and _SETS.search(said):
            yield step.group().capitalize(), start, end
            return


def _agreed(call: Call, known: Known, turn: Turn, said: tuple[str, int, int]) -> NextStep | None:
    kind, start, end = said
    due = _last(find_dues(turn.text[start:end], call, known, turn=turn.index))
    answers = call.turns[turn.index + 1 : turn.index + 1 + ANSWERS]
    taken = any(_takes_up(one, turn) for one in answers)
    if answers and _NO.search(answers[0].text[:80]) and not taken:
        return None
    ended = _moved(call, known, answers, due) if kind == NEXT_CALL else due
    if not ended.day or ended.day <= call.day or not (taken or ended != due):
        return None
    return NextStep(
        turn=turn.index,
        what=f"{kind}: {shortly(turn, start, end)}",
        due=ended,
        quote=quoted(turn, start, end),
        certainty=0.75 if kind == NEXT_CALL else 0.6,
    )


def _takes_up(one: Turn, turn: Turn) -> bool:
    """Whether an answer takes a proposal up: another says yes, or who proposed it sends the invitation."""
    yes = _YES if one.speaker != turn.speaker else _INVITES
    return bool(yes.search(one.text[:400]))


def _moved(call: Call, known: Known, answers: Sequence[Turn], due: Due) -> Due:
    """The day that the answers end with, where the proposal named none or another; what is said after a yes is no answer."""
    for one in answers:
        named = _last(find_dues(one.text, call, known, turn=one.index))
        if named.day and named.kind is DueKind.DAY and named.day > call.day and len(one.text) < 200:
            due = named
        if due.kind is DueKind.DAY or _YES.search(one.text[:400]):
            break
    return due


def _last(dues: Sequence[Due]) -> Due:
    """The last day said, which corrects those before it."""
    days = [one for one in dues if one.kind is DueKind.DAY]
    return (days or [one for one in dues if one.kind is not DueKind.NONE] or [NO_DUE])[-1]
