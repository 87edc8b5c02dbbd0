"""The plan's one line: what slipped, what it does to go-live, what has no row of its own, how much is open."""

from __future__ import annotations

from collections.abc import Sequence

from closeplan.plan.model import Milestone
from closeplan.plan.rules.context import RuleContext
from closeplan.plan.signals import Audience, Signal


def outlook(signals: Sequence[Signal], context: RuleContext) -> str:
    """The Outlook cell's text, from the signals of that moment; internal ones don't count."""
    shared = [signal for signal in signals if signal.audience is Audience.SHARED]
    count = context.words.t("signals_open", n=len(shared)) if shared else context.words.t("no_signals")
    said = (
        go_live_outlook(shared, context),
        _missing_roles(shared, context),
        *_plan_wide(shared, context),
        count,
    )
    return context.words.joined(said)


def _missing_roles(signals: Sequence[Signal], context: RuleContext) -> str:
    if context.filling_in:
        return ""  # the first line people read of a plan they were just given is not what it lacks
    roles = [context.words.t(f"role.{signal.subject}") for signal in signals if signal.rule == "missing_role"]
    return context.words.t("outlook.roles", n=len(roles), roles=context.words.listed(roles)) if roles else ""


def _plan_wide(signals: Sequence[Signal], context: RuleContext) -> list[str]:
    """What has no row: a row's signals stand in its Signal cell, roles and go-live have their own sentences."""
    told = {"cannot_reach_go_live", "missing_role"}
    return [_sentence(s.short, context) for s in signals if not s.place.row and s.rule not in told]


def _sentence(short: str, context: RuleContext) -> str:
    return short if short.endswith(("?", "？")) else context.words.t("sentence", text=short)


def go_live_outlook(signals: Sequence[Signal], context: RuleContext) -> str:
    """What slipped, the cause first or else the latest, and where that leaves go-live.

    A slip that its seller dismissed has no signal and is not counted; but where it is what holds go-live up it is
    named all the same, for another milestone must not take the blame.
    """
    go_live = context.standing.go_live
    if go_live is None:
        return context.words.t("outlook.no_date")
    told = {signal.subject for signal in signals if signal.rule == "slipped"}
    slipped = [row for row in context.open_milestones if row.id in told]
    late, cause = context.standing.days_late, _cause(context)
    if cause:
        earliest = context.standing.earliest_go_live or go_live
        return context.words.t(
            "outlook.moves",
            slips=_slips(cause, slipped, context),
            was=context.words.day(go_live),
            now=context.words.day(earliest),
        )
    latest = max(slipped, key=lambda row: _last_move(context, row), default=None)
    slips = _slips(latest, slipped, context) if latest else ""
    if late:
        # what holds go-live up is no slip, so the two are said apart
        days = context.words.working_days(late)
        short_of = context.words.t("outlook.short_of", go_live=context.words.day(go_live), days=days)
        return context.words.joined((_sentence(slips, context), short_of) if slips else (short_of,))
    if slips:
        return context.words.t("outlook.stays", slips=slips, go_live=context.words.day(go_live))
    overdue = sum(signal.rule == "overdue" for signal in signals)
    if overdue:
        return context.words.t("outlook.overdue", n=overdue, go_live=context.words.day(go_live))
    return context.words.t("outlook.on_track", go_live=context.words.day(go_live))


def _slips(told: Milestone, slipped: Sequence[Milestone], context: RuleContext) -> str:
    """That the milestone slipped, and how many of the others that are spoken of have."""
    first = context.words.t(
        "outlook.slipped",
        name=context.name(told),
        days=context.words.working_days(context.drift.get(told.id, 0)),
    )
    more = sum(row.id != told.id for row in slipped)
    return context.words.t("outlook.slipped_more", first=first, n=more) if more else first


def _cause(context: RuleContext) -> Milestone | None:
    """The open milestone whose slip moves go-live most, the latest of equals; None where no slip moves it."""
    effect = context.standing.effect
    if effect is None or not effect.days:
        return None
    waited_for = [
        row
        for row in context.open_milestones
        if context.drift.get(row.id, 0) > 0 and row.id in effect.float_left
    ]
    days = {row.id: _days_caused(context, row) for row in waited_for}
    if not any(days.values()):
        # each of several holds go-live up as much, so none is missed when it alone is taken back
        days = _days_alone(context, waited_for)
    causes = [row for row in waited_for if days[row.id] > 0]
    return max(causes, key=lambda row: (days[row.id], _last_move(context, row)), default=None)


def _days_caused(context: RuleContext, row: Milestone) -> int:
    """The working days of go-live's delay that would be gone without the milestone's slip."""
    without = context.reach_without_slip(row)
    return context.standing.days_late - without.days_late if without else 0


def _days_alone(context: RuleContext, slipped: Sequence[Milestone]) -> dict[str, int]:
    """The working days by which each slip would move go-live if none of the others had happened."""
    agreed = context.standing
    for row in slipped:
        due = context.baseline[row.id].due
        agreed = agreed.with_due(row.id, due) if due else agreed
    return {
        row.id: agreed.with_due(row.id, row.due).days_late - agreed.days_late if row.due else 0
        for row in slipped
    }


def _last_move(context: RuleContext, row: Milestone) -> int:
    """Where in the ledger the milestone moved last; before everything where the ledger has no move of it."""
    moves = context.moves.get(row.id, ())
    return max((context.entries.index(move) for move in moves[-1:]), default=-1)
