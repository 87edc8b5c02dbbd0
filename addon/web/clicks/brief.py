"""The one-page brief: making it, and sending it."""

from __future__ import annotations

from typing import Any

from addon.cards import brief as briefing
from addon.cards import parts
from addon.web.clicks.click import Click, Routes
from closeplan.records import PlanRecord
from closeplan.records.briefs import BriefRecord

_DRAFT = "draft"


def _brief(click: Click) -> dict[str, Any]:
    """Where the brief stands; nothing is written."""
    record = click.own_plan()
    work = click.wired.briefs.look(_key(click, record))
    if work is not None and not work.is_over:
        return parts.replaced(_waiting(click, record))
    known = click.desk.brief.known(record.id)
    if known is None or not known.digest:
        said = click.desk.brief.read(record.id)
        made = briefing.no_brief_card(record.deal.name, said, click.url("brief/make"), {"planId": record.id})
    else:
        made = _state(click, record, known)
    return click.leading_on(made)


def _make(click: Click) -> dict[str, Any]:
    """Write it, or go on with it; two clicks at once are one piece of work."""
    record, keep = click.own_plan(), click.desk.brief
    work = click.wired.briefs.run(_key(click, record), lambda _: keep.make(record.id))
    if work.result is None:
        return parts.replaced(_waiting(click, record))
    return parts.replaced(_state(click, record, work.result), "Brief written")


def _send(click: Click) -> dict[str, Any]:
    """The mail as it would be; with the form's own button it is done."""
    record, event, send = click.own_plan(), click.event, click.desk.send_brief
    if _DRAFT not in event.parameters:
        letter = send.propose(record)
        keys = {"planId": record.id, _DRAFT: "yes"}
        form = briefing.send_card(
            record.deal.name,
            letter.people,
            letter.chosen,
            (letter.subject, letter.text),
            (click.url("brief/send"), keys),
        )
        return parts.pushed(form)
    done = send.draft(
        record,
        event.chosen.get(briefing.TO, ()),
        event.texts.get(briefing.SUBJECT, ""),
        event.texts.get(briefing.TEXT, ""),
    )
    return parts.replaced(
        briefing.sent_card(record.deal.name, done.readers, done.refused, done.url), "Mail drafted"
    )


def _waiting(click: Click, record: PlanRecord) -> parts.Card:
    return briefing.waiting_card(record.deal.name, click.url("brief"), {"planId": record.id})


def _key(click: Click, record: PlanRecord) -> str:
    return f"{click.caller.email} {record.id}"


def _state(click: Click, record: PlanRecord, known: BriefRecord) -> parts.Card:
    state = briefing.BriefState(
        written=known.written_at.astimezone(click.wired.stored.zone).date(),
        pages=known.pages,
        doc_url=click.desk.brief.briefs.url(known.document_id),
        pdf_url=f"{click.wired.base_url}/plans/{record.id}/brief.pdf",
        longest=briefing.longest_parts(record.snapshot.plan) if record.snapshot else (),
    )
    urls = {name: click.url(f"brief/{name}") for name in ("send", "make")}
    return briefing.brief_card(record.deal.name, state, urls, {"planId": record.id})


ROUTES: Routes = {"brief": _brief, "brief/make": _make, "brief/send": _send}
