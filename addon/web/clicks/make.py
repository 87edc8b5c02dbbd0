"""From an open sidebar to a shared plan: the form, the plan, and the way back."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from addon.cards import make as making
from addon.cards import parts
from addon.web.clicks.click import Click, Routes
from addon.web.clicks.make_deal import check_free, linking_with
from addon.web.clicks.make_form import PlanForm, form_parameters
from addon.web.longer import Work
from closeplan.errors import CloseplanError, InputError, Mistake
from closeplan.plan.addresses import addresses_in
from closeplan.plan.model import Deal
from closeplan.ports import Progress
from closeplan.records import FileAccess, PlanRecord
from closeplan.services.generate import Generated

_NO_ADDRESS = Mistake("Share with", "type at least one address, such as dana@acme.example")

_NEXT = (("Questions to ask", "questions"), ("Show in the sidebar", "home"))
"""What one does with a new plan."""


def _form(click: Click) -> dict[str, Any]:
    if click.event.parameters.get("said"):  # back from a warning, with what was typed
        return parts.updated(PlanForm.sent(click).card())
    return click.leading_on(PlanForm.opened(click).card())


def _confirm(click: Click) -> dict[str, Any]:
    """Make the plan of the form; say first where it does not fit before go-live."""
    form = PlanForm.sent(click)
    try:
        deal = click.desk.start.deal(form.start())
        check_free(click, form.carried, deal.id)
    except InputError as error:
        return parts.updated(form.card([str(mistake) for mistake in error.mistakes]))
    if click.event.parameters.get("anyway") != "yes":
        found = click.desk.start.look(deal)
        if not found.fits:
            kept = form.kept()
            change = parts.button("Change it", click.url("make"), kept, main=True)
            anyway = parts.button("Make it anyway", click.url("make/confirm"), {**kept, "anyway": "yes"})
            return parts.updated(making.early_card(deal.buyer, deal.network.go_live, found, change, anyway))
    return _begun(click, deal, form)


def _begun(click: Click, deal: Deal, form: PlanForm) -> dict[str, Any]:
    """Begin to make the plan, or go on with it; two clicks at once are one piece of work."""
    start, seller, into = click.desk.start, click.caller.email, form.into
    linking = linking_with(click, form.heard)

    def make(progress: Progress) -> Generated:
        made = start(deal, seller=seller, progress=progress, into=into)
        linking(deal.id)
        return made

    return _told(click, deal.id, click.wired.longer.run(_key(click, deal.id), make))


def _look_again(click: Click) -> dict[str, Any]:
    """How far the plan is; where this process knows of no work, another one has made it."""
    plan_id = click.event.parameters.get("planId", "")
    work = click.wired.longer.look(_key(click, plan_id))
    if work is not None:
        return _told(click, plan_id, work)
    record = click.own_plan()
    if not record.document_id:
        raise CloseplanError(
            "Making the plan was interrupted. Make it once more from its form: it goes on where it stopped."
        )
    return parts.replaced(_made_card(click, _made(click, record)))


def _told(click: Click, plan_id: str, work: Work[Generated]) -> dict[str, Any]:
    if work.result is None:
        again = parts.button("Look again", click.url("make/look"), {"planId": plan_id}, main=True)
        return parts.replaced(making.making_card(work.steps, again))
    told = "The plan is made" if work.result.created else "This plan was made before"
    made = replace(_made(click, click.wired.store.plan(plan_id)), not_shared=work.result.not_shared)
    return parts.replaced(_made_card(click, made), told)


def _share(click: Click) -> dict[str, Any]:
    """Give further people access, as the seller."""
    record = click.own_plan()
    said = click.event.texts.get(making.OTHERS, "")
    typed = addresses_in(said)
    people = click.desk.start.people(typed.found, click.caller.email)
    if wrong := typed.mistakes or ([] if people else [_NO_ADDRESS]):
        made = replace(_made(click, record), others=said, wrong=tuple(map(str, wrong)))
        return parts.updated(_made_card(click, made))
    click.desk.start.share(record, people)
    now = tuple(person.email for person in people)
    return parts.replaced(
        _made_card(click, replace(_made(click, record), also=now)), f"Shared with {', '.join(now)}"
    )


def _undo(click: Click) -> dict[str, Any]:
    record = click.own_plan()
    links = click.wired.deals().book.crm_links(record.id)
    click.desk.start.undo(record)
    click.wired.deals().link.offer_anew(links)
    make = parts.button("Make a plan…", click.url("make"), form_parameters())
    return parts.replaced(making.undone_card(make), "Undone")


def _made(click: Click, record: PlanRecord) -> making.Made:
    """What stands now, from the plan itself: whoever looks again later sees the same."""
    plan = record.snapshot.plan if record.snapshot else None
    host = click.desk.start.host(record)
    return making.Made(
        deal=record.deal,
        url=click.desk.start.url(record),
        seller=click.caller.email,
        first_day=min((row.start for row in plan.milestones if row.start), default=None) if plan else None,
        is_guest=host is not None,
        had_access=_who_can_open(host, {click.caller.email, record.robot}) if host else (),
    )


def _who_can_open(file: FileAccess, away: set[str]) -> tuple[str, ...]:
    """Everybody but those who are `away`, in words."""
    link = ["whoever has the link"] if file.by_link else []
    return (*sorted(file.people - away), *(f"everybody at {at}" for at in sorted(file.domains)), *link)


def _made_card(click: Click, made: making.Made) -> parts.Card:
    plan_id = {"planId": made.deal.id}
    entries = [parts.button(label, click.url(path), plan_id) for label, path in _NEXT]
    share = parts.button("Share", click.url("make/share"), plan_id)
    undo = parts.button("Undo", click.url("make/undo"), plan_id)
    return making.made_card(made, entries, share, undo)


def _key(click: Click, plan_id: str) -> str:
    """The work's name: nobody looks at another's by its plan."""
    return f"{click.caller.subject} {plan_id}"


ROUTES: Routes = {
    "make": _form,
    "make/confirm": _confirm,
    "make/look": _look_again,
    "make/share": _share,
    "make/undo": _undo,
}
