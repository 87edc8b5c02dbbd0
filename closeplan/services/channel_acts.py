"""Clicks in a channel: a signal dismissed, a proposal decided, a question drafted. Everything is looked up anew, and only the
plan's owner acts; doing it twice does it once.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from closeplan.errors import CloseplanError
from closeplan.plan.channel import REASONS, REFUSALS, Ref, proposal_ref, signal_ref
from closeplan.plan.channel_message import Act
from closeplan.plan.signals import Signal
from closeplan.plan.suggestions import Decision, standing
from closeplan.ports.signals import Dismissals
from closeplan.ports.suggestions import SuggestionBook
from closeplan.records import Member, PlanRecord
from closeplan.records.channels import TalkClick
from closeplan.records.suggestions import FiledSuggestion
from closeplan.services.ask_owner import AskOwner
from closeplan.services.channel_people import ChannelPeople
from closeplan.services.dismiss import Dismiss
from closeplan.services.stored_plan import StoredPlan
from closeplan.services.suggest import Accepted, DecideSuggestions

CHANGED = "It has changed since: /plan shows how it stands."
IN_SIDEBAR = (
    "closeplan may not do this for you while you are away. Do it in the sidebar, or allow it there once."
)


@dataclass(frozen=True, kw_only=True)
class Acted:
    """What came of a click. `is_over` says that there is nothing left to press about it, and that everybody in its channel may
    read so.
    """

    told: str
    is_over: bool


@dataclass(frozen=True, kw_only=True)
class ChannelActs:
    """The use case with what it needs. `decide` and `ask` act as a seller who is away, by what they granted; None where they
    granted nothing. `reject` needs no grant: nothing is written into a document. `is_internal` says of a channel whether it is for
    the seller's side alone now: where it is not any more, what came of a click is for whoever clicked.
    """

    people: ChannelPeople
    stored: StoredPlan
    dismissals: Dismissals
    dismiss: Dismiss
    suggestions: SuggestionBook
    reject: DecideSuggestions
    decide: Callable[[str], DecideSuggestions | None]
    ask: Callable[[str], AskOwner | None]
    is_internal: Callable[[str], bool]

    def __call__(self, click: TalkClick) -> Acted:
        """Do it and say what came of it; what closeplan can't do is said too."""
        todo: Mapping[str, Callable[[TalkClick, Sequence[PlanRecord], Member], Acted]] = {
            Act.DISMISS: self._dismiss,
            Act.ASK: self._ask,
            Act.ACCEPT: self._accept,
            Act.REJECT: self._reject,
        }
        try:
            member = self.people.member(click.user_id)
            plans = self.people.plans_in(click.channel_id, member)
            if click.act not in todo or not plans:
                return Acted(told="This channel follows no plan that you may look at.", is_over=False)
            is_internal = self.is_internal(click.channel_id)  # asked first: what is done is told in any case
            done = todo[click.act](click, plans, member)
            return replace(done, is_over=done.is_over and is_internal)
        except CloseplanError as error:
            return Acted(told=str(error), is_over=False)

    def _dismiss(self, click: TalkClick, plans: Sequence[PlanRecord], member: Member) -> Acted:
        reason = dict(REASONS).get(click.option, "")
        record, signal = self._signal(click, plans)
        if record is None or not reason:
            return self._dismissed_before(click, plans)
        if refused := _not_theirs(record, member):
            return refused
        if signal is None:
            return Acted(told=CHANGED, is_over=True)
        self.dismiss(record, signal, reason, member.email)
        return Acted(told=f"Dismissed by {_who(member)}: {reason}", is_over=True)

    def _dismissed_before(self, click: TalkClick, plans: Sequence[PlanRecord]) -> Acted:
        wanted = Ref.read(click.ref)
        for record in plans:
            for one in self.dismissals.dismissals(record.id):
                if signal_ref(record.id, one.key, one.cause) == wanted:
                    who = self.people.name_of(one.who)
                    return Acted(told=f"Dismissed by {who}: {one.reason}", is_over=True)
        return Acted(told="It is settled by now.", is_over=True)

    def _signal(
        self, click: TalkClick, plans: Sequence[PlanRecord]
    ) -> tuple[PlanRecord | None, Signal | None]:
        """The plan and the signal that are meant; no signal where its cause has changed since, neither where it is over."""
        wanted = Ref.read(click.ref)
        for record in plans:
            for signal in record.signals:
                ref = signal_ref(record.id, signal.key, signal.cause)
                if ref.what == wanted.what:
                    return record, signal if ref == wanted else None
        return None, None

    def _ask(self, click: TalkClick, plans: Sequence[PlanRecord], member: Member) -> Acted:
        """Lay a question to the owner among the seller's drafts: they send it."""
        record, signal = self._signal(click, plans)
        if record is None or signal is None:
            return Acted(told=CHANGED if record else "It is settled by now.", is_over=True)
        if refused := _not_theirs(record, member):
            return refused
        ask = self.ask(record.owner)
        if ask is None:
            return Acted(told=IN_SIDEBAR, is_over=False)
        question = ask.question(record, signal)
        if not question.email:
            told = "The plan names no address of the owner, so there is nobody to write to yet."
            return Acted(told=told, is_over=False)
        url = ask.mail(record, question.text, question.who, question.email)
        told = f"A question to {question.email} lies among your drafts. Nothing is sent before you send it: {url}"
        return Acted(told=told, is_over=False)

    def _accept(self, click: TalkClick, plans: Sequence[PlanRecord], member: Member) -> Acted:
        record, filed = self._proposal(click, plans)
        if record is None or filed is None or filed.decision is not Decision.OPEN:
            return self._decided(filed)
        if refused := _not_theirs(record, member):
            return refused
        plan = self.stored(record).plan
        if proposal_ref(record.id, filed.suggestion, plan) != Ref.read(click.ref):
            return Acted(told=CHANGED, is_over=True)
        decide = self.decide(record.owner)
        if decide is None:
            return Acted(told=IN_SIDEBAR, is_over=False)
        seen = standing(filed.suggestion, plan)
        done = decide.accept(record, filed.suggestion, seen=seen, by=member.email)
        return _written(done, member)

    def _reject(self, click: TalkClick, plans: Sequence[PlanRecord], member: Member) -> Acted:
        reason = dict(REFUSALS).get(click.option, "")
        record, filed = self._proposal(click, plans)
        if record is None or filed is None or filed.decision is not Decision.OPEN or not reason:
            return self._decided(filed)
        if refused := _not_theirs(record, member):
            return refused
        self.reject.reject(record, filed.suggestion.id, reason=reason, by=member.email)
        return Acted(told=f"Rejected by {_who(member)}: {reason}", is_over=True)

    def _proposal(
        self, click: TalkClick, plans: Sequence[PlanRecord]
    ) -> tuple[PlanRecord | None, FiledSuggestion | None]:
        """The plan and the proposal that are meant, decided or not."""
        wanted = Ref.read(click.ref)
        for record in plans:
            plan = self.stored(record).plan
            for filed in self.suggestions.suggestions(record.id):
                if proposal_ref(record.id, filed.suggestion, plan).what == wanted.what:
                    return record, filed
        return None, None

    def _decided(self, filed: FiledSuggestion | None) -> Acted:
        """What became of a proposal, for who clicks later or once more."""
        if filed is None or filed.decision is Decision.OPEN:
            return Acted(told=CHANGED, is_over=False)
        why = f": {filed.reason}" if filed.reason else ""
        who = self.people.name_of(filed.decided_by)
        return Acted(told=f"{filed.decision.value.capitalize()} by {who}{why}", is_over=True)


def _not_theirs(record: PlanRecord, member: Member) -> Acted | None:
    """What is said to anybody but the plan's owner."""
    if member.email == record.owner.lower():
        return None
    return Acted(told=f"Only the plan's owner, {record.owner}, can do this.", is_over=False)


def _written(done: Accepted, member: Member) -> Acted:
    """What came of writing a proposal into the document."""
    if done.changed:
        return Acted(told=CHANGED, is_over=True)
    if not done.stands:
        why = "; ".join(reason for _, reason in done.result.refused)
        return Acted(told=f"Nothing was written: {why}", is_over=False)
    return Acted(told=f"Accepted by {_who(member)}: it stands in the plan.", is_over=True)


def _who(member: Member) -> str:
    return member.name or member.email
