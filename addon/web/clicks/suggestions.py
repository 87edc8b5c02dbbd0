"""What calls suggest: look, accept as it is or changed, reject with a reason."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from addon.cards import parts
from addon.cards import suggestions as suggesting
from addon.cards.parts import Card
from addon.cards.questions import refusals
from addon.cards.suggestions import About
from addon.web.clicks.click import Click, Routes
from closeplan.errors import InputError
from closeplan.plan.suggestions import Decision, Suggestion
from closeplan.records import PlanRecord
from closeplan.services.suggest_all import AllDecided


def _suggestions(click: Click) -> dict[str, Any]:
    """The list, or the one that was chosen."""
    record = click.own_plan()
    chosen = click.event.parameters.get("suggestion", "")
    if not chosen:
        return click.leading_on(_list(click, record))
    return parts.pushed(_one(click, record, click.desk.suggestions.find(record, chosen).suggestion))


def _accept(click: Click) -> dict[str, Any]:
    """It goes into the document as the seller left it on the card."""
    record, event, decide = click.own_plan(), click.event, click.desk.suggestions
    filed = decide.find(record, event.parameters.get("suggestion", ""))
    if filed.decision is not Decision.OPEN:
        return _listed(click, record, _decided(filed.decision))
    wished = suggesting.wished(filed.suggestion, event.texts, event.days)
    try:
        done = decide.accept(record, wished, seen=event.parameters.get("seen", ""), by=click.caller.email)
    except InputError as error:
        return parts.updated(_one(click, record, wished, str(error)))
    if done.changed:
        told = "Nothing was written: somebody changed it since you looked. Here is what the plan says now."
        return parts.updated(_one(click, record, wished, told))
    if not done.stands:
        return parts.updated(_one(click, record, wished, refusals(done.result.refused)))
    left_out = [f"Left out: {why}" for _, why in done.result.refused]
    return _listed(click, record, "\n".join([_decided(Decision.ACCEPTED), *left_out]))


def _reject(click: Click) -> dict[str, Any]:
    record, event, decide = click.own_plan(), click.event, click.desk.suggestions
    filed = decide.find(record, event.parameters.get("suggestion", ""))
    if filed.decision is not Decision.OPEN:
        return _listed(click, record, _decided(filed.decision))
    reason = event.texts.get(suggesting.WHY, "")
    try:
        decide.reject(record, filed.suggestion.id, reason=reason, by=click.caller.email)
    except InputError as error:
        wished = suggesting.wished(filed.suggestion, event.texts, event.days)
        return parts.updated(_one(click, record, wished, str(error)))
    return _listed(click, record, _decided(Decision.REJECTED))


def _all(click: Click) -> dict[str, Any]:
    """Everything that one click would write, to be looked over."""
    return parts.pushed(_all_card(click, click.own_plan()))


def _accept_all(click: Click) -> dict[str, Any]:
    """What was ticked goes into the document; what can't stays open and says why."""
    record, event = click.own_plan(), click.event
    chosen, seen = event.chosen.get(suggesting.WHICH, ()), event.parameters.get("seen", "")
    done = click.desk.suggest_all.accept(record, chosen, seen=seen, by=click.caller.email)
    if done.changed:
        told = (
            "Nothing was written: the plan or the list has changed since you looked. Here is what waits now."
        )
        return parts.updated(_all_card(click, record, [told]))
    if done.left:
        why = suggesting.left_open(done.left, click.desk.suggestions.plan(record))
        return parts.updated(_all_card(click, record, [f"{_count(done)} written. These stay open:", *why]))
    return _listed(click, record, f"{_count(done)} written: they stand in the plan.")


def _reject_all(click: Click) -> dict[str, Any]:
    """What was ticked is closed, all with one reason."""
    record, event = click.own_plan(), click.event
    chosen, reason = event.chosen.get(suggesting.WHICH, ()), event.texts.get(suggesting.WHY, "")
    try:
        done = click.desk.suggest_all.reject(record, chosen, reason=reason, by=click.caller.email)
    except InputError as error:
        return parts.updated(_all_card(click, record, [str(error)]))
    return _listed(click, record, f"{_count(done)} rejected.")


def _count(done: AllDecided) -> str:
    return f"{len(done.done)} suggestion{'s' * (len(done.done) != 1)}"


def _all_card(click: Click, record: PlanRecord, told: Sequence[str] = ()) -> Card:
    shown = click.desk.suggest_all.waiting(record)
    seen = click.desk.suggest_all.seen(record, shown)
    return suggesting.all_card(_about(click, record), shown, seen, told)


def _decided(decision: Decision) -> str:
    return {Decision.ACCEPTED: "Accepted: it stands in the plan.", Decision.REJECTED: "Rejected."}[decision]


def _listed(click: Click, record: PlanRecord, told: str) -> dict[str, Any]:
    """Back to the list, with a word about what was done."""
    made = _list(click, record, told)
    return {"renderActions": {"action": {"navigations": [{"pop": True}, {"updateCard": made}]}}}


def _list(click: Click, record: PlanRecord, told: str = "") -> Card:
    waiting = click.desk.suggestions.waiting(record)
    return suggesting.list_card(_about(click, record), waiting, told)


def _one(click: Click, record: PlanRecord, one: Suggestion, told: str = "") -> Card:
    return suggesting.suggestion_card(_about(click, record), one, told)


def _about(click: Click, record: PlanRecord) -> About:
    plan = click.desk.suggestions.plan(record)
    return About(
        plan_id=record.id,
        name=record.deal.name,
        plan=plan,
        url=click.url("suggestions"),
        calls=f"{click.wired.base_url}/plans/{record.id}/calls",
    )


ROUTES: Routes = {
    "suggestions": _suggestions,
    "suggestions/accept": _accept,
    "suggestions/reject": _reject,
    "suggestions/all": _all,
    "suggestions/all/accept": _accept_all,
    "suggestions/all/reject": _reject_all,
}
