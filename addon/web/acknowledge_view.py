"""What the page behind a signed link shows beside the brief: nothing but what the shared document says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from itertools import groupby

from closeplan.plan.acknowledgement import Decision, SignOff, latest_words, stands
from closeplan.plan.model import Milestone, Plan, Status
from closeplan.plan.slips import milestones
from closeplan.plan.wording import Words
from closeplan.services.acknowledge import Invitation


@dataclass(frozen=True, kw_only=True)
class Typed:
    """What the person has typed into the form."""

    name: str
    comment: str = ""


@dataclass(frozen=True, kw_only=True)
class Step:
    """One milestone as the page shows it."""

    name: str
    owner: str
    due: str
    status: str
    is_open: bool


@dataclass(frozen=True, kw_only=True)
class View:
    """What stands around the brief: who asks, what was said before (a sentence and the words of a question, each), and
    the milestones by workstream where the brief shows some of them only.
    """

    title: str
    asks: str
    lanes: Sequence[tuple[str, Sequence[Step]]]
    said: Sequence[tuple[str, str]]
    thanks: str
    passed_on: str
    stands: bool


def view(invitation: Invitation, words: Words, zone: tzinfo, *, everything: bool) -> View:
    """The page's content in the plan's language; moments in `zone`; `everything` lists every milestone."""
    deal, plan, link = invitation.record.deal, invitation.plan, invitation.link
    who = f"{invitation.asked_by} ({deal.seller})" if deal.seller else invitation.asked_by
    said = [_said(one, plan, words, zone) for one in _worth_telling(invitation.said)]
    yes = latest_words(invitation.said).get(link.email)
    return View(
        title=words.t("title", buyer=deal.buyer, seller=deal.seller),
        asks=words.t("sign_off.asks", who=who, name=link.name),
        lanes=_lanes(plan, words) if everything else (),
        said=said,
        thanks=words.t("sign_off.thanks", name=invitation.said[-1].name) if said else "",
        passed_on=words.t("sign_off.passed_on", who=who),
        stands=yes is not None and yes.decision is Decision.ACKNOWLEDGED and stands(yes.state, plan),
    )


def _worth_telling(said: Sequence[SignOff]) -> list[SignOff]:
    """The last acknowledgement and every question after it; before it, the last question."""
    last_yes = max((at for at, one in enumerate(said) if one.decision is not Decision.COMMENTED), default=-1)
    return list(said[max(last_yes, 0) :]) if last_yes >= 0 else list(said[-1:])


def _said(one: SignOff, plan: Plan, words: Words, zone: tzinfo) -> tuple[str, str]:
    """A sentence of what was said and when, and the words of a question."""
    moment = one.at.astimezone(zone)
    if one.decision is Decision.COMMENTED:
        key = "sign_off.said_comment"
    elif one.decision is Decision.DECLINED:
        key = "sign_off.said_no"
    else:
        key = "sign_off.said_yes" if stands(one.state, plan) else "sign_off.said_yes_before"
    return words.t(key, day=words.day(moment.date()), time=_time(moment)), one.comment


def _time(moment: datetime) -> str:
    return f"{moment:%H:%M} {moment.tzname()}"


def _lanes(plan: Plan, words: Words) -> list[tuple[str, list[Step]]]:
    """The milestones in the document's order, those of one workstream that stand together under its name."""
    rows = groupby(milestones(plan), key=lambda row: row.workstream.strip())
    return [(lane, [_step(row, words) for row in steps]) for lane, steps in rows]


def _step(row: Milestone, words: Words) -> Step:
    return Step(
        name=row.name,
        owner=row.owner,
        due=words.day(row.due) if row.due else row.due_text,
        status=words.t(f"status.{row.status}")
        if row.status not in {None, Status.NOT_STARTED}
        else row.status_text,
        is_open=row.is_open,
    )
