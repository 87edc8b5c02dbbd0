"""What a channel is told of a plan: how it stands, what is new, what a day brought.

A channel that outsiders read gets what the document may say and nothing else: no internal signal, no health, no proposals from
calls, nothing to press but the way to the plan.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from closeplan.plan.actions import Action, actions_for, matter, matter_of_key
from closeplan.plan.channel_message import Act, Button, Choice, Line, Link, Message
from closeplan.plan.health import Health
from closeplan.plan.history import history_lines
from closeplan.plan.ledger import LedgerEntry
from closeplan.plan.model import Plan
from closeplan.plan.outlook import outlook
from closeplan.plan.rules.context import RuleContext
from closeplan.plan.signals import Audience, Signal
from closeplan.plan.suggestion_lines import title as suggestion_title
from closeplan.plan.suggestions import Suggestion, standing
from closeplan.plan.wording import quoted

MOST_SIGNALS = 6
MOST_CHANGES = 10
MOST_NEXT = 3
MOST_PROPOSALS = 3
SOON = timedelta(days=7)
PRESSING = timedelta(days=1)
"""What is due so soon is worth a message on a day that changed nothing."""

REASONS = (
    ("known", "Known, and fine so"),
    ("handled", "Somebody sees to it"),
    ("moot", "Does not matter here"),
)
"""Why a signal is dismissed from a channel."""

REFUSALS = (
    ("misheard", "Not what was said"),
    ("overtaken", "Overtaken since"),
    ("unwanted", "Not for the plan"),
)
"""Why a proposal is rejected from a channel."""

_HEALTH = {Health.ON_TRACK: "On track", Health.AT_RISK: "At risk", Health.STALLED: "Stalled"}


@dataclass(frozen=True, kw_only=True)
class ChannelPlan:
    """A plan for one channel. `is_internal` says that only the seller's side reads there; what is not known to be so is not.
    `signals` and `proposals` are all there are; `dismissed` are key and cause of signals that somebody wants to hear of no more.
    """

    id: str
    name: str
    url: str
    context: RuleContext
    signals: Sequence[Signal]
    is_internal: bool
    proposals: Sequence[Suggestion] = ()
    dismissed: Collection[tuple[str, str]] = ()

    @property
    def readable(self) -> list[Signal]:
        """The signals that may be told there."""
        return [one for one in self.signals if self.is_internal or one.audience is Audience.SHARED]


@dataclass(frozen=True, kw_only=True)
class ToldSignal:
    """A signal that a channel was told: its cause then, and what it said."""

    cause: str
    short: str
    audience: Audience


@dataclass(frozen=True)
class Ref:
    """What a control carries of what it is about: `what` stays the same for good, `state` is another one once the matter
    changed. Neither holds anybody's words.
    """

    what: str
    state: str

    def __str__(self) -> str:
        return f"{self.what}.{self.state}"

    @classmethod
    def read(cls, text: str) -> Ref:
        """The ref that `str` made."""
        what, _, state = text.partition(".")
        return cls(what, state)


def signal_ref(plan_id: str, key: str, cause: str) -> Ref:
    """Of a signal; `cause` is its state."""
    return Ref(_digest("signal", plan_id, key), _digest(cause))


def proposal_ref(plan_id: str, proposal: Suggestion, plan: Plan) -> Ref:
    """Of a proposal; what the cell says that it would change is its state."""
    return Ref(_digest("proposal", plan_id, proposal.id), _digest(standing(proposal, plan)))


def _digest(*about: str) -> str:
    return hashlib.sha256("\n".join(about).encode("utf-8", "replace")).hexdigest()[:20]


def standing_message(plan: ChannelPlan, *, title: str = "") -> Message:
    """How the plan stands: outlook, the next milestones, what is open, what calls propose."""
    context, words = plan.context, plan.context.words
    go_live = context.plan.go_live
    day = words.day(go_live) if go_live else quoted(context.plan.go_live_text)
    health = f" · {_HEALTH[context.health]}" if plan.is_internal else ""
    lines = [
        Line(text=f"{words.t('field.go_live')}: {day}{health}"),
        Line(text=outlook(plan.signals, context)),
        *_headed(words.t("channel.next"), _next(plan)),
        *_signals(plan, plan.readable, words.t("channel.open")),
        *_headed("From calls", _proposals(plan)),
    ]
    return Message(title=title or plan.name, lines=(*lines, _way(plan)))


def first_message(plan: ChannelPlan) -> Message:
    """How the plan stands, to a channel that follows it from now on."""
    return standing_message(plan, title=plan.context.words.t("channel.shown", plan=plan.name))


def news_message(plan: ChannelPlan, told: Mapping[str, ToldSignal]) -> Message | None:
    """What the channel has not been told yet, against what it was `told`, by key; None where that is nothing. A settled
    signal is told where its beginning was and may be told still; one that was dismissed is not settled.
    """
    words, now = plan.context.words, {one.key: one for one in plan.readable}
    new = [one for key, one in now.items() if key not in told or told[key].cause != one.cause]
    every = {one.key for one in plan.signals}
    over = [
        (key, was)
        for key, was in told.items()
        if key not in every
        and (key, was.cause) not in plan.dismissed
        and (plan.is_internal or was.audience is Audience.SHARED)
    ]
    if not new and not over:
        return None
    settled = [Line(text=_about(plan, matter_of_key(key, plan.context.plan), was.short)) for key, was in over]
    lines = [
        Line(text=outlook(plan.signals, plan.context)),
        *_signals(plan, new, words.t("channel.new")),
        *_headed(words.t("channel.settled"), _at_most(plan, settled, MOST_SIGNALS)),
    ]
    return Message(title=plan.name, lines=(*lines, _way(plan)))


def told_of(plan: ChannelPlan) -> dict[str, ToldSignal]:
    """What the channel has been told once it was told everything."""
    return {
        one.key: ToldSignal(cause=one.cause, short=one.short, audience=one.audience) for one in plan.readable
    }


def day_message(plan: ChannelPlan, entries: Sequence[LedgerEntry]) -> Message | None:
    """What changed by those entries, and what is due within a week; None where nothing changed and nothing is due today or
    tomorrow: what is late was told when it became so.
    """
    context, words = plan.context, plan.context.words
    history = history_lines(entries, context.network, words)
    changed = [
        Line(
            text=" · ".join(
                filter(
                    None,
                    (
                        words.t(
                            "channel.change", item=one.item, field=one.field, was=one.was or "–", now=one.now
                        ),
                        one.slip,
                        one.effect,
                    ),
                )
            )
        )
        for one in history
    ]
    soon = [
        Line(text=_milestone(plan, row.id))
        for row in context.open_milestones
        if row.due and row.due <= context.today + SOON
    ]
    pressing = (context.today, context.today + PRESSING)
    if not changed and not any(row.due in pressing for row in context.open_milestones):
        return None
    lines = [
        Line(text=outlook(plan.signals, context)),
        *_headed(words.t("channel.changed"), _at_most(plan, changed, MOST_CHANGES)),
        *_headed(words.t("channel.due_soon"), _at_most(plan, soon, MOST_CHANGES)),
    ]
    return Message(title=words.t("channel.since", plan=plan.name), lines=(*lines, _way(plan)))


def _headed(heading: str, lines: Sequence[Line]) -> Iterator[Line]:
    if lines:
        yield Line(text=heading, is_heading=True)
        yield from lines


def _at_most(plan: ChannelPlan, lines: Sequence[Line], most: int) -> list[Line]:
    """The first so many, and how many more the plan has."""
    left = len(lines) - most
    more = [Line(text=plan.context.words.t("channel.more", n=left), is_small=True)] if left > 0 else []
    return [*lines[:most], *more]


def _next(plan: ChannelPlan) -> list[Line]:
    dated = [row for row in plan.context.open_milestones if row.due]
    dated.sort(key=lambda row: (row.due, row.id))
    return [Line(text=_milestone(plan, row.id)) for row in dated[:MOST_NEXT]]


def _milestone(plan: ChannelPlan, row_id: str) -> str:
    """“Security review · 12 Jan 2027 · Mia Wolf”."""
    row = next(one for one in plan.context.milestones if one.id == row_id)
    due = plan.context.words.day(row.due) if row.due else ""
    return " · ".join(filter(None, (quoted(row.name), due, quoted(row.owner))))


def _signals(plan: ChannelPlan, signals: Sequence[Signal], heading: str) -> Iterator[Line]:
    """Those that both sides may read under that heading, the seller's own under one of theirs."""
    for title, audience in ((heading, Audience.SHARED), ("For your side only", Audience.INTERNAL)):
        lines = [
            Line(
                text=_about(plan, matter(one, plan.context.plan), one.short),
                controls=_controls(plan, one) if plan.is_internal else (),
            )
            for one in signals
            if one.audience is audience
        ]
        yield from _headed(title, _at_most(plan, lines, MOST_SIGNALS))


def _about(plan: ChannelPlan, item: str, text: str) -> str:
    if not item or item in text:
        return text
    return plan.context.words.t("channel.about", item=quoted(item), text=text)


def _controls(plan: ChannelPlan, signal: Signal) -> tuple[Button | Choice, ...]:
    ref = str(signal_ref(plan.id, signal.key, signal.cause))
    dismiss = Choice(label="Dismiss…", act=Act.DISMISS, ref=ref, options=REASONS)
    if Action.ASK not in actions_for(signal, plan.context):
        return (dismiss,)
    return (Button(label="Draft a question", act=Act.ASK, ref=ref), dismiss)


def _proposals(plan: ChannelPlan) -> list[Line]:
    """What calls propose, for the seller's side alone."""
    if not plan.is_internal:
        return []
    lines = []
    for one in plan.proposals:
        ref = str(proposal_ref(plan.id, one, plan.context.plan))
        text = suggestion_title(one, plan.context.plan)
        accept = Button(
            label="Accept",
            act=Act.ACCEPT,
            ref=ref,
            confirm=f"{text}. It is written into the plan, where the buyer reads it.",
        )
        reject = Choice(label="Reject…", act=Act.REJECT, ref=ref, options=REFUSALS)
        lines.append(Line(text=text, controls=(accept, reject)))
    return _at_most(plan, lines, MOST_PROPOSALS)


def _way(plan: ChannelPlan) -> Line:
    return Line(text="", controls=(Link(label=plan.context.words.t("channel.open_plan"), url=plan.url),))
