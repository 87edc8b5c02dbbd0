"""What a call proposes for the timeline: moved dates, commitments that meet a milestone, and steps that are new."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from closeplan.calls.dues import find_dues
from closeplan.calls.findings import Binding, Commitment, DateChange, Due, DueKind, Findings, NextStep
from closeplan.calls.model import Known
from closeplan.calls.proposals.making import Making, as_name
from closeplan.calls.proposals.meeting import Match, Spoken
from closeplan.calls.proposals.vocabulary import is_denied, is_trifle, sense_of
from closeplan.plan.model import Milestone, Side
from closeplan.plan.rules.people import is_group, is_nobody
from closeplan.plan.suggestions import Suggestion, SuggestionKind

_MOVED_LEAST = 0.4
"""The score from which a moved date speaks of a milestone: that it has a date and moves says much already."""

_SURE_ENOUGH, _VERY_SURE = 0.5, 0.9
"""Below this a commitment that meets no milestone is not worth a row; without any word of when, below the second."""

_NEW, _NOTED, _MEASURED, _TWO_READINGS = 0.8, 0.85, 0.9, 0.8
"""What certainty is left where a row is new, words are only noted, a day is measured from another, or can be read twice."""

_GO_LIVE = frozenset({"golive"})

_SETTLED = 0.55
"""The certainty of a go-live that was only said and not moved from the plan's: a guess, for the seller to tick."""


def from_date_changes(making: Making, findings: Findings) -> Iterator[Suggestion]:
    """A date that was replaced by another is a proposed slip of the milestone it is of, or of go-live itself; of a thing
    that is not on the plan it is a new milestone, and of one that a milestone only touches a note beside that.
    """
    for one in findings.date_changes:
        spoken = Spoken(text=one.what, was=one.was.day)
        met = making.steps.meant_by(spoken, least=_MOVED_LEAST)
        day = _day(making, one.now)
        if met is not None:
            yield from _moved(making, one, met)
        elif day and sense_of(one.what).things == _GO_LIVE:
            yield _go_live(making, one)
        elif day and making.names_something(one.what):
            yield Suggestion(
                id="",
                kind=SuggestionKind.ADD_MILESTONE,
                said=making.said(one.quote),
                certainty=_certainty(one.certainty * _NEW, one.now),
                name=as_name(one.what),
                day=day,
            )


def _moved(making: Making, one: DateChange, met: Match) -> Iterator[Suggestion]:
    row, day = met.milestone, _day(making, one.now)
    if not row.is_open:
        return
    if day is None or not met.same_step:
        yield _note(making, one.certainty * _NOTED, one, row)
    elif day != row.due:
        yield Suggestion(
            id="",
            kind=SuggestionKind.SET_DATE,
            said=making.said(one.quote),
            certainty=_certainty(one.certainty, one.now),
            milestone=row.id,
            day=day,
        )


def _go_live(making: Making, one: DateChange) -> Suggestion:
    return Suggestion(
        id="",
        kind=SuggestionKind.SET_GO_LIVE,
        said=making.said(one.quote),
        certainty=_certainty(one.certainty, one.now),
        day=_day(making, one.now),
    )


def from_decisions(making: Making, findings: Findings) -> Iterator[Suggestion]:
    """A go-live that was said as settled and is not the plan's: a change nobody called one."""
    moved = {one.now.day for one in findings.date_changes if sense_of(one.what).things == _GO_LIVE}
    for one in findings.decisions:
        if sense_of(one.what).things != _GO_LIVE:
            continue
        dues = find_dues(one.quote.text, making.call, Known(), turn=one.turn)
        day = _day(making, dues[0]) if len(dues) == 1 and dues[0].kind is DueKind.DAY else None
        if day and day not in {*moved, making.plan.go_live}:
            yield Suggestion(
                id="",
                kind=SuggestionKind.SET_GO_LIVE,
                said=making.said(one.quote),
                certainty=min(one.certainty, _SETTLED),
                day=day,
            )


def from_commitments(making: Making, findings: Findings) -> Iterator[Suggestion]:
    """A commitment meets the milestone it speaks of: its date, its owner, or else a note with the words. Only what meets
    none is a new milestone, and only where it is more than is promised on every call.
    """
    for one in findings.commitments:
        met = making.steps.meant_by(Spoken(text=one.what, owner=one.owner, side=one.side))
        if met is not None:
            yield from _meeting(making, one, met)
        elif one.binding is Binding.FIRM and _is_a_step(making, one):
            yield _new_step(making, one)


def _is_a_step(making: Making, one: Commitment) -> bool:
    """Whether it is worth a row: more than one word for something to be done, with a word of when, and not on the day of the
    call. A promise not to do something is a term and no step.
    """
    least = _VERY_SURE if one.due.kind is DueKind.NONE else _SURE_ENOUGH
    several = len(one.what.split()) > 1 or not one.what.isascii()
    return (
        one.certainty >= least
        and several
        and not is_denied(one.what)
        and one.due.day != making.call.day
        and making.names_something(one.what)
    )


def _meeting(making: Making, one: Commitment, met: Match) -> Iterator[Suggestion]:
    row = met.milestone
    if not row.is_open:
        return
    fits = one.certainty * (0.5 + 0.5 * met.score)
    if one.binding is Binding.CONDITIONAL or not met.same_step:
        yield _note(making, fits * _NOTED, one, row)
        return
    day = _day(making, one.due)
    if day and day != row.due:
        yield Suggestion(
            id="",
            kind=SuggestionKind.SET_DATE,
            said=making.said(one.quote),
            certainty=_certainty(fits, one.due),
            milestone=row.id,
            day=day,
        )
    if _names_nobody(making, row) and not is_nobody(one.owner):
        yield Suggestion(
            id="",
            kind=SuggestionKind.SET_OWNER,
            said=making.said(one.quote),
            certainty=fits,
            milestone=row.id,
            owner=as_name(one.owner),
        )
    elif not making.steps.is_owned_by(row, one.owner):
        yield _note(making, fits * _NOTED, one, row)


def _new_step(making: Making, one: Commitment) -> Suggestion:
    return Suggestion(
        id="",
        kind=SuggestionKind.ADD_MILESTONE,
        said=making.said(one.quote),
        certainty=_certainty(one.certainty * _NEW, one.due),
        name=as_name(one.what),
        owner=one.owner,
        side=one.side,
        workstream=_workstream(making, one.what),
        day=_day(making, one.due),
    )


def from_next_steps(making: Making, findings: Findings) -> Iterator[Suggestion]:
    """A step both agreed on: the date of the milestone it is, or a new one of both sides. The next call is none."""
    for one in findings.next_steps:
        met = making.steps.meant_by(Spoken(text=one.what))
        day = _day(making, one.due)
        if met is not None:
            if met.same_step and met.milestone.is_open and day and day != met.milestone.due:
                yield _step_date(making, one, met)
        elif day and making.names_something(one.what) and not _is_no_step(one):
            yield Suggestion(
                id="",
                kind=SuggestionKind.ADD_MILESTONE,
                said=making.said(one.quote),
                certainty=_certainty(one.certainty * _NEW, one.due),
                name=as_name(one.what),
                side=Side.BOTH,
                workstream=_workstream(making, one.what),
                day=day,
            )


def _is_no_step(one: NextStep) -> bool:
    """Whether the step is only to talk again, however it goes on (“Next call: Tuesday at ten”), or go-live itself."""
    return sense_of(one.what).things == _GO_LIVE or is_trifle(one.what.partition(":")[0])


def _step_date(making: Making, one: NextStep, met: Match) -> Suggestion:
    return Suggestion(
        id="",
        kind=SuggestionKind.SET_DATE,
        said=making.said(one.quote),
        certainty=_certainty(one.certainty * met.score, one.due),
        milestone=met.milestone.id,
        day=_day(making, one.due),
    )


def _note(making: Making, certainty: float, one: Commitment | DateChange, row: Milestone) -> Suggestion:
    return Suggestion(
        id="",
        kind=SuggestionKind.NOTE,
        said=making.said(one.quote),
        certainty=certainty,
        milestone=row.id,
        text=making.told(one.quote),
    )


def _names_nobody(making: Making, row: Milestone) -> bool:
    return is_nobody(row.owner) or is_group(row.owner, making.companies)


def _workstream(making: Making, what: str) -> str:
    """The swim lane of the milestone that is nearest in words; empty where none is near."""
    near = making.steps.nearest(sense_of(what))
    return near.workstream if near else ""


def _day(making: Making, due: Due) -> date | None:
    """The day that would be written; none where what was said is vague, has only a beginning, or was over already."""
    if due.kind in {DueKind.OPEN, DueKind.NONE} or due.day is None or due.day < making.call.day:
        return None
    return due.day


def _certainty(certainty: float, due: Due) -> float:
    """How sure a proposal is by what its day was read from."""
    measured = certainty * (_MEASURED if due.kind is DueKind.EVENT else 1.0)
    return measured * (_TWO_READINGS if due.others else 1.0)
