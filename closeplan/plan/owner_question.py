"""What a seller asks the owner of a milestone about a signal: the words, where they belong, and whom they go to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from closeplan.plan.actions import milestone_of
from closeplan.plan.model import Risk, Role
from closeplan.plan.rules.context import RuleContext
from closeplan.plan.signals import PLAN, Audience, Place, Signal, Table
from closeplan.plan.wording import Words, quoted

_KEYS: Mapping[str, str] = MappingProxyType(
    {
        "slipped": "asking.slipped",
        "overdue": "asking.overdue",
        "unconfirmed_date": "asking.unconfirmed",
        "unreadable_date": "asking.date",
        "no_owner": "asking.owner",
        "group_owner": "asking.owner",
        "unmapped_owner": "asking.owner",
    }
)


@dataclass(frozen=True, kw_only=True)
class OwnerQuestion:
    """A question in the plan's language, to be changed by the seller. `place` is where it belongs in the document;
    `who` the owner as the document names them, `email` their address where one is known.
    """

    text: str
    place: Place
    who: str = ""
    email: str = ""


def owner_question(signal: Signal, context: RuleContext) -> OwnerQuestion:
    """The question that fits the signal. Of an internal one it says nothing: it asks how the milestone stands."""
    row = context.plan.milestone(milestone_of(signal))
    place = PLAN if signal.audience is Audience.INTERNAL and row is None else signal.place
    if row is None:
        return OwnerQuestion(text=_about_no_milestone(signal, context), place=place)
    key = _KEYS.get(signal.rule, "asking.open") if signal.audience is Audience.SHARED else "asking.open"
    if row.due is None and key in {"asking.slipped", "asking.overdue", "asking.unconfirmed"}:
        key = "asking.date"  # the date went away since
    due = context.words.day(row.due) if row.due else ""
    name, owners = context.words.t("quoted", text=context.name(row)), context.owners(row.owner)
    return OwnerQuestion(
        text=context.words.t(key, name=name, due=due),
        place=place,
        who="" if owners.nobody or owners.group else row.owner,
        email=owners.email,
    )


def mail_of(question: str, who: str, title: str, url: str, words: Words) -> tuple[str, str]:
    """Subject and text of a mail that asks it."""
    hello = words.t("asking.mail.hello", who=who) if who else words.t("asking.mail.hello_all")
    text = "\n\n".join((hello, question, words.t("asking.mail.link", url=url)))
    return words.t("asking.mail.subject", plan=quoted(title)), f"{text}\n"


def _about_no_milestone(signal: Signal, context: RuleContext) -> str:
    if signal.rule == "missing_role" and signal.subject in set(Role):
        return context.words.t("asking.role", role=context.words.t(f"role.{signal.subject}"))
    risk = next((risk for risk in context.risks if risk.id == signal.place.row), None)
    if signal.place.table is Table.RISKS and isinstance(risk, Risk):
        return context.words.t("asking.risk", name=context.words.t("quoted", text=quoted(risk.description)))
    return context.words.t("asking.plan")
