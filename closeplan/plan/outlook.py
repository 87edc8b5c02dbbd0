"""The plan's one line: what slipped, what it does to go-live, what has no row of its own, how much is open."""

from __future__ import annotations

from collections.abc import Sequence

from closeplan.plan.model import Milestone, Role
from closeplan.plan.rules.context import RuleContext
from closeplan.plan.signals import Audience, Signal
from closeplan.plan.wording import ROLES, day, t, working_days


def outlook(signals: Sequence[Signal], context: RuleContext) -> str:
    """The Outlook cell's text, from the signals of that moment; internal ones don't count."""
    shared = [signal for signal in signals if signal.audience is Audience.SHARED]
    count = t("signals_open", n=len(shared)) if shared else t("no_signals")
    said = (_go_live(shared, context), _missing_roles(shared), *_plan_wide(shared), count)
    return " ".join(sentence for sentence in said if sentence)


def _missing_roles(signals: Sequence[Signal]) -> str:
    roles = [ROLES[Role(signal.subject)] for signal in signals if signal.rule == "missing_role"]
    return t("outlook.roles", n=len(roles), roles=", ".join(roles)) if roles else ""


def _plan_wide(signals: Sequence[Signal]) -> list[str]:
    """What has no row: a row's signals stand in its Signal cell, roles and go-live have their own sentences."""
    told = {"cannot_reach_go_live", "missing_role"}
    return [_sentence(s.short) for s in signals if not s.place.row and s.rule not in told]


def _sentence(short: str) -> str:
    return short if short.endswith("?") else f"{short}."


def _go_live(signals: Sequence[Signal], context: RuleContext) -> str:
    """What slipped lately and where that leaves go-live."""
    go_live = context.standing.go_live
    if go_live is None:
        return t("outlook.no_date")
    slips = _slips(signals, context)
    earliest = context.standing.earliest_go_live or go_live
    if slips and earliest > go_live:
        return t("outlook.moves", slips=slips, was=day(go_live), now=day(earliest))
    if slips:
        return t("outlook.stays", slips=slips, go_live=day(go_live))
    late = context.standing.days_late
    if late:
        return t("outlook.short_of", go_live=day(go_live), days=working_days(late))
    overdue = sum(signal.rule == "overdue" for signal in signals)
    if overdue:
        return t("outlook.overdue", n=overdue, go_live=day(go_live))
    return t("outlook.on_track", go_live=day(go_live))


def _slips(signals: Sequence[Signal], context: RuleContext) -> str:
    """The milestone that slipped last, and how many more have."""
    slipped = {signal.subject for signal in signals if signal.rule == "slipped"}
    rows = [row for row in context.open_milestones if row.id in slipped]
    if not rows:
        return ""
    latest = max(rows, key=lambda row: _last_move(context, row))
    first = t(
        "outlook.slipped", name=context.name(latest), days=working_days(context.drift.get(latest.id, 0))
    )
    return t("outlook.slipped_more", first=first, n=len(rows) - 1) if len(rows) > 1 else first


def _last_move(context: RuleContext, row: Milestone) -> int:
    """Where in the ledger the milestone moved last; before everything where the ledger has no move of it."""
    moves = context.moves.get(row.id, ())
    return max((context.entries.index(move) for move in moves[-1:]), default=-1)
