"""What both sides agreed comes next: the next call, a visit, the start of a pilot."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from closeplan.calls.dues import find_dues
from closeplan.calls.findings import NO_DUE, Due, DueKind, NextStep
from closeplan.calls.model import Call, Known, Turn
from closeplan.calls.worded import quoted, sentences_of, shortly

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
    r"\b(?:next (?:one|time)|same time|(?:talk|speak|meet|reconvene|regroup|catch up|sync|get together|come back together) "
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
    r"\b(?:invite|invitation|calendar|send something out|put (?:it|something|that) in|einladung|invito)\b",
    re.IGNORECASE,
)
_NO = re.compile(r"^\W*(?:no|not|can't|cannot|nope|nein|non|nee|não|i can't|that won't)\b", re.IGNORECASE)


def find_next_steps(call: Call, known: Known) -> tuple[NextStep, ...]:
    """The next steps, in the order of their turns: what one proposed with a day and another of the call took up.

    `due` is what the two ended with: a day named in the answers stands instead of the proposed one.
    """
    found: list[NextStep] = []
    for turn in call.turns:
        for kind, start, end in _proposed(turn, late=turn.index >= len(call.turns) // 2):
            near = any(one.what.startswith(kind) and turn.index - one.turn <= APART for one in found)
            step = None if near else _agreed(call, known, turn, (kind, start, end))
            if step:
                found.append(step)
    return tuple(found)


def _proposed(turn: Turn, *, late: bool) -> Iterator[tuple[str, int, int]]:
    """The sentences that may set a next step, with its kind: the one, and the one after it that says when. "Next time" is
    the next call only `late` in a call.
    """
    ranges = list(sentences_of(turn.text))
    for at, (start, end) in enumerate(ranges):
        said = turn.text[start:end]
        whole = turn.text[start : ranges[min(at + 1, len(ranges) - 1)][1]]
        if _MEETING.search(said) or (late and _AGAIN.search(said)):
            yield "Next call", start, start + len(whole)
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
    due = _moved(call, known, answers, kind, due)
    if not due.day or not taken:
        return None
    return NextStep(
        turn=turn.index,
        what=f"{kind}: {shortly(turn, start, end)}",
        due=due,
        quote=quoted(turn, start, end),
        certainty=0.75 if kind == "Next call" else 0.6,
    )


def _takes_up(one: Turn, turn: Turn) -> bool:
    """Whether an answer takes a proposal up: another says yes, or who proposed it sends the invitation."""
    yes = _YES if one.speaker != turn.speaker else _INVITES
    return bool(yes.search(one.text[:400]))


def _moved(call: Call, known: Known, answers: Sequence[Turn], kind: str, due: Due) -> Due:
    """The day that the answers end with, where the proposal named none or another."""
    for one in answers:
        if due.kind is not DueKind.NONE and kind != "Next call":
            break
        named = _last(find_dues(one.text, call, known, turn=one.index))
        if named.kind is DueKind.DAY and len(one.text) < 160:
            due = named
        elif due.kind is not DueKind.NONE:
            break
    return due


def _last(dues: Sequence[Due]) -> Due:
    """The last day said, which corrects those before it."""
    days = [one for one in dues if one.kind is DueKind.DAY]
    return (days or [one for one in dues if one.kind is not DueKind.NONE] or [NO_DUE])[-1]
