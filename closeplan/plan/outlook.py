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
    roles = [context.words.t(f"role.{signal.subject}") for signal in signals if signal.rule == "missing_role"]
    return context.words.t("outlook.roles", n=len(roles), roles=context.words.listed(roles)) if roles else ""


def _plan_wide(signals: Sequence[Signal], context: RuleContext) -> list[str]:
    """What has no row: a row's signals stand in its Signal cell, roles and go-live have their own sentences."""
    told = {"cannot_reach_go_live", "missing_role"}
    return [_sentence(s.short, context) for s in signals if not s.place.row and s.rule not in told]


def _sentence(short: str, context: RuleContext) -> str:
    return short if short.endswith(("?", "？")) else context.words.t("sentence", text=short)


def go_live_outlook(signals: Sequence[Signal], context: RuleContext) -> str:
    """What slipped, the cause first or else the latest, and where that leaves go-live."""
    go_live = context.standing.go_live
    if go_live is None:
        return context.words.t("outlook.no_date")
    slips = _slips(signals, context)
    earliest = context.standing.earliest_go_live or go_live
    if slips and earliest > go_live:
        return context.words.t(
            "outlook.moves", slips=slips, was=context.words.day(go_live), now=context.words.day(earliest)
        )
    if slips:
        return context.words.t("outlook.stays", slips=slips, go_live=context.words.day(go_live))
    late = context.standing.days_late
    if late:
        return context.words.t(
            "outlook.short_of", go_live=context.words.day(go_live), days=context.words.working_days(late)
        )
    overdue = sum(signal.rule == "overdue" for signal in signals)
    if overdue:
        return context.words.t("outlook.overdue", n=overdue, go_live=context.words.day(go_live))
    return context.words.t("outlook.on_track", go_live=context.words.day(go_live))


def _slips(signals: Sequence[Signal], context: RuleContext) -> str:
    """The milestone that moves go-live, or else the one that slipped last, and how many more have."""
    slipped = {signal.subject for signal in signals if signal.rule == "slipped"}
    rows = [row for row in context.open_milestones if row.id in slipped]
    if not rows:
        return ""
    told = max(rows, key=lambda row: (_days_caused(context, row), _last_move(context, row)))
    first = context.words.t(
        "outlook.slipped",
        name=context.name(told),
        days=context.words.working_days(context.drift.get(told.id, 0)),
    )
    return context.words.t("outlook.slipped_more", first=first, n=len(rows) - 1) if len(rows) > 1 else first


def _days_caused(context: RuleContext, row: Milestone) -> int:
    """The working days of go-live's delay that would be gone without the milestone's slip."""
    late = context.standing.days_late
    without = context.reach_without_slip(row) if late else None
    return late - without.days_late if without else 0


def _last_move(context: RuleContext, row: Milestone) -> int:
    """Where in the ledger the milestone moved last; before everything where the ledger has no move of it."""
    moves = context.moves.get(row.id, ())
    return max((context.entries.index(move) for move in moves[-1:]), default=-1)
