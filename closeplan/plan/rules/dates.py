"""What the dates in the plan say: slipped, overdue, stalled, unreadable, not confirmed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import reduce
from types import MappingProxyType

from closeplan.plan.date_faults import DateFault
from closeplan.plan.diff import field_text
from closeplan.plan.model import Milestone, Side
from closeplan.plan.rules.context import RuleContext
from closeplan.plan.signals import Place, Signal, Table
from closeplan.plan.slips import add_workdays
from closeplan.plan.wording import quoted

STALLED_AFTER = 7
"""Calendar days overdue and without any change after which a workstream has stalled (as plan health counts)."""

CONFIRM_WITHIN = 5
"""Working days before its due in which a date should be confirmed: one week's notice, no shouting earlier."""

MEANINGS_SHOWN = 4
"""Days that a question about a date lists."""

_QUESTIONS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        DateFault.UNDECIDED: ("unreadable.short_undecided", "unreadable.undecided"),
        DateFault.EVENT: ("unreadable.short_event", "unreadable.event"),
        DateFault.NO_SUCH_DAY: ("unreadable.short", "unreadable.no_such_day"),
        DateFault.OUTSIDE: ("unreadable.short", "unreadable.outside"),
        DateFault.STATUS: ("unreadable.short", "unreadable.status"),
    }
)
"""Which messages ask about words that name no day, by why they name none; any others are asked which date is meant."""

_NAMING_DAYS = ("unreadable.short_several", "unreadable.several")
"""Which messages ask whether the days are meant that the words may name."""


def slipped(context: RuleContext) -> Iterator[Signal]:
    """An open milestone whose due lies later than its baseline."""
    for row in context.open_milestones:
        slip = context.drift.get(row.id, 0)
        if slip <= 0 or row.due is None:
            continue
        nth = len(context.moves.get(row.id, ()))
        again = "_again" if nth > 1 else ""
        values = {"days": context.words.working_days(slip), "nth": context.words.ordinal(nth)}
        fact = context.words.t(
            f"slipped.fact{again}",
            name=context.name(row),
            was=context.words.day(_agreed_due(context, row)),
            now=context.words.day(row.due),
            **values,
        )
        effect = _slip_effect(context, row)
        yield Signal(
            rule="slipped",
            subject=row.id,
            cause=f"{row.due.isoformat()} {nth}",
            short=context.words.t(f"slipped.short{again}", **values),
            text=context.words.joined((fact, effect, _slip_next(context))),
            place=_cell(row, "due"),
            thread=True,
            assignee=context.owners(row.owner).email,
        )


def overdue(context: RuleContext) -> Iterator[Signal]:
    """An open milestone whose due is past. Where no status says what is done, a day that passed says nothing."""
    if not context.has(Table.TIMELINE, "status"):
        return
    for row in context.open_milestones:
        if row.due is None or row.due >= context.today:
            continue
        late = context.workdays(row, row.due, context.today)
        short = (
            context.words.t("overdue.short", days=context.words.working_days(late))
            if late
            else context.words.t("overdue.short_today", due=context.words.day(row.due))
        )
        yield Signal(
            rule="overdue",
            subject=row.id,
            cause=row.due.isoformat(),
            short=short,
            text=context.words.t("overdue.text", name=context.name(row), due=context.words.day(row.due)),
            place=_cell(row, "due"),
            assignee=context.owners(row.owner).email,
        )


def stalled(context: RuleContext) -> Iterator[Signal]:
    """A workstream with a milestone long overdue, in which nobody has changed anything for as long."""
    if not context.has(Table.TIMELINE, "status"):
        return
    since = context.today - timedelta(days=STALLED_AFTER)
    awake = {entry.change.workstream for entry in context.entries if entry.seen_at.date() > since}
    worst: dict[str, Milestone] = {}
    for row in context.open_milestones:
        if row.workstream and row.due is not None and row.due <= since and row.workstream not in awake:
            known = worst.get(row.workstream)
            if known is None or (known.due is not None and row.due < known.due):
                worst[row.workstream] = row
    for workstream, row in worst.items():
        assert row.due is not None
        name = quoted(workstream)
        yield Signal(
            rule="stalled",
            subject=workstream,
            cause=row.id,
            short=context.words.t("stalled.short", workstream=name),
            text=context.words.t(
                "stalled.text",
                workstream=name,
                since=context.words.day(since),
                name=context.name(row),
                due=context.words.day(row.due),
            ),
            place=_cell(row, "workstream"),
        )


def unreadable_date(context: RuleContext) -> Iterator[Signal]:
    """A date cell whose words can't be read as a date."""
    if context.plan.go_live is None and context.plan.go_live_text:
        what = context.words.t("field.go_live")
        yield _unreadable(context, Place(column="go_live"), context.plan.go_live_text, what)
    for row in context.open_milestones:
        for column in ("start", "due"):
            text = field_text(row, column)
            if getattr(row, column) is None and text:
                what = context.words.t(
                    "unreadable.what", field=context.words.t(f"field.{column}"), name=context.name(row)
                )
                yield _unreadable(context, _cell(row, column), text, what)
    for risk in context.risks:
        if risk.due is None and risk.due_text:
            what = context.words.t(
                "unreadable.what",
                field=context.words.t("field.due"),
                name=context.words.t("quoted", text=quoted(risk.description)),
            )
            place = Place(table=Table.RISKS, row=risk.id, column="due")
            yield _unreadable(context, place, risk.due_text, what)


def unconfirmed_date(context: RuleContext) -> Iterator[Signal]:
    """A date that is near or has moved and that nobody on the owner's side has confirmed.

    The seller wrote the plan, so the seller's own dates need asking only once they moved.
    """
    if not context.has(Table.TIMELINE, "confirmed_by"):
        return
    near = {side: add_workdays(context.network, side, context.today, CONFIRM_WITHIN + 1) for side in Side}
    for row in context.open_milestones:
        if row.due is None or row.confirmed_by.strip():
            continue
        moved = context.drift.get(row.id, 0) != 0
        side = context.sides.get(row.id, Side.BUYER)
        is_near = context.today <= row.due < near[side]
        if moved or (side is not Side.SELLER and is_near):
            yield Signal(
                rule="unconfirmed_date",
                subject=row.id,
                cause=row.due.isoformat(),
                short=context.words.t("unconfirmed.short"),
                text=context.words.t(
                    "unconfirmed.text", name=context.name(row), due=context.words.day(row.due)
                ),
                place=_cell(row, "confirmed_by"),
            )


def _slip_next(context: RuleContext) -> str:
    """The next step, as far as the document has room for it."""
    can_confirm = context.has(Table.TIMELINE, "confirmed_by")
    return context.words.t("slipped.next" if can_confirm else "slipped.next_unconfirmed")


def _agreed_due(context: RuleContext, row: Milestone) -> date:
    due = context.baseline[row.id].due
    assert due is not None  # drift compares with nothing else
    return due


def _slip_effect(context: RuleContext, row: Milestone) -> str:
    """What the milestone's own slip does to go-live: the plan as it stands against the plan without it."""
    standing = context.standing
    effect, now, go_live = standing.effect, standing.earliest_go_live, standing.go_live
    if effect is None or now is None or go_live is None or row.id not in effect.float_left:
        return ""  # nothing is known, or go-live does not wait for this milestone
    if now <= go_live:
        return context.words.t("effect.absorbed", go_live=context.words.day(go_live))
    without = context.reach_without_slip(row)
    assert without is not None  # it has slipped from what was agreed
    was = without.earliest or go_live
    if now > was:
        moved = standing.days_late - without.days_late
        return context.words.t(
            "effect.moves",
            was=context.words.day(was),
            now=context.words.day(now),
            days=context.words.working_days(moved),
        )
    # other dates hold go-live up as much
    return context.words.t(
        "effect.late_anyway",
        go_live=context.words.day(go_live),
        days=context.words.working_days(standing.days_late),
    )


def _unreadable(context: RuleContext, place: Place, text: str, what: str) -> Signal:
    """What to ask about a cell's words: which of the days they may mean, which day at all, or when one will be known."""
    problem = context.problems.get(place)
    fault = problem.message if problem else ""
    if fault == DateFault.STATUS and not (place.table and context.has(place.table, "status")):
        fault = DateFault.UNKNOWN  # there is no better place to point to
    meanings = problem.meanings if problem and fault != DateFault.EVENT else ()
    short, long = _NAMING_DAYS if meanings else _QUESTIONS.get(fault, ("unreadable.short", "unreadable.text"))
    values = {
        "text": quoted(text),
        "what": what,
        "days": _either(context, meanings),
        "status": context.words.t("field.status"),
        "example": (meanings[0] if meanings else context.today).isoformat(),
    }
    return Signal(
        rule="unreadable_date",
        subject=f"{place.table or 'plan'}.{place.row}.{place.column}",
        cause=text,
        short=context.words.t(short, **values),
        text=context.words.t(long, **values),
        place=place,
        thread=True,
    )


def _either(context: RuleContext, days: Sequence[date]) -> str:
    """“3 Apr 2027 or 4 Mar 2027”, as many as fit a question; nothing where there are none."""
    shown = [context.words.day(day) for day in days[:MEANINGS_SHOWN]] or [""]
    return reduce(
        lambda first, following: context.words.t("unreadable.or", first=first, next=following), shown
    )


def _cell(row: Milestone, column: str) -> Place:
    return Place(table=Table.TIMELINE, row=row.id, column=column)
