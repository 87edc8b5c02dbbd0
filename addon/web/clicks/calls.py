"""A plan's calls: the list, a pasted transcript, one that is selected in Drive."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from hashlib import sha256
from typing import Any
from urllib.parse import quote

from addon.cards import calls as showing
from addon.cards import parts
from addon.cards.calls import About, CallLine, Done
from addon.cards.parts import Choice
from addon.pages.call_view import CallView, counts
from addon.web.clicks.click import Click, Routes
from addon.web.events import MOST_TEXT
from addon.web.longer import Work
from closeplan.calls.file_kinds import MOST_BYTES, as_file_name
from closeplan.errors import ForbiddenError, InputError, Mistake
from closeplan.plan.suggestions import Decision
from closeplan.records import MemberRole, PlanRecord
from closeplan.records.calls import KeptCall
from closeplan.services.hand_in import Outcome, Told

PASTED = "Pasted text"


@dataclass(frozen=True, kw_only=True)
class _Given:
    """What is handed in by one click."""

    name: str
    data: bytes
    source: str


def _calls(click: Click) -> dict[str, Any]:
    """Whoever may see the plan looks at its calls; only its owner adds some."""
    record = click.seen_plan()
    return click.leading_on(calls_list(click, record, may_add=click.owns(record)))


def calls_list(click: Click, record: PlanRecord, *, may_add: bool = True) -> parts.Card:
    """The card with a plan's calls, the newest first."""
    desk = click.wired.calls()
    kept = desk.calls.kept_calls(record.id, newest=showing.MOST_CALLS + 1)[::-1]
    filed = desk.suggestions.suggestions(record.id)
    waiting = Counter(one.suggestion.said.call for one in filed if one.decision is Decision.OPEN)
    listed = [_line(click, one, waiting[one.record.id]) for one in kept]
    if not may_add:
        return showing.calls_seen_card(about_calls(click, record), listed)
    return showing.calls_card(about_calls(click, record), listed, waiting_files(click))


def _paste(click: Click) -> dict[str, Any]:
    record, text = click.own_plan(), click.event.texts.get(showing.TEXT, "")
    if not text:
        raise InputError([Mistake("The transcript", "is missing; paste the text of the call")])
    if len(text) >= MOST_TEXT:
        raise InputError(
            [Mistake("The transcript", "is longer than a card can take; use “Upload on the page”")]
        )
    name = click.event.texts.get(showing.TITLE, "") or PASTED
    return _begun(click, record, _Given(name=as_file_name(name), data=text.encode(), source=f"upload:{name}"))


def _file(click: Click) -> dict[str, Any]:
    """What is selected in Drive or open in Docs, offered as a call of one of the caller's plans."""
    return parts.pushed(file_card(click))


def file_card(click: Click, *other: parts.Widget) -> parts.Card:
    """The form for the file; `other` is what can be done with it besides."""
    event = click.event
    plans = own_plans(click)
    title = event.parameters.get("title") or event.title
    keys = {"fileId": event.file_id, "title": title}
    read = parts.button("Read this call", click.url("calls/read"), keys, main=True)
    chosen = plans[0].value if len(plans) == 1 else ""
    choices = plans if chosen else [Choice(value="", label="…"), *plans]
    return showing.drive_card(title, choices, chosen, read, other)


def _read(click: Click) -> dict[str, Any]:
    """Read the file with the click's own token."""
    event = click.event
    record = chosen_plan(click, event.texts.get(showing.PLAN, ""))
    transcripts = click.desk.transcripts
    found = transcripts.look(event.file_id)
    if found.size > MOST_BYTES:
        raise InputError(
            [Mistake(found.name, f"has more than {MOST_BYTES // 1_000_000} MB; a transcript has less")]
        )
    given = _Given(name=as_file_name(found.name), data=transcripts.read(found), source=f"drive:{found.id}")
    return _begun(click, record, given)


def _begun(click: Click, record: PlanRecord, given: _Given) -> dict[str, Any]:
    """Begin to read; the same text clicked twice is read once."""
    hand_in, by, edit = click.wired.calls().hand_in, click.caller.email, click.desk.edit
    told = Told(day=click.event.days.get(showing.DAY), zone=click.event.time_zone)
    files = [(given.name, given.data)]
    digest = sha256(given.data).hexdigest()[:16]
    work = click.wired.readings.run(
        _key(click, record.id, digest),
        lambda _progress: hand_in(record, files, told, by=by, source=given.source, edit=edit)[0],
    )
    return _told(click, record, digest, work)


def _look_again(click: Click) -> dict[str, Any]:
    record, digest = click.own_plan(), click.event.parameters.get("reading", "")
    work = click.wired.readings.look(_key(click, record.id, digest))
    return parts.replaced(calls_list(click, record)) if work is None else _told(click, record, digest, work)


def _told(click: Click, record: PlanRecord, digest: str, work: Work[Outcome]) -> dict[str, Any]:
    if not work.is_over:
        again = {"planId": record.id, "reading": digest}
        look = parts.button("Look again", click.url("calls/look"), again, main=True)
        return parts.replaced(showing.reading_card(record.deal.name, look))
    answer = work.result
    assert answer is not None
    if answer.result is None:
        raise InputError(answer.mistakes)
    result = answer.result
    kept = click.wired.calls().calls.kept_call(record.id, result.record.id)
    mapped = f"On the stakeholder map now: {', '.join(result.mapped)}." if result.mapped else ""
    done = Done(
        line=_line(click, kept, 0),
        is_new=result.is_new,
        proposed=result.proposed,
        told=tuple(filter(None, (mapped, *map(str, result.problems[:3])))),
    )
    return parts.replaced(showing.done_card(about_calls(click, record), done))


def about_calls(click: Click, record: PlanRecord) -> About:
    """The plan as its calls' cards need it."""
    page = f"{click.wired.base_url}/plans/{quote(record.id, safe='')}/calls"
    return About(plan_id=record.id, name=record.deal.name, page=page, url=click.url)


def own_plans(click: Click) -> list[Choice]:
    """The caller's plans to choose from."""
    mine = click.wired.store.plans_of(click.caller.email)
    return [
        Choice(value=record.id, label=record.deal.name)
        for record in mine
        if record.document_id and not record.gone
    ]


def chosen_plan(click: Click, plan_id: str) -> PlanRecord:
    """The plan that was chosen, if it is the caller's."""
    mine = {record.id: record for record in click.wired.store.plans_of(click.caller.email)}
    if not plan_id:
        raise InputError([Mistake("Plan", "is missing; choose the plan that the call is of")])
    if plan_id not in mine:
        raise ForbiddenError("only the plan's owner can do this")
    return mine[plan_id]


def waiting_files(click: Click) -> int:
    """How many files of watched folders wait for the caller."""
    return len(click.wired.calls().files.waiting(click.caller.email, is_admin=is_admin(click)))


def is_admin(click: Click) -> bool:
    """Whether the caller also looks after the installation's folders."""
    return click.member.role is MemberRole.ADMIN


def _line(click: Click, kept: KeptCall, waiting: int) -> CallLine:
    view, record = CallView(kept), kept.record
    base = f"{click.wired.base_url}/plans/{quote(record.plan_id, safe='')}/calls"
    return CallLine(
        title=view.title,
        day=record.day,
        people=view.people,
        found=", ".join(f"{n} {name}" for name, n in counts(kept.findings)),
        waiting=waiting,
        page=f"{base}/{quote(record.id, safe='')}",
    )


def _key(click: Click, plan_id: str, digest: str) -> str:
    return f"{click.caller.subject} {plan_id} {digest}"


ROUTES: Routes = {
    "calls": _calls,
    "calls/paste": _paste,
    "calls/file": _file,
    "calls/read": _read,
    "calls/look": _look_again,
}
