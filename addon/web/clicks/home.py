"""The first card on each host: one's plans, the plan of what is open, or a way to a new one."""

from __future__ import annotations

from typing import Any

from addon.cards import home, parts
from addon.cards.crm import crm_facts
from addon.cards.deals import HOME
from addon.web.clicks.around import around
from addon.web.clicks.call_folders import call_waits
from addon.web.clicks.calls import file_card, waiting_files
from addon.web.clicks.click import Click, Routes
from addon.web.clicks.deals import all_offers_card, offers_section, put_off
from addon.web.clicks.make_form import form_parameters
from addon.web.deal_view import crm_view
from closeplan.calls.file_kinds import may_hold_call
from closeplan.plan.companies import company_name, domain_of
from closeplan.plan.lessons import PastDeal, story
from closeplan.plan.outlook import outlook
from closeplan.plan.start import buyers_domain
from closeplan.records import PlanRecord

_SHEET_TYPE = "application/vnd.google-apps.spreadsheet"


def _home(click: Click) -> dict[str, Any]:
    """The caller's plans; the one that a button names."""
    if click.event.parameters.get("planId"):
        return click.leading_on(_plan_card(click, click.seen_plan()))
    return click.leading_on(_plans_card(click))


def _plans_card(click: Click) -> parts.Card:
    own = [_line(record) for record in _own(click)]
    asked = [*call_waits(click), *offers_section(click)]
    return home.plans_card(own, click.url, waiting_files(click), asked)


def _later(click: Click) -> dict[str, Any]:
    """Put a deal off; the card that it stood on comes back without it."""
    put_off(click)
    is_here = click.event.parameters.get("from") == HOME
    left = _plans_card(click) if is_here else all_offers_card(click)
    return parts.updated(left, "Put off; the first card has the way back")


def _editor(click: Click) -> dict[str, Any]:
    """Beside a Sheet or a Doc: its plan, once the person has let the add-on see the file."""
    event = click.event
    if event.parameters.get("ask") == "file":
        return parts.asking_for_file()
    if not event.has_file:
        return parts.shown(home.ask_for_file_card(click.url(event.host), event.file_id))
    return parts.shown(_file_card(click, is_sheet=event.host == "sheets"))


def _drive(click: Click) -> dict[str, Any]:
    """The plan in the file that is selected, which need not be opened to be recognised."""
    event = click.event
    if event.parameters.get("ask") == "file":
        return parts.asking_for_file(event.file_id)
    if not event.file_id:
        return _home(click)
    record = click.open_plan()
    if not event.has_file and (record is None or not click.may_see(record)):
        return parts.shown(home.ask_for_file_card(click.url("drive"), event.file_id))
    return parts.shown(_file_card(click, is_sheet=event.mime_type == _SHEET_TYPE))


def _beside_people(click: Click) -> dict[str, Any]:
    """Beside a mail or a meeting: the plans with its people, and a way to make one with them."""
    found = around(click)
    if not found.is_open:
        return _home(click)
    domain = buyers_domain(found.people)
    known = [_line(record) for record in _own(click) if domain and _is_with(record, domain)]
    carried = form_parameters([(person.email, person.name) for person in found.people], subject=found.subject)
    label = "Make another plan…" if known else "Make a plan…"
    make = parts.button(label, click.url("make"), carried, main=not known)
    company = company_name(domain) if domain else ""
    return parts.shown(home.known_buyer_card(found.subject, company, known, make, click.url))


def _file_card(click: Click, *, is_sheet: bool) -> parts.Card:
    """The plan in the open file, as far as the caller may see it."""
    record, event = click.open_plan(), click.event
    if record is None and event.host == "drive" and may_hold_call(event.title, event.mime_type):
        make = parts.button("Make a plan…", click.url("make"), {"from": "file"})
        return file_card(click, parts.buttons(make))
    if record is None:
        return home.unknown_file_card(event.title, click.url, event.file_id, is_sheet=is_sheet)
    if not click.may_see(record):
        return home.somebody_elses_plan_card()
    return _plan_card(click, record)


def _plan_card(click: Click, record: PlanRecord) -> parts.Card:
    if record.gone:
        return home.gone_card(record.deal.name)
    if record.snapshot is None or not record.document_id:
        return home.waiting_card(record.deal.name)
    context = click.wired.stored(record)
    deal = PastDeal(plan=context.plan, baseline=context.baseline, network=record.deal.network)
    view = home.PlanView(
        id=record.id,
        name=record.deal.name,
        buyer=record.deal.buyer,
        plan=context.plan,
        story=story(deal, context.entries, {}),
        health=context.health,
        outlook=outlook(record.signals, context),
        signals=record.signals,
        url=click.desk.start.url(record),
        waiting=len(click.desk.suggestions.waiting(record)) if click.owns(record) else 0,
        may_act=click.owns(record),
        crm=crm_facts(crm_view(click.wired.deals(), record, is_own=click.owns(record)), click.url),
        places=click.wired.places().entries,
    )
    return home.plan_card(view, click.url)


def _own(click: Click) -> list[PlanRecord]:
    return [
        record
        for record in click.wired.store.plans_of(click.caller.email)
        if record.document_id and not record.gone
    ]


def _is_with(record: PlanRecord, domain: str) -> bool:
    """Whether somebody of that company is on the plan."""
    there = record.snapshot.plan if record.snapshot else record.deal
    return any(domain_of(person.email) == domain for person in there.stakeholders)


def _line(record: PlanRecord) -> home.PlanLine:
    plan = record.snapshot.plan if record.snapshot else None
    return home.PlanLine(
        id=record.id,
        name=record.deal.name,
        buyer=record.deal.buyer,
        go_live=plan.go_live if plan else record.deal.network.go_live,
        signals=record.signals,
        plan=plan,
    )


ROUTES: Routes = {
    "home": _home,
    "deals/later": _later,
    "sheets": _editor,
    "docs": _editor,
    "drive": _drive,
    "gmail": _beside_people,
    "calendar": _beside_people,
}
